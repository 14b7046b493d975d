//! Named entities by a small neural network, computed here and offline.
//!
//! Hash embeddings of each word's norm, first letter, ending and shape, four residual
//! convolutions, and a greedy transition system over them, as spaCy's English pipeline
//! (`en_core_web_sm` 3.8.0) computes them; the weights and their licence are in
//! `assets/suggest/ner-en`. A token's vector depends on four neighbours at each side and on the
//! state the parser is in, so a paragraph is computed by itself.

mod hash;
mod label;
mod layers;
mod parse;
mod product;
mod weights;

use std::borrow::Cow;

pub use label::Label;
use layers::{Forms, features};
use weights::Weights;

/// A token as the network sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// As it stands.
    pub text: &'t str,
    /// Lower case, with contractions and spellings made alike.
    pub norm: Cow<'t, str>,
}

/// An entity the network found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Index of its first token.
    pub first: usize,
    /// Index of its last token.
    pub last: usize,
    /// What it is.
    pub label: Label,
    /// The least probability of the steps that found it, 0 to 1.
    pub score: f32,
}

/// Tags paragraphs, and remembers what it computed for each word form.
pub struct Tagger {
    weights: &'static Weights,
    forms: Forms,
}

impl Default for Tagger {
    fn default() -> Self {
        Self { weights: Weights::get(), forms: Forms::default() }
    }
}

impl Tagger {
    /// The entities among the words of one paragraph, in order.
    pub fn tag(&mut self, words: &[Word<'_>]) -> Vec<Found> {
        let vectors = self.forms.vectors(self.weights, words);
        let sums = features(self.weights, &vectors);
        parse::entities(self.weights, words, &sums)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    /// The expected entities were computed once from the same weights by spaCy 3.8.18 with
    /// `en_core_web_sm` 3.8.0, a sentence a document.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let tokens = tokens(text);
        let words: Vec<Word<'_>> = tokens
            .iter()
            .map(|token| Word {
                text: text.get(token.range.clone()).unwrap_or_default(),
                norm: token.norm.clone(),
            })
            .collect();
        let found: Vec<(&str, &str)> = Tagger::default()
            .tag(&words)
            .into_iter()
            .map(|found| {
                let range = tokens[found.first].range.start..tokens[found.last].range.end;
                (text.get(range).unwrap_or_default(), found.label.name())
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_network_finds_what_it_was_trained_to_find() {
        check(
            "Ana Lind, who runs the Karl Harbour Board, told Reuters on Tuesday that 41,000 people crossed to Norway.",
            &[
                ("the Karl Harbour Board", "ORG"),
                ("Reuters", "ORG"),
                ("Tuesday", "DATE"),
                ("41,000", "CARDINAL"),
                ("Norway", "GPE"),
            ],
        );
        check(
            "“It’s over,” said Mr. Bakke, 52, of Oslo; the U.S. fined Nordhavn Lines $3.5 million in March 2021.",
            &[
                ("Bakke", "PERSON"),
                ("52", "DATE"),
                ("Oslo", "GPE"),
                ("U.S.", "GPE"),
                ("Nordhavn Lines", "ORG"),
                ("$3.5 million", "MONEY"),
                ("March 2021", "DATE"),
            ],
        );
        check("French voters can’t reach the Elbe.", &[("French", "NORP"), ("Elbe", "ORG")]);
    }

    #[test]
    fn a_paragraph_without_words_has_no_entities() {
        assert_eq!(Tagger::default().tag(&[]), []);
    }
}

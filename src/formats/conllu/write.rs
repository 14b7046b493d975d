//! A document as CoNLL-U.

use crate::formats::exchange::Exported;
use crate::formats::labelled::tokens::{Token, sentences};
use crate::formats::loss::{Part, losses};
use crate::model::Document;

use super::mention::Brackets;
use super::spaces::field;

const CARRIES: &[Part] = &[Part::Spacing, Part::Mentions, Part::SeveralParts, Part::WhoIsWho];

/// A token, and what begins with it.
struct Word {
    token: Token,
    paragraph: bool,
    sentence: bool,
}

/// Writes an article called `name`.
pub(in crate::formats) fn write(document: &Document, name: &str) -> Exported {
    let text = document.text();
    let brackets = Brackets::of(document);
    let words = words(document, &brackets);
    let mut page = format!("# global.Entity = eid-etype-head-other\n# newdoc id = {}\n", one_line(name));
    let (mut n_sentences, mut number) = (0, 0);
    for (at, Word { token, paragraph, sentence }) in words.iter().enumerate() {
        let (before, next) = (at.checked_sub(1).and_then(|at| words.get(at)), words.get(at + 1));
        number += 1;
        if *sentence {
            n_sentences += 1;
            number = 1;
            if *paragraph {
                page.push_str("# newpar\n");
            }
            let own = words.get(at + 1..).unwrap_or_default().iter().take_while(|word| !word.sentence);
            let end = own.last().map_or(token.end, |last| last.token.end);
            let whole = one_line(text.get(token.start..end).unwrap_or_default());
            page.extend([format!("# sent_id = {n_sentences}\n# text = {whole}\n")]);
        }
        let mut misc: Vec<String> = Vec::new();
        let entity = brackets.value(token.start, token.end);
        if !entity.is_empty() {
            misc.push(format!("Entity={entity}"));
        }
        if *paragraph && !sentence {
            misc.push("NewPar=Yes".to_owned());
        }
        if before.is_none() && token.start > 0 {
            misc.push(format!("SpacesBefore={}", field(text.get(..token.start).unwrap_or_default())));
        }
        // Between paragraphs readers expect more than a space, unless they are told.
        let before_paragraph = next.is_some_and(|next| next.paragraph);
        let gap = token.end..next.map_or(text.len(), |next| next.token.start);
        match text.get(gap).unwrap_or_default() {
            "" => {
                misc.push("SpaceAfter=No".to_owned());
                if before_paragraph {
                    misc.push("SpacesAfter=".to_owned());
                }
            }
            " " if next.is_some() && !before_paragraph => {}
            gap => misc.push(format!("SpacesAfter={}", field(gap))),
        }
        let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
        let form = text.get(token.clone()).unwrap_or_default();
        page.extend([format!("{number}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n")]);
        if next.is_none_or(|next| next.sentence) {
            page.push('\n');
        }
    }
    let mut lost = losses(document, CARRIES);
    lost.extend(brackets.lost);
    Exported::one(".conllu", page, lost)
}

/// The words of the article. A sentence does not end inside a mention.
fn words(document: &Document, brackets: &Brackets) -> Vec<Word> {
    let sentences = sentences(document.article(), &brackets.cuts());
    let starts = sentences.iter().map(|(_, tokens)| tokens.first().map_or(0, |token| token.start));
    let goes_on = brackets.goes_over(starts);
    let mut words = Vec::new();
    let mut last = None;
    for ((block, tokens), goes_on) in sentences.into_iter().zip(goes_on) {
        let paragraph = last != Some(block);
        last = Some(block);
        words.extend(tokens.into_iter().enumerate().map(|(at, token)| {
            let first = at == 0;
            Word { token, paragraph: first && paragraph, sentence: first && !goes_on }
        }));
    }
    words
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::model::{Article, ArticleMeta, Block, BlockKind, Extra};
    use crate::text::Span;

    #[test]
    fn white_space_between_blocks_comes_back_as_it_was() {
        for gap in ["", " ", "  ", "\n", "\n\n", "\r\n", " \u{2029}"] {
            let text = format!("One{gap}Two. Three");
            let block = |start, end| Block {
                kind: BlockKind::Paragraph,
                span: Span::new(&text, start, end).unwrap(),
                extra: Extra::new(),
            };
            let second = 3 + gap.len();
            let blocks = vec![block(0, 3), block(second, text.len())];
            let document =
                Document::new(Article::new(text.as_str(), blocks, ArticleMeta::default()).unwrap());
            let written = write(&document, "story");
            let read = crate::formats::conllu::read(&written.files[0].content).unwrap();
            assert_eq!(read[0].document.text(), text);
        }
    }
}

//! Whom the article itself names, and where.
//!
//! The desk knows more than readers may: it may have linked “a person familiar with the matter” to
//! a name, and that name may stand in full elsewhere in the same story. So an edition for readers
//! shows a name only where the article's own words give it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::{
    Annotation, AnnotationKind, BlockKind, Document, Entity, EntityId, Mention, MentionForm, Quote,
};
use crate::text::segment::{sentences, stands_in};

/// Words of names that tell nobody apart, in some languages of the press.
const EMPTY_WORDS: [&str; 30] = [
    "the", "an", "of", "and", "for", "in", "to", "de", "du", "des", "la", "le", "les", "el", "los", "las",
    "der", "die", "das", "den", "dem", "van", "von", "di", "da", "do", "al", "il", "het", "een",
];

/// See the module.
pub(super) struct Named<'a> {
    document: &'a Document,
    /// The names readers may see.
    names: BTreeMap<EntityId, String>,
    /// The blocks in which an entity is named.
    places: BTreeSet<(EntityId, Option<usize>)>,
    /// The blocks in which words point at an entity that do not name it.
    described: BTreeSet<(EntityId, Option<usize>)>,
}

impl<'a> Named<'a> {
    /// Looks through the mentions and the text.
    pub(super) fn in_article(document: &'a Document) -> Self {
        let mut named =
            Self { document, names: BTreeMap::new(), places: BTreeSet::new(), described: BTreeSet::new() };
        let visible = visible_text(document);
        for entity in document.entities() {
            if let Some(name) = named.name_in(&visible, entity) {
                named.names.insert(entity.id, name);
            }
        }
        for annotation in document.annotations_of(AnnotationKind::Mention) {
            let Some(mention) = annotation.mention() else { continue };
            let place = (mention.entity, named.block_of(annotation));
            if named.names_openly(annotation, mention) {
                named.places.insert(place);
            } else if mention.form != MentionForm::Pronoun {
                named.described.insert(place);
            }
        }
        named
    }

    /// The name of an entity as the article gives it.
    pub(super) fn name(&self, entity: EntityId) -> Option<&str> {
        self.names.get(&entity).map(String::as_str)
    }

    /// Whether the words of a mention name whom it points at.
    pub(super) fn names_openly(&self, annotation: &Annotation, mention: &Mention) -> bool {
        if is_furniture(self.document, annotation) {
            return false;
        }
        let words = self.document.words_of(annotation);
        let Some(name) = self.name(mention.entity) else { return false };
        words.trim() == name || shares_word(&words, name) || is_abbreviation(mention.form, &words)
    }

    /// Whether readers see from the words of the article who says this quote.
    pub(super) fn speaker_is_named(&self, annotation: &Annotation, quote: &Quote) -> bool {
        let Some((speaker, name)) = quote.speaker.and_then(|id| Some((id, self.name(id)?))) else {
            return false;
        };
        let Some(source) = quote.source else { return self.is_named_beside(annotation, speaker) };
        if shares_word(source.of(self.document.text()), name) {
            return true;
        }
        let block = self.block_of(annotation);
        let before = block.and_then(|block| block.checked_sub(1));
        let is_described = |place| self.described.contains(&(speaker, place));
        // “She” may be whoever was only described.
        self.has_pronoun_of((source.start(), source.end()), speaker)
            && !is_described(block)
            && !(before.is_some() && is_described(before))
            && (self.is_named_in(speaker, block) || before.is_some() && self.is_named_in(speaker, before))
    }

    /// Whether the sentences of an annotation name this entity, or have a pronoun for it where their
    /// paragraph names it, and nothing in that paragraph points at it without naming it: then a name
    /// beside it would tell who is meant there.
    pub(super) fn is_named_beside(&self, annotation: &Annotation, entity: EntityId) -> bool {
        let place = self.block_of(annotation);
        let blocks = self.document.article().blocks();
        let (Some(name), Some(block)) = (self.name(entity), place.and_then(|block| blocks.get(block))) else {
            return false;
        };
        if self.described.contains(&(entity, place)) || !self.is_named_in(entity, place) {
            return false;
        }
        let (words, start) = (block.span.of(self.document.text()), block.span.start());
        let hull = annotation.spans.hull();
        let touched = sentences(words)
            .into_iter()
            .filter(|own| own.start + start < hull.end() && hull.start() < own.end + start);
        let names = |own: Range<usize>| {
            words.get(own.clone()).is_some_and(|sentence| shares_word(sentence, name))
                || self.has_pronoun_of((own.start + start, own.end + start), entity)
        };
        touched.into_iter().any(names)
    }

    fn is_named_in(&self, entity: EntityId, block: Option<usize>) -> bool {
        if self.places.contains(&(entity, block)) {
            return true;
        }
        let article = self.document.article();
        let block = block.and_then(|block| article.blocks().get(block));
        let words = block.map(|block| block.span.of(article.text()));
        words.zip(self.name(entity)).is_some_and(|(words, name)| stands_in(words, name))
    }

    fn has_pronoun_of(&self, (start, end): (usize, usize), entity: EntityId) -> bool {
        let here = self.document.index().overlapping(start, end);
        let mentions = here.iter().filter_map(|(_, _, id)| self.document.annotation(*id)?.mention());
        mentions.into_iter().any(|one| one.entity == entity && one.form == MentionForm::Pronoun)
    }

    fn block_of(&self, annotation: &Annotation) -> Option<usize> {
        self.document.article().block_at(annotation.spans.first().start())
    }

    /// The canonical name where it stands in the article, else the longest words of a mention that
    /// give a part of it.
    fn name_in(&self, visible: &str, entity: &Entity) -> Option<String> {
        let name = entity.name.trim();
        if name.is_empty() {
            return None;
        }
        if stands_in(visible, name) {
            return Some(name.to_owned());
        }
        let mentions = self.document.index().mentions_of(entity.id);
        let mentions = mentions.filter_map(|id| self.document.annotation(id));
        let mentions = mentions.filter(|annotation| !is_furniture(self.document, annotation));
        let words = mentions.filter_map(|annotation| {
            let form = annotation.mention()?.form;
            let words = self.document.words_of(annotation).trim().to_owned();
            let is_part = words.split_whitespace().all(|word| shares_word(word, name));
            (is_part || is_abbreviation(form, &words)).then_some(words)
        });
        words.filter(|words| !words.is_empty()).max_by_key(String::len)
    }
}

/// Whether no word of an annotation stands in the article proper.
pub(super) fn is_furniture(document: &Document, annotation: &Annotation) -> bool {
    let article = document.article();
    annotation.spans.iter().all(|span| {
        let block = article.block_at(span.start()).and_then(|block| article.blocks().get(block));
        block.is_some_and(|block| block.kind == BlockKind::Furniture && block.span.encloses(span))
    })
}

/// The article without what the site put around it.
fn visible_text(document: &Document) -> String {
    let text = document.text();
    let mut visible = String::with_capacity(text.len());
    let mut at = 0;
    for block in document.article().blocks().iter().filter(|block| block.kind == BlockKind::Furniture) {
        visible.push_str(text.get(at..block.span.start()).unwrap_or_default());
        visible.push('\n');
        at = block.span.end();
    }
    visible.push_str(text.get(at..).unwrap_or_default());
    visible
}

/// Whether two names have a word in common that tells people apart.
fn shares_word(one: &str, other: &str) -> bool {
    let telling = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
        let capital = words.filter(|word| word.chars().next().is_some_and(|first| !first.is_lowercase()));
        let lower = capital.map(str::to_lowercase);
        lower.filter(|word| !EMPTY_WORDS.contains(&word.as_str())).collect()
    };
    !telling(one).is_disjoint(&telling(other))
}

fn is_abbreviation(form: MentionForm, words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic());
    form == MentionForm::Abbreviation
        && words.chars().count() > 1
        && !letters.into_iter().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_does_not_name_anybody() {
        assert!(shares_word("Harbour master Bakke", "Jon Bakke"));
        assert!(!shares_word("a person familiar with the matter", "Jon Bakke"));
        assert!(!shares_word("The official", "The Port Authority"));
        assert!(!shares_word("an authority", "Port Authority"));
    }
}

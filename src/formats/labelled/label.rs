//! What marks are called, here and by other tools.

use crate::model::{EntityKind, QuoteKind, TagId};

/// What a mark is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Label {
    /// An entity of this kind is named.
    Mention(EntityKind),
    /// Somebody is quoted.
    Quote(QuoteKind),
    /// Something is claimed.
    Claim,
    /// A passage with a house tag, or whatever another tool's label says.
    Passage(TagId),
    /// The words that announce a quote.
    Cue,
    /// The words that name the speaker of a quote.
    Source,
}

/// Whose names for labels are written. All of them are read everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Tagset {
    /// Ours, in words.
    Words,
    /// Of CoNLL-2003, with capitals of the same fashion for what it lacks.
    Conll,
    /// Of OntoNotes 5, which spaCy's models use.
    OntoNotes,
}

/// Our kinds with their names in words, CoNLL and OntoNotes.
const KINDS: [(EntityKind, &str, &str, &str); 12] = [
    (EntityKind::Person, "Person", "PER", "PERSON"),
    (EntityKind::Organisation, "Organisation", "ORG", "ORG"),
    (EntityKind::Place, "Place", "LOC", "LOC"),
    (EntityKind::Date, "Date", "DATE", "DATE"),
    (EntityKind::Event, "Event", "EVENT", "EVENT"),
    (EntityKind::Work, "Work", "WORK", "WORK_OF_ART"),
    (EntityKind::Product, "Product", "PRODUCT", "PRODUCT"),
    (EntityKind::Money, "Money", "MONEY", "MONEY"),
    (EntityKind::Quantity, "Quantity", "QUANTITY", "QUANTITY"),
    (EntityKind::Group, "Group", "GROUP", "NORP"),
    (EntityKind::Role, "Role", "ROLE", "ROLE"),
    (EntityKind::Other, "Other", "MISC", "MISC"),
];

/// Further names that other tools and corpora use.
const ALSO: [(&str, EntityKind); 18] = [
    ("PEOPLE", EntityKind::Person),
    ("ORGANIZATION", EntityKind::Organisation),
    ("COMPANY", EntityKind::Organisation),
    ("LOCATION", EntityKind::Place),
    ("GPE", EntityKind::Place),
    ("FAC", EntityKind::Place),
    ("FACILITY", EntityKind::Place),
    ("TIME", EntityKind::Date),
    ("DATETIME", EntityKind::Date),
    ("LAW", EntityKind::Work),
    ("WORKOFART", EntityKind::Work),
    ("CARDINAL", EntityKind::Quantity),
    ("ORDINAL", EntityKind::Quantity),
    ("PERCENT", EntityKind::Quantity),
    ("NUMBER", EntityKind::Quantity),
    ("NATIONALITY", EntityKind::Group),
    ("TITLE", EntityKind::Role),
    ("OTH", EntityKind::Other),
];

/// Stands before a house tag, so that a tag called Person is no person.
const TAG: &str = "tag:";

impl Label {
    /// Its name in a set of names.
    pub(in crate::formats) fn name(&self, tagset: Tagset) -> String {
        match self {
            Self::Mention(kind) => kind_name(*kind, tagset).to_owned(),
            Self::Quote(kind) => quote_name(*kind).to_owned(),
            Self::Claim => "Claim".to_owned(),
            Self::Passage(tag) => format!("{TAG}{tag}"),
            Self::Cue => "Cue".to_owned(),
            Self::Source => "Source".to_owned(),
        }
    }

    /// The label a tool calls so. What is not known becomes a passage with that tag.
    pub(in crate::formats) fn named(name: &str) -> Self {
        if let Some(tag) = name.strip_prefix(TAG) {
            return Self::Passage(TagId(tag.to_owned()));
        }
        if let Some(kind) = kind_named(name) {
            return Self::Mention(kind);
        }
        let quote = QuoteKind::ALL.into_iter().find(|kind| quote_name(*kind).eq_ignore_ascii_case(name));
        match (quote, name.to_ascii_lowercase().as_str()) {
            (Some(kind), _) => Self::Quote(kind),
            (None, "quote" | "quotation") => Self::Quote(QuoteKind::Direct),
            (None, "claim") => Self::Claim,
            (None, "cue") => Self::Cue,
            (None, "source") => Self::Source,
            _ => Self::Passage(TagId(name.to_owned())),
        }
    }
}

/// The kind of quote a tool calls so, be it in one word.
pub(in crate::formats) fn quote_kind(name: &str) -> Option<QuoteKind> {
    QuoteKind::ALL.into_iter().find(|kind| {
        let whole = quote_name(*kind);
        let first = whole.strip_suffix("Quote").unwrap_or(whole);
        [whole, first].iter().any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// The name of a kind of entity.
pub(super) fn kind_name(kind: EntityKind, tagset: Tagset) -> &'static str {
    let names = KINDS.iter().find(|(known, ..)| *known == kind);
    names.map_or("Other", |(_, words, conll, onto_notes)| match tagset {
        Tagset::Words => words,
        Tagset::Conll => conll,
        Tagset::OntoNotes => onto_notes,
    })
}

fn kind_named(name: &str) -> Option<EntityKind> {
    let known = KINDS.iter().find(|(_, words, conll, onto_notes)| {
        [words, conll, onto_notes].iter().any(|known| known.eq_ignore_ascii_case(name))
    });
    let also = || ALSO.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind);
    known.map(|(kind, ..)| *kind).or_else(also)
}

fn quote_name(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "DirectQuote",
        QuoteKind::Indirect => "IndirectQuote",
        QuoteKind::Mixed => "MixedQuote",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_reads_back_from_every_set_of_names() {
        let tags = ["check", "Person", "tag:x", "", "Claim"].map(|tag| Label::Passage(TagId(tag.to_owned())));
        let kinds = EntityKind::ALL.map(Label::Mention).into_iter().chain(QuoteKind::ALL.map(Label::Quote));
        let others = [Label::Claim, Label::Cue, Label::Source];
        for label in kinds.chain(tags).chain(others) {
            for tagset in [Tagset::Words, Tagset::Conll, Tagset::OntoNotes] {
                assert_eq!(Label::named(&label.name(tagset)), label);
            }
        }
    }

    #[test]
    fn other_tools_names_are_understood() {
        assert_eq!(Label::named("GPE"), Label::Mention(EntityKind::Place));
        assert_eq!(Label::named("organization"), Label::Mention(EntityKind::Organisation));
        assert_eq!(Label::named("Sentiment"), Label::Passage(TagId("Sentiment".to_owned())));
    }
}

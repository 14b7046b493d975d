//! What the lists on the right show.

use crate::model::{
    Annotation, AnnotationKind, Body, ClaimKind, ClaimState, Document, Entity, EntityKind, Schema, Verdict,
};

/// The lists on the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pane {
    /// Who and what is named.
    #[default]
    Entities,
    /// What is quoted.
    Quotes,
    /// What is to be checked.
    Claims,
    /// What is highlighted.
    Passages,
    /// What the program proposes.
    Suggestions,
}

impl Pane {
    /// Every pane, from left to right.
    pub const ALL: [Self; 5] =
        [Self::Entities, Self::Quotes, Self::Claims, Self::Passages, Self::Suggestions];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Entities => "Entities",
            Self::Quotes => "Quotes",
            Self::Claims => "Claims",
            Self::Passages => "Passages",
            Self::Suggestions => "Suggested",
        }
    }

    /// The pane of this name, in capitals or not.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pane| pane.label().eq_ignore_ascii_case(name))
    }

    /// The pane that lists annotations of this kind (mentions are under their entity).
    pub fn of(kind: AnnotationKind) -> Self {
        match kind {
            AnnotationKind::Mention => Self::Entities,
            AnnotationKind::Quote => Self::Quotes,
            AnnotationKind::Claim => Self::Claims,
            AnnotationKind::Passage => Self::Passages,
        }
    }
}

/// What of a list is shown. What is not set does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must occur, in any order, ignoring case.
    pub text: String,
    /// Type of entity.
    pub entity: Option<EntityKind>,
    /// State of a claim.
    pub state: Option<StateFilter>,
    /// Verdict of a claim.
    pub verdict: Option<Verdict>,
    /// Type of claim.
    pub claim: Option<ClaimKind>,
}

/// Which states of claims are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateFilter {
    /// All that still need work.
    Unresolved,
    /// Just one.
    Only(ClaimState),
}

impl StateFilter {
    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Unresolved => "Unresolved",
            Self::Only(state) => state.label(),
        }
    }

    fn admits(self, state: ClaimState) -> bool {
        match self {
            Self::Unresolved => !state.is_resolved(),
            Self::Only(wanted) => wanted == state,
        }
    }
}

impl Filter {
    /// Whether nothing is left out.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Whether one quote, claim or passage is shown; of many, a [`Sieve`] tells it sooner.
    pub fn admits(&self, annotation: &Annotation, document: &Document, schema: &Schema) -> bool {
        self.sieve().admits(annotation, document, schema)
    }

    /// What tells record by record whether it is shown.
    pub fn sieve(&self) -> Sieve<'_> {
        Sieve { filter: self, wanted: Wanted::new(&self.text) }
    }
}

/// Letter by letter, so that it does not matter where a word ends (as it does for the Greek sigma).
fn push_lowercase(text: &str, into: &mut String) {
    for c in text.chars() {
        if c.is_ascii() { into.push(c.to_ascii_lowercase()) } else { into.extend(c.to_lowercase()) }
    }
}

/// A filter at work: what it needs for every record is made once.
#[derive(Debug)]
pub struct Sieve<'a> {
    filter: &'a Filter,
    wanted: Wanted,
}

/// Words that must all occur in a record, in any order, ignoring case.
#[derive(Debug)]
pub(super) struct Wanted {
    /// In small letters.
    words: Vec<String>,
    /// Where the record's words are put together.
    hay: String,
}

impl Wanted {
    /// The words of `text`.
    pub(super) fn new(text: &str) -> Self {
        let mut small = String::new();
        push_lowercase(text, &mut small);
        Self { words: small.split_whitespace().map(str::to_owned).collect(), hay: String::new() }
    }

    /// Whether they occur in these places of a record.
    pub(super) fn are_in<'a>(&mut self, places: impl Iterator<Item = &'a str>) -> bool {
        if self.words.is_empty() {
            return true;
        }
        self.hay.clear();
        for place in places.filter(|place| !place.is_empty()) {
            push_lowercase(place, &mut self.hay);
            self.hay.push('\n');
        }
        self.words.iter().all(|word| self.hay.contains(word.as_str()))
    }
}

impl Sieve<'_> {
    /// Whether an entity is shown.
    pub fn admits_entity(&mut self, entity: &Entity) -> bool {
        let of_kind = self.filter.entity.is_none_or(|kind| kind == entity.kind);
        let places = [&entity.name, &entity.role, &entity.notes].into_iter().chain(&entity.aliases);
        of_kind && self.wanted.are_in(places.map(String::as_str))
    }

    /// Whether a quote, claim or passage is shown.
    pub fn admits(&mut self, annotation: &Annotation, document: &Document, schema: &Schema) -> bool {
        if let Some(claim) = annotation.claim() {
            let filter = self.filter;
            let fits = filter.state.is_none_or(|state| state.admits(claim.state))
                && filter.verdict.is_none_or(|verdict| verdict == claim.verdict)
                && filter.claim.is_none_or(|kind| kind == claim.kind);
            if !fits {
                return false;
            }
        }
        if self.wanted.words.is_empty() {
            return true;
        }
        let name = |id| document.entity(id).map_or("", |entity: &Entity| entity.name.as_str());
        let more = match &annotation.body {
            Body::Claim(claim) => [claim.assertion.as_str(), claim.note.as_str()],
            Body::Quote(quote) => [quote.speaker.map_or("", name), ""],
            Body::Passage(passage) => {
                [schema.tag(&passage.tag).map_or(passage.tag.0.as_str(), |tag| tag.name.as_str()), ""]
            }
            Body::Mention(mention) => [name(mention.entity), ""],
        };
        let pieces = annotation.spans.iter().map(|span| span.of(document.text()));
        self.wanted.are_in(pieces.chain(more).chain([annotation.comment.as_str()]))
    }
}

//! What most annotation tools know: stretches of text with a label, and links between them.
//!
//! A document becomes [`Labelled`] and back; the formats of such tools write and read that. What it
//! cannot hold is counted in [`super::loss`].

mod assemble;
mod from_document;
mod kinds;
mod label;
mod pieces;
mod referred;
mod side;
mod spaced;
mod taken;
mod to_document;
pub(super) mod tokens;

use std::sync::Arc;

use crate::formats::loss::Part;
use crate::model::{AnnotationId, EntityId, EntityKind};
use crate::text::Spans;

pub(super) use assemble::assemble;
pub(super) use from_document::from_document;
pub(super) use kinds::settle_kinds;
pub(super) use label::{Label, Tagset, quote_kind};
pub(super) use pieces::{Cut, Pieces};
pub(super) use referred::{Referred, reference_id};
pub(super) use side::{Side, places_of, side_object};
pub(super) use spaced::{ends, is_space, spaced};
pub(super) use taken::{Taken, trimmed};
use to_document::to_document;

/// What every tool with labels is given, be it in what it carries along unseen.
pub(super) const LABELS: &[Part] = &[
    Part::Spacing,
    Part::Metadata,
    Part::Blocks,
    Part::EntityNames,
    Part::WhoIsWho,
    Part::EntityRecords,
    Part::Links,
    Part::Unmentioned,
    Part::Mentions,
    Part::Passages,
    Part::Quotes,
    Part::Claims,
    Part::LaterFieldsOfEntities,
];

/// What relations between labels carry.
pub(super) const RELATIONS: &[Part] =
    &[Part::CuesAndSources, Part::Speakers, Part::Claimants, Part::SeveralParts];

/// A text with labelled stretches.
#[derive(Clone, Debug)]
pub(super) struct Labelled {
    /// The text.
    pub(super) text: Arc<str>,
    /// In reading order.
    pub(super) marks: Vec<Mark>,
    /// Between marks.
    pub(super) links: Vec<Link>,
}

/// A labelled stretch, in one or more parts.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Its id, where the format keeps ids.
    pub(super) id: Option<AnnotationId>,
    /// Where.
    pub(super) spans: Spans,
    /// What it is called.
    pub(super) label: Label,
    /// Which of the entities of the file it names, where the format says so.
    pub(super) entity: Option<Named>,
    /// What a colleague should know.
    pub(super) comment: String,
    /// What else is said of it, by our names for it.
    pub(super) attributes: Vec<(String, String)>,
}

/// An entity as a mark points at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) id: EntityId,
    pub(super) kind: EntityKind,
    pub(super) name: String,
}

impl Mark {
    /// A mark with a label and nothing else.
    pub(super) fn new(spans: Spans, label: Label) -> Self {
        Self { id: None, spans, label, entity: None, comment: String::new(), attributes: Vec::new() }
    }

    /// Keeps what another tool says of it and we have no field for, as a line of the comment.
    pub(super) fn remark(&mut self, name: &str, value: &str) {
        if !self.comment.is_empty() {
            self.comment.push('\n');
        }
        self.comment.push_str(name);
        if !value.is_empty() {
            self.comment.extend([": ", value]);
        }
    }
}

/// What joins two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum LinkKind {
    /// Both name the same.
    Same,
    /// From a quote to a mention of who says it.
    Speaker,
    /// From a quote to a mention of whom it is said to.
    Addressee,
    /// From a quote to the words that announce it.
    Cue,
    /// From a quote to the words that name the speaker.
    Source,
    /// From a claim to a mention of, or the quote of, who claims it.
    Claimant,
}

impl LinkKind {
    /// Every kind.
    pub(super) const ALL: [Self; 6] =
        [Self::Same, Self::Speaker, Self::Addressee, Self::Cue, Self::Source, Self::Claimant];

    /// Its name in files.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Speaker => "speaker",
            Self::Addressee => "addressee",
            Self::Cue => "cue",
            Self::Source => "source",
            Self::Claimant => "claimant",
        }
    }

    /// The kind a file calls so, in any case; other tools' names for coreference are known.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        if matches!(name.as_str(), "coref" | "coreference" | "same_as" | "sameas" | "identity" | "alias") {
            return Some(Self::Same);
        }
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Joins two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    /// Index of the mark it begins at.
    pub(super) from: usize,
    /// Index of the mark it leads to.
    pub(super) to: usize,
    /// What it says.
    pub(super) kind: LinkKind,
}

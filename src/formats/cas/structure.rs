//! A text and the feature structures about it.

use std::collections::{HashMap, HashSet};

use crate::formats::ExchangeError;
use crate::formats::json::At;

/// A text and what is said about it.
#[derive(Clone, Debug, Default)]
pub(in crate::formats) struct Cas {
    /// The text.
    pub(in crate::formats) text: String,
    /// In the order of the file.
    pub(in crate::formats) structures: Vec<Structure>,
    /// What there is to know about the reading, a sentence each.
    pub(in crate::formats) notes: Vec<String>,
}

/// A feature structure.
#[derive(Clone, Debug)]
pub(in crate::formats) struct Structure {
    /// Its number in the file.
    pub(in crate::formats) id: usize,
    /// The name of its type, with the package.
    pub(in crate::formats) kind: String,
    /// Where it is in the file.
    pub(in crate::formats) place: Place,
    /// What it says.
    pub(in crate::formats) features: Vec<(String, Feature)>,
}

/// Where a structure is in its file.
#[derive(Clone, Copy, Debug)]
pub(in crate::formats) enum Place {
    /// At this line and column, from 1.
    Line(usize, usize),
    /// The structure of this number, from 0.
    Nth(usize),
}

/// The value of a feature. XMI does not tell texts, numbers and links apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Feature {
    Text(String),
    Number(usize),
    Truth(bool),
    Link(usize),
    Texts(Vec<String>),
    Links(Vec<usize>),
}

impl Place {
    /// Something is wrong there.
    pub(in crate::formats) fn wrong(self, message: impl Into<String>, help: &str) -> ExchangeError {
        match self {
            Self::Line(line, column) => ExchangeError::at_line(line, column, message, help),
            Self::Nth(at) => {
                At::Place(&At::Key(&At::Root, "%FEATURE_STRUCTURES"), at).wrong(message.into(), help)
            }
        }
    }
}

impl Structure {
    /// The name of its type without the package.
    pub(in crate::formats) fn short_kind(&self) -> &str {
        self.kind.rsplit('.').next().unwrap_or_default()
    }

    fn feature(&self, name: &str) -> Option<&Feature> {
        self.features.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// Whether it has a feature of this name, whatever it says.
    pub(in crate::formats) fn has(&self, name: &str) -> bool {
        self.feature(name).is_some()
    }

    /// A text. In XMI any feature may be an element, which looks like a list of one text.
    pub(in crate::formats) fn said(&self, name: &str) -> Option<&str> {
        self.feature(name)?.said()
    }

    /// A text that says something.
    pub(in crate::formats) fn text(&self, name: &str) -> Option<&str> {
        self.said(name).filter(|text| !text.is_empty())
    }

    /// A whole number that is not negative.
    pub(in crate::formats) fn number(&self, name: &str) -> Option<usize> {
        match self.feature(name)? {
            Feature::Number(number) => Some(*number),
            other => other.said()?.trim().parse().ok(),
        }
    }

    /// Whether it says yes.
    pub(in crate::formats) fn truth(&self, name: &str) -> bool {
        match self.feature(name) {
            Some(Feature::Truth(truth)) => *truth,
            other => other.and_then(Feature::said) == Some("true"),
        }
    }

    /// The structure it points at.
    pub(in crate::formats) fn link(&self, name: &str) -> Option<usize> {
        match self.feature(name)? {
            Feature::Link(id) => Some(*id),
            other => other.said()?.trim().parse().ok(),
        }
    }

    /// Its texts of this name.
    pub(in crate::formats) fn texts(&self, name: &str) -> Vec<String> {
        match self.feature(name) {
            Some(Feature::Texts(texts)) => texts.clone(),
            Some(Feature::Text(text)) => vec![text.clone()],
            _ => Vec::new(),
        }
    }

    /// The structures it points at.
    pub(in crate::formats) fn links(&self, name: &str) -> Vec<usize> {
        match self.feature(name) {
            Some(Feature::Links(ids)) => ids.clone(),
            Some(Feature::Link(id)) => vec![*id],
            Some(Feature::Text(text)) => numbers(text).collect(),
            Some(Feature::Texts(texts)) => texts.iter().flat_map(|text| numbers(text)).collect(),
            _ => Vec::new(),
        }
    }
}

impl Feature {
    fn said(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Texts(texts) => texts.first().filter(|_| texts.len() == 1).map(String::as_str),
            _ => None,
        }
    }
}

fn numbers(text: &str) -> impl Iterator<Item = usize> {
    text.split_whitespace().filter_map(|id| id.parse().ok())
}

/// Structures by their numbers.
pub(in crate::formats) struct Numbered<'a>(HashMap<usize, &'a Structure>);

impl<'a> Numbered<'a> {
    /// Of a CAS; two of one number are an error.
    pub(super) fn of(cas: &'a Cas) -> Result<Self, ExchangeError> {
        let mut found = HashMap::with_capacity(cas.structures.len());
        for structure in &cas.structures {
            if found.insert(structure.id, structure).is_some() {
                return Err(structure.place.wrong(
                    format!("the number {} is given twice", structure.id),
                    "Export the file again from where it is from",
                ));
            }
        }
        Ok(Self(found))
    }

    /// The structure of a number.
    pub(super) fn get(&self, id: usize) -> Option<&'a Structure> {
        self.0.get(&id).copied()
    }

    /// The structure a feature points at.
    pub(super) fn linked(&self, from: &Structure, name: &str) -> Option<&'a Structure> {
        self.get(from.link(name)?)
    }

    /// The structures a feature points at; one that is a list stands for what is in it.
    pub(super) fn all_linked(&self, from: &Structure, name: &str) -> Vec<&'a Structure> {
        let found: Vec<&Structure> = from.links(name).into_iter().filter_map(|id| self.get(id)).collect();
        match found.as_slice() {
            [list] if list.kind == FS_ARRAY => {
                list.links("elements").into_iter().filter_map(|id| self.get(id)).collect()
            }
            [list] if list.kind == FS_LIST => self.chain(list),
            _ => found,
        }
    }

    /// What is in a list of links that each lead to the next.
    fn chain(&self, first: &'a Structure) -> Vec<&'a Structure> {
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        let mut next = Some(first);
        while let Some(link) = next.filter(|link| link.kind == FS_LIST && seen.insert(link.id)) {
            found.extend(self.linked(link, "head"));
            next = self.linked(link, "tail");
        }
        found
    }
}

/// The type of a list of structures.
pub(in crate::formats) const FS_ARRAY: &str = "uima.cas.FSArray";
/// The type of a link of a list of structures.
const FS_LIST: &str = "uima.cas.NonEmptyFSList";
/// The type of a list of texts.
pub(in crate::formats) const STRING_ARRAY: &str = "uima.cas.StringArray";

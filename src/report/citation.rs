//! A source as it is cited.

use crate::model::{Evidence, Stance};

use super::edition::day;
use super::inert;

/// See the module. Every part may be empty.
pub(super) struct Citation {
    /// What it does to the claim.
    pub(super) stance: &'static str,
    /// Its name; its address where it has none.
    pub(super) title: String,
    /// The address, where it is one to follow.
    pub(super) link: Option<String>,
    /// The address as written, where it is not the title.
    pub(super) address: String,
    /// Author, publisher, day, kind, place in it, day of access.
    pub(super) details: Vec<String>,
    /// The kept copy as written, and the link to it where it is one.
    pub(super) archived: Option<(String, Option<String>)>,
    /// Its words.
    pub(super) excerpt: String,
    /// What only the desk is told: that it is confidential, or may be published.
    pub(super) standing: Option<&'static str>,
}

impl Citation {
    /// The citation of a piece of evidence; its standing too where it is for the desk.
    pub(super) fn new(evidence: &Evidence, for_the_desk: bool) -> Self {
        let trimmed = |text: &str| text.trim().to_owned();
        let address = trimmed(&evidence.url);
        let title = [&evidence.title, &evidence.url, &evidence.publisher].map(|text| text.trim());
        let title = title.into_iter().find(|text| !text.is_empty()).unwrap_or("Source without a name");
        let mut details = vec![trimmed(&evidence.author)];
        details.push(if title == evidence.publisher.trim() {
            String::new()
        } else {
            trimmed(&evidence.publisher)
        });
        details.push(trimmed(&evidence.published));
        details.push(trimmed(&evidence.locator));
        details.push(evidence.kind.label().to_lowercase());
        details.extend(evidence.accessed.map(|date| format!("seen {}", day(date))));
        if !evidence.independent_of.trim().is_empty() {
            details.push(format!("independent of {}", evidence.independent_of.trim()));
        }
        details.retain(|detail| !detail.is_empty());
        let archived = trimmed(&evidence.archived);
        let standing = match (evidence.confidential, evidence.publish) {
            (true, _) => "Confidential: never to leave the desk",
            (false, true) => "May be shown to readers",
            (false, false) => "For the desk",
        };
        Self {
            stance: stance(evidence.stance),
            link: inert::link(&address),
            address: if address == title { String::new() } else { address },
            title: title.to_owned(),
            details,
            archived: (!archived.is_empty()).then(|| (archived.clone(), inert::link(&archived))),
            excerpt: trimmed(&evidence.excerpt),
            standing: for_the_desk.then_some(standing),
        }
    }

    /// All of it as one line of text.
    pub(super) fn line(&self) -> String {
        let mut parts = vec![format!("{}: {}", self.stance, self.title)];
        parts.extend(self.details.iter().cloned());
        if !self.address.is_empty() {
            parts.push(self.address.clone());
        }
        parts.extend(self.archived.as_ref().map(|(archived, _)| format!("copy kept at {archived}")));
        let mut line = parts.join(", ");
        if !self.excerpt.is_empty() {
            line.push_str(&format!(". “{}”", self.excerpt));
        }
        line.push_str(&self.standing.map(|standing| format!(" [{standing}]")).unwrap_or_default());
        inert::line(&line)
    }
}

fn stance(of: Stance) -> &'static str {
    match of {
        Stance::Supports => "Supports",
        Stance::Contradicts => "Contradicts",
        Stance::Context => "Context",
    }
}

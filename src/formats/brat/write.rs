//! A document as `.txt` and `.ann`.

use std::collections::HashSet;

use crate::formats::exchange::{Exported, ExportedFile};
use crate::formats::json::{Border, Unit};
use crate::formats::labelled::{Label, LinkKind, Mark, Tagset, from_document};
use crate::formats::loss::{Part, counted, losses};
use crate::model::{Document, KnowledgeId};
use crate::text::units::UnitIndex;
use crate::text::{Span, Spans};

use super::escape::escaped;
use super::fragments::{fragments, joined};
use super::{ATTRIBUTES, ESCAPED_NOTE, NOTE, OWN, PLACE_NOTE, TAG_NOTE};

const CARRIES: &[Part] = &[
    Part::Spacing,
    Part::EntityNames,
    Part::Links,
    Part::Mentions,
    Part::Forms,
    Part::Passages,
    Part::Quotes,
    Part::CuesAndSources,
    Part::Speakers,
    Part::QuoteChecks,
    Part::Claims,
    Part::Claimants,
    Part::Verdicts,
    Part::Comments,
    Part::SeveralParts,
    Part::WhoIsWho,
];

/// Writes both files.
pub(in crate::formats) fn write(document: &Document) -> Exported {
    let labelled = from_document(document);
    let units = UnitIndex::new(labelled.text.clone());
    let border = Border { units: &units, unit: Unit::CodePoints };
    let mut page = Page::default();
    for (at, mark) in labelled.marks.iter().enumerate() {
        page.mark(at + 1, mark, &border);
    }
    let mut linked = HashSet::new();
    for (at, mark) in labelled.marks.iter().enumerate() {
        page.details(at + 1, mark);
        let entity = mark.entity.as_ref().and_then(|named| document.entity(named.id));
        if let Some(entity) = entity.filter(|entity| linked.insert(entity.id)) {
            for link in entity.links.iter().filter(|link| fits(link)) {
                page.reference(at + 1, &format!("{}:{}", link.scheme, link.id), &entity.name);
            }
        }
    }
    for link in &labelled.links {
        page.relations += 1;
        let (from, to) = (link.from + 1, link.to + 1);
        page.line(&format!("R{}\t{} Arg1:T{from} Arg2:T{to}", page.relations, capital(link.kind)));
    }
    let unlinked = document.entities().map(|entity| {
        let lost = entity.links.iter().filter(|link| !linked.contains(&entity.id) || !fits(link));
        lost.count()
    });
    let mut lost = losses(document, CARRIES);
    lost.extend(counted([(Part::Links, unlinked.sum())]));
    Exported {
        files: vec![
            ExportedFile { ending: ".txt", content: document.text().to_owned() },
            ExportedFile { ending: ".ann", content: page.text },
        ],
        losses: lost,
    }
}

/// Whether an id can stand in a normalisation.
fn fits(link: &KnowledgeId) -> bool {
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let id_fits = !link.id.is_empty() && !link.id.chars().any(|c| c.is_whitespace() || c.is_control());
    plain(&link.scheme) && link.scheme != OWN && id_fits
}

/// Starts and ends, as `0 5;8 12`.
fn places(spans: &Spans, border: &Border<'_>) -> String {
    let place = |span: Span| format!("{} {}", border.out(span.start()), border.out(span.end()));
    spans.iter().map(place).collect::<Vec<_>>().join(";")
}

fn capital(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Same => "Same",
        LinkKind::Speaker => "Speaker",
        LinkKind::Addressee => "Addressee",
        LinkKind::Cue => "Cue",
        LinkKind::Source => "Source",
        LinkKind::Claimant => "Claimant",
    }
}

#[derive(Default)]
struct Page {
    text: String,
    attributes: usize,
    references: usize,
    notes: usize,
    relations: usize,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn mark(&mut self, number: usize, mark: &Mark, border: &Border<'_>) {
        let name = match &mark.label {
            Label::Passage(_) => "Passage".to_owned(),
            label => label.name(Tagset::Words),
        };
        let text = border.units.text();
        let cut = fragments(text, &mark.spans);
        let spans = cut.as_ref().unwrap_or(&mark.spans);
        let words: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
        // White space between lines alone has no fragments, and no words.
        let words = if cut.is_some() { words.join(" ") } else { " ".to_owned() };
        self.line(&format!("T{number}\t{name} {}\t{words}", places(spans, border)));
        if joined(text, spans) != mark.spans {
            self.note(PLACE_NOTE, number, &places(&mark.spans, border));
        }
    }

    fn details(&mut self, number: usize, mark: &Mark) {
        for (name, called, left_out) in ATTRIBUTES {
            let said = mark.attributes.iter().find(|(known, _)| known == name);
            let Some((_, value)) = said.filter(|(_, value)| value != left_out) else { continue };
            self.attributes += 1;
            let gap = if value.is_empty() { "" } else { " " };
            self.line(&format!("A{}\t{called} T{number}{gap}{value}", self.attributes));
        }
        if let Some(named) = &mark.entity {
            self.reference(number, &format!("{OWN}:{}", named.id), &named.name);
        }
        if let Label::Passage(tag) = &mark.label {
            self.note(TAG_NOTE, number, &escaped(&tag.0));
        }
        if !mark.comment.is_empty() {
            let line = escaped(&mark.comment);
            let plain = line == mark.comment;
            self.note(if plain { NOTE } else { ESCAPED_NOTE }, number, &line);
        }
    }

    fn reference(&mut self, number: usize, reference: &str, name: &str) {
        self.references += 1;
        self.line(&format!("N{}\tReference T{number} {reference}\t{}", self.references, escaped(name)));
    }

    fn note(&mut self, kind: &str, number: usize, words: &str) {
        self.notes += 1;
        self.line(&format!("#{}\t{kind} T{number}\t{words}", self.notes));
    }
}

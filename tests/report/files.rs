//! Making reports and looking into them.

use std::io::Read;

use copydesk::formats;
use copydesk::model::{
    Annotation, AnnotationId, Article, ArticleMeta, Block, BlockKind, Body, Claim, Document, Entity,
    EntityId, EntityKind, Evidence, EvidenceId, Extra, Schema,
};
use copydesk::report::{Audience, Kind, Options, Report, write};
use copydesk::text::{Span, Spans};
use jiff::civil::Date;
use uuid::Uuid;

/// The day of every report here.
pub(crate) fn options(audience: Audience) -> Options {
    Options { audience, date: Date::new(2026, 2, 12).unwrap() }
}

/// The house schema that comes with Copydesk.
pub(crate) fn schema() -> Schema {
    formats::schema::read(formats::schema::DEFAULT).unwrap()
}

/// A story with everything in it.
pub(crate) fn night_ferry() -> Document {
    formats::ron::read(include_str!("../cases/report/night-ferry.desk.ron")).unwrap()
}

#[track_caller]
pub(crate) fn report(kind: Kind, document: &Document, audience: Audience) -> Report {
    write(kind, document, &schema(), options(audience)).unwrap_or_else(|error| panic!("{kind:?}: {error}"))
}

/// The files of a report by name: the report itself, or what is packed in it.
pub(crate) fn parts(kind: Kind, report: &Report) -> Vec<(String, Vec<u8>)> {
    if kind != Kind::Docx {
        return vec![(kind.word().to_owned(), report.bytes.clone())];
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&report.bytes)).unwrap();
    let n_parts = archive.len();
    let part = |place| {
        let mut file = archive.by_index(place).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().to_owned(), content)
    };
    (0..n_parts).map(part).collect()
}

#[track_caller]
pub(crate) fn text(kind: Kind, document: &Document, audience: Audience) -> String {
    let report = report(kind, document, audience);
    let parts = parts(kind, &report).into_iter().map(|(_, content)| String::from_utf8(content).unwrap());
    parts.collect::<Vec<_>>().join("\n")
}

/// Every kind and audience there is a report for.
pub(crate) fn every_report() -> Vec<(Kind, Audience)> {
    let all = Kind::ALL.into_iter().flat_map(|kind| Audience::ALL.map(|audience| (kind, audience)));
    all.filter(|(kind, audience)| kind.audience(*audience) == Some(*audience)).collect()
}

/// An article of paragraphs, a line each.
pub(crate) fn article(lines: &[&str]) -> Article {
    let text = lines.join("\n");
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in lines {
        if let Ok(span) = Span::new(&text, at, at + line.len()) {
            blocks.push(Block { kind: BlockKind::Paragraph, span, extra: Extra::new() });
        }
        at += line.len() + 1;
    }
    Article::new(text, blocks, ArticleMeta::default()).unwrap()
}

/// The first place of `words`.
#[track_caller]
pub(crate) fn span(article: &Article, words: &str) -> Span {
    let start = article.text().find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
    Span::new(article.text(), start, start + words.len()).unwrap()
}

pub(crate) fn annotation(number: u128, span: Span, body: Body) -> Annotation {
    Annotation::new(AnnotationId(Uuid::from_u128(number)), Spans::one(span), body)
}

pub(crate) fn claim(claim: Claim) -> Body {
    Body::Claim(Box::new(claim))
}

pub(crate) fn person(number: u128, name: &str) -> Entity {
    Entity::new(EntityId(Uuid::from_u128(number)), EntityKind::Person, name)
}

pub(crate) fn evidence(number: u128, title: &str) -> Evidence {
    Evidence { title: title.into(), ..Evidence::new(EvidenceId(Uuid::from_u128(number))) }
}

pub(crate) fn document(article: Article, entities: Vec<Entity>, annotations: Vec<Annotation>) -> Document {
    Document::from_parts(article, entities, annotations, Vec::new()).unwrap()
}

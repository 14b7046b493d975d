//! The article: its text a line an element, a checksum that notices when somebody changed it, its blocks.

use std::fmt::Write;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::formats::WriteError;
use crate::formats::notation::{Fault, Page, Read, Reader, Record, Wrote, fill, once, required};
use crate::model::{Article, ArticleMeta, Block, BlockKind, Extra, Hands};
use crate::text::units::UnitIndex;

use super::load;
use super::span::{Place, code_points};

const UNITS: &str = "code points";
const FIELDS: &[&str] = &["checksum", "units", "text", "blocks"];
const BLOCK_FIELDS: &[&str] = &["kind", "start", "end"];

/// The checksum of an article's text as the file gives it.
fn checksum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold("sha256:".to_owned(), |mut sum, byte| {
        let written = write!(sum, "{byte:02x}");
        debug_assert!(written.is_ok(), "a String takes every write");
        sum
    })
}

/// A block whose place is still to be found in the text.
pub(super) struct FoundBlock {
    kind: BlockKind,
    place: Place,
    extra: Extra,
}

/// Reads the article, and counts its text for the spans to come.
pub(super) fn read(reader: &mut Reader<'_>, hands: &impl Hands) -> Read<(Article, UnitIndex)> {
    let at = reader.at();
    let mut meta = <ArticleMeta as Record>::Slots::default();
    let (mut sum, mut units, mut text) = (None::<String>, None::<String>, None::<String>);
    let (mut sum_at, mut units_at) = (at, at);
    let mut blocks: Option<Vec<FoundBlock>> = None;
    let mut extra = Extra::new();
    reader.fields(|reader, name| {
        let known = match name {
            "checksum" => {
                sum_at = reader.at();
                fill(&mut sum, name, reader)?
            }
            "units" => {
                units_at = reader.at();
                fill(&mut units, name, reader)?
            }
            "text" => {
                once(text.is_some(), name, reader)?;
                text = Some(read_lines(reader)?);
                true
            }
            "blocks" => {
                once(blocks.is_some(), name, reader)?;
                blocks = Some(read_blocks(reader)?);
                true
            }
            _ if load::FIELDS.contains(&name) => return Err(unclosed(reader.at(), name)),
            _ => ArticleMeta::take(&mut meta, name, reader)?,
        };
        if known { Ok(()) } else { reader.keep(name, &mut extra) }
    })?;
    let what = "an article";
    let sum = required(sum, "checksum", what, at)?;
    let units = required(units, "units", what, at)?;
    let text = required(text, "text", what, at)?;
    if units != UNITS {
        let message = format!("offsets are counted in “{units}”, which this version cannot do");
        return Err(Fault::new(
            units_at,
            message,
            "They must be \"code points\"; update Copydesk if a newer one wrote this.",
        ));
    }
    let text: Arc<str> = text.into();
    let (is_its_own, units) =
        hands.both(|| check_sum(&sum, sum_at, &text), || UnitIndex::new(Arc::clone(&text)));
    is_its_own?;
    let blocks = place_blocks(blocks.unwrap_or_default(), &units)?;
    let meta = ArticleMeta::whole(meta, Extra::new(), at)?;
    let article = Article::new(units.text().clone(), blocks, meta);
    let mut article =
        article.ok_or_else(|| Fault::new(at, "the blocks do not fit the text", "Correct them."))?;
    article.extra = extra;
    Ok((article, units))
}

/// A list of lines as the text they make.
fn read_lines(reader: &mut Reader<'_>) -> Read<String> {
    let mut text = String::new();
    reader.list(|reader| {
        text.push_str(&reader.text()?);
        Ok(())
    })?;
    Ok(text)
}

/// A part of the file that stands inside the article.
fn unclosed(at: usize, name: &str) -> Fault {
    let message = format!("“{name}” stands inside the article, as if the article's bracket were not closed");
    Fault::new(at, message, "Close the article with ), before this.")
}

fn check_sum(sum: &str, at: usize, text: &str) -> Read<()> {
    let own = checksum(text);
    if sum == own {
        return Ok(());
    }
    let message =
        format!("the text of the article is not the one this file was saved with; its checksum is {own}");
    let help =
        "Every offset depends on the text: put the old text back, or import the new text as a new draft.";
    Err(Fault::new(at, message, help))
}

pub(super) fn place_blocks(found: Vec<FoundBlock>, units: &UnitIndex) -> Read<Vec<Block>> {
    let mut blocks: Vec<Block> = Vec::with_capacity(found.len());
    for FoundBlock { kind, place, extra } in found {
        let span = place.span(units)?;
        if blocks.last().is_some_and(|before| span.start() < before.span.end()) {
            let message = format!(
                "the block from {} to {} begins before the one above it ends",
                place.start, place.end
            );
            return Err(Fault::new(
                place.at,
                message,
                "Blocks follow the text without overlap; correct start and end.",
            ));
        }
        blocks.push(Block { kind, span, extra });
    }
    Ok(blocks)
}

pub(super) fn read_blocks(reader: &mut Reader<'_>) -> Read<Vec<FoundBlock>> {
    let mut blocks = Vec::new();
    reader.list(|reader| {
        blocks.push(read_block(reader)?);
        Ok(())
    })?;
    Ok(blocks)
}

fn read_block(reader: &mut Reader<'_>) -> Read<FoundBlock> {
    let at = reader.at();
    let (mut kind, mut start, mut end) = (None::<BlockKind>, None::<usize>, None::<usize>);
    let mut extra = Extra::new();
    reader.fields(|reader, name| {
        let known = match name {
            "kind" => fill(&mut kind, name, reader)?,
            "start" => fill(&mut start, name, reader)?,
            "end" => fill(&mut end, name, reader)?,
            _ => false,
        };
        if known { Ok(()) } else { reader.keep(name, &mut extra) }
    })?;
    let what = "a block";
    let kind = required(kind, "kind", what, at)?;
    let (start, end) = (required(start, "start", what, at)?, required(end, "end", what, at)?);
    Ok(FoundBlock { kind, place: Place { at, start, end }, extra })
}

/// Writes the article.
pub(super) fn write(article: &Article, page: &mut Page<'_>) -> Wrote {
    page.record("", |page| {
        article.meta.put(page)?;
        page.field("checksum", &checksum(article.text()))?;
        page.field("units", &UNITS.to_owned())?;
        page.name("text");
        page.list(article.text().split_inclusive('\n'), |line, page| {
            page.text(line);
            Ok(())
        })?;
        page.name("blocks");
        page.list(article.blocks(), write_block)?;
        page.extra(&article.extra, &[ArticleMeta::NAMES, FIELDS])
    })
}

pub(super) fn write_block(block: &Block, page: &mut Page<'_>) -> Wrote {
    let units = page.places.clone().ok_or(WriteError::SpanOutside(block.span))?;
    let (start, end) = code_points(block.span, &units)?;
    page.inline(|page| {
        page.record("", |page| {
            page.field("kind", &block.kind)?;
            page.field("start", &start)?;
            page.field("end", &end)?;
            page.extra(&block.extra, &[BLOCK_FIELDS])
        })
    })
}

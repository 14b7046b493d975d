//! Word documents: paragraphs and their styles, footnotes as text, tracked changes as if accepted,
//! comments on their words.
//!
//! The parts are those of ECMA-376 (Office Open XML), first part, chapter 17.

mod body;
mod remarks;
mod styles;

use super::package::{Package, damaged};
use super::settle::{Draft, Trust};
use super::xml::{Node, Xml};
use super::{IngestError, Notes};
use crate::model::BlockKind;
use crate::text::counted::counted;

use self::body::Body;
use self::styles::Styles;

/// Where the document is, unless the package says something else.
const USUAL_PLACE: &str = "word/document.xml";

/// The article in a Word document.
pub(super) fn document(bytes: &[u8], name: &str, notes: &mut Notes) -> Result<Draft, IngestError> {
    let mut package = Package::open(name, bytes)?;
    let place = main_part(&mut package, name)?;
    let Some(text) = package.part(&place)? else {
        let what = if package.has("xl/") || package.has("ppt/") {
            "it is a spreadsheet or slides: save its text as .docx or .txt".to_owned()
        } else {
            format!(
                "it has no text part ({place}), so it is no Word document or is damaged. Ask for it again where it came from"
            )
        };
        return Err(damaged(name, what));
    };
    let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |part: &str| if folder.is_empty() { part.to_owned() } else { format!("{folder}/{part}") };
    let styles = match package.part(&beside("styles.xml"))? {
        Some(text) => Styles::read(&text, name)?,
        None => Styles::default(),
    };
    let mut draft = Draft::new(name, Trust::Lines);
    let body = Body::read(&text, name, &styles, &mut draft.assembly)?;
    let comments = package.part(&beside("comments.xml"))?.unwrap_or_default();
    draft.comments = body.remarks(&remarks::read(&comments, name, "comment")?);
    for part in ["footnotes.xml", "endnotes.xml"] {
        let kind = part.trim_end_matches("notes.xml");
        let notes_of =
            remarks::read(&package.part(&beside(part))?.unwrap_or_default(), name, kind_of_note(kind))?;
        for (number, words) in body.notes_in_order(kind, &notes_of) {
            draft.assembly.block(BlockKind::Paragraph, &format!("[{number}] {words}"));
        }
    }
    if let Some(text) = package.part("docProps/core.xml")? {
        draft.meta.title = title_in(&text, name)?;
    }
    say(&package, folder, &body, draft.comments.len(), notes);
    Ok(draft)
}

fn kind_of_note(kind: &str) -> &'static str {
    if kind == "foot" { "footnote" } else { "endnote" }
}

fn say(package: &Package<'_>, folder: &str, body: &Body, n_comments: usize, notes: &mut Notes) {
    if body.n_inserted + body.n_deleted > 0 {
        let inserted = counted(body.n_inserted, "insertion", "insertions");
        let deleted = counted(body.n_deleted, "deletion", "deletions");
        notes.warn(format!(
            "The document has tracked changes: {inserted} and {deleted} were taken as accepted. Check them in the original."
        ));
    }
    if body.n_symbols > 0 {
        let symbols = counted(body.n_symbols, "sign", "signs");
        notes.warn(format!("{symbols} of a symbol font have no letter and show as “\u{fffd}”."));
    }
    if body.n_hidden > 0 {
        notes.warn(format!(
            "{} of hidden text were left out.",
            counted(body.n_hidden, "stretch", "stretches")
        ));
    }
    if n_comments > 0 {
        notes.did(format!("{} came along as passages.", counted(n_comments, "comment", "comments")));
    }
    if body.n_notes > 0 {
        notes.did(format!(
            "{} stand at the end, numbered in the text.",
            counted(body.n_notes, "note", "notes")
        ));
    }
    let kinds = [("header", "page headers"), ("footer", "page footers"), ("media/", "pictures")];
    let left_out: Vec<&str> = kinds
        .iter()
        .filter(|(part, _)| package.has(&format!("{folder}/{part}")))
        .map(|(_, words)| *words)
        .collect();
    if !left_out.is_empty() {
        notes.did(format!("Left out: {}.", left_out.join(", ")));
    }
}

/// The part the package names as its document.
fn main_part(package: &mut Package<'_>, name: &str) -> Result<String, IngestError> {
    let Some(text) = package.part("_rels/.rels")? else { return Ok(USUAL_PLACE.to_owned()) };
    let mut xml = Xml::new(&text, name, "_rels/.rels");
    while let Some(node) = xml.next()? {
        if let Node::Start(element) = node
            && element.value("Type").ends_with("/officeDocument")
        {
            return Ok(element.value("Target").trim_start_matches('/').to_owned());
        }
    }
    Ok(USUAL_PLACE.to_owned())
}

fn title_in(core: &str, name: &str) -> Result<String, IngestError> {
    let mut xml = Xml::new(core, name, "docProps/core.xml");
    while let Some(node) = xml.next()? {
        if let Node::Start(element) = node
            && element.name == "title"
        {
            return Ok(xml.text()?.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    Ok(String::new())
}

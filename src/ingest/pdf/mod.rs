//! PDF: letters with their places on pages, put together again to words, lines and paragraphs.
//!
//! A PDF does not say what a word, a line or a paragraph is, nor in which order its parts are read
//! (ISO 32000-1, 9.10 and 14.8). All of that is found here from where the letters stand: lines from
//! baselines, columns from the white space between them, paragraphs from indents and distances. So
//! whatever is read comes with a warning, and what cannot be read is refused with a way out.
//!
//! The objects are read by `lopdf`. A fault in it or here ends in an error, not in a crash: what
//! panics is caught, nesting and everything that is unpacked has a limit ([`limits`]). Pictures are
//! never unpacked, nothing in a file is run, no address in it is followed.

mod cmap;
mod flow;
mod font;
mod geometry;
mod hyphens;
mod load;
mod order;
mod page;
mod paint;
mod paragraphs;
mod running;
mod segments;
mod tokens;
mod visual;
mod widths;

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Dictionary, Document, Object};

use self::flow::Flow;
use self::page::Page;
use self::paint::{Glyph, Painter, text_string};
use self::segments::{Segment, segments};
use super::package::damaged;
use super::settle::{Draft, Trust};
use super::{IngestError, Notes, limits};
use crate::text::counted::counted;

/// What may still be read of a file.
#[derive(Debug)]
struct Budget {
    /// Bytes of content, unpacked.
    bytes_left: usize,
    glyphs_left: usize,
    /// Contents that could not be unpacked.
    n_unread: usize,
}

/// Why the reading stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    TooMuchContent,
    TooManyGlyphs,
}

impl Budget {
    fn new() -> Self {
        Self { bytes_left: limits::PDF_CONTENT, glyphs_left: limits::PDF_GLYPHS, n_unread: 0 }
    }

    /// Bytes one more content may have, beside others of `n_beside` bytes.
    fn left(&self, n_beside: usize) -> usize {
        self.bytes_left.min(limits::PDF_PAGE).saturating_sub(n_beside)
    }

    fn spend(&mut self, n_bytes: usize) -> Result<(), Stop> {
        self.bytes_left = self.bytes_left.checked_sub(n_bytes).ok_or(Stop::TooMuchContent)?;
        Ok(())
    }

    fn add_glyph(&mut self) -> Result<(), Stop> {
        self.glyphs_left = self.glyphs_left.checked_sub(1).ok_or(Stop::TooManyGlyphs)?;
        Ok(())
    }
}

/// What was seen that the reader should know of.
#[derive(Debug, Default)]
struct Seen {
    n_letters: usize,
    n_unknown: usize,
    n_guessed: usize,
    n_outside: usize,
    n_hidden: usize,
    n_right_to_left: usize,
    /// Pages, counted from 1.
    scanned: Vec<usize>,
    without_text: Vec<usize>,
    in_columns: Vec<usize>,
    turned: Vec<usize>,
}

/// The article in a PDF.
pub(super) fn document(bytes: &[u8], name: &str, notes: &mut Notes) -> Result<Draft, IngestError> {
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut own = Notes::default();
        read(bytes, name, &mut own).map(|draft| (draft, own))
    }));
    let (draft, own) = read.unwrap_or_else(|_| {
        let what = "its structure is faulty in a way that no reader expects. Open it in a PDF viewer, print it to a new PDF and import that, or copy its text and paste it as a new article (Ctrl+V)";
        Err(damaged(name, what.to_owned()))
    })?;
    notes.append(own);
    Ok(draft)
}

fn read(bytes: &[u8], name: &str, notes: &mut Notes) -> Result<Draft, IngestError> {
    let document = load::load(bytes, name)?;
    let ids: Vec<_> = document.page_iter().take(limits::PDF_PAGES + 1).collect();
    if ids.len() > limits::PDF_PAGES {
        let what = format!("it has more than {} pages. Split it", limits::PDF_PAGES);
        return Err(damaged(name, what));
    }
    let stopped = |stop: Stop| {
        let (what, limit) = match stop {
            Stop::TooMuchContent => ("the contents of a PDF, unpacked,", limits::PDF_CONTENT),
            Stop::TooManyGlyphs => {
                let what = format!("it has more than {} letters. Split it", limits::PDF_GLYPHS);
                return damaged(name, what);
            }
        };
        IngestError::TooLarge { name: name.to_owned(), what, limit }
    };
    let mut budget = Budget::new();
    let mut seen = Seen::default();
    let mut pages = Vec::with_capacity(ids.len());
    let mut turned = Vec::with_capacity(ids.len());
    {
        let mut painter = Painter::new(&document, &mut budget);
        for (idx, id) in ids.iter().enumerate() {
            let page = page::read(&document, *id, &mut painter).map_err(stopped)?;
            let (upright, others) = parts_of(page, idx + 1, &mut seen);
            pages.push(upright);
            turned.push(others);
        }
    }
    if seen.n_letters == 0 {
        let what = if seen.n_unknown + seen.n_hidden > 0 {
            "a PDF whose fonts do not say which letters they draw: open it in a PDF viewer and have its text recognised (OCR), or type what you need into a new article"
        } else {
            "a PDF without text, only pictures (a scan): have its text recognised (OCR) by a scanning program or a PDF viewer and import the result, or type what you need into a new article"
        };
        return Err(IngestError::NoArticle { name: name.to_owned(), what });
    }
    running::mark(&mut pages);
    let mut draft = Draft::new(name, Trust::Lines);
    let mut flow = Flow::new(&pages);
    for (idx, (page, turned)) in pages.into_iter().zip(turned).enumerate() {
        if flow.add(page, turned) {
            seen.in_columns.push(idx + 1);
        }
    }
    say(notes, &seen, ids.len(), budget.n_unread, &document);
    flow.finish(&mut draft.assembly, notes);
    take_metadata(&document, &mut draft);
    Ok(draft)
}

/// The upright stretches of a page, and those of each other direction.
fn parts_of(page: Page, number: usize, seen: &mut Seen) -> (Vec<Segment>, Vec<Vec<Segment>>) {
    let Page { mut glyphs, n_outside } = page;
    seen.n_outside += n_outside;
    let n_hidden = glyphs.iter().filter(|glyph| glyph.marks.is_invisible).count();
    if n_hidden * 2 > glyphs.len() {
        // What does not show on a page that shows no other letters is the text of a scan.
        seen.scanned.push(number);
    } else if n_hidden > 0 {
        seen.n_hidden += n_hidden;
        glyphs.retain(|glyph| !glyph.marks.is_invisible);
    }
    let says =
        |glyph: &&Glyph| glyph.text.as_deref().is_some_and(|text| text.contains(char::is_alphanumeric));
    let n_letters = glyphs.iter().filter(says).count();
    if n_letters == 0 {
        seen.without_text.push(number);
    }
    seen.n_letters += n_letters;
    seen.n_unknown += glyphs.iter().filter(|glyph| glyph.text.is_none()).count();
    seen.n_guessed += glyphs.iter().filter(|glyph| glyph.marks.is_guessed).count();
    let texts = glyphs.iter().filter_map(|glyph| glyph.text.as_deref());
    seen.n_right_to_left += texts.map(paragraphs::n_right_to_left).sum::<usize>();
    let (upright, mut others): (Vec<Glyph>, Vec<Glyph>) =
        glyphs.into_iter().partition(|glyph| glyph.angle.abs() <= 2);
    if !others.is_empty() {
        seen.turned.push(number);
    }
    others.sort_by_key(|glyph| glyph.angle);
    let others =
        others.chunk_by(|one, other| one.angle == other.angle).map(|turned| segments(turned.to_vec()));
    (segments(upright), others.collect())
}

fn say(notes: &mut Notes, seen: &Seen, n_pages: usize, n_unread: usize, document: &Document) {
    let letters = |n: usize| counted(n, "letter", "letters");
    notes.did(format!("Read {}.", counted(n_pages, "page", "pages")));
    notes.warn("A PDF holds letters and their places, not paragraphs: the reading order may be wrong, and words may be joined or parted. Compare it with the page.".to_owned());
    if document.was_encrypted() {
        notes.did("The PDF is protected, but opens without a password.".to_owned());
    }
    if !seen.in_columns.is_empty() {
        notes.did(format!("Read column by column: {}.", pages(&seen.in_columns)));
    }
    if seen.n_right_to_left > 0 {
        notes.warn("Words written from right to left were put in order from their places. Compare them with the page, above all where numbers or other scripts stand among them.".to_owned());
    }
    if !seen.scanned.is_empty() {
        notes.warn(format!(
            "The text of {} was recognised in a picture (OCR) by another program, with its mistakes. Compare it with the picture.",
            pages(&seen.scanned)
        ));
    }
    if !seen.without_text.is_empty() {
        notes.warn(format!(
            "There is no text on {}, which may hold pictures or scans; nothing of them came in.",
            pages(&seen.without_text)
        ));
    }
    if seen.n_unknown > 0 {
        let n_unknown = letters(seen.n_unknown);
        notes.warn(format!("{n_unknown} could not be read and show as “\u{fffd}”, since a font does not say which they are. Compare with the page."));
    }
    if seen.n_guessed > 0 {
        notes.warn(format!(
            "{} are in fonts that do not say which letters they draw; those outside of the English alphabet may be wrong.",
            letters(seen.n_guessed)
        ));
    }
    if seen.n_hidden > 0 {
        let n_hidden = letters(seen.n_hidden);
        notes.warn(format!("{n_hidden} of hidden text were left out."));
    }
    if seen.n_outside > 0 {
        notes.did(format!("Left out: {} beyond the edge of the page.", letters(seen.n_outside)));
    }
    if !seen.turned.is_empty() {
        notes.warn(format!("Turned text stands behind the rest of its page: {}.", pages(&seen.turned)));
    }
    if n_unread > 0 {
        notes.warn(format!(
            "{} of pages could not be unpacked; words may be missing. Compare with the page.",
            counted(n_unread, "part", "parts")
        ));
    }
    let n_comments = n_comments(document);
    if n_comments > 0 {
        notes.did(format!("Left out: {}.", counted(n_comments, "comment", "comments")));
    }
}

/// "page 3", "pages 3, 4 and 9".
fn pages(numbers: &[usize]) -> String {
    const MOST: usize = 12;
    let mut words: Vec<String> = numbers.iter().take(MOST).map(ToString::to_string).collect();
    if numbers.len() > MOST {
        words.push(format!("{} more", numbers.len() - MOST));
    }
    match words.as_slice() {
        [one] => format!("page {one}"),
        [first @ .., last] => format!("pages {} and {last}", first.join(", ")),
        [] => "no page".to_owned(),
    }
}

/// Notes that readers put on the pages.
fn n_comments(document: &Document) -> usize {
    let is_comment = |own: &Dictionary| {
        let kind = own.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        let has_words =
            own.get_deref(b"Contents", document).and_then(Object::as_str).is_ok_and(|own| !own.is_empty());
        has_words && !matches!(kind, b"Link" | b"Widget" | b"Popup")
    };
    let pages = document.page_iter().take(limits::PDF_PAGES);
    let notes = pages.filter_map(|page| document.get_page_annotations(page).ok());
    notes.map(|notes| notes.into_iter().filter(|own| is_comment(own)).count()).sum()
}

/// What the file says of itself.
fn take_metadata(document: &Document, draft: &mut Draft) {
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok();
    let said = |key: &[u8]| {
        let words = info.and_then(|info| info.get_deref(key, document).and_then(Object::as_str).ok());
        words.map(text_string).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let title = said(b"Title");
    // Many programs put the name of a file there.
    let is_file_name = title.rsplit_once('.').is_some_and(|(_, ending)| {
        (2..=5).contains(&ending.len())
            && ending.chars().all(|c| c.is_ascii_alphanumeric())
            && !title.ends_with(' ')
    });
    if !is_file_name && !title.starts_with("Microsoft") && !title.eq_ignore_ascii_case("untitled") {
        draft.meta.title = title;
    }
    draft.meta.byline = said(b"Author");
    let language =
        document.catalog().and_then(|own| own.get_deref(b"Lang", document).and_then(Object::as_str));
    draft.meta.language = language.map(text_string).unwrap_or_default();
}

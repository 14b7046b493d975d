//! Web pages: the main text as a readability measure finds it, what the page says of itself, and
//! blocks by the elements.
//!
//! Nothing in a page is run and nothing is fetched: only words and the kinds of blocks are taken.

mod meta;
mod scan;
mod table;
mod walk;

use encoding_rs::Encoding;

use self::scan::Scan;
use super::assemble::Assembly;
use super::settle::{Draft, Trust};
use super::{IngestError, Notes, limits};
use crate::model::{ArticleMeta, BlockKind};

/// Bytes of a page in which its encoding must be declared; browsers look at 1,024.
const PRELUDE: usize = 4096;

/// Bytes within which a whole page says what it is.
const WHOLE_PAGE_BEGINS: usize = 1024;
/// Bytes within which it closes; some programs write scripts and comments behind.
const WHOLE_PAGE_ENDS: usize = 1 << 16;

/// The article on a web `page`.
pub(super) fn page(page: &str, name: &str, notes: &mut Notes) -> Result<Draft, IngestError> {
    if page.len() > limits::PAGE {
        return Err(IngestError::TooLarge { name: name.to_owned(), what: "a web page", limit: limits::PAGE });
    }
    if is_cut_short(page) {
        notes.warn("The page ends in the middle: compare the end with the original.".to_owned());
    }
    let scan = Scan::of(page);
    let mut draft = Draft::new(name, Trust::Title);
    let found = main_text(page, &scan, notes);
    let content = match &found {
        Some(article) => {
            let meta = &mut draft.meta;
            meta.title = one_line(&article.title);
            meta.byline = one_line(article.byline.as_deref().unwrap_or_default());
            meta.language = article.lang.clone().unwrap_or_default();
            meta.site = one_line(article.site_name.as_deref().unwrap_or_default());
            meta.published = article.published_time.clone().unwrap_or_default();
            article.content.as_str()
        }
        None => page,
    };
    meta::fill(&mut draft.meta, &scan);
    let mut body = Assembly::default();
    walk::walk(content, &mut body);
    if body.text.trim().is_empty() {
        notes.warn("No words of a text were found in this page: what it holds is in scripts, styles or parts that do not show. Open it in a browser and save it again, or copy the words from there.".to_owned());
    }
    if found.is_some() {
        say_what_is_left_out(page, &body, notes);
    }
    open_with(&mut draft, &body);
    draft.assembly.append(&body);
    Ok(draft)
}

/// Whether a whole page, as programs save it, lacks its end.
fn is_cut_short(page: &str) -> bool {
    let has = |part: &str, tag: &[u8]| {
        part.as_bytes().windows(tag.len()).any(|window| window.eq_ignore_ascii_case(tag))
    };
    let head = page.get(..page.floor_char_boundary(WHOLE_PAGE_BEGINS)).unwrap_or(page);
    let tail = page.floor_char_boundary(page.len().saturating_sub(WHOLE_PAGE_ENDS));
    let tail = page.get(tail..).unwrap_or(page);
    has(head, b"<!doctype") && !has(tail, b"</body") && !has(tail, b"</html")
}

/// The words of a piece of HTML, all of them: the body of a message.
pub(super) fn piece(html: &str, assembly: &mut Assembly) {
    walk::walk(html, assembly);
}

/// The encoding that a page's bytes declare in `meta` or in an XML declaration.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head =
        String::from_utf8_lossy(bytes.get(..bytes.len().min(PRELUDE)).unwrap_or_default()).into_owned();
    let xml = head
        .trim_start()
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .map(|(declaration, _)| declaration);
    let in_xml = xml.and_then(|declaration| declaration.split_once("encoding")).map(|(_, rest)| rest);
    let label = in_xml.map(|rest| rest.trim_start().trim_start_matches('=').trim_start()).and_then(quoted);
    let scan = Scan::of(&head);
    let in_meta = scan
        .meta(&["content-type"])
        .and_then(|content| content.to_lowercase().split_once("charset=").map(|(_, label)| label.to_owned()));
    let label = label.or(in_meta).or_else(|| (!scan.charset.is_empty()).then(|| scan.charset.clone()))?;
    let encoding = Encoding::for_label_no_replacement(
        label.trim().trim_matches(['"', '\'']).split([';', ' ']).next()?.as_bytes(),
    )?;
    // A page whose declaration could be read as ASCII is not in UTF-16.
    let is_wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    Some(if is_wide { encoding_rs::UTF_8 } else { encoding })
}

fn quoted(rest: &str) -> Option<String> {
    let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.strip_prefix(mark)?.split_once(mark).map(|(label, _)| label.to_owned())
}

fn main_text(page: &str, scan: &Scan, notes: &mut Notes) -> Option<legible::Article> {
    if scan.deepest > limits::DEPTH || scan.n_elements > limits::ELEMENTS {
        notes.warn(format!(
            "This page has {} elements, up to {} inside each other, more than are looked through for its main text ({} and {}): all of its words were taken. Mark what is not the story as furniture (B).",
            scan.n_elements, scan.deepest, limits::ELEMENTS, limits::DEPTH
        ));
        return None;
    }
    let options = legible::Options::new().keep_classes(true);
    match legible::parse(page, None, Some(options)) {
        Ok(article) => {
            notes.did("Main text found by legible, a readability measure.".to_owned());
            Some(article)
        }
        Err(_no_main_text) => {
            notes.warn("No main text was found on this page: all of its words were taken. Mark what is not the story as furniture (B).".to_owned());
            None
        }
    }
}

fn say_what_is_left_out(page: &str, body: &Assembly, notes: &mut Notes) {
    let mut whole = Assembly::default();
    walk::walk(page, &mut whole);
    let count = |text: &str| text.split_whitespace().count();
    let n_left_out = count(&whole.text).saturating_sub(count(&body.text));
    if n_left_out > 0 {
        notes.did(format!("{n_left_out} other words of the page (menus, teasers, comments) were left out."));
    }
}

/// Puts headline and byline before the text where it does not begin with them.
fn open_with(draft: &mut Draft, body: &Assembly) {
    let ArticleMeta { title, byline, .. } = draft.meta.clone();
    let opening = body.parts.iter().take(6).filter_map(|(_, range)| body.text.get(range.clone()));
    let opening: Vec<String> = opening.map(|words| one_line(words).to_lowercase()).collect();
    if !title.is_empty() && !opening.contains(&title.to_lowercase()) {
        draft.assembly.block(BlockKind::Headline, &title);
    }
    let name = byline.to_lowercase();
    if !byline.is_empty() && !opening.iter().any(|line| line.contains(&name) && line.len() < name.len() + 60)
    {
        draft.assembly.block(BlockKind::Byline, &byline);
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

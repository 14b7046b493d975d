//! A page's tags and words become blocks, without a tree: whatever is nested however deeply.
//!
//! Only words are taken. Scripts, styles, frames and what is hidden are passed over; nothing is
//! run and nothing fetched.

use std::cell::RefCell;
use std::collections::HashSet;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::scan::{after_start, attribute, feed};
use super::table::Tables;
use crate::ingest::assemble::Assembly;
use crate::model::BlockKind;

/// Elements whose content is no text of the page. What belongs in a `head` is among them; the `head`
/// itself is not, as many are not closed.
const PASSED_OVER: [&str; 22] = [
    "audio", "button", "canvas", "datalist", "dialog", "embed", "iframe", "map", "math", "meter", "noembed",
    "noframes", "object", "progress", "script", "select", "style", "svg", "template", "textarea", "title",
    "video",
];

/// Elements in which the tokenizer takes tags for words: nobody can tell where an unclosed one ends.
const RAW: [&str; 7] = ["iframe", "noembed", "noframes", "script", "style", "textarea", "title"];

/// Elements that have no content.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Elements that stand on lines of their own.
const ON_OWN_LINES: [&str; 41] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "ul",
];

/// Start tags that end a paragraph that was not closed.
const ENDS_PARAGRAPH: [&str; 30] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
    "li",
];

/// Names in `class` and `itemprop` that mark who made a picture.
const CREDIT_NAMES: [&str; 6] =
    ["credit", "copyright", "photographer", "byline-photo", "photo-by", "attribution"];

/// Puts the words of `page` into `assembly`. Elements that are passed over and never closed would
/// swallow the rest of the page: what is in them is taken.
pub(super) fn walk(page: &str, assembly: &mut Assembly) {
    let first = pass(page, assembly.clone(), HashSet::new());
    let state =
        if first.unclosed.is_empty() { first } else { pass(page, std::mem::take(assembly), first.unclosed) };
    *assembly = state.assembly;
}

/// Walks `page` once; the elements with the numbers in `taken` are not passed over.
fn pass(page: &str, assembly: Assembly, taken: HashSet<usize>) -> State {
    let state = RefCell::new(State { assembly, taken, ..State::default() });
    let tokenizer = Tokenizer::new(Walker { state }, TokenizerOpts::default());
    feed(&tokenizer, page);
    let mut state = tokenizer.sink.state.into_inner();
    state.note_unclosed(state.open.len());
    state.break_block();
    state.tables.close_all(&mut state.assembly);
    state
}

struct Open {
    name: Box<str>,
    /// Which of the elements it is, where it must be closed for what is in it to be passed over.
    to_close: Option<usize>,
    /// Whether what is in it does not show.
    passed_over: bool,
    /// What blocks in it are, where it says so.
    kind: Option<BlockKind>,
    /// Whether its white space is kept.
    is_pre: bool,
}

#[derive(Default)]
struct State {
    assembly: Assembly,
    open: Vec<Open>,
    n_passed_over: usize,
    n_pre: usize,
    tables: Tables,
    n_elements: usize,
    /// Elements whose content is taken although others of their name are passed over.
    taken: HashSet<usize>,
    /// Elements that were passed over and not closed.
    unclosed: HashSet<usize>,
}

struct Walker {
    state: RefCell<State>,
}

impl TokenSink for Walker {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                state.start(&tag);
                return after_start(&tag.name);
            }
            Token::TagToken(tag) => state.end(&tag.name),
            Token::CharacterTokens(words) => state.words(&words),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if name == "br" {
            return self.line_break();
        }
        if ENDS_PARAGRAPH.contains(&name) {
            self.close_open("p");
        }
        match name {
            "li" => self.close_within("li", &["ul", "ol", "menu"]),
            "dd" | "dt" => {
                self.close_within("dd", &["dl"]);
                self.close_within("dt", &["dl"]);
            }
            "tr" => self.close_within("tr", &["table"]),
            "td" | "th" => {
                self.close_within("td", &["tr", "table"]);
                self.close_within("th", &["tr", "table"]);
            }
            _ => {}
        }
        if ON_OWN_LINES.contains(&name) || matches!(name, "tr" | "td" | "th") {
            self.break_block();
        }
        if VOID.contains(&name) || (tag.self_closing && self.is_drawing(name)) {
            return;
        }
        self.n_elements += 1;
        let is_taken = self.taken.contains(&self.n_elements);
        let by_name = PASSED_OVER.contains(&name) && !is_taken;
        let passed_over = by_name || is_hidden(tag);
        let to_close = (by_name && !RAW.contains(&name)).then_some(self.n_elements);
        let is_pre = name == "pre";
        self.n_passed_over += usize::from(passed_over);
        self.n_pre += usize::from(is_pre);
        let kind = self.kind_of(tag);
        if self.shows() {
            match name {
                "tr" => self.tables.open_row(),
                "td" | "th" => self.tables.open_cell(),
                _ => {}
            }
        }
        self.open.push(Open { name: name.into(), to_close, passed_over, kind, is_pre });
    }

    /// Whether an element is a drawing or a formula or in one: there a tag may close itself.
    fn is_drawing(&self, name: &str) -> bool {
        let is_one = |name: &str| matches!(name, "svg" | "math");
        is_one(name) || self.open.iter().rev().take(64).any(|open| is_one(&open.name))
    }

    /// Notes which of the innermost `depth` elements are passed over and lack their end tag.
    fn note_unclosed(&mut self, depth: usize) {
        let unclosed = self.open.iter().rev().take(depth).filter_map(|open| open.to_close);
        self.unclosed.extend(unclosed);
    }

    fn kind_of(&mut self, tag: &Tag) -> Option<BlockKind> {
        let in_caption = self.kind() == Some(BlockKind::Caption);
        match &*tag.name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading),
            "li" | "dt" | "dd" => Some(BlockKind::List),
            "figcaption" | "figure" | "caption" => Some(BlockKind::Caption),
            _ if in_caption && is_credit(tag) => {
                self.break_block();
                Some(BlockKind::Credit)
            }
            _ => None,
        }
    }

    /// What a block is that begins here, where an element says so.
    fn kind(&self) -> Option<BlockKind> {
        self.open.iter().rev().take(64).find_map(|open| open.kind)
    }

    fn end(&mut self, name: &str) {
        if name == "br" {
            return self.line_break();
        }
        if name == "p" && !self.open.iter().rev().take(64).any(|open| &*open.name == "p") {
            return self.break_block();
        }
        self.close_open(name);
    }

    /// Closes the innermost element of this name, with what is open in it.
    fn close_open(&mut self, name: &str) {
        let reach = self.open.iter().rev().take(256);
        let wall =
            |open: &Open| name == "p" && matches!(&*open.name, "td" | "th" | "table" | "button" | "caption");
        let mut depth = None;
        for (idx, open) in reach.enumerate() {
            if &*open.name == name {
                depth = Some(idx);
                break;
            }
            if wall(open) {
                break;
            }
        }
        self.note_unclosed(depth.unwrap_or_default());
        for _ in 0..depth.map_or(0, |depth| depth + 1) {
            self.close_last();
        }
    }

    /// Closes the innermost element of this name unless one of `walls` stands between.
    fn close_within(&mut self, name: &str, walls: &[&str]) {
        let nearest =
            self.open.iter().rev().take(256).find(|open| &*open.name == name || walls.contains(&&*open.name));
        if nearest.is_some_and(|open| &*open.name == name) {
            self.close_open(name);
        }
    }

    fn close_last(&mut self) {
        let Some(last) = self.open.last() else { return };
        let breaks = ON_OWN_LINES.contains(&&*last.name)
            || matches!(&*last.name, "tr" | "td" | "th")
            || last.kind == Some(BlockKind::Credit);
        if breaks {
            self.break_block();
        }
        let shows = self.shows();
        let Some(last) = self.open.pop() else { return };
        self.n_passed_over -= usize::from(last.passed_over);
        self.n_pre -= usize::from(last.is_pre);
        if shows {
            match &*last.name {
                "tr" => self.tables.close_row(&mut self.assembly),
                "td" | "th" => self.tables.close_cell(),
                _ => {}
            }
        }
    }

    fn shows(&self) -> bool {
        self.n_passed_over == 0
    }

    fn words(&mut self, words: &str) {
        if !self.shows() {
            return;
        }
        if self.tables.is_in_cell() {
            return self.tables.words(words);
        }
        if self.assembly.is_empty()
            && let Some(kind) = self.kind()
        {
            self.assembly.expect(kind);
        }
        if self.n_pre > 0 { self.assembly.kept(words) } else { self.assembly.folded(words) }
    }

    fn line_break(&mut self) {
        if self.shows() {
            if self.tables.is_in_cell() { self.tables.words(" ") } else { self.assembly.line_break() }
        }
    }

    fn break_block(&mut self) {
        let kind = self.kind().unwrap_or(BlockKind::Paragraph);
        self.tables.break_block(kind);
        self.assembly.end(kind);
    }
}

/// Whether a tag says that it does not show.
fn is_hidden(tag: &Tag) -> bool {
    let style: String = attribute(tag, "style")
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_lowercase();
    let is_until_found =
        attribute(tag, "hidden").is_some_and(|hidden| hidden.eq_ignore_ascii_case("until-found"));
    (attribute(tag, "hidden").is_some() && !is_until_found)
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || (attribute(tag, "aria-hidden") == Some("true") && &*tag.name != "p")
}

fn is_credit(tag: &Tag) -> bool {
    let names = [attribute(tag, "class"), attribute(tag, "itemprop")];
    let names = names.into_iter().flatten().collect::<Vec<_>>().join(" ").to_lowercase();
    CREDIT_NAMES.iter().any(|credit| names.contains(credit))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use BlockKind::{Caption, Credit, Heading, List, Paragraph, Table};

    #[track_caller]
    fn check(page: &str, expected: &[(BlockKind, &str)]) {
        let mut assembly = Assembly::default();
        walk(page, &mut assembly);
        let found: Vec<_> = assembly
            .parts
            .iter()
            .map(|(kind, range)| (*kind, assembly.text.get(range.clone()).unwrap()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn white_space_and_breaks_are_as_a_browser_shows_them() {
        check(
            "<div>  The <b>har</b>bour\n opened<br>  again.&nbsp;It <i>rained</i>.<p>Ships&mdash;two &amp; three<p>End</div>Tail",
            &[
                (Paragraph, "The harbour opened\nagain.\u{a0}It rained."),
                (Paragraph, "Ships—two & three"),
                (Paragraph, "End"),
                (Paragraph, "Tail"),
            ],
        );
    }

    #[test]
    fn blocks_are_told_by_their_elements() {
        check(
            "<h2>Ships</h2><ul><li>one<li><p>two</p></ul><figure><img alt=x><figcaption>The quay. <span class=photo-credit>Jan Roe</span></figcaption></figure>\
            <table><caption>Catch</caption><tr><th>Year<td>Tons<tr><td>2024<td>7</table><pre>a  b\n c</pre>",
            &[
                (Heading, "Ships"),
                (List, "one"),
                (List, "two"),
                (Caption, "The quay."),
                (Credit, "Jan Roe"),
                (Caption, "Catch"),
                (Table, "Year\tTons"),
                (Table, "2024\t7"),
                (Paragraph, "a  b\n c"),
            ],
        );
    }

    #[test]
    fn a_table_that_only_places_things_is_text() {
        let long = "The harbour opened again on Monday after three weeks of storms. ".repeat(4);
        let page = format!(
            "<table><tr><td>Menu<td><p>{long}</p><p>Ships came.</p></table><table><tr><td>Alone</table>"
        );
        check(
            &page,
            &[
                (Paragraph, "Menu"),
                (Paragraph, long.trim()),
                (Paragraph, "Ships came."),
                (Paragraph, "Alone"),
            ],
        );
    }

    #[test]
    fn what_does_not_show_is_passed_over() {
        check(
            "<script>var a = '<p>no</p>'</script><style>p {}</style><p hidden>no</p><p style='display: NONE'>no</p>\
            <div aria-hidden=true>no<div>no</div></div><svg><text>no</text></svg><iframe src=https://x>no</iframe>\
            <select><option>no</select><template><p>no</template><p>yes</p>",
            &[(Paragraph, "yes")],
        );
    }

    #[test]
    fn what_is_not_closed_does_not_swallow_the_rest() {
        let story = &[(Paragraph, "The whole story.")];
        check("<html><head><style>p{}</style><body><p>The whole story.</p>", story);
        check("<html><head><title>x</title><meta charset=utf-8><p>The whole story.", story);
        let shapes = "<path d=x />".repeat(400);
        check(&format!("<svg/><svg>{shapes}</svg><p>The whole story."), story);
        let open = &[(Paragraph, "Menu"), (Paragraph, "The whole story.")];
        check("<button>Menu<p>The whole story.</p>", open);
        check("<div><button>Menu<p>The whole story.</p></div><button>no</button>", open);
        check("<select><option>Menu<p>The whole story.</p>", open);
    }

    #[test]
    fn any_depth_is_walked() {
        let page = format!("{}deep{}", "<div><ul><li>".repeat(10_000), "</li></ul></div>".repeat(10_000));
        check(&page, &[(List, "deep")]);
        check(&format!("{}x", "<table><tr><td>".repeat(3_000)), &[(Paragraph, "x")]);
    }
}

//! One pass over a page's tags: how deep and how large it is, and what its head says.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// What one pass over a page finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scan {
    /// Elements inside each other, at most.
    pub(super) deepest: usize,
    /// Start tags.
    pub(super) n_elements: usize,
    /// `name`, `property` or `itemprop` of each `meta` in lower case, with its content.
    pub(super) metas: Vec<(String, String)>,
    /// The encoding in `<meta charset>`.
    pub(super) charset: String,
    /// The canonical address.
    pub(super) canonical: String,
    /// The first `datetime` of a `time` element that says when this was published.
    pub(super) time: String,
    /// Each JSON-LD script.
    pub(super) json_ld: Vec<String>,
    /// The language of the root element.
    pub(super) language: String,
    /// The words of the `title` element.
    pub(super) title: String,
}

/// Most `meta` elements and scripts that are kept of a page.
const MOST_KEPT: usize = 400;

/// Elements that end by themselves, so that unclosed ones are not inside each other.
const SELF_ENDING: [&str; 26] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dd", "dt", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "colgroup",
];

impl Scan {
    /// Goes through `page` once.
    pub(super) fn of(page: &str) -> Self {
        let state = RefCell::default();
        let tokenizer = Tokenizer::new(Scanner { state }, TokenizerOpts::default());
        feed(&tokenizer, page);
        tokenizer.sink.state.into_inner().scan
    }

    /// The content of the first `meta` of one of these names.
    pub(super) fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let found = self.metas.iter().find(|(own, content)| own == name && !content.trim().is_empty());
            found.map(|(_, content)| content.trim())
        })
    }
}

/// Runs `page` through `tokenizer`.
pub(super) fn feed<Sink: TokenSink>(tokenizer: &Tokenizer<Sink>, page: &str) {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(page));
    // A script handle is never given back by these sinks, so one run takes everything.
    while !queue.is_empty() {
        drop(tokenizer.feed(&queue));
    }
    tokenizer.end();
}

/// What the tokenizer must do behind a start tag.
pub(super) fn after_start<Handle>(name: &str) -> TokenSinkResult<Handle> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        "plaintext" => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}

/// The value of an attribute.
pub(super) fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

#[derive(Default)]
struct State {
    scan: Scan,
    open: Vec<Box<str>>,
    /// What the text that follows is: a JSON-LD script or the title.
    inside: Option<Inside>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Json,
    Title,
}

struct Scanner {
    state: RefCell<State>,
}

impl TokenSink for Scanner {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                state.start(&tag);
                return after_start(&tag.name);
            }
            Token::TagToken(tag) => state.end(&tag.name),
            Token::CharacterTokens(words) => match state.inside {
                Some(Inside::Json) => {
                    if let Some(script) = state.scan.json_ld.last_mut() {
                        script.push_str(&words);
                    }
                }
                Some(Inside::Title) => state.scan.title.push_str(&words),
                None => {}
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn start(&mut self, tag: &Tag) {
        let scan = &mut self.scan;
        scan.n_elements += 1;
        let value = |name: &str| attribute(tag, name).unwrap_or_default();
        match &*tag.name {
            "html" if scan.language.is_empty() => value("lang").clone_into(&mut scan.language),
            "meta" if scan.metas.len() < MOST_KEPT => {
                if scan.charset.is_empty() {
                    value("charset").trim().clone_into(&mut scan.charset);
                }
                for name in ["property", "name", "itemprop", "http-equiv"] {
                    if !value(name).is_empty() {
                        scan.metas.push((value(name).trim().to_lowercase(), value("content").to_owned()));
                    }
                }
            }
            "link" if scan.canonical.is_empty() && value("rel").eq_ignore_ascii_case("canonical") => {
                value("href").trim().clone_into(&mut scan.canonical);
            }
            "time" if scan.time.is_empty() => {
                let says = |word: &str| value("itemprop").eq_ignore_ascii_case(word);
                if says("datePublished") || attribute(tag, "pubdate").is_some() {
                    value("datetime").trim().clone_into(&mut scan.time);
                }
            }
            "script"
                if scan.json_ld.len() < MOST_KEPT
                    && value("type").trim().eq_ignore_ascii_case("application/ld+json") =>
            {
                scan.json_ld.push(String::new());
                self.inside = Some(Inside::Json);
            }
            "title" if scan.title.is_empty() => self.inside = Some(Inside::Title),
            _ => {}
        }
        if !tag.self_closing && !SELF_ENDING.contains(&&*tag.name) {
            self.open.push((*tag.name).into());
            self.scan.deepest = self.scan.deepest.max(self.open.len());
        }
    }

    fn end(&mut self, name: &str) {
        self.inside = None;
        // Far down the stack an end tag belongs to nothing that is still in sight.
        let within = self.open.iter().rev().take(64).position(|open| &**open == name);
        if let Some(depth) = within {
            self.open.truncate(self.open.len() - depth - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_read_and_the_depth_counted() {
        let page = "<html lang=pt><title>A &amp; B</title><meta property='og:title' content='Karl'><link rel=canonical href=' https://k/a '>\
            <script type='application/ld+json'>{\"a\": \"</p>\"}</script><script>document.write('<div>')</script>\
            <p>one<p>two<div><div><b>x</b></div></div>";
        let scan = Scan::of(page);
        assert_eq!((scan.language.as_str(), scan.title.as_str()), ("pt", "A & B"));
        assert_eq!(scan.meta(&["none", "og:title"]), Some("Karl"));
        assert_eq!(scan.canonical, "https://k/a");
        assert_eq!(scan.json_ld, ["{\"a\": \"</p>\"}"]);
        assert_eq!(scan.deepest, 4);
    }

    #[test]
    fn ten_thousand_elements_inside_each_other_are_counted() {
        assert_eq!(Scan::of(&"<div>".repeat(10_000)).deepest, 10_000);
        assert_eq!(Scan::of(&"<p>".repeat(10_000)).deepest, 0);
    }
}

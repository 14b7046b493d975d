//! The protocol of suggesters outside the program: JSON-RPC 2.0, one object a line.
//!
//! What a suggester answers is not trusted: each item repeats its words, is looked for where it says
//! it stands, and is left out where the words stand nowhere near. `assets/examples` describes the
//! protocol for those who write a suggester.

use std::ops::Range;

use serde_json::{Value, json};

use crate::model::{Article, EntityKind, QuoteKind};
use crate::text::units::UnitIndex;

use super::kinds::{kind_of_word, kind_word};

/// The protocol's version.
pub const PROTOCOL: u64 = 1;
/// More items than these in one answer are left out.
pub const MOST_ITEMS: usize = 20_000;
/// Words that stand elsewhere than said are looked for this many bytes around.
const REACH: usize = 400;
/// Reasons are cut at so many characters.
const LONGEST_REASON: usize = 200;

/// Who answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Greeting {
    /// Its name.
    pub name: String,
    /// Its version; empty where it says none.
    pub version: String,
}

/// Something an outside suggester proposes. Ranges are bytes of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it would be.
    pub what: ItemKind,
    /// Where; sorted and apart.
    pub spans: Vec<Range<usize>>,
    /// 0 to 1.
    pub score: f32,
    /// Why.
    pub reason: String,
}

/// What an item would be.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// A mention of an entity of this kind and name.
    Mention(EntityKind, String),
    /// A quote.
    Quote {
        /// Direct, indirect or mixed.
        kind: QuoteKind,
        /// The words that announce it.
        cue: Option<Range<usize>>,
        /// The words that name the speaker.
        source: Option<Range<usize>>,
        /// The speaker's name.
        speaker: Option<String>,
    },
    /// A claim.
    Claim,
}

/// The items of an answer that have a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Items {
    /// In the order of the answer.
    pub items: Vec<Item>,
    /// How many stood elsewhere than the suggester said, and were found.
    pub n_moved: usize,
    /// How many are left out: words that stand nowhere near, kinds nobody knows, too many.
    pub n_dropped: usize,
}

/// The line that greets a suggester.
pub fn initialize(id: u64) -> String {
    let client = json!({"name": "copydesk", "version": env!("CARGO_PKG_VERSION")});
    request(id, "initialize", &json!({"protocol": PROTOCOL, "unit": "codepoint", "client": client}))
}

/// The line that asks for suggestions. `revision` comes back in the answer.
pub fn suggest(id: u64, revision: u64, article: &Article, units: &UnitIndex) -> String {
    let at = |byte: usize| units.char_of_byte(byte).unwrap_or_default();
    let blocks = article.blocks().iter().map(|block| {
        let kind = block.kind.label().to_lowercase();
        json!({"start": at(block.span.start()), "end": at(block.span.end()), "kind": kind})
    });
    let params = json!({
        "revision": revision,
        "text": &**article.text(),
        "blocks": blocks.collect::<Vec<_>>(),
        "language": article.meta.language,
        "published": article.meta.published,
    });
    request(id, "suggest", &params)
}

/// The line that says that an answer is no longer wanted.
pub fn cancel(id: u64) -> String {
    json!({"jsonrpc": "2.0", "method": "cancel", "params": {"id": id}}).to_string()
}

/// The line that tells what became of a suggestion: its words, what it would have been, whether it
/// was accepted.
pub fn feedback(words: &str, what: &str, accepted: bool) -> String {
    let params = json!({"text": words, "what": what, "accepted": accepted});
    json!({"jsonrpc": "2.0", "method": "feedback", "params": params}).to_string()
}

/// The line that ends it.
pub fn shutdown(id: u64) -> String {
    request(id, "shutdown", &json!({}))
}

fn request(id: u64, method: &str, params: &Value) -> String {
    json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string()
}

/// The result in a line that answers the request `id`; none where it answers another one.
pub fn answer(line: &str, id: u64) -> Result<Option<Value>, String> {
    let mut answer: Value =
        serde_json::from_str(line).map_err(|error| format!("it wrote a line that is not JSON ({error})"))?;
    if answer.get("id").and_then(Value::as_u64) != Some(id) {
        return Ok(None);
    }
    if let Some(error) = answer.get("error") {
        let message = error.get("message").and_then(Value::as_str).unwrap_or("it gave no reason");
        return Err(format!("it says: {}", cut(message)));
    }
    match answer.get_mut("result").map(Value::take) {
        Some(result) => Ok(Some(result)),
        None => Err("its answer has neither “result” nor “error”".to_owned()),
    }
}

/// Who answers, by the result of `initialize`.
pub fn greeting(result: &Value) -> Result<Greeting, String> {
    let word = |field: &str| result.get(field).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let protocol = result.get("protocol").and_then(Value::as_u64).unwrap_or(PROTOCOL);
    if protocol != PROTOCOL {
        return Err(format!("it speaks version {protocol} of the protocol, and Copydesk version {PROTOCOL}"));
    }
    let (name, version) = (word("name"), word("version"));
    if name.is_empty() { Err("it does not say its name".to_owned()) } else { Ok(Greeting { name, version }) }
}

/// The items in the result of `suggest`, each at its place in `units`' text; none where they are
/// about another revision.
pub fn items(result: &Value, revision: u64, units: &UnitIndex) -> Result<Option<Items>, String> {
    if result.get("revision").and_then(Value::as_u64).is_some_and(|of| of != revision) {
        return Ok(None);
    }
    let listed = result.get("items").and_then(Value::as_array);
    let listed = listed.ok_or_else(|| "its answer has no list of “items”".to_owned())?;
    let mut found = Items { n_dropped: listed.len().saturating_sub(MOST_ITEMS), ..Items::default() };
    for value in listed.iter().take(MOST_ITEMS) {
        let mut places = Places { units, n_moved: 0 };
        match places.item(value) {
            Some(item) => {
                found.n_moved += usize::from(places.n_moved > 0);
                found.items.push(item);
            }
            None => found.n_dropped += 1,
        }
    }
    Ok(Some(found))
}

/// Finds places in the article's text.
struct Places<'a> {
    units: &'a UnitIndex,
    n_moved: usize,
}

impl Places<'_> {
    fn item(&mut self, value: &Value) -> Option<Item> {
        let word = |field: &str| value.get(field).and_then(Value::as_str);
        let mut spans = match value.get("spans").and_then(Value::as_array) {
            Some(parts) => parts.iter().map(|part| self.place(part)).collect::<Option<Vec<_>>>()?,
            None => vec![self.place(value)?],
        };
        spans.sort_by_key(|span| span.start);
        let apart = spans.iter().zip(spans.iter().skip(1)).all(|(one, next)| one.end <= next.start);
        if spans.is_empty() || !apart {
            return None;
        }
        let what = match word("kind").unwrap_or("mention") {
            "mention" => {
                let kind = kind_of_word(word("type")?)?;
                let words = self.units.text().get(spans.first()?.clone())?;
                ItemKind::Mention(kind, word("name").unwrap_or(words).to_owned())
            }
            "quote" => ItemKind::Quote {
                kind: match word("type") {
                    Some("indirect") => QuoteKind::Indirect,
                    Some("mixed") => QuoteKind::Mixed,
                    _ => QuoteKind::Direct,
                },
                cue: value.get("cue").and_then(|part| self.place(part)),
                source: value.get("source").and_then(|part| self.place(part)),
                speaker: word("speaker").map(str::to_owned),
            },
            "claim" => ItemKind::Claim,
            _ => return None,
        };
        #[allow(clippy::cast_possible_truncation, reason = "a score")]
        let score = value.get("score").and_then(Value::as_f64).unwrap_or(0.5) as f32;
        let score = if score.is_finite() { score.clamp(0.0, 1.0) } else { 0.5 };
        let reason = word("reason").map_or_else(|| "it gives no reason".to_owned(), cut);
        Some(Item { what, spans, score, reason })
    }

    /// The bytes of `{start, end, text}`, where its words stand there or near.
    fn place(&mut self, value: &Value) -> Option<Range<usize>> {
        let text = self.units.text();
        let unit = |field: &str| value.get(field)?.as_u64().and_then(|at| usize::try_from(at).ok());
        let words = value.get("text").and_then(Value::as_str)?;
        if words.trim().is_empty() {
            return None;
        }
        let start = self.units.byte_of_char(unit("start")?).unwrap_or(text.len());
        let end = unit("end").and_then(|end| self.units.byte_of_char(end)).unwrap_or(text.len());
        if text.get(start..end) == Some(words) {
            return Some(start..end);
        }
        self.n_moved += 1;
        let from = text.floor_char_boundary(start.saturating_sub(REACH));
        let to = text.ceil_char_boundary((start + words.len() + REACH).min(text.len()));
        let near = text.get(from..to)?.match_indices(words);
        let nearest = near.map(|(at, _)| from + at).min_by_key(|at| at.abs_diff(start));
        let only = || {
            let mut all = text.match_indices(words);
            let first = all.next()?.0;
            all.next().is_none().then_some(first)
        };
        let at = nearest.or_else(only)?;
        Some(at..at + words.len())
    }
}

fn cut(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_REASON).collect()
}

/// The words a suggester may use for the types of entities.
pub fn types() -> Vec<&'static str> {
    EntityKind::ALL.into_iter().map(kind_word).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::paragraph::of;
    use super::*;

    const TEXT: &str = "Der Bürgermeister von Karlby lachte. Karlby schwieg.";

    #[track_caller]
    fn check(items: &Value, expected: &[(usize, &str)], n_moved: usize, n_dropped: usize) {
        let result = json!({"revision": 3, "items": items});
        let found = super::items(&result, 3, &UnitIndex::new(TEXT)).unwrap().unwrap();
        let places: Vec<(usize, &str)> =
            found.items.iter().map(|item| (item.spans[0].start, of(TEXT, &item.spans[0]))).collect();
        assert_eq!((places.as_slice(), found.n_moved, found.n_dropped), (expected, n_moved, n_dropped));
    }

    fn place(start: usize, end: usize, text: &str) -> Value {
        json!({"kind": "mention", "type": "place", "start": start, "end": end, "text": text})
    }

    #[test]
    fn places_are_code_points_and_the_words_are_held_against_the_text() {
        check(&json!([place(22, 28, "Karlby")]), &[(23, "Karlby")], 0, 0);
        check(&json!([place(24, 30, "Karlby")]), &[(23, "Karlby")], 1, 0);
        check(&json!([place(22, 28, "Oslo"), place(0, 1, " ")]), &[], 0, 2);
    }

    #[test]
    fn what_nobody_knows_is_left_out_and_what_is_stale_is_nothing() {
        let odd = json!([{"kind": "mood", "start": 0, "end": 3, "text": "Der"}, 7, {"type": "planet"}]);
        check(&odd, &[], 0, 3);
        let stale = json!({"revision": 2, "items": []});
        assert_eq!(items(&stale, 3, &UnitIndex::new(TEXT)).unwrap(), None);
        assert!(items(&json!({"revision": 3}), 3, &UnitIndex::new(TEXT)).is_err());
    }

    #[test]
    fn an_answer_is_the_one_asked_for() {
        assert_eq!(answer(r#"{"id": 4, "result": 1}"#, 5), Ok(None));
        assert_eq!(answer(r#"{"id": 5, "result": 1}"#, 5), Ok(Some(json!(1))));
        assert!(
            answer(r#"{"id": 5, "error": {"message": "no model"}}"#, 5).unwrap_err().contains("no model")
        );
        assert!(answer("Traceback", 5).unwrap_err().contains("not JSON"));
    }
}

//! Where the selectors of a target lie in the text.

use std::cell::OnceCell;

use serde_json::{Map, Value};

use crate::formats::ExchangeError;
use crate::formats::json::{At, Border, Unit, number, text_of};
use crate::text::Span;

use super::many;
use super::squeezed::Squeezed;

/// Where a target is.
pub(super) enum Place {
    Here(Span),
    /// It is the whole, no part of it.
    Whole,
    /// It is told by this kind of selector, which is for other things than plain text.
    Elsewhere(String),
    /// Its words are not in the text, or nothing says which of several they are.
    Lost(ExchangeError),
}

/// Finds places in the text of an article.
pub(super) struct Finder<'a> {
    pub(super) border: &'a Border<'a>,
    squeezed: OnceCell<Squeezed>,
}

/// Why selectors select nothing.
#[derive(Default)]
struct Missed<'v> {
    /// A kind of selector that is not for text.
    other: Option<&'v str>,
    lost: Option<ExchangeError>,
}

/// What the selectors of one level say; several are ways to say the same.
#[derive(Default)]
struct Level<'v> {
    position: Option<(usize, usize)>,
    quote: Option<Quoted<'v>>,
    /// From the start of the one to the start of the other.
    range: Option<(Span, Span)>,
    /// Selectors within what these select.
    within: Vec<&'v Value>,
    /// A kind of selector that is not for text.
    other: Option<&'v str>,
}

struct Quoted<'v> {
    exact: &'v str,
    prefix: &'v str,
    suffix: &'v str,
}

impl<'a> Finder<'a> {
    pub(super) const fn new(border: &'a Border<'a>) -> Self {
        Self { border, squeezed: OnceCell::new() }
    }

    pub(super) fn place(&self, target: &Value, at: &At<'_>) -> Result<Place, ExchangeError> {
        let text = self.border.units.text();
        let Some(whole) = Span::whole(text) else { return Ok(Place::Whole) };
        let source = target.as_str().or(target.get("id").and_then(Value::as_str));
        if let Some(fragment) = source.and_then(|source| source.split_once('#')).map(|(_, fragment)| fragment)
            && let Some((start, end)) = characters(fragment)
        {
            return Ok(Place::Here(self.between(whole, start, end, at)?));
        }
        let selectors = many(target.get("selector"));
        if selectors.is_empty() {
            return Ok(Place::Whole);
        }
        let mut missed = Missed::default();
        let found = self.find(&selectors, whole, false, &mut missed, at)?;
        Ok(match (found, missed.lost) {
            (Some(span), _) => Place::Here(span),
            (None, Some(error)) => Place::Lost(error),
            (None, None) => Place::Elsewhere(missed.other.unwrap_or("selector").to_owned()),
        })
    }

    /// What the selectors select of `within`; `None` where none of them is for text. Where `loose`
    /// it is not known where `within` begins, and only words tell.
    fn find<'v>(
        &self,
        selectors: &[&'v Value],
        within: Span,
        loose: bool,
        missed: &mut Missed<'v>,
        at: &At<'_>,
    ) -> Result<Option<Span>, ExchangeError> {
        let level = self.level(selectors, within, loose, missed, at)?;
        missed.other = missed.other.or(level.other);
        let found = match (&level.position, &level.quote, level.range) {
            (Some((start, end)), None, _) if !loose => Some(self.between(within, *start, *end, at)?),
            (position, Some(quote), _) => {
                let position = position.filter(|_| !loose);
                match self.quoted(within, position, quote, at) {
                    Ok(span) => Some(span),
                    Err(error) => {
                        missed.lost = missed.lost.take().or(Some(error));
                        return Ok(None);
                    }
                }
            }
            (_, None, Some((first, last))) => {
                let span = Span::new(self.border.units.text(), first.start(), last.start());
                Some(span.map_err(|why| at.wrong(why.to_string(), "Correct the RangeSelector"))?)
            }
            _ => None,
        };
        if level.within.is_empty() {
            return Ok(found);
        }
        let refined =
            self.find(&level.within, found.unwrap_or(within), loose || found.is_none(), missed, at)?;
        Ok(refined.or(found))
    }

    fn level<'v>(
        &self,
        selectors: &[&'v Value],
        within: Span,
        loose: bool,
        missed: &mut Missed<'v>,
        at: &At<'_>,
    ) -> Result<Level<'v>, ExchangeError> {
        let mut level = Level::default();
        let mut queue: Vec<&Value> = selectors.to_vec();
        while let Some(selector) = queue.pop() {
            let Some(fields) = selector.as_object() else { continue };
            let kind = fields.get("type").and_then(Value::as_str).unwrap_or_default();
            match kind.trim_start_matches("oa:") {
                "TextPositionSelector" => {
                    let place = |key: &str| number(fields.get(key), &At::Key(at, key));
                    level.position = Some((place("start")?, place("end")?));
                }
                "TextQuoteSelector" => level.quote = quote(fields, at)?,
                "FragmentSelector" => {
                    let value = text_of(fields, "value", at)?.unwrap_or_default();
                    level.position = characters(value).or(level.position);
                    level.other = characters(value).map_or(Some(kind), |_| level.other);
                }
                "RangeSelector" => {
                    let mut end = |key: &str| {
                        self.find(&many(fields.get(key)), within, loose, missed, &At::Key(at, key))
                    };
                    level.range = end("startSelector")?.zip(end("endSelector")?);
                    level.other = level.range.map_or(Some(kind), |_| level.other);
                }
                "Choice" | "List" => queue.extend(many(fields.get("items"))),
                _ => level.other = Some(kind),
            }
            level.within.extend(many(fields.get("refinedBy")));
        }
        Ok(level)
    }

    /// The place between two offsets in `within`.
    fn between(&self, within: Span, start: usize, end: usize, at: &At<'_>) -> Result<Span, ExchangeError> {
        let before = self.border.out(within.start());
        let span = self.border.span(before + start, before + end).ok();
        span.filter(|span| within.encloses(*span)).ok_or_else(|| {
            let length = self.border.out(within.end()) - before;
            let what = if within.start() == 0 { "the text" } else { "what it is in" };
            let why = format!("{start} to {end} is no place in {what}, which has {length} code points");
            at.wrong(why, "Add a TextQuoteSelector, or correct the offsets")
        })
    }

    /// The place of a quote: at the position if the words are there, be it counted in UTF-16 units
    /// as scripts in web pages do, else where they are, with whatever white space.
    fn quoted(
        &self,
        within: Span,
        position: Option<(usize, usize)>,
        quote: &Quoted<'_>,
        at: &At<'_>,
    ) -> Result<Span, ExchangeError> {
        let text = self.border.units.text();
        let in_utf16 = Border { units: self.border.units, unit: Unit::Utf16 };
        let at_position = |border: &Border<'_>| {
            let (start, end) = position?;
            let before = border.out(within.start());
            border.span(before + start, before + end).ok().filter(|span| span.of(text) == quote.exact)
        };
        if let Some(span) = at_position(self.border).or_else(|| at_position(&in_utf16)) {
            return Ok(span);
        }
        let Quoted { exact, prefix, suffix } = quote;
        let fits = |start: &usize| {
            let before = text.get(..*start).is_some_and(|before| before.ends_with(prefix));
            before && text.get(start + exact.len()..).is_some_and(|after| after.starts_with(suffix))
        };
        let mut places: Vec<(usize, usize)> = if exact.is_empty() {
            Vec::new()
        } else {
            let found = within.of(text).match_indices(exact).map(|(start, _)| within.start() + start);
            found.filter(fits).map(|start| (start, start + exact.len())).take(2).collect()
        };
        if places.is_empty() {
            let squeezed = self.squeezed.get_or_init(|| Squeezed::of(text));
            let is_within = |(start, end): &(usize, usize)| within.start() <= *start && *end <= within.end();
            places = squeezed.places([prefix, exact, suffix]).filter(is_within).take(2).collect();
        }
        match places.as_slice() {
            [(start, end)] => {
                Span::new(text, *start, *end).map_err(|why| at.wrong(why.to_string(), "Report this"))
            }
            [] => Err(at.wrong(
                format!("the words “{exact}” are not in the text there"),
                "The annotation belongs to another text, or another draft of it",
            )),
            _ => Err(at.wrong(
                format!("the words “{exact}” are in the text more than once, and nothing says which"),
                "Add a prefix or suffix to the selector, or a TextPositionSelector",
            )),
        }
    }
}

fn quote<'v>(fields: &'v Map<String, Value>, at: &At<'_>) -> Result<Option<Quoted<'v>>, ExchangeError> {
    let Some(exact) = text_of(fields, "exact", at)? else { return Ok(None) };
    let prefix = text_of(fields, "prefix", at)?.unwrap_or_default();
    let suffix = text_of(fields, "suffix", at)?.unwrap_or_default();
    Ok(Some(Quoted { exact, prefix, suffix }))
}

/// The characters of a fragment as RFC 5147 writes them: `char=10,20`.
fn characters(fragment: &str) -> Option<(usize, usize)> {
    let (start, end) = fragment.split(';').next()?.strip_prefix("char=")?.split_once(',')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

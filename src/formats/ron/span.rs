//! Spans as code points beside the words they cover, which must be the article's.

use std::borrow::Cow;

use crate::formats::WriteError;
use crate::formats::notation::{Fault, Page, Read, Reader, Value, Wrote, fill, once, required};
use crate::text::units::UnitIndex;
use crate::text::{Span, Spans, SpansError};

/// Start and end of a span in code points, and where the file gives them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) at: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Place {
    /// The span of the article at this place.
    pub(super) fn span(self, units: &UnitIndex) -> Read<Span> {
        let Self { at, start, end } = self;
        if start >= end {
            let message = format!("a span from {start} to {end} is empty or runs backwards");
            return Err(Fault::new(at, message, "Its end must be greater than its start."));
        }
        let bytes = units.byte_of_char(start).zip(units.byte_of_char(end));
        bytes.and_then(|(start, end)| Span::new(units.text(), start, end).ok()).ok_or_else(|| {
            let len = units.n_chars();
            let message = format!("a span from {start} to {end} runs past the end of the article");
            Fault::new(at, message, format!("The article has {len} code points; correct start and end."))
        })
    }
}

impl Value for Span {
    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let at = reader.at();
        let (mut start, mut end, mut text) = (None::<usize>, None::<usize>, None::<Cow<'_, str>>);
        reader.fields(|reader, name| {
            let known = match name {
                "start" => fill(&mut start, "start", reader)?,
                "end" => fill(&mut end, "end", reader)?,
                "text" => {
                    once(text.is_some(), "text", reader)?;
                    text = Some(reader.text()?);
                    true
                }
                _ => false,
            };
            if known { Ok(()) } else { Err(reader.no_such_field("a span", name, &["start", "end", "text"])) }
        })?;
        let start = required(start, "start", "a span", at)?;
        let end = required(end, "end", "a span", at)?;
        let text = required(text, "text", "a span", at)?;
        // Not counted as one more who has it: cores that count the same thing wait for each other.
        let units = reader.places.as_deref();
        let units = units.ok_or_else(|| Fault::new(at, "a span before the article", "Move it behind."))?;
        if let Some(span) = same_words(units, (start, end), &text) {
            return Ok(span);
        }
        let span = Place { at, start, end }.span(units)?;
        if span.of(units.text()) == text {
            Ok(span)
        } else {
            Err(drift(at, units, (start, end), span, &text))
        }
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        // Taken and put back, for the same reason.
        let units = page.places.take().ok_or(WriteError::SpanOutside(*self))?;
        let (start, end) = code_points(*self, &units)?;
        let written = page.inline(|page| {
            page.record("", |page| {
                page.field("start", &start)?;
                page.field("end", &end)?;
                page.name("text");
                page.text(self.of(units.text()));
                Ok(())
            })
        });
        page.places = Some(units);
        written
    }
}

/// The span from `start` to `end` where just these words stand: its end is then known from theirs.
fn same_words(units: &UnitIndex, (start, end): (usize, usize), words: &str) -> Option<Span> {
    let byte = units.byte_of_char(start)?;
    let stand_there =
        units.text().get(byte..)?.starts_with(words) && Some(words.chars().count()) == end.checked_sub(start);
    Span::new(units.text(), byte, byte + words.len()).ok().filter(|_| stand_there)
}

/// A span's ends in code points.
pub(super) fn code_points(span: Span, units: &UnitIndex) -> Result<(usize, usize), WriteError> {
    let outside = || WriteError::SpanOutside(span);
    let start = units.char_of_byte(span.start()).ok_or_else(outside)?;
    let words = units.text().get(span.start()..span.end()).ok_or_else(outside)?;
    Ok((start, start + words.chars().count()))
}

impl Value for Spans {
    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let at = reader.at();
        let mut spans: Vec<(usize, Span)> = Vec::new();
        reader.list(|reader| {
            spans.push((reader.at(), Span::read(reader)?));
            Ok(())
        })?;
        Self::new(spans.iter().map(|(_, span)| *span).collect()).map_err(|error| match error {
            SpansError::None => Fault::new(at, error.to_string(), "Give it one, or take the annotation out."),
            SpansError::Overlap(left, right) => {
                let later = spans.iter().rfind(|(_, span)| *span == left || *span == right);
                let words = |span: Span| {
                    reader.places.as_ref().map_or_else(String::new, |units| brief(span.of(units.text())))
                };
                let message =
                    format!("the spans “{}” and “{}” of one annotation overlap", words(left), words(right));
                Fault::new(
                    later.map_or(at, |(at, _)| *at),
                    message,
                    "Join them into one, or correct their offsets.",
                )
            }
        })
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        page.short_list(self.as_slice())
    }
}

/// The article does not say what the file says it does.
fn drift(at: usize, units: &UnitIndex, (start, end): (usize, usize), span: Span, recorded: &str) -> Fault {
    let there = span.of(units.text());
    let (there, made_for) = (brief(there), brief(recorded));
    let message =
        format!("the article has “{there}” from {start} to {end}, but this span was made for “{made_for}”");
    let mut places = units.text().match_indices(recorded).map(|(byte, _)| byte);
    let help = match (places.next(), places.next()) {
        (Some(byte), None) if !recorded.is_empty() => {
            let start = units.char_of_byte(byte).unwrap_or_default();
            let end = start + recorded.chars().count();
            format!("Those words stand from {start} to {end}; if they are meant, write these numbers.")
        }
        _ => "Offsets or words were changed outside Copydesk; correct them, or take the annotation out."
            .to_owned(),
    };
    Fault::new(at, message, &help)
}

/// Words for a message: in one line, and not too many.
fn brief(words: &str) -> String {
    const LONGEST: usize = 80;
    let mut brief: String =
        words.chars().take(LONGEST).map(|c| if c.is_control() { '␤' } else { c }).collect();
    if words.chars().nth(LONGEST).is_some() {
        brief.push('…');
    }
    brief
}

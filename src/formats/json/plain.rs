//! Values of the model as JSON values and back. Places are counted in the unit of the border.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use crate::formats::ExchangeError;
use crate::model::{
    AnnotationId, BlockKind, ClaimKind, ClaimState, Disposition, EntityId, EntityKind, EvidenceId,
    EvidenceKind, MentionForm, Priority, QuoteCheck, QuoteKind, Stance, TagId, Verdict,
};
use crate::text::units::UnitIndex;
use crate::text::{Span, Spans};

use super::{At, list, number, object};

/// In what places are counted outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Unit {
    /// Unicode scalar values, as Python counts.
    CodePoints,
    /// Code units of UTF-16, as Java counts.
    Utf16,
}

/// Where places inside become places outside.
pub(in crate::formats) struct Border<'a> {
    /// The text.
    pub(in crate::formats) units: &'a UnitIndex,
    /// In what places are counted outside.
    pub(in crate::formats) unit: Unit,
}

impl Border<'_> {
    /// A byte as a place outside. Only for bytes on a char boundary of the text.
    pub(in crate::formats) fn out(&self, byte: usize) -> usize {
        let found = match self.unit {
            Unit::CodePoints => self.units.char_of_byte(byte),
            Unit::Utf16 => self.units.utf16_of_byte(byte),
        };
        found.unwrap_or_default()
    }

    /// A place outside as a byte.
    pub(in crate::formats) fn byte(&self, place: usize) -> Option<usize> {
        match self.unit {
            Unit::CodePoints => self.units.byte_of_char(place),
            Unit::Utf16 => self.units.byte_of_utf16(place),
        }
    }

    /// The span between two places outside, or what is wrong with them.
    pub(in crate::formats) fn span(&self, start: usize, end: usize) -> Result<Span, String> {
        let counted = match self.unit {
            Unit::CodePoints => "code points",
            Unit::Utf16 => "UTF-16 units",
        };
        let length = self.out(self.units.text().len());
        let (Some(from), Some(to)) = (self.byte(start), self.byte(end)) else {
            let why = if start > length || end > length { "past its end" } else { "inside a character" };
            return Err(format!("{start} to {end} lies {why}; the text has {length} {counted}"));
        };
        Span::new(self.units.text(), from, to)
            .map_err(|_unfit| format!("{start} to {end} is empty or runs backwards"))
    }
}

/// A value of the model as JSON.
pub(in crate::formats) trait Plain: Sized {
    /// As JSON; null where it says nothing.
    fn out(&self, border: &Border<'_>) -> Value;
    /// From JSON.
    fn read(value: &Value, at: &At<'_>, border: &Border<'_>) -> Result<Self, ExchangeError>;
}

impl Plain for String {
    fn out(&self, _: &Border<'_>) -> Value {
        if self.is_empty() { Value::Null } else { Value::String(self.clone()) }
    }

    fn read(value: &Value, at: &At<'_>, _: &Border<'_>) -> Result<Self, ExchangeError> {
        value.as_str().map(str::to_owned).ok_or_else(|| at.wants("a text in quotation marks"))
    }
}

impl Plain for bool {
    fn out(&self, _: &Border<'_>) -> Value {
        if *self { Value::Bool(true) } else { Value::Null }
    }

    fn read(value: &Value, at: &At<'_>, _: &Border<'_>) -> Result<Self, ExchangeError> {
        value.as_bool().ok_or_else(|| at.wants("true or false"))
    }
}

impl<T: Plain> Plain for Option<T> {
    fn out(&self, border: &Border<'_>) -> Value {
        self.as_ref().map_or(Value::Null, |value| value.out(border))
    }

    fn read(value: &Value, at: &At<'_>, border: &Border<'_>) -> Result<Self, ExchangeError> {
        if value.is_null() { Ok(None) } else { T::read(value, at, border).map(Some) }
    }
}

impl<T: Plain> Plain for Vec<T> {
    fn out(&self, border: &Border<'_>) -> Value {
        if self.is_empty() {
            return Value::Null;
        }
        // An empty text in a list is still a member of it.
        let member = |value: &T| match value.out(border) {
            Value::Null => Value::String(String::new()),
            value => value,
        };
        Value::Array(self.iter().map(member).collect())
    }

    fn read(value: &Value, at: &At<'_>, border: &Border<'_>) -> Result<Self, ExchangeError> {
        let values = list(value, at)?.iter().enumerate();
        values.map(|(place, value)| T::read(value, &At::Place(at, place), border)).collect()
    }
}

impl Plain for BTreeMap<String, String> {
    fn out(&self, _: &Border<'_>) -> Value {
        if self.is_empty() {
            return Value::Null;
        }
        let fields = self.iter().map(|(name, value)| (name.clone(), Value::String(value.clone())));
        Value::Object(fields.collect())
    }

    fn read(value: &Value, at: &At<'_>, border: &Border<'_>) -> Result<Self, ExchangeError> {
        let fields = object(value, at)?.iter();
        fields
            .map(|(name, value)| Ok((name.clone(), String::read(value, &At::Key(at, name), border)?)))
            .collect()
    }
}

impl Plain for Span {
    fn out(&self, border: &Border<'_>) -> Value {
        serde_json::json!({ "start": border.out(self.start()), "end": border.out(self.end()) })
    }

    fn read(value: &Value, at: &At<'_>, border: &Border<'_>) -> Result<Self, ExchangeError> {
        let fields = object(value, at)?;
        let place = |key: &str| number(fields.get(key), &At::Key(at, key));
        let span = border.span(place("start")?, place("end")?);
        span.map_err(|why| at.wrong(why, "Correct the offsets, or take the text they were counted in"))
    }
}

impl Plain for Spans {
    fn out(&self, border: &Border<'_>) -> Value {
        Value::Array(self.iter().map(|span| span.out(border)).collect())
    }

    fn read(value: &Value, at: &At<'_>, border: &Border<'_>) -> Result<Self, ExchangeError> {
        let spans = Vec::<Span>::read(value, at, border)?;
        Self::new(spans).map_err(|why| at.wrong(why.to_string(), "Correct the offsets"))
    }
}

macro_rules! by_serde {
    ($($type:ty: $what:literal),+ $(,)?) => {$(
        impl Plain for $type {
            fn out(&self, _: &Border<'_>) -> Value {
                // These are unit variants, texts and numbers, which all have a JSON form.
                serde_json::to_value(self).unwrap_or_default()
            }

            fn read(value: &Value, at: &At<'_>, _: &Border<'_>) -> Result<Self, ExchangeError> {
                <$type as serde::Deserialize>::deserialize(value).map_err(|_unfit| at.wants($what))
            }
        }
    )+};
}

by_serde! {
    AnnotationId: "an id (a UUID)",
    EntityId: "an id (a UUID)",
    EvidenceId: "an id (a UUID)",
    TagId: "the name of a tag",
    Date: "a date, as 2026-03-01",
    Timestamp: "a time, as 2026-03-01T12:00:00Z",
    BlockKind: "a part of an article, as Paragraph",
    EntityKind: "a kind of entity, as Person",
    MentionForm: "a form of a mention, as Full",
    QuoteKind: "a kind of quote: Direct, Indirect or Mixed",
    QuoteCheck: "how a quote was checked, as Recording",
    ClaimKind: "a kind of claim, as Quantity",
    ClaimState: "a state of a claim, as Checked",
    Verdict: "a verdict, as Verified",
    Disposition: "what became of a line, as Changed",
    EvidenceKind: "a kind of evidence, as Primary",
    Stance: "a stance, as Supports",
    Priority: "a priority, as Normal",
}

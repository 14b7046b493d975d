//! The values records are made of.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::StrDeserializer;

use crate::model::{
    AnnotationId, AnnotationKind, BlockKind, ClaimKind, ClaimState, Disposition, EntityId, EntityKind,
    EvidenceId, EvidenceKind, MentionForm, Priority, QuoteCheck, QuoteKind, Stance, TagId, Verdict,
};

use super::{Fault, Page, Read, Reader, UPDATE, Value, Wrote};

impl Value for String {
    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        Ok(reader.text()?.into_owned())
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        page.text(self);
        Ok(())
    }
}

impl Value for TagId {
    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        String::read(reader).map(Self)
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        self.0.write(page)
    }
}

impl Value for bool {
    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let value = match reader.peek_word() {
            Some("true") => true,
            Some("false") => false,
            _ => return Err(reader.wants("true or false")),
        };
        reader.word()?;
        Ok(value)
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        page.raw(if *self { "true" } else { "false" });
        Ok(())
    }
}

impl Value for usize {
    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let in_token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '+' | '-');
        let rest = reader.rest();
        let len = rest.find(|c| !in_token(c)).unwrap_or(rest.len());
        let token = rest.get(..len).filter(|token| token.starts_with(|c: char| c.is_ascii_digit()));
        let number = token.and_then(|token| {
            if token.contains('_') { token.replace('_', "").parse().ok() } else { token.parse().ok() }
        });
        let number = number.ok_or_else(|| reader.wants("a whole number"))?;
        reader.step_over(len);
        Ok(number)
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        page.display(self);
        Ok(())
    }
}

impl<T: Value> Value for Option<T> {
    const SHORT: bool = T::SHORT;

    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        match reader.peek_word() {
            Some("None") => {
                reader.word()?;
                Ok(None)
            }
            Some("Some") => {
                reader.word()?;
                reader.skip_space()?;
                reader.wrapped().map(Some)
            }
            _ => T::read(reader).map(Some),
        }
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        match self {
            None => {
                page.raw("None");
                Ok(())
            }
            Some(value) => value.write(page),
        }
    }
}

impl<T: Value> Value for Box<T> {
    const SHORT: bool = T::SHORT;

    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        T::read(reader).map(Self::new)
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        self.as_ref().write(page)
    }
}

impl<T: Value> Value for Vec<T> {
    const SHORT: bool = false;

    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let mut values = Self::new();
        reader.list(|reader| {
            values.push(T::read(reader)?);
            Ok(())
        })?;
        Ok(values)
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        if T::SHORT { page.short_list(self) } else { page.list(self, Value::write) }
    }
}

/// What serde says of a word outside its set.
#[derive(Debug)]
struct UnknownWord(&'static [&'static str]);

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown word")
    }
}

impl std::error::Error for UnknownWord {}

impl serde::de::Error for UnknownWord {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(&[])
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self(expected)
    }
}

fn read_word<'de, T: Deserialize<'de>>(reader: &mut Reader<'de>) -> Read<T> {
    if reader.rest().starts_with("r#") {
        reader.step_over(2);
    }
    let start = reader.at();
    let word = reader.peek_word().ok_or_else(|| reader.wants("a word without quotation marks"))?;
    reader.word()?;
    let deserializer: StrDeserializer<'_, UnknownWord> = word.into_deserializer();
    T::deserialize(deserializer).map_err(|UnknownWord(known)| reader.unknown_word(start, word, known))
}

impl Reader<'_> {
    /// The fault of a word that is none of `known`.
    pub(in crate::formats) fn unknown_word(&self, at: usize, word: &str, known: &[&str]) -> Fault {
        let message = format!("this should be one of the words known here, but “{word}” stands here");
        let help = if self.newer { UPDATE.to_owned() } else { format!("Write one of {}.", known.join(", ")) };
        Fault::new(at, message, help)
    }
}

/// Sets of words whose serde names are their names in the file.
macro_rules! words {
    ($($word:ident),+ $(,)?) => {
        $(impl Value for $word {
            fn read(reader: &mut Reader<'_>) -> Read<Self> {
                read_word(reader)
            }

            fn write(&self, page: &mut Page<'_>) -> Wrote {
                page.word(self)
            }
        })+
    };
}

words! {
    AnnotationKind, BlockKind, ClaimKind, ClaimState, Disposition, EntityKind, EvidenceKind, MentionForm, Priority,
    QuoteCheck, QuoteKind, Stance, Verdict,
}

/// Values in quotation marks that are more than text.
macro_rules! parsed {
    ($($model:ident: $what:literal),+ $(,)?) => {
        $(impl Value for $model {
            fn read(reader: &mut Reader<'_>) -> Read<Self> {
                let start = reader.at();
                let text = reader.text()?;
                text.parse().ok().ok_or_else(|| {
                    reader.go_to(start);
                    reader.wants($what)
                })
            }

            fn write(&self, page: &mut Page<'_>) -> Wrote {
                page.raw("\"");
                page.display(self);
                page.raw("\"");
                Ok(())
            }
        })+
    };
}

parsed! {
    AnnotationId: "an id such as \"0192f0c1-2a00-7000-8000-000000000001\"",
    EntityId: "an id such as \"0192f0c1-2a00-7000-8000-000000000001\"",
    EvidenceId: "an id such as \"0192f0c1-2a00-7000-8000-000000000001\"",
    Timestamp: "a time such as \"2026-03-01T09:30:00Z\"",
    Date: "a date such as \"2026-03-01\"",
}

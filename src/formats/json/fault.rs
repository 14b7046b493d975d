//! Where in a JSON text something is wrong.

use std::fmt;

use serde_json::{Map, Value};

use crate::formats::ExchangeError;

/// The way to a value: its keys and places from the outermost in, kept as a chain on the stack.
#[derive(Clone, Copy)]
pub(in crate::formats) enum At<'a> {
    /// The whole text.
    Root,
    /// The value of a key.
    Key(&'a At<'a>, &'a str),
    /// The value at a place of a list.
    Place(&'a At<'a>, usize),
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("$"),
            Self::Key(outer, key) => write!(f, "{outer}.{key}"),
            Self::Place(outer, place) => write!(f, "{outer}[{place}]"),
        }
    }
}

impl At<'_> {
    /// The value here is not what it must be.
    pub(in crate::formats) fn wants(&self, what: &str) -> ExchangeError {
        self.wrong(format!("this must be {what}"), "Correct it, or export it again from the tool it is from")
    }

    /// Something else is wrong here.
    pub(in crate::formats) fn wrong(&self, message: String, help: &str) -> ExchangeError {
        ExchangeError::at_path(self.to_string(), message, help)
    }
}

/// An object.
pub(in crate::formats) fn object<'v>(
    value: &'v Value,
    at: &At<'_>,
) -> Result<&'v Map<String, Value>, ExchangeError> {
    value.as_object().ok_or_else(|| at.wants("an object in { }"))
}

/// A list.
pub(in crate::formats) fn list<'v>(value: &'v Value, at: &At<'_>) -> Result<&'v [Value], ExchangeError> {
    value.as_array().map(Vec::as_slice).ok_or_else(|| at.wants("a list in [ ]"))
}

/// The list of a key; none where the key is missing or null.
pub(in crate::formats) fn list_of<'v>(
    object: &'v Map<String, Value>,
    key: &str,
    at: &At<'_>,
) -> Result<&'v [Value], ExchangeError> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(&[]),
        Some(value) => list(value, &At::Key(at, key)),
    }
}

/// The text of a key; `None` where the key is missing or null.
pub(in crate::formats) fn text_of<'v>(
    object: &'v Map<String, Value>,
    key: &str,
    at: &At<'_>,
) -> Result<Option<&'v str>, ExchangeError> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(At::Key(at, key).wants("a text in quotation marks")),
    }
}

/// The text of a key that may not be missing.
pub(in crate::formats) fn text_in<'v>(
    object: &'v Map<String, Value>,
    key: &str,
    at: &At<'_>,
) -> Result<&'v str, ExchangeError> {
    text_of(object, key, at)?.ok_or_else(|| At::Key(at, key).wants("there, and a text in quotation marks"))
}

/// A whole number that is not negative.
pub(in crate::formats) fn number(value: Option<&Value>, at: &At<'_>) -> Result<usize, ExchangeError> {
    let number = value.and_then(|value| match value {
        // Tables read by other tools make numbers of texts and fractions of numbers.
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => number.as_u64().or_else(|| {
            let fraction = number.as_f64()?;
            let whole = fraction.fract() == 0.0 && (0.0..=9e15).contains(&fraction);
            whole.then(|| format!("{fraction:.0}").parse().ok())?
        }),
        _ => None,
    });
    number.and_then(|number| usize::try_from(number).ok()).ok_or_else(|| at.wants("a whole number from 0 on"))
}

/// What names a thing in another tool's file: a number or a text.
pub(in crate::formats) fn key_of(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Parses a text that holds one value; `first_line` is where the text begins in its file, from 1.
pub(in crate::formats) fn parse(text: &str, first_line: usize) -> Result<Value, ExchangeError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| {
        let whole = error.to_string();
        let message = whole.split(" at line ").next().unwrap_or_default();
        let line = first_line + error.line().saturating_sub(1);
        ExchangeError::at_line(
            line,
            error.column(),
            format!("this is not JSON: {message}"),
            "Correct it there",
        )
    })
}

/// JSON with every character outside ASCII escaped, for tools that guess encodings.
pub(in crate::formats) fn ascii(value: &Value) -> String {
    let plain = value.to_string();
    if plain.is_ascii() {
        return plain;
    }
    let mut escaped = String::with_capacity(plain.len() * 2);
    for c in plain.chars() {
        if c.is_ascii() {
            escaped.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                escaped.extend([format!("\\u{unit:04x}")]);
            }
        }
    }
    escaped
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_keys_and_places() {
        let value = parse(r#"{"a": [1, {"b": "x"}]}"#, 1).unwrap();
        let root = At::Root;
        let a = At::Key(&root, "a");
        let second = At::Place(&a, 1);
        let error = number(value["a"][1].get("b"), &At::Key(&second, "b")).unwrap_err();
        assert!(error.to_string().starts_with("$.a[1].b: this must be a whole number"), "{error}");
    }

    #[test]
    fn what_is_not_json_is_refused_by_line_and_column() {
        let error = parse("{\n  \"a\": ,\n}", 10).unwrap_err();
        assert!(error.to_string().starts_with("line 11, column 8: this is not JSON"), "{error}");
        assert!(parse(&"[".repeat(5000), 1).is_err(), "too deep, and no panic");
    }

    #[test]
    fn escaped_json_reads_the_same() {
        let value = Value::String("é 👩 \u{10ffff}".to_owned());
        assert!(ascii(&value).is_ascii());
        assert_eq!(parse(&ascii(&value), 1).unwrap(), value);
    }
}

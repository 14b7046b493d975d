//! Files with a JSON text a line, or all of them in one list.

use serde_json::Value;

use super::ExchangeError;
use super::exchange::Imported;
use super::json::parse;

/// JSON as one line, also for readers that take every line break of Unicode's for one.
pub fn json_line(json: &str) -> String {
    let mut line = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            // They stand inside of texts alone.
            '\u{85}' => line.push_str("\\u0085"),
            '\u{2028}' => line.push_str("\\u2028"),
            '\u{2029}' => line.push_str("\\u2029"),
            c => line.push(c),
        }
    }
    line
}

/// Reads each line that is not blank, or each item of the list the file is; errors say which one.
pub(super) fn json_lines(
    text: &str,
    mut read: impl FnMut(&Value) -> Result<Imported, ExchangeError>,
) -> Result<Vec<Imported>, ExchangeError> {
    let mut found = Vec::new();
    // Not a list of a text and what is said about it, which is a line.
    let is_list = text.trim_start().strip_prefix('[').is_some_and(|inside| {
        let inside = inside.trim_start();
        inside.starts_with('{') || inside.starts_with('[')
    });
    if is_list {
        let whole = parse(text, 1)?;
        for (at, item) in whole.as_array().into_iter().flatten().enumerate() {
            found.push(read(item).map_err(|error| error.in_item(at))?);
        }
        return Ok(found);
    }
    for (at, line) in text.split('\n').enumerate() {
        if !line.trim().is_empty() {
            let value = parse(line, at + 1)?;
            found.push(read(&value).map_err(|error| error.in_line(at + 1))?);
        }
    }
    if found.is_empty() {
        return Err(ExchangeError::whole(
            "there is no document in it",
            "Export it again from where it is from",
        ));
    }
    Ok(found)
}

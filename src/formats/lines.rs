//! Files with a JSON text a line.

use serde_json::Value;

use super::ExchangeError;
use super::exchange::Imported;
use super::json::parse;

/// Reads each line that is not blank; errors say which one.
pub(super) fn json_lines(
    text: &str,
    mut read: impl FnMut(&Value) -> Result<Imported, ExchangeError>,
) -> Result<Vec<Imported>, ExchangeError> {
    let mut found = Vec::new();
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

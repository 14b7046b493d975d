//! The house's lexicon: names it knows, one a line, to be read and changed by hand.

use crate::model::{EntityKind, HouseName};

use super::notation::{Page, Read, Reader, Value, fill, record};
use super::ron::enter;
use super::{ReadError, WriteError};

const FIELDS: [&str; 2] = ["copydesk_lexicon", "names"];

record! { HouseName, "a name", short, none:
    name: String = required,
    kind: EntityKind = required,
    aliases: Vec<String> = optional,
}

/// The names in a file's text.
pub fn read(text: &str) -> Result<Vec<HouseName>, ReadError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    names(&mut Reader::new(text)).map_err(|fault| ReadError::in_text(fault, text))
}

/// The file's text for these names.
pub fn write(names: &[HouseName]) -> Result<String, WriteError> {
    let mut page = Page::new(None);
    page.record("", |page| {
        page.field("copydesk_lexicon", &super::ron::VERSION.to_owned())?;
        page.name("names");
        page.list(names, Value::write)
    })?;
    page.raw("\n");
    Ok(page.finish())
}

fn names(reader: &mut Reader<'_>) -> Read<Vec<HouseName>> {
    enter(reader, "copydesk_lexicon", "a house lexicon")?;
    let mut names: Option<Vec<HouseName>> = None;
    reader.more_fields(&mut |reader, name| {
        let known = name == "names" && fill(&mut names, name, reader)?;
        if known { Ok(()) } else { Err(reader.no_such_field("a house lexicon", name, &FIELDS)) }
    })?;
    reader.end()?;
    Ok(names.unwrap_or_default())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_a_slip_is_named() {
        let names = vec![HouseName {
            name: "Port “Authority”".to_owned(),
            kind: EntityKind::Organisation,
            aliases: vec!["PA".to_owned()],
        }];
        let text = write(&names).unwrap();
        assert_eq!(read(&text).unwrap(), names);
        let error = read(&text.replace("Organisation", "Planet")).unwrap_err().to_string();
        assert!(error.contains("Planet") && error.contains('4'), "{error}");
    }
}

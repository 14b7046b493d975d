//! The first lines of a file: whether it is ours, and which version of ours.

use crate::formats::notation::{Fault, Read, Reader};

/// The version this program writes. It reads every minor version of this major one.
pub const VERSION: &str = "1.3";

/// Enters the file's record and checks its version, up to the second field.
pub(in crate::formats) fn enter(reader: &mut Reader<'_>, field: &str, what: &str) -> Read<()> {
    let not_ours = || {
        let message = format!("this is not {what}: it does not begin with ({field}: \"{VERSION}\"");
        Fault::new(0, message, "Open another file; articles in other formats are imported.")
    };
    reader.skip_space()?;
    if reader.rest().is_empty() {
        return Err(Fault::new(0, "the file is empty", "Use a backup copy of it."));
    }
    while reader.rest().starts_with("#!") {
        skip_attribute(reader).ok_or_else(not_ours)?;
        reader.skip_space()?;
    }
    if reader.bracket(b'(').is_err() || reader.field_name().ok() != Some(field) {
        return Err(not_ours());
    }
    let at = reader.at();
    let version = reader.text()?;
    let (major, minor) = parse(&version).ok_or_else(|| {
        Fault::new(at, format!("“{version}” is not a version"), format!("Write \"{VERSION}\" here."))
    })?;
    let ours = parse(VERSION).unwrap_or_default();
    if major != ours.0 {
        let (age, help) = if major > ours.0 {
            ("a newer", "Update Copydesk.")
        } else {
            ("an older", "No release wrote such files; use a backup copy of it.")
        };
        return Err(Fault::new(
            at,
            format!("this file was written by {age} Copydesk (format {version})"),
            help,
        ));
    }
    reader.newer = minor > ours.1;
    reader.between(b')')
}

fn parse(version: &str) -> Option<(u32, u32)> {
    let (major, minor) = version.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Steps over `#![…]`, with which other programs may announce how they write RON.
fn skip_attribute(reader: &mut Reader<'_>) -> Option<()> {
    let len = reader.rest().find(']')?;
    reader.go_to(reader.at() + len + 1);
    Some(())
}

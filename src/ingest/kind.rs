//! What a file is: by what it holds first, by the ending of its name where that says nothing.

use super::IngestError;

/// A page is marked up within so many bytes.
const TAGS_WITHIN: usize = 1 << 16;
/// The list of a package's parts is looked for in so many bytes at its end.
const PARTS_WITHIN: usize = 1 << 16;

/// A kind of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Markdown,
    Html,
    Docx,
    Odt,
    Rtf,
    Mail,
    Pdf,
}

impl Kind {
    /// Its name in a sentence.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Plain => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "a web page (HTML)",
            Self::Docx => "a Word document (.docx)",
            Self::Odt => "an OpenDocument text (.odt)",
            Self::Rtf => "rich text (RTF)",
            Self::Mail => "an e-mail",
            Self::Pdf => "a PDF",
        }
    }

    fn of_ending(ending: &str) -> Option<Self> {
        Some(match ending {
            "" | "txt" | "text" => Self::Plain,
            "md" | "markdown" | "mdown" | "mkd" => Self::Markdown,
            "html" | "htm" | "xhtml" | "xht" => Self::Html,
            "docx" | "docm" | "dotx" => Self::Docx,
            "odt" | "ott" => Self::Odt,
            "rtf" => Self::Rtf,
            "eml" | "mht" | "mhtml" => Self::Mail,
            "pdf" => Self::Pdf,
            _ => return None,
        })
    }
}

/// What `bytes` from a file called `name` are, and a warning where the name says something else.
pub(super) fn kind_of(name: &str, bytes: &[u8]) -> Result<(Kind, Option<String>), IngestError> {
    let ending = ending_of(name);
    let said = Kind::of_ending(&ending);
    if let Some(what) = unreadable(bytes) {
        return Err(IngestError::NoArticle { name: name.to_owned(), what });
    }
    if let Some(kind) = by_content(bytes, said) {
        let differs = said != Some(kind) && !ending.is_empty();
        let warning = differs.then(|| {
            format!("The name ends in .{ending}, but this is {}; it was read as that.", kind.label())
        });
        return Ok((kind, warning));
    }
    match said {
        Some(kind @ (Kind::Plain | Kind::Markdown | Kind::Mail)) => Ok((kind, None)),
        Some(Kind::Html) if has_tags(bytes) => Ok((Kind::Html, None)),
        _ if looks_like_text(bytes) => {
            let warning = match said {
                Some(said) => format!(
                    "The name ends in .{ending}, but this is not {}; it was read as plain text.",
                    said.label()
                ),
                None => format!(
                    "Files ending in .{ending} are not known; this one holds text and was read as plain text."
                ),
            };
            Ok((Kind::Plain, Some(warning)))
        }
        Some(said) => Err(IngestError::NotWhatItSays { name: name.to_owned(), what: said.label() }),
        None => Err(IngestError::UnknownKind { name: name.to_owned(), extension: ending }),
    }
}

/// Whether the ending of this name tells a kind.
pub(super) fn is_known(name: &str) -> bool {
    let ending = ending_of(name);
    !ending.is_empty() && Kind::of_ending(&ending).is_some()
}

fn ending_of(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase()
}

/// What the first bytes say for certain.
fn by_content(bytes: &[u8], said: Option<Kind>) -> Option<Kind> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(if is_open_document(bytes, said) { Kind::Odt } else { Kind::Docx });
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(Kind::Rtf);
    }
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    // Some programs write a few bytes before the mark.
    let may_open_late = said == Some(Kind::Pdf) && head.windows(5).any(|window| window == b"%PDF-");
    if bytes.starts_with(b"%PDF-") || may_open_late {
        return Some(Kind::Pdf);
    }
    // A text may begin with the name of a tag; a page closes one.
    let is_page = || match said {
        Some(Kind::Markdown | Kind::Mail) => {
            let part = bytes.get(..bytes.len().min(TAGS_WITHIN)).unwrap_or_default();
            part.windows(2).any(|window| window == b"</")
        }
        _ => said != Some(Kind::Html),
    };
    (begins_like_a_page(head) && is_page()).then_some(Kind::Html)
}

/// Whether anything in the first part of a page is marked up; in UTF-16 each letter has a NUL beside it.
fn has_tags(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(TAGS_WITHIN)).unwrap_or_default();
    let letters: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    letters.windows(2).any(|pair| {
        matches!(pair, [b'<', next] if next.is_ascii_alphabetic() || matches!(next, b'!' | b'/' | b'?'))
    })
}

/// The first part of an ODF package is `mimetype`, not compressed. One that was packed anew may have it
/// otherwise: it is believed its name where its list of parts, which is last, names none of Word's.
fn is_open_document(bytes: &[u8], said: Option<Kind>) -> bool {
    let has = |part: &[u8], wanted: &[u8]| part.windows(wanted.len()).any(|window| window == wanted);
    let head = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let list = bytes.get(bytes.len().saturating_sub(PARTS_WITHIN)..).unwrap_or_default();
    has(head, b"application/vnd.oasis.opendocument")
        || said == Some(Kind::Odt) && !has(list, b"word/document.xml")
}

fn begins_like_a_page(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start().to_lowercase();
    let head = match head.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map_or("", |(_, rest)| rest).trim_start(),
        None => &head,
    };
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| head.starts_with(start))
}

/// Files that hold no article, by their first bytes, and what to do with them.
fn unreadable(bytes: &[u8]) -> Option<&'static str> {
    let signatures: [(&[u8], &str); 9] = [
        (
            b"\xd0\xcf\x11\xe0",
            "an old Office file or one with a password: open it in its program and save it as .docx without a password",
        ),
        (b"\x89PNG", "a picture: import the text that goes with it"),
        (b"\xff\xd8\xff", "a picture: import the text that goes with it"),
        (b"GIF8", "a picture: import the text that goes with it"),
        (b"RIFF", "a sound, film or picture: import the text that goes with it"),
        (b"\x1f\x8b", "a compressed file: unpack it and import what is in it"),
        (b"7z\xbc\xaf", "a compressed file: unpack it and import what is in it"),
        (b"Rar!", "a compressed file: unpack it and import what is in it"),
        (b"\x7fELF", "a program: choose the file of the article"),
    ];
    signatures.into_iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, what)| what)
}

/// Whether hardly any byte is a control character that no text has.
fn looks_like_text(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or_default();
    let n_odd = head.iter().filter(|byte| **byte < 9 || (14..27).contains(*byte)).count();
    n_odd * 50 <= head.len()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, bytes: &[u8], kind: Kind, warns: bool) {
        let (found, warning) = kind_of(name, bytes).unwrap();
        assert_eq!((found, warning.is_some()), (kind, warns), "{name}: {warning:?}");
    }

    #[test]
    fn what_is_in_a_file_counts_more_than_its_name() {
        check("a.docx", b"PK\x03\x04...", Kind::Docx, false);
        check("a.txt", b"PK\x03\x04...", Kind::Docx, true);
        check("a.odt", b"PK\x03\x04...content.xml", Kind::Odt, false);
        check("a.odt", b"PK\x03\x04...word/document.xml", Kind::Docx, true);
        check("a.doc", b"{\\rtf1 x}", Kind::Rtf, true);
        check("a.docx", b" <!DOCTYPE html><p>x", Kind::Html, true);
        check("a.docx", b"Just words.", Kind::Plain, true);
        check("a.story", b"Just words.", Kind::Plain, true);
        check("a.html", b"Just words, 3 < 4.", Kind::Plain, true);
        check("a.html", b"Words and a <p>.", Kind::Html, false);
        check("a.html", b"\xff\xfe<\0p\0>\0x\0", Kind::Html, false);
        check("a.pdf", b"\r\n%PDF-1.7", Kind::Pdf, false);
        check("a.txt", b"%PDF-1.7", Kind::Pdf, true);
        check("a.md", b"<html> is a tag", Kind::Markdown, false);
        check("a.md", b"<html><p>It rained.</p></html>", Kind::Html, true);
        check("a.eml", b"From: a@b\n\n%PDF-1", Kind::Mail, false);
    }

    #[test]
    fn what_holds_no_article_says_what_to_do() {
        let message = |name: &str, bytes: &[u8]| kind_of(name, bytes).unwrap_err().to_string();
        assert!(message("a.doc", b"\xd0\xcf\x11\xe0\xa1").contains("save it as .docx"));
        assert!(message("a.txt", b"\x89PNG\r\n").contains("a picture"));
        assert!(message("a.docx", &[1; 99]).contains("a.docx is not a Word document"));
        assert!(message("a.bin", &[1; 99]).contains("a.bin is a .bin file"));
    }
}

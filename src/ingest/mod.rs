//! Article sources: files of several kinds become an article of blocks.
//!
//! Architecture invariant: an importer keeps the words it was given, does no I/O, fetches nothing
//! and never fails on content; it refuses only what holds no text, is of a kind it does not know,
//! is damaged beyond reading or larger than its limit. The parts that blocks play are guesses,
//! which the reader can change.

use std::ops::Range;

use thiserror::Error;

use crate::model::{Article, ArticleMeta, Block, BlockKind, Extra};
use crate::text::Span;
use crate::text::counted::counted;

pub mod markdown;
pub mod plain;
pub mod sample;

mod assemble;
mod controls;
mod credits;
mod docx;
mod encoding;
mod furniture;
mod guess;
mod html;
mod kind;
mod limits;
mod lines;
mod mail;
mod notes;
mod odt;
mod package;
mod pdf;
mod rows;
mod rtf;
mod settle;
mod style_names;
mod xml;

pub use encoding::Candidate;
pub use markdown::markdown;
pub use plain::plain;
pub use sample::{SAMPLE, SAMPLE_NAME};

use self::encoding::Reading;
use self::kind::Kind;
use self::notes::Notes;

/// Why a source did not become an article.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IngestError {
    /// There is nothing to read in it.
    #[error("{name} holds no text: choose a file with the words of an article in it")]
    Empty {
        /// The source as the reader knows it.
        name: String,
    },
    /// Its name ends in something no importer knows, and it holds no text.
    #[error(
        "{name} is a .{extension} file, which cannot be read as an article: save it as text, Word, OpenDocument, RTF or HTML and open that"
    )]
    UnknownKind {
        /// The source as the reader knows it.
        name: String,
        /// What its name ends in.
        extension: String,
    },
    /// It is of a kind that holds no article.
    #[error("{name} is {what}")]
    NoArticle {
        /// The source as the reader knows it.
        name: String,
        /// What it is, and what to do.
        what: &'static str,
    },
    /// It is not what its name says, nor anything else that is known.
    #[error(
        "{name} is not {what}, though its name says so: it may be damaged; ask for it again where it came from"
    )]
    NotWhatItSays {
        /// The source as the reader knows it.
        name: String,
        /// What its name says.
        what: &'static str,
    },
    /// It is damaged, or part of it is missing.
    #[error("{name} cannot be read: {what}")]
    Damaged {
        /// The source as the reader knows it.
        name: String,
        /// What is wrong with it, where, and what to do.
        what: String,
    },
    /// It is larger than is read.
    #[error("{name} is too large: {what} may have {} MiB. Split it", limit / (1024 * 1024))]
    TooLarge {
        /// The source as the reader knows it.
        name: String,
        /// The kind of source, or the part of it.
        what: &'static str,
        /// How large that may be, bytes.
        limit: usize,
    },
    /// It falls into more blocks than are read.
    #[error("{name} has more than {limit} paragraphs. Split it")]
    TooManyBlocks {
        /// The source as the reader knows it.
        name: String,
        /// How many blocks there may be.
        limit: usize,
    },
    /// No encoding has this name.
    #[error(
        "there is no encoding called “{0}”: use a name like utf-8, windows-1252, windows-1251 or shift_jis"
    )]
    UnknownEncoding(String),
    /// Its blocks do not fit its text, which is a fault of the importer.
    #[error("{name} could not be divided into blocks: paste its text into a new .txt file and open that")]
    Blocks {
        /// The source as the reader knows it.
        name: String,
    },
}

/// A comment that came with a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What it is about.
    pub span: Span,
    /// Who wrote it.
    pub author: String,
    /// When, as the source says it.
    pub date: String,
    /// What it says.
    pub words: String,
}

/// An article as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The article; its metadata keep what the import did.
    pub article: Article,
    /// Comments that came with it, in text order.
    pub comments: Vec<Comment>,
    /// What the reader should look at.
    pub warnings: Vec<String>,
    /// Encodings it may be in, the one used first; empty where there is no doubt.
    pub doubt: Vec<Candidate>,
}

impl Imported {
    fn new(mut article: Article, mut comments: Vec<Comment>, mut notes: Notes) -> Self {
        comments.sort_by_key(|comment| comment.span);
        if let Some(warning) = controls::warning(article.text()) {
            notes.warn(warning);
        }
        let n_unread = article.text().matches('\u{fffd}').count();
        if n_unread > 0 && !notes.warnings().iter().any(|warning| warning.contains('\u{fffd}')) {
            let places = counted(n_unread, "place", "places");
            notes.warn(format!(
                "{places} could not be read and show as “\u{fffd}”. Compare with the original."
            ));
        }
        article.meta.import_notes = notes.all();
        Self { article, comments, warnings: notes.warnings(), doubt: Vec::new() }
    }
}

/// The article in the `bytes` of a file called `name`. What it is is told by what it holds, then by
/// how its name ends. `encoding` is the name of the encoding where a person chose one.
pub fn import(name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Imported, IngestError> {
    let reading = match encoding {
        Some(label) => Reading::Chosen(
            encoding::by_name(label).ok_or_else(|| IngestError::UnknownEncoding(label.to_owned()))?,
        ),
        None => Reading::Found,
    };
    read(name, bytes, reading)
}

/// The article in a `text` that was decoded before, read as the ending of `name` says.
pub fn import_text(name: &str, text: &str) -> Result<Imported, IngestError> {
    read(name, text.as_bytes(), Reading::Decoded)
}

fn read(name: &str, bytes: &[u8], reading: Reading) -> Result<Imported, IngestError> {
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(IngestError::Empty { name: name.to_owned() });
    }
    let mut notes = Notes::default();
    let (kind, warning) = kind::kind_of(name, bytes)?;
    notes.did(format!("Imported from {name} as {}.", kind.label()));
    if let Some(warning) = warning {
        notes.warn(warning);
    }
    match kind {
        Kind::Plain | Kind::Markdown | Kind::Html => {
            if bytes.len() > limits::TEXT {
                return Err(IngestError::TooLarge {
                    name: name.to_owned(),
                    what: "a text",
                    limit: limits::TEXT,
                });
            }
            let declared = (kind == Kind::Html).then(|| html::declared_encoding(bytes)).flatten();
            let decoded = encoding::decode(bytes, declared, reading, &mut notes);
            let mut imported = match kind {
                Kind::Html => html::page(&decoded.text, name, &mut notes)?.settle(notes)?,
                Kind::Markdown => Imported::new(markdown(&decoded.text, name)?, Vec::new(), notes),
                _ => Imported::new(plain(&decoded.text, name)?, Vec::new(), notes),
            };
            imported.doubt = decoded.doubt;
            Ok(imported)
        }
        Kind::Docx => docx::document(bytes, name, &mut notes)?.settle(notes),
        Kind::Odt => odt::document(bytes, name, &mut notes)?.settle(notes),
        Kind::Rtf => rtf::document(bytes, name, &mut notes)?.settle(notes),
        Kind::Mail => mail::message(bytes, name, &mut notes)?.settle(notes),
        Kind::Pdf => pdf::document(bytes, name, &mut notes)?.settle(notes),
    }
}

/// Whether a file of this name may hold an article: its ending is one that is known.
pub fn is_article(name: &str) -> bool {
    kind::is_known(name)
}

/// The article in `text`, read as the ending of its file's `name` says.
pub fn by_extension(name: &str, text: &str) -> Result<Article, IngestError> {
    import_text(name, text).map(|imported| imported.article)
}

/// `text` without the byte order mark some editors put before it.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// What to call an article without a headline: its file's name without folder and ending.
fn stem_of(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// An article of `text` with a block for each part.
fn article(
    text: &str,
    parts: Vec<(BlockKind, Range<usize>)>,
    meta: ArticleMeta,
) -> Result<Article, IngestError> {
    let name = meta.imported_from.clone();
    if parts.is_empty() {
        return Err(IngestError::Empty { name });
    }
    if parts.len() > limits::BLOCKS {
        return Err(IngestError::TooManyBlocks { name, limit: limits::BLOCKS });
    }
    let parts = credits::set_apart(text, parts);
    let blocks = parts.into_iter().map(|(kind, range)| {
        let span = Span::new(text, range.start, range.end).ok()?;
        Some(Block { kind, span, extra: Extra::new() })
    });
    let blocks: Option<Vec<Block>> = blocks.collect();
    blocks.and_then(|blocks| Article::new(text, blocks, meta)).ok_or(IngestError::Blocks { name })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn imported(name: &str, bytes: &[u8]) -> Result<Article, IngestError> {
        import(name, bytes, None).map(|imported| imported.article)
    }

    #[test]
    fn a_file_is_read_as_its_name_says() {
        let kind = |name: &str| imported(name, b"# Head\n\nWords.").unwrap().blocks()[0].span.end();
        assert_eq!(kind("a.md"), 6);
        let markdown = imported("drafts.new/a.MD", b"# Head\n\nWords.").unwrap();
        assert_eq!(markdown.meta.title, "Head");
        let plain = imported("drafts.new/a", b"# Head\n\nWords.").unwrap();
        assert_eq!(plain.meta.title, "# Head");
    }

    #[test]
    fn an_empty_file_is_refused_with_what_to_do() {
        for text in ["", " \n\t\r\n", "\u{feff}", "\0\0\n\0"] {
            for name in ["a.txt", "a.md", "a.html"] {
                let error = imported(name, text.as_bytes()).unwrap_err();
                assert!(error.to_string().contains("holds no text"), "{error}");
            }
        }
    }

    #[test]
    fn encodings_that_are_no_longer_read_are_unknown() {
        let error = import("karl.txt", b"It rained.", Some("iso-2022-kr")).unwrap_err();
        assert!(matches!(error, IngestError::UnknownEncoding(_)), "{error}");
        let page = b"<html><head><meta charset=hz-gb-2312></head><body><p>It rained.</p></body></html>";
        assert!(import("karl.html", page, None).unwrap().article.text().contains("It rained."));
    }

    #[test]
    fn a_page_without_words_says_so() {
        let page =
            b"<html><head><title>Karl</title></head><body><script>show('It rained.')</script></body></html>";
        let warnings = import("karl.html", page, None).unwrap().warnings.join(" ");
        assert!(warnings.contains("No words of a text were found in this page"), "{warnings}");
        let page = b"<html><head><title>Karl</title><style>p{}</style><body><p>It rained.";
        let found = import("karl.html", page, None).unwrap();
        assert!(found.article.text().contains("It rained."), "{:?}", found.article.text());
        assert!(!found.warnings.join(" ").contains("No words"), "{:?}", found.warnings);
    }

    #[test]
    fn an_email_without_words_says_so() {
        let mail = |part: &str| format!("From: Ana Lind <ana@coast.example>\r\nSubject: Karl\r\n{part}");
        let warnings =
            |part: &str| import("karl.eml", mail(part).as_bytes(), None).unwrap().warnings.join(" ");
        let page = "Content-Type: text/html\r\n\r\n<html><script>show('It rained.')</script></html>";
        assert!(warnings(page).contains("No words of a text were found in the HTML part of the e-mail."));
        let image = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=";
        assert!(warnings(image).contains("The e-mail has no text of its own."), "{}", warnings(image));
        for blank in ["\r\n", "\r\n \r\n\t\r\n"] {
            assert!(warnings(blank).contains("The e-mail has no text of its own."), "{}", warnings(blank));
        }
        let words = "Content-Type: text/html\r\n\r\n<html><p>It rained.</p></html>";
        assert_eq!(warnings(words), "");
    }

    #[test]
    fn an_import_says_what_it_did() {
        let notes = imported("karl.html", b"<title>Karl</title><p>It rained.").unwrap().meta.import_notes;
        assert!(notes[0].contains("karl.html as a web page"), "{notes:?}");
        assert!(notes[1].contains("UTF-8"), "{notes:?}");
    }

    #[test]
    fn a_text_decoded_before_says_nothing_of_its_encoding() {
        for (name, text) in [
            ("Pasted text", "\u{feff}Zoë\n\nIt rained."),
            ("a.html", "<meta charset=iso-2022-jp><p>Zoë came. It rained.</p>"),
            ("a.txt", "Z\0o\0ë\0 \0c\0a\0m\0e\0.\0"),
        ] {
            let imported = import_text(name, text).unwrap();
            assert!(imported.article.text().contains('ë'), "{:?}", imported.article.text());
            let notes = imported.article.meta.import_notes.join(" ");
            assert!(!notes.contains("Read as") && !notes.contains("you chose"), "{notes}");
        }
        let chosen = import("a.txt", "Zoë".as_bytes(), Some("utf-8")).unwrap();
        assert!(chosen.article.meta.import_notes.join(" ").contains("UTF-8, as you chose"));
    }

    #[test]
    fn control_characters_are_kept_in_sight_and_said() {
        for (name, text) in [
            ("a.txt", "Karl\n\nIt\0 rained\u{1b}.\n\u{1}\n"),
            ("a.md", "# Karl\n\nIt\0 rained\u{1b}.\n\n\u{1}\n"),
        ] {
            let imported = import(name, text.as_bytes(), None).unwrap();
            let article = &imported.article;
            let in_blocks: String =
                article.blocks().iter().map(|block| block.span.of(article.text())).collect();
            for c in ['\0', '\u{1b}', '\u{1}'] {
                assert!(in_blocks.contains(c), "{name}: {in_blocks:?}");
            }
            let warning = &imported.warnings[0];
            assert!(warning.contains("3 control characters (NUL, SOH, ESC)"), "{warning}");
            assert!(warning.contains("the first in line 3, column 3; line 3, column 11; line "), "{warning}");
        }
    }

    #[test]
    fn an_encoding_nobody_knows_is_named() {
        let error = import("a.txt", b"words", Some("martian")).unwrap_err();
        assert!(error.to_string().contains("“martian”"), "{error}");
    }
}

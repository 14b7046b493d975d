//! A PDF taken apart into its objects, within limits.
//!
//! Objects may be packed; what is unpacked while loading is counted over all of them, since a file
//! of a few hundred bytes can hold gigabytes.

use std::cell::Cell;

use lopdf::{DecompressError, Document, Error, LoadOptions, Object, ObjectId};

use crate::ingest::package::damaged;
use crate::ingest::{IngestError, limits};

/// Packed groups of objects in a file with a password, which are counted by their names.
const GROUP: &[u8] = b"/ObjStm";
/// The least that a group of a protected file may unpack to, bytes.
const SMALLEST_GROUP: usize = 1024 * 1024;

thread_local! {
    /// Bytes that may still be unpacked while a file is loaded on this thread: the loader's filter
    /// is a bare function, which can keep nothing of its own.
    static LEFT: Cell<usize> = const { Cell::new(0) };
    static IS_EXCEEDED: Cell<bool> = const { Cell::new(false) };
}

/// The objects of the PDF in `bytes`.
pub(super) fn load(bytes: &[u8], name: &str) -> Result<Document, IngestError> {
    if bytes.len() > limits::PDF {
        return Err(IngestError::TooLarge { name: name.to_owned(), what: "a PDF", limit: limits::PDF });
    }
    let is_protected = has(bytes, b"/Encrypt");
    let mut document = loaded(bytes, name, is_protected, false);
    let has_pages = |document: &Document| document.page_iter().next().is_some();
    if !is_protected && !document.as_ref().is_ok_and(has_pages) && !is_too_large(&document) {
        // The table of contents of the file is wrong: the objects are looked for.
        document = loaded(bytes, name, is_protected, true).or(document);
    }
    let document = document?;
    if document.trailer.has(b"Encrypt") {
        return Err(IngestError::NoArticle {
            name: name.to_owned(),
            what: "a PDF that asks for a password: open it in a PDF viewer, print it to a new PDF without a password, or copy its text and paste it as a new article (Ctrl+V)",
        });
    }
    if !has_pages(&document) {
        let what = "no page is found in it, so it is damaged. Ask for it again where it came from";
        return Err(damaged(name, what.to_owned()));
    }
    Ok(document)
}

fn is_too_large(loaded: &Result<Document, IngestError>) -> bool {
    matches!(loaded, Err(IngestError::TooLarge { .. }))
}

fn loaded(
    bytes: &[u8],
    name: &str,
    is_protected: bool,
    looks_for_objects: bool,
) -> Result<Document, IngestError> {
    let too_large = || IngestError::TooLarge {
        name: name.to_owned(),
        what: "the objects of a PDF, unpacked,",
        limit: limits::PDF_OBJECTS,
    };
    LEFT.set(limits::PDF_OBJECTS);
    IS_EXCEEDED.set(false);
    let most = if is_protected {
        // Their content cannot be counted beforehand, so each may have its share.
        let n_groups = bytes.windows(GROUP.len()).filter(|window| *window == GROUP).count();
        if n_groups * SMALLEST_GROUP > 8 * limits::PDF_OBJECTS {
            return Err(too_large());
        }
        (limits::PDF_OBJECTS / n_groups.max(1)).max(SMALLEST_GROUP)
    } else {
        limits::PDF_OBJECTS
    };
    let options = LoadOptions {
        filter: Some(counted),
        max_decompressed_size: Some(most),
        force_reconstruct: looks_for_objects,
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(bytes, options);
    if IS_EXCEEDED.get() {
        return Err(too_large());
    }
    document.map_err(|error| match error {
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => too_large(),
        Error::UnsupportedSecurityHandler(_) | Error::Decryption(_) | Error::InvalidPassword => IngestError::NoArticle {
            name: name.to_owned(),
            what: "a PDF with a protection that is not known here: open it in a PDF viewer, print it to a new PDF, or copy its text and paste it as a new article (Ctrl+V)",
        },
        error => damaged(
            name,
            format!("the PDF is cut short or damaged ({error}). Ask for it again where it came from"),
        ),
    })
}

/// Counts what a packed group of objects holds; one beyond the limit is left out, and the load fails.
fn counted(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    if let Object::Stream(stream) = object
        && stream.dict.has_type(b"ObjStm")
    {
        match stream.get_plain_content_with_limit(LEFT.get()) {
            Ok(content) => LEFT.set(LEFT.get() - content.len()),
            Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
                IS_EXCEEDED.set(true);
                return None;
            }
            Err(_) => {}
        }
    }
    // What is returned counts for members of a group alone, and those are no streams.
    let own = if matches!(object, Object::Stream(_)) { Object::Null } else { object.clone() };
    Some((id, own))
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

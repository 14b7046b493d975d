//! What holds for whatever is read.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use copydesk::ingest::import;

/// Reads `bytes` as the file `name`: an article whose blocks and comments lie in its text, in order, or
/// an error that names the file.
pub fn sound(name: &str, bytes: &[u8]) {
    match import(name, bytes, None) {
        Ok(imported) => {
            let text = imported.article.text();
            let mut end = 0;
            for block in imported.article.blocks() {
                assert!(block.span.fits(text) && block.span.start() >= end);
                end = block.span.end();
            }
            assert!(imported.comments.iter().all(|comment| comment.span.fits(text)));
            assert!(!imported.article.meta.import_notes.is_empty());
        }
        Err(error) => assert!(error.to_string().contains(name), "{error}"),
    }
}

/// A package of these parts, not compressed.
#[allow(dead_code, reason = "not every target reads packages")]
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        writer.start_file(*name, stored).expect("a package in memory");
        writer.write_all(bytes).expect("a package in memory");
    }
    writer.finish().expect("a package in memory").into_inner()
}

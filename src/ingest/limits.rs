//! How much is read, so that no file takes the machine down. Each refusal names its limit.
//!
//! Memory while reading stays within the file, the decoded text and a few times the text for
//! its blocks: some 10 times the limit of the kind at the worst. A PDF takes twice the file, one page's
//! letters (some 200 bytes each) and its objects, of which a file made to be hostile can have some 50
//! bytes for each of its own.

const MIB: usize = 1024 * 1024;

/// Bytes of plain text or Markdown (a long novel has about 1 MiB).
pub(super) const TEXT: usize = 64 * MIB;
/// Bytes of a web page, without its pictures (large ones have 2 MiB).
pub(super) const PAGE: usize = 16 * MIB;
/// Elements inside each other for which a page's main text is looked for; browsers stop at 512.
pub(super) const DEPTH: usize = 512;
/// Elements of a page for which its main text is looked for.
pub(super) const ELEMENTS: usize = 250_000;
/// Elements or groups inside each other in a document of a word processor.
pub(super) const XML_DEPTH: usize = 512;
/// Parts of a zipped document.
pub(super) const PARTS: usize = 10_000;
/// Bytes of all parts that are read of a zipped document, unpacked.
pub(super) const UNPACKED: usize = 64 * MIB;
/// Bytes of rich text, in which pictures take two letters a byte.
pub(super) const RTF: usize = 128 * MIB;
/// Bytes of an e-mail with its attachments.
pub(super) const MAIL: usize = 64 * MIB;
/// Bytes of a PDF with its pictures.
pub(super) const PDF: usize = 128 * MIB;
/// Bytes of the packed objects of a PDF, unpacked: those of a book of 1,000 pages have some 10 MiB.
pub(super) const PDF_OBJECTS: usize = 32 * MIB;
/// Bytes of the contents of one page of a PDF, unpacked.
pub(super) const PDF_PAGE: usize = 32 * MIB;
/// Bytes of the contents of all its pages, unpacked one after the other; those used again count again,
/// and more where they lie within each other.
pub(super) const PDF_CONTENT: usize = 256 * MIB;
/// Letters of a PDF.
pub(super) const PDF_GLYPHS: usize = 8_000_000;
/// Pages of a PDF.
pub(super) const PDF_PAGES: usize = 2_000;
/// Blocks of an article.
pub(super) const BLOCKS: usize = 1_000_000;

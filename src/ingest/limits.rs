//! How much is read, so that no file takes the machine down. Each refusal names its limit.
//!
//! Memory while reading stays within the file, the decoded text and a few times the text for
//! its blocks: some 10 times the limit of the kind at the worst.

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
/// Blocks of an article.
pub(super) const BLOCKS: usize = 1_000_000;

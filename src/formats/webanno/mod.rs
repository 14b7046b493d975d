//! WebAnno TSV 3.3: a token a line with its place in UTF-16 units, a column a feature.
//!
//! Mentions are named entities, the layer every project of `WebAnno` and `INCEpTION` has, with an
//! identifier that says who is who. Quotes, claims and passages have layers of their own
//! (`webanno.custom.Quote` and so on), which a project needs before it takes such a file; only the
//! layers an article uses are in it.
//!
//! After “WebAnno TSV 3.3 File format” in the user guide of `INCEpTION` (`webannotsv.adoc` in
//! <https://github.com/inception-project/inception>) and the files its tests compare with: slots and
//! what they point at, numbers that tell annotations apart, chains whose two columns stand in either
//! order, relations, parts of tokens, places between words, versions 3.0 and 3.1 with their text
//! escaped as in Java.

mod annotations;
mod cell;
mod layer;
mod read;
mod write;

pub(super) use read::read;
pub(super) use write::write;

/// What the first line of a file begins with, and the version that is written.
const FORMAT: (&str, &str) = ("#FORMAT=WebAnno TSV 3.", "3");
const SPANS: &str = "#T_SP=";
const CHAINS: &str = "#T_CH=";
const RELATIONS: &str = "#T_RL=";
const TEXT: &str = "#Text=";
/// What to do about a line that is wrong.
const HELP: &str = "Correct the line, or export it again from where it is from";

//! CoNLL-U, with the mentions and whom they name in `Entity=` of the last column, as CorefUD 1.0
//! writes them. White space is in `SpaceAfter` and `SpacesAfter`, so the text comes back exactly.
//!
//! After “CoNLL-U Format” of Universal Dependencies 2 (<https://universaldependencies.org/format.html>),
//! “Universal Anaphora in CoNLL-U” (<https://github.com/UniversalAnaphora/UniversalAnaphora>) and what
//! Udapi says of CorefUD 1.0 (`udapi/core/coref.py` in <https://github.com/udapi/udapi-python>):
//! `global.Entity` tells the fields of a bracket, mentions may cross, have parts, begin at a word
//! within a token or at an empty node; paragraphs may begin within a sentence.

mod entities;
mod mention;
mod read;
mod spaces;
mod write;

pub(super) use read::read;
pub(super) use write::write;

//! CoNLL-U, with the mentions and whom they name in `Entity=` of the last column, as CorefUD 1.0
//! writes them. White space is in `SpaceAfter` and `SpacesAfter`, so the text comes back exactly.

mod mention;
mod read;
mod spaces;
mod write;

pub(super) use read::read;
pub(super) use write::write;

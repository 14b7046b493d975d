//! The last step of every reader of labelled text.

use std::sync::Arc;

use crate::formats::ExchangeError;
use crate::formats::exchange::Imported;
use crate::formats::ids::Ids;

use super::pieces::joined;
use super::{Labelled, Mark, Side, to_document};

/// Makes the document of single stretches and the named relations between them.
pub(in crate::formats) fn assemble(
    text: &Arc<str>,
    marks: Vec<Mark>,
    relations: &[(usize, usize, String)],
    side: Side,
    ids: &mut Ids,
) -> Result<Imported, ExchangeError> {
    let (marks, links, unknown) = joined(marks, relations);
    let labelled = Labelled { text: text.clone(), marks, links };
    let (document, mut notes) = to_document(&labelled, side, ids)?;
    if unknown > 0 {
        let are = if unknown == 1 { "relation has a name" } else { "relations have names" };
        notes.push(format!("{unknown} {are} Copydesk has no use for; left out."));
    }
    Ok(Imported { name: None, document, notes })
}

//! A long list read by several hands, each from a place where a record seems to begin.
//!
//! Where a record begins is not known without reading what is before it: a text in quotes may look
//! like anything. So a hand begins where a line looks like the first record's, and what it has read
//! counts only if the hand before it comes to the end of a record just there. If not, the rest is
//! read as if nobody had begun further on.

use crate::formats::notation::{Read, Reader, Value};
use crate::model::Hands;

/// A record and where it stands in the text.
pub(super) struct Found<T> {
    pub(super) value: T,
    pub(super) at: usize,
    pub(super) end: usize,
}

/// A shorter list is read by one hand, bytes.
const SHORT: usize = 1 << 20;
/// So far on from where a part should begin a likely place is looked for, bytes.
const NEAR: usize = 1 << 16;
/// More parts than hands: what is behind the list, which nobody knows the end of, is soon given up.
const PARTS_A_HAND: usize = 4;

/// What a hand has read, whether it came to an end just where the next began, and where it stopped.
type Part<T> = Read<(Vec<Found<T>>, bool, usize)>;

/// The records of the list that comes next, each as `kept`.
pub(super) fn found<T: Value, K: Send>(
    reader: &mut Reader<'_>,
    hands: &impl Hands,
    kept: impl Fn(T) -> K + Sync,
) -> Read<Vec<Found<K>>> {
    reader.bracket(b'[')?;
    let mut starts = vec![reader.at()];
    if hands.count() > 1 {
        starts.extend(likely_starts(reader.source(), reader.at(), hands.count() * PARTS_A_HAND));
    }
    let ends = starts.iter().skip(1).map(|at| Some(*at)).chain([None]);
    let (here, kept) = (&*reader, &kept);
    let works = starts.iter().zip(ends).map(|(at, end)| {
        move || -> Part<K> {
            let mut own = here.moved_to(*at);
            let mut all = Vec::new();
            let meets = own.elements(end, |reader| read_one(reader, kept, &mut all))?;
            Ok((all, meets, own.at()))
        }
    });
    let mut all = Vec::new();
    for part in hands.each(works) {
        let (read, meets, at) = part?;
        all.extend(read);
        reader.go_to(at);
        if !meets {
            reader.elements(None, |reader| read_one(reader, kept, &mut all))?;
            break;
        }
    }
    reader.close(b']')?;
    Ok(all)
}

fn read_one<T: Value, K>(
    reader: &mut Reader<'_>,
    kept: impl Fn(T) -> K,
    all: &mut Vec<Found<K>>,
) -> Read<()> {
    let at = reader.at();
    let value = kept(T::read(reader)?);
    all.push(Found { value, at, end: reader.at() });
    Ok(())
}

/// Places that divide the text from `first` on, where the first record stands, into about as many
/// parts: each behind a line's white space that is just that of the first record.
fn likely_starts(text: &str, first: usize, n_parts: usize) -> Vec<usize> {
    let before = text.get(..first).unwrap_or_default();
    let margin = before.get(before.trim_end().len()..).unwrap_or_default();
    let margin = margin.rfind('\n').and_then(|at| margin.get(at..)).unwrap_or_default();
    if margin.is_empty() || text.len() - first < SHORT {
        return Vec::new();
    }
    let begins = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let mut starts = Vec::new();
    for part in 1..n_parts {
        let from = text.ceil_char_boundary(first + (text.len() - first) / n_parts * part);
        let to = text.floor_char_boundary((from + NEAR).min(text.len()));
        let lines = text.get(from..to).unwrap_or_default().match_indices(margin);
        let start = lines.map(|(at, _)| from + at + margin.len()).find(|at| begins(*at));
        let last = starts.last().copied();
        starts.extend(start.filter(|start| last.is_none_or(|last| last < *start)));
    }
    starts
}

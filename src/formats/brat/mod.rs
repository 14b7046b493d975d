//! brat's standoff: the text in a `.txt`, what is said about it in an `.ann` beside it, offsets in
//! code points, discontinuous spans.
//!
//! Mentions, quotes, claims and passages are text-bound annotations; the entity a mention names is
//! a normalisation under `copydesk`, its ids in knowledge bases further ones; speakers, cues and
//! claimants are relations; verdicts and the like attributes; comments and tags notes.
//!
//! After “brat standoff format” of brat 1.3 (<https://brat.nlplab.org/standoff.html>) and that
//! program's reader, which wants the words of a line to be those of the text: an annotation over
//! several lines has a fragment in each. Others' attributes become lines of the comment, the
//! arguments of an event relations of its trigger, notes on the whole a note of the import.

mod escape;
mod fragments;
mod read;
mod write;

pub(super) use read::read;
pub(super) use write::write;

/// The resource under which our own entity ids stand.
const OWN: &str = "copydesk";
/// The note that holds a passage's tag, escaped.
const TAG_NOTE: &str = "PassageTag";
/// The note brat's own pages write.
const NOTE: &str = "AnnotatorNotes";
/// A note with something in it that a line cannot hold.
const ESCAPED_NOTE: &str = "EscapedNotes";
/// The note with the place of an annotation, where its fragments leave that open.
const PLACE_NOTE: &str = "Place";
/// The attributes by the name they have in [`super::labelled::Mark`], and the value not written.
const ATTRIBUTES: [(&str, &str, &str); 8] = [
    ("form", "Form", "Full"),
    ("check", "Check", "NotChecked"),
    ("kind", "Kind", "Other"),
    ("priority", "Priority", "Normal"),
    ("state", "State", "Marked"),
    ("verdict", "Verdict", "Unrated"),
    ("disposition", "Disposition", "None"),
    ("criticism", "Criticism", "-"),
];

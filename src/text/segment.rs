//! How text falls into parts: graphemes, words, sentences, names, quotations, cues.
//!
//! Pure functions over one block's text. Offsets are bytes of the text given and lie on char
//! boundaries, ranges are sorted and apart, and no text makes them fail. What is found is
//! offered to a person, never saved by itself.

pub use super::cues::cues;
pub use super::graphemes::{graphemes, next_grapheme, previous_grapheme};
pub use super::matches::{
    Runs, as_name, name_parts_match, name_score, phrase_matches, stands_in, without_possessive,
};
pub use super::names::{is_function_word, is_title_case, longer_name, names};
pub use super::quotations::quotations;
pub use super::sentences::{sentence_at, sentences, without_notes};
pub use super::words::{next_word_start, previous_word_start, word_at, word_end, words};

//! The arrow keys, left and right, as they are seen.
//!
//! In text of one direction the session moves the caret by its offset. Where text is written from
//! right to left too, what lies to the left is known only to the layout: there the caret goes from
//! grapheme to grapheme as they stand in the line, and by words until it stands at a word's start.

use std::sync::Arc;

use egui::Ui;

use super::ArticlePane;
use super::laid::Laid;
use super::lines::{Lean, Place, Side};
use crate::session::{Action, Motion, Session};
use crate::text::segment;

impl ArticlePane {
    /// What an action means to who looks at the text: a move to the left or right becomes one to
    /// the place that lies there.
    pub fn as_seen(&mut self, ui: &Ui, session: &Session, action: Action) -> Action {
        let Action::Move { motion, extend } = action else { return action };
        let (side, by_word) = match motion {
            Motion::CharOn => (Side::Right, false),
            Motion::CharBack => (Side::Left, false),
            Motion::WordOn => (Side::Right, true),
            Motion::WordBack => (Side::Left, true),
            _ => return action,
        };
        match self.moved(ui, session, (side, by_word), extend) {
            Some((at, lean)) => {
                self.leaning = Some((at, lean));
                self.wanted_x = None;
                self.follows = true;
                Action::PutCaret { at, extend }
            }
            None => action,
        }
    }

    /// Where the caret goes; `None` where its offset tells.
    fn moved(
        &mut self,
        ui: &Ui,
        session: &Session,
        (side, by_word): (Side, bool),
        extend: bool,
    ) -> Option<(usize, Lean)> {
        let (text, measure) = (session.document().article().text(), self.measure?);
        if !self.text.as_ref().is_some_and(|known| Arc::ptr_eq(known, text)) {
            return None;
        }
        let (idx, place) = self.place_in_chunk(session.view().caret)?;
        self.layouts.begin(ui, text, measure);
        let laid = self.laid(ui, session, idx, measure);
        if !laid.is_turned() {
            return None;
        }
        let start = self.chunks[idx].range.start;
        let whole = |place: Place| (start + place.at, place.lean);
        if !extend && !by_word && session.selection().is_some() {
            return self.outer_end(session, idx, &laid, side).map(whole);
        }
        let is_word_start =
            |at: usize| segment::word_at(text, start + at).is_some_and(|word| word.start == start + at);
        let mut at = place;
        loop {
            match laid.step(at, side, laid.rtl) {
                Ok(next) if by_word && !is_word_start(next.at) => at = next,
                Ok(next) => return Some(whole(next)),
                Err(on) => return self.beyond(idx, on).or((at != place).then(|| whole(at))),
            }
        }
    }

    /// The end of the selection that lies further to the side, if both lie in this chunk.
    fn outer_end(&self, session: &Session, idx: usize, laid: &Laid, side: Side) -> Option<Place> {
        let selection = session.selection()?;
        let range = &self.chunks[idx].range;
        let within = |at: usize| at.checked_sub(range.start).filter(|at| *at <= range.len());
        let first = Place { at: within(selection.start())?, lean: Lean::On };
        let last = Place { at: within(selection.end())?, lean: Lean::Back };
        let (a, b) = (laid.caret(first), laid.caret(last));
        let first_is_right = if (a.top() - b.top()).abs() < 1.0 { a.left() > b.left() } else { laid.rtl };
        Some(if first_is_right == (side == Side::Right) { first } else { last })
    }

    /// The caret at the near end of the next chunk, or of the one before.
    fn beyond(&self, idx: usize, on: bool) -> Option<(usize, Lean)> {
        if on {
            self.chunks.get(idx + 1).map(|next| (next.range.start, Lean::On))
        } else {
            self.chunks.get(idx.checked_sub(1)?).map(|before| (before.range.end, Lean::Back))
        }
    }
}

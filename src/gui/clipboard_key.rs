//! Ctrl+V where nothing that was copied is plain text.
//!
//! The window's toolkit makes an event of pasted text out of the press of Ctrl+V, and uses the press
//! up without one where there is no text, as with a piece of a page copied as HTML alone. What is
//! left to be seen is a V that is let go of and was never pressed.

use egui::{Event, Key};

/// Seconds for which Ctrl counts as held after it was let go of: who types fast lets go of it first.
const HELD: f64 = 0.5;
/// Seconds after the window came to the front in which a key let go of was pressed in another one.
const ELSEWHERE: f64 = 0.3;
/// Frames in which text that was asked for comes.
const FRAMES: u8 = 3;

/// See the module.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClipboardKey {
    /// Whether the press of V was seen, or what it was made into.
    v_was_seen: bool,
    /// When Ctrl was last held, seconds.
    held: f64,
    /// When the window last came to the front, seconds.
    focused: f64,
    /// Frames in which text that was asked for may still come.
    awaited: u8,
}

impl Default for ClipboardKey {
    fn default() -> Self {
        Self { v_was_seen: false, held: f64::NEG_INFINITY, focused: f64::NEG_INFINITY, awaited: 0 }
    }
}

impl ClipboardKey {
    /// Text was asked for, by other means than a key.
    pub(super) fn await_text(&mut self) {
        self.awaited = FRAMES;
    }

    pub(super) fn is_awaited(&self) -> bool {
        self.awaited > 0
    }

    /// Whether by the `events` of a frame, at `time` in seconds, somebody pasted and no text came.
    pub(super) fn holds_no_text<'e>(&mut self, events: impl Iterator<Item = &'e Event>, time: f64) -> bool {
        let was_awaited = self.is_awaited();
        self.awaited = self.awaited.saturating_sub(1);
        let mut in_vain = was_awaited && !self.is_awaited();
        for event in events {
            match event {
                Event::Paste(_) | Event::PasteImage(_) => {
                    (self.v_was_seen, self.awaited, in_vain) = (true, 0, false);
                }
                Event::Key { key, pressed, modifiers, .. } => {
                    if modifiers.command {
                        self.held = time;
                    }
                    if *key == Key::V {
                        let was_used_up = !pressed && !self.v_was_seen && time - self.focused > ELSEWHERE;
                        let with_ctrl = time - self.held <= HELD && !modifiers.shift && !modifiers.alt;
                        in_vain |= was_used_up && with_ctrl;
                        self.v_was_seen = *pressed;
                    }
                }
                Event::WindowFocused(true) => (self.v_was_seen, self.focused) = (false, time),
                _ => {}
            }
        }
        in_vain
    }
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;

    fn v(pressed: bool, modifiers: Modifiers) -> Event {
        Event::Key { key: Key::V, physical_key: None, pressed, repeat: false, modifiers }
    }

    #[track_caller]
    fn check(events: &[Event], expected: bool) {
        assert_eq!(ClipboardKey::default().holds_no_text(events.iter(), 1.0), expected, "{events:?}");
    }

    #[test]
    fn a_v_let_go_of_with_ctrl_that_was_never_pressed_was_a_paste_without_text() {
        check(&[v(false, Modifiers::COMMAND)], true);
        check(&[v(false, Modifiers::NONE)], false);
        check(&[v(true, Modifiers::COMMAND), v(false, Modifiers::COMMAND)], false);
        check(&[Event::Paste("It rained.".into()), v(false, Modifiers::COMMAND)], false);
        // Pressed in another window.
        check(&[Event::WindowFocused(true), v(false, Modifiers::COMMAND)], false);
    }

    #[test]
    fn ctrl_may_be_let_go_of_first() {
        let mut key = ClipboardKey::default();
        let ctrl = Event::Key {
            key: Key::A,
            physical_key: None,
            pressed: false,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        };
        assert!(!key.holds_no_text([ctrl].iter(), 1.0));
        assert!(key.holds_no_text([v(false, Modifiers::NONE)].iter(), 1.2));
        assert!(!key.holds_no_text([v(false, Modifiers::NONE)].iter(), 2.0), "Ctrl was let go of long ago");
    }

    #[test]
    fn text_that_was_asked_for_comes_within_a_few_frames_or_not_at_all() {
        let mut key = ClipboardKey::default();
        key.await_text();
        let answers: Vec<bool> = (0..4).map(|_| key.holds_no_text([].iter(), 1.0)).collect();
        assert_eq!(answers, [false, false, true, false]);
        key.await_text();
        assert!(!key.holds_no_text([Event::Paste("It rained.".into())].iter(), 1.0));
        assert!(!key.is_awaited());
    }
}

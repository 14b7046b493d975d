//! Keys and text while the article is edited in place: what they write.

use egui::{Event, ImeEvent, Key};

use crate::session::{Action, Motion, Writing};

/// What an event writes, or where it moves the caret; none where it means what it always does.
pub(super) fn action(event: &Event) -> Option<Action> {
    let write = |writing| Some(Action::Write(writing));
    match event {
        Event::Text(text) | Event::Paste(text) | Event::Ime(ImeEvent::Commit(text)) if !text.is_empty() => {
            write(Writing::Insert(text.clone()))
        }
        Event::Ime(ImeEvent::Preedit { text, .. }) => write(Writing::Compose(text.clone())),
        Event::Cut => write(Writing::Cut),
        Event::Key { key, pressed: true, modifiers, .. } if !modifiers.alt => {
            let (word, extend) = (modifiers.command, modifiers.shift);
            let moved = |by_char, by_word| {
                Some(Action::Move { motion: if word { by_word } else { by_char }, extend })
            };
            match key {
                Key::Enter if !word => write(Writing::Break),
                Key::Backspace => write(Writing::Back { by_word: word }),
                Key::Delete => write(Writing::On { by_word: word }),
                Key::ArrowRight => moved(Motion::CharOn, Motion::WordOn),
                Key::ArrowLeft => moved(Motion::CharBack, Motion::WordBack),
                Key::Home => moved(Motion::BlockStart, Motion::Top),
                Key::End => moved(Motion::BlockEnd, Motion::Bottom),
                _ => None,
            }
        }
        _ => None,
    }
}

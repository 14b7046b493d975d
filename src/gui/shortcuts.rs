//! Keys to actions. The most modified keys are tried first, and a bare key does nothing while a
//! text field has the focus.
//!
//! A key that means something is used up: no widget sees it as well. What was typed after a key
//! that opened a text field, in the same frame, waits until the field is on screen.

use std::collections::VecDeque;

use egui::{Context, Event, Key, Modifiers, Popup};

use super::clipboard_key::ClipboardKey;
use super::panels::find;
use super::writing;
use crate::session::{Action, Command, FindInput, Flow, FlowInput, Group, Keys, Motion, Named, Session};

/// The keys of a frame, one by one, each understood by what the one before it opened.
#[derive(Debug, Default)]
pub struct Keyboard {
    queue: VecDeque<Event>,
    for_widgets: Vec<Event>,
    waiting: Vec<Event>,
    was_writing: bool,
    /// How often the find bar had asked for the keyboard when this was looked at last.
    asked_by_find: u64,
    is_repeat: bool,
    /// Whether the last key was pressed with Alt, as a command.
    with_alt: bool,
    clipboard: ClipboardKey,
    /// What had the keyboard in the last frame, if not the article: egui takes it away on Esc before
    /// anybody sees the key.
    elsewhere: Option<egui::Id>,
}

impl Keyboard {
    /// Takes up the keys of this frame.
    pub fn begin(&mut self, ctx: &Context, session: &Session) {
        self.queue = self.waiting.drain(..).collect();
        self.queue.extend(ctx.input_mut(|input| std::mem::take(&mut input.events)));
        let time = ctx.input(|input| input.time);
        let is_free = session.flow().is_none() && session.editing().is_none() && !ctx.text_edit_focused();
        if self.clipboard.holds_no_text(self.queue.iter(), time) && is_free {
            self.queue.push_back(Event::Paste(String::new()));
        }
        if self.clipboard.is_awaited() {
            ctx.request_repaint();
        }
        self.was_writing = writes(session.flow());
        self.is_repeat = false;
    }

    /// What was copied was asked for: text comes as an event, and what is no text does not come.
    pub fn await_clipboard(&mut self) {
        self.clipboard.await_text();
    }

    /// What the next key means. Where none is left, the widgets get what meant nothing here.
    pub fn next(&mut self, ctx: &Context, session: &Session) -> Option<Action> {
        loop {
            let writing = writes(session.flow());
            let asked_by_find = session.find().focus_field();
            if (writing && !self.was_writing) || asked_by_find != self.asked_by_find {
                let (keys, others): (Vec<Event>, Vec<Event>) = self.queue.drain(..).partition(is_typed);
                self.waiting = keys;
                self.queue = others.into();
                ctx.request_repaint();
            }
            self.was_writing = writing;
            self.asked_by_find = asked_by_find;
            let Some(event) = self.queue.pop_front() else {
                self.elsewhere = elsewhere(ctx);
                let events = std::mem::take(&mut self.for_widgets);
                ctx.input_mut(|input| input.events = events);
                return None;
            };
            match self.meaning(&event, ctx, session) {
                Meaning::Do(action) => return Some(action),
                Meaning::Nothing => {}
                Meaning::ForWidgets => self.for_widgets.push(event),
            }
        }
    }

    fn meaning(&mut self, event: &Event, ctx: &Context, session: &Session) -> Meaning {
        let flow = session.flow();
        let in_desk = session.view().desk.is_some();
        let typing = ctx.text_edit_focused();
        let writes = session.editing().is_some() && flow.is_none() && !in_desk && !typing;
        let is_text = matches!(event, Event::Text(_) | Event::Paste(_));
        if writes
            && !(self.with_alt && is_text)
            && article_has_focus(ctx)
            && !Popup::is_any_open(ctx)
            && let Some(action) = writing::action(event)
        {
            return Meaning::Do(action);
        }
        // Nobody who writes means a command by a letter, wherever the keyboard is.
        if writes && is_text && !Popup::is_any_open(ctx) {
            return Meaning::Nothing;
        }
        match event {
            Event::Key { key, pressed: true, modifiers, repeat, .. } => {
                self.is_repeat = *repeat;
                self.with_alt = writes_nothing(*modifiers);
                if let (Key::Escape, None, Some(input)) = (key, flow, self.leaves_find(session)) {
                    self.elsewhere = None;
                    return Meaning::Do(Action::Find(input));
                }
                if flow.is_none() && self.goes_back(*key, in_desk, ctx) {
                    return Meaning::Nothing;
                }
                if flow.is_none() && in_desk && is_for_rows(*key) && !modifiers.command && !modifiers.alt {
                    return Meaning::ForWidgets;
                }
                let on_suggestion = session.current_suggestion().is_some();
                on_key((*key, *repeat), *modifiers, flow, (typing, on_suggestion), ctx)
            }
            Event::Key { pressed: false, .. } => {
                self.with_alt = false;
                Meaning::ForWidgets
            }
            Event::Text(_) if self.with_alt => Meaning::Nothing,
            Event::Text(_) if self.is_repeat && is_chosen_by_key(flow) && !typing => Meaning::Nothing,
            Event::Paste(text) if flow.is_none() && !typing => {
                Meaning::Do(Action::PasteArticle(text.clone()))
            }
            Event::Text(text) if flow.is_none() && find::list_has_keyboard(ctx, session) => {
                let letter = text.chars().next().and_then(|sign| sign.to_lowercase().next());
                letter.map(|letter| Action::Find(FindInput::Letter(letter))).into()
            }
            Event::Text(text) if !typing && !Popup::is_any_open(ctx) => match on_text(text, flow) {
                Some(action) if self.is_repeat && !may_repeat(&action) => Meaning::Nothing,
                action => action.into(),
            },
            _ => Meaning::ForWidgets,
        }
    }

    /// What Esc does where the find bar or its list had the keyboard.
    fn leaves_find(&self, session: &Session) -> Option<FindInput> {
        let had = self.elsewhere?;
        let had_list = Some(had) == find::row_with_keyboard(session);
        match (had == find::field(), had_list) {
            (true, _) => Some(FindInput::Close),
            (_, true) => Some(FindInput::ShowList(false)),
            _ => None,
        }
    }

    /// Whether the key only gives the keyboard back to the article, which takes it once nobody has it.
    /// In a view of the desk Esc on anything but a text field leaves the view at once.
    fn goes_back(&mut self, key: Key, in_desk: bool, ctx: &Context) -> bool {
        if !matches!(key, Key::Escape | Key::F6) || Popup::is_any_open(ctx) {
            return false;
        }
        let left = self.elsewhere.take();
        if let Some(id) = left {
            ctx.memory_mut(|memory| memory.surrender_focus(id));
        }
        let is_field = left.is_some_and(|id| egui::text_edit::TextEditState::load(ctx, id).is_some());
        left.is_some() && (is_field || !in_desk)
    }
}

/// Whether a letter with these keys is a command and no text, though the window tells it as text too.
/// The Mac's Option writes letters of its own, and so do Ctrl and Alt together, as `AltGr`.
fn writes_nothing(modifiers: Modifiers) -> bool {
    modifiers.alt && !modifiers.ctrl && !cfg!(target_os = "macos")
}

/// Whether a view of the desk does with this key what any list does.
fn is_for_rows(key: Key) -> bool {
    !matches!(key, Key::Escape | Key::F1 | Key::F2 | Key::F6)
}

/// What has the keyboard, if not the article.
fn elsewhere(ctx: &Context) -> Option<egui::Id> {
    ctx.memory(egui::Memory::focused).filter(|id| *id != super::article::id())
}

/// Whether a held key does it again and again: going from one thing to the next and moving an end,
/// but nothing that makes an annotation.
fn may_repeat(action: &Action) -> bool {
    match action {
        Action::Command(command) => {
            let moves = [Command::EndBack, Command::EndOn, Command::StartBack, Command::StartOn];
            command.group() == Group::Go || moves.contains(command)
        }
        Action::ApplyTagKey(_) => false,
        _ => true,
    }
}

/// What an event is for.
enum Meaning {
    /// It does this.
    Do(Action),
    /// It does nothing, and no widget may take it for something.
    Nothing,
    /// It means nothing here.
    ForWidgets,
}

impl From<Option<Action>> for Meaning {
    fn from(action: Option<Action>) -> Self {
        action.map_or(Self::ForWidgets, Self::Do)
    }
}

fn is_typed(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { .. } | Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Copy | Event::Ime(_)
    )
}

/// Whether letters go into a text field of the open flow.
fn writes(flow: Option<&Flow>) -> bool {
    match flow {
        Some(Flow::Picker(picker)) => picker.typing,
        Some(Flow::Source(_) | Flow::Line(_)) => true,
        Some(Flow::Occurrences(_) | Flow::Report(_) | Flow::Review(_) | Flow::Question(_) | Flow::Help)
        | None => false,
    }
}

/// Whether single keys choose something in the open flow.
fn is_chosen_by_key(flow: Option<&Flow>) -> bool {
    matches!(
        flow,
        Some(Flow::Picker(_) | Flow::Occurrences(_) | Flow::Report(_) | Flow::Review(_) | Flow::Question(_))
    )
}

fn on_key(
    (key, repeat): (Key, bool),
    modifiers: Modifiers,
    flow: Option<&Flow>,
    (typing, on_suggestion): (bool, bool),
    ctx: &Context,
) -> Meaning {
    if modifiers.command {
        let far =
            || (flow.is_none() && !typing && article_has_focus(ctx)).then(|| far(key, modifiers.shift))?;
        return on_control(key, modifiers.shift, flow, typing).or_else(far).into();
    }
    if Popup::is_any_open(ctx) {
        return Meaning::ForWidgets;
    }
    match flow {
        Some(flow) => on_key_in_flow((key, repeat), modifiers, flow, typing),
        None if repeat && matches!(key, Key::Enter | Key::Escape) => Meaning::Nothing,
        // A key held down decides one suggestion and not all behind it.
        None if repeat && on_suggestion && key == Key::Backspace => Meaning::Nothing,
        None => on_key_in_article(key, modifiers, (typing, on_suggestion), ctx).into(),
    }
}

/// With the command key the caret goes to an end of the article, or by words as it does without.
fn far(key: Key, extend: bool) -> Option<Action> {
    let motion = match key {
        Key::Home => Motion::Top,
        Key::End => Motion::Bottom,
        Key::ArrowRight => Motion::WordOn,
        Key::ArrowLeft => Motion::WordBack,
        _ => return None,
    };
    Some(Action::Move { motion, extend })
}

fn on_control(key: Key, shift: bool, flow: Option<&Flow>, typing: bool) -> Option<Action> {
    let letter = sign_of(key)?;
    let keys = if shift { Keys::CtrlShift(letter) } else { Keys::Ctrl(letter) };
    let command = Command::for_keys(keys, false)
        .or_else(|| Command::for_keys(Keys::Ctrl(letter), false).filter(|_| letter == '+'))?;
    let field_uses_it = matches!(command, Command::Undo | Command::Redo) && typing;
    (!field_uses_it && may_call(command, flow)).then_some(Action::Command(command))
}

/// Nothing behind a flow changes, and no key throws a half-filled form away.
fn may_call(command: Command, flow: Option<&Flow>) -> bool {
    let is_view = matches!(command, Command::LargerText | Command::SmallerText);
    match flow {
        None => true,
        Some(Flow::Question(_)) => is_view,
        Some(Flow::Source(_) | Flow::Line(_)) => is_view || command == Command::Quit,
        Some(Flow::Picker(_) | Flow::Occurrences(_) | Flow::Report(_) | Flow::Review(_) | Flow::Help) => {
            is_view || matches!(command, Command::Quit | Command::Save | Command::SaveAs | Command::Palette)
        }
    }
}

fn sign_of(key: Key) -> Option<char> {
    let name = key.symbol_or_name();
    let mut signs = name.chars();
    let sign = signs.next()?;
    match (key, signs.next()) {
        (Key::Plus, _) => Some('+'),
        (Key::Minus, _) => Some('-'),
        (Key::Equals, _) => Some('='),
        (_, None) => Some(sign.to_ascii_lowercase()),
        _ => None,
    }
}

/// Forms and a search field take Enter themselves, after what was typed before it.
fn on_key_in_flow((key, repeat): (Key, bool), modifiers: Modifiers, flow: &Flow, typing: bool) -> Meaning {
    let input = |input| Meaning::Do(Action::Flow(input));
    match (flow, key) {
        (_, Key::Escape) if repeat => Meaning::Nothing,
        (_, Key::Escape) | (Flow::Help, Key::F1) => input(FlowInput::Cancel),
        (Flow::Source(_) | Flow::Line(_) | Flow::Help, _)
        | (Flow::Report(_), Key::PageUp | Key::PageDown) => Meaning::ForWidgets,
        (_, Key::Tab) if modifiers.shift => input(FlowInput::Up),
        (_, Key::ArrowUp) => input(FlowInput::Up),
        (_, Key::Tab | Key::ArrowDown) => input(FlowInput::Down),
        (_, Key::Enter) if repeat => Meaning::Nothing,
        (_, Key::Enter) if !typing => input(FlowInput::Confirm),
        (_, Key::Space) if !typing => Meaning::Nothing,
        _ => Meaning::ForWidgets,
    }
}

fn on_key_in_article(
    key: Key,
    modifiers: Modifiers,
    (typing, on_suggestion): (bool, bool),
    ctx: &Context,
) -> Option<Action> {
    let named = match key {
        Key::Escape => Some(Named::Escape),
        Key::F1 => Some(Named::F1),
        Key::F2 => Some(Named::F2),
        Key::F3 => Some(Named::F3),
        Key::F4 => Some(Named::F4),
        Key::F6 => Some(Named::F6),
        _ => None,
    };
    if modifiers.alt
        && !modifiers.shift
        && let Some(command) = sign_of(key).and_then(|letter| Command::for_keys(Keys::Alt(letter), false))
    {
        return Some(Action::Command(command));
    }
    if let Some(named) = named {
        let keys =
            if modifiers.shift && named == Named::F3 { Keys::ShiftNamed(named) } else { Keys::Named(named) };
        return Command::for_keys(keys, false).map(Action::Command);
    }
    if typing || !article_has_focus(ctx) {
        return None;
    }
    if modifiers.alt {
        return nudge(key, modifiers.shift);
    }
    let extend = modifiers.shift;
    let moved = |motion| Some(Action::Move { motion, extend });
    match key {
        Key::Tab | Key::Enter | Key::Delete | Key::Backspace | Key::Space => {
            named_in_article(key, modifiers.shift, on_suggestion).map(Action::Command)
        }
        Key::ArrowRight => moved(Motion::WordOn),
        Key::ArrowLeft => moved(Motion::WordBack),
        Key::Home => moved(Motion::BlockStart),
        Key::End => moved(Motion::BlockEnd),
        _ => None,
    }
}

/// The command of a named key. Backspace deletes an annotation where it does not reject a suggestion.
fn named_in_article(key: Key, shift: bool, on_suggestion: bool) -> Option<Command> {
    let named = match key {
        Key::Tab => Named::Tab,
        Key::Enter => Named::Enter,
        Key::Backspace => Named::Backspace,
        Key::Space => Named::Space,
        _ => Named::Delete,
    };
    let keys = if shift { Keys::ShiftNamed(named) } else { Keys::Named(named) };
    Command::for_keys(keys, on_suggestion).or_else(|| match key {
        Key::Backspace | Key::Delete => Command::for_keys(Keys::Named(Named::Delete), false),
        Key::Enter => Command::for_keys(Keys::Named(Named::Enter), false),
        _ => None,
    })
}

/// With Alt: an arrow moves the caret by a character, a bracket an end of the annotation.
fn nudge(key: Key, shift: bool) -> Option<Action> {
    match key {
        Key::ArrowRight => Some(Action::Move { motion: Motion::CharOn, extend: shift }),
        Key::ArrowLeft => Some(Action::Move { motion: Motion::CharBack, extend: shift }),
        Key::ArrowDown => Some(Action::Move { motion: Motion::BlockOn, extend: shift }),
        Key::ArrowUp => Some(Action::Move { motion: Motion::BlockBack, extend: shift }),
        Key::Home | Key::End => far(key, shift),
        Key::OpenBracket | Key::OpenCurlyBracket => Some(Action::NudgeEnd { start: shift, on: false }),
        Key::CloseBracket | Key::CloseCurlyBracket => Some(Action::NudgeEnd { start: shift, on: true }),
        _ => None,
    }
}

/// A bare key belongs to the article unless some other control has the keyboard.
fn article_has_focus(ctx: &Context) -> bool {
    ctx.memory(egui::Memory::focused).is_none_or(|focused| focused == super::article::id())
}

fn on_text(text: &str, flow: Option<&Flow>) -> Option<Action> {
    let mut signs = text.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else { return None };
    let small = sign.to_lowercase().next().unwrap_or(sign);
    match flow {
        Some(Flow::Picker(picker)) if picker.typing => {
            Some(Action::Flow(FlowInput::Text(format!("{}{sign}", picker.query))))
        }
        Some(Flow::Picker(_)) => Some(Action::Flow(FlowInput::Letter(if sign == ' ' { '/' } else { sign }))),
        Some(Flow::Occurrences(_) | Flow::Report(_) | Flow::Review(_) | Flow::Question(_)) => {
            Some(Action::Flow(FlowInput::Letter(small)))
        }
        Some(_) => None,
        None if sign.is_ascii_digit() && sign != '0' => Some(Action::ApplyTagKey(sign)),
        None => {
            let exact = Command::for_keys(Keys::Char(sign), false);
            exact.or_else(|| Command::for_keys(Keys::Char(small), false)).map(Action::Command)
        }
    }
}

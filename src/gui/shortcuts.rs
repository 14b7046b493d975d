//! Keys to actions. The most modified keys are tried first, and a bare key does nothing while a
//! text field has the focus.

use egui::{Context, Event, Key, Modifiers};

use crate::session::{Action, Command, Flow, FlowInput, Keys, Motion, Named, Session};

/// What the keys of this frame mean.
pub fn actions(ctx: &Context, session: &Session) -> Vec<Action> {
    let typing = ctx.text_edit_focused();
    let events = ctx.input(|input| input.events.clone());
    let mut actions = Vec::new();
    for event in events {
        let action = match (&event, session.flow()) {
            (Event::Key { key, pressed: true, modifiers, .. }, flow) => {
                on_key(*key, *modifiers, flow, typing, ctx)
            }
            (Event::Text(text), flow) if !typing => on_text(text, flow),
            _ => None,
        };
        if let Some(action) = action {
            actions.push(action);
        }
    }
    actions
}

fn on_key(
    key: Key,
    modifiers: Modifiers,
    flow: Option<&Flow>,
    typing: bool,
    ctx: &Context,
) -> Option<Action> {
    if modifiers.command {
        return on_control(key, modifiers.shift, flow, typing);
    }
    match flow {
        Some(flow) => on_key_in_flow(key, flow, typing),
        None => on_key_in_article(key, modifiers, typing, ctx),
    }
}

fn on_control(key: Key, shift: bool, flow: Option<&Flow>, typing: bool) -> Option<Action> {
    if matches!(flow, Some(Flow::Source(_))) && key == Key::Enter {
        return Some(Action::Flow(FlowInput::Confirm));
    }
    if matches!(flow, Some(Flow::Question(_))) {
        return None;
    }
    let letter = sign_of(key)?;
    let keys = if shift { Keys::CtrlShift(letter) } else { Keys::Ctrl(letter) };
    let command = Command::for_keys(keys)
        .or_else(|| Command::for_keys(Keys::Ctrl(letter)).filter(|_| letter == '+'))?;
    let field_uses_it = matches!(command, Command::Undo | Command::Redo) && typing;
    (!field_uses_it).then_some(Action::Command(command))
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

fn on_key_in_flow(key: Key, flow: &Flow, typing: bool) -> Option<Action> {
    let input = match key {
        Key::Escape => FlowInput::Cancel,
        Key::Enter if !matches!(flow, Flow::Source(_)) || typing => FlowInput::Confirm,
        Key::ArrowUp if !matches!(flow, Flow::Source(_)) => FlowInput::Up,
        Key::ArrowDown if !matches!(flow, Flow::Source(_)) => FlowInput::Down,
        _ => return None,
    };
    Some(Action::Flow(input))
}

fn on_key_in_article(key: Key, modifiers: Modifiers, typing: bool, ctx: &Context) -> Option<Action> {
    let named = match key {
        Key::Escape => Some(Named::Escape),
        Key::F1 => Some(Named::F1),
        Key::F2 => Some(Named::F2),
        Key::F6 => Some(Named::F6),
        _ => None,
    };
    if let Some(named) = named {
        return Command::for_keys(Keys::Named(named)).map(Action::Command);
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
        Key::Tab if modifiers.shift => Command::for_keys(Keys::ShiftNamed(Named::Tab)).map(Action::Command),
        Key::Tab => Command::for_keys(Keys::Named(Named::Tab)).map(Action::Command),
        Key::Enter => Command::for_keys(Keys::Named(Named::Enter)).map(Action::Command),
        Key::Delete | Key::Backspace => Command::for_keys(Keys::Named(Named::Delete)).map(Action::Command),
        Key::ArrowRight => moved(Motion::WordOn),
        Key::ArrowLeft => moved(Motion::WordBack),
        Key::Home => moved(Motion::BlockStart),
        Key::End => moved(Motion::BlockEnd),
        _ => None,
    }
}

/// With Alt: an arrow moves the caret by a character, a bracket an end of the annotation.
fn nudge(key: Key, shift: bool) -> Option<Action> {
    match key {
        Key::ArrowRight => Some(Action::Move { motion: Motion::CharOn, extend: shift }),
        Key::ArrowLeft => Some(Action::Move { motion: Motion::CharBack, extend: shift }),
        Key::ArrowDown => Some(Action::Move { motion: Motion::BlockOn, extend: shift }),
        Key::ArrowUp => Some(Action::Move { motion: Motion::BlockBack, extend: shift }),
        Key::Home => Some(Action::Move { motion: Motion::Top, extend: shift }),
        Key::End => Some(Action::Move { motion: Motion::Bottom, extend: shift }),
        Key::OpenBracket | Key::OpenCurlyBracket => Some(Action::NudgeEnd { start: shift, on: false }),
        Key::CloseBracket | Key::CloseCurlyBracket => Some(Action::NudgeEnd { start: shift, on: true }),
        _ => None,
    }
}

/// A bare key belongs to the article unless some other control has the keyboard.
fn article_has_focus(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.focused()).is_none_or(|focused| focused == super::article::id())
}

fn on_text(text: &str, flow: Option<&Flow>) -> Option<Action> {
    let mut signs = text.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else { return None };
    match flow {
        Some(Flow::Picker(_) | Flow::Occurrences(_) | Flow::Question(_)) => {
            Some(Action::Flow(FlowInput::Letter(sign)))
        }
        Some(_) => None,
        None if sign.is_ascii_digit() && sign != '0' => Some(Action::ApplyTagKey(sign)),
        None => {
            let exact = Command::for_keys(Keys::Char(sign));
            exact
                .or_else(|| sign.to_lowercase().next().and_then(|small| Command::for_keys(Keys::Char(small))))
                .map(Action::Command)
        }
    }
}

//! The list of what the program proposes, with its reasons.

use egui::{Align, Button, Key, Layout, Margin, ProgressBar, RichText, TextEdit, TextStyle, Ui};

use crate::gui::scene::Scene;
use crate::gui::widgets::badge::Badge;
use crate::gui::widgets::choice::titled_choice;
use crate::gui::widgets::command_button::CommandButton;
use crate::gui::widgets::row_list::{Row, RowEvent, RowList};
use crate::gui::widgets::two_lines::{self, TwoLines};
use crate::gui::widgets::{elide, field, seen};
use crate::model::EntityKind;
use crate::session::suggest::{Proposal, Sort, What};
use crate::session::{Action, Command, Pane, SuggestFilter, SuggestInput};
use crate::text::counted::{counted, grouped};

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let session = scene.session;
    let suggest = session.suggest();
    reading(ui, scene, actions);
    if suggest.n_open() == 0 {
        return nothing(ui, scene, actions);
    }
    filter(ui, scene, actions);
    ui.horizontal(|ui| {
        ui.spacing_mut().button_padding = egui::vec2(6.0, 2.0);
        let n_shown = suggest.shown().len();
        let words = if suggest.filter().is_open() {
            counted(n_shown, "suggestion", "suggestions")
        } else {
            format!("{} of {}", grouped(n_shown), grouped(suggest.n_open()))
        };
        ui.label(RichText::new(words).small().color(scene.theme.weak));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            CommandButton::new(Command::AcceptShown, "Accept all shown").enabled(n_shown > 0).show(
                ui,
                scene.theme,
                actions,
            );
        });
    });
    ui.add_space(2.0);
    if suggest.shown().is_empty() {
        return none_admitted(ui, actions);
    }
    list(ui, scene, actions);
}

/// How far the reading of a long article has come, and what stops it.
fn reading(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let suggest = scene.session.suggest();
    if suggest.is_stopped() {
        ui.horizontal(|ui| {
            ui.label(RichText::new("Reading was stopped.").color(scene.theme.weak));
            if ui.button("Go on").clicked() {
                actions.push(Action::Suggest(SuggestInput::GoOn));
            }
        });
        return;
    }
    let Some(progress) = suggest.progress() else { return };
    let words = format!("Reading the article, {:.0} %", progress * 100.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(&words).small().color(scene.theme.weak));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.add(Button::new("Stop").small()).accessible_name("Stop reading").clicked() {
                actions.push(Action::Suggest(SuggestInput::Stop));
            }
        });
    });
    let bar = ProgressBar::new(progress).desired_width(ui.available_width()).desired_height(6.0);
    ui.add(bar.fill(scene.theme.accent)).accessible_name(&words);
}

/// What there is to say where nothing is proposed.
fn nothing(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let session = scene.session;
    let is_on = session.settings().suggestions.on;
    let (title, words) = if !is_on {
        (
            "Suggestions are off",
            "Names, quotes and claims can be proposed, each with a reason. All of it happens on this computer.",
        )
    } else if session.suggest().is_working() {
        ("Reading the article…", "Suggestions appear here and, with broken lines, in the text.")
    } else if session.suggest().is_stopped() {
        ("Not all was read", "Go on to see what is proposed for the rest.")
    } else if session.document().n_annotations() > 0 || session.document().rejections().len() > 0 {
        ("Every suggestion is decided", "New ones come when the text or a tag changes.")
    } else {
        ("Nothing to suggest", "No name, quote or claim was found in this text.")
    };
    ui.add_space(18.0);
    ui.vertical_centered(|ui| {
        ui.label(RichText::new(title).font(elide::bold(ui, &TextStyle::Body)));
        ui.add_space(4.0);
        ui.add(egui::Label::new(RichText::new(words).color(scene.theme.weak)).wrap());
        if !is_on {
            ui.add_space(6.0);
            if ui.button("Turn on").clicked() {
                actions.push(Action::Command(Command::ToggleSuggestions));
            }
        }
    });
}

fn none_admitted(ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.add_space(18.0);
    ui.vertical_centered(|ui| {
        ui.label("None of the suggestions matches the filter.");
        ui.add_space(4.0);
        if ui.button("Show all").clicked() {
            actions.push(Action::Suggest(SuggestInput::Filter(SuggestFilter::default())));
        }
    });
}

fn filter(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let suggest = scene.session.suggest();
    let mut wanted = suggest.filter().clone();
    let edit = TextEdit::singleline(&mut wanted.text).id(field::id("suggestions"));
    let edit = edit.desired_width(ui.available_width()).hint_text("Filter suggestions");
    let response = ui.add(edit.margin(Margin::symmetric(6, 4))).accessible_name("Filter suggestions");
    if seen::changed(ui.ctx(), "focus filter", scene.session.view().focus_filter) {
        response.request_focus();
    }
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown)) {
        ui.memory_mut(|memory| memory.request_focus(RowList::row_id(Pane::Suggestions.label(), 0)));
    }
    ui.columns(3, |columns| {
        let [kind, by, score] = columns else { return };
        let kinds = [Sort::Mentions, Sort::Quotes, Sort::Claims].into_iter();
        let kinds = kinds.chain(EntityKind::ALL.into_iter().map(Sort::Of));
        let kinds = kinds.map(|kind| (Some(kind), kind.label().to_owned()));
        let kinds = std::iter::once((None, "Any kind".to_owned())).chain(kinds);
        let closed = wanted.kind.map_or("Kind", Sort::label);
        if let Some(taken) =
            titled_choice(kind, "suggested kind", "Filter by kind", (&wanted.kind, closed), kinds)
        {
            wanted.kind = taken;
        }
        let all = suggest.proposals().suggesters();
        let closed = all.iter().find(|own| Some(&own.id) == wanted.by.as_ref());
        let closed = closed.map_or("Suggester", |own| own.label.as_str());
        let options = all.iter().map(|own| (Some(own.id.clone()), own.label.clone()));
        let options = std::iter::once((None, "Any suggester".to_owned())).chain(options);
        if let Some(taken) =
            titled_choice(by, "suggester", "Filter by suggester", (&wanted.by, closed), options)
        {
            wanted.by = taken;
        }
        let said = |least: usize| match least {
            0 => "Any score".to_owned(),
            least => format!("{least} % and more"),
        };
        let closed = if wanted.least == 0 { "Score".to_owned() } else { said(wanted.least) };
        let options = SuggestFilter::SCORES.into_iter().map(|least| (least, said(least)));
        if let Some(taken) =
            titled_choice(score, "least score", "Filter by score", (&wanted.least, &closed), options)
        {
            wanted.least = taken;
        }
    });
    if wanted != *suggest.filter() {
        actions.push(Action::Suggest(SuggestInput::Filter(wanted)));
    }
}

fn list(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let session = scene.session;
    let suggest = session.suggest();
    let shown = suggest.shown();
    let own = |row: usize| shown.get(row).and_then(|idx| suggest.proposals().all.get(*idx));
    let current = session.current_suggestion();
    let is_new = seen::new_or_changed(ui.ctx(), "suggested", current);
    let reveal = current.filter(|_| is_new).and_then(|idx| shown.binary_search(&idx).ok());
    let list = RowList {
        name: Pane::Suggestions.label(),
        n_rows: shown.len(),
        row_height: two_lines::HEIGHT,
        reveal,
        takes_keys: session.flow().is_none(),
    };
    let is_current = |row: usize| current.is_some() && shown.get(row).copied() == current;
    let event = list.show(ui, scene.theme, is_current, |ui, row| {
        if let Some(own) = own(row.index) {
            line(ui, scene, own, row);
        }
    });
    let (input, row): (fn(_) -> _, usize) = match event {
        Some(RowEvent::Clicked(row) | RowEvent::Moved(row) | RowEvent::Toggled(row)) => {
            (SuggestInput::Show, row)
        }
        Some(RowEvent::Entered(row)) => (SuggestInput::Accept, row),
        Some(RowEvent::Deleted(row)) => (SuggestInput::Reject, row),
        Some(RowEvent::Stepped { .. }) | None => return,
    };
    actions.extend(own(row).map(|own| Action::Suggest(input(own.key()))));
    if matches!(event, Some(RowEvent::Clicked(_))) {
        ui.memory_mut(|memory| memory.surrender_focus(RowList::row_id(Pane::Suggestions.label(), row)));
    }
}

/// The badge of what it would be.
pub(in crate::gui) fn badge(scene: &Scene<'_>, own: &Proposal) -> Badge {
    let theme = scene.theme;
    match &own.what {
        What::Mention { kind, .. } => Badge::entity(*kind, theme),
        What::Quote { .. } => Badge::new("“", theme.quote, theme),
        What::Claim(_) => Badge::new("?", theme.weak, theme),
    }
}

/// What it would be, in words.
pub(in crate::gui) fn would_be(scene: &Scene<'_>, own: &Proposal) -> String {
    let name = |entity: usize| {
        let entity = scene.session.suggest().proposals().entities.get(entity);
        entity.map(|entity| entity.name.clone()).unwrap_or_default()
    };
    match &own.what {
        What::Mention { kind, .. } => kind.label().to_owned(),
        What::Quote { kind, speaker: Some(speaker), .. } => {
            format!("{} quote of {}", kind.label(), name(*speaker))
        }
        What::Quote { kind, speaker: None, .. } => format!("{} quote, speaker open", kind.label()),
        What::Claim(kind) => format!("Claim, {}", kind.label().to_lowercase()),
    }
}

fn line(ui: &Ui, scene: &Scene<'_>, own: &Proposal, row: &Row) {
    let theme = scene.theme;
    let words = own.spans.words(scene.session.document().text());
    let what = would_be(scene, own);
    let colour = match &own.what {
        What::Mention { kind, .. } => theme.entity(*kind),
        What::Quote { .. } => theme.quote,
        What::Claim(_) => theme.text,
    };
    let percent = own.percent();
    let lines = TwoLines {
        badge: badge(scene, own),
        title: elide::first_words(&words),
        below: vec![(what.clone(), colour), (format!(" · {}", own.reason), theme.weak)],
        right: format!("{percent} %"),
    };
    lines.paint(ui, row.rect, theme, row.is_selected);
    row.name(&format!("Suggested {what}, {percent} %: {}", elide::first_words(&words)));
    let tip = format!("{words}\n{what}, {percent} %: {}\n{}", own.reason, own.by.label);
    row.response.clone().on_hover_text(tip);
}

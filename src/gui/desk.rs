//! What stands in the place of the article: the table of claims, what is left to do, names, quotes,
//! the history.
//!
//! Like the lists, each view is worked out apart from its drawing ([`Desk::advance`]) and draws
//! only the rows in sight.

mod changes;
mod claims;
pub mod coverage;
mod names;
mod picked;
mod quotes;
mod story;
mod timeline;

use egui::{Align, Button, Frame, Layout, Margin, RichText, Role, Ui, WidgetInfo, vec2};

use super::scene::Scene;
use super::widgets::elide;
use super::widgets::row_list::{RowEvent, RowList};
use crate::model::AnnotationId;
use crate::session::desk::claims::ClaimsTable;
use crate::session::desk::coverage::Checklist;
use crate::session::desk::names::NamesSheet;
use crate::session::desk::people::People;
use crate::session::desk::quotes::QuoteSheet;
use crate::session::desk::timeline::Timeline;
use crate::session::{Action, Command, DeskView, Session};

/// Below this width the tabs go without their keys, and below each other where they must, points.
const NARROW: f32 = 640.0;

/// What the views show, brought up to date some claims a frame.
#[derive(Default)]
pub struct Desk {
    /// The table of claims.
    pub claims: ClaimsTable,
    /// The names with their spellings.
    pub names: NamesSheet,
    /// The quotes by speaker.
    pub quotes: QuoteSheet,
    /// The history.
    pub timeline: Timeline,
    /// What in the text can be checked.
    pub checklist: Checklist,
    /// Who can be asked.
    pub people: People,
}

impl Desk {
    /// Goes on with what is in sight; says whether there is more to do.
    pub fn advance(&mut self, session: &Session) -> bool {
        let view = session.view();
        let shown = match view.desk {
            Some(DeskView::Claims) => self.claims.advance(session),
            Some(DeskView::Names) => self.names.advance(session),
            Some(DeskView::Quotes) => self.quotes.advance(session),
            Some(DeskView::Timeline) => self.timeline.advance(session),
            Some(DeskView::Story | DeskView::Changes) => false,
            None => view.coverage && self.checklist.advance(session),
        };
        self.people.advance(session) || shown
    }

    /// Whether what was drawn asked for more than is known yet.
    pub fn is_behind(&self, session: &Session) -> bool {
        self.people.is_behind(session)
    }
}

/// Draws the open view with the tabs that lead to the others.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, view: DeskView, actions: &mut Vec<Action>) {
    let frame = Frame::new().inner_margin(Margin { left: 14, right: 14, top: 8, bottom: 8 });
    frame.show(ui, |ui| {
        tabs(ui, scene, view, actions);
        ui.add_space(6.0);
        match view {
            DeskView::Claims => claims::show(ui, scene, actions),
            DeskView::Story => story::show(ui, scene, actions),
            DeskView::Names => names::show(ui, scene, actions),
            DeskView::Quotes => quotes::show(ui, scene, actions),
            DeskView::Timeline => timeline::show(ui, scene, actions),
            DeskView::Changes => changes::show(ui, scene, actions),
        }
    });
}

fn command_of(view: DeskView) -> Command {
    match view {
        DeskView::Claims => Command::ShowClaimsTable,
        DeskView::Story => Command::ShowStory,
        DeskView::Names => Command::ShowNames,
        DeskView::Quotes => Command::ShowQuoteSheet,
        DeskView::Timeline => Command::ShowTimeline,
        DeskView::Changes => Command::ShowChanges,
    }
}

fn tabs(ui: &mut Ui, scene: &Scene<'_>, open: DeskView, actions: &mut Vec<Action>) {
    let theme = scene.theme;
    let is_narrow = ui.available_width() < NARROW;
    let small = |words: &str| RichText::new(if is_narrow { "" } else { words }).small().color(theme.weak);
    let row = |ui: &mut Ui, add: &mut dyn FnMut(&mut Ui)| {
        if is_narrow { ui.horizontal_wrapped(|ui| add(ui)) } else { ui.horizontal(|ui| add(ui)) }
    };
    row(ui, &mut |ui| {
        ui.spacing_mut().item_spacing.x = if is_narrow { 1.0 } else { 4.0 };
        let words = if is_narrow { "←" } else { "← Article" };
        let back = if is_narrow { Button::new(words) } else { Button::new((words, small("Esc"))) };
        if ui.add(back).accessible_name("Back to the article").clicked() {
            actions.push(Action::LeaveDesk);
        }
        ui.add_space(if is_narrow { 2.0 } else { 8.0 });
        for view in DeskView::ALL {
            let is_open = *view == open;
            let key = command_of(*view).keys().first().map(|keys| keys.label()).unwrap_or_default();
            let words = RichText::new(view.label());
            let words = if is_open { words.font(elide::bold(ui, &egui::TextStyle::Button)) } else { words };
            let button = if is_narrow { Button::new(words) } else { Button::new((words, small(&key))) };
            let response = ui.add(button.selected(is_open).frame_when_inactive(is_open));
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_open, view.label()));
            if response.clicked() && !is_open {
                actions.push(Action::ToggleDesk(*view));
            }
            response.on_hover_text(command_of(*view).help());
        }
        if is_narrow {
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let words = scene.session.story().counts().words();
            let colour = if scene.session.story().counts().is_ready() { theme.good } else { theme.weak };
            elide::label(ui, RichText::new(words).color(colour));
        });
    });
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
    ui.painter().hline(line.x_range(), line.center().y, (1.0, theme.line));
}

/// Puts the keyboard on the first row, or the selected one, once the view opens or nobody has it.
fn take_keyboard(
    ui: &Ui,
    scene: &Scene<'_>,
    name: &str,
    selected: impl FnOnce() -> Option<usize>,
    n_rows: usize,
) {
    let asked = super::widgets::seen::new_or_changed(ui.ctx(), "desk focus", scene.session.view().focus_desk);
    let nobody = ui.memory(egui::Memory::focused).is_none();
    if (asked || nobody) && n_rows > 0 && scene.session.flow().is_none() {
        ui.memory_mut(|memory| memory.request_focus(RowList::row_id(name, selected().unwrap_or_default())));
    }
}

/// What a row about a claim does: the inspector shows it, and Enter goes to its place in the article.
fn follow(event: Option<RowEvent>, claim: impl Fn(usize) -> Option<AnnotationId>, actions: &mut Vec<Action>) {
    let Some(RowEvent::Clicked(row) | RowEvent::Moved(row) | RowEvent::Entered(row)) = event else { return };
    let Some(id) = claim(row) else { return };
    actions.push(Action::ShowAnnotation { id, reveal: true });
    if matches!(event, Some(RowEvent::Entered(_))) {
        actions.push(Action::LeaveDesk);
    }
}

/// What to do where there is nothing to show.
fn empty(ui: &mut Ui, scene: &Scene<'_>, title: &str, words: &str) {
    ui.add_space(40.0);
    ui.vertical_centered(|ui| {
        ui.label(RichText::new(title).font(elide::bold(ui, &egui::TextStyle::Body)));
        ui.add_space(4.0);
        ui.label(RichText::new(words).color(scene.theme.weak));
    });
}

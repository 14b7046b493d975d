//! The queue of annotations whose place is in doubt: before and now side by side, the places that
//! may be meant, and one key for each answer.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align, Button, Color32, FontId, Galley, Id, Label, Layout, RichText, Role, Stroke, Ui, WidgetInfo, pos2,
};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::theme::Theme;
use crate::gui::widgets::keycap;
use crate::model::{Anchor, Annotation, AnnotationId, Document};
use crate::session::flow::ReviewFlow;
use crate::session::{Action, FlowInput};
use crate::text::counted::counted;
use crate::text::word_diff::{Stretch, word_diff};

use super::card::{self, Card};
use super::list::List;

const ROW_HEIGHT: f32 = 28.0;
/// Width of the column that says what it is, points.
const KIND: f32 = 72.0;
/// Characters of context beside a place that may be meant.
const CONTEXT: usize = 44;

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, flow: &ReviewFlow, actions: &mut Vec<Action>) {
    let theme = scene.theme;
    let card = Card { id: Id::unique("review"), theme, width: 900.0, top: 0.06, beside: None };
    let outside = card.show(ui.ctx(), |ui, place| {
        card::title(ui, theme, "Review after a new draft");
        let waiting = counted(flow.n_waiting, "annotation waits for a look", "annotations wait for a look");
        card::hint(
            ui,
            theme,
            &format!("{waiting}. Nothing is dropped: what has no place stays in this list."),
        );
        let list = List {
            id: Id::unique("review rows"),
            theme,
            n_rows: flow.rows.len(),
            row_height: ROW_HEIGHT,
            max_height: (place.height * 0.3).clamp(ROW_HEIGHT * 2.0, ROW_HEIGHT * 6.0),
            highlighted: flow.highlighted,
            has_keyboard: true,
        };
        let clicked = list.show(ui, |ui, rect, idx| {
            let line =
                flow.rows.get(idx).map(|id| Line::of(scene.session.document(), *id)).unwrap_or_default();
            line.paint(ui, theme, rect);
            format!("{}: {}, {}", line.kind, line.words, line.status)
        });
        if let Some(idx) = clicked {
            actions.push(Action::Flow(FlowInput::Take(idx)));
        }
        if let Some(id) = flow.rows.get(flow.highlighted) {
            ui.separator();
            versions(ui, theme, scene.session.document(), *id);
            places(ui, scene, flow, actions);
        }
        footer(ui, theme, scene.session.document(), flow, actions);
    });
    if outside {
        actions.push(Action::Flow(FlowInput::Cancel));
    }
}

/// A row of the queue.
#[derive(Default)]
struct Line {
    kind: &'static str,
    words: String,
    status: String,
}

impl Line {
    fn of(document: &Document, id: AnnotationId) -> Self {
        if let Some(annotation) = document.annotation(id) {
            let status = match &annotation.review {
                Some(review) => format!("words changed, place {} % sure", review.score),
                None => "reviewed".to_owned(),
            };
            return Self { kind: annotation.kind().label(), words: document.words_of(annotation), status };
        }
        document.orphan(id).map_or_else(Self::default, |orphan| Self {
            kind: orphan.annotation.kind().label(),
            words: orphan.words(),
            status: if orphan.gone { "marked as gone" } else { "without a place" }.to_owned(),
        })
    }

    fn paint(&self, ui: &Ui, theme: &Theme, rect: egui::Rect) {
        let line = |text: &str, font: FontId, colour: Color32, room: f32| {
            let mut job = LayoutJob::simple_singleline(text.replace(['\n', '\r'], " "), font, colour);
            job.wrap = TextWrapping::truncate_at_width(room);
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        };
        let sans = FontId::proportional(12.5);
        let kind = line(self.kind, sans.clone(), theme.weak, KIND);
        let status = line(&self.status, sans, theme.weak, rect.width() / 2.0);
        let room = rect.width() - KIND - status.size().x - 16.0;
        let words = line(&self.words, FontId::new(14.0, fonts::reading()), theme.text, room);
        let middle = |galley: &Galley| rect.center().y - galley.size().y / 2.0;
        let painter = ui.painter();
        painter.galley(pos2(rect.left(), middle(&kind)), kind, theme.weak);
        painter.galley(pos2(rect.left() + KIND, middle(&words)), words, theme.text);
        painter.galley(pos2(rect.right() - status.size().x, middle(&status)), status, theme.weak);
    }
}

/// The words before and now with what stands around them.
fn versions(ui: &mut Ui, theme: &Theme, document: &Document, id: AnnotationId) {
    let (before, now) = match (document.annotation(id), document.orphan(id)) {
        (Some(annotation), _) => {
            (annotation.review.as_ref().map(|review| review.was.clone()), here(document, annotation))
        }
        (None, Some(orphan)) => {
            (Some(Anchor { text: orphan.text.clone(), spans: orphan.annotation.spans.clone() }), None)
        }
        (None, None) => (None, None),
    };
    let words = |anchor: &Option<Anchor>| {
        anchor.as_ref().map(|anchor| anchor.spans.hull().of(&anchor.text).to_owned())
    };
    let (old, new) = (words(&before).unwrap_or_default(), words(&now).unwrap_or_default());
    let (old_marks, new_marks) = word_diff(&old, &new);
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        for column in [&mut *left, &mut *right] {
            column.set_width(column.available_width() - 8.0);
        }
        version(left, theme, "Before", before.as_ref(), &old_marks, theme.bad);
        version(right, theme, "Now", now.as_ref(), &new_marks, theme.good);
    });
}

fn here(document: &Document, annotation: &Annotation) -> Option<Anchor> {
    Anchor::of(&annotation.spans, document.text())
}

fn version(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    anchor: Option<&Anchor>,
    marks: &[Stretch],
    colour: Color32,
) {
    ui.label(RichText::new(name).small().color(theme.weak));
    let Some(anchor) = anchor else {
        let none = "It has no place in the text. Pick a place that may be meant, select its words, or mark it as gone.";
        ui.add(Label::new(RichText::new(none).color(theme.weak)).wrap());
        return;
    };
    let hull = anchor.spans.hull();
    let plain = TextFormat::simple(FontId::new(13.5, fonts::reading()), theme.weak);
    let own = TextFormat::simple(FontId::new(13.5, fonts::reading_bold()), theme.text);
    let marked = TextFormat {
        underline: Stroke::new(1.5, colour),
        background: colour.gamma_multiply(0.18),
        ..own.clone()
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width();
    let text = one_line(&anchor.text);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    job.append(part(0, hull.start()), 0.0, plain.clone());
    for mark in marks {
        let words = part(hull.start() + mark.range.start, hull.start() + mark.range.end);
        job.append(words, 0.0, if mark.differs { marked.clone() } else { own.clone() });
    }
    job.append(part(hull.end(), anchor.text.len()), 0.0, plain);
    let said = format!("{name}: {}", hull.of(&anchor.text));
    ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
        ui.add(Label::new(job)).widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    });
}

/// The places that may be meant, each with its key.
fn places(ui: &mut Ui, scene: &Scene<'_>, flow: &ReviewFlow, actions: &mut Vec<Action>) {
    let theme = scene.theme;
    if flow.places.is_empty() {
        let words = if flow.is_looking { "Looking for other places…" } else { "No place is like it." };
        ui.label(RichText::new(words).color(theme.weak));
        return;
    }
    ui.label(RichText::new("Places that may be meant").small().color(theme.weak));
    let text = scene.session.document().text();
    for (place, key) in flow.places.iter().zip('1'..='9') {
        let before: String =
            text.get(..place.span.start()).unwrap_or_default().chars().rev().take(CONTEXT).collect();
        let before: String = before.chars().rev().collect();
        let after: String = text.get(place.span.end()..).unwrap_or_default().chars().take(CONTEXT).collect();
        let words = place.span.of(text);
        ui.horizontal(|ui| {
            keycap::show(ui, theme, &key.to_string());
            ui.label(RichText::new(format!("{:>3} %", place.score)).color(theme.weak));
            let mut job = LayoutJob::default();
            let plain = TextFormat::simple(FontId::new(13.5, fonts::reading()), theme.weak);
            let own = TextFormat::simple(FontId::new(13.5, fonts::reading_bold()), theme.text);
            job.append(&format!("…{}", one_line(&before)), 0.0, plain.clone());
            job.append(&one_line(words), 0.0, own);
            job.append(&format!("{}…", one_line(&after)), 0.0, plain);
            let button = ui.add(Button::new(job).frame(false).truncate());
            let said = format!("Place {key}: {}, {} % alike", one_line(words), place.score);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
            if button.clicked() {
                actions.push(Action::Flow(FlowInput::Letter(key)));
            }
        });
    }
}

/// The text with blanks for line ends: as long as before.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

fn footer(ui: &mut Ui, theme: &Theme, document: &Document, flow: &ReviewFlow, actions: &mut Vec<Action>) {
    let placed = flow.rows.get(flow.highlighted).is_some_and(|id| document.annotation(*id).is_some());
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if placed && ui.add(card::main_button(theme, "Accept")).clicked() {
                actions.push(Action::Flow(FlowInput::Confirm));
            }
            if ui.add(card::other_button(theme, "Select its words")).clicked() {
                actions.push(Action::Flow(FlowInput::Letter('r')));
            }
            if ui.add(card::other_button(theme, "Mark as gone")).clicked() {
                actions.push(Action::Flow(FlowInput::Letter('g')));
            }
            if ui.add(card::other_button(theme, "Later")).clicked() {
                actions.push(Action::Flow(FlowInput::Cancel));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 5.0;
                let numbers = match flow.places.len() {
                    0 | 1 => "1".to_owned(),
                    n_places => format!("1…{n_places}"),
                };
                let keys = [
                    (placed, "Enter", "accept"),
                    (!flow.places.is_empty(), &numbers, "place there"),
                    (true, "R", "select"),
                    (true, "G", "gone"),
                ];
                for (_, key, words) in keys.into_iter().filter(|(fits, ..)| *fits) {
                    keycap::show(ui, theme, key);
                    ui.label(RichText::new(words).small().color(theme.weak));
                    ui.add_space(4.0);
                }
            });
        });
    });
}

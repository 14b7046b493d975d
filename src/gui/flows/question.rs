//! A question with a few answers, the safe one first.

use egui::{Align2, FontFamily, FontId, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::widgets::keycap;
use crate::session::flow::Question;
use crate::session::{Action, FlowInput};

use super::card::{self, Card};
use super::list;

const ANSWER_HEIGHT: f32 = 36.0;

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, question: &Question, actions: &mut Vec<Action>) {
    let id = Id::unique("question").with(&question.title);
    let card = Card { id, theme: scene.theme, width: 480.0, top: 0.18, beside: None };
    let outside = card.show(ui.ctx(), |ui, place| {
        card::title(ui, scene.theme, &question.title);
        let answers_height =
            (ANSWER_HEIGHT + 8.0) * f32::from(u8::try_from(question.answers.len()).unwrap_or(u8::MAX));
        let text_height = (place.height - ui.min_rect().height() - answers_height - 24.0).max(60.0);
        egui::ScrollArea::vertical().max_height(text_height).auto_shrink([false, true]).show(ui, |ui| {
            card::hint(ui, scene.theme, &question.text);
        });
        ui.add_space(4.0);
        for (idx, (answer, key)) in question.answers.iter().zip(question.keys()).enumerate() {
            let key = key.to_uppercase().to_string();
            if button(ui, scene, &answer.label, &key, (idx, idx == question.highlighted)) {
                actions.push(Action::Flow(FlowInput::Take(idx)));
            }
        }
    });
    if outside && !question.must_be_answered() {
        actions.push(Action::Flow(FlowInput::Cancel));
    }
}

fn button(ui: &mut Ui, scene: &Scene<'_>, label: &str, key: &str, (idx, highlighted): (usize, bool)) -> bool {
    let theme = scene.theme;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ANSWER_HEIGHT), Sense::hover());
    let response = ui.interact(rect, Id::unique("answer").with((label, idx)), Sense::click());
    if highlighted {
        list::take_keyboard(ui, &response);
    }
    let (ground, colour, family) = if highlighted {
        (theme.accent, theme.on_accent, fonts::ui_bold())
    } else {
        (theme.panel, theme.text, FontFamily::Proportional)
    };
    let edge = if response.hovered() || highlighted { theme.accent } else { theme.line };
    ui.painter().rect(rect, 6, ground, Stroke::new(1.0, edge), StrokeKind::Inside);
    let inner = Rect::from_min_max(rect.min + vec2(10.0, 0.0), rect.max - vec2(10.0, 0.0));
    keycap::paint(ui.painter(), theme, inner.left_center(), key);
    let painter = ui.painter().with_clip_rect(inner);
    let left = inner.left_center() + vec2(34.0, 0.0);
    painter.text(left, Align2::LEFT_CENTER, label, FontId::new(14.0, family), colour);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, highlighted, label));
    list::was_clicked(ui, &response)
}

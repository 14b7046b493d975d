//! Places with more annotations than are drawn: a number at the end of the line says how many
//! begin there, a click lists them.

use egui::{Align2, CursorIcon, FontId, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

use super::chunks::Chunk;
use super::{Visible, mouse};
use crate::gui::scene::Scene;
use crate::session::{Action, Command};
use crate::text::Span;
use crate::text::counted::counted;

/// A line of text in which annotations begin that are not drawn.
pub(super) struct Crowd {
    /// Where its number stands.
    pub(super) rect: Rect,
    /// How many are not drawn.
    pub(super) n_hidden: usize,
    /// What they cover of the line.
    pub(super) span: Span,
}

/// Draws the numbers; a click on one lists what is annotated there.
pub(super) fn numbers(ui: &Ui, scene: &Scene<'_>, crowds: &[Crowd], clip: Rect, actions: &mut Vec<Action>) {
    let painter = ui.painter().with_clip_rect(clip);
    for crowd in crowds.iter().filter(|crowd| clip.intersects(crowd.rect)) {
        let id = super::id().with(("crowd", crowd.span.start()));
        let response = ui.interact(crowd.rect.intersect(clip), id, Sense::CLICK);
        let name = counted(crowd.n_hidden, "more annotation begins here", "more annotations begin here");
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let theme = scene.theme;
        let ground = if response.hovered() { theme.selection } else { theme.raised };
        let pill = Rect::from_center_size(crowd.rect.center(), vec2(crowd.rect.width(), 15.0));
        painter.rect(pill, 7.0, ground, (1.0, theme.line), egui::StrokeKind::Inside);
        let font = FontId::new(10.0, crate::gui::fonts::ui_bold());
        painter.text(pill.center(), Align2::CENTER_CENTER, short(crowd.n_hidden), font, theme.text);
        if response.clicked() {
            actions.push(Action::Select(crowd.span));
            actions.push(Action::Command(Command::ShowStack));
        }
        response
            .on_hover_cursor(CursorIcon::PointingHand)
            .on_hover_text(format!("{name}; click to list all"));
    }
}

/// "+7", from a thousand on "+1k".
fn short(n: usize) -> String {
    if n < 1000 { format!("+{n}") } else { format!("+{}k", n / 1000) }
}

/// A click with the other button lists what is annotated at that place.
pub(super) fn list_at(chunks: &[Chunk], visible: &[Visible], response: &Response, actions: &mut Vec<Action>) {
    let place = response.interact_pointer_pos().filter(|_| response.secondary_clicked());
    if let Some((at, _)) = place.and_then(|place| mouse::place_at(chunks, visible, place)) {
        actions.push(Action::PutCaret { at, extend: false });
        actions.push(Action::Command(Command::ShowStack));
    }
}

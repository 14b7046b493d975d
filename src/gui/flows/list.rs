//! A list that is walked with the arrow keys: only what is in sight is drawn, and the row the
//! keyboard is at is kept in sight.

use egui::{
    CursorIcon, EventFilter, Id, Key, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use crate::gui::theme::Theme;

/// A list of rows of one height.
pub(super) struct List<'a> {
    /// Tells it from other lists.
    pub(super) id: Id,
    /// Colours.
    pub(super) theme: &'a Theme,
    /// How many rows there are.
    pub(super) n_rows: usize,
    /// Height of a row, points.
    pub(super) row_height: f32,
    /// Height of the list at most, points.
    pub(super) max_height: f32,
    /// Index of the row the keyboard is at.
    pub(super) highlighted: usize,
    /// Whether the keyboard belongs to the list rather than to a text field.
    pub(super) has_keyboard: bool,
}

impl List<'_> {
    /// Draws the rows. `row` draws the one at an index into a rectangle and returns its name.
    /// Returns the index of the row that was clicked.
    pub(super) fn show(self, ui: &mut Ui, mut row: impl FnMut(&Ui, Rect, usize) -> String) -> Option<usize> {
        let mut clicked = None;
        let area =
            ScrollArea::vertical().id_salt(self.id).max_height(self.max_height).auto_shrink([false, true]);
        area.show_viewport(ui, |ui, viewport| {
            let width = ui.available_width();
            #[expect(clippy::cast_precision_loss, reason = "lists are far shorter than 2^23 rows")]
            let height_of = |n_rows: usize| n_rows as f32 * self.row_height;
            let (whole, _) = ui.allocate_exact_size(vec2(width, height_of(self.n_rows)), Sense::hover());
            let rect_of = |idx: usize| {
                Rect::from_min_size(
                    pos2(whole.left(), whole.top() + height_of(idx)),
                    vec2(width, self.row_height),
                )
            };
            let in_sight = |idx: &usize| {
                let top = height_of(*idx);
                (top < viewport.bottom() && top + self.row_height > viewport.top())
                    || *idx == self.highlighted
            };
            for idx in (0..self.n_rows).filter(in_sight) {
                let response = self.ground(ui, rect_of(idx), idx);
                let name = row(ui, rect_of(idx).shrink2(vec2(8.0, 0.0)), idx);
                let is_highlighted = idx == self.highlighted;
                response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_highlighted, &name));
                if was_clicked(ui, &response) {
                    clicked = Some(idx);
                }
            }
            if self.keyboard_moved(ui) && self.highlighted < self.n_rows {
                ui.scroll_to_rect(rect_of(self.highlighted), None);
            }
        });
        clicked
    }

    fn ground(&self, ui: &Ui, rect: Rect, idx: usize) -> Response {
        let response =
            ui.interact(rect, self.id.with(idx), Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
        if idx == self.highlighted {
            ui.painter().rect_filled(rect, 6, self.theme.selection);
            if self.has_keyboard {
                take_keyboard(ui, &response);
            }
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 6, self.theme.selection.gamma_multiply(0.4));
        }
        response
    }

    /// Whether another row is highlighted than in the frame before.
    fn keyboard_moved(&self, ui: &Ui) -> bool {
        let now = (self.n_rows, self.highlighted);
        let before = ui.data_mut(|data| {
            let before = data.get_temp::<(usize, usize)>(self.id);
            data.insert_temp(self.id, now);
            before
        });
        before != Some(now)
    }
}

/// Gives the keyboard to `response` and keeps egui from moving it on with Tab and arrows, which
/// walk the list here.
pub(super) fn take_keyboard(ui: &Ui, response: &Response) {
    if !response.has_focus() {
        response.request_focus();
    }
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
}

/// Whether it was clicked by mouse, touch or a screen reader. Enter and Space, which egui turns
/// into clicks too, have meanings of their own here.
pub(super) fn was_clicked(ui: &Ui, response: &Response) -> bool {
    response.clicked() && !ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Space))
}

//! A list of rows of one height, of which only the visible ones are made.
//!
//! A row can have the keyboard: up and down go from row to row, Enter jumps, left and right step.
//! Places are worked out in double precision, so that the hundred-thousandth row stands as still
//! as the first.

use egui::{
    EventFilter, Id, Key, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use crate::gui::theme::Theme;

/// How many rows Page up and Page down go.
const PAGE: usize = 10;

/// Width left to the scroll bar, points.
const SCROLL_BAR: f32 = 4.0;

/// How much of its neighbours is seen beside a row scrolled to, in rows.
const SEEN_BESIDE: f32 = 0.6;

/// What was done in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowEvent {
    /// A row was clicked.
    Clicked(usize),
    /// The keyboard went to a row.
    Moved(usize),
    /// Enter on a row.
    Entered(usize),
    /// Left or right on a row.
    Stepped {
        /// Which.
        row: usize,
        /// Left.
        back: bool,
    },
    /// Delete or Backspace on a row.
    Deleted(usize),
    /// Space on a row.
    Toggled(usize),
}

/// See the module.
#[derive(Clone, Copy, Debug)]
pub struct RowList<'a> {
    /// Tells it from other lists.
    pub name: &'a str,
    /// How many rows.
    pub n_rows: usize,
    /// Height of each, points.
    pub row_height: f32,
    /// A row to scroll to.
    pub reveal: Option<usize>,
    /// Whether keys are for the rows and not for something open above.
    pub takes_keys: bool,
}

/// A visible row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its place in the list.
    pub index: usize,
    /// Where it is.
    pub rect: Rect,
    /// What the mouse does with it.
    pub response: Response,
    /// Whether it is the selected one.
    pub is_selected: bool,
}

impl Row {
    /// Gives it a name for assistive technology.
    pub fn name(&self, name: &str) {
        self.response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, self.is_selected, name));
    }
}

impl RowList<'_> {
    /// The id that has the keyboard while a row does.
    pub fn row_id(name: &str, row: usize) -> Id {
        Id::unique(("row", name)).with(row)
    }

    /// Draws the visible rows.
    pub fn show(
        self,
        ui: &mut Ui,
        theme: &Theme,
        is_selected: impl Fn(usize) -> bool,
        mut draw: impl FnMut(&mut Ui, &Row),
    ) -> Option<RowEvent> {
        let mut event = None;
        let height = ui.available_height();
        let area = ScrollArea::vertical()
            .id_salt(("rows", self.name))
            .auto_shrink(false)
            .max_height(height)
            .min_scrolled_height(0.0)
            .animated(false);
        area.show_viewport(ui, |ui, viewport| {
            ui.set_height(self.top_of(self.n_rows));
            ui.set_width(ui.available_width());
            let origin = ui.max_rect().left_top();
            let (first, last) = self.visible(viewport);
            for index in first..last {
                let top = self.place_on_screen(origin.y, index);
                let size = vec2(ui.max_rect().width() - SCROLL_BAR, self.row_height);
                let rect = Rect::from_min_size(pos2(origin.x, top), size);
                let row = self.row(ui, index, rect, is_selected(index));
                paint_ground(ui, theme, &row);
                draw(ui, &row);
                event = event.or_else(|| self.event(ui, &row));
            }
            let wanted = match event {
                Some(RowEvent::Moved(row)) => Some(row),
                _ => self.reveal,
            };
            if let Some(row) = wanted {
                let top = origin.y + self.top_of(row);
                let row = Rect::from_min_size(pos2(origin.x, top), vec2(1.0, self.row_height));
                let rect = row.expand2(vec2(0.0, self.row_height * SEEN_BESIDE));
                ui.scroll_to_rect_animation(rect, None, egui::style::ScrollAnimation::none());
            }
        });
        event
    }

    #[expect(clippy::cast_precision_loss, reason = "exact to 16 million rows")]
    fn top_of(self, row: usize) -> f32 {
        row as f32 * self.row_height
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a place on a screen")]
    fn place_on_screen(self, top: f32, row: usize) -> f32 {
        let top = f64::from(top) + f64::from(self.row_height) * row as f64;
        (top * 4.0).round() as f32 / 4.0
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the conversion from float saturates"
    )]
    fn visible(self, viewport: Rect) -> (usize, usize) {
        let first = (viewport.min.y / self.row_height).floor() as usize;
        let last = (viewport.max.y / self.row_height).ceil() as usize + 1;
        (first.min(self.n_rows), last.min(self.n_rows))
    }

    fn row(self, ui: &Ui, index: usize, rect: Rect, is_selected: bool) -> Row {
        let response = ui.interact(rect, Self::row_id(self.name, index), Sense::click());
        Row { index, rect, response, is_selected }
    }

    fn event(self, ui: &Ui, row: &Row) -> Option<RowEvent> {
        let index = row.index;
        if self.takes_keys
            && row.response.has_focus()
            && let Some(event) = self.key_event(ui, row)
        {
            return Some(event);
        }
        if self.takes_keys && row.response.clicked() {
            row.response.request_focus();
            return Some(RowEvent::Clicked(index));
        }
        None
    }

    fn key_event(self, ui: &Ui, row: &Row) -> Option<RowEvent> {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(row.response.id, filter));
        let index = row.index;
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let last = self.n_rows.saturating_sub(1);
        let to = [
            (Key::ArrowDown, index.saturating_add(1)),
            (Key::ArrowUp, index.saturating_sub(1)),
            (Key::PageDown, index.saturating_add(PAGE)),
            (Key::PageUp, index.saturating_sub(PAGE)),
            (Key::Home, 0),
            (Key::End, last),
        ]
        .into_iter()
        .find(|(key, _)| pressed(*key))
        .map(|(_, to)| to.min(last));
        if let Some(to) = to {
            if to == index {
                return None;
            }
            ui.memory_mut(|memory| memory.request_focus(Self::row_id(self.name, to)));
            return Some(RowEvent::Moved(to));
        }
        [
            (Key::Enter, RowEvent::Entered(index)),
            (Key::Space, RowEvent::Toggled(index)),
            (Key::ArrowRight, RowEvent::Stepped { row: index, back: false }),
            (Key::ArrowLeft, RowEvent::Stepped { row: index, back: true }),
            (Key::Delete, RowEvent::Deleted(index)),
            (Key::Backspace, RowEvent::Deleted(index)),
        ]
        .into_iter()
        .find(|(key, _)| pressed(*key))
        .map(|(_, event)| event)
    }
}

fn paint_ground(ui: &Ui, theme: &Theme, row: &Row) {
    let rect = row.rect.shrink2(vec2(0.0, 0.5));
    let radius = 5.0;
    if row.is_selected {
        ui.painter().rect_filled(rect, radius, theme.selection);
    } else if row.response.hovered() {
        ui.painter().rect_filled(rect, radius, ui.visuals().widgets.hovered.bg_fill);
    }
    if row.response.has_focus() {
        ui.painter().rect_stroke(rect, radius, Stroke::new(1.5, theme.focus), StrokeKind::Inside);
    }
}

//! A text field of one line that offers names while it has the keyboard: the arrows choose one and
//! Enter takes it. What is offered never gets in the way of what is typed.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Area, Frame, Id, Key, Margin, Modifiers, Order, Rect, Response, Role, Sense, TextEdit, TextStyle, Ui,
    WidgetInfo, pos2, vec2,
};

use super::elide;
use super::field::{Typed, caption};
use crate::gui::theme::Theme;

/// Height of a row, points.
const ROW_HEIGHT: f32 = 25.0;

/// Something offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is taken.
    pub text: String,
    /// Why it is offered.
    pub remark: &'static str,
}

/// See the module.
#[derive(Clone, Copy, Debug)]
pub struct OfferingField<'a> {
    /// What stands above it.
    pub label: &'a str,
    /// What assistive technology calls it.
    pub name: &'a str,
    /// What an empty field says.
    pub hint: &'a str,
}

/// What is known of a field's list between two frames.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// The row that Enter takes.
    chosen: Option<usize>,
    /// Whether something was taken and nothing typed since.
    taken: bool,
    /// Where the list was drawn.
    rect: Option<Rect>,
}

impl OfferingField<'_> {
    /// Draws it with `value` in it. `salt` must tell it from the same field of another record.
    pub fn show(
        self,
        ui: &mut Ui,
        theme: &Theme,
        salt: impl egui::AsIdSalt,
        value: &str,
        offers: impl FnOnce(&str) -> Vec<Offer>,
    ) -> Typed {
        caption(ui, theme, self.label);
        let id = ui.make_persistent_id(("offering", &salt));
        let mut state = ui.data(|data| data.get_temp::<State>(id)).unwrap_or_default();
        let in_list = state.rect.is_some_and(|rect| {
            let pointer = ui.input(|input| input.pointer.interact_pos());
            pointer.is_some_and(|at| rect.contains(at))
                && ui.input(|input| input.pointer.any_down() || input.pointer.any_released())
        });
        let is_open = (ui.memory(|memory| memory.has_focus(id)) || in_list) && !state.taken;
        let offers = if is_open { offers(value) } else { Vec::new() };
        let mut text = value.to_owned();
        let mut taken = self.keys(ui, &offers, &mut state);
        let edit = TextEdit::singleline(&mut text).id(id).hint_text(self.hint);
        let edit = edit.desired_width(f32::INFINITY).margin(Margin::symmetric(6, 4));
        let response = ui.add(edit).accessible_name(self.name);
        if response.changed() {
            state = State::default();
        }
        state.rect = None;
        if is_open && !offers.is_empty() {
            let (rect, clicked) = list(ui, theme, &response, &offers, state.chosen);
            state.rect = Some(rect);
            taken = taken.or(clicked);
        }
        if !response.has_focus() && !in_list {
            state = State::default();
        }
        let mut changed = response.changed();
        if let Some(offer) = taken.and_then(|row| offers.get(row)) {
            offer.text.clone_into(&mut text);
            changed = true;
            state = State { taken: true, ..State::default() };
            cursor_to_end(ui, id, &text);
            response.request_focus();
        }
        ui.data_mut(|data| data.insert_temp(id, state));
        Typed { text: changed.then_some(text), left: response.lost_focus() && taken.is_none(), id: Some(id) }
    }

    /// The row taken with Enter.
    fn keys(self, ui: &Ui, offers: &[Offer], state: &mut State) -> Option<usize> {
        if offers.is_empty() {
            state.chosen = None;
            return None;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = offers.len() - 1;
        if pressed(Key::ArrowDown) {
            state.chosen = Some(state.chosen.map_or(0, |row| (row + 1).min(last)));
        }
        if pressed(Key::ArrowUp) {
            state.chosen = state.chosen.and_then(|row| row.checked_sub(1));
        }
        state.chosen.filter(|_| pressed(Key::Enter))
    }
}

fn cursor_to_end(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(text.chars().count()))));
    state.store(ui.ctx(), id);
}

/// Draws the list below the field, or above it where there is more room; the row that was clicked.
fn list(
    ui: &Ui,
    theme: &Theme,
    field: &Response,
    offers: &[Offer],
    chosen: Option<usize>,
) -> (Rect, Option<usize>) {
    let height = offers.iter().fold(8.0, |height, _| height + ROW_HEIGHT);
    let window = ui.ctx().content_rect();
    let below = field.rect.bottom() + 2.0;
    let top = if below + height > window.bottom() { field.rect.top() - 2.0 - height } else { below };
    let mut clicked = None;
    let area =
        Area::new(field.id.with("offers")).order(Order::Tooltip).fixed_pos(pos2(field.rect.left(), top));
    let shown = area.constrain(false).show(ui.ctx(), |ui| {
        let frame = Frame::new().fill(theme.raised).stroke((1.0, theme.line)).corner_radius(6);
        frame.inner_margin(Margin::same(4)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (row, offer) in offers.iter().enumerate() {
                let width = field.rect.width() - 8.0;
                let (rect, response) = ui.allocate_exact_size(vec2(width, ROW_HEIGHT), Sense::click());
                let is_chosen = chosen == Some(row);
                if is_chosen || response.hovered() {
                    ui.painter().rect_filled(rect, 4.0, theme.selection);
                }
                paint(ui, theme, rect, offer);
                let name = format!("{}, {}", offer.text, offer.remark);
                response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &name));
                if response.clicked() {
                    clicked = Some(row);
                }
            }
        });
    });
    (shown.response.rect, clicked)
}

fn paint(ui: &Ui, theme: &Theme, rect: Rect, offer: &Offer) {
    let small = TextStyle::Small.resolve(ui.style());
    let remark = elide::one_line(ui, offer.remark, small, theme.weak, rect.width() / 2.0);
    let body = TextStyle::Body.resolve(ui.style());
    let room = rect.width() - remark.size().x - 18.0;
    let name = elide::one_line(ui, &offer.text, body, theme.text, room);
    let middle = |galley: &egui::Galley| rect.center().y - galley.size().y / 2.0;
    let right = pos2(rect.right() - remark.size().x - 6.0, middle(&remark));
    ui.painter().galley(pos2(rect.left() + 6.0, middle(&name)), name, theme.text);
    ui.painter().galley(right, remark, theme.weak);
}

//! The card a flow is drawn on, and how the keyboard gets into it.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Area, Button, Context, Frame, Id, Key, Label, Margin, Modal, Order, Popup, Rect, Response, RichText,
    Sense, Shadow, Stroke, Ui, pos2, vec2,
};

use crate::gui::fonts;
use crate::gui::theme::Theme;

/// Space between the card's edge and what is on it, points.
const PADDING: i8 = 16;
/// Space kept free between the card and the window's edge, points.
const CLEAR: f32 = 16.0;

/// A card above the dimmed window.
pub(super) struct Card<'a> {
    /// Tells this card from others; a new one puts the keyboard into its field afresh.
    pub(super) id: Id,
    /// Colours.
    pub(super) theme: &'a Theme,
    /// Width in points, less where the window is narrower.
    pub(super) width: f32,
    /// Where its top is, as a part of the window's height.
    pub(super) top: f32,
    /// What it must not hide: it then opens below or above that, and the window is dimmed less.
    pub(super) beside: Option<Rect>,
}

/// A card beside words is at most so high, points: the article is to be seen.
const MOST_BESIDE: f32 = 420.0;
/// A card below what it must not hide has at least this height, points; else it opens above.
const LEAST_HEIGHT: f32 = 270.0;

/// What a card's content may want to know.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Whether the card was not there in the frame before.
    pub(super) is_new: bool,
    /// Points from the card's top to the lowest place its content may reach.
    pub(super) height: f32,
}

impl Card<'_> {
    /// Draws the card; says whether the dimmed window around it was clicked.
    pub(super) fn show(self, ctx: &Context, content: impl FnOnce(&mut Ui, Place)) -> bool {
        let window = ctx.content_rect();
        let padding = f32::from(PADDING);
        let width = (window.width() - 2.0 * CLEAR).min(self.width);
        let mut top = window.top() + (window.height() * self.top).max(CLEAR).round();
        let mut left = (window.center().x - width / 2.0).round();
        let most = if self.beside.is_some() { MOST_BESIDE } else { f32::INFINITY };
        let (mut highest, mut lowest) = (top, window.bottom() - CLEAR);
        if let Some(words) = self.beside {
            left = words
                .left()
                .clamp(window.left() + CLEAR, (window.right() - CLEAR - width).max(window.left() + CLEAR));
            if lowest - words.bottom() > LEAST_HEIGHT {
                top = (words.bottom() + 10.0).round();
                highest = top;
            } else {
                lowest = (words.top() - 10.0).max(window.top() + CLEAR + LEAST_HEIGHT);
                let drawn =
                    ctx.memory(|memory| memory.area_rect(self.id)).map_or(LEAST_HEIGHT, |rect| rect.height());
                highest = window.top() + CLEAR;
                top = (lowest - drawn).max(highest).round();
            }
        }
        let area = Area::new(self.id).order(Order::Foreground).sense(Sense::hover());
        let area = area.fixed_pos(pos2(left, top)).default_size(window.size()).constrain(false);
        let is_new = !ctx.memory(|memory| memory.areas().visible_last_frame(&area.layer()));
        let place = Place { is_new, height: (lowest - highest).min(most) - 2.0 * padding };
        let frame = Frame::new()
            .fill(self.theme.raised)
            .stroke(Stroke::new(1.0, self.theme.line))
            .corner_radius(10)
            .shadow(Shadow {
                offset: [0, 6],
                blur: 28,
                spread: 0,
                color: ctx.global_style().visuals.window_shadow.color,
            })
            .inner_margin(Margin::same(PADDING));
        let dim = if self.beside.is_some() { 0.18 } else { 0.62 };
        let modal =
            Modal::new(self.id).area(area).frame(frame).backdrop_color(self.theme.page.gamma_multiply(dim));
        let shown = modal.show(ctx, |ui| {
            ui.set_width(width - 2.0 * padding);
            ui.set_max_height(place.height);
            steady_strokes(ui, self.theme);
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            content(ui, place);
        });
        shown.backdrop_response.clicked()
    }
}

/// One width for every edge: a thicker one would move what stands below a field that gets the keyboard.
fn steady_strokes(ui: &mut Ui, theme: &Theme) {
    let visuals = ui.visuals_mut();
    visuals.selection.stroke = Stroke::new(1.0, theme.focus);
    visuals.widgets.active.bg_stroke.width = 1.0;
}

/// The card's title.
pub(super) fn title(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let text = RichText::new(text).font(egui::FontId::new(16.0, fonts::ui_bold())).color(theme.text);
    ui.add(Label::new(text).wrap())
}

/// A line of help below the title.
pub(super) fn hint(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    ui.add(Label::new(RichText::new(text).color(theme.weak)).wrap())
}

/// Says what is missing or wrong, with a sign, so that it is not told by colour alone.
pub(super) fn message(ui: &mut Ui, theme: &Theme, text: &str) {
    if text.is_empty() {
        return;
    }
    let frame = Frame::new().fill(theme.warn.gamma_multiply(0.14)).corner_radius(6);
    frame
        .stroke(Stroke::new(1.0, theme.warn.gamma_multiply(0.5)))
        .inner_margin(Margin::symmetric(10, 7))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.label(RichText::new("⚠").color(theme.warn));
                ui.add(Label::new(RichText::new(text).color(theme.text)).wrap());
            });
        });
}

/// The button that does what the card is for.
pub(super) fn main_button<'a>(theme: &Theme, text: &'a str) -> Button<'a> {
    let text = RichText::new(text).color(theme.on_accent).family(fonts::ui_bold());
    Button::new(text).fill(theme.accent).stroke(Stroke::new(1.0, theme.accent)).min_size(vec2(72.0, 28.0))
}

/// Any other button.
pub(super) fn other_button<'a>(theme: &Theme, text: &'a str) -> Button<'a> {
    Button::new(RichText::new(text).color(theme.text)).min_size(vec2(72.0, 28.0))
}

/// Where the cursor stands in a field that just got the keyboard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cursor {
    /// After the last character.
    End,
    /// Everything is selected, so that typing replaces it.
    All,
}

/// Puts the keyboard into the card's first field when the card opens, and back into it whenever it
/// went to something behind the card.
pub(super) fn hold_keyboard(ui: &Ui, place: Place, field: &Response, text: &str, cursor: Cursor) {
    let focused = ui.memory(egui::Memory::focused);
    let layer = focused.and_then(|id| ui.ctx().read_response(id)).map(|response| response.layer_id);
    let moving_on = focused.is_none() && ui.input(|input| input.key_pressed(Key::Tab));
    if moving_on {
        ui.ctx().request_repaint();
    }
    let inside = layer == Some(ui.layer_id()) || Popup::is_any_open(ui.ctx()) || moving_on;
    if inside && !place.is_new {
        return;
    }
    field.request_focus();
    if place.is_new {
        let end = CCursor::new(text.chars().count());
        let mut state = TextEditState::default();
        state.cursor.set_char_range(Some(match cursor {
            Cursor::End => CCursorRange::one(end),
            Cursor::All => CCursorRange::two(CCursor::default(), end),
        }));
        state.store(ui.ctx(), field.id);
    }
}

/// Makes the field that has the keyboard stand out.
pub(super) fn mark_focus(ui: &Ui, theme: &Theme, field: &Response) {
    if field.has_focus() {
        ui.painter().rect_stroke(field.rect, 5, Stroke::new(1.8, theme.focus), egui::StrokeKind::Inside);
    }
}

/// Whether Enter was pressed in this field; the key is used up.
pub(super) fn took_enter(ui: &Ui, field: &Response) -> bool {
    field.has_focus() && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Enter))
}

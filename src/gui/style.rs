//! Sizes and spaces of egui's own widgets.

use egui::{Context, FontFamily, FontId, Style, TextStyle, vec2};

use super::theme::Theme;

/// Puts the themes and sizes into egui.
pub fn install(ctx: &Context, light: &Theme, dark: &Theme) {
    for (which, theme) in [(egui::Theme::Light, light), (egui::Theme::Dark, dark)] {
        ctx.set_style_of(which, style(theme));
    }
}

fn style(theme: &Theme) -> Style {
    let mut style = Style { visuals: theme.visuals(), ..Style::default() };
    style.text_styles = [
        (TextStyle::Heading, FontId::new(17.0, super::fonts::ui_bold())),
        (TextStyle::Body, FontId::new(13.5, FontFamily::Proportional)),
        (TextStyle::Button, FontId::new(13.5, FontFamily::Proportional)),
        (TextStyle::Small, FontId::new(11.5, FontFamily::Proportional)),
        (TextStyle::Monospace, FontId::new(12.5, FontFamily::Monospace)),
    ]
    .into();
    style.spacing.item_spacing = vec2(6.0, 5.0);
    style.spacing.button_padding = vec2(8.0, 4.0);
    style.spacing.interact_size.y = 24.0;
    style.animation_time = 0.0;
    style
}

//! Colours, from the theme files. Nowhere else are colours made.
#![allow(clippy::disallowed_methods, reason = "the one place where colours are made")]

use egui::{Color32, CornerRadius, Stroke, Visuals};
use serde::{Deserialize, Deserializer};

use crate::model::schema::Rgb;
use crate::model::{ClaimState, EntityKind, Verdict};

const LIGHT: &str = include_str!("../../assets/theme/light.ron");
const DARK: &str = include_str!("../../assets/theme/dark.ron");

fn colour<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(deserializer)?;
    Color32::from_hex(&text)
        .map_err(|error| serde::de::Error::custom(format!("“{text}” is not a colour: {error:?}")))
}

/// The colours of one theme.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[allow(missing_docs, reason = "each is the colour of that name")]
pub struct Theme {
    #[serde(skip)]
    pub is_dark: bool,
    #[serde(deserialize_with = "colour")]
    pub page: Color32,
    #[serde(deserialize_with = "colour")]
    pub panel: Color32,
    #[serde(deserialize_with = "colour")]
    pub raised: Color32,
    #[serde(deserialize_with = "colour")]
    pub line: Color32,
    #[serde(deserialize_with = "colour")]
    pub text: Color32,
    #[serde(deserialize_with = "colour")]
    pub weak: Color32,
    #[serde(deserialize_with = "colour")]
    pub faint: Color32,
    #[serde(deserialize_with = "colour")]
    pub accent: Color32,
    #[serde(deserialize_with = "colour")]
    pub on_accent: Color32,
    #[serde(deserialize_with = "colour")]
    pub selection: Color32,
    #[serde(deserialize_with = "colour")]
    pub caret: Color32,
    #[serde(deserialize_with = "colour")]
    pub focus: Color32,
    #[serde(deserialize_with = "colour")]
    pub good: Color32,
    #[serde(deserialize_with = "colour")]
    pub bad: Color32,
    #[serde(deserialize_with = "colour")]
    pub warn: Color32,
    #[serde(deserialize_with = "colour")]
    pub quote: Color32,
    /// Ground of words that are looked for.
    #[serde(deserialize_with = "colour")]
    pub found: Color32,
    /// Edge of words that are looked for, and their marks in the strip.
    #[serde(deserialize_with = "colour")]
    pub found_edge: Color32,
    /// Opacity of a passage's tint, 0 to 1.
    pub tint_strength: f32,
    entities: EntityColours,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct EntityColours {
    #[serde(deserialize_with = "colour")]
    person: Color32,
    #[serde(deserialize_with = "colour")]
    organisation: Color32,
    #[serde(deserialize_with = "colour")]
    place: Color32,
    #[serde(deserialize_with = "colour")]
    date: Color32,
    #[serde(deserialize_with = "colour")]
    event: Color32,
    #[serde(deserialize_with = "colour")]
    work: Color32,
    #[serde(deserialize_with = "colour")]
    product: Color32,
    #[serde(deserialize_with = "colour")]
    money: Color32,
    #[serde(deserialize_with = "colour")]
    quantity: Color32,
    #[serde(deserialize_with = "colour")]
    group: Color32,
    #[serde(deserialize_with = "colour")]
    role: Color32,
    #[serde(deserialize_with = "colour")]
    other: Color32,
}

impl Theme {
    /// The light theme.
    ///
    /// # Panics
    /// Never: the file is built in, and a test reads it.
    #[allow(clippy::expect_used, reason = "the file is built in and a test reads it")]
    pub fn light() -> Self {
        ron::from_str(LIGHT).expect("assets/theme/light.ron is sound")
    }

    /// The dark theme.
    ///
    /// # Panics
    /// Never: the file is built in, and a test reads it.
    #[allow(clippy::expect_used, reason = "the file is built in and a test reads it")]
    pub fn dark() -> Self {
        let theme: Self = ron::from_str(DARK).expect("assets/theme/dark.ron is sound");
        Self { is_dark: true, ..theme }
    }

    /// The colour of a type of entity.
    pub fn entity(&self, kind: EntityKind) -> Color32 {
        let entities = &self.entities;
        match kind {
            EntityKind::Person => entities.person,
            EntityKind::Organisation => entities.organisation,
            EntityKind::Place => entities.place,
            EntityKind::Date => entities.date,
            EntityKind::Event => entities.event,
            EntityKind::Work => entities.work,
            EntityKind::Product => entities.product,
            EntityKind::Money => entities.money,
            EntityKind::Quantity => entities.quantity,
            EntityKind::Group => entities.group,
            EntityKind::Role => entities.role,
            EntityKind::Other => entities.other,
        }
    }

    /// The colour of a claim by its state and verdict.
    pub fn claim(&self, state: ClaimState, verdict: Verdict) -> Color32 {
        match (state, verdict) {
            (ClaimState::NotCheckable | ClaimState::Dropped, _) => self.faint,
            (ClaimState::NeedsRecheck, _)
            | (_, Verdict::Disputed | Verdict::Mixed | Verdict::Unproven | Verdict::Outdated) => self.warn,
            (_, Verdict::Verified | Verdict::MostlyTrue) => self.good,
            (_, Verdict::False | Verdict::MostlyFalse | Verdict::Misleading) => self.bad,
            (_, Verdict::Unrated) => self.accent,
        }
    }

    /// A house tag's colour as a tint behind text.
    pub fn tint(&self, colour: Rgb) -> Color32 {
        self.solid(colour).gamma_multiply(self.tint_strength)
    }

    /// A house tag's colour as it is.
    pub fn solid(&self, colour: Rgb) -> Color32 {
        let Rgb(red, green, blue) = colour;
        Color32::from_rgb(red, green, blue)
    }

    /// egui's own widgets in these colours.
    pub fn visuals(&self) -> Visuals {
        let mut visuals = if self.is_dark { Visuals::dark() } else { Visuals::light() };
        visuals.override_text_color = None;
        visuals.panel_fill = self.panel;
        visuals.window_fill = self.raised;
        visuals.extreme_bg_color = self.page;
        visuals.faint_bg_color = self.raised;
        visuals.window_stroke = Stroke::new(1.0, self.line);
        visuals.window_corner_radius = CornerRadius::same(8);
        visuals.menu_corner_radius = CornerRadius::same(6);
        visuals.selection.bg_fill = self.selection;
        visuals.selection.stroke = Stroke::new(1.0, self.text);
        visuals.hyperlink_color = self.accent;
        visuals.error_fg_color = self.bad;
        visuals.warn_fg_color = self.warn;
        let widgets = &mut visuals.widgets;
        widgets.noninteractive.bg_fill = self.panel;
        widgets.noninteractive.bg_stroke = Stroke::new(1.0, self.line);
        widgets.noninteractive.fg_stroke = Stroke::new(1.0, self.text);
        for (state, ground) in [
            (&mut widgets.inactive, self.raised),
            (&mut widgets.hovered, self.selection.gamma_multiply(0.6)),
            (&mut widgets.active, self.selection),
            (&mut widgets.open, self.raised),
        ] {
            state.bg_fill = ground;
            state.weak_bg_fill = ground;
            state.bg_stroke = Stroke::new(1.0, self.line);
            state.fg_stroke = Stroke::new(1.0, self.text);
            state.corner_radius = CornerRadius::same(5);
        }
        widgets.hovered.bg_stroke = Stroke::new(1.0, self.accent);
        widgets.active.bg_stroke = Stroke::new(1.5, self.focus);
        visuals
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(one: Color32, other: Color32) -> f32 {
        let channel = |value: u8| {
            let part = f32::from(value) / 255.0;
            if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let luminance =
            |c: Color32| 0.2126 * channel(c.r()) + 0.7152 * channel(c.g()) + 0.0722 * channel(c.b());
        let (bright, dark) = (luminance(one).max(luminance(other)), luminance(one).min(luminance(other)));
        (bright + 0.05) / (dark + 0.05)
    }

    /// WCAG 2.2, success criterion 1.4.3: 4.5 to 1 for text.
    #[test]
    fn every_text_colour_reads_on_page_and_panel() {
        for theme in [Theme::light(), Theme::dark()] {
            let kinds = EntityKind::ALL.map(|kind| theme.entity(kind));
            let texts =
                [theme.text, theme.weak, theme.accent, theme.good, theme.bad, theme.warn, theme.quote];
            for ground in [theme.page, theme.panel] {
                for colour in texts.iter().chain(&kinds) {
                    assert!(
                        contrast(*colour, ground) >= 4.5,
                        "{colour:?} on {ground:?}: {}",
                        contrast(*colour, ground)
                    );
                }
            }
        }
    }
}

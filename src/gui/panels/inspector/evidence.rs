//! The sources of a claim, a card each.

use egui::{CornerRadius, FontId, Frame, Label, Margin, OpenUrl, RichText, TextStyle, Ui};

use crate::gui::scene::Scene;
use crate::gui::widgets::{elide, signs};
use crate::model::{AnnotationId, Evidence};
use crate::session::Action;

/// Draws the card of the evidence at `at`.
pub(super) fn card(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (claim, at): (AnnotationId, usize),
    evidence: &Evidence,
    actions: &mut Vec<Action>,
) {
    let theme = scene.theme;
    let frame =
        Frame::new().fill(theme.raised).stroke((1.0, theme.line)).corner_radius(CornerRadius::same(6));
    frame.inner_margin(Margin::symmetric(8, 6)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        let (sign, colour) = signs::stance(evidence.stance, theme);
        let stance = RichText::new(format!("{sign} {}", evidence.stance.label()));
        let stance = stance.font(elide::bold(ui, &TextStyle::Small)).color(colour);
        ui.horizontal(|ui| {
            ui.label(stance);
            elide::label(ui, RichText::new(evidence.kind.label()).small().color(theme.weak));
        });
        title(ui, evidence);
        let facts = facts(evidence);
        if !facts.is_empty() {
            ui.add(Label::new(RichText::new(facts).small().color(theme.weak)).wrap());
        }
        if !evidence.excerpt.trim().is_empty() {
            let font = FontId::new(12.5, crate::gui::fonts::reading_italic());
            let excerpt = format!("“{}”", evidence.excerpt.trim());
            let galley = elide::some_lines(ui, &excerpt, (font, theme.text), ui.available_width(), 3);
            ui.add(Label::new(galley)).on_hover_text(excerpt);
        }
        if evidence.confidential {
            ui.label(RichText::new("⚠ Confidential: never leaves the desk").small().color(theme.warn));
        }
        card_buttons(ui, (claim, at), evidence, actions);
    });
}

fn name(evidence: &Evidence) -> &str {
    let names = [&evidence.title, &evidence.url, &evidence.publisher];
    names.into_iter().find(|name| !name.trim().is_empty()).map_or("Unnamed source", String::as_str)
}

/// Name of the source, which opens its address.
fn title(ui: &mut Ui, evidence: &Evidence) {
    let url = evidence.url.trim();
    let is_address = url.starts_with("http://") || url.starts_with("https://");
    if !is_address {
        let font = elide::bold(ui, &TextStyle::Body);
        elide::label(ui, RichText::new(name(evidence)).font(font));
        return;
    }
    let text = RichText::new(name(evidence)).color(ui.visuals().hyperlink_color).underline();
    let label = Label::new(text).sense(egui::Sense::click()).selectable(false).truncate();
    let link = ui.add(label).on_hover_cursor(egui::CursorIcon::PointingHand);
    link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, name(evidence)));
    if link.clicked() {
        ui.ctx().open_url(OpenUrl::new_tab(url));
    }
    link.on_hover_text(url);
}

/// What is known of the source, in a line.
fn facts(evidence: &Evidence) -> String {
    let accessed = evidence.accessed.map(|date| format!("accessed {date}")).unwrap_or_default();
    let archived = if evidence.archived.trim().is_empty() { "" } else { "copy kept" };
    let parts = [
        evidence.publisher.as_str(),
        evidence.author.as_str(),
        evidence.published.as_str(),
        evidence.locator.as_str(),
        accessed.as_str(),
        archived,
    ];
    let parts = parts.into_iter().map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

fn card_buttons(
    ui: &mut Ui,
    (claim, at): (AnnotationId, usize),
    evidence: &Evidence,
    actions: &mut Vec<Action>,
) {
    ui.horizontal(|ui| {
        let mut small = |words: &str| {
            let button = egui::Button::new(RichText::new(words).small()).small();
            ui.add(button).accessible_name(format!("{words} source {}", name(evidence))).clicked()
        };
        if small("Edit…") {
            actions.push(Action::EditEvidence { claim, at });
        }
        if small("Remove") {
            actions.push(Action::RemoveEvidence { claim, at });
        }
    });
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::model::EvidenceId;

    #[test]
    fn a_source_is_called_by_its_title_then_by_its_address() {
        let mut evidence = Evidence::new(EvidenceId(uuid::Uuid::nil()));
        assert_eq!(name(&evidence), "Unnamed source");
        evidence.url = "https://example.org/a".into();
        assert_eq!(name(&evidence), "https://example.org/a");
        evidence.title = "Pile survey".into();
        assert_eq!(name(&evidence), "Pile survey");
    }

    #[test]
    fn facts_leave_out_what_is_not_known() {
        let mut evidence = Evidence::new(EvidenceId(uuid::Uuid::nil()));
        assert_eq!(facts(&evidence), "");
        evidence.locator = "p. 12".into();
        evidence.accessed = Some(jiff::civil::date(2025, 3, 6));
        assert_eq!(facts(&evidence), "p. 12 · accessed 2025-03-06");
    }
}

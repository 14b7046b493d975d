//! The form for a piece of evidence, and for what a verdict still needs.

use egui::{
    Align, Button, CollapsingHeader, ComboBox, FontId, Id, Key, Label, Layout, Margin, Modifiers, Response,
    RichText, ScrollArea, Stroke, TextEdit, Ui, vec2,
};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::theme::Theme;
use crate::gui::widgets::keycap;
use crate::model::{Evidence, EvidenceKind, Stance, Verdict};
use crate::session::flow::SourceForm;
use crate::session::{Action, FlowInput, dates};

use super::card::{self, Card, Cursor, Place};
use super::line;

/// Width of the column with the fields' names, points.
const NAMES: f32 = 108.0;

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, form: &SourceForm, actions: &mut Vec<Action>) {
    let id = Id::unique("source").with((form.claim, form.draft.id));
    let card = Card { id, theme: scene.theme, width: 640.0, top: 0.06, beside: None };
    let mut changed = form.clone();
    let mut confirmed = false;
    let mut later = Vec::new();
    let outside = card.show(ui.ctx(), |ui, place| {
        confirmed = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        header(ui, scene, form);
        let used = ui.min_rect().height();
        let room = (place.height - used - 44.0).max(120.0);
        ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
            let today = scene.session.today();
            let mut fields = Fields { theme: scene.theme, place, id, today, confirmed: false };
            fields.main(ui, &mut changed);
            fields.more(ui, &mut changed.draft);
            fields.instead(ui, &mut changed);
            confirmed |= fields.confirmed;
        });
        footer(ui, scene, form, &mut later);
    });
    if changed != *form {
        actions.push(Action::ChangeSource(Box::new(changed)));
    }
    if confirmed {
        actions.push(Action::Flow(FlowInput::Confirm));
    }
    actions.append(&mut later);
    if outside && !has_work(form) {
        actions.push(Action::Flow(FlowInput::Cancel));
    }
}

/// Whether a slip of the mouse would throw something typed away.
fn has_work(form: &SourceForm) -> bool {
    let texts = [&form.draft.locator, &form.reason, &form.objection];
    form.draft.is_stated() || texts.iter().any(|text| !text.trim().is_empty())
}

fn header(ui: &mut Ui, scene: &Scene<'_>, form: &SourceForm) {
    let theme = scene.theme;
    let document = scene.session.document();
    let title = if form.at.is_some() { "Source" } else { "Add a source" };
    ui.horizontal(|ui| {
        card::title(ui, theme, title);
        if let Some(verdict) = form.then {
            let name = scene.session.schema().verdict_name(verdict);
            let colour = theme.claim(crate::model::ClaimState::Checked, verdict);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(RichText::new(name).family(fonts::ui_bold()).color(colour));
                ui.label(RichText::new("then").color(theme.weak));
            });
        }
    });
    if let Some(claim) = document.annotation(form.claim) {
        let words = format!("“{}”", document.words_of(claim).replace('\n', " "));
        let font = FontId::new(14.5, fonts::reading());
        let mut job = egui::text::LayoutJob::simple(words, font, theme.weak, ui.available_width());
        job.wrap.max_rows = 2;
        ui.add(Label::new(job));
    }
    card::message(ui, theme, &form.message);
}

fn footer(ui: &mut Ui, scene: &Scene<'_>, form: &SourceForm, actions: &mut Vec<Action>) {
    let main = match form.then {
        Some(verdict) => {
            format!("Keep, then {}", scene.session.schema().verdict_name(verdict).to_lowercase())
        }
        None => "Keep".to_owned(),
    };
    let corner = ui.cursor().min;
    line::buttons(ui, scene, &main, actions);
    let cap = keycap::paint(ui.painter(), scene.theme, corner + vec2(0.0, 14.0), "Ctrl+Enter");
    let after = corner + vec2(cap + 6.0, 14.0);
    let font = FontId::new(11.5, egui::FontFamily::Proportional);
    ui.painter().text(after, egui::Align2::LEFT_CENTER, "keeps it from any field", font, scene.theme.weak);
}

/// The form's fields; notes whether Enter was pressed in one of a single line.
struct Fields<'a> {
    theme: &'a Theme,
    place: Place,
    id: Id,
    today: jiff::civil::Date,
    confirmed: bool,
}

impl Fields<'_> {
    fn main(&mut self, ui: &mut Ui, form: &mut SourceForm) {
        let guessed = form.title_is_guess();
        let draft = &mut form.draft;
        let url = self.line(ui, "URL", "paste an address, a DOI or a citation", &mut draft.url);
        card::hold_keyboard(ui, self.place, &url, &draft.url, Cursor::End);
        self.line(ui, "Title", "what the source is called", &mut draft.title);
        if guessed {
            self.row(ui, "", |fields, ui, _| {
                let words = "? Guessed from the address. Check it against the page.";
                ui.label(RichText::new(words).small().color(fields.theme.warn));
            });
        }
        self.line(ui, "Publisher", "who published it", &mut draft.publisher);
        self.line(ui, "Author", "who wrote it", &mut draft.author);
        self.line(ui, "Published", "as printed there", &mut draft.published);
        self.accessed(ui, &mut form.accessed);
        self.text(ui, "Excerpt", "the words that bear on the claim", &mut draft.excerpt);
        self.line(ui, "Locator", "page, paragraph or time", &mut draft.locator);
        self.stance(ui, &mut draft.stance);
        self.kind(ui, &mut draft.kind);
        self.row(ui, "", |_, ui, _| {
            ui.checkbox(&mut draft.confidential, "Confidential, never leaves the desk");
        });
        self.row(ui, "", |_, ui, _| {
            ui.add_enabled_ui(!draft.confidential, |ui| {
                ui.checkbox(&mut draft.publish, "May be shown to readers");
            });
        });
    }

    /// The day of access, with what is wrong with it right below.
    fn accessed(&mut self, ui: &mut Ui, typed: &mut String) {
        let field = self.line(ui, "Accessed", "today, yesterday, 2024-03-29", typed);
        if let Err(error) = dates::parse(typed, self.today) {
            self.row(ui, "", |fields, ui, _| {
                let words = RichText::new(format!("⚠ {error}")).small().color(fields.theme.bad);
                field.labelled_by(ui.add(Label::new(words).wrap()).id);
            });
        }
    }

    fn more(&mut self, ui: &mut Ui, draft: &mut Evidence) {
        let heading = RichText::new("More about the source").color(self.theme.weak);
        let filled = [&draft.archived, &draft.independent_of].iter().any(|text| !text.trim().is_empty());
        let header = CollapsingHeader::new(heading).id_salt("more").default_open(filled);
        header.show_unindented(ui, |ui| {
            self.line(ui, "Archived copy", "https://…", &mut draft.archived);
            self.line(ui, "Independent of", "other sources it does not rest on", &mut draft.independent_of);
        });
    }

    /// What stands in for a source where a verdict asks for one.
    fn instead(&mut self, ui: &mut Ui, form: &mut SourceForm) {
        let (name, hint, text) = match form.then {
            None | Some(Verdict::Unrated) => return,
            Some(Verdict::Disputed) => {
                ("Or the recorded objection", "who disputes it, and how", &mut form.objection)
            }
            Some(_) => {
                ("Or a reason why no source is needed", "for example: the reporter saw it", &mut form.reason)
            }
        };
        ui.add_space(2.0);
        ui.separator();
        let label = ui.label(RichText::new(name).color(self.theme.text));
        let field = self.field(text, name, hint);
        let response = ui.add(field).labelled_by(label.id);
        card::mark_focus(ui, self.theme, &response);
        self.confirmed |= card::took_enter(ui, &response);
    }

    fn field<'t>(&self, text: &'t mut String, name: &str, hint: &'static str) -> TextEdit<'t> {
        TextEdit::singleline(text)
            .id(self.id.with(name))
            .hint_text(RichText::new(hint).color(self.theme.faint))
            .margin(Margin::symmetric(8, 4))
            .desired_width(f32::INFINITY)
            .return_key(None)
    }

    fn line(&mut self, ui: &mut Ui, name: &str, hint: &'static str, text: &mut String) -> Response {
        self.row(ui, name, |fields, ui, label| {
            let field = fields.field(text, name, hint);
            let response = ui.add(field).labelled_by(label.id);
            card::mark_focus(ui, fields.theme, &response);
            fields.confirmed |= card::took_enter(ui, &response);
            response
        })
    }

    fn text(&mut self, ui: &mut Ui, name: &str, hint: &'static str, text: &mut String) {
        self.row(ui, name, |fields, ui, label| {
            let field = TextEdit::multiline(text)
                .id(fields.id.with(name))
                .hint_text(RichText::new(hint).color(fields.theme.faint))
                .margin(Margin::symmetric(8, 4))
                .desired_rows(3)
                .desired_width(f32::INFINITY);
            let response = ui.add(field).labelled_by(label.id);
            card::mark_focus(ui, fields.theme, &response);
        });
    }

    /// A row with the field's name at the left.
    fn row<R>(&mut self, ui: &mut Ui, name: &str, add: impl FnOnce(&mut Self, &mut Ui, &Response) -> R) -> R {
        let row = ui.horizontal_top(|ui| {
            let name = RichText::new(name).color(self.theme.weak);
            let layout = Layout::left_to_right(Align::Min);
            let label = ui.allocate_ui_with_layout(vec2(NAMES, 24.0), layout, |ui| {
                ui.set_min_width(NAMES);
                ui.vertical(|ui| {
                    ui.add_space(4.0);
                    ui.label(name)
                })
                .inner
            });
            ui.vertical(|ui| add(self, ui, &label.inner)).inner
        });
        row.inner
    }

    fn stance(&mut self, ui: &mut Ui, stance: &mut Stance) {
        let theme = self.theme;
        self.row(ui, "Stance", |_, ui, _| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                for choice in Stance::ALL {
                    let chosen = choice == stance;
                    let (sign, colour) = match choice {
                        Stance::Supports => ("✓", theme.good),
                        Stance::Contradicts => ("✗", theme.bad),
                        Stance::Context => ("…", theme.weak),
                    };
                    let ground = if chosen { theme.selection } else { theme.raised };
                    let edge = if chosen { theme.accent } else { theme.line };
                    let words =
                        (RichText::new(sign).color(colour), RichText::new(choice.label()).color(theme.text));
                    let button =
                        Button::new(words).selected(chosen).fill(ground).stroke(Stroke::new(1.0, edge));
                    let response = ui.add(button.min_size(vec2(92.0, 26.0)));
                    response.widget_info(|| {
                        egui::WidgetInfo::selected(egui::Role::RadioButton, true, chosen, choice.label())
                    });
                    if response.clicked() {
                        response.request_focus();
                        *stance = *choice;
                    }
                    card::mark_focus(ui, theme, &response);
                }
            });
        });
    }

    fn kind(&mut self, ui: &mut Ui, kind: &mut EvidenceKind) {
        self.row(ui, "Kind", |fields, ui, label| {
            let list =
                ComboBox::from_id_salt(fields.id.with("kind")).selected_text(kind.label()).width(200.0);
            let shown = list.show_ui(ui, |ui| {
                for choice in EvidenceKind::ALL {
                    ui.selectable_value(kind, *choice, choice.label());
                }
            });
            shown.response.labelled_by(label.id)
        });
    }
}

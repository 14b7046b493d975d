//! Questions put to people, what the criticised reply, and corrections after publication.

use egui::{Button, CornerRadius, Frame, Margin, RichText, Ui};
use jiff::civil::Date;

use super::{section, wanted};
use crate::gui::scene::Scene;
use crate::gui::widgets::date_field::DateField;
use crate::gui::widgets::elide;
use crate::gui::widgets::field::Field as TextField;
use crate::gui::widgets::offering_field::{Offer, OfferingField};
use crate::model::{AnnotationId, Claim, Correction, Field, Query, Reply};
use crate::session::{Action, Command};

/// At most so many people are offered at once.
const MOST_OFFERED: usize = 6;

/// The card of one record while it is drawn.
struct Card<'a, 's> {
    scene: &'a Scene<'s>,
    /// Tells its fields from those of other records.
    salt: (AnnotationId, &'static str, usize),
    /// What its fields are called by, for example "Question 1".
    name: String,
    left: bool,
}

impl Card<'_, '_> {
    fn text(&mut self, ui: &mut Ui, label: &'static str, hint: &str, rows: usize, value: &mut String) {
        let name = format!("{}: {}", self.name, label.to_lowercase());
        let field = TextField { label, hint, rows };
        let typed = field.show_named(ui, self.scene.theme, &name, (self.salt, label), value);
        wanted::take(ui, self.scene, &name, typed.id);
        self.left |= typed.left;
        if let Some(text) = typed.text {
            *value = text;
        }
    }

    /// Somebody: people asked before, claimants and speakers are offered.
    fn person(&mut self, ui: &mut Ui, label: &'static str, hint: &str, value: &mut String) {
        let name = format!("{}: {}", self.name, label.to_lowercase());
        let people = &self.scene.desk.people;
        let offers = |typed: &str| {
            let people = people.offered(typed, MOST_OFFERED).into_iter();
            people.map(|person| Offer { remark: person.remark(), text: person.name }).collect()
        };
        let field = OfferingField { label, name: &name, hint };
        let typed = field.show(ui, self.scene.theme, (self.salt, label), value, offers);
        wanted::take(ui, self.scene, &name, typed.id);
        self.left |= typed.left;
        if let Some(text) = typed.text {
            *value = text;
        }
    }

    fn date(&mut self, ui: &mut Ui, label: &'static str, value: &mut Option<Date>) {
        let name = format!("{}: {}", self.name, label.to_lowercase());
        let field = DateField { label, name: &name, today: self.scene.session.today() };
        self.left |= field.show(ui, self.scene.theme, (self.salt, label), value);
    }
}

/// A list of records, a card each; the list as it was changed.
fn cards<T: Clone + PartialEq>(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (id, kind, records): (AnnotationId, &'static str, &[T]),
    draw: impl Fn(&mut Ui, &mut Card<'_, '_>, &mut T),
    to: impl FnOnce(Vec<T>) -> Field,
    actions: &mut Vec<Action>,
) {
    let theme = scene.theme;
    let mut changed = records.to_vec();
    let mut removed = None;
    let mut left = false;
    for (at, record) in changed.iter_mut().enumerate() {
        let frame =
            Frame::new().fill(theme.raised).stroke((1.0, theme.line)).corner_radius(CornerRadius::same(6));
        frame.inner_margin(Margin::symmetric(8, 6)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            let name = format!("{kind} {}", at + 1);
            let mut card = Card { scene, salt: (id, kind, at), name, left: false };
            draw(ui, &mut card, record);
            left |= card.left;
            let button = Button::new(RichText::new("Remove").small()).small();
            if ui.add(button).accessible_name(format!("Remove {}", card.name.to_lowercase())).clicked() {
                removed = Some(at);
            }
        });
    }
    if let Some(at) = removed {
        changed.remove(at);
    }
    if changed != records {
        actions.push(Action::SetField { id, field: to(changed) });
    }
    if left {
        actions.push(Action::EndTyping);
    }
}

/// The questions put to people.
pub(super) fn queries(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (id, claim): (AnnotationId, &Claim),
    actions: &mut Vec<Action>,
) {
    let n_open = claim.queries.iter().filter(|query| query.is_open()).count();
    let title = match (claim.queries.len(), n_open) {
        (0, _) => "Questions to people".to_owned(),
        (_, 0) => "Questions to people, all answered".to_owned(),
        (_, n) => format!("Questions to people, {n} open"),
    };
    section(ui, &title);
    let draw = |ui: &mut Ui, card: &mut Card<'_, '_>, query: &mut Query| {
        due_line(ui, card.scene, query);
        card.person(ui, "To", "Who can answer", &mut query.to);
        card.text(ui, "Question", "What you ask", 1, &mut query.question);
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            card.date(left, "Asked", &mut query.asked);
            card.date(right, "Due", &mut query.due);
        });
        let had_answer = !query.answer.trim().is_empty();
        card.text(ui, "Answer", "What they said", 1, &mut query.answer);
        if !had_answer && !query.answer.trim().is_empty() && query.answered.is_none() {
            query.answered = Some(card.scene.session.today());
        }
        card.date(ui, "Answered", &mut query.answered);
    };
    cards(ui, scene, (id, "Question", &claim.queries), draw, Field::Queries, actions);
    super::buttons(ui, scene, &[(Command::AddQuery, "Ask a question…")], actions);
}

fn due_line(ui: &mut Ui, scene: &Scene<'_>, query: &Query) {
    let Some(due) = query.due.filter(|_| query.is_open()) else { return };
    let today = scene.session.today();
    let (words, colour) = match due.cmp(&today) {
        std::cmp::Ordering::Less => (format!("⚠ Overdue since {due}"), scene.theme.bad),
        std::cmp::Ordering::Equal => ("⚠ Due today".to_owned(), scene.theme.warn),
        std::cmp::Ordering::Greater => return,
    };
    ui.label(RichText::new(words).font(elide::bold(ui, &egui::TextStyle::Small)).color(colour));
}

/// What those who are criticised say.
pub(super) fn replies(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (id, claim): (AnnotationId, &Claim),
    actions: &mut Vec<Action>,
) {
    if !claim.criticism && claim.replies.is_empty() {
        return;
    }
    section(ui, "Right of reply");
    let draw = |ui: &mut Ui, card: &mut Card<'_, '_>, reply: &mut Reply| {
        card.person(ui, "From", "Who is criticised", &mut reply.from);
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            card.date(left, "Asked", &mut reply.asked);
            card.date(right, "Received", &mut reply.received);
        });
        card.text(ui, "Reply", "Their words, or that they declined", 1, &mut reply.words);
    };
    cards(ui, scene, (id, "Reply", &claim.replies), draw, Field::Replies, actions);
    super::buttons(ui, scene, &[(Command::AddReply, "Add a reply…")], actions);
}

/// What was corrected after publication.
pub(super) fn corrections(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (id, claim): (AnnotationId, &Claim),
    actions: &mut Vec<Action>,
) {
    section(ui, "After publication");
    let draw = |ui: &mut Ui, card: &mut Card<'_, '_>, correction: &mut Correction| {
        card.date(ui, "Corrected", &mut correction.published);
        card.text(ui, "It said", "The words as published", 1, &mut correction.was);
        card.text(ui, "It says now", "The words after the correction", 1, &mut correction.now);
        card.text(ui, "Notice to readers", "", 1, &mut correction.notice);
    };
    cards(ui, scene, (id, "Correction", &claim.corrections), draw, Field::Corrections, actions);
    super::buttons(ui, scene, &[(Command::AddCorrection, "Add a correction…")], actions);
}

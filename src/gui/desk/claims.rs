//! The claims as a table.

use std::collections::BTreeSet;

use egui::{Align2, Button, Checkbox, Rect, RichText, TextEdit, TextStyle, Ui, pos2, vec2};

use super::picked;
use crate::gui::panels::lists::claim_filters;
use crate::gui::scene::Scene;
use crate::gui::widgets::choice::titled_choice;
use crate::gui::widgets::row_list::{Row, RowEvent, RowList};
use crate::gui::widgets::{elide, signs};
use crate::model::{AnnotationId, Claim, Priority};
use crate::session::desk::claims::{Arrangement, Column, DueFilter, TableFilter, TableRow, cell};
use crate::session::{Action, Filter, Pane};

const NAME: &str = "claims table";
const ROW_HEIGHT: f32 = 26.0;
/// At most so many people are listed to filter by.
const MOST_OFFERED: usize = 300;
/// Width of the column of boxes, points.
const BOXES: f32 = 30.0;
/// The words of a claim get at least this width; other columns go first, points.
const WORDS: f32 = 230.0;

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let mut wanted = scene.session.view().filters[Pane::Claims as usize].clone();
    tools(ui, scene, &mut wanted, actions);
    picked::show(ui, scene, actions);
    ui.add_space(2.0);
    let rows = scene.desk.claims.rows();
    let columns = columns(ui.available_width() - BOXES);
    head(ui, scene, &columns, actions);
    if rows.is_empty() {
        return nothing(ui, scene, &wanted, actions);
    }
    let view = scene.session.view();
    let claim_at = |row: usize| match rows.get(row) {
        Some(TableRow::Claim(id)) => Some(*id),
        _ => None,
    };
    let is_selected = |row: usize| view.annotation.is_some() && claim_at(row) == view.annotation;
    let place =
        crate::gui::widgets::seen::new_or_changed(ui.ctx(), "table place", (view.annotation, rows.len()))
            .then(|| (0..rows.len()).find(|row| is_selected(*row)))
            .flatten();
    super::take_keyboard(ui, scene, NAME, || (0..rows.len()).find(|row| is_selected(*row)), rows.len());
    let list = RowList {
        name: NAME,
        n_rows: rows.len(),
        row_height: ROW_HEIGHT,
        reveal: place,
        takes_keys: scene.session.flow().is_none(),
    };
    let mut picks = Vec::new();
    let event = list.show(ui, scene.theme, is_selected, |ui, row| match rows.get(row.index) {
        Some(TableRow::Claim(id)) => line(ui, scene, *id, row, &columns, &mut picks),
        Some(TableRow::Group { label, n_claims }) => group(ui, scene, label, *n_claims, row),
        None => {}
    });
    match event {
        Some(RowEvent::Toggled(row)) => picks.extend(claim_at(row)),
        Some(RowEvent::Clicked(row)) if ui.input(|input| input.modifiers.shift) => {
            let from = (0..rows.len()).find(|row| is_selected(*row)).unwrap_or(row);
            let ids = (from.min(row)..=from.max(row)).filter_map(claim_at).collect();
            actions.push(Action::Pick { ids, on: true });
        }
        event => super::follow(event, claim_at, actions),
    }
    actions
        .extend(picks.into_iter().map(|id| Action::Pick { ids: vec![id], on: !view.picked.contains(&id) }));
}

/// Search, filters, grouping.
fn tools(ui: &mut Ui, scene: &Scene<'_>, wanted: &mut Filter, actions: &mut Vec<Action>) {
    let before = wanted.clone();
    ui.horizontal(|ui| {
        let width = (ui.available_width() * 0.3).clamp(110.0, 260.0);
        let field = TextEdit::singleline(&mut wanted.text).hint_text("Filter claims").desired_width(width);
        ui.add(field.margin(egui::Margin::symmetric(6, 4))).accessible_name("Filter the table");
        claim_filters(ui, scene, wanted);
    });
    ui.columns(4, |columns| {
        let [first, second, third, fourth] = columns else { return };
        whose(first, second, third, scene, actions);
        let ui = fourth;
        let mut arrangement = scene.session.view().arrangement.clone();
        let named = |column: Column| (Some(column), format!("By {}", column.label().to_lowercase()));
        let groups = Column::GROUPS.map(named).into_iter();
        let options = std::iter::once((None, "No groups".to_owned())).chain(groups);
        let closed = arrangement.group.map_or("Group".to_owned(), |column| named(column).1);
        if let Some(group) =
            titled_choice(ui, "table group", "Group by", (&arrangement.group, &closed), options)
        {
            arrangement.group = group;
            actions.push(Action::Arrange(arrangement));
        }
    });
    if *wanted != before {
        actions.push(Action::FilterClaims(wanted.clone()));
    }
}

/// Of whom and till when.
fn whose(claimants: &mut Ui, asked: &mut Ui, due: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let kept = &scene.session.view().table_filter;
    let mut wanted = kept.clone();
    let table = &scene.desk.claims;
    let people =
        |ui: &mut Ui, what: (&str, &str, &str), names: &BTreeSet<String>, set: &mut Option<String>| {
            let (name, title, nobody) = what;
            let called = |name: &String| if name.is_empty() { nobody.to_owned() } else { name.clone() };
            let known = names.iter().take(MOST_OFFERED).cloned().map(Some);
            let options = [None, Some(String::new())].into_iter().chain(known);
            let options = options.map(|name| {
                let label = name.as_ref().map_or_else(|| "Everybody".to_owned(), called);
                (name, label)
            });
            let closed = set.as_ref().map_or(title.to_owned(), called);
            if let Some(name) = titled_choice(ui, name, name, (set, &closed), options) {
                *set = name;
            }
        };
    let claimant = ("Filter by claimant", "Claimant", "The article itself");
    people(claimants, claimant, table.claimants(), &mut wanted.claimant);
    people(asked, ("Filter by person asked", "Asked", "Nobody asked"), table.asked(), &mut wanted.asked);
    let days = DueFilter::ALL.map(|day| (Some(day), day.label().to_owned()));
    let days = std::iter::once((None, "Any time".to_owned())).chain(days);
    let closed = wanted.due.map_or("Due", DueFilter::label);
    if let Some(day) = titled_choice(due, "table due", "Filter by due date", (&wanted.due, closed), days) {
        wanted.due = day;
    }
    if wanted != *kept {
        actions.push(Action::FilterTable(wanted));
    }
}

fn nothing(ui: &mut Ui, scene: &Scene<'_>, wanted: &Filter, actions: &mut Vec<Action>) {
    if wanted.is_open() && scene.session.view().table_filter.is_open() {
        let words = "Go back with Esc, select a sentence with J, mark it with C.";
        return super::empty(ui, scene, "No claims yet", words);
    }
    super::empty(ui, scene, "No claim matches the filter", "Show all claims to see what was left out.");
    ui.vertical_centered(|ui| {
        if ui.button("Show all claims").clicked() {
            actions.push(Action::FilterClaims(Filter::default()));
            actions.push(Action::FilterTable(TableFilter::default()));
        }
    });
}

/// The columns there is room for, with their widths.
fn columns(room: f32) -> Vec<(Column, f32)> {
    let wishes = [
        (Column::State, 152.0),
        (Column::Verdict, 112.0),
        (Column::CheckedBy, 108.0),
        (Column::Claimant, 132.0),
        (Column::Due, 88.0),
        (Column::Asked, 118.0),
        (Column::Priority, 66.0),
    ];
    let mut left = room - WORDS;
    let mut kept = Vec::new();
    for (column, width) in wishes {
        if left >= width {
            left -= width;
            kept.push((column, width));
        }
    }
    kept.push((Column::Claim, WORDS + left.max(0.0)));
    kept.sort_by_key(|(column, _)| Column::ALL.iter().position(|own| own == column));
    kept
}

fn head(ui: &mut Ui, scene: &Scene<'_>, columns: &[(Column, f32)], actions: &mut Vec<Action>) {
    let view = scene.session.view();
    let (strip, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), egui::Sense::hover());
    let n_shown = scene.desk.claims.n_claims();
    let mut all = n_shown > 0 && n_shown <= view.picked.len();
    let place = Rect::from_min_size(strip.left_top() + vec2(5.0, 2.0), vec2(20.0, 20.0));
    if ui.put(place, Checkbox::without_text(&mut all)).accessible_name("Pick all shown").changed() {
        let ids: Vec<AnnotationId> = scene.desk.claims.claims().collect();
        actions.push(Action::Pick { ids, on: all });
    }
    let mut left = strip.left() + BOXES;
    for (column, width) in columns {
        let is_sort = view.arrangement.sort == *column;
        let arrow = match (is_sort, view.arrangement.descending) {
            (true, false) => " ▲",
            (true, true) => " ▼",
            (false, _) => "",
        };
        let words = RichText::new(format!("{}{arrow}", column.label())).small();
        let words = if is_sort { words.strong() } else { words.color(scene.theme.weak) };
        let place = Rect::from_min_size(pos2(left, strip.top()), vec2(width - 4.0, 24.0));
        let mut inside = ui.new_child(
            egui::UiBuilder::new().max_rect(place).layout(egui::Layout::left_to_right(egui::Align::Center)),
        );
        let button = inside.add(Button::new(words).frame_when_inactive(false).truncate());
        let name = format!("Sort by {}", column.label().to_lowercase());
        if button.accessible_name(&name).clicked() {
            let arrangement = Arrangement {
                sort: *column,
                descending: is_sort && !view.arrangement.descending,
                ..view.arrangement.clone()
            };
            actions.push(Action::Arrange(arrangement));
        }
        left += width;
    }
    ui.painter().hline(strip.x_range(), strip.bottom(), (1.0, scene.theme.line));
}

fn line(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: AnnotationId,
    row: &Row,
    columns: &[(Column, f32)],
    picks: &mut Vec<AnnotationId>,
) {
    let session = scene.session;
    let Some(annotation) = session.document().annotation(id) else { return };
    let Some(claim) = annotation.claim() else { return };
    let words = elide::first_words(&session.document().words_of(annotation));
    let mut picked = session.view().picked.contains(&id);
    let place = Rect::from_min_size(row.rect.left_top() + vec2(5.0, 3.0), vec2(20.0, 20.0));
    if ui.put(place, Checkbox::without_text(&mut picked)).accessible_name(format!("Pick {words}")).changed() {
        picks.push(id);
    }
    let mut left = row.rect.left() + BOXES;
    for (column, width) in columns {
        let text = match column {
            Column::Claim => words.clone(),
            Column::State => format!("{} {}", signs::state(claim.state), claim.state.label()),
            Column::Verdict => {
                format!("{} {}", signs::verdict(claim.verdict), session.schema().verdict_name(claim.verdict))
            }
            Column::Priority if claim.priority == Priority::Normal => String::new(),
            column => cell(session, annotation, claim, *column),
        };
        let colour = colour(scene, claim, *column, row.is_selected);
        let font = TextStyle::Body.resolve(ui.style());
        let galley = elide::one_line(ui, &text, font, colour, width - 14.0);
        let at = pos2(left + 8.0, row.rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, colour);
        left += width;
    }
    let state = claim.state.label();
    let verdict = session.schema().verdict_name(claim.verdict);
    row.name(&format!("Claim, {state}, {verdict}: {words}"));
}

fn colour(scene: &Scene<'_>, claim: &Claim, column: Column, is_selected: bool) -> egui::Color32 {
    let theme = scene.theme;
    match column {
        Column::Verdict if !is_selected => {
            let own = theme.claim(claim.state, claim.verdict);
            if own == theme.faint { theme.weak } else { own }
        }
        Column::Due
            if claim
                .queries
                .iter()
                .any(|query| query.is_open() && query.due.is_some_and(|due| due < scene.session.today())) =>
        {
            theme.bad
        }
        _ => theme.text,
    }
}

fn group(ui: &Ui, scene: &Scene<'_>, label: &str, n_claims: usize, row: &Row) {
    let font = elide::bold(ui, &TextStyle::Body);
    let words = format!("{label} · {n_claims}");
    let at = pos2(row.rect.left() + 6.0, row.rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, &words, font, scene.theme.weak);
    row.name(&format!("Group {words}"));
}

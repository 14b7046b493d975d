//! The claims as a table: filtered, sorted, grouped.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::model::{Annotation, AnnotationId, AnnotationKind, Claim, Claimant, Document, Query};
use crate::session::{Filter, Pane, Session};

use super::SLICE;

/// So many rows are written between two frames once their order is known.
const ROWS_AT_ONCE: usize = 10 * SLICE;

/// What a column says of a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Its words, in reading order.
    #[default]
    Claim,
    /// How far the checking has come.
    State,
    /// What was found.
    Verdict,
    /// Who claims it.
    Claimant,
    /// Who was asked.
    Asked,
    /// When the next answer is due.
    Due,
    /// Who checked it.
    CheckedBy,
    /// How soon it should be looked at.
    Priority,
}

impl Column {
    /// Every column, from left to right.
    pub const ALL: [Self; 8] = [
        Self::Claim,
        Self::State,
        Self::Verdict,
        Self::Claimant,
        Self::Asked,
        Self::Due,
        Self::CheckedBy,
        Self::Priority,
    ];

    /// What stands above it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Claim => "Claim",
            Self::State => "State",
            Self::Verdict => "Verdict",
            Self::Claimant => "Claimant",
            Self::Asked => "Asked",
            Self::Due => "Due",
            Self::CheckedBy => "Checked by",
            Self::Priority => "Priority",
        }
    }

    /// What can be grouped by.
    pub const GROUPS: [Self; 5] = [Self::State, Self::Verdict, Self::Claimant, Self::Asked, Self::Due];
}

/// How the table is arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// By what it is sorted.
    pub sort: Column,
    /// From last to first.
    pub descending: bool,
    /// By what it is grouped, if at all.
    pub group: Option<Column>,
}

/// Of whom and till when the table shows claims. What is not set does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableFilter {
    /// Who claims it; empty for what nobody else claims.
    pub claimant: Option<String>,
    /// Who was asked; empty for what nobody was asked about.
    pub asked: Option<String>,
    /// When the next answer is due.
    pub due: Option<DueFilter>,
}

impl TableFilter {
    /// Whether nothing is left out.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    fn admits(&self, document: &Document, claim: &Claim, today: Date) -> bool {
        let asked = |wanted: &String| match wanted.as_str() {
            "" => claim.queries.is_empty(),
            name => claim.queries.iter().any(|query| query.to.trim() == name),
        };
        self.claimant.as_ref().is_none_or(|wanted| *wanted == claimant(document, claim))
            && self.asked.as_ref().is_none_or(asked)
            && self.due.is_none_or(|wanted| wanted.admits(due(claim), today))
    }
}

/// When the next answer is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueFilter {
    /// Its day has passed.
    Overdue,
    /// Today.
    Today,
    /// Within seven days from today.
    Week,
    /// On any day.
    Dated,
    /// No answer is due.
    None,
}

impl DueFilter {
    /// Every one, in the order lists show them.
    pub const ALL: [Self; 5] = [Self::Overdue, Self::Today, Self::Week, Self::Dated, Self::None];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::Today => "Due today",
            Self::Week => "Due in 7 days",
            Self::Dated => "Any due date",
            Self::None => "No due date",
        }
    }

    fn admits(self, due: Option<Date>, today: Date) -> bool {
        match (self, due) {
            (Self::None, due) => due.is_none(),
            (_, None) => false,
            (Self::Overdue, Some(due)) => due < today,
            (Self::Today, Some(due)) => due == today,
            (Self::Week, Some(due)) => {
                due >= today && today.checked_add(jiff::Span::new().days(7)).is_ok_and(|end| due <= end)
            }
            (Self::Dated, Some(_)) => true,
        }
    }
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableRow {
    /// The title of a group.
    Group {
        /// What its claims have in common.
        label: String,
        /// How many they are.
        n_claims: usize,
    },
    /// A claim.
    Claim(AnnotationId),
}

/// What the rows were worked out for.
type Key = (u64, Arrangement, Filter, TableFilter, Date);

/// What rows are ordered by: rank first, then words; what is not known comes last.
type Order = (Reverse<bool>, i64, String);

/// Where claims stand in the table: their group, and their place in that, which goes down or up.
type Place = (Order, Directed);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Directed {
    Up(Order),
    Down(Reverse<Order>),
}

/// Claims that stand at one place, in reading order, and the title of their group.
struct Shelf {
    label: String,
    ids: Vec<AnnotationId>,
}

/// Rows put in order a part at a time. First every claim goes to its place, which is quick since
/// most share theirs; then the places are emptied from the first on.
#[derive(Default)]
struct Making {
    places: BTreeMap<Place, Shelf>,
    emptied: std::vec::IntoIter<AnnotationId>,
    rows: Vec<TableRow>,
    /// The group whose rows are written, and where its title stands.
    group: Option<(Order, usize)>,
    n_claims: usize,
    people: [BTreeSet<String>; 2],
}

/// The rows, and how far the work on the next ones has come.
#[derive(Default)]
pub struct ClaimsTable {
    key: Option<Key>,
    waiting: std::vec::IntoIter<AnnotationId>,
    making: Option<Making>,
    rows: Vec<TableRow>,
    n_claims: usize,
    people: [BTreeSet<String>; 2],
}

impl ClaimsTable {
    /// The rows that were finished last.
    pub fn rows(&self) -> &[TableRow] {
        &self.rows
    }

    /// How many claims are shown.
    pub fn n_claims(&self) -> usize {
        self.n_claims
    }

    /// Everybody who claims something, by name.
    pub fn claimants(&self) -> &BTreeSet<String> {
        &self.people[0]
    }

    /// Everybody who was asked something, by name.
    pub fn asked(&self) -> &BTreeSet<String> {
        &self.people[1]
    }

    /// The claims shown, from the top down.
    pub fn claims(&self) -> impl Iterator<Item = AnnotationId> + '_ {
        self.rows.iter().filter_map(|row| match row {
            TableRow::Claim(id) => Some(*id),
            TableRow::Group { .. } => None,
        })
    }

    /// Goes on with the rows for the session as it is; says whether there is more to do.
    pub fn advance(&mut self, session: &Session) -> bool {
        let view = session.view();
        let filter = view.filters[Pane::Claims as usize].clone();
        let table_filter = view.table_filter.clone();
        let key = (session.revision(), view.arrangement.clone(), filter, table_filter, session.today());
        let document = session.document();
        if self.key.as_ref() != Some(&key) {
            let all: Vec<AnnotationId> = document.index().of_kind(AnnotationKind::Claim).collect();
            self.waiting = all.into_iter();
            self.making = Some(Making::default());
            self.key = Some(key);
        }
        let Some((_, arrangement, filter, table_filter, today)) = &self.key else { return false };
        let Some(making) = &mut self.making else { return false };
        let mut sieve = filter.sieve();
        for id in self.waiting.by_ref().take(SLICE) {
            let Some(annotation) = document.annotation(id) else { continue };
            let Some(claim) = annotation.claim() else { continue };
            let [claimants, asked] = &mut making.people;
            note(claimants, &claimant(document, claim));
            claim.queries.iter().for_each(|query| note(asked, query.to.trim()));
            let shown = sieve.admits(annotation, document, session.schema())
                && (table_filter.is_open() || table_filter.admits(document, claim, *today));
            if shown {
                making.put(session, (annotation, claim), arrangement);
            }
        }
        if self.waiting.len() == 0 && making.go_on(arrangement) {
            self.rows = std::mem::take(&mut making.rows);
            self.n_claims = making.n_claims;
            self.people = std::mem::take(&mut making.people);
            self.making = None;
        }
        self.making.is_some()
    }
}

fn note(names: &mut BTreeSet<String>, name: &str) {
    if !name.is_empty() && !names.contains(name) {
        names.insert(name.to_owned());
    }
}

impl Making {
    /// Puts a claim at its place.
    fn put(&mut self, session: &Session, (annotation, claim): (&Annotation, &Claim), by: &Arrangement) {
        let group = match by.group {
            Some(column) => key(session, annotation, claim, column),
            None => (Reverse(true), 0, String::new()),
        };
        let sort = key(session, annotation, claim, by.sort);
        let sort = if by.descending { Directed::Down(Reverse(sort)) } else { Directed::Up(sort) };
        let shelf = self.places.entry((group, sort)).or_insert_with(|| {
            let label = by.group.map(|column| cell(session, annotation, claim, column));
            Shelf { label: label.unwrap_or_default(), ids: Vec::new() }
        });
        shelf.ids.push(annotation.id);
        self.n_claims += 1;
    }

    /// Writes the next rows; says whether they are all there.
    fn go_on(&mut self, arrangement: &Arrangement) -> bool {
        if self.rows.is_empty() {
            self.rows.reserve(self.n_claims);
        }
        for _ in 0..ROWS_AT_ONCE {
            if self.emptied.len() == 0 && !self.open_next(arrangement) {
                return true;
            }
            self.rows.extend(self.emptied.next().map(TableRow::Claim));
        }
        false
    }

    /// Takes up the next place; says whether there is one.
    fn open_next(&mut self, by: &Arrangement) -> bool {
        let Some(((group, _), mut shelf)) = self.places.pop_first() else { return false };
        if by.group.is_some() {
            self.group_row(group, shelf.label, shelf.ids.len());
        }
        if by.sort == Column::Claim && by.descending {
            shelf.ids.reverse();
        }
        self.emptied = shelf.ids.into_iter();
        true
    }

    /// Counts so many claims of this group, under its title.
    fn group_row(&mut self, group: Order, label: String, n_more: usize) {
        let at = match &self.group {
            Some((open, at)) if *open == group => *at,
            _ => {
                let label = if label.is_empty() { "None".to_owned() } else { label };
                self.rows.push(TableRow::Group { label, n_claims: 0 });
                self.group = Some((group, self.rows.len() - 1));
                self.rows.len() - 1
            }
        };
        if let Some(TableRow::Group { n_claims, .. }) = self.rows.get_mut(at) {
            *n_claims += n_more;
        }
    }
}

/// What a column sorts by. Claims come in reading order, so the words themselves tell nothing more.
fn key(session: &Session, annotation: &Annotation, claim: &Claim, column: Column) -> Order {
    let number = |n: i64| (Reverse(true), n, String::new());
    match column {
        Column::Claim => number(0),
        Column::State => number(claim.state as i64),
        Column::Verdict => number(claim.verdict as i64),
        Column::Priority => number(-(claim.priority as i64)),
        Column::Due => match due(claim) {
            Some(date) => number(i64::from(date.year()) * 366 + i64::from(date.day_of_year())),
            None => (Reverse(false), 0, String::new()),
        },
        Column::Claimant | Column::Asked | Column::CheckedBy => {
            let words = cell(session, annotation, claim, column).to_lowercase();
            (Reverse(!words.is_empty()), 0, words)
        }
    }
}

/// What stands in a cell of the table.
pub fn cell(session: &Session, annotation: &Annotation, claim: &Claim, column: Column) -> String {
    let document = session.document();
    match column {
        Column::Claim => document.words_of(annotation),
        Column::State => claim.state.label().to_owned(),
        Column::Verdict => session.schema().verdict_name(claim.verdict).to_owned(),
        Column::Claimant => claimant(document, claim),
        Column::Asked => asked(claim).map(|query| query.to.clone()).unwrap_or_default(),
        Column::Due => due(claim).map(|date| date.to_string()).unwrap_or_default(),
        Column::CheckedBy => claim.checked_by.clone(),
        Column::Priority => claim.priority.label().to_owned(),
    }
}

fn claimant(document: &Document, claim: &Claim) -> String {
    let entity = match claim.claimant {
        Some(Claimant::Entity(entity)) => Some(entity),
        Some(Claimant::Quote(quote)) => {
            document.annotation(quote).and_then(|quote| quote.quote()).and_then(|quote| quote.speaker)
        }
        None => None,
    };
    entity.and_then(|id| document.entity(id)).map(|entity| entity.name.clone()).unwrap_or_default()
}

/// The question that matters: the open one due first, else the last one asked.
pub fn asked(claim: &Claim) -> Option<&Query> {
    let open = claim.queries.iter().filter(|query| query.is_open());
    open.min_by_key(|query| (query.due.is_none(), query.due)).or(claim.queries.last())
}

/// Until when the next answer is needed; none where no question with a date is open.
pub fn due(claim: &Claim) -> Option<Date> {
    claim.queries.iter().filter(|query| query.is_open()).filter_map(|query| query.due).min()
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "tests")]
mod tests {
    use std::cmp::Ordering;

    use super::*;
    use crate::model::{Field, Priority};
    use crate::session::{Action, Command};

    /// Twelve sentences, each a claim, of three priorities; every second one was asked about.
    fn session() -> Session {
        let article = crate::ingest::plain(&"Two piers closed. ".repeat(12), "a.txt").expect("plain text");
        let (schema, _) = crate::session::outside::load_schema(None);
        let ambient = crate::session::Ambient {
            now: crate::storage::now,
            today: crate::storage::today,
            new_id: crate::storage::new_id,
        };
        let settings = crate::storage::Settings::test();
        let mut session = Session::new(Document::new(article), "a.txt", settings, schema, ambient);
        let priorities = [Priority::Low, Priority::High, Priority::Normal];
        for (number, priority) in priorities.into_iter().cycle().take(12).enumerate() {
            let text = session.document().text();
            let span = crate::text::Span::new(text, number * 18, number * 18 + 17).expect("a sentence");
            session.update(Action::Select(span));
            session.update(Action::Command(Command::TagClaim));
            let id = session.selected().expect("the claim").id;
            session.update(Action::Flow(crate::session::FlowInput::Cancel));
            session.update(Action::SetField { id, field: Field::Priority(priority) });
            if number % 2 == 1 {
                let queries = vec![Query { to: "Ana".into(), ..Query::default() }];
                session.update(Action::SetField { id, field: Field::Queries(queries) });
            }
        }
        session
    }

    #[test]
    fn the_table_stands_as_a_plain_sort_would_have_it() {
        let mut session = session();
        let orders =
            [Column::Claim, Column::Priority].into_iter().flat_map(|sort| [(sort, false), (sort, true)]);
        for (sort, descending) in orders {
            for group in [None, Some(Column::Asked)] {
                session.update(Action::Arrange(Arrangement { sort, descending, group }));
                let mut table = ClaimsTable::default();
                while table.advance(&session) {}
                let of = |id: AnnotationId| {
                    let annotation = session.document().annotation(id).expect("a claim");
                    let claim = annotation.claim().expect("a claim");
                    (claim.queries.is_empty(), claim.priority, annotation.spans.hull().start())
                };
                let shown: Vec<_> = table.claims().map(of).collect();
                let mut expected = shown.clone();
                expected.sort_by(|own, other| {
                    let groups = if group.is_some() { own.0.cmp(&other.0) } else { Ordering::Equal };
                    let by_place = own.2.cmp(&other.2);
                    let sorted = if sort == Column::Claim { by_place } else { other.1.cmp(&own.1) };
                    let sorted = if descending { sorted.reverse() } else { sorted };
                    groups.then(sorted).then(by_place)
                });
                assert_eq!(shown.len(), 12);
                assert_eq!(shown, expected, "{sort:?}, descending: {descending}, {group:?}");
                let titles: Vec<_> = table
                    .rows()
                    .iter()
                    .filter_map(|row| match row {
                        TableRow::Group { label, n_claims } => Some((label.as_str(), *n_claims)),
                        TableRow::Claim(_) => None,
                    })
                    .collect();
                let expected: &[_] = if group.is_some() { &[("Ana", 6), ("None", 6)] } else { &[] };
                assert_eq!(titles, expected);
            }
        }
    }
}

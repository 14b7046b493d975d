//! The claims as a table: filtered, sorted, grouped.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::{Annotation, AnnotationId, AnnotationKind, Claim, Claimant, Document, Query};
use crate::session::{Filter, Pane, Session};

use super::SLICE;

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

struct Line {
    id: AnnotationId,
    group: Order,
    label: String,
    sort: Order,
}

/// The rows, and how far the work on the next ones has come.
#[derive(Default)]
pub struct ClaimsTable {
    key: Option<Key>,
    waiting: std::vec::IntoIter<AnnotationId>,
    lines: Vec<Line>,
    making_people: [BTreeSet<String>; 2],
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
            self.lines.clear();
            self.making_people = Default::default();
            self.key = Some(key);
        } else if self.waiting.len() == 0 {
            return false;
        }
        let Some((_, arrangement, filter, table_filter, today)) = &self.key else { return false };
        let mut sieve = filter.sieve();
        for id in self.waiting.by_ref().take(SLICE) {
            let Some(annotation) = document.annotation(id) else { continue };
            let Some(claim) = annotation.claim() else { continue };
            let [claimants, asked] = &mut self.making_people;
            note(claimants, &claimant(document, claim));
            claim.queries.iter().for_each(|query| note(asked, query.to.trim()));
            let shown = sieve.admits(annotation, document, session.schema())
                && (table_filter.is_open() || table_filter.admits(document, claim, *today));
            if shown {
                self.lines.extend(line(session, annotation, arrangement));
            }
        }
        if self.waiting.len() == 0 {
            self.n_claims = self.lines.len();
            self.rows = arranged(std::mem::take(&mut self.lines), arrangement);
            self.people = std::mem::take(&mut self.making_people);
        }
        self.waiting.len() > 0
    }
}

fn note(names: &mut BTreeSet<String>, name: &str) {
    if !name.is_empty() && !names.contains(name) {
        names.insert(name.to_owned());
    }
}

fn line(session: &Session, annotation: &Annotation, arrangement: &Arrangement) -> Option<Line> {
    let claim = annotation.claim()?;
    let (group, label) = match arrangement.group {
        Some(column) => (key(session, annotation, claim, column), cell(session, annotation, claim, column)),
        None => ((Reverse(true), 0, String::new()), String::new()),
    };
    let sort = key(session, annotation, claim, arrangement.sort);
    Some(Line { id: annotation.id, group, label, sort })
}

fn arranged(mut lines: Vec<Line>, arrangement: &Arrangement) -> Vec<TableRow> {
    lines.sort_by(|one, other| {
        let sorted = one.sort.cmp(&other.sort);
        let sorted = if arrangement.descending { sorted.reverse() } else { sorted };
        one.group.cmp(&other.group).then(sorted)
    });
    if arrangement.group.is_none() {
        return lines.into_iter().map(|line| TableRow::Claim(line.id)).collect();
    }
    let mut rows = Vec::with_capacity(lines.len());
    for same in lines.chunk_by(|one, other| one.group == other.group) {
        let label = same.first().map(|line| line.label.clone()).unwrap_or_default();
        let label = if label.is_empty() { "None".to_owned() } else { label };
        rows.push(TableRow::Group { label, n_claims: same.len() });
        rows.extend(same.iter().map(|line| TableRow::Claim(line.id)));
    }
    rows
}

fn key(session: &Session, annotation: &Annotation, claim: &Claim, column: Column) -> Order {
    let number = |n: i64| (Reverse(true), n, String::new());
    match column {
        Column::Claim => number(i64::try_from(annotation.spans.hull().start()).unwrap_or(i64::MAX)),
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
fn asked(claim: &Claim) -> Option<&Query> {
    let open = claim.queries.iter().filter(|query| query.is_open());
    open.min_by_key(|query| (query.due.is_none(), query.due)).or(claim.queries.last())
}

/// Until when the next answer is needed; none where no question with a date is open.
pub fn due(claim: &Claim) -> Option<Date> {
    claim.queries.iter().filter(|query| query.is_open()).filter_map(|query| query.due).min()
}

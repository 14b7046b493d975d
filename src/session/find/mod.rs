//! Finding words in the article: what is looked for, where it stands, and going from hit to hit.
//!
//! The whole article is searched on a thread; until its answer is there, what is in sight is
//! searched where it is drawn ([`Find::marks`]), so that the first marks come with the key typed.

pub mod hits;
pub mod list;
mod tag;

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::text::Span;
use crate::text::search::{Pattern, Query};

use super::effect::Effect;
use super::event::Event;
use super::state::Session;
use hits::{Found, Hits, Pieces, Search};
use list::{HitList, Scope};

/// A selection longer than this, in bytes, is not taken for what to look for.
const LONGEST_TAKEN: usize = 120;

/// See the module.
#[derive(Debug, Default)]
pub struct Find {
    bar: Bar,
    query: Query,
    pattern: Option<Arc<Pattern>>,
    message: String,
    /// The number of the latest search, which also the searching threads see.
    number: u64,
    latest: Arc<AtomicU64>,
    /// The number of the search whose hits these are.
    answered: u64,
    hits: Hits,
    is_cut: bool,
    text: Option<Arc<str>>,
    pieces: Pieces,
    /// Caret and anchor when it was opened.
    origin: (usize, usize),
    /// What to do once the hits are there.
    then: Then,
    pub(super) list: HitList,
    /// Counts up each time the keyboard should go to the field.
    focus_field: u64,
    /// Whether all of the field is then selected, so that typing replaces it.
    selects_all: bool,
}

/// The bar above the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Bar {
    #[default]
    Closed,
    Open,
    /// Open, and Enter selects the hit and leaves.
    Takes,
}

/// What to do once the hits are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Then {
    #[default]
    Nothing,
    /// Show the first from where it was opened.
    Follow,
    Step {
        back: bool,
    },
}

/// What was done in the find bar or its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindInput {
    /// Typed, or changed how it is looked for.
    Look(Query),
    /// Enter in the field, with Shift `back`.
    Enter {
        /// Backwards.
        back: bool,
    },
    /// To the next or previous hit.
    Step {
        /// Backwards.
        back: bool,
    },
    /// Opens or closes the list of hits.
    ShowList(bool),
    /// Moves the keyboard into the list.
    GoToList,
    /// Moves the keyboard back to the field.
    GoToField,
    /// Chose which hits are listed.
    Scope(Scope),
    /// Leaves hits inside a longer name out, or not.
    LeaveOutLonger(bool),
    /// Went to a row of the list.
    Row(usize),
    /// Enter on a row: goes to the hit and works on there.
    Take(usize),
    /// Checked or unchecked a row.
    Toggle(usize),
    /// A character key in the list.
    Letter(char),
    /// Removes the annotations of the checked hits.
    Untag,
    /// Leaves it.
    Close,
}

impl Find {
    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.bar != Bar::Closed
    }

    /// Whether Enter selects the hit and leaves.
    pub fn takes(&self) -> bool {
        self.bar == Bar::Takes
    }

    /// What is looked for.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What is wrong with it; empty where nothing is.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the whole article has not been searched yet.
    pub fn is_searching(&self) -> bool {
        self.pattern.is_some() && self.answered != self.number
    }

    /// The hits of the search that was answered last.
    pub fn hits(&self) -> &Hits {
        &self.hits
    }

    /// Whether there are more hits than these.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether something is looked for.
    pub fn has_pattern(&self) -> bool {
        self.pattern.is_some()
    }

    /// Tells the answers of one search from those of another.
    pub fn answered(&self) -> u64 {
        self.answered
    }

    /// Tells one query from another.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The list of hits.
    pub fn list(&self) -> &HitList {
        &self.list
    }

    /// Whether all of the field is selected when the keyboard goes there.
    pub fn selects_all(&self) -> bool {
        self.selects_all
    }

    /// Counts up each time the keyboard should go to the field.
    pub fn focus_field(&self) -> u64 {
        self.focus_field
    }

    /// The hits to be marked in `start..end` of the article: of the whole search once it is done,
    /// before that from a search of just this part.
    pub fn marks(&self, start: usize, end: usize) -> Vec<Range<usize>> {
        let (true, Some(pattern)) = (self.is_open(), &self.pattern) else { return Vec::new() };
        if !self.is_searching() {
            return self.hits.within(start, end).filter_map(|idx| self.hits.get(idx)).collect();
        }
        match &self.text {
            Some(text) if pattern.is_light() => self.pieces.matches(pattern, text, start, end),
            _ => Vec::new(),
        }
    }
}

impl Session {
    /// Finding words.
    pub fn find(&self) -> &Find {
        &self.find
    }

    /// Index of the hit that is selected.
    pub fn current_hit(&self) -> Option<usize> {
        let selected = self.selection()?;
        self.find.hits.position(&(selected.start()..selected.end()))
    }

    /// Opens the find bar; with `takes`, Enter selects the hit and leaves.
    pub(super) fn open_find(&mut self, takes: bool) {
        self.leave_desk();
        let find = &mut self.find;
        find.bar = if takes { Bar::Takes } else { Bar::Open };
        find.origin = (self.view.caret, self.view.anchor);
        find.focus_field += 1;
        find.selects_all = true;
        let selected = self.selection().map(|span| span.of(self.document.text()).trim().to_owned());
        let wanted = selected.filter(|words| {
            !words.is_empty() && words.len() <= LONGEST_TAKEN && !words.contains('\n') && !takes
        });
        let text = wanted.unwrap_or_else(|| self.find.query.text.clone());
        let regex = self.find.query.regex && text == self.find.query.text;
        self.look_for(Query { text, regex, ..self.find.query.clone() }, Then::Nothing);
    }

    pub(super) fn step_hit_or_open(&mut self, back: bool) {
        if self.find.pattern.is_none() {
            return self.open_find(false);
        }
        if !self.find.is_open() {
            self.find.bar = Bar::Open;
        }
        self.step_hit(back);
    }

    pub(super) fn close_find(&mut self) {
        if self.find.takes() {
            (self.view.caret, self.view.anchor) = self.find.origin;
        }
        self.find.bar = Bar::Closed;
        self.find.list.is_open = false;
        self.find.then = Then::Nothing;
        self.view.focus_article += 1;
    }

    pub(super) fn find_input(&mut self, input: FindInput) {
        match input {
            FindInput::Look(query) => self.look_for(query, Then::Follow),
            FindInput::Enter { back } if self.find.takes() => {
                if self.current_hit().is_none() {
                    self.step_hit(back);
                }
                self.find.bar = Bar::Open;
                self.close_find();
            }
            FindInput::Enter { back } | FindInput::Step { back } => self.step_hit(back),
            FindInput::Close => self.close_find(),
            FindInput::GoToField => {
                self.find.focus_field += 1;
                self.find.selects_all = false;
            }
            input => self.list_input(&input),
        }
    }

    /// Looks for something else, or for the same where the article is another one.
    fn look_for(&mut self, query: Query, then: Then) {
        self.take_up_text();
        let find = &mut self.find;
        if find.query == query && find.answered == find.number && find.pattern.is_some() {
            return;
        }
        find.query = query;
        find.number += 1;
        find.latest.store(find.number, Ordering::Relaxed);
        find.then = then;
        let pattern = Pattern::new(&find.query);
        find.message = pattern.as_ref().err().map(ToString::to_string).unwrap_or_default();
        find.pattern = pattern.ok().flatten().map(Arc::new);
        match find.search() {
            Some(search) => self.effects.push(Effect::Find(Box::new(search))),
            None => self.take_found(Found { number: self.find.number, hits: Hits::default(), is_cut: false }),
        }
    }

    fn take_up_text(&mut self) {
        let article = self.document.article();
        let find = &mut self.find;
        if find.text.as_ref().is_none_or(|text| !Arc::ptr_eq(text, article.text())) {
            find.text = Some(Arc::clone(article.text()));
            find.pieces = Pieces::of(article);
            find.answered = 0;
        }
    }

    /// Searches anew where the article is another one.
    pub(super) fn refresh_find(&mut self) {
        let is_known = |text: &Arc<str>| Arc::ptr_eq(text, self.document.article().text());
        if self.find.text.as_ref().is_some_and(|text| !is_known(text)) {
            if self.find.is_open() {
                self.look_for(self.find.query.clone(), Then::Nothing);
            } else {
                let focus_field = self.find.focus_field;
                let (number, latest) = (self.find.number, Arc::clone(&self.find.latest));
                self.find = Find { number, latest, focus_field, ..Find::default() };
            }
        }
    }

    /// Takes up what a search found, unless another one was begun since.
    pub(super) fn take_found(&mut self, found: Found) {
        let find = &mut self.find;
        if found.number != find.number {
            return;
        }
        find.answered = found.number;
        find.hits = found.hits;
        find.is_cut = found.is_cut;
        let hits = find.hits.clone();
        find.list.begin(hits.len());
        match std::mem::take(&mut find.then) {
            Then::Nothing => {}
            Then::Step { back } => self.step_hit(back),
            Then::Follow => {
                let (caret, anchor) = self.find.origin;
                let first = hits.first_from(caret.min(anchor));
                if let Some(hit) = hits.get(first).or_else(|| hits.get(0)) {
                    self.show_hit(&hit);
                } else {
                    (self.view.caret, self.view.anchor) = self.find.origin;
                }
            }
        }
        self.judge_names();
    }

    fn step_hit(&mut self, back: bool) {
        if self.find.is_searching() {
            self.find.then = Then::Step { back };
            return;
        }
        let hits = &self.find.hits;
        if hits.is_empty() {
            return;
        }
        let (start, end) = (self.view.caret.min(self.view.anchor), self.view.caret.max(self.view.anchor));
        let idx = match (back, self.current_hit()) {
            (false, Some(idx)) => idx + 1,
            (false, None) => hits.first_from(if start == end { start } else { start + 1 }),
            (true, _) => hits.first_from(start).checked_sub(1).unwrap_or(hits.len() - 1),
        };
        let idx = if idx < hits.len() { idx } else { 0 };
        if let Some(hit) = hits.get(idx) {
            self.find.origin = (hit.end, hit.start);
            self.show_hit(&hit);
            self.find.list.highlight(idx);
        }
    }

    /// Selects a hit and scrolls to it.
    pub(super) fn show_hit(&mut self, hit: &Range<usize>) {
        if let Ok(span) = Span::new(self.document.text(), hit.start, hit.end) {
            self.select_span(span);
            self.view.reveal += 1;
        }
    }
}

impl Find {
    fn search(&self) -> Option<Search> {
        Some(Search {
            pattern: Arc::clone(self.pattern.as_ref()?),
            text: Arc::clone(self.text.as_ref()?),
            pieces: self.pieces.clone(),
            number: self.number,
            latest: Arc::clone(&self.latest),
        })
    }
}

/// Searches, on a thread.
pub(super) fn search(search: &Search) -> Option<Event> {
    search.run().map(|found| Event::Found(Box::new(found)))
}

//! The list of hits: which are shown, which are checked, and why some are not.
//!
//! What is tagged already is worked out a part at a time ([`Session::work_on_hits`]) and kept up
//! with each step; which hits stand inside a longer name is worked out on a thread.

use std::ops::Range;

use crate::model::AnnotationKind;
use crate::text::Span;

use super::super::effect::Effect;
use super::super::occurrences::{head, tail};
use super::super::state::Session;
use super::super::tag::short;
use super::FindInput;
use super::hits::Search;

/// So many hits are looked at in one frame.
const AT_ONCE: usize = 1500;

const TAGGED: u8 = 1;
const LONGER: u8 = 2;
const CHECKED: u8 = 4;

/// Characters of context on each side of a hit.
const CONTEXT: usize = 56;

/// A hit as a line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitLine {
    /// What stands before it.
    pub before: String,
    /// What was found.
    pub words: String,
    /// What stands after it.
    pub after: String,
    /// How it is tagged, or what name it stands in.
    pub remark: String,
    /// Whether it is checked.
    pub checked: bool,
}

/// Which hits are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Those that are no mention and carry no annotation of just these words.
    #[default]
    Untagged,
    /// The others.
    Tagged,
    /// Every hit.
    All,
}

impl Scope {
    /// Every scope, from left to right.
    pub const ALL: [Self; 3] = [Self::Untagged, Self::Tagged, Self::All];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Untagged => "Not tagged",
            Self::Tagged => "Tagged",
            Self::All => "All",
        }
    }
}

/// See the module.
///
/// Invariant: `untagged` and `tagged` hold the first `n_judged` hits, sorted.
#[derive(Clone, Debug, Default)]
pub struct HitList {
    pub(super) is_open: bool,
    scope: Scope,
    leaves_out_longer: bool,
    flags: Vec<u8>,
    n_judged: usize,
    revision: u64,
    untagged: Vec<u32>,
    tagged: Vec<u32>,
    row: usize,
    n_checked: usize,
    /// The search whose hits were asked about longer names.
    asked: u64,
    /// Counts up each time the keyboard should go to the list.
    focus: u64,
}

impl HitList {
    /// Whether it is shown.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Which hits are listed.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Whether hits inside a longer name are not checked.
    pub fn leaves_out_longer(&self) -> bool {
        self.leaves_out_longer
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.n_in(self.scope)
    }

    /// How many hits a scope has, as far as they were looked at.
    pub fn n_in(&self, scope: Scope) -> usize {
        match scope {
            Scope::Untagged => self.untagged.len(),
            Scope::Tagged => self.tagged.len(),
            Scope::All => self.flags.len(),
        }
    }

    /// Whether there are hits that were not looked at yet.
    pub fn is_judging(&self) -> bool {
        self.n_judged < self.flags.len()
    }

    /// How many rows are checked.
    pub fn n_checked(&self) -> usize {
        self.n_checked
    }

    /// The row the keyboard is at.
    pub fn row(&self) -> usize {
        self.row
    }

    /// Counts up each time the keyboard should go to the list.
    pub fn focus(&self) -> u64 {
        self.focus
    }

    /// Asks for the keyboard.
    pub(in crate::session) fn take_keyboard(&mut self) {
        self.focus += 1;
    }

    /// Index of the hit in a row.
    pub fn hit_of(&self, row: usize) -> Option<usize> {
        match self.scope {
            Scope::Untagged => self.untagged.get(row).map(|idx| *idx as usize),
            Scope::Tagged => self.tagged.get(row).map(|idx| *idx as usize),
            Scope::All => (row < self.flags.len()).then_some(row),
        }
    }

    /// Whether the row of a hit is checked.
    pub fn is_checked(&self, hit: usize) -> bool {
        self.has(hit, CHECKED)
    }

    /// Whether a hit stands inside a longer name.
    pub fn is_in_longer_name(&self, hit: usize) -> bool {
        self.has(hit, LONGER)
    }

    /// The hits that are listed and checked.
    pub(super) fn checked(&self) -> Vec<usize> {
        let hits = (0..self.n_rows()).filter_map(|row| self.hit_of(row));
        hits.filter(|hit| self.is_checked(*hit)).collect()
    }

    fn has(&self, hit: usize, flag: u8) -> bool {
        self.flags.get(hit).is_some_and(|flags| flags & flag != 0)
    }

    fn set(&mut self, hit: usize, flag: u8, on: bool) {
        if let Some(flags) = self.flags.get_mut(hit) {
            *flags = if on { *flags | flag } else { *flags & !flag };
        }
    }

    /// Begins with other hits.
    pub(super) fn begin(&mut self, n_hits: usize) {
        self.flags = vec![CHECKED; n_hits];
        self.judge_anew();
        self.row = 0;
        self.asked = 0;
    }

    fn judge_anew(&mut self) {
        self.n_judged = 0;
        self.untagged.clear();
        self.tagged.clear();
        self.n_checked = 0;
    }

    /// Goes to the row of a hit, if it has one.
    pub(super) fn highlight(&mut self, hit: usize) {
        let place = |rows: &[u32]| rows.binary_search_by_key(&hit, |idx| *idx as usize).ok();
        let row = match self.scope {
            Scope::Untagged => place(&self.untagged),
            Scope::Tagged => place(&self.tagged),
            Scope::All => Some(hit),
        };
        self.row = row.unwrap_or(self.row);
    }

    fn count_checked(&mut self) {
        let hits = (0..self.n_rows()).filter_map(|row| self.hit_of(row));
        self.n_checked = hits.filter(|hit| self.is_checked(*hit)).count();
        self.row = self.row.min(self.n_rows().saturating_sub(1));
    }

    /// Checks every row, but for those inside a longer name where these are left out; or none.
    fn check_all(&mut self, on: bool) {
        for row in 0..self.n_rows() {
            if let Some(hit) = self.hit_of(row) {
                let left_out = self.leaves_out_longer && self.has(hit, LONGER);
                self.set(hit, CHECKED, on && !left_out);
            }
        }
        self.count_checked();
    }

    /// Notes whether a hit, of those looked at already, is tagged now.
    fn note(&mut self, hit: usize, tagged: bool) {
        if self.has(hit, TAGGED) == tagged {
            return;
        }
        self.set(hit, TAGGED, tagged);
        let (from, to) = if tagged {
            (&mut self.untagged, &mut self.tagged)
        } else {
            (&mut self.tagged, &mut self.untagged)
        };
        if let Ok(at) = from.binary_search_by_key(&hit, |idx| *idx as usize) {
            let moved = from.remove(at);
            let place = to.partition_point(|idx| *idx < moved);
            to.insert(place, moved);
        }
    }

    /// Takes up which hits stand inside a longer name.
    pub(in crate::session) fn take_longer(&mut self, inside: &[u32]) {
        for idx in inside {
            self.set(*idx as usize, LONGER, true);
            if self.leaves_out_longer {
                self.set(*idx as usize, CHECKED, false);
            }
        }
        self.count_checked();
    }
}

impl Session {
    pub(super) fn list_input(&mut self, input: &FindInput) {
        let list = &mut self.find.list;
        match *input {
            FindInput::ShowList(on) => self.show_list(on),
            FindInput::GoToList => {
                self.show_list(true);
                self.find.list.focus += 1;
            }
            FindInput::Scope(scope) => {
                list.scope = scope;
                list.row = 0;
                list.count_checked();
            }
            FindInput::LeaveOutLonger(on) => {
                list.leaves_out_longer = on;
                for hit in 0..list.flags.len() {
                    if list.has(hit, LONGER) {
                        list.set(hit, CHECKED, !on);
                    }
                }
                list.count_checked();
            }
            FindInput::Row(row) => {
                list.row = row;
                self.show_row(row);
            }
            FindInput::Take(row) => {
                self.show_row(row);
                self.view.focus_article += 1;
            }
            FindInput::Toggle(row) => {
                if let Some(hit) = list.hit_of(row) {
                    let on = !list.is_checked(hit);
                    list.set(hit, CHECKED, on);
                    list.count_checked();
                }
            }
            FindInput::Letter(letter) => self.list_letter(letter),
            FindInput::Untag => self.untag_hits(),
            FindInput::Look(_)
            | FindInput::Enter { .. }
            | FindInput::Step { .. }
            | FindInput::GoToField
            | FindInput::Close => {}
        }
    }

    fn list_letter(&mut self, letter: char) {
        let list = &mut self.find.list;
        match letter {
            ' ' => {
                let row = list.row;
                self.list_input(&FindInput::Toggle(row));
            }
            'a' => {
                let all = list.n_checked < list.n_rows();
                let none_left = {
                    let before = list.n_checked;
                    list.check_all(all);
                    all && list.n_checked == before
                };
                if none_left {
                    list.check_all(false);
                }
            }
            'b' => {
                let next = Scope::ALL.iter().position(|scope| *scope == list.scope).unwrap_or_default() + 1;
                let scope = Scope::ALL.get(next).copied().unwrap_or_default();
                self.list_input(&FindInput::Scope(scope));
            }
            'l' => {
                let on = !list.leaves_out_longer;
                self.list_input(&FindInput::LeaveOutLonger(on));
            }
            letter => self.tag_hits_by(letter),
        }
    }

    fn show_list(&mut self, on: bool) {
        let list = &mut self.find.list;
        if on && !list.is_open && list.asked == 0 {
            list.leaves_out_longer = true;
        }
        list.is_open = on;
        if !on {
            self.find.focus_field += 1;
        }
        self.judge_names();
    }

    /// Has worked out, on a thread, which hits stand inside a longer name, once the list is open.
    pub(super) fn judge_names(&mut self) {
        let find = &mut self.find;
        if !find.list.is_open || find.is_searching() || find.list.asked == find.answered {
            return;
        }
        if let Some(search) = find.search() {
            find.list.asked = find.answered;
            self.effects.push(Effect::JudgeHits(Box::new(search), self.find.hits.clone()));
        }
    }

    fn show_row(&mut self, row: usize) {
        let hit = self.find.list.hit_of(row).and_then(|hit| self.find.hits.get(hit));
        if let Some(hit) = hit {
            self.show_hit(&hit);
        }
    }

    /// A hit as a line of the list.
    pub fn hit_line(&self, hit: usize) -> Option<HitLine> {
        let text = self.document.text();
        let bytes = self.find.hits.get(hit)?;
        let block = self.block_around(&bytes);
        Some(HitLine {
            before: tail(text.get(block.start..bytes.start)?, CONTEXT),
            words: text.get(bytes.clone())?.replace(['\n', '\r'], " "),
            after: head(text.get(bytes.end..block.end)?, CONTEXT),
            remark: self.remark_on(hit, &bytes),
            checked: self.find.list.is_checked(hit),
        })
    }

    /// The block a hit stands in; all of the text where it stands in none.
    fn block_around(&self, bytes: &Range<usize>) -> Range<usize> {
        let article = self.document.article();
        let block = article.block_at(bytes.start).and_then(|idx| article.blocks().get(idx));
        let span = block.map(|block| block.span).filter(|span| span.end() >= bytes.end);
        span.map_or(0..article.text().len(), |span| span.start()..span.end())
    }

    fn remark_on(&self, hit: usize, bytes: &Range<usize>) -> String {
        let here = self.document.index().overlapping(bytes.start, bytes.end);
        let annotations =
            || here.iter().filter_map(|(start, end, id)| Some((start, end, self.document.annotation(*id)?)));
        let mention = annotations().find_map(|(_, _, annotation)| annotation.mention());
        if let Some(entity) = mention.and_then(|mention| self.document.entity(mention.entity)) {
            return entity.name.clone();
        }
        let same = annotations().find(|(start, end, _)| (**start, **end) == (bytes.start, bytes.end));
        if let Some((_, _, annotation)) = same {
            return self.describe(annotation);
        }
        if !self.find.list.is_in_longer_name(hit) {
            return String::new();
        }
        let span = Span::new(self.document.text(), bytes.start, bytes.end).ok();
        let longer = span.and_then(|span| self.longer_name(span));
        longer.map(|name| format!("in “{}”", short(name.of(self.document.text())))).unwrap_or_default()
    }

    /// Looks at some more of the hits, while their list is open; says whether there are others left.
    pub fn work_on_hits(&mut self) -> bool {
        if !self.find.is_open() || !self.find.list.is_open {
            return false;
        }
        self.follow_steps();
        let first = self.find.list.n_judged;
        let last = (first + AT_ONCE).min(self.find.hits.len()).min(self.find.list.flags.len());
        for hit in first..last {
            let tagged = self.find.hits.get(hit).is_some_and(|bytes| self.is_tagged_as_such(&bytes));
            let list = &mut self.find.list;
            list.set(hit, TAGGED, tagged);
            let rows = if tagged { &mut list.tagged } else { &mut list.untagged };
            rows.extend(u32::try_from(hit));
        }
        let list = &mut self.find.list;
        if last > first {
            list.n_judged = last;
            list.count_checked();
        }
        list.is_judging()
    }

    /// Looks at those hits again that the steps since the last look have touched.
    fn follow_steps(&mut self) {
        let (known, now) = (self.find.list.revision, self.revision);
        if known == now {
            return;
        }
        let changes = self.changes_since(known);
        self.find.list.revision = now;
        match changes {
            None => self.find.list.judge_anew(),
            Some(changes) => {
                for hit in
                    changes.places.into_iter().flat_map(|place| self.find.hits.within(place.start, place.end))
                {
                    if hit < self.find.list.n_judged
                        && let Some(bytes) = self.find.hits.get(hit)
                    {
                        let tagged = self.is_tagged_as_such(&bytes);
                        self.find.list.note(hit, tagged);
                    }
                }
                self.find.list.count_checked();
            }
        }
    }

    /// Whether a mention shares these bytes, or another annotation is of just them.
    fn is_tagged_as_such(&self, bytes: &Range<usize>) -> bool {
        let here = self.document.index().overlapping(bytes.start, bytes.end);
        here.iter().any(|(start, end, id)| {
            let same = (*start, *end) == (bytes.start, bytes.end);
            let is_mention = |kind| kind == AnnotationKind::Mention;
            same || self.document.annotation(*id).is_some_and(|annotation| is_mention(annotation.kind()))
        })
    }
}

/// Works out which hits stand inside a longer name, on a thread.
pub(in crate::session) fn judge(search: &Search, hits: &super::hits::Hits) -> Option<super::Event> {
    search.inside_longer_names(hits).map(|inside| super::Event::HitsJudged { number: search.number, inside })
}

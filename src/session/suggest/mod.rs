//! What the program proposes for the open article, and what the editor decides about it.
//!
//! A thread works the suggestions out; nothing is in the document before it is accepted. What
//! somebody tagged goes into the next round at once, so that the same name elsewhere follows.

mod accept;
pub mod child;
mod filter;
mod job;
mod judge;
pub mod lexicon;
mod names;
pub mod outsiders;
mod proposals;
mod reject;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::{AnnotationKind, Block, Rejection};
use crate::suggest::Known;
use crate::suggest::external::Item;

use super::command::Command;
use super::effect::Effect;
use super::state::Session;
use names::Names;

pub use filter::{Sort, SuggestFilter};
pub use job::{Reading, SuggestJob, Suggested};
pub use outsiders::{Answered, OutsideJob, Outsider};
pub use proposals::{By, Key, Proposal, Proposals, What};

/// See the module.
#[derive(Debug, Default)]
pub struct Suggest {
    engine: job::SharedEngine,
    latest: Arc<AtomicU64>,
    number: u64,
    answered: u64,
    is_stopped: bool,
    reading: Arc<Reading>,
    asked: Option<Asked>,
    names: Names,
    /// Names of the house's lexicon.
    house: Vec<Known>,
    proposals: Arc<Proposals>,
    /// Whether nobody has decided it, by index.
    open: Vec<bool>,
    /// Those up to here have been held against the document as it is.
    n_judged: usize,
    /// The revision they were held against.
    revision: u64,
    rejected: BTreeMap<(AnnotationKind, String), Vec<Rejection>>,
    filter: SuggestFilter,
    shown: Vec<usize>,
    n_open: usize,
    current: Option<Key>,
    outsiders: Outsiders,
}

/// The outside suggesters and what they proposed for the text they were asked about.
#[derive(Debug, Default)]
struct Outsiders {
    /// Those of the settings that are on; none before the first article is read.
    all: Option<Vec<Outsider>>,
    latest: Arc<AtomicU64>,
    number: u64,
    asked: Option<Arc<str>>,
    answers: BTreeMap<usize, (Arc<By>, Vec<Item>)>,
}

/// What the last job was asked about.
#[derive(Debug)]
struct Asked {
    text: Arc<str>,
    blocks: Arc<Vec<Block>>,
    published: String,
    known: Vec<Known>,
}

/// What was done with suggestions, beside what is a command.
#[derive(Clone, Debug, PartialEq)]
pub enum SuggestInput {
    /// Looked at one.
    Show(Key),
    /// Accepted one.
    Accept(Key),
    /// Rejected one.
    Reject(Key),
    /// Changed what is shown.
    Filter(SuggestFilter),
    /// Stopped the reading of a long article.
    Stop,
    /// Went on with it.
    GoOn,
}

impl Suggest {
    /// All that is proposed, decided or not.
    pub fn proposals(&self) -> &Proposals {
        &self.proposals
    }

    /// Those shown: not decided, and admitted by the filter; indices in reading order.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// How many nobody has decided, whatever the filter says.
    pub fn n_open(&self) -> usize {
        self.n_open
    }

    /// What is shown.
    pub fn filter(&self) -> &SuggestFilter {
        &self.filter
    }

    /// Whether a thread works on them.
    pub fn is_working(&self) -> bool {
        self.asked.is_some() && !self.is_stopped && self.answered != self.number
    }

    /// Whether the reading was stopped before its end.
    pub fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// How much of a long reading is done, 0 to 1; none where it is no long one.
    #[expect(clippy::cast_precision_loss, reason = "a share for the eye")]
    pub fn progress(&self) -> Option<f32> {
        let all = self.reading.all.load(Ordering::Relaxed);
        let share = self.reading.done.load(Ordering::Relaxed) as f32 / all.max(1) as f32;
        (self.is_working() && all > job::LONG).then_some(share.min(1.0))
    }

    /// Those shown that touch `start..end` of the article.
    pub fn within(&self, start: usize, end: usize) -> impl Iterator<Item = &Proposal> {
        let near = self.proposals.near(start, end);
        let first = self.shown.partition_point(|idx| *idx < near.start);
        let behind = self.shown.partition_point(|idx| *idx < near.end);
        let shown = self.shown.get(first..behind.max(first)).unwrap_or_default();
        shown.iter().filter_map(|idx| self.proposals.all.get(*idx))
    }

    /// Whether nobody has decided the proposal with this index.
    fn is_open(&self, idx: usize) -> bool {
        self.open.get(idx).copied().unwrap_or_default()
    }

    /// Knows nothing of any article.
    fn forget(&mut self) {
        self.latest.fetch_add(1, Ordering::Relaxed);
        self.number = self.latest.load(Ordering::Relaxed);
        self.answered = self.number;
        self.asked = None;
        self.outsiders.latest.fetch_add(1, Ordering::Relaxed);
        self.outsiders.asked = None;
        self.outsiders.answers.clear();
        self.drop_proposals();
    }

    /// Begins with another article: nothing of the last one is known, stopped or left out.
    pub(super) fn begin_anew(&mut self) {
        self.forget();
        self.is_stopped = false;
        self.filter = SuggestFilter::default();
    }

    fn drop_proposals(&mut self) {
        self.proposals = Arc::default();
        self.open.clear();
        self.shown.clear();
        (self.n_judged, self.n_open, self.current) = (0, 0, None);
    }
}

impl Session {
    /// What is proposed.
    pub fn suggest(&self) -> &Suggest {
        &self.suggest
    }

    /// The suggestion that is selected: the words selected are its own, and no key writes.
    pub fn current_suggestion(&self) -> Option<usize> {
        if self.editing.is_some() {
            return None;
        }
        let key = self.suggest.current?;
        let selected = self.selection()?;
        let idx = self.suggest.proposals.find(key)?;
        (selected == key.hull && self.suggest.is_open(idx)).then_some(idx)
    }

    pub(super) fn suggest_command(&mut self, command: Command) {
        match command {
            Command::NextSuggestion | Command::SkipSuggestion => self.step_suggestion(false),
            Command::PreviousSuggestion => self.step_suggestion(true),
            Command::AcceptSuggestion => self.accept_suggestion(),
            Command::AcceptEntity => self.accept_entity(),
            Command::AcceptShown => self.accept_shown(),
            Command::RejectSuggestion => self.reject_suggestion(),
            Command::RejectEntity => self.reject_entity(),
            Command::ToggleSuggestions => self.toggle_suggestions(),
            Command::AddToLexicon => self.add_to_lexicon(),
            Command::AddAllToLexicon => self.add_all_to_lexicon(),
            _ => {}
        }
    }

    pub(super) fn suggest_input(&mut self, input: SuggestInput) {
        match input {
            SuggestInput::Show(key) => self.show_suggestion(key),
            SuggestInput::Accept(key) => {
                self.show_suggestion(key);
                self.accept_suggestion();
            }
            SuggestInput::Reject(key) => {
                self.show_suggestion(key);
                self.reject_suggestion();
            }
            SuggestInput::Filter(filter) => {
                self.suggest.filter = filter;
                self.suggest.n_judged = 0;
                self.judge();
            }
            SuggestInput::Stop => {
                self.suggest.latest.fetch_add(1, Ordering::Relaxed);
                self.suggest.is_stopped = true;
            }
            SuggestInput::GoOn => {
                self.suggest.is_stopped = false;
                self.suggest.asked = None;
            }
        }
    }

    pub(super) fn toggle_suggestions(&mut self) {
        let on = !self.settings.suggestions.on;
        self.settings.suggestions.on = on;
        self.say(if on { "Suggestions are on." } else { "Suggestions are off." });
        self.keep_settings();
    }

    /// Goes to the next or previous suggestion that is shown, round the end.
    pub(super) fn step_suggestion(&mut self, back: bool) {
        let shown = &self.suggest.shown;
        let here = self.current_suggestion();
        let start = self.view.caret.min(self.view.anchor);
        let start_of = |idx: &usize| self.suggest.proposals.all[*idx].spans.hull().start();
        let place = match (here, back) {
            (Some(idx), false) => shown.partition_point(|own| *own <= idx),
            (Some(idx), true) => shown.partition_point(|own| *own < idx),
            (None, _) => shown.partition_point(|own| start_of(own) < start),
        };
        let next = if back {
            place.checked_sub(1).and_then(|place| shown.get(place)).or(shown.last())
        } else {
            shown.get(place).or(shown.first())
        };
        match next.and_then(|idx| self.suggest.proposals.all.get(*idx)).map(Proposal::key) {
            Some(key) => self.show_suggestion(key),
            None => self.say(self.no_suggestion()),
        }
    }

    /// Why there is none to go to.
    fn no_suggestion(&self) -> &'static str {
        if !self.settings.suggestions.on {
            "Suggestions are off. Turn them on in the menu Suggest."
        } else if self.suggest.is_working() {
            "The article is still being read for suggestions."
        } else if self.suggest.is_stopped {
            "The reading was stopped. Go on in the list of suggestions."
        } else if self.suggest.n_open > 0 {
            "The filter of the suggestions leaves none."
        } else {
            "No suggestion is left to decide."
        }
    }

    /// Selects the words of a suggestion.
    fn show_suggestion(&mut self, key: Key) {
        self.leave_desk();
        self.select_span(key.hull);
        self.view.entity = None;
        self.suggest.current = Some(key);
        self.view.reveal += 1;
        self.view.focus_article += u64::from(self.editing.is_some());
    }

    /// Goes on to the next suggestion behind the one that was decided.
    fn go_on_behind(&mut self, idx: usize) {
        self.refresh_suggest();
        let shown = &self.suggest.shown;
        let next = shown.get(shown.partition_point(|own| *own < idx)).or(shown.first());
        if let Some(key) = next.and_then(|idx| self.suggest.proposals.all.get(*idx)).map(Proposal::key) {
            self.show_suggestion(key);
        } else {
            self.place_caret(self.view.caret);
            self.say(self.no_suggestion());
        }
    }

    /// Takes up what a job found, unless another one was begun since.
    pub(super) fn take_suggested(&mut self, found: Suggested) {
        if found.number != self.suggest.number || self.suggest.is_stopped {
            return;
        }
        let suggest = &mut self.suggest;
        if found.is_whole {
            suggest.answered = found.number;
        }
        let mut proposals = found.proposals;
        for (by, items) in suggest.outsiders.answers.values() {
            proposals.add(by, items);
        }
        self.take_proposals(proposals);
    }

    fn take_proposals(&mut self, proposals: Proposals) {
        let suggest = &mut self.suggest;
        suggest.open = vec![false; proposals.all.len()];
        suggest.proposals = Arc::new(proposals);
        suggest.shown.clear();
        (suggest.n_judged, suggest.n_open) = (0, 0);
        self.judge();
    }

    /// Asks the outside suggesters about a text they were not asked about, once it is written.
    fn ask_outsiders(&mut self) {
        if self.editing.is_some() {
            return;
        }
        let article = self.document.article();
        let outsiders = &mut self.suggest.outsiders;
        if outsiders.asked.as_ref().is_some_and(|asked| Arc::ptr_eq(asked, article.text())) {
            return;
        }
        let chosen = self.settings.suggestions.external.iter().filter(|chosen| chosen.on);
        let all = outsiders.all.get_or_insert_with(|| chosen.cloned().map(Outsider::new).collect());
        outsiders.asked = Some(Arc::clone(article.text()));
        outsiders.answers.clear();
        outsiders.latest.fetch_add(1, Ordering::Relaxed);
        outsiders.number = outsiders.latest.load(Ordering::Relaxed);
        for (place, outsider) in all.iter().enumerate() {
            let job = OutsideJob {
                outsider: outsider.clone(),
                place,
                article: article.clone(),
                number: outsiders.number,
                latest: Arc::clone(&outsiders.latest),
            };
            self.effects.push(Effect::AskOutsider(Box::new(job)));
        }
    }

    /// Takes up what an outside suggester answered, unless it is about another text.
    pub(super) fn take_answer(&mut self, answered: Answered) {
        if answered.number != self.suggest.outsiders.number {
            return;
        }
        if !answered.remark.is_empty() {
            self.say(answered.remark);
        }
        match answered.answer {
            Ok((by, items)) => {
                let by = Arc::new(by);
                let mut proposals = self.suggest.proposals.as_ref().clone();
                proposals.add(&by, &items);
                self.suggest.outsiders.answers.insert(answered.place, (by, items));
                if proposals.text.is_some() {
                    self.take_proposals(proposals);
                }
            }
            Err(words) => self.complain(words),
        }
    }

    /// Tells the outside suggesters what became of these.
    fn tell_outsiders(&mut self, decided: &[usize], accepted: bool) {
        let text = self.document.text();
        let decided = decided.iter().filter_map(|idx| self.suggest.proposals.all.get(*idx));
        let mut told: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
        for own in decided {
            let what = own.what.kind().label().to_lowercase();
            told.entry(&own.by.label).or_default().push((own.spans.words(text), what));
        }
        let all = self.suggest.outsiders.all.iter().flatten();
        let effects = all.filter_map(|outsider| {
            let told = told.remove(outsider.chosen.name.as_str())?;
            Some(Effect::TellOutsider { outsider: outsider.clone(), told, accepted })
        });
        self.effects.extend(effects.collect::<Vec<_>>());
    }

    /// Follows the document: asks for suggestions where it says something else than before, and
    /// takes out those that were decided.
    pub(super) fn refresh_suggest(&mut self) {
        if !self.settings.suggestions.on {
            if self.suggest.asked.is_some() {
                self.suggest.forget();
            }
            return;
        }
        let article = self.document.article();
        let is_known = |text: &Arc<str>| Arc::ptr_eq(text, article.text());
        if self.suggest.proposals.text.as_ref().is_some_and(|text| !is_known(text)) {
            let text = Arc::clone(article.text());
            self.suggest.carry_to(&text);
        }
        let changes = self.changes_since(self.suggest.revision);
        let revision = self.revision;
        let is_same = self.suggest.revision == revision;
        let renamed = self.follow_names();
        self.ask_for_suggestions(renamed);
        self.ask_outsiders();
        self.suggest.revision = revision;
        match changes {
            Some(_) if is_same => {}
            Some(changes) if !changes.rejections => self.judge_again(&changes),
            _ => self.suggest.n_judged = 0,
        }
        self.judge();
    }

    /// Brings the names up to date; those in words that are being written when that is over.
    fn follow_names(&mut self) -> bool {
        if self.editing.is_some() {
            return false;
        }
        let changes = self.suggest.names.revision().and_then(|since| self.changes_since(since));
        self.suggest.names.follow(&self.document, self.revision, changes)
    }

    /// Starts a job where the article or what is known of it is not what the last one was about.
    fn ask_for_suggestions(&mut self, renamed: bool) {
        let article = self.document.article();
        let suggest = &mut self.suggest;
        let is_same_article = suggest.asked.as_ref().is_some_and(|asked| {
            Arc::ptr_eq(&asked.text, article.text())
                && Arc::ptr_eq(&asked.blocks, article.shared_blocks())
                && asked.published == article.meta.published
        });
        if suggest.is_stopped || (is_same_article && !renamed) {
            return;
        }
        let mut known = suggest.names.known(&self.document);
        known.extend(suggest.house.iter().cloned());
        if is_same_article && suggest.asked.as_ref().is_some_and(|asked| asked.known == known) {
            return;
        }
        suggest.latest.fetch_add(1, Ordering::Relaxed);
        suggest.number = suggest.latest.load(Ordering::Relaxed);
        suggest.asked = Some(Asked {
            text: Arc::clone(article.text()),
            blocks: Arc::clone(article.shared_blocks()),
            published: article.meta.published.clone(),
            known: known.clone(),
        });
        let job = SuggestJob {
            article: article.clone(),
            known,
            near: self.view.caret,
            number: suggest.number,
            latest: Arc::clone(&suggest.latest),
            reading: Arc::clone(&suggest.reading),
            engine: suggest.engine.clone(),
        };
        self.effects.push(Effect::Suggest(Box::new(job)));
    }
}

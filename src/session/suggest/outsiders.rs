//! The outside suggesters of the open article: asked on threads of their own, merged into what is
//! proposed, told what became of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::model::{Article, ClaimKind, EntityKind};
use crate::session::event::Event;
use crate::storage::ExternalSuggester;
use crate::suggest::SuggestedEntity;
use crate::suggest::external::{Item, ItemKind};
use crate::text::{Span, Spans};

use super::child::{Running, Trouble};
use super::proposals::{By, Proposal, Proposals, What};

/// After so many failures in a row it is left alone until the next start.
const MOST_FAILURES: u32 = 3;

/// A suggester of the settings and its process.
#[derive(Clone, Debug)]
pub struct Outsider {
    /// As the settings have it.
    pub chosen: ExternalSuggester,
    process: Arc<Mutex<Process>>,
}

#[derive(Debug, Default)]
struct Process {
    running: Option<Running>,
    n_failures: u32,
}

/// A question to one of them.
#[derive(Clone, Debug)]
pub struct OutsideJob {
    pub(super) outsider: Outsider,
    /// Its place among the settings' suggesters.
    pub(super) place: usize,
    pub(super) article: Article,
    pub(super) number: u64,
    pub(super) latest: Arc<AtomicU64>,
}

/// What one of them answered.
#[derive(Debug)]
pub struct Answered {
    /// Its place among the settings' suggesters.
    pub place: usize,
    /// The question's number.
    pub number: u64,
    /// The items and who proposes them, or why there are none.
    pub answer: Result<(By, Vec<Item>), String>,
    /// What to tell about the answer; empty where nothing is wrong with it.
    pub remark: String,
}

impl Outsider {
    /// One that is not started yet.
    pub fn new(chosen: ExternalSuggester) -> Self {
        Self { chosen, process: Arc::default() }
    }

    /// Tells it what became of suggestions, each by its words and what it would have been, where it runs.
    pub(in crate::session) fn feedback(&self, told: &[(String, String)], accepted: bool) {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        for (words, what) in told {
            let Some(running) = &mut process.running else { return };
            if running.feedback(words, what, accepted).is_err() {
                process.running = None;
            }
        }
    }
}

impl OutsideJob {
    /// Asks it, starting it where need be.
    pub fn run(self) -> Option<Event> {
        let is_wanted = || self.latest.load(Ordering::Relaxed) == self.number;
        let mut process = self.outsider.process.lock().unwrap_or_else(PoisonError::into_inner);
        if !is_wanted() || process.n_failures >= MOST_FAILURES {
            return None;
        }
        let chosen = &self.outsider.chosen;
        let asked = ask(&mut process.running, chosen, &self.article, self.number, &is_wanted);
        let (answer, remark) = match asked {
            Ok((by, items, remark)) => {
                process.n_failures = 0;
                (Ok((by, items)), remark)
            }
            Err(Trouble::NotWanted) => return None,
            Err(Trouble::Said(words)) => {
                process.running = None;
                process.n_failures += 1;
                let again = if process.n_failures >= MOST_FAILURES {
                    "It is not asked again before the next start."
                } else {
                    "Everything else goes on without it."
                };
                (
                    Err(format!("The suggester “{}” gave nothing: {words}. {again}", chosen.name)),
                    String::new(),
                )
            }
        };
        let answered = Answered { place: self.place, number: self.number, answer, remark };
        Some(Event::OutsiderAnswered(Box::new(answered)))
    }
}

/// Asks a suggester once, starting it where it does not run.
pub fn ask(
    running: &mut Option<Running>,
    chosen: &ExternalSuggester,
    article: &Article,
    revision: u64,
    is_wanted: &dyn Fn() -> bool,
) -> Result<(By, Vec<Item>, String), Trouble> {
    let child = match running {
        Some(child) => child,
        None => running.insert(Running::start(chosen)?),
    };
    let patience = Duration::from_secs(chosen.seconds.clamp(1, 600));
    let found = child.suggest(article, revision, patience, is_wanted)?;
    let by = By {
        id: child.greeting.name.clone(),
        label: chosen.name.clone(),
        version: child.greeting.version.clone(),
    };
    let remark = match (found.n_dropped, found.n_moved) {
        (0, 0) => String::new(),
        (dropped, moved) => format!(
            "The suggester “{}”: {dropped} left out because their words are not there, {moved} moved to where their words are.",
            chosen.name
        ),
    };
    Ok((by, found.items, remark))
}

impl Proposals {
    /// Adds what an outside suggester proposes. What is proposed on the same words already stays.
    pub fn add(&mut self, by: &Arc<By>, items: &[Item]) {
        let Some(text) = self.text.clone() else { return };
        let mut named = Named::of(&self.entities);
        let mut added: Vec<Proposal> = Vec::new();
        let mut seen = BTreeSet::new();
        for item in items {
            let spans: Option<Vec<Span>> =
                item.spans.iter().map(|span| Span::new(&text, span.start, span.end).ok()).collect();
            let Some(spans) = spans.and_then(|spans| Spans::new(spans).ok()) else { continue };
            let what = what(item, &text, &mut self.entities, &mut named);
            let says_the_same = |own: &Proposal| {
                own.spans == spans
                    && own.what.kind() == what.kind()
                    && own.what.entity_kind() == what.entity_kind()
            };
            let near = self.near(spans.hull().start(), spans.hull().end());
            let places: Vec<(usize, usize)> = spans.iter().map(|span| (span.start(), span.end())).collect();
            let is_known = self.all.get(near).is_some_and(|near| near.iter().any(says_the_same));
            if !is_known && seen.insert((what.kind(), what.entity_kind(), places)) {
                let (score, reason) = (item.score, item.reason.clone());
                added.push(Proposal { what, spans, score, by: Arc::clone(by), reason, nth: 0 });
            }
        }
        self.all.extend(added);
        self.arrange();
    }
}

/// Entities by kind and name.
struct Named(BTreeMap<(EntityKind, String), usize>);

impl Named {
    fn of(entities: &[SuggestedEntity]) -> Self {
        let named = entities.iter().enumerate();
        Self(named.map(|(idx, entity)| ((entity.kind, entity.name.clone()), idx)).collect())
    }

    /// The entity of this kind and name, added where there is none.
    fn entity(&mut self, kind: EntityKind, name: &str, entities: &mut Vec<SuggestedEntity>) -> usize {
        *self.0.entry((kind, name.to_owned())).or_insert_with(|| {
            let (name, role) = (name.to_owned(), String::new());
            entities.push(SuggestedEntity { name, kind, role, could_be: Vec::new() });
            entities.len() - 1
        })
    }

    /// Who is called so and can speak; a person where nobody is.
    fn speaker(&mut self, name: &str, entities: &mut Vec<SuggestedEntity>) -> usize {
        let mut speaking = EntityKind::ALL.into_iter().filter(|kind| kind.can_speak());
        let known = speaking.find_map(|kind| self.0.get(&(kind, name.to_owned())).copied());
        known.unwrap_or_else(|| self.entity(EntityKind::Person, name, entities))
    }
}

fn what(item: &Item, text: &str, entities: &mut Vec<SuggestedEntity>, named: &mut Named) -> What {
    let span = |range: &Option<Range<usize>>| {
        range.as_ref().and_then(|range| Span::new(text, range.start, range.end).ok())
    };
    match &item.what {
        ItemKind::Mention(kind, name) => {
            What::Mention { entity: named.entity(*kind, name, entities), kind: *kind }
        }
        ItemKind::Claim => What::Claim(ClaimKind::default()),
        ItemKind::Quote { kind, cue, source, speaker } => {
            let speaker = speaker.as_ref().map(|name| named.speaker(name, entities));
            What::Quote { kind: *kind, cue: span(cue), source: span(source), speaker }
        }
    }
}

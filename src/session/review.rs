//! Annotations whose place in the new text is in doubt, and those without one.

use std::sync::Arc;

use crate::model::workflow::words_changed_under;
use crate::model::{Anchor, Annotation, AnnotationId, Body, Edit, Field, Orphan};
use crate::text::anchor::{Candidate, Comparison};
use crate::text::{Span, Spans};

use super::effect::Effect;
use super::event::Event;
use super::flow::{Flow, FlowInput, ReviewFlow};
use super::state::Session;
use super::tag::short;

/// Places offered for one annotation; each has a number key.
const MOST_PLACES: usize = 6;

/// An annotation whose place is looked for.
#[derive(Clone, Debug)]
pub struct PlacesJob {
    id: AnnotationId,
    was: Anchor,
    here: Option<Span>,
    text: Arc<str>,
}

/// The places of a text that may be meant, the likeliest first.
#[derive(Clone, Debug)]
pub struct PlacesFound {
    id: AnnotationId,
    text: Arc<str>,
    places: Vec<Candidate>,
}

/// Looks for them.
pub(super) fn find_places(job: PlacesJob) -> Event {
    let PlacesJob { id, was, here, text } = job;
    let mut places = Comparison::new(&was.text, &text).candidates(was.spans.hull(), MOST_PLACES + 1);
    // Where it is already, a word more or less, is no other place.
    places.retain(|place| here.is_none_or(|here| !place.span.overlaps(here)));
    places.truncate(MOST_PLACES);
    Event::PlacesFound(Box::new(PlacesFound { id, text, places }))
}

impl Session {
    /// The annotations somebody should look at: those in the text in reading order, then those
    /// without a place.
    pub fn to_review(&self) -> impl Iterator<Item = AnnotationId> + '_ {
        let placed = self.document.annotations().filter(|annotation| annotation.review.is_some());
        let lost = self.document.orphans().filter(|orphan| !orphan.gone);
        placed.map(|annotation| annotation.id).chain(lost.map(|orphan| orphan.annotation.id))
    }

    /// Opens the queue; with a selection made for an annotation, places that first.
    pub(super) fn review(&mut self) {
        if let Some(id) = self.reselecting.take() {
            if let Some(span) = self.selection() {
                self.place_at(id, span);
            }
            self.view.anchor = self.view.caret;
        }
        self.open_review();
    }

    pub(super) fn open_review(&mut self) {
        let gone = self.document.orphans().filter(|orphan| orphan.gone).map(|orphan| orphan.annotation.id);
        let mut rows: Vec<AnnotationId> = self.to_review().collect();
        let n_waiting = rows.len();
        rows.extend(gone);
        if rows.is_empty() {
            self.flow = None;
            return self.say("No annotation waits for a review.");
        }
        let mut flow = ReviewFlow { rows, n_waiting, highlighted: 0, places: Vec::new(), is_looking: false };
        self.look_at_row(&mut flow);
        self.flow = Some(Flow::Review(flow));
    }

    pub(super) fn review_input(&mut self, mut flow: ReviewFlow, input: &FlowInput) {
        let Some(id) = flow.rows.get(flow.highlighted).copied() else { return };
        match input {
            FlowInput::Confirm => self.accept(id),
            FlowInput::Letter('r') => return self.begin_reselect(id),
            FlowInput::Letter('g') => self.mark_gone(id),
            FlowInput::Letter(digit) if digit.is_ascii_digit() => {
                let number = digit.to_digit(10).and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
                match number.checked_sub(1).and_then(|place| flow.places.get(place)) {
                    Some(place) => self.place_at(id, place.span),
                    None => return self.flow = Some(Flow::Review(flow)),
                }
            }
            FlowInput::Up | FlowInput::Down | FlowInput::Take(_) => {
                let len = flow.rows.len();
                flow.highlighted = match input {
                    FlowInput::Up => (flow.highlighted + len - 1) % len,
                    FlowInput::Down => (flow.highlighted + 1) % len,
                    FlowInput::Take(row) => (*row).min(len - 1),
                    _ => flow.highlighted,
                };
                self.look_at_row(&mut flow);
                return self.flow = Some(Flow::Review(flow));
            }
            _ => return self.flow = Some(Flow::Review(flow)),
        }
        self.go_on(flow, id);
    }

    /// The row after the one that was done with; the queue closes when nothing waits any more.
    fn go_on(&mut self, mut flow: ReviewFlow, done: AnnotationId) {
        let waits: Vec<AnnotationId> = self.to_review().collect();
        if waits.is_empty() {
            self.view.focus_article += 1;
            return self.say("Every annotation has been reviewed.");
        }
        flow.n_waiting = waits.len();
        if !waits.contains(&done) {
            let at = flow.highlighted;
            flow.rows.retain(|row| waits.contains(row));
            flow.highlighted = at.min(flow.rows.len() - 1);
        }
        self.look_at_row(&mut flow);
        self.flow = Some(Flow::Review(flow));
    }

    /// Has the places looked for that may be meant, and shows the article where it is.
    fn look_at_row(&mut self, flow: &mut ReviewFlow) {
        let Some(id) = flow.rows.get(flow.highlighted).copied() else { return };
        flow.places.clear();
        let job = self.places_job(id);
        flow.is_looking = job.is_some();
        self.effects.extend(job.map(|job| Effect::FindPlaces(Box::new(job))));
        if self.document.annotation(id).is_some() {
            self.show_annotation(id, true);
        }
    }

    fn places_job(&self, id: AnnotationId) -> Option<PlacesJob> {
        let (annotation, orphan) = (self.document.annotation(id), self.document.orphan(id));
        let of_orphan =
            || Some(Anchor { text: Arc::clone(&orphan?.text), spans: orphan?.annotation.spans.clone() });
        let was = annotation
            .and_then(|own| own.review.as_ref())
            .map(|review| review.was.clone())
            .or_else(of_orphan)?;
        let here = annotation.map(|annotation| annotation.spans.hull());
        Some(PlacesJob { id, was, here, text: Arc::clone(self.document.article().text()) })
    }

    /// Takes up the places that were found, unless another row or text is looked at by now.
    pub(super) fn places_found(&mut self, found: PlacesFound) {
        let text = self.document.article().text();
        if let Some(Flow::Review(flow)) = &mut self.flow
            && flow.rows.get(flow.highlighted) == Some(&found.id)
            && Arc::ptr_eq(&found.text, text)
        {
            flow.places = found.places;
            flow.is_looking = false;
        }
    }

    fn accept(&mut self, id: AnnotationId) {
        match self.document.annotation(id) {
            Some(annotation) => {
                let what = format!("Accept the place of “{}”", short(&self.document.words_of(annotation)));
                if let Some(edit) = annotation.set(Field::Review(None)) {
                    self.perform(what, edit);
                }
            }
            None => self.say("It has no place yet: pick one by its number, or R to select the words."),
        }
    }

    /// Gives an annotation this place.
    fn place_at(&mut self, id: AnnotationId, span: Span) {
        let spans = Spans::one(span);
        let words = span.of(self.document.text()).to_owned();
        let edit = if let Some(orphan) = self.document.orphan(id) {
            let annotation = placed(orphan, spans, &words);
            Edit::Recover { orphan: Box::new(orphan.clone()), annotation: Box::new(annotation) }
        } else if let Some(annotation) = self.document.annotation(id) {
            let mut fields = vec![Field::Spans(spans), Field::Review(None)];
            fields.extend(words_changed_under(annotation, &self.document.words_of(annotation), &words));
            Edit::Batch(fields.into_iter().filter_map(|field| annotation.set(field)).collect())
        } else {
            return;
        };
        if self.perform(format!("Place “{}”", short(&words)), edit) {
            self.show_annotation(id, true);
        }
    }

    fn begin_reselect(&mut self, id: AnnotationId) {
        self.reselecting = Some(id);
        self.view.focus_article += 1;
        self.say("Select its words in the article, then press Ctrl+R.");
    }

    /// Its words are gone: it keeps everything but its place, and no longer waits.
    fn mark_gone(&mut self, id: AnnotationId) {
        let (words, edit) = if let Some(orphan) = self.document.orphan(id) {
            let to = Orphan { gone: true, ..orphan.clone() };
            let from = Box::new(orphan.clone());
            (orphan.words(), Edit::ChangeOrphan { from, to: Box::new(to) })
        } else if let Some(annotation) = self.document.annotation(id) {
            let Some(orphan) = Orphan::of(annotation, self.document.text()) else { return };
            let orphan = Box::new(Orphan { gone: true, ..orphan });
            (
                self.document.words_of(annotation),
                Edit::Lose { annotation: Box::new(annotation.clone()), orphan },
            )
        } else {
            return;
        };
        self.perform(format!("Mark “{}” as gone", short(&words)), edit);
    }
}

/// An annotation that gets its place back. A claim whose words are others now needs a recheck, and a
/// quote remembers those it was checked for.
fn placed(orphan: &Orphan, spans: Spans, words: &str) -> Annotation {
    let mut annotation = orphan.annotation.clone();
    annotation.spans = spans;
    annotation.review = None;
    if let Body::Quote(quote) = &mut annotation.body {
        (quote.cue, quote.source) = (None, None);
    }
    for field in words_changed_under(&orphan.annotation, &orphan.words(), words) {
        match (&mut annotation.body, field) {
            (Body::Claim(claim), Field::CheckedWords(words)) => claim.checked_words = words,
            (Body::Claim(claim), Field::State(state)) => claim.state = state,
            (Body::Quote(quote), Field::CheckedWords(words)) => quote.checked_words = words,
            _ => {}
        }
    }
    annotation
}

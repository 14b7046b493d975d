//! Accepting: suggestions become annotations, all of a batch in one step.

use std::collections::BTreeMap;

use crate::model::{
    Annotation, AnnotationId, AnnotationKind, Body, Claim, Claimant, Edit, Entity, EntityId, EntityKind,
    Mention, Quote,
};
use crate::session::flow::Purpose;
use crate::session::state::Session;
use crate::session::tag::{form_of, short};
use crate::text::counted::counted;
use crate::text::{Span, Spans, segment};

use super::proposals::{Proposal, What};

/// From this score on two names of the same kind are forms of one.
const SAME_NAME: u8 = 90;

/// Whom a suggested mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whom {
    /// An entity of the document, or one made in the same step.
    Known(EntityId),
    /// Nobody the document has.
    New,
    /// One of several; a person has to say.
    Ask,
}

/// What becomes one step.
struct Batch<'s> {
    session: &'s Session,
    entities: Vec<Edit>,
    annotations: Vec<Edit>,
    made: BTreeMap<usize, EntityId>,
    quotes: Vec<(Spans, AnnotationId)>,
    /// Where what is accepted stands: start to end, by kind.
    taken: BTreeMap<AnnotationKind, BTreeMap<usize, usize>>,
    /// Those that become annotations.
    done: Vec<usize>,
    /// Those a person has to be asked about.
    to_ask: Vec<usize>,
    last: Option<AnnotationId>,
}

impl Session {
    /// The name of the document's entity that this suggested mention would join.
    pub fn would_join(&self, own: &Proposal) -> Option<String> {
        let What::Mention { entity, .. } = own.what else { return None };
        let words = own.spans.name_in(self.document.text());
        match Batch::new(self).whom(entity, &words) {
            Whom::Known(id) => self.document.entity(id).map(|entity| entity.name.clone()),
            Whom::New | Whom::Ask => None,
        }
    }

    /// Accepts the selected suggestion and goes on to the next, or asks what is not sure.
    pub(in crate::session) fn accept_suggestion(&mut self) {
        let Some(idx) = self.current_suggestion() else {
            return self.say("Go to a suggestion with Z first.");
        };
        let own = self.suggest.proposals.all[idx].clone();
        let what = format!(
            "Accept “{}” as {}",
            short(own.spans.hull().of(self.document.text())),
            self.proposed_as(idx)
        );
        let mut batch = Batch::new(self);
        batch.take(idx);
        let (edit, last, asks) = (batch.edit(), batch.last, batch.to_ask.contains(&idx));
        let done = batch.done;
        if asks {
            self.open_picker(Purpose::Mention(own.spans));
            return;
        }
        if !self.perform(what, edit) {
            return;
        }
        self.tell_outsiders(&done, true);
        let is_open = |id: &AnnotationId| {
            let quote = self.document.annotation(*id).and_then(Annotation::quote);
            quote.is_some_and(|quote| quote.speaker.is_none())
        };
        match last.filter(is_open) {
            Some(quote) => {
                self.show_annotation(quote, false);
                self.refresh_suggest();
                self.open_picker(Purpose::Speaker(quote));
            }
            None => self.go_on_behind(idx),
        }
    }

    /// Accepts every suggested mention of the selected one's entity.
    pub(in crate::session) fn accept_entity(&mut self) {
        let Some(idx) = self.current_suggestion() else {
            return self.say("Go to a suggestion with Z first.");
        };
        let all = self.same_entity(idx);
        if all.len() == 1 {
            return self.accept_suggestion();
        }
        let name = short(&self.proposed_name(idx));
        self.accept_all(&all, |accepted| format!("Accept {accepted} of {name}"), idx);
    }

    /// Accepts every suggestion that is shown.
    pub(in crate::session) fn accept_shown(&mut self) {
        let all = self.suggest.shown.clone();
        match all.first().copied() {
            Some(first) => self.accept_all(&all, |accepted| format!("Accept {accepted}"), first),
            None => self.step_suggestion(false),
        }
    }

    fn accept_all(&mut self, all: &[usize], what: impl FnOnce(&str) -> String, from: usize) {
        let mut batch = Batch::new(self);
        for idx in all {
            batch.take(*idx);
        }
        let (n_left, n_new) = (batch.to_ask.len(), batch.annotations.len());
        let (edit, last, done) = (batch.edit(), batch.last, batch.done);
        let accepted = counted(n_new, "suggestion", "suggestions");
        if n_new > 0 && !self.perform(what(&accepted), edit) {
            return;
        }
        self.tell_outsiders(&done, true);
        self.go_on_behind(from);
        if self.current_suggestion().is_none() {
            self.view.annotation = last.or(self.view.annotation);
        }
        let left = match n_left {
            0 => String::new(),
            1 => " 1 is left, since its short name could be several.".to_owned(),
            n => format!(" {n} are left, since their short names could be several."),
        };
        self.say(format!("Accepted {accepted}.{left}"));
    }
}

impl<'s> Batch<'s> {
    fn new(session: &'s Session) -> Self {
        Self {
            session,
            entities: Vec::new(),
            annotations: Vec::new(),
            made: BTreeMap::new(),
            quotes: Vec::new(),
            taken: BTreeMap::new(),
            done: Vec::new(),
            to_ask: Vec::new(),
            last: None,
        }
    }

    /// All of it as one edit: entities come before what points at them.
    fn edit(&self) -> Edit {
        Edit::Batch(self.entities.iter().chain(&self.annotations).cloned().collect())
    }

    fn own(&self, idx: usize) -> &'s Proposal {
        &self.session.suggest.proposals.all[idx]
    }

    fn take(&mut self, idx: usize) {
        let own = self.own(idx);
        let hull = own.spans.hull();
        let of_kind = self.taken.entry(own.what.kind()).or_default();
        if of_kind.range(..hull.end()).next_back().is_some_and(|(_, end)| hull.start() < *end) {
            return;
        }
        let is_taken = match &own.what {
            What::Mention { entity, .. } => self.mention(idx, *entity),
            What::Quote { .. } => self.quote(idx),
            What::Claim(_) => self.claim(idx),
        };
        if is_taken {
            self.done.push(idx);
            self.taken.entry(own.what.kind()).or_default().insert(hull.start(), hull.end());
        }
    }

    fn push(&mut self, own: &Proposal, body: Body) -> AnnotationId {
        let id = AnnotationId(self.session.new_id());
        let mut annotation = Annotation::new(id, own.spans.clone(), body);
        annotation.provenance = Some(Box::new(own.provenance()));
        self.annotations.push(Edit::AddAnnotation(Box::new(annotation)));
        self.last = Some(id);
        id
    }

    fn mention(&mut self, idx: usize, entity: usize) -> bool {
        let own = self.own(idx);
        let words = own.spans.name_in(self.session.document.text());
        let Some((id, name)) = self.entity(entity, &words) else {
            self.to_ask.push(idx);
            return false;
        };
        let form = form_of(&words, &name);
        self.push(own, Body::Mention(Mention { entity: id, form }));
        true
    }

    /// The document's entity for a suggested one, made where there is none; none where a person
    /// has to say which.
    fn entity(&mut self, entity: usize, words: &str) -> Option<(EntityId, String)> {
        let suggested = self.session.suggest.proposals.entities.get(entity)?;
        let id = match self.whom(entity, words) {
            Whom::Known(id) => id,
            Whom::Ask => return None,
            Whom::New => {
                let mut new =
                    Entity::new(EntityId(self.session.new_id()), suggested.kind, suggested.name.clone());
                new.role.clone_from(&suggested.role);
                let id = new.id;
                self.entities.push(Edit::AddEntity(Box::new(new)));
                self.made.insert(entity, id);
                id
            }
        };
        let name = self.session.document.entity(id).map_or(&suggested.name, |known| &known.name);
        Some((id, name.clone()))
    }

    /// What the editor has made wins: the same words, then the name of the suggested entity, then
    /// another form of it.
    fn whom(&self, entity: usize, words: &str) -> Whom {
        if let Some(made) = self.made.get(&entity) {
            return Whom::Known(*made);
        }
        let session = self.session;
        let names = &session.suggest.names;
        let suggested = &session.suggest.proposals.entities[entity];
        for bearers in [names.bearers(words), names.bearers(&suggested.name)] {
            match (bearers.len(), bearers.first()) {
                (0, _) => {}
                (1, Some(one)) => return Whom::Known(*one),
                _ => return Whom::Ask,
            }
        }
        let fits = |known: &&Entity| {
            let least = if suggested.kind == EntityKind::Person { 1 } else { SAME_NAME };
            known.kind == suggested.kind
                && (segment::name_score(&known.name, &suggested.name) >= least
                    || segment::name_score(&suggested.name, &known.name) >= least)
        };
        let has_name = !matches!(suggested.kind, EntityKind::Date | EntityKind::Money | EntityKind::Quantity);
        let mut fitting = session.document.entities().filter(|_| has_name).filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(one), None) => Whom::Known(one.id),
            (Some(_), Some(_)) => Whom::Ask,
            _ if !suggested.could_be.is_empty() => Whom::Ask,
            _ => Whom::New,
        }
    }

    /// A quote brings its speaker, with the mention that names them beside it.
    fn quote(&mut self, idx: usize) -> bool {
        let own = self.own(idx);
        let What::Quote { kind, cue, source, speaker } = &own.what else { return false };
        let words = source.map(|source| segment::as_name(source.of(self.session.document.text())));
        let speaker = speaker.and_then(|entity| {
            let (id, _) = self.entity(entity, words.as_deref().unwrap_or_default())?;
            if let Some(source) = source {
                self.source_mention(*source, entity);
            }
            Some(id)
        });
        let quote = Quote { kind: *kind, cue: *cue, source: *source, speaker, ..Quote::default() };
        let id = self.push(own, Body::Quote(quote));
        self.quotes.push((own.spans.clone(), id));
        true
    }

    /// Accepts the open mention of the speaker in the words that name them; where a person would have
    /// to be asked about it, it waits.
    fn source_mention(&mut self, source: Span, entity: usize) {
        let suggest = &self.session.suggest;
        let mut here = suggest.proposals.near(source.start(), source.end());
        let names_them = |idx: &usize| {
            let own = &suggest.proposals.all[*idx];
            let is_theirs = matches!(own.what, What::Mention { entity: of, .. } if of == entity);
            is_theirs && suggest.is_open(*idx) && source.encloses(own.spans.hull())
        };
        if let Some(idx) = here.find(names_them) {
            let n_asked = self.to_ask.len();
            self.take(idx);
            self.to_ask.truncate(n_asked);
        }
    }

    /// A claim in somebody's words is theirs.
    fn claim(&mut self, idx: usize) -> bool {
        let own = self.own(idx);
        let What::Claim(kind) = own.what else { return false };
        let claimant = self.quote_in(own.spans.hull()).map(Claimant::Quote);
        self.push(own, Body::Claim(Box::new(Claim { claimant, kind, ..Claim::default() })));
        true
    }

    /// The only quote in these words, or around them.
    fn quote_in(&self, hull: Span) -> Option<AnnotationId> {
        let document = &self.session.document;
        let meets = |spans: &Spans| {
            spans.iter().any(|span| hull.encloses(span)) || spans.iter().any(|span| span.encloses(hull))
        };
        let hits = document.index().overlapping(hull.start(), hull.end());
        let known = hits.iter().filter_map(|(_, _, id)| document.annotation(*id));
        let known = known.filter(|own| own.kind() == AnnotationKind::Quote && meets(&own.spans));
        let made = self.quotes.iter().filter(|(spans, _)| meets(spans)).map(|(_, id)| *id);
        let mut all: Vec<AnnotationId> = known.map(|own| own.id).chain(made).collect();
        all.dedup();
        match all.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

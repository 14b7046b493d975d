//! Making annotations from the selection: mentions, quotes, claims, highlights.

use crate::model::{
    Annotation, AnnotationId, AnnotationKind, Body, Claim, Edit, Entity, EntityId, EntityKind, Field,
    Mention, MentionForm, Passage, Quote, QuoteKind, TagId,
};
use crate::text::{Span, Spans, segment};

use super::filter::Pane;
use super::flow::Purpose;
use super::state::Session;

/// At most so many characters of the text appear in the name of a step.
const STEP_WORDS: usize = 32;

/// `words` cut for the name of a step.
pub(super) fn short(words: &str) -> String {
    let flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cut: String = flat.chars().take(STEP_WORDS).collect();
    if cut.len() < flat.len() {
        cut.push('…');
    }
    cut
}

impl Session {
    /// The words a new annotation would cover: the selection, else the word at the caret.
    pub(super) fn target_spans(&self) -> Option<Spans> {
        if let Some(span) = self.selection() {
            return self.trimmed(span).map(Spans::one);
        }
        let text = self.document.text();
        let word = segment::word_at(text, self.view.caret)?;
        Span::new(text, word.start, word.end).ok().map(Spans::one)
    }

    /// `span` without white space at its ends.
    pub(super) fn trimmed(&self, span: Span) -> Option<Span> {
        let text = self.document.text();
        let words = span.of(text);
        let start = span.start() + (words.len() - words.trim_start().len());
        let end = start + words.trim().len();
        Span::new(text, start, end).ok()
    }

    pub(super) fn begin_mention(&mut self) {
        if let Some(annotation) = self.selected()
            && self.selection().is_none()
            && annotation.kind() == AnnotationKind::Mention
        {
            let id = annotation.id;
            return self.open_picker(Purpose::Retag(id));
        }
        match self.target_spans() {
            Some(spans) => {
                self.view.anchor = spans.first().start();
                self.view.caret = spans.last().end();
                self.open_picker(Purpose::Mention(spans));
            }
            None => self.say("Select the words to tag first (W goes to the next name)."),
        }
    }

    /// Tags the spans as a mention of an entity that exists.
    pub(super) fn add_mention(&mut self, spans: Spans, entity: EntityId) {
        let Some(name) = self.document.entity(entity).map(|entity| entity.name.clone()) else { return };
        let annotation = self.mention(spans, entity, &name);
        let what = format!("Tag “{}” as {}", short(&self.document.words_of(&annotation)), short(&name));
        self.add(what, annotation, Vec::new());
    }

    /// Tags the spans as the first mention of a new entity, named by their words.
    pub(super) fn add_entity_mention(&mut self, spans: Spans, kind: EntityKind) {
        let name = self.name_from(&spans);
        let entity = Entity::new(EntityId(self.new_id()), kind, name);
        let annotation = self.mention(spans, entity.id, &entity.name);
        let what = format!("Tag “{}” as {}", short(&entity.name), kind.label().to_lowercase());
        self.add(what, annotation, vec![Edit::AddEntity(Box::new(entity))]);
    }

    pub(super) fn name_from(&self, spans: &Spans) -> String {
        spans.name_in(self.document.text())
    }

    pub(super) fn mention(&self, spans: Spans, entity: EntityId, name: &str) -> Annotation {
        let form = form_of(&self.name_from(&spans), name);
        Annotation::new(AnnotationId(self.new_id()), spans, Body::Mention(Mention { entity, form }))
    }

    /// Adds an annotation after `first`, all as one step, and selects it.
    pub(super) fn add(&mut self, what: String, annotation: Annotation, first: Vec<Edit>) {
        if let Some(twin) = self.twin(&annotation) {
            self.say(format!("This is tagged so already: {}.", self.describe(&annotation)));
            return self.show_annotation(twin, false);
        }
        let (id, kind) = (annotation.id, annotation.kind());
        let end = annotation.spans.last().end();
        let entity = annotation.mention().map(|mention| mention.entity);
        let mut edits = first;
        edits.push(Edit::AddAnnotation(Box::new(annotation)));
        let edit = if edits.len() == 1 { edits.remove(0) } else { Edit::Batch(edits) };
        if self.perform(what, edit) {
            self.place_caret(end);
            self.view.annotation = Some(id);
            self.view.pane = Pane::of(kind);
            self.view.entity = entity.or(self.view.entity);
        }
    }

    /// An annotation of the same words that says the same already.
    fn twin(&self, annotation: &Annotation) -> Option<AnnotationId> {
        let same = |other: &&Annotation| {
            let says = match (&annotation.body, &other.body) {
                (Body::Mention(one), Body::Mention(other)) => one.entity == other.entity,
                (Body::Passage(one), Body::Passage(other)) => one.tag == other.tag,
                (Body::Quote(_), Body::Quote(_)) | (Body::Claim(_), Body::Claim(_)) => true,
                _ => false,
            };
            says && other.spans == annotation.spans
        };
        let hull = annotation.spans.hull();
        let hits = self.document.index().overlapping(hull.start(), hull.end()).into_iter();
        hits.filter_map(|(_, _, id)| self.document.annotation(id)).find(same).map(|twin| twin.id)
    }

    /// Marks the selection as a quote and asks for its cue and speaker.
    pub(super) fn add_quote(&mut self) {
        let Some(spans) = self.selection().and_then(|span| self.trimmed(span)).map(Spans::one) else {
            return self.say("Select what was said first (O goes to the next quotation).");
        };
        let quote = Quote { kind: kind_of_quote(&spans.words(self.document.text())), ..Quote::default() };
        let annotation = Annotation::new(AnnotationId(self.new_id()), spans, Body::Quote(quote));
        let id = annotation.id;
        let what = format!("Mark the quote “{}”", short(&self.document.words_of(&annotation)));
        self.add(what, annotation, Vec::new());
        if self.view.annotation == Some(id) {
            self.open_picker(Purpose::Cue { quote: id, then_speaker: true });
        }
    }

    /// Marks the selection, or else the sentence at the caret, as a claim.
    pub(super) fn add_claim(&mut self) {
        let span = self.selection().and_then(|span| self.trimmed(span)).or_else(|| self.sentence_at_caret());
        let Some(span) = span else {
            return self.say("Select what is claimed first (J goes to the next sentence).");
        };
        let body = Body::Claim(Box::<Claim>::default());
        let annotation = Annotation::new(AnnotationId(self.new_id()), Spans::one(span), body);
        let what = format!("Mark the claim “{}”", short(&self.document.words_of(&annotation)));
        self.add(what, annotation, Vec::new());
    }

    fn sentence_at_caret(&self) -> Option<Span> {
        self.sentence_at(self.view.caret)
    }

    /// The sentence a span begins in, as far as it holds all of it.
    pub(super) fn sentence_around(&self, span: Span) -> Option<Span> {
        self.sentence_at(span.start()).filter(|sentence| sentence.encloses(span))
    }

    fn sentence_at(&self, at: usize) -> Option<Span> {
        let block_idx = self.document.article().block_at(at)?;
        let block = self.document.article().blocks().get(block_idx)?;
        let text = self.document.text();
        let sentences = segment::sentences(block.span.of(text)).into_iter();
        let base = block.span.start();
        let mut spans =
            sentences.filter_map(|range| Span::new(text, base + range.start, base + range.end).ok());
        spans.find(|span| span.touches(at))
    }

    pub(super) fn begin_highlight(&mut self) {
        match self.selected().filter(|annotation| annotation.kind() == AnnotationKind::Passage) {
            Some(annotation) if self.selection().is_none() => {
                let id = annotation.id;
                self.open_picker(Purpose::RetagPassage(id));
            }
            _ => match self.target_spans() {
                Some(spans) => self.open_picker(Purpose::Highlight(spans)),
                None => self.say("Select the words to highlight first."),
            },
        }
    }

    /// Highlights the selection with a tag, or retags the selected passage.
    pub(super) fn apply_tag(&mut self, tag: TagId) {
        let passage = self.selected().filter(|annotation| annotation.kind() == AnnotationKind::Passage);
        match passage.map(|annotation| annotation.id) {
            Some(id) if self.selection().is_none() => self.set_field(id, Field::Tag(tag)),
            _ => match self.target_spans() {
                Some(spans) => self.add_passage(spans, tag),
                None => self.say("Select the words to highlight first."),
            },
        }
    }

    pub(super) fn apply_tag_key(&mut self, key: char) {
        match self.schema.tag_for_key(key).map(|tag| tag.id.clone()) {
            Some(tag) => self.apply_tag(tag),
            None => self.say(format!("No house tag has the key {key}.")),
        }
    }

    pub(super) fn add_passage(&mut self, spans: Spans, tag: TagId) {
        let name = self.schema.tag(&tag).map_or(tag.0.clone(), |tag| tag.name.clone());
        let annotation = Annotation::new(AnnotationId(self.new_id()), spans, Body::Passage(Passage { tag }));
        let what = format!("Highlight “{}” as {name}", short(&self.document.words_of(&annotation)));
        self.add(what, annotation, Vec::new());
    }

    /// Adds the selection to the selected annotation as a further span.
    pub(super) fn add_span(&mut self) {
        let Some(span) = self.selection().and_then(|span| self.trimmed(span)) else {
            return self.say("Select the words to add first.");
        };
        let last = self.selected().or_else(|| self.last_touched());
        let Some((id, spans, kind)) =
            last.map(|annotation| (annotation.id, annotation.spans.with(span), annotation.kind()))
        else {
            return self.say("There is no annotation to add to.");
        };
        let Some(from) = self.document.annotation(id).map(|annotation| annotation.spans.clone()) else {
            return;
        };
        if from == spans {
            return self.say(format!("The {} covers these words already.", kind.label().to_lowercase()));
        }
        let what =
            format!("Add “{}” to the {}", short(span.of(self.document.text())), kind.label().to_lowercase());
        let along = self.words_edits(id, &spans);
        let mut edits = vec![Edit::Set { id, from: Field::Spans(from), to: Field::Spans(spans) }];
        edits.extend(along);
        if self.perform(what, Edit::Batch(edits)) {
            self.show_annotation(id, false);
        }
    }

    /// The annotation the last steps were about, if it is a quote, claim or passage.
    fn last_touched(&self) -> Option<&Annotation> {
        let ids =
            self.undo.iter().rev().take(8).filter_map(|step| super::state::first_annotation(&step.edit));
        let mut annotations = ids.filter_map(|id| self.document.annotation(id));
        annotations.find(|annotation| annotation.kind() != AnnotationKind::Mention)
    }
}

/// How `words` name an entity called `name`.
pub(super) fn form_of(words: &str, name: &str) -> MentionForm {
    const PRONOUNS: [&str; 16] = [
        "he", "she", "they", "it", "him", "her", "them", "his", "hers", "their", "its", "we", "us", "i",
        "me", "who",
    ];
    let lower = words.to_lowercase();
    if lower == name.to_lowercase() {
        return MentionForm::Full;
    }
    if PRONOUNS.contains(&lower.as_str()) {
        return MentionForm::Pronoun;
    }
    let all_capitals = words.chars().count() > 1 && words.chars().all(|c| c.is_uppercase() || c == '.');
    if all_capitals {
        return MentionForm::Abbreviation;
    }
    if segment::name_parts_match(name, words) {
        return MentionForm::Partial;
    }
    if segment::name_parts_match(words, name) { MentionForm::Full } else { MentionForm::Title }
}

/// Direct where all of it stands in quotation marks, mixed where some does, else indirect.
pub(super) fn kind_of_quote(words: &str) -> QuoteKind {
    let marked = segment::quotations(words);
    let whole = marked.first().is_some_and(|first| first.start == 0)
        && marked.last().is_some_and(|last| last.end == words.len());
    match marked.len() {
        0 => QuoteKind::Indirect,
        1 if whole => QuoteKind::Direct,
        _ => QuoteKind::Mixed,
    }
}

//! Changing what is there: fields, ends, entities.

use crate::model::{Annotation, AnnotationId, Body, Edit, Entity, EntityId, Field};
use crate::text::{Span, Spans, segment};

use super::flow::{Flow, LineForm, LinePurpose, Purpose};
use super::state::Session;
use super::tag::{form_of, short};

/// How far an end moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Word,
    Char,
}

impl Session {
    /// The edit that gives a field its new value.
    pub(super) fn field_edit(&self, id: AnnotationId, to: Field) -> Option<Edit> {
        self.document.annotation(id)?.set(to)
    }

    /// Changes a field as one step; typing on in the same text field stays the same step.
    pub(super) fn set_field(&mut self, id: AnnotationId, field: Field) {
        let along = self.edits_along(id, &field);
        let Some(edit) = self.field_edit(id, field) else { return };
        if !along.is_empty() {
            let what = self.name_of_change(id, &edit);
            self.perform(what, Edit::Batch(std::iter::once(edit).chain(along).collect()));
            return;
        }
        let is_text = is_text(&edit);
        if is_text && self.typing && self.type_on(&edit) {
            return;
        }
        let what = self.name_of_change(id, &edit);
        if self.perform(what, edit) {
            self.typing = is_text;
        }
    }

    fn name_of_change(&self, id: AnnotationId, edit: &Edit) -> String {
        let Some(annotation) = self.document.annotation(id) else { return "Change".into() };
        let words = short(&self.document.words_of(annotation));
        let field = match edit {
            Edit::Set { to, .. } => name_of(to),
            _ => "annotation",
        };
        format!("Change the {field} of “{words}”")
    }

    /// Continues the step on top where it changes the same field. The journal gets each change.
    fn type_on(&mut self, edit: &Edit) -> bool {
        let Some(top) = self.undo.last() else { return false };
        let Some(joined) = joined(&top.edit, edit) else { return false };
        let what = top.what.clone();
        self.continue_step(what, edit.clone(), joined)
    }

    /// Continues the step on top: does `change`, and the step becomes `whole`, which does both.
    pub(super) fn continue_step(&mut self, what: String, change: Edit, whole: Edit) -> bool {
        let change = self.step(what.clone(), change);
        let whole = self.step(what, whole);
        if self.document.perform_on(&change, whole.clone()).is_err() {
            return false;
        }
        self.undo.pop();
        if !whole.edit.is_empty() {
            self.undo.push(std::sync::Arc::new(whole));
        }
        self.redo.clear();
        self.changed(std::sync::Arc::new(change));
        true
    }

    pub(super) fn set_entity(&mut self, to: Entity) {
        let Some(from) = self.document.entity(to.id).cloned() else { return };
        if from == to {
            return;
        }
        let what = format!("Change {}", short(&from.name));
        let is_typed = from.kind == to.kind;
        let edit = Edit::ChangeEntity { from: Box::new(from), to: Box::new(to) };
        if is_typed && self.typing && self.type_on(&edit) {
            return;
        }
        if self.perform(what, edit) {
            self.typing = is_typed;
        }
    }

    /// Moves an end of the selection, or of the selected annotation.
    pub(super) fn move_end(&mut self, start: bool, on: bool, by: By) {
        if let Some(span) = self.selection() {
            if let Some(moved) = self.moved(span, start, on, by) {
                self.select_span(moved);
            }
            return;
        }
        let Some(annotation) = self.selected() else {
            return self.say("Select an annotation or some words first.");
        };
        let (id, spans) = (annotation.id, annotation.spans.clone());
        let picked = spans.iter().find(|span| span.touches(self.view.caret)).unwrap_or(spans.first());
        let Some(moved) = self.moved(picked, start, on, by) else { return };
        let others = spans.iter().filter(|span| *span != picked);
        let Ok(to) = Spans::new(others.chain([moved]).collect()) else {
            return self.say("The parts of one annotation cannot overlap.");
        };
        let words = short(&self.document.words_of(annotation));
        let renamed = self.rename_along(annotation, &to);
        let along = self.words_edits(id, &to);
        let mut edits = vec![Edit::Set { id, from: Field::Spans(spans), to: Field::Spans(to) }];
        edits.extend(renamed);
        edits.extend(along);
        if self.perform(format!("Resize “{words}”"), Edit::Batch(edits)) {
            self.view.annotation = Some(id);
            let edge = if start { moved.start() } else { moved.end() };
            self.view.caret = edge;
            self.view.anchor = edge;
        }
    }

    /// An entity that this mention alone names, and by just these words, is called by the new words;
    /// any other mention may name its entity in another form now.
    fn rename_along(&self, annotation: &Annotation, to: &Spans) -> Vec<Edit> {
        let Some(mention) = annotation.mention() else { return Vec::new() };
        let Some(entity) = self.document.entity(mention.entity) else { return Vec::new() };
        let (was, now) = (self.name_from(&annotation.spans), self.name_from(to));
        let alone = self.document.index().uses_of(entity.id).count() == 1;
        if alone && entity.name == was {
            let renamed = Entity { name: now, ..entity.clone() };
            return vec![Edit::ChangeEntity { from: Box::new(entity.clone()), to: Box::new(renamed) }];
        }
        let form = Field::Form(form_of(&now, &entity.name));
        self.field_edit(annotation.id, form).into_iter().collect()
    }

    fn moved(&self, span: Span, start: bool, on: bool, by: By) -> Option<Span> {
        let text = self.document.text();
        let at = if start { span.start() } else { span.end() };
        let to = match (by, start, on) {
            (By::Char, _, true) => segment::next_grapheme(text, at),
            (By::Char, _, false) => segment::previous_grapheme(text, at),
            (By::Word, true, true) => segment::next_word_start(text, at),
            (By::Word, true, false) => segment::previous_word_start(text, at),
            (By::Word, false, true) => segment::word_end(text, at),
            (By::Word, false, false) => previous_word_end(text, span),
        };
        let (from, end) = if start { (to, span.end()) } else { (span.start(), to) };
        Span::new(text, from, end).ok()
    }

    /// The entity meant: that of the selected mention, else the one selected in its pane.
    pub(super) fn meant_entity(&self) -> Option<EntityId> {
        let mentioned =
            self.selected().and_then(|annotation| annotation.mention()).map(|mention| mention.entity);
        mentioned.or(self.view.entity)
    }

    pub(super) fn begin_merge(&mut self) {
        match self.meant_entity() {
            Some(entity) if self.document.entities().len() > 1 => self.open_picker(Purpose::Merge(entity)),
            Some(_) => self.say("There is no other entity to merge into."),
            None => self.say("Select an entity first."),
        }
    }

    /// Everything that points at `gone` points at `stays` instead; the name becomes another spelling.
    pub(super) fn merge(&mut self, gone: EntityId, stays: EntityId) {
        let (Some(from), Some(into)) =
            (self.document.entity(gone).cloned(), self.document.entity(stays).cloned())
        else {
            return;
        };
        if gone == stays {
            return;
        }
        let mut edits = self.repoint(gone, stays, &into.name);
        let mut merged = into.clone();
        let spellings = std::iter::once(from.name.clone()).chain(from.aliases.clone());
        for spelling in spellings.filter(|spelling| *spelling != into.name) {
            if !merged.aliases.contains(&spelling) {
                merged.aliases.push(spelling);
            }
        }
        merged.notes = [into.notes.as_str(), from.notes.as_str()]
            .into_iter()
            .filter(|note| !note.is_empty())
            .collect::<Vec<_>>()
            .join("\n");
        if merged.role.is_empty() {
            merged.role.clone_from(&from.role);
        }
        for (name, value) in &from.extra {
            merged.extra.entry(name.clone()).or_insert_with(|| value.clone());
        }
        merged.links.extend(from.links.iter().filter(|link| !into.links.contains(link)).cloned());
        let what = format!("Merge {} into {}", short(&from.name), short(&into.name));
        edits.push(Edit::ChangeEntity { from: Box::new(into), to: Box::new(merged) });
        edits.push(Edit::RemoveEntity(Box::new(from)));
        if self.perform(what, Edit::Batch(edits)) {
            self.view.entity = Some(stays);
        }
    }

    fn repoint(&self, gone: EntityId, stays: EntityId, name: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        for id in self.document.index().uses_of(gone) {
            let Some(annotation) = self.document.annotation(id) else { continue };
            let to_stays = |own: Option<EntityId>| own.filter(|own| *own == gone).map(|_| stays);
            match &annotation.body {
                Body::Mention(mention) => {
                    edits.push(Edit::Set { id, from: Field::Entity(gone), to: Field::Entity(stays) });
                    let form = form_of(&self.name_from(&annotation.spans), name);
                    edits.push(Edit::Set { id, from: Field::Form(mention.form), to: Field::Form(form) });
                }
                Body::Quote(quote) => {
                    if let Some(to) = to_stays(quote.speaker) {
                        edits.push(Edit::Set {
                            id,
                            from: Field::Speaker(quote.speaker),
                            to: Field::Speaker(Some(to)),
                        });
                    }
                    if let Some(to) = to_stays(quote.addressee) {
                        edits.push(Edit::Set {
                            id,
                            from: Field::Addressee(quote.addressee),
                            to: Field::Addressee(Some(to)),
                        });
                    }
                }
                Body::Claim(claim) => {
                    let to = Some(crate::model::Claimant::Entity(stays));
                    edits.push(Edit::Set {
                        id,
                        from: Field::Claimant(claim.claimant),
                        to: Field::Claimant(to),
                    });
                }
                Body::Passage(_) => {}
            }
        }
        edits
    }

    /// The selected mention becomes an entity of its own.
    pub(super) fn split(&mut self) {
        let mention = self.selected().and_then(|annotation| Some((annotation, annotation.mention()?)));
        let Some((annotation, mention)) = mention else {
            return self.say("Select the mention to split off first.");
        };
        let Some(old) = self.document.entity(mention.entity) else { return };
        if self.document.index().uses_of(old.id).count() < 2 {
            return self.say("This is the only place that names it; rename it or change its type instead.");
        }
        let name = self.name_from(&annotation.spans);
        let (id, from_form) = (annotation.id, mention.form);
        let entity = Entity::new(EntityId(self.new_id()), old.kind, name.clone());
        let new = entity.id;
        let what = format!("Split “{}” off {}", short(&name), short(&old.name));
        let edits = vec![
            Edit::AddEntity(Box::new(entity)),
            Edit::Set { id, from: Field::Entity(mention.entity), to: Field::Entity(new) },
            Edit::Set { id, from: Field::Form(from_form), to: Field::Form(form_of(&name, &name)) },
        ];
        if self.perform(what, Edit::Batch(edits)) {
            self.view.entity = Some(new);
        }
    }

    pub(super) fn begin_rename(&mut self) {
        let Some(entity) = self.meant_entity().and_then(|id| self.document.entity(id)) else {
            return self.say("Select an entity first.");
        };
        self.flow = Some(Flow::Line(LineForm {
            title: "Rename entity".into(),
            hint: "The canonical name. The old one stays as another spelling.".into(),
            text: entity.name.clone(),
            purpose: LinePurpose::Rename(entity.id),
            message: String::new(),
        }));
    }

    pub(super) fn rename(&mut self, id: EntityId, name: &str) {
        let Some(entity) = self.document.entity(id).cloned() else { return };
        let mut renamed = entity.clone();
        name.trim().clone_into(&mut renamed.name);
        renamed.aliases.retain(|alias| *alias != renamed.name);
        if entity.name != renamed.name && !renamed.aliases.contains(&entity.name) {
            renamed.aliases.push(entity.name.clone());
        }
        let what = format!("Rename {} to {}", short(&entity.name), short(&renamed.name));
        self.perform(what, Edit::ChangeEntity { from: Box::new(entity), to: Box::new(renamed) });
    }

    pub(super) fn begin_comment(&mut self) {
        if self.selection().is_some() {
            let Some(tag) = self.schema.tags.first().map(|tag| tag.id.clone()) else {
                return self.complain("The house schema has no tags; a comment needs one to hang on.");
            };
            let Some(spans) = self.target_spans() else { return };
            self.add_passage(spans, tag);
        }
        let Some(annotation) = self.selected() else {
            return self.say("Select an annotation, or the words to comment, first.");
        };
        self.flow = Some(Flow::Line(LineForm {
            title: format!("Comment on the {}", annotation.kind().label().to_lowercase()),
            hint: short(&self.document.words_of(annotation)),
            text: annotation.comment.clone(),
            purpose: LinePurpose::Comment(annotation.id),
            message: String::new(),
        }));
    }

    pub(super) fn set_block_kind(&mut self, block_idx: usize, kind: crate::model::BlockKind) {
        let Some(block) = self.document.article().blocks().get(block_idx) else { return };
        let what =
            format!("Call “{}” {}", short(block.span.of(self.document.text())), kind.label().to_lowercase());
        let from = block.kind;
        self.perform(what, Edit::BlockKind { block: block_idx, from, to: kind });
    }
}

/// The end of the word before the last one `span` touches; its own start where there is none.
fn previous_word_end(text: &str, span: Span) -> usize {
    let words = span.of(text);
    let ends = segment::words(words).map(|word| span.start() + word.end);
    ends.filter(|end| *end < span.end()).last().unwrap_or(span.start())
}

fn is_text(edit: &Edit) -> bool {
    use Field::{Assertion, Comment, Corrections, Note, Objection, Queries, Reason, Replies, SuggestedText};
    let Edit::Set { from, to, .. } = edit else { return false };
    match (from, to) {
        (Queries(was), Queries(is)) => was.len() == is.len(),
        (Replies(was), Replies(is)) => was.len() == is.len(),
        (Corrections(was), Corrections(is)) => was.len() == is.len(),
        (_, to) => {
            matches!(to, Comment(_) | Assertion(_) | SuggestedText(_) | Reason(_) | Objection(_) | Note(_))
        }
    }
}

/// One edit that does what `first` and then `second` do, where both change the same field.
fn joined(first: &Edit, second: &Edit) -> Option<Edit> {
    match (first, second) {
        (Edit::Set { id, from, to: middle }, Edit::Set { id: other, from: same, to })
            if id == other && middle == same =>
        {
            Some(Edit::Set { id: *id, from: from.clone(), to: to.clone() })
        }
        (Edit::ChangeEntity { from, to: middle }, Edit::ChangeEntity { from: same, to })
            if middle == same =>
        {
            Some(Edit::ChangeEntity { from: from.clone(), to: to.clone() })
        }
        _ => None,
    }
}

fn name_of(field: &Field) -> &'static str {
    match field {
        Field::Review(_) => "place",
        Field::Spans(_) => "words",
        Field::Comment(_) => "comment",
        Field::Tag(_) => "tag",
        Field::Entity(_) => "entity",
        Field::Form(_) => "form",
        Field::QuoteKind(_) | Field::ClaimKind(_) => "type",
        Field::Cue(_) => "cue",
        Field::Source(_) => "source",
        Field::Speaker(_) => "speaker",
        Field::Addressee(_) => "addressee",
        Field::QuoteCheck(_) => "check",
        Field::Assertion(_) => "assertion",
        Field::Claimant(_) => "claimant",
        Field::Criticism(_) => "criticism mark",
        Field::Priority(_) => "priority",
        Field::State(_) => "state",
        Field::Verdict(_) => "verdict",
        Field::Disposition(_) => "disposition",
        Field::SuggestedText(_) => "suggested text",
        Field::Reason(_) => "reason",
        Field::Objection(_) => "objection",
        Field::Note(_) => "note",
        Field::CheckedBy(_) => "checker",
        Field::CheckedWords(_) => "checked words",
        Field::Approvals(_) => "approvals",
        Field::Queries(_) => "questions",
        Field::Replies(_) => "replies",
        Field::Corrections(_) => "corrections",
    }
}

//! Opening a picker and doing what its choice means.

use crate::model::{Annotation, AnnotationId, Edit, Entity, EntityId, EntityKind, Field};
use crate::text::Span;
use crate::text::counted::counted;

use super::choices::gap;
use super::desk::Bulk;
use super::flow::{Choice, Claims, Flow, Picker, Purpose};
use super::state::Session;
use super::tag::short;

impl Session {
    pub(super) fn open_picker(&mut self, purpose: Purpose) {
        let typing = purpose == Purpose::Palette;
        let mut picker = Picker {
            title: self.picker_title(&purpose),
            purpose,
            query: String::new(),
            typing,
            rows: Vec::new(),
            highlighted: 0,
        };
        picker.rows = self.rows_for(&picker);
        self.flow = Some(Flow::Picker(picker));
    }

    fn picker_title(&self, purpose: &Purpose) -> String {
        let words_of = |id: &AnnotationId| {
            self.document.annotation(*id).map(|a| short(&self.document.words_of(a))).unwrap_or_default()
        };
        match purpose {
            Purpose::Mention(spans) => {
                format!("Who or what is “{}”?", short(&spans.words(self.document.text())))
            }
            Purpose::Retag(id) => format!("Who or what is “{}” instead?", words_of(id)),
            Purpose::MentionHits(words) => {
                format!("Who or what is “{}”? ({} checked)", short(words), self.checked_places())
            }
            Purpose::HighlightHits => format!("Highlight {} as", self.checked_places()),
            Purpose::Speaker(_) => "Who said it?".into(),
            Purpose::Claimant(_) => "Who claims it?".into(),
            Purpose::Cue { .. } => "Which words announce it?".into(),
            Purpose::Highlight(spans) => {
                format!("Highlight “{}” as", short(&spans.words(self.document.text())))
            }
            Purpose::RetagPassage(id) => format!("Highlight “{}” as", words_of(id)),
            Purpose::Verdict(Claims::One(id)) => format!("Verdict on “{}”", words_of(id)),
            Purpose::State(Claims::One(id)) => format!("State of “{}”", words_of(id)),
            Purpose::Verdict(Claims::Picked) => {
                format!("Verdict on {}", counted(self.view.picked.len(), "picked claim", "picked claims"))
            }
            Purpose::State(Claims::Picked) => {
                format!("State of {}", counted(self.view.picked.len(), "picked claim", "picked claims"))
            }
            Purpose::Merge(id) => {
                let name = self.document.entity(*id).map_or("", |entity| entity.name.as_str());
                format!("{} is the same as", short(name))
            }
            Purpose::BlockPart(block) => {
                let own = self.document.article().blocks().get(*block);
                format!(
                    "What is “{}”?",
                    own.map(|own| short(own.span.of(self.document.text()))).unwrap_or_default()
                )
            }
            Purpose::Export => "Export as".into(),
            Purpose::Import => "Import what another tool wrote".into(),
            Purpose::ExportFolder => "Export every file of the folder as".into(),
            Purpose::Palette => "All commands".into(),
            Purpose::Stack => "Annotations here".into(),
        }
    }

    /// Does what a choice means.
    pub(super) fn take(&mut self, purpose: Purpose, choice: Choice, query: &str) {
        match (purpose, choice) {
            (Purpose::Mention(spans), Choice::Entity(entity)) => self.add_mention(spans, entity),
            (Purpose::Mention(spans), Choice::NewEntity(kind)) => self.add_entity_mention(spans, kind),
            (Purpose::MentionHits(_), Choice::Entity(entity)) => self.mention_hits(entity),
            (Purpose::MentionHits(_), Choice::NewEntity(kind)) => self.mention_hits_as_new(kind),
            (Purpose::HighlightHits, Choice::Tag(tag)) => self.highlight_hits(&tag),
            (Purpose::Retag(id), Choice::Entity(entity)) => self.retag(id, entity),
            (Purpose::Retag(id), Choice::NewEntity(kind)) => self.retag_as(id, kind),
            (Purpose::Speaker(quote), choice) => self.set_speaker(quote, &choice),
            (Purpose::Claimant(claim), Choice::NewEntity(kind)) => self.add_claimant(claim, kind, query),
            (Purpose::Claimant(claim), choice) => {
                let claimant = match choice {
                    Choice::Claimant(claimant) => Some(claimant),
                    _ => None,
                };
                self.set_field(claim, Field::Claimant(claimant));
            }
            (Purpose::Cue { quote, then_speaker }, choice) => {
                let cue = match choice {
                    Choice::Cue(span) => Some(span),
                    _ => None,
                };
                self.set_field(quote, Field::Cue(cue));
                if then_speaker {
                    self.open_picker(Purpose::Speaker(quote));
                }
            }
            (Purpose::Highlight(spans), Choice::Tag(tag)) => self.add_passage(spans, tag),
            (Purpose::RetagPassage(id), Choice::Tag(tag)) => self.set_field(id, Field::Tag(tag)),
            (Purpose::Verdict(Claims::One(id)), Choice::Verdict(verdict)) => self.give_verdict(id, verdict),
            (Purpose::State(Claims::One(id)), Choice::State(state)) => self.set_state(id, state),
            (Purpose::Verdict(Claims::Picked), Choice::Verdict(verdict)) => {
                self.change_picked(Bulk::Verdict(verdict));
            }
            (Purpose::State(Claims::Picked), Choice::State(state)) => self.change_picked(Bulk::State(state)),
            (Purpose::Merge(gone), Choice::Entity(stays)) => self.merge(gone, stays),
            (Purpose::BlockPart(block), Choice::Part(kind)) => self.set_block_kind(block, kind),
            (Purpose::Export, Choice::Format(format)) => self.preview_export(format),
            (Purpose::Import, Choice::Format(format)) => self.ask_import_path(Some(format)),
            (Purpose::Import, Choice::AnyFormat) => self.ask_import_path(None),
            (Purpose::ExportFolder, Choice::Format(format)) => self.look_through_folder(format),
            (Purpose::Palette, Choice::Command(command)) => self.command(command),
            (Purpose::Stack, Choice::Annotation(id)) => self.show_annotation(id, false),
            _ => {}
        }
    }

    /// An entity that the article does not name claims it.
    fn add_claimant(&mut self, claim: AnnotationId, kind: EntityKind, name: &str) {
        let entity = Entity::new(EntityId(self.new_id()), kind, name.trim());
        let claimant = Field::Claimant(Some(crate::model::Claimant::Entity(entity.id)));
        let Some(edit) = self.field_edit(claim, claimant) else { return };
        let what = format!("Set the claimant to {}", short(&entity.name));
        self.perform(what, Edit::Batch(vec![Edit::AddEntity(Box::new(entity)), edit]));
    }

    fn retag(&mut self, id: AnnotationId, entity: EntityId) {
        let Some(annotation) = self.document.annotation(id) else { return };
        let Some(mention) = annotation.mention() else { return };
        let Some(name) = self.document.entity(entity).map(|entity| entity.name.clone()) else { return };
        if mention.entity == entity {
            return;
        }
        let words = self.name_from(&annotation.spans);
        let form = super::tag::form_of(&words, &name);
        let mut edits = vec![
            Edit::Set { id, from: Field::Entity(mention.entity), to: Field::Entity(entity) },
            Edit::Set { id, from: Field::Form(mention.form), to: Field::Form(form) },
        ];
        edits.extend(self.removal_if_left(mention.entity));
        if self.perform(format!("Tag “{}” as {} instead", short(&words), short(&name)), Edit::Batch(edits))
        {
            self.view.entity = Some(entity);
        }
    }

    /// Another type for the entity where this is its only mention, else a new entity.
    fn retag_as(&mut self, id: AnnotationId, kind: EntityKind) {
        let Some(annotation) = self.document.annotation(id) else { return };
        let Some((form, old)) = annotation
            .mention()
            .and_then(|mention| Some((mention.form, self.document.entity(mention.entity)?.clone())))
        else {
            return;
        };
        if self.document.index().uses_of(old.id).count() == 1 {
            let mut changed = old.clone();
            changed.kind = kind;
            let what = format!("Call {} {}", short(&old.name), kind.label().to_lowercase());
            self.perform(what, Edit::ChangeEntity { from: Box::new(old), to: Box::new(changed) });
            return;
        }
        let name = self.name_from(&annotation.spans);
        let entity = Entity::new(EntityId(self.new_id()), kind, name.clone());
        let new = entity.id;
        let edits = vec![
            Edit::AddEntity(Box::new(entity)),
            Edit::Set { id, from: Field::Entity(old.id), to: Field::Entity(new) },
            Edit::Set { id, from: Field::Form(form), to: Field::Form(super::tag::form_of(&name, &name)) },
        ];
        if self
            .perform(format!("Tag “{}” as {}", short(&name), kind.label().to_lowercase()), Edit::Batch(edits))
        {
            self.view.entity = Some(new);
        }
    }

    /// Sets the speaker, and as source the speaker's mention next to the cue.
    fn set_speaker(&mut self, quote: AnnotationId, choice: &Choice) {
        let Some(annotation) = self.document.annotation(quote).cloned() else { return };
        let Some(record) = annotation.quote() else { return };
        let mut edits = Vec::new();
        let (speaker, source) = match choice {
            Choice::Entity(entity) => (Some(*entity), self.source_near(*entity, &annotation)),
            Choice::NamedSpeaker(span, entity) => {
                let name =
                    self.document.entity(*entity).map(|entity| entity.name.clone()).unwrap_or_default();
                let mention = self.mention(crate::text::Spans::one(*span), *entity, &name);
                edits.push(Edit::AddAnnotation(Box::new(mention)));
                (Some(*entity), Some(*span))
            }
            Choice::NewSpeaker(span) => {
                let spans = crate::text::Spans::one(*span);
                let entity = Entity::new(EntityId(self.new_id()), EntityKind::Person, self.name_from(&spans));
                let id = entity.id;
                edits.push(Edit::AddAnnotation(Box::new(self.mention(spans, id, &entity.name))));
                edits.insert(0, Edit::AddEntity(Box::new(entity)));
                (Some(id), Some(*span))
            }
            _ => (None, None),
        };
        edits.extend(self.field_edit(quote, Field::Speaker(speaker)));
        if record.source != source {
            edits.extend(self.field_edit(quote, Field::Source(source)));
        }
        let name = match choice {
            Choice::NewSpeaker(span) => span.of(self.document.text()).to_owned(),
            _ => speaker
                .and_then(|id| self.document.entity(id))
                .map_or("nobody".into(), |entity| entity.name.clone()),
        };
        let what = format!(
            "Set the speaker of “{}” to {}",
            short(&self.document.words_of(&annotation)),
            short(&name)
        );
        self.perform(what, Edit::Batch(edits));
    }

    /// The mention of `entity` in the quote's block that is nearest to the cue.
    fn source_near(&self, entity: EntityId, quote: &Annotation) -> Option<Span> {
        let anchor = quote.quote()?.cue.unwrap_or(quote.spans.hull());
        let block = self.document.article().block_at(quote.spans.hull().start());
        let mentions =
            self.document.index().mentions_of(entity).filter_map(|id| self.document.annotation(id));
        let spans = mentions.map(|mention| mention.spans.first());
        let here = spans.filter(|span| {
            self.document.article().block_at(span.start()) == block && !quote.spans.overlaps(*span)
        });
        here.min_by_key(|span| gap(*span, anchor))
    }
}

//! What a picker lists: the rows for each purpose, best first.

use crate::model::{
    Annotation, AnnotationId, AnnotationKind, BlockKind, Body, ClaimState, Claimant, Entity, EntityId,
    EntityKind,
};
use crate::text::counted::counted;
use crate::text::{Span, segment};

use super::command::Command;
use super::flow::{Choice, Picker, Purpose, Row};
use super::state::Session;
use super::tag::short;

/// At most so many entities are listed at once; typing narrows them down.
const ENTITIES_LISTED: usize = 60;
/// The keys that choose a block's part, in the order of [`BlockKind::ALL`]: a letter of its name each.
const PART_KEYS: [char; 10] = ['h', 'b', 'd', 'c', 'r', 'g', 'p', 'l', 't', 'f'];
/// At most so many annotations of a selection are listed.
const MOST_STACKED: usize = 999;
/// So many characters on each side of a quote are searched for its cue.
const CUE_REACH: usize = 240;

impl Session {
    pub(super) fn rows_for(&self, picker: &Picker) -> Vec<Row> {
        let query = picker.query.trim();
        match &picker.purpose {
            Purpose::Mention(spans) => self.mention_rows(&self.name_from(spans), query),
            Purpose::Retag(id) => {
                let annotation = self.document.annotation(*id);
                let words =
                    annotation.map(|annotation| self.name_from(&annotation.spans)).unwrap_or_default();
                self.mention_rows(&words, query)
            }
            Purpose::MentionHits(words) => self.mention_rows(words, query),
            Purpose::Speaker(id) => self.speaker_rows(*id, query),
            Purpose::Claimant(id) => self.claimant_rows(*id, query),
            Purpose::Cue { quote, .. } => self.cue_rows(*quote, query),
            Purpose::Highlight(_) | Purpose::RetagPassage(_) | Purpose::HighlightHits => self.tag_rows(query),
            Purpose::Verdict(_) => self.verdict_rows(query),
            Purpose::State(_) => ClaimState::ALL
                .iter()
                .zip('1'..)
                .filter(|(state, _)| answers(query, state.label()))
                .map(|(state, key)| {
                    row(state.label(), "", Some(key).filter(char::is_ascii_digit), Choice::State(*state))
                })
                .collect(),
            Purpose::Merge(gone) => self.merge_rows(*gone, query),
            Purpose::BlockPart(block) => self.part_rows(*block, query),
            Purpose::Import => Self::source_rows(query),
            Purpose::Export | Purpose::ExportFolder => Self::format_rows(query),
            Purpose::Palette => palette_rows(query),
            Purpose::Stack => self.stack_rows(),
        }
    }

    /// The parts a block can play, the one it plays now said so.
    fn part_rows(&self, block: usize, query: &str) -> Vec<Row> {
        let now = self.document.article().blocks().get(block).map(|block| block.kind);
        let kinds =
            BlockKind::ALL.into_iter().zip(PART_KEYS).filter(|(kind, _)| answers(query, kind.label()));
        let detail = |kind| if Some(kind) == now { "as it is" } else { "" };
        kinds.map(|(kind, key)| row(kind.label(), detail(kind), Some(key), Choice::Part(kind))).collect()
    }

    /// Entities that answer to `query`, those whose name fits `words` first; then new ones by type.
    fn mention_rows(&self, words: &str, query: &str) -> Vec<Row> {
        let mut scored: Vec<(u8, &Entity)> = self
            .document
            .entities()
            .filter(|entity| entity_answers(entity, query))
            .map(|entity| (fit(entity, words), entity))
            .collect();
        scored.sort_by(|(a_score, a), (b_score, b)| b_score.cmp(a_score).then_with(|| a.name.cmp(&b.name)));
        let n_fitting = scored.iter().take_while(|(score, _)| *score > 0).count();
        let digits = ('1'..='9').map(Some).chain(std::iter::repeat(None));
        let existing: Vec<Row> = scored
            .iter()
            .take(ENTITIES_LISTED)
            .zip(digits)
            .map(|((_, entity), key)| self.entity_row(entity, key))
            .collect();
        let new = EntityKind::ALL
            .iter()
            .filter(|kind| answers(query, kind.label()))
            .chain(EntityKind::ALL.iter().filter(|kind| scored.is_empty() && !answers(query, kind.label())))
            .map(|kind| {
                let label = format!("New {}", kind.label().to_lowercase());
                row(&label, words, Some(kind.letter()), Choice::NewEntity(*kind))
            });
        let keep = if query.is_empty() { n_fitting } else { existing.len() };
        let (fitting, rest) = existing.split_at(keep.min(existing.len()));
        fitting.iter().cloned().chain(new).chain(rest.iter().cloned()).collect()
    }

    fn entity_row(&self, entity: &Entity, key: Option<char>) -> Row {
        let n_mentions = self.document.index().count_mentions_of(entity.id);
        let times = counted(n_mentions, "mention", "mentions");
        let detail = format!("{} · {times}", entity.kind.label());
        row(&entity.name, &detail, key, Choice::Entity(entity.id))
    }

    /// People and organisations named nearest to the quote first, then names nobody tagged yet.
    fn speaker_rows(&self, quote: AnnotationId, query: &str) -> Vec<Row> {
        let Some(annotation) = self.document.annotation(quote) else { return Vec::new() };
        let anchor = annotation.quote().and_then(|quote| quote.cue).unwrap_or(annotation.spans.hull());
        let mut near: Vec<(usize, &Entity)> = self
            .document
            .entities()
            .filter(|entity| entity.kind.can_speak() && entity_answers(entity, query))
            .map(|entity| (self.distance(entity.id, annotation, anchor), entity))
            .collect();
        near.sort_by(|(a_far, a), (b_far, b)| a_far.cmp(b_far).then_with(|| a.name.cmp(&b.name)));
        let known =
            near.iter().take(ENTITIES_LISTED).map(|(far, entity)| (*far, self.entity_row(entity, None)));
        let mut rows: Vec<(usize, Row)> = known.collect();
        let named = self.untagged_names_near(annotation).into_iter();
        rows.extend(
            named
                .map(|span| (gap(span, anchor), self.named_row(span)))
                .filter(|(_, row)| answers(query, &row.label)),
        );
        rows.sort_by_key(|(far, _)| *far);
        let mut rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
        for (row, key) in rows.iter_mut().zip('1'..='9') {
            row.key = Some(key);
        }
        rows.push(row("Nobody named", "leave the speaker open", Some('0'), Choice::NoEntity));
        rows
    }

    /// A speaker whose name here is not tagged yet: one we know by it, or a new person.
    fn named_row(&self, span: Span) -> Row {
        let words = span.of(self.document.text());
        let speakers = self.document.entities().filter(|entity| entity.kind.can_speak());
        match speakers.map(|entity| (fit(entity, words), entity)).max_by_key(|(score, _)| *score) {
            Some((score, entity)) if score > 0 => {
                let detail = format!("named here as “{}”, which is tagged too", short(words));
                row(&entity.name, &detail, None, Choice::NamedSpeaker(span, entity.id))
            }
            _ => {
                let label = format!("New person “{}”", short(words));
                row(&label, "named here, not tagged yet", None, Choice::NewSpeaker(span))
            }
        }
    }

    /// How far from `anchor` an entity is mentioned, outside the quote's own words; mentions before
    /// the quote's paragraph count as farther than any in it.
    fn distance(&self, entity: EntityId, quote: &Annotation, anchor: Span) -> usize {
        let mentions =
            self.document.index().mentions_of(entity).filter_map(|id| self.document.annotation(id));
        let outside = mentions.filter(|mention| !quote.spans.overlaps(mention.spans.first()));
        outside.map(|mention| self.weighed_gap(mention.spans.first(), anchor)).min().unwrap_or(usize::MAX)
    }

    /// The gap between two spans; another block counts as farther, a later one as farther still.
    fn weighed_gap(&self, span: Span, anchor: Span) -> usize {
        let article = self.document.article();
        let penalty = match article.block_at(span.start()).cmp(&article.block_at(anchor.start())) {
            std::cmp::Ordering::Equal => 0,
            std::cmp::Ordering::Less => 500,
            std::cmp::Ordering::Greater => 5000,
        };
        gap(span, anchor) + penalty
    }

    fn untagged_names_near(&self, quote: &Annotation) -> Vec<Span> {
        let text = self.document.text();
        let Some(block) = self
            .document
            .article()
            .block_at(quote.spans.hull().start())
            .and_then(|idx| self.document.article().blocks().get(idx))
        else {
            return Vec::new();
        };
        let base = block.span.start();
        let names = segment::names(block.span.of(text)).into_iter();
        let spans = names.filter_map(|range| Span::new(text, base + range.start, base + range.end).ok());
        spans.filter(|span| !quote.spans.overlaps(*span) && !self.overlaps_mention(*span)).collect()
    }

    pub(super) fn overlaps_mention(&self, span: Span) -> bool {
        let hits = self.document.index().overlapping(span.start(), span.end());
        hits.iter().any(|(_, _, id)| {
            self.document.annotation(*id).is_some_and(|a| a.kind() == AnnotationKind::Mention)
        })
    }

    fn claimant_rows(&self, claim: AnnotationId, query: &str) -> Vec<Row> {
        let Some(annotation) = self.document.annotation(claim) else { return Vec::new() };
        let hull = annotation.spans.hull();
        let overlapping = self.document.index().overlapping(hull.start(), hull.end());
        let quotes = overlapping
            .iter()
            .filter_map(|(_, _, id)| self.document.annotation(*id))
            .filter(|a| a.kind() == AnnotationKind::Quote);
        let mut rows: Vec<Row> = quotes
            .map(|quote| {
                row(
                    &format!("The speaker of “{}”", short(&self.document.words_of(quote))),
                    "quote here",
                    None,
                    Choice::Claimant(Claimant::Quote(quote.id)),
                )
            })
            .collect();
        let mut entities: Vec<&Entity> =
            self.document.entities().filter(|entity| entity.kind.can_speak()).collect();
        entities.sort_by_key(|entity| self.distance_to(entity.id, hull));
        rows.extend(entities.into_iter().take(ENTITIES_LISTED).map(|entity| {
            let mut row = self.entity_row(entity, None);
            row.choice = Choice::Claimant(Claimant::Entity(entity.id));
            row
        }));
        rows.retain(|row| answers(query, &row.label));
        for (row, key) in rows.iter_mut().zip('1'..='9') {
            row.key = Some(key);
        }
        if !query.is_empty() {
            rows.extend([EntityKind::Person, EntityKind::Organisation].map(|kind| {
                let label = format!("New {} “{query}”", kind.label().to_lowercase());
                row(&label, "not named in the article", None, Choice::NewEntity(kind))
            }));
        }
        rows.push(row("The article itself", "no claimant", Some('0'), Choice::NoEntity));
        rows
    }

    fn distance_to(&self, entity: EntityId, anchor: Span) -> usize {
        let mentions =
            self.document.index().mentions_of(entity).filter_map(|id| self.document.annotation(id));
        mentions.map(|mention| self.weighed_gap(mention.spans.first(), anchor)).min().unwrap_or(usize::MAX)
    }

    /// Reporting words around the quote, the nearest first.
    fn cue_rows(&self, quote: AnnotationId, query: &str) -> Vec<Row> {
        let Some(annotation) = self.document.annotation(quote) else { return Vec::new() };
        let text = self.document.text();
        let hull = annotation.spans.hull();
        let mut cues: Vec<Span> = self.cues_near(annotation);
        cues.sort_by_key(|cue| gap(*cue, hull));
        let mut rows: Vec<Row> = cues
            .into_iter()
            .zip('1'..='9')
            .map(|(cue, key)| row(cue.of(text), &self.context(cue), Some(key), Choice::Cue(cue)))
            .filter(|row| answers(query, &row.label))
            .collect();
        rows.push(row("No cue", "nothing announces it", Some('0'), Choice::NoCue));
        rows
    }

    fn cues_near(&self, quote: &Annotation) -> Vec<Span> {
        let text = self.document.text();
        let article = self.document.article();
        let hull = quote.spans.hull();
        let Some(block) = article.block_at(hull.start()).and_then(|idx| article.blocks().get(idx)) else {
            return Vec::new();
        };
        let area = block.span.hull(hull);
        let cues = segment::cues(area.of(text)).into_iter();
        let spans = cues
            .filter_map(|range| Span::new(text, area.start() + range.start, area.start() + range.end).ok());
        let indirect = quote.quote().is_some_and(|quote| quote.kind != crate::model::QuoteKind::Direct);
        spans
            .filter(|cue| gap(*cue, hull) <= CUE_REACH && (indirect || !quote.spans.overlaps(*cue)))
            .collect()
    }

    /// Some words on both sides of a span.
    fn context(&self, span: Span) -> String {
        let text = self.document.text();
        let before: String = text
            .get(..span.start())
            .unwrap_or_default()
            .chars()
            .rev()
            .take(18)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let after: String = text.get(span.end()..).unwrap_or_default().chars().take(18).collect();
        format!("…{}{}{}…", before.replace('\n', " "), span.of(text), after.replace('\n', " "))
    }

    fn tag_rows(&self, query: &str) -> Vec<Row> {
        let tags = self.schema.tags.iter().filter(|tag| answers(query, &tag.name));
        tags.map(|tag| row(&tag.name, "", tag.key, Choice::Tag(tag.id.clone()))).collect()
    }

    fn verdict_rows(&self, query: &str) -> Vec<Row> {
        let verdicts = self.schema.verdicts.iter().filter(|named| answers(query, &named.name));
        let digits = ('1'..='9').map(Some).chain(std::iter::repeat(None));
        verdicts
            .zip(digits)
            .map(|(named, key)| row(&named.name, "", key, Choice::Verdict(named.verdict)))
            .collect()
    }

    fn merge_rows(&self, gone: EntityId, query: &str) -> Vec<Row> {
        let name = self.document.entity(gone).map(|entity| entity.name.clone()).unwrap_or_default();
        let mut others: Vec<(u8, &Entity)> = self
            .document
            .entities()
            .filter(|entity| entity.id != gone && entity_answers(entity, query))
            .map(|entity| (fit(entity, &name), entity))
            .collect();
        others.sort_by(|(a_score, a), (b_score, b)| b_score.cmp(a_score).then_with(|| a.name.cmp(&b.name)));
        let digits = ('1'..='9').map(Some).chain(std::iter::repeat(None));
        others
            .into_iter()
            .take(ENTITIES_LISTED)
            .zip(digits)
            .map(|((_, entity), key)| self.entity_row(entity, key))
            .collect()
    }

    /// What is annotated in the selection, else at the caret; the shortest span first.
    pub(super) fn stacked(&self) -> Vec<AnnotationId> {
        let Some(selection) = self.selection() else { return self.document.index().at(self.view.caret) };
        let mut here = self.document.index().overlapping(selection.start(), selection.end());
        here.sort_unstable_by_key(|(start, end, id)| (end - start, *start, *id));
        let mut seen = std::collections::BTreeSet::new();
        here.into_iter().map(|(_, _, id)| id).filter(|id| seen.insert(*id)).take(MOST_STACKED).collect()
    }

    fn stack_rows(&self) -> Vec<Row> {
        let annotations = self.stacked().into_iter().filter_map(|id| self.document.annotation(id));
        annotations
            .zip(('1'..='9').map(Some).chain(std::iter::repeat(None)))
            .map(|(annotation, key)| {
                row(
                    &short(&self.document.words_of(annotation)),
                    &self.describe(annotation),
                    key,
                    Choice::Annotation(annotation.id),
                )
            })
            .collect()
    }

    /// What an annotation says, in a few words.
    pub fn describe(&self, annotation: &Annotation) -> String {
        let name = |id: EntityId| self.document.entity(id).map_or("", |entity| entity.name.as_str());
        match &annotation.body {
            Body::Passage(passage) => self.schema.tag(&passage.tag).map_or_else(
                || format!("tag {} (not in the house schema)", passage.tag),
                |tag| tag.name.clone(),
            ),
            Body::Mention(mention) => {
                let kind = self.document.entity(mention.entity).map_or("", |entity| entity.kind.label());
                format!("{kind} · {}", name(mention.entity))
            }
            Body::Quote(quote) => {
                let speaker = quote.speaker.map_or("speaker not set", name);
                format!("{} quote · {speaker}", quote.kind.label())
            }
            Body::Claim(claim) => {
                format!("Claim · {} · {}", claim.state.label(), self.schema.verdict_name(claim.verdict))
            }
        }
    }
}

fn row(label: &str, detail: &str, key: Option<char>, choice: Choice) -> Row {
    Row { label: label.to_owned(), detail: detail.to_owned(), key, choice }
}

fn answers(query: &str, label: &str) -> bool {
    let label = label.to_lowercase();
    query.to_lowercase().split_whitespace().all(|word| label.contains(word))
}

fn entity_answers(entity: &Entity, query: &str) -> bool {
    answers(query, &entity.name) || entity.aliases.iter().any(|alias| answers(query, alias))
}

/// How well an entity's names fit `words`, 0 where they do not.
fn fit(entity: &Entity, words: &str) -> u8 {
    let names = std::iter::once(&entity.name).chain(&entity.aliases);
    names
        .map(|name| segment::name_score(name, words).max(segment::name_score(words, name)))
        .max()
        .unwrap_or_default()
}

fn palette_rows(query: &str) -> Vec<Row> {
    let commands =
        Command::ALL.iter().filter(|command| **command != Command::Palette && command.answers_to(query));
    let (first, rest): (Vec<&Command>, Vec<&Command>) =
        commands.partition(|command| command.answers_first_to(query));
    first
        .into_iter()
        .chain(rest)
        .map(|command| {
            let keys = command.keys().first().map(|keys| keys.label()).unwrap_or_default();
            row(command.title(), &keys, None, Choice::Command(*command))
        })
        .collect()
}

/// Bytes between two spans, 0 where they touch or overlap.
pub(super) fn gap(one: Span, other: Span) -> usize {
    one.start().saturating_sub(other.end()).max(other.start().saturating_sub(one.end()))
}

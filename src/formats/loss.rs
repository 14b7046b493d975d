//! What a format cannot carry, counted before anything is written.

use std::collections::HashSet;
use std::fmt;

use crate::model::{
    Annotation, AnnotationKind, Block, BlockKind, Claim, ClaimState, Claimant, Disposition, Document, Entity,
    EntityId, MentionForm, Quote, QuoteCheck, Verdict,
};

use super::paragraphs::paragraphs;

/// Something a format may be unable to carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The spaces and line breaks between words as they are.
    Spacing,
    /// Title, byline, publication and the rest that is known of the article.
    Metadata,
    /// Which part blocks other than paragraphs play, and that some are no line of their own.
    Blocks,
    /// Names of entities that have a mention.
    EntityNames,
    /// Which mentions name the same entity.
    WhoIsWho,
    /// Aliases, roles and notes of entities.
    EntityRecords,
    /// Ids of entities in knowledge bases.
    Links,
    /// Entities without a mention.
    Unmentioned,
    /// Mentions.
    Mentions,
    /// Whether a mention is a full name, a pronoun and so on.
    Forms,
    /// Passages.
    Passages,
    /// Quotes.
    Quotes,
    /// Cues and sources of quotes.
    CuesAndSources,
    /// Speakers and addressees, where there is a mention of them to point at.
    Speakers,
    /// Speakers, addressees and claimants without a mention.
    UnmentionedSpeakers,
    /// Against what a quote was checked.
    QuoteChecks,
    /// The words a quote was checked for.
    CheckedWords,
    /// Claims.
    Claims,
    /// Who claims it, where there is a mention of them.
    Claimants,
    /// State, verdict, kind, priority and disposition of claims.
    Verdicts,
    /// Assertions, reasons, objections, notes and the other texts of a claim's record.
    ClaimTexts,
    /// Evidence.
    Evidence,
    /// Evidence that never leaves the desk.
    Confidential,
    /// Queries to sources.
    Queries,
    /// Replies of the criticised.
    Replies,
    /// Corrections.
    Corrections,
    /// Approvals.
    Approvals,
    /// Comments on annotations.
    Comments,
    /// That several places belong to one annotation.
    SeveralParts,
    /// Ids of annotations.
    Ids,
    /// Steps of the history.
    History,
    /// Earlier revisions of the article.
    Drafts,
    /// Annotations that have lost their place.
    Lost,
    /// That the place of an annotation is in doubt.
    Doubts,
    /// Who proposed an annotation.
    Provenance,
    /// What was proposed and rejected.
    Rejections,
    /// Fields that a newer version of Copydesk wrote, but those of entities and blocks.
    LaterFields,
    /// Fields that a newer version wrote into entities and blocks.
    LaterFieldsOfEntities,
    /// Annotations that cross or enclose others.
    Overlapping,
    /// Annotations of which no visible character is left.
    Invisible,
    /// Characters XML has no way to write.
    ControlCharacters,
}

impl Part {
    /// Everything said about the article as it is: the whole but its past and what later versions say.
    pub(super) const SAID: [Self; 29] = [
        Self::Spacing,
        Self::Metadata,
        Self::Blocks,
        Self::EntityNames,
        Self::WhoIsWho,
        Self::EntityRecords,
        Self::Links,
        Self::Unmentioned,
        Self::Mentions,
        Self::Forms,
        Self::Passages,
        Self::Quotes,
        Self::CuesAndSources,
        Self::Speakers,
        Self::UnmentionedSpeakers,
        Self::QuoteChecks,
        Self::CheckedWords,
        Self::Claims,
        Self::Claimants,
        Self::Verdicts,
        Self::ClaimTexts,
        Self::Evidence,
        Self::Queries,
        Self::Replies,
        Self::Corrections,
        Self::Approvals,
        Self::Comments,
        Self::SeveralParts,
        Self::Ids,
    ];

    /// One of it and several of it, in words.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Metadata => ("fact about the article", "facts about the article"),
            Self::Blocks => ("block that is no plain paragraph", "blocks that are no plain paragraphs"),
            Self::Spacing => ("article's own spaces and line breaks", "articles' own spaces and line breaks"),
            Self::EntityNames => ("entity's own name", "entities' own names"),
            Self::WhoIsWho => {
                ("mention's bond to others of its entity", "mentions' bonds to others of their entities")
            }
            Self::EntityRecords => ("entity's aliases, role and notes", "entities' aliases, roles and notes"),
            Self::Links => ("link to a knowledge base", "links to knowledge bases"),
            Self::Unmentioned => ("entity without a mention", "entities without a mention"),
            Self::Mentions => ("mention", "mentions"),
            Self::Forms => ("mention's form", "mentions' forms"),
            Self::Passages => ("passage", "passages"),
            Self::Quotes => ("quote", "quotes"),
            Self::CuesAndSources => ("cue or source of a quote", "cues and sources of quotes"),
            Self::Speakers => ("speaker or addressee", "speakers and addressees"),
            Self::UnmentionedSpeakers => {
                ("speaker or claimant without a mention", "speakers and claimants without a mention")
            }
            Self::QuoteChecks => ("check of a quote", "checks of quotes"),
            Self::CheckedWords => ("quote’s words it was checked for", "quotes’ words they were checked for"),
            Self::Claims => ("claim", "claims"),
            Self::Claimants => ("claimant", "claimants"),
            Self::Verdicts => ("claim's verdict and state", "claims' verdicts and states"),
            Self::ClaimTexts => ("note or reason of a claim", "notes and reasons of claims"),
            Self::Evidence => ("evidence item", "evidence items"),
            Self::Confidential => ("confidential evidence item", "confidential evidence items"),
            Self::Queries => ("query", "queries"),
            Self::Replies => ("reply", "replies"),
            Self::Corrections => ("correction", "corrections"),
            Self::Approvals => ("approval", "approvals"),
            Self::Comments => ("comment", "comments"),
            Self::SeveralParts => {
                ("annotation's bond between its parts", "annotations' bonds between their parts")
            }
            Self::Ids => ("annotation's id", "annotations' ids"),
            Self::History => ("step of the history", "steps of the history"),
            Self::Drafts => ("earlier draft", "earlier drafts"),
            Self::Lost => ("annotation without a place", "annotations without a place"),
            Self::Doubts => ("place in doubt, as such,", "places in doubt, as such,"),
            Self::Provenance => ("note of who proposed an annotation", "notes of who proposed an annotation"),
            Self::Rejections => ("rejected suggestion", "rejected suggestions"),
            Self::LaterFields => ("field of a newer version", "fields of a newer version"),
            Self::LaterFieldsOfEntities => (
                "field of a newer version, of an entity or block,",
                "fields of a newer version, of entities and blocks,",
            ),
            Self::Overlapping => ("annotation that overlaps another", "annotations that overlap others"),
            Self::Invisible => {
                ("annotation without a visible character", "annotations without a visible character")
            }
            Self::ControlCharacters => {
                ("control character (a space stands for it)", "control characters (spaces stand for them)")
            }
        }
    }
}

/// So many of something are not carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Of what.
    pub part: Part,
    /// How many.
    pub count: usize,
}

impl Loss {
    /// How many of what.
    pub fn counted(&self) -> String {
        let (one, several) = self.part.words();
        let words = if self.count == 1 { one } else { several };
        format!("{} {}", self.count, words.trim_end_matches(','))
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, several) = self.part.words();
        write!(f, "{} {} not carried", self.count, if self.count == 1 { one } else { several })
    }
}

/// What of `document` a format loses that carries these parts and no others.
pub(super) fn losses(document: &Document, carried: &[Part]) -> Vec<Loss> {
    let all = Part::SAID.iter().chain(&[Part::History, Part::LaterFields, Part::LaterFieldsOfEntities]);
    let lost = all.filter(|part| !carried.contains(part));
    counted(lost.map(|part| (*part, count(document, *part)))).collect()
}

/// Those parts of which something is lost.
pub(super) fn counted(parts: impl IntoIterator<Item = (Part, usize)>) -> impl Iterator<Item = Loss> {
    parts.into_iter().filter(|(_, count)| *count > 0).map(|(part, count)| Loss { part, count })
}

/// Each part once, in the order of the first of each.
pub(super) fn summed(losses: Vec<Loss>) -> Vec<Loss> {
    let mut summed: Vec<Loss> = Vec::new();
    for loss in losses {
        match summed.iter_mut().find(|known| known.part == loss.part) {
            Some(known) => known.count += loss.count,
            None => summed.push(loss),
        }
    }
    summed
}

fn count(document: &Document, part: Part) -> usize {
    let kind = |kind| document.index().count_of_kind(kind);
    match part {
        Part::Metadata => facts(document),
        Part::Blocks => blocks(document),
        Part::Spacing => 1,
        Part::EntityNames => mentioned(document).len(),
        Part::WhoIsWho => kind(AnnotationKind::Mention) - mentioned(document).len(),
        Part::EntityRecords => {
            let says = |entity: &&Entity| {
                !(entity.aliases.is_empty() && entity.role.is_empty() && entity.notes.is_empty())
            };
            document.entities().filter(says).count()
        }
        Part::Links => document.entities().map(|entity| entity.links.len()).sum(),
        Part::Unmentioned => {
            let mentioned = mentioned(document);
            document.entities().filter(|entity| !mentioned.contains(&entity.id)).count()
        }
        Part::Mentions => kind(AnnotationKind::Mention),
        Part::Passages => kind(AnnotationKind::Passage),
        Part::Quotes => kind(AnnotationKind::Quote),
        Part::Claims => kind(AnnotationKind::Claim),
        Part::Forms => {
            let forms = document.annotations().filter_map(Annotation::mention).map(|mention| mention.form);
            forms.filter(|form| *form != MentionForm::Full).count()
        }
        Part::CuesAndSources => of_quotes(document, |quote| {
            usize::from(quote.cue.is_some()) + usize::from(quote.source.is_some())
        }),
        Part::QuoteChecks => of_quotes(document, |quote| usize::from(quote.check != QuoteCheck::NotChecked)),
        Part::CheckedWords => of_quotes(document, |quote| usize::from(!quote.checked_words.is_empty())),
        Part::Speakers | Part::Claimants | Part::UnmentionedSpeakers => named(document, part),
        Part::Verdicts
        | Part::ClaimTexts
        | Part::Evidence
        | Part::Queries
        | Part::Replies
        | Part::Corrections
        | Part::Approvals => {
            document.annotations().filter_map(Annotation::claim).map(|claim| of_claim(claim, part)).sum()
        }
        Part::Comments => document.annotations().filter(|annotation| !annotation.comment.is_empty()).count(),
        Part::SeveralParts => {
            document.annotations().filter(|annotation| annotation.spans.as_slice().len() > 1).count()
        }
        Part::Ids => document.n_annotations(),
        Part::History => document.history().len(),
        Part::LaterFields => later_fields(document),
        Part::LaterFieldsOfEntities => {
            let blocks = document.article().blocks().iter().map(|block| block.extra.len());
            blocks.chain(document.entities().map(|entity| entity.extra.len())).sum()
        }
        // What these come to is counted where they are left out.
        Part::Drafts
        | Part::Lost
        | Part::Doubts
        | Part::Provenance
        | Part::Rejections
        | Part::Confidential
        | Part::Overlapping
        | Part::Invisible
        | Part::ControlCharacters => 0,
    }
}

fn facts(document: &Document) -> usize {
    let meta = &document.article().meta;
    let texts = [
        &meta.title,
        &meta.byline,
        &meta.published,
        &meta.language,
        &meta.site,
        &meta.url,
        &meta.imported_from,
    ];
    texts.iter().filter(|text| !text.is_empty()).count() + meta.import_notes.len()
}

/// Blocks other than those that the lines of the text make.
fn blocks(document: &Document) -> usize {
    let lines = paragraphs(document.text());
    let is_line = |block: &&Block| {
        block.kind == BlockKind::Paragraph
            && lines
                .binary_search_by_key(&block.span.start(), |line| line.span.start())
                .is_ok_and(|at| lines.get(at).is_some_and(|line| line.span == block.span))
    };
    document.article().blocks().iter().filter(|block| !is_line(block)).count()
}

fn mentioned(document: &Document) -> HashSet<EntityId> {
    document.annotations().filter_map(Annotation::mention).map(|mention| mention.entity).collect()
}

fn of_quotes(document: &Document, count: impl Fn(&Quote) -> usize) -> usize {
    document.annotations().filter_map(Annotation::quote).map(count).sum()
}

/// Whom quotes and claims point at, those with a mention and those without apart.
fn named(document: &Document, part: Part) -> usize {
    let mentioned = mentioned(document);
    let mut n = 0;
    for annotation in document.annotations() {
        let quote = annotation.quote();
        let of_quote = quote.into_iter().flat_map(|quote| quote.speaker.into_iter().chain(quote.addressee));
        for entity in of_quote {
            n += usize::from(match part {
                Part::Speakers => mentioned.contains(&entity),
                Part::UnmentionedSpeakers => !mentioned.contains(&entity),
                _ => false,
            });
        }
        n += usize::from(match annotation.claim().and_then(|claim| claim.claimant) {
            Some(Claimant::Entity(entity)) => match part {
                Part::Claimants => mentioned.contains(&entity),
                Part::UnmentionedSpeakers => !mentioned.contains(&entity),
                _ => false,
            },
            Some(Claimant::Quote(_)) => part == Part::Claimants,
            None => false,
        });
    }
    n
}

fn of_claim(claim: &Claim, part: Part) -> usize {
    match part {
        Part::Verdicts => {
            let plain = Claim::default();
            let says = claim.verdict != Verdict::Unrated
                || claim.state != ClaimState::Marked
                || claim.disposition != Disposition::None
                || claim.kind != plain.kind
                || claim.priority != plain.priority
                || claim.criticism;
            usize::from(says)
        }
        Part::ClaimTexts => {
            let texts = [
                &claim.assertion,
                &claim.suggested_text,
                &claim.reason,
                &claim.objection,
                &claim.note,
                &claim.checked_by,
                &claim.checked_words,
            ];
            texts.iter().filter(|text| !text.is_empty()).count()
        }
        Part::Evidence => claim.evidence.len(),
        Part::Queries => claim.queries.len(),
        Part::Replies => claim.replies.len(),
        Part::Corrections => claim.corrections.len(),
        Part::Approvals => claim.approvals.len(),
        _ => 0,
    }
}

fn later_fields(document: &Document) -> usize {
    let article = document.article();
    let annotations = document.annotations().map(|annotation| {
        let evidence = annotation.claim().map_or(&[][..], |claim| claim.evidence.as_slice());
        annotation.extra.len() + evidence.iter().map(|evidence| evidence.extra.len()).sum::<usize>()
    });
    document.extra.len() + article.extra.len() + annotations.sum::<usize>()
}

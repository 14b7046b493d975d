//! What is told as lost in an export is what is not there when it is read again, and no less.

use std::collections::{BTreeMap, BTreeSet};

use copydesk::formats::{Confidential, Exported, Format, Part, export};
use copydesk::model::{
    Annotation, AnnotationKind, BlockKind, Body, Claim, ClaimState, Claimant, Disposition, Document, Entity,
    EntityId, Evidence, Extra, MentionForm, QuoteCheck, Verdict,
};
use copydesk::text::Span;

use crate::everything::everything;
use crate::round_trip::there_and_back;

/// Something the document says, and whether it is still there; `None` where what carries it is not.
type Fact = (Part, String, Option<bool>);

/// What is looked for in `again`.
struct Search<'a> {
    before: &'a Document,
    again: &'a Document,
}

fn bare(words: &str) -> String {
    words.split_whitespace().collect()
}

/// Characters that XML cannot write are spaces there, which is told by itself.
fn spaced<T: std::fmt::Debug>(value: &T) -> String {
    format!("{value:?}").replace("\\u{1}", " ")
}

impl<'a> Search<'a> {
    fn is_alike(&self, old: &Annotation, new: &Annotation) -> bool {
        match (&old.body, &new.body) {
            (Body::Mention(old), Body::Mention(new)) => {
                let kind = |document: &Document, id| document.entity(id).unwrap().kind;
                kind(self.before, old.entity) == kind(self.again, new.entity)
            }
            (Body::Quote(old), Body::Quote(new)) => old.kind == new.kind,
            (Body::Claim(_), Body::Claim(_)) => true,
            (Body::Passage(old), Body::Passage(new)) => old.tag == new.tag,
            _ => false,
        }
    }

    fn with_words(&self, own: &Annotation, spans: &[Span]) -> Option<&'a Annotation> {
        let words = |text: &str, spans: &[Span]| -> Vec<String> {
            spans.iter().map(|span| bare(span.of(text))).collect()
        };
        let wanted = words(self.before.text(), spans);
        self.again
            .annotations()
            .find(|new| self.is_alike(own, new) && words(self.again.text(), new.spans.as_slice()) == wanted)
    }

    /// The annotation with all its parts.
    fn whole(&self, own: &Annotation) -> Option<&'a Annotation> {
        self.with_words(own, own.spans.as_slice())
    }

    /// The annotation, be it in pieces.
    fn find(&self, own: &Annotation) -> Option<&'a Annotation> {
        let mut pieces = own.spans.iter().map(|span| self.with_words(own, &[span]));
        self.whole(own).or_else(|| pieces.by_ref().collect::<Option<Vec<_>>>()?.first().copied())
    }

    /// Whether an entity of the document and one that was read have a mention in common.
    fn same_entity(&self, old: EntityId, new: EntityId) -> bool {
        self.before
            .annotations()
            .filter(|own| own.mention().is_some_and(|own| own.entity == old))
            .filter_map(|own| self.find(own)?.mention())
            .any(|own| own.entity == new)
    }

    fn mentions(&self, entity: EntityId) -> Vec<&'a Annotation> {
        let of = |own: &&Annotation| own.mention().is_some_and(|own| own.entity == entity);
        self.before.annotations().filter(of).collect()
    }

    /// Whom somebody is read as, where they have a mention; by name where they have none.
    fn is_person(&self, old: EntityId, new: Option<EntityId>) -> bool {
        new.is_some_and(|new| {
            if self.mentions(old).is_empty() {
                self.again.entity(new).unwrap().name == self.before.entity(old).unwrap().name
            } else {
                self.same_entity(old, new)
            }
        })
    }

    fn facts(&self) -> Vec<Fact> {
        let (before, again) = (self.before, self.again);
        let mut facts: Vec<Fact> = Vec::new();
        facts.push((Part::Spacing, "text".into(), Some(before.text() == again.text())));
        self.article_facts(&mut facts);
        for entity in before.entities() {
            self.entity_facts(entity, &mut facts);
        }
        for own in before.annotations() {
            self.annotation_facts(own, &mut facts);
        }
        for step in before.history().iter() {
            let kept = again.history().iter().any(|own| own == step);
            facts.push((Part::History, step.by.clone(), Some(kept)));
        }
        for draft in before.drafts() {
            facts.push((Part::Drafts, draft.stamp.by.clone(), Some(again.drafts().contains(draft))));
        }
        for orphan in before.orphans() {
            let kept = again.orphans().any(|own| own == orphan);
            facts.push((Part::Lost, orphan.words(), Some(kept)));
        }
        for rejection in before.rejections() {
            let kept = again.rejections().any(|own| own == rejection);
            facts.push((Part::Rejections, rejection.words.clone(), Some(kept)));
        }
        facts
    }

    fn article_facts(&self, facts: &mut Vec<Fact>) {
        let (old, new) = (self.before.article(), self.again.article());
        let (before, after) = (&old.meta, &new.meta);
        for (own, again) in [
            (&before.title, &after.title),
            (&before.byline, &after.byline),
            (&before.published, &after.published),
            (&before.language, &after.language),
            (&before.site, &after.site),
            (&before.url, &after.url),
            (&before.imported_from, &after.imported_from),
        ] {
            facts.push((Part::Metadata, own.clone(), Some(own == again)));
        }
        for note in &before.import_notes {
            facts.push((Part::Metadata, note.clone(), Some(after.import_notes.contains(note))));
        }
        for block in old.blocks() {
            let words = bare(block.span.of(self.before.text()));
            let found = new
                .blocks()
                .iter()
                .find(|own| own.kind == block.kind && bare(own.span.of(self.again.text())) == words);
            // The long one is a paragraph that is a line, as everybody takes it.
            if block.kind != BlockKind::Paragraph || !words.starts_with("Mara") {
                facts.push((Part::Blocks, words, Some(found.is_some())));
            }
            extras(&block.extra, found.map(|own| &own.extra), facts);
        }
        extras(&old.extra, Some(&new.extra), facts);
        extras(&self.before.extra, Some(&self.again.extra), facts);
    }

    fn entity_facts(&self, entity: &Entity, facts: &mut Vec<Fact>) {
        let mentions = self.mentions(entity.id);
        let named = self.again.entities().find(|own| own.name == entity.name && own.kind == entity.kind);
        let part = if mentions.is_empty() { Part::Unmentioned } else { Part::EntityNames };
        facts.push((part, entity.name.clone(), Some(named.is_some())));
        if !entity.role.is_empty() {
            let says = |own: &Entity| {
                (&own.aliases, &own.role, &own.notes) == (&entity.aliases, &entity.role, &entity.notes)
            };
            facts.push((Part::EntityRecords, entity.role.clone(), Some(self.again.entities().any(says))));
        }
        for link in &entity.links {
            let kept = self.again.entities().any(|own| own.links.contains(link));
            facts.push((Part::Links, link.id.clone(), Some(kept)));
        }
        let mut first = None;
        for (at, own) in mentions.iter().enumerate() {
            let found = self.find(own).and_then(Annotation::mention).map(|own| own.entity);
            if at > 0 {
                let kept = found.zip(first).map(|(own, first)| own == first);
                facts.push((Part::WhoIsWho, format!("{} {}", entity.name, own.id), kept));
            }
            first = first.or(found);
        }
        extras(&entity.extra, named.map(|own| &own.extra), facts);
    }

    fn annotation_facts(&self, own: &Annotation, facts: &mut Vec<Fact>) {
        let (whole, found) = (self.whole(own), self.find(own));
        let mut say = |part, words: String, kept: Option<bool>| facts.push((part, words, kept));
        let words = self.before.words_of(own);
        let part = match own.kind() {
            AnnotationKind::Passage => Part::Passages,
            AnnotationKind::Mention => Part::Mentions,
            AnnotationKind::Quote => Part::Quotes,
            AnnotationKind::Claim => Part::Claims,
        };
        say(part, words.clone(), Some(found.is_some()));
        if own.spans.as_slice().len() > 1 {
            say(Part::SeveralParts, words.clone(), found.map(|_| whole.is_some()));
        }
        if !own.comment.is_empty() {
            say(Part::Comments, own.comment.clone(), found.map(|new| new.comment == own.comment));
        }
        say(Part::Ids, own.id.to_string(), found.map(|_| self.again.annotation(own.id).is_some()));
        if own.review.is_some() {
            say(Part::Doubts, words.clone(), found.map(|new| new.review == own.review));
        }
        if own.provenance.is_some() {
            say(Part::Provenance, words.clone(), found.map(|new| new.provenance == own.provenance));
        }
        if let Some(mention) = own.mention().filter(|own| own.form != MentionForm::Full) {
            let kept = found.and_then(Annotation::mention).map(|new| new.form == mention.form);
            say(Part::Forms, words.clone(), kept);
        }
        if let Some(quote) = own.quote() {
            let new = found.and_then(Annotation::quote);
            let place = |span: Option<Span>, text: &str| span.map(|span| bare(span.of(text)));
            for (old, again) in
                [(quote.cue, new.map(|new| new.cue)), (quote.source, new.map(|new| new.source))]
            {
                let old = place(old, self.before.text());
                let kept = again.map(|again| place(again, self.again.text()) == old);
                say(Part::CuesAndSources, old.unwrap_or_default(), kept);
            }
            if quote.check != QuoteCheck::NotChecked {
                say(Part::QuoteChecks, words.clone(), new.map(|new| new.check == quote.check));
            }
            if !quote.checked_words.is_empty() {
                let kept = new.map(|new| new.checked_words == quote.checked_words);
                say(Part::CheckedWords, quote.checked_words.clone(), kept);
            }
            for (who, again) in
                [(quote.speaker, new.map(|new| new.speaker)), (quote.addressee, new.map(|new| new.addressee))]
            {
                let Some(who) = who else { continue };
                say(
                    self.part_of(who, Part::Speakers),
                    words.clone(),
                    again.map(|again| self.is_person(who, again)),
                );
            }
        }
        if let Some(claim) = own.claim() {
            self.claim_facts(claim, &words, found.and_then(Annotation::claim), facts);
        }
        extras(&own.extra, found.map(|own| &own.extra), facts);
    }

    fn part_of(&self, who: EntityId, part: Part) -> Part {
        if self.mentions(who).is_empty() { Part::UnmentionedSpeakers } else { part }
    }

    fn claim_facts(&self, claim: &Claim, words: &str, new: Option<&Claim>, facts: &mut Vec<Fact>) {
        let mut say = |part, words: String, kept: Option<bool>| facts.push((part, words, kept));
        let verdicts =
            |own: &Claim| (own.verdict, own.state, own.disposition, own.kind, own.priority, own.criticism);
        if verdicts(claim) != verdicts(&Claim::default()) {
            assert!(claim.verdict != Verdict::Unrated && claim.state != ClaimState::Marked);
            assert!(claim.disposition != Disposition::None);
            say(Part::Verdicts, words.into(), new.map(|new| verdicts(new) == verdicts(claim)));
        }
        match claim.claimant {
            Some(Claimant::Entity(who)) => {
                let again = new.map(|new| match new.claimant {
                    Some(Claimant::Entity(again)) => Some(again),
                    _ => None,
                });
                let kept = again.map(|again| self.is_person(who, again));
                say(self.part_of(who, Part::Claimants), words.into(), kept);
            }
            Some(Claimant::Quote(quote)) if self.before.orphan(quote).is_some() => {
                let kept = new.map(|new| new.claimant == claim.claimant);
                say(Part::Claimants, words.into(), kept);
            }
            Some(Claimant::Quote(quote)) => {
                let quote = self.before.annotation(quote).and_then(|quote| self.find(quote));
                let kept = new.map(|new| match new.claimant {
                    Some(Claimant::Quote(again)) => quote.is_some_and(|quote| quote.id == again),
                    _ => false,
                });
                say(Part::Claimants, words.into(), kept);
            }
            None => {}
        }
        let texts = |own: &Claim| {
            [
                own.assertion.clone(),
                own.suggested_text.clone(),
                own.reason.clone(),
                own.objection.clone(),
                own.note.clone(),
                own.checked_by.clone(),
                own.checked_words.clone(),
            ]
        };
        for (at, text) in texts(claim).into_iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let kept = new.map(|new| texts(new)[at] == text);
            say(Part::ClaimTexts, text, kept);
        }
        let bare = |evidence: &Evidence| spaced(&Evidence { extra: Extra::new(), ..evidence.clone() });
        for evidence in &claim.evidence {
            let kept = new.map(|new| new.evidence.iter().any(|own| bare(own) == bare(evidence)));
            say(Part::Evidence, evidence.title.clone(), kept);
        }
        for (part, old, again) in [
            (Part::Queries, spaced(&claim.queries), new.map(|new| spaced(&new.queries))),
            (Part::Replies, spaced(&claim.replies), new.map(|new| spaced(&new.replies))),
            (Part::Corrections, spaced(&claim.corrections), new.map(|new| spaced(&new.corrections))),
            (Part::Approvals, spaced(&claim.approvals), new.map(|new| spaced(&new.approvals))),
        ] {
            // There is one of each in the document, or none.
            if old != "[]" {
                say(part, old.clone(), again.map(|again| again == old));
            }
        }
        for evidence in &claim.evidence {
            let again = new.and_then(|new| new.evidence.iter().find(|own| own.id == evidence.id));
            extras(&evidence.extra, again.map(|own| &own.extra), facts);
        }
    }
}

fn extras(old: &Extra, new: Option<&Extra>, facts: &mut Vec<Fact>) {
    for (name, value) in old {
        let kept = new.map(|new| new.get(name) == Some(value));
        let of_entity = matches!(name.as_str(), "later_entity" | "later_block");
        let part = if of_entity { Part::LaterFieldsOfEntities } else { Part::LaterFields };
        facts.push((part, name.clone(), kept));
    }
}

/// How many of each part are told as lost.
fn told(exported: &Exported) -> BTreeMap<Part, usize> {
    let mut told = BTreeMap::new();
    for loss in &exported.losses {
        *told.entry(loss.part).or_default() += loss.count;
    }
    told
}

#[test]
fn what_is_told_as_lost_is_what_does_not_come_back() {
    let document = everything();
    let mut wrong = Vec::new();
    for format in Format::ALL.into_iter().filter(|format| format.is_read()) {
        let (exported, again) = there_and_back(&document, format);
        let told = told(&exported);
        let facts = Search { before: &document, again: &again }.facts();
        let mut lost: BTreeMap<Part, (usize, usize, Vec<&str>)> = BTreeMap::new();
        for (part, words, kept) in facts.iter().filter(|(.., kept)| *kept != Some(true)) {
            let (least, most, all) = lost.entry(*part).or_default();
            // What is said of something that is lost itself may be told of or not.
            *least += usize::from(kept.is_some());
            *most += 1;
            all.push(words);
        }
        let meeting = told.get(&Part::Overlapping).copied().unwrap_or_default();
        let parts: BTreeSet<Part> = lost.keys().chain(told.keys()).copied().collect();
        for part in
            parts.into_iter().filter(|part| !matches!(part, Part::Overlapping | Part::ControlCharacters))
        {
            let (least, most, words) = lost.get(&part).cloned().unwrap_or_default();
            let mut n_told = told.get(&part).copied().unwrap_or_default();
            if part == Part::Mentions {
                // A mention that meets another is told as that.
                n_told += meeting;
            }
            if n_told < least || n_told > most {
                wrong.push(format!(
                    "{}: {part:?} told {n_told}, lost {least} to {most}: {words:?}",
                    format.name()
                ));
            }
        }
        let control = told.get(&Part::ControlCharacters).copied().unwrap_or_default();
        assert_eq!(control, if format == Format::Xmi { 2 } else { 0 }, "{}", format.name());
        assert_eq!(
            meeting,
            usize::from(matches!(format, Format::Conll | Format::ConllU)),
            "{}",
            format.name()
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn our_own_file_loses_nothing() {
    let document = everything();
    let (exported, again) = there_and_back(&document, Format::Ron);
    assert!(exported.losses.is_empty() && document == again);
}

#[test]
fn what_is_withheld_is_told_and_nowhere_in_the_file() {
    let document = everything();
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Ron) {
        let exported = export(&document, format, "story", Confidential::Withheld).unwrap();
        assert_eq!(told(&exported).get(&Part::Confidential), Some(&1), "{}", format.name());
        assert!(exported.files.iter().all(|file| !file.content.contains("firstsecret")), "{}", format.name());
    }
}

/// The words of the document by which each part of it can be found in a file nobody reads back.
fn needles() -> Vec<(Part, Vec<String>)> {
    let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let ids = |kind| everything().annotations_of(kind).map(|own| own.id.to_string()).collect::<Vec<_>>();
    let all = everything().annotations().map(|own| own.id.to_string()).collect();
    vec![
        (
            Part::Metadata,
            words(&[
                "metatitle",
                "metabyline",
                "2026-01-02",
                "en-GB",
                "metasite",
                "metaurl",
                "metafile.txt",
                "metanote",
            ]),
        ),
        (Part::Blocks, words(&["Headline", "Furniture", "block-4", "block-5"])),
        (Part::EntityNames, words(&["Dr Mara E Lind", "The Town Council", "Karl-and-Town"])),
        (Part::Unmentioned, words(&["Bal Unmentionedspeaker", "Unmentionedplace"])),
        (Part::EntityRecords, words(&["aliasword"])),
        (Part::Links, words(&["Q424242", "viaf515151", "odd 616161"])),
        (Part::Mentions, ids(AnnotationKind::Mention)),
        (Part::Quotes, ids(AnnotationKind::Quote)),
        (Part::Claims, ids(AnnotationKind::Claim)),
        (Part::Passages, ids(AnnotationKind::Passage)),
        (Part::Ids, all),
        (Part::Forms, words(&["Partial", "Pronoun", "Title", "Abbreviation"])),
        (Part::QuoteChecks, words(&["Transcript"])),
        (Part::CheckedWords, words(&["checkedquote"])),
        (Part::Verdicts, words(&["Misleading"])),
        (
            Part::ClaimTexts,
            words(&[
                "firstassertion",
                "firstsuggested",
                "firstreason",
                "firstobjection",
                "firstnote",
                "firstcheckedby",
                "firstcheckedwords",
            ]),
        ),
        (Part::Evidence, words(&["firstopen", "firstsecret"])),
        (Part::Queries, words(&["firstquestion"])),
        (Part::Replies, words(&["firstreply"])),
        (Part::Corrections, words(&["firstcorrection"])),
        (Part::Approvals, words(&["firstapprover"])),
        (Part::Comments, words(&["passagecomment", "mentioncomment"])),
        (Part::History, words(&["historyword"])),
        (Part::Drafts, words(&["draftword"])),
        (Part::Lost, words(&["orphancomment"])),
        (Part::Doubts, words(&["It was here."])),
        (Part::Provenance, words(&["suggesterword"])),
        (
            Part::LaterFields,
            words(&["later_article", "later_document", "later_annotation", "later_evidence"]),
        ),
        (Part::LaterFieldsOfEntities, words(&["later_entity", "later_block"])),
    ]
}

#[test]
fn what_is_told_as_lost_in_a_file_that_nobody_reads_back_is_not_in_it() {
    let document = everything();
    let mut wrong = Vec::new();
    for format in Format::ALL.into_iter().filter(|format| !format.is_read()) {
        let exported = export(&document, format, "story", Confidential::Included).unwrap();
        let told = told(&exported);
        let written: String = exported.files.iter().map(|file| file.content.as_str()).collect();
        for (part, words) in needles() {
            let lost: Vec<&String> = words.iter().filter(|word| !written.contains(*word)).collect();
            let n_told = told.get(&part).copied().unwrap_or_default();
            if n_told != lost.len() {
                wrong.push(format!("{}: {part:?} told {n_told}, lost {lost:?}", format.name()));
            }
        }
        let n_told = |part| told.get(&part).copied().unwrap_or_default();
        assert_eq!(n_told(Part::Rejections), 1);
        let (speakers, claimants) = (n_told(Part::Speakers), n_told(Part::Claimants));
        let carries = matches!(format, Format::Csv | Format::Stam);
        assert_eq!((speakers, claimants), if carries { (0, 1) } else { (1, 3) }, "{}", format.name());
        assert_eq!(n_told(Part::WhoIsWho), if carries { 0 } else { 2 }, "{}", format.name());
        let n_parts = match format {
            Format::Stam => 0,
            // A passage has no table.
            Format::Csv => 1,
            _ => 3,
        };
        assert_eq!(n_told(Part::SeveralParts), n_parts, "{}", format.name());
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_loss_is_told_once() {
    for format in Format::ALL {
        let exported = export(&everything(), format, "story", Confidential::Included).unwrap();
        assert_eq!(told(&exported).len(), exported.losses.len(), "{:?}", exported.losses);
    }
}

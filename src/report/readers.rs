//! The edition for readers: a document in which nothing of the desk is left.
//!
//! Readers get the article; the claims somebody signed off, with their wording, type, verdict, the
//! day they were signed off and the sources marked for publication and not confidential; quotes
//! and names as far as the article's own words name anybody ([`super::named`]); the notices of
//! corrections that were published. Everything else belongs to the desk: it is not hidden but
//! absent, and counted.

use crate::model::{
    Annotation, Approval, Article, Body, Claim, ClaimState, Claimant, Correction, Document, EditError,
    Entity, Evidence, Extra, Mention, Quote, QuoteCheck,
};

use super::LeftOut;
use super::named::{Named, is_furniture};

/// The document for readers, and what is not in it.
pub(super) fn edition(document: &Document) -> Result<(Document, LeftOut), EditError> {
    let named = Named::in_article(document);
    let mut left_out = LeftOut::default();
    let mut kept = Vec::new();
    for annotation in document.annotations() {
        left_out.comments += usize::from(!annotation.comment.trim().is_empty());
        let body = match &annotation.body {
            Body::Passage(_) => {
                left_out.passages += 1;
                None
            }
            Body::Mention(mention) => self::mention(&named, annotation, mention, &mut left_out),
            Body::Quote(quote) => Some(Body::Quote(self::quote(&named, annotation, quote, &mut left_out))),
            Body::Claim(claim) => claim_for_readers(document, &named, annotation, claim, &mut left_out)
                .map(|claim| Body::Claim(Box::new(claim))),
        };
        if let Some(body) = body.filter(|_| !is_furniture(document, annotation)) {
            kept.push(Annotation::new(annotation.id, annotation.spans.clone(), body));
        }
    }
    let quotes: std::collections::BTreeSet<_> =
        kept.iter().filter(|one| one.quote().is_some()).map(|one| one.id).collect();
    for annotation in &mut kept {
        if let Body::Claim(claim) = &mut annotation.body
            && let Some(Claimant::Quote(quote)) = claim.claimant
            && !quotes.contains(&quote)
        {
            claim.claimant = None;
        }
    }
    let used: std::collections::BTreeSet<_> = kept.iter().flat_map(Annotation::entities).collect();
    for entity in document.entities() {
        left_out.notes += usize::from(!entity.notes.trim().is_empty());
    }
    let entities = document.entities().filter(|entity| used.contains(&entity.id));
    let entities: Vec<Entity> = entities.map(|entity| self::entity(&named, entity)).collect();
    let edition = Document::from_parts(article(document.article()), entities, kept, Vec::new())?;
    Ok((edition, left_out))
}

fn article(of: &Article) -> Article {
    let mut article = of.clone();
    article.meta.imported_from.clear();
    article.meta.import_notes.clear();
    article.extra = Extra::new();
    article
}

/// The name as the article gives it; ids in knowledge bases only for a name it gives in full.
fn entity(named: &Named<'_>, of: &Entity) -> Entity {
    let name = named.name(of.id).unwrap_or_default();
    let mut entity = Entity::new(of.id, of.kind, name);
    if name == of.name.trim() {
        entity.links.clone_from(&of.links);
    }
    entity
}

fn mention(
    named: &Named<'_>,
    annotation: &Annotation,
    mention: &Mention,
    left_out: &mut LeftOut,
) -> Option<Body> {
    let openly = named.names_openly(annotation, mention);
    left_out.unnamed += usize::from(!openly);
    openly.then(|| Body::Mention(mention.clone()))
}

fn quote(named: &Named<'_>, annotation: &Annotation, of: &Quote, left_out: &mut LeftOut) -> Quote {
    let speaker = of.speaker.filter(|_| named.speaker_is_named(annotation, of));
    let addressee = of.addressee.filter(|addressee| named.is_named_beside(annotation, *addressee));
    left_out.unnamed += usize::from(of.speaker.is_some() && speaker.is_none());
    left_out.unnamed += usize::from(of.addressee.is_some() && addressee.is_none());
    Quote { speaker, addressee, check: QuoteCheck::NotChecked, ..of.clone() }
}

fn claim_for_readers(
    document: &Document,
    named: &Named<'_>,
    annotation: &Annotation,
    of: &Claim,
    left_out: &mut LeftOut,
) -> Option<Claim> {
    let said = [&of.reason, &of.objection, &of.note, &of.suggested_text];
    left_out.notes += said.iter().filter(|text| !text.trim().is_empty()).count();
    left_out.queries += of.queries.len();
    left_out.replies += of.replies.len();
    left_out.confidential_sources += of.evidence.iter().filter(|evidence| evidence.confidential).count();
    left_out.unmarked_sources += of.evidence.iter().filter(|evidence| is_unmarked(evidence)).count();

    let corrections: Vec<Correction> = of.corrections.iter().filter_map(correction).collect();
    left_out.corrections += of.corrections.len() - corrections.len();
    if of.state != ClaimState::SignedOff {
        left_out.unsigned_claims += 1;
        return (!corrections.is_empty()).then(|| Claim { corrections, ..Claim::default() });
    }
    let claimant = of.claimant.filter(|claimant| match claimant {
        Claimant::Entity(entity) => named.is_named_beside(annotation, *entity),
        Claimant::Quote(id) => document
            .annotation(*id)
            .and_then(|quoted| Some((quoted, quoted.quote()?)))
            .is_some_and(|(quoted, quote)| named.speaker_is_named(quoted, quote)),
    });
    left_out.unnamed += usize::from(of.claimant.is_some() && claimant.is_none());
    let evidence = of.evidence.iter().filter(|evidence| evidence.publish && !evidence.confidential);
    let approvals = of.approvals.iter();
    Some(Claim {
        assertion: of.assertion.clone(),
        claimant,
        kind: of.kind,
        state: of.state,
        verdict: of.verdict,
        evidence: evidence.map(source).collect(),
        approvals: approvals
            .map(|one| Approval { by: String::new(), role: String::new(), at: one.at })
            .collect(),
        corrections,
        ..Claim::default()
    })
}

fn is_unmarked(evidence: &Evidence) -> bool {
    !evidence.confidential && !evidence.publish
}

fn source(of: &Evidence) -> Evidence {
    Evidence { independent_of: String::new(), extra: Extra::new(), ..of.clone() }
}

/// The notice of a correction that was published; the wrong words are not said again.
fn correction(of: &Correction) -> Option<Correction> {
    let told = of.published.is_some() && !of.notice.trim().is_empty();
    told.then(|| Correction { was: String::new(), now: String::new(), ..of.clone() })
}

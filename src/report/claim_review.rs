//! Signed-off claims of others as schema.org `ClaimReview`, and the article's corrections.
//!
//! One JSON-LD file: a list, since not every reader follows `@graph`. A claim is in it when it was signed off, somebody other than the article
//! claims it, and the article's own words name that claimant. The scale runs from 1 (false) to 5
//! (verified); verdicts that say something else than how true a claim is (Misleading, Disputed,
//! Unproven, Outdated) have no number, only their name, as schema.org allows. Corrections that were
//! published stand at the article as `correction`. It is a file of its own and no part of the web
//! page, which holds no script element at all; `<`, `>` and `&` are escaped nonetheless, so that the
//! publishing system can put it into one.

use serde::Serialize;

use crate::model::{AnnotationKind, Claim, ClaimState, Entity, EntityKind, Evidence, Verdict};

use super::edition::Edition;
use super::inert;

/// Property order is the order of the fields. Empty ones are not written.
#[derive(Serialize)]
struct Item {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(flatten)]
    node: Node,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
enum Node {
    ClaimReview(Box<Review>),
    NewsArticle(Box<NewsArticle>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_field_names, reason = "schema.org's names")]
struct Review {
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Thing>,
    claim_reviewed: String,
    item_reviewed: Thing,
    review_rating: Thing,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<Thing>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewsArticle {
    headline: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Thing>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<Thing>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
enum Thing {
    Organization {
        name: String,
        #[serde(rename = "sameAs", skip_serializing_if = "Vec::is_empty")]
        same_as: Vec<String>,
    },
    Person {
        name: String,
        #[serde(rename = "sameAs", skip_serializing_if = "Vec::is_empty")]
        same_as: Vec<String>,
    },
    Claim {
        author: Box<Thing>,
        appearance: Box<Thing>,
    },
    CreativeWork(Work),
    Rating(Rating),
    CorrectionComment(Comment),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Work {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archived_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Box<Thing>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_field_names, reason = "schema.org's names")]
struct Rating {
    #[serde(skip_serializing_if = "Option::is_none")]
    rating_value: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    best_rating: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    worst_rating: Option<u8>,
    alternate_name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Comment {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
}

/// The list.
pub(super) fn write(edition: &Edition<'_>) -> Result<String, serde_json::Error> {
    let mut nodes: Vec<Node> =
        reviewed(edition).map(|(words, claim, by)| review(edition, words, claim, by)).collect();
    nodes.push(Node::NewsArticle(Box::new(article(edition))));
    let items: Vec<Item> =
        nodes.into_iter().map(|node| Item { context: "https://schema.org", node }).collect();
    let json = serde_json::to_string_pretty(&items)?;
    // These three stand only inside JSON strings.
    Ok(json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026") + "\n")
}

/// What search engines ask for and the document does not know, a sentence each.
pub(super) fn lacks(edition: &Edition<'_>) -> Vec<String> {
    let mut lacks = Vec::new();
    let n_reviews = reviewed(edition).count();
    if n_reviews == 0 {
        lacks.push("No claim is in it: none is signed off with a claimant the article names.".to_owned());
    }
    let unnamed = signed_off(edition).filter(|(_, claim)| edition.claimant(claim).is_none()).count();
    if unnamed > 0 {
        lacks.push(format!(
            "{unnamed} signed-off {} without a claimant the article names, so not in it.",
            if unnamed == 1 { "claim is" } else { "claims are" }
        ));
    }
    if n_reviews > 0 && inert::link(&edition.document().article().meta.url).is_none() {
        lacks.push("The article has no web address; search engines ask for one (url).".to_owned());
    }
    if n_reviews > 0 && reviewer(edition).is_none() {
        lacks.push("Neither the article nor the house schema names the publication; search engines ask for it (author).".to_owned());
    }
    lacks
}

fn signed_off<'a>(edition: &'a Edition<'_>) -> impl Iterator<Item = (String, &'a Claim)> {
    let document = edition.document();
    let claims = document.annotations_of(AnnotationKind::Claim);
    let claims = claims.filter_map(|annotation| Some((document.words_of(annotation), annotation.claim()?)));
    claims.filter(|(_, claim)| claim.state == ClaimState::SignedOff && claim.verdict != Verdict::Unrated)
}

fn reviewed<'a>(edition: &'a Edition<'_>) -> impl Iterator<Item = (String, &'a Claim, &'a Entity)> {
    signed_off(edition).filter_map(|(words, claim)| Some((words, claim, edition.claimant(claim)?)))
}

fn review(edition: &Edition<'_>, words: String, claim: &Claim, by: &Entity) -> Node {
    let meta = &edition.document().article().meta;
    let claimed = if claim.assertion.trim().is_empty() { words } else { claim.assertion.clone() };
    let signed_off = claim.approvals.iter().map(|approval| approval.at).max();
    let appearance = Work {
        name: inert::line(&edition.title()),
        url: inert::link(&meta.url),
        archived_at: None,
        publisher: None,
        date_published: iso_date(&meta.published),
    };
    Node::ClaimReview(Box::new(Review {
        url: inert::link(&meta.url),
        date_published: signed_off.map(|at| at.strftime("%Y-%m-%d").to_string()),
        author: reviewer(edition),
        claim_reviewed: inert::line(&claimed),
        item_reviewed: Thing::Claim {
            author: Box::new(claimant(by)),
            appearance: Box::new(Thing::CreativeWork(appearance)),
        },
        review_rating: Thing::Rating(rating(claim.verdict, edition.verdict_name(claim.verdict))),
        in_language: language(edition),
        citation: claim.evidence.iter().filter(|evidence| evidence.is_stated()).map(citation).collect(),
    }))
}

/// How true, from 1 to 5, where the verdict tells that.
fn rating(verdict: Verdict, name: &str) -> Rating {
    let value = match verdict {
        Verdict::Verified => Some(5),
        Verdict::MostlyTrue => Some(4),
        Verdict::Mixed => Some(3),
        Verdict::MostlyFalse => Some(2),
        Verdict::False => Some(1),
        Verdict::Misleading
        | Verdict::Disputed
        | Verdict::Unproven
        | Verdict::Outdated
        | Verdict::Unrated => None,
    };
    Rating {
        rating_value: value,
        best_rating: value.map(|_| 5),
        worst_rating: value.map(|_| 1),
        alternate_name: inert::line(name),
    }
}

fn claimant(entity: &Entity) -> Thing {
    let name = inert::line(&entity.name);
    let items = entity.links.iter().filter(|link| link.scheme.trim().eq_ignore_ascii_case("wikidata"));
    let items = items.map(|link| link.id.trim()).filter(|id| super::story::is_item(id));
    let same_as = items.map(|id| format!("https://www.wikidata.org/wiki/{id}")).collect();
    match entity.kind {
        EntityKind::Person | EntityKind::Role => Thing::Person { name, same_as },
        _ => Thing::Organization { name, same_as },
    }
}

fn citation(evidence: &Evidence) -> Thing {
    let named = [&evidence.title, &evidence.url, &evidence.excerpt].map(|text| text.trim());
    let name = named.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    let publisher = inert::line(&evidence.publisher);
    Thing::CreativeWork(Work {
        name: inert::line(name),
        url: inert::link(&evidence.url),
        archived_at: inert::link(&evidence.archived),
        publisher: (!publisher.is_empty())
            .then(|| Box::new(Thing::Organization { name: publisher, same_as: Vec::new() })),
        date_published: iso_date(&evidence.published),
    })
}

/// Who reviews: the publication, else the house.
fn reviewer(edition: &Edition<'_>) -> Option<Thing> {
    let site = edition.document().article().meta.site.trim();
    let names = [site, edition.schema.house.trim()];
    let name = names.into_iter().find(|name| !name.is_empty())?;
    Some(Thing::Organization { name: inert::line(name), same_as: Vec::new() })
}

fn article(edition: &Edition<'_>) -> NewsArticle {
    let meta = &edition.document().article().meta;
    let claims = edition.document().annotations_of(AnnotationKind::Claim).filter_map(|one| one.claim());
    let mut corrections: Vec<_> = claims.flat_map(|claim| &claim.corrections).collect();
    corrections.sort_by_key(|correction| correction.published);
    let correction = corrections.into_iter().map(|correction| {
        let date_published = correction.published.map(|date| date.to_string());
        Thing::CorrectionComment(Comment { text: inert::line(&correction.notice), date_published })
    });
    NewsArticle {
        headline: inert::line(&edition.title()),
        url: inert::link(&meta.url),
        date_published: iso_date(&meta.published),
        in_language: language(edition),
        publisher: reviewer(edition),
        correction: correction.collect(),
    }
}

fn language(edition: &Edition<'_>) -> Option<String> {
    let language = edition.document().article().meta.language.trim();
    (!language.is_empty()).then(|| inert::line(language))
}

/// A date or time as schema.org wants it; nothing for one printed otherwise.
fn iso_date(printed: &str) -> Option<String> {
    let printed = printed.trim();
    let is_iso = printed.parse::<jiff::civil::Date>().is_ok() || printed.parse::<jiff::Timestamp>().is_ok();
    is_iso.then(|| printed.to_owned())
}

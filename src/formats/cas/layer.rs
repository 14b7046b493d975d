//! What the structures of other tools are by the layer they are of, and what they say.

use crate::formats::labelled::{Label, quote_kind};
use crate::model::{EntityKind, QuoteKind, TagId};

use super::{Feature, Structure};

/// The layer for named entities that `INCEpTION` and `WebAnno` have from the start.
pub(in crate::formats) const NAMED_ENTITY: &str = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
/// The package of the layers people add there.
pub(in crate::formats) const CUSTOM: &str = "webanno.custom.";

/// Named entities; `DKPro` Core has a type for each of the usual kinds beside the one for all.
const NAMED_ENTITIES: &str = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.";

/// Packages of which nothing is said about the news: words, sentences, grammar.
const GRAMMAR: [&str; 4] =
    ["uima.", "de.tudarmstadt.ukp.dkpro.core.api.", "org.dkpro.core.api.", "de.tudarmstadt.ukp.inception."];

/// What tools keep for themselves, or what is read elsewhere: the document's name, tagsets.
const BOOKKEEPING: [&str; 6] = [
    "uima.cas.",
    "uima.tcas.DocumentAnnotation",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "org.dkpro.core.api.metadata.",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
    "de.tudarmstadt.ukp.inception.",
];

/// Features that hold a layer's label, the first that is there.
const LABELS: [&str; 6] = ["value", "label", "category", "type", "class", "name"];

/// Features that are understood wherever they are, or say nothing by themselves.
const UNDERSTOOD: [&str; 8] =
    ["begin", "end", "sofa", "comment", "identifier", "Governor", "Dependent", "next"];

/// The layers with our names, and their features.
const OURS: [&str; 5] = ["Passage", "Claim", "Cue", "Source", "Quote"];
const OF_OURS: [&str; 5] = ["tag", "quote", "speaker", "addressee", "claimant"];

pub(super) fn is_named_entity(kind: &str) -> bool {
    kind.starts_with(NAMED_ENTITIES)
}

pub(super) fn is_grammar(kind: &str) -> bool {
    !is_named_entity(kind)
        && (is_bookkeeping(kind) || GRAMMAR.iter().any(|package| kind.starts_with(package)))
}

pub(super) fn is_bookkeeping(kind: &str) -> bool {
    BOOKKEEPING.iter().any(|package| kind.starts_with(package))
}

/// Whether it is a link of a chain by what it says.
pub(super) fn is_link(structure: &Structure) -> bool {
    structure.short_kind().ends_with("Link")
        && structure.number("begin").is_some()
        && ["next", "referenceType", "referenceRelation"].iter().any(|name| structure.has(name))
}

/// The feature with the label: one that is called so, else the first text but those of `others`.
pub(super) fn label_feature<'a>(structure: &'a Structure, others: &[&str]) -> Option<(&'a str, &'a str)> {
    let texts = || {
        let features = structure.features.iter().map(|(name, _)| name.as_str());
        features.filter_map(|name| Some((name, structure.text(name)?)))
    };
    let is_label = |name: &str| !UNDERSTOOD.contains(&name) && name != "id" && !others.contains(&name);
    LABELS
        .iter()
        .find_map(|label| texts().find(|(name, _)| name == label))
        .or_else(|| texts().find(|(name, text)| is_label(name) && !is_default(text)))
}

/// What a structure is called here, and the feature that says so.
pub(super) fn label<'a>(structure: &'a Structure, others: &[&str]) -> (Label, Option<&'a str>) {
    let own = structure.kind.strip_prefix(CUSTOM);
    match own {
        Some("Passage") => {
            // Of ours with no tag the id says that it is ours.
            let bare = if structure.text("id").is_some() { "" } else { "Passage" };
            return (Label::Passage(TagId(structure.text("tag").unwrap_or(bare).to_owned())), None);
        }
        Some("Claim") => return (Label::Claim, None),
        Some("Cue") if structure.text("quote").is_some() => return (Label::Cue, None),
        Some("Source") if structure.text("quote").is_some() => return (Label::Source, None),
        Some("Quote") => {
            let known = structure.text("kind").map(quote_kind);
            let kind = known.flatten().unwrap_or(QuoteKind::Direct);
            return (Label::Quote(kind), known.flatten().map(|_| "kind"));
        }
        _ => {}
    }
    let said = label_feature(structure, others);
    let layer = structure.short_kind();
    if is_named_entity(&structure.kind) {
        return match (said.map(|(name, value)| (name, Label::named(value))), Label::named(layer)) {
            // A kind we do not know stays legible as a remark.
            (None | Some((_, Label::Passage(_))), by_type @ Label::Mention(_)) => (by_type, None),
            (None | Some((_, Label::Passage(_))), _) => (Label::Mention(EntityKind::Other), None),
            (Some((name, label)), _) => (label, Some(name)),
        };
    }
    match (said.map(|(name, value)| (name, value, Label::named(value))), Label::named(layer)) {
        (None, by_layer) => (by_layer, None),
        (Some((name, _, Label::Passage(tag))), Label::Passage(_)) => {
            (Label::Passage(TagId(format!("{layer}: {tag}"))), Some(name))
        }
        (Some((name, value, Label::Passage(_))), by_layer) => match (quote_kind(value), &by_layer) {
            (Some(kind), Label::Quote(_)) => (Label::Quote(kind), Some(name)),
            // The layer says what it is; how it is told apart there stays legible as a remark.
            _ => (by_layer, None),
        },
        (Some((name, _, label)), _) => (label, Some(name)),
    }
}

/// What else a structure says that has no field here; features called as `others` are understood.
pub(super) fn remarks<'a>(structure: &'a Structure, others: &[&str]) -> Vec<(&'a str, String)> {
    let is_ours = structure.kind.strip_prefix(CUSTOM).is_some_and(|own| OURS.contains(&own));
    let is_understood = |name: &str| {
        UNDERSTOOD.contains(&name) || others.contains(&name) || (is_ours && OF_OURS.contains(&name))
    };
    let all = structure.features.iter().filter(|(name, _)| !is_understood(name));
    let said = all.filter_map(|(name, value)| {
        let value = match value {
            Feature::Number(number) => number.to_string(),
            Feature::Truth(truth) => truth.to_string(),
            Feature::Text(text) => text.clone(),
            Feature::Texts(texts) => {
                let said: Vec<&str> =
                    texts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
                said.join("; ")
            }
            Feature::Link(_) | Feature::Links(_) => return None,
        };
        Some((name.as_str(), value))
    });
    said.filter(|(_, value)| !is_default(value)).collect()
}

/// Whether a feature says what UIMA writes where nothing was said.
fn is_default(value: &str) -> bool {
    matches!(value, "" | "0" | "0.0" | "false")
}

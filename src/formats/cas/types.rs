//! Our types for UIMA, made from the fields of our records.

use crate::formats::json::{Described, FieldOf};
use crate::model::{
    Approval, ArticleMeta, Claim, Correction, Entity, Evidence, KnowledgeId, Mention, Passage, Query, Quote,
    Reply,
};

/// Stands before the names of our types.
pub(super) const PACKAGE: &str = "copydesk.";
pub(super) const TOP: &str = "uima.cas.TOP";
pub(super) const ANNOTATION: &str = "uima.tcas.Annotation";

/// What a feature may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Range {
    Text,
    Truth,
    Texts,
    /// The id of an entity in our records, a link to it here.
    Entity,
    /// The id of an entity or a quote in our records, a link to it here.
    Claimant,
    /// A place in our records, an annotation of this type here.
    Stretch(&'static str),
    /// Records of this type.
    Many(&'static str),
}

/// A type.
pub(super) struct TypeOf {
    /// Without our package.
    pub(super) name: &'static str,
    pub(super) parent: &'static str,
    pub(super) about: &'static str,
    pub(super) fields: &'static [FieldOf],
}

const fn of(
    name: &'static str,
    parent: &'static str,
    about: &'static str,
    fields: &'static [FieldOf],
) -> TypeOf {
    TypeOf { name, parent, about, fields }
}

const COMMON: &[FieldOf] =
    &[("id", "String", true), ("comment", "String", false), ("parts", "Vec<Part>", false)];
const BLOCK: &[FieldOf] = &[("kind", "BlockKind", true)];

/// Every type, parents before their children.
pub(super) const TYPES: [TypeOf; 17] = [
    of("Article", TOP, "What is known of the article.", ArticleMeta::FIELDS),
    of("Block", ANNOTATION, "A part of the article, as Headline or Paragraph.", BLOCK),
    of("KnowledgeId", TOP, "The id of an entity in a knowledge base.", KnowledgeId::FIELDS),
    of("Entity", TOP, "Somebody or something the article names.", Entity::FIELDS),
    of("Part", ANNOTATION, "One stretch of an annotation that has several.", &[]),
    of("Annotation", ANNOTATION, "Something said about the text.", COMMON),
    of("Mention", "copydesk.Annotation", "An entity is named.", Mention::FIELDS),
    of("Passage", "copydesk.Annotation", "A stretch with a house tag.", Passage::FIELDS),
    of("Cue", ANNOTATION, "The words that announce a quote.", &[]),
    of("Source", ANNOTATION, "The words that name the speaker of a quote.", &[]),
    of("Quote", "copydesk.Annotation", "Somebody is quoted.", Quote::FIELDS),
    of("Evidence", TOP, "What was found about a claim.", Evidence::FIELDS),
    of("Approval", TOP, "Somebody signed a claim off.", Approval::FIELDS),
    of("Query", TOP, "A question to somebody about a claim.", Query::FIELDS),
    of("Reply", TOP, "What somebody criticised was asked and answered.", Reply::FIELDS),
    of("Correction", TOP, "A correction after publication.", Correction::FIELDS),
    of("Claim", "copydesk.Annotation", "Something is claimed that can be checked.", Claim::FIELDS),
];

/// The type of this name.
pub(super) fn type_of(name: &str) -> Option<&'static TypeOf> {
    TYPES.iter().find(|own| own.name == name)
}

/// What a field of a record is called as a feature: a word that is a name in every language that
/// makes classes of types.
pub(super) fn feature_name(field: &'static str) -> &'static str {
    if field == "from" { "sender" } else { field }
}

/// What the feature for a field of a record holds; `None` where it has none.
pub(super) fn range(field: &FieldOf) -> Option<Range> {
    let (name, kind, _) = *field;
    let kind = kind.replace(' ', "");
    Some(match kind.as_str() {
        "Extra" => return None,
        "bool" => Range::Truth,
        "Vec<String>" => Range::Texts,
        "Option<Claimant>" => Range::Claimant,
        "Option<Span>" if name == "cue" => Range::Stretch("Cue"),
        "Option<Span>" => Range::Stretch("Source"),
        "Option<EntityId>" => Range::Entity,
        "EntityId" if name != "id" => Range::Entity,
        other => {
            let member = other.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>'));
            member.and_then(type_of).map_or(Range::Text, |member| Range::Many(member.name))
        }
    })
}

/// The features of a type, its parent's apart, with what they hold.
pub(super) fn features(own: &TypeOf) -> Vec<(&'static str, Range)> {
    let all = own.fields.iter().filter_map(|field| Some((feature_name(field.0), range(field)?)));
    all.collect()
}

/// The name of the type a feature points at, in the words of UIMA; its members' type for a list.
pub(super) fn range_name(range: &Range) -> (String, Option<String>) {
    let own = |name: &str| format!("{PACKAGE}{name}");
    match range {
        Range::Text => ("uima.cas.String".to_owned(), None),
        Range::Truth => ("uima.cas.Boolean".to_owned(), None),
        Range::Texts => ("uima.cas.StringArray".to_owned(), None),
        Range::Entity => (own("Entity"), None),
        Range::Claimant => (TOP.to_owned(), None),
        Range::Stretch(name) => (own(name), None),
        Range::Many(name) => ("uima.cas.FSArray".to_owned(), Some(own(name))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_but_those_of_later_versions_has_its_feature() {
        let claim = type_of("Claim").map(features).unwrap_or_default();
        assert_eq!(claim.len(), Claim::FIELDS.len());
        assert!(claim.contains(&("claimant", Range::Claimant)));
        assert!(claim.contains(&("evidence", Range::Many("Evidence"))));
        assert!(claim.contains(&("verdict", Range::Text)));
        let quote = type_of("Quote").map(features).unwrap_or_default();
        assert!(quote.contains(&("cue", Range::Stretch("Cue"))));
        assert!(quote.contains(&("speaker", Range::Entity)));
        let entity = type_of("Entity").map(features).unwrap_or_default();
        assert!(entity.contains(&("id", Range::Text)) && entity.contains(&("aliases", Range::Texts)));
    }
}

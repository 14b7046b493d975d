//! From the network's labels to the kinds of entities of the desk.

use crate::model::EntityKind;

use super::network::Label;

/// What the desk calls a label; `None` for what is not worth a tag ("first", "English").
pub(super) fn kind_of(label: Label, words: &str) -> Option<EntityKind> {
    Some(match label {
        Label::Person => EntityKind::Person,
        Label::Org => EntityKind::Organisation,
        Label::Gpe | Label::Loc | Label::Fac => EntityKind::Place,
        Label::Norp => EntityKind::Group,
        // An age: "Bakke, 52, left".
        Label::Date if words.len() < 4 && words.bytes().all(|byte| byte.is_ascii_digit()) => {
            EntityKind::Quantity
        }
        Label::Date | Label::Time => EntityKind::Date,
        Label::Money => EntityKind::Money,
        Label::Percent | Label::Quantity => EntityKind::Quantity,
        Label::Cardinal if words.contains(|c: char| c.is_ascii_digit()) => EntityKind::Quantity,
        Label::Cardinal if has_large_number(words) => EntityKind::Quantity,
        Label::WorkOfArt | Label::Law => EntityKind::Work,
        Label::Event => EntityKind::Event,
        Label::Product => EntityKind::Product,
        Label::Cardinal | Label::Ordinal | Label::Language => return None,
    })
}

fn has_large_number(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["hundred", "thousand", "million", "billion", "trillion", "dozen"]
        .iter()
        .any(|number| lower.contains(number))
}

/// Whether entities of this kind have names, which are written with capitals.
pub(super) fn has_name(kind: EntityKind) -> bool {
    !matches!(kind, EntityKind::Date | EntityKind::Money | EntityKind::Quantity)
}

/// The word for a kind in what other programs read.
pub fn kind_word(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Date => "date",
        EntityKind::Event => "event",
        EntityKind::Work => "work",
        EntityKind::Product => "product",
        EntityKind::Money => "money",
        EntityKind::Quantity => "quantity",
        EntityKind::Group => "group",
        EntityKind::Role => "role",
        EntityKind::Other => "other",
    }
}

/// The kind that other programs call so.
pub(super) fn kind_of_word(word: &str) -> Option<EntityKind> {
    EntityKind::ALL.into_iter().find(|kind| kind_word(*kind) == word)
}

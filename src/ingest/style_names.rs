//! What part a paragraph style plays, by its name.

use crate::model::BlockKind;

/// The part a style called `name` plays, where the name says so. `Heading_20_1` is how
/// `OpenDocument` spells "Heading 1".
pub(super) fn kind_of_style(name: &str) -> Option<BlockKind> {
    let name = name.replace("_20_", " ").to_lowercase();
    let name = name.trim();
    let begins = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    Some(match name {
        "title" | "headline" | "head" => BlockKind::Headline,
        "byline" | "author" => BlockKind::Byline,
        "dateline" => BlockKind::Dateline,
        "credit" | "photo credit" => BlockKind::Credit,
        "caption" | "illustration" | "figure" | "photo caption" => BlockKind::Caption,
        _ if begins(&["heading", "subtitle", "subhead", "crosshead"]) => BlockKind::Heading,
        _ if begins(&["list ", "list_", "list bullet", "list number"]) => BlockKind::List,
        _ => return None,
    })
}

//! What people are in the story: "foreign ministry spokesperson" before a name, ", the mayor" behind it.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::EntityKind;

use super::lexicon::is_role_noun;
use super::paragraph::{of, overlaps};
use super::{SuggestedEntity, SuggestedMention, Suggester};

/// Most words of a role beside a name.
const LONGEST_ROLE: usize = 7;

/// Finds what people are in the words beside their names; those words are proposed as roles.
pub(super) fn roles(text: &str, entities: &mut Vec<SuggestedEntity>, mentions: &mut Vec<SuggestedMention>) {
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for mention in mentions.iter().filter(|mention| entities[mention.entity].kind == EntityKind::Person) {
        found.extend(role_before(text, mention.range.start).map(|role| (role, mention.entity)));
        found.extend(role_behind(text, mention.range.end).map(|role| (role, mention.entity)));
    }
    let mut known: HashMap<String, usize> = HashMap::new();
    for (idx, entity) in entities.iter().enumerate().filter(|(_, entity)| entity.kind == EntityKind::Role) {
        known.entry(entity.name.clone()).or_insert(idx);
    }
    let mut roles: Vec<SuggestedMention> = Vec::new();
    for (mut range, person) in found {
        let role = of(text, &range).to_owned();
        let owner = entities[person].name.clone();
        if entities[person].role.is_empty() {
            entities[person].role.clone_from(&role);
        }
        // A role's words are few: what overlaps them starts close before or in them.
        let end = mentions.partition_point(|mention| mention.range.start < range.end);
        let near = mentions.get(..end).unwrap_or_default().iter().rev().take(LONGEST_ROLE + 1);
        let tagged = near.chain(roles.last()).filter(|mention| overlaps(&mention.range, &range));
        range.start = tagged.map(|mention| mention.range.end).fold(range.start, usize::max);
        // "Lind’s lawyer": Lind is tagged.
        let words = of(text, &range);
        let owned = words.strip_prefix("’s ").or_else(|| words.strip_prefix("'s ")).unwrap_or(words);
        range.start += words.len() - owned.trim_start().len();
        if range.start >= range.end {
            continue;
        }
        let name = of(text, &range).to_owned();
        let entity = *known.entry(name.clone()).or_insert_with(|| {
            let role = String::new();
            entities.push(SuggestedEntity { name, kind: EntityKind::Role, role, could_be: Vec::new() });
            entities.len() - 1
        });
        let reason = format!("role of {owner}, by the words beside the name");
        roles.push(SuggestedMention { range, entity, score: 0.6, by: Suggester::Rule, reason });
    }
    mentions.append(&mut roles);
    mentions.sort_by_key(|mention| (mention.range.start, std::cmp::Reverse(mention.range.end)));
}

/// "foreign ministry spokesperson", "Minister of Foreign Affairs" before a name at `at`.
fn role_before(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text.get(..at)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let stem = before.trim_end_matches([' ', ',']);
    if stem.len() < line {
        return None;
    }
    let mut start = stem.len();
    let mut role: Option<usize> = None;
    for _ in 0..LONGEST_ROLE {
        let head = text.get(line..start)?.trim_end_matches(' ');
        let word_start = line + head.rfind(' ').map_or(0, |at| at + 1);
        let word = text.get(word_start..line + head.len())?;
        let inner = matches!(word, "of" | "for" | "and");
        let is_part = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-’'.".contains(c));
        let stops = crate::text::segment::is_function_word(word) && !inner && word != "former";
        if !is_part
            || stops
            || (inner && word == "and" && role.is_some())
            || (word.ends_with('.') && word.len() > 3)
        {
            break;
        }
        start = word_start;
        if is_role_noun(word) || role.is_some() {
            role = (!inner).then_some(start).or(role);
        } else if !inner && !word.starts_with(char::is_uppercase) {
            return None;
        }
    }
    role.map(|start| start..stem.len())
}

/// ", chair of the Harbour Workers Union", ", a lawyer for the family" behind a name that ends at `at`;
/// without whose.
fn role_behind(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?.strip_prefix(", ")?;
    let bare = ["the ", "a ", "an ", "his ", "her ", "its ", "their "]
        .iter()
        .find_map(|word| rest.strip_prefix(word));
    let bare = bare.unwrap_or(rest);
    let start = text.len() - bare.len();
    let mut end = start;
    let mut role = None;
    for word in bare.split(' ').take(LONGEST_ROLE) {
        let name = word.trim_end_matches([',', '.', ';', ':']);
        let is_part = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-’'".contains(c));
        if !is_part || crate::text::segment::is_function_word(name) {
            break;
        }
        // "…, director Jon Bakke": the next name’s role.
        if role.is_some() && name.starts_with(char::is_uppercase) {
            return None;
        }
        end += name.len();
        if is_role_noun(name) {
            role = Some(start..end);
        } else if role.is_some() {
            break;
        }
        if name.len() < word.len() {
            break;
        }
        end += 1;
    }
    role
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::Engine;
    use crate::ingest::plain;
    use crate::model::EntityKind;

    /// The roles of the people of a text, and the words proposed as roles.
    #[track_caller]
    fn check(text: &str, people: &[(&str, &str)], words: &[&str]) {
        let found = Engine::default().suggest(&plain(text, "a.txt").unwrap());
        let of_kind = |kind| found.entities.iter().filter(move |entity| entity.kind == kind);
        let roles: Vec<(&str, &str)> =
            of_kind(EntityKind::Person).map(|entity| (&*entity.name, &*entity.role)).collect();
        assert_eq!(roles, people);
        let named: Vec<&str> = of_kind(EntityKind::Role).map(|entity| &*entity.name).collect();
        assert_eq!(named, words);
    }

    #[test]
    fn what_somebody_is_stands_before_or_behind_the_name() {
        check(
            "We saw the harbour master Jon Bakke in Oslo.",
            &[("Jon Bakke", "harbour master")],
            &["harbour master"],
        );
        check(
            "We saw Jon Bakke, the harbour master, in Oslo.",
            &[("Jon Bakke", "harbour master")],
            &["harbour master"],
        );
        check("We saw Jon Bakke, chair of the Harbour Bank.", &[("Jon Bakke", "chair")], &["chair"]);
        check("We saw Jon Bakke, who was late.", &[("Jon Bakke", "")], &[]);
    }

    #[test]
    fn the_role_of_the_next_name_is_not_that_of_this_one() {
        check(
            "According to Jon Bakke, director Ana Lind left Oslo.",
            &[("Jon Bakke", ""), ("Ana Lind", "director")],
            &["director"],
        );
        check(
            "Jon Bakke’s lawyer, Ana Lind, left Oslo.",
            &[("Jon Bakke", ""), ("Ana Lind", "Jon Bakke’s lawyer")],
            &["lawyer"],
        );
    }
}

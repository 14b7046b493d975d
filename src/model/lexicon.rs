//! Names a house knows, whatever the article.

use super::{Entity, EntityKind};

/// A name of the house's lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseName {
    /// The name, as it is written.
    pub name: String,
    /// What it names.
    pub kind: EntityKind,
    /// Other ways to write it.
    pub aliases: Vec<String>,
}

impl HouseName {
    /// The names of an entity; none for one that has no name, such as a date or a sum.
    pub fn of(entity: &Entity) -> Option<Self> {
        let has_name = !matches!(entity.kind, EntityKind::Date | EntityKind::Money | EntityKind::Quantity);
        let name = entity.name.trim();
        (has_name && !name.is_empty()).then(|| Self {
            name: name.to_owned(),
            kind: entity.kind,
            aliases: entity.aliases.clone(),
        })
    }
}

/// Adds `new` to `known`, which stays in order of name; says how many names came or got more aliases.
pub fn grow(known: &mut Vec<HouseName>, new: &[HouseName]) -> usize {
    let mut n_changed = 0;
    for own in new {
        let other = known.iter_mut().find(|other| other.name == own.name && other.kind == own.kind);
        let Some(other) = other else {
            known.push(own.clone());
            n_changed += 1;
            continue;
        };
        let before = other.aliases.len();
        let more = own.aliases.iter().filter(|alias| !other.aliases.contains(alias));
        let more: Vec<String> = more.cloned().collect();
        other.aliases.extend(more);
        n_changed += usize::from(other.aliases.len() > before);
    }
    known.sort_by(|one, other| (&one.name, one.kind).cmp(&(&other.name, other.kind)));
    n_changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_once_and_its_aliases_are_gathered() {
        let name = |name: &str, aliases: &[&str]| HouseName {
            name: name.to_owned(),
            kind: EntityKind::Organisation,
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        };
        let mut known = vec![name("Port Authority", &["PA"])];
        assert_eq!(grow(&mut known, &[name("Port Authority", &["PA"]), name("Courier", &[])]), 1);
        assert_eq!(grow(&mut known, &[name("Port Authority", &["the PA"])]), 1);
        assert_eq!(known, [name("Courier", &[]), name("Port Authority", &["PA", "the PA"])]);
    }
}

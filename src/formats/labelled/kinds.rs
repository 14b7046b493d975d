//! The kinds of mentions that a file tells nothing of but whom else they name.

use std::collections::{BTreeMap, HashSet};

use super::{Label, LinkKind, Mark};

/// Gives the mentions of `unsaid` the kind of the first mention they are said to name the same as.
pub(in crate::formats) fn settle_kinds(
    marks: &mut [Mark],
    relations: &[(usize, usize, String)],
    unsaid: &HashSet<usize>,
) {
    let mut cluster: Vec<usize> = (0..marks.len()).collect();
    for (from, to, _) in relations.iter().filter(|(.., name)| LinkKind::named(name) == Some(LinkKind::Same)) {
        let (one, other) = (root(&mut cluster, *from), root(&mut cluster, *to));
        if let Some(slot) = cluster.get_mut(one.max(other)) {
            *slot = one.min(other);
        }
    }
    let mut kinds = BTreeMap::new();
    for (at, mark) in marks.iter().enumerate().filter(|(at, _)| !unsaid.contains(at)) {
        if let Label::Mention(kind) = mark.label {
            kinds.entry(root(&mut cluster, at)).or_insert(kind);
        }
    }
    for (at, mark) in marks.iter_mut().enumerate().filter(|(at, _)| unsaid.contains(at)) {
        if let Some(kind) = kinds.get(&root(&mut cluster, at)) {
            mark.label = Label::Mention(*kind);
        }
    }
}

/// The first of the cluster that the mark at `at` is in.
pub(super) fn root(cluster: &mut [usize], mut at: usize) -> usize {
    while let Some(next) = cluster.get(at).copied().filter(|next| *next != at) {
        // Each look shortens the way for the next one.
        let after = cluster.get(next).copied().unwrap_or(next);
        if let Some(slot) = cluster.get_mut(at) {
            *slot = after;
        }
        at = next;
    }
    at
}

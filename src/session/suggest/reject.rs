//! Rejecting: kept with the document, known by words and not by place.

use crate::model::{Edit, Rejection};
use crate::session::state::Session;
use crate::session::tag::short;
use crate::text::counted::counted;

use super::proposals::{Proposal, What};

impl Session {
    /// Whether somebody rejected this. Words that stand nowhere else need no like neighbours.
    pub(super) fn is_rejected(&self, own: &Proposal) -> bool {
        let text = self.document.text();
        let hull = own.spans.hull();
        let words = hull.of(text);
        let key = (own.what.kind(), words.to_owned());
        let Some(rejected) = self.suggest.rejected.get(&key) else { return false };
        let here = Rejection::of(own.what.kind(), text, hull.start(), hull.end());
        rejected.iter().any(|other| other.is_same(&here))
            || (text.matches(words).nth(1).is_none() && !rejected.is_empty())
    }

    /// Rejects the selected suggestion and goes on to the next.
    pub(in crate::session) fn reject_suggestion(&mut self) {
        let Some(idx) = self.current_suggestion() else {
            return self.say("Go to a suggestion with Z first.");
        };
        let words = short(self.suggest.proposals.all[idx].spans.hull().of(self.document.text()));
        let as_what = self.proposed_as(idx);
        self.reject(&[idx], format!("Reject “{words}” as {as_what}"), idx);
    }

    /// Rejects every suggested mention of the selected one's entity.
    pub(in crate::session) fn reject_entity(&mut self) {
        let Some(idx) = self.current_suggestion() else {
            return self.say("Go to a suggestion with Z first.");
        };
        let all = self.same_entity(idx);
        let name = self.proposed_name(idx);
        let places = counted(all.len(), "suggestion", "suggestions");
        self.reject(&all, format!("Reject {places} of {}", short(&name)), idx);
    }

    fn reject(&mut self, all: &[usize], what: String, from: usize) {
        let text = self.document.text();
        let mut rejections: Vec<Rejection> = all
            .iter()
            .map(|idx| {
                let own = &self.suggest.proposals.all[*idx];
                let hull = own.spans.hull();
                Rejection::of(own.what.kind(), text, hull.start(), hull.end())
            })
            .collect();
        rejections.sort();
        rejections.dedup();
        let known: Vec<&Rejection> = self.document.rejections().collect();
        let new = rejections.into_iter().filter(|own| known.binary_search(&own).is_err());
        let mut edits: Vec<Edit> = new.map(|own| Edit::Reject(Box::new(own))).collect();
        let edit = if edits.len() == 1 { edits.remove(0) } else { Edit::Batch(edits) };
        if self.perform(what, edit) {
            self.go_on_behind(from);
        }
    }

    /// The open suggestions of the same entity, or this one alone.
    pub(super) fn same_entity(&self, idx: usize) -> Vec<usize> {
        let all = &self.suggest.proposals.all;
        let about = |own: &What| match own {
            What::Mention { entity, .. } => Some((true, *entity)),
            What::Quote { speaker: Some(speaker), .. } => Some((false, *speaker)),
            _ => None,
        };
        let Some(wanted) = all.get(idx).and_then(|own| about(&own.what)) else { return vec![idx] };
        let open = all.iter().enumerate().filter(|(idx, _)| self.suggest.is_open(*idx));
        open.filter(|(_, own)| about(&own.what) == Some(wanted)).map(|(idx, _)| idx).collect()
    }

    /// What it would be, for the name of a step.
    pub(super) fn proposed_as(&self, idx: usize) -> String {
        match &self.suggest.proposals.all[idx].what {
            What::Mention { kind, .. } => kind.label().to_lowercase(),
            What::Quote { kind, .. } => format!("{} quote", kind.label().to_lowercase()),
            What::Claim(_) => "claim".to_owned(),
        }
    }

    /// Whom or what it is about.
    pub(super) fn proposed_name(&self, idx: usize) -> String {
        let proposals = &self.suggest.proposals;
        let own = &proposals.all[idx];
        let named = match own.what {
            What::Mention { entity, .. } | What::Quote { speaker: Some(entity), .. } => {
                proposals.entities.get(entity).map(|entity| entity.name.clone())
            }
            _ => None,
        };
        named.unwrap_or_else(|| own.spans.hull().of(self.document.text()).to_owned())
    }
}

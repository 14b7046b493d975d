//! Which proposals nobody has decided, and which of them are shown: held against the document some
//! at a time, and carried along while the text is written in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{AnnotationKind, Rejection};
use crate::session::filter::Wanted;
use crate::session::recent::Changes;
use crate::session::state::Session;

use super::{Proposal, Suggest};

/// So many proposals are held against the document between two frames.
const AT_ONCE: usize = 4000;

impl Suggest {
    /// Takes what is proposed along to a text that is another in one stretch. What was open or shown
    /// stays so until it is judged anew.
    pub(super) fn carry_to(&mut self, text: &Arc<str>) {
        let before = Arc::unwrap_or_clone(std::mem::take(&mut self.proposals));
        let (open, shown) = (std::mem::take(&mut self.open), std::mem::take(&mut self.shown));
        self.drop_proposals();
        let (carried, kept) = before.carried(text);
        let mut shown = shown.into_iter().peekable();
        for (idx, was) in kept.into_iter().enumerate() {
            while shown.next_if(|own| *own < was).is_some() {}
            self.shown.extend(shown.next_if_eq(&was).map(|_| idx));
            self.open.push(open.get(was).copied().unwrap_or_default());
        }
        self.n_open = self.open.iter().filter(|open| **open).count();
        self.proposals = Arc::new(carried);
    }
}

impl Session {
    /// Goes on with what one frame cannot do; says whether there is more.
    pub fn work_on_suggestions(&mut self) -> bool {
        if self.suggest.n_judged < self.suggest.proposals.all.len() {
            self.judge();
        }
        self.suggest.n_judged < self.suggest.proposals.all.len()
    }

    /// Holds the next proposals against the document.
    pub(super) fn judge(&mut self) {
        let suggest = &self.suggest;
        let n_all = suggest.proposals.all.len();
        if suggest.n_judged == n_all {
            return;
        }
        if suggest.n_judged == 0 {
            let mut rejected: BTreeMap<(AnnotationKind, String), Vec<Rejection>> = BTreeMap::new();
            for own in self.document.rejections() {
                rejected.entry((own.kind, own.words.clone())).or_default().push(own.clone());
            }
            self.suggest.rejected = rejected;
        }
        let mut words = Wanted::new(&self.suggest.filter.text);
        let from = self.suggest.n_judged;
        let until = (from + AT_ONCE).min(n_all);
        let mut now_shown = Vec::new();
        for idx in from..until {
            let own = &self.suggest.proposals.all[idx];
            let open = self.is_undecided(own);
            let shown = open && self.suggest.filter.admits(&mut words, own, &self.suggest.proposals);
            now_shown.extend(shown.then_some(idx));
            let suggest = &mut self.suggest;
            let was_open = std::mem::replace(&mut suggest.open[idx], open);
            suggest.n_open = suggest.n_open + usize::from(open) - usize::from(was_open);
        }
        let suggest = &mut self.suggest;
        let place = |idx: usize| suggest.shown.partition_point(|own| *own < idx);
        suggest.shown.splice(place(from)..place(until), now_shown);
        suggest.n_judged = until;
    }

    /// Holds the proposals against the document where it has changed.
    pub(super) fn judge_again(&mut self, changes: &Changes) {
        let moved = changes.annotations.iter().filter_map(|id| self.document.annotation(*id));
        let mut places: Vec<(usize, usize)> =
            moved.flat_map(|own| own.spans.iter()).map(|span| (span.start(), span.end())).collect();
        places.extend(changes.places.iter().map(|place| (place.start, place.end)));
        if places.is_empty() {
            return;
        }
        let near: BTreeSet<usize> =
            places.into_iter().flat_map(|(start, end)| self.suggest.proposals.near(start, end)).collect();
        let mut words = Wanted::new(&self.suggest.filter.text);
        let n_judged = self.suggest.n_judged;
        for idx in near.into_iter().take_while(|idx| *idx < n_judged) {
            let own = &self.suggest.proposals.all[idx];
            let open = self.is_undecided(own);
            let admits = self.suggest.filter.admits(&mut words, own, &self.suggest.proposals);
            let suggest = &mut self.suggest;
            if std::mem::replace(&mut suggest.open[idx], open) == open {
                continue;
            }
            suggest.n_open = if open { suggest.n_open + 1 } else { suggest.n_open - 1 };
            match suggest.shown.binary_search(&idx) {
                Ok(place) if !open => drop(suggest.shown.remove(place)),
                Err(place) if open && admits => suggest.shown.insert(place, idx),
                _ => {}
            }
        }
    }

    /// Whether the document says nothing of this kind on these words yet, and nobody rejected it.
    fn is_undecided(&self, own: &Proposal) -> bool {
        let kind = own.what.kind();
        let is_said = own.spans.iter().any(|span| {
            let hits = self.document.index().overlapping(span.start(), span.end());
            hits.iter().any(|(_, _, id)| {
                self.document.annotation(*id).is_some_and(|annotation| annotation.kind() == kind)
            })
        });
        !is_said && !self.is_rejected(own)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::session::suggest::Proposals;
    use crate::suggest::Engine;

    #[test]
    fn what_was_open_and_shown_stays_so_where_nobody_writes() {
        let before = "Ana Lind laughed.\n\nJon Bakke left for Oslo.\n\nMary Hill stayed in Paris.";
        let article = crate::ingest::plain(before, "a.txt").unwrap();
        let proposals = Proposals::new(article.text(), Engine::default().suggest(&article));
        let n_all = proposals.all.len();
        // The first is decided, of the others every second is left out by a filter.
        let open: Vec<bool> = (0..n_all).map(|idx| idx > 0).collect();
        let shown = (1..n_all).step_by(2).collect();
        let (n_open, proposals) = (n_all - 1, Arc::new(proposals));
        let mut suggest = Suggest { proposals, open, shown, n_open, n_judged: n_all, ..Suggest::default() };
        let words = |suggest: &Suggest, text: &str, idx: usize| suggest.proposals.all[idx].spans.words(text);
        let told = |suggest: &Suggest, text: &str| -> Vec<(String, bool, bool)> {
            let of = |idx| (words(suggest, text, idx), suggest.open[idx], suggest.shown.contains(&idx));
            (0..suggest.proposals.all.len()).map(of).collect()
        };
        let mut expected = told(&suggest, before);
        expected.retain(|(words, ..)| !"Jon Bakke left for Oslo.".contains(words.as_str()));
        let after: Arc<str> = before.replace("left for", "has left for").into();
        suggest.carry_to(&after);
        assert_eq!(told(&suggest, &after), expected);
        assert_eq!(suggest.n_open, expected.iter().filter(|(_, open, _)| *open).count());
        assert_eq!(suggest.n_judged, 0, "it is judged anew");
    }
}

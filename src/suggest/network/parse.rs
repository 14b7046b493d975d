//! The greedy transition system that reads entities off the tokens' feature sums.

use super::label::Label;
use super::weights::{ACTIONS, FEATURE_SUMS, FEATURES, HIDDEN, HIDDEN_PIECES, Weights};
use super::{Found, Word};

/// Labels in the order of the weights' actions: begin, inside, last and unit for each of them,
/// then a unit without a label, which is never taken, and none.
const N_LABELS: usize = Label::ALL.len();
const UNLABELLED: usize = 4 * N_LABELS;
const OUT: usize = UNLABELLED + 1;

/// Where the parser stands.
struct State {
    next: usize,
    /// First token, label and the least probability so far of the entity being read.
    open: Option<(usize, usize, f32)>,
}

/// The entities among `words`, whose feature sums are given, in order.
pub(super) fn entities(weights: &Weights, words: &[Word<'_>], sums: &[f32]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut state = State { next: 0, open: None };
    while let Some(word) = words.get(state.next) {
        let scores = scores(weights, &state, sums);
        let is_last = state.next + 1 == words.len();
        let is_space = word.text.trim().is_empty();
        let allowed = |action: usize| is_allowed(action, state.open.map(|open| open.1), is_last, is_space);
        let best = (0..ACTIONS).filter(|action| allowed(*action));
        let best = best.max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(OUT);
        let total: f32 = (0..ACTIONS)
            .filter(|action| allowed(*action))
            .map(|action| (scores[action] - scores[best]).exp())
            .sum();
        let share = 1.0 / total.max(1.0);
        let label = best % N_LABELS;
        match (best / N_LABELS, state.open) {
            (0, None) => state.open = Some((state.next, label, share)),
            (1, Some((first, label, least))) => state.open = Some((first, label, least.min(share))),
            (2, Some((first, label, least))) => {
                found.push(Found {
                    first,
                    last: state.next,
                    label: Label::ALL[label],
                    score: least.min(share),
                });
                state.open = None;
            }
            (3, None) => {
                found.push(Found {
                    first: state.next,
                    last: state.next,
                    label: Label::ALL[label],
                    score: share,
                });
            }
            _ => {}
        }
        state.next += 1;
    }
    found
}

fn is_allowed(action: usize, open: Option<usize>, is_last: bool, is_space: bool) -> bool {
    match (action / N_LABELS, open) {
        (0, None) => !is_last && !is_space,
        (1, Some(label)) => !is_last && label == action % N_LABELS,
        (2, Some(label)) => label == action % N_LABELS,
        (3, None) => !is_space,
        _ => action == OUT && open.is_none(),
    }
}

/// What each action scores in this state.
fn scores(weights: &Weights, state: &State, sums: &[f32]) -> [f32; ACTIONS] {
    let first = state.open.map(|open| open.0);
    let before = first.and(state.next.checked_sub(1));
    let mut hidden_sums = [0.0_f32; FEATURE_SUMS];
    hidden_sums.copy_from_slice(&weights.features_bias);
    for (feature, token) in [Some(state.next), first, before].into_iter().enumerate() {
        let row = match token {
            Some(token) => sums.get((token * FEATURES + feature) * FEATURE_SUMS..),
            None => weights.padding.get(feature * FEATURE_SUMS..),
        };
        for (sum, value) in hidden_sums.iter_mut().zip(row.unwrap_or_default()) {
            *sum += value;
        }
    }
    let mut hidden = [0.0_f32; HIDDEN];
    for (largest, pieces) in hidden.iter_mut().zip(hidden_sums.chunks_exact(HIDDEN_PIECES)) {
        *largest = pieces.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    }
    let mut scores = [0.0_f32; ACTIONS];
    scores.copy_from_slice(&weights.actions_bias);
    weights.actions.times(&hidden, &mut scores);
    scores
}

//! Notices that a value is another than in the last frame.

use egui::{Context, Id};

/// Whether `value` differs from the last one given under `key`; the first one counts as seen.
pub fn changed<T: Clone + PartialEq + Send + Sync + 'static>(ctx: &Context, key: &str, value: T) -> bool {
    let id = Id::unique(("seen", key));
    let last = ctx.data(|data| data.get_temp::<T>(id));
    let is_same = last.as_ref() == Some(&value);
    if !is_same {
        ctx.data_mut(|data| data.insert_temp(id, value));
    }
    !is_same && last.is_some()
}

/// The same where the first value counts as a change.
pub fn new_or_changed<T: Clone + PartialEq + Send + Sync + 'static>(
    ctx: &Context,
    key: &str,
    value: T,
) -> bool {
    let id = Id::unique(("seen", key));
    let is_same = ctx.data(|data| data.get_temp::<T>(id)).as_ref() == Some(&value);
    if !is_same {
        ctx.data_mut(|data| data.insert_temp(id, value));
    }
    !is_same
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_value_than_the_last_is_a_change() {
        let ctx = Context::default();
        let changes = [1, 1, 2, 2, 1].map(|value| changed(&ctx, "n", value));
        assert_eq!(changes, [false, false, true, false, true]);
        assert!(new_or_changed(&ctx, "m", 1));
        assert!(!new_or_changed(&ctx, "m", 1));
    }
}

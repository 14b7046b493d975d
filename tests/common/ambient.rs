//! A clock and ids that are the same at every run.

use std::cell::Cell;

use copydesk::session::Ambient;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

thread_local! {
    static COUNTER: Cell<u64> = const { Cell::new(0) };
}

fn tick() -> u64 {
    COUNTER.with(|counter| {
        counter.set(counter.get() + 1);
        counter.get()
    })
}

/// Each look at the clock is a second later; the day is 14 November 2023.
pub(crate) fn ambient() -> Ambient {
    fn now() -> Timestamp {
        Timestamp::from_second(1_700_000_000 + i64::try_from(tick()).unwrap()).unwrap()
    }
    fn today() -> Date {
        Date::new(2023, 11, 14).unwrap()
    }
    fn new_id() -> Uuid {
        Uuid::from_u128(0x018b_cfe5_6800_7000_8000_0000_0000_0000 + u128::from(tick()))
    }
    Ambient { now, today, new_id }
}

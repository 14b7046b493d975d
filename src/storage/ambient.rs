//! What is different at every run: the time, the date and fresh ids. Nothing else reads the clock.

use jiff::{Timestamp, ZonedDateTime, civil::Date};
use uuid::Uuid;

/// The moment it is.
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// The date it is where this computer stands.
pub fn today() -> Date {
    ZonedDateTime::now().date()
}

/// An id nobody had before. Ids made later sort after it (UUID version 7).
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_ids_differ_and_sort_by_the_time_they_were_made() {
        let ids: Vec<_> = (0..100).map(|_| new_id()).collect();
        assert!(ids.is_sorted());
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn today_is_within_a_day_of_now_in_greenwich() {
        let greenwich = now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        assert!(greenwich.duration_since(today()).abs() <= jiff::SignedDuration::from_hours(24));
    }
}

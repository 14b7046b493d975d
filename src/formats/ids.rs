//! Ids for what comes from a file that has none.

use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// Makes ids that follow from the file they are for: reading it twice gives the same ones, so that
/// two people who import it can compare and merge their work. They sort in order of making.
pub(super) struct Ids {
    seed: [u8; 12],
    made: u32,
}

impl Ids {
    /// Ids for what is in `content`, a file in the format called `format`.
    pub(super) fn new(format: &str, content: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(format.as_bytes());
        hash.update([0]);
        hash.update(content);
        let mut seed = [0; 12];
        for (to, from) in seed.iter_mut().zip(hash.finalize()) {
            *to = from;
        }
        Self { seed, made: 0 }
    }

    /// The next id (UUID version 8: 96 bits of the file's SHA-256, then a counter).
    pub(super) fn next(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        let counted = self.seed.iter().copied().chain(self.made.to_be_bytes());
        for (to, from) in bytes.iter_mut().zip(counted) {
            *to = from;
        }
        self.made += 1;
        Builder::from_custom_bytes(bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_from_the_file_and_sort_in_order_of_making() {
        let ids = |content: &[u8]| {
            let mut ids = Ids::new("brat", content);
            [ids.next(), ids.next(), ids.next()]
        };
        assert_eq!(ids(b"a"), ids(b"a"));
        assert!(ids(b"a").is_sorted());
        assert!(ids(b"a")[0] != ids(b"a")[1] && ids(b"a")[0] != ids(b"b")[0]);
    }
}

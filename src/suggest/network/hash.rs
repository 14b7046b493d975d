//! The two hashes by which a word finds its rows in the embedding tables.
//!
//! `MurmurHash64A` and the finaliser of `MurmurHash3` are Austin Appleby's, in the public domain
//! (<https://github.com/aappleby/smhasher>); how a string's id and a table's seed are mixed is
//! thinc's (<https://github.com/explosion/thinc>, MIT).

use std::collections::HashMap;
use std::sync::OnceLock;

/// The id by which a feature of a word is looked up: that of the string, but for a few words
/// which spaCy numbers by itself.
pub(super) fn feature_id(words: &str) -> u64 {
    static SYMBOLS: OnceLock<HashMap<&str, u64>> = OnceLock::new();
    let symbols = SYMBOLS.get_or_init(|| {
        let lines = include_str!("../../../assets/suggest/ner-en/symbols.txt").lines();
        lines
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(word, id)| Some((word, id.parse().ok()?)))
            .collect()
    });
    symbols.get(words).copied().unwrap_or_else(|| string_id(words))
}

/// The 64-bit id of a string: `MurmurHash64A` of its UTF-8 with seed 1.
fn string_id(words: &str) -> u64 {
    const MULTIPLIER: u64 = 0xc6a4_a793_5bd1_e995;
    let bytes = words.as_bytes();
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(MULTIPLIER);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut block = [0; 8];
        block.copy_from_slice(chunk);
        let mut mixed = u64::from_le_bytes(block).wrapping_mul(MULTIPLIER);
        mixed ^= mixed >> 47;
        hash = (hash ^ mixed.wrapping_mul(MULTIPLIER)).wrapping_mul(MULTIPLIER);
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let mut block = [0; 8];
        for (to, from) in block.iter_mut().zip(rest) {
            *to = *from;
        }
        hash = (hash ^ u64::from_le_bytes(block)).wrapping_mul(MULTIPLIER);
    }
    hash ^= hash >> 47;
    hash = hash.wrapping_mul(MULTIPLIER);
    hash ^ (hash >> 47)
}

/// The four keys of an id in the table with this seed; each modulo the table's rows is a row.
pub(super) fn keys(id: u64, seed: u32) -> [u32; 4] {
    let seed = u64::from(seed) ^ 8;
    let mut first = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31);
    first = first.wrapping_mul(0x4cf5_ad43_2745_937f) ^ seed;
    let mut second = seed;
    first = first.wrapping_add(second);
    second = second.wrapping_add(first);
    first = finished(first);
    second = finished(second);
    first = first.wrapping_add(second);
    second = second.wrapping_add(first);
    [low(first), low(first >> 32), low(second), low(second >> 32)]
}

fn finished(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[allow(clippy::cast_possible_truncation, reason = "the low half is what is meant")]
fn low(hash: u64) -> u32 {
    hash as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_have_the_ids_the_weights_were_trained_with() {
        assert_eq!(string_id("the"), 7_425_985_699_627_899_538);
        assert_eq!(string_id("’"), 9_283_054_155_332_335_931);
        assert_eq!(string_id("US"), 15_397_641_858_402_276_818);
    }

    #[test]
    fn an_id_finds_its_rows() {
        let expected = [1_519_880_696, 3_764_588_297, 132_337_396, 3_499_398_798];
        assert_eq!(keys(12_345_678_901_234_567, 8), expected);
    }
}

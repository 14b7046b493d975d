//! Names that differ by one slip of the keys, such as Hoekstra and Hoeksta.

use std::collections::BTreeMap;

/// A word shorter than this many letters is not compared: too many short names are one letter apart.
const SHORTEST: usize = 4;

/// Ends that make another form of the same word: a plural, a nationality.
const FORMS: [&str; 5] = ["s", "n", "i", "e", "’s"];

/// Words seen so far. Each pair one insertion, deletion, substitution or swap of neighbours apart is
/// found when its second word comes in, by what both leave when a letter is taken out (the
/// symmetric-delete method), so that no word is compared with all others.
#[derive(Clone, Debug, Default)]
pub struct NearWords {
    words: Vec<String>,
    places: BTreeMap<String, usize>,
    left: BTreeMap<String, Vec<usize>>,
}

impl NearWords {
    /// Takes a word up; the words already seen that are one slip away from it. Case does not count.
    pub fn add(&mut self, word: &str) -> Vec<String> {
        let word = word.to_lowercase();
        if word.chars().count() < SHORTEST || self.places.contains_key(&word) {
            return Vec::new();
        }
        let mut near: Vec<usize> = Vec::new();
        let keys: Vec<String> = std::iter::once(word.clone()).chain(without_one(&word)).collect();
        for key in &keys {
            near.extend(self.left.get(key).into_iter().flatten().copied());
        }
        near.sort_unstable();
        near.dedup();
        let place = self.words.len();
        self.places.insert(word.clone(), place);
        for key in keys {
            self.left.entry(key).or_default().push(place);
        }
        let found =
            near.iter().filter_map(|other| self.words.get(*other)).filter(|other| is_slip(other, &word));
        let found = found.cloned().collect();
        self.words.push(word);
        found
    }
}

/// The word with each of its letters taken out.
fn without_one(word: &str) -> impl Iterator<Item = String> + '_ {
    word.char_indices().map(|(at, sign)| {
        let mut rest = String::with_capacity(word.len());
        rest.push_str(word.get(..at).unwrap_or_default());
        rest.push_str(word.get(at + sign.len_utf8()..).unwrap_or_default());
        rest
    })
}

/// Whether two different words are one slip apart, and not two forms of one word.
pub fn is_slip(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short == long || long.strip_prefix(short).is_some_and(|end| FORMS.contains(&end)) {
        return false;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (a, b) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    let tail = |skip_a: usize, skip_b: usize| a.get(skip_a..).is_some() && a.get(skip_a..) == b.get(skip_b..);
    let swapped = matches!((a, b), ([a1, a2, ..], [b1, b2, ..]) if a1 == b2 && a2 == b1) && tail(2, 2);
    tail(1, 1) || tail(1, 0) || tail(0, 1) || swapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_letter_more_less_other_or_swapped() {
        for (one, other) in [
            ("hoekstra", "hoeksta"),
            ("valadares", "valaderes"),
            ("quillfeather", "quilfeather"),
            ("weisz", "wiesz"),
            ("brännvik", "brannvik"),
            ("anderson", "andersen"),
        ] {
            assert!(is_slip(one, other) && is_slip(other, one), "{one} {other}");
        }
    }

    #[test]
    fn other_words_and_forms_of_one_word_are_none() {
        for (one, other) in [
            ("hoekstra", "hoekstra"),
            ("russia", "russian"),
            ("iraq", "iraqi"),
            ("docker", "dockers"),
            ("peter", "petra"),
            ("castellví", "harrowgate"),
            ("marine", "marina s"),
        ] {
            assert!(!is_slip(one, other) && !is_slip(other, one), "{one} {other}");
        }
    }

    #[test]
    fn near_words_are_found_as_they_come_in() {
        let mut words = NearWords::default();
        assert!(words.add("Hoekstra").is_empty());
        assert!(words.add("Wang").is_empty());
        assert_eq!(words.add("HOEKSTA"), ["hoekstra"]);
        assert!(words.add("Hoeksta").is_empty(), "the same word again is no news");
        assert!(words.add("Ann").is_empty() && words.add("Ana").is_empty(), "short names are not compared");
    }

    proptest::proptest! {
        #[test]
        fn every_slip_is_found(word in "[a-f]{4,8}", at in 0..8usize, letter in "[a-f]") {
            let mut signs: Vec<char> = word.chars().collect();
            let at = at % signs.len();
            signs[at] = letter.chars().next().unwrap_or('a');
            let other: String = signs.into_iter().collect();
            let mut words = NearWords::default();
            words.add(&word);
            let found = words.add(&other);
            proptest::prop_assert_eq!(found.len(), usize::from(is_slip(&word, &other)));
        }
    }
}

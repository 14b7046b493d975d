//! Texts as numbers: the same word has the same number in both.

use std::collections::HashMap;

/// A word, or a sign that stands alone, with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Index into [`Lexicon::bits`].
    pub(super) word: u32,
}

/// What is known of each distinct word of both texts.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// How much it says that this word stands somewhere, in bits: the rarer, the more.
    pub(super) bits: Vec<i32>,
}

/// A common word says little, but not nothing.
const LEAST_BITS: i32 = 1;
/// One rare word alone is no proof.
const MOST_BITS: i32 = 9;

/// The tokens of both texts.
pub(super) fn tokens(old: &str, new: &str) -> (Vec<Token>, Vec<Token>, Lexicon) {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut counts: Vec<usize> = Vec::new();
    let olds = cut(old, &mut numbers, &mut counts);
    let news = cut(new, &mut numbers, &mut counts);
    let all = olds.len() + news.len();
    let bits = counts.iter().map(|count| {
        let bits = (all / count.max(&1)).max(1).ilog2();
        // Both texts counted together halve the rarity of what stands in both.
        i32::try_from(bits).unwrap_or(MOST_BITS).clamp(LEAST_BITS, MOST_BITS)
    });
    let bits = bits.collect();
    (olds, news, Lexicon { bits })
}

fn cut<'t>(text: &'t str, numbers: &mut HashMap<&'t str, u32>, counts: &mut Vec<usize>) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut add = |start: usize, end: usize| {
        let Some(word) = text.get(start..end) else { return };
        let next = u32::try_from(counts.len()).unwrap_or(u32::MAX);
        let word = *numbers.entry(word).or_insert(next);
        if word == next {
            counts.push(0);
        }
        if let Some(count) = counts.get_mut(word as usize) {
            *count += 1;
        }
        tokens.push(Token { start, end, word });
    };
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let joins = joins_words(c);
        if let Some(start) = open
            && !joins
        {
            add(start, at);
            open = None;
        }
        if joins {
            open = open.or(Some(at));
        } else if !c.is_whitespace() {
            add(at, at + c.len_utf8());
        }
    }
    if let Some(start) = open {
        add(start, text.len());
    }
    tokens
}

/// Whether `c` and its like neighbours make one word. Scripts written without spaces have a
/// token a character.
fn joins_words(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    if matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    {
        return false;
    }
    // Combining marks, joiners and variation selectors belong to the letter before them.
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

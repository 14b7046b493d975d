//! Seeded edits of a text whose words remember where they came from.

use std::ops::Range;

/// Numbers that look random and are the same every time (`SplitMix64`).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap_or(0)
    }

    /// True in this many of a thousand cases.
    pub(crate) fn per_mille(&mut self, n: usize) -> bool {
        self.below(1000) < n
    }
}

/// A word, or what stands between words, one character each.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Which piece of the old text it is or took the place of; none where it was put in.
    pub(crate) origin: Option<usize>,
}

impl Piece {
    pub(crate) fn is_word(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_alphanumeric)
    }
}

pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    let mut in_word = false;
    for c in text.chars() {
        match all.last_mut() {
            Some(last) if in_word && c.is_alphanumeric() => last.text.push(c),
            _ => all.push(Piece { text: c.to_string(), origin: Some(all.len()) }),
        }
        in_word = c.is_alphanumeric();
    }
    all
}

/// Ranges of the sentences: up to and with the sign that ends them and the blank behind it.
pub(crate) fn sentences(pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    for at in 0..pieces.len() {
        let ends = pieces[at].text == "\n"
            || pieces[at].text == " "
                && at > 0
                && matches!(pieces[at - 1].text.as_str(), "." | "!" | "?" | "”");
        if ends {
            if pieces[start..at].iter().filter(|piece| piece.is_word()).count() > 0 {
                all.push(start..at + 1);
            }
            start = at + 1;
        }
    }
    all
}

/// What an editor does to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Words,
    Typos,
    Moves,
    Insertions,
    Rewrites,
    Trims,
    Swaps,
    SameName,
    Mixed,
    Repeats,
}

impl Kind {
    pub(crate) const ALL: [Self; 9] = [
        Self::Words,
        Self::Typos,
        Self::Moves,
        Self::Insertions,
        Self::Rewrites,
        Self::Trims,
        Self::Swaps,
        Self::SameName,
        Self::Mixed,
    ];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Words => "words changed",
            Self::Typos => "typos",
            Self::Moves => "sentences moved",
            Self::Insertions => "paragraphs put in",
            Self::Rewrites => "sentences rewritten",
            Self::Trims => "quotes trimmed",
            Self::Swaps => "names swapped",
            Self::SameName => "one name 30 times",
            Self::Mixed => "all of these",
            Self::Repeats => "repeated sentences",
        }
    }
}

/// Changes about `rate` in a hundred of the words. `others` are sentences of another article.
pub(crate) fn edit(pieces: &mut Vec<Piece>, kind: Kind, rate: usize, others: &[String], dice: &mut Dice) {
    match kind {
        Kind::Words | Kind::SameName => words(pieces, rate * 10, dice),
        Kind::Typos => typos(pieces, rate * 10, dice),
        Kind::Moves => moves(pieces, rate, dice),
        Kind::Insertions => insertions(pieces, rate, others, dice),
        Kind::Rewrites => rewrites(pieces, rate, others, dice),
        Kind::Trims => trims(pieces, rate, dice),
        Kind::Swaps => swaps(pieces, rate, dice),
        Kind::Mixed | Kind::Repeats => {
            swaps(pieces, rate / 4, dice);
            rewrites(pieces, rate.div_ceil(4), others, dice);
            trims(pieces, rate.div_ceil(4), dice);
            moves(pieces, rate.div_ceil(2), dice);
            insertions(pieces, rate.div_ceil(4), others, dice);
            typos(pieces, rate * 10 / 4, dice);
            words(pieces, rate * 10 / 2, dice);
        }
    }
}

/// The text with every third sentence standing a second time somewhere, some of them a third time.
pub(crate) fn with_repeats(text: &str, dice: &mut Dice) -> String {
    let mut all = pieces(text);
    for sentence in sentences(&all.clone()).into_iter().rev() {
        let mut copies = usize::from(dice.below(3) == 0);
        copies += usize::from(copies == 1 && dice.below(3) == 0);
        for _ in 0..copies {
            let copy: Vec<Piece> = pieces(text)[sentence.clone()].to_vec();
            let starts = sentences(&all);
            let at = starts[dice.below(starts.len())].start;
            all.splice(at..at, copy);
        }
    }
    all.into_iter().map(|piece| piece.text).collect()
}

fn words(pieces: &mut Vec<Piece>, per_mille: usize, dice: &mut Dice) {
    let vocabulary: Vec<String> =
        pieces.iter().filter(|piece| piece.is_word()).map(|piece| piece.text.clone()).collect();
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut skip_blank = false;
    for piece in pieces.drain(..) {
        if std::mem::take(&mut skip_blank) && piece.text == " " {
            continue;
        }
        if !piece.is_word() || !dice.per_mille(per_mille) {
            out.push(piece);
            continue;
        }
        let word = vocabulary[dice.below(vocabulary.len())].clone();
        match dice.below(4) {
            0 => skip_blank = true,
            1 => {
                out.push(piece);
                out.push(Piece { text: " ".into(), origin: None });
                out.push(Piece { text: word, origin: None });
            }
            _ => out.push(Piece { text: word, origin: piece.origin }),
        }
    }
    *pieces = out;
}

fn typos(pieces: &mut [Piece], per_mille: usize, dice: &mut Dice) {
    for piece in pieces.iter_mut().filter(|piece| piece.is_word()) {
        if !dice.per_mille(per_mille) {
            continue;
        }
        let mut letters: Vec<char> = piece.text.chars().collect();
        let at = dice.below(letters.len());
        match dice.below(5) {
            0 if letters.len() > 1 => {
                let other = if at == 0 { 1 } else { at - 1 };
                letters.swap(at, other);
            }
            1 if letters.len() > 2 => drop(letters.remove(at)),
            2 => letters.insert(at, letters[at]),
            3 if letters.len() > 4 => letters.insert(letters.len() / 2, ' '),
            _ => letters[at] = char::from(b'a' + u8::try_from(dice.below(26)).unwrap_or(0)),
        }
        piece.text = letters.into_iter().collect();
    }
}

fn moves(pieces: &mut Vec<Piece>, rate: usize, dice: &mut Dice) {
    let wanted = pieces.len() * rate / 100;
    let mut moved = 0;
    for _ in 0..200 {
        if moved >= wanted {
            break;
        }
        let all = sentences(pieces);
        if all.len() < 3 {
            break;
        }
        let from = all[dice.below(all.len())].clone();
        let to = all[dice.below(all.len())].start;
        if from.contains(&to) || pieces[from.end - 1].text != " " || from.len() < 12 {
            continue;
        }
        let taken: Vec<Piece> = pieces.drain(from.clone()).collect();
        moved += taken.len();
        let to = if to > from.start { to - taken.len() } else { to };
        pieces.splice(to..to, taken);
    }
}

fn insertions(pieces: &mut Vec<Piece>, rate: usize, others: &[String], dice: &mut Dice) {
    let wanted = pieces.len() * rate / 100;
    let mut put_in = 0;
    while put_in < wanted && !others.is_empty() {
        let breaks: Vec<usize> =
            (0..pieces.len()).filter(|at| pieces[*at].text == "\n").map(|at| at + 1).collect();
        let at = if breaks.is_empty() { 0 } else { breaks[dice.below(breaks.len())] };
        let mut text = String::new();
        for _ in 0..3 {
            text.push_str(&others[dice.below(others.len())]);
            text.push(' ');
        }
        text.push('\n');
        let new: Vec<Piece> =
            self::pieces(&text).into_iter().map(|piece| Piece { origin: None, ..piece }).collect();
        put_in += new.len();
        pieces.splice(at..at, new);
    }
}

/// Sentences give way to sentences about something else, or are told in other words.
fn rewrites(pieces: &mut Vec<Piece>, rate: usize, others: &[String], dice: &mut Dice) {
    for sentence in sentences(pieces).into_iter().rev() {
        if !dice.per_mille(rate * 10) || others.is_empty() {
            continue;
        }
        if dice.below(2) == 0 {
            let new: Vec<Piece> = self::pieces(&others[dice.below(others.len())])
                .into_iter()
                .map(|piece| Piece { origin: None, ..piece })
                .collect();
            pieces.splice(sentence.start..sentence.end - 1, new);
        } else {
            let mut part: Vec<Piece> = pieces[sentence.clone()].to_vec();
            words(&mut part, 600, dice);
            pieces.splice(sentence, part);
        }
    }
}

fn trims(pieces: &mut Vec<Piece>, rate: usize, dice: &mut Dice) {
    for sentence in sentences(pieces).into_iter().rev() {
        let inner = sentence.start..sentence.end.saturating_sub(2);
        if inner.len() < 16 || !dice.per_mille(rate * 20) {
            continue;
        }
        let part = inner.len() / 4 + dice.below(inner.len() / 2);
        let cut =
            if dice.below(2) == 0 { inner.start..inner.start + part } else { inner.end - part..inner.end };
        pieces.drain(cut);
    }
}

/// Pairs of capitalised words change places, wherever they stand.
fn swaps(pieces: &mut [Piece], rate: usize, dice: &mut Dice) {
    let is_name = |piece: &Piece| {
        piece.text.chars().next().is_some_and(char::is_uppercase) && piece.text.chars().count() > 3
    };
    let mut names: Vec<String> =
        pieces.iter().filter(|piece| is_name(piece)).map(|piece| piece.text.clone()).collect();
    names.sort();
    names.dedup();
    for _ in 0..(names.len() * rate / 200).max(1) {
        if names.len() < 2 || rate == 0 {
            break;
        }
        let one = names.swap_remove(dice.below(names.len()));
        let other = names.swap_remove(dice.below(names.len()));
        for piece in pieces.iter_mut() {
            if piece.text == one {
                piece.text.clone_from(&other);
            } else if piece.text == other {
                piece.text.clone_from(&one);
            }
        }
    }
}

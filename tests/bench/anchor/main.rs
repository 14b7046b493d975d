//! How well spans of a text are found again in an edited one, beside two simple ways.
//!
//! `cargo bench --bench anchor -- PATHS` takes articles (`.txt`, `.html`) or folders of them. Edits
//! are seeded and words remember where they came from, so the right place is known: the words that
//! are left of the span or took their place, and nothing where none are. `SHOW=1` prints each span
//! that was not placed right; each group stands before its row of the table.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "a bench")]
#![allow(clippy::cast_precision_loss, clippy::string_slice, reason = "a bench")]

mod edits;

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

use copydesk::text::Span;
use copydesk::text::anchor::{Comparison, Outcome, Placement};
use edits::{Dice, Kind, Piece, edit, pieces, sentences, with_repeats};

const RATES: [usize; 4] = [1, 5, 20, 50];

/// What became of spans. Three shares: an answer nobody is asked about is right or wrong, and so is
/// one that is asked about when it is right; all else is a question.
#[derive(Clone, Copy, Default)]
struct Score {
    right: usize,
    wrong: usize,
    review: usize,
    /// Of the questions, those that show another place than the right one as what is to be looked at.
    misplaced: usize,
    /// Of the questions, those of words that are still somewhere.
    findable: usize,
    /// Of these, those whose first candidate is exactly the right place, and those where it has part in it.
    first_right: usize,
    first_near: usize,
}

impl Score {
    fn count(&mut self, found: Option<&Range<usize>>, truth: Option<&Range<usize>>, asked: bool) -> bool {
        let is_right = found == truth;
        let is_wrong = !is_right && found.is_some() && !asked;
        self.right += usize::from(is_right);
        self.wrong += usize::from(is_wrong);
        self.review += usize::from(!is_right && !is_wrong);
        self.misplaced += usize::from(!is_right && !is_wrong && found.is_some());
        !is_right && !is_wrong
    }

    fn count_candidate(&mut self, first: Option<&Range<usize>>, truth: &Range<usize>) {
        self.findable += 1;
        self.first_right += usize::from(first == Some(truth));
        let is_near = first.is_some_and(|first| first.start < truth.end && truth.start < first.end);
        self.first_near += usize::from(is_near);
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.review += other.review;
        self.misplaced += other.misplaced;
        self.findable += other.findable;
        self.first_right += other.first_right;
        self.first_near += other.first_near;
    }

    fn n(self) -> usize {
        (self.right + self.wrong + self.review).max(1)
    }

    fn shares(self) -> String {
        let percent = |part: usize| part as f64 * 100.0 / self.n() as f64;
        format!("{:7.2} {:7.3} {:6.2}", percent(self.right), percent(self.wrong), percent(self.review))
    }

    fn questions(self) -> String {
        let share = |part: usize| part as f64 * 100.0 / self.findable.max(1) as f64;
        let misplaced = self.misplaced as f64 * 100.0 / self.n() as f64;
        format!("  {misplaced:7.3} {:6.1} {:6.1}", share(self.first_right), share(self.first_near))
    }
}

fn main() {
    let paths: Vec<PathBuf> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).map(PathBuf::from).collect();
    let (names, texts): (Vec<String>, Vec<String>) = paths.iter().flat_map(|path| texts(path)).unzip();
    if texts.is_empty() {
        println!("Say which articles: cargo bench --bench anchor -- PATHS");
        return;
    }
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    println!(
        "{} articles, {words} words. Percent of spans placed right, placed wrong, sent to review.",
        texts.len()
    );
    println!(
        "Right ones may be asked about too, where words changed. Of those sent to review: how many (percent"
    );
    println!(
        "of spans) show a place that is not the right one, and of those still somewhere, how many percent"
    );
    println!("have the right place, or part of it, as their first candidate.");
    println!(
        "{:24}{:^24}{:^24}{:^24}{:^24}",
        "", "copydesk", "its questions", "position only", "nearest same words"
    );
    let mut worst = 0.0_f64;
    for rate in RATES {
        let mut by_article = vec![[Score::default(); 3]; texts.len()];
        for kind in Kind::ALL {
            let scores = scores(&texts, kind, rate);
            println!("{rate:>3} % {:18}{}", kind.label(), row(sum(&scores)));
            for (article, scores) in by_article.iter_mut().zip(scores) {
                *article = sum(&[*article, scores]);
            }
        }
        for (name, scores) in names.iter().zip(&by_article) {
            println!("{rate:>3} % {name:18.18}{}", row(*scores));
        }
        let all = sum(&by_article);
        println!("{rate:>3} % {:18}{}", "ALL", row(all));
        // Not in the sum: texts as people write them repeat few sentences word for word.
        let repeats = sum(&scores(&texts, Kind::Repeats, rate));
        println!("{rate:>3} % {:18}{}", Kind::Repeats.label(), row(repeats));
        worst = worst.max(all[0].wrong as f64 / all[0].n() as f64);
    }
    println!("worst share of wrong places over all kinds at one rate: {:.3} %", worst * 100.0);
    for (megabytes, n_spans) in [(1, 10_000), (10, 100_000)] {
        speed(&texts, megabytes, n_spans);
    }
}

fn sum(parts: &[[Score; 3]]) -> [Score; 3] {
    let mut all = [Score::default(); 3];
    for part in parts {
        for (sum, score) in all.iter_mut().zip(part) {
            sum.add(*score);
        }
    }
    all
}

fn row(scores: [Score; 3]) -> String {
    let [own, position, nearest] = scores;
    format!("{}{}  {}  {}", own.shares(), own.questions(), position.shares(), nearest.shares())
}

/// The articles in a file or folder, each with its name.
fn texts(path: &Path) -> Vec<(String, String)> {
    if path.is_dir() {
        let mut inside: Vec<PathBuf> =
            fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        inside.sort();
        inside.retain(|path| path.is_dir() || !path.ends_with("source.html") && !path.ends_with("README.md"));
        return inside.iter().flat_map(|path| texts(path)).collect();
    }
    let Ok(text) = fs::read_to_string(path) else { return Vec::new() };
    let text = match path.extension().and_then(|ending| ending.to_str()) {
        Some("txt" | "md") => text.trim().to_owned() + "\n",
        Some("html") => bare(&text),
        _ => return Vec::new(),
    };
    // Of a page among others it is the folder that has a name.
    let named = if path.ends_with("expected.html") { path.parent() } else { path.file_stem().map(Path::new) };
    let name = named.and_then(Path::file_name).unwrap_or_default();
    vec![(name.to_string_lossy().into_owned(), text)]
}

/// The words of a page, a line a block.
fn bare(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((words, tag_on)) = rest.split_once('<') {
        text.push_str(&words.replace(['\n', '\t'], " "));
        let (tag, after) = tag_on.split_once('>').unwrap_or(("", ""));
        if ["p", "/p", "h", "/h", "li", "/li", "div", "/div", "br"].iter().any(|name| tag.starts_with(name)) {
            text.push('\n');
        }
        rest = after;
    }
    for (name, sign) in
        [("&nbsp;", " "), ("&amp;", "&"), ("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">")]
    {
        text = text.replace(name, sign);
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).map(|line| line + "\n").collect()
}

/// For each article how its spans were placed.
fn scores(texts: &[String], kind: Kind, rate: usize) -> Vec<[Score; 3]> {
    let mut by_article = vec![[Score::default(); 3]; texts.len()];
    for (number, (text, all)) in texts.iter().zip(&mut by_article).enumerate() {
        let other = &texts[(number + 1) % texts.len()];
        let other = pieces(other);
        let others: Vec<String> = sentences(&other)
            .iter()
            .map(|range| other[range.clone()].iter().map(|piece| piece.text.as_str()).collect::<String>())
            .map(|sentence| sentence.trim().to_owned())
            .collect();
        for seed in 0..3 {
            let mut dice = Dice((number * 1000 + rate * 10 + seed) as u64 + kind as u64 * 1_000_003);
            let text = match kind {
                Kind::SameName => with_name_30_times(text, &mut dice),
                Kind::Repeats => with_repeats(text, &mut dice),
                _ => text.clone(),
            };
            let old = pieces(&text);
            let mut new = old.clone();
            edit(&mut new, kind, rate, &others, &mut dice);
            let spans = spans(&old, kind, &mut dice);
            one(&text, &old, &new, &spans, all);
        }
    }
    by_article
}

const NAME: &str = "Okonkwo";

fn with_name_30_times(text: &str, dice: &mut Dice) -> String {
    let mut all = pieces(text);
    let words: Vec<usize> = (0..all.len()).filter(|at| all[*at].is_word()).collect();
    for _ in 0..30 {
        let at = words[dice.below(words.len())];
        NAME.clone_into(&mut all[at].text);
    }
    all.into_iter().map(|piece| piece.text).collect()
}

/// Ranges of pieces somebody might have annotated: words, names, parts of sentences.
fn spans(old: &[Piece], kind: Kind, dice: &mut Dice) -> Vec<Range<usize>> {
    let words: Vec<usize> = (0..old.len()).filter(|at| old[*at].is_word()).collect();
    let mut sentence_of = vec![0; old.len()];
    for (number, range) in sentences(old).into_iter().enumerate() {
        sentence_of[range].fill(number + 1);
    }
    let mut all: Vec<Range<usize>> = Vec::new();
    if kind == Kind::SameName {
        all.extend(words.iter().filter(|at| old[**at].text == NAME).map(|at| *at..*at + 1));
    }
    for _ in 0..120 {
        let first = dice.below(words.len());
        let len = match dice.below(10) {
            0..4 => 1,
            4..6 => 2 + dice.below(2),
            _ => 4 + dice.below(17),
        };
        let mut last = (first + len - 1).min(words.len() - 1);
        while sentence_of[words[last]] != sentence_of[words[first]] {
            last -= 1;
        }
        all.push(words[first]..words[last] + 1);
    }
    all
}

fn one(text: &str, old: &[Piece], new: &[Piece], spans: &[Range<usize>], all: &mut [Score; 3]) {
    let new_text: String = new.iter().map(|piece| piece.text.as_str()).collect();
    let starts = |pieces: &[Piece]| -> Vec<usize> {
        let ends = pieces.iter().scan(0, |at, piece| {
            *at += piece.text.len();
            Some(*at)
        });
        std::iter::once(0).chain(ends).collect()
    };
    let (old_at, new_at) = (starts(old), starts(new));
    let mut places: HashMap<usize, usize> = HashMap::new();
    for (at, piece) in new.iter().enumerate() {
        if let Some(origin) = piece.origin {
            places.insert(origin, at);
        }
    }
    let comparison = Comparison::new(text, &new_text);
    for span in spans {
        let left = (span.start..span.end).filter(|at| old[*at].is_word()).filter_map(|at| places.get(&at));
        let (first, last) = (left.clone().min(), left.max());
        let truth = first.zip(last).map(|(first, last)| new_at[*first]..new_at[*last + 1]);
        let bytes = old_at[span.start]..old_at[span.end];
        let whole = Span::new(text, bytes.start, bytes.end).unwrap();
        let placed = comparison.place(whole);
        let found = placed.span.map(|span| span.start()..span.end());
        let is_question = all[0].count(found.as_ref(), truth.as_ref(), placed.outcome == Outcome::Changed);
        if let Some(truth) = truth.as_ref().filter(|_| is_question) {
            let first =
                comparison.candidates(whole, 1).first().map(|first| first.span.start()..first.span.end());
            all[0].count_candidate(first.as_ref(), truth);
        }
        if is_question || found != truth {
            shown(text, &new_text, &bytes, &placed, truth.as_ref());
        }
        let same_place = new_text.get(bytes.clone()).map(|_| bytes.clone());
        all[1].count(same_place.as_ref(), truth.as_ref(), false);
        let words = &text[bytes.clone()];
        let nearest = new_text.match_indices(words).min_by_key(|(at, _)| at.abs_diff(bytes.start));
        let nearest = nearest.map(|(at, words)| at..at + words.len());
        all[2].count(nearest.as_ref(), truth.as_ref(), false);
    }
}

/// With the variable `SHOW` set, prints what was not placed right, with what is around it.
fn shown(old: &str, new: &str, span: &Range<usize>, placed: &Placement, truth: Option<&Range<usize>>) {
    if std::env::var_os("SHOW").is_none() {
        return;
    }
    let around = |text: &str, range: &Range<usize>| {
        let from = text.floor_char_boundary(range.start.saturating_sub(60));
        let to = text.ceil_char_boundary((range.end + 60).min(text.len()));
        let marked =
            format!("{}[{}]{}", &text[from..range.start], &text[range.clone()], &text[range.end..to]);
        marked.replace('\n', "⏎")
    };
    println!("--- {} {}", placed.outcome.word(), placed.score);
    println!("  was    {}", around(old, span));
    let found = placed.span.map(|span| span.start()..span.end());
    for (label, place) in [("found", found.as_ref()), ("truth", truth)] {
        println!("  {label}  {}", place.map_or_else(|| "nowhere".into(), |place| around(new, place)));
    }
}

fn speed(texts: &[String], megabytes: usize, n_spans: usize) {
    let mut text = String::new();
    for round in 0.. {
        for (number, article) in texts.iter().enumerate() {
            text.extend([format!("Edition {round}, article {number}\n")]);
            text.push_str(article);
        }
        if text.len() >= megabytes << 20 {
            break;
        }
    }
    for (label, text) in [
        ("articles", text.clone()),
        ("one article again and again", texts[0].repeat((megabytes << 20) / texts[0].len() + 1)),
    ] {
        let old = pieces(&text);
        for rate in [5, 20] {
            let mut new = old.clone();
            let mut dice = Dice(7);
            edit(&mut new, Kind::Words, rate, &[], &mut dice);
            let new: String = new.iter().map(|piece| piece.text.as_str()).collect();
            let ends: Vec<usize> = text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at).collect();
            let mut spans = Vec::with_capacity(n_spans);
            while spans.len() < n_spans {
                let at = dice.below(ends.len() - 9);
                spans.extend(Span::new(&text, ends[at] + 1, ends[at + 1 + dice.below(8)]));
            }
            let (wall, cpu) = (Instant::now(), cpu_time());
            let comparison = Comparison::new(&text, &new);
            let compared = cpu_time() - cpu;
            let found = spans.iter().filter(|span| comparison.place(**span).span.is_some()).count();
            println!(
                "{megabytes} MB ({label}), {n_spans} spans, {rate} % of words changed: {:.0} ms CPU ({compared:.0} comparing), {} ms wall, {:.1} % placed",
                cpu_time() - cpu,
                wall.elapsed().as_millis(),
                found as f64 * 100.0 / n_spans as f64
            );
        }
    }
}

/// CPU time of this thread in milliseconds; wall time where the system does not tell.
fn cpu_time() -> f64 {
    let spent = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = spent.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    spent.map_or_else(
        || copydesk::storage::now().as_microsecond() as f64 / 1e3,
        |nanoseconds| nanoseconds / 1e6,
    )
}

//! Words that tell a source from what was said: helpers, openers, kinds of verbs.

use crate::text::segment;

/// Words with the place where each starts.
pub(super) trait WordStarts {
    fn split_word_starts(&self) -> impl Iterator<Item = (usize, &str)>;
}

impl WordStarts for str {
    fn split_word_starts(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.split(char::is_whitespace).filter_map(move |word| {
            let start = at;
            at += word.len();
            at += self.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            (!word.is_empty()).then_some((start, word))
        })
    }
}

/// What may open a clause before its subject.
pub(super) const OPENERS: &[&str] = &[
    "and ",
    "but ",
    "as ",
    "while ",
    "when ",
    "because ",
    "that ",
    "so ",
    "then ",
    "though ",
    "although ",
    "if ",
    "what ",
    " but ",
    " while ",
    " because ",
    " as ",
    " after ",
    " when ",
    " and that ",
    " that ",
    " what ",
    " and then ",
];

pub(super) fn segment_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "Mr." | "Mrs." | "Ms." | "Dr." | "Sen." | "Gov." | "Rep." | "Gen." | "St." | "Jr." | "Col." | "Lt."
    )
}

/// Whether there may be a name or a noun in `words`: more than one word that only ties others.
pub(super) fn is_phrase(words: &str) -> bool {
    let mut all = words.split_whitespace();
    let first = all.next().unwrap_or_default();
    let is_pronoun = [
        "he", "she", "they", "it", "we", "i", "who", "which", "you", "this", "many", "some", "others",
        "several", "most", "both",
    ]
    .contains(&first.to_lowercase().as_str());
    !first.is_empty()
        && (all.next().is_some() || is_pronoun || !segment::is_function_word(first))
        && first != "well"
}

/// Whether `words` end in a word that begins a clause about the noun before it: "anybody who".
pub(super) fn ends_relative(words: &str) -> bool {
    matches!(words.rsplit(char::is_whitespace).next(), Some("who" | "which" | "that" | "whom" | "what"))
}

/// Whether `words` are a verb's, so that the subject stands farther ahead: "was hurt and", "is being".
pub(super) fn goes_on_from_a_verb(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let is_verb = first.len() > 4 && first.ends_with("ed") && first.starts_with(char::is_lowercase);
    words.ends_with(" and")
        || words.ends_with(" but")
        || words.ends_with(" or")
        || is_verb
        || matches!(first, "is" | "was" | "were" | "are" | "has" | "had")
}

/// Whether `word` stands for somebody who speaks.
pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it" | "we" | "I")
}

/// Whether what stands between a quotation and a verb begins another clause.
pub(super) fn goes_on(gap: &str) -> bool {
    let first = gap.trim_start_matches([' ', ',']).split_whitespace().next().unwrap_or_default();
    matches!(
        first,
        "and"
            | "but"
            | "while"
            | "because"
            | "which"
            | "who"
            | "as"
            | "that"
            | "though"
            | "although"
            | "in"
            | "when"
    )
}

/// Whether a sentence ends in `gap`: at a full stop that is no abbreviation's.
pub(super) fn ends_sentence(gap: &str) -> bool {
    gap.split_whitespace().any(|word| {
        let stem = word.strip_suffix('.').unwrap_or("");
        stem.chars().count() > 3 && !stem.contains('.') && !matches!(stem, "Prof" | "Sens" | "Reps" | "Atty")
    })
}

/// Words that stand between a subject and its verb.
pub(super) fn is_helper(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "have"
            | "had"
            | "also"
            | "later"
            | "then"
            | "once"
            | "again"
            | "already"
            | "is"
            | "was"
            | "were"
            | "are"
            | "been"
            | "would"
            | "will"
            | "did"
            | "does"
            | "do"
            | "not"
            | "never"
            | "further"
            | "even"
            | "instead"
            | "went"
            | "on"
            | "first"
            | "often"
            | "still"
            | "just"
            | "always"
            | "to"
            | "reportedly"
            | "recently"
    ) || (word.len() > 4 && word.ends_with("ly") && word.starts_with(char::is_lowercase))
}

pub(super) fn is_adverbs(words: &str) -> bool {
    words.split_whitespace().all(|word| is_helper(word.trim_matches([',', '-', '—'])) || word == ",")
}

pub(super) fn is_passive(words: &str) -> bool {
    words.split_whitespace().any(|word| matches!(word, "is" | "was" | "were" | "are" | "been" | "be"))
}

/// Words that a noun phrase of a source does not go past.
pub(super) fn ends_phrase(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "after"
            | "before"
            | "during"
            | "to"
            | "when"
            | "while"
            | "as"
            | "that"
            | "who"
            | "which"
            | "with"
            | "by"
            | "about"
            | "last"
            | "this"
            | "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "adding"
            | "is"
            | "was"
            | "has"
            | "had"
            | "have"
            | "are"
            | "were"
            | "via"
            | "earlier"
            | "yesterday"
            | "today"
            | "following"
            | "referring"
            | "because"
            | "but"
            | "through"
            | "without"
    )
}

pub(super) fn is_title_like(quoted: &str) -> bool {
    let bare = quoted.trim_matches(|c: char| !c.is_alphanumeric());
    let n = bare.split_whitespace().count();
    n > 0
        && n < 10
        && bare.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() * 4 >= n * 3
        && n > 1
}

/// Whether a source is a study or papers, which show things.
pub(super) fn is_survey(words: &str) -> bool {
    const SURVEYS: [&str; 14] = [
        "poll",
        "polls",
        "survey",
        "surveys",
        "study",
        "data",
        "report",
        "results",
        "figures",
        "records",
        "emails",
        "documents",
        "analysis",
        "research",
    ];
    words.split_whitespace().any(|word| SURVEYS.contains(&word.to_lowercase().as_str()))
}

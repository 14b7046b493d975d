//! Corpora of a word and its tag a line: CoNLL, IOB and IOB2.

use std::path::Path;

use anyhow::bail;

/// An article of a corpus: its text, and its names as bytes, PER, ORG or LOC.
pub(super) struct Tagged {
    pub(super) text: String,
    pub(super) names: Vec<(usize, usize, String)>,
}

/// A sentence being read.
#[derive(Default)]
struct Sentence {
    words: Vec<(String, String)>,
    /// The text as it was before it was cut into words.
    text: Option<String>,
}

/// The articles of a corpus. Columns stand apart by tabs or spaces: the word first and its tag last,
/// or number, word and tag (`UNER`). An article ends at `-DOCSTART-` or `# newdoc`; in a corpus
/// without either each sentence is one. A sentence without a `# text` is put together again from
/// its words, as English sets its marks.
///
/// # Errors
/// On a line that is no word and tag, with its number.
pub(super) fn articles(path: &Path, text: &str) -> anyhow::Result<Vec<Tagged>> {
    let has_articles =
        text.lines().any(|line| line.starts_with("-DOCSTART-") || line.starts_with("# newdoc"));
    let mut articles: Vec<Tagged> = Vec::new();
    let mut sentence = Sentence::default();
    let mut begins = true;
    for (number, line) in text.lines().chain([""]).enumerate() {
        let line = line.trim_end();
        let is_boundary = line.starts_with("-DOCSTART-") || line.starts_with("# newdoc");
        if line.is_empty() || is_boundary {
            if !sentence.words.is_empty() {
                if begins || !has_articles {
                    articles.push(Tagged { text: String::new(), names: Vec::new() });
                    begins = false;
                }
                if let Some(article) = articles.last_mut() {
                    article.add(&sentence);
                }
            }
            sentence = Sentence::default();
            begins |= is_boundary;
        } else if let Some(words) = line.strip_prefix("# text = ") {
            sentence.text = Some(words.to_owned());
        } else if !line.starts_with("# ") {
            let Some((word, tag)) = word_and_tag(line) else {
                bail!("{}, line {}: there is no word with its tag", path.display(), number + 1);
            };
            sentence.words.push((word.to_owned(), tag.to_owned()));
        }
    }
    Ok(articles)
}

fn word_and_tag(line: &str) -> Option<(&str, &str)> {
    let columns: Vec<&str> =
        if line.contains('\t') { line.split('\t').collect() } else { line.split(' ').collect() };
    match columns.as_slice() {
        [number, word, tag, _, ..] if number.chars().all(|c| c.is_ascii_digit()) => Some((word, tag)),
        [word, .., tag] => Some((word, tag)),
        _ => None,
    }
}

/// The kind of a tag in the words of the measurement. What a corpus calls otherwise (MISC, product,
/// creative-work) is left out on both sides.
fn kind_of(tag: &str) -> Option<&'static str> {
    match tag.split_once('-')?.1 {
        "PER" | "person" => Some("PER"),
        "ORG" | "corporation" | "group" => Some("ORG"),
        "LOC" | "GPE" | "location" => Some("LOC"),
        _ => None,
    }
}

impl Tagged {
    fn add(&mut self, sentence: &Sentence) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let base = self.text.len();
        let given = sentence.text.as_deref();
        if let Some(given) = given {
            self.text.push_str(given);
        }
        let mut open: Option<(usize, usize, &str)> = None;
        let mut at = 0;
        let mut last = "";
        let mut quoting = false;
        for (word, tag) in &sentence.words {
            let start = if let Some(given) = given {
                let found = given.get(at..).and_then(|rest| rest.find(word.as_str()));
                base + found.map_or(at, |offset| at + offset)
            } else {
                let closes = word == "\"" && quoting;
                if !last.is_empty() && !is_tied(last, word, quoting) && !closes {
                    self.text.push(' ');
                }
                self.text.push_str(word);
                self.text.len() - word.len()
            };
            if word == "\"" {
                quoting = !quoting;
            }
            let end = (start + word.len()).min(base + given.map_or(usize::MAX - base, str::len));
            at = end - base;
            last = word;
            let kind = kind_of(tag);
            let goes_on = open.is_some_and(|(_, _, own)| Some(own) == kind) && !tag.starts_with("B-");
            if goes_on {
                open = open.map(|(start, _, own)| (start, end, own));
            } else {
                self.close(open.take());
                open = kind.map(|kind| (start, end, kind));
            }
        }
        self.close(open);
    }

    fn close(&mut self, open: Option<(usize, usize, &str)>) {
        self.names.extend(
            open.filter(|(start, end, _)| start < end)
                .map(|(start, end, kind)| (start, end, kind.to_owned())),
        );
    }
}

/// Whether no space stands between two words.
fn is_tied(before: &str, word: &str, quoting: bool) -> bool {
    let hugs_left = matches!(word, "." | "," | ";" | ":" | "?" | "!" | ")" | "]" | "%" | "''" | "”" | "n't")
        || (word.starts_with(['\'', '’']) && word.chars().count() > 1);
    hugs_left || matches!(before, "(" | "[" | "$" | "``" | "“") || (before == "\"" && quoting)
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(corpus: &str, expected: &[(&str, &[&str])]) {
        let found = articles(Path::new("corpus"), corpus).unwrap();
        let named = |article: &Tagged| -> Vec<String> {
            article
                .names
                .iter()
                .map(|(start, end, kind)| format!("{kind} {}", &article.text[*start..*end]))
                .collect()
        };
        let found: Vec<(&str, Vec<String>)> =
            found.iter().map(|article| (article.text.as_str(), named(article))).collect();
        let expected: Vec<(&str, Vec<String>)> = expected
            .iter()
            .map(|(text, names)| (*text, names.iter().map(|name| (*name).to_owned()).collect()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn tags_without_a_beginning_go_on_while_they_are_the_same() {
        check(
            "Jon I-PER\nBakke I-PER\nleft O\nOslo I-LOC\n. O\n\nFine O\n-DOCSTART- O\n\nWell O\n",
            &[("Jon Bakke left Oslo.\nFine", &["PER Jon Bakke", "LOC Oslo"]), ("Well", &[])],
        );
    }

    #[test]
    fn a_beginning_parts_two_names_and_each_post_is_an_article() {
        check(
            "Oslo\tB-location\nBergen\tB-location\n\nthe\tO\nHarbour\tB-corporation\nInc\tI-corporation\nPad\tB-product\n",
            &[("Oslo Bergen", &["LOC Oslo", "LOC Bergen"]), ("the Harbour Inc Pad", &["ORG Harbour Inc"])],
        );
    }

    #[test]
    fn numbered_words_are_found_in_the_text_they_were_cut_from() {
        check(
            "# newdoc id = a\n# text = Bakke's \"pier\"\n1\tBakke\tB-PER\t-\t-\n2\t's\tO\t-\t-\n3\t\"\tO\t-\t-\n4\tpier\tO\t-\t-\n",
            &[("Bakke's \"pier\"", &["PER Bakke"])],
        );
    }

    #[test]
    fn a_word_without_a_tag_is_told_with_its_line() {
        let error = articles(Path::new("corpus"), "Oslo I-LOC\nBergen\n").err().unwrap();
        assert!(error.to_string().contains("line 2"), "{error}");
    }
}

//! A line that cites a source in words.

use super::Cited;
use super::written_date::{find, year_in};

/// The name of a publisher has at most so many words.
const NAME_WORDS: usize = 6;

/// What a line without an address says.
pub(super) fn read(line: &str) -> Cited {
    let line = line.trim();
    let found =
        by_year(line).or_else(|| by_quotation(line)).or_else(|| by_date(line)).or_else(|| by_bar(line));
    found.unwrap_or_else(|| Cited { title: line.to_owned(), ..Cited::default() })
}

/// A line without "Accessed 7 March 2025", "Available at:", "DOI:" and stops left over.
pub(super) fn without_labels(line: &str) -> String {
    let mut line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    for label in ["Accessed", "Retrieved", "Available at", "Available from", "Last accessed", "accessed"] {
        if let Some(at) = line.rfind(label) {
            let tail = line.get(at..).unwrap_or_default();
            let is_tail = tail.split_whitespace().count() <= 6;
            if is_tail {
                line.truncate(at);
            }
        }
    }
    let trimmed = line.trim().trim_end_matches("doi:").trim_end_matches("DOI:").trim_end_matches("URL:");
    trimmed.trim_matches([' ', ',', ';', '(', ')', '[', ']', '<', '>', '.']).to_owned()
}

/// "Author (Year). Title. Publisher."
fn by_year(line: &str) -> Option<Cited> {
    let open = line.find('(')?;
    let (inside, after) = line.get(open + 1..)?.split_once(')')?;
    let year = inside.split([',', ' ']).find_map(year_in)?;
    let author = line.get(..open)?.trim().trim_end_matches(',').to_owned();
    let rest = after.trim_start_matches(['.', ',', ':', ' ']);
    if author.is_empty() || rest.is_empty() {
        return None;
    }
    let (title, behind) = rest.split_once(". ").unwrap_or((rest, ""));
    let publisher = behind.split(". ").next().unwrap_or_default();
    let day = find(&inside.replace(',', " ")).map(|(date, _)| date);
    Some(Cited {
        title: unquoted(title),
        publisher: bare(publisher),
        author,
        published: day.unwrap_or_else(|| year.to_owned()),
        ..Cited::default()
    })
}

/// "Author, “Title,” Publisher, March 5, 2025"
fn by_quotation(line: &str) -> Option<Cited> {
    let (open, close) = [('“', '”'), ('"', '"'), ('‘', '’'), ('«', '»')]
        .into_iter()
        .find(|(open, _)| line.contains(*open))?;
    let (before, rest) = line.split_once(open)?;
    let (title, after) = rest.rsplit_once(close)?;
    let title = bare(title);
    if title.is_empty() {
        return None;
    }
    let (published, after) = match find(after) {
        Some((date, place)) => {
            let (head, tail) = (after.get(..place.start)?, after.get(place.end..)?);
            (date, format!("{head}{tail}"))
        }
        None => (String::new(), after.to_owned()),
    };
    let author = bare(before);
    let author = author.strip_prefix("By ").or(author.strip_prefix("by ")).unwrap_or(&author).to_owned();
    Some(Cited { title, publisher: bare(&after), author, published, ..Cited::default() })
}

/// "Publisher, 26 October 2022", "Title, Publisher, 26 October 2022", "Publisher, 26 October 2022: Title"
fn by_date(line: &str) -> Option<Cited> {
    let (published, place) = find(line)?;
    let (before, after) = (line.get(..place.start)?.trim_end(), line.get(place.end..)?.trim_start());
    let stands_apart = before.ends_with([',', ';', '.', '|', '(', '–', '—'])
        && (after.is_empty() || after.starts_with([',', ';', ':', '.', ')']));
    let [before, after] =
        [before, after].map(|part| part.trim_matches([' ', ',', ';', '.', ':', '|', '(', ')', '–', '—']));
    if !stands_apart || before.is_empty() {
        return None;
    }
    let (before, after) = (before.to_owned(), after.to_owned());
    let cited = match (by_bar(&before), before.rsplit_once(", ")) {
        (Some(cited), _) => cited,
        (None, _) if !after.is_empty() => Cited { title: after, publisher: before, ..Cited::default() },
        (None, Some((title, publisher))) => {
            Cited { title: bare(title), publisher: bare(publisher), ..Cited::default() }
        }
        (None, None) if before.split_whitespace().count() <= NAME_WORDS => {
            Cited { publisher: before, ..Cited::default() }
        }
        (None, None) => Cited { title: before, ..Cited::default() },
    };
    Some(Cited { published, ..cited })
}

/// "Title | Publisher", as a browser's tab has it.
fn by_bar(line: &str) -> Option<Cited> {
    let (title, publisher) =
        [" | ", " — ", " – ", " - "].into_iter().find_map(|bar| line.rsplit_once(bar))?;
    let short = publisher.split_whitespace().count() <= NAME_WORDS;
    short.then(|| Cited { title: bare(title), publisher: bare(publisher), ..Cited::default() })
}

/// Without the signs that divide the parts of a line.
fn bare(words: &str) -> String {
    words.trim_matches([' ', ',', ';', '.', ':']).to_owned()
}

fn unquoted(words: &str) -> String {
    bare(bare(words).trim_matches(['“', '”', '"']))
}

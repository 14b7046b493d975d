//! What an address alone tells: who publishes there, and what its path may say.

use super::written_date::month_named;

/// Publishers by host; a host below one of these is the same publisher.
const PUBLISHERS: [(&str, &str); 46] = [
    ("aljazeera.com", "Al Jazeera"),
    ("apnews.com", "Associated Press"),
    ("arxiv.org", "arXiv"),
    ("bbc.co.uk", "BBC"),
    ("bbc.com", "BBC"),
    ("bloomberg.com", "Bloomberg"),
    ("cbsnews.com", "CBS News"),
    ("cdc.gov", "Centers for Disease Control and Prevention"),
    ("cnn.com", "CNN"),
    ("dw.com", "Deutsche Welle"),
    ("economist.com", "The Economist"),
    ("elpais.com", "El País"),
    ("europa.eu", "European Union"),
    ("faz.net", "Frankfurter Allgemeine Zeitung"),
    ("france24.com", "France 24"),
    ("ft.com", "Financial Times"),
    ("gov.uk", "UK Government"),
    ("imf.org", "International Monetary Fund"),
    ("latimes.com", "Los Angeles Times"),
    ("lemonde.fr", "Le Monde"),
    ("nasa.gov", "NASA"),
    ("nature.com", "Nature"),
    ("nbcnews.com", "NBC News"),
    ("nos.nl", "NOS"),
    ("npr.org", "NPR"),
    ("nrc.nl", "NRC"),
    ("nytimes.com", "The New York Times"),
    ("oecd.org", "OECD"),
    ("ons.gov.uk", "Office for National Statistics"),
    ("politico.com", "Politico"),
    ("propublica.org", "ProPublica"),
    ("reuters.com", "Reuters"),
    ("science.org", "Science"),
    ("sky.com", "Sky News"),
    ("spiegel.de", "Der Spiegel"),
    ("sueddeutsche.de", "Süddeutsche Zeitung"),
    ("theatlantic.com", "The Atlantic"),
    ("theguardian.com", "The Guardian"),
    ("thetimes.com", "The Times"),
    ("un.org", "United Nations"),
    ("washingtonpost.com", "The Washington Post"),
    ("who.int", "World Health Organization"),
    ("wikipedia.org", "Wikipedia"),
    ("worldbank.org", "World Bank"),
    ("wsj.com", "The Wall Street Journal"),
    ("zeit.de", "Die Zeit"),
];

/// The host of an address, in small letters, without a port or a name before an @.
pub(super) fn host_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default().to_lowercase()
}

/// Who publishes at an address: a name where the host is well known, else the host.
pub fn publisher_of(address: &str) -> String {
    let host = host_of(address);
    let below = |known: &str| host == known || host.ends_with(&format!(".{known}"));
    // The most exact host comes first: ons.gov.uk lies below gov.uk.
    let known = PUBLISHERS.iter().filter(|(known, _)| below(known)).max_by_key(|(known, _)| known.len());
    match known {
        Some((_, name)) => (*name).to_owned(),
        None => host.strip_prefix("www.").unwrap_or(&host).to_owned(),
    }
}

/// A title made of the words of a path: those of its last part that has at least two.
pub(super) fn title_in(path: &str) -> String {
    let parts: Vec<String> = path.split('/').map(unescaped).collect();
    parts.iter().rev().find_map(|part| title_of(part)).unwrap_or_default()
}

fn title_of(part: &str) -> Option<String> {
    let stem = match part.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 5 && ending.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            stem
        }
        _ => part,
    };
    let mut words: Vec<&str> =
        stem.split(['-', '_', '+', ' ']).filter(|word| !word.trim().is_empty()).collect();
    let is_date = |words: &[&str]| {
        let [.., year, month, day] = words else { return false };
        year.len() == 4
            && month.len() == 2
            && day.len() == 2
            && [year, month, day].iter().all(|w| is_number(w))
    };
    if is_date(&words) {
        words.truncate(words.len() - 3);
    }
    while words.last().is_some_and(|word| is_id(word)) {
        words.pop();
    }
    while words.first().is_some_and(|word| is_id(word)) {
        words.remove(0);
    }
    let n_real = words.iter().filter(|word| word.chars().any(char::is_alphabetic)).count();
    if n_real < 2 {
        return None;
    }
    let title = words.join(" ");
    let mut signs = title.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect())
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number of a page rather than a word: five digits or more, or letters and digits mixed.
fn is_id(word: &str) -> bool {
    let n_digits = word.bytes().filter(u8::is_ascii_digit).count();
    (is_number(word) && word.len() >= 5) || (word.len() >= 7 && n_digits >= 3)
}

/// The day in a path: /2024/03/29/, /2024/mar/29/, 2024-03-29 or 20240329, as year-month-day.
pub(super) fn date_in(path: &str) -> String {
    let tokens: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let in_three = tokens.windows(3).find_map(|three| match three {
        [year, month, day] => whole_date(year, month, day),
        _ => None,
    });
    let in_one = || {
        tokens
            .iter()
            .filter(|token| token.len() == 8 && is_number(token))
            .find_map(|token| whole_date(token.get(..4)?, token.get(4..6)?, token.get(6..)?))
    };
    in_three.or_else(in_one).unwrap_or_default()
}

fn whole_date(year: &str, month: &str, day: &str) -> Option<String> {
    let year = year.parse::<u16>().ok().filter(|year| (1700..=2199).contains(year))?;
    let month = month.parse::<u8>().ok().or_else(|| month_named(month))?;
    let day: u8 = day.parse().ok()?;
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The part of a path with its %-signs undone; as it is where they make no text.
fn unescaped(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digits = (byte == b'%').then(|| Some((hex(ahead.next()?)?, hex(ahead.next()?)?))).flatten();
        match digits {
            Some((high, low)) => {
                bytes.push(high * 16 + low);
                rest = ahead;
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_not_text| part.to_owned())
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

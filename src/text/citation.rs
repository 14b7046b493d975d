//! What a pasted address or citation line says of a source, without asking any network.

mod host;
mod line;
mod written_date;

pub use host::publisher_of;

/// What could be read. A field that says nothing is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cited {
    /// What the source is called.
    pub title: String,
    /// Whether the title was made from the words of the address.
    pub title_is_guess: bool,
    /// Where it is.
    pub url: String,
    /// Who published it.
    pub publisher: String,
    /// Who wrote it.
    pub author: String,
    /// When: year-month-day where all of it is known, else as far as it is.
    pub published: String,
    /// Address of a kept copy.
    pub archived: String,
}

impl Cited {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Reads an address, a DOI, an archived copy's address, or a line that cites a source.
pub fn read(pasted: &str) -> Cited {
    let line = pasted.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((start, end)) = place_of_address(&line) else { return line::read(&line) };
    let address = line.get(start..end).unwrap_or_default();
    let mut cited = of_address(address);
    let before = line.get(..start).unwrap_or_default();
    let after = line.get(end..).unwrap_or_default();
    let around = line::without_labels(&format!("{before} {after}"));
    if !around.is_empty() {
        let told = line::read(&around);
        if !told.title.is_empty() {
            (cited.title, cited.title_is_guess) = (told.title, false);
        }
        for (own, told) in [
            (&mut cited.publisher, told.publisher),
            (&mut cited.author, told.author),
            (&mut cited.published, told.published),
        ] {
            if !told.is_empty() {
                *own = told;
            }
        }
    }
    cited
}

/// Where the first address or DOI stands.
fn place_of_address(line: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for word in line.split(' ') {
        let start = at;
        at += word.len() + 1;
        let lead = word.len() - word.trim_start_matches(['(', '<', '[', '“', '"']).len();
        let bare = word.get(lead..).unwrap_or_default();
        let end = bare.trim_end_matches(['>', ']', '”', '"', ',', ';', '.']);
        let unpaired = end.ends_with(')') && !end.contains('(');
        let end = if unpaired { end.trim_end_matches(')') } else { end };
        if is_address(end) {
            return Some((start + lead, start + lead + end.len()));
        }
    }
    None
}

fn is_address(word: &str) -> bool {
    let lower = word.to_lowercase();
    lower.starts_with("http://")
        || lower.starts_with("https://")
        || (lower.starts_with("www.") && lower.matches('.').count() >= 2)
        || lower.starts_with("doi.org/10.")
        || doi_in(&lower).is_some()
}

/// The DOI in "10.1000/182" or "doi:10.1000/182".
fn doi_in(word: &str) -> Option<&str> {
    let bare = word
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("doi:"))
        .map_or(word, |_| word.get(4..).unwrap_or_default());
    let (registrant, name) = bare.strip_prefix("10.")?.split_once('/')?;
    let digits =
        registrant.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    (digits && (4..=12).contains(&registrant.len()) && !name.is_empty()).then_some(bare)
}

fn of_address(address: &str) -> Cited {
    if let Some(doi) = doi_in(address) {
        return Cited { url: format!("https://doi.org/{doi}"), ..Cited::default() };
    }
    let with_scheme = if address.contains("://") { address.to_owned() } else { format!("https://{address}") };
    let host = host::host_of(&with_scheme);
    let rest = with_scheme.split_once("://").map_or("", |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    if let Some(original) = archived_original(&host, path) {
        let original = of_address(original);
        return Cited { archived: with_scheme, ..original };
    }
    if matches!(host.as_str(), "doi.org" | "dx.doi.org") && path.starts_with("10.") {
        return Cited { url: format!("https://doi.org/{path}"), ..Cited::default() };
    }
    let page = path.split(['?', '#']).next().unwrap_or_default();
    let title = host::title_in(page);
    Cited {
        title_is_guess: !title.is_empty(),
        title,
        publisher: publisher_of(&with_scheme),
        published: host::date_in(page),
        url: with_scheme,
        ..Cited::default()
    }
}

/// The address a kept copy was made of, where the copy's own address tells it.
fn archived_original<'a>(host: &str, path: &'a str) -> Option<&'a str> {
    let keeps = matches!(
        host,
        "web.archive.org"
            | "archive.org"
            | "archive.today"
            | "archive.ph"
            | "archive.is"
            | "archive.md"
            | "archive.li"
            | "archive.vn"
            | "archive.fo"
            | "webcache.googleusercontent.com"
            | "arquivo.pt"
    );
    let at = path.find("http://").or_else(|| path.find("https://")).filter(|at| *at > 0);
    keeps.then_some(())?;
    path.get(at?..)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the fields as "title | publisher | author | published | url | archived"; a guess has "?".
    #[track_caller]
    fn check(pasted: &str, expected: &str) {
        let cited = read(pasted);
        let guess = if cited.title_is_guess { "?" } else { "" };
        let Cited { title, url, publisher, author, published, archived, .. } = cited;
        let found = format!("{title}{guess} | {publisher} | {author} | {published} | {url} | {archived}");
        assert_eq!(found, expected, "{pasted}");
    }

    #[test]
    fn an_address_tells_publisher_and_perhaps_title_and_date() {
        check(
            "https://www.reuters.com/world/port-closes-two-piers-2025-03-05/",
            "Port closes two piers? | Reuters |  | 2025-03-05 | https://www.reuters.com/world/port-closes-two-piers-2025-03-05/ | ",
        );
        check(
            "https://example.org/2024/03/29/harbour-survey-finds-cracks.html?utm_source=x#top",
            "Harbour survey finds cracks? | example.org |  | 2024-03-29 | https://example.org/2024/03/29/harbour-survey-finds-cracks.html?utm_source=x#top | ",
        );
        check(
            "https://www.theguardian.com/uk-news/2024/mar/09/pier-closed-after-survey",
            "Pier closed after survey? | The Guardian |  | 2024-03-09 | https://www.theguardian.com/uk-news/2024/mar/09/pier-closed-after-survey | ",
        );
    }

    #[test]
    fn a_line_that_ends_with_a_date_tells_who_published_it_when() {
        check("Ellery Times, 26 October 2022", " | Ellery Times |  | 2022-10-26 |  | ");
        check(
            "Piers ordered shut, Ellery Times, Oct. 26, 2022",
            "Piers ordered shut | Ellery Times |  | 2022-10-26 |  | ",
        );
        check(
            "Ellery Times, 26 October 2022: Piers ordered shut",
            "Piers ordered shut | Ellery Times |  | 2022-10-26 |  | ",
        );
        check(
            "Piers ordered shut | Ellery Times, 2022-10-26",
            "Piers ordered shut | Ellery Times |  | 2022-10-26 |  | ",
        );
        check(
            "The survey of March 2024 finds cracks",
            "The survey of March 2024 finds cracks |  |  |  |  | ",
        );
    }

    #[test]
    fn an_id_in_the_address_is_no_title() {
        check("https://example.org/a/12345", " | example.org |  |  | https://example.org/a/12345 | ");
        check("https://example.org/council", " | example.org |  |  | https://example.org/council | ");
        check(
            "https://example.org/news/sea-walls-crack-68412345",
            "Sea walls crack? | example.org |  |  | https://example.org/news/sea-walls-crack-68412345 | ",
        );
        check("https://example.org", " | example.org |  |  | https://example.org | ");
    }

    #[test]
    fn an_address_without_a_scheme_gets_one() {
        check("www.example.org/x", " | example.org |  |  | https://www.example.org/x | ");
    }

    #[test]
    fn a_subdomain_of_a_known_publisher_is_the_publisher() {
        check("https://news.bbc.co.uk/1", " | BBC |  |  | https://news.bbc.co.uk/1 | ");
        check("https://notbbc.co.uk/1", " | notbbc.co.uk |  |  | https://notbbc.co.uk/1 | ");
    }

    #[test]
    fn a_doi_becomes_its_address() {
        check("10.1038/s41586-020-2649-2", " |  |  |  | https://doi.org/10.1038/s41586-020-2649-2 | ");
        check("doi:10.1000/182", " |  |  |  | https://doi.org/10.1000/182 | ");
        check("DOI:10.1000/182.", " |  |  |  | https://doi.org/10.1000/182 | ");
        check("http://dx.doi.org/10.1000/182", " |  |  |  | https://doi.org/10.1000/182 | ");
        check("10.5 metres/second", "10.5 metres/second |  |  |  |  | ");
    }

    #[test]
    fn an_archived_copy_tells_the_original() {
        check(
            "https://web.archive.org/web/20240329120000/https://www.reuters.com/world/port-closes-two-piers-2025-03-05/",
            "Port closes two piers? | Reuters |  | 2025-03-05 | https://www.reuters.com/world/port-closes-two-piers-2025-03-05/ | https://web.archive.org/web/20240329120000/https://www.reuters.com/world/port-closes-two-piers-2025-03-05/",
        );
        check(
            "https://archive.ph/2024.03.29-1200/https://example.org/a",
            " | example.org |  |  | https://example.org/a | https://archive.ph/2024.03.29-1200/https://example.org/a",
        );
        check("https://archive.ph/AbCdE", " | archive.ph |  |  | https://archive.ph/AbCdE | ");
    }

    #[test]
    fn an_author_year_line_is_taken_apart() {
        check(
            "Castellví, N. (2025). Salt in harbour concrete. University of Saint Orrin. https://example.org/salt",
            "Salt in harbour concrete | University of Saint Orrin | Castellví, N. | 2025 | https://example.org/salt | ",
        );
        check(
            "Castellví, N., & Lin, M. (2025, March 5). Salt in harbour concrete. Ellery Press.",
            "Salt in harbour concrete | Ellery Press | Castellví, N., & Lin, M. | 2025-03-05 |  | ",
        );
        check(
            "Weisz A (2024) Tides and walls. Journal of Harbours. doi:10.1000/182",
            "Tides and walls | Journal of Harbours | Weisz A | 2024 | https://doi.org/10.1000/182 | ",
        );
    }

    #[test]
    fn newspaper_lines_are_taken_apart() {
        check(
            "Rosa Quillfeather, “Port closes two piers,” Ellery Courier, March 5, 2025.",
            "Port closes two piers | Ellery Courier | Rosa Quillfeather | 2025-03-05 |  | ",
        );
        check(
            "\"Port closes two piers\", Ellery Courier, 5 March 2025",
            "Port closes two piers | Ellery Courier |  | 2025-03-05 |  | ",
        );
        check(
            "By Rosa Quillfeather. \"Port closes two piers.\" Ellery Courier, Mar. 5, 2025, https://example.org/a. Accessed 7 March 2025.",
            "Port closes two piers | Ellery Courier | Rosa Quillfeather | 2025-03-05 | https://example.org/a | ",
        );
        check(
            "Port closes two piers | Ellery Courier https://example.org/a",
            "Port closes two piers | Ellery Courier |  |  | https://example.org/a | ",
        );
        check("Port closes two piers - Ellery Courier", "Port closes two piers | Ellery Courier |  |  |  | ");
    }

    #[test]
    fn any_other_line_is_a_title() {
        check("Council minutes of 4 March", "Council minutes of 4 March |  |  |  |  | ");
        check("  ", " |  |  |  |  | ");
        check("“”", "“” |  |  |  |  | ");
        check("(2024)", "(2024) |  |  |  |  | ");
    }

    #[test]
    fn brackets_and_stops_around_an_address_do_not_belong_to_it() {
        check("(https://example.org/a).", " | example.org |  |  | https://example.org/a | ");
        check(
            "https://en.wikipedia.org/wiki/Pier_(bridge)",
            "Pier (bridge)? | Wikipedia |  |  | https://en.wikipedia.org/wiki/Pier_(bridge) | ",
        );
    }

    proptest::proptest! {
        #[test]
        fn nothing_pasted_breaks_it(pasted in "\\PC{0,80}") {
            read(&pasted);
        }

        #[test]
        fn no_address_breaks_it(pasted in "https?://[a-z%./()0-9_?#é“-]{0,60}") {
            read(&pasted);
        }
    }
}

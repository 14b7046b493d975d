//! Makes text from anywhere harmless to show: nothing in it acts.

use std::borrow::Cow;

/// The longest address that becomes a link; browsers and Word refuse or cut longer ones.
const LONGEST_LINK: usize = 2_000;

/// What stands for a character that must not act; nothing for one that may stay.
///
/// Control characters become their pictures (U+2400…) or `[U+….]`, and so do those that change the
/// direction of the text behind them (UAX #9: embeddings, overrides, isolates), which are used to
/// make a text read otherwise than it is. Letters of every script, and the marks that only join
/// or order their neighbours (U+200C to U+200F, U+061C), stay.
fn stand_in(c: char) -> Option<StandIn> {
    match c {
        '\n' | '\t' => None,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).map(StandIn::Char),
        '\u{7f}' => Some(StandIn::Char('\u{2421}')),
        '\u{2028}' | '\u{2029}' => Some(StandIn::Char('\n')),
        '\u{80}'..='\u{9f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' => Some(StandIn::Code),
        _ if u32::from(c) & 0xFFFE == 0xFFFE || ('\u{fdd0}'..='\u{fdef}').contains(&c) => Some(StandIn::Code),
        _ => None,
    }
}

enum StandIn {
    Char(char),
    Code,
}

/// `text` with nothing in it that acts. Line breaks are `\n`.
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c == '\r' || stand_in(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match stand_in(c) {
            _ if c == '\r' => {
                if chars.peek() != Some(&'\n') {
                    shown.push('\n');
                }
            }
            None => shown.push(c),
            Some(StandIn::Char(other)) => shown.push(other),
            Some(StandIn::Code) => shown.push_str(&format!("[U+{:04X}]", u32::from(c))),
        }
    }
    Cow::Owned(shown)
}

/// The same on one line.
pub fn line(text: &str) -> String {
    shown(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The web address that `address` is: `http`, `https`, or a DOI (`doi:10.…` or `10.…/…`). Anything
/// else (`javascript:`, `data:`, `file:`, a name) is nothing to click. What comes back is ASCII
/// without quotation marks, brackets or spaces.
pub fn link(address: &str) -> Option<String> {
    let address = address.trim();
    if address.len() > LONGEST_LINK || address.chars().any(|c| c.is_whitespace() || stand_in(c).is_some()) {
        return None;
    }
    let lower = address.to_ascii_lowercase();
    let rest = ["http://", "https://"].iter().find_map(|scheme| lower.strip_prefix(scheme));
    if let Some(rest) = rest {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_host = host.chars().any(char::is_alphanumeric) && !host.contains(['\\', '<', '>', '"', '\'']);
        return is_host.then(|| percent_encoded(address));
    }
    let doi = lower
        .strip_prefix("doi:")
        .map_or(address, |rest| address.get(address.len() - rest.len()..).unwrap_or_default());
    let (registrant, name) = doi.strip_prefix("10.")?.split_once('/')?;
    let is_doi = registrant.len() >= 4 && registrant.chars().all(|c| c.is_ascii_digit() || c == '.');
    (is_doi && !name.is_empty()).then(|| format!("https://doi.org/{}", percent_encoded(doi)))
}

fn percent_encoded(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'!' | b'#'..=b'&' | b'*'..=b';' | b'=' | b'?'..=b'Z' | b'_' | b'a'..=b'z' | b'~' => {
                encoded.push(char::from(byte));
            }
            b'[' | b']' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_link(address: &str, expected: Option<&str>) {
        assert_eq!(link(address).as_deref(), expected, "{address}");
    }

    #[test]
    fn only_web_addresses_become_links() {
        check_link(" https://example.org/a?b=c#d ", Some("https://example.org/a?b=c#d"));
        check_link("HTTP://example.org", Some("HTTP://example.org"));
        check_link("doi:10.1000/182", Some("https://doi.org/10.1000/182"));
        check_link("10.1000/18(2)<x>", Some("https://doi.org/10.1000/18%282%29%3Cx%3E"));
        check_link("https://example.org/ü\"'<", Some("https://example.org/%C3%BC%22%27%3C"));
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,<script>",
            "vbscript:x",
            "file:///etc/passwd",
            "https://",
            "https:///path",
            "https://a b.example",
            "java\nscript:alert(1)",
            "https://example.org/\u{202e}fdp.exe",
            "//example.org",
            "p. 10.2/3",
            "",
        ] {
            check_link(address, None);
        }
        check_link(&format!("https://example.org/{}", "x".repeat(5000)), None);
    }

    #[test]
    fn what_acts_is_shown_instead() {
        assert_eq!(shown("plain\ttext\n"), "plain\ttext\n");
        assert!(matches!(shown("naïve שלום 👩‍👩‍👧 a\u{200f}b"), Cow::Borrowed(_)));
        assert_eq!(shown("a\0b\u{1b}[31m\u{7f}"), "a␀b␛[31m␡");
        assert_eq!(shown("\u{202e}exe.pdf"), "[U+202E]exe.pdf");
        assert_eq!(shown("a\r\nb\rc\u{2028}d"), "a\nb\nc\nd");
        assert_eq!(shown("\u{ffff}\u{85}\u{1fffe}"), "[U+FFFF][U+0085][U+1FFFE]");
        assert_eq!(line(" a\n\tb  c "), "a b c");
    }
}

//! Text into XML so that it stays text.

use crate::report::inert;

/// Text as element content or inside a quoted attribute. XML 1.0 has no place for control
/// characters, so they come as their pictures.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in inert::shown(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

/// A run of text with these properties; its line breaks and tabs stay.
pub(super) fn run(properties: &str, text: &str) -> String {
    let direction = if is_right_to_left(text) { "<w:rtl/>" } else { "" };
    let mut out = String::from("<w:r>");
    if !properties.is_empty() || !direction.is_empty() {
        out.push_str(&format!("<w:rPr>{properties}{direction}</w:rPr>"));
    }
    for (line_number, line) in inert::shown(text).split('\n').enumerate() {
        if line_number > 0 {
            out.push_str("<w:br/>");
        }
        for (column, words) in line.split('\t').enumerate() {
            if column > 0 {
                out.push_str("<w:tab/>");
            }
            if !words.is_empty() {
                out.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(words)));
            }
        }
    }
    out.push_str("</w:r>");
    out
}

/// A paragraph of this style round its runs.
pub(super) fn paragraph(style: &str, text: &str, runs: &str) -> String {
    let bidi = if is_right_to_left(text) { "<w:bidi/>" } else { "" };
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{bidi}</w:pPr>{runs}</w:p>")
}

/// Whether the first letter is of a script written from the right.
fn is_right_to_left(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphabetic());
    first.is_some_and(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("a]]><w:p>&\0\u{b}"), "a]]&gt;&lt;w:p&gt;&amp;␀␋");
    }

    #[test]
    fn line_breaks_stay() {
        assert_eq!(
            run("<w:b/>", "a\nb"),
            "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">a</w:t><w:br/><w:t xml:space=\"preserve\">b</w:t></w:r>"
        );
        assert!(paragraph("Normal", "שלום", "").contains("<w:bidi/>"));
    }
}

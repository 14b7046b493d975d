//! A text without its white space: what a page and a text file have between words, lines and
//! paragraphs differs.

/// A text without white space, and where its bytes are in the text.
pub(super) struct Squeezed {
    text: String,
    starts: Vec<usize>,
}

impl Squeezed {
    pub(super) fn of(text: &str) -> Self {
        let mut squeezed = Self { text: String::new(), starts: Vec::new() };
        for (start, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            squeezed.text.push(c);
            squeezed.starts.extend(start..start + c.len_utf8());
        }
        squeezed
    }

    /// Where the words in the middle are in the text between the others.
    pub(super) fn places(&self, [before, words, after]: [&str; 3]) -> impl Iterator<Item = (usize, usize)> {
        let [before, words, after] = [before, words, after].map(|part| Self::of(part).text);
        let mut from = if words.is_empty() { self.text.len() } else { 0 };
        std::iter::from_fn(move || {
            loop {
                let start =
                    from + self.text.get(from..)?.find(words.as_str()).filter(|_| !words.is_empty())?;
                let end = start + words.len();
                from = end;
                let fits =
                    self.text.get(..start)?.ends_with(&before) && self.text.get(end..)?.starts_with(&after);
                if fits {
                    return Some((*self.starts.get(start)?, self.starts.get(end - 1)? + 1));
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_whatever_lies_between_them() {
        let text = "A café\u{a0}by  the\nsea.\n\nA café by the sea, “é”";
        let squeezed = Squeezed::of(text);
        let found = |parts| -> Vec<Option<&str>> {
            squeezed.places(parts).map(|(start, end)| text.get(start..end)).collect()
        };
        assert_eq!(found(["", "café by the", ""]), [Some("café\u{a0}by  the"), Some("café by the")]);
        assert_eq!(found(["sea.A ", "café by", " the"]), [Some("café by")]);
        assert_eq!(found(["", "“\u{2009}é", "”"]), [Some("“é")]);
        assert_eq!(found(["", " ", ""]), [None; 0]);
    }
}

//! Text into HTML so that it stays text.

use crate::report::inert;

/// A page being written.
#[derive(Default)]
pub(super) struct Markup(String);

impl Markup {
    /// Our own markup, as it is.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// A number.
    pub(super) fn number(&mut self, number: usize) -> &mut Self {
        self.0.push_str(&number.to_string());
        self
    }

    /// Text, as element content or inside a quoted attribute.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for c in inert::shown(text).chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                _ => self.0.push(c),
            }
        }
        self
    }

    /// Text whose line breaks stay.
    pub(super) fn lines(&mut self, text: &str) -> &mut Self {
        for (number, line) in inert::shown(text).split('\n').enumerate() {
            self.raw(if number > 0 { "<br>" } else { "" }).text(line);
        }
        self
    }

    /// Text of any direction among text of ours.
    pub(super) fn isolated(&mut self, text: &str) -> &mut Self {
        self.raw("<bdi>").text(text).raw("</bdi>")
    }

    /// A link where there is an address to follow, else the text alone.
    pub(super) fn linked(&mut self, text: &str, link: Option<&str>) -> &mut Self {
        match link {
            Some(link) => {
                let same = if link == text { " class=\"same\"" } else { "" };
                self.raw("<a")
                    .raw(same)
                    .raw(" href=\"")
                    .text(link)
                    .raw("\" rel=\"noopener noreferrer nofollow\">");
                self.isolated(text).raw("</a>")
            }
            None => self.isolated(text),
        }
    }

    /// The page.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let mut markup = Markup::default();
        markup.text("</script><b onclick='x' a=\"\">&amp;");
        assert_eq!(markup.finish(), "&lt;/script&gt;&lt;b onclick=&#39;x&#39; a=&quot;&quot;&gt;&amp;amp;");
    }
}

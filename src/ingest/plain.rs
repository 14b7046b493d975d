//! Plain text: a block a line, or a block a paragraph where an editor wrapped the lines.

use crate::model::{Article, ArticleMeta, BlockKind};

use super::guess::{byline_in, kinds};
use super::lines::{lines, unwrapped};
use super::{IngestError, article, stem_of, without_mark};

/// The article in plain `text`, kept exactly as it is but for a byte order mark, imported from
/// the file called `name`.
pub fn plain(text: &str, name: &str) -> Result<Article, IngestError> {
    let text = without_mark(text);
    let lines = unwrapped(text, lines(text));
    let words: Vec<&str> = lines.iter().map(|line| line.of(text)).collect();
    let kinds = kinds(&words);
    let first = |kind: BlockKind| kinds.iter().position(|own| *own == kind).and_then(|at| words.get(at));
    let meta = ArticleMeta {
        title: first(BlockKind::Headline).map_or_else(|| stem_of(name).to_owned(), |title| one_line(title)),
        byline: first(BlockKind::Byline).map(|byline| byline_in(byline).to_owned()).unwrap_or_default(),
        imported_from: name.to_owned(),
        ..ArticleMeta::default()
    };
    let parts = kinds.into_iter().zip(lines.into_iter().map(|line| line.range)).collect();
    article(text, parts, meta)
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words_of(article: &Article) -> Vec<&str> {
        article.blocks().iter().map(|block| block.span.of(article.text())).collect()
    }

    #[test]
    fn the_text_stays_as_it_is_and_every_line_is_a_block() {
        let text = "Karl reopens\r\n\r\n  It rained. \r\nShips came.\r\n";
        let article = plain(text, "karl.txt").unwrap();
        assert_eq!(&**article.text(), text);
        assert_eq!(words_of(&article), ["Karl reopens", "It rained.", "Ships came."]);
        assert_eq!(article.meta.title, "Karl reopens");
        assert_eq!(article.meta.imported_from, "karl.txt");
    }

    #[test]
    fn a_byte_order_mark_is_left_out() {
        let article = plain("\u{feff}Karl reopens\n", "karl.txt").unwrap();
        assert_eq!(&**article.text(), "Karl reopens\n");
    }

    #[test]
    fn the_byline_is_the_name_behind_by() {
        let article = plain("Karl reopens\nBy Ana Lind\nIt rained.", "karl.txt").unwrap();
        assert_eq!(article.meta.byline, "Ana Lind");
    }

    #[test]
    fn a_text_without_a_headline_is_called_like_its_file() {
        let article = plain("It rained.", "drafts/karl.v2.txt").unwrap();
        assert_eq!(article.meta.title, "karl.v2");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fail_and_no_visible_character_is_lost(
            text in prop_oneof!["\\PC{0,60}", "(By |[A-Z][a-z]{1,4}|Photo: |Share|0:00|[.,“”()—]|\u{301}|👩|\n|\r\n| ){0,30}"],
        ) {
            let visible = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            match plain(&text, "x.txt") {
                Ok(article) => prop_assert_eq!(visible(&words_of(&article).concat()), visible(&text)),
                Err(error) => prop_assert_eq!((visible(&text), error), (String::new(), IngestError::Empty { name: "x.txt".into() })),
            }
        }
    }
}

//! The article that ships with the program, to try things on.

/// Its text.
pub const SAMPLE: &str = include_str!("../../assets/samples/harbour.txt");

/// The name of its file.
pub const SAMPLE_NAME: &str = "harbour.txt";

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::ingest::plain;
    use crate::model::BlockKind;
    use crate::text::segment::{name_parts_match, names, quotations};

    #[test]
    fn a_new_user_opens_the_sample_and_finds_its_parts() {
        let article = plain(SAMPLE, SAMPLE_NAME).unwrap();
        let count = |kind| article.blocks().iter().filter(|block| block.kind == kind).count();
        assert_eq!(article.meta.title, "Port Ellery Closes Two Piers After Survey Finds Hidden Cracks");
        assert_eq!(article.meta.byline, "Rosa Quillfeather");
        let kinds = [
            BlockKind::Headline,
            BlockKind::Byline,
            BlockKind::Dateline,
            BlockKind::Caption,
            BlockKind::Credit,
            BlockKind::Heading,
        ];
        assert_eq!(kinds.map(count), [1, 1, 1, 2, 2, 2]);
        assert_eq!(count(BlockKind::Paragraph), 16);
        let furniture = article.blocks().iter().filter(|block| block.kind == BlockKind::Furniture);
        let longest = furniture.map(|block| block.span.len()).max().unwrap();
        assert!(longest < 130, "a paragraph of the story was taken for furniture");
    }

    #[test]
    fn the_quotation_marks_and_names_of_the_sample_are_found() {
        let stretches: Vec<_> = SAMPLE.lines().flat_map(quotations).collect();
        assert_eq!(stretches.len(), 7, "six quotes have marks, one of them in two pieces");
        let found: Vec<&str> = SAMPLE
            .lines()
            .flat_map(|line| names(line).into_iter().filter_map(|name| line.get(name)))
            .collect();
        let people = [
            "Inês Valadares-Roth",
            "Tomasz Brännvik",
            "Lin Meihua",
            "Declan Harrowgate",
            "Núria Castellví",
            "Pádraig Ó Faoláin",
        ];
        for full in people {
            let named = found.iter().any(|name| name.ends_with(full));
            let again = found.iter().any(|name| *name != full && name_parts_match(full, name));
            assert!(named && again, "{full}");
        }
    }
}

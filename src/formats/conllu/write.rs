//! A document as CoNLL-U.

use crate::formats::exchange::Exported;
use crate::formats::labelled::tokens::sentences;
use crate::formats::loss::{Part, losses};
use crate::model::Document;

use super::mention::Brackets;
use super::spaces::field;

const CARRIES: &[Part] = &[Part::Spacing, Part::Mentions, Part::SeveralParts, Part::WhoIsWho];

/// Writes an article called `name`.
pub(in crate::formats) fn write(document: &Document, name: &str) -> Exported {
    let text = document.text();
    let brackets = Brackets::of(document);
    let sentences = sentences(document.article(), &brackets.cuts());
    let mut page = "# global.Entity = eid-etype-head-other\n".to_owned();
    page.extend([format!("# newdoc id = {}\n", one_line(name))]);
    let begins_block = |number: usize| match (number.checked_sub(1), sentences.get(number)) {
        (Some(last), Some((block, _))) => sentences.get(last).is_none_or(|(last, _)| last != block),
        (last, _) => last.is_none(),
    };
    let mut starts: Vec<usize> =
        sentences.iter().flat_map(|(_, tokens)| tokens.iter().map(|token| token.start)).collect();
    starts.push(text.len());
    let mut n_tokens = 0;
    for (number, (_, tokens)) in sentences.iter().enumerate() {
        if begins_block(number) {
            page.push_str("# newpar\n");
        }
        let whole = tokens.first().zip(tokens.last());
        let whole = whole.and_then(|(first, last)| text.get(first.start..last.end)).unwrap_or_default();
        page.extend([format!("# sent_id = {}\n# text = {}\n", number + 1, one_line(whole))]);
        for (at, token) in tokens.iter().enumerate() {
            let mut misc: Vec<String> = Vec::new();
            let entity = brackets.value(token.start, token.end);
            if !entity.is_empty() {
                misc.push(format!("Entity={entity}"));
            }
            if n_tokens == 0 && token.start > 0 {
                misc.push(format!("SpacesBefore={}", field(text.get(..token.start).unwrap_or_default())));
            }
            n_tokens += 1;
            let is_last = n_tokens + 1 == starts.len();
            // Between paragraphs readers expect more than a space, unless they are told.
            let before_block = at + 1 == tokens.len() && begins_block(number + 1);
            let next = starts.get(n_tokens).copied().unwrap_or(text.len());
            match text.get(token.end..next).unwrap_or_default() {
                "" => {
                    misc.push("SpaceAfter=No".to_owned());
                    if before_block {
                        misc.push("SpacesAfter=".to_owned());
                    }
                }
                " " if !is_last && !before_block => {}
                gap => misc.push(format!("SpacesAfter={}", field(gap))),
            }
            let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
            let form = text.get(token.clone()).unwrap_or_default();
            page.extend([format!("{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n", at + 1)]);
        }
        page.push('\n');
    }
    let mut lost = losses(document, CARRIES);
    lost.extend(brackets.lost);
    Exported::one(".conllu", page, lost)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::model::{Article, ArticleMeta, Block, BlockKind, Extra};
    use crate::text::Span;

    #[test]
    fn white_space_between_blocks_comes_back_as_it_was() {
        for gap in ["", " ", "  ", "\n", "\n\n", "\r\n", " \u{2029}"] {
            let text = format!("One{gap}Two. Three");
            let block = |start, end| Block {
                kind: BlockKind::Paragraph,
                span: Span::new(&text, start, end).unwrap(),
                extra: Extra::new(),
            };
            let second = 3 + gap.len();
            let blocks = vec![block(0, 3), block(second, text.len())];
            let document =
                Document::new(Article::new(text.as_str(), blocks, ArticleMeta::default()).unwrap());
            let written = write(&document, "story");
            let read = crate::formats::conllu::read(&written.files[0].content).unwrap();
            assert_eq!(read[0].document.text(), text);
        }
    }
}

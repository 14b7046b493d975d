//! A document as CoNLL-U.

use crate::formats::exchange::Exported;
use crate::formats::labelled::tokens::sentences;
use crate::formats::loss::{Part, losses};
use crate::model::Document;

use super::mention::Brackets;
use super::spaces::field;

const CARRIES: &[Part] = &[Part::Spacing, Part::Mentions, Part::SeveralParts];

/// Writes an article called `name`.
pub(in crate::formats) fn write(document: &Document, name: &str) -> Exported {
    let text = document.text();
    let brackets = Brackets::of(document);
    let sentences = sentences(document.article(), &brackets.cuts());
    let mut page = "# global.Entity = eid-etype-head-other\n".to_owned();
    page.extend([format!("# newdoc id = {}\n", one_line(name))]);
    let mut starts: Vec<usize> =
        sentences.iter().flat_map(|(_, tokens)| tokens.iter().map(|token| token.start)).collect();
    starts.push(text.len());
    let mut last_block = None;
    let mut n_tokens = 0;
    for (number, (block, tokens)) in sentences.iter().enumerate() {
        if number == 0 || last_block != Some(block) {
            page.push_str("# newpar\n");
        }
        last_block = Some(block);
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
            let next = starts.get(n_tokens).copied().unwrap_or(text.len());
            match text.get(token.end..next).unwrap_or_default() {
                "" => misc.push("SpaceAfter=No".to_owned()),
                " " if !is_last => {}
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

//! From an article to everything that is proposed for it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{Article, Block, BlockKind, EntityKind};

use super::clusters::{Cluster, clusters};
use super::known::{self, Known};
use super::network::Tagger;
use super::paragraph::{Paragraph, Raw, of, overlaps, read};
use super::quotes;
use super::roles::roles;
use super::speakers::Speakers;
use super::{
    SuggestedEntity, SuggestedMention, SuggestedQuote, Suggester, Suggestions, claims, dates, repeats,
};

/// What takes part, for measuring what each part adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Parts {
    /// Gazetteers.
    pub lexicon: bool,
    /// Forms of numbers.
    pub rules: bool,
    /// The rest of the article.
    pub repeats: bool,
    /// Titles before names.
    pub titles: bool,
}

impl Parts {
    /// Everything.
    pub const ALL: Self = Self { lexicon: true, rules: true, repeats: true, titles: true };
}

/// Makes suggestions, and remembers the paragraphs it has read: one that did not change costs
/// nothing the next time.
pub struct Engine {
    tagger: Tagger,
    parts: Parts,
    read: HashMap<Arc<str>, Arc<Paragraph>>,
}

impl Default for Engine {
    fn default() -> Self {
        Self::with(Parts::ALL)
    }
}

impl Engine {
    /// An engine of some parts only.
    pub fn with(parts: Parts) -> Self {
        Self { tagger: Tagger::default(), parts, read: HashMap::new() }
    }

    /// Reads a paragraph ahead of [`Engine::suggest`], so that a long article can be read piece
    /// by piece, what is in sight first.
    pub fn read_ahead(&mut self, words: &str) {
        self.paragraph(words);
    }

    fn paragraph(&mut self, words: &str) -> Arc<Paragraph> {
        if let Some(known) = self.read.get(words) {
            return Arc::clone(known);
        }
        let paragraph = Arc::new(read(&mut self.tagger, words));
        self.read.insert(Arc::from(words), Arc::clone(&paragraph));
        paragraph
    }

    /// Everything that is proposed for `article`.
    pub fn suggest(&mut self, article: &Article) -> Suggestions {
        let suggestions = self.suggest_knowing(article, &[]);
        self.keep_only(article);
        suggestions
    }

    /// Forgets the paragraphs that do not stand in `article`.
    pub fn keep_only(&mut self, article: &Article) {
        let here: HashSet<&str> =
            article.blocks().iter().map(|block| block.span.of(article.text())).collect();
        self.read.retain(|words, _| here.contains(&**words));
    }

    /// Whether a paragraph was read already.
    pub fn has_read(&self, words: &str) -> bool {
        self.read.contains_key(words)
    }

    /// The same, where some names are known already; what is known wins over what is found.
    pub fn suggest_knowing(&mut self, article: &Article, known: &[Known]) -> Suggestions {
        let text: &str = article.text();
        let mut blocks: Vec<(Range<usize>, bool)> = Vec::new();
        let mut raws: Vec<Raw> = Vec::new();
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut furniture = Vec::new();
        for block in article.blocks() {
            let range = block.span.start()..block.span.end();
            if block.kind == BlockKind::Furniture {
                furniture.push(range);
                continue;
            }
            let paragraph = self.paragraph(block.span.of(text));
            let parts = self.parts;
            let wanted = paragraph.mentions.iter().filter(|raw| match raw.by {
                Suggester::Lexicon => parts.lexicon,
                Suggester::Rule => parts.rules,
                _ => true,
            });
            raws.extend(wanted.map(|raw| {
                let mut raw = raw.clone();
                raw.range = range.start + raw.range.start..range.start + raw.range.end;
                raw.name_start += range.start;
                if !parts.titles {
                    raw.range.start = raw.name_start;
                }
                raw
            }));
            if !paragraph.is_title_case {
                let moved = |run: &Range<usize>| range.start + run.start..range.start + run.end;
                runs.extend(paragraph.runs.iter().map(moved));
            }
            blocks.push((range, paragraph.is_title_case));
        }
        if self.parts.repeats {
            raws = repeats::settle(text, &blocks, raws, &runs);
        }
        known::apply(text, &blocks, known, &mut raws);
        let published = dates::day_of(&article.meta.published).or_else(|| dateline(text, &raws));
        let (mut entities, mut mentions) = entities(text, &raws, published);
        roles(text, &mut entities, &mut mentions);
        let ranges: Vec<Range<usize>> = blocks.into_iter().map(|(range, _)| range).collect();
        let quotes = spoken(text, article, &entities, &mentions);
        let quoted: Vec<Range<usize>> = quotes.iter().flat_map(|quote| quote.content.clone()).collect();
        let prose = article
            .blocks()
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Table));
        let prose: Vec<Range<usize>> = prose.map(|block| block.span.start()..block.span.end()).collect();
        let claims = claims::rank(text, if prose.is_empty() { &ranges } else { &prose }, &quoted);
        Suggestions { entities, mentions, quotes, claims, furniture }
    }
}

/// The day in a line of its own near the top.
fn dateline(text: &str, raws: &[Raw]) -> Option<Date> {
    let dates = raws.iter().filter(|raw| raw.kind == EntityKind::Date).take(3);
    let mut whole = dates.filter_map(|raw| {
        let before = text.get(..raw.range.start)?;
        let after = text.get(raw.range.end..)?;
        let alone = (before.is_empty() || before.ends_with('\n')) && after.starts_with(['\n', '\r']);
        alone.then(|| dates::resolve(of(text, &raw.range), None)?.parse().ok()).flatten()
    });
    whole.next()
}

/// The entities of the mentions, and the mentions with them.
fn entities(
    text: &str,
    raws: &[Raw],
    published: Option<Date>,
) -> (Vec<SuggestedEntity>, Vec<SuggestedMention>) {
    let named: Vec<(Range<usize>, EntityKind)> =
        raws.iter().map(|raw| (raw.name_start..raw.range.end, raw.kind)).collect();
    let mut entities = Vec::new();
    let mut mentions: Vec<SuggestedMention> = Vec::new();
    for Cluster { name, kind, could_be, mentions: own } in clusters(text, &named) {
        for raw in own.iter().filter_map(|idx| raws.get(*idx)) {
            let mut reason = raw.reason.clone();
            if kind == EntityKind::Date
                && let Some(day) = dates::resolve(of(text, &raw.range), published)
            {
                reason = format!("{reason}: {day}");
            }
            if !could_be.is_empty() {
                reason = format!("{reason}; could be {}", could_be.join(" or "));
            }
            let entity = entities.len();
            mentions.push(SuggestedMention {
                range: raw.range.clone(),
                entity,
                score: raw.score,
                by: raw.by,
                reason,
            });
        }
        entities.push(SuggestedEntity { name, kind, role: String::new(), could_be });
    }
    mentions.sort_by_key(|mention| (mention.range.start, std::cmp::Reverse(mention.range.end)));
    (entities, mentions)
}

fn spoken(
    text: &str,
    article: &Article,
    entities: &[SuggestedEntity],
    mentions: &[SuggestedMention],
) -> Vec<SuggestedQuote> {
    let is_of_makers = |block: &&Block| matches!(block.kind, BlockKind::Byline | BlockKind::Credit);
    let makers: Vec<Range<usize>> = article
        .blocks()
        .iter()
        .filter(is_of_makers)
        .map(|block| block.span.start()..block.span.end())
        .collect();
    let of_story = |mention: &&SuggestedMention| !makers.iter().any(|own| overlaps(own, &mention.range));
    let speakers = Speakers::new(text, entities, mentions.iter().filter(of_story).collect());
    let mut found: Vec<SuggestedQuote> = Vec::new();
    let raws = quotes::of_article(article);
    for (idx, raw) in raws.iter().enumerate() {
        let previous =
            found.last().map(|quote| (quote.content.last().map_or(0, |part| part.end), quote.speaker));
        let before = idx.checked_sub(1).and_then(|idx| raws.get(idx));
        let carried = raw.cue.is_none() && raw.source.is_some();
        let speaker = match previous {
            Some((_, speaker)) if carried && before.is_some_and(|before| before.source == raw.source) => {
                speaker
            }
            _ => speakers.of(raw, previous),
        };
        found.push(SuggestedQuote {
            content: raw.content.clone(),
            cue: raw.cue.clone(),
            source: raw.source.clone(),
            speaker,
            kind: raw.kind,
            score: raw.score,
            by: raw.by,
        });
    }
    found
}

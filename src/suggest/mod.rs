//! What the program proposes: who and what is named, who is quoted, what is worth checking.
//!
//! Everything is computed from the article's text, offline. Nothing here changes a document: a
//! suggestion comes with a score and a reason, and a person decides.
//!
//! ```text
//! paragraph ─ tokens ─ network ┐
//!           ─ amounts, lexicon ┴▶ mentions ─▶ repeats (one kind a name, by its context too; what was missed)
//!     ─▶ clusters (mentions to entities) ─▶ quotes (cue, source, speaker) ─▶ claims
//! ```

mod amounts;
mod claims;
mod clusters;
mod context;
mod credits;
mod dates;
mod document;
pub mod external;
mod kinds;
mod known;
mod lexicon;
pub mod network;
mod paragraph;
mod quotes;
mod repeats;
mod roles;
mod speakers;
pub mod tokens;
mod works;

use std::ops::Range;

use crate::model::{ClaimKind, EntityKind, QuoteKind};

pub use claims::{ClaimSign, check_worthiness_by};
pub use clusters::{NameRule, clusters, clusters_by};
pub use document::{Engine, Parts};
pub use kinds::kind_word;
pub use known::Known;
pub use quotes::{QuoteRule, told};

/// What proposes, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Suggester {
    /// What somebody tagged in the same article.
    Editor,
    /// The house's own names.
    House,
    /// The neural network.
    Network,
    /// The gazetteers.
    Lexicon,
    /// Forms of numbers and dates.
    Rule,
    /// The rest of the article: a name seen elsewhere.
    Repeat,
    /// Words that attribute.
    Attribution,
    /// What makes a passage worth checking.
    Claims,
}

impl Suggester {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Editor,
        Self::House,
        Self::Network,
        Self::Lexicon,
        Self::Rule,
        Self::Repeat,
        Self::Attribution,
        Self::Claims,
    ];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Editor => "Tags in this article",
            Self::House => "House lexicon",
            Self::Network => "Network",
            Self::Lexicon => "Gazetteers",
            Self::Rule => "Rules for forms",
            Self::Repeat => "Seen elsewhere in the article",
            Self::Attribution => "Words that attribute",
            Self::Claims => "Signs of claims",
        }
    }

    /// What it is called in a file.
    pub fn id(self) -> &'static str {
        match self {
            Self::Editor => "copydesk/tags",
            Self::House => "copydesk/house-lexicon",
            Self::Network => "copydesk/network",
            Self::Lexicon => "copydesk/gazetteers",
            Self::Rule => "copydesk/rules",
            Self::Repeat => "copydesk/repeats",
            Self::Attribution => "copydesk/attribution",
            Self::Claims => "copydesk/claims",
        }
    }
}

/// Who or what a suggested mention is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedEntity {
    /// The best form of its name in the article.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// What they are in this story, as it stands beside the name; empty where nothing does.
    pub role: String,
    /// Names of which this short form could stand for each of several.
    pub could_be: Vec<String>,
}

/// A suggested mention.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestedMention {
    /// Bytes of the article.
    pub range: Range<usize>,
    /// Index of its entity.
    pub entity: usize,
    /// How sure, 0 to 1.
    pub score: f32,
    /// What proposes it.
    pub by: Suggester,
    /// Why, in words.
    pub reason: String,
}

/// A suggested quote.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestedQuote {
    /// What was said, with its quotation marks: bytes of the article, sorted and apart.
    pub content: Vec<Range<usize>>,
    /// The words that announce it.
    pub cue: Option<Range<usize>>,
    /// The words that name the speaker.
    pub source: Option<Range<usize>>,
    /// Index of the speaking entity; `None` where the text leaves it open.
    pub speaker: Option<usize>,
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// How sure, 0 to 1.
    pub score: f32,
    /// How it was found.
    pub by: QuoteRule,
}

/// A passage worth checking.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestedClaim {
    /// Bytes of the article.
    pub range: Range<usize>,
    /// What sort of thing it claims, by the same signs.
    pub kind: ClaimKind,
    /// How much so, 0 to 1; for ranking.
    pub score: f32,
    /// Why, in words.
    pub reason: String,
}

/// All that is proposed for an article. Mentions, quotes and claims are in text order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggestions {
    /// Who and what is named.
    pub entities: Vec<SuggestedEntity>,
    /// Where.
    pub mentions: Vec<SuggestedMention>,
    /// Who is quoted.
    pub quotes: Vec<SuggestedQuote>,
    /// What to check.
    pub claims: Vec<SuggestedClaim>,
    /// What is no part of the story: bytes of the article.
    pub furniture: Vec<Range<usize>>,
}

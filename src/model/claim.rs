//! Claims and what was found out about them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AnnotationId, EntityId, EvidenceId, Extra};

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $label:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every value, in the order menus show them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The words for it on screen.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }
    };
}

vocabulary! {
    /// How far the checking has come.
    ClaimState {
        /// Found, nobody works on it yet.
        #[default] Marked = "Marked",
        /// Somebody works on it.
        InProgress = "In progress",
        /// Waiting for a source to answer.
        WaitingForSource = "Waiting for source",
        /// Waiting for the author to answer.
        WaitingForAuthor = "Waiting for author",
        /// Waiting for the criticised to reply.
        WaitingForReply = "Waiting for reply",
        /// A verdict was reached.
        Checked = "Checked",
        /// A second person agrees.
        SignedOff = "Signed off",
        /// Its words changed since it was checked.
        NeedsRecheck = "Needs recheck",
        /// An opinion, a prediction, an experience.
        NotCheckable = "Not checkable",
        /// No longer in question.
        Dropped = "Dropped",
    }
}

impl ClaimState {
    /// Whether nothing is left to do for the checker.
    pub fn is_resolved(self) -> bool {
        matches!(self, Self::Checked | Self::SignedOff | Self::NotCheckable | Self::Dropped)
    }
}

vocabulary! {
    /// What the checking found.
    Verdict {
        /// Nothing yet.
        #[default] Unrated = "Unrated",
        /// It is so.
        Verified = "Verified",
        /// So, but for details.
        MostlyTrue = "Mostly true",
        /// In part so, in part not.
        Mixed = "Mixed",
        /// Not so, but for details.
        MostlyFalse = "Mostly false",
        /// It is not so.
        False = "False",
        /// So, but it suggests what is not so.
        Misleading = "Misleading",
        /// Good sources contradict each other.
        Disputed = "Disputed",
        /// Nothing shows it.
        Unproven = "Unproven",
        /// It was so once.
        Outdated = "Outdated",
    }
}

vocabulary! {
    /// What sort of thing is claimed.
    ClaimKind {
        /// None of the others.
        #[default] Other = "Other",
        /// A number.
        Quantity = "Quantity",
        /// That something happened, or when.
        Event = "Event or date",
        /// That one thing caused another.
        Causal = "Cause",
        /// What law or rule is in force.
        Law = "Law or rule",
        /// Who holds what office.
        Position = "Position or role",
        /// First, largest, only.
        Superlative = "Superlative",
        /// That somebody said something.
        Attribution = "Quote attribution",
        /// What will be.
        Prediction = "Prediction",
        /// What somebody went through.
        Experience = "Personal experience",
    }
}

vocabulary! {
    /// How soon it should be looked at.
    Priority {
        /// If there is time.
        Low = "Low",
        /// In its turn.
        #[default] Normal = "Normal",
        /// First.
        High = "High",
    }
}

vocabulary! {
    /// What becomes of the line in the article.
    Disposition {
        /// Nothing.
        #[default] None = "None",
        /// The author was asked to change it.
        ChangeRequested = "Change requested",
        /// It was changed.
        Changed = "Changed",
        /// It now says who claims it.
        Attributed = "Attributed",
        /// It was taken out.
        Cut = "Cut",
        /// The editor lets it stand.
        Stet = "Stet by editor",
    }
}

vocabulary! {
    /// What sort of source a piece of evidence is.
    EvidenceKind {
        /// Reports what others found.
        #[default] Secondary = "Secondary source",
        /// Where the fact comes from.
        Primary = "Primary source",
        /// A conversation.
        Interview = "Interview",
        /// A document.
        Document = "Document",
        /// Seen by the checker.
        Observation = "Own observation",
    }
}

vocabulary! {
    /// What a piece of evidence does to the claim.
    Stance {
        /// It says the same.
        #[default] Supports = "Supports",
        /// It says otherwise.
        Contradicts = "Contradicts",
        /// It helps to understand.
        Context = "Context",
    }
}

/// Who claims it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Claimant {
    /// An entity.
    Entity(EntityId),
    /// The speaker of a quote.
    Quote(AnnotationId),
}

/// A source and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Stable id.
    pub id: EvidenceId,
    /// Name of the source.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// Who published it.
    pub publisher: String,
    /// Who wrote it.
    pub author: String,
    /// When, as printed there.
    pub published: String,
    /// When the checker looked.
    pub accessed: Option<Date>,
    /// Address of a kept copy.
    pub archived: String,
    /// Its words.
    pub excerpt: String,
    /// Page, paragraph or time.
    pub locator: String,
    /// What sort of source.
    pub kind: EvidenceKind,
    /// For or against.
    pub stance: Stance,
    /// Other evidence it does not depend on, in words.
    pub independent_of: String,
    /// Never to leave the desk.
    pub confidential: bool,
    /// May be shown to readers.
    pub publish: bool,
    /// Fields of a newer file version.
    pub extra: Extra,
}

impl Evidence {
    /// A piece of evidence with nothing filled in.
    pub fn new(id: EvidenceId) -> Self {
        Self {
            id,
            title: String::new(),
            url: String::new(),
            publisher: String::new(),
            author: String::new(),
            published: String::new(),
            accessed: None,
            archived: String::new(),
            excerpt: String::new(),
            locator: String::new(),
            kind: EvidenceKind::default(),
            stance: Stance::default(),
            independent_of: String::new(),
            confidential: false,
            publish: false,
            extra: Extra::new(),
        }
    }

    /// Whether it says anything: a title, an address or an excerpt.
    pub fn is_stated(&self) -> bool {
        [&self.title, &self.url, &self.excerpt].iter().any(|field| !field.trim().is_empty())
    }
}

/// Somebody's agreement to a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who.
    pub by: String,
    /// As what.
    #[serde(default)]
    pub role: String,
    /// When.
    pub at: Timestamp,
}

/// A question put to somebody outside the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// To whom.
    pub to: String,
    /// What they were asked.
    pub question: String,
    /// When they were asked; none where that is still to be done.
    pub asked: Option<Date>,
    /// Until when an answer is needed.
    pub due: Option<Date>,
    /// When they answered.
    pub answered: Option<Date>,
    /// What they answered.
    pub answer: String,
}

impl Query {
    /// Whether an answer is still to come.
    pub fn is_open(&self) -> bool {
        self.answered.is_none() && self.answer.trim().is_empty()
    }
}

/// What somebody who is criticised says to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// Who.
    pub from: String,
    /// When they were asked for it.
    pub asked: Option<Date>,
    /// When it came.
    pub received: Option<Date>,
    /// Their words; empty while there are none.
    pub words: String,
}

/// A correction after publication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// When it was published.
    pub published: Option<Date>,
    /// What stood there.
    pub was: String,
    /// What stands there now.
    pub now: String,
    /// What readers are told.
    pub notice: String,
}

/// The record of a claim. Its words are the annotation's spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// The claim as its claimant asserts it; empty means the words of the article.
    pub assertion: String,
    /// Who claims it.
    pub claimant: Option<Claimant>,
    /// What sort of thing is claimed.
    pub kind: ClaimKind,
    /// Whether it criticises somebody, who then has a right of reply.
    pub criticism: bool,
    /// How soon it should be looked at.
    pub priority: Priority,
    /// How far the checking has come.
    pub state: ClaimState,
    /// What it found.
    pub verdict: Verdict,
    /// What becomes of the line.
    pub disposition: Disposition,
    /// The words proposed instead.
    pub suggested_text: String,
    /// The sources.
    pub evidence: Vec<Evidence>,
    /// Why it counts as checked without evidence.
    pub reason: String,
    /// The recorded objection that makes it disputed.
    pub objection: String,
    /// Anything the desk should know.
    pub note: String,
    /// Who reached the verdict.
    pub checked_by: String,
    /// The words of the article the verdict was given for; empty where there is no verdict.
    pub checked_words: String,
    /// Who agreed.
    pub approvals: Vec<Approval>,
    /// Questions to people outside the desk.
    pub queries: Vec<Query>,
    /// What the criticised say to it.
    pub replies: Vec<Reply>,
    /// What was corrected after publication.
    pub corrections: Vec<Correction>,
}

impl Claim {
    /// The entity that claims it, if it is one.
    pub fn claimant_entity(&self) -> Option<EntityId> {
        match self.claimant {
            Some(Claimant::Entity(entity)) => Some(entity),
            _ => None,
        }
    }

    /// Whether some evidence that says anything has this stance.
    pub fn has_evidence(&self, stance: Stance) -> bool {
        self.evidence.iter().any(|evidence| evidence.stance == stance && evidence.is_stated())
    }
}

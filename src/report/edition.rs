//! The document as one audience may see it.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::model::{Claim, Claimant, Document, EditError, Entity, Schema, Verdict};

use super::{Audience, LeftOut, Options, readers};

/// See the module. All that writers know.
pub(super) struct Edition<'a> {
    document: Cow<'a, Document>,
    /// For whom.
    pub(super) audience: Audience,
    /// The day it is made.
    pub(super) date: Date,
    /// The house's vocabulary.
    pub(super) schema: &'a Schema,
    /// What readers do not get to see.
    pub(super) left_out: LeftOut,
}

impl<'a> Edition<'a> {
    pub(super) fn new(
        document: &'a Document,
        schema: &'a Schema,
        options: Options,
    ) -> Result<Self, EditError> {
        let (document, left_out) = match options.audience {
            Audience::Desk => (Cow::Borrowed(document), LeftOut::default()),
            Audience::Readers => {
                let (edition, left_out) = readers::edition(document)?;
                (Cow::Owned(edition), left_out)
            }
        };
        Ok(Self { document, audience: options.audience, date: options.date, schema, left_out })
    }

    /// The document of this edition.
    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    /// Whether it is the desk's own.
    pub(super) fn is_for_the_desk(&self) -> bool {
        self.audience == Audience::Desk
    }

    /// The article's title; its first words where it has none.
    pub(super) fn title(&self) -> String {
        let article = self.document.article();
        let headline = article
            .blocks()
            .iter()
            .find(|block| block.kind == crate::model::BlockKind::Headline)
            .map(|block| block.span.of(article.text()).trim());
        let first_line = || article.text().lines().map(str::trim).find(|line| !line.is_empty());
        let title = Some(article.meta.title.trim()).filter(|title| !title.is_empty());
        let title = headline.or(title).or_else(first_line).unwrap_or("Untitled article");
        super::note::shortened(title, 200)
    }

    /// Who claims it, if somebody but the article does.
    pub(super) fn claimant(&self, claim: &Claim) -> Option<&Entity> {
        let entity = match claim.claimant? {
            Claimant::Entity(entity) => entity,
            Claimant::Quote(quote) => self.document.annotation(quote)?.quote()?.speaker?,
        };
        self.document.entity(entity)
    }

    /// The house's name for a verdict.
    pub(super) fn verdict_name(&self, verdict: Verdict) -> &str {
        self.schema.verdict_name(verdict)
    }
}

/// A day as printed.
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// A moment as printed, in UTC.
pub(super) fn moment(at: jiff::Timestamp) -> String {
    at.strftime("%-d %B %Y, %H:%M UTC").to_string()
}

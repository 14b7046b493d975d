//! What `--to` names: a format, or a report.

use std::path::Path;

use clap::builder::PossibleValuesParser;

use crate::formats::{Confidential, Exported, Format, Loss, Part, export, without_confidential};
#[cfg(feature = "parquet")]
use crate::formats::{Rows, rows};
use crate::model::{Document, Schema};
use crate::report::{self, Audience, Kind, Options, Report};
use crate::session::jobs::explained;
use crate::storage::today;

/// The reports that are written a file an article.
const REPORTS: [Kind; 4] = [Kind::Html, Kind::Markdown, Kind::Docx, Kind::ClaimReview];

/// What documents become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Destination {
    Format(Format),
    Report(Kind),
    /// Tables over all documents.
    Parquet,
}

/// Where it is missing.
#[cfg(not(feature = "parquet"))]
pub(super) const NO_PARQUET: &str =
    "this Copydesk was built without Parquet. Build it with --features parquet, or write csv";

impl Destination {
    /// The words the command line takes.
    pub(super) fn names() -> PossibleValuesParser {
        PossibleValuesParser::new(Self::all().map(Self::name))
    }

    fn all() -> impl Iterator<Item = Self> {
        let reports = REPORTS.into_iter().map(Self::Report);
        Format::ALL.into_iter().map(Self::Format).chain([Self::Parquet]).chain(reports)
    }

    /// What this word names.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::all().find(|own| own.name() == name)
    }

    /// What the ending of a file's name tells.
    pub(super) fn of_file(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        if name.ends_with(".parquet") {
            return Some(Self::Parquet);
        }
        if name.ends_with(".claimreview.jsonld") {
            return Some(Self::Report(Kind::ClaimReview));
        }
        let by_extension = |kind: &Kind| name.ends_with(&format!(".{}", kind.extension()));
        let report = || REPORTS.into_iter().find(by_extension).map(Self::Report);
        Format::of_file(&name).map(Self::Format).or_else(report)
    }

    /// Its word.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Format(format) => format.name(),
            Self::Report(kind) => kind.word(),
            Self::Parquet => "parquet",
        }
    }

    /// What the names of the files for one document end in.
    pub(super) fn endings(self, audience: Audience) -> Vec<String> {
        match self {
            Self::Format(format) => format.written_endings().iter().map(|own| (*own).to_owned()).collect(),
            Self::Report(kind) => vec![kind.file_name("", kind.audience(audience).unwrap_or(audience))],
            Self::Parquet => vec![".parquet".to_owned()],
        }
    }

    /// The format, where several documents fit into one file.
    pub(super) fn joined(self) -> Option<Format> {
        match self {
            Self::Format(format) => Some(format).filter(|format| format.can_be_joined()),
            Self::Report(_) | Self::Parquet => None,
        }
    }
}

/// How documents are written.
pub(super) struct Writing {
    pub(super) confidential: Confidential,
    pub(super) audience: Audience,
    pub(super) schema: Schema,
}

/// One document, written.
pub(super) enum Content {
    Exported(Exported),
    Report {
        ending: String,
        report: Report,
        losses: Vec<Loss>,
    },
    /// Rows for tables; taken out when they are written.
    #[cfg(feature = "parquet")]
    Rows {
        rows: Option<Rows>,
        losses: Vec<Loss>,
    },
}

impl Writing {
    /// Writes `document`, which is called so where that is told. `in_ours` says whether a file of ours
    /// may hold confidential evidence.
    pub(super) fn content(
        &self,
        document: &Document,
        destination: Destination,
        called: &str,
        in_ours: Confidential,
    ) -> Result<Content, String> {
        let kind = match destination {
            Destination::Format(format) => {
                let confidential = if format == Format::Ron { in_ours } else { self.confidential };
                let exported = export(document, format, called, confidential);
                return exported.map(Content::Exported).map_err(|error| error.to_string());
            }
            Destination::Report(kind) => kind,
            #[cfg(feature = "parquet")]
            Destination::Parquet => {
                let (rows, losses) = rows(document, called, self.confidential);
                return Ok(Content::Rows { rows: Some(rows), losses });
            }
            #[cfg(not(feature = "parquet"))]
            Destination::Parquet => return Err(NO_PARQUET.to_owned()),
        };
        let (open, n_withheld) = match self.confidential {
            Confidential::Included => (None, 0),
            // The edition for readers leaves it out by itself, and says so.
            Confidential::Withheld if self.audience == Audience::Readers => (None, 0),
            Confidential::Withheld => {
                let (open, n_withheld) = without_confidential(document);
                (Some(open), n_withheld)
            }
        };
        let options = Options { audience: self.audience, date: today() };
        let report = report::write(kind, open.as_ref().unwrap_or(document), &self.schema, options);
        let report = report.map_err(|error| explained(&error))?;
        let losses = (n_withheld > 0).then_some(Loss { part: Part::Confidential, count: n_withheld });
        let audience = kind.audience(self.audience).unwrap_or(self.audience);
        Ok(Content::Report {
            ending: kind.file_name("", audience),
            report,
            losses: losses.into_iter().collect(),
        })
    }
}

impl Content {
    /// Its files: what their names end in, and what is in them.
    pub(super) fn files(&self) -> Vec<(&str, &[u8])> {
        match self {
            Self::Exported(exported) => {
                exported.files.iter().map(|file| (file.ending, file.content.as_bytes())).collect()
            }
            Self::Report { ending, report, .. } => vec![(ending, &report.bytes)],
            #[cfg(feature = "parquet")]
            Self::Rows { .. } => Vec::new(),
        }
    }

    /// What is not in it, counted.
    pub(super) fn losses(&self) -> &[Loss] {
        match self {
            Self::Exported(exported) => &exported.losses,
            Self::Report { losses, .. } => losses,
            #[cfg(feature = "parquet")]
            Self::Rows { losses, .. } => losses,
        }
    }

    /// What else there is to know about it, a sentence each.
    pub(super) fn remarks(&self) -> &[String] {
        match self {
            Self::Exported(_) => &[],
            #[cfg(feature = "parquet")]
            Self::Rows { .. } => &[],
            Self::Report { report, .. } => &report.remarks,
        }
    }

    /// Lets go of what is in the files, once it is on disk.
    pub(super) fn forget(&mut self) {
        match self {
            Self::Exported(exported) => {
                exported.files.iter_mut().for_each(|file| file.content = String::new());
            }
            Self::Report { report, .. } => report.bytes = Vec::new(),
            #[cfg(feature = "parquet")]
            Self::Rows { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_names_one_thing_and_endings_tell_it() {
        for own in Destination::all() {
            assert_eq!(Destination::named(own.name()), Some(own));
            let name = format!("story{}", own.endings(Audience::Readers)[0]);
            let told = Destination::of_file(Path::new(&name));
            // A text beside annotations says nothing of them.
            if !matches!(own, Destination::Format(Format::Brat | Format::Xmi)) {
                assert_eq!(told, Some(own), "{name}");
            }
        }
    }
}

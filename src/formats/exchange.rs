//! One door to all formats: a document out, documents in.

use std::borrow::Cow;

use crate::model::Document;

use super::format::Format;
use super::loss::{Loss, Part, summed};
use super::placed::placed;
use super::withheld::without_confidential;
use super::{ExchangeError, WriteError};

/// A document written in some format.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The files it takes.
    pub files: Vec<ExportedFile>,
    /// What is not in them.
    pub losses: Vec<Loss>,
}

/// One file of an export.
#[derive(Clone, Debug)]
pub struct ExportedFile {
    /// What its name ends in, behind the article's, for example `.ann`.
    pub ending: &'static str,
    /// What is in it.
    pub content: String,
}

impl Exported {
    /// One file.
    pub(super) fn one(ending: &'static str, content: String, losses: Vec<Loss>) -> Self {
        Self { files: vec![ExportedFile { ending, content }], losses }
    }
}

/// A document that was read.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What its file calls it, if it does.
    pub name: Option<String>,
    /// The document.
    pub document: Document,
    /// What there is to know about the reading, a sentence each.
    pub notes: Vec<String>,
}

/// What goes along in an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidential {
    /// Confidential evidence stays at the desk.
    Withheld,
    /// It goes along.
    Included,
}

/// Writes `document`; `name` is what its article is called where the format wants a name.
/// Our own format always holds everything, so it is refused where something must be withheld.
pub fn export(
    document: &Document,
    format: Format,
    name: &str,
    confidential: Confidential,
) -> Result<Exported, WriteError> {
    if format == Format::Ron {
        let exported = written(document, format, name)?;
        let is_open = confidential == Confidential::Included || !holds_confidential(&exported);
        return is_open.then_some(exported).ok_or(WriteError::Confidential);
    }
    let (edition, withheld, past) = edition(document, confidential);
    let mut exported = written(&edition, format, name)?;
    exported.losses.splice(0..0, withheld);
    exported.losses.extend(past);
    exported.losses = summed(exported.losses);
    Ok(exported)
}

/// Whether confidential evidence is in our own file, be it in the history or in what lost its place.
fn holds_confidential(file: &Exported) -> bool {
    file.files.iter().any(|own| own.content.contains("confidential: true"))
}

/// What other tools are given of `document`; what is withheld of it, and what of its past is left out.
pub(super) fn edition(
    document: &Document,
    confidential: Confidential,
) -> (Cow<'_, Document>, Option<Loss>, Vec<Loss>) {
    let (placed, past) = placed(document);
    if confidential == Confidential::Included {
        return (placed, None, past);
    }
    let (open, count) = without_confidential(&placed);
    (Cow::Owned(open), (count > 0).then_some(Loss { part: Part::Confidential, count }), past)
}

fn written(document: &Document, format: Format, name: &str) -> Result<Exported, WriteError> {
    match format {
        Format::Ron => {
            super::ron::write_checked(document).map(|text| Exported::one(".desk.ron", text, Vec::new()))
        }
        Format::Txt => Ok(super::txt::write(document)),
        Format::W3c => Ok(super::w3c::write(document)),
        Format::Brat => Ok(super::brat::write(document)),
        Format::Conll => Ok(super::conll::write(document)),
        Format::ConllU => Ok(super::conllu::write(document, name)),
        Format::Doccano => Ok(super::doccano::write(document)),
        Format::LabelStudio => Ok(super::labelstudio::write(document)),
        Format::Prodigy => Ok(super::prodigy::write(document)),
        Format::Spacy => Ok(super::spacy::write(document)),
        Format::Csv => Ok(super::csv::write(document, name)),
        Format::Stam => Ok(super::stam::write(document, name)),
        Format::Ninjs => Ok(super::ninjs::write(document)),
        Format::Xmi => Ok(super::cas::write_xmi(document)),
        Format::CasJson => Ok(super::cas::write_json(document)),
        Format::WebAnno => Ok(super::webanno::write(document)),
    }
}

/// Reads the documents in `text`; `beside` is the text of the file named by [`Format::companion`],
/// where it is there.
pub fn import(text: &str, format: Format, beside: Option<&str>) -> Result<Vec<Imported>, ExchangeError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    match format {
        Format::Ron => {
            let document = super::ron::read(text).map_err(ExchangeError::from)?;
            Ok(vec![Imported { name: None, document, notes: Vec::new() }])
        }
        Format::W3c => super::w3c::read(text, beside),
        Format::Brat => super::brat::read(text, beside).map(|one| vec![one]),
        Format::Conll => super::conll::read(text),
        Format::ConllU => super::conllu::read(text),
        Format::Doccano => super::doccano::read(text),
        Format::LabelStudio => super::labelstudio::read(text),
        Format::Prodigy => super::prodigy::read(text),
        Format::Spacy => super::spacy::read(text),
        Format::Xmi => super::cas::read_xmi(text).map(|one| vec![one]),
        Format::CasJson => super::cas::read_json(text).map(|one| vec![one]),
        Format::WebAnno => super::webanno::read(text).map(|one| vec![one]),
        Format::Txt | Format::Csv | Format::Stam | Format::Ninjs => Err(ExchangeError::whole(
            format!("{} is a format Copydesk writes and does not read", format.name()),
            "Import the text as an article, or choose a format that carries annotations",
        )),
    }
}

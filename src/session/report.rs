//! Choosing a report, looking at it, and having it written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::{Document, Schema};
use crate::report::{Audience, Kind, Options, Preview, ReportError};

use super::effect::Effect;
use super::files::answer;
use super::flow::{Act, Flow, FlowInput, LinePurpose};
use super::jobs::{is_desk_file, stem};
use super::state::Session;

/// A report being chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportForm {
    /// Which.
    pub kind: Kind,
    /// For whom it is wanted.
    pub audience: Audience,
    /// What will be in it; none while that is worked out, or where there is no such report.
    pub preview: Option<Arc<Preview>>,
    /// Why there is none.
    pub message: String,
}

/// What a report is made from; shares its records with the session.
#[derive(Clone, Debug)]
pub struct ReportRequest {
    /// The document.
    pub document: Document,
    /// The house's vocabulary.
    pub schema: Schema,
    /// Which report.
    pub kind: Kind,
    /// For whom, and the day.
    pub options: Options,
    /// The session's revision it is of.
    pub revision: u64,
}

impl Session {
    pub(super) fn begin_report(&mut self) {
        self.choose_report(Kind::default(), Audience::default());
    }

    /// Shows this report, or why there is none for this audience.
    fn choose_report(&mut self, kind: Kind, audience: Audience) {
        let mut form = ReportForm { kind, audience, preview: None, message: String::new() };
        if kind.audience(audience).is_some() {
            let request = self.report_request(kind, audience);
            self.effects.push(Effect::PreviewReport(Box::new(request)));
        } else {
            form.message = format!(
                "“{}” holds nothing but what belongs to the desk. Choose For the desk (D), or another report.",
                kind.label()
            );
        }
        self.flow = Some(Flow::Report(form));
    }

    fn report_request(&self, kind: Kind, audience: Audience) -> ReportRequest {
        let options = Options { audience, date: (self.ambient.today)() };
        let (document, schema) = (self.document.clone(), self.schema.clone());
        ReportRequest { document, schema, kind, options, revision: self.revision }
    }

    pub(super) fn report_input(&mut self, form: ReportForm, input: &FlowInput) {
        let place = Kind::ALL.iter().position(|kind| *kind == form.kind).unwrap_or_default();
        let n_kinds = Kind::ALL.len();
        let chosen = match input {
            FlowInput::Up => Some((place + n_kinds - 1) % n_kinds),
            FlowInput::Down => Some((place + 1) % n_kinds),
            FlowInput::Take(row) => Some(*row),
            FlowInput::Letter(key) => {
                key.to_digit(10).and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1))
            }
            _ => None,
        };
        if let Some(kind) = chosen.and_then(|place| Kind::ALL.get(place)) {
            return self.choose_report(*kind, form.audience);
        }
        match input {
            FlowInput::Letter('c') if form.kind.audience(form.audience).is_some() => {
                let request = Box::new(self.report_request(form.kind, form.audience));
                self.effects.push(Effect::CopyReport(request));
                self.flow = Some(Flow::Report(form));
            }
            FlowInput::Letter('d') => self.choose_report(form.kind, Audience::Desk),
            FlowInput::Letter('r') => self.choose_report(form.kind, Audience::Readers),
            FlowInput::Toggle(place) => {
                let audience = Audience::ALL.get(*place).copied().unwrap_or_default();
                self.choose_report(form.kind, audience);
            }
            FlowInput::Confirm if form.kind.audience(form.audience).is_some() => {
                self.ask_report_path(form.kind, form.audience);
            }
            _ => self.flow = Some(Flow::Report(form)),
        }
    }

    fn ask_report_path(&mut self, kind: Kind, audience: Audience) {
        let own = self.file.path.clone();
        let name = kind.file_name(&stem(Path::new(&self.display_name())), audience);
        let folder = own.as_deref().and_then(Path::parent).or(self.file.folder.as_deref());
        let suggested = folder.map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name));
        self.ask_path(LinePurpose::ReportPath(kind, audience), suggested.display().to_string());
        self.effects.push(Effect::AskReportPath { kind, audience, suggested });
    }

    /// Has the report written to a path that was typed or chosen; asks before it replaces another file.
    pub(super) fn write_report(&mut self, path: PathBuf, kind: Kind, audience: Audience, overwrite: bool) {
        let path = with_ending(path, kind);
        if is_desk_file(&path) {
            return self.complain(format!(
                "The report was not saved: {} is the name of a Copydesk file. Save it under another name.",
                path.display()
            ));
        }
        let request = Box::new(self.report_request(kind, audience));
        self.effects.push(Effect::WriteReport { request, path, overwrite });
    }

    pub(super) fn report_previewed(
        &mut self,
        request: (Kind, Audience, u64),
        preview: Result<Preview, ReportError>,
    ) {
        let revision = self.revision;
        let Some(Flow::Report(form)) = &mut self.flow else { return };
        if request != (form.kind, form.audience, revision) {
            return;
        }
        match preview {
            Ok(preview) => form.preview = Some(Arc::new(preview)),
            Err(error) => form.message = super::jobs::explained(&error),
        }
    }

    pub(super) fn report_would_replace(&mut self, path: PathBuf, kind: Kind, audience: Audience) {
        let text = format!("There is a file of this name already: {}", path.display());
        let answers = vec![
            answer("Go on working", Act::Nothing),
            answer("Replace it (the old one stays as .bak)", Act::ReplaceReport { path, kind, audience }),
        ];
        self.ask_when_free("Replace this file?", text, answers);
    }
}

/// `path` with the report's ending where it has none.
fn with_ending(path: PathBuf, kind: Kind) -> PathBuf {
    if path.extension().is_some() {
        return path;
    }
    path.with_extension(kind.extension())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_ending_gets_the_report_s() {
        assert_eq!(with_ending("page".into(), Kind::Html), PathBuf::from("page.html"));
        assert_eq!(with_ending("page.htm".into(), Kind::Html), PathBuf::from("page.htm"));
    }
}

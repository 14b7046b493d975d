//! Many files into formats and reports, and what is said about it.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;

use super::destination::{Content, Destination, Writing};
use super::each::each;
use super::inputs::Input;
use super::output;
use super::source::{documents, stem};
use super::target::{Target, Writer};
use super::wrong_call;
use crate::formats::{Confidential, Format, Loss, Part};

/// Files to be converted, each with the name its files are given.
pub(super) struct Conversion<'a> {
    items: Vec<(&'a Input, PathBuf)>,
    from: Option<Format>,
}

/// One document in one destination.
struct Done {
    content: Content,
    /// Where it is, if it has files of its own.
    files: Vec<String>,
    notes: Vec<String>,
}

impl<'a> Conversion<'a> {
    /// Of `inputs`, in the format `from` or else what their endings tell. Two that would be written
    /// to the same file are a mistake before anything is done.
    pub(super) fn new(inputs: &'a [Input], from: Option<Format>) -> anyhow::Result<Self> {
        let items: Vec<(&Input, PathBuf)> =
            inputs.iter().map(|input| (input, out_name(input, from))).collect();
        let mut seen = HashSet::new();
        if let Some((_, twin)) = items.iter().find(|(_, name)| !seen.insert(name)) {
            return Err(wrong_call(format!(
                "Two of the files would be written as “{}”. Convert them one by one, or name their folder instead",
                twin.display()
            )));
        }
        Ok(Self { items, from })
    }

    /// Does it. One bad file does not stop the others.
    pub(super) fn run(
        &self,
        destinations: &[Destination],
        writing: &Writing,
        mut target: Target,
        mut outcome: Outcome,
    ) -> anyhow::Result<ExitCode> {
        let writer = target.writer();
        each(
            &self.items,
            |(input, name)| self.convert(input, name, destinations, writing, &writer),
            |(input, _), done| outcome.take(input, done, &mut target),
        )?;
        target.end()?;
        outcome.end()
    }

    fn convert(
        &self,
        input: &Input,
        name: &Path,
        destinations: &[Destination],
        writing: &Writing,
        writer: &Writer,
    ) -> Result<Vec<Done>, String> {
        let (format, documents) = documents(input, self.from)?;
        let several = documents.len() > 1;
        if several && writer.is_for_one() {
            return Err(format!("there are {} articles in it. Say -o FOLDER for them", documents.len()));
        }
        // What comes from elsewhere and goes into a file of ours stays whole.
        let is_own = format == Format::Ron;
        let mut done = Vec::with_capacity(documents.len());
        for (number, imported) in documents.into_iter().enumerate() {
            let mut own = name.as_os_str().to_owned();
            if several {
                own.push(format!("-{}", number + 1));
            }
            let own = PathBuf::from(own);
            let called = imported.name.unwrap_or_else(|| own.display().to_string());
            let mut notes = imported.notes;
            let document = imported.document;
            // A file of ours keeps what there is to know about the import; an article has it already.
            let noted = (format != Format::Txt && !notes.is_empty()).then(|| {
                let what = format!("Imported from {} as {}.", input.name(), format.title());
                document.clone().with_import_notes(std::iter::once(what).chain(notes.iter().cloned()))
            });
            for destination in destinations {
                let confidential = if is_own { writing.confidential } else { Confidential::Included };
                let is_ours = *destination == Destination::Format(Format::Ron);
                let document = noted.as_ref().filter(|_| is_ours).unwrap_or(&document);
                let mut content = writing.content(document, *destination, &called, confidential)?;
                let files = writer.write(&own, &mut content)?;
                notes.extend(content.remarks().iter().cloned());
                done.push(Done { content, files, notes: std::mem::take(&mut notes) });
            }
        }
        Ok(done)
    }
}

/// What an input's files are called, without an ending.
fn out_name(input: &Input, from: Option<Format>) -> PathBuf {
    if input.is_dash() {
        return PathBuf::from("stdin");
    }
    input.below.with_file_name(stem(&input.path, from))
}

/// What is said about it all.
pub(super) struct Outcome {
    json: bool,
    n_inputs: usize,
    all_well: bool,
    losses: BTreeMap<Part, usize>,
}

impl Outcome {
    /// Nothing yet, of `n_inputs` files; as `json` or in words.
    pub(super) fn new(json: bool, n_inputs: usize) -> Self {
        Self { json, n_inputs, all_well: true, losses: BTreeMap::new() }
    }

    fn take(
        &mut self,
        input: &Input,
        done: Result<Vec<Done>, String>,
        target: &mut Target,
    ) -> anyhow::Result<()> {
        let name = input.name();
        let documents = match done {
            Ok(documents) => documents,
            Err(message) => {
                self.all_well = false;
                return Ok(output::failed(&name, &message, self.json)?);
            }
        };
        for Done { mut content, mut files, notes } in documents {
            files.extend(target.take(&mut content)?);
            for loss in content.losses() {
                *self.losses.entry(loss.part).or_default() += loss.count;
            }
            if self.json {
                let losses: Vec<_> = content
                    .losses()
                    .iter()
                    .map(|loss| json!({ "part": format!("{:?}", loss.part), "count": loss.count, "words": loss.to_string() }))
                    .collect();
                let line = json!({ "file": name, "written": files, "not_carried": losses, "notes": notes });
                output::say_json(&line)?;
            } else {
                for note in notes {
                    output::complain(&format!("{name}: {note}"))?;
                }
            }
        }
        Ok(())
    }

    /// What was not carried, over all files.
    fn end(&self) -> anyhow::Result<ExitCode> {
        if !self.json {
            let whole =
                if self.n_inputs == 1 { String::new() } else { format!("in {} files ", self.n_inputs) };
            for (part, count) in &self.losses {
                let loss = Loss { part: *part, count: *count };
                output::complain(&format!("copydesk: {whole}{loss}"))?;
            }
        }
        Ok(if self.all_well { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
    }
}

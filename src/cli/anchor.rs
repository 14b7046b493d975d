//! `copydesk anchor`: brings everything said about an article to its new text.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use clap::Args;

use super::import::STDIN;
use super::inputs::DASH;
use super::source::standard_input;
use super::{output, wrong_call};
use crate::formats;
use crate::ingest;
use crate::model::{Article, Document, DraftStamp, Edit, Extra, NewDraft, Step, new_draft};
use crate::session::{article_in, jobs};
use crate::storage::{now, write_atomically};
use crate::text::anchor::Outcome;
use crate::text::units::UnitIndex;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Copydesk file (.desk.ron) with the annotations; - is standard input.
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The new text: an article of any kind that can be opened; - is standard input.
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Where the Copydesk file goes that has the new text and everything brought along. A file that
    /// is there already, also OLD itself, is replaced only with --force.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Replace a file that is there already (the old version stays as .bak).
    #[arg(long)]
    force: bool,
    /// A line of JSON for each span of each annotation, in place of the summary. Places are code points.
    #[arg(long)]
    json: bool,
    /// Who does it, for the history.
    #[arg(long = "as", value_name = "NAME", default_value = "")]
    person: String,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if [&arguments.old, &arguments.new].iter().all(|path| path.as_os_str() == DASH) {
        return Err(wrong_call("The old file and the new text cannot both come from standard input"));
    }
    if let Some(file) = &arguments.output {
        output::may_write(file, arguments.force).map_err(|message| anyhow!("{message}"))?;
    }
    let old = &arguments.old;
    let mut document = super::check::read(old).map_err(|message| anyhow!("{}: {message}", old.display()))?;
    let article = if arguments.new.as_os_str() == DASH {
        article_on_standard_input()
    } else {
        article_in(&arguments.new)
    };
    let article = article.map_err(|message| anyhow!("{message}"))?;
    let before = UnitIndex::new(document.article().text().clone());
    let stamp = DraftStamp { at: now(), by: arguments.person.clone() };
    let draft = new_draft(&document, &article, stamp);
    let lines = if arguments.json {
        let after = UnitIndex::new(article.text().clone());
        draft.carried.iter().filter_map(|carried| json(carried, &before, &after)).collect()
    } else {
        summary(&draft)
    };
    if let Some(file) = &arguments.output {
        perform(&mut document, draft.edit, arguments)?;
        let text = formats::ron::write_checked(&document)?;
        write_atomically(file, text.as_bytes(), None)
            .map_err(|error| anyhow!("{}", jobs::explained(&error)))?;
    }
    for line in lines {
        output::say(&line)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn article_on_standard_input() -> Result<Article, String> {
    let imported = ingest::import(STDIN, &standard_input()?, None);
    imported.map(|imported| imported.article).map_err(|error| error.to_string())
}

fn perform(document: &mut Document, edit: Edit, arguments: &Arguments) -> anyhow::Result<()> {
    let name = arguments.new.file_name().unwrap_or_default().to_string_lossy();
    let what = format!("New draft from {name}");
    let step = Step { at: now(), by: arguments.person.clone(), what, edit, extra: Extra::new() };
    document.perform(step).map_err(|error| anyhow!("The annotations could not be brought along: {error}"))
}

fn summary(draft: &NewDraft) -> Vec<String> {
    let line = |outcome: Outcome, words: &str| format!("{:>6}  {words}", draft.count(outcome));
    vec![
        line(Outcome::Same, "same words, same place"),
        line(Outcome::Moved, "same words, found elsewhere"),
        line(Outcome::Changed, "words changed: to be reviewed"),
        line(Outcome::Orphan, "without a place: to be reviewed"),
    ]
}

fn json(carried: &crate::model::Carried, before: &UnitIndex, after: &UnitIndex) -> Option<String> {
    let pair = |span: crate::text::Span, units: &UnitIndex| {
        let (start, end) = (units.char_of_byte(span.start())?, units.char_of_byte(span.end())?);
        Some(format!("[{start},{end}]"))
    };
    let old = pair(carried.old, before)?;
    let new = match carried.new.span {
        Some(span) => pair(span, after)?,
        None => "null".to_owned(),
    };
    let (outcome, score) = (carried.new.outcome.word(), carried.new.score);
    Some(format!(
        "{{\"id\":\"{}\",\"old\":{old},\"new\":{new},\"outcome\":\"{outcome}\",\"score\":{}.{:02}}}",
        carried.id,
        score / 100,
        score % 100
    ))
}

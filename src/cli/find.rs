//! `copydesk find`: words with what stands around them, over many files.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::each::each;
use super::inputs::{Input, inputs};
use super::output;
use super::source::{documents, is_readable};
use super::wrong_call;
use crate::formats::json_line;
use crate::text::Span;
use crate::text::search::{Pattern, Query};
use crate::text::units::UnitIndex;

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Arguments {
    /// Words, or with --regex an expression.
    #[arg(value_name = "PATTERN")]
    pattern: String,
    /// Files in any format that is read, plain text and Markdown, folders or patterns of names; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Capitals count.
    #[arg(long)]
    case: bool,
    /// Whole words only.
    #[arg(long)]
    word: bool,
    /// PATTERN is a regular expression.
    #[arg(long)]
    regex: bool,
    /// Characters shown on either side, at most 10000.
    #[arg(long, default_value_t = 40, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=10_000))]
    context: u16,
    /// Say each place as a JSON object a line.
    #[arg(long)]
    json: bool,
}

/// Exit code 1 where nothing was found, as `grep` has it, or a file could not be read.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { case, word, regex, .. } = *arguments;
    let query = Query { text: arguments.pattern.clone(), case, whole_word: word, regex };
    let Some(pattern) = Pattern::new(&query).map_err(|error| wrong_call(error.to_string()))? else {
        return Err(wrong_call("There is nothing to look for. Say some words"));
    };
    let items = inputs(&arguments.files, |name| is_readable(name, None))?;
    let (mut n_found, mut all_read) = (0, true);
    each(
        &items,
        |input| search(input, &pattern, arguments),
        |input, found| {
            match found {
                Ok(lines) => {
                    n_found += lines.len();
                    lines.iter().try_for_each(|line| output::show_line(line))?;
                }
                Err(message) => {
                    all_read = false;
                    output::failed(&input.name(), &message, arguments.json)?;
                }
            }
            Ok(())
        },
    )?;
    Ok(if all_read && n_found > 0 { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

fn search(input: &Input, pattern: &Pattern, arguments: &Arguments) -> Result<Vec<String>, String> {
    let context = usize::from(arguments.context);
    let mut lines = Vec::new();
    for imported in documents(input, None)?.1 {
        let document = imported.document;
        let units = UnitIndex::new(document.article().text().clone());
        let text = document.text();
        for found in pattern.matches(text) {
            let Ok(span) = Span::new(text, found.start, found.end) else { continue };
            let (line, column) = units.line_col(span.start()).unwrap_or((1, 1));
            let before = around(text.get(..span.start()).unwrap_or_default(), context, true);
            let after = around(text.get(span.end()..).unwrap_or_default(), context, false);
            let words = one_line(span.of(text));
            lines.push(if arguments.json {
                let said: Vec<Value> = document
                    .annotations()
                    .filter(|annotation| annotation.spans.overlaps(span))
                    .map(|annotation| json!({ "kind": annotation.kind().label().to_lowercase(), "id": annotation.id }))
                    .collect();
                let place = |byte| units.char_of_byte(byte);
                let object = json!({
                    "file": input.name(), "line": line, "column": column,
                    "start": place(span.start()), "end": place(span.end()),
                    "before": before, "words": words, "after": after, "annotations": said,
                });
                json_line(&object.to_string())
            } else {
                let gap = " ".repeat(context.saturating_sub(before.chars().count()));
                format!("{}:{line}:{column}: {gap}{before}[{words}]{after}", input.name())
            });
        }
    }
    Ok(lines)
}

/// So many characters at the end or the beginning of a text, in a line.
fn around(text: &str, n: usize, at_end: bool) -> String {
    let taken: String = if at_end {
        let start = n
            .checked_sub(1)
            .map_or(text.len(), |last| text.char_indices().rev().nth(last).map_or(0, |(at, _)| at));
        text.get(start..).unwrap_or_default().to_owned()
    } else {
        text.chars().take(n).collect()
    };
    one_line(&taken)
}

pub(super) fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}', " ")
}

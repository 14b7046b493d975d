//! `copydesk suggest`: what does the program propose for these articles?

mod found;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use clap::Args;

use self::found::{Counting, Found};
use super::each::each;
use super::inputs::{Input, inputs};
use super::source::{is_text, text_of, without_path};
use super::{check, output, wrong_call};
use crate::formats::json_line;
use crate::ingest;
use crate::model::Article;
use crate::session::jobs::{self, is_desk_file};
use crate::session::suggest::By;
use crate::session::suggest::child::{Running, Trouble};
use crate::session::suggest::outsiders;
use crate::storage::ExternalSuggester;
use crate::suggest::external::Item;
use crate::suggest::{Engine, Suggester};

#[derive(Debug, Args)]
#[command(after_help = "\
Offsets and places are those of the file where it is plain text or Markdown, else of the article in it, \
as copydesk import --json prints it.\n\n\
Exit codes: 0 all done, 1 something could not be read or asked, 2 wrong call.")]
pub(super) struct Arguments {
    /// Articles (.txt, .md, .html, .docx, .odt, .rtf, .eml, .pdf) and Copydesk files (.desk.ron), folders
    /// with such files, or patterns; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// One JSON object a file and line, for other programs. Offsets are code points.
    #[arg(long)]
    json: bool,
    /// Also ask this program, which speaks the protocol of assets/examples; words at spaces, as often as wanted.
    #[arg(long, value_name = "COMMAND")]
    with: Vec<String>,
    /// How long such a program may take for an answer, seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    patience: u64,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let items = inputs(&arguments.files, |name| ingest::is_article(name) || is_desk_file(Path::new(name)))?;
    let asked = arguments.with.iter().map(|command| Asked::new(command, arguments.patience));
    let asking =
        Asking { asked: Mutex::new(asked.collect::<anyhow::Result<_>>()?), idle: Mutex::new(Vec::new()) };
    let mut all_done = true;
    each(
        &items,
        |input| asking.answer(input, arguments.json),
        |input, answer| {
            all_done &= answer.as_ref().is_ok_and(|(_, complaints)| complaints.is_empty());
            let (lines, complaints) = match answer {
                Ok(answer) => answer,
                Err(message) => return Ok(output::failed(&input.name(), &message, arguments.json)?),
            };
            lines.iter().try_for_each(|line| output::show_line(line))?;
            complaints.iter().try_for_each(|complaint| output::complain(complaint))?;
            Ok(())
        },
    )?;
    Ok(if all_done { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

/// Who is asked about each file, from several threads.
struct Asking {
    /// Outside suggesters, one file at a time.
    asked: Mutex<Vec<Asked>>,
    /// Our own that nobody uses at the moment.
    idle: Mutex<Vec<Engine>>,
}

/// Lines to print, and what outside suggesters did wrong.
type Answer = (Vec<String>, Vec<String>);

impl Asking {
    fn answer(&self, input: &Input, as_json: bool) -> Result<Answer, String> {
        let (article, counting) = article(input)?;
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut engine = idle().pop().unwrap_or_default();
        let suggestions = engine.suggest(&article);
        idle().push(engine);
        let mut found = Found::new(&input.name(), &suggestions, &counting);
        let mut complaints = Vec::new();
        let mut outside = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        for (asked, number) in outside.iter_mut().zip(1..) {
            match asked.ask(&article, number) {
                Ok((by, items, remark)) => {
                    found.add(&by, items, &counting);
                    complaints.extend(Some(remark).filter(|remark| !remark.is_empty()));
                }
                Err(words) => complaints.push(words),
            }
        }
        let lines = if as_json {
            vec![json_line(&serde_json::to_string(&found).map_err(|error| error.to_string())?)]
        } else {
            found.lines(&counting)
        };
        Ok((lines, complaints))
    }
}

/// The article in a file, and what its places are counted in.
fn article(input: &Input) -> Result<(Article, Counting), String> {
    let name = input.name();
    let of_article = |article: Article| {
        let counting = Counting::new(article.text(), 0);
        (article, counting)
    };
    if is_desk_file(&input.path) {
        return check::read_input(input).map(|document| of_article(document.article().clone()));
    }
    if ingest::is_article(&name) && !is_text(&name) {
        let imported = jobs::import(&input.path, None).map_err(|error| without_path(&error, &name))?;
        return Ok(of_article(imported.article));
    }
    let text = text_of(input)?;
    let article = ingest::by_extension(&name, &text).map_err(|error| error.to_string())?;
    // Readers of the answer count in the file as it stands; importers keep all but a leading mark.
    let shift = text
        .find(&**article.text())
        .ok_or("it is not kept as it stands when it is read; save it as plain text (.txt)")?;
    let counting = Counting::new(&text, shift);
    Ok((article, counting))
}

/// An outside suggester; one that failed is not asked again.
struct Asked {
    chosen: ExternalSuggester,
    running: Option<Running>,
    failed: bool,
}

impl Asked {
    fn new(command: &str, seconds: u64) -> anyhow::Result<Self> {
        let mut words = command.split_whitespace().map(str::to_owned);
        let Some(program) = words.next() else {
            return Err(wrong_call("--with needs a program, for example “sh suggest.sh”"));
        };
        let (name, args) = (command.to_owned(), words.collect());
        let chosen = ExternalSuggester { name, command: program, args, seconds, on: true };
        Ok(Self { chosen, running: None, failed: false })
    }

    fn ask(&mut self, article: &Article, number: u64) -> Result<(By, Vec<Item>, String), String> {
        if self.failed {
            return Ok((By::own(Suggester::Rule), Vec::new(), String::new()));
        }
        let asked = outsiders::ask(&mut self.running, &self.chosen, article, number, &|| true);
        asked.map_err(|trouble| {
            self.failed = true;
            match trouble {
                Trouble::Said(words) => {
                    format!("The suggester “{}” gave nothing: {words}", self.chosen.name)
                }
                Trouble::NotWanted => {
                    format!("The suggester “{}” answered about another text", self.chosen.name)
                }
            }
        })
    }
}

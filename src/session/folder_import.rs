//! Every article and every file of another annotation tool in a folder as Copydesk files: looked
//! through first, to say what will become of it, then written.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::formats::ron;
use crate::ingest;
use crate::model::{Document, Schema};
use crate::storage::{files_below, make_folder, write_export};
use crate::text::counted::counted;

use super::command::Command;
use super::effect::Effect;
use super::event::Event;
use super::files::ENDING;
use super::flow::{Act, Answer, LinePurpose};
use super::imported::add_comments;
use super::jobs::{Told, annotated, explained, import, is_desk_file, told_by_name, tool_format};
use super::many::{Doing, each, left_out};
use super::state::{Ambient, Session};

/// What is to be brought in.
#[derive(Clone, Debug)]
pub struct ImportJob {
    /// A folder, with the folders in it, or one file.
    pub from: PathBuf,
    /// Where to; only to be looked through where there is none.
    pub to: Option<PathBuf>,
    /// Who brings it in, for the comments that come along.
    pub who: String,
    /// The house's tags.
    pub schema: Schema,
    /// The time and fresh ids.
    pub ambient: Ambient,
    /// Set when it is to be stopped.
    pub stop: Arc<AtomicBool>,
}

/// What became of it.
#[derive(Debug)]
pub struct ImportDone {
    /// What was to be done.
    pub job: ImportJob,
    /// Files that were read, by what they are.
    pub kinds: BTreeMap<String, usize>,
    /// Articles in them.
    pub n_articles: usize,
    /// Articles whose import says more than what was read.
    pub n_noted: usize,
    /// Copydesk files, which stay as they are.
    pub n_own: usize,
    /// Files of no kind that is read.
    pub n_others: usize,
    /// What went wrong, a sentence with its file each.
    pub failures: Vec<String>,
}

impl ImportDone {
    fn n_files(&self) -> usize {
        self.kinds.values().sum()
    }

    /// What there is, a line each.
    fn told(&self) -> String {
        let mut lines = vec!["What is there stays as it is.".to_owned()];
        lines.extend(self.kinds.iter().map(|(kind, n_files)| format!("• {}", counted_as(*n_files, kind))));
        if self.n_noted > 0 {
            let articles = counted(self.n_noted, "article", "articles");
            lines.push(format!(
                "Something to look at in {articles}: “{}” tells it in each.",
                Command::ImportNotes.title()
            ));
        }
        lines.extend(self.not_read());
        lines.extend(left_out(&self.failures));
        lines.join("\n")
    }

    /// What is passed over, where there is anything.
    fn not_read(&self) -> Option<String> {
        let own = (self.n_own > 0).then(|| counted(self.n_own, "Copydesk file", "Copydesk files"));
        let others = (self.n_others > 0)
            .then(|| counted(self.n_others, "file of another kind", "files of other kinds"));
        let both: Vec<String> = own.into_iter().chain(others).collect();
        (!both.is_empty()).then(|| format!("Passed over: {}.", both.join(", ")))
    }
}

fn counted_as(n_files: usize, kind: &str) -> String {
    format!("{} {kind}", counted(n_files, "file", "files"))
}

impl Session {
    pub(super) fn ask_folder_import(&mut self) {
        if self.is_busy_with_files() {
            return;
        }
        let near = self.file.folder.clone().or_else(|| Some(self.file.path.as_ref()?.parent()?.to_owned()));
        self.ask_folder(LinePurpose::ImportFrom, near.unwrap_or_default());
    }

    /// Looks a folder through, to say what will become of it.
    pub(super) fn look_through_import(&mut self, from: PathBuf) {
        self.import_folder(from, None);
    }

    /// Asks where its Copydesk files go.
    pub(super) fn ask_import_target(&mut self, from: PathBuf) {
        let folder = if from.is_dir() { Some(from.as_path()) } else { from.parent() };
        let suggested = folder.unwrap_or(Path::new("")).join("copydesk");
        self.ask_folder(LinePurpose::ImportInto(from), suggested);
    }

    pub(super) fn import_folder(&mut self, from: PathBuf, to: Option<PathBuf>) {
        let stop = self.begin_work(if to.is_some() { Doing::Importing } else { Doing::LookingThrough });
        let (who, schema, ambient) = (self.person().to_owned(), self.schema.clone(), self.ambient);
        let job = ImportJob { from, to, who, schema, ambient, stop };
        self.effects.push(Effect::ImportFolder(Box::new(job)));
    }

    pub(super) fn import_done(&mut self, done: &ImportDone) {
        self.work = None;
        let stopped = done.job.stop.load(Ordering::Relaxed);
        let articles = counted(done.n_articles, "article", "articles");
        let Some(to) = &done.job.to else {
            if stopped {
                return self.say("Stopped. Nothing was written.");
            }
            if done.n_articles == 0 {
                let why = left_out(&done.failures).or_else(|| done.not_read());
                let why = why.unwrap_or_else(|| "There is no file in it.".to_owned());
                return self.complain(format!("Nothing to import. {why}"));
            }
            let title = format!("Import {articles} of {}?", counted(done.n_files(), "file", "files"));
            let answers = vec![
                Answer { label: "Choose where…".to_owned(), act: Act::ImportFolder(done.job.from.clone()) },
                Answer { label: "Do not import".to_owned(), act: Act::Nothing },
            ];
            return self.ask_when_free(&title, done.told(), answers);
        };
        let whole = if stopped { "Stopped. " } else { "" };
        let words = format!("{whole}Imported {articles} to {}", to.display());
        match left_out(&done.failures) {
            None => self.say(words),
            Some(failed) => self.complain(format!("{words}. {failed}")),
        }
    }
}

/// Does it, and sends events that tell how far it is.
pub(super) fn carry_out(job: ImportJob, tell: impl Fn(Event)) -> Event {
    let mut done = ImportDone {
        job,
        kinds: BTreeMap::new(),
        n_articles: 0,
        n_noted: 0,
        n_own: 0,
        n_others: 0,
        failures: Vec::new(),
    };
    let found = if done.job.from.is_file() {
        Ok(vec![done.job.from.clone()])
    } else {
        files_below(&done.job.from, |_| true)
    };
    let files = match found {
        Ok(files) => files,
        Err(error) => {
            done.failures.push(explained(&error));
            return Event::ImportDone(Box::new(done));
        }
    };
    let (n_own, n_others, sources) = sort(&files);
    (done.n_own, done.n_others) = (n_own, n_others);
    let names = names(&sources, &done.job.from);
    let paths: Vec<PathBuf> = sources.iter().map(|source| source.path.clone()).collect();
    let stop = Arc::clone(&done.job.stop);
    let mut sources = sources.iter().zip(&names);
    each(&paths, &stop, tell, |path| {
        let Some((source, name)) = sources.next() else { return };
        if let Err(why) = one(source, name, &mut done) {
            let below = path.strip_prefix(&done.job.from).ok().filter(|below| !below.as_os_str().is_empty());
            done.failures.push(format!("{}: {why}", below.unwrap_or(path).display()));
        }
    });
    Event::ImportDone(Box::new(done))
}

/// A file that is read.
struct Source {
    path: PathBuf,
    told: Told,
}

impl Source {
    /// Its name without the ending.
    fn stem(&self) -> String {
        let name = file_name(&self.path);
        let own = match self.told {
            Told::Tool(format) => format.ending_of(&name).map(str::len),
            _ => None,
        };
        let ending = own.or_else(|| self.path.extension().map(|ending| ending.len() + 1));
        let length = name.len() - ending.unwrap_or_default();
        name.get(..length).filter(|stem| !stem.is_empty()).unwrap_or(&name).to_owned()
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// How many files are ours, how many are of no kind that is read, and those that may be read. A text
/// that belongs to the annotations beside it is part of these.
fn sort(files: &[PathBuf]) -> (usize, usize, Vec<Source>) {
    let (mut n_own, mut n_others, mut sources) = (0, 0, Vec::new());
    let mut texts: Vec<PathBuf> = Vec::new();
    for path in files {
        let told = told_by_name(path);
        if is_desk_file(path) {
            n_own += 1;
        } else if told == Told::NoTool && !ingest::is_article(&file_name(path)) {
            n_others += 1;
        } else {
            let source = Source { path: path.clone(), told };
            if let Told::Tool(format) = told
                && let Some(ending) = format.companion()
            {
                texts.push(path.with_file_name(format!("{}{ending}", source.stem())));
            }
            sources.push(source);
        }
    }
    texts.sort();
    sources.retain(|source| source.told != Told::NoTool || texts.binary_search(&source.path).is_err());
    (n_own, n_others, sources)
}

/// What the Copydesk file of each is called, below the target and without its ending. Where two
/// files differ only in their ending, it stays in the name.
fn names(sources: &[Source], from: &Path) -> Vec<PathBuf> {
    let below = |source: &Source| {
        let folder = source.path.strip_prefix(from).ok().and_then(Path::parent).unwrap_or(Path::new(""));
        folder.to_owned()
    };
    let key = |source: &Source| below(source).join(source.stem().to_lowercase());
    let mut n_of: HashMap<PathBuf, usize> = HashMap::new();
    for source in sources {
        *n_of.entry(key(source)).or_default() += 1;
    }
    let name = |source: &Source| {
        let is_alone = n_of.get(&key(source)).is_none_or(|n| *n == 1);
        below(source).join(if is_alone { source.stem() } else { file_name(&source.path) })
    };
    sources.iter().map(name).collect()
}

/// Reads one file and writes its articles, or only looks what there is.
fn one(source: &Source, name: &Path, done: &mut ImportDone) -> Result<(), String> {
    let Some((kind, articles)) = read(source, &done.job)? else {
        done.n_others += 1;
        return Ok(());
    };
    let several = articles.len() > 1;
    if let Some(to) = &done.job.to {
        let folder = to.join(name.parent().unwrap_or(Path::new("")));
        make_folder(&folder).map_err(|error| explained(&error))?;
        for (number, article) in articles.iter().enumerate() {
            let number = if several { format!("-{}", number + 1) } else { String::new() };
            let target = folder.join(format!("{}{number}{ENDING}", file_name(name)));
            let text = ron::write_checked(&article.document).map_err(|error| explained(&error))?;
            write_export(&target, text.as_bytes(), false).map_err(|error| explained(&error))?;
        }
    }
    *done.kinds.entry(kind).or_default() += 1;
    done.n_articles += articles.len();
    done.n_noted += articles.iter().filter(|article| article.is_noted).count();
    Ok(())
}

/// An article that was read.
struct Read {
    document: Document,
    /// Whether there is something to look at.
    is_noted: bool,
}

/// What a file is, for a list of what there is, and the articles in it; nothing where it is JSON of
/// some other kind.
fn read(source: &Source, job: &ImportJob) -> Result<Option<(String, Vec<Read>)>, String> {
    let path = &source.path;
    let short = |message: String| message.replace(&format!("{}: ", path.display()), "");
    if source.told != Told::NoTool {
        let Some(format) = tool_format(path).map_err(short)? else { return Ok(None) };
        let articles = annotated(path, format).map_err(short)?;
        if articles.is_empty() {
            return Err("there is no article in it".to_owned());
        }
        let read = articles.into_iter();
        let read = read.map(|(document, notes)| Read { document, is_noted: !notes.is_empty() });
        return Ok(Some((format!("of {}", format.title()), read.collect())));
    }
    let ingest::Imported { article, comments, warnings, doubt } = import(path, None).map_err(short)?;
    let mut document = Document::new(article);
    add_comments(&mut document, &comments, &job.schema, &job.who, &job.ambient);
    let read = Read { document, is_noted: !warnings.is_empty() || doubt.len() > 1 };
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    Ok(Some((format!("ending in .{ending}"), vec![read])))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests")]
mod tests {
    use std::fs;

    use super::*;
    use crate::session::outside::load_schema;
    use crate::storage::{new_id, now, today};

    fn job(from: &Path, to: Option<PathBuf>) -> ImportJob {
        let (schema, _) = load_schema(None);
        let ambient = Ambient { now, today, new_id };
        ImportJob { from: from.to_owned(), to, who: "Ana Lind".into(), schema, ambient, stop: Arc::default() }
    }

    fn carried_out(job: ImportJob) -> ImportDone {
        match carry_out(job, |_| ()) {
            Event::ImportDone(done) => *done,
            other => panic!("{other:?}"),
        }
    }

    /// Articles, one of them twice; a brat file with its text; a file with two articles; and what is not read.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, content: &str| fs::write(folder.path().join(name), content).unwrap();
        fs::create_dir(folder.path().join("older")).unwrap();
        put("ferry.txt", "The ferry stops in March.\n");
        put("older/ferry.md", "# Ferry\n\nIt stops in March.\n");
        put("bridge.txt", "The bridge is closed.\n");
        put(
            "bridge.html",
            "<h1>Bridge</h1><p>The bridge over the river is closed until May, the city said.</p>",
        );
        put("names.ann", "T1\tPER 0 3\tAna\n");
        put("names.txt", "Ana came.\n");
        put(
            "two.doccano.jsonl",
            "{\"text\":\"Ana came.\",\"label\":[[0,3,\"person\"]]}\n{\"text\":\"Bo left.\",\"label\":[]}\n",
        );
        put("all.jsonl", "{\"id\":1,\"text\":\"Bo left.\",\"label\":[[0,2,\"person\"]]}\n");
        put("cut.json", "[{\"data\":");
        put("package.json", "{\"name\":\"no article\"}");
        put("cut.labelstudio.json", "[{");
        put("done.desk.ron", "(copydesk: ");
        put("photo.jpg", "\u{1}\u{2}");
        folder
    }

    #[test]
    fn a_folder_is_looked_through_and_then_everything_that_can_be_read_is_a_copydesk_file() {
        let folder = folder();
        let looked = carried_out(job(folder.path(), None));
        assert_eq!((looked.n_files(), looked.n_articles), (7, 8), "{looked:?}");
        assert_eq!((looked.n_own, looked.n_others), (1, 2));
        assert_eq!(looked.kinds.get("of doccano"), Some(&2), "its name says no more than JSON");
        assert_eq!(looked.kinds.get("of brat standoff"), Some(&1));
        assert_eq!(looked.kinds.get("ending in .txt"), Some(&2), "a text beside annotations is theirs");
        assert_eq!(looked.failures.len(), 2, "{:?}", looked.failures);
        assert!(looked.failures[0].starts_with("cut.json: this is no whole JSON"), "{:?}", looked.failures);
        assert!(looked.failures[1].starts_with("cut.labelstudio.json: "), "{:?}", looked.failures);

        let to = folder.path().join("out");
        let written = carried_out(job(folder.path(), Some(to.clone())));
        assert_eq!(written.n_articles, 8);
        for name in ["all", "ferry", "older/ferry", "bridge.txt", "bridge.html", "names", "two-1", "two-2"] {
            let text = fs::read_to_string(to.join(format!("{name}.desk.ron"))).unwrap();
            let document = ron::read(&text).unwrap();
            let notes = &document.article().meta.import_notes;
            assert!(
                notes.first().is_some_and(|note| note.starts_with("Imported from ")),
                "{name}: {notes:?}"
            );
        }
        let names = ron::read(&fs::read_to_string(to.join("names.desk.ron")).unwrap()).unwrap();
        assert_eq!(names.n_annotations(), 1);
        let again = carried_out(job(folder.path(), Some(to)));
        assert_eq!((again.n_articles, again.failures.len()), (0, 9), "nothing is replaced: {again:?}");
    }

    #[test]
    fn one_file_with_several_articles_is_taken_apart() {
        let folder = folder();
        let to = folder.path().join("out");
        let done = carried_out(job(&folder.path().join("two.doccano.jsonl"), Some(to.clone())));
        assert_eq!((done.n_articles, done.failures.len()), (2, 0), "{:?}", done.failures);
        assert!(to.join("two-1.desk.ron").exists() && to.join("two-2.desk.ron").exists());
    }

    #[test]
    fn it_stops_when_it_is_told_to() {
        let folder = folder();
        let job = job(folder.path(), Some(folder.path().join("out")));
        let stop = Arc::clone(&job.stop);
        let Event::ImportDone(done) = carry_out(job, |_| stop.store(true, Ordering::Relaxed)) else {
            panic!()
        };
        assert_eq!(done.n_articles, 0);
        assert!(!folder.path().join("out").exists());
    }

    #[test]
    fn a_folder_that_is_not_there_is_told() {
        let done = carried_out(job(Path::new("/not/there"), None));
        assert!(done.failures[0].contains("/not/there"), "{:?}", done.failures);
    }
}

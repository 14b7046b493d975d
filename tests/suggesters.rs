//! Suggesters outside the program: the examples that ship, and those that crash, hang or babble.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests"
)]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use copydesk::ingest;
use copydesk::model::Article;
use copydesk::session::suggest::By;
use copydesk::session::suggest::child::{Running, Trouble};
use copydesk::session::suggest::outsiders::ask;
use copydesk::storage::ExternalSuggester;
use copydesk::suggest::external::{Item, ItemKind};

const TEXT: &str = "“Élan” cost $1.2 million, or 38 percent more.\n\nWrite to “desk” desk@courier.example, \\ and pay €5,000 on Friday.\n";

const SHELL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/examples/suggest.sh");
const SPACY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/examples/suggest_spacy.py");

fn article(text: &str) -> Article {
    ingest::plain(text, "story.txt").unwrap()
}

fn suggester(command: &str, args: &[&str], seconds: u64) -> ExternalSuggester {
    let args = args.iter().map(|arg| (*arg).to_owned()).collect();
    ExternalSuggester { name: "Test".to_owned(), command: command.to_owned(), args, seconds, on: true }
}

fn asked(chosen: &ExternalSuggester, text: &str) -> Result<(By, Vec<Item>, String), Trouble> {
    ask(&mut None, chosen, &article(text), 1, &|| true)
}

fn words<'t>(text: &'t str, items: &[Item]) -> Vec<&'t str> {
    items.iter().map(|item| &text[item.spans[0].clone()]).collect()
}

/// What is said of a suggester that gives nothing.
#[track_caller]
fn trouble(script: &str) -> String {
    let started = Instant::now();
    let asked = asked(&suggester("sh", &["-c", script], 1), TEXT);
    assert!(started.elapsed() < Duration::from_secs(25), "it costs {:?}", started.elapsed());
    match asked {
        Err(Trouble::Said(words)) => words,
        other => panic!("{other:?}"),
    }
}

/// Greets, then does what follows.
fn greets_then(rest: &str) -> String {
    let greeting = r#"echo '{"jsonrpc":"2.0","id":1,"result":{"protocol":1,"name":"odd"}}'"#;
    format!("read line; {greeting}; read line; {rest}")
}

#[test]
fn the_shell_example_tags_sums_shares_and_addresses() {
    let (by, items, remark) = asked(&suggester("sh", &[SHELL], 20), TEXT).unwrap();
    assert_eq!((by.id.as_str(), by.version.as_str(), remark.as_str()), ("forms", "1.0", ""));
    assert_eq!(words(TEXT, &items), ["$1.2 million", "€5,000", "38 percent", "desk@courier.example"]);
    assert!(items.iter().all(|item| matches!(item.what, ItemKind::Mention(..)) && !item.reason.is_empty()));
}

#[test]
fn one_that_runs_is_asked_again_and_hears_what_became_of_it() {
    let chosen = suggester("sh", &[SHELL], 20);
    let mut running: Option<Running> = None;
    let (_, first, _) = ask(&mut running, &chosen, &article(TEXT), 1, &|| true).unwrap();
    running.as_mut().unwrap().feedback("$1.2 million", "mention", true).unwrap();
    let other = "It cost €7 million.\n";
    let (_, second, _) = ask(&mut running, &chosen, &article(other), 2, &|| true).unwrap();
    assert_eq!((first.len(), words(other, &second)), (4, vec!["€7 million"]));
}

#[test]
fn an_answer_nobody_wants_any_more_is_cancelled() {
    let chosen = suggester("sh", &["-c", &greets_then("sleep 30")], 30);
    let started = Instant::now();
    let wanted = || started.elapsed() < Duration::from_millis(300);
    let asked = ask(&mut None, &chosen, &article(TEXT), 1, &wanted);
    assert!(matches!(asked, Err(Trouble::NotWanted)), "{asked:?}");
    assert!(started.elapsed() < Duration::from_secs(25));
}

#[test]
fn one_that_cannot_be_started_crashes_hangs_or_babbles_is_told_of_in_words() {
    let missing = asked(&suggester("no-such-program-here", &[], 1), TEXT);
    let Err(Trouble::Said(words)) = missing else { panic!("{missing:?}") };
    assert!(words.contains("could not be started"), "{words}");
    let crashed = trouble("echo 'no model here' >&2; exit 3");
    assert!(crashed.contains("exit status: 3") && crashed.contains("no model here"), "{crashed}");
    assert!(trouble(&greets_then("exit 1")).contains("it ended"));
    assert!(trouble(&greets_then("sleep 30")).contains("did not answer within 1 seconds"));
    assert!(trouble(&greets_then("echo Traceback; sleep 30")).contains("not JSON"));
    assert!(trouble(&greets_then("printf '\\377\\n'; sleep 30")).contains("not UTF-8"));
    let endless = trouble(&greets_then("head -c 17000000 /dev/zero | tr '\\0' 'x'; sleep 30"));
    assert!(endless.contains("more than 16 MB"), "{endless}");
    let refused = r#"echo '{"jsonrpc":"2.0","id":2,"error":{"code":1,"message":"only German"}}'"#;
    assert!(trouble(&greets_then(refused)).contains("only German"));
}

#[test]
fn words_that_are_not_there_are_left_out_and_moved_ones_found() {
    let items = r#"[{"type":"place","start":0,"end":4,"text":"Oslo"},{"type":"date","start":60,"end":66,"text":"Friday"}]"#;
    let script = greets_then(&format!(
        r#"echo '{{"jsonrpc":"2.0","id":2,"result":{{"revision":1,"items":{items}}}}}'"#
    ));
    let (_, items, remark) = asked(&suggester("sh", &["-c", &script], 5), TEXT).unwrap();
    assert_eq!(words(TEXT, &items), ["Friday"]);
    assert!(remark.contains("1 left out") && remark.contains("1 moved"), "{remark}");
}

#[test]
fn the_command_line_asks_it_too() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("story.txt");
    std::fs::write(&path, TEXT).unwrap();
    let run = |with: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(["suggest", "--json", "--patience", "1", "--with", with]).arg(&path).output().unwrap()
    };
    let output = run(&format!("sh {SHELL}"));
    let line = String::from_utf8(output.stdout).unwrap();
    let object: serde_json::Value = serde_json::from_str(&line).unwrap();
    let mentions = object["mentions"].as_array().unwrap();
    let by: Vec<&str> = mentions.iter().filter_map(|mention| mention["by"].as_str()).collect();
    assert_eq!(by, ["forms 1.0"; 4]);
    let crashed = run("false");
    assert!(!crashed.status.success());
    let own: serde_json::Value = serde_json::from_slice(&crashed.stdout).unwrap();
    assert!(
        own["mentions"].as_array().is_some_and(|mentions| !mentions.is_empty()),
        "ours come all the same"
    );
    assert!(String::from_utf8_lossy(&crashed.stderr).contains("The suggester “false” gave nothing"));
}

/// Where spaCy and a model are installed; `COPYDESK_PYTHON` names another Python, `COPYDESK_SPACY`
/// another model.
#[test]
fn the_spacy_example_tags_names_where_spacy_is_installed() {
    let python = std::env::var("COPYDESK_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let model = std::env::var("COPYDESK_SPACY").unwrap_or_else(|_| "en_core_web_sm".to_owned());
    let script = format!("import spacy; spacy.load('{model}')");
    let here = Command::new(&python).args(["-c", &script]).output();
    if !here.is_ok_and(|output| output.status.success()) {
        println!("spaCy with {model} is not installed for {python}; its example is not tried");
        return;
    }
    let text = "Café guests said Angela Merkel visited Paris on Friday.\n";
    let (by, items, _) = asked(&suggester(&python, &[SPACY, &model], 60), text).unwrap();
    // A model given by its folder has its version behind its name.
    let name = Path::new(&model).file_name().unwrap().to_string_lossy();
    assert_eq!(by.id, format!("spacy/{}", name.split('-').next().unwrap()));
    let found = words(text, &items);
    assert!(found.contains(&"Angela Merkel") && found.contains(&"Paris"), "{found:?}");
}

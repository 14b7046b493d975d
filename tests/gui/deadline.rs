//! The whole job of a morning, without the mouse, with every key counted.

use copydesk::model::{AnnotationKind, ClaimState, Verdict};
use copydesk::session::Flow;
use copydesk::session::dialogs::DialogAnswer;
use copydesk::session::flow::Row;

use crate::desk::Desk;

/// What is to be found in the sample. A line each: a name, the key of its type (none for one that
/// is known by then), whose name it is; a quote, the key that goes to it, how it begins, the key that
/// goes to its continuation, its speaker; how many claims.
const HARBOUR: &str = "\
name|Port Ellery|l|Port Ellery
name|Tomasz Brännvik|p|Tomasz Brännvik
name|Alvania|l|Alvania
name|Solveig Marchetti|p|Solveig Marchetti
name|Rosa Quillfeather|p|Rosa Quillfeather
name|Inês Valadares-Roth|p|Inês Valadares-Roth
name|Coastal Safety Authority|o|Coastal Safety Authority
name|CSA||Coastal Safety Authority
name|Brännvik||Tomasz Brännvik
name|Saint Orrin|l|Saint Orrin
name|Northreach Dredging|o|Northreach Dredging
name|Lin Meihua|p|Lin Meihua
name|Northreach||Northreach Dredging
name|Declan Harrowgate|p|Declan Harrowgate
name|Núria Castellví|p|Núria Castellví
name|Little Skerrow|l|Little Skerrow
name|Pádraig Ó Faoláin|p|Pádraig Ó Faoláin
name|Valadares-Roth||Inês Valadares-Roth
name|Seamen and Dockers Union|o|Seamen and Dockers Union
name|SDU||Seamen and Dockers Union
quote|o|“Nobody should have|o|Inês Valadares-Roth
quote|o|“far worse than||Tomasz Brännvik
quote|o|“They filled the cracks||Lin Meihua
quote|o|“Every repair was||Declan Harrowgate
quote|o|“eating the steel||Núria Castellví
quote|o|“I have eleven crates||Pádraig Ó Faoláin
quote|p|that Piers 4 and 7||Inês Valadares-Roth
quote|p|that any of the work||Declan Harrowgate
claims|8
";

#[derive(Default)]
struct Plan {
    names: Vec<[String; 3]>,
    quotes: Vec<[String; 4]>,
    n_claims: usize,
}

impl Plan {
    fn read(text: &str) -> Self {
        let mut plan = Self::default();
        for line in text.lines().filter(|line| !line.is_empty()) {
            let parts: Vec<String> = line.split('|').map(str::to_owned).collect();
            match (parts[0].as_str(), parts.len()) {
                ("name", 4) => plan.names.push([parts[1].clone(), parts[2].clone(), parts[3].clone()]),
                ("quote", 5) => {
                    plan.quotes.push([
                        parts[1].clone(),
                        parts[2].clone(),
                        parts[3].clone(),
                        parts[4].clone(),
                    ]);
                }
                ("claims", 2) => plan.n_claims = parts[1].parse().unwrap(),
                _ => panic!("not a line of a plan: {line}"),
            }
        }
        plan
    }
}

/// More presses of W than this in a row means the name cannot be reached.
const PATIENCE: usize = 60;

/// Presses W until this name, or a run that holds it, is selected; then trims the selection.
fn go_to_name(desk: &mut Desk, name: &str) {
    for _ in 0..PATIENCE {
        desk.press("w");
        let text = desk.document().text().to_owned();
        let selected = desk.session().selection().unwrap();
        let words = selected.of(&text);
        if words == name {
            return;
        }
        if text[selected.start()..].starts_with(name) && words.len() < name.len() {
            let missing = name[words.len()..].split_whitespace().count();
            (0..missing).for_each(|_| desk.press("]"));
            return;
        }
        if let Some(at) = words.find(name) {
            let before = words[..at].split_whitespace().count();
            let after = words[at + name.len()..].split_whitespace().count();
            if before + after <= 3 {
                (0..before).for_each(|_| desk.press("}"));
                (0..after).for_each(|_| desk.press("["));
                let trimmed = desk.session().selection().unwrap();
                if trimmed.of(&text) == name {
                    return;
                }
            }
        }
    }
    panic!("W never came to “{name}”");
}

fn rows(desk: &Desk) -> Vec<Row> {
    match desk.session().flow() {
        Some(Flow::Picker(picker)) => picker.rows.clone(),
        other => panic!("a list is open: {other:?}"),
    }
}

/// Takes the row a person would see: Enter for the first, its key, or arrows.
fn take(desk: &mut Desk, label: &str) {
    let rows = rows(desk);
    let place = rows.iter().position(|row| row.label == label || row.label.contains(label));
    let place = place.unwrap_or_else(|| {
        panic!("“{label}” is not among {:?}", rows.iter().map(|row| &row.label).collect::<Vec<_>>())
    });
    match rows[place].key {
        _ if place == 0 => desk.press("Enter"),
        Some(key) => desk.press(&key.to_string()),
        None => {
            (0..place).for_each(|_| desk.press("Down"));
            desk.press("Enter");
        }
    }
}

fn tag_all_names(desk: &mut Desk, plan: &Plan) {
    for [name, key, entity] in &plan.names {
        let tagged = desk.all(AnnotationKind::Mention).iter().any(|mention| desk.words_of(mention) == *name);
        if tagged {
            continue;
        }
        go_to_name(desk, name);
        desk.press("e");
        if key.is_empty() {
            take(desk, entity);
        } else {
            desk.press(key);
        }
        desk.press("a");
        if let Some(Flow::Occurrences(_)) = desk.session().flow() {
            desk.press("Enter");
        }
    }
}

fn tag_all_quotes(desk: &mut Desk, plan: &Plan) {
    desk.press("Alt+Home");
    for (n, [key, words, continued, speaker]) in plan.quotes.iter().enumerate() {
        reach(desk, key, words);
        desk.press("q");
        desk.press("Enter");
        desk.picture(&format!("deadline_speaker_{n}"));
        take(desk, speaker);
        if !continued.is_empty() {
            desk.press(continued);
            desk.press("+");
        }
    }
}

/// Presses a key until it has selected these words.
fn reach(desk: &mut Desk, key: &str, words: &str) {
    for _ in 0..PATIENCE {
        desk.press(key);
        let text = desk.document().text().to_owned();
        if desk.session().selection().unwrap().of(&text).starts_with(words) {
            return;
        }
    }
    panic!("{key} never came to “{words}”");
}

/// Does the whole job and prints what it cost; returns the keys per mention, quote and verdict.
fn do_the_job(desk: &mut Desk, plan: &Plan) -> [f64; 3] {
    tag_all_names(desk, plan);
    let n_mentions = desk.all(AnnotationKind::Mention).len();
    let for_mentions = desk.n_keys();
    desk.picture("deadline_mentions");

    tag_all_quotes(desk, plan);
    let n_quotes = desk.all(AnnotationKind::Quote).len();
    let for_quotes = desk.n_keys() - for_mentions;
    desk.picture("deadline_quotes");

    desk.press("Alt+Home");
    let before_claims = desk.n_keys();
    while desk.all(AnnotationKind::Claim).len() < plan.n_claims {
        desk.press("j");
        let text = desk.document().text().to_owned();
        if desk.session().selection().unwrap().of(&text).contains(|c: char| c.is_ascii_digit()) {
            desk.press("c");
        }
    }
    let for_claims = desk.n_keys() - before_claims;

    desk.press("Alt+Home");
    let before_verdicts = desk.n_keys();
    for url in ["https://port.example/survey", "https://council.example/minutes"] {
        desk.keys("n v");
        desk.type_text(url);
        desk.press("Enter");
    }
    desk.keys("n d");
    desk.type_text("https://port.example/for");
    desk.press("Enter");
    desk.type_text("https://union.example/against");
    desk.press("Enter");
    let for_verdicts = desk.n_keys() - before_verdicts;
    desk.picture("deadline_done");

    #[allow(clippy::cast_precision_loss, reason = "small counts")]
    let per = |keys: usize, things: usize| keys as f64 / things as f64;
    println!("mentions {n_mentions}, {:.2} keys each", per(for_mentions, n_mentions));
    println!("quotes   {n_quotes}, {:.2} keys each", per(for_quotes, n_quotes));
    println!("claims   {}, {:.2} keys each", plan.n_claims, per(for_claims, plan.n_claims));
    println!("verdicts 3, {:.2} keys each (their typed addresses apart)", per(for_verdicts, 3));
    println!("all      {} keys", desk.n_keys());

    assert!(desk.all(AnnotationKind::Quote).iter().all(|quote| quote.quote().unwrap().speaker.is_some()));
    assert_eq!(n_quotes, plan.quotes.len());
    assert_eq!(desk.document().index().claims_rated(Verdict::Verified), 2);
    assert_eq!(desk.document().index().claims_rated(Verdict::Disputed), 1);
    assert_eq!(desk.document().index().claims_in(ClaimState::Checked), 3);
    [per(for_mentions, n_mentions), per(for_quotes, n_quotes), per(for_verdicts, 3)]
}

#[test]
fn a_whole_article_is_marked_and_checked_without_the_mouse_and_with_few_keys() {
    let mut desk = Desk::with_sample();
    let [mention, quote, verdict] = do_the_job(&mut desk, &Plan::read(HARBOUR));
    assert_eq!(desk.mentions("Tomasz Brännvik").len(), 3);
    assert!(desk.mentions("Lin Meihua").contains(&"Lin".to_owned()));
    assert!(mention <= 4.0 && quote <= 8.0 && verdict <= 6.0);

    let path = desk.home.path().join("harbour.desk.ron");
    desk.dialog_answers(DialogAnswer::Chosen(path.clone()));
    desk.press("Ctrl+S");
    let again = Desk::opening(std::sync::Arc::clone(&desk.home), &path);
    assert!(again.document().same_content(desk.document()));
}

/// The same on an article and a plan of your own: `COPYDESK_ARTICLE`, `COPYDESK_PLAN`. Writes the
/// keys pressed to `COPYDESK_KEYS`, so that they can be played into a real window, and saves to
/// `COPYDESK_SAVED`.
#[test]
fn an_article_of_your_own_in_the_same_way() {
    let (Some(article), Some(plan)) =
        (std::env::var_os("COPYDESK_ARTICLE"), std::env::var_os("COPYDESK_PLAN"))
    else {
        return;
    };
    let text = std::fs::read_to_string(article).unwrap();
    let mut desk = Desk::with_text(&text, "article.txt");
    do_the_job(&mut desk, &Plan::read(&std::fs::read_to_string(plan).unwrap()));
    if let Some(log) = std::env::var_os("COPYDESK_KEYS") {
        std::fs::write(log, desk.log().join("\n")).unwrap();
    }
    if let Some(path) = std::env::var_os("COPYDESK_SAVED") {
        desk.dialog_answers(DialogAnswer::Chosen(path.into()));
        desk.press("Ctrl+S");
        assert!(!desk.session().is_unsaved());
    }
}

//! The whole job of a morning, without the mouse, with every key counted.

use copydesk::model::{AnnotationKind, ClaimState, Verdict};
use copydesk::session::Flow;
use copydesk::session::dialogs::DialogAnswer;
use copydesk::session::flow::Row;

use crate::desk::Desk;

/// Names to tag, in the order of the text, with the key of their type.
const NAMES: [(&str, &str, &str); 20] = [
    ("Port Ellery", "l", "Port Ellery"),
    ("Tomasz Brännvik", "p", "Tomasz Brännvik"),
    ("Alvania", "l", "Alvania"),
    ("Solveig Marchetti", "p", "Solveig Marchetti"),
    ("Rosa Quillfeather", "p", "Rosa Quillfeather"),
    ("Inês Valadares-Roth", "p", "Inês Valadares-Roth"),
    ("Coastal Safety Authority", "o", "Coastal Safety Authority"),
    ("CSA", "", "Coastal Safety Authority"),
    ("Brännvik", "", "Tomasz Brännvik"),
    ("Saint Orrin", "l", "Saint Orrin"),
    ("Northreach Dredging", "o", "Northreach Dredging"),
    ("Lin Meihua", "p", "Lin Meihua"),
    ("Northreach", "", "Northreach Dredging"),
    ("Declan Harrowgate", "p", "Declan Harrowgate"),
    ("Núria Castellví", "p", "Núria Castellví"),
    ("Little Skerrow", "l", "Little Skerrow"),
    ("Pádraig Ó Faoláin", "p", "Pádraig Ó Faoláin"),
    ("Valadares-Roth", "", "Inês Valadares-Roth"),
    ("Seamen and Dockers Union", "o", "Seamen and Dockers Union"),
    ("SDU", "", "Seamen and Dockers Union"),
];

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

fn tag_all_names(desk: &mut Desk) {
    for (name, key, entity) in NAMES {
        let tagged = desk.all(AnnotationKind::Mention).iter().any(|mention| desk.words_of(mention) == name);
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

/// What a person presses to select a quote, and who said it.
const QUOTES: [(&str, &str, Option<&str>, &str); 8] = [
    (
        "“Nobody should have to wonder whether the ground will hold,”",
        "o",
        Some("“and from tonight nobody will.”"),
        "Inês Valadares-Roth",
    ),
    ("“far worse than the drawings had led us to expect.”", "o", None, "Tomasz Brännvik"),
    (
        "“They filled the cracks with mortar, painted them over and sent the city the bill,”",
        "o",
        None,
        "Lin Meihua",
    ),
    (
        "“Every repair was carried out, and every repair was signed for by the port,”",
        "o",
        None,
        "Declan Harrowgate",
    ),
    ("“eating the steel from the inside”", "o", None, "Núria Castellví"),
    ("“I have eleven crates of crab on deck and nowhere to land them,”", "o", None, "Pádraig Ó Faoláin"),
    ("that Piers 4 and 7 will stay shut for at least six weeks.", "p", None, "Inês Valadares-Roth"),
    ("that any of the work had been faked.", "p", None, "Declan Harrowgate"),
];

fn tag_all_quotes(desk: &mut Desk) {
    desk.press("Alt+Home");
    for (words, key, continued, speaker) in QUOTES {
        reach(desk, key, words);
        let text = desk.document().text().to_owned();
        assert_eq!(desk.session().selection().unwrap().of(&text), words);
        desk.press("q");
        desk.press("Enter");
        take(desk, speaker);
        if continued.is_some() {
            desk.keys("o +");
        }
    }
}

/// Presses a key until it has selected these words.
fn reach(desk: &mut Desk, key: &str, words: &str) {
    for _ in 0..PATIENCE {
        desk.press(key);
        let text = desk.document().text().to_owned();
        if desk.session().selection().unwrap().of(&text) == words {
            return;
        }
    }
    panic!("{key} never came to “{words}”");
}

#[test]
fn a_whole_article_is_marked_and_checked_without_the_mouse_and_with_few_keys() {
    let mut desk = Desk::with_sample();
    tag_all_names(&mut desk);
    let n_mentions = desk.all(AnnotationKind::Mention).len();
    let for_mentions = desk.n_keys();
    desk.picture("deadline_mentions");

    tag_all_quotes(&mut desk);
    let n_quotes = desk.all(AnnotationKind::Quote).len();
    let for_quotes = desk.n_keys() - for_mentions;
    desk.picture("deadline_quotes");

    desk.press("Alt+Home");
    let before_claims = desk.n_keys();
    while desk.all(AnnotationKind::Claim).len() < 8 {
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

    let path = desk.home.path().join("harbour.desk.ron");
    desk.dialog_answers(DialogAnswer::Chosen(path.clone()));
    desk.press("Ctrl+S");

    #[allow(clippy::cast_precision_loss, reason = "small counts")]
    let per = |keys: usize, things: usize| keys as f64 / things as f64;
    println!("mentions {n_mentions}, {:.2} keys each", per(for_mentions, n_mentions));
    println!("quotes   {n_quotes}, {:.2} keys each", per(for_quotes, n_quotes));
    println!("claims   8, {:.2} keys each", per(for_claims, 8));
    println!("verdicts 3, {:.2} keys each (their typed addresses apart)", per(for_verdicts, 3));
    println!("all      {} keys", desk.n_keys());

    assert_eq!(desk.mentions("Tomasz Brännvik").len(), 3);
    assert!(desk.mentions("Lin Meihua").contains(&"Lin".to_owned()));
    assert!(desk.all(AnnotationKind::Quote).iter().all(|quote| quote.quote().unwrap().speaker.is_some()));
    assert_eq!(n_quotes, 8);
    assert_eq!(desk.document().index().claims_rated(Verdict::Verified), 2);
    assert_eq!(desk.document().index().claims_rated(Verdict::Disputed), 1);
    assert_eq!(desk.document().index().claims_in(ClaimState::Checked), 3);
    assert!(per(for_mentions, n_mentions) <= 4.0);
    assert!(per(for_quotes, n_quotes) <= 8.0);
    assert!(per(for_verdicts, 3) <= 6.0);

    let again = Desk::opening(std::sync::Arc::clone(&desk.home), &path);
    assert!(again.document().same_content(desk.document()));
}

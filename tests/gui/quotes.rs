//! Quotes with their cue and speaker.

use copydesk::model::{AnnotationKind, QuoteKind};
use copydesk::session::{Action, Flow};

use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nAna Lopes met the press on Monday.\n\n“We close,” said Lopes, “and we stay closed.” Ben Okri, who owns a boat, disagreed.\n";

fn quote_with_speaker() -> Desk {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("Ana Lopes");
    desk.keys("e p a Enter");
    desk.press("o");
    desk
}

#[test]
fn a_quote_its_cue_and_its_speaker_are_set_in_one_flow() {
    let mut desk = quote_with_speaker();
    assert_eq!(desk.session().selection().unwrap().of(TEXT), "“We close,”");
    desk.keys("q");
    desk.picture("cue");
    desk.press("Enter");
    desk.picture("speaker");
    desk.press("Enter");
    let quotes = desk.all(AnnotationKind::Quote);
    let quote = quotes[0].quote().unwrap();
    assert_eq!(quote.kind, QuoteKind::Direct);
    assert_eq!(quote.cue.unwrap().of(TEXT), "said");
    assert_eq!(quote.source.unwrap().of(TEXT), "Lopes");
    assert_eq!(quote.speaker, Some(desk.entity("Ana Lopes").id));
}

#[test]
fn a_quote_broken_by_its_cue_is_one_quote_with_two_spans() {
    let mut desk = quote_with_speaker();
    desk.keys("q Enter Enter");
    desk.press("o");
    assert_eq!(desk.session().selection().unwrap().of(TEXT), "“and we stay closed.”");
    desk.press("+");
    let quotes = desk.all(AnnotationKind::Quote);
    assert_eq!(quotes.len(), 1);
    assert_eq!(desk.words_of(quotes[0]), "“We close,” … “and we stay closed.”");
}

#[test]
fn a_speaker_nobody_tagged_yet_becomes_a_person_in_the_same_step() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.press("o");
    desk.keys("q Enter");
    let Some(Flow::Picker(picker)) = desk.session().flow() else { panic!("the speaker is asked for") };
    let row = picker.rows.iter().position(|row| row.label.contains("Ben Okri")).unwrap();
    for _ in 0..row {
        desk.press("Down");
    }
    desk.press("Enter");
    let quote = desk.all(AnnotationKind::Quote)[0].quote().unwrap().clone();
    assert_eq!(quote.speaker, Some(desk.entity("Ben Okri").id));
    desk.press("Ctrl+Z");
    assert_eq!(desk.document().entities().len(), 0);
}

#[test]
fn told_words_are_an_indirect_quote_and_partly_quoted_ones_a_mixed_one() {
    let mut desk =
        Desk::with_text("Town\n\nShe said they would “never” leave. He said they would.\n", "a.txt");
    for words in ["they would “never” leave", "they would."] {
        desk.select(words);
        desk.keys("q Esc");
    }
    let kinds: Vec<QuoteKind> =
        desk.all(AnnotationKind::Quote).iter().map(|quote| quote.quote().unwrap().kind).collect();
    assert_eq!(kinds, [QuoteKind::Mixed, QuoteKind::Indirect]);
}

#[test]
fn the_speaker_can_be_changed_later() {
    let mut desk = quote_with_speaker();
    desk.keys("q Enter Enter");
    desk.select("Ben Okri");
    desk.keys("e p");
    let quote = desk.all(AnnotationKind::Quote)[0].spans.first();
    desk.act(Action::PutCaret { at: quote.start() + 4, extend: false });
    desk.press("l");
    let Some(Flow::Picker(picker)) = desk.session().flow() else { panic!("the speaker is asked for") };
    let key = picker.rows.iter().find(|row| row.label == "Ben Okri").unwrap().key.unwrap();
    desk.press(&key.to_string());
    let okri = desk.entity("Ben Okri").id;
    assert_eq!(desk.all(AnnotationKind::Quote)[0].quote().unwrap().speaker, Some(okri));
}

//! What the program proposes, and the keys that decide it.

use std::sync::Arc;

use copydesk::model::{AnnotationKind, Body, Claimant, EntityKind, QuoteKind};
use copydesk::session::suggest::{Proposal, What};
use copydesk::session::{Action, Command, Flow, SuggestFilter, SuggestInput, Writing};
use copydesk::storage::{ExternalSuggester, Theme};

use crate::controls::{choose, rows};
use crate::desk::Desk;
use crate::looks::looks_like;

const TEXT: &str = "Divers find cracks

KARLBY, March 5 (Courier) —

Mayor Ana Lind told the council on Tuesday that two piers will stay shut for six weeks.

“Nobody should have to wonder,” Lind said, “whether the ground will hold.”

The survey cost $1.2 million, more than ever before. Jon Bakke of Northern Shipping laughed. Bakke then left for Oslo.
";

fn desk() -> Desk {
    Desk::suggesting(TEXT, "story.txt")
}

/// What is proposed and shown: words and what they would be.
fn proposed(desk: &Desk) -> Vec<String> {
    let suggest = desk.session().suggest();
    let text = desk.document().text();
    let said = |own: &Proposal| {
        let what = match &own.what {
            What::Mention { kind, .. } => kind.label(),
            What::Quote { .. } => "Quote",
            What::Claim(_) => "Claim",
        };
        format!("{} = {what}", own.spans.words(text))
    };
    suggest.shown().iter().map(|idx| said(&suggest.proposals().all[*idx])).collect()
}

fn proposes(desk: &Desk, said: &str) -> bool {
    proposed(desk).iter().any(|own| own == said)
}

/// Goes through the suggestions until these words are selected.
fn go_to(desk: &mut Desk, words: &str) {
    for _ in 0..60 {
        desk.press("z");
        let here = desk.session().selection().map(|span| span.of(desk.document().text()).to_owned());
        if here.as_deref() == Some(words) {
            return;
        }
    }
    panic!("“{words}” is not suggested");
}

#[test]
fn nothing_is_in_the_file_before_it_is_accepted() {
    let desk = desk();
    assert!(
        proposes(&desk, "Jon Bakke = Person") && proposes(&desk, "Oslo = Place"),
        "{:?}",
        proposed(&desk)
    );
    assert_eq!(desk.document().n_annotations(), 0);
    assert_eq!(desk.document().entities().len(), 0);
    assert!(!desk.session().is_unsaved() && desk.document().history().is_empty());
}

#[test]
fn enter_accepts_and_goes_on_and_the_annotation_says_who_proposed_it() {
    let mut desk = desk();
    go_to(&mut desk, "Jon Bakke");
    assert!(desk.shows("Suggested: Person"));
    desk.picture("suggestion");
    desk.press("Enter");
    assert_eq!(desk.mentions("Jon Bakke"), ["Jon Bakke"]);
    assert_eq!(desk.entity("Jon Bakke").kind, EntityKind::Person);
    let mention = desk.all(AnnotationKind::Mention)[0];
    let provenance = mention.provenance.as_deref().unwrap();
    assert!(provenance.suggester.starts_with("copydesk/") && provenance.score > 0);
    assert!(!provenance.reason.is_empty() && !provenance.version.is_empty());
    assert!(desk.session().current_suggestion().is_some(), "the next is selected");
    desk.press("Ctrl+Z");
    assert!(proposes(&desk, "Jon Bakke = Person"));
    assert_eq!(desk.document().n_annotations(), 0);
}

#[test]
fn backspace_rejects_for_good_also_after_edits_and_reopening() {
    let mut desk = desk();
    go_to(&mut desk, "Oslo");
    desk.press("Backspace");
    assert!(!proposes(&desk, "Oslo = Place"));
    desk.press("Ctrl+Z");
    assert!(proposes(&desk, "Oslo = Place"), "undo brings it back");
    desk.press("Ctrl+Shift+Z");
    assert!(!proposes(&desk, "Oslo = Place"));
    let path = desk.home.path().join("story.desk.ron");
    desk.press("Ctrl+S");
    desk.type_text(path.to_str().unwrap());
    desk.press("Enter");
    let saved = std::fs::read_to_string(&path).unwrap();
    assert!(saved.contains("rejected: [") && saved.contains("\"Oslo\""));
    let home = Arc::clone(&desk.home);
    drop(desk);
    let again = Desk::opening_suggesting(Arc::clone(&home), &path);
    assert!(proposes(&again, "Jon Bakke = Person"));
    assert!(!proposes(&again, "Oslo = Place"));
}

#[test]
fn a_quote_brings_its_speaker_cue_and_the_mention_of_who_said_it() {
    let mut desk = desk();
    desk.act(Action::Suggest(SuggestInput::Filter(SuggestFilter {
        kind: Some(copydesk::session::suggest::Sort::Quotes),
        ..SuggestFilter::default()
    })));
    desk.press("z");
    while desk.session().selection().is_some_and(|span| !span.of(TEXT).starts_with('“')) {
        desk.press("Space");
    }
    desk.press("Enter");
    let quotes = desk.all(AnnotationKind::Quote);
    let quote = quotes[0].quote().unwrap();
    assert_eq!(quote.kind, QuoteKind::Direct);
    assert_eq!(quotes[0].spans.as_slice().len(), 2, "broken by “Lind said”");
    assert_eq!(quote.cue.unwrap().of(TEXT), "said");
    let speaker = desk.document().entity(quote.speaker.unwrap()).unwrap();
    assert_eq!(speaker.name, "Ana Lind");
    assert_eq!(desk.mentions("Ana Lind"), ["Lind"]);
    desk.press("Ctrl+Z");
    assert_eq!((desk.document().n_annotations(), desk.document().entities().len()), (0, 0), "one step");
}

#[test]
fn shift_enter_accepts_all_of_an_entity_as_one_step() {
    let mut desk = desk();
    go_to(&mut desk, "Bakke");
    desk.press("Shift+Enter");
    assert_eq!(desk.mentions("Jon Bakke"), ["Jon Bakke", "Bakke"]);
    assert_eq!(desk.session().undo_name(), Some("Accept 2 suggestions of Jon Bakke"));
    desk.press("Ctrl+Z");
    assert_eq!(desk.document().n_annotations(), 0);
}

#[test]
fn all_that_is_shown_is_accepted_in_one_step() {
    let mut desk = desk();
    let n_shown = proposed(&desk).len();
    desk.press("Ctrl+0");
    desk.picture("suggestions");
    desk.press("Ctrl+Shift+A");
    assert!(desk.document().n_annotations() >= n_shown - 2, "{:?}", proposed(&desk));
    assert!(desk.all(AnnotationKind::Claim).iter().any(|claim| {
        matches!(&claim.body, Body::Claim(claim) if matches!(claim.claimant, Some(Claimant::Quote(_))))
    }));
    assert_eq!(desk.mentions("Ana Lind").len(), 2);
    desk.picture("suggestions_accepted");
    desk.press("Ctrl+Z");
    assert_eq!((desk.document().n_annotations(), desk.document().entities().len()), (0, 0));
}

#[test]
fn the_list_filters_by_kind_suggester_and_score() {
    let mut desk = desk();
    desk.press("Ctrl+0");
    choose(&mut desk, "Filter by kind", "Place");
    assert!(proposed(&desk).iter().all(|own| own.ends_with("= Place")));
    choose(&mut desk, "Filter by kind", "Any kind");
    choose(&mut desk, "Filter by suggester", "Signs of claims");
    assert!(proposed(&desk).iter().all(|own| own.ends_with("= Claim")));
    choose(&mut desk, "Filter by suggester", "Any suggester");
    choose(&mut desk, "Filter by score", "90 % and more");
    let suggest = desk.session().suggest();
    let least = suggest.shown().iter().map(|idx| suggest.proposals().all[*idx].percent()).min();
    assert!(least.unwrap() >= 90);
    let listed = rows(&mut desk, "Suggested");
    assert!(!listed.is_empty() && listed.len() <= proposed(&desk).len());
}

#[test]
fn an_entity_the_editor_made_wins_and_the_same_name_follows_at_once() {
    let mut desk = Desk::suggesting(&TEXT.replace("laughed.", "laughed. Northern Shipping is old."), "a.txt");
    desk.select("Northern Shipping");
    desk.keys("e t");
    assert!(proposes(&desk, "Northern Shipping = Product"), "{:?}", proposed(&desk));
    go_to(&mut desk, "Northern Shipping");
    assert!(desk.shows("Joins Northern Shipping") && desk.shows("by a tag in this article"));
    desk.press("Enter");
    assert_eq!(desk.mentions("Northern Shipping").len(), 2);
}

#[test]
fn a_short_name_two_people_share_is_asked() {
    let mut desk = Desk::suggesting("Ana Lind met Per Lind. Lind was glad.\n", "story.txt");
    desk.select("Ana Lind");
    desk.keys("e p");
    desk.select("Per Lind");
    desk.keys("e p");
    desk.press("Ctrl+Shift+A");
    assert!(proposes(&desk, "Lind = Person"), "{:?}", proposed(&desk));
    assert!(desk.shows("1 is left, since its short name could be several."));
    go_to(&mut desk, "Lind");
    desk.press("Enter");
    let Some(Flow::Picker(picker)) = desk.session().flow() else { panic!("it is asked") };
    let names: Vec<&str> = picker.rows.iter().take(2).map(|row| row.label.as_str()).collect();
    assert_eq!(names, ["Ana Lind", "Per Lind"]);
    desk.press("2");
    assert_eq!(desk.mentions("Per Lind"), ["Per Lind", "Lind"]);
}

#[test]
fn another_type_is_two_keys() {
    let mut desk = desk();
    go_to(&mut desk, "Oslo");
    desk.keys("e o");
    assert_eq!(desk.entity("Oslo").kind, EntityKind::Organisation);
    assert!(!proposes(&desk, "Oslo = Place"));
}

#[test]
fn enter_and_backspace_mean_what_they_did_where_no_suggestion_is_selected() {
    let mut desk = desk();
    desk.select("Oslo");
    desk.keys("e l");
    desk.press("Enter");
    assert!(matches!(desk.session().flow(), Some(Flow::Picker(_))), "change what is selected");
    desk.press("Esc");
    desk.press("Backspace");
    assert!(desk.all(AnnotationKind::Mention).is_empty());
}

#[test]
fn suggestions_can_be_turned_off_and_the_list_says_so() {
    let mut desk = desk();
    desk.press("Ctrl+0");
    desk.act(Action::Command(Command::ToggleSuggestions));
    assert!(proposed(&desk).is_empty() && desk.shows("Suggestions are off"));
    desk.picture("suggestions_off");
    desk.click("Turn on");
    assert!(proposes(&desk, "Oslo = Place"));
}

#[test]
fn an_article_without_anything_to_propose_says_so() {
    let mut desk = Desk::suggesting("so be it\n", "story.txt");
    desk.press("Ctrl+0");
    let left = proposed(&desk);
    for _ in left {
        desk.keys("z Backspace");
    }
    assert!(desk.shows("Every suggestion is decided") || desk.shows("Nothing to suggest"));
    desk.press("z");
    assert!(desk.shows("No suggestion is left to decide."));
}

/// An accepted half and a proposed half, so that one is seen beside the other.
fn half_decided(theme: Theme) -> Desk {
    let mut desk = Desk::suggesting_in(theme, TEXT, "story.txt");
    desk.press("Ctrl+0");
    go_to(&mut desk, "The survey cost $1.2 million, more than ever before.");
    desk.press("Enter");
    go_to(&mut desk, "Jon Bakke");
    desk.press("Enter");
    desk
}

#[test]
fn what_is_proposed_is_told_from_what_is_said_in_the_dark() {
    looks_like(&mut half_decided(Theme::Dark), "suggested_dark");
}

#[test]
fn what_is_proposed_is_told_from_what_is_said_in_the_light() {
    looks_like(&mut half_decided(Theme::Light), "suggested_light");
}

/// The program with these outside suggesters.
fn with_outsiders(scripts: &[(&str, &[&str])]) -> Desk {
    let external = scripts.iter().map(|(name, args)| ExternalSuggester {
        name: (*name).to_owned(),
        command: "sh".to_owned(),
        args: args.iter().map(|arg| (*arg).to_owned()).collect(),
        seconds: 2,
        on: true,
    });
    Desk::suggesting_besides(external.collect(), TEXT, "story.txt")
}

#[test]
fn an_outside_suggester_proposes_beside_ours_and_is_named_on_what_is_accepted() {
    let text = TEXT.replace("laughed.", "laughed. Write to desk@courier.example.");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/examples/suggest.sh");
    let external = ExternalSuggester {
        name: "Forms".to_owned(),
        command: "sh".to_owned(),
        args: vec![script.to_owned()],
        ..ExternalSuggester::default()
    };
    let mut desk = Desk::suggesting_besides(vec![external], &text, "story.txt");
    assert!(proposes(&desk, "desk@courier.example = Other"), "{:?}", proposed(&desk));
    assert!(proposes(&desk, "Jon Bakke = Person"));
    desk.press("Ctrl+0");
    choose(&mut desk, "Filter by suggester", "Forms");
    assert!(
        proposed(&desk).iter().all(|own| own.contains('@')),
        "ours on the same words stays: {:?}",
        proposed(&desk)
    );
    desk.keys("z Enter");
    let mention = desk.all(AnnotationKind::Mention)[0];
    let provenance = mention.provenance.as_deref().unwrap();
    assert_eq!((provenance.suggester.as_str(), provenance.version.as_str()), ("forms", "1.0"));
    assert_eq!((provenance.score, provenance.reason.as_str()), (90, "an e-mail address"));
}

#[test]
fn one_that_crashes_or_hangs_is_told_of_and_costs_nothing_else() {
    let mut desk = with_outsiders(&[("Broken", &["-c", "echo 'no model' >&2; exit 1"])]);
    assert!(desk.shows("The suggester “Broken” gave nothing: it ended (exit status: 1): no model."));
    desk.picture("suggester_broken");
    assert!(proposes(&desk, "Jon Bakke = Person"));
    desk.keys("z Enter");
    assert_eq!(desk.document().n_annotations(), 1);
    let greets = r#"read l; echo '{"jsonrpc":"2.0","id":1,"result":{"name":"slow"}}'; sleep 60"#;
    let desk = with_outsiders(&[("Slow", &["-c", greets])]);
    assert!(desk.shows("The suggester “Slow” gave nothing: it did not answer within 2 seconds"));
    assert!(proposes(&desk, "Jon Bakke = Person"));
}

#[test]
fn the_house_lexicon_grows_on_request_and_knows_the_name_in_the_next_article() {
    let mut desk = desk();
    desk.select("Northern Shipping");
    desk.keys("e t");
    let path = desk.home.path().join("config/lexicon.ron");
    assert!(!path.exists(), "only when somebody asks");
    desk.act(Action::Command(Command::AddToLexicon));
    assert!(desk.shows("Added to the house's lexicon: 1 name."));
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(kept.contains("name: \"Northern Shipping\", kind: Product"), "{kept}");
    let next = desk.home.path().join("next.txt");
    std::fs::write(&next, "We saw that Northern Shipping was late.\n").unwrap();
    desk.press("Ctrl+S");
    let file = desk.home.path().join("story.desk.ron");
    desk.type_text(file.to_str().unwrap());
    desk.press("Enter");
    desk.act(Action::OpenPath(next));
    assert!(proposes(&desk, "Northern Shipping = Product"), "{:?}", proposed(&desk));
    assert!(desk.document().entities().len() == 0, "proposed, not tagged");
}

#[test]
fn who_disagrees_on_a_type_is_gone_to_and_accepted_by_itself() {
    let answer = r#"{"jsonrpc":"2.0","id":2,"result":{"revision":R,"items":[{"kind":"mention","type":"organisation","start":S,"end":E,"text":"Jon Bakke","score":0.5}]}}"#;
    let start = TEXT[..TEXT.find("Jon Bakke").unwrap()].chars().count();
    let answer = answer.replace('S', &start.to_string()).replace('E', &(start + 9).to_string());
    let script = format!(
        r#"read l; echo '{{"jsonrpc":"2.0","id":1,"result":{{"name":"other"}}}}'; read l; r=$(echo "$l" | sed 's/.*"revision":\([0-9]*\).*/\1/'); echo '{answer}' | sed "s/\"revision\":R/\"revision\":$r/"; cat > /dev/null"#
    );
    let mut desk = with_outsiders(&[("Other", &["-c", &script])]);
    assert!(
        proposes(&desk, "Jon Bakke = Person") && proposes(&desk, "Jon Bakke = Organisation"),
        "{:?}",
        proposed(&desk)
    );
    go_to(&mut desk, "Jon Bakke");
    let first = desk.session().current_suggestion();
    desk.press("z");
    assert_eq!(desk.session().current_suggestion(), first.map(|idx| idx + 1), "the other one");
    desk.press("z");
    assert_ne!(desk.session().current_suggestion(), first.map(|idx| idx + 1), "and on");
    desk.press("Ctrl+0");
    choose(&mut desk, "Filter by suggester", "Other");
    desk.keys("z Enter");
    let mention = desk.all(AnnotationKind::Mention)[0];
    assert_eq!(mention.provenance.as_deref().unwrap().suggester, "other");
    let kind = desk.document().entity(mention.mention().unwrap().entity).unwrap().kind;
    assert_eq!(kind, EntityKind::Organisation);
}

#[test]
fn reading_that_was_stopped_begins_with_the_next_article() {
    let mut desk = desk();
    desk.act(Action::Suggest(SuggestInput::Filter(SuggestFilter { least: 90, ..SuggestFilter::default() })));
    desk.act(Action::Suggest(SuggestInput::Stop));
    let next = desk.home.path().join("next.txt");
    std::fs::write(&next, TEXT).unwrap();
    desk.act(Action::OpenPath(next));
    assert!(desk.session().suggest().filter().is_open());
    assert!(proposes(&desk, "Jon Bakke = Person"), "{:?}", proposed(&desk));
}

#[test]
fn space_writes_a_space_where_a_suggestion_is_selected_and_the_text_edited() {
    let mut desk = desk();
    go_to(&mut desk, "Oslo");
    desk.press("F4");
    desk.press("Space");
    assert!(desk.document().text().contains("left for  ."), "{}", desk.document().text());
}

#[test]
fn what_is_proposed_in_other_paragraphs_stays_while_one_is_written_in() {
    let mut desk = desk();
    let at = desk.document().text().find(" laughed").unwrap();
    desk.act(Action::PutCaret { at, extend: false });
    desk.press("F4");
    desk.act_unanswered(Action::Write(Writing::Insert(" and others".into())));
    assert!(desk.session().suggest().is_working(), "nobody has read the new words yet");
    assert!(proposes(&desk, "Mayor Ana Lind = Person"), "{:?}", proposed(&desk));
    assert!(!proposes(&desk, "Oslo = Place"), "its paragraph is being written: {:?}", proposed(&desk));
    let at = desk.document().text().find("two piers").unwrap();
    desk.settle();
    desk.act(Action::PutCaret { at, extend: false });
    desk.act_unanswered(Action::Write(Writing::Insert("all ".into())));
    assert!(proposes(&desk, "Oslo = Place"), "it moved along: {:?}", proposed(&desk));
    desk.settle();
    assert!(proposes(&desk, "Oslo = Place") && proposes(&desk, "Mayor Ana Lind = Person"));
}

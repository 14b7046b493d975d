use proptest::prelude::*;

use super::*;

/// `old` and `new` mark a span with brackets each; nothing in `new` for an orphan.
#[track_caller]
fn check(old: &str, new: &str, outcome: Outcome) {
    let (old, span) = marked(old);
    let (new, expected) = marked(new);
    let placed = Comparison::new(&old, &new).place(span.expect("a span to place"));
    let found = placed.span.map(|span| span.of(&new));
    assert_eq!((placed.outcome, found), (outcome, expected.map(|span| span.of(&new))));
    assert_eq!(placed.span, expected);
}

fn marked(text: &str) -> (String, Option<Span>) {
    let bare = text.replace(['⟦', '⟧'], "");
    let span = text.find('⟦').zip(text.find('⟧')).map(|(start, end)| {
        Span::new(&bare, start, end - '⟦'.len_utf8()).expect("brackets in order around something")
    });
    (bare, span)
}

const BEFORE: &str = "The ferry to the island will stop in March, the harbour master said on Monday. ";
const AFTER: &str = " Nobody on the quay had heard of it before the letter came last week.";

fn between(middle: &str) -> String {
    format!("{BEFORE}{middle}{AFTER}")
}

#[test]
fn a_text_that_did_not_change_keeps_every_span() {
    let text = between("⟦Jon Bakke⟧ told the council so.");
    check(&text, &text, Outcome::Same);
    check("⟦Yes⟧.", "⟦Yes⟧.", Outcome::Same);
}

#[test]
fn words_put_in_before_a_span_do_not_hurt_it() {
    let old = between("⟦Jon Bakke⟧ told the council so.");
    check(&old, &format!("A new first sentence stands here. {old}"), Outcome::Same);
}

#[test]
fn a_word_put_in_and_one_taken_out_beside_it_leave_no_doubt_about_what_follows() {
    let old = between("Then ⟦Jon Bakke⟧ told the council so.");
    check(&old, &old.replace("Monday. Then", "Monday night."), Outcome::Same);
}

#[test]
fn a_typo_mended_in_a_span_asks_for_a_look() {
    check(
        &between("⟦Jon Bakcke⟧ told the council so."),
        &between("⟦Jon Bakke⟧ told the council so."),
        Outcome::Changed,
    );
}

#[test]
fn words_put_in_at_its_edge_stay_outside_and_words_inside_belong_to_it() {
    let old = between("Then ⟦Jon Bakke⟧ told the council so.");
    check(&old, &between("Then old ⟦Jon Bakke⟧ told the council so."), Outcome::Same);
    check(&old, &between("Then ⟦Jon Erik Bakke⟧ told the council so."), Outcome::Changed);
}

#[test]
fn a_sentence_that_moved_takes_its_spans_along() {
    let first = "Seven boats were sold to a yard in Tallinn before Christmas. ";
    check(
        &format!("{first}{}", between("⟦Jon Bakke⟧ signed the contract for the council himself.")),
        &format!(
            "{first}⟦Jon Bakke⟧ signed the contract for the council himself. {}",
            between("").replace("  ", " ")
        ),
        Outcome::Moved,
    );
}

#[test]
fn a_name_whose_sentence_is_gone_does_not_land_on_its_namesake() {
    let (bakke, _) = marked(&between("The mayor thanked Bakke for it."));
    check(&format!("{bakke} Later ⟦Bakke⟧ went home without a word."), &bakke, Outcome::Orphan);
}

#[test]
fn two_names_that_changed_places_stay_where_they_were() {
    check(
        &between("On Friday ⟦Hansen⟧ wrote to Lindqvist about the price."),
        &between("On Friday ⟦Lindqvist⟧ wrote to Hansen about the price."),
        Outcome::Changed,
    );
}

#[test]
fn a_span_that_was_taken_out_is_an_orphan() {
    check(&between("It costs ⟦four million⟧ a year."), &between("It costs a year."), Outcome::Orphan);
}

#[test]
fn a_trimmed_quote_is_what_is_left_of_it() {
    check(
        &between("⟦“We carried 41,000 people last year, and 12 of them paid”⟧, he said."),
        &between("⟦“We carried 41,000 people last year”⟧, he said."),
        Outcome::Changed,
    );
}

#[test]
fn line_ends_and_double_blanks_change_no_words() {
    let old = between("⟦Jon Bakke told⟧ the council\nso.");
    let new = between("⟦Jon  Bakke told⟧ the council\r\nso.");
    check(&old, &new, Outcome::Same);
}

#[test]
fn a_word_divided_or_joined_is_found_by_its_letters() {
    check(
        &between("They asked ⟦the⟧ council about it."),
        &between("They asked ⟦the⟧council about it."),
        Outcome::Changed,
    );
}

#[test]
fn a_place_that_may_be_meant_is_among_the_candidates() {
    let old = format!("{BEFORE}{AFTER} Later Bakke went home.");
    let new = format!("Bakke came at noon.{BEFORE}{AFTER} In the evening Bakke went off.");
    let at = old.find("Bakke").expect("it is there");
    let comparison = Comparison::new(&old, &new);
    let candidates = comparison.candidates(Span::new(&old, at, at + 5).expect("a word"), 5);
    assert_eq!(candidates.len(), 2);
    assert!(candidates[0].score > candidates[1].score, "the one with the same words around it comes first");
    assert_eq!(candidates[0].span.start(), new.rfind("Bakke").expect("it is there"));
}

const ONE: &str = "Seven boats were sold to a yard in Tallinn before Christmas. ";
const TWO: &str = "The council had asked for two more of them in the spring. ";

#[test]
fn what_is_kept_among_its_neighbours_has_one_place_in_a_text_that_repeats_itself() {
    let old = format!("{ONE}{TWO}{ONE}{TWO}{ONE}⟦{TWO}⟧{ONE}{TWO}");
    check(&old, &old, Outcome::Same);
    check(&old, &old.replacen("Seven", "Eight", 1), Outcome::Same);
}

#[test]
fn of_two_repeated_parts_one_of_which_moved_nobody_can_say_which() {
    let (head, mark) = ("It began with the ferry. ", "Nobody on the quay had heard of it before. ");
    let (old, span) = marked(&format!("{head}⟦{ONE}⟧{TWO}{mark}{ONE}{TWO}"));
    let new = format!("{head}{mark}{ONE}{TWO}{ONE}{TWO}");
    let placed = Comparison::new(&old, &new).place(span.expect("a span to place"));
    assert_eq!(placed.outcome, Outcome::Orphan, "{placed:?}");
}

#[track_caller]
fn check_asked(old: &str, new: &str) {
    let (old, span) = marked(old);
    let placed = Comparison::new(&old, new).place(span.expect("a span to place"));
    assert_eq!(placed.outcome, Outcome::Orphan, "{placed:?}");
}

#[test]
fn a_repeated_passage_that_nothing_around_it_ties_to_its_place_is_asked_about() {
    let words = |word: &str, n: usize| {
        let all: Vec<String> = (0..n).map(|at| format!("{word}{at} ")).collect();
        all.concat()
    };
    let between_two = |[first, second, third]: [(&str, usize); 3], mark: (&str, &str)| {
        let [first, second, third] = [first, second, third].map(|(word, n)| words(word, n));
        let passage = format!("{}{ONE}{}{TWO}", mark.0, mark.1);
        between(&format!("{first}{passage}{second}{ONE}{TWO}{third}"))
    };
    let marks = ("⟦", "⟧");
    let old = between_two([("red", 8), ("blue", 9), ("green", 8)], marks);
    check_asked(&old, &between_two([("white", 16), ("black", 17), ("grey", 16)], ("", "")));
    check(&old, &between_two([("red", 8), ("blue", 9), ("grey", 16)], marks), Outcome::Same);
}

#[test]
fn a_common_word_among_many_that_changed_is_asked_about() {
    check_asked(
        &between(
            "Last year a yard in Tallinn with four berths paid for ⟦the⟧ old boats of the island company in cash and took them away in May.",
        ),
        &between(
            "Then her yard near Tallinn using four men paid nine the new boats for some island owner with cash but took none away by June.",
        ),
    );
}

fn splice(text: &str, splices: &[Splice]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for splice in splices {
        out.push_str(text.get(at..splice.at).expect("in order, between characters"));
        assert!(text.get(splice.at..).is_some_and(|rest| rest.starts_with(&splice.removed)));
        out.push_str(&splice.inserted);
        at = splice.at + splice.removed.len();
    }
    out.push_str(text.get(at..).expect("in order, between characters"));
    out
}

fn any_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[ab]{1,2}",
        2 => prop::sample::select(vec!["Bakke", "the", "council", "said", ".", ",", "“", "”", "\n", "\r\n", " "])
            .prop_map(str::to_owned),
        1 => "[é\u{301}שלם漢字😀\u{200d}\u{202e}]{1,3}",
    ];
    prop::collection::vec((word, " {0,2}"), 0..120)
        .prop_map(|words| words.into_iter().flat_map(|(word, blank)| [word, blank]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn any_text_is_placed_on_any_other_without_harm(old in any_text(), new in any_text()) {
        let comparison = Comparison::new(&old, &new);
        let ends: Vec<usize> = old.char_indices().map(|(at, _)| at).chain([old.len()]).collect();
        for (start, end) in ends.iter().zip(ends.iter().skip(1)).chain(ends.iter().zip(ends.iter().skip(7))) {
            let span = Span::new(&old, *start, *end).unwrap();
            let placed = comparison.place(span);
            prop_assert_eq!(placed.span.is_none(), placed.outcome == Outcome::Orphan);
            if let Some(found) = placed.span {
                prop_assert!(found.fits(&new));
                if placed.outcome != Outcome::Changed {
                    let bare = |text: &str| text.split_whitespace().collect::<String>();
                    prop_assert_eq!(bare(found.of(&new)), bare(span.of(&old)));
                }
            }
            for candidate in comparison.candidates(span, 3) {
                prop_assert!(candidate.span.fits(&new));
            }
        }
        prop_assert_eq!(splice(&old, &comparison.splices()), new);
    }

    #[test]
    fn a_text_onto_itself_moves_nothing(text in any_text()) {
        let comparison = Comparison::new(&text, &text);
        prop_assert_eq!(comparison.splices(), vec![]);
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for (start, end) in ends.iter().zip(ends.iter().skip(4)) {
            let span = Span::new(&text, *start, *end).unwrap();
            let placed = comparison.place(span);
            prop_assert!(placed.span.is_none_or(|found| found == span), "{:?} {:?}", span, placed);
        }
    }
}

#[test]
fn a_sentence_whose_whole_paragraph_moved_needs_nobody_beside_it() {
    let moved = "Earlier the spokesman of the ferry company answered the complaint about its landing stages in writing.";
    let paragraphs = |order: [&str; 4]| order.join("\n\n") + "\n";
    let others = [
        "The harbour opened on Monday.",
        "Nobody was hurt in the fog.",
        "The mayor thanked both crews and said the city would pay for a new bell.",
    ];
    let old = paragraphs([others[0], &format!("⟦{moved}⟧"), others[1], others[2]]);
    let new = paragraphs([others[0], others[1], others[2], &format!("⟦{moved}⟧")]);
    check(&old, &new, Outcome::Moved);
}

//! The notes of an annotated article: what each says, line by line, for every writer alike.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::model::{
    Annotation, AnnotationId, AnnotationKind, Body, Claim, ClaimKind, ClaimState, Correction, Disposition,
    Document, Edit, Passage, Priority, Query, Quote, QuoteCheck, Reply, TagId, Verdict,
};

use super::citation::Citation;
use super::edition::{Edition, day, moment};

/// The most characters of the article a note repeats.
const MOST_WORDS: usize = 240;

/// A numbered note.
pub(super) struct Note {
    /// From 1, in reading order.
    pub(super) number: usize,
    /// What it is a note on.
    pub(super) kind: AnnotationKind,
    /// “Claim”, “Quote”, the tag's name.
    pub(super) title: String,
    /// The verdict and the house's name for it, where one was reached.
    pub(super) verdict: Option<(Verdict, String)>,
    /// The words of the article it is about.
    pub(super) words: String,
    /// What there is to say, a line each.
    pub(super) entries: Vec<Entry>,
    /// The sources.
    pub(super) sources: Vec<Citation>,
    /// Who is answerable for it, and since when.
    pub(super) author: (String, Option<Timestamp>),
    /// Which of the house's tags it bears.
    pub(super) tag: Option<usize>,
}

/// A line of a note.
pub(super) struct Entry {
    /// What the line tells.
    pub(super) label: &'static str,
    /// What it says.
    pub(super) text: String,
}

impl Note {
    /// Title and verdict in one line.
    pub(super) fn heading(&self) -> String {
        match &self.verdict {
            Some((_, verdict)) => format!("{} · {verdict}", self.title),
            None => self.title.clone(),
        }
    }

    /// The words in quotation marks, once.
    pub(super) fn quoted(&self) -> String {
        let opens = |c: char| matches!(c, '“' | '„' | '«' | '»' | '"' | '「' | '‹' | '‘' | '‚');
        if self.words.starts_with(opens) { self.words.clone() } else { format!("“{}”", self.words) }
    }
}

/// The number of the note on each annotation, from 1, in reading order: the same in every report of
/// an edition.
pub(super) fn numbers(document: &Document) -> BTreeMap<AnnotationId, usize> {
    let noted = document.annotations().filter(|annotation| is_noted(annotation));
    noted.zip(1..).map(|(annotation, number)| (annotation.id, number)).collect()
}

/// Whether an annotation gets a note of its own. A mention does where somebody commented on it;
/// otherwise the list of names speaks of it.
pub(super) fn is_noted(annotation: &Annotation) -> bool {
    annotation.kind() != AnnotationKind::Mention || !annotation.comment.trim().is_empty()
}

/// Who touched each annotation last, and when.
pub(super) fn last_hands(document: &Document) -> BTreeMap<AnnotationId, (&str, Timestamp)> {
    fn touched(edit: &Edit, found: &mut Vec<AnnotationId>) {
        match edit {
            Edit::AddAnnotation(annotation) => found.push(annotation.id),
            Edit::Set { id, .. } => found.push(*id),
            Edit::Evidence { claim, .. } => found.push(*claim),
            Edit::Batch(edits) => edits.iter().for_each(|edit| touched(edit, found)),
            _ => {}
        }
    }
    let mut hands = BTreeMap::new();
    for step in document.history().iter() {
        let mut ids = Vec::new();
        touched(&step.edit, &mut ids);
        hands.extend(ids.into_iter().map(|id| (id, (step.by.as_str(), step.at))));
    }
    hands
}

/// The note on an annotation.
pub(super) fn note(
    edition: &Edition<'_>,
    annotation: &Annotation,
    number: usize,
    hand: Option<&(&str, Timestamp)>,
) -> Note {
    let mut entries = Entries(Vec::new());
    let (title, mut verdict, mut sources) = (annotation.kind().label().to_owned(), None, Vec::new());
    let (mut title, mut tag) = (title, None);
    let mut author = hand.map_or("", |(by, _)| by).trim().to_owned();
    let mut at = hand.map(|(_, at)| *at);
    match &annotation.body {
        Body::Passage(passage) => (title, tag) = tag_of(edition, passage),
        Body::Mention(mention) => {
            let name = edition.document().entity(mention.entity).map_or("", |entity| entity.name.as_str());
            entries.add("Names", name);
        }
        Body::Quote(quote) => quote_entries(edition, annotation, quote, &mut entries),
        Body::Claim(claim) => {
            verdict = (claim.verdict != Verdict::Unrated)
                .then(|| (claim.verdict, edition.verdict_name(claim.verdict).to_owned()));
            claim_entries(edition, annotation, claim, &mut entries);
            let cited = claim.evidence.iter().map(|one| Citation::new(one, edition.is_for_the_desk()));
            sources = cited.collect();
            if !claim.checked_by.trim().is_empty() {
                claim.checked_by.trim().clone_into(&mut author);
            }
            at = at.or_else(|| claim.approvals.iter().map(|approval| approval.at).max());
        }
    }
    entries.add("Comment", &annotation.comment);
    let words = edition.document().words_of(annotation);
    let words = shortened(words.trim(), MOST_WORDS);
    Note {
        number,
        kind: annotation.kind(),
        title,
        verdict,
        words,
        entries: entries.0,
        sources,
        author: (author, at),
        tag,
    }
}

fn tag_of(edition: &Edition<'_>, passage: &Passage) -> (String, Option<usize>) {
    let TagId(id) = &passage.tag;
    let tags = &edition.schema.tags;
    let place = tags.iter().position(|tag| tag.id == passage.tag);
    let name = place.and_then(|place| tags.get(place)).map_or(id.as_str(), |tag| tag.name.as_str());
    (name.to_owned(), place)
}

/// Lines of a note; empty ones are left out.
struct Entries(Vec<Entry>);

impl Entries {
    fn add(&mut self, label: &'static str, text: &str) {
        if !text.trim().is_empty() {
            self.0.push(Entry { label, text: text.trim().to_owned() });
        }
    }

    fn add_if(&mut self, condition: bool, label: &'static str, text: &str) {
        if condition {
            self.add(label, text);
        }
    }
}

fn quote_entries(edition: &Edition<'_>, annotation: &Annotation, quote: &Quote, entries: &mut Entries) {
    let document = edition.document();
    let name = |id| document.entity(id).map_or("", |entity| entity.name.as_str());
    entries.add("Said by", quote.speaker.map_or("", name));
    if quote.speaker.is_none() {
        entries.add("Said by", quote.source.map_or("", |span| span.of(document.text())));
    }
    entries.add("Said to", quote.addressee.map_or("", name));
    entries.add("Form", quote.kind.label());
    let told = edition.is_for_the_desk() || quote.check != QuoteCheck::NotChecked;
    entries.add_if(told, "Checked", quote.check.label());
    let changed = quote.has_changed(&document.words_of(annotation));
    entries.add_if(changed, "Checked for the words", &quote.checked_words);
}

fn claim_entries(edition: &Edition<'_>, annotation: &Annotation, claim: &Claim, entries: &mut Entries) {
    entries.add("Claim", &claim.assertion);
    entries.add("Claimed by", edition.claimant(claim).map_or("", |entity| entity.name.as_str()));
    entries.add_if(claim.kind != ClaimKind::Other, "Type", claim.kind.label());
    if edition.is_for_the_desk() {
        desk_entries(edition, annotation, claim, entries);
    } else if claim.state == ClaimState::SignedOff {
        let signed_off = claim.approvals.iter().map(|approval| approval.at).max();
        let when = signed_off.map(|at| format!(" on {}", at.strftime("%-d %B %Y"))).unwrap_or_default();
        entries.add("Checked", &format!("By one person, and signed off by another{when}"));
    }
    for correction in &claim.corrections {
        entries.add("Correction", &self::correction(correction));
    }
}

fn desk_entries(edition: &Edition<'_>, annotation: &Annotation, claim: &Claim, entries: &mut Entries) {
    entries.add("State", claim.state.label());
    entries.add_if(claim.priority != Priority::Normal, "Priority", claim.priority.label());
    entries.add_if(claim.criticism, "Criticism", "Yes: the criticised have a right of reply");
    entries.add_if(claim.disposition != Disposition::None, "The line", claim.disposition.label());
    entries.add("Proposed text", &claim.suggested_text);
    entries.add("Checked by", &claim.checked_by);
    let words = edition.document().words_of(annotation);
    entries.add_if(claim.checked_words != words, "Checked for the words", &claim.checked_words);
    for approval in &claim.approvals {
        let role = approval.role.trim();
        let role = if role.is_empty() { String::new() } else { format!(", {role}") };
        entries.add("Signed off by", &format!("{}{role}, {}", approval.by.trim(), moment(approval.at)));
    }
    entries.add("Reason", &claim.reason);
    entries.add("Objection", &claim.objection);
    entries.add("Note", &claim.note);
    for query in &claim.queries {
        entries.add("Question", &self::query(query));
    }
    for reply in &claim.replies {
        entries.add("Reply", &self::reply(reply));
    }
}

fn query(of: &Query) -> String {
    let mut when: Vec<String> = of.asked.map(|date| format!("asked {}", day(date))).into_iter().collect();
    when.extend(of.due.map(|date| format!("due {}", day(date))));
    when.extend(of.answered.map(|date| format!("answered {}", day(date))));
    let when = if when.is_empty() { String::new() } else { format!(" ({})", when.join(", ")) };
    let to = if of.to.trim().is_empty() { "Somebody" } else { of.to.trim() };
    let answer = if of.answer.trim().is_empty() {
        if of.is_open() { " No answer yet.".to_owned() } else { String::new() }
    } else {
        format!(" Answer: {}", of.answer.trim())
    };
    format!("To {to}{when}: {}{answer}", of.question.trim())
}

fn reply(of: &Reply) -> String {
    let mut when: Vec<String> = of.asked.map(|date| format!("asked {}", day(date))).into_iter().collect();
    when.extend(of.received.map(|date| format!("received {}", day(date))));
    let when = if when.is_empty() { String::new() } else { format!(" ({})", when.join(", ")) };
    let words = if of.words.trim().is_empty() { "no reply yet" } else { of.words.trim() };
    format!("{}{when}: {words}", of.from.trim())
}

fn correction(of: &Correction) -> String {
    let when = of.published.map_or("Not published yet".to_owned(), day);
    let mut parts = vec![when];
    if !of.notice.trim().is_empty() {
        parts.push(of.notice.trim().to_owned());
    }
    if !of.was.trim().is_empty() || !of.now.trim().is_empty() {
        parts.push(format!("Was “{}”, now “{}”", of.was.trim(), of.now.trim()));
    }
    parts.join(". ").replace(".. ", ". ")
}

/// `text` with its middle left out where it is longer than `most` characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.len() <= most || text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most * 2 / 3).collect();
    let mut tail: Vec<char> = text.chars().rev().take(most / 3).collect();
    tail.reverse();
    format!("{} … {}", head.trim_end(), String::from_iter(tail).trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_lose_their_middle() {
        assert_eq!(shortened("short", 10), "short");
        assert_eq!(shortened(&"ä".repeat(10), 10), "ä".repeat(10));
        assert_eq!(
            shortened("one two three four five six", 12),
            "one two … five six".replace("five six", "six")
        );
    }

    #[test]
    fn an_open_question_says_so() {
        let open = Query { to: "Ministry".into(), question: "How many?".into(), ..Query::default() };
        assert_eq!(query(&open), "To Ministry: How many? No answer yet.");
        let answered = Query { answer: "41,012".into(), ..open };
        assert_eq!(query(&answered), "To Ministry: How many? Answer: 41,012");
    }
}

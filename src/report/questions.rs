//! What is still to be answered, by the person who can: to be sent, or to be telephoned through.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::{AnnotationKind, Query, Reply};

use crate::text::counted::counted;

use super::edition::{Edition, day};
use super::markdown;
use super::note::{numbers, shortened};

/// A question that waits for an answer.
struct Open {
    due: Option<Date>,
    asked: Option<Date>,
    question: String,
    claim: usize,
    words: String,
}

/// The list: persons by name, each one's questions by due date, those without one last.
pub(super) fn write(edition: &Edition<'_>) -> String {
    let mut persons: BTreeMap<String, (String, Vec<Open>)> = BTreeMap::new();
    let document = edition.document();
    let numbers = numbers(document);
    for annotation in document.annotations_of(AnnotationKind::Claim) {
        let number = numbers.get(&annotation.id).copied().unwrap_or_default();
        let Some(claim) = annotation.claim() else { continue };
        let words = shortened(document.words_of(annotation).trim(), 200);
        let queries = claim.queries.iter().filter(|query| query.is_open()).map(from_query);
        let replies = claim.replies.iter().filter(|reply| is_open(reply)).map(from_reply);
        for (person, due, asked, question) in queries.chain(replies) {
            let entry = persons.entry(person.to_lowercase()).or_insert_with(|| (person, Vec::new()));
            entry.1.push(Open { due, asked, question, claim: number, words: words.clone() });
        }
    }
    let n_open: usize = persons.values().map(|(_, open)| open.len()).sum();
    let mut out = format!("# Open questions: {}\n\n", markdown::line(&edition.title()));
    let asked = counted(n_open, "question", "questions");
    let persons_asked = counted(persons.len(), "person", "people");
    let summary = if n_open == 0 { "Nothing is open".into() } else { format!("{asked} to {persons_asked}") };
    out.push_str(&format!("*As of {}. {summary}.*\n", day(edition.date)));
    for (person, open) in persons.values_mut() {
        open.sort_by_key(|one| (one.due.is_none(), one.due, one.claim));
        out.push_str(&format!("\n## {}\n\n", markdown::line(person)));
        for (number, one) in open.iter().enumerate() {
            out.push_str(&format!("{}. {}", number + 1, question(one, edition.date)));
        }
    }
    out
}

fn question(of: &Open, today: Date) -> String {
    let due = match of.due {
        Some(due) if due < today => format!("**Overdue since {}.** ", day(due)),
        Some(due) => format!("**Due {}.** ", day(due)),
        None => String::new(),
    };
    let asked = of.asked.map_or("not asked yet".to_owned(), |date| format!("asked {}", day(date)));
    let text = markdown::escaped(of.question.trim(), false, "\\\n   ");
    let words = markdown::line(&of.words);
    format!("{due}{text} ({asked})\\\n   Note {}: “{words}”\n", of.claim)
}

fn from_query(query: &Query) -> (String, Option<Date>, Option<Date>, String) {
    let to = if query.to.trim().is_empty() { "To whom is not said yet" } else { query.to.trim() };
    let question = if query.question.trim().is_empty() { "(no words yet)" } else { query.question.trim() };
    (to.to_owned(), query.due, query.asked, question.to_owned())
}

fn is_open(reply: &Reply) -> bool {
    reply.received.is_none() && reply.words.trim().is_empty()
}

fn from_reply(reply: &Reply) -> (String, Option<Date>, Option<Date>, String) {
    let from = if reply.from.trim().is_empty() { "The criticised" } else { reply.from.trim() };
    (from.to_owned(), None, reply.asked, "Reply to the criticism".to_owned())
}

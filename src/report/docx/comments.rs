//! Notes as comments.

use crate::report::inert;
use crate::report::note::{Note, shortened};
use crate::report::signs;
use crate::report::story::Story;

use super::xml::{escaped, paragraph, run};

/// Word cuts longer names.
const LONGEST_AUTHOR: usize = 60;

/// Which comment belongs to which part of which note.
pub(super) struct Comments {
    /// The id of the first comment of each note; its further parts follow.
    first: Vec<usize>,
}

impl Comments {
    /// Numbers the comments.
    pub(super) fn of(story: &Story) -> Self {
        let mut next = 0;
        let first = story.n_parts.iter().map(|n_parts| {
            let first = next;
            next += n_parts;
            first
        });
        Self { first: first.collect() }
    }

    /// The comment of a part of a note (its index).
    pub(super) fn id(&self, note: usize, part: usize) -> usize {
        self.first.get(note).map_or(0, |first| first + part)
    }

    /// The part with all comments.
    pub(super) fn xml(&self, story: &Story) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
        );
        for (note_idx, (note, n_parts)) in story.notes.iter().zip(&story.n_parts).enumerate() {
            for part in 0..*n_parts {
                let body = if part == 0 {
                    note_paragraphs(note)
                } else {
                    comment_paragraph(&run("", &format!("Note {}, continued", note.number)), "")
                };
                out.push_str(&comment(self.id(note_idx, part), note, &body));
            }
        }
        out.push_str("</w:comments>");
        out
    }
}

fn comment(id: usize, note: &Note, body: &str) -> String {
    let (author, at) = &note.author;
    let author = if author.is_empty() {
        "Fact check".to_owned()
    } else {
        shortened(&inert::line(author), LONGEST_AUTHOR)
    };
    let initials: String = author.split_whitespace().filter_map(|word| word.chars().next()).take(3).collect();
    let date = at.map(|at| format!(" w:date=\"{}\"", at.strftime("%Y-%m-%dT%H:%M:%SZ"))).unwrap_or_default();
    format!(
        "<w:comment w:id=\"{id}\" w:author=\"{}\"{date} w:initials=\"{}\">{body}</w:comment>",
        escaped(&author),
        escaped(&initials)
    )
}

/// The note, a paragraph for each thing it says.
pub(super) fn note_paragraphs(note: &Note) -> String {
    let sign = note.verdict.as_ref().map(|(verdict, _)| format!("{} ", signs::verdict(*verdict)));
    let heading = format!("{}{}. {}", sign.unwrap_or_default(), note.number, note.heading());
    let mut out = comment_paragraph(&run("<w:b/>", &heading), &heading);
    out.push_str(&comment_paragraph(&run("<w:i/>", &note.words), &note.words));
    for entry in &note.entries {
        let runs = run("<w:b/>", &format!("{}: ", entry.label)) + &run("", &entry.text);
        out.push_str(&comment_paragraph(&runs, ""));
    }
    for source in &note.sources {
        out.push_str(&comment_paragraph(&run("", &source.line()), ""));
    }
    out
}

fn comment_paragraph(runs: &str, text: &str) -> String {
    paragraph("CommentText", text, runs)
}

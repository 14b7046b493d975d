//! Every report of one story, as it was looked at and found right.

use copydesk::report::{Audience, Kind, preview};

use super::files::{every_report, night_ferry, options, parts, report, schema};

fn name(kind: Kind, audience: Audience) -> String {
    format!("{}-{}", kind.word(), if audience == Audience::Desk { "desk" } else { "readers" })
}

#[test]
fn every_report_of_the_night_ferry_is_as_it_was_reviewed() {
    let story = night_ferry();
    for (kind, audience) in every_report() {
        let report = report(kind, &story, audience);
        let mut shown = String::new();
        for (part, content) in parts(kind, &report) {
            if kind == Kind::Docx && !part.ends_with("document.xml") && !part.ends_with("comments.xml") {
                continue;
            }
            let content = String::from_utf8(content).unwrap();
            // The style sheet is a file of its own, and one long line of XML tells nothing in a diff.
            let content = match (content.find("<style>"), content.find("</style>")) {
                (Some(start), Some(end)) => format!("{}{}", &content[..start], &content[end..]),
                _ => content,
            };
            let content = content.replace("<w:p>", "\n<w:p>").replace("<w:comment ", "\n<w:comment ");
            let hash = content.find("'sha256-").map(|at| content[at..at + 53].to_owned());
            let content = hash.map_or(content.clone(), |hash| content.replace(&hash, "'sha256-…'"));
            shown.push_str(&content.replace('\r', ""));
        }
        let remarks = report.remarks.join("\n");
        insta::assert_snapshot!(name(kind, audience), format!("{shown}\n--- remarks ---\n{remarks}"));
    }
}

#[test]
fn a_preview_tells_what_a_report_holds_and_what_is_left_out() {
    let preview = preview(Kind::Html, &night_ferry(), &schema(), options(Audience::Readers)).unwrap();
    assert_eq!(preview.summary, "5 notes, 3 sources, 3 names");
    assert_eq!(preview.remarks[0], "1 confidential source left out.");
    let lines: Vec<String> =
        preview.lines.into_iter().map(|line| format!("{:?} {}", line.rank, line.text)).collect();
    insta::assert_snapshot!("preview-readers", lines.join("\n"));
}

#[test]
fn the_names_of_reports_say_for_whom_they_are() {
    assert_eq!(Kind::Html.file_name("story", Audience::Desk), "story.annotated.html");
    assert_eq!(Kind::Html.file_name("story", Audience::Readers), "story.annotated-public.html");
    assert_eq!(Kind::Log.file_name("story", Audience::Desk), "story.log.csv");
    assert_eq!(Kind::ClaimReview.file_name("story", Audience::Readers), "story.claimreview.jsonld");
    let mut names: Vec<String> =
        every_report().into_iter().map(|(kind, audience)| kind.file_name("story", audience)).collect();
    let n_names = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), n_names, "no report replaces another");
}

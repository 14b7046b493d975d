//! Files with something changed in them: read or refused, never a panic, and what is read is sound.

use copydesk::formats::{Confidential, Format, export, import};
use proptest::prelude::*;

use crate::documents;
use crate::foreign::case;
use crate::story::story;

/// Files as other tools write them, with the texts beside them.
const FOREIGN: [(&str, Format, Option<&str>); 18] = [
    ("brat/harbour.ann", Format::Brat, Some("brat/harbour.txt")),
    ("brat/lines.ann", Format::Brat, Some("brat/lines.txt")),
    ("casjson/cassis.cas.json", Format::CasJson, None),
    ("casjson/newsroom.cas.json", Format::CasJson, None),
    ("conll/eng.conll", Format::Conll, None),
    ("conll/germeval.tsv", Format::Conll, None),
    ("conllu/corefud.conllu", Format::ConllU, None),
    ("conllu/harbour.conllu", Format::ConllU, None),
    ("conllu/types.conllu", Format::ConllU, None),
    ("labelstudio/export.json", Format::LabelStudio, None),
    ("prodigy/tasks.json", Format::Prodigy, None),
    ("spacy/documents.jsonl", Format::Spacy, None),
    ("w3c/anno.jsonld", Format::W3c, Some("w3c/anno.txt")),
    ("w3c/harbour.jsonld", Format::W3c, Some("w3c/harbour.txt")),
    ("webanno/inception.tsv", Format::WebAnno, None),
    ("webanno/newsroom.tsv", Format::WebAnno, None),
    ("xmi/inception.xmi", Format::Xmi, None),
    ("xmi/newsroom.xmi", Format::Xmi, None),
];

/// Changes a text at some places: bytes swapped, taken out, doubled, or replaced by what readers fear.
fn changed(text: &str, plan: &[(usize, usize, u8)]) -> String {
    const FEARED: [&str; 14] =
        ["", "\0", "\"", "{", "}", "[", "]", "\n", "\t", "999999999999999999999", "-1", "(", "\u{202e}", "<"];
    let mut chars: Vec<String> = text.chars().map(String::from).collect();
    for (place, length, how) in plan {
        if chars.is_empty() {
            break;
        }
        let at = place % chars.len();
        let end = (at + length % 12).min(chars.len());
        match how % 4 {
            0 => drop(chars.drain(at..end)),
            1 => {
                let copy: Vec<String> = chars[at..end].to_vec();
                chars.splice(at..at, copy);
            }
            2 => chars[at] = String::from(FEARED[usize::from(how / 4) % FEARED.len()]),
            _ => chars.swap(at, place % 7919 % end.max(1)),
        }
    }
    chars.concat()
}

/// What was read can be written again, and reads as it was written.
fn check(text: &str, format: Format, beside: Option<&str>) -> Result<(), TestCaseError> {
    for imported in import(text, format, beside).into_iter().flatten() {
        let exported = export(&imported.document, Format::W3c, "story", Confidential::Included).unwrap();
        let again = import(&exported.files[0].content, Format::W3c, None).unwrap().remove(0).document;
        prop_assert!(imported.document.same_content(&again));
    }
    Ok(())
}

fn plan() -> impl Strategy<Value = Vec<(usize, usize, u8)>> {
    prop::collection::vec((any::<usize>(), any::<usize>(), any::<u8>()), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_changed_file_is_read_or_refused(plan in plan(), document in documents::document()) {
        for format in Format::ALL.into_iter().filter(|format| format.is_read() && *format != Format::Ron) {
            for document in [&story(), &document] {
                let exported = export(document, format, "story", Confidential::Included).unwrap();
                let content = |ending: &str| exported.files.iter().find(|file| file.ending == ending).map(|file| file.content.clone());
                let main = exported.files.iter().find(|file| format.endings().contains(&file.ending)).unwrap();
                let beside = format.companion().and_then(content);
                check(&changed(&main.content, &plan), format, beside.as_deref())?;
                if let Some(beside) = beside {
                    check(&main.content, format, Some(&changed(&beside, &plan)))?;
                }
            }
        }
    }

    #[test]
    fn a_changed_file_of_another_tool_is_read_or_refused(plan in plan()) {
        for (name, format, beside) in FOREIGN {
            let beside = beside.map(case);
            check(&changed(&case(name), &plan), format, beside.as_deref())?;
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in documents::any_text(), beside in documents::any_text()) {
        for format in Format::ALL {
            check(&text, format, Some(&beside))?;
        }
    }
}

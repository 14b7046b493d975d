//! What JSON is, by what it holds: other tools call their files `all.jsonl` or `project.json`.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Format;

/// The fields that tell the formats apart.
#[derive(Deserialize)]
struct Fields {
    text: Option<IgnoredAny>,
    label: Option<IgnoredAny>,
    labels: Option<IgnoredAny>,
    entities: Option<IgnoredAny>,
    spans: Option<IgnoredAny>,
    ents: Option<IgnoredAny>,
    data: Option<IgnoredAny>,
    annotations: Option<IgnoredAny>,
    predictions: Option<IgnoredAny>,
    #[serde(rename = "@context")]
    context: Option<serde_json::Value>,
    #[serde(rename = "%FEATURE_STRUCTURES")]
    structures: Option<IgnoredAny>,
    #[serde(rename = "%TYPES")]
    types: Option<IgnoredAny>,
}

impl Fields {
    fn format(&self) -> Option<Format> {
        if self.structures.is_some() || self.types.is_some() {
            return Some(Format::CasJson);
        }
        if self.context.as_ref().is_some_and(is_of_web_annotations) {
            return Some(Format::W3c);
        }
        if self.data.is_some() && (self.annotations.is_some() || self.predictions.is_some()) {
            return Some(Format::LabelStudio);
        }
        self.text.as_ref()?;
        if self.ents.is_some() {
            return Some(Format::Spacy);
        }
        if self.spans.is_some() {
            return Some(Format::Prodigy);
        }
        let is_labelled = self.label.is_some() || self.labels.is_some() || self.entities.is_some();
        is_labelled.then_some(Format::Doccano)
    }
}

fn is_of_web_annotations(context: &serde_json::Value) -> bool {
    match context {
        serde_json::Value::String(address) => address.contains("/anno.jsonld"),
        serde_json::Value::Array(all) => all.iter().any(is_of_web_annotations),
        _ => false,
    }
}

/// The format of JSON or of lines of JSON, told by its first record; nothing where it is no format that
/// is read. An error where it is no JSON.
pub fn by_content(text: &str) -> Result<Option<Format>, serde_json::Error> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let inside = text.strip_prefix('[').map(str::trim_start);
    if inside.is_some_and(|inside| inside.starts_with('{')) {
        let all: Vec<Fields> = serde_json::from_str(text)?;
        return Ok(all.first().and_then(Fields::format));
    }
    if text.starts_with('{') {
        let mut records = serde_json::Deserializer::from_str(text).into_iter::<Fields>();
        let first = records.next().transpose()?;
        return Ok(first.as_ref().and_then(Fields::format));
    }
    serde_json::from_str::<IgnoredAny>(text).map(|_| None)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::formats::{Confidential, export};

    #[test]
    fn what_each_tool_writes_is_known_whatever_the_file_is_called() {
        let article = crate::ingest::plain("Ana came to Žilina.", "a.txt").unwrap();
        let document = crate::model::Document::new(article);
        let read = [
            Format::W3c,
            Format::CasJson,
            Format::LabelStudio,
            Format::Doccano,
            Format::Prodigy,
            Format::Spacy,
        ];
        for format in read {
            let exported = export(&document, format, "story", Confidential::Withheld).unwrap();
            let content =
                &exported.files.iter().find(|file| format.endings().contains(&file.ending)).unwrap().content;
            assert_eq!(by_content(content).unwrap(), Some(format));
        }
        for none in ["[]", "{}", "{\"text\":\"Ana came.\"}", "[1]", "{\"data\": 1}"] {
            assert_eq!(by_content(none).unwrap(), None, "{none}");
        }
        assert!(
            by_content("[{\"data\":").is_err() && by_content("Ana came.").is_err() && by_content("").is_err()
        );
        let labels = "{\"id\":7,\"text\":\"Ana came.\",\"label\":[[0,3,\"PER\"]]}\n{\"id\":8,";
        assert_eq!(by_content(labels).unwrap(), Some(Format::Doccano), "the first line tells");
    }
}

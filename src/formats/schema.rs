//! The house schema: tags for passages, the house's names for verdicts, its rules.

use crate::model::schema::{Rgb, VerdictName};
use crate::model::{Schema, Tag, TagId, Verdict};

use super::notation::{Fault, Page, Read, Reader, Value, Wrote, fill, once, record};
use super::ron::enter;
use super::{ReadError, WriteError};

/// The schema of a house that has none of its own.
pub const DEFAULT: &str = include_str!("../../assets/schema/house.ron");

/// From how many independent sources a verified claim is free of a warning, unless the house says otherwise.
const SOURCES_WANTED: usize = 2;

const FIELDS: [&str; 6] = ["copydesk_schema", "house", "tags", "verdicts", "sources_wanted", "reply_wanted"];

/// The schema in a file's text.
pub fn read(text: &str) -> Result<Schema, ReadError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    schema(&mut Reader::new(text)).map_err(|fault| ReadError::in_text(fault, text))
}

/// The file's text for a schema.
pub fn write(schema: &Schema) -> Result<String, WriteError> {
    let mut page = Page::new(None);
    page.record("", |page| {
        page.field("copydesk_schema", &super::ron::VERSION.to_owned())?;
        page.field("house", &schema.house)?;
        page.name("tags");
        page.list(&schema.tags, Value::write)?;
        page.name("verdicts");
        page.list(&schema.verdicts, Value::write)?;
        page.field("sources_wanted", &schema.sources_wanted)?;
        page.field("reply_wanted", &schema.reply_wanted)
    })?;
    page.raw("\n");
    Ok(page.finish())
}

record! { Tag, "a tag", short, none:
    id: TagId = required,
    name: String = required,
    colour: Rgb = required,
    key: Option<char> = optional,
}

record! { VerdictName, "a verdict", short, none:
    verdict: Verdict = required,
    name: String = required,
}

impl Value for Rgb {
    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let at = reader.at();
        let text = reader.text()?;
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).map(str::as_bytes);
        let pair = |high, low| Some(hex_digit(high)? * 16 + hex_digit(low)?);
        let colour = match digits {
            Some(&[r1, r0, g1, g0, b1, b0]) => pair(r1, r0).zip(pair(g1, g0)).zip(pair(b1, b0)),
            _ => None,
        };
        colour.map(|((red, green), blue)| Self(red, green, blue)).ok_or_else(|| {
            reader.go_to(at);
            reader.wants("a colour such as \"#f2c14e\"")
        })
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        page.text(&format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2));
        Ok(())
    }
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

impl Value for char {
    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let at = reader.at();
        let text = reader.text()?;
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none()).ok_or_else(|| {
            reader.go_to(at);
            reader.wants("one character in quotation marks")
        })
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        page.text(self.encode_utf8(&mut [0; 4]));
        Ok(())
    }
}

fn schema(reader: &mut Reader<'_>) -> Read<Schema> {
    enter(reader, "copydesk_schema", "a house schema")?;
    let (mut house, mut sources_wanted, mut reply_wanted) = (None, None, None);
    let mut tags: Option<Vec<Tag>> = None;
    let mut verdicts: Option<Vec<VerdictName>> = None;
    reader.more_fields(&mut |reader, name| {
        let known = match name {
            "house" => fill(&mut house, name, reader)?,
            "sources_wanted" => fill(&mut sources_wanted, name, reader)?,
            "reply_wanted" => fill(&mut reply_wanted, name, reader)?,
            "tags" => {
                once(tags.is_some(), name, reader)?;
                tags = Some(distinct_tags(reader)?);
                true
            }
            "verdicts" => {
                once(verdicts.is_some(), name, reader)?;
                verdicts = Some(sound_verdicts(reader)?);
                true
            }
            _ => false,
        };
        if known { Ok(()) } else { Err(reader.no_such_field("a house schema", name, &FIELDS)) }
    })?;
    reader.end()?;
    let mut verdicts = verdicts.unwrap_or_default();
    if verdicts.is_empty() {
        verdicts =
            Verdict::ALL.iter().map(|v| VerdictName { verdict: *v, name: v.label().to_owned() }).collect();
    }
    Ok(Schema {
        house: house.unwrap_or_default(),
        tags: tags.unwrap_or_default(),
        verdicts,
        sources_wanted: sources_wanted.unwrap_or(SOURCES_WANTED),
        reply_wanted: reply_wanted.unwrap_or(true),
    })
}

/// Tags, no two of which share an id or a key.
fn distinct_tags(reader: &mut Reader<'_>) -> Read<Vec<Tag>> {
    let mut tags: Vec<Tag> = Vec::new();
    reader.list(|reader| {
        let at = reader.at();
        let tag = Tag::read(reader)?;
        if tag.id.0.trim().is_empty() {
            return Err(Fault::new(
                at,
                "a tag without an id",
                "Write a short word that files can name it by.",
            ));
        }
        if let Some(key) = tag.key.filter(|key| !('1'..='9').contains(key)) {
            let message = format!("“{}” has the key “{key}”", tag.name);
            return Err(Fault::new(
                at,
                message,
                "Keys of tags are \"1\" to \"9\"; write one of them, or take the key out.",
            ));
        }
        if let Some(other) = tags.iter().find(|other| other.id == tag.id) {
            let message = format!("“{}” and “{}” have the same id “{}”", other.name, tag.name, tag.id);
            return Err(Fault::new(at, message, "Give one of them another id."));
        }
        if let Some(other) = tags.iter().find(|other| other.key.is_some() && other.key == tag.key) {
            let message = format!("“{}” and “{}” have the same key", other.name, tag.name);
            return Err(Fault::new(at, message, "Give one of them another key, or none."));
        }
        tags.push(tag);
        Ok(())
    })?;
    Ok(tags)
}

/// Verdicts, none twice, with the two that the work cannot do without; or none at all.
fn sound_verdicts(reader: &mut Reader<'_>) -> Read<Vec<VerdictName>> {
    let start = reader.at();
    let mut verdicts: Vec<VerdictName> = Vec::new();
    reader.list(|reader| {
        let at = reader.at();
        let named = VerdictName::read(reader)?;
        if verdicts.iter().any(|other| other.verdict == named.verdict) {
            let message = format!("the verdict {:?} has two names", named.verdict);
            return Err(Fault::new(at, message, "Take one of them out."));
        }
        verdicts.push(named);
        Ok(())
    })?;
    for needed in [Verdict::Unrated, Verdict::Verified] {
        if !verdicts.is_empty() && verdicts.iter().all(|named| named.verdict != needed) {
            let message = format!("the verdict {needed:?} is not among the house's");
            return Err(Fault::new(
                start,
                message,
                "Add it with the house's name for it, or leave the list empty for all.",
            ));
        }
    }
    Ok(verdicts)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// What reading says of a schema with `tags` and `verdicts`.
    fn complaint(tags: &str, verdicts: &str) -> String {
        let text = format!(
            "(copydesk_schema: \"1.0\", house: \"The Bugle\",\ntags: [{tags}],\nverdicts: [{verdicts}])"
        );
        read(&text).unwrap_err().to_string()
    }

    #[test]
    fn our_own_schema_reads_and_has_a_key_for_every_tag() {
        let schema = read(DEFAULT).unwrap();
        assert!(schema.tags.len() >= 6);
        assert!(schema.tags.iter().all(|tag| tag.key.is_some()));
        assert_eq!(schema.verdicts.len(), Verdict::ALL.len());
        assert_eq!(schema.tag_for_key('1').unwrap().id.0, "check");
        assert_eq!(read(&write(&schema).unwrap()).unwrap(), schema);
    }

    #[test]
    fn a_house_without_verdicts_of_its_own_uses_ours() {
        let schema = read("(copydesk_schema: \"1.0\", house: \"The Bugle\")").unwrap();
        assert_eq!(schema.verdicts.len(), Verdict::ALL.len());
        assert_eq!(schema.sources_wanted, 2);
    }

    #[test]
    fn a_house_may_trim_and_rename_the_verdicts() {
        let text = "(copydesk_schema: \"1.0\", verdicts: [(verdict: Unrated, name: \"Open\"), (verdict: Verified, name: \"Stands\")])";
        let schema = read(text).unwrap();
        assert_eq!(schema.verdict_name(Verdict::Verified), "Stands");
        assert_eq!(schema.verdicts.len(), 2);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let tag = |id: &str, key: &str| {
            format!("(id: \"{id}\", name: \"Tag {id}\", colour: \"#f2c14e\", key: \"{key}\")")
        };
        let two_ids = complaint(&format!("{},\n {}", tag("a", "1"), tag("a", "2")), "");
        assert_eq!(
            two_ids,
            "line 3, column 2: “Tag a” and “Tag a” have the same id “a”. Give one of them another id."
        );
        let two_keys = complaint(&format!("{}, {}", tag("a", "1"), tag("b", "1")), "");
        assert!(two_keys.contains("“Tag a” and “Tag b” have the same key"), "{two_keys}");
        assert!(complaint(&tag("a", "0"), "").contains("has the key “0”"));
        assert!(complaint(&tag("", "1"), "").contains("a tag without an id"));
        let colour = complaint("(id: \"a\", name: \"A\", colour: \"yellow\")", "");
        assert!(
            colour.contains(
                "the field “colour” should be a colour such as \"#f2c14e\", but “\"yellow\"” stands here"
            ),
            "{colour}"
        );
        let few = complaint("", "(verdict: Unrated, name: \"Open\")");
        assert!(few.starts_with("line 3, column 11: the verdict Verified is not among the house's"), "{few}");
        let twice = complaint("", "(verdict: Unrated, name: \"Open\"), (verdict: Unrated, name: \"None\")");
        assert!(twice.contains("the verdict Unrated has two names"), "{twice}");
    }
}

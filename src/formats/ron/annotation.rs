//! Annotations: `Mention(…)`, `Quote(…)`, `Claim(…)`, `Passage(…)`, each with all its fields side by side.

use crate::formats::notation::{Page, Read, Reader, Record, Value, Wrote, read_two, variants};
use crate::model::{Annotation, Body, Claim, Claimant, Mention, Passage, Quote};

use super::records::Head;

variants! { Claimant: Entity, Quote }

const KINDS: [&str; 4] = ["Passage", "Mention", "Quote", "Claim"];

impl Value for Annotation {
    const SHORT: bool = false;

    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let at = reader.at();
        let kind = reader.word()?;
        let (head, body) = match kind {
            "Passage" => whole::<Passage>(reader, Body::Passage)?,
            "Mention" => whole::<Mention>(reader, Body::Mention)?,
            "Quote" => whole::<Quote>(reader, Body::Quote)?,
            "Claim" => whole::<Claim>(reader, |claim| Body::Claim(Box::new(claim)))?,
            _ => return Err(reader.unknown_word(at, kind, &KINDS)),
        };
        let Head { id, spans, comment, review, provenance, extra } = head;
        Ok(Self { id, spans, comment, review, provenance, body, extra })
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        match &self.body {
            Body::Passage(passage) => write_as(self, "Passage", passage, page),
            Body::Mention(mention) => write_as(self, "Mention", mention, page),
            Body::Quote(quote) => write_as(self, "Quote", quote, page),
            Body::Claim(claim) => write_as(self, "Claim", claim.as_ref(), page),
        }
    }
}

fn whole<T: Record>(reader: &mut Reader<'_>, body: impl FnOnce(T) -> Body) -> Read<(Head, Body)> {
    let (head, part) = read_two::<Head, T>(reader)?;
    Ok((head, body(part)))
}

/// Writes an annotation whose body is `part`.
fn write_as<T: Record>(annotation: &Annotation, kind: &str, part: &T, page: &mut Page<'_>) -> Wrote {
    page.record(kind, |page| {
        page.field("id", &annotation.id)?;
        page.field("spans", &annotation.spans)?;
        part.put(page)?;
        page.said("comment", &annotation.comment)?;
        page.said("review", &annotation.review)?;
        page.said("provenance", &annotation.provenance)?;
        page.extra(&annotation.extra, &[Head::NAMES, T::NAMES])
    })
}

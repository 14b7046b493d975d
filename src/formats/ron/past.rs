//! Earlier revisions, annotations without a place, and changes of the text, whose spans are places
//! in other texts than the article's of today.

use std::sync::Arc;

use crate::formats::WriteError;
use crate::formats::notation::{Fault, Page, Read, Reader, Value, Wrote, fill, required};
use crate::model::{Anchor, Annotation, Block, Draft, DraftStamp, OneHand, Orphan, Review, TextChange};
use crate::text::Spans;
use crate::text::anchor::Splice;
use crate::text::units::UnitIndex;

use super::article;

/// Reads what `each` reads as places in `text`.
fn reading_in<T>(
    text: &str,
    reader: &mut Reader<'_>,
    each: impl FnOnce(&mut Reader<'_>) -> Read<T>,
) -> Read<T> {
    let outside = reader.places.replace(Arc::new(UnitIndex::new(text)));
    let value = each(reader);
    reader.places = outside;
    value
}

fn writing_in(text: &str, page: &mut Page<'_>, each: impl FnOnce(&mut Page<'_>) -> Wrote) -> Wrote {
    let outside = page.places.replace(Arc::new(UnitIndex::new(text)));
    let wrote = each(page);
    page.places = outside;
    wrote
}

fn text_first(reader: &Reader<'_>, name: &str) -> Fault {
    Fault::new(reader.at(), format!("“{name}” stands before the text it is about"), "Put “text” first.")
}

impl Value for Review {
    const SHORT: bool = false;

    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let at = reader.at();
        let (mut score, mut text, mut spans) = (None::<usize>, None::<String>, None::<Spans>);
        reader.fields(|reader, name| {
            let known = match name {
                "score" => fill(&mut score, name, reader)?,
                "text" => fill(&mut text, name, reader)?,
                "spans" => {
                    let own = text.clone().ok_or_else(|| text_first(reader, name))?;
                    reading_in(&own, reader, |reader| fill(&mut spans, name, reader))?
                }
                _ => false,
            };
            if known {
                Ok(())
            } else {
                Err(reader.no_such_field("a review", name, &["score", "text", "spans"]))
            }
        })?;
        let what = "a review";
        let text: Arc<str> = required(text, "text", what, at)?.into();
        let was = Anchor { text, spans: required(spans, "spans", what, at)? };
        Ok(Self { was, score: score.unwrap_or_default() })
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        page.inline(|page| {
            page.record("", |page| {
                page.said("score", &self.score)?;
                page.name("text");
                page.text(&self.was.text);
                writing_in(&self.was.text, page, |page| page.field("spans", &self.was.spans))
            })
        })
    }
}

impl Value for Orphan {
    const SHORT: bool = false;

    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let at = reader.at();
        let (mut gone, mut text, mut annotation) = (None::<bool>, None::<String>, None::<Annotation>);
        reader.fields(|reader, name| {
            let known = match name {
                "gone" => fill(&mut gone, name, reader)?,
                "text" => fill(&mut text, name, reader)?,
                "annotation" => {
                    let own = text.clone().ok_or_else(|| text_first(reader, name))?;
                    reading_in(&own, reader, |reader| fill(&mut annotation, name, reader))?
                }
                _ => false,
            };
            let names = ["gone", "text", "annotation"];
            if known {
                Ok(())
            } else {
                Err(reader.no_such_field("an annotation without a place", name, &names))
            }
        })?;
        let what = "an annotation without a place";
        let text = required(text, "text", what, at)?.into();
        let annotation = required(annotation, "annotation", what, at)?;
        Ok(Self { annotation, text, gone: gone.unwrap_or_default() })
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        page.record("", |page| {
            page.said("gone", &self.gone)?;
            page.name("text");
            page.text(&self.text);
            writing_in(&self.text, page, |page| page.field("annotation", &self.annotation))
        })
    }
}

impl Value for Draft {
    const SHORT: bool = false;

    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let at = reader.at();
        let (mut time, mut by, mut article) = (None, None::<String>, None);
        reader.fields(|reader, name| {
            let known = match name {
                "at" => fill(&mut time, name, reader)?,
                "by" => fill(&mut by, name, reader)?,
                "article" => {
                    crate::formats::notation::once(article.is_some(), name, reader)?;
                    article = Some(article::read(reader, &OneHand)?.0);
                    true
                }
                _ => false,
            };
            let names = ["at", "by", "article"];
            if known { Ok(()) } else { Err(reader.no_such_field("an earlier revision", name, &names)) }
        })?;
        let what = "an earlier revision";
        let stamp = DraftStamp { at: required(time, "at", what, at)?, by: by.unwrap_or_default() };
        Ok(Self { article: required(article, "article", what, at)?, stamp })
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        page.record("", |page| {
            page.field("at", &self.stamp.at)?;
            page.said("by", &self.stamp.by)?;
            page.name("article");
            let text = Arc::clone(self.article.text());
            writing_in(&text, page, |page| article::write(&self.article, page))
        })
    }
}

/// A splice whose place is in code points of the text before.
struct Counted(Splice);

impl Value for Counted {
    const SHORT: bool = false;

    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.at();
        let (mut at, mut removed, mut inserted) = (None::<usize>, None::<String>, None::<String>);
        reader.fields(|reader, name| {
            let known = match name {
                "at" => fill(&mut at, name, reader)?,
                "removed" => fill(&mut removed, name, reader)?,
                "inserted" => fill(&mut inserted, name, reader)?,
                _ => false,
            };
            let names = ["at", "removed", "inserted"];
            if known { Ok(()) } else { Err(reader.no_such_field("a change of the text", name, &names)) }
        })?;
        let at = required(at, "at", "a change of the text", start)?;
        let byte = reader.places.as_ref().and_then(|units| units.byte_of_char(at)).ok_or_else(|| {
            Fault::new(start, format!("the text before has no place {at}"), "Use a backup copy of the file.")
        })?;
        let (removed, inserted) = (removed.unwrap_or_default(), inserted.unwrap_or_default());
        Ok(Self(Splice { at: byte, removed, inserted }))
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        let Splice { at, removed, inserted } = &self.0;
        let at = page.places.as_ref().and_then(|units| units.char_of_byte(*at));
        let at = at.ok_or(WriteError::Different)?;
        page.inline(|page| {
            page.record("", |page| {
                page.field("at", &at)?;
                page.said("removed", removed)?;
                page.said("inserted", inserted)
            })
        })
    }
}

impl Value for TextChange {
    const SHORT: bool = false;

    /// Leaves the reader with the places of the text after.
    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let at = reader.at();
        let (mut splices, mut first, mut from, mut to) = (None::<Vec<Counted>>, None::<usize>, None, None);
        reader.fields(|reader, name| {
            let known = match name {
                "splices" => fill(&mut splices, name, reader)?,
                "first_block" => fill(&mut first, name, reader)?,
                "from" => {
                    from = Some(article::read_blocks(reader)?);
                    true
                }
                "to" => {
                    to = Some(article::read_blocks(reader)?);
                    true
                }
                _ => false,
            };
            let names = ["splices", "first_block", "from", "to"];
            if known { Ok(()) } else { Err(reader.no_such_field("a change of the text", name, &names)) }
        })?;
        let splices: Vec<Splice> =
            splices.unwrap_or_default().into_iter().map(|Counted(splice)| splice).collect();
        let no_article = || Fault::new(at, "a change of the text before the article", "Move it behind.");
        let before = reader.places.clone().ok_or_else(no_article)?;
        let from = article::place_blocks(from.unwrap_or_default(), &before)?;
        let mut change = Self { splices, first_block: first.unwrap_or_default(), from, to: Vec::new() };
        let after = change.applied_to(before.text()).ok_or_else(|| {
            let message = "this change does not fit the text it was made for";
            Fault::new(at, message, "Use a backup copy of the file.")
        })?;
        let after = Arc::new(UnitIndex::new(after));
        change.to = article::place_blocks(to.unwrap_or_default(), &after)?;
        reader.places = Some(after);
        Ok(change)
    }

    /// Leaves the page with the places of the text after.
    fn write(&self, page: &mut Page<'_>) -> Wrote {
        page.record("", |page| {
            let before = page.places.clone().ok_or(WriteError::Different)?;
            let after = self.applied_to(before.text()).ok_or(WriteError::Different)?;
            page.name("splices");
            page.list(&self.splices, |splice, page| Counted(splice.clone()).write(page))?;
            page.said("first_block", &self.first_block)?;
            blocks("from", &self.from, page)?;
            page.places = Some(Arc::new(UnitIndex::new(after)));
            blocks("to", &self.to, page)
        })
    }
}

fn blocks(name: &str, blocks: &[Block], page: &mut Page<'_>) -> Wrote {
    page.name(name);
    page.list(blocks, article::write_block)
}

//! Feature structures as a document.

use crate::formats::ExchangeError;
use crate::formats::exchange::Imported;
use crate::formats::ids::Ids;
use crate::formats::json::{Border, Unit};
use crate::formats::labelled::{Side, assemble};
use crate::model::Document;
use crate::text::units::UnitIndex;

use super::Cas;
use super::foreign::Foreign;
use super::own::{Own, own_name};
use super::structure::Numbered;

/// The document: what is ours as it is, of the rest what has a label.
pub(in crate::formats) fn to_document(cas: &Cas, ids: &mut Ids) -> Result<Imported, ExchangeError> {
    let units = UnitIndex::new(cas.text.clone());
    let border = Border { units: &units, unit: Unit::Utf16 };
    let numbered = Numbered::of(cas)?;
    let own = Own { numbered: &numbered, border: &border };
    let (mut side, mut annotations, mut blocks) = (Side::default(), Vec::new(), Vec::new());
    let (mut name, mut language, mut is_ours) = (None, None, false);
    for structure in &cas.structures {
        match own_name(structure) {
            Some("Article") => {
                side.meta = own.meta(structure)?;
                is_ours = true;
            }
            Some("Block") => blocks.push(own.block(structure)?),
            Some("Entity") => side.entities.push(own.entity(structure)?),
            Some(kind @ ("Mention" | "Passage" | "Quote" | "Claim")) => {
                annotations.push(own.annotation(structure, kind)?);
            }
            Some(_) => {}
            None => {
                name = name.or(structure.text("documentTitle").or(structure.text("documentId")));
                language = language.or(structure.text("language"));
            }
        }
    }
    if is_ours || !blocks.is_empty() {
        blocks.sort_by_key(|block| block.span);
        side.blocks = Some(blocks);
    }
    if let Some(language) = language.filter(|language| !is_ours && *language != "x-unspecified") {
        language.clone_into(&mut side.meta.language);
    }
    let Foreign { marks, relations, entities, notes } = Foreign::of(cas, &numbered, &border)?;
    side.entities.extend(entities);
    let mut imported = assemble(units.text(), marks, &relations, side, ids)?;
    imported.name = name.map(str::to_owned);
    imported.notes.extend(cas.notes.iter().cloned().chain(notes));
    if !annotations.is_empty() {
        let document = &imported.document;
        annotations.extend(document.annotations().cloned());
        let entities = document.entities().cloned();
        let whole = Document::from_parts(document.article().clone(), entities, annotations, Vec::new());
        imported.document = whole.map_err(|error| {
            ExchangeError::whole(
                format!("its parts do not fit each other: {error}"),
                "Export it again from where it is from",
            )
        })?;
    }
    Ok(imported)
}

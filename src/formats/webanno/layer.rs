//! The layers a file declares at its head, and what their columns hold.

use super::{CHAINS, RELATIONS, SPANS};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Spans,
    Chains,
    Relations,
}

/// What a column holds.
pub(super) enum Column {
    /// Values of this feature; of none where it has no name.
    Values(String),
    /// Roles of the slots of this feature.
    Roles(String),
    /// What those slots point at: annotations of this layer.
    Targets(String),
    /// Where a relation begins: at an annotation of this layer.
    From(String),
}

/// A layer and its columns.
pub(super) struct Layer {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

impl Layer {
    /// The layer a line declares; `None` where it declares none.
    pub(super) fn declared(line: &str) -> Option<Self> {
        let heads = [(SPANS, Kind::Spans), (CHAINS, Kind::Chains), (RELATIONS, Kind::Relations)];
        let (kind, declared) =
            heads.into_iter().find_map(|(head, kind)| Some((kind, line.strip_prefix(head)?)))?;
        let mut fields = declared.split('|').filter(|field| !field.is_empty());
        let name = fields.next().unwrap_or_default().to_owned();
        let mut columns: Vec<Column> = Vec::new();
        for field in fields {
            let slots = field.strip_prefix("ROLE_").filter(|_| kind == Kind::Spans);
            let base = field.strip_prefix("BT_").filter(|_| kind == Kind::Relations);
            columns.push(match (slots, base, columns.last()) {
                (Some(slots), ..) => {
                    let feature = slots.split_once(':').map_or(slots, |(_, feature)| feature);
                    Column::Roles(feature.split('_').next().unwrap_or_default().to_owned())
                }
                (None, Some(base), _) => Column::From(base.to_owned()),
                (None, None, Some(Column::Roles(_))) => Column::Targets(field.to_owned()),
                _ => Column::Values(field.to_owned()),
            });
        }
        if columns.is_empty() {
            columns.push(Column::Values(String::new()));
        }
        Some(Self { kind, name, columns })
    }
}

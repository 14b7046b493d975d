//! What part a paragraph style plays: by its name, in English whatever the language of the program,
//! or by its outline level.

use std::collections::BTreeMap;

use crate::ingest::IngestError;
use crate::ingest::style_names::kind_of_style;
use crate::ingest::xml::{Node, Xml};
use crate::model::BlockKind;

/// Styles based on each other that are followed.
const LONGEST_CHAIN: usize = 12;

/// The paragraph styles of a document, by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    known: BTreeMap<String, Style>,
}

#[derive(Clone, Debug, Default)]
struct Style {
    kind: Option<BlockKind>,
    based_on: String,
}

impl Styles {
    pub(super) fn read(text: &str, name: &str) -> Result<Self, IngestError> {
        let mut xml = Xml::new(text, name, "styles.xml");
        let mut styles = Self::default();
        let (mut id, mut style) = (String::new(), Style::default());
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(element) => match element.name.as_str() {
                    "style" => (id, style) = (element.value("styleId").to_owned(), Style::default()),
                    "name" if xml.around(1) == "style" => style.kind = kind_of_style(element.value("val")),
                    "basedOn" => element.value("val").clone_into(&mut style.based_on),
                    "outlineLvl" if element.value("val") != "9" => {
                        style.kind = style.kind.or(Some(BlockKind::Heading));
                    }
                    "numPr" => style.kind = style.kind.or(Some(BlockKind::List)),
                    _ => {}
                },
                Node::End(name) if name == "style" => {
                    styles.known.insert(std::mem::take(&mut id), std::mem::take(&mut style));
                }
                _ => {}
            }
        }
        Ok(styles)
    }

    /// What a paragraph of this style is, where the style says so.
    pub(super) fn kind(&self, id: &str) -> Option<BlockKind> {
        let mut style = self.known.get(id);
        for _ in 0..LONGEST_CHAIN {
            let Style { kind, based_on } = style?;
            if kind.is_some() {
                return *kind;
            }
            style = self.known.get(based_on);
        }
        None
    }
}

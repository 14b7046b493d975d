//! UIMA's common analysis structure: a text and typed feature structures about it, offsets in UTF-16
//! units. It is written as XMI with a type system beside it, and as CAS JSON 0.4; the tables of
//! WebAnno are read through it too.
//!
//! What we say has types of our own under `copydesk`, made from the fields of our records; of other
//! tools' types the named entities, chains, relations, slots and spans with a label are understood.
//! What such a span says beyond its label becomes its comment; the rest is told as left out.
//!
//! After “XMI CAS Serialization Reference” of Apache UIMA 3 (`ref.xmi.adoc` in
//! <https://github.com/apache/uima-uimaj>): features as attributes or elements, references as `href`,
//! lists of either kind, structures without a number; after the specification of CAS JSON 0.4.0
//! (`SPECIFICATION.adoc` in <https://github.com/apache/uima-uimaj-io-jsoncas>) and what `DKPro` Cassis
//! 0.12 makes of it; and after the layers of `INCEpTION` and `DKPro` Core.

mod cas_json;
mod foreign;
mod from_document;
mod layer;
mod own;
mod structure;
mod to_document;
mod types;
mod xmi;
mod xml;

pub(super) use cas_json::{read as read_json, write as write_json};
pub(super) use foreign::WIKIDATA;
pub(super) use layer::{CUSTOM, NAMED_ENTITY};
pub(super) use structure::{Cas, Feature, Place, Structure};
pub(super) use to_document::to_document;
pub(super) use xmi::{read as read_xmi, write as write_xmi};

//! JSON: the records of the model as objects, and where in a text something is wrong.

mod fault;
mod plain;
mod records;

pub(super) use fault::{At, ascii, key_of, list, list_of, number, object, parse, text_in, text_of};
pub(super) use plain::{Border, Plain, Unit};
pub(super) use records::{
    Described, FieldOf, annotation_from, annotation_object, article_from, article_object, body_name,
    fields_of, put,
};

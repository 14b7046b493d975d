//! Text to model and back, pure: nothing here opens a file.
//!
//! Architecture invariant: the file's field names and shape are declared here and not in the
//! model; reading checks everything the model's invariants ask for, says where it fails, and never
//! panics whatever the input. Writing says what a format cannot carry.

mod error;
mod notation;
pub mod ron;
pub mod schema;

mod address;
mod by_content;
mod compare;
mod description;
mod exchange;
mod exchange_error;
mod format;
mod ids;
mod joined;
mod json;
mod labelled;
mod left_out;
pub mod lexicon;
mod lines;
mod loss;
mod paragraphs;
mod placed;
mod tables;
mod withheld;

mod brat;
mod cas;
mod conll;
mod conllu;
mod csv;
mod doccano;
mod labelstudio;
mod ninjs;
#[cfg(feature = "parquet")]
mod parquet;
mod prodigy;
mod spacy;
mod stam;
mod txt;
mod w3c;
mod webanno;

pub use by_content::by_content;
pub use compare::{Change, Difference, FieldChange, compare, outline, outline_objects};
pub use description::description;
pub use error::{ReadError, WriteError};
pub use exchange::{Confidential, Exported, ExportedFile, Imported, export, import};
pub use exchange_error::ExchangeError;
pub use format::Format;
pub use joined::Joined;
pub use lines::json_line;
pub use loss::{Loss, Part};
#[cfg(feature = "parquet")]
pub use parquet::{ParquetTables, Rows, TableError, rows};
pub use withheld::without_confidential;

//! Text to model and back, pure: nothing here opens a file.
//!
//! Architecture invariant: the file's field names and shape are declared here and not in the
//! model; reading checks everything the model's invariants ask for, says where it fails, and never
//! panics whatever the input.

mod error;
mod notation;
pub mod ron;
pub mod schema;

pub use error::{ReadError, WriteError};

//! Controls that several panels share. Each draws, and says what the user did with it.

pub mod badge;
pub mod choice;
pub mod command_button;
pub mod date_field;
pub mod elide;
pub mod field;
pub mod keycap;
pub mod kwic;
pub mod offering_field;
pub mod row_list;
pub mod seen;
pub mod signs;
pub mod turned;
pub mod two_lines;
pub mod versions;

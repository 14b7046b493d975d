//! The parts of the window around the article. Each reads the scene and sends actions.

pub mod editing;
pub mod find;
pub mod hits;
pub mod inspector;
pub mod lists;
pub mod menu;
pub mod outline;
mod paragraphs;
pub mod status;
pub mod toolbar;

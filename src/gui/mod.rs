//! The window: egui and rfd live here alone.

pub mod app;
pub mod article;
pub mod bench;
mod clipboard_key;
pub mod desk;
pub mod dialogs;
pub mod flows;
pub mod fonts;
pub mod letters;
pub mod panels;
pub mod picture;
pub mod raster;
pub mod rows;
pub mod scene;
pub mod shortcuts;
pub mod style;
pub mod theme;
pub mod widgets;
pub mod window;
mod writing;

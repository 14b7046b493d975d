//! Placeholder.
use crate::session::dialogs::{DialogAnswer, Dialogs};
use std::path::Path;
/// x
pub struct DesktopDialogs;
impl Dialogs for DesktopDialogs {
    fn open(&self) -> DialogAnswer {
        DialogAnswer::NoService
    }
    fn save(&self, _s: &Path) -> DialogAnswer {
        DialogAnswer::NoService
    }
}

//! The window's picture without a display.

use egui::Vec2;

use super::app::App;
use super::raster::{Picture, picture_of};
use crate::session::Session;
use crate::session::outside::Outside;

/// Frames until everything has found its size.
const FRAMES: usize = 4;

/// The window as it shows `session`, in points, at this scale.
pub fn of_session(session: Session, size: Vec2, pixels_per_point: f32) -> Picture {
    let mut session = Some(session);
    let mut app: Option<App> = None;
    picture_of(size, pixels_per_point, super::fonts::install, FRAMES, |ui| {
        if let Some(session) = session.take() {
            app = Some(App::new(ui.ctx(), session, Outside::nowhere()));
        }
        if let Some(app) = &mut app {
            app.frame(ui);
        }
    })
}

//! What the frames of the whole window cost, without a display.
//!
//! A frame is egui's run with all panes open plus tessellation; what the graphics card does comes
//! on top. Times are CPU time of the thread that draws (see [`crate::storage::thread_time`]), so
//! that a busy machine does not show in them. Whatever runs on other threads is measured apart.

mod desk;
mod figures;
mod look_ups;
mod made;
mod naive;
mod steps;
mod window;

pub use desk::{Measured, measure_desk};
pub use figures::Figures;
pub use made::made;
pub use steps::{Rounds, empty_window, measure, measure_low};

//! Pictures of a user interface without a window.

use egui::{Context, Pos2, RawInput, Rect, Ui, Vec2, ViewportId};

use super::{Picture, Raster};

/// Seconds between two frames.
const FRAME: f32 = 1.0 / 60.0;

/// Runs `ui` for some frames at 60 a second, without a window or a clock, and paints the last one.
///
/// `setup` gets the new context once, for fonts, theme and style. Two frames let sizes settle that
/// egui remembers from the frame before; animations need more. The background is the panel colour
/// of the active theme.
pub fn picture_of(
    size_points: Vec2,
    pixels_per_point: f32,
    setup: impl FnOnce(&Context),
    frames: usize,
    mut ui: impl FnMut(&mut Ui),
) -> Picture {
    let context = Context::default();
    setup(&context);
    let mut raster = Raster::default();
    let mut time = 0.0;
    for _ in 1..frames {
        let mut output = context.run_ui(input(size_points, pixels_per_point, time), &mut ui);
        raster.set_textures(&output.textures_delta);
        raster.free_textures(&output.textures_delta);
        output.textures_delta.clear();
        time += f64::from(FRAME);
    }
    let mut output = context.run_ui(input(size_points, pixels_per_point, time), &mut ui);
    let primitives = context.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
    let picture = raster.paint(
        size_in_pixels(size_points * output.pixels_per_point),
        output.pixels_per_point,
        &output.textures_delta,
        &primitives,
        context.global_style().visuals.panel_fill,
    );
    output.textures_delta.clear();
    picture
}

fn input(size_points: Vec2, pixels_per_point: f32, time: f64) -> RawInput {
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size_points)),
        time: Some(time),
        predicted_dt: FRAME,
        ..RawInput::default()
    };
    let window = input.viewports.entry(ViewportId::ROOT).or_default();
    window.native_pixels_per_point = Some(pixels_per_point);
    input
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded, and the conversion from float saturates"
)]
fn size_in_pixels(size: Vec2) -> [u32; 2] {
    [size.x.round() as u32, size.y.round() as u32]
}

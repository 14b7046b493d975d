//! Pictures of the user interface in tests, without a GPU.

use copydesk::gui::raster::Raster;
use egui::{Color32, Context, FullOutput, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// Paints on the processor; hand it to `HarnessBuilder::renderer`.
#[derive(Default)]
pub(crate) struct CpuRenderer {
    raster: Raster,
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.raster.set_textures(delta);
        self.raster.free_textures(delta);
        delta.clear();
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounded, and a window is not of negative size"
    )]
    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let size_px = [size.x.round() as u32, size.y.round() as u32];
        let primitives = ctx.tessellate(output.shapes.clone(), scale);
        let picture =
            self.raster.paint(size_px, scale, &TexturesDelta::default(), &primitives, Color32::TRANSPARENT);
        RgbaImage::from_raw(picture.width, picture.height, picture.rgba)
            .ok_or_else(|| format!("no pixels for a picture of {size_px:?}"))
    }
}

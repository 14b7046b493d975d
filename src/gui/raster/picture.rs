//! A finished picture and its PNG.

/// A picture of straight (not premultiplied) RGBA, eight bits a channel, rows from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Four bytes a pixel: red, green, blue, alpha.
    pub rgba: Vec<u8>,
}

impl Picture {
    pub(super) fn from_premultiplied(width: u32, height: u32, mut pixels: Vec<[u8; 4]>) -> Self {
        for pixel in &mut pixels {
            if pixel[3] != 255 {
                *pixel = egui::Color32::from_rgba_premultiplied(pixel[0], pixel[1], pixel[2], pixel[3])
                    .to_srgba_unmultiplied();
            }
        }
        Self { width, height, rgba: pixels.into_flattened() }
    }

    /// The picture as a PNG file.
    ///
    /// # Errors
    /// When the width or height is 0.
    pub fn to_png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.rgba)?;
        writer.finish()?;
        Ok(file)
    }
}

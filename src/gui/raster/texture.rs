//! A texture in memory and linear sampling of it.

use egui::epaint::{ImageData, ImageDelta};
use egui::{TextureFilter, TextureOptions, TextureWrapMode};

/// Premultiplied pixels, row by row from the top, as egui sends them.
pub(super) struct Texture {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
    options: TextureOptions,
}

/// Where one coordinate falls between two texels: their indices, and how much of the second is
/// mixed in, of 256. GPUs carry eight bits here too, which makes text that lies on the pixel grid
/// sample exactly one texel.
#[derive(Clone, Copy)]
pub(super) struct Between {
    first: usize,
    second: usize,
    share: u32,
}

impl Texture {
    /// The whole image of `delta`, whatever its position.
    pub(super) fn new(delta: &ImageDelta) -> Self {
        let ImageData::Color(image) = &delta.image;
        let [width, height] = image.size;
        Self {
            width,
            height,
            pixels: image.pixels.iter().map(egui::Color32::to_array).collect(),
            options: delta.options,
        }
    }

    /// Overwrites the part that starts at column and row `at`; what lies outside is ignored.
    pub(super) fn patch(&mut self, at: [usize; 2], delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let [left, top] = at;
        let [patch_width, _] = image.size;
        let columns = patch_width.min(self.width.saturating_sub(left));
        if columns == 0 {
            return;
        }
        let rows = self.pixels.chunks_exact_mut(self.width).skip(top);
        for (row, source) in rows.zip(image.pixels.chunks_exact(patch_width)) {
            for (to, from) in row.iter_mut().skip(left).zip(source) {
                *to = from.to_array();
            }
        }
        self.options = delta.options;
    }

    /// Width and height, for scaling texture coordinates of 0–1.
    #[expect(clippy::cast_precision_loss, reason = "textures are far below 2^24 wide")]
    pub(super) fn size_in_texels(&self) -> [f32; 2] {
        [self.width as f32, self.height as f32]
    }

    /// Finds the texels beside `u`, a horizontal coordinate in texels.
    pub(super) fn column(&self, u: f64) -> Between {
        self.between(u, self.width)
    }

    /// Finds the texels beside `v`, a vertical coordinate in texels.
    pub(super) fn row(&self, v: f64) -> Between {
        self.between(v, self.height)
    }

    /// The colour at a column and a row, mixed from up to four texels.
    pub(super) fn sample(&self, column: Between, row: Between) -> [u8; 4] {
        let first = self.texel(column.first, row.first);
        if column.share == 0 && row.share == 0 {
            return first;
        }
        let above = mix(first, self.texel(column.second, row.first), column.share);
        let below =
            mix(self.texel(column.first, row.second), self.texel(column.second, row.second), column.share);
        let [r, g, b, a] = [0, 1, 2, 3].map(|channel: usize| {
            let sum = above[channel] * (256 - row.share) + below[channel] * row.share;
            u8::try_from((sum + 0x8000) >> 16).unwrap_or(u8::MAX)
        });
        [r, g, b, a]
    }

    fn texel(&self, column: usize, row: usize) -> [u8; 4] {
        let texel = self.pixels.get(row * self.width + column);
        texel.copied().unwrap_or_default()
    }

    /// Minification uses the same filter as magnification: egui sets both alike, and this renderer
    /// has no mipmaps.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounded, and the conversion from float saturates"
    )]
    fn between(&self, coordinate: f64, length: usize) -> Between {
        let wrap = |index: i64| wrap(self.options.wrap_mode, index, length);
        if self.options.magnification == TextureFilter::Nearest {
            let index = wrap(coordinate.floor() as i64);
            return Between { first: index, second: index, share: 0 };
        }
        let fixed = ((coordinate - 0.5) * 256.0).round() as i64;
        let index = fixed >> 8;
        Between { first: wrap(index), second: wrap(index.saturating_add(1)), share: (fixed & 255) as u32 }
    }
}

fn wrap(mode: TextureWrapMode, index: i64, length: usize) -> usize {
    let length = i64::try_from(length.max(1)).unwrap_or(i64::MAX);
    let inside = match mode {
        TextureWrapMode::ClampToEdge => index.clamp(0, length - 1),
        TextureWrapMode::Repeat => index.rem_euclid(length),
        TextureWrapMode::MirroredRepeat => {
            let place = index.rem_euclid(length.saturating_mul(2));
            place.min(length.saturating_mul(2) - 1 - place)
        }
    };
    usize::try_from(inside).unwrap_or(0)
}

/// Two texels in the given shares of 256, as eight-bit values times 256.
fn mix(first: [u8; 4], second: [u8; 4], share: u32) -> [u32; 4] {
    [0, 1, 2, 3]
        .map(|channel: usize| u32::from(first[channel]) * (256 - share) + u32::from(second[channel]) * share)
}

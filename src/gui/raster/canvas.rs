//! Filling triangles and upright rectangles into a buffer of premultiplied pixels.

use super::picture::Picture;
use super::texture::Texture;

/// One corner of a triangle: place in pixels, place in texels, premultiplied colour.
#[derive(Clone, Copy)]
pub(super) struct Corner {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) u: f64,
    pub(super) v: f64,
    pub(super) color: [u8; 4],
}

/// The pixels that may change: `left..right` and `top..bottom`, inside the canvas.
#[derive(Clone, Copy)]
pub(super) struct Clip {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) right: u32,
    pub(super) bottom: u32,
}

pub(super) struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<[u8; 4]>,
}

impl Canvas {
    pub(super) fn new([width, height]: [u32; 2], background: [u8; 4]) -> Self {
        Self { width, height, pixels: vec![background; width as usize * height as usize] }
    }

    pub(super) fn into_picture(self) -> Picture {
        Picture::from_premultiplied(self.width, self.height, self.pixels)
    }

    /// Paints an upright rectangle of one colour, `first` its left top and `last` its right bottom.
    pub(super) fn rectangle(&mut self, clip: Clip, texture: &Texture, first: &Corner, last: &Corner) {
        let (left, right) = pixel_range(first.x, last.x, clip.left, clip.right);
        let (top, bottom) = pixel_range(first.y, last.y, clip.top, clip.bottom);
        let texels_per_column = (last.u - first.u) / (last.x - first.x);
        let texels_per_row = (last.v - first.v) / (last.y - first.y);
        if texels_per_column == 0.0 && texels_per_row == 0.0 {
            let texel = texture.sample(texture.column(first.u), texture.row(first.v));
            let color = modulate(texel, first.color);
            for y in top..bottom {
                fill(self.row_mut(y, left, right), color);
            }
            return;
        }
        let columns: Vec<_> = (left..right)
            .map(|x| texture.column(first.u + (f64::from(x) + 0.5 - first.x) * texels_per_column))
            .collect();
        for y in top..bottom {
            let row = texture.row(first.v + (f64::from(y) + 0.5 - first.y) * texels_per_row);
            for (pixel, &column) in self.row_mut(y, left, right).iter_mut().zip(&columns) {
                let texel = texture.sample(column, row);
                if texel != [0; 4] {
                    blend(pixel, modulate(texel, first.color));
                }
            }
        }
    }

    /// Paints a triangle whose colours and texels run linearly between its corners.
    pub(super) fn triangle(&mut self, clip: Clip, texture: &Texture, corners: [Corner; 3]) {
        let Some(outline) = Outline::new(&corners) else {
            return;
        };
        let [a, b, c] = corners;
        let one_color = a.color == b.color && a.color == c.color;
        let one_texel = (a.u, a.v) == (b.u, b.v) && (a.u, a.v) == (c.u, c.v);
        let texel = texture.sample(texture.column(a.u), texture.row(a.v));
        let flat = (one_color && one_texel).then(|| modulate(texel, a.color));
        if flat == Some([0; 4]) {
            return;
        }
        let shading = Shading::new(&corners);
        for y in outline.rows(clip) {
            let Some((left, right)) = outline.span(y, clip) else {
                continue;
            };
            let row = self.row_mut(y, left, right);
            if let Some(color) = flat {
                fill(row, color);
            } else if one_texel {
                shading.fill_with_texel(row, left, y, texel);
            } else {
                shading.fill_textured(row, left, y, texture);
            }
        }
    }

    fn row_mut(&mut self, y: u32, left: u32, right: u32) -> &mut [[u8; 4]] {
        let start = y as usize * self.width as usize;
        let range = start + left as usize..start + right as usize;
        self.pixels.get_mut(range).unwrap_or_default()
    }
}

/// Positions are snapped to this many parts of a pixel, so that coverage is exact arithmetic.
const SUBPIXELS: i64 = 256;

/// The edges of a triangle in snapped coordinates, clockwise on the screen.
struct Outline {
    points: [[i64; 2]; 3],
}

impl Outline {
    /// `None` for a triangle without area or with a corner that is not a number.
    fn new(corners: &[Corner; 3]) -> Option<Self> {
        let finite = corners.iter().all(|corner| corner.x.is_finite() && corner.y.is_finite());
        let [a, b, c] = corners.map(|corner| [snap(corner.x), snap(corner.y)]);
        let area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        match area {
            _ if !finite => None,
            0 => None,
            1.. => Some(Self { points: [a, b, c] }),
            _ => Some(Self { points: [a, c, b] }),
        }
    }

    /// The pixel rows whose centres may lie inside.
    fn rows(&self, clip: Clip) -> std::ops::Range<u32> {
        let [a, b, c] = self.points.map(|[_, y]| y);
        let first = first_center_from(a.min(b).min(c));
        let last = first_center_from(a.max(b).max(c) + 1);
        clamp_to(first, clip.top, clip.bottom)..clamp_to(last, clip.top, clip.bottom)
    }

    /// The pixels of row `y` whose centres lie inside; a centre on an edge belongs to the triangle
    /// to the right of it or below it.
    fn span(&self, y: u32, clip: Clip) -> Option<(u32, u32)> {
        let center_y = i64::from(y) * SUBPIXELS + SUBPIXELS / 2;
        let (mut left, mut right) = (i64::from(clip.left), i64::from(clip.right));
        let [a, b, c] = self.points;
        for ([from_x, from_y], [to_x, to_y]) in [(a, b), (b, c), (c, a)] {
            let (run, rise) = (to_x - from_x, to_y - from_y);
            let owns_its_points = rise < 0 || (rise == 0 && run > 0);
            // Inside is where `at_zero + x * step >= 0`, x counting pixels.
            let at_zero =
                run * (center_y - from_y) - rise * (SUBPIXELS / 2 - from_x) - i64::from(!owns_its_points);
            let step = -rise * SUBPIXELS;
            if step > 0 {
                left = left.max(-at_zero.div_euclid(step));
            } else if step < 0 {
                right = right.min(at_zero.div_euclid(-step) + 1);
            } else if at_zero < 0 {
                return None;
            }
        }
        let left = clamp_to(left, clip.left, clip.right);
        let right = clamp_to(right, clip.left, clip.right);
        (left < right).then_some((left, right))
    }
}

/// Six values that run linearly over the picture: the four colour channels, then u and v.
struct Shading {
    origin: [f64; 2],
    start: [f64; 6],
    per_column: [f64; 6],
    per_row: [f64; 6],
}

impl Shading {
    fn new([a, b, c]: &[Corner; 3]) -> Self {
        let (ab, ac) = ([b.x - a.x, b.y - a.y], [c.x - a.x, c.y - a.y]);
        let area = ab[0] * ac[1] - ab[1] * ac[0];
        let scale = if area == 0.0 { 0.0 } else { 1.0 / area };
        let [at_a, at_b, at_c] = [a, b, c].map(values);
        let mut shading = Self { origin: [a.x, a.y], start: at_a, per_column: [0.0; 6], per_row: [0.0; 6] };
        for index in 0..6 {
            let (to_b, to_c) = (at_b[index] - at_a[index], at_c[index] - at_a[index]);
            shading.per_column[index] = (to_b * ac[1] - to_c * ab[1]) * scale;
            shading.per_row[index] = (to_c * ab[0] - to_b * ac[0]) * scale;
        }
        shading
    }

    fn fill_with_texel(&self, row: &mut [[u8; 4]], left: u32, y: u32, texel: [u8; 4]) {
        let mut at = self.at(left, y);
        for pixel in row {
            blend(pixel, modulate(texel, color_of(&at)));
            for (value, step) in at.iter_mut().zip(&self.per_column) {
                *value += step;
            }
        }
    }

    fn fill_textured(&self, row: &mut [[u8; 4]], left: u32, y: u32, texture: &Texture) {
        let mut at = self.at(left, y);
        for pixel in row {
            let texel = texture.sample(texture.column(at[4]), texture.row(at[5]));
            blend(pixel, modulate(texel, color_of(&at)));
            for (value, step) in at.iter_mut().zip(&self.per_column) {
                *value += step;
            }
        }
    }

    /// The values at the centre of a pixel.
    fn at(&self, x: u32, y: u32) -> [f64; 6] {
        let columns = f64::from(x) + 0.5 - self.origin[0];
        let rows = f64::from(y) + 0.5 - self.origin[1];
        let mut at = self.start;
        let steps = self.per_column.iter().zip(&self.per_row);
        for (value, (per_column, per_row)) in at.iter_mut().zip(steps) {
            *value += columns * per_column + rows * per_row;
        }
        at
    }
}

fn values(corner: &Corner) -> [f64; 6] {
    let [r, g, b, a] = corner.color.map(f64::from);
    [r, g, b, a, corner.u, corner.v]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded, and the conversion from float saturates"
)]
fn color_of(&[r, g, b, a, ..]: &[f64; 6]) -> [u8; 4] {
    [(r + 0.5) as u8, (g + 0.5) as u8, (b + 0.5) as u8, (a + 0.5) as u8]
}

/// Texel times colour, both premultiplied.
fn modulate(texel: [u8; 4], color: [u8; 4]) -> [u8; 4] {
    if texel == [255; 4] {
        return color;
    }
    [
        times(texel[0], color[0]),
        times(texel[1], color[1]),
        times(texel[2], color[2]),
        times(texel[3], color[3]),
    ]
}

fn fill(row: &mut [[u8; 4]], color: [u8; 4]) {
    if color[3] == 255 {
        row.fill(color);
    } else if color != [0; 4] {
        for pixel in row {
            blend(pixel, color);
        }
    }
}

/// Lays a premultiplied colour over a pixel. Alpha 0 with a colour adds light, as in egui.
fn blend(pixel: &mut [u8; 4], over: [u8; 4]) {
    let [r, g, b, a] = *pixel;
    let rest = 255 - over[3];
    *pixel = [
        over[0].saturating_add(times(r, rest)),
        over[1].saturating_add(times(g, rest)),
        over[2].saturating_add(times(b, rest)),
        over[3].saturating_add(times(a, rest)),
    ];
}

/// The product of two values of 0–255 meaning 0–1, rounded to nearest.
#[expect(clippy::cast_possible_truncation, reason = "the result is at most 255")]
fn times(left: u8, right: u8) -> u8 {
    let product = u32::from(left) * u32::from(right) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// The pixels between two edges, by their centres, within a clip range.
fn pixel_range(from: f64, to: f64, low: u32, high: u32) -> (u32, u32) {
    let first = first_center_from(snap(from));
    let last = first_center_from(snap(to));
    (clamp_to(first, low, high), clamp_to(last, low, high))
}

/// The first pixel whose centre is at or after a snapped coordinate.
fn first_center_from(snapped: i64) -> i64 {
    (snapped + SUBPIXELS / 2 - 1).div_euclid(SUBPIXELS)
}

/// Coordinates a million pixels away are pulled in, which keeps the products within 64 bits.
#[expect(clippy::cast_possible_truncation, reason = "clamped before")]
fn snap(coordinate: f64) -> i64 {
    (coordinate.clamp(-1e6, 1e6) * 256.0).round() as i64
}

fn clamp_to(value: i64, low: u32, high: u32) -> u32 {
    let inside = value.clamp(i64::from(low), i64::from(high.max(low)));
    u32::try_from(inside).unwrap_or(low)
}

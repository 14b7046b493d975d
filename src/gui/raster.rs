//! A renderer without a GPU: egui's triangles to pixels, the same bytes everywhere.
//!
//! It follows what egui asks of its painters: premultiplied colours blended in gamma space, linear
//! texture sampling, one scissor rectangle a primitive, pixel centres at one half and the top-left
//! rule at shared edges. Paint callbacks belong to a GPU and are skipped.

mod canvas;
mod headless;
mod picture;
mod texture;

use std::collections::BTreeMap;

use egui::epaint::{ClippedPrimitive, ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, Rect, TextureId, TexturesDelta};

use self::canvas::{Canvas, Clip, Corner};
use self::texture::Texture;

pub use self::headless::picture_of;
pub use self::picture::Picture;

/// Keeps egui's textures and paints its tessellated frames.
#[derive(Default)]
pub struct Raster {
    textures: BTreeMap<TextureKey, Texture>,
}

impl Raster {
    /// Paints one frame: takes over the new textures, paints `primitives` on `background`, and lets
    /// the freed textures go.
    ///
    /// `size_px` is the width and height of the picture in physical pixels; `pixels_per_point` is
    /// the scale the primitives were tessellated for.
    pub fn paint(
        &mut self,
        size_px: [u32; 2],
        pixels_per_point: f32,
        textures: &TexturesDelta,
        primitives: &[ClippedPrimitive],
        background: Color32,
    ) -> Picture {
        self.set_textures(textures);
        let mut canvas = Canvas::new(size_px, background.to_array());
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            if let Primitive::Mesh(mesh) = primitive {
                let clip = scissor(*clip_rect, pixels_per_point, size_px);
                self.paint_mesh(&mut canvas, clip, pixels_per_point, mesh);
            }
        }
        self.free_textures(textures);
        canvas.into_picture()
    }

    /// Takes over the new and changed textures of a frame that is not painted itself.
    pub fn set_textures(&mut self, textures: &TexturesDelta) {
        #[expect(clippy::iter_over_hash_type, reason = "textures do not touch each other")]
        for (&id, deltas) in &textures.set {
            for delta in deltas {
                self.set_texture(id, delta);
            }
        }
    }

    /// Lets go of the textures a frame no longer needs. Call it after that frame is painted.
    pub fn free_textures(&mut self, textures: &TexturesDelta) {
        self.textures.retain(|key, _| !textures.free.contains(&key.id()));
    }

    fn set_texture(&mut self, id: TextureId, delta: &ImageDelta) {
        match delta.pos {
            None => {
                self.textures.insert(TextureKey::new(id), Texture::new(delta));
            }
            Some(at) => {
                if let Some(texture) = self.textures.get_mut(&TextureKey::new(id)) {
                    texture.patch(at, delta);
                }
            }
        }
    }

    fn paint_mesh(&self, canvas: &mut Canvas, clip: Clip, pixels_per_point: f32, mesh: &Mesh) {
        let Some(texture) = self.textures.get(&TextureKey::new(mesh.texture_id)) else {
            return;
        };
        let corner = |index: u32| {
            let vertex = mesh.vertices.get(index as usize)?;
            Some(corner_in_pixels(vertex, pixels_per_point, texture))
        };
        let mut rest = mesh.indices.as_slice();
        while let [a, b, c, after @ ..] = rest {
            rest = after;
            let (Some(first), Some(second), Some(third)) = (corner(*a), corner(*b), corner(*c)) else {
                continue;
            };
            if let [d, e, f, after_both @ ..] = after
                && (d, e) == (c, b)
                && let Some(fourth) = corner(*f)
                && is_upright_rectangle([&first, &second, &third, &fourth])
            {
                canvas.rectangle(clip, texture, &first, &fourth);
                rest = after_both;
            } else {
                canvas.triangle(clip, texture, [first, second, third]);
            }
        }
    }
}

/// A `TextureId` with an order, so that the textures live in a sorted map.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct TextureKey {
    is_user: bool,
    number: u64,
}

impl TextureKey {
    fn new(id: TextureId) -> Self {
        let (is_user, number) = match id {
            TextureId::Managed(number) => (false, number),
            TextureId::User(number) => (true, number),
        };
        Self { is_user, number }
    }

    fn id(self) -> TextureId {
        if self.is_user { TextureId::User(self.number) } else { TextureId::Managed(self.number) }
    }
}

fn corner_in_pixels(vertex: &Vertex, pixels_per_point: f32, texture: &Texture) -> Corner {
    let [width, height] = texture.size_in_texels();
    Corner {
        x: f64::from(vertex.pos.x * pixels_per_point),
        y: f64::from(vertex.pos.y * pixels_per_point),
        u: f64::from(vertex.uv.x * width),
        v: f64::from(vertex.uv.y * height),
        color: vertex.color.to_array(),
    }
}

/// True for the two triangles egui makes of a glyph or an image: left top, right top, left bottom,
/// right bottom, in one colour.
#[expect(clippy::float_cmp, reason = "egui copies these values, it does not compute them")]
fn is_upright_rectangle([lt, rt, lb, rb]: [&Corner; 4]) -> bool {
    let positions = lt.x == lb.x && rt.x == rb.x && lt.y == rt.y && lb.y == rb.y;
    let texels = lt.u == lb.u && rt.u == rb.u && lt.v == rt.v && lb.v == rb.v;
    let colors = lt.color == rt.color && lt.color == lb.color && lt.color == rb.color;
    positions && texels && colors && lt.x < rb.x && lt.y < rb.y
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded, and the conversion from float saturates"
)]
fn scissor(clip: Rect, pixels_per_point: f32, [width, height]: [u32; 2]) -> Clip {
    let pixel = |points: f32, limit: u32| ((points * pixels_per_point).round() as u32).min(limit);
    Clip {
        left: pixel(clip.min.x, width),
        top: pixel(clip.min.y, height),
        right: pixel(clip.max.x, width),
        bottom: pixel(clip.max.y, height),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]
mod tests {
    use egui::epaint::WHITE_UV;
    use egui::{ColorImage, Pos2, TextureOptions, Vec2, pos2, vec2};

    use super::*;

    const ID: TextureId = TextureId::Managed(0);
    const SIZE: [u32; 2] = [8, 6];

    fn paint(textures: &mut TexturesDelta, clip: Rect, mesh: Mesh) -> Picture {
        let primitives = [ClippedPrimitive { clip_rect: clip, primitive: Primitive::Mesh(mesh) }];
        let mut raster = Raster::default();
        let picture = raster.paint(SIZE, 1.0, textures, &primitives, Color32::BLACK);
        textures.clear();
        picture
    }

    fn texture(size: [usize; 2], pixels: Vec<Color32>) -> TexturesDelta {
        let mut textures = TexturesDelta::default();
        let image = ColorImage::new(size, pixels);
        textures.push(ID, ImageDelta::full(image, TextureOptions::LINEAR));
        textures
    }

    fn white() -> TexturesDelta {
        texture([1, 1], vec![Color32::WHITE])
    }

    fn fan(middle: Pos2, rim: &[Pos2], color: Color32) -> Mesh {
        let mut mesh = Mesh::with_texture(ID);
        mesh.colored_vertex(middle, color);
        for &pos in rim {
            mesh.colored_vertex(pos, color);
        }
        let count = u32::try_from(rim.len()).unwrap();
        for index in 0..count {
            mesh.add_triangle(0, index + 1, (index + 1) % count + 1);
        }
        mesh
    }

    fn pixel(picture: &Picture, x: usize, y: usize) -> [u8; 4] {
        let start = (y * picture.width as usize + x) * 4;
        picture.rgba[start..start + 4].try_into().unwrap()
    }

    fn whole() -> Rect {
        Rect::from_min_size(Pos2::ZERO, vec2(8.0, 6.0))
    }

    #[test]
    fn translucent_triangles_that_share_edges_paint_every_pixel_once() {
        let rim =
            [pos2(0.0, 0.0), pos2(4.5, 0.0), pos2(8.0, 0.0), pos2(8.0, 6.0), pos2(2.5, 6.0), pos2(0.0, 6.0)];
        let half = Color32::from_rgba_premultiplied(100, 0, 0, 128);
        for middle in [pos2(3.5, 2.5), pos2(4.0, 3.0), pos2(1.25, 5.5)] {
            for rim in [rim.to_vec(), rim.iter().rev().copied().collect()] {
                let picture = paint(&mut white(), whole(), fan(middle, &rim, half));
                for y in 0..6 {
                    for x in 0..8 {
                        assert_eq!(pixel(&picture, x, y), [100, 0, 0, 255], "at {x}, {y}");
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_is_painted_outside_the_clip_rectangle() {
        let clip = Rect::from_min_max(pos2(2.0, 1.0), pos2(5.0, 4.0));
        let mut upright = Mesh::with_texture(ID);
        upright.add_colored_rect(whole().expand(3.0), Color32::WHITE);
        let tilted =
            fan(pos2(4.0, 3.0), &[pos2(-90.0, -80.0), pos2(90.0, -80.0), pos2(0.0, 99.0)], Color32::WHITE);
        for mesh in [upright, tilted] {
            let picture = paint(&mut white(), clip, mesh);
            for y in 0..6 {
                for x in 0..8 {
                    let inside = (2..5).contains(&x) && (1..4).contains(&y);
                    let expected = if inside { [255; 4] } else { [0, 0, 0, 255] };
                    assert_eq!(pixel(&picture, x, y), expected, "at {x}, {y}");
                }
            }
        }
    }

    #[test]
    fn a_glyph_on_the_pixel_grid_keeps_every_texel() {
        let shades = [10, 200, 30, 90, 250, 60].map(Color32::from_gray);
        let mut mesh = Mesh::with_texture(ID);
        let place = Rect::from_min_size(pos2(3.0, 2.0), Vec2::new(3.0, 2.0));
        let all = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        mesh.add_rect_with_uv(place, all, Color32::WHITE);
        let picture = paint(&mut texture([3, 2], shades.to_vec()), whole(), mesh);
        for (index, shade) in shades.iter().enumerate() {
            let (x, y) = (3 + index % 3, 2 + index / 3);
            assert_eq!(pixel(&picture, x, y), shade.to_array());
        }
        assert_eq!(pixel(&picture, 2, 2), [0, 0, 0, 255]);
        assert_eq!(pixel(&picture, 6, 3), [0, 0, 0, 255]);
    }

    #[test]
    fn a_rectangle_looks_the_same_by_either_way_of_painting() {
        let shades = [10, 200, 30, 90, 250, 60].map(Color32::from_gray).to_vec();
        let mut upright = Mesh::with_texture(ID);
        let place = Rect::from_min_max(pos2(0.75, 1.25), pos2(6.5, 5.75));
        let all = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        upright.add_rect_with_uv(place, all, Color32::from_rgba_premultiplied(255, 128, 64, 255));
        let mut apart = upright.clone();
        apart.indices = vec![0, 1, 2, 1, 3, 2];
        let upright = paint(&mut texture([3, 2], shades.clone()), whole(), upright);
        let apart = paint(&mut texture([3, 2], shades), whole(), apart);
        assert_eq!(upright, apart);
        assert_ne!(pixel(&upright, 1, 1), pixel(&upright, 5, 5));
    }

    #[test]
    fn a_patch_changes_its_part_of_a_texture_and_a_freed_texture_is_gone() {
        let mut raster = Raster::default();
        let mut mesh = Mesh::with_texture(ID);
        let all = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        let place = Rect::from_min_size(Pos2::ZERO, vec2(2.0, 2.0));
        mesh.add_rect_with_uv(place, all, Color32::WHITE);
        let primitives = [ClippedPrimitive { clip_rect: whole(), primitive: Primitive::Mesh(mesh) }];
        let mut frame = |mut textures: TexturesDelta| {
            let picture = raster.paint(SIZE, 1.0, &textures, &primitives, Color32::BLACK);
            textures.clear();
            [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(x, y)| pixel(&picture, x, y)[0])
        };

        assert_eq!(frame(texture([2, 2], vec![Color32::WHITE; 4])), [255; 4]);
        let mut change = TexturesDelta::default();
        let image = ColorImage::new([1, 1], vec![Color32::from_gray(7)]);
        let delta = ImageDelta::partial([1, 0], image, TextureOptions::LINEAR);
        change.push(ID, delta);
        change.free(ID);
        assert_eq!(frame(change), [255, 7, 255, 255]);
        assert_eq!(frame(TexturesDelta::default()), [0; 4]);
    }

    #[test]
    fn corners_that_are_no_numbers_or_far_away_do_no_harm() {
        let far = [pos2(-1e30, 0.0), pos2(1e30, -1e30), pos2(3.0, f32::INFINITY)];
        for rim in [far, [pos2(f32::NAN, 0.0), pos2(8.0, 0.0), pos2(0.0, 6.0)]] {
            let mut mesh = fan(pos2(4.0, 3.0), &rim, Color32::WHITE);
            mesh.indices.extend([0, 1, 99]);
            mesh.vertices[0].uv = WHITE_UV;
            paint(&mut white(), whole(), mesh);
        }
    }

    #[test]
    fn a_picture_becomes_a_png_with_the_same_pixels() {
        let mut button_seen = false;
        let picture = picture_of(
            vec2(120.0, 40.0),
            2.0,
            |_| {},
            2,
            |ui| button_seen |= ui.button("Save").rect.width() > 20.0,
        );
        assert!(button_seen);
        assert_eq!([picture.width, picture.height], [240, 80]);
        let file = picture.to_png().unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut rgba = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut rgba).unwrap();
        assert!(rgba == picture.rgba);
        let background = &picture.rgba[picture.rgba.len() - 4..];
        assert!(picture.rgba.chunks(4).any(|pixel| pixel != background));
    }
}

//! The letters of the faces in use, drawn before they are needed.
//!
//! egui draws the picture of a letter when it is laid out for the first time, one for each quarter
//! of a pixel it may stand at. In an article's unseen parts that is most of what the first look at
//! them costs. So once a window is open they are prepared, a few a frame.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, Context, FontFamily, FontId, TextStyle};

use super::article::sizes;
use super::fonts;

/// What most articles are written with, a line for a frame each.
const SIGNS: [&str; 4] = [
    "the quick brown fox jumps over lazy dogs",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "0123456789.,:;!?()-–—/$€£%&",
    "“”‘’'\"«»…äöüéèáíóúñçøåß",
];

/// egui tells places on a line apart to so many parts of a pixel.
const PARTS: u8 = 4;

/// What is still to be prepared.
#[derive(Default)]
pub struct Letters {
    /// Size of the text and pixels per point they are prepared for.
    key: Option<(f32, f32)>,
    waiting: Vec<(FontId, &'static str, u8)>,
}

impl Letters {
    /// Prepares the next few for text of this size, points; says whether there are more.
    pub fn prepare(&mut self, ctx: &Context, text_size: f32) -> bool {
        let key = Some((text_size, ctx.pixels_per_point()));
        if self.key != key {
            self.key = key;
            self.waiting = all(ctx, text_size);
        }
        let Some((font, signs, part)) = self.waiting.pop() else { return false };
        let format = TextFormat::simple(font, Color32::PLACEHOLDER);
        let mut job = LayoutJob { wrap: TextWrapping::no_max_width(), ..LayoutJob::default() };
        job.append(signs, f32::from(part) / f32::from(PARTS) / ctx.pixels_per_point(), format);
        ctx.fonts_mut(|fonts| fonts.layout_job(job));
        !self.waiting.is_empty()
    }
}

/// Everything for these faces, what is needed first last.
fn all(ctx: &Context, text_size: f32) -> Vec<(FontId, &'static str, u8)> {
    let style = ctx.global_style();
    let [small, body] = [TextStyle::Small, TextStyle::Body].map(|own| own.resolve(&style).size);
    let panes = [
        (fonts::ui_bold(), small),
        (fonts::ui_bold(), body),
        (FontFamily::Proportional, small),
        (FontFamily::Proportional, body),
        (fonts::reading_bold(), small + fonts::IN_LINE),
        (fonts::reading(), small + fonts::IN_LINE),
        (fonts::reading(), fonts::QUOTED),
    ];
    panes
        .into_iter()
        .chain(sizes(text_size))
        .map(|(family, size)| FontId::new(size, family))
        .flat_map(|font| SIGNS.map(|signs| (font.clone(), signs)))
        .flat_map(|(font, signs)| (0..PARTS).map(move |part| (font.clone(), signs, part)))
        .collect()
}

#[cfg(test)]
mod tests {
    use egui::RawInput;

    use super::*;

    #[test]
    fn letters_are_prepared_until_there_are_no_more_and_again_for_another_size() {
        let ctx = Context::default();
        fonts::install(&ctx);
        ctx.run_ui(RawInput::default(), |_| ()).drop_without_applying_deltas();
        let mut letters = Letters::default();
        let mut count = |size| (1..1000).find(|_| !letters.prepare(&ctx, size));
        let n_first = count(17.0);
        assert!(n_first.is_some_and(|n| n > 16), "{n_first:?}");
        assert_eq!(count(17.0), Some(1), "nothing is left");
        assert_eq!(count(19.0), n_first);
    }
}

//! The faces of the program: Noto Serif for the article, Noto Sans for everything around it.
//!
//! Every family falls back to Noto Sans, then to the Hebrew and Arabic faces, then to two symbol
//! faces (arrows, check marks), then to egui's own fonts; in the window, other scripts come from the
//! system's. `assets/fonts/README.md` says where the files come from.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily};

const SANS: &str = "Noto Sans";
const SANS_BOLD: &str = "Noto Sans Bold";
const SERIF: &str = "Noto Serif";
const SERIF_BOLD: &str = "Noto Serif Bold";
const SERIF_ITALIC: &str = "Noto Serif Italic";
const HEBREW: &str = "Noto Serif Hebrew";
const HEBREW_BOLD: &str = "Noto Serif Hebrew Bold";
const ARABIC: &str = "Noto Naskh Arabic";
const ARABIC_BOLD: &str = "Noto Naskh Arabic Bold";
const MATH: &str = "Noto Sans Math";
const SYMBOLS: &str = "Noto Sans Symbols 2";

/// Size of the article's words where a pane quotes them, points.
pub const QUOTED: f32 = 14.0;

/// Where a row of a list shows words among those around them, they are so much larger than small text,
/// points.
pub const IN_LINE: f32 = 0.5;

/// The face of the article's text.
pub fn reading() -> FontFamily {
    FontFamily::Name("reading".into())
}

/// The face of headlines and headings.
pub fn reading_bold() -> FontFamily {
    FontFamily::Name("reading-bold".into())
}

/// The face of captions and of what an article sets in italics.
pub fn reading_italic() -> FontFamily {
    FontFamily::Name("reading-italic".into())
}

/// The face of titles and of what stands out in the user interface.
pub fn ui_bold() -> FontFamily {
    FontFamily::Name("ui-bold".into())
}

/// Gives the context all families. The plain text of the interface is `FontFamily::Proportional`.
///
/// Call it once, before the first frame: text in a family that is not installed makes egui panic.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
}

fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for (name, file) in bundled() {
        let data = Arc::new(FontData::from_static(file));
        fonts.font_data.insert(name.to_owned(), data);
    }
    for (family, first) in [
        (FontFamily::Proportional, SANS),
        (reading(), SERIF),
        (reading_bold(), SERIF_BOLD),
        (reading_italic(), SERIF_ITALIC),
        (ui_bold(), SANS_BOLD),
    ] {
        let proportional = FontDefinitions::default().families;
        let defaults = proportional.get(&FontFamily::Proportional);
        let mut chain = vec![first.to_owned()];
        let is_bold = [SERIF_BOLD, SANS_BOLD].contains(&first);
        chain.extend(fallbacks(is_bold).filter(|name| name != first));
        chain.extend(defaults.into_iter().flatten().cloned());
        fonts.families.insert(family, chain);
    }
    let monospace = fonts.families.entry(FontFamily::Monospace).or_default();
    monospace.extend(fallbacks(false));
    fonts
}

fn fallbacks(is_bold: bool) -> impl Iterator<Item = String> {
    let (hebrew, arabic) = if is_bold { (HEBREW_BOLD, ARABIC_BOLD) } else { (HEBREW, ARABIC) };
    [SANS, hebrew, arabic, MATH, SYMBOLS].into_iter().map(str::to_owned)
}

fn bundled() -> [(&'static str, &'static [u8]); 11] {
    macro_rules! file {
        ($name:literal) => {
            include_bytes!(concat!("../../assets/fonts/", $name)).as_slice()
        };
    }
    [
        (SANS, file!("NotoSans-Regular.ttf")),
        (SANS_BOLD, file!("NotoSans-Bold.ttf")),
        (SERIF, file!("NotoSerif-Regular.ttf")),
        (SERIF_BOLD, file!("NotoSerif-Bold.ttf")),
        (SERIF_ITALIC, file!("NotoSerif-Italic.ttf")),
        (HEBREW, file!("NotoSerifHebrew-Regular.ttf")),
        (HEBREW_BOLD, file!("NotoSerifHebrew-Bold.ttf")),
        (ARABIC, file!("NotoNaskhArabic-Regular.ttf")),
        (ARABIC_BOLD, file!("NotoNaskhArabic-Bold.ttf")),
        (MATH, file!("NotoSansMath-Regular.ttf")),
        (SYMBOLS, file!("NotoSansSymbols2-Regular.ttf")),
    ]
}

#[cfg(test)]
mod tests {
    use egui::{FontId, RawInput};

    use super::*;

    #[track_caller]
    fn check_drawable(text: &str, is_drawable: bool) {
        let ctx = Context::default();
        install(&ctx);
        ctx.run_ui(RawInput::default(), |_| ()).drop_without_applying_deltas();
        for family in [
            FontFamily::Proportional,
            FontFamily::Monospace,
            reading(),
            reading_bold(),
            reading_italic(),
            ui_bold(),
        ] {
            let font = FontId::new(17.0, family);
            let found = ctx.fonts_mut(|fonts| fonts.has_glyphs(&font, text));
            assert_eq!(found, is_drawable, "{text} in {}", font.family);
        }
    }

    #[test]
    fn names_and_places_of_a_european_newsroom_are_drawn_in_every_face() {
        check_drawable("Tiếng Việt — “café” Ğğ Żółć Ελλάδα Россия → ✓", true);
    }

    #[test]
    fn marks_that_follow_their_letter_are_drawn() {
        check_drawable("Nguye\u{302}\u{303}n, O\u{308}zil", true);
    }

    #[test]
    fn hebrew_and_arabic_are_drawn_with_their_vowels() {
        check_drawable("שָׁלוֹם צה״ל", true);
        check_drawable("السَّلامُ عليكم، پارسی اردو ۱۲۳ ١٢٣", true);
    }

    #[test]
    fn signs_of_the_interface_are_drawn() {
        check_drawable("← ↑ ↓ ≠ ≥ − × ✗ ● ○ ■ ▶ ▼ ◆ ☑ ⚠ ⌘ ⌫ ★ ⋮ …", true);
    }

    #[test]
    fn a_script_without_a_face_is_noticed() {
        check_drawable("東京", false);
    }
}

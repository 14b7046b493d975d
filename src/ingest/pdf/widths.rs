//! How wide the letters of the fonts are that a PDF need not carry, in thousandths of the size.
//!
//! The figures are those of Adobe's font metrics for the 14 standard fonts (Core14 AFM), for the
//! characters U+0020 to U+007E. Slanted fonts are as wide as upright ones.

const SANS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

const SANS_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278,
    556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584,
    556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556,
    333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

const SERIF: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

const SERIF_BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389,
    500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581,
    500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389,
    333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
];

/// Width of a letter of the typewriter font.
const TYPEWRITER: u16 = 600;
/// Width of a letter that is not in the tables.
const OTHER: u16 = 500;

/// The width of `c` in the standard font that `font` is, or is most like.
pub(super) fn standard_width(font: &str, c: char) -> f64 {
    let font = font.to_lowercase();
    let is_bold = font.contains("bold") || font.contains("black");
    let is_serif =
        ["times", "serif", "roman", "garamond", "georgia", "minion"].iter().any(|name| font.contains(name))
            && !font.contains("sans");
    if font.contains("courier") || font.contains("mono") {
        return f64::from(TYPEWRITER);
    }
    let table = match (is_serif, is_bold) {
        (false, false) => &SANS,
        (false, true) => &SANS_BOLD,
        (true, false) => &SERIF,
        (true, true) => &SERIF_BOLD,
    };
    let place = u32::from(c).checked_sub(32).and_then(|place| usize::try_from(place).ok());
    f64::from(place.and_then(|place| table.get(place)).copied().unwrap_or(OTHER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_fonts_have_their_widths() {
        let widths =
            |font: &str| ["W", "i", " ", "é"].map(|c| c.chars().map(|c| standard_width(font, c)).sum());
        let check = |font: &str, expected: [f64; 4]| {
            let found: [f64; 4] = widths(font);
            assert!(
                found.iter().zip(expected).all(|(own, other)| (own - other).abs() < 0.01),
                "{font}: {found:?}"
            );
        };
        check("Helvetica-Oblique", [944.0, 222.0, 278.0, 500.0]);
        check("Times-Bold", [1000.0, 278.0, 250.0, 500.0]);
        check("Courier", [600.0; 4]);
    }
}

//! The page's style, with the house's tags, and the hash that lets it in.

use sha2::{Digest, Sha256};

use crate::model::Schema;

const STYLE: &str = include_str!("../../../assets/report/page.css");

/// The style sheet.
pub(super) fn style(schema: &Schema) -> String {
    let mut style = format!("\n{STYLE}");
    for (number, tag) in schema.tags.iter().enumerate() {
        let crate::model::schema::Rgb(red, green, blue) = tag.colour;
        style.push_str(&format!(
            ".t{number} {{ background: color-mix(in srgb, rgb({red} {green} {blue}) var(--weak), transparent); }}\n"
        ));
    }
    style
}

/// SHA-256 of the style in base 64, as a content security policy names it (CSP level 3, 2.3.1).
pub(super) fn digest(style: &str) -> String {
    base64(&Sha256::digest(style.as_bytes()))
}

/// RFC 4648, 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let three =
            chunk.iter().enumerate().fold(0_u32, |sum, (n, byte)| sum | u32::from(*byte) << (16 - 8 * n));
        for n in 0..4 {
            let letter = LETTERS.get((three >> (18 - 6 * n)) as usize & 63).copied().unwrap_or(b'=');
            text.push(if n <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        let examples = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (plain, encoded) in examples {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn the_style_cannot_end_its_element() {
        assert!(!STYLE.contains("</"));
    }
}

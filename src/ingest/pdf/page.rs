//! A page: its contents, what they draw on, and its frame, which it may have from those above it.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::geometry::{Frame, Matrix};
use super::paint::{Glyph, Painter, unpacked};
use super::{Budget, Stop};

/// Levels of the page tree.
const DEEPEST: usize = 64;
/// Content streams of one page.
const MOST_CONTENTS: usize = 4096;
/// A page of this size where it does not say, points (US letter, as the standard's readers take it).
const USUAL: Frame = Frame { left: 0.0, bottom: 0.0, right: 612.0, top: 792.0 };
/// Letters so far beyond the edge belong to the page still, points.
const MARGIN: f64 = 3.0;

/// The letters of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) glyphs: Vec<Glyph>,
    /// How many letters stood beyond its edge.
    pub(super) n_outside: usize,
}

/// What is inherited along the page tree, from the page upwards.
struct Node<'d> {
    document: &'d Document,
    own: Vec<&'d Dictionary>,
}

impl<'d> Node<'d> {
    fn of(document: &'d Document, page: ObjectId) -> Self {
        let mut own = Vec::new();
        let mut at = document.get_dictionary(page).ok();
        while let Some(dictionary) = at.filter(|_| own.len() < DEEPEST) {
            own.push(dictionary);
            at = dictionary.get_deref(b"Parent", document).and_then(Object::as_dict).ok();
        }
        Self { document, own }
    }

    fn find(&self, key: &[u8]) -> Option<&'d Object> {
        self.own.iter().find_map(|dictionary| dictionary.get_deref(key, self.document).ok())
    }

    fn frame(&self, key: &[u8]) -> Option<Frame> {
        let corners = self.find(key)?.as_array().ok()?;
        let number = |at: usize| {
            let (_, number) = self.document.dereference(corners.get(at)?).ok()?;
            number.as_float().ok().map(f64::from)
        };
        let frame = Frame::between((number(0)?, number(1)?), (number(2)?, number(3)?));
        (frame.width() > 1.0 && frame.height() > 1.0).then_some(frame)
    }
}

/// Reads a page.
pub(super) fn read<'d>(
    document: &'d Document,
    page: ObjectId,
    painter: &mut Painter<'d>,
) -> Result<Page, Stop> {
    let node = Node::of(document, page);
    let frame = node.frame(b"CropBox").or_else(|| node.frame(b"MediaBox")).unwrap_or(USUAL);
    let turn = node.find(b"Rotate").and_then(|turn| turn.as_i64().ok()).unwrap_or(0).rem_euclid(360);
    let resources = node.find(b"Resources").and_then(|resources| resources.as_dict().ok());
    let contents = contents(document, page, painter.budget())?;
    let glyphs = painter.page(&contents, resources, upright(&frame, turn))?;
    let (width, height) =
        if turn % 180 == 90 { (frame.height(), frame.width()) } else { (frame.width(), frame.height()) };
    let shown = Frame::between((-MARGIN, -MARGIN), (width + MARGIN, height + MARGIN));
    let n_all = glyphs.len();
    let glyphs: Vec<Glyph> = glyphs.into_iter().filter(|glyph| shown.has(glyph.place)).collect();
    Ok(Page { n_outside: n_all - glyphs.len(), glyphs })
}

/// The mapping that sets a page with this frame upright and its lower left corner at the origin.
fn upright(frame: &Frame, turn: i64) -> Matrix {
    match turn {
        90 => Matrix([0.0, -1.0, 1.0, 0.0, -frame.bottom, frame.right]),
        180 => Matrix([-1.0, 0.0, 0.0, -1.0, frame.right, frame.top]),
        270 => Matrix([0.0, 1.0, -1.0, 0.0, frame.top, -frame.left]),
        _ => Matrix::shift(-frame.left, -frame.bottom),
    }
}

/// The contents of a page put together: an instruction may begin in one and end in the next.
fn contents(document: &Document, page: ObjectId, budget: &mut Budget) -> Result<Vec<u8>, Stop> {
    let mut whole = Vec::new();
    for id in document.get_page_contents(page).into_iter().take(MOST_CONTENTS) {
        let Ok(stream) = document.get_object(id).and_then(Object::as_stream) else { continue };
        whole.extend(unpacked(stream, budget, whole.len())?);
        whole.push(b'\n');
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_page_is_set_upright() {
        let frame = Frame { left: 10.0, bottom: 20.0, right: 110.0, top: 220.0 };
        // The lower left corner stands at the upper left of a page turned by 90 degrees clockwise.
        assert_eq!(upright(&frame, 90).point(10.0, 20.0), (0.0, 100.0));
        assert_eq!(upright(&frame, 180).point(10.0, 20.0), (100.0, 200.0));
        assert_eq!(upright(&frame, 270).point(10.0, 20.0), (200.0, 0.0));
        assert_eq!(upright(&frame, 0).point(10.0, 20.0), (0.0, 0.0));
    }
}

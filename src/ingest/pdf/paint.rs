//! The glyphs a page puts down, each with its place: the instructions of its content that concern
//! text (ISO 32000-1, 8.4, 8.10, 9.3, 9.4 and 14.6), and no others.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::font::Font;
use super::geometry::Matrix;
use super::tokens::{Instruction, Instructions, Operand};
use super::{Budget, Stop};

/// Contents inside each other (a form within a form).
const DEEPEST: usize = 12;
/// Graphics states kept by `q`.
const MOST_STATES: usize = 512;
/// Text rendering mode of what does not show.
const INVISIBLE: f64 = 3.0;

/// A letter as it stands on a page, its line taken as level.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    /// Its text; `None` where the font does not say.
    pub(super) text: Option<Rc<str>>,
    /// Where it begins and ends along its line, points.
    pub(super) x0: f64,
    pub(super) x1: f64,
    /// Its baseline, points, upwards.
    pub(super) y: f64,
    /// Height of its font, points.
    pub(super) size: f64,
    /// How its line is turned against the page, degrees.
    pub(super) angle: i32,
    /// Where it begins on the page, points to the right and upwards.
    pub(super) place: (f64, f64),
    pub(super) marks: Marks,
}

/// What is known of a letter besides its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "four independent facts")]
pub(super) struct Marks {
    pub(super) is_bold: bool,
    /// Not drawn: the letters behind a scanned page.
    pub(super) is_invisible: bool,
    /// Marked as the head or foot of a page.
    pub(super) is_running: bool,
    /// Its text is a guess.
    pub(super) is_guessed: bool,
}

#[derive(Clone)]
struct TextState {
    font: Option<Rc<Font>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: f64,
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    text: TextState,
}

/// Marked content that is open.
struct Marked {
    is_running: bool,
    /// The text to take in place of the glyphs, until it was taken.
    replacement: Option<Rc<str>>,
    has_replacement: bool,
}

/// Reads pages.
pub(super) struct Painter<'d> {
    document: &'d Document,
    fonts: BTreeMap<ObjectId, Rc<Font>>,
    budget: &'d mut Budget,
    glyphs: Vec<Glyph>,
}

/// A content under way.
struct Walk<'r, 'd> {
    resources: Option<&'d Dictionary>,
    state: State,
    kept: Vec<State>,
    text: Matrix,
    line: Matrix,
    marked: Vec<Marked>,
    /// Fonts written into the resources themselves, by name.
    own_fonts: BTreeMap<Vec<u8>, Rc<Font>>,
    depth: usize,
    painter: &'r mut Painter<'d>,
}

impl<'d> Painter<'d> {
    pub(super) fn new(document: &'d Document, budget: &'d mut Budget) -> Self {
        Self { document, fonts: BTreeMap::new(), budget, glyphs: Vec::new() }
    }

    /// What may still be read.
    pub(super) fn budget(&mut self) -> &mut Budget {
        self.budget
    }

    /// The glyphs of a page with these `contents`, which `matrix` sets upright.
    pub(super) fn page(
        &mut self,
        contents: &[u8],
        resources: Option<&'d Dictionary>,
        matrix: Matrix,
    ) -> Result<Vec<Glyph>, Stop> {
        let text = TextState {
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0.0,
        };
        self.walk(contents, resources, State { matrix, text }, 0)?;
        Ok(std::mem::take(&mut self.glyphs))
    }

    fn walk(
        &mut self,
        contents: &[u8],
        resources: Option<&'d Dictionary>,
        state: State,
        depth: usize,
    ) -> Result<(), Stop> {
        // Forms that draw each other multiply; those of programs are rarely deeper than three.
        self.budget.spend(contents.len().saturating_mul(1 + depth * depth))?;
        let mut walk = Walk {
            resources,
            state,
            kept: Vec::new(),
            text: Matrix::UNIT,
            line: Matrix::UNIT,
            marked: Vec::new(),
            own_fonts: BTreeMap::new(),
            depth,
            painter: self,
        };
        Instructions::new(contents).try_for_each(|instruction| walk.follow(&instruction))
    }

    fn font(&mut self, object: &'d Object) -> Option<Rc<Font>> {
        let (id, object) = self.document.dereference(object).ok()?;
        let dictionary = object.as_dict().ok()?;
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(Rc::clone(known));
        }
        let font = Rc::new(Font::read(self.document, dictionary));
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Some(font)
    }
}

impl<'d> Walk<'_, 'd> {
    fn follow(&mut self, instruction: &Instruction<'_>) -> Result<(), Stop> {
        let operands = instruction.operands.as_slice();
        let number = |at: usize| operands.get(at).and_then(Operand::number).unwrap_or_default();
        let last = operands.last();
        match instruction.operator {
            b"q" if self.kept.len() < MOST_STATES => self.kept.push(self.state.clone()),
            b"Q" => {
                if let Some(kept) = self.kept.pop() {
                    self.state = kept;
                }
            }
            b"cm" => self.state.matrix = matrix_of(operands).then(self.state.matrix),
            b"BT" => (self.text, self.line) = (Matrix::UNIT, Matrix::UNIT),
            b"Tc" => self.state.text.letter_space = number(0),
            b"Tw" => self.state.text.word_space = number(0),
            b"Tz" => self.state.text.stretch = number(0) / 100.0,
            b"TL" => self.state.text.leading = number(0),
            b"Ts" => self.state.text.rise = number(0),
            b"Tr" => self.state.text.mode = number(0),
            b"Tf" => {
                self.state.text.size = number(1);
                if let Some(name) = operands.first().and_then(Operand::name) {
                    self.state.text.font = self.font(name);
                }
            }
            b"gs" => self.set_state(operands),
            b"Tm" => {
                self.line = matrix_of(operands);
                self.text = self.line;
            }
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.text.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"T*" => self.next_line(0.0, -self.state.text.leading),
            b"Tj" => self.show(last)?,
            b"'" | b"\"" => {
                if instruction.operator == b"\"" {
                    self.state.text.word_space = number(0);
                    self.state.text.letter_space = number(1);
                }
                self.next_line(0.0, -self.state.text.leading);
                self.show(last)?;
            }
            b"TJ" => {
                if let Some(Operand::Array(parts)) = last {
                    for part in parts {
                        match part {
                            Operand::Number(back) => {
                                let text = &self.state.text;
                                self.advance(-back / 1000.0 * text.size * text.stretch);
                            }
                            part => self.show(Some(part))?,
                        }
                    }
                }
            }
            b"BMC" | b"BDC" if self.marked.len() < MOST_STATES => self.mark(operands),
            b"EMC" => drop(self.marked.pop()),
            b"Do" => {
                if let Some(name) = operands.first().and_then(Operand::name) {
                    self.form(name)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What the resources hold under `name` in their part `kind`.
    fn resource(&self, kind: &[u8], name: &[u8]) -> Option<&'d Object> {
        let document = self.painter.document;
        let part = self.resources?.get_deref(kind, document).and_then(Object::as_dict).ok()?;
        part.get(name).ok()
    }

    fn font(&mut self, name: &[u8]) -> Option<Rc<Font>> {
        let object = self.resource(b"Font", name)?;
        if object.as_reference().is_ok() {
            return self.painter.font(object);
        }
        if let Some(known) = self.own_fonts.get(name) {
            return Some(Rc::clone(known));
        }
        let font = self.painter.font(object)?;
        self.own_fonts.insert(name.to_vec(), Rc::clone(&font));
        Some(font)
    }

    /// A font may be set by a named graphics state as well.
    fn set_state(&mut self, operands: &[Operand]) {
        let name = operands.first().and_then(Operand::name);
        let document = self.painter.document;
        let named = name.and_then(|name| self.resource(b"ExtGState", name));
        let named = named.and_then(|named| document.dereference(named).ok()).map(|(_, named)| named);
        let font = named.and_then(|named| named.as_dict().ok()?.get_deref(b"Font", document).ok());
        if let Some([font, size]) = font.and_then(|font| font.as_array().ok()).map(Vec::as_slice) {
            self.state.text.font = self.painter.font(font);
            self.state.text.size = size.as_float().map(f64::from).unwrap_or_default();
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    fn advance(&mut self, x: f64) {
        self.text = Matrix::shift(x, 0.0).then(self.text);
    }

    fn show(&mut self, text: Option<&Operand>) -> Result<(), Stop> {
        let Some(bytes) = text.and_then(Operand::text) else { return Ok(()) };
        let Some(font) = self.state.text.font.clone() else { return Ok(()) };
        for letter in font.letters(bytes) {
            let text = &self.state.text;
            let width = letter.width / 1000.0 * text.size * text.stretch;
            let word_space = if letter.is_space_code { text.word_space } else { 0.0 };
            let step = width + (text.letter_space + word_space) * text.stretch;
            self.put(&font, letter.text.as_deref(), width)?;
            if font.is_vertical {
                let down = self.state.text.size + self.state.text.letter_space + word_space;
                self.text = Matrix::shift(0.0, -down).then(self.text);
            } else {
                self.advance(step);
            }
        }
        Ok(())
    }

    /// Puts a letter down that is `width` wide.
    fn put(&mut self, font: &Font, text: Option<&str>, width: f64) -> Result<(), Stop> {
        let own = &self.state.text;
        let whole = self.text.then(self.state.matrix);
        let (start, end) = (whole.point(0.0, own.rise), whole.point(width, own.rise));
        let [a, b, c, d, ..] = whole.0;
        let size = (c.hypot(d) * own.size).abs();
        let slant = if a == 0.0 && b == 0.0 { 0.0 } else { (b * own.size).atan2(a * own.size) };
        let places = [start.0, start.1, end.0, end.1, size];
        if !places.iter().all(|place| place.is_finite() && place.abs() < 1e7) || size < 0.1 {
            return Ok(());
        }
        let (sin, cos) = slant.sin_cos();
        let along = |(x, y): (f64, f64)| x * cos + y * sin;
        let (x0, x1) = (along(start), along(end));
        #[allow(clippy::cast_possible_truncation, reason = "an angle in degrees")]
        let angle = slant.to_degrees().round() as i32;
        let marks = Marks {
            is_bold: font.is_bold,
            is_invisible: (own.mode - INVISIBLE).abs() < 0.5,
            is_running: self.marked.iter().any(|marked| marked.is_running),
            is_guessed: font.is_guessed,
        };
        let text = match self.marked.iter_mut().rev().find(|marked| marked.has_replacement) {
            // The first glyph takes all of it; those behind it only make it wider.
            Some(marked) => Some(marked.replacement.take().unwrap_or_else(|| Rc::from(""))),
            None => text.map(Rc::from),
        };
        self.painter.budget.add_glyph()?;
        self.painter.glyphs.push(Glyph {
            text,
            x0: x0.min(x1),
            x1: x0.max(x1),
            y: start.1 * cos - start.0 * sin,
            size,
            angle: if angle == -180 { 180 } else { angle },
            place: start,
            marks,
        });
        Ok(())
    }

    fn mark(&mut self, operands: &[Operand]) {
        let tag = operands.first().and_then(Operand::name).unwrap_or_default();
        let document = self.painter.document;
        let named = operands.get(1).and_then(Operand::name);
        let named = named.and_then(|name| self.resource(b"Properties", name));
        let named = named.and_then(|named| document.dereference(named).ok()?.1.as_dict().ok());
        let entry = |key: &[u8]| operands.get(1).and_then(|properties| properties.entry(key));
        let kind = entry(b"Type").and_then(Operand::name);
        let kind = kind.or_else(|| named?.get(b"Type").and_then(Object::as_name).ok());
        let replacement = entry(b"ActualText").and_then(Operand::text);
        let replacement =
            replacement.or_else(|| named?.get_deref(b"ActualText", document).ok()?.as_str().ok());
        let replacement = replacement.map(text_string).map(Rc::from);
        self.marked.push(Marked {
            is_running: tag == b"Artifact" && kind == Some(b"Pagination"),
            has_replacement: replacement.is_some(),
            replacement,
        });
    }

    fn form(&mut self, name: &[u8]) -> Result<(), Stop> {
        if self.depth >= DEEPEST {
            return Ok(());
        }
        let document = self.painter.document;
        let object = self.resource(b"XObject", name).and_then(|object| document.dereference(object).ok());
        let Some(form) = object.and_then(|(_, object)| object.as_stream().ok()) else { return Ok(()) };
        if form.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return Ok(());
        }
        let own = form.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        let matrix = form.dict.get_deref(b"Matrix", document).and_then(Object::as_array).ok();
        let matrix = matrix.map_or(Matrix::UNIT, |parts| numbers_of(parts));
        let state = State { matrix: matrix.then(self.state.matrix), text: self.state.text.clone() };
        let contents = unpacked(form, self.painter.budget, 0)?;
        self.painter.walk(&contents, own.or(self.resources), state, self.depth + 1)
    }
}

/// A content stream unpacked, with `n_beside` bytes of others; one that cannot be is counted.
pub(super) fn unpacked(stream: &Stream, budget: &mut Budget, n_beside: usize) -> Result<Vec<u8>, Stop> {
    match stream.get_plain_content_with_limit(budget.left(n_beside)) {
        Ok(contents) => Ok(contents),
        Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
            Err(Stop::TooMuchContent)
        }
        Err(_) => {
            budget.n_unread += 1;
            Ok(Vec::new())
        }
    }
}

/// Text as a PDF writes it outside of its pages.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let object = Object::String(bytes.to_vec(), lopdf::StringFormat::Literal);
    lopdf::decode_text_string(&object).unwrap_or_default()
}

fn matrix_of(operands: &[Operand]) -> Matrix {
    let mut parts = [0.0; 6];
    for (part, operand) in parts.iter_mut().zip(operands) {
        *part = operand.number().unwrap_or_default();
    }
    Matrix(parts)
}

fn numbers_of(parts: &[Object]) -> Matrix {
    let mut numbers = Matrix::UNIT.0;
    for (number, part) in numbers.iter_mut().zip(parts) {
        *number = part.as_float().map_or(*number, f64::from);
    }
    Matrix(numbers)
}

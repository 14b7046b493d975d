//! The article's parts on the left: where one is, and where work is left.

use egui::{Align2, FontId, Popup, Rect, RichText, TextStyle, Ui, pos2, vec2};

use super::paragraphs::Paragraphs;
use crate::gui::scene::Scene;
use crate::gui::widgets::row_list::{Row, RowEvent, RowList};
use crate::gui::widgets::{elide, seen};
use crate::model::{AnnotationKind, Block, BlockKind, Document};
use crate::session::{Action, Pane};
use crate::text::counted::{counted, grouped};

/// Height of a row, points.
const ROW_HEIGHT: f32 = 25.0;

/// Least width of the column with the paragraphs' numbers, points.
const GUTTER: f32 = 26.0;

/// Width of a digit in it, points.
const DIGIT: f32 = 6.3;

/// Width of the button that changes a block's part, points.
const MENU_WIDTH: f32 = 18.0;

/// A row narrower than this leaves the counts to the tooltip, points.
const WIDTH_FOR_COUNTS: f32 = 170.0;

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    title(ui, scene);
    summary(ui, scene, actions);
    ui.add_space(2.0);
    ui.separator();
    let session = scene.session;
    let blocks = session.document().article().blocks();
    let current = session.document().article().block_at(session.view().caret);
    let has_moved = seen::new_or_changed(ui.ctx(), "outline block", (current, ui.available_height()));
    let list = RowList {
        name: "outline",
        n_rows: blocks.len(),
        row_height: ROW_HEIGHT,
        reveal: current.filter(|_| has_moved),
        takes_keys: session.flow().is_none(),
    };
    let paragraphs = Paragraphs::of(ui.ctx(), session);
    let gutter = gutter(paragraphs.n_paragraphs());
    let event = list.show(
        ui,
        scene.theme,
        |row| Some(row) == current,
        |ui, row| {
            if let Some(block) = blocks.get(row.index) {
                let place = Numbering { number: paragraphs.up_to(row.index), gutter };
                block_row(ui, scene, (row, block, place), actions);
            }
        },
    );
    let target = match event {
        Some(RowEvent::Clicked(row) | RowEvent::Entered(row) | RowEvent::Toggled(row)) => Some((row, true)),
        Some(RowEvent::Moved(row)) => Some((row, false)),
        _ => None,
    };
    if let Some((row, leaves)) = target
        && let Some(block) = blocks.get(row)
    {
        let at = block.span.start();
        actions.push(if leaves { Action::GoTo(at) } else { Action::Reveal(at) });
        if leaves {
            ui.memory_mut(|memory| memory.surrender_focus(RowList::row_id("outline", row)));
        }
    }
}

fn title(ui: &mut Ui, scene: &Scene<'_>) {
    let session = scene.session;
    let meta = &session.document().article().meta;
    let name = session.display_name();
    let title = if meta.title.is_empty() { &name } else { &meta.title };
    let font = FontId::new(15.5, crate::gui::fonts::reading_bold());
    let galley = elide::some_lines(ui, title, (font, scene.theme.text), ui.available_width(), 2);
    ui.add(egui::Label::new(galley)).on_hover_text(title);
    let origin = [meta.site.as_str(), meta.byline.as_str(), meta.published.as_str()];
    let origin = origin.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ");
    if !origin.is_empty() {
        elide::label(ui, RichText::new(origin).small().color(scene.theme.weak));
    }
}

/// The number a row would have as a paragraph, and the width its column takes.
#[derive(Clone, Copy, Debug)]
struct Numbering {
    number: u32,
    gutter: f32,
}

/// Width of the column that holds numbers up to `most`.
fn gutter(most: u32) -> f32 {
    let digits = most.checked_ilog10().unwrap_or_default() + 1;
    (0..digits).fold(9.0, |width, _| width + DIGIT).max(GUTTER)
}

/// Letter of a kind of annotation: the key that makes one.
fn letter(kind: AnnotationKind) -> &'static str {
    match kind {
        AnnotationKind::Mention => "E",
        AnnotationKind::Quote => "Q",
        AnnotationKind::Claim => "C",
        AnnotationKind::Passage => "H",
    }
}

/// How many of each there are in all; what the letters in the rows mean.
fn summary(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let document = scene.session.document();
    let index = document.index();
    let (resolved, n_claims) = scene.session.progress();
    let lines = [
        (Pane::Entities, "E", counted(document.entities().len(), "entity", "entities")),
        (Pane::Quotes, "Q", counted(index.count_of_kind(AnnotationKind::Quote), "quote", "quotes")),
        (Pane::Claims, "C", counted(n_claims, "claim", "claims")),
        (Pane::Passages, "H", counted(index.count_of_kind(AnnotationKind::Passage), "passage", "passages")),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 1.0);
        for (pane, letter, words) in lines {
            let text = RichText::new(format!("{letter} {words}")).small().color(scene.theme.weak);
            let label = egui::Label::new(text).sense(egui::Sense::click()).selectable(false);
            let response =
                ui.add(label).on_hover_text(format!("Show the list of {}", pane.label().to_lowercase()));
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                actions.push(Action::SetPane(pane));
            }
        }
        if n_claims > resolved {
            let words = format!("● {} unresolved", grouped(n_claims - resolved));
            ui.label(RichText::new(words).small().color(scene.theme.warn));
        }
    });
}

/// What is annotated in a block: everything counts where it begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    of_kind: [usize; 4],
    unresolved: usize,
}

impl Counts {
    const KINDS: [AnnotationKind; 4] =
        [AnnotationKind::Mention, AnnotationKind::Quote, AnnotationKind::Claim, AnnotationKind::Passage];

    fn of(document: &Document, block: &Block) -> Self {
        let (index, start, end) = (document.index(), block.span.start(), block.span.end());
        Self {
            of_kind: Self::KINDS.map(|kind| index.count_of_kind_within(kind, start, end)),
            unresolved: index.count_unresolved_within(start, end),
        }
    }

    fn short(&self) -> String {
        let counts = Self::KINDS.iter().zip(self.of_kind).filter(|(_, count)| *count > 0);
        counts.map(|(kind, count)| format!("{}{count}", letter(*kind))).collect::<Vec<_>>().join(" ")
    }

    fn words(&self) -> String {
        let nouns =
            [("mention", "mentions"), ("quote", "quotes"), ("claim", "claims"), ("highlight", "highlights")];
        let counts = nouns.iter().zip(self.of_kind).filter(|(_, count)| *count > 0);
        let mut words: Vec<String> = counts.map(|((one, many), count)| counted(count, one, many)).collect();
        if self.unresolved > 0 {
            words.push(format!("{} unresolved", self.unresolved));
        }
        words.join(", ")
    }
}

fn block_row(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (row, block, numbering): (&Row, &Block, Numbering),
    actions: &mut Vec<Action>,
) {
    let theme = scene.theme;
    let document = scene.session.document();
    let counts = Counts::of(document, block);
    let words = elide::first_words(block.span.of(document.text()));
    let rect = row.rect;
    let y = rect.center().y;
    let small = TextStyle::Small.resolve(ui.style());
    let sign = sign(block.kind, numbering.number);
    let weak = if row.is_selected { theme.text } else { theme.weak };
    ui.painter().text(
        pos2(rect.left() + numbering.gutter - 6.0, y),
        Align2::RIGHT_CENTER,
        sign,
        elide::sized(10.5),
        weak,
    );

    let mut right = rect.right() - 4.0;
    let has_menu = row.is_selected || row.response.contains_pointer();
    if has_menu {
        right -= MENU_WIDTH;
    }
    if counts.unresolved > 0 {
        ui.painter().text(pos2(right, y), Align2::RIGHT_CENTER, "●", elide::sized(9.0), theme.warn);
    }
    right -= 12.0;
    let covered = scene.desk.checklist.share_of(row.index).filter(|_| scene.session.view().coverage);
    let short = covered.map_or_else(|| counts.short(), |share| format!("{} %", share.percent()));
    if !short.is_empty() && rect.width() >= WIDTH_FOR_COUNTS {
        let drawn = ui.painter().text(pos2(right, y), Align2::RIGHT_CENTER, short, elide::sized(10.5), weak);
        right = drawn.left() - 6.0;
    }
    let (font, colour) = match block.kind {
        BlockKind::Headline | BlockKind::Heading => (elide::bold(ui, &TextStyle::Body), theme.text),
        BlockKind::Paragraph => (TextStyle::Body.resolve(ui.style()), theme.text),
        _ => (small, weak),
    };
    let left = rect.left() + numbering.gutter;
    let galley = elide::row_line(ui, &words, font, colour, right - left);
    ui.painter().galley(pos2(left, y - galley.size().y / 2.0), galley, colour);

    let percent = covered.map(|share| format!(", {} % covered", share.percent())).unwrap_or_default();
    row.name(&format!("{}{percent}: {words}", block.kind.label()));
    row.response.context_menu(|ui| kinds(ui, (row.index, block.kind), actions));
    if has_menu {
        kind_button(ui, row, block.kind, actions);
    }
    let all = counts.words();
    let tip = format!("{}{}{all}\n{words}", block.kind.label(), if all.is_empty() { "" } else { " · " });
    row.response.clone().on_hover_text(tip);
}

/// What stands in the gutter: the number of a paragraph, a short sign for the rest.
fn sign(kind: BlockKind, number: u32) -> String {
    match kind {
        BlockKind::Paragraph => number.to_string(),
        BlockKind::Headline => "H".to_owned(),
        BlockKind::Heading => "§".to_owned(),
        BlockKind::Byline => "by".to_owned(),
        BlockKind::Dateline => "at".to_owned(),
        BlockKind::Caption => "▣".to_owned(),
        BlockKind::Credit => "©".to_owned(),
        BlockKind::List => "•".to_owned(),
        BlockKind::Table => "▦".to_owned(),
        BlockKind::Furniture => "−".to_owned(),
    }
}

fn kind_button(ui: &mut Ui, row: &Row, kind: BlockKind, actions: &mut Vec<Action>) {
    let size = vec2(MENU_WIDTH, row.rect.height() - 4.0);
    let right = pos2(row.rect.right() - size.x / 2.0 - 2.0, row.rect.center().y);
    let rect = Rect::from_center_size(right, size);
    let response = ui.interact(rect, row.response.id.with("kind"), egui::Sense::click());
    let visuals = *ui.style().interact(&response);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4.0, visuals.bg_fill);
    }
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, "⋮", elide::sized(13.0), visuals.text_color());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Button, true, "Part this plays in the article")
    });
    Popup::menu(&response).show(|ui| kinds(ui, (row.index, kind), actions));
}

/// The parts a block can play.
fn kinds(ui: &mut Ui, (block, now): (usize, BlockKind), actions: &mut Vec<Action>) {
    ui.label(RichText::new("This block is").small().weak());
    for kind in BlockKind::ALL {
        if ui.selectable_label(kind == now, kind.label()).clicked() {
            if kind != now {
                actions.push(Action::SetBlockKind { block, kind });
            }
            ui.close();
        }
    }
}

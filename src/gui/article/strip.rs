//! The strip at the right: where the viewport is, and where the claims are.

use egui::{Color32, Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::heights::Heights;
use crate::gui::scene::Scene;
use crate::model::AnnotationKind;

/// Marks of the claims, the first in each row of the strip, worked out once a change.
#[derive(Default)]
pub(super) struct Strip {
    key: Option<(u64, usize, bool)>,
    marks: Vec<Option<Color32>>,
}

impl Strip {
    /// Draws the strip; says where the mouse wants the viewport's top.
    pub(super) fn show(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        rect: Rect,
        heights: &Heights,
        scrolled: f64,
        viewport: f32,
    ) -> Option<f64> {
        let viewport = f64::from(viewport);
        let grabbed = rect.with_max_x(rect.right() - super::EDGE);
        let response = ui.interact(grabbed, Id::unique("article strip"), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Position in the article"));
        let total = heights.total().max(1.0);
        let painter = ui.painter_at(rect);
        painter.rect_filled(rect, 0.0, scene.theme.panel);
        self.refresh(scene, rect);
        for (row, colour) in
            self.marks.iter().enumerate().filter_map(|(row, mark)| mark.map(|colour| (row, colour)))
        {
            #[allow(clippy::cast_precision_loss, reason = "rows of a screen")]
            let y = rect.top() + row as f32 * 3.0;
            painter.rect_filled(
                Rect::from_min_size(pos2(rect.left() + 4.0, y), vec2(rect.width() - 8.0, 2.0)),
                0.0,
                colour,
            );
        }
        let share = |y: f64| {
            #[allow(clippy::cast_possible_truncation, reason = "a place on screen")]
            let part = (y / total).clamp(0.0, 1.0) as f32;
            rect.top() + part * rect.height()
        };
        let (top, bottom) = (share(scrolled), share(scrolled + viewport));
        if bottom - top < rect.height() - 1.0 {
            let thumb = Rect::from_min_max(
                pos2(rect.left() + 1.0, top),
                pos2(rect.right() - 1.0, bottom.max(top + 14.0)),
            );
            let strength = if response.hovered() || response.dragged() { 0.45 } else { 0.28 };
            painter.rect_filled(thumb, 4.0, scene.theme.faint.gamma_multiply(strength));
        }
        let pointer = response.interact_pointer_pos().filter(|_| response.dragged() || response.clicked());
        pointer.map(|place| f64::from((place.y - rect.top()) / rect.height()) * total - viewport / 2.0)
    }

    fn refresh(&mut self, scene: &Scene<'_>, rect: Rect) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows of a screen")]
        let n_rows = (rect.height() / 3.0).max(1.0) as usize;
        let key = (scene.session.revision(), n_rows, scene.theme.is_dark);
        if self.key == Some(key) {
            return;
        }
        self.key = Some(key);
        self.marks = vec![None; n_rows];
        let document = scene.session.document();
        let len = document.text().len().max(1);
        let mut at = 0;
        while let Some((start, id)) = document.index().first_of_kind_from(AnnotationKind::Claim, at) {
            let row = start * (n_rows - 1) / len;
            let claim = document.annotation(id).and_then(|annotation| annotation.claim());
            if let (Some(mark), Some(claim)) = (self.marks.get_mut(row), claim) {
                *mark = Some(scene.theme.claim(claim.state, claim.verdict));
            }
            at = ((row + 1) * len).div_ceil((n_rows - 1).max(1)).max(start + 1);
        }
    }
}

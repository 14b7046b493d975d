//! A window without a display, whose frames are timed.

use std::time::Duration;

use egui::epaint::{ClippedPrimitive, Primitive};
use egui::{Context, Event, Modifiers, PointerButton, Pos2, RawInput, Rect, Vec2};

use crate::gui::app::App;
use crate::model::Document;
use crate::session::outside::{Outside, load_schema};
use crate::session::{Action, Ambient, Session};
use crate::storage::{Settings, new_id, now, thread_time, today};

/// Its size, points.
pub(super) const SIZE: Vec2 = Vec2::new(1280.0, 800.0);

pub(super) struct Window {
    ctx: Context,
    app: App,
    time: f64,
    size: Vec2,
    prepares_letters: bool,
    n_triangles: usize,
}

impl Window {
    /// The window with a document; and how long it took to the end of its first frame.
    pub(super) fn open(document: Document, name: &str) -> (Self, Duration) {
        Self::open_at(SIZE, document, name)
    }

    /// The same in a window of this size, points.
    pub(super) fn open_at(size: Vec2, document: Document, name: &str) -> (Self, Duration) {
        let start = thread_time();
        let ctx = Context::default();
        let (schema, _) = load_schema(None);
        let ambient = Ambient { now, today, new_id };
        let session = Session::new(document, name, Settings::test(), schema, ambient);
        let app = App::new(&ctx, session, Outside::nowhere());
        let mut window = Self { ctx, app, time: 0.0, size, prepares_letters: true, n_triangles: 0 };
        window.frame(Vec::new());
        (window, thread_time().saturating_sub(start))
    }

    pub(super) fn session(&self) -> &Session {
        self.app.session()
    }

    pub(super) fn resize(&mut self, size: Vec2) {
        self.size = size;
    }

    /// Draws a frame after these events.
    pub(super) fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let start = thread_time();
        let app = &mut self.app;
        let mut output = self.ctx.run_ui(input, |ui| app.frame(ui));
        self.prepares_letters = app.prepare_letters(&self.ctx);
        let shapes = std::mem::take(&mut output.shapes);
        let primitives = self.ctx.tessellate(shapes, output.pixels_per_point);
        let spent = thread_time().saturating_sub(start);
        output.textures_delta.clear();
        self.n_triangles = primitives.iter().map(n_triangles).sum();
        std::hint::black_box(primitives);
        spent
    }

    /// How many triangles the last frame painted: two a letter, a few a line or a box.
    pub(super) fn n_triangles(&self) -> usize {
        self.n_triangles
    }

    pub(super) fn size(&self) -> Vec2 {
        self.size
    }

    /// The frames that prepare letters.
    pub(super) fn get_ready(&mut self) -> Vec<Duration> {
        let ready = std::iter::from_fn(|| self.prepares_letters.then(|| self.frame(Vec::new())));
        ready.collect()
    }

    /// Does something and draws the frame that shows it.
    pub(super) fn act(&mut self, action: Action) -> Duration {
        let start = thread_time();
        self.app.act(action);
        thread_time().saturating_sub(start) + self.frame(Vec::new())
    }

    /// Waits until nothing is under way on other threads.
    pub(super) fn wait(&self) {
        while !self.app.is_quiet() {
            std::thread::yield_now();
        }
    }

    /// Whether the list on the right is not made to its end.
    pub(super) fn is_under_way(&self) -> bool {
        self.app.is_making_rows()
    }

    /// Whether what the desk shows is not made to its end.
    pub(super) fn is_desk_under_way(&self) -> bool {
        self.app.is_desk_under_way()
    }

    pub(super) fn settle(&mut self) {
        for _ in 0..5 {
            self.frame(Vec::new());
        }
    }

    pub(super) fn button(at: Pos2, pressed: bool) -> Event {
        Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
    }
}

fn n_triangles(primitive: &ClippedPrimitive) -> usize {
    match &primitive.primitive {
        Primitive::Mesh(mesh) => mesh.indices.len() / 3,
        Primitive::Callback(_) => 0,
    }
}

//! What a frame of the whole window costs, by size of the article and number of annotations.
//!
//! `cargo bench --bench pane` prints one table: egui's run plus tessellation, milliseconds, median
//! and 99th percentile; in the same run, the naive way of laying the whole text out at once.
//! `cargo bench --bench pane -- small` leaves the largest text out.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss, reason = "a bench")]

mod made;

use std::time::Instant;

use copydesk::gui::app::App;
use copydesk::model::Document;
use copydesk::session::outside::Outside;
use copydesk::session::{Action, Ambient, Command, Session};
use copydesk::storage::{Settings, new_id, now, today};
use copydesk::text::Span;
use egui::{Context, Event, FontId, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, Vec2};

const SIZE: Vec2 = Vec2::new(1280.0, 800.0);

/// A window without a display.
struct Window {
    ctx: Context,
    app: App,
    time: f64,
}

impl Window {
    fn open(document: Document) -> Self {
        let ctx = Context::default();
        let schema = copydesk::formats::schema::read(copydesk::formats::schema::DEFAULT).unwrap();
        let ambient = Ambient { now, today, new_id };
        let session = Session::new(document, "bench.txt", Settings::test(), schema, ambient);
        let app = App::new(&ctx, session, Outside::nowhere());
        Self { ctx, app, time: 0.0 }
    }

    /// Draws a frame after these events; milliseconds.
    fn frame(&mut self, events: Vec<Event>, size: Vec2) -> f64 {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let start = Instant::now();
        let app = &mut self.app;
        let mut output = self.ctx.run_ui(input, |ui| app.frame(ui));
        let shapes = std::mem::take(&mut output.shapes);
        let primitives = self.ctx.tessellate(shapes, output.pixels_per_point);
        let spent = start.elapsed().as_secs_f64() * 1000.0;
        output.textures_delta.clear();
        std::hint::black_box(primitives);
        spent
    }

    fn act(&mut self, action: Action) -> f64 {
        let start = Instant::now();
        self.app.act(action);
        start.elapsed().as_secs_f64() * 1000.0
    }
}

/// Median and 99th percentile.
fn figures(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    format!("{:>8.2} {:>8.2}", at(50), at(99))
}

fn scroll(window: &mut Window, by: f32) -> f64 {
    let events = vec![
        Event::PointerMoved(Pos2::new(600.0, 400.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: Vec2::new(0.0, -by),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        },
    ];
    window.frame(events, SIZE)
}

fn measure(n_bytes: usize, n_annotations: usize) {
    let text = made::text(n_bytes);
    let document = made::document(&text, n_annotations);
    let len = document.text().len();
    let mut window = Window::open(document);
    println!("{:>7} KB {n_annotations:>7} annotations", n_bytes / 1000);
    let row = |name: &str, figures: String| println!("    {name:<28}{figures}");
    row("first frame", format!("{:>8.2}", window.frame(Vec::new(), SIZE)));
    for _ in 0..5 {
        window.frame(Vec::new(), SIZE);
    }
    row("idle", figures((0..200).map(|_| window.frame(Vec::new(), SIZE)).collect()));
    row("scroll", figures((0..300).map(|_| scroll(&mut window, 120.0)).collect()));
    let places = (0..100_usize).map(|n| (n * 7919 + 13) % 100 * (len / 100));
    let jumps = places.map(|at| window.act(Action::GoTo(at)) + window.frame(Vec::new(), SIZE));
    row("jump", figures(jumps.collect()));
    let hover =
        |n: u8| vec![Event::PointerMoved(Pos2::new(400.0 + f32::from(n), 200.0 + f32::from(n) * 2.0))];
    row("hover", figures((0..200).map(|n| window.frame(hover(n), SIZE)).collect()));
    let resized = (0..60_u8).map(|n| window.frame(Vec::new(), SIZE - Vec2::new(f32::from(n) * 4.0, 0.0)));
    row("width change", figures(resized.collect()));
    let mut tags = Vec::new();
    let mut undos = Vec::new();
    for n in 0..40_usize {
        let start = (n * 104_729) % (len - 40);
        let start = text.ceil_char_boundary(start);
        let end = text.ceil_char_boundary(start + 12);
        window.act(Action::Select(Span::new(&text, start, end).unwrap()));
        window.frame(Vec::new(), SIZE);
        tags.push(window.act(Action::ApplyTagKey('1')) + window.frame(Vec::new(), SIZE));
        undos.push(window.act(Action::Command(Command::Undo)) + window.frame(Vec::new(), SIZE));
    }
    row("tag to paint", figures(tags));
    row("undo to paint", figures(undos));
    let ctx = window.ctx.clone();
    naive(&ctx, &text);
}

/// The whole text as one layout, as a text box does it.
fn naive(ctx: &Context, text: &str) {
    if text.len() > 2_000_000 {
        return;
    }
    let mut times = Vec::new();
    for n in 0..3_u8 {
        let start = Instant::now();
        let font = FontId::new(16.0, copydesk::gui::fonts::reading());
        let width = 600.0 + f32::from(n);
        ctx.fonts_mut(|fonts| fonts.layout(text.to_owned(), font, egui::Color32::PLACEHOLDER, width));
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    println!("    {:<28}{}", "(one layout of everything)", figures(times));
}

fn main() {
    let small = std::env::args().any(|argument| argument == "small");
    println!("{:<39}{:>8} {:>8}", "milliseconds", "median", "p99");
    for (n_bytes, n_annotations) in
        [(10_000, 100), (100_000, 1_000), (1_000_000, 10_000), (10_000_000, 100_000)]
    {
        if n_bytes < 10_000_000 || !small {
            measure(n_bytes, n_annotations);
        }
    }
}

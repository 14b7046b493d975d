//! What is measured: the things a person does all day, one after the other in the same window.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Event, Modifiers, MouseWheelUnit, Pos2, Vec2};

use super::figures::Figures;
use super::look_ups::look_ups;
use super::naive;
use super::window::Window;
use crate::formats;
use crate::ingest;
use crate::model::Document;
use crate::session::event::Event as LoadEvent;
use crate::session::jobs::load;
use crate::session::{Action, AllCores, Command, Filter, FindInput, Pane, Writing};
use crate::storage::{peak_memory, thread_time, write_atomically};
use crate::text::Span;
use crate::text::search::Query;
use crate::text::units::UnitIndex;

/// A window whose panes even an article of 10 KB fills, points.
const LOW: Vec2 = Vec2::new(1280.0, 400.0);

/// How often each thing is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounds {
    /// For a look: 3 to 60 times.
    Few,
    /// For a 99th percentile that means something: 5 to 600 times.
    Many,
}

impl Rounds {
    fn of(self, many: usize) -> usize {
        match self {
            Self::Few => (many / 10).max(3),
            Self::Many => many,
        }
    }
}

/// From nothing to the first frame of a window with next to nothing in it.
pub fn empty_window() -> Figures {
    let mut times = Vec::new();
    for _ in 0..3 {
        if let Ok(article) = ingest::plain("Nothing.", "empty.txt") {
            times.push(Window::open(Document::new(article), "empty.txt").1);
        }
    }
    Figures::new("empty window, first frame", times)
}

/// Opens the document in a window and does everything with it. `memory` is told the most memory the
/// process has held, bytes, once everything but saving and loading is done.
pub fn measure(document: Document, rounds: Rounds, memory: impl FnOnce(usize)) -> Vec<Figures> {
    let (mut window, first) = Window::open(document, "bench.txt");
    let mut all = vec![Figures::new("first frame", [first])];
    window.settle();
    let mut add = |what: &str, times: Vec<Duration>| all.push(Figures::new(what, times));
    add("preparing letters", window.get_ready());
    add("idle", still(&mut window, rounds.of(300)));
    add("scrolling", scrolls(&mut window, rounds.of(600), usize::MAX));
    add("scrolling to and fro", scrolls(&mut window, rounds.of(300), 10));
    add("jump anywhere", jumps(&mut window, rounds.of(100)));
    add("hover", (0..rounds.of(300)).map(|n| hover(&mut window, n)).collect());
    add("dragging a selection", drags(&mut window, rounds.of(200)));
    add("resizing", resizes(&mut window, rounds.of(120)));
    let (keys, hits) = finds(&mut window, rounds.of(20));
    add("key in find to marks", keys);
    add("taking up all hits", hits);
    add("frames of a list’s filter", filters(&mut window, rounds.of(10)));
    add("frames of another list", lists(&mut window, rounds.of(20)));
    let (tags, undos) = tags(&mut window, rounds.of(100));
    add("tag to its paint", tags);
    add("undo to its paint", undos);
    memory(peak_memory().unwrap_or_default());
    let document = window.session().document();
    add("copy taken for a save", (0..rounds.of(5)).map(|_| timed(|| document.clone()).1).collect());
    add("save, off the frame*", saves(document, rounds.of(5)));
    add("the same by one core*", by_one_core(document, rounds.of(5)));
    add("load, off the frame*", loads(document, rounds.of(5)));
    add("file to first frame*", opens(document, rounds.of(7)));
    add("one layout of it all", naive::layouts(document));
    add("key that writes, at the top", writes(&mut window, rounds.of(60), 0));
    add("… in the middle", writes(&mut window, rounds.of(60), 1));
    add("its line, off the frame", lines(window.session().document(), rounds.of(20)));
    all.extend(look_ups(window.session().document(), rounds.of(20)));
    all
}

/// What does not change with the length of an article, if nothing in the frame does, in a window so
/// low that the shortest fills every pane of it; and how many triangles its frame paints.
pub fn measure_low(document: Document) -> (Vec<Figures>, usize) {
    let rounds = Rounds::Many;
    let (mut window, _) = Window::open_at(LOW, document, "bench.txt");
    window.settle();
    window.get_ready();
    let idle = still(&mut window, rounds.of(300));
    let n_triangles = window.n_triangles();
    let figures = vec![
        Figures::new("idle", idle),
        Figures::new("scrolling to and fro", scrolls(&mut window, rounds.of(300), 10)),
        Figures::new("hover", (0..rounds.of(300)).map(|n| hover(&mut window, n)).collect::<Vec<_>>()),
        Figures::new("dragging a selection", drags(&mut window, rounds.of(200))),
        Figures::new("resizing", resizes(&mut window, rounds.of(120))),
    ];
    (figures, n_triangles)
}

fn still(window: &mut Window, n: usize) -> Vec<Duration> {
    (0..n).map(|_| window.frame(Vec::new())).collect()
}

/// Down, and after so many frames as far up again.
fn scrolls(window: &mut Window, n: usize, turn: usize) -> Vec<Duration> {
    let by = |n: usize| if (n / turn).is_multiple_of(2) { -120.0 } else { 120.0 };
    (0..n).map(|n| scroll(window, by(n))).collect()
}

fn scroll(window: &mut Window, by: f32) -> Duration {
    window.frame(vec![
        Event::PointerMoved(Pos2::new(600.0, 400.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: Vec2::new(0.0, by),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        },
    ])
}

/// Places all over the article, the same at every run.
fn places(window: &Window, n: usize) -> Vec<usize> {
    let len = window.session().document().text().len();
    (0..n).map(|round| (round * 7919 + 13) % n * (len / n)).collect()
}

fn jumps(window: &mut Window, n: usize) -> Vec<Duration> {
    places(window, n).into_iter().map(|at| window.act(Action::GoTo(at))).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred points")]
fn hover(window: &mut Window, n: usize) -> Duration {
    let down = (n * 11) as f32 % (window.size().y - 300.0).max(100.0);
    let place = Pos2::new(420.0 + (n * 7 % 400) as f32, 160.0 + down);
    window.frame(vec![Event::PointerMoved(place)])
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred points")]
fn drags(window: &mut Window, n: usize) -> Vec<Duration> {
    let start = Pos2::new(420.0, 180.0);
    window.frame(vec![Event::PointerMoved(start)]);
    window.frame(vec![Window::button(start, true)]);
    let height = (window.size().y - 360.0).max(60.0);
    let to = |n: usize| Pos2::new(420.0 + (n * 5 % 380) as f32, 190.0 + (n * 2) as f32 % height);
    let times = (0..n).map(|n| window.frame(vec![Event::PointerMoved(to(n))])).collect();
    window.frame(vec![Window::button(to(n), false)]);
    window.settle();
    times
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred points")]
fn resizes(window: &mut Window, n: usize) -> Vec<Duration> {
    let (mut times, size) = (Vec::new(), window.size());
    for round in 0..n {
        window.resize(size - Vec2::new((round * 4 % 400) as f32, (round % 40) as f32));
        times.push(window.frame(Vec::new()));
    }
    window.resize(size);
    window.settle();
    times
}

/// Types words into the find bar: each key with its frame and the next, which shows the first marks
/// whether or not a thread has found all; then the frame that takes up those of the whole article.
fn finds(window: &mut Window, n: usize) -> (Vec<Duration>, Vec<Duration>) {
    let (mut keys, mut hits) = (Vec::new(), Vec::new());
    for _ in 0..n {
        window.act(Action::Command(Command::Find));
        window.settle();
        for letter in "harbour".chars() {
            let typed = window.frame(vec![Event::Text(letter.to_string())]);
            keys.push(typed + window.frame(Vec::new()));
            window.wait();
            hits.push(window.frame(Vec::new()));
        }
        window.act(Action::Find(FindInput::Look(Query::default())));
        window.act(Action::Find(FindInput::Close));
    }
    (keys, hits)
}

/// Filters the list of claims by a word and by none, frame by frame until the rows are there.
fn filters(window: &mut Window, n: usize) -> Vec<Duration> {
    let mut times = Vec::new();
    for round in 0..n {
        window.act(Action::SetPane(Pane::Claims));
        let text = if round.is_multiple_of(2) { "ministry vote" } else { "" };
        times.push(window.act(Action::SetFilter(Filter { text: text.to_owned(), ..Filter::default() })));
        while window.is_under_way() {
            times.push(window.frame(Vec::new()));
        }
    }
    window.act(Action::SetFilter(Filter::default()));
    times
}

/// Opens the four lists one after the other, frame by frame until the rows are there.
fn lists(window: &mut Window, n: usize) -> Vec<Duration> {
    let mut times = Vec::new();
    for pane in Pane::ALL.into_iter().cycle().take(n) {
        times.push(window.act(Action::SetPane(pane)));
        while window.is_under_way() {
            times.push(window.frame(Vec::new()));
        }
    }
    times
}

fn tags(window: &mut Window, n: usize) -> (Vec<Duration>, Vec<Duration>) {
    let (mut tags, mut undos) = (Vec::new(), Vec::new());
    for at in places(window, n) {
        let text = window.session().document().text();
        let start = text.ceil_char_boundary(at);
        let end = text.ceil_char_boundary((start + 12).min(text.len()));
        let Ok(span) = Span::new(text, start, end) else { continue };
        window.act(Action::GoTo(start));
        window.act(Action::Select(span));
        tags.push(window.act(Action::ApplyTagKey('1')));
        undos.push(window.act(Action::Command(Command::Undo)));
    }
    (tags, undos)
}

/// Types letters into the text, at the top or further down, each with the frame that shows it.
fn writes(window: &mut Window, n: usize, half: usize) -> Vec<Duration> {
    let at = window.session().document().text().len() / 2 * half;
    window.act(Action::GoTo(at));
    window.act(Action::Command(Command::EditText));
    window.settle();
    // The first key keeps the text as it was; the bench of it all would be one key of many.
    window.act(Action::Write(Writing::Insert("T".to_owned())));
    window.settle();
    let mut letters = "he harbour master said so. ".chars().cycle();
    let times =
        (0..n).map(|_| window.act(Action::Write(Writing::Insert(letters.next().into_iter().collect()))));
    let times = times.collect();
    window.act(Action::Command(Command::EditText));
    times
}

/// The line of the last step for the journal.
fn lines(document: &Document, n: usize) -> Vec<Duration> {
    let Some(step) = document.history().last() else { return Vec::new() };
    let Some(before) =
        step.edit.text_changes().last().and_then(|change| change.inverse().applied_to(document.text()))
    else {
        return Vec::new();
    };
    let units = Arc::new(UnitIndex::new(before));
    let times = (0..n).map(|_| timed(|| formats::ron::write_step(step, &mut Arc::clone(&units))).1);
    times.collect()
}

/// What the saving thread does, the writing to disk apart. It has the cores help, so the time that
/// passes is what counts.
fn saves(document: &Document, n: usize) -> Vec<Duration> {
    (0..n).map(|_| passed(|| formats::ron::write_checked_by(document, &AllCores))).collect()
}

fn by_one_core(document: &Document, n: usize) -> Vec<Duration> {
    (0..n).map(|_| passed(|| formats::ron::write_checked(document))).collect()
}

fn passed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn loads(document: &Document, n: usize) -> Vec<Duration> {
    let Ok(text) = formats::ron::write(document) else { return Vec::new() };
    (0..n).map(|_| passed(|| formats::ron::read_by(&text, &AllCores))).collect()
}

/// From a file on disk to the end of the first frame of a window with it, as a person waits for it.
fn opens(document: &Document, n: usize) -> Vec<Duration> {
    let (Ok(folder), Ok(text)) = (tempfile::tempdir(), formats::ron::write(document)) else {
        return Vec::new();
    };
    let path = folder.path().join("book.desk.ron");
    if write_atomically(&path, text.as_bytes(), None).is_err() {
        return Vec::new();
    }
    (0..n).filter_map(|_| open(&path)).collect()
}

fn open(path: &Path) -> Option<Duration> {
    let start = Instant::now();
    let LoadEvent::Opened(opened) = load(path, None) else { return None };
    let (window, _) = Window::open(opened.document, &opened.name);
    let passed = start.elapsed();
    drop(window);
    Some(passed)
}

pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = thread_time();
    let done = std::hint::black_box(work());
    (done, thread_time().saturating_sub(start))
}

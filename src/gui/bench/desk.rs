//! What the desk's views cost where there are very many claims, quotes, mentions or steps.

use std::time::Duration;

use egui::{Event, Key, Modifiers, MouseWheelUnit, Pos2, Vec2};

use super::figures::Figures;
use super::made::{Kind, made_of};
use super::window::Window;
use crate::model::{AnnotationKind, Document, Edit, Extra, Field, Priority, QuoteCheck, Step};
use crate::session::desk::claims::{Arrangement, Column};
use crate::session::desk::timeline::StepFilter;
use crate::session::{Action, Bulk, Command, DeskView, Filter};
use crate::storage::now;

/// Frames of what stands still, or scrolls.
const FRAMES: usize = 60;

/// A view, and what each thing done in it cost a frame.
pub type Measured = (&'static str, Vec<Figures>);

/// Every view with `n` of what it shows. Nothing only if the importer refuses the article.
pub fn measure_desk(n: usize) -> Option<Vec<Measured>> {
    Some(vec![
        ("claims", claims(made_of(Kind::Claims, n)?)),
        ("mentions of one entity", mentions(made_of(Kind::Mentions, n)?)),
        ("quotes", quotes(made_of(Kind::Quotes, n)?)),
        ("steps of history", steps(with_history(made_of(Kind::Claims, 1000)?, n))),
    ])
}

/// The window on a document, with what was measured so far.
struct Run {
    window: Window,
    all: Vec<Figures>,
}

impl Run {
    fn on(document: Document) -> Self {
        let (window, first) = Window::open(document, "bench.txt");
        let mut run = Self { window, all: vec![Figures::new("first frame", [first])] };
        run.rest("frames till all is known");
        run
    }

    /// The frames from an action to the end of what follows from it.
    fn act(&mut self, what: &str, action: Action) {
        let mut times = vec![self.window.act(action)];
        times.extend(self.frames());
        self.all.push(Figures::new(what, times));
    }

    fn rest(&mut self, what: &str) {
        let times = self.frames();
        self.all.push(Figures::new(what, times));
    }

    fn frames(&mut self) -> Vec<Duration> {
        let mut times = vec![self.window.frame(Vec::new())];
        while self.window.is_desk_under_way() || self.window.is_under_way() {
            times.push(self.window.frame(Vec::new()));
        }
        times
    }

    fn still(&mut self) {
        let times: Vec<Duration> = (0..FRAMES).map(|_| self.window.frame(Vec::new())).collect();
        self.all.push(Figures::new("idle", times));
    }

    fn scrolling(&mut self) {
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: Vec2::new(0.0, -120.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        };
        let events = || vec![Event::PointerMoved(Pos2::new(500.0, 500.0)), wheel.clone()];
        let times: Vec<Duration> = (0..FRAMES).map(|_| self.window.frame(events())).collect();
        self.all.push(Figures::new("scrolling", times));
    }

    fn arrows(&mut self) {
        let key = |pressed| Event::Key {
            key: Key::ArrowDown,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let mut times = Vec::new();
        for _ in 0..FRAMES {
            times.push(self.window.frame(vec![key(true)]));
            times.push(self.window.frame(vec![key(false)]));
        }
        self.all.push(Figures::new("arrow down", times));
    }
}

fn claims(document: Document) -> Vec<Figures> {
    let mut run = Run::on(document);
    run.act("open the table", Action::ToggleDesk(DeskView::Claims));
    run.still();
    run.scrolling();
    run.arrows();
    let by = |sort, group| Action::Arrange(Arrangement { sort, descending: true, group });
    run.act("sort by verdict", by(Column::Verdict, None));
    run.act("sort by claimant", by(Column::Claimant, None));
    run.act("group by person asked", by(Column::Claim, Some(Column::Asked)));
    let words = |text: &str| Action::FilterClaims(Filter { text: text.to_owned(), ..Filter::default() });
    run.act("filter by words", words("ministry vote"));
    run.act("no filter", words(""));
    let claims: Vec<_> = run.window.session().document().annotations_of(AnnotationKind::Claim).collect();
    let ids: Vec<_> = claims.into_iter().map(|claim| claim.id).collect();
    if let Some(id) = ids.get(ids.len() / 2).copied() {
        run.act("change one claim", Action::SetField { id, field: Field::Priority(Priority::High) });
    }
    run.act("next for me (G)", Action::Command(Command::NextForMe));
    run.act("next for me again", Action::Command(Command::NextForMe));
    run.act("open the story", Action::ToggleDesk(DeskView::Story));
    run.still();
    run.scrolling();
    if let Some(id) = ids.first().copied() {
        run.act("change one claim", Action::SetField { id, field: Field::Priority(Priority::Low) });
    }
    run.act("coverage", Action::Command(Command::ShowCoverage));
    run.still();
    run.act("change all at once", Action::ChangeMany { ids, change: Bulk::Priority(Priority::Normal) });
    run.all
}

fn mentions(document: Document) -> Vec<Figures> {
    let entity = document.entities().next().map(|entity| entity.id);
    let mut run = Run::on(document);
    run.act("open the names sheet", Action::ToggleDesk(DeskView::Names));
    run.still();
    if let Some(id) = entity {
        run.act("show its record", Action::ShowEntity(id));
    }
    run.still();
    run.all
}

fn quotes(document: Document) -> Vec<Figures> {
    let quote = document.annotations_of(AnnotationKind::Quote).next().map(|quote| quote.id);
    let mut run = Run::on(document);
    run.act("open the quote sheet", Action::ToggleDesk(DeskView::Quotes));
    run.still();
    run.scrolling();
    if let Some(id) = quote {
        let field = Field::QuoteCheck(QuoteCheck::Published);
        run.act("check one quote", Action::SetField { id, field });
    }
    run.all
}

fn steps(document: Document) -> Vec<Figures> {
    let n_steps = document.history().len();
    let mut run = Run::on(document);
    run.act("open the timeline", Action::ToggleDesk(DeskView::Timeline));
    run.still();
    run.scrolling();
    let filter = StepFilter { text: "priority".into(), ..StepFilter::default() };
    run.act("filter by words", Action::FilterSteps(filter));
    run.act("back by a hundred steps", Action::GoBackTo(n_steps.saturating_sub(101)));
    run.all
}

/// The document with `n` steps behind it.
fn with_history(mut document: Document, n: usize) -> Document {
    let ids: Vec<_> = document.annotations_of(AnnotationKind::Claim).map(|claim| claim.id).collect();
    for (number, id) in ids.iter().cycle().take(n).enumerate() {
        let Some(from) = document.annotation(*id).and_then(|own| own.claim()).map(|claim| claim.priority)
        else {
            continue;
        };
        let to = if from == Priority::High { Priority::Low } else { Priority::High };
        let edit = Edit::Set { id: *id, from: Field::Priority(from), to: Field::Priority(to) };
        let what = format!("Change the priority of claim {number}");
        let step = Step { at: now(), by: "Robin Vega".into(), what, edit, extra: Extra::new() };
        if document.perform(step).is_err() {
            break;
        }
    }
    document
}

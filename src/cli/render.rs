//! `copydesk render`: the window's picture without a display.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use clap::{Args, ValueEnum};
use egui::vec2;

use super::{output, wrong_call};
use crate::gui::picture::of_session;
use crate::session::outside::load_schema;
use crate::session::{Action, Ambient, Event, Session, jobs};
use crate::storage::{Settings, Theme, new_id, now, today, write_atomically};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Article or Copydesk file; the sample article if left out.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Where the picture goes; no Copydesk file, and a file that is there already only with --force.
    #[arg(short, long, value_name = "PNG")]
    output: PathBuf,
    /// Replace a file that is there already (the old version stays as .bak).
    #[arg(long)]
    force: bool,
    /// Width and height of the window in points.
    #[arg(long, default_value = "1280x800", value_name = "WxH")]
    size: String,
    /// Pixels per point.
    #[arg(long, default_value_t = 1.0)]
    scale: f32,
    /// Colours.
    #[arg(long, default_value = "light")]
    theme: ThemeArgument,
    /// Number of the annotation, in reading order, that is selected in the picture.
    #[arg(long, value_name = "N")]
    select: Option<usize>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ThemeArgument {
    Light,
    Dark,
}

/// The largest side of a picture in pixels.
const LARGEST_SIDE: f32 = 8192.0;

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (width, height) = size(&arguments.size)?;
    let scale = arguments.scale;
    if !(0.5..=4.0).contains(&scale) || width * scale > LARGEST_SIDE || height * scale > LARGEST_SIDE {
        return Err(wrong_call(format!(
            "A picture is at most {LARGEST_SIDE} pixels wide and high, at a scale from 0.5 to 4"
        )));
    }
    may_write(&arguments.output, arguments.force)?;
    let session = session(arguments)?;
    let picture = of_session(session, vec2(width, height), scale);
    let png = picture.to_png().context("The picture could not be made")?;
    write_atomically(&arguments.output, &png, None)
        .map_err(|error| anyhow!("{}", jobs::explained(&error)))?;
    Ok(ExitCode::SUCCESS)
}

fn may_write(file: &Path, force: bool) -> anyhow::Result<()> {
    if jobs::would_be_desk_file(file) {
        bail!("{}", output::reserved(file, "picture"));
    }
    output::may_write(file, force).map_err(|message| anyhow!("{message}"))
}

fn size(words: &str) -> anyhow::Result<(f32, f32)> {
    let parsed =
        words.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    let (width, height): (f32, f32) =
        parsed.ok_or_else(|| wrong_call(format!("“{words}” is not a size. Write it as 1280x800")))?;
    if width.is_nan() || height.is_nan() || width < 200.0 || height < 200.0 {
        return Err(wrong_call("The window is at least 200x200, for example 1280x800"));
    }
    Ok((width, height))
}

fn session(arguments: &Arguments) -> anyhow::Result<Session> {
    let theme = match arguments.theme {
        ThemeArgument::Light => Theme::Light,
        ThemeArgument::Dark => Theme::Dark,
    };
    let settings = Settings { theme, user_name: "Copydesk".into(), ..Settings::default() };
    let (schema, _) = load_schema(None);
    let ambient = Ambient { now, today, new_id };
    let mut session = Session::new(jobs::sample()?, crate::ingest::SAMPLE_NAME, settings, schema, ambient);
    if let Some(path) = &arguments.file {
        open(&mut session, path)?;
    }
    let wanted =
        arguments.select.and_then(|number| session.document().annotations().nth(number.saturating_sub(1)));
    if let Some(id) = wanted.map(|annotation| annotation.id) {
        session.update(Action::ShowAnnotation { id, reveal: true });
    }
    Ok(session)
}

fn open(session: &mut Session, path: &Path) -> anyhow::Result<()> {
    match jobs::load(path, None) {
        Event::OpenFailed(message) => bail!("{message}"),
        event => {
            session.receive(event);
            Ok(())
        }
    }
}

//! The native window.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{ViewportBuilder, ViewportCommand};

use super::app::App;
use super::dialogs::DesktopDialogs;
use crate::session::outside::{Outside, load_schema};
use crate::session::suggest::lexicon;
use crate::session::{Action, Ambient, Command, Guest, Session, jobs};
use crate::storage::{Folders, Settings, new_id, now, today};

const ICON: &[u8] = include_bytes!("../../assets/icon.png");

/// Opens the window on a file, or on the sample article, and stays until it is closed.
/// `guest` is who works here, if not the one in the settings.
pub fn run(path: Option<PathBuf>, guest: Guest) -> anyhow::Result<()> {
    let viewport = ViewportBuilder::default()
        .with_title("Copydesk")
        .with_app_id("copydesk")
        .with_icon(Arc::new(eframe::icon_data::from_png_bytes(ICON)?))
        .with_inner_size([1280.0, 820.0])
        .with_min_inner_size([640.0, 420.0]);
    let options = eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..Default::default() };
    eframe::run_native(
        "Copydesk",
        options,
        Box::new(move |creation| {
            let app = start(&creation.egui_ctx, path, guest)?;
            Ok(Box::new(Window { app, title: String::new() }))
        }),
    )
    .map_err(|error| anyhow::anyhow!("The window could not be opened: {error}"))
}

fn start(ctx: &egui::Context, path: Option<PathBuf>, guest: Guest) -> anyhow::Result<App> {
    let folders = Folders::of_this_person().ok();
    let (settings, settings_warning) =
        folders.as_ref().map_or_else(|| (Settings::default(), None), Settings::load);
    let (schema, schema_warning) = load_schema(folders.as_ref());
    let (house, lexicon_warning) = lexicon::load(folders.as_ref());
    let ambient = Ambient { now, today, new_id };
    let session = Session::new(jobs::sample()?, crate::ingest::SAMPLE_NAME, settings, schema, ambient)
        .with_house_names(&house)
        .with_guest(guest)
        .in_folder(std::env::current_dir().ok());
    let outside = Outside::new(folders, Arc::new(DesktopDialogs));
    let mut app = App::new(ctx, session, outside);
    app.begin(path);
    for warning in settings_warning
        .map(|warning| warning.to_string())
        .into_iter()
        .chain(schema_warning)
        .chain(lexicon_warning)
    {
        app.complain(warning);
    }
    Ok(app)
}

struct Window {
    app: App,
    title: String,
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let (close, dropped) =
            ctx.input(|input| (input.viewport().close_requested(), input.raw.dropped_files.clone()));
        if close && !self.app.wants_to_quit() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.app.act(Action::Command(Command::Quit));
        }
        if let Some(path) = dropped.first().map(|file| file.path().to_owned()) {
            self.app.act(Action::OpenPath(path));
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.app.frame(ui);
        let ctx = ui.ctx();
        if self.app.prepare_letters(ctx) {
            ctx.request_repaint();
        }
        let title = self.app.title();
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        if self.app.wants_to_quit() {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }
}

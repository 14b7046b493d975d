//! What a person set, and how they left their window.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::aside::set_aside;
use super::{Folders, ReadFileError, SaveError, read_text, write_atomically};

/// How many recent files are remembered.
pub const MOST_RECENT_FILES: usize = 12;
/// The smallest and largest text of the article, in points.
pub const TEXT_SIZES: (f32, f32) = (9.0, 40.0);
const VERSION: u32 = 1;

/// Colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Where the panels are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// Whether the left panel is shown.
    pub left_open: bool,
    /// Its width in points.
    pub left_width: f32,
    /// Whether the right panel is shown.
    pub right_open: bool,
    /// Its width in points.
    pub right_width: f32,
    /// The tab on top in it.
    pub right_tab: String,
    /// Height of the inspector in points.
    pub inspector_height: f32,
    /// Whether the overview strip beside the scrollbar is shown.
    pub show_minimap: bool,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            left_open: true,
            left_width: 220.0,
            right_open: true,
            right_width: 340.0,
            right_tab: "Entities".to_owned(),
            inspector_height: 330.0,
            show_minimap: true,
        }
    }
}

/// What is suggested, and by whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Suggestions {
    /// Whether names, quotes and claims are proposed.
    pub on: bool,
    /// Other programs that propose too.
    pub external: Vec<ExternalSuggester>,
}

/// A program that proposes: started as a child, spoken to through its input and output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExternalSuggester {
    /// Its name on screen.
    pub name: String,
    /// The program.
    pub command: String,
    /// What it is given, one by one; no shell reads it.
    pub args: Vec<String>,
    /// How long an answer may take, seconds.
    pub seconds: u64,
    /// Whether it is asked.
    pub on: bool,
}

impl Default for ExternalSuggester {
    fn default() -> Self {
        Self { name: String::new(), command: String::new(), args: Vec::new(), seconds: 20, on: true }
    }
}

impl Default for Suggestions {
    fn default() -> Self {
        Self { on: true, external: Vec::new() }
    }
}

/// What a person set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Version of the settings file.
    pub version: u32,
    /// The person's name as the history shows it; empty until they were asked.
    pub user_name: String,
    /// What they are, for example "Fact-checker"; it goes into approvals.
    pub role: String,
    /// Colours of the window.
    pub theme: Theme,
    /// Size of the article's text in points.
    pub text_size: f32,
    /// Width of the article's column in points.
    pub reading_width: f32,
    /// Files opened last, the last one first; at most [`MOST_RECENT_FILES`].
    pub recent_files: Vec<PathBuf>,
    /// Where the panels are.
    pub layout: Layout,
    /// What is suggested, and by whom.
    pub suggestions: Suggestions,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            user_name: String::new(),
            role: String::new(),
            theme: Theme::default(),
            text_size: 16.0,
            reading_width: 680.0,
            recent_files: Vec::new(),
            layout: Layout::default(),
            suggestions: Suggestions::default(),
        }
    }
}

/// Why the defaults are used instead of the person's settings.
#[derive(Debug)]
pub enum SettingsWarning {
    /// The file cannot be understood.
    Broken {
        /// The settings file.
        path: PathBuf,
        /// What is wrong, and where.
        reason: String,
        /// Where the broken file is now, if it could be moved.
        kept: Option<PathBuf>,
    },
    /// The file cannot be read.
    Unreadable(ReadFileError),
}

impl fmt::Display for SettingsWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Your settings could not be used, so Copydesk starts with its own. ")?;
        match self {
            Self::Broken { path, reason, kept: Some(kept) } => {
                write!(f, "The file is kept; repair it and rename it back to {}. ", path.display())?;
                write!(f, "{reason}: {}", kept.display())
            }
            Self::Broken { path, reason, kept: None } => write!(f, "{reason}: {}", path.display()),
            Self::Unreadable(error) => error.fmt(f),
        }
    }
}

impl Settings {
    /// The person's settings, or the defaults and why. A broken file is kept as `settings.ron.broken`.
    pub fn load(folders: &Folders) -> (Self, Option<SettingsWarning>) {
        let path = folders.settings_path();
        match read_text(&path) {
            Ok((text, _)) => match ron::from_str::<Self>(&text) {
                Ok(settings) => (settings.within_limits(), None),
                Err(error) => (Self::default(), Some(broken(path, error.to_string()))),
            },
            Err(ReadFileError::Missing { .. }) => (Self::default(), None),
            Err(error @ (ReadFileError::Empty { .. } | ReadFileError::NotUtf8 { .. })) => {
                (Self::default(), Some(broken(path, error.to_string())))
            }
            Err(error) => (Self::default(), Some(SettingsWarning::Unreadable(error))),
        }
    }

    /// Writes the settings, making the folder if need be.
    pub fn save(&self, folders: &Folders) -> Result<(), SaveError> {
        let path = folders.settings_path();
        folders.make_config()?;
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new());
        let text = text.map_err(|error| SaveError::from_io(&path, std::io::Error::other(error)))?;
        write_atomically(&path, (text + "\n").as_bytes(), None).map(|_| ())
    }

    /// Puts a file on top of the recent ones. A path that is not Unicode is not remembered: the
    /// settings are text.
    pub fn remember_recent(&mut self, path: &Path) {
        if path.to_str().is_none() {
            return;
        }
        self.recent_files.retain(|known| known != path);
        self.recent_files.insert(0, path.to_owned());
        self.recent_files.truncate(MOST_RECENT_FILES);
    }

    /// Settings for tests: a named person, a fixed theme, nothing taken from the computer, nothing
    /// that a thread adds to the screen by itself.
    pub fn test() -> Self {
        Self {
            user_name: "Robin Vega".to_owned(),
            role: "Fact-checker".to_owned(),
            theme: Theme::Dark,
            suggestions: Suggestions { on: false, ..Suggestions::default() },
            ..Self::default()
        }
    }

    /// A hand may have written the file: a text of size 0 or a panel of width NaN shows nothing.
    fn within_limits(mut self) -> Self {
        let own = Self::default();
        let limit = |value: &mut f32, default: f32, least: f32, most: f32| {
            *value = if value.is_finite() { value.clamp(least, most) } else { default };
        };
        let (smallest, largest) = TEXT_SIZES;
        limit(&mut self.text_size, own.text_size, smallest, largest);
        limit(&mut self.reading_width, own.reading_width, 240.0, 4000.0);
        limit(&mut self.layout.left_width, own.layout.left_width, 80.0, 4000.0);
        limit(&mut self.layout.right_width, own.layout.right_width, 80.0, 4000.0);
        limit(&mut self.layout.inspector_height, own.layout.inspector_height, 60.0, 4000.0);
        self.recent_files.truncate(MOST_RECENT_FILES);
        self.version = VERSION;
        self
    }
}

fn broken(path: PathBuf, reason: String) -> SettingsWarning {
    let kept = set_aside(&path).ok();
    SettingsWarning::Broken { path, reason, kept }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests")]
mod tests {
    use std::fs;

    use super::*;

    fn home() -> (tempfile::TempDir, Folders) {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        (home, folders)
    }

    fn written(text: &str) -> (tempfile::TempDir, Folders) {
        let (home, folders) = home();
        fs::create_dir_all(&folders.config).unwrap();
        fs::write(folders.settings_path(), text).unwrap();
        (home, folders)
    }

    #[test]
    fn the_first_start_has_the_defaults_and_no_warning() {
        let (_home, folders) = home();
        let (settings, warning) = Settings::load(&folders);
        assert_eq!(settings, Settings::default());
        assert!(warning.is_none());
    }

    #[test]
    fn what_was_set_is_there_at_the_next_start() {
        let (_home, folders) = home();
        let mut settings = Settings::test();
        settings.text_size = 19.5;
        settings.layout.right_tab = "sources".to_owned();
        settings.remember_recent(Path::new("/news/Zürich “flood”.desk.ron"));
        settings.save(&folders).unwrap();
        let (loaded, warning) = Settings::load(&folders);
        assert_eq!(loaded, settings);
        assert!(warning.is_none());
    }

    #[test]
    fn a_broken_file_is_kept_and_named_and_the_program_starts() {
        let (_home, folders) = written("(\n    user_name: \"Robin\",\n    text_size: big,\n)\n");
        let (settings, warning) = Settings::load(&folders);
        assert_eq!(settings, Settings::default());
        let warning = warning.unwrap().to_string();
        assert!(warning.starts_with("Your settings could not be used"), "{warning}");
        assert!(warning.contains("3:16"), "it names line and column: {warning}");
        let kept = fs::read_to_string(folders.config.join("settings.ron.broken")).unwrap();
        assert!(kept.contains("text_size: big"));
        assert!(!folders.settings_path().exists());
        settings.save(&folders).unwrap();
        assert!(Settings::load(&folders).1.is_none());
    }

    #[test]
    fn a_second_broken_file_does_not_take_the_place_of_the_first() {
        let (_home, folders) = written("first");
        Settings::load(&folders);
        fs::write(folders.settings_path(), "second").unwrap();
        let warning = Settings::load(&folders).1.unwrap().to_string();
        let read = |name: &str| fs::read_to_string(folders.config.join(name)).unwrap();
        assert_eq!(read("settings.ron.broken"), "first");
        assert_eq!(read("settings.ron.broken2"), "second");
        assert!(warning.contains("settings.ron.broken2"), "{warning}");
    }

    #[test]
    fn a_file_emptied_by_a_power_cut_is_kept_too() {
        let (_home, folders) = written("");
        assert!(Settings::load(&folders).1.is_some());
        assert!(folders.config.join("settings.ron.broken").exists());
    }

    #[test]
    fn a_folder_in_place_of_the_file_is_a_warning() {
        let (_home, folders) = home();
        fs::create_dir_all(folders.settings_path()).unwrap();
        let (settings, warning) = Settings::load(&folders);
        assert_eq!(settings, Settings::default());
        assert!(warning.unwrap().to_string().contains("This is a folder"));
        assert!(matches!(settings.save(&folders), Err(SaveError::Folder { .. })));
    }

    #[test]
    fn settings_of_another_version_are_used_as_far_as_they_are_known() {
        let (_home, folders) = written("(version: 7, user_name: \"Robin\", telepathy: true)");
        let (settings, warning) = Settings::load(&folders);
        assert!(warning.is_none());
        assert_eq!(settings.user_name, "Robin");
        assert_eq!(settings.layout, Layout::default());
    }

    #[test]
    fn a_size_nobody_can_read_is_brought_back() {
        let (_home, folders) = written("(text_size: 0.0, reading_width: NaN, layout: (left_width: 1e9))");
        let (settings, _) = Settings::load(&folders);
        assert_eq!(settings.text_size, TEXT_SIZES.0);
        assert_eq!(settings.reading_width, Settings::default().reading_width);
        assert_eq!(settings.layout.left_width, 4000.0);
    }

    #[test]
    fn the_file_opened_last_is_on_top_and_twelve_are_kept() {
        let mut settings = Settings::test();
        for number in 1..=15 {
            settings.remember_recent(Path::new(&format!("/news/{number}.ron")));
        }
        settings.remember_recent(Path::new("/news/10.ron"));
        assert_eq!(settings.recent_files.len(), MOST_RECENT_FILES);
        assert_eq!(settings.recent_files[0], Path::new("/news/10.ron"));
        assert_eq!(settings.recent_files[1], Path::new("/news/15.ron"));
        assert_eq!(settings.recent_files.last().unwrap(), Path::new("/news/4.ron"));
    }
}

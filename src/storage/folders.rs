//! Where Copydesk keeps what is not in a document: settings, the house's schema, unsaved work.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::SaveError;

/// Names the folder to use instead of the system's, for portable use and for tests.
pub const HOME_VARIABLE: &str = "COPYDESK_HOME";

/// The folders of Copydesk. They need not exist yet: whoever writes makes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// What the person or the house set: settings and schema.
    pub config: PathBuf,
    /// What the program remembers: work never saved.
    pub state: PathBuf,
}

/// The system names no home folder for this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The system names no home folder. Set {HOME_VARIABLE} to a folder for Copydesk's settings")]
pub struct NoHome;

impl Folders {
    /// The folders of this person: below `COPYDESK_HOME` if that is set, else where the system has
    /// them (on Linux `$XDG_CONFIG_HOME/copydesk` and `$XDG_STATE_HOME/copydesk`).
    pub fn of_this_person() -> Result<Self, NoHome> {
        if let Some(home) = env::var_os(HOME_VARIABLE).filter(|home| !home.is_empty()) {
            let home = PathBuf::from(home);
            return Ok(Self::below(&std::path::absolute(&home).unwrap_or(home)));
        }
        let base = etcetera::choose_base_strategy().ok().ok_or(NoHome)?;
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        Ok(Self { config: base.config_dir().join("copydesk"), state: state.join("copydesk") })
    }

    /// Both folders below one, for portable use and for tests.
    pub fn below(home: &Path) -> Self {
        Self { config: home.join("config"), state: home.join("state") }
    }

    /// The settings of this person.
    pub fn settings_path(&self) -> PathBuf {
        self.config.join("settings.ron")
    }

    /// The house's own tags, verdicts and rules.
    pub fn schema_path(&self) -> PathBuf {
        self.config.join("schema.ron")
    }

    /// The house's own names.
    pub fn lexicon_path(&self) -> PathBuf {
        self.config.join("lexicon.ron")
    }

    /// Makes the folder of the settings and the schema, where it is missing.
    pub fn make_config(&self) -> Result<(), SaveError> {
        fs::create_dir_all(&self.config).map_err(|error| SaveError::from_io(&self.config, error))
    }

    /// The folder with the journals of documents that were never saved.
    pub fn unsaved(&self) -> PathBuf {
        self.state.join("unsaved")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_folder_on_a_stick_holds_everything() {
        let folders = Folders::below(Path::new("/stick/desk"));
        assert_eq!(folders.settings_path(), Path::new("/stick/desk/config/settings.ron"));
        assert_eq!(folders.schema_path(), Path::new("/stick/desk/config/schema.ron"));
        assert_eq!(folders.unsaved(), Path::new("/stick/desk/state/unsaved"));
    }
}

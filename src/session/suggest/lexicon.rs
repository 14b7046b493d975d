//! The house's lexicon: grows from accepted entities, when somebody asks for it.

use std::path::Path;

use crate::formats;
use crate::model::lexicon;
use crate::model::{EntityId, HouseName};
use crate::session::effect::Effect;
use crate::session::event::Event;
use crate::session::jobs::explained;
use crate::session::state::Session;
use crate::storage::{Folders, ReadFileError, Stamp, read_text, write_atomically};
use crate::suggest::{Known, Suggester};
use crate::text::counted::counted;

/// The house's names, and what is wrong with their file.
pub fn load(folders: Option<&Folders>) -> (Vec<HouseName>, Option<String>) {
    match folders.map(|folders| read(&folders.lexicon_path())) {
        Some(Ok((names, _))) => (names, None),
        Some(Err(message)) => {
            let words =
                format!("The house's lexicon could not be used, so nothing is suggested from it. {message}");
            (Vec::new(), Some(words))
        }
        None => (Vec::new(), None),
    }
}

fn read(path: &Path) -> Result<(Vec<HouseName>, Option<Stamp>), String> {
    match read_text(path) {
        Ok((text, unstamped)) => {
            let names = formats::lexicon::read(&text);
            Ok((
                names.map_err(|error| format!("{}: {error}", path.display()))?,
                Some(unstamped.stamp(text.as_bytes())),
            ))
        }
        Err(ReadFileError::Missing { .. }) => Ok((Vec::new(), None)),
        Err(error) => Err(explained(&error)),
    }
}

/// Adds names to the file, on a thread.
pub(in crate::session) fn grow(folders: &Folders, new: &[HouseName]) -> Event {
    match try_grow(folders, new) {
        Ok((names, n_changed)) => Event::LexiconGrown { names, n_changed },
        Err(message) => {
            let words = format!("Nothing was added to the house's lexicon. {message}");
            Event::Notice { words, is_error: true }
        }
    }
}

fn try_grow(folders: &Folders, new: &[HouseName]) -> Result<(Vec<HouseName>, usize), String> {
    let path = folders.lexicon_path();
    let (mut names, stamp) = read(&path)?;
    let n_changed = lexicon::grow(&mut names, new);
    if n_changed > 0 {
        folders.make_config().map_err(|error| explained(&error))?;
        let text = formats::lexicon::write(&names).map_err(|error| explained(&error))?;
        write_atomically(&path, text.as_bytes(), stamp.as_ref()).map_err(|error| explained(&error))?;
    }
    Ok((names, n_changed))
}

impl Session {
    /// Suggests these names wherever they stand.
    #[must_use]
    pub fn with_house_names(mut self, names: &[HouseName]) -> Self {
        self.take_house(names);
        self
    }

    fn take_house(&mut self, names: &[HouseName]) {
        let all = names.iter().flat_map(|own| {
            let spellings = std::iter::once(&own.name).chain(&own.aliases);
            spellings.map(|name| Known { name: name.clone(), kind: own.kind, by: Suggester::House })
        });
        self.suggest.house = all.collect();
        self.suggest.asked = None;
    }

    pub(super) fn add_to_lexicon(&mut self) {
        let selected = self.view.entity.or_else(|| Some(self.selected()?.mention()?.entity));
        match selected {
            Some(entity) => self.grow_lexicon(&[entity]),
            None => self.say("Select an entity, or a mention of one, first."),
        }
    }

    pub(super) fn add_all_to_lexicon(&mut self) {
        let all: Vec<EntityId> = self.document.entities().map(|entity| entity.id).collect();
        self.grow_lexicon(&all);
    }

    fn grow_lexicon(&mut self, entities: &[EntityId]) {
        let entities = entities.iter().filter_map(|id| self.document.entity(*id));
        let names: Vec<HouseName> = entities.filter_map(HouseName::of).collect();
        if names.is_empty() {
            return self.say("There is no name to add: dates, sums and quantities have none.");
        }
        self.effects.push(Effect::GrowLexicon(names));
    }

    pub(in crate::session) fn lexicon_grown(&mut self, names: &[HouseName], n_changed: usize) {
        self.take_house(names);
        self.say(match n_changed {
            0 => "The house's lexicon had it all already.".to_owned(),
            n => format!("Added to the house's lexicon: {}.", counted(n, "name", "names")),
        });
    }
}

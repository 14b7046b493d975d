//! Unsaved work that a killed program left behind.

use jiff::Timestamp;

use crate::model::{Document, Step};
use crate::text::counted::counted;

use super::effect::Effect;
use super::flow::{Act, Answer};
use super::state::{FileState, Session};

/// Unsaved work.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// What it is of.
    pub title: String,
    /// What the steps start from, where it is not the document that is open.
    pub document: Option<Box<Document>>,
    /// The steps, oldest first.
    pub steps: Vec<Step>,
    /// What could not be read of it.
    pub damage: Vec<String>,
}

impl Recovery {
    fn last_at(&self) -> Option<Timestamp> {
        self.steps.last().map(|step| step.at)
    }
}

impl Session {
    pub(super) fn offer_recovery(&mut self, recovery: Recovery) {
        let n_steps = recovery.steps.len();
        let steps = counted(n_steps, "step", "steps");
        let last =
            recovery.steps.last().map(|step| format!(", the last one: {}", step.what)).unwrap_or_default();
        let at = recovery
            .last_at()
            .map(|at| format!(" at {}", at.strftime("%H:%M UTC on %-d %B %Y")))
            .unwrap_or_default();
        let damage = recovery.damage.iter().fold(String::new(), |text, line| text + "\n" + line);
        let text = format!(
            "Copydesk closed before this work on {} was saved: {steps}{last}{at}.{damage}",
            recovery.title
        );
        let answers = vec![
            Answer { label: "Bring it back".into(), act: Act::Recover },
            Answer { label: "Throw it away".into(), act: Act::DiscardRecovery },
        ];
        self.recovery = Some(recovery);
        self.ask("Unsaved work found", text, answers);
    }

    pub(super) fn recover(&mut self) {
        let Some(recovery) = self.recovery.take() else { return };
        if let Some(document) = recovery.document {
            self.file = FileState { name: recovery.title, ..FileState::default() };
            self.replace_document(*document);
        }
        let (mut n_done, mut failed) = (0_usize, Vec::new());
        for step in recovery.steps {
            match self.document.perform(step.clone()) {
                Ok(()) => {
                    self.undo.push(std::sync::Arc::new(step));
                    self.revision += 1;
                    n_done += 1;
                }
                Err(error) => failed.push(format!("“{}” ({error})", step.what)),
            }
        }
        self.effects.push(Effect::TakeRecovery);
        let done = counted(n_done, "step", "steps");
        if failed.is_empty() {
            self.say(format!("Brought back {done}, not saved yet: press Ctrl+S."));
        } else {
            self.complain(format!(
                "Brought back {done}; {} did not fit: {}",
                failed.len(),
                failed.join(", ")
            ));
        }
        self.welcome();
    }
}

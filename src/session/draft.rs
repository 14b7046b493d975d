//! Another text of the article: read and compared on a thread, taken up as one step.

use std::path::{Path, PathBuf};

use crate::model::{Article, Document, DraftStamp, Edit, NewDraft, new_draft};
use crate::text::anchor::Outcome;
use crate::text::counted::counted;

use super::effect::Effect;
use super::event::Event;
use super::flow::LinePurpose;
use super::jobs;
use super::state::Session;

/// A text to be compared with the article.
#[derive(Clone, Debug)]
pub struct DraftJob {
    /// Where it is.
    pub path: PathBuf,
    /// The document; shares its records with the session's.
    pub document: Document,
    /// The session's revision it holds.
    pub revision: u64,
    /// When and by whom.
    pub stamp: DraftStamp,
}

/// What came of the comparison.
#[derive(Clone, Debug)]
pub struct MadeDraft {
    /// Where the text is from.
    pub path: PathBuf,
    /// The session's revision it was made for.
    pub revision: u64,
    /// What brings the document to it; none where the text is the same.
    pub draft: Option<NewDraft>,
}

/// Reads the text and compares it.
pub(super) fn make(job: DraftJob) -> Event {
    let DraftJob { path, document, revision, stamp } = job;
    match article(&path) {
        Ok(article) => {
            let same = article.text() == document.article().text();
            let draft = (!same).then(|| new_draft(&document, &article, stamp));
            Event::DraftMade(Box::new(MadeDraft { path, revision, draft }))
        }
        Err(message) => Event::DraftFailed(message),
    }
}

/// The article in a file of any kind that can be opened.
pub fn article(path: &Path) -> Result<Article, String> {
    match jobs::load(path, None) {
        Event::Opened(opened) => Ok(opened.document.article().clone()),
        Event::OpenFailed(message) => Err(message),
        _ => Err(format!("{} could not be read as an article.", path.display())),
    }
}

impl Session {
    /// Asks for the file with the new text.
    pub(super) fn ask_draft(&mut self) {
        self.leave_editing();
        if self.is_busy() {
            return self.say("Wait until the file is read or written.");
        }
        self.ask_path(LinePurpose::DraftPath, String::new());
        self.effects.push(Effect::AskOpenPath);
    }

    pub(super) fn begin_draft(&mut self, path: PathBuf) {
        self.typing = false;
        self.drafting = true;
        self.say(format!("Comparing with {}…", file_name(&path)));
        let stamp = DraftStamp { at: self.now(), by: self.person().to_owned() };
        let (document, revision) = (self.document.clone(), self.revision);
        self.effects.push(Effect::MakeDraft(Box::new(DraftJob { path, document, revision, stamp })));
    }

    pub(super) fn draft_made(&mut self, made: MadeDraft) {
        if !std::mem::take(&mut self.drafting) {
            return;
        }
        self.notices.retain(|notice| notice.is_error);
        // Work done meanwhile comes along too.
        if made.revision != self.revision {
            return self.begin_draft(made.path);
        }
        let name = file_name(&made.path);
        let Some(draft) = made.draft else {
            return self.say(format!("{name} has the same text: there is nothing to bring along."));
        };
        let place = self.carried_caret(&draft.edit);
        let told = told(&draft);
        if !self.perform(format!("New draft from {name}"), draft.edit) {
            return;
        }
        self.place_caret(place);
        self.view.reveal += 1;
        let to_review = self.to_review().count();
        if to_review > 0 && self.flow.is_none() {
            self.open_review();
        }
        self.say(format!("New draft from {name}: {told}."));
    }

    pub(super) fn draft_failed(&mut self, message: String) {
        self.drafting = false;
        self.notices.retain(|notice| notice.is_error);
        self.complain(message);
    }

    /// Where the caret is in the new text: before the words it was before; behind the words put in
    /// where they are all that changes.
    pub(super) fn carried_caret(&self, edit: &Edit) -> usize {
        let mut caret = self.view.caret;
        for change in edit.text_changes() {
            if let [only] = change.splices.as_slice() {
                caret = only.at + only.inserted.len();
                continue;
            }
            let before = change.splices.iter().take_while(|splice| splice.at + splice.removed.len() <= caret);
            let grown: isize = before
                .map(|splice| splice.inserted.len().cast_signed() - splice.removed.len().cast_signed())
                .sum();
            caret = caret.saturating_add_signed(grown);
        }
        caret
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn told(draft: &NewDraft) -> String {
    let kept = draft.count(Outcome::Same) + draft.count(Outcome::Moved);
    let (changed, lost) = (draft.count(Outcome::Changed), draft.count(Outcome::Orphan));
    let annotations = counted(kept, "annotation came along", "annotations came along");
    if changed + lost == 0 {
        return annotations;
    }
    format!("{annotations}, {}", counted(changed + lost, "needs a look (Ctrl+R)", "need a look (Ctrl+R)"))
}

//! What keys and clicks do in the open flow.

use super::flow::{Flow, FlowInput, LineForm, LinePurpose, Occurrences, Picker, Question};
use super::state::Session;

fn moved(highlighted: usize, len: usize, input: &FlowInput) -> usize {
    match input {
        _ if len == 0 => 0,
        FlowInput::Up => (highlighted + len - 1) % len,
        FlowInput::Down => (highlighted + 1) % len,
        _ => highlighted.min(len - 1),
    }
}

impl Session {
    pub(super) fn picker_input(&mut self, mut picker: Picker, input: FlowInput) {
        match input {
            FlowInput::Confirm => return self.take_row(picker, None),
            FlowInput::Take(row) => return self.take_row(picker, Some(row)),
            FlowInput::Letter(letter) => {
                if let Some(row) = picker.rows.iter().position(|row| row.key == Some(letter)) {
                    return self.take_row(picker, Some(row));
                }
                picker.typing = true;
                if letter != '/' {
                    picker.query = letter.to_string();
                }
                picker.highlighted = 0;
                picker.rows = self.rows_for(&picker);
            }
            FlowInput::Text(text) => {
                picker.query = text;
                picker.highlighted = 0;
                picker.rows = self.rows_for(&picker);
            }
            input => picker.highlighted = moved(picker.highlighted, picker.rows.len(), &input),
        }
        self.flow = Some(Flow::Picker(picker));
    }

    fn take_row(&mut self, picker: Picker, row: Option<usize>) {
        match picker.rows.get(row.unwrap_or(picker.highlighted)).cloned() {
            Some(row) => {
                let about_hits = picker.purpose.is_about_hits();
                let wanted = self.view.wanted_field.clone();
                self.take(picker.purpose, row.choice, picker.query.trim());
                // A command may have put the keyboard into a field of the inspector.
                if self.view.wanted_field == wanted {
                    self.give_keyboard_back(about_hits);
                }
            }
            None => self.flow = Some(Flow::Picker(picker)),
        }
    }

    pub(super) fn occurrences_input(&mut self, mut list: Occurrences, input: FlowInput) {
        match input {
            FlowInput::Confirm => {
                self.tag_occurrences(&list);
                self.view.focus_article += 1;
                return;
            }
            FlowInput::Toggle(row) => toggle(&mut list, row),
            FlowInput::Letter(' ') => {
                let row = list.highlighted;
                toggle(&mut list, row);
            }
            FlowInput::Letter('a') => {
                let all = list.rows.iter().all(|row| row.checked);
                list.rows.iter_mut().for_each(|row| row.checked = !all);
            }
            input => list.highlighted = moved(list.highlighted, list.rows.len(), &input),
        }
        self.flow = Some(Flow::Occurrences(list));
    }

    pub(super) fn line_input(&mut self, mut form: LineForm, input: FlowInput) {
        match input {
            FlowInput::Text(text) => {
                form.text = text;
                form.message.clear();
            }
            FlowInput::Confirm => return self.keep_line(form),
            _ => {}
        }
        self.flow = Some(Flow::Line(form));
    }

    fn keep_line(&mut self, mut form: LineForm) {
        let text = form.text.trim().to_owned();
        let needs_text = !matches!(form.purpose, LinePurpose::Comment(_) | LinePurpose::Role);
        if needs_text && text.is_empty() {
            "Type something here, or press Esc to leave it.".clone_into(&mut form.message);
            self.flow = Some(Flow::Line(form));
            return;
        }
        match form.purpose {
            LinePurpose::Comment(id) => {
                self.typing = false;
                self.set_field(id, crate::model::Field::Comment(text));
                self.typing = false;
            }
            LinePurpose::Rename(id) => self.rename(id, &text),
            LinePurpose::Name => {
                if !crate::model::workflow::same_person(&text, self.person()) {
                    self.settings.role.clear();
                }
                self.guest = super::state::Guest::default();
                self.settings.user_name = text;
                self.keep_settings();
            }
            LinePurpose::Role => {
                if self.guest.name.is_some() {
                    self.guest.role = Some(text);
                } else {
                    self.guest.role = None;
                    self.settings.role = text;
                    self.keep_settings();
                }
            }
            LinePurpose::OpenPath => self.answer(super::flow::Act::Open(typed_path(&text))),
            LinePurpose::ImportPath(format) => self.import_path(typed_path(&text), format),
            LinePurpose::DraftPath => self.begin_draft(typed_path(&text)),
            LinePurpose::SavePath => self.save_to(typed_path(&text)),
            LinePurpose::ExportPath(format) => self.export_to(typed_path(&text), format, false),
            LinePurpose::ExportFolderPath(from, format) => {
                self.export_folder_to(from, typed_path(&text), format);
            }
            LinePurpose::ImportFrom => self.look_through_import(typed_path(&text)),
            LinePurpose::ImportInto(from) => self.import_folder(from, Some(typed_path(&text))),
            LinePurpose::ReportPath(kind, audience) => {
                self.write_report(typed_path(&text), kind, audience, false);
            }
        }
        self.view.focus_article += 1;
    }

    pub(super) fn question_input(&mut self, mut question: Question, input: FlowInput) {
        let by = input.clone();
        let answer = match input {
            FlowInput::Confirm => Some(question.highlighted),
            FlowInput::Take(answer) => Some(answer),
            FlowInput::Letter(letter) => question.keys().into_iter().position(|key| key == letter),
            input => {
                question.highlighted = moved(question.highlighted, question.answers.len(), &input);
                None
            }
        };
        if let (FlowInput::Letter(_), Some(place)) = (&by, answer)
            && question.answers.get(place).is_some_and(|answer| answer.act.gives_up_work())
        {
            question.highlighted = place;
            self.flow = Some(Flow::Question(question));
            return;
        }
        match answer.and_then(|answer| question.answers.get(answer)) {
            Some(answer) => {
                let act = answer.act.clone();
                self.answer(act);
                self.view.focus_article += 1;
            }
            None => self.flow = Some(Flow::Question(question)),
        }
    }
}

fn toggle(list: &mut Occurrences, row: usize) {
    if let Some(row) = list.rows.get_mut(row) {
        row.checked = !row.checked;
    }
}

/// A path as a person types it: `~/` at its start means the home folder, and it may be relative.
fn typed_path(path: &str) -> std::path::PathBuf {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    let path = match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => std::path::Path::new(&home).join(rest),
        _ => path.into(),
    };
    std::path::absolute(&path).unwrap_or(path)
}

//! Every action, one by one.

use crate::model::Verdict;
use crate::storage::Theme;

use super::action::Action;
use super::change::By;
use super::command::Command;
use super::desk::DeskView;
use super::effect::Effect;
use super::filter::Pane;
use super::flow::{Claims, Flow, FlowInput, LineForm, LinePurpose, Purpose};
use super::navigate::Target;
use super::state::Session;

/// Reading sizes, points.
const SMALLEST_TEXT: f32 = 11.0;
const LARGEST_TEXT: f32 = 40.0;

impl Session {
    /// Does what the user did; returns what is to be done outside.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        if matches!(action, Action::Command(_) | Action::Flow(FlowInput::Confirm | FlowInput::Take(_))) {
            self.notices.retain(|notice| notice.is_error);
        }
        self.act(action);
        self.refresh_find();
        self.refresh_changes();
        self.refresh_suggest();
        if self.flow.is_none() {
            self.flow = self.later.take().map(Flow::Question);
        }
        std::mem::take(&mut self.effects)
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Command(command) => self.command(command),
            Action::PutCaret { at, extend } => self.put_caret(at, extend),
            Action::Select(span) => self.select_span(span),
            Action::Move { motion, extend } => self.move_caret(motion, extend),
            Action::NudgeEnd { start, on } => self.move_end(start, on, By::Char),
            Action::ShowAnnotation { id, reveal } => {
                self.show_annotation(id, reveal);
                // Whoever goes to a place while the text is edited goes on writing there.
                self.view.focus_article += u64::from(reveal && self.editing.is_some());
            }
            Action::ShowEntity(id) => {
                self.view.entity = Some(id);
                self.view.annotation = None;
            }
            Action::GoTo(at) => {
                self.put_caret(at, false);
                self.view.reveal += 1;
                self.view.focus_article += 1;
            }
            Action::Reveal(at) => {
                self.put_caret(at, false);
                self.view.reveal += 1;
                self.view.focus_article += u64::from(self.editing.is_some());
            }
            Action::ApplyTag(tag) => self.apply_tag(tag),
            Action::ApplyTagKey(key) => self.apply_tag_key(key),
            Action::SetField { id, field } => match field {
                crate::model::Field::Verdict(verdict) => self.give_verdict(id, verdict),
                crate::model::Field::State(state) => self.set_state(id, state),
                crate::model::Field::CheckedBy(_)
                | crate::model::Field::CheckedWords(_)
                | crate::model::Field::Approvals(_) => {
                    self.complain("Who checked and who agreed comes with a verdict and a sign-off.");
                }
                field => self.set_field(id, field),
            },
            Action::SetEntity(entity) => self.set_entity(*entity),
            Action::Write(writing) => self.write_text(writing),
            Action::EndTyping => self.typing = false,
            Action::EditEvidence { claim, at } => {
                self.open_source(claim, Some(at), None, None, String::new());
            }
            Action::RemoveEvidence { claim, at } => self.remove_evidence(claim, at),
            Action::SetBlockKind { block, kind } => self.set_block_kind(block, kind),
            Action::PasteArticle(text) => self.paste_article(text),
            Action::SetPane(pane) => self.show_pane(pane),
            Action::SetFilter(filter) => self.view.filters[self.view.pane as usize] = filter,
            Action::Find(input) => self.find_input(input),
            Action::Suggest(input) => self.suggest_input(input),
            Action::Flow(input) => self.flow_input(input),
            Action::ChangeSource(form) => self.change_source(*form),
            Action::ToggleDesk(view) => self.toggle_desk(view),
            Action::LeaveDesk => self.leave_desk(),
            Action::ShowInChecklist(shown) => self.view.checklist = shown,
            Action::FilterSteps(filter) => self.view.step_filter = filter,
            Action::ShowStep(place) => self.show_step(place),
            Action::ChooseRevisions(one, other) => self.choose_revisions(one, other),
            Action::ShowChange(row) => self.show_change(row),
            Action::GoBackTo(place) => self.go_back_to(place),
            Action::Arrange(arrangement) => self.view.arrangement = arrangement,
            Action::FilterTable(filter) => self.view.table_filter = filter,
            Action::FilterClaims(filter) => self.view.filters[Pane::Claims as usize] = filter,
            Action::Pick { ids, on: true } => self.view.picked.extend(ids),
            Action::Pick { ids, on: false } => {
                for id in ids {
                    self.view.picked.remove(&id);
                }
            }
            Action::ChangeMany { ids, change } => self.change_many(&ids, change),
            Action::OpenPath(path) => self.open_path(path),
            Action::ResizePanels(sizes) => {
                self.settings.layout.left_width = sizes.left;
                self.settings.layout.right_width = sizes.right;
                self.settings.layout.inspector_height = sizes.inspector;
                self.keep_settings();
            }
            Action::DismissNotice => {
                self.notices.clear();
            }
        }
    }

    #[allow(clippy::too_many_lines, reason = "a line for each command")]
    pub(super) fn command(&mut self, command: Command) {
        match command {
            Command::Open => self.ask_open(),
            Command::Import => self.ask_import(),
            Command::PasteArticle => self.effects.push(Effect::AskClipboard),
            Command::ImportNotes => self.show_import_notes(),
            Command::ToggleFurniture => self.toggle_furniture(),
            Command::BlockPart => self.ask_block_part(),
            Command::OpenSample => self.ask_open_sample(),
            Command::NewDraft => self.ask_draft(),
            Command::Review => self.review(),
            Command::Save => self.save(),
            Command::SaveAs => self.save_as(),
            Command::Export => self.ask_export(),
            Command::ExportFolder => self.ask_folder_export(),
            Command::ImportFolder => self.ask_folder_import(),
            Command::StopWork => self.stop_work(),
            Command::Report => self.begin_report(),
            Command::Quit => self.ask_quit(),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::EditText => self.toggle_editing(),
            Command::Delete => self.delete(),
            Command::Comment => self.begin_comment(),
            Command::Retag => self.retag_selected(),
            Command::TagEntity => self.begin_mention(),
            Command::TagQuote => self.add_quote(),
            Command::TagClaim => self.add_claim(),
            Command::Highlight => self.begin_highlight(),
            Command::AllOccurrences => self.begin_occurrences(),
            Command::AddSpan => self.add_span(),
            Command::RemoveSpan => self.remove_span(),
            Command::EndBack => self.move_end(false, false, By::Word),
            Command::EndOn => self.move_end(false, true, By::Word),
            Command::StartBack => self.move_end(true, false, By::Word),
            Command::StartOn => self.move_end(true, true, By::Word),
            Command::LinkSpeaker if self.selected().is_some_and(|shown| shown.claim().is_some()) => {
                self.with_claim(|session, id| session.open_picker(Purpose::Claimant(id)));
            }
            Command::LinkSpeaker => self.with_quote(Purpose::Speaker),
            Command::LinkCue => self.with_quote(|quote| Purpose::Cue { quote, then_speaker: false }),
            Command::MergeEntity => self.begin_merge(),
            Command::SplitEntity => self.split(),
            Command::RenameEntity => self.begin_rename(),
            Command::Verified => self.rate(Verdict::Verified),
            Command::Disputed => self.rate(Verdict::Disputed),
            Command::False => self.rate(Verdict::False),
            Command::Unrated => self.rate(Verdict::Unrated),
            Command::AllVerdicts => self.choose_for_claims(Purpose::Verdict),
            Command::ClaimStateMenu => self.choose_for_claims(Purpose::State),
            Command::AddSource => {
                self.with_claim(|session, id| session.open_source(id, None, None, None, String::new()));
            }
            Command::Agree => self.agree_here(),
            Command::Reopen => self.reopen_here(),
            Command::NextForMe => self.next_for_me(),
            Command::ShowTimeline => self.toggle_desk(DeskView::Timeline),
            Command::ShowChanges => self.toggle_desk(DeskView::Changes),
            Command::ShowNames => self.toggle_desk(DeskView::Names),
            Command::ShowQuoteSheet => self.toggle_desk(DeskView::Quotes),
            Command::NoFactHere => self.mark_no_fact(),
            Command::ShowCoverage => self.toggle_coverage(),
            Command::ShowClaimsTable => self.toggle_desk(DeskView::Claims),
            Command::ShowStory => self.toggle_desk(DeskView::Story),
            Command::AddQuery => self.with_claim(Self::add_query),
            Command::AddAnswer => self.add_answer(),
            Command::AddReply => self.with_claim(Self::add_reply),
            Command::AddCorrection => self.with_claim(Self::add_correction),
            Command::NextName => self.seek(Target::Name, false),
            Command::PreviousName => self.seek(Target::Name, true),
            Command::NextQuotation => self.seek(Target::Quotation, false),
            Command::PreviousQuotation => self.seek(Target::Quotation, true),
            Command::NextTold => self.seek(Target::Told, false),
            Command::PreviousTold => self.seek(Target::Told, true),
            Command::NextSentence => self.seek(Target::Sentence, false),
            Command::PreviousSentence => self.seek(Target::Sentence, true),
            Command::NextAnnotation => self.step_annotation(false),
            Command::PreviousAnnotation => self.step_annotation(true),
            Command::NextUnresolved => self.next_unresolved(),
            Command::ShowStack => self.show_stack(),
            Command::Palette => self.open_picker(Purpose::Palette),
            Command::Help => self.flow = Some(Flow::Help),
            Command::ShowOutline => self.toggle_outline(),
            Command::ShowPanes => self.toggle_panes(),
            Command::ShowEntities => self.show_pane(Pane::Entities),
            Command::ShowQuotes => self.show_pane(Pane::Quotes),
            Command::ShowClaims => self.show_pane(Pane::Claims),
            Command::ShowPassages => self.show_pane(Pane::Passages),
            Command::ShowSuggestions => self.show_pane(Pane::Suggestions),
            Command::NextSuggestion
            | Command::PreviousSuggestion
            | Command::SkipSuggestion
            | Command::AcceptSuggestion
            | Command::AcceptEntity
            | Command::AcceptShown
            | Command::RejectSuggestion
            | Command::RejectEntity
            | Command::ToggleSuggestions
            | Command::AddToLexicon
            | Command::AddAllToLexicon => self.suggest_command(command),
            Command::Find => self.open_find(false),
            Command::FindAndSelect => self.open_find(true),
            Command::NextHit => self.step_hit_or_open(false),
            Command::PreviousHit => self.step_hit_or_open(true),
            Command::FilterPane => {
                self.show_pane(self.view.pane);
                self.view.focus_filter += 1;
            }
            Command::NextArea => self.view.focus_filter += 1,
            Command::ThemeSystem => self.set_theme(Theme::System),
            Command::ThemeLight => self.set_theme(Theme::Light),
            Command::ThemeDark => self.set_theme(Theme::Dark),
            Command::LargerText => self.resize_text(1.0),
            Command::SmallerText => self.resize_text(-1.0),
            Command::EditSchema => self.effects.push(Effect::ProvideSchema),
            Command::SetName => self.ask_name(),
            Command::SetRole => self.ask_role(),
            Command::BackOut => self.back_out(),
        }
    }

    /// Opens what changes the selected annotation.
    fn retag_selected(&mut self) {
        use crate::model::AnnotationKind::{Claim, Mention, Passage, Quote};
        let Some((id, kind)) = self.selected().map(|annotation| (annotation.id, annotation.kind())) else {
            return self.show_stack();
        };
        match kind {
            Mention => self.open_picker(Purpose::Retag(id)),
            Passage => self.open_picker(Purpose::RetagPassage(id)),
            Quote => self.open_picker(Purpose::Speaker(id)),
            Claim => self.open_picker(Purpose::Verdict(Claims::One(id))),
        }
    }

    fn with_quote(&mut self, purpose: impl FnOnce(crate::model::AnnotationId) -> Purpose) {
        let is_quote = |id: &crate::model::AnnotationId| {
            self.document.annotation(*id).is_some_and(|a| a.quote().is_some())
        };
        let selected = self.view.annotation.filter(is_quote);
        let found = selected
            .or_else(|| self.document.index().at(self.view.caret).into_iter().find(|id| is_quote(id)));
        match found {
            Some(id) => {
                self.view.annotation = Some(id);
                self.open_picker(purpose(id));
            }
            None => self.say("Select a quote first."),
        }
    }

    fn show_stack(&mut self) {
        if self.stacked().is_empty() {
            self.say("There is no annotation at the caret.");
        } else {
            self.open_picker(Purpose::Stack);
        }
    }

    fn show_pane(&mut self, pane: Pane) {
        self.view.pane = pane;
        if !self.settings.layout.right_open {
            self.settings.layout.right_open = true;
        }
        pane.label().clone_into(&mut self.settings.layout.right_tab);
        self.keep_settings();
    }

    fn toggle_outline(&mut self) {
        self.settings.layout.left_open = !self.settings.layout.left_open;
        self.keep_settings();
    }

    pub(super) fn toggle_panes(&mut self) {
        self.settings.layout.right_open = !self.settings.layout.right_open;
        self.keep_settings();
    }

    fn set_theme(&mut self, theme: Theme) {
        self.settings.theme = theme;
        self.keep_settings();
    }

    fn resize_text(&mut self, by: f32) {
        self.settings.text_size = (self.settings.text_size + by).clamp(SMALLEST_TEXT, LARGEST_TEXT);
        self.keep_settings();
    }

    pub(super) fn keep_settings(&mut self) {
        self.effects.push(Effect::KeepSettings(Box::new(self.settings.clone())));
    }

    pub(super) fn ask_name(&mut self) {
        self.flow = Some(Flow::Line(LineForm {
            title: "Who is working here?".into(),
            hint: "Your name goes into the history of every change, and tells who checked what.".into(),
            text: self.person().to_owned(),
            purpose: LinePurpose::Name,
            message: String::new(),
        }));
    }

    fn ask_role(&mut self) {
        self.flow = Some(Flow::Line(LineForm {
            title: "As what do you work here?".into(),
            hint:
                "For example “fact-checker” or “night editor”. It stands beside your name where you sign off."
                    .into(),
            text: self.role().to_owned(),
            purpose: LinePurpose::Role,
            message: String::new(),
        }));
    }

    fn back_out(&mut self) {
        if self.flow.is_some() {
            self.cancel_flow();
        } else if self.view.desk.is_some() {
            self.leave_desk();
        } else if !self.notices.is_empty() {
            self.notices.clear();
        } else if self.find.is_open() {
            self.close_find();
        } else if self.editing.is_some() {
            self.leave_editing();
        } else if self.view.anchor != self.view.caret {
            self.view.anchor = self.view.caret;
        } else {
            self.view.annotation = None;
        }
        self.view.focus_article += 1;
    }

    pub(super) fn cancel_flow(&mut self) {
        if matches!(&self.flow, Some(Flow::Question(question)) if question.must_be_answered()) {
            return;
        }
        let was_to_go_on = match &self.flow {
            Some(Flow::Question(_)) => true,
            Some(Flow::Line(form)) => form.purpose == LinePurpose::SavePath,
            _ => false,
        };
        if was_to_go_on {
            self.file.after_save = None;
        }
        let flow = self.flow.take();
        let about_hits = matches!(&flow, Some(Flow::Picker(picker)) if picker.purpose.is_about_hits());
        self.give_keyboard_back(about_hits);
    }

    /// Where the keyboard goes when a flow has ended.
    pub(super) fn give_keyboard_back(&mut self, to_hits: bool) {
        if to_hits {
            self.find.list.take_keyboard();
        } else {
            self.view.focus_article += 1;
        }
    }

    fn flow_input(&mut self, input: FlowInput) {
        if input == FlowInput::Cancel {
            return self.cancel_flow();
        }
        match self.flow.take() {
            Some(Flow::Picker(picker)) => self.picker_input(picker, input),
            Some(Flow::Occurrences(list)) => self.occurrences_input(list, input),
            Some(Flow::Review(flow)) => self.review_input(flow, &input),
            Some(Flow::Source(form)) => match input {
                FlowInput::Confirm => {
                    self.keep_source(*form);
                    self.view.focus_article += 1;
                }
                _ => self.flow = Some(Flow::Source(form)),
            },
            Some(Flow::Line(form)) => self.line_input(form, input),
            Some(Flow::Report(form)) => self.report_input(form, &input),
            Some(Flow::Question(question)) => self.question_input(question, input),
            Some(Flow::Help) => self.flow = (input != FlowInput::Confirm).then_some(Flow::Help),
            None => {}
        }
    }
}

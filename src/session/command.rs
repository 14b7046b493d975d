//! Everything a user can ask for by name: the one table behind menus, keys, palette and help.

/// A command. Its title, group, help and keys come from the matches below, so a new one does not
/// compile until it has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is described by its own help text below")]
pub enum Command {
    Open,
    PasteArticle,
    ImportNotes,
    OpenSample,
    NewDraft,
    Save,
    SaveAs,
    Export,
    ExportFolder,
    StopWork,
    Import,
    ImportFolder,
    Report,
    Quit,
    Undo,
    Redo,
    EditText,
    Delete,
    Comment,
    ToggleFurniture,
    BlockPart,
    Retag,
    TagEntity,
    TagQuote,
    TagClaim,
    Highlight,
    NoFactHere,
    AllOccurrences,
    AddSpan,
    RemoveSpan,
    EndBack,
    EndOn,
    StartBack,
    StartOn,
    LinkSpeaker,
    LinkCue,
    MergeEntity,
    SplitEntity,
    RenameEntity,
    Verified,
    Disputed,
    False,
    Unrated,
    Review,
    AllVerdicts,
    ClaimStateMenu,
    AddSource,
    AddQuery,
    /// Write down what somebody answered.
    AddAnswer,
    AddReply,
    AddCorrection,
    Agree,
    Reopen,
    NextName,
    PreviousName,
    NextQuotation,
    PreviousQuotation,
    NextTold,
    PreviousTold,
    NextSentence,
    PreviousSentence,
    NextAnnotation,
    PreviousAnnotation,
    NextUnresolved,
    NextForMe,
    ShowStack,
    Find,
    FindAndSelect,
    NextHit,
    PreviousHit,
    Palette,
    Help,
    ShowOutline,
    ShowPanes,
    ShowEntities,
    ShowQuotes,
    ShowClaims,
    ShowPassages,
    ShowSuggestions,
    NextSuggestion,
    PreviousSuggestion,
    AcceptSuggestion,
    AcceptEntity,
    AcceptShown,
    RejectSuggestion,
    RejectEntity,
    SkipSuggestion,
    ToggleSuggestions,
    AddToLexicon,
    AddAllToLexicon,
    ShowClaimsTable,
    ShowStory,
    ShowCoverage,
    ShowNames,
    ShowQuoteSheet,
    ShowTimeline,
    ShowChanges,
    FilterPane,
    NextArea,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    LargerText,
    SmallerText,
    EditSchema,
    SetName,
    SetRole,
    BackOut,
}

/// A part of the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the variants are the menus' names")]
pub enum Group {
    File,
    Edit,
    Tag,
    Suggest,
    Check,
    Go,
    View,
    Help,
}

impl Group {
    /// The menus from left to right.
    pub const ALL: [Self; 8] =
        [Self::File, Self::Edit, Self::Tag, Self::Suggest, Self::Check, Self::Go, Self::View, Self::Help];

    /// Its name in the menu bar.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Tag => "Tag",
            Self::Suggest => "Suggest",
            Self::Check => "Check",
            Self::Go => "Go",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

/// A key or key combination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Keys {
    /// A character typed while the article has the focus, whatever key the layout has it on.
    Char(char),
    /// Ctrl (Cmd on a Mac) with a letter or sign.
    Ctrl(char),
    /// Ctrl and Shift with a letter.
    CtrlShift(char),
    /// Alt with a letter.
    Alt(char),
    /// A key with a name.
    Named(Named),
    /// A key with a name, with Shift.
    ShiftNamed(Named),
}

/// Keys with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the variants are the keys' names")]
pub enum Named {
    Enter,
    Escape,
    Tab,
    Delete,
    Backspace,
    Space,
    F1,
    F2,
    F3,
    F4,
    F6,
}

impl Keys {
    /// As printed in menus.
    pub fn label(self) -> String {
        match self {
            Self::Char('"') => "\"".to_owned(),
            Self::Char(key) if key.is_uppercase() => format!("Shift+{key}"),
            Self::Char(key) => key.to_uppercase().to_string(),
            Self::Ctrl(key) => format!("Ctrl+{}", key.to_uppercase()),
            Self::CtrlShift(key) => format!("Ctrl+Shift+{}", key.to_uppercase()),
            Self::Alt(key) => format!("Alt+{}", key.to_uppercase()),
            Self::Named(key) => key.label().to_owned(),
            Self::ShiftNamed(key) => format!("Shift+{}", key.label()),
        }
    }
}

impl Named {
    /// As printed on the key.
    pub fn label(self) -> &'static str {
        match self {
            Self::Enter => "Enter",
            Self::Escape => "Esc",
            Self::Tab => "Tab",
            Self::Delete => "Delete",
            Self::Backspace => "Backspace",
            Self::Space => "Space",
            Self::F1 => "F1",
            Self::F2 => "F2",
            Self::F3 => "F3",
            Self::F4 => "F4",
            Self::F6 => "F6",
        }
    }
}

macro_rules! commands {
    ($($command:ident, $group:ident, $title:literal, $help:literal, [$($keys:expr),*];)+) => {
        impl Command {
            /// Every command, in menu order.
            pub const ALL: &'static [Self] = &[$(Self::$command,)+];

            /// Its name on screen. "…" means it asks for more.
            pub fn title(self) -> &'static str {
                match self { $(Self::$command => $title,)+ }
            }

            /// What it does, a sentence.
            pub fn help(self) -> &'static str {
                match self { $(Self::$command => $help,)+ }
            }

            /// The menu it is in.
            pub fn group(self) -> Group {
                match self { $(Self::$command => Group::$group,)+ }
            }

            /// The keys that call it, the one menus print first.
            pub fn keys(self) -> &'static [Keys] {
                match self { $(Self::$command => &[$($keys),*],)+ }
            }
        }
    };
}

use Keys::{Alt, Char, Ctrl, CtrlShift, Named as Key, ShiftNamed};

commands! {
    Open, File, "Open…", "Open an article or a Copydesk file.", [Ctrl('o')];
    PasteArticle, File, "New article from the clipboard", "Open the text that was copied last as a new article.", [Ctrl('v')];
    OpenSample, File, "Open the sample article", "Open the article that comes with Copydesk, to try things on.", [];
    NewDraft, File, "New draft…", "Bring everything said about this article to a new text of it.", [CtrlShift('n')];
    Save, File, "Save", "Save the article with everything said about it.", [Ctrl('s')];
    SaveAs, File, "Save as…", "Save under another name.", [CtrlShift('s')];
    Export, File, "Export…", "Write the article for another tool: annotation tools, spreadsheets, archives. Says first what is left out.", [];
    ExportFolder, File, "Export a folder…", "Write every Copydesk file in the article's folder for another tool. Says first what is left out.", [];
    Import, File, "Import annotations…", "Open a file that another annotation tool wrote, with its text.", [];
    ImportFolder, File, "Import a folder…", "Make a Copydesk file of every article and every file of another annotation tool in a folder, or of every article in one file. Says first what there is.", [];
    StopWork, File, "Stop the work on a folder", "Stop the export or import of a folder that is under way; what is written stays.", [];
    Report, File, "Report…", "Look at the annotated article, a list or the data, for the desk or for readers, and save it.", [CtrlShift('e')];
    ImportNotes, File, "What the import did…", "Tell where the article came from, how it was read and what was left out.", [];
    SetName, File, "Your name…", "Say who is working here; it goes into the history.", [];
    SetRole, File, "Your role…", "Say as what you work here; it goes into what you sign off.", [];
    EditSchema, File, "House tags…", "Show where the house's tags are kept, to change their names, colours and keys.", [];
    Quit, File, "Quit", "Close Copydesk.", [Ctrl('q')];

    Undo, Edit, "Undo", "Take the last step back.", [Ctrl('z')];
    Redo, Edit, "Redo", "Do the last undone step again.", [CtrlShift('z'), Ctrl('y')];
    EditText, Edit, "Edit the text", "Write in the article: fix a typo, replace a phrase. Annotations move with the text, and the text before is kept as an earlier revision. Again, or Esc, when done.", [Key(Named::F4)];
    Delete, Edit, "Delete annotation", "Remove the selected annotation.", [Key(Named::Delete)];
    Comment, Edit, "Comment…", "Say something about the selected annotation; on plain text, highlight and comment it.", [Char(';')];
    Retag, Edit, "Change…", "Choose another entity, tag, speaker or verdict for the selected annotation.", [Key(Named::Enter)];
    EndBack, Edit, "End one word back", "Move the end of the annotation or selection back by a word (with Alt by a character).", [Char('[')];
    EndOn, Edit, "End one word on", "Move the end of the annotation or selection on by a word (with Alt by a character).", [Char(']')];
    StartBack, Edit, "Start one word back", "Move the start back by a word (with Alt by a character).", [Char('{')];
    StartOn, Edit, "Start one word on", "Move the start on by a word (with Alt by a character).", [Char('}')];
    RemoveSpan, Edit, "Take out of annotation", "Take the part at the caret out of the selected annotation of several parts.", [Char('-')];
    ToggleFurniture, Edit, "Text or furniture", "Say that the block at the caret is no part of the story (furniture), or that it is text after all.", [Char('b')];
    BlockPart, Edit, "Part of the block…", "Choose what the block at the caret is: headline, byline, caption, heading, paragraph and so on.", [Char('B')];
    AddSpan, Edit, "Add to annotation", "Add the selected text to the annotation selected last, as a further span.", [Char('+')];

    TagEntity, Tag, "Entity…", "Say who or what the selected text names.", [Char('e')];
    TagQuote, Tag, "Quote…", "Mark the selected text as a quote, then its cue and speaker.", [Char('q')];
    TagClaim, Tag, "Claim", "Mark the selected text as a claim to check.", [Char('c')];
    Highlight, Tag, "Highlight…", "Highlight the selected text with one of the house's tags (or press 1 to 9).", [Char('h')];
    NoFactHere, Tag, "No fact here", "Say that the selected text, or the sentence at the caret, holds nothing to check; again takes that back.", [Char('f')];
    AllOccurrences, Tag, "All other occurrences…", "List every other place with the same words, to tag them in one step.", [Char('a')];
    LinkSpeaker, Tag, "Speaker…", "Choose who said the selected quote, or who makes the selected claim.", [Char('l')];
    LinkCue, Tag, "Cue…", "Choose the words that announce the selected quote.", [Char('k')];
    RenameEntity, Tag, "Rename entity…", "Change the canonical name of the selected entity.", [Key(Named::F2)];
    MergeEntity, Tag, "Merge entity into…", "Say that the selected entity is the same as another one.", [Char('m')];
    SplitEntity, Tag, "Split mention off", "Make the selected mention an entity of its own.", [Char('M')];

    NextSuggestion, Suggest, "Next suggestion", "Go to the next thing the program proposes.", [Char('z')];
    PreviousSuggestion, Suggest, "Previous suggestion", "Go to the thing proposed before.", [Char('Z')];
    AcceptSuggestion, Suggest, "Accept", "Make the suggestion an annotation and go to the next. Asks where it is not sure.", [Key(Named::Enter)];
    RejectSuggestion, Suggest, "Reject", "Never propose this here again, and go to the next.", [Key(Named::Backspace)];
    SkipSuggestion, Suggest, "Skip", "Leave the suggestion undecided and go to the next.", [Key(Named::Space)];
    AcceptEntity, Suggest, "Accept all of this entity", "Accept every suggested mention of the same entity, or every quote of the same speaker, in one step.", [ShiftNamed(Named::Enter)];
    RejectEntity, Suggest, "Reject all of this entity", "Reject every suggested mention of the same entity, or every quote of the same speaker, in one step.", [ShiftNamed(Named::Backspace)];
    AcceptShown, Suggest, "Accept all shown", "Accept every suggestion that the list shows, in one step. What is not sure is left.", [CtrlShift('a')];
    ToggleSuggestions, Suggest, "Suggestions on or off", "Propose names, quotes and claims, or leave the article alone.", [];

    AddToLexicon, Suggest, "Add entity to the house lexicon", "Keep the selected entity's names for every article: they are proposed wherever they stand.", [];
    AddAllToLexicon, Suggest, "Add all entities to the house lexicon", "Keep the names of every entity of this article for every article.", [];

    Verified, Check, "Verified", "The claim is so. Asks for a source where there is none.", [Char('v')];
    Disputed, Check, "Disputed", "Good sources contradict each other. Asks for what is missing.", [Char('d')];
    False, Check, "False", "The claim is not so. Asks for a source where there is none.", [Char('x')];
    Unrated, Check, "Unrated", "Take the verdict back.", [Char('u')];
    AllVerdicts, Check, "All verdicts…", "Choose among all verdicts of the house.", [Char('.')];
    ClaimStateMenu, Check, "State…", "Say how far the checking has come.", [Char('t')];
    AddSource, Check, "Add source…", "Add evidence to the selected claim.", [Char('s')];
    AddQuery, Check, "Ask a question…", "Note a question about the claim: to whom, until when, and what they answer.", [Char('?')];
    AddAnswer, Check, "Note an answer…", "Write down the answer to the claim's open question, or to the next question nobody answered.", [Char('A')];
    AddReply, Check, "Add a reply…", "Note what somebody says who is criticised in the claim.", [];
    AddCorrection, Check, "Add a correction…", "Note what was corrected after publication.", [];
    Agree, Check, "Confirm or sign off", "Let the verdict stand for the changed words; sign off what somebody else checked.", [Char('y')];
    Reopen, Check, "Reopen", "Take the verdict away and go back to work on the claim.", [Char('r')];
    Review, Check, "Review after a new draft", "Look at the annotations whose words changed or are gone, and at those without a place.", [Ctrl('r')];
    NextUnresolved, Check, "Next unresolved claim", "Go to the next claim that still needs work.", [Char('n')];
    NextForMe, Check, "Next for me", "Go to the next claim you can do something about: overdue answers, rechecks, sign-offs, unchecked claims.", [Char('g')];

    NextName, Go, "Next untagged name", "Select the next run of words that looks like a name and is not tagged.", [Char('w')];
    PreviousName, Go, "Previous untagged name", "Select the previous run of words that looks like a name and is not tagged.", [Char('W')];
    NextQuotation, Go, "Next untagged quotation", "Select the next stretch in quotation marks that is not tagged.", [Char('"'), Char('o')];
    PreviousQuotation, Go, "Previous untagged quotation", "Select the previous stretch in quotation marks that is not tagged.", [Char('O')];
    NextTold, Go, "Next told words", "Select the next words that tell what somebody said (an indirect quote) and are not tagged.", [Char('p')];
    PreviousTold, Go, "Previous told words", "Select the previous words that tell what somebody said and are not tagged.", [Char('P')];
    NextSentence, Go, "Next sentence", "Select the next sentence.", [Char('j')];
    PreviousSentence, Go, "Previous sentence", "Select the previous sentence.", [Char('J')];
    NextAnnotation, Go, "Next annotation", "Go to the next annotation.", [Key(Named::Tab)];
    PreviousAnnotation, Go, "Previous annotation", "Go to the previous annotation.", [ShiftNamed(Named::Tab)];
    ShowStack, Go, "Annotations here…", "List all annotations under the caret to choose one.", [Char('i')];
    Find, Go, "Find…", "Find words in the article and list every hit, to tag them in one step.", [Ctrl('f')];
    FindAndSelect, Go, "Find and select…", "Type words of the article; Enter selects them.", [Char('/')];
    NextHit, Go, "Next hit", "Go to the next place where the words looked for stand.", [Key(Named::F3)];
    PreviousHit, Go, "Previous hit", "Go to the previous place where the words looked for stand.", [ShiftNamed(Named::F3)];
    FilterPane, Go, "Filter the pane", "Type to filter the list on the right.", [CtrlShift('f')];
    NextArea, Go, "Next area", "Move the keyboard from the article to the lists and back.", [Key(Named::F6)];
    BackOut, Go, "Back out", "Leave what is open, one step at a time.", [Key(Named::Escape)];

    ShowEntities, View, "Entities", "Show the entities on the right.", [Ctrl('1')];
    ShowQuotes, View, "Quotes", "Show the quotes on the right.", [Ctrl('2')];
    ShowClaims, View, "Claims", "Show the claims on the right.", [Ctrl('3')];
    ShowPassages, View, "Passages", "Show the highlighted passages on the right.", [Ctrl('4')];
    ShowSuggestions, View, "Suggestions", "Show what the program proposes on the right, with its reasons.", [Ctrl('0')];
    ShowClaimsTable, View, "Claims table", "Show all claims as a table in the place of the article: sort, filter, group, change many at once.", [Ctrl('5')];
    ShowStory, View, "Story", "Show whether the story can run and what is left to do, in the place of the article.", [Ctrl('6')];
    ShowCoverage, View, "Coverage", "Shade what no claim, quote or “no fact here” covers, and list every number, date, name and superlative.", [Ctrl('7')];
    ShowNames, View, "Names sheet", "Show every name with all its spellings, and what looks like a slip of the keys.", [Ctrl('8')];
    ShowQuoteSheet, View, "Quote sheet", "Show every quote by speaker, with what it was checked against.", [Ctrl('9')];
    ShowTimeline, View, "Timeline", "Show who changed what and when, and go back to any earlier state.", [Alt('t')];
    ShowChanges, View, "What changed in the text", "Compare any two revisions of the text, with the annotations that the changes touch, in the place of the article.", [Alt('d')];
    ShowOutline, View, "Outline", "Show or hide the outline on the left.", [Ctrl('b')];
    ShowPanes, View, "Panes", "Show or hide the panes on the right.", [CtrlShift('b')];
    LargerText, View, "Larger text", "Enlarge the article's text.", [Ctrl('+'), Ctrl('=')];
    SmallerText, View, "Smaller text", "Shrink the article's text.", [Ctrl('-')];
    ThemeSystem, View, "System theme", "Light or dark as the system says.", [];
    ThemeLight, View, "Light theme", "Dark text on light ground.", [];
    ThemeDark, View, "Dark theme", "Light text on dark ground.", [];

    Palette, Help, "All commands…", "Find any command by its name.", [Ctrl('k')];
    Help, Help, "Keys", "Show every key.", [Key(Named::F1)];
}

impl Command {
    /// The command these keys call; another one, for some keys, while a suggestion is selected.
    pub fn for_keys(keys: Keys, on_suggestion: bool) -> Option<Self> {
        let all = || Self::ALL.iter().copied().filter(|command| command.keys().contains(&keys));
        let decides = all().find(|command| on_suggestion && command.decides_suggestion());
        decides.or_else(|| all().find(|command| !command.decides_suggestion()))
    }

    /// Whether its keys mean it only while a suggestion is selected.
    pub fn decides_suggestion(self) -> bool {
        matches!(
            self,
            Self::AcceptSuggestion
                | Self::RejectSuggestion
                | Self::SkipSuggestion
                | Self::AcceptEntity
                | Self::RejectEntity
        )
    }

    /// Whether its name answers to what was typed: every word of `query` stands somewhere in it.
    pub fn answers_to(self, query: &str) -> bool {
        let hay = self.words();
        query.to_lowercase().split_whitespace().all(|word| hay.contains(word))
    }

    /// Whether every word of `query` begins a word of its name: who types "light" wants the light
    /// theme before a highlight.
    pub fn answers_first_to(self, query: &str) -> bool {
        let hay = self.words();
        let begins = |word: &str| hay.split(|c: char| !c.is_alphanumeric()).any(|own| own.starts_with(word));
        query.to_lowercase().split_whitespace().all(begins)
    }

    fn words(self) -> String {
        format!("{} {}", self.group().label(), self.title()).to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_key_calls_two_commands() {
        let mut seen = BTreeSet::new();
        for command in Command::ALL {
            for keys in command.keys() {
                let call = (command.decides_suggestion(), keys.label());
                assert!(seen.insert(call), "{} is bound twice", keys.label());
            }
        }
    }

    #[test]
    fn a_selected_suggestion_has_enter_for_itself() {
        let enter = Keys::Named(Named::Enter);
        assert_eq!(Command::for_keys(enter, true), Some(Command::AcceptSuggestion));
        assert_eq!(Command::for_keys(enter, false), Some(Command::Retag));
        assert_eq!(Command::for_keys(Keys::Char('e'), true), Some(Command::TagEntity));
    }

    #[test]
    fn the_palette_finds_a_command_by_parts_of_its_name() {
        assert!(Command::NextUnresolved.answers_to("unres next"));
        assert!(!Command::NextUnresolved.answers_to("quote"));
    }
}

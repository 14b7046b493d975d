//! The formats, by the names the command line and the window have for them.

/// A format in which documents come or go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Our own.
    Ron,
    /// The article's text.
    Txt,
    /// W3C Web Annotation in JSON-LD.
    W3c,
    /// brat standoff.
    Brat,
    /// CoNLL-2003 with IOB2 tags.
    Conll,
    /// CoNLL-U with `Entity=`.
    ConllU,
    /// doccano JSONL.
    Doccano,
    /// Label Studio JSON.
    LabelStudio,
    /// Prodigy JSONL.
    Prodigy,
    /// spaCy JSONL.
    Spacy,
    /// Tables.
    Csv,
    /// STAM JSON.
    Stam,
    /// IPTC ninjs 3.1.
    Ninjs,
    /// UIMA CAS as XMI, with its type system.
    Xmi,
    /// UIMA CAS as JSON, version 0.4.
    CasJson,
    /// WebAnno TSV 3.3.
    WebAnno,
}

impl Format {
    /// Every format, in the order menus show them.
    pub const ALL: [Self; 16] = [
        Self::Ron,
        Self::W3c,
        Self::Csv,
        Self::Brat,
        Self::Doccano,
        Self::LabelStudio,
        Self::Prodigy,
        Self::WebAnno,
        Self::Xmi,
        Self::CasJson,
        Self::Spacy,
        Self::Conll,
        Self::ConllU,
        Self::Stam,
        Self::Ninjs,
        Self::Txt,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ron => "ron",
            Self::Txt => "txt",
            Self::W3c => "w3c",
            Self::Brat => "brat",
            Self::Conll => "conll",
            Self::ConllU => "conllu",
            Self::Doccano => "doccano",
            Self::LabelStudio => "labelstudio",
            Self::Prodigy => "prodigy",
            Self::Spacy => "spacy",
            Self::Csv => "csv",
            Self::Stam => "stam",
            Self::Ninjs => "ninjs",
            Self::Xmi => "xmi",
            Self::CasJson => "casjson",
            Self::WebAnno => "webanno",
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Ron => "Copydesk file",
            Self::Txt => "Plain text",
            Self::W3c => "W3C Web Annotation",
            Self::Brat => "brat standoff",
            Self::Conll => "CoNLL-2003",
            Self::ConllU => "CoNLL-U",
            Self::Doccano => "doccano",
            Self::LabelStudio => "Label Studio",
            Self::Prodigy => "Prodigy",
            Self::Spacy => "spaCy",
            Self::Csv => "Tables (CSV)",
            Self::Stam => "STAM",
            Self::Ninjs => "ninjs 3.1",
            Self::Xmi => "UIMA CAS XMI",
            Self::CasJson => "UIMA CAS JSON",
            Self::WebAnno => "WebAnno TSV",
        }
    }

    /// What it is good for, in plain words.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Ron => "Everything, the history too; what Copydesk itself saves",
            Self::Txt => "The words of the article and nothing else",
            Self::W3c => "For archives and web tools: all but the history",
            Self::Brat => "For the brat annotation tool: a text and its annotations",
            Self::Conll => "For training name taggers: a word a line with its tag",
            Self::ConllU => "For linguists: a word a line, with who is who among the mentions",
            Self::Doccano => "For the doccano annotation tool: labels and relations, a line an article",
            Self::LabelStudio => "For the Label Studio annotation tool: labels, relations, comments",
            Self::Prodigy => "For the Prodigy annotation tool: labels and relations, a line an article",
            Self::Spacy => "For the spaCy library: labels, a line an article",
            Self::Csv => "For spreadsheets: a table each of names, quotes, claims",
            Self::Stam => "For text research: everything said, as data on the text",
            Self::Ninjs => "For news systems: the item with people, places and others as tags",
            Self::Xmi => "For language pipelines on UIMA, and INCEpTION: all but the history",
            Self::CasJson => "The same for language pipelines in one file of JSON",
            Self::WebAnno => "For WebAnno and INCEpTION: a word a line, with labels",
        }
    }

    /// What a file of it is and where it comes from, in plain words; nothing where it is not read.
    pub fn source(self) -> Option<&'static str> {
        Some(match self {
            Self::Ron => "What Copydesk itself saves (.desk.ron)",
            Self::W3c => "Web annotations (.jsonld), the article in it or in a .txt",
            Self::Brat => "The .ann file of the brat tool, with its .txt beside it",
            Self::Conll => "A word a line with its tag (.conll, .iob, .bio)",
            Self::ConllU => "A word a line with its grammar, and Entity= for mentions (.conllu)",
            Self::Doccano => "An export of the doccano tool: a line an article (.jsonl)",
            Self::LabelStudio => "An export of the Label Studio tool (.json)",
            Self::Prodigy => "What Prodigy’s db-out writes: a line an article (.jsonl)",
            Self::Spacy => "Lines of text and ents, for the spaCy library (.jsonl)",
            Self::Xmi => "UIMA CAS, as INCEpTION exports it (.xmi)",
            Self::CasJson => "UIMA CAS in JSON, as INCEpTION exports it (.json)",
            Self::WebAnno => "WebAnno TSV 3.3, as WebAnno and INCEpTION export it (.tsv)",
            Self::Txt | Self::Csv | Self::Stam | Self::Ninjs => return None,
        })
    }

    /// What the names of its files end in, the longest first; the first is the one that is read.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Ron => &[".desk.ron"],
            Self::Txt => &[".txt"],
            Self::W3c => &[".w3c.jsonld", ".jsonld"],
            Self::Brat => &[".ann"],
            Self::Conll => &[".conll", ".iob", ".iob2", ".bio"],
            Self::ConllU => &[".conllu"],
            Self::Doccano => &[".doccano.jsonl"],
            Self::LabelStudio => &[".labelstudio.json"],
            Self::Prodigy => &[".prodigy.jsonl"],
            Self::Spacy => &[".spacy.jsonl"],
            Self::Stam => &[".stam.json"],
            Self::Ninjs => &[".ninjs.json"],
            Self::Xmi => &[".xmi"],
            Self::CasJson => &[".cas.json"],
            Self::WebAnno => &[".webanno.tsv", ".tsv"],
            Self::Csv => &[".mentions.csv", ".entities.csv", ".quotes.csv", ".claims.csv", ".evidence.csv"],
        }
    }

    /// The format of a file of this name, by its ending.
    pub fn of_file(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending_of(name).is_some())
    }

    /// The ending of this format that a file's name has.
    pub fn ending_of(self, name: &str) -> Option<&'static str> {
        let fits = |ending: &&&str| {
            let at = name.len().checked_sub(ending.len());
            at.and_then(|at| name.get(at..)).is_some_and(|own| own.eq_ignore_ascii_case(ending))
        };
        self.endings().iter().find(fits).copied()
    }

    /// Whether it is read too.
    pub fn is_read(self) -> bool {
        self.source().is_some()
    }

    /// What the file with the article's text ends in, where that is another file than the one read.
    pub fn companion(self) -> Option<&'static str> {
        matches!(self, Self::Brat | Self::W3c).then_some(".txt")
    }

    /// Whether the exports of several documents may be put behind each other.
    pub fn can_be_joined(self) -> bool {
        let labels = matches!(self, Self::Doccano | Self::LabelStudio | Self::Prodigy | Self::Spacy);
        labels || matches!(self, Self::Conll | Self::ConllU | Self::Csv)
    }

    /// The endings of the files of one export.
    pub fn written_endings(self) -> &'static [&'static str] {
        match self {
            Self::Brat => &[".txt", ".ann"],
            Self::Xmi => &[".typesystem.xml", ".xmi"],
            Self::Csv => self.endings(),
            _ => self.endings().get(..1).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_known_by_its_name_and_its_endings() {
        for format in Format::ALL {
            assert_eq!(Format::named(format.name()), Some(format));
            for ending in format.endings() {
                assert_eq!(Format::of_file(&format!("story{ending}")), Some(format), "{ending}");
            }
        }
        assert_eq!(Format::of_file("STORY.DESK.RON"), Some(Format::Ron));
        assert_eq!(Format::of_file("story.jsonl"), None, "several formats have that ending");
    }
}

//! The parts that are the same in every document, and the archive.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::report::ReportError;
use crate::report::edition::Edition;
use crate::report::inert;

use super::xml::escaped;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

const ROOT_RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

const DOCUMENT_RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>"#;

const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#;

const NUMBERING: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;

/// Id, name, what follows it (style), paragraph properties, run properties.
const STYLES: [(&str, &str, &str, &str, &str); 10] = [
    ("BodyText", "Body Text", "BodyText", r#"<w:spacing w:after="160" w:line="288" w:lineRule="auto"/>"#, ""),
    (
        "Title",
        "Title",
        "Byline",
        r#"<w:keepNext/><w:spacing w:before="120" w:after="160"/><w:outlineLvl w:val="0"/>"#,
        r#"<w:b/><w:sz w:val="48"/><w:szCs w:val="48"/>"#,
    ),
    (
        "Heading1",
        "heading 1",
        "BodyText",
        r#"<w:keepNext/><w:spacing w:before="320" w:after="100"/><w:outlineLvl w:val="1"/>"#,
        r#"<w:b/><w:sz w:val="28"/><w:szCs w:val="28"/>"#,
    ),
    ("Byline", "Byline", "BodyText", r#"<w:spacing w:after="60"/>"#, r#"<w:i/><w:color w:val="57534C"/>"#),
    (
        "Dateline",
        "Dateline",
        "BodyText",
        r#"<w:spacing w:after="200"/>"#,
        r#"<w:i/><w:color w:val="57534C"/>"#,
    ),
    (
        "Caption",
        "caption",
        "BodyText",
        r#"<w:spacing w:after="80"/><w:ind w:left="240"/>"#,
        r#"<w:color w:val="57534C"/><w:sz w:val="20"/><w:szCs w:val="20"/>"#,
    ),
    (
        "Credit",
        "Credit",
        "BodyText",
        r#"<w:spacing w:before="120" w:after="160"/><w:ind w:left="240"/>"#,
        r#"<w:color w:val="57534C"/><w:sz w:val="18"/><w:szCs w:val="18"/>"#,
    ),
    (
        "ListBullet",
        "List Bullet",
        "ListBullet",
        r#"<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/>"#,
        "",
    ),
    (
        "TableRow",
        "Table Row",
        "TableRow",
        r#"<w:spacing w:after="20"/>"#,
        r#"<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:sz w:val="18"/><w:szCs w:val="18"/>"#,
    ),
    (
        "Banner",
        "Banner",
        "BodyText",
        r#"<w:pBdr><w:top w:val="single" w:sz="12" w:space="4" w:color="A8201A"/><w:bottom w:val="single" w:sz="12" w:space="4" w:color="A8201A"/></w:pBdr><w:spacing w:after="240"/>"#,
        r#"<w:b/><w:color w:val="A8201A"/>"#,
    ),
];

/// The archive.
pub(super) fn pack(edition: &Edition<'_>, document: &str, comments: &str) -> Result<Vec<u8>, ReportError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let (core, styles) = (core(edition), styles(edition));
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT_RELATIONSHIPS),
        ("docProps/core.xml", core.as_str()),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONSHIPS),
        ("word/styles.xml", styles.as_str()),
        ("word/numbering.xml", NUMBERING),
        ("word/settings.xml", SETTINGS),
        ("word/comments.xml", comments),
    ];
    for (name, content) in parts {
        archive.start_file(name, options)?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn core(edition: &Edition<'_>) -> String {
    let title = escaped(&inert::line(&edition.title()));
    let date = edition.date;
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created></cp:coreProperties>"#
    )
}

fn styles(edition: &Edition<'_>) -> String {
    let language = edition.document().article().meta.language.trim();
    let is_tag = !language.is_empty() && language.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let language = if is_tag { language } else { "en-GB" };
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:eastAsia="Georgia" w:cs="Times New Roman"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="{language}"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#
    );
    for (id, name, next, paragraph, run) in STYLES {
        out.push_str(&format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:next w:val="{next}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        ));
    }
    out.push_str(
        r#"<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style><w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style></w:styles>"#,
    );
    out
}

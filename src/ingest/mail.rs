//! E-mails and web archives (MHTML): subject, sender, date and the text, or the page in it.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use super::assemble::Assembly;
use super::lines::{lines, unwrapped};
use super::package::damaged;
use super::settle::{Draft, Trust};
use super::{IngestError, Notes, html, limits};
use crate::model::BlockKind;
use crate::text::counted::counted;

/// What a browser writes at the head of a page it saved in one file.
const SAVED_PAGE: &str = "Snapshot-Content-Location";

/// The article in an e-mail.
pub(super) fn message(bytes: &[u8], name: &str, notes: &mut Notes) -> Result<Draft, IngestError> {
    if bytes.len() > limits::MAIL {
        return Err(IngestError::TooLarge { name: name.to_owned(), what: "an e-mail", limit: limits::MAIL });
    }
    let no_mail = || {
        damaged(
            name,
            "it has no e-mail's head (From, Subject, Date). If it is text, let its name end in .txt"
                .to_owned(),
        )
    };
    let message = MessageParser::default().parse(bytes).ok_or_else(no_mail)?;
    if message.from().is_none() && message.subject().is_none() && message.date().is_none() {
        return Err(no_mail());
    }
    let page = message.html_body.iter().find_map(|part| match &message.part(*part)?.body {
        PartType::Html(page) => Some(page.as_ref()),
        _ => None,
    });
    if let Some(page) = page
        && message.header_raw(SAVED_PAGE).is_some()
    {
        let mut draft = html::page(page, name, notes)?;
        if let Some(address) = message.header_raw(SAVED_PAGE).filter(|_| draft.meta.url.is_empty()) {
            address.trim().clone_into(&mut draft.meta.url);
        }
        notes.did("It is a web page saved in one file.".to_owned());
        return Ok(draft);
    }
    let mut draft = Draft::new(name, Trust::Title);
    fill(&mut draft, &message);
    let text = message.text_body.iter().find_map(|part| match &message.part(*part)?.body {
        PartType::Text(text) => Some(text.as_ref()),
        _ => None,
    });
    match (text.filter(|text| !text.trim().is_empty()), page) {
        (Some(text), _) => {
            notes.did("The text part of the e-mail was taken.".to_owned());
            put_lines(text, &mut draft.assembly);
        }
        (None, Some(page)) => {
            notes.did("The e-mail has no plain text; the words of its HTML part were taken.".to_owned());
            let n_head = draft.assembly.text.len();
            html::piece(page, &mut draft.assembly);
            if draft.assembly.text.get(n_head..).is_none_or(|words| words.trim().is_empty()) {
                notes.warn("No words of a text were found in the HTML part of the e-mail.".to_owned());
            }
        }
        (None, None) => notes.warn("The e-mail has no text of its own.".to_owned()),
    }
    let attached: Vec<String> = message
        .attachments()
        .map(|part| part.attachment_name().unwrap_or("an unnamed one").to_owned())
        .collect();
    if !attached.is_empty() {
        let files = counted(attached.len(), "attachment", "attachments");
        notes.did(format!(
            "Left out: {files} ({}). Save and import what belongs to the article.",
            attached.join(", ")
        ));
    }
    Ok(draft)
}

fn fill(draft: &mut Draft, message: &Message<'_>) {
    let sender =
        message.from().and_then(|from| from.first()).and_then(|from| from.name().or_else(|| from.address()));
    let one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let meta = &mut draft.meta;
    meta.title = one_line(message.subject().unwrap_or_default());
    meta.byline = one_line(sender.unwrap_or_default());
    meta.published = message.date().map(mail_parser::DateTime::to_rfc3339).unwrap_or_default();
    let (title, byline) = (meta.title.clone(), meta.byline.clone());
    draft.assembly.block(BlockKind::Headline, &title);
    draft.assembly.block(BlockKind::Byline, &byline);
}

/// Each paragraph a block, lines that a mail program wrapped joined.
fn put_lines(text: &str, assembly: &mut Assembly) {
    for line in unwrapped(text, lines(text)) {
        assembly.folded(line.of(text));
        assembly.end(BlockKind::Paragraph);
    }
}

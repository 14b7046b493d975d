//! The annotated article as one web page that needs nothing else: no script, no font, no picture.
//!
//! A page for the desk and one for readers differ in what their edition holds, not in how they are
//! written. The content security policy lets in the page's own style by its hash and nothing more.

mod article;
mod markup;
mod notes;
mod style;

use crate::model::ArticleMeta;

use super::Audience;
use super::edition::{Edition, day};
use super::inert;
use super::note::shortened;
use super::story::Story;

use markup::Markup;

/// The page.
pub(super) fn write(edition: &Edition<'_>) -> String {
    let story = Story::of(edition);
    let style = style::style(edition.schema);
    let mut page = Markup::default();
    head(&mut page, edition, &style);
    page.raw("<body>\n<a class=\"skip\" href=\"#notes\">Skip to the notes</a>\n");
    masthead(&mut page, edition);
    page.raw("<div class=\"page\">\n<main>\n");
    article::article(&mut page, edition, &story);
    article::key(&mut page, edition, &story);
    page.raw("</main>\n");
    notes::side(&mut page, &story);
    page.raw("</div>\n");
    footer(&mut page, edition);
    page.raw("</body>\n</html>\n");
    page.finish()
}

fn head(page: &mut Markup, edition: &Edition<'_>, style: &str) {
    let digest = style::digest(style);
    page.raw("<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">\n"
    ));
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    if edition.is_for_the_desk() {
        page.raw("<meta name=\"robots\" content=\"noindex, nofollow, noarchive\">\n");
    }
    // Search engines and tabs cut longer titles.
    let title = shortened(&inert::line(&edition.title()), 54);
    page.raw("<title>").text(&format!("{title} – fact-check")).raw("</title>\n<style>");
    page.raw(style).raw("</style>\n</head>\n");
}

fn kicker(audience: Audience) -> &'static str {
    match audience {
        Audience::Desk => "Fact-check of the desk",
        Audience::Readers => "How this article was checked",
    }
}

fn masthead(page: &mut Markup, edition: &Edition<'_>) {
    let ArticleMeta { site, published, url, .. } = &edition.document().article().meta;
    page.raw("<header class=\"masthead\">\n<p class=\"kicker\"><strong>");
    page.raw(kicker(edition.audience)).raw("</strong> <span>");
    let mut parts: Vec<&str> =
        [site.trim(), published.trim()].into_iter().filter(|part| !part.is_empty()).collect();
    let made = format!("as of {}", day(edition.date));
    parts.push(&made);
    for (number, part) in parts.iter().enumerate() {
        page.raw(if number > 0 { " · " } else { "" }).isolated(part);
    }
    if let Some(link) = inert::link(url) {
        page.raw(" · <a href=\"").raw(&link).raw("\">the article</a>");
    }
    page.raw("</span></p>\n");
    if edition.is_for_the_desk() {
        let n_confidential = n_confidential(edition);
        let more = match n_confidential {
            0 => String::new(),
            1 => " It names a confidential source.".to_owned(),
            n => format!(" It names {n} confidential sources."),
        };
        page.raw("<p class=\"banner\"><strong>For the desk only.</strong> Not for publication.");
        page.raw(&more).raw("</p>\n");
    }
    page.raw("</header>\n");
}

fn n_confidential(edition: &Edition<'_>) -> usize {
    let claims = edition.document().annotations().filter_map(|annotation| annotation.claim());
    claims.flat_map(|claim| &claim.evidence).filter(|evidence| evidence.confidential).count()
}

fn footer(page: &mut Markup, edition: &Edition<'_>) {
    page.raw("<footer>\n<p>");
    let house = edition.schema.house.trim();
    if !house.is_empty() {
        page.isolated(house).raw(". ");
    }
    page.raw("Made with Copydesk on ").raw(&day(edition.date)).raw(".</p>\n</footer>\n");
}

//! What a page says about its article beside the text: JSON-LD, Open Graph, `meta` and `link`.

use serde_json::Value;

use super::scan::Scan;
use crate::model::ArticleMeta;

/// Fills in what `scan` tells; what is known already stays.
pub(super) fn fill(meta: &mut ArticleMeta, scan: &Scan) {
    let article = scan.json_ld.iter().find_map(|script| article_in(script));
    let said = |field: &str| article.as_ref().map(|article| text_of(article.get(field))).unwrap_or_default();
    let heads = |names: &[&str]| scan.meta(names).unwrap_or_default().to_owned();
    let first =
        |options: [String; 3]| options.into_iter().find(|option| !option.is_empty()).unwrap_or_default();
    put(
        &mut meta.title,
        first([said("headline"), heads(&["og:title", "twitter:title", "dc.title"]), folded(&scan.title)]),
    );
    let author = heads(&["author", "article:author_name", "parsely-author", "dc.creator", "byl"]);
    put(&mut meta.byline, first([said("author"), author, String::new()]));
    let published =
        ["article:published_time", "datepublished", "parsely-pub-date", "dc.date.issued", "dcterms.created"];
    put(&mut meta.published, first([said("datePublished"), heads(&published), scan.time.clone()]));
    let locale = heads(&["og:locale", "dc.language", "content-language"]).replace('_', "-");
    put(&mut meta.language, first([scan.language.trim().to_owned(), said("inLanguage"), locale]));
    put(
        &mut meta.site,
        first([said("publisher"), heads(&["og:site_name", "application-name"]), String::new()]),
    );
    let url = said("url");
    let url = if url.is_empty() { said("mainEntityOfPage") } else { url };
    let found = first([scan.canonical.clone(), heads(&["og:url", "twitter:url"]), url]);
    put(&mut meta.url, found);
}

fn put(field: &mut String, value: String) {
    if field.trim().is_empty() {
        *field = value;
    }
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The article that a JSON-LD script describes.
fn article_in(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim();
    let value: Value = serde_json::from_str(script).ok()?;
    let mut candidates = Vec::new();
    let tops = match value {
        Value::Array(values) => values,
        value => vec![value],
    };
    for top in tops {
        if let Some(Value::Array(graph)) = top.get("@graph") {
            candidates.extend(graph.iter().cloned());
        }
        candidates.push(top);
    }
    candidates.into_iter().find(is_article)
}

/// Whether its type is an article of some sort: `"NewsArticle"`, `["Article", "OpinionNewsArticle"]`.
fn is_article(value: &Value) -> bool {
    let is_sort = |name: &str| {
        name.ends_with("Article") || matches!(name, "Report" | "BlogPosting" | "LiveBlogPosting")
    };
    match value.get("@type") {
        Some(Value::String(name)) => is_sort(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is_sort),
        _ => false,
    }
}

/// The words of a value: itself, its name or address, or those of its members.
fn text_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(words)) => folded(words),
        Some(Value::Array(values)) => {
            let all: Vec<String> = values.iter().map(name_of).filter(|name| !name.is_empty()).collect();
            all.join(", ")
        }
        Some(value @ Value::Object(_)) => name_of(value),
        _ => String::new(),
    }
}

fn name_of(value: &Value) -> String {
    let words = value
        .as_str()
        .or_else(|| ["name", "alternateName", "@id"].iter().find_map(|key| value.get(key)?.as_str()));
    folded(words.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_ld_comes_before_open_graph_and_what_is_known_stays() {
        let page = r#"<html lang="en-GB"><meta property="og:title" content="Karl | Coast News"><meta property="og:site_name" content="Coast">
            <meta property="og:url" content="https://coast.example/1"><link rel="canonical" href="https://coast.example/karl">
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Organization"},
            {"@type":["NewsArticle"],"headline":"Karl reopens","author":[{"name":"Ana Lind"},{"name":"Bo Ek"}],"datePublished":"2025-11-03","publisher":{"name":"Coast News"}}]}</script>"#;
        let mut meta = ArticleMeta { site: "Known".into(), ..ArticleMeta::default() };
        fill(&mut meta, &Scan::of(page));
        assert_eq!((meta.title.as_str(), meta.byline.as_str()), ("Karl reopens", "Ana Lind, Bo Ek"));
        assert_eq!((meta.published.as_str(), meta.language.as_str()), ("2025-11-03", "en-GB"));
        assert_eq!((meta.site.as_str(), meta.url.as_str()), ("Known", "https://coast.example/karl"));
    }

    #[test]
    fn broken_json_is_passed_over() {
        let mut meta = ArticleMeta::default();
        fill(
            &mut meta,
            &Scan::of("<title> A\n B </title><script type=application/ld+json>{\"@type\": </script>"),
        );
        assert_eq!(meta.title, "A B");
    }
}

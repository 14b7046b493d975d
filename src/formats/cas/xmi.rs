//! XMI as UIMA writes it, with the type system in a file beside it.

use std::fmt::Write;

use crate::formats::ExchangeError;
use crate::formats::exchange::{Exported, ExportedFile, Imported};
use crate::formats::ids::Ids;
use crate::formats::loss::{Loss, Part, losses};
use crate::model::Document;

use super::from_document::{SOFA, from_document};
use super::to_document::to_document;
use super::types::{ANNOTATION, PACKAGE, TYPES, features, range_name};
use super::xml::{Element, Escape, elements};
use super::{Cas, Feature, Structure};

/// What the names of types stand in, before and behind the package.
const SPACE: (&str, &str) = ("http:///", ".ecore");
/// The view that is read, where there are several.
const VIEW: &str = "_InitialView";

const HELP: &str = "Export the file again from where it is from";

/// Writes the text with everything said about it, and the type system.
pub(in crate::formats) fn write(document: &Document) -> Exported {
    let cas = from_document(document);
    let mut escape = Escape::default();
    let mut page = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" \
         xmlns:cas=\"http:///uima/cas.ecore\" xmlns:tcas=\"http:///uima/tcas.ecore\" \
         xmlns:copydesk=\"http:///copydesk.ecore\" xmi:version=\"2.0\">\n  <cas:NULL xmi:id=\"0\"/>\n",
    );
    for structure in &cas.structures {
        element(&mut page, structure, &mut escape);
    }
    let text = escape.text(&cas.text);
    let members: Vec<String> =
        cas.structures.iter().filter(|own| is_member(own)).map(|own| own.id.to_string()).collect();
    page.extend([
        format!(
            "  <cas:Sofa xmi:id=\"{SOFA}\" sofaNum=\"1\" sofaID=\"{VIEW}\" mimeType=\"text\" sofaString=\"{text}\"/>\n"
        ),
        format!("  <cas:View sofa=\"{SOFA}\" members=\"{}\"/>\n</xmi:XMI>\n", members.join(" ")),
    ]);
    let mut lost = losses(document, &Part::SAID);
    if escape.n_lost > 0 {
        lost.push(Loss { part: Part::ControlCharacters, count: escape.n_lost });
    }
    Exported {
        files: vec![
            ExportedFile { ending: ".xmi", content: page },
            ExportedFile { ending: ".typesystem.xml", content: type_system() },
        ],
        losses: lost,
    }
}

/// Whether a structure is found by itself; the others are found through those that point at them.
pub(super) fn is_member(structure: &Structure) -> bool {
    structure.number("begin").is_some() || matches!(structure.short_kind(), "Article" | "Entity")
}

fn element(page: &mut String, structure: &Structure, escape: &mut Escape) {
    let package = if structure.kind.starts_with(PACKAGE) { "copydesk" } else { "tcas" };
    let name = structure.short_kind();
    let mut head = format!("  <{package}:{name} xmi:id=\"{}\"", structure.id);
    if structure.number("begin").is_some() {
        head.extend([format!(" sofa=\"{SOFA}\"")]);
    }
    let mut inside = String::new();
    for (name, value) in &structure.features {
        let value = match value {
            Feature::Text(text) => escape.text(text),
            Feature::Number(number) | Feature::Link(number) => number.to_string(),
            Feature::Truth(truth) => truth.to_string(),
            Feature::Links(ids) => ids.iter().map(usize::to_string).collect::<Vec<_>>().join(" "),
            Feature::Texts(texts) => {
                for text in texts {
                    inside.extend([format!("<{name}>{}</{name}>", escape.text(text))]);
                }
                continue;
            }
        };
        head.extend([format!(" {name}=\"{value}\"")]);
    }
    page.push_str(&head);
    if inside.is_empty() {
        page.push_str("/>\n");
    } else {
        page.extend([format!(">{inside}</{package}:{name}>\n")]);
    }
}

/// The type system, the same for every article.
fn type_system() -> String {
    let mut page = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n  <name>Copydesk</name>\n  <types>\n",
    );
    for own in &TYPES {
        let (name, about, parent) = (own.name, own.about, own.parent);
        page.extend([format!(
            "    <typeDescription>\n      <name>{PACKAGE}{name}</name>\n      <description>{about}</description>\n      \
             <supertypeName>{parent}</supertypeName>\n      <features>\n"
        )]);
        for (name, range) in features(own) {
            let (range, members) = range_name(&range);
            let members =
                members.map_or_else(String::new, |members| format!("<elementType>{members}</elementType>"));
            // A String takes every write.
            let written = writeln!(
                page,
                "        <featureDescription><name>{name}</name><description/>\
                 <rangeTypeName>{range}</rangeTypeName>{members}</featureDescription>"
            );
            debug_assert!(written.is_ok());
        }
        page.push_str("      </features>\n    </typeDescription>\n");
    }
    page.push_str("  </types>\n</typeSystemDescription>\n");
    debug_assert!(page.contains(ANNOTATION));
    page
}

/// Reads a document. The type system is not asked for: what is read of others' types is known by
/// its names.
pub(in crate::formats) fn read(text: &str) -> Result<Imported, ExchangeError> {
    let (root, elements) = elements(text)?;
    if root != "XMI" {
        return Err(ExchangeError::whole(
            format!("this is no XMI: its outermost element is “{root}”"),
            "Export it as XMI; in INCEpTION the format is called UIMA CAS XMI (XML 1.0)",
        ));
    }
    let cas = cas(elements)?;
    to_document(&cas, &mut Ids::new("xmi", text.as_bytes()))
}

fn cas(elements: Vec<Element>) -> Result<Cas, ExchangeError> {
    let is_sofa = |element: &&Element| element.name == "Sofa" && element.space.contains("uima/cas");
    let value = |element: &Element, name: &str| {
        let mut features = element.attributes.iter().chain(&element.children);
        features.find(|(own, _)| own == name).map(|(_, value)| value.clone())
    };
    let mut sofas: Vec<&Element> = elements.iter().filter(is_sofa).collect();
    sofas.retain(|sofa| value(sofa, "sofaString").is_some());
    let named = sofas.iter().find(|sofa| value(sofa, "sofaID").as_deref() == Some(VIEW));
    let sofa = named
        .or(sofas.first())
        .ok_or_else(|| ExchangeError::whole("there is no text in it (no Sofa with a sofaString)", HELP))?;
    let mut cas = Cas { text: value(sofa, "sofaString").unwrap_or_default(), ..Cas::default() };
    let number = sofa.id.clone();
    if sofas.len() > 1 {
        let name = value(sofa, "sofaID").unwrap_or_default();
        cas.notes.push(format!("The file has {} texts; the one called {name} was taken.", sofas.len()));
    }
    // Only what is pointed at needs a number; ours for the others lie behind all of the file's.
    let mut number_of_nameless = usize::MAX;
    for element in elements {
        let is_list = matches!(element.name.as_str(), "FSArray" | "StringArray" | "NonEmptyFSList");
        let is_bookkeeping = element.space.contains("uima/cas") && !is_list;
        let elsewhere = value(&element, "sofa").is_some_and(|own| Some(own) != number);
        if !is_bookkeeping && !elsewhere {
            cas.structures.push(structure(element, number_of_nameless)?);
            number_of_nameless -= 1;
        }
    }
    Ok(cas)
}

fn structure(element: Element, nameless: usize) -> Result<Structure, ExchangeError> {
    let Element { space, name, place, id, attributes, children } = element;
    let id = id.map_or(Ok(nameless), |id| {
        let wrong = || place.wrong(format!("“{id}” in the xmi:id of “{name}” is no number"), HELP);
        id.trim().parse().map_err(|_no_number| wrong())
    })?;
    let package = space.strip_prefix(SPACE.0).and_then(|rest| rest.strip_suffix(SPACE.1));
    let package = package.map(|package| package.replace('/', "."));
    let kind = match package.as_deref() {
        None | Some("" | "uima.noNamespace") => name,
        Some(package) => format!("{package}.{name}"),
    };
    let mut features: Vec<(String, Feature)> =
        attributes.into_iter().map(|(name, value)| (name, Feature::Text(value))).collect();
    for (name, text) in children {
        match features.iter_mut().find(|(own, _)| *own == name) {
            Some((_, Feature::Texts(texts))) => texts.push(text),
            _ => features.push((name, Feature::Texts(vec![text]))),
        }
    }
    Ok(Structure { id, kind, place, features })
}

//! A document as WebAnno TSV.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::formats::cas::{CUSTOM, NAMED_ENTITY, WIKIDATA};
use crate::formats::exchange::Exported;
use crate::formats::json::{Border, Unit};
use crate::formats::labelled::tokens::{Token, sentences};
use crate::formats::labelled::{Label, Labelled, LinkKind, Tagset, from_document, trimmed};
use crate::formats::loss::{Part, counted, losses};
use crate::model::{AnnotationKind, Document, EntityId};
use crate::text::Span;
use crate::text::units::UnitIndex;

use super::{FORMAT, SPANS, TEXT, cell};

const CARRIES: &[Part] = &[
    Part::Spacing,
    Part::Links,
    Part::Mentions,
    Part::Passages,
    Part::Quotes,
    Part::CuesAndSources,
    Part::Speakers,
    Part::QuoteChecks,
    Part::Claims,
    Part::Claimants,
    Part::Verdicts,
    Part::Comments,
    Part::SeveralParts,
    Part::Ids,
    Part::WhoIsWho,
];

/// A layer and its features, in order of name.
struct Layer {
    name: &'static str,
    features: &'static [&'static str],
}

const LAYERS: [Layer; 6] = [
    Layer { name: "NamedEntity", features: &["identifier", "value"] },
    Layer {
        name: "Claim",
        features: &[
            "claimant",
            "comment",
            "criticism",
            "disposition",
            "id",
            "kind",
            "priority",
            "state",
            "verdict",
        ],
    },
    Layer { name: "Cue", features: &["quote"] },
    Layer { name: "Passage", features: &["comment", "id", "tag"] },
    Layer { name: "Quote", features: &["addressee", "check", "comment", "id", "kind", "speaker"] },
    Layer { name: "Source", features: &["quote"] },
];

impl Layer {
    fn of(label: &Label) -> usize {
        match label {
            Label::Mention(_) => 0,
            Label::Claim => 1,
            Label::Cue => 2,
            Label::Passage(_) => 3,
            Label::Quote(_) => 4,
            Label::Source => 5,
        }
    }

    fn head(&self) -> String {
        let name = if self.name == "NamedEntity" {
            NAMED_ENTITY.to_owned()
        } else {
            format!("{CUSTOM}{}", self.name)
        };
        format!("{SPANS}{name}|{}\n", self.features.join("|"))
    }
}

/// One stretch of a mark.
struct Piece {
    mark: usize,
    layer: usize,
    span: Span,
}

/// Writes an article.
pub(in crate::formats) fn write(document: &Document) -> Exported {
    let labelled = from_document(document);
    let said = Sayings::of(document, &labelled);
    let (pieces, invisible) = pieces(&labelled);
    let mut cuts: Vec<usize> =
        pieces.iter().flat_map(|piece| [piece.span.start(), piece.span.end()]).collect();
    cuts.sort_unstable();
    let sentences: Vec<Vec<Token>> =
        sentences(document.article(), &cuts).into_iter().map(|(_, tokens)| tokens).collect();
    let at_token = at_tokens(&sentences, &pieces);
    let numbers = numbers(&at_token, &pieces);
    let layers: BTreeSet<usize> = pieces.iter().map(|piece| piece.layer).collect();
    let mut page = format!("{}{}\n", FORMAT.0, FORMAT.1);
    page.extend(layers.iter().filter_map(|layer| LAYERS.get(*layer)).map(Layer::head));
    page.push('\n');
    let units = UnitIndex::new(labelled.text.clone());
    let border = Border { units: &units, unit: Unit::Utf16 };
    let text = labelled.text.as_ref();
    let starts: Vec<usize> = sentences.iter().filter_map(|tokens| Some(tokens.first()?.start)).collect();
    let mut nth = 0;
    for (number, tokens) in sentences.iter().enumerate() {
        // What stands before the next sentence goes with this one, so that no space is lost.
        let start = starts.get(number).copied().unwrap_or_default();
        let end = starts.get(number + 1).copied().unwrap_or(text.len());
        page.push('\n');
        for line in text.get(start..end).unwrap_or_default().split('\n') {
            page.extend([TEXT, &cell::text(line), "\n"]);
        }
        for (token_nth, token) in tokens.iter().enumerate() {
            let (from, to) = (border.out(token.start), border.out(token.end));
            let words = text.get(token.clone()).unwrap_or_default();
            page.extend([format!("{}-{}\t{from}-{to}\t{words}\t", number + 1, token_nth + 1)]);
            let here = at_token.get(nth).map(Vec::as_slice).unwrap_or_default();
            nth += 1;
            for layer in &layers {
                for feature in LAYERS.get(*layer).map_or(&[][..], |layer| layer.features) {
                    let values: Vec<String> = here
                        .iter()
                        .filter_map(|at| pieces.get(*at).filter(|piece| piece.layer == *layer).zip(Some(at)))
                        .map(|(piece, at)| {
                            let value = said.value(&labelled, piece.mark, feature).unwrap_or_default();
                            let number =
                                numbers.get(at).map_or_else(String::new, |number| format!("[{number}]"));
                            format!("{}{number}", cell::value(&value))
                        })
                        .collect();
                    page.push_str(if values.is_empty() { "_" } else { "" });
                    page.push_str(&values.join("|"));
                    page.push('\t');
                }
            }
            page.push('\n');
        }
    }
    let head = text.get(..starts.first().copied().unwrap_or(text.len())).unwrap_or_default();
    let spacing = usize::from(!head.chars().all(|c| c == ' '));
    let mut lost = losses(document, CARRIES);
    let further = [(Part::Spacing, spacing), (Part::Invisible, invisible)];
    let further = further.into_iter().chain(said.lost(document));
    lost.extend(counted(further));
    Exported::one(".webanno.tsv", page, lost)
}

/// The visible stretches of all marks in reading order, and how many have nothing visible.
fn pieces(labelled: &Labelled) -> (Vec<Piece>, usize) {
    let (mut pieces, mut invisible) = (Vec::new(), 0);
    for (mark, own) in labelled.marks.iter().enumerate() {
        for span in own.spans.iter() {
            match trimmed(&labelled.text, span) {
                Some(span) => pieces.push(Piece { mark, layer: Layer::of(&own.label), span }),
                None => invisible += 1,
            }
        }
    }
    pieces.sort_by_key(|piece| (piece.span.start(), piece.mark));
    (pieces, invisible)
}

/// The pieces at each token.
fn at_tokens(sentences: &[Vec<Token>], pieces: &[Piece]) -> Vec<Vec<usize>> {
    let mut next = 0;
    let mut open: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for token in sentences.iter().flatten() {
        while pieces.get(next).is_some_and(|piece| piece.span.start() <= token.start) {
            open.push(next);
            next += 1;
        }
        open.retain(|at| pieces.get(*at).is_some_and(|piece| piece.span.end() > token.start));
        found.push(open.clone());
    }
    found
}

/// Numbers for the pieces of several tokens, and for those that share a token with one of their layer.
fn numbers(at_token: &[Vec<usize>], pieces: &[Piece]) -> HashMap<usize, usize> {
    let (mut seen, mut wanted) = (HashSet::new(), BTreeSet::new());
    for here in at_token {
        for at in here {
            let layer = |at: &usize| pieces.get(*at).map(|piece| piece.layer);
            let stacked = here.iter().filter(|other| layer(other) == layer(at)).count() > 1;
            if !seen.insert(*at) || stacked {
                wanted.insert(*at);
            }
        }
    }
    wanted.into_iter().zip(1..).collect()
}

/// What marks say in their features.
struct Sayings {
    /// By entity.
    identifiers: HashMap<EntityId, String>,
    /// Whom a mark points at.
    whom: HashMap<(usize, LinkKind), String>,
    /// The quote of a cue or source.
    quote: HashMap<usize, String>,
}

impl Sayings {
    fn of(document: &Document, labelled: &Labelled) -> Self {
        let mut taken = HashSet::new();
        let identifiers = document.entities().map(|entity| {
            let known = entity.links.iter().find(|link| {
                let digits = link.id.strip_prefix('Q').unwrap_or_default();
                let is_item = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                is_item && link.scheme.eq_ignore_ascii_case("wikidata")
            });
            let known = known.map(|link| format!("{WIKIDATA}{}", link.id));
            let own = known.filter(|known| taken.insert(known.clone()));
            (entity.id, own.unwrap_or_else(|| format!("urn:uuid:{}", entity.id)))
        });
        let identifiers: HashMap<EntityId, String> = identifiers.collect();
        let (mut whom, mut quote) = (HashMap::new(), HashMap::new());
        for link in &labelled.links {
            let id = |at: usize| labelled.marks.get(at).and_then(|mark| mark.id).map(|id| id.to_string());
            if matches!(link.kind, LinkKind::Cue | LinkKind::Source) {
                quote.extend(id(link.from).map(|id| (link.to, id)));
                continue;
            }
            let entity = labelled.marks.get(link.to).and_then(|mark| mark.entity.as_ref());
            let name = entity.and_then(|named| identifiers.get(&named.id).cloned()).or_else(|| id(link.to));
            whom.extend(name.map(|name| ((link.from, link.kind), name)));
        }
        Self { identifiers, whom, quote }
    }

    fn value(&self, labelled: &Labelled, at: usize, feature: &str) -> Option<String> {
        let mark = labelled.marks.get(at)?;
        let attribute =
            |name: &str| mark.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
        match (feature, &mark.label) {
            ("identifier", _) => self.identifiers.get(&mark.entity.as_ref()?.id).cloned(),
            ("value", label) => Some(label.name(Tagset::Conll)),
            ("kind", label @ Label::Quote(_)) => Some(label.name(Tagset::Words)),
            ("tag", Label::Passage(tag)) => Some(tag.0.clone()),
            ("id", _) => mark.id.map(|id| id.to_string()),
            ("comment", _) => Some(mark.comment.clone()),
            ("criticism", _) => attribute("criticism").map(|_| "yes".to_owned()),
            ("quote", _) => self.quote.get(&at).cloned(),
            (name, _) => {
                let link = LinkKind::named(name).and_then(|kind| self.whom.get(&(at, kind)));
                link.cloned().or_else(|| attribute(name))
            }
        }
    }

    /// What the layer of named entities has no feature for.
    fn lost(&self, document: &Document) -> [(Part, usize); 4] {
        let mentions = || document.annotations_of(AnnotationKind::Mention);
        let mentioned: HashSet<EntityId> =
            mentions().filter_map(|own| own.mention()).map(|mention| mention.entity).collect();
        let links = document.entities().map(|entity| {
            let identifier = self.identifiers.get(&entity.id);
            let carried = mentioned.contains(&entity.id)
                && identifier.is_some_and(|identifier| identifier.starts_with(WIKIDATA));
            entity.links.len() - usize::from(carried)
        });
        [
            (Part::Links, links.sum()),
            (Part::Comments, mentions().filter(|own| !own.comment.is_empty()).count()),
            (Part::SeveralParts, mentions().filter(|own| own.spans.as_slice().len() > 1).count()),
            (Part::Ids, mentions().count()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_has_its_layer() {
        let labels = [(Label::Claim, "Claim"), (Label::Cue, "Cue"), (Label::Source, "Source")];
        for (label, name) in labels {
            assert_eq!(LAYERS[Layer::of(&label)].name, name);
        }
        assert!(LAYERS[1..].iter().all(|layer| layer.features.is_sorted()));
    }
}

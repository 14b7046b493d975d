//! Which mentions `Entity=` can tell apart, and its opening and closing brackets.

use std::collections::{BTreeMap, HashMap};

use crate::formats::labelled::trimmed;
use crate::formats::loss::{Loss, Part, counted};
use crate::model::{Document, EntityId, EntityKind};
use crate::text::Span;

/// One stretch of a mention: its number of how many, from 1.
struct Stretch {
    span: Span,
    number: usize,
    of: usize,
}

/// Mentions by entity, and the brackets of each byte.
pub(super) struct Brackets {
    opening: BTreeMap<usize, Vec<(usize, String)>>,
    closing: BTreeMap<usize, Vec<(usize, String)>>,
    pub(super) lost: Vec<Loss>,
}

impl Brackets {
    /// The brackets for the mentions of `document`.
    pub(super) fn of(document: &Document) -> Self {
        let mut numbers: HashMap<EntityId, usize> = HashMap::new();
        let mut taken: HashMap<EntityId, Vec<(Span, bool)>> = HashMap::new();
        let mut brackets = Self { opening: BTreeMap::new(), closing: BTreeMap::new(), lost: Vec::new() };
        let (mut overlapping, mut invisible) = (0, 0);
        for annotation in document.annotations() {
            let entity = annotation.mention().and_then(|mention| document.entity(mention.entity));
            let Some(entity) = entity else { continue };
            let spans: Vec<Span> =
                annotation.spans.iter().filter_map(|span| trimmed(document.text(), span)).collect();
            let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
                invisible += 1;
                continue;
            };
            let (hull, several) = (first.hull(*last), spans.len() > 1);
            let known = taken.entry(entity.id).or_default();
            // Nothing that is still to come begins before this, so what ends before it meets none of it.
            let from = annotation.spans.first().start();
            known.retain(|(other, _)| other.end() > from);
            if known.iter().any(|(other, other_several)| mixed_up(hull, several, *other, *other_several)) {
                overlapping += 1;
                continue;
            }
            known.push((hull, several));
            let n_numbers = numbers.len();
            let number = *numbers.entry(entity.id).or_insert(n_numbers + 1);
            let kind = type_of(entity.kind);
            let of = spans.len();
            for (at, span) in spans.into_iter().enumerate() {
                brackets.add(&Stretch { span, number: at + 1, of }, number, kind);
            }
        }
        let lost = [(Part::Overlapping, overlapping), (Part::Invisible, invisible)];
        brackets.lost.extend(counted(lost));
        brackets
    }

    fn add(&mut self, stretch: &Stretch, entity: usize, kind: &str) {
        let part =
            if stretch.of > 1 { format!("[{}/{}]", stretch.number, stretch.of) } else { String::new() };
        let open = format!("(e{entity}{part}-{kind}");
        let (start, end) = (stretch.span.start(), stretch.span.end());
        // The longest opens first and closes last.
        self.opening.entry(start).or_default().push((usize::MAX - end, open));
        self.closing.entry(end).or_default().push((usize::MAX - start, format!("e{entity}{part})")));
    }

    /// Where tokens must be cut, sorted.
    pub(super) fn cuts(&self) -> Vec<usize> {
        let mut cuts: Vec<usize> = self.opening.keys().chain(self.closing.keys()).copied().collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }

    /// The value of `Entity=` for a token, empty where nothing begins or ends with it.
    pub(super) fn value(&self, start: usize, end: usize) -> String {
        let sorted = |all: Option<&Vec<(usize, String)>>| {
            let mut all = all.cloned().unwrap_or_default();
            all.sort();
            all
        };
        let mut opens = sorted(self.opening.get(&start));
        let mut closes = sorted(self.closing.get(&end));
        let mut value = String::new();
        // What opens and closes with this token has one pair of brackets.
        let mut whole = Vec::new();
        opens.retain(|(key, open)| {
            let alone = usize::MAX - *key == end;
            if alone {
                whole.push(open.clone());
            }
            !alone
        });
        closes.retain(|(key, _)| usize::MAX - *key != start);
        // Closing ones first: behind an opening one their id would read as part of its fields.
        for (_, close) in &closes {
            value.push_str(close);
        }
        for (_, open) in &opens {
            value.push_str(open);
        }
        for open in &whole {
            value.push_str(open);
            value.push(')');
        }
        value
    }
}

/// The type that validators of CorefUD know for a kind, the head, and the kind where another has
/// that type, too.
fn type_of(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person-1",
        EntityKind::Organisation => "organization-1",
        EntityKind::Place => "place-1",
        EntityKind::Date => "time-1",
        EntityKind::Event => "event-1",
        EntityKind::Work => "abstract-1-kind:work",
        EntityKind::Product => "object-1-kind:product",
        EntityKind::Money => "number-1-kind:money",
        EntityKind::Quantity => "number-1",
        EntityKind::Group => "person-1-kind:group",
        EntityKind::Role => "person-1-kind:role",
        EntityKind::Other => "other-1",
    }
}

/// Whether two mentions of one entity could not be told apart by their brackets.
fn mixed_up(one: Span, one_several: bool, other: Span, other_several: bool) -> bool {
    let nested = one.encloses(other) || other.encloses(one);
    one.overlaps(other) && (!nested || one_several || other_several || one == other)
}

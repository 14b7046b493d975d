//! What the columns of the tokens say, put together to annotations.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::formats::ExchangeError;
use crate::formats::cas::{Feature, Place, Structure};

use super::HELP;
use super::cell::{Said, roles, said, stacked, targets};
use super::layer::{Column, Kind, Layer};

/// A token or a part of one: its number, its place and its line.
#[derive(Clone, Copy)]
pub(super) struct Unit<'a> {
    pub(super) name: &'a str,
    pub(super) place: (usize, usize),
    pub(super) line: usize,
}

#[derive(Default)]
pub(super) struct Annotations {
    made: Vec<Structure>,
    units: HashSet<String>,
    /// The annotation of a layer with this number, if it is told from others by one.
    numbered: HashMap<(usize, usize), usize>,
    /// The annotations of layers at units, by their numbers, 0 where they have none.
    at_unit: HashMap<(usize, String, usize), usize>,
    /// The links of chains, by layer, chain and place in it.
    links: BTreeMap<(usize, usize, usize), usize>,
    slots: Vec<Slot>,
    relations: Vec<Relation>,
}

/// Something an annotation points at, of a layer, at a unit, with a number.
struct Reference {
    layer: String,
    unit: String,
    number: usize,
    line: usize,
}

struct Slot {
    of: usize,
    feature: String,
    role: Option<String>,
    to: Reference,
}

struct Relation {
    layer: String,
    features: Vec<(String, Feature)>,
    from: Reference,
    to: Reference,
}

impl Annotations {
    /// Takes what the cells of a layer say at a unit.
    pub(super) fn take(&mut self, number: usize, layer: &Layer, cells: &[&str], unit: Unit<'_>) {
        if !self.units.contains(unit.name) {
            self.units.insert(unit.name.to_owned());
        }
        let cells: Vec<Vec<&str>> = cells.iter().copied().map(stacked).collect();
        let n_stacked = cells.iter().map(Vec::len).max().unwrap_or_default();
        for nth in 0..n_stacked {
            let said = layer.columns.iter().zip(&cells);
            let said: Vec<(&Column, &str)> =
                said.filter_map(|(column, cell)| Some((column, *cell.get(nth)?))).collect();
            match layer.kind {
                Kind::Spans => self.span(number, layer, &said, unit),
                Kind::Chains => self.link(number, layer, &said, unit),
                Kind::Relations => self.relation(layer, &said, unit),
            }
        }
    }

    fn span(&mut self, layer_number: usize, layer: &Layer, cells: &[(&Column, &str)], unit: Unit<'_>) {
        let (mut features, mut number, mut slots) = (Vec::new(), None, Vec::new());
        for (column, cell) in cells {
            match column {
                Column::Roles(feature) => {
                    let (roles, own) = roles(cell);
                    number = number.or(own);
                    slots.extend(roles.into_iter().map(|role| (feature, role, None)));
                }
                Column::Targets(base) => {
                    let open = slots.iter_mut().filter(|(.., to)| to.is_none());
                    for ((.., to), target) in open.zip(targets(cell)) {
                        *to = target.map(|(unit, number)| (base, unit, number));
                    }
                }
                Column::Values(feature) => {
                    let said = said(cell);
                    number = number.or(said.number);
                    features.extend(said.value.map(|value| (feature.clone(), Feature::Text(value))));
                }
                Column::From(_) => {}
            }
        }
        let known = number.and_then(|number| self.numbered.get(&(layer_number, number)).copied());
        let id = known.unwrap_or_else(|| {
            let of = self.make(&layer.name, Some(unit.place), features, unit.line);
            for (feature, role, to) in slots {
                let Some((base, to_unit, to_number)) = to else { continue };
                let to = Reference { layer: base.clone(), unit: to_unit, number: to_number, line: unit.line };
                self.slots.push(Slot { of, feature: feature.clone(), role, to });
            }
            of
        });
        self.widen(id, unit.place.1);
        self.numbered.extend(number.map(|number| ((layer_number, number), id)));
        self.at_unit.insert((layer_number, unit.name.to_owned(), number.unwrap_or_default()), id);
    }

    /// A link of a chain, told by the numbers behind its arrow.
    fn link(&mut self, layer_number: usize, layer: &Layer, cells: &[(&Column, &str)], unit: Unit<'_>) {
        let said: Vec<(&str, Said)> = cells
            .iter()
            .filter_map(|(column, cell)| match column {
                Column::Values(feature) => Some((feature.as_str(), said(cell))),
                _ => None,
            })
            .collect();
        let arrow = said.iter().find_map(|(_, said)| said.arrow.as_deref());
        let numbers = arrow.and_then(|arrow| arrow.split_once('-'));
        let numbers = numbers.and_then(|(chain, link)| Some((chain.parse().ok()?, link.parse().ok()?)));
        let Some((chain, link)) = numbers else { return };
        if let Some(id) = self.links.get(&(layer_number, chain, link)).copied() {
            return self.widen(id, unit.place.1);
        }
        // Even where nothing is said of its type: that is what tells a link.
        let mut features = vec![("referenceType".to_owned(), Feature::Text(String::new()))];
        for (feature, said) in said {
            let Some(value) = said.value else { continue };
            features.retain(|(name, _)| name != feature);
            features.push((feature.to_owned(), Feature::Text(value)));
        }
        let id = self.make(&layer.name, Some(unit.place), features, unit.line);
        self.links.insert((layer_number, chain, link), id);
    }

    /// A relation that ends at this unit.
    fn relation(&mut self, layer: &Layer, cells: &[(&Column, &str)], unit: Unit<'_>) {
        let (mut features, mut from) = (Vec::new(), None);
        for (column, cell) in cells {
            match column {
                Column::From(base) => from = said(cell).value.map(|reference| (base, reference)),
                Column::Values(feature) => {
                    features.extend(said(cell).value.map(|value| (feature.clone(), Feature::Text(value))));
                }
                _ => {}
            }
        }
        let Some((base, reference)) = from else { return };
        let (from, numbers) = reference.split_once('[').unwrap_or((&reference, ""));
        let (source, target) = numbers.trim_end_matches(']').split_once('_').unwrap_or_default();
        let reference = |unit_name: &str, number: &str| Reference {
            layer: base.clone(),
            unit: unit_name.to_owned(),
            number: number.parse().unwrap_or_default(),
            line: unit.line,
        };
        let (from, to) = (reference(from, source), reference(unit.name, target));
        self.relations.push(Relation { layer: layer.name.clone(), features, from, to });
    }

    fn make(
        &mut self,
        kind: &str,
        place: Option<(usize, usize)>,
        mut features: Vec<(String, Feature)>,
        line: usize,
    ) -> usize {
        let id = self.made.len() + 1;
        if let Some((start, end)) = place {
            features.push(("begin".to_owned(), Feature::Number(start)));
            features.push(("end".to_owned(), Feature::Number(end)));
        }
        self.made.push(Structure { id, kind: kind.to_owned(), place: Place::Line(line, 1), features });
        id
    }

    fn features_of(&mut self, id: usize) -> Option<&mut Vec<(String, Feature)>> {
        let own = id.checked_sub(1).and_then(|at| self.made.get_mut(at));
        own.map(|own| &mut own.features)
    }

    /// An annotation goes on to the end of a further token.
    fn widen(&mut self, id: usize, to: usize) {
        let features = self.features_of(id);
        let end = features.and_then(|features| features.iter_mut().find(|(name, _)| name == "end"));
        if let Some((_, Feature::Number(end))) = end {
            *end = to.max(*end);
        }
    }

    /// The annotations, with what they point at.
    pub(super) fn end(mut self, layers: &[Layer]) -> Result<Vec<Structure>, ExchangeError> {
        let links: Vec<((usize, usize), usize)> =
            self.links.iter().map(|((layer, chain, _), id)| ((*layer, *chain), *id)).collect();
        for ((chain, id), (next_chain, next)) in links.iter().zip(links.iter().skip(1)) {
            if chain == next_chain
                && let Some(features) = self.features_of(*id)
            {
                features.push(("next".to_owned(), Feature::Link(*next)));
            }
        }
        for Slot { of, feature, role, to } in std::mem::take(&mut self.slots) {
            let line = to.line;
            let mut features = vec![("target".to_owned(), Feature::Link(self.find(&to, layers)?))];
            features.extend(role.map(|role| ("role".to_owned(), Feature::Text(role))));
            let slot = self.make("slot", None, features, line);
            let Some(features) = self.features_of(of) else { continue };
            match features.iter_mut().find(|(name, _)| *name == feature) {
                Some((_, Feature::Links(slots))) => slots.push(slot),
                _ => features.push((feature, Feature::Links(vec![slot]))),
            }
        }
        for Relation { layer, mut features, from, to } in std::mem::take(&mut self.relations) {
            features.push(("Governor".to_owned(), Feature::Link(self.find(&from, layers)?)));
            features.push(("Dependent".to_owned(), Feature::Link(self.find(&to, layers)?)));
            self.make(&layer, None, features, from.line);
        }
        Ok(self.made)
    }

    /// What a reference means; 0 for what the file has no column of, as for a token.
    fn find(&self, reference: &Reference, layers: &[Layer]) -> Result<usize, ExchangeError> {
        let Reference { layer, unit, number, line } = reference;
        if !self.units.contains(unit) {
            let message = format!("“{unit}” is pointed at, and there is no such token");
            return Err(ExchangeError::at_line(*line, 1, message, HELP));
        }
        let own = layers.iter().position(|own| own.name == *layer);
        let at = |layer: usize| self.at_unit.get(&(layer, unit.clone(), *number)).copied();
        let found = match own {
            Some(layer) => at(layer),
            // A slot for anything, and what it points at has a number then.
            None if layer == ANYTHING => (0..layers.len()).find_map(at),
            None => None,
        };
        Ok(found.unwrap_or_default())
    }
}

/// What all annotations are.
const ANYTHING: &str = "uima.tcas.Annotation";

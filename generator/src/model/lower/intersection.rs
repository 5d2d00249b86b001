//! Intersections of schemas, with `allOf` flattened.

use std::collections::{HashMap, HashSet};
use std::ptr;
use std::rc::Rc;

use openapiv3::Schema;

use super::super::schema::{JsonType, SchemaRef};
use super::super::schema_object::{AdditionalProperties, Keywords, Node};
use super::super::types::Shape;
use super::assertions::LoweredSubschemas;
use super::union::is_null;
use super::{Lowering, component_name, scalars};

/// The maximal depth to which references are followed. Deeper ones are usually cyclic.
const MAX_DEPTH: usize = 16;

/// Results for schemas that were visited: nested unions visit the same ones repeatedly.
type Memo = HashMap<*const Schema, bool>;

/// Keywords of one Schema Object: either those without `allOf` and unions, or one union.
#[derive(Clone, Debug)]
pub(super) struct Conjunct<'a> {
    source: &'a Schema,
    /// Shared between intersections.
    pub(super) keywords: Rc<Keywords<'a>>,
    /// The component with just these keywords.
    component: Option<&'a str>,
}

/// The keywords of an intersection of schemas that affect the shape of its values.
#[derive(Clone, Debug, Default)]
pub(super) struct Intersection<'a> {
    pub(super) conjuncts: Vec<Conjunct<'a>>,
    /// A conjunct for each `oneOf` and each `anyOf`.
    pub(super) unions: Vec<Conjunct<'a>>,
    /// The keywords with bounds, including those without other keywords.
    pub(super) bounds: Vec<Rc<Keywords<'a>>>,
}

/// The identity of a conjunct: its schema, and whether it is the `oneOf` of that.
type ConjunctIdentity = (*const Schema, bool);

/// The identity of an intersection: its conjuncts in any order.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity {
    conjuncts: Vec<ConjunctIdentity>,
    unions: Vec<ConjunctIdentity>,
}

impl Conjunct<'_> {
    /// Returns whether the conjunct belongs to `schema`.
    pub(super) fn is_of(&self, schema: &Schema) -> bool {
        ptr::eq(self.source, schema)
    }

    fn identity(&self) -> ConjunctIdentity {
        (self.source, !self.keywords.one_of.is_empty())
    }

    /// Returns the type of the conjunct, if it has no other keywords.
    fn bare_type(&self) -> Option<JsonType> {
        if has_only_type(&self.keywords) { scalars::json_type(&self.keywords) } else { None }
    }
}

impl<'a> Intersection<'a> {
    /// Returns the identity, which is equal for intersections of the same schemas.
    pub(super) fn identity(&self) -> Identity {
        let sorted = |conjuncts: &[Conjunct<'a>]| {
            let mut identities: Vec<ConjunctIdentity> = conjuncts.iter().map(Conjunct::identity).collect();
            identities.sort_unstable();
            identities
        };
        Identity { conjuncts: sorted(&self.conjuncts), unions: sorted(&self.unions) }
    }

    /// Returns the number of conjuncts.
    pub(super) fn size(&self) -> usize {
        self.conjuncts.len() + self.unions.len()
    }

    /// Returns whether a conjunct requires a property.
    pub(super) fn requires(&self, name: &str) -> bool {
        self.conjuncts.iter().any(|conjunct| conjunct.keywords.requires(name))
    }

    /// Returns whether the types allow an object.
    pub(super) fn may_be_object(&self) -> bool {
        matches!(scalars::common_type(&self.conjuncts), Ok(None | Some(JsonType::Object)))
    }

    /// Iterates over the names of declared properties.
    pub(super) fn property_names(&self) -> impl Iterator<Item = &'a str> {
        self.conjuncts.iter().flat_map(|conjunct| conjunct.keywords.properties.iter().map(|(name, _)| *name))
    }

    /// Iterates over the declarations of a property.
    pub(super) fn declarations_of(&self, property: &str) -> impl Iterator<Item = Node<'a>> {
        let declared = self.conjuncts.iter().flat_map(|conjunct| &conjunct.keywords.properties);
        declared.filter(move |(name, _)| *name == property).map(|(_, node)| *node)
    }

    /// Returns the intersection with `other`, without the unions of `self`.
    pub(super) fn intersected_with(&self, other: Self) -> Self {
        let known: HashSet<ConjunctIdentity> = self.conjuncts.iter().map(Conjunct::identity).collect();
        let new = other.conjuncts.into_iter().filter(|conjunct| !known.contains(&conjunct.identity()));
        let bounds = self.bounds.iter().cloned().chain(other.bounds).collect();
        Self { conjuncts: self.conjuncts.iter().cloned().chain(new).collect(), unions: other.unions, bounds }
    }

    /// Returns whether all conjuncts of `other` are conjuncts of `self` or implied.
    pub(super) fn implies(&self, other: &Self, is_implied: impl Fn(&Conjunct<'a>) -> bool) -> bool {
        let within = |conjunct: &Conjunct<'a>, conjuncts: &[Conjunct<'a>]| {
            conjuncts.iter().any(|known| known.identity() == conjunct.identity())
        };
        other.unions.iter().all(|conjunct| within(conjunct, &self.unions))
            && other.conjuncts.iter().all(|conjunct| within(conjunct, &self.conjuncts) || is_implied(conjunct))
    }
}

impl<'a> Lowering<'a> {
    /// Returns the intersection of `nodes`.
    pub(super) fn intersection(&self, nodes: &[Node<'a>]) -> Intersection<'a> {
        let (mut found, mut seen) = (Intersection::default(), HashSet::new());
        for node in nodes {
            self.flatten_all_of(*node, &mut found, &mut seen);
        }
        found
    }

    fn flatten_all_of(&self, node: Node<'a>, found: &mut Intersection<'a>, seen: &mut HashSet<*const Schema>) {
        let Some(source) = self.resolve(node) else { return };
        if !seen.insert(source) {
            return;
        }
        let keywords = Keywords::of(source);
        let component = match node {
            Node::Reference(reference) if !is_composed(&keywords) => component_name(reference),
            _ => None,
        };
        let own = Rc::new(own(&keywords));
        if own.has_bounds() {
            found.bounds.push(Rc::clone(&own));
        }
        if !is_silent(&own) {
            found.conjuncts.push(Conjunct { source, keywords: own, component });
        }
        for member in keywords.all_of.clone() {
            self.flatten_all_of(member, found, seen);
        }
        for union in unions(&keywords) {
            self.flatten_union(source, union, found, seen);
        }
    }

    /// Adds a union: a single variant is added directly, and variants with only `required` don't affect the shape.
    fn flatten_union(
        &self,
        source: &'a Schema,
        union: Keywords<'a>,
        found: &mut Intersection<'a>,
        seen: &mut HashSet<*const Schema>,
    ) {
        match non_null_variants(&union).as_slice() {
            [] => {}
            [only] => self.flatten_all_of(*only, found, seen),
            members if members.iter().all(|member| self.only_requires(*member)) => {
                found.conjuncts.extend(self.required_object(members));
            }
            _ => found.unions.push(Conjunct { source, keywords: Rc::new(union), component: None }),
        }
    }

    fn only_requires(&self, node: Node<'a>) -> bool {
        let Some(keywords) = self.resolve(node).map(Keywords::of) else { return false };
        let is_object = keywords.r#type.is_none_or(|name| name == "object");
        is_object && !is_composed(&keywords) && is_silent(&Keywords { required: &[], r#type: None, ..keywords })
    }

    /// Returns the conjunct of `type: object`, if all variants that only require properties have a type.
    fn required_object(&self, members: &[Node<'a>]) -> Option<Conjunct<'a>> {
        let sources: Vec<&'a Schema> = members.iter().filter_map(|member| self.resolve(*member)).collect();
        let are_typed = sources.iter().all(|source| Keywords::of(source).r#type.is_some());
        let keywords = Rc::new(Keywords { r#type: Some("object"), ..Keywords::default() });
        sources.first().filter(|_| are_typed).map(|source| Conjunct { source, keywords, component: None })
    }

    /// Returns the subschema that is equivalent to the whole intersection with regard to the shape.
    pub(super) fn single_equivalent(
        &self,
        keywords: &Keywords<'a>,
        intersection: &Intersection<'a>,
    ) -> Option<Node<'a>> {
        let single = unions(keywords).into_iter().filter_map(|union| match non_null_variants(&union).as_slice() {
            [only] => Some(*only),
            _ => None,
        });
        let candidates: Vec<Node<'a>> = keywords.all_of.iter().copied().chain(single).collect();
        self.single_equivalent_of(&candidates, intersection)
    }

    /// Returns the first of `nodes` that is equivalent to the intersection.
    pub(super) fn single_equivalent_of(&self, nodes: &[Node<'a>], intersection: &Intersection<'a>) -> Option<Node<'a>> {
        nodes.iter().copied().find(|node| {
            let is_implied =
                |conjunct: &Conjunct<'a>| conjunct.bare_type().is_some_and(|r#type| self.requires_type(*node, r#type));
            let alone = self.intersection(&[*node]);
            alone.implies(intersection, is_implied)
                && self.shape_from_bounds(&alone) == self.shape_from_bounds(intersection)
        })
    }

    /// Returns the shape of strings or integers, if bounds change it.
    pub(super) fn shape_from_bounds(&self, intersection: &Intersection<'a>) -> Option<Shape> {
        let Intersection { conjuncts, bounds, .. } = intersection;
        if bounds.is_empty() {
            return None;
        }
        let shape = |bounds: &[Rc<Keywords<'a>>]| match scalars::common_type(conjuncts) {
            Ok(Some(JsonType::String)) => Some(scalars::common_string(conjuncts, bounds, self.formats)),
            Ok(Some(JsonType::Integer | JsonType::Integer2020)) => {
                Some(scalars::common_integer(conjuncts, bounds, self.formats))
            }
            _ => None,
        };
        shape(bounds).filter(|bounded| shape(&[]).as_ref() != Some(bounded))
    }

    /// Returns whether a schema requires an object.
    pub(super) fn is_object(&self, node: Node<'a>) -> bool {
        self.requires_type(node, JsonType::Object)
    }

    /// Returns whether a schema requires a type.
    fn requires_type(&self, node: Node<'a>, r#type: JsonType) -> bool {
        self.requires_type_within(node, r#type, MAX_DEPTH, &mut Memo::new())
    }

    fn requires_type_within(&self, node: Node<'a>, r#type: JsonType, depth: usize, memo: &mut Memo) -> bool {
        let (Some(depth), Some(source)) = (depth.checked_sub(1), self.resolve(node)) else { return false };
        if let Some(requires) = memo.get(&ptr::from_ref(source)) {
            return *requires;
        }
        let Intersection { conjuncts, unions, .. } = self.intersection(&[node]);
        let within = |found: JsonType| found == r#type || (found, r#type) == (JsonType::Integer, JsonType::Number);
        let requires = conjuncts.iter().any(|conjunct| scalars::json_type(&conjunct.keywords).is_some_and(within))
            || unions.iter().any(|union| {
                non_null_variants(&union.keywords)
                    .iter()
                    .all(|member| self.requires_type_within(*member, r#type, depth, memo))
            });
        memo.insert(source, requires);
        requires
    }

    /// Returns the conjuncts outside of the unions, without types that all variants require anyway.
    pub(super) fn common_constraints(&self, intersection: &Intersection<'a>, members: &[Node<'a>]) -> Intersection<'a> {
        let mut base = Intersection { unions: Vec::new(), ..intersection.clone() };
        base.conjuncts.retain(|conjunct| match conjunct.bare_type() {
            Some(r#type) => !members.iter().all(|member| self.requires_type(*member, r#type)),
            None => true,
        });
        base
    }

    /// Returns the assertions of an intersection, one for each conjunct.
    pub(super) fn intersection_assertions(&mut self, conjunction: &Intersection<'a>) -> Vec<SchemaRef> {
        let conjuncts = conjunction.conjuncts.iter().chain(&conjunction.unions);
        conjuncts
            .map(|conjunct| match conjunct.component.and_then(|name| self.components.get(name)) {
                Some(id) => SchemaRef::Type(*id),
                None => SchemaRef::Inline(Box::new(self.assertions(&conjunct.keywords, LoweredSubschemas::default()))),
            })
            .collect()
    }

    /// Returns whether a schema accepts `null`, apart from its own `nullable`.
    fn accepts_null(&self, keywords: &Keywords<'a>, depth: usize, memo: &mut Memo) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let mut accepts = |node: &Node<'a>| {
            let Some(source) = self.resolve(*node) else { return true };
            if let Some(accepts) = memo.get(&ptr::from_ref(source)) {
                return *accepts;
            }
            let keywords = Keywords::of(source);
            let accepts = keywords.nullable || self.accepts_null(&keywords, depth, memo);
            memo.insert(source, accepts);
            accepts
        };
        let typed = scalars::json_type(keywords).is_some_and(|r#type| r#type != JsonType::Null);
        let listed = keywords.enum_values.as_ref().is_none_or(|values| values.iter().any(serde_json::Value::is_null));
        let mut any = |members: &[Node<'a>]| members.is_empty() || members.iter().any(&mut accepts);
        !typed && listed && any(&keywords.one_of) && any(&keywords.any_of) && keywords.all_of.iter().all(&mut accepts)
    }

    /// Returns whether all subschemas of a composed schema accept `null`.
    pub(super) fn composes_null(&self, keywords: &Keywords<'a>) -> bool {
        self.accepts_null(keywords, MAX_DEPTH, &mut Memo::new())
    }
}

/// Returns whether a schema has `allOf`, `anyOf` or `oneOf`.
pub(super) fn is_composed(keywords: &Keywords<'_>) -> bool {
    !keywords.all_of.is_empty() || !keywords.one_of.is_empty() || !keywords.any_of.is_empty()
}

/// Returns the variants of a union that accept more than `null`.
pub(super) fn non_null_variants<'a>(union: &Keywords<'a>) -> Vec<Node<'a>> {
    union.union().iter().copied().filter(|member| !is_null(*member)).collect()
}

/// Returns the keywords of a schema without `allOf`, `anyOf` and `oneOf`.
fn own<'a>(keywords: &Keywords<'a>) -> Keywords<'a> {
    let [all_of, any_of, one_of] = [Vec::new(), Vec::new(), Vec::new()];
    let is_standalone = is_composed(keywords);
    Keywords { all_of, any_of, one_of, is_standalone, discriminator: None, ..keywords.clone() }
}

fn unions<'a>(keywords: &Keywords<'a>) -> Vec<Keywords<'a>> {
    let union = |one_of: &[Node<'a>], any_of: &[Node<'a>]| Keywords {
        pointer: keywords.pointer,
        discriminator: keywords.discriminator,
        one_of: one_of.to_vec(),
        any_of: any_of.to_vec(),
        ..Keywords::default()
    };
    let both = [union(&keywords.one_of, &[]), union(&[], &keywords.any_of)];
    both.into_iter().filter(|union| !union.union().is_empty()).collect()
}

/// Returns whether the keywords don't affect the shape.
fn is_silent(keywords: &Keywords<'_>) -> bool {
    keywords.r#type.is_none() && has_only_type(keywords)
}

/// Returns whether no keyword except `type` affects the shape.
fn has_only_type(keywords: &Keywords<'_>) -> bool {
    keywords.enum_values.is_none()
        && keywords.properties.is_empty()
        && keywords.required.is_empty()
        && matches!(keywords.additional_properties, AdditionalProperties::Absent)
        && keywords.items.is_none()
        && keywords.format.is_none()
}

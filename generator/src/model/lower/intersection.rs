//! Schemas that a value satisfies all at once, with their `allOf` taken apart.

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

/// How many schemas deep the type of a value is looked for; more can only be a circle.
const DEEPEST: usize = 16;

/// What is known of schemas already: unions of unions meet the same ones again and again.
type Known = HashMap<*const Schema, bool>;

/// What a Schema Object says by itself: its keywords without `allOf`, and either without a union or with one alone.
#[derive(Clone, Debug)]
pub(super) struct Conjunct<'a> {
    source: &'a Schema,
    /// Shared, since compositions take over the conjuncts of others.
    pub(super) keywords: Rc<Keywords<'a>>,
    /// The component that says just this.
    component: Option<&'a str>,
}

/// All that schemas say of the form of a value which satisfies each of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Intersection<'a> {
    pub(super) conjuncts: Vec<Conjunct<'a>>,
    /// A conjunct for each `oneOf` and each `anyOf`.
    pub(super) unions: Vec<Conjunct<'a>>,
    /// The keywords that set bounds, also those that say nothing else.
    pub(super) bounds: Vec<Rc<Keywords<'a>>>,
}

/// What tells conjuncts apart: the schema that each is of, and whether it is the `oneOf` of that.
type ConjunctIdentity = (*const Schema, bool);

/// What tells conjunctions apart: their conjuncts, in no order.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity {
    conjuncts: Vec<ConjunctIdentity>,
    unions: Vec<ConjunctIdentity>,
}

impl Conjunct<'_> {
    /// Returns whether the conjunct is made of the keywords of `schema`.
    pub(super) fn is_of(&self, schema: &Schema) -> bool {
        ptr::eq(self.source, schema)
    }

    fn identity(&self) -> ConjunctIdentity {
        (self.source, !self.keywords.one_of.is_empty())
    }

    /// Returns the type that the conjunct asks for, if it says nothing else.
    fn bare_type(&self) -> Option<JsonType> {
        if says_no_more_than_type(&self.keywords) { scalars::json_type(&self.keywords) } else { None }
    }
}

impl<'a> Intersection<'a> {
    /// Returns what two have in common that are made of the same schemas.
    pub(super) fn identity(&self) -> Identity {
        let sorted = |conjuncts: &[Conjunct<'a>]| {
            let mut identities: Vec<ConjunctIdentity> = conjuncts.iter().map(Conjunct::identity).collect();
            identities.sort_unstable();
            identities
        };
        Identity { conjuncts: sorted(&self.conjuncts), unions: sorted(&self.unions) }
    }

    /// Returns the number of its conjuncts.
    pub(super) fn size(&self) -> usize {
        self.conjuncts.len() + self.unions.len()
    }

    /// Returns whether a conjunct requires a property.
    pub(super) fn requires(&self, name: &str) -> bool {
        self.conjuncts.iter().any(|conjunct| conjunct.keywords.requires(name))
    }

    /// Returns whether an object may satisfy it, as far as the types tell.
    pub(super) fn may_be_object(&self) -> bool {
        matches!(scalars::common_type(&self.conjuncts), Ok(None | Some(JsonType::Object)))
    }

    /// Iterates over the names of the properties that the conjuncts declare.
    pub(super) fn property_names(&self) -> impl Iterator<Item = &'a str> {
        self.conjuncts.iter().flat_map(|conjunct| conjunct.keywords.properties.iter().map(|(name, _)| *name))
    }

    /// Iterates over the declarations of a property.
    pub(super) fn declarations_of(&self, property: &str) -> impl Iterator<Item = Node<'a>> {
        let declared = self.conjuncts.iter().flat_map(|conjunct| &conjunct.keywords.properties);
        declared.filter(move |(name, _)| *name == property).map(|(_, node)| *node)
    }

    /// Returns this without its choices, joined with `other`.
    pub(super) fn intersected_with(&self, other: Self) -> Self {
        let known: HashSet<ConjunctIdentity> = self.conjuncts.iter().map(Conjunct::identity).collect();
        let new = other.conjuncts.into_iter().filter(|conjunct| !known.contains(&conjunct.identity()));
        let bounds = self.bounds.iter().cloned().chain(other.bounds).collect();
        Self { conjuncts: self.conjuncts.iter().cloned().chain(new).collect(), unions: other.unions, bounds }
    }

    /// Returns whether all conjuncts of `other` are conjuncts of this, too, those aside that `is_implied` tells.
    pub(super) fn implies(&self, other: &Self, is_implied: impl Fn(&Conjunct<'a>) -> bool) -> bool {
        let within = |conjunct: &Conjunct<'a>, conjuncts: &[Conjunct<'a>]| {
            conjuncts.iter().any(|known| known.identity() == conjunct.identity())
        };
        other.unions.iter().all(|conjunct| within(conjunct, &self.unions))
            && other.conjuncts.iter().all(|conjunct| within(conjunct, &self.conjuncts) || is_implied(conjunct))
    }
}

impl<'a> Lowering<'a> {
    /// Takes apart what `nodes` say together.
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

    /// A choice of one member is that member; one among lists of required properties says nothing of the form.
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

    /// Returns the type that members ask for which otherwise only require properties; none if one of them does not ask for it.
    fn required_object(&self, members: &[Node<'a>]) -> Option<Conjunct<'a>> {
        let sources: Vec<&'a Schema> = members.iter().filter_map(|member| self.resolve(*member)).collect();
        let are_typed = sources.iter().all(|source| Keywords::of(source).r#type.is_some());
        let keywords = Rc::new(Keywords { r#type: Some("object"), ..Keywords::default() });
        sources.first().filter(|_| are_typed).map(|source| Conjunct { source, keywords, component: None })
    }

    /// Returns the one node of those that a schema is composed of which says all that it says of the form.
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

    /// Returns the first of `nodes` that says all that `whole` does.
    pub(super) fn single_equivalent_of(&self, nodes: &[Node<'a>], intersection: &Intersection<'a>) -> Option<Node<'a>> {
        nodes.iter().copied().find(|node| {
            let is_implied =
                |conjunct: &Conjunct<'a>| conjunct.bare_type().is_some_and(|asked| self.requires_type(*node, asked));
            let alone = self.intersection(&[*node]);
            alone.implies(intersection, is_implied)
                && self.shape_from_bounds(&alone) == self.shape_from_bounds(intersection)
        })
    }

    /// Returns the shape of the strings or integers that satisfy all conjuncts, if their bounds ask for another than they would have without.
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

    /// Returns whether only objects satisfy `node`, as far as its own words tell.
    pub(super) fn is_object(&self, node: Node<'a>) -> bool {
        self.requires_type(node, JsonType::Object)
    }

    /// Returns whether no value of another type satisfies `node`, as far as its own words tell.
    fn requires_type(&self, node: Node<'a>, asked: JsonType) -> bool {
        self.requires_type_within(node, asked, DEEPEST, &mut Known::new())
    }

    fn requires_type_within(&self, node: Node<'a>, asked: JsonType, depth: usize, known: &mut Known) -> bool {
        let (Some(depth), Some(source)) = (depth.checked_sub(1), self.resolve(node)) else { return false };
        if let Some(asks) = known.get(&ptr::from_ref(source)) {
            return *asks;
        }
        let Intersection { conjuncts, unions, .. } = self.intersection(&[node]);
        let within = |found: JsonType| found == asked || (found, asked) == (JsonType::Integer, JsonType::Number);
        let asks = conjuncts.iter().any(|conjunct| scalars::json_type(&conjunct.keywords).is_some_and(within))
            || unions.iter().any(|union| {
                non_null_variants(&union.keywords)
                    .iter()
                    .all(|member| self.requires_type_within(*member, asked, depth, known))
            });
        known.insert(source, asks);
        asks
    }

    /// Returns what is left of the plain conjuncts where each of `members` repeats those that only name a type.
    pub(super) fn common_constraints(&self, intersection: &Intersection<'a>, members: &[Node<'a>]) -> Intersection<'a> {
        let mut base = Intersection { unions: Vec::new(), ..intersection.clone() };
        base.conjuncts.retain(|conjunct| match conjunct.bare_type() {
            Some(asked) => !members.iter().all(|member| self.requires_type(*member, asked)),
            None => true,
        });
        base
    }

    /// Returns the assertions of a conjunction, each of its conjuncts beside the others.
    pub(super) fn intersection_assertions(&mut self, conjunction: &Intersection<'a>) -> Vec<SchemaRef> {
        let conjuncts = conjunction.conjuncts.iter().chain(&conjunction.unions);
        conjuncts
            .map(|conjunct| match conjunct.component.and_then(|name| self.components.get(name)) {
                Some(id) => SchemaRef::Type(*id),
                None => SchemaRef::Inline(Box::new(self.assertions(&conjunct.keywords, LoweredSubschemas::default()))),
            })
            .collect()
    }

    /// Returns whether `null` satisfies a schema, its own `nullable` aside.
    fn accepts_null(&self, keywords: &Keywords<'a>, depth: usize, known: &mut Known) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let mut admits = |node: &Node<'a>| {
            let Some(source) = self.resolve(*node) else { return true };
            if let Some(admits) = known.get(&ptr::from_ref(source)) {
                return *admits;
            }
            let keywords = Keywords::of(source);
            let admits = keywords.nullable || self.accepts_null(&keywords, depth, known);
            known.insert(source, admits);
            admits
        };
        let typed = scalars::json_type(keywords).is_some_and(|asked| asked != JsonType::Null);
        let listed = keywords.enum_values.as_ref().is_none_or(|values| values.iter().any(serde_json::Value::is_null));
        let mut any = |members: &[Node<'a>]| members.is_empty() || members.iter().any(&mut admits);
        !typed && listed && any(&keywords.one_of) && any(&keywords.any_of) && keywords.all_of.iter().all(&mut admits)
    }

    /// Returns whether `null` satisfies all that a schema is composed of.
    pub(super) fn composes_null(&self, keywords: &Keywords<'a>) -> bool {
        self.accepts_null(keywords, DEEPEST, &mut Known::new())
    }
}

/// Returns whether a schema is made of others.
pub(super) fn is_composed(keywords: &Keywords<'_>) -> bool {
    !keywords.all_of.is_empty() || !keywords.one_of.is_empty() || !keywords.any_of.is_empty()
}

/// Returns the members of a choice that hold for more than `null`.
pub(super) fn non_null_variants<'a>(union: &Keywords<'a>) -> Vec<Node<'a>> {
    union.union().iter().copied().filter(|member| !is_null(*member)).collect()
}

/// Returns the keywords of a schema without the schemas that it is composed of.
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

/// Returns whether the keywords say nothing of the form of a value.
fn is_silent(keywords: &Keywords<'_>) -> bool {
    keywords.r#type.is_none() && says_no_more_than_type(keywords)
}

/// Returns whether the keywords say nothing of the form of a value but its `type`.
fn says_no_more_than_type(keywords: &Keywords<'_>) -> bool {
    keywords.enum_values.is_none()
        && keywords.properties.is_empty()
        && keywords.required.is_empty()
        && matches!(keywords.additional_properties, AdditionalProperties::Absent)
        && keywords.items.is_none()
        && keywords.format.is_none()
}

//! Schemas that a value satisfies all at once, with their `allOf` taken apart.

use std::collections::{HashMap, HashSet};
use std::ptr;
use std::rc::Rc;

use openapiv3::Schema;

use super::super::schema::{JsonType, SchemaRef};
use super::super::schema_object::{Additional, Keywords, Node};
use super::super::types::Shape;
use super::assertions::Parts;
use super::union::is_null;
use super::{Lowering, component_name, scalars};

/// How many schemas deep the type of a value is looked for; more can only be a circle.
const DEEPEST: usize = 16;

/// What is known of schemas already: unions of unions meet the same ones again and again.
type Known = HashMap<*const Schema, bool>;

/// What a Schema Object says by itself: its keywords without `allOf`, and either without a union or with one alone.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    source: &'a Schema,
    /// Shared, since compositions take over the parts of others.
    pub(super) keywords: Rc<Keywords<'a>>,
    /// The component that says just this.
    component: Option<&'a str>,
}

/// All that schemas say of the form of a value which satisfies each of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Conjunction<'a> {
    pub(super) plain: Vec<Part<'a>>,
    /// A part for each `oneOf` and each `anyOf`.
    pub(super) choices: Vec<Part<'a>>,
    /// The keywords that set bounds, also those that say nothing else.
    pub(super) bounds: Vec<Rc<Keywords<'a>>>,
}

/// What tells parts apart: the schema that each is of, and whether it is the `oneOf` of that.
type PartIdentity = (*const Schema, bool);

/// What tells conjunctions apart: their parts, in no order.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity {
    plain: Vec<PartIdentity>,
    choices: Vec<PartIdentity>,
}

impl Part<'_> {
    /// Returns whether the part is made of the keywords of `schema`.
    pub(super) fn is_of(&self, schema: &Schema) -> bool {
        ptr::eq(self.source, schema)
    }

    fn identity(&self) -> PartIdentity {
        (self.source, !self.keywords.one_of.is_empty())
    }

    /// Returns the type that the part asks for, if it says nothing else.
    fn bare_type(&self) -> Option<JsonType> {
        if says_no_more_than_type(&self.keywords) { scalars::json_type(&self.keywords) } else { None }
    }
}

impl<'a> Conjunction<'a> {
    /// Returns what two have in common that are made of the same schemas.
    pub(super) fn identity(&self) -> Identity {
        let sorted = |parts: &[Part<'a>]| {
            let mut identities: Vec<PartIdentity> = parts.iter().map(Part::identity).collect();
            identities.sort_unstable();
            identities
        };
        Identity { plain: sorted(&self.plain), choices: sorted(&self.choices) }
    }

    /// Returns the number of its parts.
    pub(super) fn size(&self) -> usize {
        self.plain.len() + self.choices.len()
    }

    /// Returns whether a part requires a property.
    pub(super) fn requires(&self, name: &str) -> bool {
        self.plain.iter().any(|part| part.keywords.requires(name))
    }

    /// Returns whether an object may satisfy it, as far as the types tell.
    pub(super) fn may_be_object(&self) -> bool {
        matches!(scalars::common_type(&self.plain), Ok(None | Some(JsonType::Object)))
    }

    /// Iterates over the names of the properties that the parts declare.
    pub(super) fn property_names(&self) -> impl Iterator<Item = &'a str> {
        self.plain.iter().flat_map(|part| part.keywords.properties.iter().map(|(name, _)| *name))
    }

    /// Iterates over the declarations of a property.
    pub(super) fn declarations_of(&self, property: &str) -> impl Iterator<Item = Node<'a>> {
        let declared = self.plain.iter().flat_map(|part| &part.keywords.properties);
        declared.filter(move |(name, _)| *name == property).map(|(_, node)| *node)
    }

    /// Returns this without its choices, joined with `other`.
    pub(super) fn narrowed(&self, other: Self) -> Self {
        let known: HashSet<PartIdentity> = self.plain.iter().map(Part::identity).collect();
        let new = other.plain.into_iter().filter(|part| !known.contains(&part.identity()));
        let bounds = self.bounds.iter().cloned().chain(other.bounds).collect();
        Self { plain: self.plain.iter().cloned().chain(new).collect(), choices: other.choices, bounds }
    }

    /// Returns whether all parts of `other` are parts of this, too, those aside that `is_implied` tells.
    pub(super) fn covers(&self, other: &Self, is_implied: impl Fn(&Part<'a>) -> bool) -> bool {
        let within =
            |part: &Part<'a>, parts: &[Part<'a>]| parts.iter().any(|known| known.identity() == part.identity());
        other.choices.iter().all(|part| within(part, &self.choices))
            && other.plain.iter().all(|part| within(part, &self.plain) || is_implied(part))
    }
}

impl<'a> Lowering<'a> {
    /// Takes apart what `nodes` say together.
    pub(super) fn conjunction(&self, nodes: &[Node<'a>]) -> Conjunction<'a> {
        let (mut found, mut seen) = (Conjunction::default(), HashSet::new());
        for node in nodes {
            self.take_apart(*node, &mut found, &mut seen);
        }
        found
    }

    fn take_apart(&self, node: Node<'a>, found: &mut Conjunction<'a>, seen: &mut HashSet<*const Schema>) {
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
            found.plain.push(Part { source, keywords: own, component });
        }
        for member in keywords.all_of.clone() {
            self.take_apart(member, found, seen);
        }
        for choice in choices(&keywords) {
            self.take_choice(source, choice, found, seen);
        }
    }

    /// A choice of one member is that member; one among lists of required properties says nothing of the form.
    fn take_choice(
        &self,
        source: &'a Schema,
        choice: Keywords<'a>,
        found: &mut Conjunction<'a>,
        seen: &mut HashSet<*const Schema>,
    ) {
        match real_members(&choice).as_slice() {
            [] => {}
            [only] => self.take_apart(*only, found, seen),
            members if members.iter().all(|member| self.only_requires(*member)) => {
                found.plain.extend(self.required_object(members));
            }
            _ => found.choices.push(Part { source, keywords: Rc::new(choice), component: None }),
        }
    }

    fn only_requires(&self, node: Node<'a>) -> bool {
        let Some(keywords) = self.resolve(node).map(Keywords::of) else { return false };
        let is_object = keywords.r#type.is_none_or(|name| name == "object");
        is_object && !is_composed(&keywords) && is_silent(&Keywords { required: &[], r#type: None, ..keywords })
    }

    /// Returns the type that members ask for which otherwise only require properties; none if one of them does not ask for it.
    fn required_object(&self, members: &[Node<'a>]) -> Option<Part<'a>> {
        let sources: Vec<&'a Schema> = members.iter().filter_map(|member| self.resolve(*member)).collect();
        let are_typed = sources.iter().all(|source| Keywords::of(source).r#type.is_some());
        let keywords = Rc::new(Keywords { r#type: Some("object"), ..Keywords::default() });
        sources.first().filter(|_| are_typed).map(|source| Part { source, keywords, component: None })
    }

    /// Returns the one node of those that a schema is composed of which says all that it says of the form.
    pub(super) fn sole(&self, keywords: &Keywords<'a>, whole: &Conjunction<'a>) -> Option<Node<'a>> {
        let single = choices(keywords).into_iter().filter_map(|choice| match real_members(&choice).as_slice() {
            [only] => Some(*only),
            _ => None,
        });
        let candidates: Vec<Node<'a>> = keywords.all_of.iter().copied().chain(single).collect();
        self.sole_of(&candidates, whole)
    }

    /// Returns the first of `nodes` that says all that `whole` does.
    pub(super) fn sole_of(&self, nodes: &[Node<'a>], whole: &Conjunction<'a>) -> Option<Node<'a>> {
        nodes.iter().copied().find(|node| {
            let is_implied = |part: &Part<'a>| part.bare_type().is_some_and(|asked| self.asks_for(*node, asked));
            let alone = self.conjunction(&[*node]);
            alone.covers(whole, is_implied) && self.changed_by_bounds(&alone) == self.changed_by_bounds(whole)
        })
    }

    /// Returns the shape of the strings or integers that satisfy all parts, if their bounds ask for another than they would have without.
    pub(super) fn changed_by_bounds(&self, whole: &Conjunction<'a>) -> Option<Shape> {
        let Conjunction { plain, bounds, .. } = whole;
        if bounds.is_empty() {
            return None;
        }
        let shape = |bounds: &[Rc<Keywords<'a>>]| match scalars::common_type(plain) {
            Ok(Some(JsonType::String)) => Some(scalars::common_string(plain, bounds, self.formats)),
            Ok(Some(JsonType::Integer | JsonType::Whole)) => Some(scalars::common_integer(plain, bounds, self.formats)),
            _ => None,
        };
        shape(bounds).filter(|bounded| shape(&[]).as_ref() != Some(bounded))
    }

    /// Returns whether only objects satisfy `node`, as far as its own words tell.
    pub(super) fn is_object(&self, node: Node<'a>) -> bool {
        self.asks_for(node, JsonType::Object)
    }

    /// Returns whether no value of another type satisfies `node`, as far as its own words tell.
    fn asks_for(&self, node: Node<'a>, asked: JsonType) -> bool {
        self.asks_within(node, asked, DEEPEST, &mut Known::new())
    }

    fn asks_within(&self, node: Node<'a>, asked: JsonType, depth: usize, known: &mut Known) -> bool {
        let (Some(depth), Some(source)) = (depth.checked_sub(1), self.resolve(node)) else { return false };
        if let Some(asks) = known.get(&ptr::from_ref(source)) {
            return *asks;
        }
        let Conjunction { plain, choices, .. } = self.conjunction(&[node]);
        let within = |found: JsonType| found == asked || (found, asked) == (JsonType::Integer, JsonType::Number);
        let asks = plain.iter().any(|part| scalars::json_type(&part.keywords).is_some_and(within))
            || choices.iter().any(|choice| {
                real_members(&choice.keywords).iter().all(|member| self.asks_within(*member, asked, depth, known))
            });
        known.insert(source, asks);
        asks
    }

    /// Returns what is left of the plain parts where each of `members` repeats those that only name a type.
    pub(super) fn base(&self, whole: &Conjunction<'a>, members: &[Node<'a>]) -> Conjunction<'a> {
        let mut base = Conjunction { choices: Vec::new(), ..whole.clone() };
        base.plain.retain(|part| match part.bare_type() {
            Some(asked) => !members.iter().all(|member| self.asks_for(*member, asked)),
            None => true,
        });
        base
    }

    /// Returns the assertions of a conjunction, each of its parts beside the others.
    pub(super) fn conjoined(&mut self, conjunction: &Conjunction<'a>) -> Vec<SchemaRef> {
        let parts = conjunction.plain.iter().chain(&conjunction.choices);
        parts
            .map(|part| match part.component.and_then(|name| self.components.get(name)) {
                Some(id) => SchemaRef::Type(*id),
                None => SchemaRef::Inline(Box::new(self.assertions(&part.keywords, Parts::default()))),
            })
            .collect()
    }

    /// Returns whether `null` satisfies a schema, its own `nullable` aside.
    fn admits_null(&self, keywords: &Keywords<'a>, depth: usize, known: &mut Known) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let mut admits = |node: &Node<'a>| {
            let Some(source) = self.resolve(*node) else { return true };
            if let Some(admits) = known.get(&ptr::from_ref(source)) {
                return *admits;
            }
            let keywords = Keywords::of(source);
            let admits = keywords.nullable || self.admits_null(&keywords, depth, known);
            known.insert(source, admits);
            admits
        };
        let typed = scalars::json_type(keywords).is_some_and(|asked| asked != JsonType::Null);
        let listed = keywords.values.as_ref().is_none_or(|values| values.iter().any(serde_json::Value::is_null));
        let mut any = |members: &[Node<'a>]| members.is_empty() || members.iter().any(&mut admits);
        !typed && listed && any(&keywords.one_of) && any(&keywords.any_of) && keywords.all_of.iter().all(&mut admits)
    }

    /// Returns whether `null` satisfies all that a schema is composed of.
    pub(super) fn composes_null(&self, keywords: &Keywords<'a>) -> bool {
        self.admits_null(keywords, DEEPEST, &mut Known::new())
    }
}

/// Returns whether a schema is made of others.
pub(super) fn is_composed(keywords: &Keywords<'_>) -> bool {
    !keywords.all_of.is_empty() || !keywords.one_of.is_empty() || !keywords.any_of.is_empty()
}

/// Returns the members of a choice that hold for more than `null`.
pub(super) fn real_members<'a>(choice: &Keywords<'a>) -> Vec<Node<'a>> {
    choice.union().iter().copied().filter(|member| !is_null(*member)).collect()
}

/// Returns the keywords of a schema without the schemas that it is composed of.
fn own<'a>(keywords: &Keywords<'a>) -> Keywords<'a> {
    let [all_of, any_of, one_of] = [Vec::new(), Vec::new(), Vec::new()];
    let is_apart = is_composed(keywords);
    Keywords { all_of, any_of, one_of, is_apart, discriminator: None, ..keywords.clone() }
}

fn choices<'a>(keywords: &Keywords<'a>) -> Vec<Keywords<'a>> {
    let choice = |one_of: &[Node<'a>], any_of: &[Node<'a>]| Keywords {
        pointer: keywords.pointer,
        discriminator: keywords.discriminator,
        one_of: one_of.to_vec(),
        any_of: any_of.to_vec(),
        ..Keywords::default()
    };
    let both = [choice(&keywords.one_of, &[]), choice(&[], &keywords.any_of)];
    both.into_iter().filter(|choice| !choice.union().is_empty()).collect()
}

/// Returns whether the keywords say nothing of the form of a value.
fn is_silent(keywords: &Keywords<'_>) -> bool {
    keywords.r#type.is_none() && says_no_more_than_type(keywords)
}

/// Returns whether the keywords say nothing of the form of a value but its `type`.
fn says_no_more_than_type(keywords: &Keywords<'_>) -> bool {
    keywords.values.is_none()
        && keywords.properties.is_empty()
        && keywords.required.is_empty()
        && matches!(keywords.additional, Additional::Absent)
        && keywords.items.is_none()
        && keywords.format.is_none()
}

//! Unknown members of objects that must be preserved, because a keyword on the object or on a value that contains it observes them.
//!
//! Without them, a value that is valid when it is deserialized could be invalid when it is serialized again. Unions preserve everything.

use std::collections::{HashMap, HashSet};
use std::{mem, ptr};

use serde_json::Value;

use super::schema::{JsonType, Keywords2020, Schema, SchemaRef};
use super::type_refs;
use super::types::{Field, Shape, Struct, Type, TypeId, TypeKind};

/// Adds additional properties to structs whose unknown members are observed.
pub(super) fn preserve_observed(types: &mut [Type]) {
    let mut observability = Observability {
        types,
        observed: vec![false; types.len()],
        fully_observed: Vec::new(),
        visited: HashSet::new(),
    };
    for (index, found) in types.iter().enumerate() {
        let id = TypeId(index);
        observability.observe_by_type(&Shape::Type(id), id);
        if let TypeKind::Union(union) = &found.kind {
            union.variants.iter().for_each(|member| observability.mark_all_observed(&member.shape));
        }
    }
    let observed = observability.into_observed();
    let is_open = |found: &Type| !any_in_all_of(types, &found.schema, &mut |part| part.additional_properties_false);
    let keeps: Vec<bool> = types.iter().zip(observed).map(|(found, observed)| observed && is_open(found)).collect();
    for (found, _) in types.iter_mut().zip(keeps).filter(|(_, keeps)| *keeps) {
        if let TypeKind::Struct(object) = &mut found.kind {
            object.additional_properties.get_or_insert(Shape::Any);
        }
    }
}

/// The search for structs whose unknown members are observed. A schema may validate values whose type comes from another schema: one of its
/// `allOf`, or one that it refers to.
struct Observability<'a> {
    types: &'a [Type],
    /// Whether unknown members of each type are observed.
    observed: Vec<bool>,
    /// The types of which everything is observed, including nested types.
    fully_observed: Vec<TypeId>,
    /// The pairs of containers and types whose schemas were visited: either may refer to itself.
    visited: HashSet<(*const (), TypeId)>,
}

/// A container of values, without aliases and newtypes.
#[derive(Clone, Copy)]
enum Container<'a> {
    Struct(TypeId, &'a Struct),
    Array(&'a Shape),
    Map(&'a Shape),
}

impl<'a> Observability<'a> {
    /// Marks what a schema observes of values of a shape.
    fn observe(&mut self, shape: &Shape, schema: &'a Schema) {
        if observes_contents(schema) || has_compound_values(schema) || has_several_objects(schema) {
            self.mark_all_observed(shape);
        }
        for part in schema.all_of.iter().chain(&schema.any_of).chain(&schema.one_of) {
            self.observe_by(shape, part);
        }
        match self.container(shape) {
            Some(Container::Struct(id, object)) => self.observe_members(id, object, schema),
            Some(Container::Array(items)) => {
                let first = schema.keywords_2020.iter().flat_map(|keywords| &keywords.prefix_items);
                first.chain(&schema.items).for_each(|part| self.observe_by(items, part));
            }
            Some(Container::Map(values)) => {
                let properties = schema.properties.iter().map(|property| &property.schema);
                properties.chain(other_properties(schema)).for_each(|part| self.observe_by(values, part));
            }
            None => {}
        }
    }

    fn observe_members(&mut self, id: TypeId, object: &Struct, schema: &'a Schema) {
        let mut fields: HashMap<&str, &Field> =
            object.fields.iter().map(|field| (field.name.as_str(), field)).collect();
        let is_tag = |name: &str| object.discriminator_fields.iter().any(|tag| tag.name == name);
        if observes_members(schema, |name| fields.contains_key(name) || is_tag(name))
            && let Some(observed) = self.observed.get_mut(id.0)
        {
            *observed = true;
        }
        for property in &schema.properties {
            if let Some(field) = fields.remove(property.name.as_str()) {
                self.observe_by(&field.shape, &property.schema);
            }
        }
        let others: Vec<&Shape> =
            fields.into_values().map(|field| &field.shape).chain(&object.additional_properties).collect();
        for part in other_properties(schema) {
            for shape in &others {
                self.observe_by(shape, part);
            }
        }
    }

    fn observe_by(&mut self, shape: &Shape, schema: &'a SchemaRef) {
        match schema {
            SchemaRef::Inline(schema) => self.observe(shape, schema),
            SchemaRef::Type(id) => self.observe_by_type(shape, *id),
        }
    }

    fn observe_by_type(&mut self, shape: &Shape, id: TypeId) {
        let form = match self.container(shape) {
            Some(Container::Struct(_, object)) => ptr::from_ref(object).cast(),
            Some(Container::Array(inner) | Container::Map(inner)) => ptr::from_ref(inner).cast(),
            None => return,
        };
        if self.visited.insert((form, id))
            && let Some(found) = self.types.get(id.0)
        {
            self.observe(shape, &found.schema);
        }
    }

    /// Returns the container of a shape, if it may contain objects.
    fn container<'s>(&self, shape: &'s Shape) -> Option<Container<'s>>
    where
        'a: 's,
    {
        let mut shape = shape;
        // A newtype may wrap itself through others.
        for _ in 0..=self.types.len() {
            shape = match shape {
                Shape::Nullable(inner) => inner,
                Shape::Array(items) => return Some(Container::Array(items)),
                Shape::Map(values) => return Some(Container::Map(values)),
                Shape::Type(id) => {
                    let id = self.resolve_alias(*id);
                    match &self.types.get(id.0)?.kind {
                        TypeKind::Struct(object) => return Some(Container::Struct(id, object)),
                        TypeKind::Newtype(inner) => inner,
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
        None
    }

    fn resolve_alias(&self, id: TypeId) -> TypeId {
        let mut id = id;
        for _ in self.types {
            let Some(Type { kind: TypeKind::Alias(of), .. }) = self.types.get(id.0) else { break };
            id = *of;
        }
        id
    }

    /// Marks that everything of values of a shape is observed.
    fn mark_all_observed(&mut self, shape: &Shape) {
        type_refs::of_shape(&mut shape.clone(), &mut |id| self.fully_observed.push(*id));
    }

    /// Returns whether unknown members of each type are observed, including types nested in fully observed ones.
    fn into_observed(mut self) -> Vec<bool> {
        let mut visited = vec![false; self.types.len()];
        while let Some(id) = self.fully_observed.pop() {
            let (Some(visited), Some(observed), Some(found)) =
                (visited.get_mut(id.0), self.observed.get_mut(id.0), self.types.get(id.0))
            else {
                continue;
            };
            if !mem::replace(visited, true) {
                *observed = true;
                type_refs::of_kind(&mut found.kind.clone(), &mut |id| self.fully_observed.push(*id));
            }
        }
        self.observed
    }
}

/// Returns whether a predicate is true of a schema or of one in its `allOf`.
pub(super) fn any_in_all_of(types: &[Type], schema: &Schema, is_so: &mut dyn FnMut(&Schema) -> bool) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![schema];
    while let Some(part) = open.pop() {
        if is_so(part) {
            return true;
        }
        for member in &part.all_of {
            match member {
                SchemaRef::Inline(schema) => open.push(schema),
                SchemaRef::Type(id) if seen.insert(*id) => {
                    open.extend(types.get(id.0).map(|found| &found.schema));
                }
                SchemaRef::Type(_) => {}
            }
        }
    }
    false
}

/// Returns whether a schema observes members that are not fields.
fn observes_members(schema: &Schema, is_field: impl Fn(&str) -> bool) -> bool {
    let may_be_more = |rest: &SchemaRef| !matches!(rest, SchemaRef::Inline(rest) if rest.enum_values.is_some());
    let by_name = |keywords: &Keywords2020| {
        keywords.property_names.is_some()
            || !keywords.dependent_required.is_empty()
            || keywords.unevaluated_properties.as_ref().is_some_and(may_be_more)
    };
    schema.min_properties.is_some_and(|count| count > 0)
        || schema.max_properties.is_some()
        || !schema.required.iter().all(|name| is_field(name))
        || !schema.properties.iter().all(|property| is_field(&property.name))
        || schema.keywords_2020.as_deref().is_some_and(by_name)
        || observes_contents(schema)
}

/// Iterates over the schemas of additional and unevaluated properties.
fn other_properties(schema: &Schema) -> impl Iterator<Item = &SchemaRef> {
    schema
        .additional_properties
        .iter()
        .chain(schema.keywords_2020.iter().flat_map(|keywords| &keywords.unevaluated_properties))
}

/// Returns whether enum values of a schema are objects or arrays, which are compared as a whole.
fn has_compound_values(schema: &Schema) -> bool {
    schema.enum_values.iter().flatten().any(|value| value.is_object() || value.is_array())
}

/// Returns whether several schemas of `oneOf` accept objects.
fn has_several_objects(schema: &Schema) -> bool {
    schema.one_of.iter().filter(|member| accepts_objects(member)).count() > 1
}

/// Returns whether an object may satisfy a schema, without following references.
fn accepts_objects(schema: &SchemaRef) -> bool {
    let SchemaRef::Inline(schema) = schema else { return true };
    let is_listed = |values: &Vec<Value>| values.iter().any(Value::is_object);
    schema.r#type.is_none_or(|found| found == JsonType::Object) && schema.enum_values.as_ref().is_none_or(is_listed)
}

/// Returns whether a schema observes its value, or a nested one, by other schemas than those of their types.
fn observes_contents(schema: &Schema) -> bool {
    let observes = |keywords: &Keywords2020| {
        keywords.contains.is_some()
            || keywords.condition.is_some()
            || !keywords.dependent_schemas.is_empty()
            || !keywords.pattern_properties.is_empty()
            || keywords.unevaluated_items.is_some()
    };
    schema.unique_items || schema.not.is_some() || schema.keywords_2020.as_deref().is_some_and(observes)
}

//! Members that no property names, and that still must not be lost: a keyword on their object, or on what holds it, can see them.
//!
//! Without them a value that is valid when it is read could be invalid when it is written again. Of a union's value nothing at all is lost.

use std::collections::{HashMap, HashSet};
use std::{mem, ptr};

use serde_json::Value;

use super::schema::{JsonType, Keywords2020, Schema, SchemaRef};
use super::type_refs;
use super::types::{Field, Shape, Struct, Type, TypeId, TypeKind};

/// Lets structs keep such members.
pub(super) fn keep_what_is_seen(types: &mut [Type]) {
    let mut sight = Sight { types, seen: vec![false; types.len()], exposed: Vec::new(), judged: HashSet::new() };
    for (index, found) in types.iter().enumerate() {
        let id = TypeId(index);
        sight.judge_by_type(&Shape::Type(id), id);
        if let TypeKind::Union(union) = &found.kind {
            union.variants.iter().for_each(|member| sight.expose(&member.shape));
        }
    }
    let seen = sight.through_what_is_exposed();
    let is_open = |found: &Type| !any_part(types, &found.schema, &mut |part| part.additional_properties_false);
    let keeps: Vec<bool> = types.iter().zip(seen).map(|(found, seen)| seen && is_open(found)).collect();
    for (found, _) in types.iter_mut().zip(keeps).filter(|(_, keeps)| *keeps) {
        if let TypeKind::Struct(object) = &mut found.kind {
            object.additional_properties.get_or_insert(Shape::Any);
        }
    }
}

/// What schemas see of the values of forms. A schema may judge values whose form comes from another one: of a part of its `allOf`, or of
/// what it refers to.
struct Sight<'a> {
    types: &'a [Type],
    /// Which structs have members that are seen.
    seen: Vec<bool>,
    /// The types of which everything is seen, whatever it is made of.
    exposed: Vec<TypeId>,
    /// The forms and the types whose schemas judged them: either may refer to itself.
    judged: HashSet<(*const (), TypeId)>,
}

/// What a value is made of, whatever the names of that.
#[derive(Clone, Copy)]
enum Form<'a> {
    Struct(TypeId, &'a Struct),
    Array(&'a Shape),
    Map(&'a Shape),
}

impl<'a> Sight<'a> {
    /// Notes what a schema sees of values of a shape.
    fn judge(&mut self, shape: &Shape, schema: &'a Schema) {
        if looks_inside(schema) || lists_compounds(schema) || chooses_objects(schema) {
            self.expose(shape);
        }
        for part in schema.all_of.iter().chain(&schema.any_of).chain(&schema.one_of) {
            self.judge_by(shape, part);
        }
        match self.form(shape) {
            Some(Form::Struct(id, object)) => self.judge_members(id, object, schema),
            Some(Form::Array(items)) => {
                let first = schema.keywords_2020.iter().flat_map(|later| &later.prefix_items);
                first.chain(&schema.items).for_each(|part| self.judge_by(items, part));
            }
            Some(Form::Map(values)) => {
                let properties = schema.properties.iter().map(|property| &property.schema);
                properties.chain(of_others(schema)).for_each(|part| self.judge_by(values, part));
            }
            None => {}
        }
    }

    fn judge_members(&mut self, id: TypeId, object: &Struct, schema: &'a Schema) {
        let mut fields: HashMap<&str, &Field> =
            object.fields.iter().map(|field| (field.name.as_str(), field)).collect();
        let is_tag = |name: &str| object.discriminator_fields.iter().any(|tag| tag.name == name);
        if sees_members(schema, |name| fields.contains_key(name) || is_tag(name))
            && let Some(seen) = self.seen.get_mut(id.0)
        {
            *seen = true;
        }
        for property in &schema.properties {
            if let Some(field) = fields.remove(property.name.as_str()) {
                self.judge_by(&field.shape, &property.schema);
            }
        }
        let others: Vec<&Shape> =
            fields.into_values().map(|field| &field.shape).chain(&object.additional_properties).collect();
        for part in of_others(schema) {
            for shape in &others {
                self.judge_by(shape, part);
            }
        }
    }

    fn judge_by(&mut self, shape: &Shape, schema: &'a SchemaRef) {
        match schema {
            SchemaRef::Inline(schema) => self.judge(shape, schema),
            SchemaRef::Type(id) => self.judge_by_type(shape, *id),
        }
    }

    fn judge_by_type(&mut self, shape: &Shape, id: TypeId) {
        let form = match self.form(shape) {
            Some(Form::Struct(_, object)) => ptr::from_ref(object).cast(),
            Some(Form::Array(inner) | Form::Map(inner)) => ptr::from_ref(inner).cast(),
            None => return,
        };
        if self.judged.insert((form, id))
            && let Some(found) = self.types.get(id.0)
        {
            self.judge(shape, &found.schema);
        }
    }

    /// Returns the form of a shape, if there may be members in it.
    fn form<'s>(&self, shape: &'s Shape) -> Option<Form<'s>>
    where
        'a: 's,
    {
        let mut shape = shape;
        // A newtype may wrap itself by way of others.
        for _ in 0..=self.types.len() {
            shape = match shape {
                Shape::Nullable(inner) => inner,
                Shape::Array(items) => return Some(Form::Array(items)),
                Shape::Map(values) => return Some(Form::Map(values)),
                Shape::Type(id) => {
                    let id = self.behind_aliases(*id);
                    match &self.types.get(id.0)?.kind {
                        TypeKind::Struct(object) => return Some(Form::Struct(id, object)),
                        TypeKind::Newtype(inner) => inner,
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
        None
    }

    fn behind_aliases(&self, id: TypeId) -> TypeId {
        let mut id = id;
        for _ in self.types {
            let Some(Type { kind: TypeKind::Alias(of), .. }) = self.types.get(id.0) else { break };
            id = *of;
        }
        id
    }

    /// Notes that everything is seen of values of a shape.
    fn expose(&mut self, shape: &Shape) {
        type_refs::of_shape(&mut shape.clone(), &mut |id| self.exposed.push(*id));
    }

    /// Returns which structs have members that are seen, those included that what is exposed is made of.
    fn through_what_is_exposed(mut self) -> Vec<bool> {
        let mut visited = vec![false; self.types.len()];
        while let Some(id) = self.exposed.pop() {
            let (Some(visited), Some(seen), Some(found)) =
                (visited.get_mut(id.0), self.seen.get_mut(id.0), self.types.get(id.0))
            else {
                continue;
            };
            if !mem::replace(visited, true) {
                *seen = true;
                type_refs::of_kind(&mut found.kind.clone(), &mut |id| self.exposed.push(*id));
            }
        }
        self.seen
    }
}

/// Returns whether something is true of a schema, or of one that its `allOf` applies to the same value.
pub(super) fn any_part(types: &[Type], schema: &Schema, is_so: &mut dyn FnMut(&Schema) -> bool) -> bool {
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

/// Returns whether a schema judges by members that no field stands for.
fn sees_members(schema: &Schema, is_field: impl Fn(&str) -> bool) -> bool {
    let may_be_more = |rest: &SchemaRef| !matches!(rest, SchemaRef::Inline(rest) if rest.enum_values.is_some());
    let by_name = |later: &Keywords2020| {
        later.property_names.is_some()
            || !later.dependent_required.is_empty()
            || later.unevaluated_properties.as_ref().is_some_and(may_be_more)
    };
    schema.min_properties.is_some_and(|count| count > 0)
        || schema.max_properties.is_some()
        || !schema.required.iter().all(|name| is_field(name))
        || !schema.properties.iter().all(|property| is_field(&property.name))
        || schema.keywords_2020.as_deref().is_some_and(by_name)
        || looks_inside(schema)
}

/// Iterates over the schemas of members that a schema does not name.
fn of_others(schema: &Schema) -> impl Iterator<Item = &SchemaRef> {
    schema
        .additional_properties
        .iter()
        .chain(schema.keywords_2020.iter().flat_map(|later| &later.unevaluated_properties))
}

/// Returns whether a schema lists objects or arrays, which it compares whole.
fn lists_compounds(schema: &Schema) -> bool {
    schema.enum_values.iter().flatten().any(|value| value.is_object() || value.is_array())
}

/// Returns whether one of several schemas for objects is to hold: what any of them sees counts.
fn chooses_objects(schema: &Schema) -> bool {
    schema.one_of.iter().filter(|member| takes_objects(member)).count() > 1
}

/// Returns whether an object may satisfy a schema, as far as its own words tell.
fn takes_objects(schema: &SchemaRef) -> bool {
    let SchemaRef::Inline(schema) = schema else { return true };
    let is_listed = |values: &Vec<Value>| values.iter().any(Value::is_object);
    schema.r#type.is_none_or(|found| found == JsonType::Object) && schema.enum_values.as_ref().is_none_or(is_listed)
}

/// Returns whether a schema judges its value, or parts of it, by more than the schemas of their own types.
fn looks_inside(schema: &Schema) -> bool {
    let judges_again = |later: &Keywords2020| {
        later.contains.is_some()
            || later.condition.is_some()
            || !later.dependent_schemas.is_empty()
            || !later.pattern_properties.is_empty()
            || later.unevaluated_items.is_some()
    };
    schema.unique_items || schema.not.is_some() || schema.keywords_2020.as_deref().is_some_and(judges_again)
}

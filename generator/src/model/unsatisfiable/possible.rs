//! The types of values that may satisfy schemas.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::super::holds::{holds_for_some, may_hold};
use super::super::schema::{Schema, SchemaRef};
use super::super::types::{Shape, Type, TypeId, TypeKind};
use super::alternatives::Alternative;
use super::samples::Constants;
use super::value_types::{ALL, ARRAY, BOOLEAN, NONE, NULL, NUMBER, OBJECT, STRING, ValueTypes, of_type, of_value};
use super::{arrays, objects, strings};

/// How many types refer to each other before it is taken that any value will do.
const MAX_DEPTH: usize = 12;
/// How many schemas are visited for one schema, before any value is assumed to be possible.
const MAX_STEPS: usize = 2_000;

/// What is known about the schemas of types.
pub(super) struct Possible<'a> {
    types: &'a [Type],
    /// The value types that may satisfy the schemas of types that were examined; all, for a type that is being examined.
    of_types: RefCell<HashMap<TypeId, ValueTypes>>,
    /// The current depth, and the number of schemas that were visited.
    depth: Cell<usize>,
    steps: Cell<usize>,
}

impl<'a> Possible<'a> {
    /// Knows nothing as yet.
    pub(super) fn new(types: &'a [Type]) -> Self {
        Self { types, of_types: RefCell::default(), depth: Cell::new(0), steps: Cell::new(0) }
    }

    /// Returns the types of values that a type holds, and that may satisfy its schema.
    pub(super) fn of_type(&self, found: &Type) -> ValueTypes {
        self.of_kind(found, MAX_DEPTH) & self.of_schema(&found.schema)
    }

    /// Returns the types of values that may satisfy a schema.
    pub(super) fn of_schema(&self, schema: &Schema) -> ValueTypes {
        if self.depth.get() == 0 {
            self.steps.set(0);
        }
        if self.depth.get() >= MAX_DEPTH || !self.goes_on() {
            return ALL;
        }
        if !may_contradict(schema) {
            let null = if schema.nullable { NULL } else { NONE };
            return schema.r#type.map_or(ALL, of_type) | null;
        }
        self.depth.set(self.depth.get() + 1);
        let found = self.of_values(schema);
        self.depth.set(self.depth.get() - 1);
        found
    }

    /// Returns the types of values that may satisfy several schemas at once.
    pub(super) fn of_all(&self, schemas: &[&SchemaRef]) -> ValueTypes {
        match schemas {
            [] => ALL,
            [SchemaRef::Type(id)] => self.of_component(*id),
            [only] => self.resolve(only).map_or(ALL, |schema| self.of_schema(schema)),
            several => {
                let all_of = several.iter().map(|schema| (*schema).clone()).collect();
                self.of_schema(&Schema { all_of, ..Schema::default() })
            }
        }
    }

    /// Returns what a schema is, or the type that it refers to.
    pub(super) fn resolve<'s>(&self, schema: &'s SchemaRef) -> Option<&'s Schema>
    where
        'a: 's,
    {
        match schema {
            SchemaRef::Inline(schema) => Some(schema),
            SchemaRef::Type(id) => self.types.get(id.0).map(|found| &found.schema),
        }
    }

    /// Returns a schema and the parts that its `allOf` applies to the same value.
    pub(super) fn parts<'s>(&self, schema: &'s Schema) -> Vec<&'s Schema>
    where
        'a: 's,
    {
        self.reached(schema, |part| part.all_of.iter().collect())
    }

    /// Returns whether a listed value may satisfy a schema.
    pub(super) fn may_hold(&self, schema: &Schema, value: &Value) -> bool {
        may_hold(self.types, schema, value)
    }

    /// Counts a step; returns whether there may be one more.
    pub(super) fn goes_on(&self) -> bool {
        self.steps.set(self.steps.get().saturating_add(1));
        self.steps.get() <= MAX_STEPS
    }

    fn of_component(&self, id: TypeId) -> ValueTypes {
        if let Some(known) = self.of_types.borrow().get(&id) {
            return *known;
        }
        let Some(found) = self.types.get(id.0) else { return ALL };
        self.of_types.borrow_mut().insert(id, ALL);
        let possible = self.of_schema(&found.schema);
        self.of_types.borrow_mut().insert(id, possible);
        possible
    }

    fn of_values(&self, schema: &Schema) -> ValueTypes {
        let constants = self.constants(schema);
        let single = [Value::Null, Value::Bool(false), Value::Bool(true)];
        let listed = single.iter().chain(constants.values.iter().copied());
        let mut found = listed.fold(NONE, |found, value| {
            let is_known = found & of_value(value) != NONE;
            if is_known || !self.may_hold(schema, value) { found } else { found | of_value(value) }
        });
        let asked =
            self.parts(schema).iter().filter_map(|part| part.r#type).fold(ALL, |asked, one| asked & of_type(one));
        for one in [NUMBER, STRING, ARRAY, OBJECT] {
            if asked & one != NONE && found & one == NONE && self.has_unlisted(schema, one, &constants) {
                found |= one;
            }
        }
        found
    }

    /// Returns whether a value of one type that is not listed may satisfy a schema.
    fn has_unlisted(&self, schema: &Schema, one: ValueTypes, constants: &Constants<'_>) -> bool {
        let may_hold = |sample: &Value| holds_for_some(self.types, schema, sample);
        let any = |samples: Option<Vec<Value>>| samples.is_none_or(|samples| samples.iter().any(may_hold));
        let is_free = |parts: &Alternative<'_>| match one {
            STRING => strings::contradiction(parts).is_none(),
            ARRAY => arrays::contradiction(self, parts).is_none(),
            _ => objects::contradiction(self, parts).is_none(),
        };
        let ways = self.alternatives(schema, one);
        // Most schemas accept the simplest value, and need no other samples.
        let is_sampled = match one {
            _ if ways.is_empty() => false,
            NUMBER => may_hold(&Value::from(0)) || any(constants.numbers()),
            STRING => may_hold(&Value::from("")) || any(constants.texts()),
            _ => true,
        };
        is_sampled && (one == NUMBER || ways.iter().any(is_free))
    }

    /// Returns the constants that the schemas of one value compare it with.
    pub(super) fn constants<'s>(&self, schema: &'s Schema) -> Constants<'s>
    where
        'a: 's,
    {
        let mut constants = Constants::default();
        let applied = |part: &'s Schema| {
            let conditional = part
                .keywords_2020
                .iter()
                .flat_map(|keywords| [&keywords.condition, &keywords.then, &keywords.otherwise]);
            let single = conditional.flatten().chain(&part.not);
            part.all_of.iter().chain(&part.any_of).chain(&part.one_of).chain(single).collect()
        };
        self.reached(schema, applied).into_iter().for_each(|part| constants.add(part));
        constants
    }

    /// Returns a schema and all that are reached from it.
    fn reached<'s>(&self, schema: &'s Schema, next: impl Fn(&'s Schema) -> Vec<&'s SchemaRef>) -> Vec<&'s Schema>
    where
        'a: 's,
    {
        let (mut found, mut open, mut seen) = (Vec::new(), vec![schema], BTreeSet::new());
        while let Some(part) = open.pop() {
            found.push(part);
            for member in next(part) {
                if member.as_type().is_none_or(|id| seen.insert(id)) {
                    open.extend(self.resolve(member));
                }
            }
        }
        found
    }

    /// Returns the types of values of a type's shape.
    fn of_kind(&self, found: &Type, depth: usize) -> ValueTypes {
        let Some(depth) = depth.checked_sub(1) else { return ALL };
        match &found.kind {
            TypeKind::Struct(_) => OBJECT,
            TypeKind::Enum(values) => values.values.iter().fold(NONE, |known, value| known | of_value(value)),
            TypeKind::Union(union) => {
                union.variants.iter().fold(NONE, |known, member| known | self.of_shape(&member.shape, depth))
            }
            TypeKind::Newtype(shape) => self.of_shape(shape, depth),
            TypeKind::Alias(id) => self.of_shape(&Shape::Type(*id), depth),
        }
    }

    fn of_shape(&self, shape: &Shape, depth: usize) -> ValueTypes {
        match shape {
            Shape::Any | Shape::Custom(_) => ALL,
            Shape::Boolean => BOOLEAN,
            Shape::Integer(_) | Shape::Number => NUMBER,
            Shape::String | Shape::Uuid | Shape::Date | Shape::DateTime | Shape::Byte | Shape::Binary => STRING,
            Shape::Array(_) => ARRAY,
            Shape::Map(_) => OBJECT,
            Shape::Nullable(inner) => NULL | self.of_shape(inner, depth),
            Shape::Type(id) => self.types.get(id.0).map_or(ALL, |found| self.of_kind(found, depth)),
        }
    }
}

/// Returns whether a schema asks for more than a type and for not too much of it: most schemas do not.
fn may_contradict(schema: &Schema) -> bool {
    let Schema { enum_values, minimum, maximum, multiple_of, pattern, .. } = schema;
    let Schema { all_of, any_of, one_of, not, keywords_2020, .. } = schema;
    let is_bounded = minimum.is_some() || maximum.is_some() || multiple_of.is_some() || pattern.is_some();
    let is_composed = !all_of.is_empty() || !any_of.is_empty() || !one_of.is_empty() || not.is_some();
    let at_least = [schema.min_length, schema.min_items, schema.min_properties];
    let requires = !schema.required.is_empty() || schema.properties.iter().any(|property| property.required);
    enum_values.is_some()
        || is_bounded
        || is_composed
        || keywords_2020.is_some()
        || at_least.iter().any(Option::is_some)
        || requires
}

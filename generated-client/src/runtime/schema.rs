//! Schemas as data: what the validator walks beside a value.
//!
//! A [`Schema`] is a constant that codegen writes; every keyword that it does not set holds for any value. The keywords are those of the
//! Schema Object of `OpenAPI` 3.0.3 (§4.7.24) and the assertions of JSON Schema that it takes over; those that came later stand in [`Later`].

mod kinds;
mod later;
mod parts;
mod property;
mod width;

use kinds::Kinds;
pub use later::{Condition, Later};
pub use parts::{Bound, Format, Literal, Number, Pattern, Types};
pub use property::{Property, Required, optional, optional_of, required, required_of};
pub use width::Width;

use super::validate::Validate;

/// What a JSON value must satisfy.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Schema {
    /// `type`: the types that are allowed; none set allows any.
    pub types: Types,
    /// `nullable`: `null` satisfies the schema, whatever else it says.
    pub nullable: bool,
    /// `minimum` and `exclusiveMinimum`.
    pub minimum: Option<Bound>,
    /// `maximum` and `exclusiveMaximum`.
    pub maximum: Option<Bound>,
    /// `multipleOf`.
    pub multiple_of: Option<Number>,
    /// `minLength`, in Unicode characters.
    pub min_length: u64,
    /// `maxLength`, in Unicode characters.
    pub max_length: u64,
    /// `pattern`.
    pub pattern: Option<Pattern>,
    /// `format` of strings.
    pub format: Option<Format>,
    /// `format` of integers.
    pub width: Option<Width>,
    /// `items`.
    pub items: Option<Ref>,
    /// `minItems`.
    pub min_items: u64,
    /// `maxItems`.
    pub max_items: u64,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// The struct that has the fields of `properties`, in their order.
    pub fields_of: Option<&'static str>,
    /// `properties`, in the order of the document, each with whether `required` names it.
    pub properties: &'static [Property],
    /// The names in `required` that `properties` lacks.
    pub also_required: &'static [&'static str],
    /// `additionalProperties: false`.
    pub closed: bool,
    /// `additionalProperties`, where it is a schema.
    pub additional: Option<Ref>,
    /// `minProperties`.
    pub min_properties: u64,
    /// `maxProperties`.
    pub max_properties: u64,
    /// `enum`: the values that are allowed; `None` allows any.
    pub values: Option<&'static [Literal]>,
    /// What lists these values: `enum`, `const`, or the schema `false`, which allows none.
    pub listed_by: &'static str,
    /// `allOf`.
    pub all_of: &'static [Ref],
    /// The one member of `allOf`, where the schema says nothing more but `nullable`.
    pub null_or: Option<Ref>,
    /// `anyOf`.
    pub any_of: &'static [Ref],
    /// `oneOf`.
    pub one_of: &'static [Ref],
    /// The property that tells the members of `anyOf` or `oneOf` apart. It asserts nothing; it says whose violations are meant.
    pub tag: Option<&'static str>,
    /// The values of that property which tell each member, in their order, as far as they are known.
    pub tag_values: &'static [&'static [Literal]],
    /// `not`.
    pub not: Option<Ref>,
    /// The keywords that came with `OpenAPI` 3.1.
    pub later: Option<&'static Later>,
    /// Which kinds of keywords are set.
    kinds: Kinds,
}

impl Schema {
    /// Returns whether one look at a value tells all: no other schema is asked about it, and it is compared with nothing.
    #[inline]
    pub(in crate::runtime) const fn asks_once(&self) -> bool {
        !self.kinds.have(Kinds::VALUES.and(Kinds::SCHEMAS))
    }

    /// Returns whether other schemas are asked about the same value.
    #[inline]
    pub(in crate::runtime) const fn composes(&self) -> bool {
        self.kinds.have(Kinds::SCHEMAS)
    }

    /// Returns whether `anyOf` stands for several types in `type`: each member is one of them, with the keywords for it.
    pub(in crate::runtime) const fn lists_types(&self) -> bool {
        self.kinds.have(Kinds::TYPES)
    }

    /// Returns whether the tag decides which schema of `anyOf` or `oneOf` judges a value, where it tells one.
    pub(in crate::runtime) const fn tag_decides(&self) -> bool {
        self.kinds.have(Kinds::TAG)
    }

    /// Returns whether `true` and `false` hold, if booleans do.
    #[inline]
    pub(in crate::runtime) const fn takes_any_boolean(&self) -> bool {
        !self.kinds.have(Kinds::VALUES)
    }

    /// Returns whether every string holds, if strings do.
    #[inline]
    pub(in crate::runtime) const fn takes_any_text(&self) -> bool {
        !self.kinds.have(Kinds::TEXT.and(Kinds::VALUES))
    }

    /// Returns whether every number holds, if numbers do.
    #[inline]
    pub(in crate::runtime) const fn takes_any_number(&self) -> bool {
        !self.kinds.have(Kinds::NUMBER.and(Kinds::VALUES))
    }

    /// Holds for any value.
    pub const ANY: Self = Self {
        types: Types::ANY,
        nullable: false,
        minimum: None,
        maximum: None,
        multiple_of: None,
        min_length: 0,
        max_length: u64::MAX,
        pattern: None,
        format: None,
        width: None,
        items: None,
        min_items: 0,
        max_items: u64::MAX,
        unique_items: false,
        fields_of: None,
        properties: &[],
        also_required: &[],
        closed: false,
        additional: None,
        min_properties: 0,
        max_properties: u64::MAX,
        values: None,
        listed_by: "enum",
        all_of: &[],
        null_or: None,
        any_of: &[],
        one_of: &[],
        tag: None,
        tag_values: &[],
        not: None,
        later: None,
        kinds: Kinds::NONE,
    };
    /// Holds for arrays.
    pub const ARRAY: Self = Self::of_types(Types::ARRAY);
    /// Holds for `true` and `false`.
    pub const BOOLEAN: Self = Self::of_types(Types::BOOLEAN);
    /// Holds for integers, written without a fraction.
    pub const INTEGER: Self = Self::of_types(Types::INTEGER);
    /// Holds for nothing.
    pub const NEVER: Self = Self::ANY.never();
    /// Holds for `null` alone.
    pub const NULL: Self = Self::of_types(Types::NULL);
    /// Holds for numbers.
    pub const NUMBER: Self = Self::of_types(Types::NUMBER);
    /// Holds for objects.
    pub const OBJECT: Self = Self::of_types(Types::OBJECT);
    /// Holds for integers, `1.0` among them, as JSON Schema has it from draft 6 on.
    pub const WHOLE: Self = Self::of_types(Types::WHOLE);
    /// Holds for strings.
    pub const STRING: Self = Self::of_types(Types::STRING);

    const fn of_types(types: Types) -> Self {
        Self { types, ..Self::ANY }
    }

    /// Adds `nullable: true`.
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// Sets `minimum` to an integer.
    pub const fn at_least(self, limit: i64) -> Self {
        self.minimum(Bound::including(limit))
    }

    /// Sets `maximum` to an integer.
    pub const fn at_most(self, limit: i64) -> Self {
        self.maximum(Bound::including(limit))
    }

    /// Sets `minimum` or, of an exclusive bound, `exclusiveMinimum`.
    pub const fn minimum(mut self, bound: Bound) -> Self {
        self.minimum = Some(bound);
        self.kinds = self.kinds.and(Kinds::NUMBER);
        self
    }

    /// Sets `maximum` or, of an exclusive bound, `exclusiveMaximum`.
    pub const fn maximum(mut self, bound: Bound) -> Self {
        self.maximum = Some(bound);
        self.kinds = self.kinds.and(Kinds::NUMBER);
        self
    }

    /// Sets `minimum` to a decimal, written as JSON.
    pub const fn at_least_decimal(self, limit: &'static str) -> Self {
        self.minimum(Bound { limit: Number::Decimal(limit), exclusive: false })
    }

    /// Sets `maximum` to a decimal, written as JSON.
    pub const fn at_most_decimal(self, limit: &'static str) -> Self {
        self.maximum(Bound { limit: Number::Decimal(limit), exclusive: false })
    }

    /// Sets `multipleOf`.
    pub const fn multiple_of(mut self, divisor: Number) -> Self {
        self.multiple_of = Some(divisor);
        self.kinds = self.kinds.and(Kinds::NUMBER);
        self
    }

    /// Sets `minLength`, in Unicode characters.
    pub const fn min_length(mut self, length: u64) -> Self {
        self.min_length = length;
        self.kinds = self.kinds.and(Kinds::TEXT);
        self
    }

    /// Sets `maxLength`, in Unicode characters.
    pub const fn max_length(mut self, length: u64) -> Self {
        self.max_length = length;
        self.kinds = self.kinds.and(Kinds::TEXT);
        self
    }

    /// Sets `pattern`.
    pub const fn pattern(mut self, pattern: Pattern) -> Self {
        self.pattern = Some(pattern);
        self.kinds = self.kinds.and(Kinds::TEXT);
        self
    }

    /// Sets `format`.
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self.kinds = self.kinds.and(Kinds::TEXT);
        self
    }

    /// The schema of a type, or `null`.
    pub const fn null_or<T: Validate>() -> Self {
        let null_or = Some(of::<T>());
        Self { null_or, ..Self::ANY.all_of(const { &[of::<T>()] }).nullable() }
    }

    /// The schema of an array with items of a type.
    pub const fn array_of<T: Validate>() -> Self {
        Self::ARRAY.items(of::<T>())
    }

    /// Sets `items`.
    pub const fn items(mut self, items: Ref) -> Self {
        self.items = Some(items);
        self
    }

    /// Sets `minItems`.
    pub const fn min_items(mut self, count: u64) -> Self {
        self.min_items = count;
        self
    }

    /// Sets `maxItems`.
    pub const fn max_items(mut self, count: u64) -> Self {
        self.max_items = count;
        self
    }

    /// Sets `uniqueItems: true`.
    pub const fn unique_items(mut self) -> Self {
        self.unique_items = true;
        self
    }

    /// Sets `properties`, and the part of `required` that names them.
    pub const fn properties(mut self, properties: &'static [Property]) -> Self {
        self.properties = properties;
        self
    }

    /// Says which struct has the fields of `properties`, each once and in their order.
    pub const fn fields_of(mut self, name: &'static str) -> Self {
        self.fields_of = Some(name);
        self
    }

    /// Sets the part of `required` that names no property.
    pub const fn also_required(mut self, names: &'static [&'static str]) -> Self {
        self.also_required = names;
        self
    }

    /// Sets `additionalProperties: false`.
    pub const fn closed(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Sets `additionalProperties` to a schema.
    pub const fn additional(mut self, schema: Ref) -> Self {
        self.additional = Some(schema);
        self
    }

    /// Sets `minProperties`.
    pub const fn min_properties(mut self, count: u64) -> Self {
        self.min_properties = count;
        self
    }

    /// Sets `maxProperties`.
    pub const fn max_properties(mut self, count: u64) -> Self {
        self.max_properties = count;
        self
    }

    /// Sets `enum`.
    pub const fn values(mut self, values: &'static [Literal]) -> Self {
        self.values = Some(values);
        self.kinds = self.kinds.and(Kinds::VALUES);
        self
    }

    /// Sets `const`; the values are none if another keyword rules it out.
    pub const fn constant(mut self, values: &'static [Literal]) -> Self {
        self.listed_by = "const";
        self.values(values)
    }

    /// Makes it the schema `false`.
    pub const fn never(mut self) -> Self {
        self.listed_by = "false";
        self.values(&[])
    }

    /// Sets `allOf`.
    pub const fn all_of(mut self, schemas: &'static [Ref]) -> Self {
        self.all_of = schemas;
        self.kinds = self.kinds.and(Kinds::SCHEMAS);
        self
    }

    /// Sets `anyOf`.
    pub const fn any_of(mut self, schemas: &'static [Ref]) -> Self {
        self.any_of = schemas;
        self.kinds = self.kinds.and(Kinds::SCHEMAS);
        self
    }

    /// Sets `type` to several types, each with the keywords for it.
    pub const fn types_of(mut self, schemas: &'static [Ref]) -> Self {
        self.kinds = self.kinds.and(Kinds::TYPES);
        self.any_of(schemas)
    }

    /// Sets `oneOf`.
    pub const fn one_of(mut self, schemas: &'static [Ref]) -> Self {
        self.one_of = schemas;
        self.kinds = self.kinds.and(Kinds::SCHEMAS);
        self
    }

    /// Sets `oneOf` where the values of the tag decide, and the schemas alone would not tell the members apart.
    pub const fn one_by_tag(mut self, schemas: &'static [Ref]) -> Self {
        self.kinds = self.kinds.and(Kinds::TAG);
        self.one_of(schemas)
    }

    /// Sets `anyOf`; where the value of the tag tells a member, that one alone judges.
    pub const fn any_by_tag(mut self, schemas: &'static [Ref]) -> Self {
        self.kinds = self.kinds.and(Kinds::TAG);
        self.any_of(schemas)
    }

    /// Sets the property that tells the members of `anyOf` or `oneOf` apart.
    pub const fn tag(mut self, property: &'static str) -> Self {
        self.tag = Some(property);
        self
    }

    /// Sets the values of that property which tell each member.
    pub const fn tag_values(mut self, values: &'static [&'static [Literal]]) -> Self {
        self.tag_values = values;
        self
    }

    /// Sets `not`.
    pub const fn not(mut self, schema: Ref) -> Self {
        self.not = Some(schema);
        self.kinds = self.kinds.and(Kinds::SCHEMAS);
        self
    }

    /// Sets the keywords that came with `OpenAPI` 3.1.
    pub const fn later(mut self, keywords: &'static Later) -> Self {
        self.later = Some(keywords);
        self.kinds = self.kinds.and(Kinds::SCHEMAS);
        self
    }
}

/// A schema in a place where another one may stand.
#[derive(Clone, Copy, Debug)]
pub enum Ref {
    /// The schema itself.
    Inline(&'static Schema),
    /// The schema of a type; a function, so that schemas may refer to themselves.
    Of(fn() -> &'static Schema),
}

impl Ref {
    /// Returns the schema.
    #[inline]
    pub fn get(self) -> &'static Schema {
        match self {
            Self::Inline(schema) => schema,
            Self::Of(schema) => schema(),
        }
    }
}

/// The schema itself, in a place where another one may stand.
pub const fn inline(schema: &'static Schema) -> Ref {
    Ref::Inline(schema)
}

/// The schema of a type, in a place where another one may stand.
pub const fn of<T: Validate>() -> Ref {
    Ref::Of(T::schema)
}

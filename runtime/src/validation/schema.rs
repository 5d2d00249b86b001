//! Schemas as data for the validator.
//!
//! A [`Schema`] is a constant that codegen emits; a keyword that is not set allows any value. The keywords are those of the Schema Object
//! of `OpenAPI` 3.0.3 (§4.7.24) and the assertions of JSON Schema that it takes over; those of 2020-12 are in [`Keywords2020`].

mod integer_format;
mod keyword_set;
mod keywords_2020;
mod property;
mod types;

pub use integer_format::IntegerFormat;
use keyword_set::KeywordSet;
pub use keywords_2020::{Condition, Keywords2020};
pub use property::{Property, Required, optional, optional_of, required, required_of};
pub use types::{Bound, Format, Literal, Number, Pattern, Types};

use super::validate::Validate;

/// A schema.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Schema {
    /// `type`: the types that are allowed; none set allows any.
    pub types: Types,
    /// `nullable`: `null` satisfies the schema, whatever the other keywords are.
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
    pub integer_format: Option<IntegerFormat>,
    /// `items`.
    pub items: Option<Ref>,
    /// `minItems`.
    pub min_items: u64,
    /// `maxItems`.
    pub max_items: u64,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// The struct whose fields are the `properties`, in their order.
    pub struct_name: Option<&'static str>,
    /// `properties`, in the order of the document, each with whether `required` names it.
    pub properties: &'static [Property],
    /// The names in `required` that `properties` lacks.
    pub required: &'static [&'static str],
    /// `additionalProperties: false`.
    pub additional_properties_false: bool,
    /// `additionalProperties`, where it is a schema.
    pub additional_properties: Option<Ref>,
    /// `minProperties`.
    pub min_properties: u64,
    /// `maxProperties`.
    pub max_properties: u64,
    /// `enum`: the values that are allowed; `None` allows any.
    pub enum_values: Option<&'static [Literal]>,
    /// The keyword of these values: `enum`, `const`, or `false` for the schema `false`, which allows none.
    pub enum_keyword: &'static str,
    /// `allOf`.
    pub all_of: &'static [Ref],
    /// The only schema of `allOf`, if nothing else is set but `nullable`.
    pub null_or: Option<Ref>,
    /// `anyOf`.
    pub any_of: &'static [Ref],
    /// `oneOf`.
    pub one_of: &'static [Ref],
    /// The property that distinguishes the schemas of `anyOf` or `oneOf`. It asserts nothing, but selects whose violations are reported.
    pub discriminator: Option<&'static str>,
    /// The values of that property for each schema, in their order, if they are known.
    pub discriminator_values: &'static [&'static [Literal]],
    /// `not`.
    pub not: Option<Ref>,
    /// The keywords of JSON Schema 2020-12.
    pub keywords_2020: Option<&'static Keywords2020>,
    /// The keywords that are set.
    keywords: KeywordSet,
}

impl Schema {
    /// Returns whether the schema has neither applicators nor `enum`.
    #[inline]
    pub(crate) const fn is_simple(&self) -> bool {
        !self.keywords.intersects(KeywordSet::ENUM.union(KeywordSet::SUBSCHEMAS))
    }

    /// Returns whether the schema has applicators.
    #[inline]
    pub(crate) const fn has_subschemas(&self) -> bool {
        self.keywords.intersects(KeywordSet::SUBSCHEMAS)
    }

    /// Returns whether `anyOf` is a list of types in `type`, each with the keywords for it.
    pub(crate) const fn is_type_list(&self) -> bool {
        self.keywords.intersects(KeywordSet::TYPE_LIST)
    }

    /// Returns whether the discriminator decides which schema of `anyOf` or `oneOf` applies, where its value is known.
    pub(crate) const fn is_decided_by_discriminator(&self) -> bool {
        self.keywords.intersects(KeywordSet::DISCRIMINATOR)
    }

    /// Returns whether `true` and `false` are valid, if booleans are.
    #[inline]
    pub(crate) const fn accepts_any_boolean(&self) -> bool {
        !self.keywords.intersects(KeywordSet::ENUM)
    }

    /// Returns whether every string is valid, if strings are.
    #[inline]
    pub(crate) const fn accepts_any_string(&self) -> bool {
        !self.keywords.intersects(KeywordSet::STRING.union(KeywordSet::ENUM))
    }

    /// Returns whether every number is valid, if numbers are.
    #[inline]
    pub(crate) const fn accepts_any_number(&self) -> bool {
        !self.keywords.intersects(KeywordSet::NUMBER.union(KeywordSet::ENUM))
    }

    /// Allows any value.
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
        integer_format: None,
        items: None,
        min_items: 0,
        max_items: u64::MAX,
        unique_items: false,
        struct_name: None,
        properties: &[],
        required: &[],
        additional_properties_false: false,
        additional_properties: None,
        min_properties: 0,
        max_properties: u64::MAX,
        enum_values: None,
        enum_keyword: "enum",
        all_of: &[],
        null_or: None,
        any_of: &[],
        one_of: &[],
        discriminator: None,
        discriminator_values: &[],
        not: None,
        keywords_2020: None,
        keywords: KeywordSet::NONE,
    };
    /// Allows arrays.
    pub const ARRAY: Self = Self::of_types(Types::ARRAY);
    /// Allows `true` and `false`.
    pub const BOOLEAN: Self = Self::of_types(Types::BOOLEAN);
    /// Allows integers, without a fraction.
    pub const INTEGER: Self = Self::of_types(Types::INTEGER);
    /// The schema `false`, which allows nothing.
    pub const FALSE: Self = Self::ANY.false_schema();
    /// Allows `null`.
    pub const NULL: Self = Self::of_types(Types::NULL);
    /// Allows numbers.
    pub const NUMBER: Self = Self::of_types(Types::NUMBER);
    /// Allows objects.
    pub const OBJECT: Self = Self::of_types(Types::OBJECT);
    /// Allows integers as in JSON Schema 2020-12, where `1.0` is one.
    pub const INTEGER_2020: Self = Self::of_types(Types::INTEGER_2020);
    /// Allows strings.
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
    pub const fn minimum(self, limit: i64) -> Self {
        self.lower_bound(Bound::including(limit))
    }

    /// Sets `exclusiveMinimum` to an integer.
    pub const fn exclusive_minimum(self, limit: i64) -> Self {
        self.lower_bound(Bound::excluding(limit))
    }

    /// Sets `minimum` to a decimal, as JSON text.
    pub const fn minimum_decimal(self, limit: &'static str) -> Self {
        self.lower_bound(Bound { limit: Number::Decimal(limit), exclusive: false })
    }

    /// Sets `exclusiveMinimum` to a decimal, as JSON text.
    pub const fn exclusive_minimum_decimal(self, limit: &'static str) -> Self {
        self.lower_bound(Bound { limit: Number::Decimal(limit), exclusive: true })
    }

    /// Sets `maximum` to an integer.
    pub const fn maximum(self, limit: i64) -> Self {
        self.upper_bound(Bound::including(limit))
    }

    /// Sets `exclusiveMaximum` to an integer.
    pub const fn exclusive_maximum(self, limit: i64) -> Self {
        self.upper_bound(Bound::excluding(limit))
    }

    /// Sets `maximum` to a decimal, as JSON text.
    pub const fn maximum_decimal(self, limit: &'static str) -> Self {
        self.upper_bound(Bound { limit: Number::Decimal(limit), exclusive: false })
    }

    /// Sets `exclusiveMaximum` to a decimal, as JSON text.
    pub const fn exclusive_maximum_decimal(self, limit: &'static str) -> Self {
        self.upper_bound(Bound { limit: Number::Decimal(limit), exclusive: true })
    }

    const fn lower_bound(mut self, bound: Bound) -> Self {
        self.minimum = Some(bound);
        self.keywords = self.keywords.union(KeywordSet::NUMBER);
        self
    }

    const fn upper_bound(mut self, bound: Bound) -> Self {
        self.maximum = Some(bound);
        self.keywords = self.keywords.union(KeywordSet::NUMBER);
        self
    }

    /// Sets `multipleOf`.
    pub const fn multiple_of(mut self, divisor: Number) -> Self {
        self.multiple_of = Some(divisor);
        self.keywords = self.keywords.union(KeywordSet::NUMBER);
        self
    }

    /// Sets `minLength`, in Unicode characters.
    pub const fn min_length(mut self, length: u64) -> Self {
        self.min_length = length;
        self.keywords = self.keywords.union(KeywordSet::STRING);
        self
    }

    /// Sets `maxLength`, in Unicode characters.
    pub const fn max_length(mut self, length: u64) -> Self {
        self.max_length = length;
        self.keywords = self.keywords.union(KeywordSet::STRING);
        self
    }

    /// Sets `pattern`.
    pub const fn pattern(mut self, pattern: Pattern) -> Self {
        self.pattern = Some(pattern);
        self.keywords = self.keywords.union(KeywordSet::STRING);
        self
    }

    /// Sets `format`.
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self.keywords = self.keywords.union(KeywordSet::STRING);
        self
    }

    /// Creates the schema of a type or `null`.
    pub const fn null_or<T: Validate>() -> Self {
        let null_or = Some(of::<T>());
        Self { null_or, ..Self::ANY.all_of(const { &[of::<T>()] }).nullable() }
    }

    /// Creates the schema of an array with items of a type.
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

    /// Sets the struct whose fields are the `properties`, each once and in their order.
    pub const fn struct_name(mut self, name: &'static str) -> Self {
        self.struct_name = Some(name);
        self
    }

    /// Sets the names in `required` that `properties` lacks.
    pub const fn required(mut self, names: &'static [&'static str]) -> Self {
        self.required = names;
        self
    }

    /// Sets `additionalProperties: false`.
    pub const fn additional_properties_false(mut self) -> Self {
        self.additional_properties_false = true;
        self
    }

    /// Sets `additionalProperties` to a schema.
    pub const fn additional_properties(mut self, schema: Ref) -> Self {
        self.additional_properties = Some(schema);
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
    pub const fn enum_values(mut self, values: &'static [Literal]) -> Self {
        self.enum_values = Some(values);
        self.keywords = self.keywords.union(KeywordSet::ENUM);
        self
    }

    /// Sets `const`; without a value if another keyword rules it out.
    pub const fn const_value(mut self, values: &'static [Literal]) -> Self {
        self.enum_keyword = "const";
        self.enum_values(values)
    }

    /// Allows nothing, as the schema `false`.
    pub const fn false_schema(mut self) -> Self {
        self.enum_keyword = "false";
        self.enum_values(&[])
    }

    /// Sets `allOf`.
    pub const fn all_of(mut self, schemas: &'static [Ref]) -> Self {
        self.all_of = schemas;
        self.keywords = self.keywords.union(KeywordSet::SUBSCHEMAS);
        self
    }

    /// Sets `anyOf`.
    pub const fn any_of(mut self, schemas: &'static [Ref]) -> Self {
        self.any_of = schemas;
        self.keywords = self.keywords.union(KeywordSet::SUBSCHEMAS);
        self
    }

    /// Sets `type` to a list of types, each with the keywords for it.
    pub const fn type_list(mut self, schemas: &'static [Ref]) -> Self {
        self.keywords = self.keywords.union(KeywordSet::TYPE_LIST);
        self.any_of(schemas)
    }

    /// Sets `oneOf`.
    pub const fn one_of(mut self, schemas: &'static [Ref]) -> Self {
        self.one_of = schemas;
        self.keywords = self.keywords.union(KeywordSet::SUBSCHEMAS);
        self
    }

    /// Sets `oneOf`; only the schema of the discriminator's value applies, where that is known.
    pub const fn one_of_by_discriminator(mut self, schemas: &'static [Ref]) -> Self {
        self.keywords = self.keywords.union(KeywordSet::DISCRIMINATOR);
        self.one_of(schemas)
    }

    /// Sets `anyOf`; only the schema of the discriminator's value applies, where that is known.
    pub const fn any_of_by_discriminator(mut self, schemas: &'static [Ref]) -> Self {
        self.keywords = self.keywords.union(KeywordSet::DISCRIMINATOR);
        self.any_of(schemas)
    }

    /// Sets the property that distinguishes the schemas of `anyOf` or `oneOf`.
    pub const fn discriminator(mut self, property: &'static str) -> Self {
        self.discriminator = Some(property);
        self
    }

    /// Sets the values of that property for each schema.
    pub const fn discriminator_values(mut self, values: &'static [&'static [Literal]]) -> Self {
        self.discriminator_values = values;
        self
    }

    /// Sets `not`.
    pub const fn not(mut self, schema: Ref) -> Self {
        self.not = Some(schema);
        self.keywords = self.keywords.union(KeywordSet::SUBSCHEMAS);
        self
    }

    /// Sets the keywords of JSON Schema 2020-12.
    pub const fn keywords_2020(mut self, keywords: &'static Keywords2020) -> Self {
        self.keywords_2020 = Some(keywords);
        self.keywords = self.keywords.union(KeywordSet::SUBSCHEMAS);
        self
    }
}

/// A subschema.
#[derive(Clone, Copy, Debug)]
pub enum Ref {
    /// An inline schema.
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

/// Creates an inline subschema.
pub const fn inline(schema: &'static Schema) -> Ref {
    Ref::Inline(schema)
}

/// Creates a reference to the schema of a type.
pub const fn of<T: Validate>() -> Ref {
    Ref::Of(T::schema)
}

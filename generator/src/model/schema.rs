//! The assertions of Schema Objects, which the runtime validates.

use serde_json::Value;

use super::types::TypeId;

/// A bound of a number; the limit is the text of a JSON number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    pub limit: String,
    pub exclusive: bool,
}

/// A schema, or a reference to that of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SchemaRef {
    /// The schema itself.
    Inline(Box<Schema>),
    /// The schema of a type.
    Type(TypeId),
}

impl SchemaRef {
    /// Returns the type that it refers to.
    pub fn as_type(&self) -> Option<TypeId> {
        match self {
            Self::Type(id) => Some(*id),
            Self::Inline(_) => None,
        }
    }

    /// Returns whether the schema asserts nothing, without following references.
    pub fn is_any(&self) -> bool {
        matches!(self, Self::Inline(schema) if **schema == Schema::default())
    }
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Property {
    pub name: String,
    pub schema: SchemaRef,
    pub required: bool,
    pub access: Access,
}

/// `readOnly` and `writeOnly`: whether a property is in requests, responses, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Access {
    #[default]
    Both,
    ReadOnly,
    WriteOnly,
}

/// The keyword that lists the allowed values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EnumSource {
    #[default]
    Enum,
    Const,
    /// The schema `false`, which allows no value.
    False,
}

/// The assertions of one Schema Object; what is absent asserts nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::struct_excessive_bools, reason = "each is a keyword, or says how it was written")]
pub struct Schema {
    pub r#type: Option<JsonType>,
    pub nullable: bool,
    pub minimum: Option<Bound>,
    pub maximum: Option<Bound>,
    pub multiple_of: Option<String>,
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    pub pattern: Option<Pattern>,
    pub format: Option<String>,
    pub items: Option<SchemaRef>,
    pub min_items: Option<usize>,
    pub max_items: Option<usize>,
    pub unique_items: bool,
    pub properties: Vec<Property>,
    /// The names in `required` that are not in `properties`.
    pub required: Vec<String>,
    /// `additionalProperties: false`.
    pub additional_properties_false: bool,
    pub additional_properties: Option<SchemaRef>,
    pub min_properties: Option<usize>,
    pub max_properties: Option<usize>,
    /// `enum` or `const`.
    pub enum_values: Option<Vec<Value>>,
    pub enum_source: EnumSource,
    pub all_of: Vec<SchemaRef>,
    pub any_of: Vec<SchemaRef>,
    /// Whether `any_of` represents a list of types in `type`.
    pub is_type_list: bool,
    pub one_of: Vec<SchemaRef>,
    /// `propertyName` of the discriminator.
    pub discriminator: Option<String>,
    /// The values of the discriminator that select a schema of `any_of` or `one_of`; empty if all of them are tried.
    pub discriminator_values: Vec<Vec<Value>>,
    pub not: Option<SchemaRef>,
    /// The keywords that OpenAPI 3.1 added, if the schema has one of them.
    pub keywords_2020: Option<Box<Keywords2020>>,
}

/// The assertions of keywords of JSON Schema 2020-12 that OpenAPI 3.1 added; what is absent asserts nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Keywords2020 {
    pub pattern_properties: Vec<(Pattern, SchemaRef)>,
    pub property_names: Option<SchemaRef>,
    pub dependent_required: Vec<(String, Vec<String>)>,
    pub dependent_schemas: Vec<(String, SchemaRef)>,
    pub prefix_items: Vec<SchemaRef>,
    pub contains: Option<SchemaRef>,
    pub min_contains: Option<usize>,
    pub max_contains: Option<usize>,
    /// `if`.
    pub condition: Option<SchemaRef>,
    /// `then`.
    pub then: Option<SchemaRef>,
    /// `else`.
    pub otherwise: Option<SchemaRef>,
    pub unevaluated_properties: Option<SchemaRef>,
    pub unevaluated_items: Option<SchemaRef>,
}

/// A regular expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// As the document writes it, in the syntax of ECMA-262.
    pub source: String,
    /// The pattern in the syntax of the engine.
    pub translated: String,
    pub engine: Engine,
    /// Whether it matches UTF-16 code units instead of code points.
    pub by_code_units: bool,
}

/// A regular expression engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Linear in the length of the text.
    Linear,
    /// Backtracking, within a limit of steps; has look-around and back-references.
    Backtracking,
}

/// `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonType {
    Array,
    Boolean,
    Integer,
    Null,
    Number,
    Object,
    String,
    /// `integer` since OpenAPI 3.1: `1.0` is an integer.
    Integer2020,
}

impl JsonType {
    /// Reads a value of the keyword `type`.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "array" => Self::Array,
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "null" => Self::Null,
            "number" => Self::Number,
            "object" => Self::Object,
            "string" => Self::String,
            _ => return None,
        })
    }
}

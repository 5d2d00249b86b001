//! What the validator will walk: the assertions of a Schema Object, as the document wrote them.

use serde_json::Value;

use super::types::TypeId;

/// An end of a range; the limit is a JSON number's text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    pub limit: String,
    pub exclusive: bool,
}

/// A schema in a place where another one may stand.
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

    /// Returns whether any value satisfies the schema, as far as its own words tell.
    pub fn is_any(&self) -> bool {
        matches!(self, Self::Inline(schema) if **schema == Schema::default())
    }
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Property {
    pub name: String,
    pub schema: SchemaRef,
    pub required: bool,
    pub access: Access,
}

/// `readOnly` and `writeOnly`: which way a property goes, and is required.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Access {
    #[default]
    Both,
    ReadOnly,
    WriteOnly,
}

/// What lists the values that a schema allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ListedBy {
    #[default]
    Enum,
    Const,
    /// The schema `false`, which allows none.
    False,
}

/// The assertions of one Schema Object; what is absent asserts nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::struct_excessive_bools, reason = "each is a keyword of its own, or says how one was written")]
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
    /// The names in `required` that `properties` lacks.
    pub also_required: Vec<String>,
    pub closed: bool,
    pub additional: Option<SchemaRef>,
    pub min_properties: Option<usize>,
    pub max_properties: Option<usize>,
    pub values: Option<Vec<Value>>,
    pub listed_by: ListedBy,
    pub all_of: Vec<SchemaRef>,
    pub any_of: Vec<SchemaRef>,
    /// Whether `any_of` stands for a list of types.
    pub lists_types: bool,
    pub one_of: Vec<SchemaRef>,
    /// The property that tells the members of a union apart.
    pub tag: Option<String>,
    /// The values of the tag that decide which member of `any_of` or `one_of` judges a value; none where all of them do.
    pub tag_values: Vec<Vec<Value>>,
    pub not: Option<SchemaRef>,
    /// The keywords that came with OpenAPI 3.1, if there is one.
    pub later: Option<Box<Later>>,
}

/// The keywords of JSON Schema 2020-12 that came with OpenAPI 3.1; what is absent asserts nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Later {
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
    /// The same in the syntax of the engine.
    pub translated: String,
    pub engine: Engine,
    /// Whether it matches UTF-16 code units one by one, where that makes a difference.
    pub by_code_units: bool,
}

/// What matches a regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// In time that grows with the text alone.
    Linear,
    /// By trial and error, within a limit of steps; it can look around and refer back.
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
    /// `integer`, as it is meant from OpenAPI 3.1 on: `1.0` is one.
    Whole,
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

//! The types of an API: named items, and the shapes of their fields and variants.

use serde_json::{Number, Value};

use super::schema::{Access, Schema};
use super::schema_path::SchemaPath;

/// The index of a type in [`super::Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A named type, generated from a schema.
#[derive(Clone, Debug)]
pub struct Type {
    /// The paths of all schemas that have this type, sorted; never empty.
    pub paths: Vec<SchemaPath>,
    pub kind: TypeKind,
    pub docs: Docs,
    /// The documentation of its fields or variants, in their order.
    pub child_docs: Vec<Docs>,
    pub schema: Schema,
    /// Whether requests contain it.
    pub in_request: bool,
    /// Whether responses contain it.
    pub in_response: bool,
}

impl Type {
    /// Returns whether it is a struct without required fields, which has a `Default`.
    pub fn has_default(&self) -> bool {
        matches!(&self.kind, TypeKind::Struct(object) if object.fields.iter().all(|field| !field.required))
    }

    /// Returns whether it is a struct in requests with required fields, which has a builder.
    pub fn has_builder(&self) -> bool {
        self.in_request && matches!(&self.kind, TypeKind::Struct(_)) && !self.has_default()
    }
}

/// The annotations of a schema that become documentation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    pub title: Option<String>,
    pub description: Option<String>,
    pub deprecated: bool,
    /// The JSON pointer of the schema in the document.
    pub pointer: String,
}

/// What a type is: a struct, an enum, or a wrapper.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeKind {
    Struct(Struct),
    Enum(EnumValues),
    Union(Union),
    /// A type that wraps another shape.
    Newtype(Shape),
    /// An alias of a type.
    Alias(TypeId),
}

/// An object with known properties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Struct {
    pub fields: Vec<Field>,
    /// The shape of additional properties, if they are kept.
    pub additional_properties: Option<Shape>,
    /// Properties with a fixed value that distinguishes variants of a union: serialized, but not fields.
    pub discriminator_fields: Vec<DiscriminatorField>,
}

/// A property that always has the same value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DiscriminatorField {
    pub name: String,
    pub value: Value,
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::struct_excessive_bools, reason = "they are independent, and all combinations occur")]
pub struct Field {
    pub name: String,
    pub shape: Shape,
    pub required: bool,
    pub access: Access,
    /// Whether the schema of the property allows `null`, and the shape does not include it.
    pub nullable: bool,
    /// Whether the shape itself includes `null`.
    pub holds_null: bool,
    /// `default`, as the document has it.
    pub default: Option<Value>,
    /// The default as a constant, if the field is optional and its shape can hold the default.
    pub constant: Option<Constant>,
    /// Whether the value is in a `Box`: it would contain itself otherwise, or is large.
    pub boxed: bool,
}

/// The values of `enum`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnumValues {
    pub values: Vec<Value>,
}

impl EnumValues {
    /// Returns the values if all of them are strings.
    pub fn strings(&self) -> Option<Vec<&str>> {
        self.values.iter().map(Value::as_str).collect()
    }
}

/// A union of shapes: `oneOf` or `anyOf`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Union {
    /// The property whose value selects the variant.
    pub discriminator: Option<String>,
    pub variants: Vec<Variant>,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// Its name in the document, from which the identifier is made.
    pub label: String,
    pub shape: Shape,
    /// The schema that a value of the variant satisfies.
    pub schema: super::schema::SchemaRef,
    /// The values of the discriminator that select it.
    pub discriminator_values: Vec<Value>,
    pub boxed: bool,
}

/// The type of a value: a built-in one, a container, or a named type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    Any,
    Boolean,
    Integer(IntegerFormat),
    Number,
    String,
    Uuid,
    Date,
    DateTime,
    /// A format with a custom type, from `[target.formats]`.
    Custom(String),
    /// `format: byte`: base64.
    Byte,
    /// `format: binary` in a multipart body: bytes.
    Binary,
    Array(Box<Shape>),
    Map(Box<Shape>),
    Nullable(Box<Shape>),
    Type(TypeId),
}

/// `format` of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IntegerFormat {
    Int8,
    Int16,
    Int32,
    Int64,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
}

impl IntegerFormat {
    /// Returns whether a number is in the range of the format.
    pub fn holds(self, number: &Number) -> bool {
        let (signed, unsigned) = (number.as_i64(), number.as_u64());
        match self {
            Self::Int8 => signed.is_some_and(|value| i8::try_from(value).is_ok()),
            Self::Int16 => signed.is_some_and(|value| i16::try_from(value).is_ok()),
            Self::Int32 => signed.is_some_and(|value| i32::try_from(value).is_ok()),
            Self::Int64 => signed.is_some(),
            Self::Uint8 => unsigned.is_some_and(|value| u8::try_from(value).is_ok()),
            Self::Uint16 => unsigned.is_some_and(|value| u16::try_from(value).is_ok()),
            Self::Uint32 => unsigned.is_some_and(|value| u32::try_from(value).is_ok()),
            Self::Uint64 => unsigned.is_some(),
        }
    }
}

/// A `default` that fits the shape of its field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Constant {
    Boolean(bool),
    /// A number's JSON text.
    Integer(String),
    Number(String),
    String(String),
    /// The text of a UUID, date or date-time, which can be parsed.
    Text(String),
    /// Any value, as JSON.
    Json(String),
    /// The enum variant with that index.
    Variant(TypeId, usize),
    Array(Vec<Constant>),
    /// The entries of a map, sorted.
    Map(Vec<(String, Constant)>),
    /// A struct with the given fields, by index; the others are absent.
    Struct(TypeId, Vec<(usize, Constant)>),
    /// A newtype, and the constant that it wraps.
    Newtype(TypeId, Box<Constant>),
}

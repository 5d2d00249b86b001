//! The types of an API: what becomes a named item, and what its members are made of.

use serde_json::{Number, Value};

use super::schema::{Access, Schema};
use super::schema_path::Place;

/// The index of a type in [`super::Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A type that stands for a schema and gets a name.
#[derive(Clone, Debug)]
pub struct Type {
    /// Every place that holds it, sorted; never empty.
    pub places: Vec<Place>,
    pub kind: Kind,
    pub docs: Docs,
    /// The documentation of fields, values or members, in their order.
    pub member_docs: Vec<Docs>,
    pub schema: Schema,
    /// Whether a request holds it.
    pub sent: bool,
    /// Whether a response holds it.
    pub received: bool,
}

/// What the document says about a thing, for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    pub title: Option<String>,
    pub description: Option<String>,
    pub deprecated: bool,
    /// Where the schema stands in the document, as a JSON pointer.
    pub pointer: String,
}

/// The form of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Struct(Struct),
    Values(Values),
    Union(Union),
    /// A type that only wraps another shape.
    Newtype(Shape),
    /// Another name of a type.
    Alias(TypeId),
}

/// An object with known properties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Struct {
    pub fields: Vec<Field>,
    /// What further members hold, if they are kept.
    pub rest: Option<Shape>,
    /// Properties of one value that tell union members apart: written, but no fields.
    pub tags: Vec<Tag>,
}

/// A property that always has the same value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tag {
    pub name: String,
    pub value: Value,
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::struct_excessive_bools, reason = "each says another thing of the property, and all combinations occur")]
pub struct Field {
    pub name: String,
    pub shape: Shape,
    pub required: bool,
    pub access: Access,
    /// The schema of the property allows `null`, and the shape does not hold it.
    pub nullable: bool,
    /// The shape itself holds `null`.
    pub holds_null: bool,
    /// `default`, as the document has it.
    pub default: Option<Value>,
    /// The same, if the field is optional and can hold it.
    pub constant: Option<Constant>,
    /// The value would contain itself if it stood here by itself.
    pub boxed: bool,
}

/// A list of values that are allowed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Values {
    pub values: Vec<Value>,
}

impl Values {
    /// Returns the values if all of them are strings.
    pub fn strings(&self) -> Option<Vec<&str>> {
        self.values.iter().map(Value::as_str).collect()
    }
}

/// A choice among shapes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Union {
    /// The property whose value tells the members apart.
    pub tag: Option<String>,
    pub members: Vec<Member>,
}

/// A member of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Member {
    /// What the document calls it.
    pub label: String,
    pub shape: Shape,
    /// What the member must satisfy to be chosen.
    pub schema: super::schema::SchemaRef,
    /// The values of the tag that choose it.
    pub tags: Vec<Value>,
    pub boxed: bool,
}

/// What a member is made of.
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
    /// Values of a format, of the type that the target gives it.
    Custom(String),
    /// `format: byte`: base64.
    Byte,
    /// `format: binary`, where it stands for bytes: in a multipart body.
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
    /// Returns whether a number is of the format.
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

/// A `default` that fits the shape it stands beside.
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
    /// The value of that index of an enum.
    Value(TypeId, usize),
    Array(Vec<Constant>),
    /// The entries of a map, sorted.
    Map(Vec<(String, Constant)>),
    /// The given fields of a struct, by index; the others are absent.
    Struct(TypeId, Vec<(usize, Constant)>),
    /// What a newtype wraps.
    Newtype(TypeId, Box<Constant>),
}

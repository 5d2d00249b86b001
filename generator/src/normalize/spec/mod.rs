//! The objects of OpenAPI 3.0.3 §4.7 as data: the fields of each, their types, and further checks.

pub(super) mod document;
pub(super) mod operation;
pub(super) mod schema;
pub(super) mod security;

use serde_json::{Map, Value};

use super::version::Version;
use super::walker::Walker;

/// Checks a whole object at the current position of the walker.
pub(super) type Rule = fn(&mut Walker<'_>, &mut Map<String, Value>);

/// An object of the specification.
#[derive(Debug)]
pub(super) struct ObjectDef {
    /// The name in the specification.
    pub(super) name: &'static str,
    /// The fields with fixed names.
    pub(super) fields: &'static [FieldDef],
    /// The fields whose names follow a pattern.
    pub(super) pattern: Option<KeyPattern>,
    /// The map of `components` with such objects, if they can be referenced.
    pub(super) component: Option<&'static str>,
    /// Checks before the fields are checked.
    pub(super) before: &'static [Rule],
    /// Checks that rely on fields of the right type; only these may add extensions.
    pub(super) after: &'static [Rule],
}

/// A field with a fixed name.
#[derive(Debug)]
pub(super) struct FieldDef {
    /// The name.
    pub(super) name: &'static str,
    /// The type of its value.
    pub(super) value_type: ValueType,
    /// The action if it is missing.
    pub(super) if_missing: IfMissing,
    /// Whether it was added after OpenAPI 3.0, which does not have it.
    pub(super) is_since_3_1: bool,
}

/// The action if a field is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IfMissing {
    /// None: it is optional.
    Optional,
    /// An error: it is required.
    Error,
    /// It is required, but the empty string is assumed.
    EmptyString,
    /// It is required, but an empty object is assumed.
    EmptyObject,
}

/// The type of a field's value.
#[derive(Clone, Copy, Debug)]
pub(super) enum ValueType {
    /// Any value.
    Anything,
    /// A string.
    String,
    /// One of several strings.
    Enum(&'static [&'static str]),
    /// A boolean.
    Boolean,
    /// A number.
    Number,
    /// A non-negative integer, which is a lower or upper limit.
    NonNegative(Limit),
    /// An object of the specification.
    Object(&'static ObjectDef),
    /// An object of the specification, or a reference to one.
    Reference(&'static ObjectDef),
    /// A boolean, or a Schema Object, or a reference to one.
    SchemaOrBoolean,
    /// An array.
    List(&'static ValueType),
    /// A map with arbitrary keys.
    Map(&'static ValueType),
}

/// The kind of limit that an integer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    /// A lower limit, such as `minLength`.
    Min,
    /// An upper limit, such as `maxLength`.
    Max,
}

/// Fields whose names follow a pattern.
#[derive(Debug)]
pub(super) struct KeyPattern {
    /// Checks a name.
    pub(super) check: fn(&str) -> Key,
    /// The type of the value of such a field.
    pub(super) value_type: ValueType,
}

/// The result of checking a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// The name is valid.
    Valid,
    /// The name is read as another one, which is valid.
    Corrected { name: String, code: &'static str, message: String },
    /// The name is invalid.
    Invalid { code: &'static str, message: String, help: String },
}

impl ObjectDef {
    /// Creates an object that has only fixed fields.
    pub(super) const fn new(name: &'static str, fields: &'static [FieldDef]) -> Self {
        Self { name, fields, pattern: None, component: None, before: &[], after: &[] }
    }

    /// Returns whether such objects don't affect the generated crate.
    pub(super) fn is_informational(&self) -> bool {
        matches!(self.component, Some("examples" | "links"))
    }

    /// Iterates over the fields that the object has in `version`.
    pub(super) fn fields(&self, version: Version) -> impl Iterator<Item = &'static FieldDef> {
        self.fields.iter().filter(move |field| !field.is_since_3_1 || version == Version::V31)
    }
}

/// Creates an optional field.
pub(super) const fn optional(name: &'static str, value_type: ValueType) -> FieldDef {
    FieldDef { name, value_type, if_missing: IfMissing::Optional, is_since_3_1: false }
}

/// Creates an optional field that was added after OpenAPI 3.0.
pub(super) const fn since_3_1(name: &'static str, value_type: ValueType) -> FieldDef {
    FieldDef { name, value_type, if_missing: IfMissing::Optional, is_since_3_1: true }
}

/// Creates a required field, whose absence is an error.
pub(super) const fn required(name: &'static str, value_type: ValueType) -> FieldDef {
    FieldDef { name, value_type, if_missing: IfMissing::Error, is_since_3_1: false }
}

/// Creates a required field for which a value is assumed if it is missing.
pub(super) const fn required_or(name: &'static str, value_type: ValueType, if_missing: IfMissing) -> FieldDef {
    FieldDef { name, value_type, if_missing, is_since_3_1: false }
}

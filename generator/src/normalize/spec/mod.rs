//! The objects of OpenAPI 3.0.3 §4.7 as data: which fields each has, what stands in them, and what else is to be said.

pub(super) mod document;
pub(super) mod operation;
pub(super) mod schema;
pub(super) mod security;

use serde_json::{Map, Value};

use super::version::Version;
use super::walker::Walker;

/// Looks at an object as a whole, the pointer of the walker being on it.
pub(super) type Rule = fn(&mut Walker<'_>, &mut Map<String, Value>);

/// An object of the specification.
#[derive(Debug)]
pub(super) struct ObjectDef {
    /// Its name in the specification.
    pub(super) name: &'static str,
    /// The fields with fixed names.
    pub(super) fields: &'static [FieldDef],
    /// The fields whose names follow a pattern.
    pub(super) pattern: Option<KeyPattern>,
    /// The map of `components` that holds such objects, where a reference may stand for one.
    pub(super) component: Option<&'static str>,
    /// Rules that hold before the fields are checked.
    pub(super) before: &'static [Rule],
    /// Rules that rely on fields of the right type; only these may add extensions of ours.
    pub(super) after: &'static [Rule],
}

/// A field with a fixed name.
#[derive(Debug)]
pub(super) struct FieldDef {
    /// Its name.
    pub(super) name: &'static str,
    /// What stands in it.
    pub(super) value_type: ValueType,
    /// What holds when it is missing.
    pub(super) if_missing: IfMissing,
    /// Whether it came after OpenAPI 3.0, and is unknown there.
    pub(super) is_since_3_1: bool,
}

/// What holds when a field is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IfMissing {
    /// Nothing: it is optional.
    Optional,
    /// It is required, and nothing can stand for it.
    Error,
    /// It is required, and the empty string stands for it.
    EmptyString,
    /// It is required, and an empty object stands for it.
    EmptyObject,
}

/// What stands in a field.
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
    /// An integer that is not negative, which bounds something from this side.
    NonNegative(Limit),
    /// An object of the specification.
    Object(&'static ObjectDef),
    /// An object of the specification, or a reference to one.
    Reference(&'static ObjectDef),
    /// A boolean, or a Schema Object, or a reference to one.
    SchemaOrBoolean,
    /// An array.
    List(&'static ValueType),
    /// A map with names of its own.
    Map(&'static ValueType),
}

/// The side from which a count bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    /// `minLength` and its like.
    Min,
    /// `maxLength` and its like.
    Max,
}

/// Fields whose names follow a pattern.
#[derive(Debug)]
pub(super) struct KeyPattern {
    /// Judges a name.
    pub(super) check: fn(&str) -> Key,
    /// What stands in such a field.
    pub(super) value_type: ValueType,
}

/// What a pattern says of a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// The name follows the pattern.
    Valid,
    /// The name stands for another one, which follows it.
    Corrected { name: String, code: &'static str, message: String },
    /// The name breaks the pattern.
    Invalid { code: &'static str, message: String, help: String },
}

impl ObjectDef {
    /// Makes an object of fixed fields and no more.
    pub(super) const fn new(name: &'static str, fields: &'static [FieldDef]) -> Self {
        Self { name, fields, pattern: None, component: None, before: &[], after: &[] }
    }

    /// Returns whether nothing of the crate depends on such objects.
    pub(super) fn is_informational(&self) -> bool {
        matches!(self.component, Some("examples" | "links"))
    }

    /// Iterates over the fields that documents of `version` have.
    pub(super) fn fields(&self, version: Version) -> impl Iterator<Item = &'static FieldDef> {
        self.fields.iter().filter(move |field| !field.is_since_3_1 || version == Version::V31)
    }
}

/// Makes a field that may be missing.
pub(super) const fn optional(name: &'static str, value_type: ValueType) -> FieldDef {
    FieldDef { name, value_type, if_missing: IfMissing::Optional, is_since_3_1: false }
}

/// Makes a field that may be missing, and that OpenAPI 3.0 does not know.
pub(super) const fn since_3_1(name: &'static str, value_type: ValueType) -> FieldDef {
    FieldDef { name, value_type, if_missing: IfMissing::Optional, is_since_3_1: true }
}

/// Makes a field that nothing can stand for.
pub(super) const fn required(name: &'static str, value_type: ValueType) -> FieldDef {
    FieldDef { name, value_type, if_missing: IfMissing::Error, is_since_3_1: false }
}

/// Makes a field that is required, but filled when it is missing.
pub(super) const fn required_or(name: &'static str, value_type: ValueType, if_missing: IfMissing) -> FieldDef {
    FieldDef { name, value_type, if_missing, is_since_3_1: false }
}

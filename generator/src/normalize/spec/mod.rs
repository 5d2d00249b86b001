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
pub(super) struct Object {
    /// Its name in the specification.
    pub(super) name: &'static str,
    /// The fields with fixed names.
    pub(super) fields: &'static [Field],
    /// The fields whose names follow a pattern.
    pub(super) pattern: Option<Pattern>,
    /// The map of `components` that holds such objects, where a reference may stand for one.
    pub(super) component: Option<&'static str>,
    /// Rules that hold before the fields are checked.
    pub(super) before: &'static [Rule],
    /// Rules that rely on fields of the right type; only these may add extensions of ours.
    pub(super) after: &'static [Rule],
}

/// A field with a fixed name.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name.
    pub(super) name: &'static str,
    /// What stands in it.
    pub(super) expected: Expected,
    /// What holds when it is missing.
    pub(super) absence: Absence,
    /// Whether it came after OpenAPI 3.0, and is unknown there.
    pub(super) is_newer: bool,
}

/// What holds when a field is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    /// Nothing: it is optional.
    Fine,
    /// It is required, and nothing can stand for it.
    Error,
    /// It is required, and the empty string stands for it.
    EmptyText,
    /// It is required, and an empty object stands for it.
    EmptyObject,
}

/// What stands in a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expected {
    /// Any value.
    Anything,
    /// A string.
    Text,
    /// One of several strings.
    Word(&'static [&'static str]),
    /// A boolean.
    Flag,
    /// A number.
    Number,
    /// An integer that is not negative, which bounds something from this side.
    Count(Side),
    /// An object of the specification.
    Object(&'static Object),
    /// An object of the specification, or a reference to one.
    Reference(&'static Object),
    /// A boolean, or a Schema Object, or a reference to one.
    SchemaOrFlag,
    /// An array.
    List(&'static Expected),
    /// A map with names of its own.
    Map(&'static Expected),
}

/// The side from which a count bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// `minLength` and its like.
    Least,
    /// `maxLength` and its like.
    Most,
}

/// Fields whose names follow a pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    /// Judges a name.
    pub(super) name: fn(&str) -> Name,
    /// What stands in such a field.
    pub(super) expected: Expected,
}

/// What a pattern says of a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// The name follows the pattern.
    Fits,
    /// The name stands for another one, which follows it.
    Means { name: String, code: &'static str, message: String },
    /// The name breaks the pattern.
    Wrong { code: &'static str, message: String, help: String },
}

impl Object {
    /// Makes an object of fixed fields and no more.
    pub(super) const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        Self { name, fields, pattern: None, component: None, before: &[], after: &[] }
    }

    /// Returns whether nothing of the crate depends on such objects.
    pub(super) fn is_decoration(&self) -> bool {
        matches!(self.component, Some("examples" | "links"))
    }

    /// Iterates over the fields that documents of `version` have.
    pub(super) fn fields(&self, version: Version) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(move |field| !field.is_newer || version == Version::Later)
    }
}

/// Makes a field that may be missing.
pub(super) const fn optional(name: &'static str, expected: Expected) -> Field {
    Field { name, expected, absence: Absence::Fine, is_newer: false }
}

/// Makes a field that may be missing, and that OpenAPI 3.0 does not know.
pub(super) const fn newer(name: &'static str, expected: Expected) -> Field {
    Field { name, expected, absence: Absence::Fine, is_newer: true }
}

/// Makes a field that nothing can stand for.
pub(super) const fn required(name: &'static str, expected: Expected) -> Field {
    Field { name, expected, absence: Absence::Error, is_newer: false }
}

/// Makes a field that is required, but filled when it is missing.
pub(super) const fn filled(name: &'static str, expected: Expected, absence: Absence) -> Field {
    Field { name, expected, absence, is_newer: false }
}

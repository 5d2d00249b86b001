//! The properties of an object (JSON Schema `properties` and `required`).

use super::{Ref, Schema, of};
use crate::runtime::validation::validate::Validate;

/// A property of an object.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// The name in JSON.
    pub name: &'static str,
    /// The schema of its value.
    pub schema: Ref,
    /// Whether `required` names it, and where that applies.
    pub required: Required,
}

/// Where a property is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Required {
    /// Nowhere.
    Never,
    /// Everywhere.
    Always,
    /// In requests: `writeOnly`.
    InRequests,
    /// In responses: `readOnly`.
    InResponses,
}

impl Property {
    /// Makes `required` apply to requests only: `writeOnly`.
    #[must_use]
    pub const fn in_requests(mut self) -> Self {
        self.required = Required::InRequests;
        self
    }

    /// Makes `required` apply to responses only: `readOnly`.
    #[must_use]
    pub const fn in_responses(mut self) -> Self {
        self.required = Required::InResponses;
        self
    }
}

/// An optional property.
pub const fn optional(name: &'static str, schema: &'static Schema) -> Property {
    Property { name, schema: Ref::Inline(schema), required: Required::Never }
}

/// An optional property with the schema of a type.
pub const fn optional_of<T: Validate>(name: &'static str) -> Property {
    Property { name, schema: of::<T>(), required: Required::Never }
}

/// A required property.
pub const fn required(name: &'static str, schema: &'static Schema) -> Property {
    Property { name, schema: Ref::Inline(schema), required: Required::Always }
}

/// A required property with the schema of a type.
pub const fn required_of<T: Validate>(name: &'static str) -> Property {
    Property { name, schema: of::<T>(), required: Required::Always }
}

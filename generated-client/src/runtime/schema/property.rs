//! The properties of an object (JSON Schema `properties` and `required`).

use super::{Ref, Schema, of};
use crate::runtime::validate::Validate;

/// A member of an object.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Its name in JSON.
    pub name: &'static str,
    /// What its value must satisfy.
    pub schema: Ref,
    /// Whether `required` names it, and where that counts.
    pub required: Required,
}

/// Where a property must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Required {
    /// Nowhere.
    Never,
    /// Wherever the object is.
    Always,
    /// In requests: `writeOnly`.
    InRequests,
    /// In responses: `readOnly`.
    InResponses,
}

impl Property {
    /// Lets `required` count in requests alone.
    #[must_use]
    pub const fn in_requests(mut self) -> Self {
        self.required = Required::InRequests;
        self
    }

    /// Lets `required` count in responses alone.
    #[must_use]
    pub const fn in_responses(mut self) -> Self {
        self.required = Required::InResponses;
        self
    }
}

/// A property that may be left out.
pub const fn optional(name: &'static str, schema: &'static Schema) -> Property {
    Property { name, schema: Ref::Inline(schema), required: Required::Never }
}

/// A property that may be left out, and has the schema of a type.
pub const fn optional_of<T: Validate>(name: &'static str) -> Property {
    Property { name, schema: of::<T>(), required: Required::Never }
}

/// A property that `required` names.
pub const fn required(name: &'static str, schema: &'static Schema) -> Property {
    Property { name, schema: Ref::Inline(schema), required: Required::Always }
}

/// A property that `required` names, and that has the schema of a type.
pub const fn required_of<T: Validate>(name: &'static str) -> Property {
    Property { name, schema: of::<T>(), required: Required::Always }
}

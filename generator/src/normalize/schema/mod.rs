//! What openapiv3 does not hold of a Schema Object (OpenAPI 3.0.3 §4.7.24) as it is written.

pub(super) mod bounds;
pub(super) mod broken_format;
pub(super) mod carried;
pub(super) mod constant;
pub(super) mod content;
pub(super) mod contradictions;
pub(super) mod decimal;
pub(super) mod defaults;
pub(super) mod discriminator;
pub(super) mod enumeration;
pub(super) mod exclusive;
pub(super) mod identifiers;
pub(super) mod items;
pub(super) mod number_format;
pub(super) mod place;
pub(super) mod required_flag;
pub(super) mod type_names;
pub(super) mod types;

//! Keywords of the Schema Object (OpenAPI 3.0.3 §4.7.24) that openapiv3 does not represent exactly.

pub(super) mod bounds;
pub(super) mod const_keyword;
pub(super) mod content_encoding;
pub(super) mod contradictions;
pub(super) mod defaults;
pub(super) mod discriminator;
pub(super) mod draft3_required;
pub(super) mod enum_keyword;
pub(super) mod exclusive;
pub(super) mod extension_keywords;
pub(super) mod format_mismatch;
pub(super) mod id_keywords;
pub(super) mod number_format;
pub(super) mod pointer;
pub(super) mod tuple_items;
pub(super) mod type_aliases;
pub(super) mod type_arrays;

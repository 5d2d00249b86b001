//! Macros that implement the traits of generated types, one for each kind of type.

mod builder;
mod error_enum;
pub(crate) mod object;
mod string_enum;
mod union_enum;

#[allow(unused_imports, reason = "a document may not need all of them")]
pub(crate) use {
    builder::builder, error_enum::error_enum, object::object, object::open_object, string_enum::string_enum,
    union_enum::union_enum,
};

//! Macros that implement the traits of generated types, one for each kind of type.

mod builder;
pub mod object;
mod string_enum;
mod union_enum;

pub use {builder::builder, object::object, object::open_object, string_enum::string_enum, union_enum::union_enum};

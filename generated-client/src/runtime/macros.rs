//! Macros that implement the traits of generated types, one for each kind of type.

mod builder;
mod client;
mod error_enum;
pub mod object;
mod string_enum;
mod union_enum;

pub use {
    builder::builder, client::client, error_enum::error_enum, object::object, object::open_object,
    string_enum::string_enum, union_enum::union_enum,
};

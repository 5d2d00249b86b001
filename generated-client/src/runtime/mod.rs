//! What every operation and type leans on; the same in every generated crate.
#![allow(dead_code, reason = "a crate carries the runtime whole, and uses what its document needs")]

pub mod builder;
pub mod call;
pub mod client;
pub(crate) mod compiled;
mod credential;
pub mod debug;
pub mod decode;
pub mod error;
pub(crate) mod error_enum;
mod exact;
pub mod members;
pub(crate) mod misfit;
pub mod nullable;
pub(crate) mod object;
pub mod operation;
pub mod parameters;
pub(crate) mod path;
pub mod payload;
mod redirect;
mod request;
pub mod schema;
pub mod scrub;
pub(crate) mod setters;
pub(crate) mod string_enum;
pub mod style;
pub(crate) mod tree;
mod tree_reader;
pub mod union;
pub(crate) mod union_enum;
pub mod validate;
pub mod values;
pub mod violation;
pub mod vouched;
mod walk;
pub mod whole;
pub mod writer;

//! What every operation and type leans on; the same in every generated crate.
#![allow(dead_code, reason = "a crate carries the runtime whole, and uses what its document needs")]

pub mod builder;
pub mod debug;
pub mod members;
mod misfit;
pub mod nullable;
pub mod schema;
pub mod union;
pub mod validate;
pub mod values;
pub mod violation;
mod walk;
pub mod writer;

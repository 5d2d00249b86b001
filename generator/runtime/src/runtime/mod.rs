//! What every operation and type leans on; the same in every generated crate.
#![allow(dead_code, reason = "a crate carries the runtime whole, and uses what its document needs")]

pub mod schema;

//! Generates Rust client crates from OpenAPI documents.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice, clippy::unwrap_used)
)]

mod big_stack;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod diagnostic;
mod emit;
mod format_keyword;
mod inflection;
mod json;
pub mod load;
mod model;
mod names;
pub mod normalize;
mod overlay;
mod pipeline;
pub mod target;
pub mod write;

pub use names::lock::Lock;
pub use pipeline::{Generated, Summary, generate};

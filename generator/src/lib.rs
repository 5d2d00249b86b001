//! Turns an OpenAPI document into the Rust client crate that a good engineer would have written by hand.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice, clippy::unwrap_used)
)]

pub mod cli;
pub mod config;
pub mod corpus;
mod deep_stack;
pub mod diagnostic;
mod emit;
mod formats;
mod inflection;
pub mod load;
mod model;
mod names;
pub mod normalize;
mod overlay;
mod pipeline;
mod runtime;
pub mod target;
pub mod write;

pub use names::lock::Lock;
pub use pipeline::{Generated, Summary, generate};

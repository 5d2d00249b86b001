//! Turns an OpenAPI document into the Rust client crate that a good engineer would have written by hand.

pub mod cli;
pub mod diagnostic;
pub mod emit;
pub mod load;
pub mod model;
pub mod names;
pub mod normalize;
mod pipeline;
pub mod target;
pub mod write;

pub use pipeline::{Generated, Summary, generate};

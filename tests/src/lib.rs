//! What the tests of this workspace share.

pub mod answers;
pub mod crates;
pub mod documents;
pub mod instances;
pub mod programs;
pub mod server;
pub mod wire;

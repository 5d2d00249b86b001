//! What the tests of this workspace share.

pub mod clock;
pub mod crates;
pub mod documents;
pub mod instances;
pub mod programs;
pub mod responses;
pub mod server;
pub mod wire;

//! Every identifier of a crate, claimed once.

pub mod lock;

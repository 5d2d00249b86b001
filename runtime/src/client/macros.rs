//! Macros for the client and the error enums of a crate.

mod client;
mod error_enum;

pub use {client::client, error_enum::error_enum};

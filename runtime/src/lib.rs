//! The support code of crates that Clientwright generates.
//!
//! [`validation`] reads, checks and writes values, without HTTP. [`client`], behind a feature that is on by default, sends requests.
//! A generated crate depends on this crate, or contains a copy of its files under `src/runtime/`; the code of both is the same.
#![cfg_attr(
    not(all(feature = "client", feature = "multipart", feature = "pages", feature = "stream", feature = "testing")),
    allow(dead_code, unused_imports, reason = "the features use it")
)]

/// Paths begin with `crate::runtime` here as in a crate that contains a copy.
#[doc(hidden)]
pub extern crate self as runtime;

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "sources")]
pub mod sources;
pub mod validation;

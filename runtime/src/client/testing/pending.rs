//! A transport that never responds.

use std::future::pending;

use crate::runtime::client::transport::{Transport, TransportFuture, TransportRequest};

/// A transport that never responds: each call ends by its timeout.
///
/// In a test, `#[tokio::test(start_paused = true)]` makes the time of tokio jump to the next timeout.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pending;

impl Transport for Pending {
    fn send(&self, _: TransportRequest) -> TransportFuture<'_> {
        Box::pin(pending())
    }
}

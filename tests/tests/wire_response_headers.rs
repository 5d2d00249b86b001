//! The headers of responses, as an operation's document declares them: of a response and of an error.

use clientwright_runtime::client::error::NoDeclaredErrors;
use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::response_header::{HasHeaders, Header, HeaderError};
use clientwright_runtime::validation::schema::{Schema, inline};
use clientwright_tests::server::MockResponse;
use clientwright_tests::wire::{DONE, receive};

static OPERATION: Operation<()> = Operation::new("GET", "/things").responses(DONE);
static LIMIT: Header = Header::simple("X-Limit", inline(&Schema::INTEGER));

/// Reads the header from a response of this status, in which it has this value.
async fn limit(status: u16, value: &str) -> Result<Option<i64>, HeaderError> {
    let reply = MockResponse::status(status).header("x-limit", value);
    match receive::<(), NoDeclaredErrors>(&OPERATION, reply).await {
        Ok(response) => response.__declared(&LIMIT),
        Err(error) => error.__declared(&LIMIT),
    }
}

#[tokio::test]
async fn the_header_of_a_response_is_read() {
    assert_eq!(limit(200, "7").await, Ok(Some(7)));
}

#[tokio::test]
async fn the_header_of_an_error_is_read() {
    assert_eq!(limit(500, "7").await, Ok(Some(7)));
}

#[tokio::test]
async fn a_header_of_another_type_is_an_error() {
    assert!(limit(200, "seven").await.is_err());
}

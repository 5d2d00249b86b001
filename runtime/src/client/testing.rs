//! Transports for tests, without a server and without a port: [`Mock`], [`Pending`] and [`Replay`].

mod encoded_response;
mod mock;
mod mock_call;
mod mock_operation;
mod mock_response;
mod pending;
mod recorded_body;
mod recording;
mod redacted_json;
mod redaction;
mod replay;

pub use encoded_response::EncodedResponse;
pub use mock::Mock;
pub use mock_call::MockCall;
pub use mock_operation::{MockError, MockOperation};
pub use mock_response::MockResponse;
pub use pending::Pending;
pub use replay::Replay;

//! Requests and responses: how they are encoded, sent, received and decoded.

mod ambiguous_values;
pub mod api_config;
mod attempts;
pub mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod body_error;
pub mod call;
mod call_future;
mod call_observer;
mod charset;
mod client_builder;
pub mod clock;
mod declared_responses;
pub mod decode;
pub mod error;
mod error_details;
mod error_parts;
#[cfg(feature = "stream")]
pub mod event_data;
mod exchange;
pub mod form_urlencoded;
mod header_rules;
pub mod hooks;
mod http_client;
mod http_methods;
#[cfg(feature = "multipart")]
mod joined_upload;
mod line_buffer;
pub mod macros;
#[cfg(feature = "multipart")]
pub mod multipart;
pub mod operation;
#[cfg(feature = "pages")]
pub mod pages;
pub mod parameters;
pub mod progress;
mod receive;
mod redirect;
mod request;
pub mod request_body;
mod request_context;
mod request_path;
pub mod response_body;
pub mod response_header;
mod retry;
mod secrets;
mod server_url;
mod spans;
#[cfg(feature = "stream")]
pub mod stream;
mod stream_source;
pub mod style;
#[cfg(feature = "testing")]
pub mod testing;
mod times;
pub mod transport;
mod undeclared;
pub mod upload;
mod url_path;

pub use auth::Credential;
pub use call_future::{BodyFuture, ResponseFuture};
pub use client_builder::{BuildError, Client, ClientBuilder, DEFAULT_MAX_BODY, Redirects, ServerVariable};
pub use retry::{Attempt, Budget, Decision, Retry};
pub use times::{DEFAULT_CONNECT_TIMEOUT, DEFAULT_IDLE_TIMEOUT, DEFAULT_TIMEOUT};

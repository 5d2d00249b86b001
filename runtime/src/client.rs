//! Requests and responses: how they are encoded, sent, received and decoded.

mod ambiguous_values;
pub mod api_config;
mod attempts;
mod body_error;
pub mod call;
mod charset;
mod client_builder;
pub mod clock;
mod credential;
pub mod decode;
pub mod error;
mod error_details;
#[cfg(feature = "stream")]
pub mod event_data;
pub mod form_urlencoded;
mod header_rules;
mod http_client;
mod http_methods;
mod line_buffer;
pub mod macros;
#[cfg(feature = "multipart")]
pub mod multipart;
pub mod operation;
pub mod parameters;
mod receive;
mod redirect;
mod request;
pub mod request_body;
pub mod response_body;
pub mod response_header;
mod retry;
mod secrets;
mod server_url;
#[cfg(feature = "stream")]
pub mod stream;
pub mod style;
mod undeclared;
mod url_path;

pub use client_builder::{
    BuildError, Client, ClientBuilder, Credential, DEFAULT_MAX_BODY, DEFAULT_TIMEOUT, Redirects, ServerVariable,
};
pub use retry::{Attempt, Budget, Decision, Retry};

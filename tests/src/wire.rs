//! Operations, written by hand like those of codegen, and the requests that the runtime sends for them.

use clientwright_runtime::client::api_config::ApiConfig;
use clientwright_runtime::client::call::{Call, Response};
use clientwright_runtime::client::decode;
use clientwright_runtime::client::error::{Error, ErrorBody, NoDeclaredErrors};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::parameters::{ParameterWriter, Params};
use clientwright_runtime::client::{Client, ClientBuilder, ServerVariable};
use clientwright_runtime::validation::schema::{Ref, Schema};
use clientwright_runtime::validation::violation::{Location, Violations};
use serde::Serialize;

use crate::server::{MockResponse, Request, Server};

/// Any value.
pub const ANY: Ref = Ref::Inline(&Schema::ANY);

/// Any response is fine.
pub const DONE: &[ResponseSpec<()>] = &[ResponseSpec::new(Statuses::Default, decode::empty)];

/// A call that yields nothing.
pub type Plain<P = ()> = Call<(), NoDeclaredErrors, P>;

/// The object of the specification's examples.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub struct Color {
    r: u8,
    g: u8,
    b: u8,
}

/// Its value there.
pub const COLOR: Color = Color { r: 100, g: 200, b: 150 };

/// The array of the specification's examples.
pub const COLORS: [&str; 3] = ["blue", "black", "brown"];

/// The optional parameter `color`.
#[derive(Clone, Debug)]
pub struct Optional<V> {
    /// The target.
    pub location: Location,
    /// Its value, if it has one.
    pub value: Option<V>,
}

impl<V: Serialize> Params for Optional<V> {
    fn write(&self, parameters: &mut ParameterWriter<'_>) {
        match self.location {
            Location::Header(name) => parameters.header(name, self.value.as_ref()),
            Location::Cookie(name) => parameters.cookie(name, self.value.as_ref()),
            Location::Query(name) => parameters.query(name, self.value.as_ref()),
            _ => {}
        }
    }
}

/// Sends a call, and returns the request that it becomes.
///
/// # Panics
///
/// If it is not sent.
pub async fn sent<P: Params>(operation: &'static Operation<()>, fill: impl FnOnce(Plain<P>) -> Plain<P>) -> Request {
    let server = Server::always(MockResponse::status(200));
    fill(client(&server).call_with_params(operation)).await.expect("a response");
    server.request()
}

/// Sends a call that must be rejected, and returns its violations.
///
/// # Panics
///
/// If anything is sent.
pub async fn rejected(operation: &'static Operation<()>, fill: impl FnOnce(Plain) -> Plain) -> Violations {
    let server = Server::always(MockResponse::status(200));
    let error = fill(client(&server).call(operation)).await.expect_err("a refusal");
    assert!(server.requests().is_empty(), "a rejected request was sent");
    match error {
        Error::Invalid(violations) => violations,
        other => panic!("{other:?}"),
    }
}

/// Sends a call of an operation, and returns how it decodes a response.
///
/// # Errors
///
/// How the response fails to decode.
pub async fn receive<T: 'static, E: ErrorBody>(
    operation: &'static Operation<T>,
    reply: MockResponse,
) -> Result<Response<T>, Error<E>> {
    client(&Server::always(reply)).call::<T, E>(operation).with_response().await
}

/// Returns a client of a server.
///
/// # Panics
///
/// If there is none.
pub fn client(server: &Server) -> Client {
    client_builder().base_url(server.url()).build().expect("a client")
}

/// Returns a builder of a client of [`API`].
pub fn client_builder() -> ClientBuilder {
    ClientBuilder::new(&API)
}

/// An API without a default server, with server variables of many kinds.
pub static API: ApiConfig = ApiConfig {
    base_url: None,
    server_variables: &[
        variable("http://{host}:{port}/{base}", "host", "127.0.0.1", &[]),
        variable("http://{host}:{port}/{base}", "port", "1", &[]),
        variable("http://{host}:{port}/{base}", "base", "v1", &["v1", "v2"]),
        variable("http://localhost:{port}", "port", "1", &[]),
        variable("https://{tenant}.example.com", "tenant", "demo", &[]),
        variable("https://{domain}/api", "domain", "api.example.com", &[]),
        variable("https://api.{domain}", "domain", "", &[]),
        variable("{url}/v1", "url", "", &[]),
        variable("{scheme}://example.com/{base}/x", "scheme", "https", &[]),
        variable("{scheme}://example.com/{base}/x", "base", "v1", &[]),
        variable("https://example.com{tail}", "tail", "", &[]),
        variable("https://me:{word}@example.com", "word", "pass", &[]),
        variable("https://{site}", "site", "a.com", &["a.com", "b.com:81/c"]),
        variable("/{base}/x", "base", "v1", &[]),
    ],
    security: &[],
    redacted: &["accessToken", "clientSecret", "password"],
    user_agent: "clientwright-runtime/0.1.0",
};

const fn variable(
    server: &'static str,
    name: &'static str,
    default: &'static str,
    values: &'static [&'static str],
) -> ServerVariable {
    ServerVariable { server, name, default, values }
}

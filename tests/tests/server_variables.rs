//! Variables in the URLs of servers: a value stays in its part of the URL. The runtime's own settings declare them.

use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::{BuildError, ClientBuilder};
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{DONE, client_builder};

const THREE: &str = "http://{host}:{port}/{base}";
const TENANT: &str = "https://{tenant}.example.com";
const DOMAIN: &str = "https://{domain}/api";
const SUFFIX: &str = "https://api.{domain}";
const WHOLE: &str = "{url}/v1";
const SCHEME: &str = "{scheme}://example.com/{base}/x";
const TAIL: &str = "https://example.com{tail}";
const USER: &str = "https://me:{word}@example.com";
const LISTED: &str = "https://{site}";
const RELATIVE: &str = "/{base}/x";

fn builder(server: &'static str, name: &'static str, value: &str) -> ClientBuilder {
    client_builder().server(server).server_variable(name, value)
}

/// Returns where the client sends requests to, or `None` if the value is rejected.
fn url(builder: ClientBuilder) -> Option<String> {
    let shown = match builder.build() {
        Ok(client) => format!("{client:?}"),
        Err(BuildError::ServerVariableValue { .. } | BuildError::BaseUrl) => return None,
        Err(other) => panic!("{other:?}"),
    };
    shown.split('"').nth(1).map(str::to_owned)
}

/// Declares a test a row: a server, a variable with its value, and where requests go.
macro_rules! rows {
    ($($name:ident: $server:expr, $variable:literal = $value:expr => $expected:expr;)*) => {$(
        #[test]
        fn $name() {
            let expected: Option<&str> = $expected;
            assert_eq!(url(builder($server, $variable, $value)).as_deref(), expected);
        }
    )*};
}

rows! {
    a_label_of_the_host: TENANT, "tenant" = "acme" => Some("https://acme.example.com/");
    several_labels_of_the_host: TENANT, "tenant" = "acme.eu-1" => Some("https://acme.eu-1.example.com/");
    letters_beyond_ascii_in_the_host: TENANT, "tenant" = "köln" => Some("https://xn--kln-sna.example.com/");
    a_slash_ends_no_host: TENANT, "tenant" = "evil.example/" => None;
    a_backslash_ends_no_host: TENANT, "tenant" = "evil.example\\" => None;
    a_question_mark_ends_no_host: TENANT, "tenant" = "evil.example?" => None;
    a_number_sign_ends_no_host: TENANT, "tenant" = "evil.example#" => None;
    a_colon_ends_no_host: TENANT, "tenant" = "evil.example:80" => None;
    an_encoded_slash_ends_no_host: TENANT, "tenant" = "evil.example%2f" => None;
    an_encoded_number_sign_ends_no_host: TENANT, "tenant" = "evil.example%23" => None;
    a_full_width_slash_ends_no_host: TENANT, "tenant" = "evil.example／" => None;
    a_full_width_number_sign_ends_no_host: TENANT, "tenant" = "evil.example＃" => None;
    a_user_name_comes_before_no_host: TENANT, "tenant" = "me@acme" => None;
    a_user_name_and_password_come_before_no_host: TENANT, "tenant" = "evil.example:80@acme" => None;
    a_tab_is_no_part_of_a_host: TENANT, "tenant" = "evil\t" => None;
    a_line_break_is_no_part_of_a_host: TENANT, "tenant" = "evil\n" => None;
    a_blank_is_no_part_of_a_host: TENANT, "tenant" = " " => None;
    a_value_is_not_filled_in_again: TENANT, "tenant" = "{tenant}" => Some("https://{tenant}.example.com/");

    the_whole_host: DOMAIN, "domain" = "api.example.net" => Some("https://api.example.net/api");
    the_whole_host_with_its_port: DOMAIN, "domain" = "localhost:8443" => Some("https://localhost:8443/api");
    an_address_is_a_whole_host: DOMAIN, "domain" = "[::1]" => Some("https://[::1]/api");
    a_whole_host_has_no_path: DOMAIN, "domain" = "example.net/evil" => None;
    a_whole_host_has_no_user: DOMAIN, "domain" = "me@example.net" => None;
    a_host_that_is_empty_makes_no_host_of_the_path: DOMAIN, "domain" = "" => None;
    the_end_of_a_host_without_a_default: SUFFIX, "domain" = "example.net" => Some("https://api.example.net/");
    the_end_of_a_host_has_no_path: SUFFIX, "domain" = "example.net/" => None;

    a_port: THREE, "port" = "8080" => Some("http://127.0.0.1:8080/v1");
    a_port_brings_no_host: THREE, "port" = "80@evil.example" => None;
    a_port_ends_at_no_slash: THREE, "port" = "80/evil" => None;
    a_port_is_a_number: THREE, "port" = "http" => None;
    a_host_before_a_port_brings_none: THREE, "host" = "evil.example:80" => None;
    a_host_before_a_port_brings_no_path: THREE, "host" = "evil.example/" => None;

    a_path: SCHEME, "base" = "a/b" => Some("https://example.com/a/b/x");
    a_path_is_encoded: SCHEME, "base" = "ä" => Some("https://example.com/%C3%A4/x");
    a_path_goes_up_to_nothing: SCHEME, "base" = "a/../../b" => None;
    an_encoded_path_goes_up_to_nothing: SCHEME, "base" = "%2E%2e" => None;
    a_path_has_no_query: SCHEME, "base" = "a?b" => None;
    a_path_has_no_fragment: SCHEME, "base" = "a#b" => None;
    another_scheme: SCHEME, "scheme" = "http" => Some("http://example.com/v1/x");
    a_scheme_brings_no_host: SCHEME, "scheme" = "http://evil.example/a" => None;
    a_scheme_that_is_not_of_http: SCHEME, "scheme" = "file" => None;
    a_scheme_that_is_empty: SCHEME, "scheme" = "" => None;

    a_path_behind_the_host: TAIL, "tail" = "/v2" => Some("https://example.com/v2");
    a_path_behind_the_host_is_no_part_of_it: TAIL, "tail" = ".evil.example" => None;
    a_path_behind_the_host_is_no_port: TAIL, "tail" = ":8080" => None;
    a_path_behind_the_host_makes_no_user_of_it: TAIL, "tail" = "@evil.example" => None;

    the_whole_url: WHOLE, "url" = "https://example.net:8443/a" => Some("https://example.net:8443/a/v1");
    the_whole_url_has_no_user: WHOLE, "url" = "https://me@example.net" => None;
    the_whole_url_has_no_query: WHOLE, "url" = "https://example.net?a=" => None;

    a_value_that_the_document_lists: LISTED, "site" = "b.com:81/c" => Some("https://b.com:81/c");

    a_password_brings_no_host: USER, "word" = "a@evil.example/" => None;
    a_password_is_one: USER, "word" = "secret" => Some("https://example.com/");
}

#[test]
fn the_variable_is_named() {
    let built = builder(TENANT, "tenant", "evil.example/").build();
    assert!(matches!(built, Err(BuildError::ServerVariableValue { name: "tenant" })), "{built:?}");
}

#[test]
fn two_values_together_move_nothing() {
    let built = builder(THREE, "host", "a").server_variable("port", "1@evil.example").build();
    assert!(matches!(built, Err(BuildError::ServerVariableValue { .. })), "{built:?}");
}

#[test]
fn a_path_of_a_server_is_on_the_host_of_the_base_url() {
    let builder = builder(RELATIVE, "base", "v2").base_url("https://example.net/elsewhere");
    assert_eq!(url(builder).as_deref(), Some("https://example.net/v2/x"));
}

#[test]
fn the_order_does_not_matter_where_the_server_is_a_path() {
    let builder = client_builder().base_url("https://example.net").server(RELATIVE);
    assert_eq!(url(builder).as_deref(), Some("https://example.net/v1/x"));
}

#[test]
fn a_path_of_a_server_brings_no_host() {
    assert_eq!(url(builder(RELATIVE, "base", "/evil.example").base_url("https://example.net")), None);
}

#[test]
fn a_server_that_is_a_path_requires_a_base_url() {
    let built = client_builder().server("/api/v3").build();
    assert!(matches!(built, Err(BuildError::NoBaseUrl)), "{built:?}");
}

#[test]
fn a_base_url_without_slashes_is_rejected() {
    let built = client_builder().base_url("http:example.net/a").build();
    assert!(matches!(built, Err(BuildError::BaseUrl)), "{built:?}");
}

#[tokio::test]
async fn a_value_that_leaves_its_part_of_the_server_of_an_operation_is_rejected() {
    static OPERATION: Operation<()> = Operation::new("GET", "/a").server("http://localhost:{port}").responses(DONE);
    let evil = Server::always(MockResponse::status(200));
    let port = format!("1@{}", evil.url().trim_start_matches("http://"));
    let client = client_builder().server("http://localhost:1").server_variable("port", port);
    let error =
        client.build().expect("a client").call::<(), NoDeclaredErrors>(&OPERATION).await.expect_err("a refusal");
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    assert!(error.to_string().contains("`port`"), "{error}");
    assert!(evil.requests().is_empty());
}

#[tokio::test]
async fn a_path_of_an_operation_has_variables_too() {
    static OPERATION: Operation<()> = Operation::new("GET", "/a").server("/{base}/x").responses(DONE);
    let server = Server::always(MockResponse::status(200));
    let client = client_builder().base_url(server.url()).server_variable("base", "v2").build().expect("a client");
    client.call::<(), NoDeclaredErrors>(&OPERATION).await.expect("a response");
    assert_eq!(server.request().target, "/v2/x/a");
}

#[tokio::test]
async fn a_path_of_an_operation_does_not_lead_to_another_host() {
    static OPERATION: Operation<()> = Operation::new("GET", "/a").server("//localhost:1/x").responses(DONE);
    let client = client_builder().base_url("http://127.0.0.1:1").build().expect("a client");
    let error = client.call::<(), NoDeclaredErrors>(&OPERATION).await.expect_err("a refusal");
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
}

#[tokio::test]
async fn the_user_of_a_base_url_is_sent_as_a_credential_and_not_shown() {
    static OPERATION: Operation<()> = Operation::new("GET", "/a").responses(DONE);
    let server = Server::always(MockResponse::status(200));
    let url = server.url().replace("http://", "http://m%40e:the%2Dsecret@");
    let client = client_builder().base_url(url).build().expect("a client");
    client.call::<(), NoDeclaredErrors>(&OPERATION).await.expect("a response");
    assert_eq!(server.request().header("authorization"), Some("Basic bUBlOnRoZS1zZWNyZXQ="));
    assert!(!format!("{client:?}").contains("secret"), "{client:?}");
}

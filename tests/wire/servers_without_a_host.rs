//! Servers that are only a path, of which the user gives the host; and one without a scheme.

use servers_without_a_host::{BuildError, Client, ClientBuilder, Server as Of};

use crate::server::{MockResponse, Server};

/// Returns what two operations ask for.
async fn called(fill: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Vec<String> {
    let server = Server::always(MockResponse::status(204));
    let client = fill(Client::builder().base_url(server.url())).build().expect("a client");
    client.get_a().await.expect("a response");
    client.get_b().await.expect("a response");
    server.requests().into_iter().map(|request| request.target).collect()
}

#[tokio::test]
async fn a_base_url_replaces_the_path_too() {
    assert_eq!(called(|builder| builder).await, ["/a", "/b"]);
}

#[tokio::test]
async fn a_path_that_is_chosen_is_on_the_host_of_the_base_url() {
    assert_eq!(called(|builder| builder.server(Of::Default)).await, ["/api/v3/a", "/api/v3/b"]);
}

#[tokio::test]
async fn a_path_has_variables() {
    assert_eq!(called(|builder| builder.server(Of::Versioned).version("v2")).await, ["/v2/a", "/v2/b"]);
}

#[test]
fn a_path_alone_requires_a_base_url() {
    for builder in [Client::builder(), Client::builder().server(Of::Default)] {
        let built = builder.build();
        assert!(matches!(built, Err(BuildError::NoBaseUrl)), "{built:?}");
    }
}

#[test]
fn a_tenant_does_not_move_the_host() {
    let built = Client::builder().server(Of::TenantExampleCom).tenant("evil.example/").build();
    assert!(matches!(built, Err(BuildError::ServerVariableValue { name: "tenant" })), "{built:?}");
}

#[test]
fn a_server_without_a_scheme_is_https() {
    assert_eq!(Of::CdnExampleCom.url(), "https://cdn.example.com/x");
}

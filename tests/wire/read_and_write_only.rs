//! Properties that only the server gives, and those that only the client gives.

use read_and_write_only::Error;
use read_and_write_only::types::{Account, NewToken};
use read_and_write_only::uuid::Uuid;

calls_of!(read_and_write_only);

fn account() -> Account {
    Account { id: None, password: Some("12345678".into()), name: "ü".into() }
}

/// Returns the body that an account becomes, and what the response is read as.
async fn added(
    account: &Account,
    reply: &str,
) -> (String, Result<Account, Error<read_and_write_only::NoDeclaredErrors>>) {
    let server = Server::always(MockResponse::json(201, reply));
    let response = client(&server).add_account(account).await;
    (server.request().text().to_owned(), response)
}

const ID: &str = "3c6f8a5e-57a1-4a4b-8a55-0a3f6a1b2c3d";

#[tokio::test]
async fn a_required_read_only_property_is_not_asked_for() {
    let (sent, response) = added(&account(), &format!(r#"{{"id":"{ID}","name":"ü"}}"#)).await;
    assert_eq!(sent, r#"{"password":"12345678","name":"ü"}"#);
    let id = Uuid::parse_str(ID).ok();
    assert_eq!(response.expect("an account"), Account { id, password: None, name: "ü".into() });
}

#[tokio::test]
async fn a_required_write_only_property_is_requested() {
    let said = rejected(|client| client.add_account(&Account { password: None, ..account() })).await;
    assert!(said.contains("password"), "{said}");
    let said = rejected(|client| client.add_account(&Account { password: Some("1234567".into()), ..account() })).await;
    assert!(said.starts_with("/password: "), "{said}");
}

#[tokio::test]
async fn a_response_is_read_without_what_only_the_client_gives() {
    let server = Server::always(MockResponse::json(201, &format!(r#"{{"id":"{ID}","name":"a"}}"#)));
    let strict = read_and_write_only::Client::builder().base_url(server.url()).check_responses(true).build();
    let response = strict.expect("a client").add_account(&account()).await.expect("an account");
    assert_eq!(response.password, None);
}

#[tokio::test]
async fn and_is_rejected_without_what_only_the_server_gives_if_it_is_checked() {
    let server = Server::always(MockResponse::json(201, r#"{"name":"a"}"#));
    let strict = read_and_write_only::Client::builder().base_url(server.url()).check_responses(true).build();
    let error = strict.expect("a client").add_account(&account()).await.expect_err("an error");
    assert!(error.to_string().contains("id"), "{error}");
}

#[tokio::test]
async fn what_a_type_only_sends_and_what_it_only_receives() {
    let server = Server::always(MockResponse::json(201, r#"{"id":"t-1","secret":"s"}"#));
    let body = NewToken::builder().secret("a\"b").build().expect("a token");
    let token = client(&server).add_token(&body).await.expect("a token");
    assert_eq!(server.request().text(), r#"{"secret":"a\"b"}"#);
    assert_eq!((token.id.as_str(), token.secret.as_deref()), ("t-1", Some("s")));
}

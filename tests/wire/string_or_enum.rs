//! A text that is one of some, or any other.

use string_or_enum::types::Model;

calls_of!(string_or_enum);

#[tokio::test]
async fn listed_and_other_texts() {
    for (text, model) in [("small", Model::Small), ("large", Model::Large), ("", Model::Unknown(String::new()))] {
        let reply = MockResponse::json(200, &format!(r#"{{"model":"{text}"}}"#));
        assert_eq!(receive(reply, |client| client.get_model()).await.expect("a model").model, model);
    }
}

#[tokio::test]
async fn another_text_satisfies_the_schema() {
    let server = Server::always(MockResponse::json(200, r#"{"model":"huge"}"#));
    let strict = string_or_enum::Client::builder().base_url(server.url()).check_responses(true).build();
    let response = strict.expect("a client").get_model().await.expect("a model");
    assert_eq!(response.model.as_str(), "huge");
}

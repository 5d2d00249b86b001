//! A union whose members are told apart by a property that has one value.

use std::collections::BTreeMap;

use union_by_constant::serde_json::json;
use union_by_constant::types::{SetSourceFile, SetSourceRequest, SetSourceUrl};

calls_of!(union_by_constant);

async fn body(body: &SetSourceRequest) -> String {
    sent(204, |client| client.set_source(body)).await.text().to_owned()
}

#[tokio::test]
async fn the_value_is_written() {
    let file = SetSourceFile::builder().path("a\\b").build().expect("a file");
    assert_eq!(body(&SetSourceRequest::File(file)).await, r#"{"type":"file","path":"a\\b"}"#);
    let url = SetSourceUrl { address: "https://example.com/".into(), additional_properties: BTreeMap::new() };
    assert_eq!(body(&SetSourceRequest::Url(url)).await, r#"{"type":"url","address":"https://example.com/"}"#);
}

#[tokio::test]
async fn a_member_is_validated() {
    let request =
        SetSourceRequest::Url(SetSourceUrl { address: "no url".into(), additional_properties: BTreeMap::new() });
    let said = rejected(|client| client.set_source(&request)).await;
    assert!(!said.is_empty());
    let request = sent(204, |client| client.set_source(&request).skip_validation()).await;
    assert_eq!(request.text(), r#"{"type":"url","address":"no url"}"#);
}

#[tokio::test]
async fn what_is_no_member_is_sent_only_unvalidated() {
    let request = SetSourceRequest::Unknown(json!({"type": "ftp"}));
    assert!(!rejected(|client| client.set_source(&request)).await.is_empty());
    let request = sent(204, |client| client.set_source(&request).skip_validation()).await;
    assert_eq!((request.method.as_str(), request.text()), ("PUT", r#"{"type":"ftp"}"#));
}

//! A field that is left alone, cleared or set.

use nullable_patch_field::Nullable;
use nullable_patch_field::types::UpdateThingRequest;

calls_of!(nullable_patch_field);

async fn body(name: Nullable<String>) -> String {
    let body = UpdateThingRequest { name, size: None };
    let request = sent(204, |client| client.update_thing(&body)).await;
    assert_eq!((request.method.as_str(), request.header("content-type")), ("PATCH", Some("application/json")));
    request.text().to_owned()
}

#[tokio::test]
async fn absent_null_and_a_value() {
    assert_eq!(body(Nullable::Absent).await, "{}");
    assert_eq!(body(Nullable::Null).await, r#"{"name":null}"#);
    assert_eq!(body(Nullable::Value("ü\u{0}".into())).await, "{\"name\":\"ü\\u0000\"}");
}

#[tokio::test]
async fn an_empty_value_is_rejected() {
    let body = UpdateThingRequest { name: Nullable::Value(String::new()), size: Some(1) };
    let said = rejected(|client| client.update_thing(&body)).await;
    assert!(said.starts_with("/name: "), "{said}");
    let request = sent(204, |client| client.update_thing(&body).skip_validation()).await;
    assert_eq!(request.text(), r#"{"name":"","size":1}"#);
}

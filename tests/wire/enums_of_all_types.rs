//! Enums of numbers, of mixed values, and of one.

use enums_of_all_types::serde_json::json;
use enums_of_all_types::types::{Code, Either, GetCodeOk, Mixed};

calls_of!(enums_of_all_types);

#[tokio::test]
async fn values_are_known_by_their_meaning() {
    let read = async |json: &str| {
        let response = receive(MockResponse::json(200, json), |client| client.get_code()).await.expect("a code");
        (response.code, response.mixed, response.ok)
    };
    assert_eq!(
        read(r#"{"code":-2,"mixed":"one","ok":true,"either":null}"#).await,
        (Code::Minus2, Mixed::One, GetCodeOk::True)
    );
    assert_eq!(read(r#"{"code":3e5,"mixed":1.0,"ok":true,"either":null}"#).await.1, Mixed::Value1);
    let other = (Code::Unknown(json!("1")), Mixed::Unknown(json!(false)), GetCodeOk::Unknown(json!(null)));
    assert_eq!(read(r#"{"code":"1","mixed":false,"ok":null,"either":null}"#).await, other);
}

#[tokio::test]
async fn null_may_be_listed() {
    for (json, either) in
        [("null", None), ("\"one\"", Some(Either::One)), ("\"two\"", Some(Either::Unknown("two".into())))]
    {
        let body = format!(r#"{{"code":1,"mixed":1,"ok":true,"either":{json}}}"#);
        let response = receive(MockResponse::json(200, &body), |client| client.get_code()).await;
        assert_eq!(response.expect("a code").either, either);
    }
}

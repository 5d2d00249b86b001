//! Enums of numbers, of mixed values, and of one.

use enums_of_other_values::serde_json::json;
use enums_of_other_values::types::{Code, GetCodeOk, Mixed};

calls_of!(enums_of_other_values);

#[tokio::test]
async fn values_are_known_by_their_meaning() {
    let read = async |json: &str| {
        let answer = answered(Reply::json(200, json), |client| client.get_code()).await.expect("a code");
        (answer.code, answer.mixed, answer.ok)
    };
    assert_eq!(read(r#"{"code":-2,"mixed":"one","ok":true}"#).await, (Code::Minus2, Mixed::One, GetCodeOk::True));
    assert_eq!(read(r#"{"code":3e5,"mixed":1.0,"ok":true}"#).await.1, Mixed::Value1);
    let other = (Code::Unknown(json!("1")), Mixed::Unknown(json!(false)), GetCodeOk::Unknown(json!(null)));
    assert_eq!(read(r#"{"code":"1","mixed":false,"ok":null}"#).await, other);
}

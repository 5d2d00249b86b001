//! A union whose members are told apart by their types.

use untagged_union::serde_json::json;
use untagged_union::types::Value;

calls_of!(untagged_union);

async fn value(value: &str) -> Value {
    let reply = MockResponse::json(200, &format!(r#"{{"value":{value}}}"#));
    receive(reply, |client| client.get_value()).await.expect("a value").value
}

#[tokio::test]
async fn each_member() {
    assert_eq!(value("\"1\"").await, Value::String("1".into()));
    assert_eq!(value("-9223372036854775808").await, Value::Integer(i64::MIN));
    assert_eq!(value("[]").await, Value::Array(Vec::new()));
    assert_eq!(value(r#"["a","ü"]"#).await, Value::Array(vec!["a".into(), "ü".into()]));
}

#[tokio::test]
async fn what_is_no_member_is_kept() {
    assert_eq!(value("{\"a\":1.5}").await, Value::Unknown(json!({"a": 1.5})));
    assert_eq!(value("[1]").await, Value::Unknown(json!([1])));
    assert_eq!(value("null").await, Value::Unknown(json!(null)));
}

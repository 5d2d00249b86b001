//! An object that has further members beside those that the document names.

use std::collections::BTreeMap;

use additional_properties::Nullable;
use additional_properties::types::SetLabelsRequest;

calls_of!(additional_properties);

#[tokio::test]
async fn further_members_stand_with_the_others() {
    let further = BTreeMap::from([("a\"b".to_owned(), "c".to_owned()), ("ü".to_owned(), String::new())]);
    let body = SetLabelsRequest::builder().name("n").additional_properties(further).build().expect("labels");
    let request = sent(204, |client| client.set_labels(&body)).await;
    assert_eq!(request.text(), r#"{"name":"n","a\"b":"c","ü":""}"#);
    let body = SetLabelsRequest { age: Nullable::Null, additional_properties: BTreeMap::new(), ..body };
    assert_eq!(sent(204, |client| client.set_labels(&body)).await.text(), r#"{"name":"n","age":null}"#);
}

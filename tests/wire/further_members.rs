//! An object that has further members beside those that the document names.

use std::collections::BTreeMap;

use further_members::Nullable;
use further_members::types::SetLabelsRequest;

calls_of!(further_members);

#[tokio::test]
async fn further_members_stand_with_the_others() {
    let further = BTreeMap::from([("a\"b".to_owned(), "c".to_owned()), ("ü".to_owned(), String::new())]);
    let body = SetLabelsRequest::builder().name("n").additional_properties(further).build().expect("labels");
    let request = sent(204, |client| client.set_labels(&body)).await;
    assert_eq!(request.text(), r#"{"name":"n","a\"b":"c","ü":""}"#);
    let body = SetLabelsRequest { age: Nullable::Null, additional_properties: BTreeMap::new(), ..body };
    assert_eq!(sent(204, |client| client.set_labels(&body)).await.text(), r#"{"name":"n","age":null}"#);
}

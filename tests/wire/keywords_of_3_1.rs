//! What OpenAPI 3.1 brought is validated before anything is sent.

use keywords_of_3_1::Validate;
use keywords_of_3_1::types::Route;

calls_of!(keywords_of_3_1);

fn route(json: &str) -> Route {
    // The tolerant way in: what is wrong is for the call to find.
    keywords_of_3_1::serde_json::from_str(json).expect("a route")
}

#[tokio::test]
async fn what_holds_is_sent_as_it_was_read() {
    let json = r#"{"mode":"static","target":"t","position":[1,2.5],"x-a":"b"}"#;
    assert!(Route::from_json(json.as_bytes()).is_ok());
    assert_eq!(sent(204, |client| client.set_route(&route(json))).await.text(), json);
    let json = r#"{"mode":"dynamic","hops":[{"name":"a"},{"name":"b","x":1},3]}"#;
    assert_eq!(sent(204, |client| client.set_route(&route(json))).await.text(), json);
}

#[tokio::test]
async fn what_does_not_is_rejected() {
    let faulty = [
        (r#"{"mode":"static"}"#, "target"),
        (r#"{"mode":"dynamic","target":"t","position":[1,2]}"#, "target"),
        (r#"{"mode":"static","target":"t"}"#, "position"),
        (r#"{"mode":"static","target":"t","position":[1]}"#, "position"),
        (r#"{"mode":"static","target":"t","position":[1,2,3]}"#, "position"),
        (r#"{"mode":"dynamic","hops":[{"name":"a"},{}]}"#, "hops"),
        (r#"{"mode":"dynamic","y-a":"b"}"#, "y-a"),
    ];
    for (json, word) in faulty {
        let said = rejected(|client| client.set_route(&route(json))).await;
        assert!(said.contains(word), "{json}: {said}");
    }
}

#[test]
fn what_is_wrong_is_told_by_the_keyword_of_the_document() {
    let faulty = [
        (r#"{"mode":"dynamic","target":"t","position":[1,2]}"#, ("/target", "false", "false")),
        (r#"{"mode":"static","target":"t","position":[1,2,3]}"#, ("/position/2", "false", "false")),
        (
            r#"{"mode":"static","target":"t","position":[1,2],"hops":[{"name":"a"},{"name":"b"}]}"#,
            ("/mode", "const", "\"dynamic\""),
        ),
        (r#"{"mode":"dynamic","weight":true}"#, ("/weight", "type", "[\"string\",\"integer\"]")),
        (r#"{"mode":"dynamic","weight":"a"}"#, ("/weight", "minLength", "2")),
        (r#"{"mode":"odd"}"#, ("/mode", "enum", "[\"static\",\"dynamic\"]")),
    ];
    for (json, (pointer, keyword, bound)) in faulty {
        let violations = route(json).validate().expect_err("is invalid");
        let told: Vec<_> = violations.iter().map(|one| (one.pointer(), one.keyword(), one.bound())).collect();
        assert_eq!(told, [(pointer, keyword, Some(bound))], "{violations}");
    }
}

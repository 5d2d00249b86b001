//! A type that holds itself.

use recursive_tree::Error;

calls_of!(recursive_tree);

#[tokio::test]
async fn trees_are_read_to_their_leaves() {
    let json = r#"{"value":"a","left":{"value":"b"},"right":null,"others":[{"value":"c","others":[]}]}"#;
    let tree = receive(MockResponse::json(200, json), |client| client.get_tree()).await.expect("a tree");
    assert_eq!((tree.left.expect("a tree").value.as_str(), tree.right), ("b", None));
    assert_eq!(tree.others.expect("trees").first().map(|tree| tree.others.clone()), Some(Some(Vec::new())));
}

#[tokio::test]
async fn a_tree_without_end_is_an_error() {
    let json = [r#"{"value":"a","left":"#.repeat(100_000), "null".to_owned(), "}".repeat(100_000)].concat();
    let error = receive(MockResponse::json(200, &json), |client| client.get_tree()).await;
    assert!(matches!(error, Err(Error::Unexpected { .. })));
}

//! Values that fill more than a segment of a path.

calls_of!(path_templates);

#[tokio::test]
async fn slashes_pass_where_the_template_says_so() {
    let value = "a b/c?d#e";
    for (prefix, request) in [
        ("/plus/", sent(204, |client| client.plus(value)).await),
        ("/star/", sent(204, |client| client.star(value)).await),
        ("/route/", sent(204, |client| client.route(value)).await),
        ("/greedy/", sent(204, |client| client.greedy(value)).await),
    ] {
        assert_eq!(request.target.strip_prefix(prefix), Some("a%20b/c%3Fd%23e"));
    }
    let request = sent(204, |client| client.archive("shelves/1")).await;
    assert_eq!(request.target, "/google/shelves/1:archive");
}

#[tokio::test]
async fn no_value_leaves_its_place() {
    for value in ["", "a/../b", "/a", "a/", "a//b", "a\\b", ".."] {
        let said = rejected(|client| client.plus(value).skip_validation()).await;
        assert!(said.starts_with("path parameter \"path\": "), "{value}: {said}");
    }
}

#[tokio::test]
async fn reserved_characters_may_stay() {
    let request = sent(204, |client| client.reserved("a:b;c=1,@d?e#f")).await;
    assert_eq!(request.target, "/reserved/a:b;c=1,@d%3Fe%23f");
    for value in ["a/b", "%2e%2e", "a%2Fb", "a%5cb"] {
        rejected(|client| client.reserved(value)).await;
    }
}

#[tokio::test]
async fn elsewhere_slashes_are_encoded() {
    assert_eq!(sent(204, |client| client.plain("a/b")).await.target, "/plain/a%2Fb");
}

//! Pages by the rules of a target.

use pages_by_rules::{ListRefundsParams, ListUsersParams};

calls_of!(pages_by_rules);

#[tokio::test]
async fn a_rule_for_all_that_it_fits() {
    let server = Server::start(|request| match request.target.ends_with("starting_after=c2") {
        false => MockResponse::json(200, r#"{"data": [{"id": "c1"}, {"id": "c2"}], "has_more": true}"#),
        true => MockResponse::json(200, r#"{"data": [{"id": "c3"}], "has_more": false}"#),
    });
    let mut charges = client(&server).list_charges().items();
    let mut refunds = client(&server).list_refunds().params(ListRefundsParams::default()).items();
    for id in ["c1", "c2", "c3"] {
        assert_eq!(charges.next().await.expect("a charge").expect("a charge").id, id);
        assert_eq!(refunds.next().await.expect("a refund").expect("a refund").id, id);
    }
    assert!(charges.next().await.is_none() && refunds.next().await.is_none());
}

#[tokio::test]
async fn a_link_in_the_header() {
    let server = Server::start(|request| match request.target.as_str() {
        "/repos/me" => MockResponse::json(200, r#"["a"]"#).header("link", r#"</repos/me?page=2>; rel="next""#),
        _ => MockResponse::status(204),
    });
    let mut repos = client(&server).list_repos("me").items();
    assert_eq!(repos.next().await.expect("a repository").expect("a repository"), "a");
    assert!(repos.next().await.is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_page_number_up_to_the_last() {
    let server = Server::always(MockResponse::json(200, r#"{"users": ["a", "b"], "pages": 2}"#));
    let mut users = client(&server).list_users().params(ListUsersParams { size: Some(2), page: None }).items();
    let mut count = 0;
    while let Some(user) = users.next().await {
        user.expect("a user");
        count += 1;
    }
    assert_eq!(count, 4);
    let targets: Vec<String> = server.requests().into_iter().map(|request| request.target).collect();
    assert_eq!(targets, ["/users?size=2", "/users?size=2&page=1"]);
}

#[tokio::test]
async fn a_cursor_in_headers() {
    let server = Server::start(|request| match request.header("x-continue") {
        None => MockResponse::json(200, r#"{"events": ["a"]}"#).header("x-continue", "t"),
        Some(_) => MockResponse::json(200, "{}"),
    });
    let mut events = client(&server).list_events().items();
    assert_eq!(events.next().await.expect("an event").expect("an event"), "a");
    assert!(events.next().await.is_none());
    assert_eq!(server.requests().len(), 2);
}

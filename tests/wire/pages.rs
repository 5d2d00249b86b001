//! Pages by the extensions of other generators.

use pages::pages::{Continuation, Items, Pages};
use pages::types::{Pet, SearchPetsRequest};
use pages::{Error, ListOwnersParams, ListPetsError, ListPetsParams, NoDeclaredErrors};

calls_of!(pages);

/// Returns a server with these bodies, in turn.
fn in_turn(bodies: &'static [&str]) -> Server {
    let next = std::sync::atomic::AtomicUsize::new(0);
    Server::start(move |_| match bodies.get(next.fetch_add(1, std::sync::atomic::Ordering::SeqCst)) {
        Some(body) => MockResponse::json(200, body),
        None => MockResponse::json(400, r#"{"message": "no such page"}"#),
    })
}

fn targets(server: &Server) -> Vec<String> {
    server.requests().into_iter().map(|request| request.target).collect()
}

#[tokio::test]
async fn a_cursor_of_the_document() {
    let server = in_turn(&[
        r#"{"pets": [{"id": 1}, {"id": 2}], "paging": {"next": "b"}}"#,
        r#"{"pets": [{"id": 3}], "paging": {"next": null}}"#,
    ]);
    let params = ListPetsParams { kind: Some("cat".to_owned()), ..ListPetsParams::default() };
    let mut items: Items<ListPetsParams, ListPetsError> = client(&server).list_pets().params(params).items();
    let mut ids = Vec::new();
    while let Some(pet) = items.next().await {
        ids.push(pet.expect("a pet").id);
    }
    assert_eq!(ids, [1, 2, 3]);
    assert_eq!(targets(&server), ["/pets?kind=cat", "/pets?kind=cat&after=b"]);
}

#[tokio::test]
async fn an_error_of_a_page_is_that_of_the_operation() {
    let server = in_turn(&[r#"{"pets": [], "paging": {"next": "b"}}"#]);
    let mut pages: Pages<ListPetsParams, ListPetsError> = client(&server).list_pets().pages();
    assert!(pages.next().await.expect("a page").expect("a page").pets.is_empty());
    match pages.next().await.expect("an error") {
        Err(Error::Api { body: ListPetsError::BadRequest(body), .. }) => {
            assert_eq!(body.message.as_deref(), Some("no such page"));
        }
        other => panic!("{other:?}"),
    }
    let continuation: Option<Continuation> = pages.continuation();
    assert!(continuation.is_some());
}

#[tokio::test]
async fn a_page_number() {
    let server = in_turn(&[r#"{"owners": ["a"], "more": true}"#, r#"{"owners": null, "more": false}"#]);
    let mut items = client(&server).list_owners().params(ListOwnersParams { page: Some(4) }).items();
    assert_eq!(items.next().await.expect("an owner").expect("an owner"), "a");
    assert!(items.next().await.is_none());
    assert_eq!(targets(&server), ["/owners?page=4", "/owners?page=5"]);
}

#[tokio::test]
async fn an_offset_with_a_limit() {
    let server = in_turn(&[r#"{"data": {"visits": [{"day": "2026-01-01"}, {}]}}"#, r#"{"data": {"visits": [{}]}}"#]);
    let mut items = client(&server).list_visits(10).items();
    let mut count = 0;
    while let Some(visit) = items.next().await {
        visit.expect("a visit");
        count += 1;
    }
    assert_eq!((count, targets(&server)), (3, vec!["/visits?offset=10".to_owned(), "/visits?offset=12".to_owned()]));
}

#[tokio::test]
async fn the_last_item_is_the_cursor_in_the_body() {
    let server = in_turn(&[r#"[{"id": 1}, {"id": 20}]"#, "[]"]);
    let body = SearchPetsRequest { words: Some("a b".to_owned()), since: None };
    let mut pages: Pages<_, NoDeclaredErrors> = client(&server).search_pets(&body).pages();
    assert_eq!(pages.next().await.expect("a page").expect("a page"), [Pet { id: 1 }, Pet { id: 20 }]);
    assert!(pages.next().await.expect("a page").expect("a page").is_empty());
    assert!(pages.next().await.is_none());
    let bodies: Vec<String> = server.requests().iter().map(|request| request.text().to_owned()).collect();
    assert_eq!(bodies, [r#"{"words":"a b"}"#, r#"{"words":"a b","since":20}"#]);
}

#[tokio::test]
async fn a_next_link() {
    let server = in_turn(&[r#"{"value": ["x"], "@odata.nextLink": "/reports/2026?$skip=1"}"#, r#"{"value": ["y"]}"#]);
    let mut items = client(&server).list_reports(2026).items();
    assert_eq!(items.next().await.expect("a report").expect("a report"), "x");
    assert_eq!(items.next().await.expect("a report").expect("a report"), "y");
    assert!(items.next().await.is_none());
    assert_eq!(targets(&server), ["/reports/2026", "/reports/2026?$skip=1"]);
}

/// A mock responds to the links of an operation, too.
#[tokio::test]
async fn pages_of_a_mock() {
    use pages::testing::{Mock, MockResponse, operations};
    use pages::types::ListReportsResponse;

    let mock = Mock::new().on(operations::LIST_REPORTS, |call| {
        let odata_next_link = (call.query("after").is_none()).then(|| "?after=x".to_owned());
        MockResponse::ok(ListReportsResponse { value: vec!["x".to_owned()], odata_next_link })
    });
    let client = pages::Client::builder().base_url("https://api.example.com/v1").http_client(mock.clone()).build();
    let mut items = client.expect("a client").list_reports(2026).items();
    let mut count = 0;
    while let Some(report) = items.next().await {
        report.expect("a report");
        count += 1;
    }
    assert_eq!(count, 2);
    mock.assert_all_used();
}

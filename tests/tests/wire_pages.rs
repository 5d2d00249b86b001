//! Operations whose results come in pages: which requests are sent, and where they end.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Mutex;
use std::task::Poll;

use clientwright_runtime::client::call::Call;
use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::pages::{Continuation, PageParameter, PageSource, Paged, Pages, Paging};
use clientwright_runtime::client::parameters::params;
use clientwright_runtime::client::request_body;
use clientwright_runtime::client::upload::Upload;
use clientwright_runtime::client::{Client, Credential};
use clientwright_runtime::validation::schema::Schema;
use clientwright_runtime::validation::validate::Validate;
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{client, client_builder};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};
use serde::{Deserialize, Serialize};

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Page {
    items: Vec<u64>,
}

impl Validate for Page {
    const SCHEMA: Schema = Schema::OBJECT;
}

const LIST: Operation<Page> = Operation::new("GET", "/v1/things").json::<200>().security(&[&["token"], &[]]);
pub(crate) const SEARCH: Operation<Page> =
    Operation::new("POST", "/v1/things").json::<200>().security(&[&["token"], &[]]);

/// Declares the parameters of an operation with pages.
macro_rules! paged {
    ($($name:ident: $paging:expr;)*) => {
        $(
            #[derive(Clone, Debug, Default)]
            pub(crate) struct $name {
                pub(crate) start: Option<String>,
                pub(crate) size: Option<u32>,
            }

            params!($name => start.query("start"), size.query("size"));

            impl Paged for $name {
                type Page = Page;
                type Item = u64;
                const PAGING: &'static Paging = &$paging;

                fn items(page: Page) -> Vec<u64> {
                    page.items
                }
            }
        )*
    };
}

const START: PageParameter = PageParameter::Query("start");
const SIZE: PageParameter = PageParameter::Query("size");

paged! {
    ByCursor: Paging::cursor(START, PageSource::Body("/next/cursor")).items("/items");
    ByMore: Paging::cursor(START, PageSource::Body("/next")).items("/items").more("/more");
    ByLastItem: Paging::cursor(START, PageSource::LastItem("")).items("/items").more("/more");
    ByBody: Paging::cursor(PageParameter::Body("/page/after"), PageSource::Body("/next")).items("/items");
    ByHeader: Paging::cursor(PageParameter::Header("X-Continue"), PageSource::Header("X-Continue")).items("/items");
    ByOffset: Paging::offset(START, 0).items("/items");
    ByOffsetAndSize: Paging::offset(START, 0).items("/items").page_size(SIZE, Some(2));
    ByPage: Paging::page_number(START, 1).items("/items");
    ByPageCount: Paging::page_number(START, 0).items("/items").page_count("/pages").more("/more");
    ByLink: Paging::next_link(PageSource::Body("/next")).items("/items");
    ByLinkHeader: Paging::next_link(PageSource::LinkHeader).items("/items");
}

/// Returns a server with these responses, in turn.
fn in_turn(replies: impl IntoIterator<Item = MockResponse>) -> Server {
    let replies = Mutex::new(replies.into_iter().collect::<Vec<_>>().into_iter());
    Server::start(move |_| replies.lock().expect("replies").next().unwrap_or(MockResponse::status(500)))
}

pub(crate) fn bodies(bodies: &[&str]) -> Server {
    in_turn(bodies.iter().map(|body| MockResponse::json(200, body)))
}

pub(crate) fn list<P: Paged<Page = Page>>(client: &Client) -> Call<Page, NoDeclaredErrors, P> {
    client.call_with_params(&LIST)
}

pub(crate) fn targets(server: &Server) -> Vec<String> {
    server.requests().into_iter().map(|request| request.target).collect()
}

/// Returns the items of all pages, and the error that follows them.
pub(crate) async fn all<P: Paged<Page = Page>>(
    call: Call<Page, NoDeclaredErrors, P>,
) -> (Vec<Vec<u64>>, Option<Error<NoDeclaredErrors>>) {
    rest(&mut call.pages()).await
}

pub(crate) async fn rest<P: Paged<Page = Page>>(
    pages: &mut Pages<P, NoDeclaredErrors>,
) -> (Vec<Vec<u64>>, Option<Error<NoDeclaredErrors>>) {
    let mut found = Vec::new();
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => found.push(page.items),
            Err(error) => {
                assert!(pages.next().await.is_none(), "nothing follows an error");
                return (found, Some(error));
            }
        }
    }
    assert!(pages.next().await.is_none() && pages.continuation().is_none());
    (found, None)
}

pub(crate) fn reason(error: Option<Error<NoDeclaredErrors>>) -> String {
    match error {
        Some(Error::Unexpected { reason, .. }) => reason.into(),
        Some(Error::Invalid(violations)) => violations.to_string(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_cursor_leads_to_the_next_page() {
    let server = bodies(&[
        r#"{"items": [1, 2], "next": {"cursor": "a/b=ä"}}"#,
        r#"{"items": [3], "next": {"cursor": 7}}"#,
        r#"{"items": [4], "next": {"cursor": null}}"#,
    ]);
    let call = list(&client(&server)).query("kind", "x").params(ByCursor { size: Some(2), ..ByCursor::default() });
    let (pages, error) = all::<ByCursor>(call).await;
    assert_eq!((pages, error.is_none()), (vec![vec![1, 2], vec![3], vec![4]], true));
    assert_eq!(
        targets(&server),
        [
            "/v1/things?kind=x&size=2",
            "/v1/things?kind=x&size=2&start=a%2Fb%3D%C3%A4",
            "/v1/things?kind=x&size=2&start=7"
        ]
    );
}

#[tokio::test]
async fn no_cursor_is_the_end() {
    for end in
        ["{}", r#"{"next": null}"#, r#"{"next": {}}"#, r#"{"next": {"cursor": ""}}"#, r#"{"next": {"cursor": false}}"#]
    {
        let server = bodies(&[end]);
        let (pages, error) = all::<ByCursor>(list(&client(&server))).await;
        assert_eq!((pages.len(), error.is_none(), server.requests().len()), (1, true, 1), "{end}");
    }
}

#[tokio::test]
async fn an_empty_page_with_a_cursor_is_not_the_last() {
    let server =
        bodies(&[r#"{"next": {"cursor": "a"}}"#, r#"{"items": [], "next": {"cursor": "b"}}"#, r#"{"items": [1]}"#]);
    assert_eq!(all::<ByCursor>(list(&client(&server))).await.0, [vec![], vec![], vec![1]]);
}

#[tokio::test]
async fn a_cursor_that_was_used_is_an_error() {
    let pages = [r#"{"items": [1], "next": {"cursor": "a"}}"#, r#"{"items": [2], "next": {"cursor": "b"}}"#];
    let server = bodies(&[pages[0], pages[1], pages[0]]);
    let (found, error) = all::<ByCursor>(list(&client(&server))).await;
    assert_eq!((found, server.requests().len()), (vec![vec![1], vec![2], vec![1]], 3));
    assert_eq!(reason(error), "the response names a next page that was requested already");
    // The user's own counts as well.
    let server = bodies(&[pages[0]]);
    let call = list(&client(&server)).params(ByCursor { start: Some("a".to_owned()), size: None });
    let (found, error) = all::<ByCursor>(call).await;
    assert_eq!((found.len(), server.requests().len(), error.is_some()), (1, 1, true));
}

#[tokio::test]
async fn a_cursor_that_is_no_text_is_an_error() {
    let server = bodies(&[r#"{"items": [1], "next": {"cursor": {"id": 1}}}"#]);
    let (found, error) = all::<ByCursor>(list(&client(&server))).await;
    assert_eq!(found, [[1]]);
    assert_eq!(reason(error), "the cursor of the next page is neither a string nor a number");
}

#[tokio::test]
async fn no_more_is_the_end() {
    let server = bodies(&[r#"{"next": "a", "more": true}"#, r#"{"next": "b", "more": false}"#]);
    assert_eq!(all::<ByMore>(list(&client(&server))).await.0.len(), 2);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn more_without_a_cursor_is_an_error() {
    let server = bodies(&[r#"{"items": [1], "more": true}"#]);
    let (found, error) = all::<ByMore>(list(&client(&server))).await;
    assert_eq!(found, [[1]]);
    assert_eq!(reason(error), "the response says that there are more pages, but not where");
}

#[tokio::test]
async fn the_last_item_may_be_the_cursor() {
    let server = bodies(&[r#"{"items": [1, 2], "more": true}"#, r#"{"items": [3, 4]}"#, r#"{"items": []}"#]);
    assert_eq!(all::<ByLastItem>(list(&client(&server))).await.0, [vec![1, 2], vec![3, 4], vec![]]);
    assert_eq!(targets(&server), ["/v1/things", "/v1/things?start=2", "/v1/things?start=4"]);
}

#[tokio::test]
async fn a_cursor_in_the_body_changes_nothing_else() {
    let bodies_sent = [r#"{"a": 1.50, "page": {"size": 12345678901234567890123}, "z": [ ]}"#, "{}"];
    for body in bodies_sent {
        let server = bodies(&[r#"{"next": 18446744073709551616}"#, r#"{"next": "x\"y"}"#, "{}"]);
        let call = client(&server).call_with_params(&SEARCH).__body(request_body::bytes("application/json", body));
        assert!(all::<ByBody>(call).await.1.is_none());
        let sent: Vec<String> = server.requests().iter().map(|request| request.text().to_owned()).collect();
        assert_eq!(sent[0], body);
        let with = |after: &str| match body {
            "{}" => format!(r#"{{"page":{{"after":{after}}}}}"#),
            _ => format!(r#"{{"a":1.50,"page":{{"size":12345678901234567890123,"after":{after}}},"z":[ ]}}"#),
        };
        assert_eq!(sent[1..], [with("18446744073709551616"), with(r#""x\"y""#)]);
        assert!(server.requests().iter().all(|request| request.header("content-type") == Some("application/json")));
    }
}

#[tokio::test]
async fn a_missing_body_is_made_for_the_cursor() {
    let server = bodies(&[r#"{"next": "a"}"#, "{}"]);
    assert!(all::<ByBody>(client(&server).call_with_params(&SEARCH)).await.1.is_none());
    assert_eq!(server.requests()[1].text(), r#"{"page":{"after":"a"}}"#);
    assert_eq!(server.requests()[1].header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn a_body_without_a_place_for_the_cursor_is_an_error() {
    let server = bodies(&[r#"{"next": "a"}"#]);
    let call = client(&server).call_with_params(&SEARCH).__body(request_body::bytes("application/json", "[1]"));
    let (found, error) = all::<ByBody>(call).await;
    assert_eq!((found.len(), server.requests().len()), (1, 1));
    assert_eq!(reason(error), "/page/after: the body has no place for the next page: it is not a JSON object");
}

#[tokio::test]
async fn a_cursor_may_be_in_headers() {
    let server = in_turn([
        MockResponse::json(200, "{}").header("x-continue", "t 1"),
        MockResponse::json(200, "{}").header("x-continue", ""),
    ]);
    assert!(all::<ByHeader>(list(&client(&server))).await.1.is_none());
    let sent: Vec<Option<String>> =
        server.requests().iter().map(|one| one.header("x-continue").map(str::to_owned)).collect();
    assert_eq!(sent, [None, Some("t 1".to_owned())]);
}

#[tokio::test]
async fn an_offset_grows_by_the_items_that_were_received() {
    let server = bodies(&[r#"{"items": [1, 2, 3]}"#, r#"{"items": [4]}"#, r#"{"items": []}"#]);
    assert_eq!(all::<ByOffset>(list(&client(&server))).await.0, [vec![1, 2, 3], vec![4], vec![]]);
    assert_eq!(targets(&server), ["/v1/things", "/v1/things?start=3", "/v1/things?start=4"]);
}

#[tokio::test]
async fn an_offset_begins_where_the_call_says() {
    let server = bodies(&[r#"{"items": [1, 2]}"#, "{}"]);
    let call = list(&client(&server)).params(ByOffset { start: Some("40".to_owned()), size: None });
    assert_eq!(all::<ByOffset>(call).await.0.len(), 2);
    assert_eq!(targets(&server), ["/v1/things?start=40", "/v1/things?start=42"]);
}

#[tokio::test]
async fn fewer_items_than_asked_for_are_the_end_where_it_is_said() {
    let pages = [r#"{"items": [1, 2, 3]}"#, r#"{"items": [4, 5]}"#, r#"{"items": [6]}"#];
    for (size, requests) in [(None, 3), (Some(3), 2), (Some(4), 1), (Some(1), 4)] {
        let server = bodies(&[pages[0], pages[1], pages[2], "{}"]);
        let call = list(&client(&server)).params(ByOffsetAndSize { size, start: None });
        assert!(all::<ByOffsetAndSize>(call).await.1.is_none());
        assert_eq!(server.requests().len(), requests, "{size:?}");
    }
    // Without such a setting, a server may return fewer than asked for.
    let server = bodies(&[pages[0], pages[1], pages[2], "{}"]);
    let call = list(&client(&server)).params(ByOffset { size: Some(3), start: None });
    assert_eq!(all::<ByOffset>(call).await.0.len(), 4);
}

#[tokio::test]
async fn page_numbers_grow_until_a_page_is_empty() {
    let server = bodies(&[r#"{"items": [1]}"#, r#"{"items": [2]}"#, r#"{"items": []}"#]);
    assert_eq!(all::<ByPage>(list(&client(&server))).await.0, [vec![1], vec![2], vec![]]);
    assert_eq!(targets(&server), ["/v1/things", "/v1/things?start=2", "/v1/things?start=3"]);
}

#[tokio::test]
async fn a_number_of_pages_is_the_end() {
    let server =
        bodies(&[r#"{"items": [1], "pages": 3}"#, r#"{"items": [2], "pages": "3"}"#, r#"{"items": [3], "pages": 3}"#]);
    assert_eq!(all::<ByPageCount>(list(&client(&server))).await.0.len(), 3);
    assert_eq!(targets(&server), ["/v1/things", "/v1/things?start=1", "/v1/things?start=2"]);
}

#[tokio::test]
async fn a_number_that_can_not_grow_is_the_end() {
    let server = bodies(&[r#"{"items": [1]}"#]);
    let call = list(&client(&server)).params(ByOffset { start: Some(u64::MAX.to_string()), size: None });
    assert_eq!(all::<ByOffset>(call).await.0.len(), 1);
}

#[tokio::test]
async fn pages_without_end_are_an_error() {
    let counted = Mutex::new(0);
    let server = Server::start(move |_| {
        let mut counted = counted.lock().expect("a count");
        *counted += 1;
        MockResponse::json(200, &format!(r#"{{"items": [{counted}], "next": {{"cursor": {counted}}}}}"#))
    });
    let client = client(&server);
    let mut pages = list::<ByCursor>(&client).pages().max_pages(3);
    let (found, error) = rest(&mut pages).await;
    assert_eq!((found, server.requests().len()), (vec![vec![1], vec![2], vec![3]], 3));
    assert_eq!(reason(error), "there are more pages than `max_pages` allows");
    // The rest is where it was.
    let continuation = pages.continuation().expect("a continuation");
    let page = list::<ByCursor>(&client).pages().resume(continuation).next().await.expect("a page").expect("a page");
    assert_eq!((page.items, targets(&server)[3].as_str()), (vec![4], "/v1/things?start=3"));
}

#[tokio::test]
async fn items_are_those_of_all_pages() {
    let server = bodies(&[
        r#"{"items": [1, 2], "next": {"cursor": 1}}"#,
        r#"{"items": [], "next": {"cursor": 2}}"#,
        r#"{"items": [3]}"#,
    ]);
    let mut items = list::<ByCursor>(&client(&server)).items();
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item.expect("an item"));
    }
    assert_eq!((found, items.continuation()), (vec![1, 2, 3], None));
}

#[tokio::test]
async fn no_page_is_requested_for_items_that_nobody_wants() {
    let server = bodies(&[r#"{"items": [1, 2], "next": {"cursor": 1}}"#, r#"{"items": [3]}"#]);
    for (wanted, expected, requests) in [(0, 0, 0), (2, 2, 1)] {
        let mut items = list::<ByCursor>(&client(&server)).items().max_items(wanted);
        let mut found = 0;
        while let Some(item) = items.next().await {
            item.expect("an item");
            found += 1;
        }
        assert_eq!((found, server.requests().len()), (expected, requests));
    }
}

#[tokio::test]
async fn items_are_continued_within_a_page() {
    let pages = [r#"{"items": [1, 2], "next": {"cursor": "a"}}"#, r#"{"items": [3, 4, 5]}"#];
    let server = bodies(&[pages[0], pages[1], pages[1]]);
    let client = client(&server);
    let mut items = list::<ByCursor>(&client).items();
    for _ in 0..4 {
        items.next().await.expect("an item").expect("an item");
    }
    let stored = serde_json::to_string(&items.continuation().expect("a continuation")).expect("JSON");
    assert_eq!(stored, r#"{"page":{"cursor":{"text":"a"}},"skipped":2}"#);
    let continuation: Continuation = serde_json::from_str(&stored).expect("a continuation");
    assert_eq!(format!("{continuation:?}"), "Continuation { .. }");
    let mut items = list::<ByCursor>(&client).items().resume(continuation);
    assert_eq!(items.next().await.expect("an item").expect("an item"), 5);
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn a_continuation_of_another_operation_is_an_error() {
    let server = bodies(&["{}"]);
    let continuation: Continuation = serde_json::from_str(r#"{"page": {"number": 3}}"#).expect("a continuation");
    let mut pages = list::<ByCursor>(&client(&server)).pages().resume(continuation);
    let error = pages.next().await.expect("an error").expect_err("an error");
    assert!(matches!(error, Error::Invalid(_)) && server.requests().is_empty(), "{error}");
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_page_is_retried_as_any_call() {
    let server = in_turn([
        MockResponse::json(200, r#"{"items": [1], "next": {"cursor": "a"}}"#),
        MockResponse::status(503),
        MockResponse::json(200, r#"{"items": [2]}"#),
    ]);
    assert_eq!(all::<ByCursor>(list(&client(&server))).await.0, [[1], [2]]);
    assert_eq!(targets(&server)[1..], ["/v1/things?start=a", "/v1/things?start=a"]);
}

#[tokio::test]
async fn after_an_error_the_page_can_be_requested_again() {
    let server = in_turn([
        MockResponse::json(200, r#"{"items": [1], "next": {"cursor": "a"}}"#),
        MockResponse::status(404),
        MockResponse::json(200, r#"{"items": [2]}"#),
    ]);
    let client = client(&server);
    let mut pages = list::<ByCursor>(&client).pages();
    let (found, error) = rest(&mut pages).await;
    assert_eq!(
        (found, error.and_then(|error| error.status()).map(|status| status.as_u16())),
        (vec![vec![1]], Some(404))
    );
    let continuation = pages.continuation().expect("a continuation");
    assert_eq!(rest(&mut list::<ByCursor>(&client).pages().resume(continuation)).await.0, [[2]]);
}

#[tokio::test]
async fn a_page_that_does_not_decode_is_an_error_and_the_end() {
    let server = bodies(&[r#"{"items": ["x"], "next": {"cursor": "a"}}"#]);
    let (found, error) = all::<ByCursor>(list(&client(&server))).await;
    assert_eq!((found.len(), server.requests().len()), (0, 1));
    assert!(reason(error).contains("items"));
}

#[tokio::test]
async fn an_abandoned_wait_loses_no_page() {
    let server = bodies(&[r#"{"items": [1], "next": {"cursor": "a"}}"#, r#"{"items": [2]}"#]);
    let mut pages = list::<ByCursor>(&client(&server)).pages();
    let mut found = Vec::new();
    for _ in 0..2 {
        let is_pending = poll_fn(|context| Poll::Ready(pin!(pages.next()).poll(context).is_pending())).await;
        assert!(is_pending, "a response takes time");
        found.push(pages.next().await.expect("a page").expect("a page").items);
    }
    assert_eq!((found, server.requests().len()), (vec![vec![1], vec![2]], 2));
}

#[test]
fn pages_and_items_are_waited_for() {
    let replies = [r#"{"items": [1, 2], "next": {"cursor": 1}}"#, r#"{"items": [3]}"#];
    let server = bodies(&replies);
    let pages: Vec<Page> = list::<ByCursor>(&client(&server)).pages().wait().collect::<Result<_, _>>().expect("pages");
    assert_eq!(pages.len(), 2);
    let server = bodies(&replies);
    let items: Vec<u64> = list::<ByCursor>(&client(&server)).items().wait().collect::<Result<_, _>>().expect("items");
    assert_eq!(items, [1, 2, 3]);
    let server = bodies(&replies[..1]);
    let mut items = list::<ByCursor>(&client(&server)).items().wait();
    assert_eq!(items.by_ref().flatten().count(), 2);
    assert!(items.into_inner().continuation().is_some());
}

#[tokio::test]
async fn a_page_may_have_a_byte_order_mark_or_another_charset() {
    let json = r#"{"items": [1], "next": {"cursor": "ä"}}"#;
    let utf16: Vec<u8> = json.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (media_type, body) in [
        ("application/json", [b"\xef\xbb\xbf", json.as_bytes()].concat()),
        ("application/json; charset=utf-16le", utf16),
    ] {
        let server = in_turn([
            MockResponse::status(200).header("content-type", media_type).body(body),
            MockResponse::json(200, "{}"),
        ]);
        assert_eq!(all::<ByCursor>(list(&client(&server))).await.0.len(), 2, "{media_type}");
        assert_eq!(targets(&server)[1], "/v1/things?start=%C3%A4");
    }
}

#[tokio::test]
async fn a_number_of_the_call_may_be_a_float() {
    let server = bodies(&[r#"{"items": [1]}"#, "{}"]);
    let call = list(&client(&server)).params(ByPage { start: Some("5.0".to_owned()), size: None });
    assert_eq!(all::<ByPage>(call).await.0.len(), 2);
    assert_eq!(targets(&server), ["/v1/things?start=5.0", "/v1/things?start=6"]);
}

#[tokio::test]
async fn a_number_of_the_call_that_is_none_is_an_error() {
    for start in ["abc", "-1", "1.5", "1e40"] {
        let server = bodies(&[r#"{"items": [1]}"#]);
        let call = list(&client(&server)).params(ByPage { start: Some(start.to_owned()), size: None });
        let (found, error) = all::<ByPage>(call).await;
        assert_eq!((found.len(), server.requests().len()), (1, 1));
        assert_eq!(reason(error), "the number of the page, or of its items, is no integer in the request");
    }
}

#[tokio::test]
async fn a_key_is_sent_with_the_first_page_only() {
    for name in ["Idempotency-Key", "X-Idempotency-Key"] {
        let server = bodies(&[r#"{"next": "a"}"#, "{}"]);
        let call = client(&server).call_with_params(&SEARCH).header(name, "a-key");
        assert_eq!(all::<ByBody>(call).await.0.len(), 2);
        let name = name.to_lowercase();
        let keys: Vec<bool> = server.requests().iter().map(|request| request.header(&name).is_some()).collect();
        assert_eq!(keys, [true, false]);
    }
}

#[tokio::test]
async fn a_page_on_its_way_is_dropped_by_resume() {
    let server = Server::start(|request| {
        MockResponse::json(200, if request.target.ends_with("=z") { r#"{"items": [9]}"# } else { "{}" })
    });
    let mut pages = list::<ByCursor>(&client(&server)).pages();
    assert!(poll_fn(|context| Poll::Ready(pin!(pages.next()).poll(context).is_pending())).await);
    let continuation = serde_json::from_str(r#"{"page": {"cursor": {"text": "z"}}}"#).expect("a continuation");
    let page = pages.resume(continuation).next().await.expect("a page").expect("a page");
    assert_eq!(page.items, [9]);
}

#[tokio::test]
async fn only_items_of_the_page_that_was_resumed_are_skipped() {
    let pages_sent = [r#"{"items": [3, 4, 5], "next": {"cursor": "b"}}"#, r#"{"items": [6, 7, 8]}"#];
    let server = bodies(&pages_sent);
    let continuation: Continuation =
        serde_json::from_str(r#"{"page": {"cursor": {"text": "a"}}, "skipped": 2}"#).expect("a continuation");
    let mut pages = list::<ByCursor>(&client(&server)).pages().resume(continuation.clone());
    assert_eq!(pages.continuation(), Some(continuation));
    assert_eq!(pages.next().await.expect("a page").expect("a page").items, [3, 4, 5]);
    let mut items = pages.items();
    assert_eq!(items.next().await.expect("an item").expect("an item"), 6);
}

#[tokio::test]
async fn where_a_response_leads_nowhere_is_where_to_go_on() {
    let page = r#"{"items": [1, 2], "more": true}"#;
    let server = bodies(&[page, page]);
    let client = client(&server);
    let mut items = list::<ByMore>(&client).items().max_items(2);
    while let Some(item) = items.next().await {
        item.expect("an item");
    }
    let continuation = items.continuation().expect("there may be more");
    let mut items = list::<ByMore>(&client).items().resume(continuation);
    // The items are not returned again.
    items.next().await.expect("an error").expect_err("an error");
    assert!(items.next().await.is_none());
    assert!(items.continuation().is_some());
}

#[tokio::test]
async fn a_cursor_in_a_header_is_text_in_utf8() {
    let server = in_turn([MockResponse::json(200, "{}").header("x-continue", "ä"), MockResponse::json(200, "{}")]);
    assert_eq!(all::<ByHeader>(list(&client(&server))).await.0.len(), 2);
    let server = Server::always(MockResponse::json(200, "{}").header("x-continue", "ä"));
    let (found, error) = all::<ByHeader>(list(&client(&server))).await;
    assert_eq!((found.len(), reason(error).as_str()), (2, "the response names a next page that was requested already"));
    let raw = b"HTTP/1.1 200 OK\r\nx-continue: \xff\r\ncontent-length: 2\r\n\r\n{}";
    let (found, error) = all::<ByHeader>(list(&client(&Server::always(MockResponse::raw(raw))))).await;
    assert_eq!((found.len(), error.is_some()), (1, true));
}

paged! {
    ByPassword: Paging::cursor(PageParameter::Query("password"), PageSource::Body("/next")).items("/items");
}

#[tokio::test]
async fn a_cursor_that_is_redacted_is_not_shown() {
    let server = in_turn([
        MockResponse::json(200, r#"{"next": "hunter-two"}"#),
        MockResponse::json(404, r#"{"message": "hunter-two is unknown"}"#),
    ]);
    let error = all::<ByPassword>(list(&client(&server))).await.1.expect("an error");
    assert!(!format!("{error} {error:?}").contains("hunter-two"), "{error:?}");
}

#[tokio::test]
async fn a_query_parameter_with_the_name_of_a_key_is_kept() {
    let server = bodies(&[r#"{"next": {"cursor": "a"}}"#, "{}"]);
    let key = Credential::query("key", "a-secret-key");
    let client = client_builder().base_url(server.url()).credential("token", key).build().expect("a client");
    assert_eq!(all::<ByCursor>(list(&client).query("key", "mine")).await.0.len(), 2);
    assert_eq!(targets(&server)[1], "/v1/things?key=mine&start=a&key=a-secret-key");
}

#[tokio::test]
async fn null_on_the_way_to_the_cursor_is_replaced() {
    let server = bodies(&[r#"{"next": "a"}"#, "{}"]);
    let body = request_body::bytes("application/json", r#"{"page": null}"#);
    assert_eq!(all::<ByBody>(client(&server).call_with_params(&SEARCH).__body(body)).await.0.len(), 2);
    assert_eq!(server.requests()[1].text(), r#"{"page":{"after":"a"}}"#);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// However items are split into pages, and wherever a program pauses, each item is returned once, in order.
    #[test]
    fn items_are_returned_once(sizes in vec(0_usize..4, 1..6), pauses in vec(0_usize..6, 0..4)) {
        let mut number = 0;
        let pages: Vec<Vec<u64>> = sizes.iter().map(|size| (0..*size).map(|_| { number += 1; number }).collect()).collect();
        let expected: Vec<u64> = pages.concat();
        let server = Server::start(move |request| {
            let at = request.target.rsplit_once("start=").map_or(0, |(_, at)| at.parse().unwrap_or(0));
            let next = if at + 1 < pages.len() { (at + 1).to_string() } else { "null".to_owned() };
            MockResponse::json(200, &format!(r#"{{"items": {:?}, "next": {{"cursor": {next}}}}}"#, pages[at]))
        });
        let client = client(&server);
        let mut found = Vec::new();
        let mut continuation = None;
        for limit in pauses.into_iter().chain([usize::MAX]) {
            let mut items = list::<ByCursor>(&client).items();
            if let Some(continuation) = continuation.take() {
                items = items.resume(continuation);
            }
            let mut items = items.max_items(limit).wait();
            for item in items.by_ref() {
                found.push(item.expect("an item"));
            }
            match items.into_inner().continuation() {
                Some(next) => continuation = Some(next),
                None => break,
            }
        }
        prop_assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn what_the_response_says_of_pages_counts_more_than_its_items() {
    // The server returns fewer items than asked for, or none.
    let replies = [r#"{"items": [1], "pages": 3}"#, r#"{"items": [], "pages": 3}"#, r#"{"items": [2], "pages": 3}"#];
    let call = list(&client(&bodies(&replies))).params(ByPageCount { size: Some(5), start: None });
    assert_eq!(all::<ByPageCount>(call).await.0.len(), 3);
    let replies = [r#"{"items": [], "more": true}"#, r#"{"items": [1], "more": false}"#];
    assert_eq!(all::<ByPageCount>(list(&client(&bodies(&replies)))).await.0.len(), 2);
    let (found, error) = all::<ByOffsetAndMore>(list(&client(&bodies(&replies)))).await;
    assert_eq!(
        (found.len(), reason(error).as_str()),
        (1, "the response says that there are more pages, but not where")
    );
}

paged! {
    ByOffsetAndMore: Paging::offset(START, 0).items("/items").more("/more");
}

#[tokio::test]
async fn an_upload_has_no_place_for_the_cursor() {
    let server = bodies(&[r#"{"next": "a"}"#]);
    let upload = Upload::from_reader(std::io::Cursor::new(b"{}"));
    let call = client(&server).call_with_params(&SEARCH).upload(upload).header("Content-Type", "application/json");
    let (found, error) = all::<ByBody>(call).await;
    assert_eq!((found.len(), server.requests().len()), (1, 1));
    assert!(reason(error).contains("the body has no place for the next page"));
}

//! Pages that are requested by links: where they lead, and what is sent there.

use std::sync::{Arc, Mutex};

use clientwright_runtime::client::hooks::{Hook, OutgoingRequest};
use clientwright_runtime::client::request_body;
use clientwright_runtime::client::{Client, Credential, Redirects};
use clientwright_tests::server::{MockResponse, Request, Server};
use clientwright_tests::wire::{client, client_builder};
use http::{HeaderName, HeaderValue};

use crate::wire_pages::{ByLink, ByLinkHeader, SEARCH, all, bodies, list, reason, rest, targets};

/// Returns a client with a token, a cookie and a header of its own.
fn with_secrets(server: &Server, redirects: Redirects) -> Client {
    client_builder()
        .base_url(format!("{}/api", server.url()))
        .credential("token", Credential::bearer("a-secret-token"))
        .default_header("X-Own", "own")
        .redirects(redirects)
        .build()
        .expect("a client")
}

fn has_secrets(request: &Request) -> bool {
    request.headers.iter().any(|(_, value)| value.contains("a-secret-token") || value == "own")
}

#[tokio::test]
async fn a_link_is_resolved_against_its_page() {
    for (link, target) in [
        ("/other?x=%20y&z", "/other?x=%20y&z"),
        ("?after=2", "/api/v1/things?after=2"),
        ("more", "/api/v1/more"),
        ("SERVER/api/v1/things?start=2#here", "/api/v1/things?start=2"),
    ] {
        let server = Server::start(move |request| {
            let host = request.header("host").unwrap_or_default();
            let link = link.replace("SERVER", &format!("http://{host}"));
            let is_first = request.target.ends_with("start=0");
            MockResponse::json(200, &if is_first { format!(r#"{{"next": "{link}"}}"#) } else { "{}".to_owned() })
        });
        let client = with_secrets(&server, Redirects::default());
        let call = list(&client).params(ByLink { start: Some("0".to_owned()), size: None });
        assert_eq!(all::<ByLink>(call).await.0.len(), 2);
        assert_eq!(targets(&server)[1], target);
        assert!(server.requests().iter().all(has_secrets), "{link}");
    }
}

#[tokio::test]
async fn another_origin_gets_no_credentials() {
    let other = bodies(&[r#"{"items": [2]}"#]);
    let server = bodies(&[&format!(r#"{{"items": [1], "next": "{}/x?start=1"}}"#, other.url())]);
    let call =
        list(&with_secrets(&server, Redirects::All)).header("X-Call", "own").__cookie("session", "a-secret-token");
    assert_eq!(all::<ByLink>(call).await.0, [[1], [2]]);
    assert!(has_secrets(&server.request()) && !has_secrets(&other.request()));
    assert_eq!((other.request().target.as_str(), other.request().header("cookie")), ("/x?start=1", None));
}

#[tokio::test]
async fn another_origin_is_not_asked_if_redirects_stay() {
    for redirects in [Redirects::None, Redirects::SameOrigin] {
        let other = bodies(&["{}"]);
        let server = bodies(&[&format!(r#"{{"items": [1], "next": "{}/x"}}"#, other.url())]);
        let (found, error) = all::<ByLink>(list(&with_secrets(&server, redirects))).await;
        assert_eq!((found.len(), other.requests().len()), (1, 0));
        assert!(reason(error).contains("the link to the next page leads to another origin"));
    }
}

#[tokio::test]
async fn some_links_are_not_followed() {
    for link in ["ftp://127.0.0.1/x", "http://user:word@127.0.0.1/x", "javascript:alert(1)", "http://[::1"] {
        let server = bodies(&[&format!(r#"{{"items": [1], "next": "{link}"}}"#)]);
        let (found, error) = all::<ByLink>(list(&client(&server))).await;
        assert_eq!((found.len(), server.requests().len()), (1, 1));
        assert!(reason(error).contains("the link to the next page"), "{link}");
    }
}

#[tokio::test]
async fn a_link_to_a_page_that_was_requested_is_an_error() {
    let server = Server::start(|request| {
        let next = if request.target.ends_with("=1") { "?start=2" } else { "?start=1" };
        MockResponse::json(200, &format!(r#"{{"next": "{next}"}}"#))
    });
    let (found, error) = all::<ByLink>(list(&client(&server))).await;
    assert_eq!((found.len(), server.requests().len()), (3, 3));
    assert_eq!(reason(error), "the response names a next page that was requested already");
}

#[tokio::test]
async fn a_link_is_requested_without_a_body() {
    let server = bodies(&[r#"{"next": "?after=1"}"#, "{}"]);
    let call = client(&server).call_with_params(&SEARCH).__body(request_body::bytes("application/json", "{}"));
    assert_eq!(all::<ByLink>(call).await.0.len(), 2);
    let request = &server.requests()[1];
    assert_eq!((request.method.as_str(), request.text(), request.header("content-type")), ("GET", "", None));
}

#[tokio::test]
async fn a_key_in_the_query_is_not_sent_twice() {
    let server = bodies(&[r#"{"next": "/v1/things?start=1&key=a-secret-key&x=y"}"#, "{}"]);
    let key = Credential::query("key", "a-secret-key");
    let client = client_builder().base_url(server.url()).credential("token", key).build().expect("a client");
    assert_eq!(all::<ByLink>(list(&client)).await.0.len(), 2);
    assert_eq!(targets(&server), ["/v1/things?key=a-secret-key", "/v1/things?start=1&x=y&key=a-secret-key"]);
}

#[tokio::test]
async fn a_link_after_a_redirect_is_that_of_the_target() {
    let server = Server::start(|request| match request.target.as_str() {
        "/v1/things" => MockResponse::status(307).header("location", "/v2/all/things"),
        "/v2/all/things" => MockResponse::json(200, r#"{"next": "more"}"#),
        _ => MockResponse::json(200, "{}"),
    });
    assert_eq!(all::<ByLink>(list(&client(&server))).await.0.len(), 2);
    assert_eq!(targets(&server)[2], "/v2/all/more");
}

#[tokio::test]
async fn links_may_be_in_the_header() {
    for (headers, next) in [
        (&[r#"</a>; rel="next""#][..], Some("/a")),
        (&[r#"</p>; rel="prev", </a>; rel="next""#], Some("/a")),
        (&[r"</p>; rel=prev", r#"< /a >;REL = "last next" "#], Some("/a")),
        (&[r#"</a,b;c>; title="x, \"<y>\"; rel=prev"; rel=NEXT"#], Some("/a,b;c")),
        (&[r"</p>; rel=prev; rel=next"], None),
        (&[r"</p>; rev=next", "rel=next", "</p"], None),
        (&[r#"</p>; rel="nextish""#, "<", "<>"], None),
    ] {
        let server = Server::start(move |request| {
            let sent = if request.target == "/v1/things" { headers } else { &[] };
            sent.iter().fold(MockResponse::json(200, "{}"), |reply, link| reply.header("link", link))
        });
        assert!(all::<ByLinkHeader>(list(&client(&server))).await.1.is_none());
        assert_eq!(targets(&server).get(1).map(String::as_str), next, "{headers:?}");
    }
}

/// Each server names one link over and over: with the key of the client missing, by a redirect to a new URL, and with new fragments.
#[tokio::test]
async fn a_link_that_leads_nowhere_new_is_an_error() {
    let number = |request: &Request| request.target.bytes().map(u32::from).sum::<u32>() + 1;
    for kind in ["key", "redirect", "fragment"] {
        let server = Server::start(move |request| match kind {
            "redirect" if request.target == "/go" => {
                MockResponse::status(307).header("location", &format!("/to?{}", std::process::id()))
            }
            "redirect" => MockResponse::json(200, r#"{"items": [1], "next": "/go"}"#),
            "key" => MockResponse::json(200, r#"{"items": [1], "next": "/v1/things?start=1"}"#),
            _ => MockResponse::json(200, &format!(r#"{{"items": [1], "next": "/v1/more#{}"}}"#, number(request))),
        });
        let key = Credential::query("key", "a-secret-key");
        let client = client_builder().base_url(server.url()).credential("token", key).build().expect("a client");
        let mut pages = list::<ByLink>(&client).pages().max_pages(20);
        let (found, error) = rest(&mut pages).await;
        assert_eq!(found.len(), 2, "{kind}");
        assert_eq!(reason(error), "the response names a next page that was requested already");
    }
}

/// Another origin must not choose what is requested with the credentials of this one.
#[tokio::test]
async fn a_link_of_another_origin_gets_no_credentials_on_this_one() {
    for is_redirected in [false, true] {
        let urls = Arc::new(Mutex::new(String::new()));
        let back = Arc::clone(&urls);
        let other = Server::start(move |_| {
            let url = back.lock().expect("a URL").clone();
            MockResponse::json(200, &format!(r#"{{"items": [2], "next": "{url}/admin"}}"#))
        });
        let other_url = other.url();
        let server = Server::start(move |request| match request.target.as_str() {
            "/admin" => MockResponse::json(200, r#"{"items": [3]}"#),
            _ if is_redirected => MockResponse::status(307).header("location", &format!("{other_url}/x")),
            _ => MockResponse::json(200, &format!(r#"{{"items": [1], "next": "{other_url}/x"}}"#)),
        });
        urls.lock().expect("a URL").clone_from(&server.url());
        let client = with_secrets(&server, Redirects::All);
        let mut pages = list::<ByLink>(&client).pages();
        let (found, error) = rest(&mut pages).await;
        assert_eq!((found.len(), error.is_none()), (if is_redirected { 2 } else { 3 }, true));
        let requests = server.requests();
        assert!(has_secrets(&requests[0]) && !has_secrets(&requests[1]), "{requests:?}");
        // Nor after a pause.
        let mut pages = list::<ByLink>(&client).pages().max_pages(if is_redirected { 1 } else { 2 });
        rest(&mut pages).await.1.expect("an error");
        let stored = serde_json::to_string(&pages.continuation().expect("a continuation")).expect("JSON");
        assert!(stored.contains(r#""is_foreign":true"#), "{stored}");
        let resumed = serde_json::from_str(&stored).expect("a continuation");
        rest(&mut list::<ByLink>(&client).pages().resume(resumed)).await;
        assert!(!has_secrets(server.requests().last().expect("a request")));
    }
}

/// Headers of hooks stay with their origin as well.
#[tokio::test]
async fn another_origin_gets_no_header_of_a_hook() {
    struct Sign;

    impl Hook for Sign {
        fn before_attempt(&self, request: &mut OutgoingRequest<'_>) {
            let value = HeaderValue::from_static("a-secret-token");
            assert!(request.set_header(HeaderName::from_static("x-signature"), value));
        }
    }

    let other = bodies(&["{}"]);
    let server = bodies(&[&format!(r#"{{"next": "{}/x"}}"#, other.url())]);
    let client = client_builder().base_url(server.url()).hook(Sign).build().expect("a client");
    assert_eq!(all::<ByLink>(list(&client)).await.0.len(), 2);
    assert!(has_secrets(&server.request()) && !has_secrets(&other.request()));
}

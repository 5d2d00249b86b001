//! Recordings: what is recorded of calls, that no secret is, and what is replayed.

use std::fs;
use std::path::PathBuf;

use clientwright_tests::server::{MockResponse, Server};
use infisical_client::http::{Method, StatusCode};
use infisical_client::testing::Replay;
use infisical_client::transport::Transport;
use infisical_client::types::LoginWithUniversalAuthRequest;
use infisical_client::{Client, Error};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A file for a recording, which is removed at the end.
struct Recording {
    _folder: TempDir,
    path: PathBuf,
}

impl Recording {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { path: folder.path().join("recording.jsonl"), _folder: folder }
    }

    /// Creates one with these lines.
    fn of(lines: &[Value]) -> Self {
        let recording = Self::new();
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        fs::write(&recording.path, lines.join("\n")).expect("a file");
        recording
    }

    fn record(&self) -> Replay {
        Replay::record(&self.path).expect("a recording")
    }

    fn replay(&self) -> Replay {
        Replay::from(&self.path).expect("a recording")
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.path).expect("a file")
    }

    fn lines(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

fn client(url: &str, transport: impl Transport + 'static) -> Client {
    let builder = Client::builder().base_url(url).http_client(transport).bearer_auth("a-l0ng-t0ken");
    builder.build().expect("a client")
}

fn login() -> LoginWithUniversalAuthRequest {
    LoginWithUniversalAuthRequest {
        client_id: "me".into(),
        client_secret: "s3cr3t-of-the-client".into(),
        organization_slug: None,
    }
}

fn token() -> MockResponse {
    let token = json!({
        "accessToken": "s3cr3t-access-token", "expiresIn": 60, "accessTokenMaxTTL": 60, "tokenType": "Bearer"
    });
    MockResponse::json(200, &token.to_string())
        .header("set-cookie", "session=s3cr3t-session")
        .header("x-request-id", "r1")
}

#[tokio::test]
async fn a_recording_has_no_secret_and_can_be_replayed() {
    let recording = Recording::new();
    let server = Server::always(token());
    let recorded = client(&server.url(), recording.record()).login_with_universal_auth(&login()).with_response().await;
    let recorded = recorded.expect("a response");
    assert_eq!(recorded.body.access_token, "s3cr3t-access-token");

    let text = recording.text();
    assert!(!text.contains("s3cr3t") && !text.contains("t0ken"), "{text}");
    let replay = recording.replay();
    let replayed = client("https://example.com", replay.clone()).login_with_universal_auth(&login()).with_response();
    let replayed = replayed.await.expect("a response");
    replay.assert_all_used();
    assert_eq!(replayed.body.access_token, "[redacted]");
    assert_eq!(replayed.body.token_type, recorded.body.token_type);
    assert_eq!(replayed.headers.get("x-request-id").expect("a header"), "r1");
    assert!(!replayed.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn what_is_recorded() {
    let recording = Recording::new();
    let body = r#"{"z": 1.50, "a": 123456789012345678901, "key": "a-l0ng-t0ken", "a\"b": "\u00e9", "password": {"deep": [1, true, "x", null]}}"#;
    let server = Server::always(MockResponse::json(201, body));
    let call = client(&server.url(), recording.record())
        .request(Method::PUT, "/a?b=c&b=%20")
        .json(&json!({"clientSecret": [1, true, "x", null]}));
    call.query("k", "x/a-l0ng-t0ken").await.expect("a response");
    let expected = json!({
        "request": {
            "method": "PUT",
            "path": "/a",
            "query": [["b", "c"], ["b", " "], ["k", "x/[redacted]"]],
            "body": {"json": {"clientSecret": [0, false, "[redacted]", null]}},
        },
    });
    let [line] = &*recording.lines() else { panic!("one line") };
    assert_eq!(line["request"], expected["request"]);
    let response = r#""response":{"status":201,"headers":[["content-type","application/json"]],"body":{"json":{"z":1.50,"a":123456789012345678901,"key":"[redacted]","a\"b":"\u00e9","password":{"deep":[0,false,"[redacted]",null]}}}}}"#;
    assert!(recording.text().trim_end().ends_with(response), "{}", recording.text());
}

#[tokio::test]
async fn bodies_that_are_not_json() {
    let recording = Recording::new();
    let bodies: [(&str, &[u8]); 3] = [("/0", b""), ("/1", b"a \"text\"\n"), ("/2", b"\0\xff\x80")];
    let server = Server::start(move |request| {
        let body = bodies.iter().find(|(path, _)| *path == request.target).expect("a body").1;
        MockResponse::status(200).body(body)
    });
    let recorded = client(&server.url(), recording.record());
    for (path, body) in bodies {
        assert_eq!(recorded.request(Method::GET, path).await.expect("a response"), body);
    }
    let replay = recording.replay();
    let replayed = client("https://example.com", replay.clone());
    for (path, body) in bodies {
        assert_eq!(replayed.request(Method::GET, path).await.expect("a response"), body);
    }
    replay.assert_all_used();
}

fn exchange(path: &str, query: Value, request: Value, response: Value) -> Value {
    json!({
        "request": {"method": "POST", "path": path, "query": query, "body": request},
        "response": {"status": 200, "body": response},
    })
}

/// Requests `path` with a JSON body, and returns the JSON that is received, or else the error.
async fn post(client: &Client, path: &str, body: Value) -> Result<Value, String> {
    let call = client.request(Method::POST, path).json(&body).decode();
    call.await.map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_request_gets_a_response_once() {
    let recording = Recording::of(&[
        exchange("/a", json!([]), json!({"json": 1}), json!({"json": "one"})),
        exchange("/a", json!([]), json!({"json": 2}), json!({"json": "two"})),
        exchange("/a", json!([]), json!({"json": 2}), json!({"json": "three"})),
        exchange("/a", json!([["page", "2"]]), json!({"json": 1}), json!({"json": "second page"})),
        exchange("/a", json!([["key", "[redacted]"]]), json!({"json": 1}), json!({"json": "with a key"})),
    ]);
    let replay = recording.replay();
    let client = client("https://example.com", replay.clone());
    assert_eq!(post(&client, "/a", json!(2)).await, Ok(json!("two")));
    assert_eq!(post(&client, "/a", json!("another body")).await, Ok(json!("one")));
    assert_eq!(post(&client, "/a", json!(2)).await, Ok(json!("three")));
    let error = post(&client, "/a", json!(2)).await.expect_err("an error");
    assert!(error.ends_with("`POST /a` is not recorded, or is sent more often than it was recorded"), "{error}");
    let error = post(&client, "/a?page=3", json!(1)).await.expect_err("an error");
    assert!(error.contains("`POST /a` (page=3) is not recorded"), "{error}");
    assert_eq!(post(&client, "/a?key=mine", json!(1)).await, Ok(json!("with a key")));
    assert_eq!(post(&client, "/a?page=2", json!(1)).await, Ok(json!("second page")));
    replay.assert_all_used();
}

#[test]
#[should_panic(expected = "the recorded `POST /a` was not requested")]
fn a_response_that_is_not_used() {
    Recording::of(&[exchange("/a", json!([]), json!("empty"), json!("empty"))]).replay().assert_all_used();
}

#[tokio::test]
async fn an_error_is_recorded_like_a_success() {
    let recording = Recording::new();
    let body = r#"{"reqId":"r1","statusCode":404,"message":"m","error":"NotFound"}"#;
    let server = Server::always(MockResponse::json(404, body));
    client(&server.url(), recording.record()).get_aws_auth("id").await.expect_err("an error");
    let error = client("https://example.com", recording.replay()).get_aws_auth("id").await.expect_err("an error");
    assert!(matches!(error, Error::Api { status: StatusCode::NOT_FOUND, .. }), "{error:?}");
}

#[tokio::test]
async fn a_redirect_is_replayed_without_what_its_url_may_have_of_secrets() {
    let recording = Recording::new();
    let server = Server::start(|request| match request.target.as_str() {
        "/a" => MockResponse::status(302).header("location", "/b?Signature=s1gn3d&x"),
        "/b?Signature=s1gn3d&x" => MockResponse::json(200, "7"),
        _ => MockResponse::status(500),
    });
    let recorded = client(&server.url(), recording.record()).request(Method::GET, "/a");
    assert_eq!(recorded.await.expect("a response"), "7");
    assert!(!recording.text().contains("s1gn3d"), "{}", recording.text());
    let replay = recording.replay();
    let replayed = client("https://example.com", replay.clone()).request(Method::GET, "/a");
    assert_eq!(replayed.await.expect("a response"), "7");
    replay.assert_all_used();
}

#[tokio::test]
async fn a_body_that_breaks_off_is_not_recorded() {
    let recording = Recording::new();
    let server = Server::always(MockResponse::json(200, "[1, 2, 3]").cut_after(4));
    let call = client(&server.url(), recording.record()).request(Method::POST, "/a");
    call.await.expect_err("an error");
    assert_eq!(recording.text(), "");
}

#[tokio::test]
async fn a_body_that_is_compressed_is_not_recorded() {
    let recording = Recording::new();
    let server = Server::always(MockResponse::status(200).header("content-encoding", "gzip").body(b"\x1f\x8b"));
    let call = client(&server.url(), recording.record()).request(Method::GET, "/a");
    call.header("accept-encoding", "gzip").await.expect("a response");
    assert_eq!(recording.lines()[0]["response"]["body"], json!("hidden"));
}

#[tokio::test]
async fn parameters_with_names_in_their_values() {
    let recording = Recording::new();
    let server = Server::always(MockResponse::status(200));
    let call = client(&server.url(), recording.record()).request(Method::GET, "/a");
    let call =
        call.query("filter", r#"{"password":"x","a":1}"#).query("f", "password,x").query(r#"{"password":"x"}"#, "");
    call.await.expect("a response");
    let expected = json!([["filter", r#"{"password":"[redacted]","a":1}"#], ["f", "[redacted]"], ["[redacted]", ""]]);
    assert_eq!(recording.lines()[0]["request"]["query"], expected);
}

#[tokio::test]
async fn what_is_redacted_is_equal_to_anything() {
    let request = json!({"json": {"tenant": "[redacted]", "n": 1, "list": [{"a": "x[redacted]"}]}});
    let other = json!({"json": {"tenant": "[redacted]", "n": 2, "list": [{"a": "x[redacted]"}]}});
    let recording = Recording::of(&[
        exchange("/[redacted]/b", json!([]), request, json!({"json": "first"})),
        exchange("/[redacted]/b", json!([]), other, json!({"json": "second"})),
    ]);
    let client = client("https://example.com", recording.replay());
    let body = json!({"list": [{"a": "xy"}], "n": 2, "tenant": "mine"});
    assert_eq!(post(&client, "/a/b", body).await, Ok(json!("second")));
    assert!(post(&client, "/a/c", json!(1)).await.is_err());
    assert_eq!(post(&client, "/a-l0ng-t0ken/b", json!(1)).await, Ok(json!("first")));
}

/// Records a response with a body, and returns the recorded body.
async fn recorded_body(media_type: &'static str, body: &'static [u8]) -> Value {
    let recording = Recording::new();
    let server = Server::always(MockResponse::status(200).header("content-type", media_type).body(body));
    client(&server.url(), recording.record()).request(Method::GET, "/a").await.expect("a response");
    recording.lines()[0]["response"]["body"].clone()
}

/// Declares a test that a response is recorded without its secret.
macro_rules! bodies {
    ($($name:ident: $media_type:literal $body:literal => $expected:tt;)*) => {
        $(#[tokio::test]
        async fn $name() {
            assert_eq!(recorded_body($media_type, $body).await, json!($expected));
        })*
    };
}

bodies! {
    json_lines: "application/x-ndjson" b"{\"access_token\":\"x\"}\n{\"a\":1.0}\n" => {"text": "{\"access_token\":\"[redacted]\"}\n{\"a\":1.0}\n"};
    a_line_that_is_not_json: "application/x-ndjson" b"password: x\n{\"a\":1}" => "hidden";
    json_in_several_lines_of_data: "text/event-stream" b"data: {\"secret\": {\ndata: \"a\": \"x\"}}\n\n" => "hidden";
    what_is_before_json: "text/event-stream" b"data: \"password\": \"x\", []\n\n" => "hidden";
    an_event_that_is_named_so: "text/event-stream" b"event: password_reset\ndata: {\"id\":1}\n\n" => {"text": "event: password_reset\ndata: {\"id\":1}\n\n"};
    json_that_is_cut: "application/json" b"{\"access_token\": \"x\", \"a\": " => "hidden";
    json_after_a_byte_order_mark: "application/json" b"\xef\xbb\xbf{\"secret\": {\n\"value\": \"x\"}}" => "hidden";
    json_in_latin_1: "application/json; charset=iso-8859-1" b"{\"access_token\": \"x\", \"n\": \"\xe9\"}" => "hidden";
    json_in_utf_16: "application/json" b"{\x00\"\x00i\x00d\x00\"\x00:\x001\x00}\x00" => "hidden";
    json_in_a_string: "application/json" b"{\"a\": \"{\\\"password\\\": \\\"x\\\"}\"}" => {"json": {"a": "{\"password\":\"[redacted]\"}"}};
    a_text_that_a_credential_begins_with: "application/json" b"{\"a-l0ng\": \"a-l0ng-t0k\", \"b\": true}" => {"json": {"a-l0ng": "a-l0ng-t0k", "b": true}};
    events: "text/event-stream" b"event: a\r\ndata: {\"password\": \"x\"}\r\n\r\n" => {"text": "event: a\r\ndata: {\"password\":\"[redacted]\"}\r\n\r\n"};
    json_that_is_text: "text/plain" b"1.50" => {"text": "1.50"};
    text_that_mentions_a_secret: "application/xml" b"<accessToken><![CDATA[x]]></accessToken>" => "hidden";
    text_that_mentions_none: "application/xml" b"<a>x</a>" => {"text": "<a>x</a>"};
    bytes_that_mention_a_secret: "application/octet-stream" b"\xff client_secret=x" => "hidden";
    bytes_with_a_credential: "application/octet-stream" b"\xff a-l0ng-t0ken" => "hidden";
    bytes_that_mention_none: "image/png" b"\xff\x00" => {"hex": "ff00"};
    json_with_a_suffix: "application/problem+json; charset=utf-8" b"{ \"id_token\" : 7 }" => {"json": {"id_token": 0}};
}

#[tokio::test]
async fn a_number_that_is_a_credential_is_another_number() {
    let recording = Recording::new();
    let server = Server::always(MockResponse::json(200, r#"{"a": 1234567, "b": 12345678}"#));
    let call = client(&server.url(), recording.record()).request(Method::GET, "/a").header("x-pin", "1234567");
    call.await.expect("a response");
    assert_eq!(recording.lines()[0]["response"]["body"], json!({"json": {"a": 0, "b": 0}}));
}

#[tokio::test]
async fn what_is_hidden_is_not_replayed() {
    let body = json!("hidden");
    let recording = Recording::of(&[exchange("/a", json!([]), json!("empty"), body)]);
    let error = client("https://example.com", recording.replay()).request(Method::POST, "/a").await;
    let error = error.expect_err("an error").to_string();
    assert!(error.contains("of `POST /a` can't be replayed: its body may have had secrets"), "{error}");
}

#[tokio::test]
async fn bodies_of_requests_are_recorded_if_they_are_json() {
    let recording = Recording::new();
    let server = Server::always(MockResponse::status(200));
    let call = client(&server.url(), recording.record()).request(Method::POST, "/a");
    call.body("application/x-www-form-urlencoded", "user%5Bpassword%5D=s3cr3t").await.expect("a response");
    let call = client(&server.url(), recording.record()).request(Method::POST, "/a?filter%5Bpassword%5D=s3cr3t");
    call.await.expect("a response");
    let [line] = &*recording.lines() else { panic!("one line: the file is replaced") };
    assert_eq!(line["request"], json!({"method": "POST", "path": "/a", "query": [["filter[password]", "[redacted]"]]}));
}

#[tokio::test]
async fn the_base_url_is_not_recorded() {
    let recording = Recording::new();
    let body = r#"{"reqId":"r1","statusCode":404,"message":"m","error":"NotFound"}"#;
    let server = Server::always(MockResponse::json(404, body));
    let url = format!("{}/bot-s3cr3t", server.url());
    client(&url, recording.record()).get_aws_auth("a/b").await.expect_err("an error");
    let expected = json!({
        "method": "GET",
        "path": "/api/v1/auth/aws-auth/identities/{identityId}",
        "parameters": [["identityId", "a/b"]],
    });
    assert_eq!(recording.lines()[0]["request"], expected);
    let replayed = client("https://example.com", recording.replay());
    assert!(matches!(replayed.get_aws_auth("a/c").await, Err(Error::Transport { .. })));
    assert!(matches!(replayed.get_aws_auth("a/b").await, Err(Error::Api { .. })));
}

#[tokio::test]
async fn a_location_of_another_status_is_kept() {
    let recording = Recording::new();
    let server =
        Server::always(MockResponse::status(202).header("location", "/jobs?id=5&token%26x=+#access_token=s3cr3t"));
    client(&server.url(), recording.record()).request(Method::POST, "/jobs").await.expect("a response");
    assert_eq!(recording.lines()[0]["response"]["headers"], json!([["location", "/jobs?id=5&token%26x=%20"]]));
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_recorded_without_its_page() {
    let recording = Recording::new();
    let page = "<a href=\"https://bucket.example.com/?X-Amz-Signature=s1gn3d\">Found</a>";
    let location = "https://me:p4ss@bucket.example.com/x?X-Amz-Signature=s1gn3d#s1gn3d";
    let server = Server::always(MockResponse::status(302).header("location", location).body(page));
    client(&server.url(), recording.record()).request(Method::GET, "/a").await.expect_err("not followed");
    let expected = json!({
        "status": 302,
        "headers": [["location", "https://bucket.example.com/x?X-Amz-Signature=[redacted]"]],
    });
    assert_eq!(recording.lines()[0]["response"], expected);
}

#[tokio::test]
async fn a_body_that_nobody_has_read_to_its_end_is_marked() {
    let recording = Recording::new();
    let server = Server::always(MockResponse::status(200).chunks(&["abc", "def"]));
    let call = client(&server.url(), recording.record()).request(Method::GET, "/a").max_body(4);
    assert!(matches!(call.await, Err(Error::TooLarge { .. })));
    assert_eq!(recording.lines()[0]["response"]["truncated"], json!(true));
    let replayed = client("https://example.com", recording.replay());
    let error = replayed.request(Method::GET, "/a").await.expect_err("an error");
    assert!(error.to_string().contains("no more of the body was recorded"), "{error}");
}

#[test]
fn a_file_that_is_no_recording() {
    let error = Replay::from(&Recording::of(&[json!({"request": 1})]).path).expect_err("an error");
    assert!(error.to_string().contains("invalid type: integer `1`"), "{error}");
    Replay::from("/none/such").expect_err("no file");
    Replay::record("/none/such/file").expect_err("no folder");
}

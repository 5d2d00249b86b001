//! Multipart bodies on the wire (RFC 7578; OpenAPI 3.0.3 §4.7.14.5).

use bytes::Bytes;
use clientwright_runtime::client::multipart::{self, Field};
use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::style::Style;
use clientwright_runtime::validation::schema::{Property, Schema, optional, required};
use clientwright_runtime::validation::validate::Validate;
use clientwright_tests::server::{MockResponse, Request, Server};
use clientwright_tests::wire::{DONE, Plain, client, rejected, sent};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

static OPERATION: Operation<()> = Operation::new("POST", "/files").responses(DONE);

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Upload {
    file: Bytes,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pages: Vec<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
}

impl Validate for Upload {
    const PROPERTIES: &'static [Property] =
        &[required("file", &Schema::ANY), optional("title", &Schema::STRING.min_length(1))];
}

/// Returns the head and the content of each part.
fn parts(request: &Request) -> Vec<(String, Vec<u8>)> {
    let media_type = request.header("content-type").expect("a media type");
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").expect("a boundary");
    let delimiter = format!("--{boundary}");
    let mut rest = request.body.as_slice();
    let mut parts = Vec::new();
    loop {
        rest = rest.strip_prefix(delimiter.as_bytes()).expect("a delimiter");
        if rest == b"--\r\n" {
            return parts;
        }
        let part = rest.strip_prefix(b"\r\n").expect("the end of a line");
        let end = find(part, format!("\r\n{delimiter}").as_bytes());
        let (part, after) = part.split_at(end);
        let (head, content) = part.split_at(find(part, b"\r\n\r\n"));
        parts.push((String::from_utf8(head.to_vec()).expect("text"), content[4..].to_vec()));
        rest = &after[2..];
    }
}

fn find(text: &[u8], wanted: &[u8]) -> usize {
    text.windows(wanted.len()).position(|part| part == wanted).expect("the text")
}

/// Returns the parts that a value becomes.
async fn sent_parts<B: Validate>(body: &B, fields: &[Field]) -> Vec<(String, Vec<u8>)> {
    parts(&sent(&OPERATION, |call: Plain| call.__body(multipart::encode(body, fields))).await)
}

/// Returns the parts of a value of JSON.
async fn fields(value: Value, fields: &[Field]) -> Vec<(String, String)> {
    let text = |(head, content)| (head, String::from_utf8(content).expect("text"));
    sent_parts(&value, fields).await.into_iter().map(text).collect()
}

/// Returns the head of a part.
fn head(name: &str, more: &str) -> String {
    format!("Content-Disposition: form-data; name=\"{name}\"{more}")
}

#[tokio::test]
async fn bytes_are_a_file() {
    let body = Upload { file: Bytes::from_static(b"\xff\x00\r\n--"), ..Upload::default() };
    let file = head("file", "; filename=\"file\"\r\nContent-Type: application/octet-stream");
    assert_eq!(sent_parts(&body, &[]).await, [(file, b"\xff\x00\r\n--".to_vec())]);
}

#[tokio::test]
async fn a_file_may_have_a_media_type_of_its_own() {
    let body = Upload { file: Bytes::from_static(b"a"), ..Upload::default() };
    let file = head("file", "; filename=\"file\"\r\nContent-Type: image/png");
    assert_eq!(sent_parts(&body, &[Field::of_type("file", "image/png")]).await, [(file, b"a".to_vec())]);
}

#[tokio::test]
async fn files_of_an_array_are_parts_of_one_name() {
    let pages = vec![Bytes::from_static(b"1"), Bytes::from_static(b"2")];
    let parts = sent_parts(&Upload { pages, ..Upload::default() }, &[]).await;
    let page = head("pages", "; filename=\"pages\"\r\nContent-Type: application/octet-stream");
    assert_eq!(parts.get(1..), Some(&[(page.clone(), b"1".to_vec()), (page, b"2".to_vec())][..]));
}

/// Returns the head of a file's part that is named by the call.
async fn named(file_name: &str) -> String {
    let body = Upload { file: Bytes::from_static(b"a"), ..Upload::default() };
    let request =
        sent(&OPERATION, |call: Plain| call.__body(multipart::encode(&body, &[])).file_name("file", file_name));
    parts(&request.await).swap_remove(0).0
}

#[tokio::test]
async fn a_file_is_named_by_the_call() {
    let expected = head("file", "; filename=\"cat.png\"\r\nContent-Type: application/octet-stream");
    assert_eq!(named("cat.png").await, expected);
}

#[tokio::test]
async fn quotes_in_the_name_of_a_file_are_escaped() {
    assert!(named("a\"; x=\"b").await.contains("; filename=\"a%22; x=%22b\"\r\n"));
}

#[tokio::test]
async fn line_breaks_in_the_name_of_a_file_are_escaped() {
    assert!(named("a\r\nX-Evil: b").await.contains("; filename=\"a%0D%0AX-Evil: b\"\r\n"));
}

#[tokio::test]
async fn the_name_of_a_file_is_utf_8() {
    assert!(named("grün 青.png").await.contains("; filename=\"grün 青.png\"\r\n"));
}

#[tokio::test]
async fn scalars_are_text() {
    let parts = fields(json!({"a": "grün\r\n", "b": 1, "c": false}), &[]).await;
    let part = |name, text: &str| (head(name, ""), text.to_owned());
    assert_eq!(parts, [part("a", "grün\r\n"), part("b", "1"), part("c", "false")]);
}

#[tokio::test]
async fn an_object_is_json() {
    let parts = fields(json!({"a": {"b": [1, "c"]}}), &[]).await;
    assert_eq!(parts, [(head("a", "\r\nContent-Type: application/json"), r#"{"b":[1,"c"]}"#.to_owned())]);
}

#[tokio::test]
async fn items_of_an_array_are_parts() {
    let parts = fields(json!({"a": ["b", "c"]}), &[]).await;
    assert_eq!(parts, [(head("a", ""), "b".to_owned()), (head("a", ""), "c".to_owned())]);
}

#[tokio::test]
async fn an_array_that_is_to_be_json_is_one_part() {
    let parts = fields(json!({"a": ["b", "c"]}), &[Field::of_type("a", "application/json; charset=utf-8")]).await;
    let head = head("a", "\r\nContent-Type: application/json; charset=utf-8");
    assert_eq!(parts, [(head, r#"["b","c"]"#.to_owned())]);
}

#[tokio::test]
async fn a_string_that_is_to_be_json_has_quotes() {
    let parts = fields(json!({"a": "b"}), &[Field::of_type("a", "application/vnd.thing+json")]).await;
    assert_eq!(parts, [(head("a", "\r\nContent-Type: application/vnd.thing+json"), "\"b\"".to_owned())]);
}

#[tokio::test]
async fn text_may_have_a_media_type_of_its_own() {
    let parts = fields(json!({"a": "b,c"}), &[Field::of_type("a", "text/csv")]).await;
    assert_eq!(parts, [(head("a", "\r\nContent-Type: text/csv"), "b,c".to_owned())]);
}

#[tokio::test]
async fn an_object_may_be_written_in_a_style() {
    let deep = Field::of_style("a", Style::DeepObject, true);
    let parts = fields(json!({"a": {"b": ["c d", 1]}}), &[deep]).await;
    assert_eq!(parts, [(head("a[b][0]", ""), "c d".to_owned()), (head("a[b][1]", ""), "1".to_owned())]);
}

#[tokio::test]
async fn an_array_may_be_written_in_a_style() {
    let parts = fields(json!({"a": ["b c", "d"]}), &[Field::of_style("a", Style::PipeDelimited, false)]).await;
    assert_eq!(parts, [(head("a", ""), "b c|d".to_owned())]);
}

#[tokio::test]
async fn an_item_that_contains_the_delimiter_of_its_style_is_rejected() {
    let body = json!({"a": ["b|c", "d"]});
    let field = Field::of_style("a", Style::PipeDelimited, false);
    let violations = rejected(&OPERATION, |call| call.__body(multipart::encode(&body, &[field]))).await;
    let broken: Vec<_> = violations.iter().map(|one| (one.pointer(), one.keyword())).collect();
    assert_eq!(broken, [("/a/0", "style")]);
}

#[tokio::test]
async fn bytes_are_a_file_in_every_style() {
    let body = Upload { file: Bytes::from_static(b"a"), ..Upload::default() };
    let parts = sent_parts(&body, &[Field::of_style("file", Style::Form, true)]).await;
    let file = head("file", "; filename=\"file\"\r\nContent-Type: application/octet-stream");
    assert_eq!(parts, [(file, b"a".to_vec())]);
}

#[tokio::test]
async fn null_is_left_out() {
    assert_eq!(fields(json!({"a": null, "b": [null]}), &[]).await, []);
}

#[tokio::test]
async fn names_are_escaped() {
    let parts = fields(json!({"a\"\r\nü": 1}), &[]).await;
    assert_eq!(parts, [(head("a%22%0D%0Aü", ""), "1".to_owned())]);
}

#[tokio::test]
async fn the_boundary_is_in_no_part() {
    let first = sent(&OPERATION, |call: Plain| call.__body(multipart::encode(&json!({"a": 1}), &[]))).await;
    let boundary = first.header("content-type").and_then(|value| value.split('=').nth(1)).expect("a boundary");
    let text = format!("\r\n--{boundary}--\r\n");
    let parts = fields(json!({"a": text}), &[]).await;
    assert_eq!(parts, [(head("a", ""), text)]);
}

#[tokio::test]
async fn every_body_has_a_boundary_of_its_own() {
    let boundary = || async {
        let request = sent(&OPERATION, |call: Plain| call.__body(multipart::encode(&json!({"a": 1}), &[]))).await;
        request.header("content-type").and_then(|value| value.split('=').nth(1)).map(str::to_owned).expect("a boundary")
    };
    let (first, second) = (boundary().await, boundary().await);
    assert_ne!(first, second);
    // RFC 2046 §5.1.1; and 128 bits at least, in hexadecimal digits.
    assert!((32..=70).contains(&first.len()), "{first}");
}

#[tokio::test]
async fn a_boundary_that_could_be_guessed_is_not_looked_for() {
    let lines: Vec<String> = (0..100).map(|number| format!("------part-of-form-{number}\r\n")).collect();
    let text = lines.concat();
    assert_eq!(fields(json!({"a": text}), &[]).await, [(head("a", ""), text)]);
}

#[tokio::test]
async fn fields_are_validated() {
    let body = Upload { title: Some(String::new()), ..Upload::default() };
    let violations = rejected(&OPERATION, |call| call.__body(multipart::encode(&body, &[]))).await;
    let broken: Vec<_> = violations.iter().map(|one| (one.pointer(), one.keyword())).collect();
    assert_eq!(broken, [("/title", "minLength")]);
}

#[tokio::test]
async fn a_redirect_gets_the_same_bytes() {
    let server = Server::start(|request| match request.target.as_str() {
        "/files" => MockResponse::status(307).header("location", "/moved"),
        _ => MockResponse::status(200),
    });
    let body = Upload { file: Bytes::from_static(b"a"), ..Upload::default() };
    let call: Plain = client(&server).call(&OPERATION);
    call.__body(multipart::encode(&body, &[])).await.expect("a response");
    let requests = server.requests();
    let [first, second] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!(first.header("content-type"), second.header("content-type"));
    assert_eq!(first.body, second.body);
}

//! Multipart bodies as OpenAPI 3.1 has them: files are content that has no type and is not encoded.

use multipart_of_3_1::Nullable;
use multipart_of_3_1::bytes::Bytes;
use multipart_of_3_1::serde_json::json;
use multipart_of_3_1::types::{Range, UploadFileRequest};

calls_of!(multipart_of_3_1);

fn upload() -> UploadFileRequest {
    UploadFileRequest::builder().picture(Bytes::from_static(b"\x89")).build().expect("an upload")
}

/// Asserts that a body is sent with the required picture, and then these parts: each a head, line by line, and a content.
async fn assert_sent(body: &UploadFileRequest, more: &[(&[&str], &[u8])]) {
    let picture: (&[&str], &[u8]) = (&["name=\"picture\"; filename=\"picture\"", "Content-Type: image/png"], b"\x89");
    let mut expected = Vec::new();
    for (head, content) in [&[picture], more].concat() {
        let head = head.join("\r\n");
        expected.extend(format!("--BOUNDARY\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes());
        expected.extend([content, b"\r\n"].concat());
    }
    expected.extend(b"--BOUNDARY--\r\n");
    let request = sent(204, |client| client.upload_file(body)).await;
    assert_eq!(request.multipart(), expected.escape_ascii().to_string());
}

#[tokio::test]
async fn content_is_a_file() {
    let body = UploadFileRequest {
        raw: Nullable::Value(Bytes::from_static(b"\0")),
        pages: Some(vec![Bytes::from_static(b"\xff"), Bytes::new()]),
        ..upload()
    };
    let file = "Content-Type: application/octet-stream";
    let pages = ["name=\"pages\"; filename=\"pages\"", file];
    let raw = ["name=\"raw\"; filename=\"raw\"", file];
    assert_sent(&body, &[(&raw, b"\0"), (&pages, b"\xff"), (&pages, b"")]).await;
}

#[tokio::test]
async fn null_is_no_part() {
    assert_sent(&UploadFileRequest { raw: Nullable::Null, ..upload() }, &[]).await;
}

#[tokio::test]
async fn what_is_encoded_or_a_string_is_text() {
    let body = UploadFileRequest { coded: Some(vec![0xfb].into()), page: Some("<p>ü".into()), ..upload() };
    assert_sent(&body, &[(&["name=\"coded\""], b"+w=="), (&["name=\"page\""], "<p>ü".as_bytes())]).await;
}

#[tokio::test]
async fn members_are_parts_where_a_style_says_so() {
    let body =
        UploadFileRequest { sizes: Some(vec![1, -2]), range: Some(Range { from_: Some(3), to: None }), ..upload() };
    let sizes = ["name=\"sizes\""];
    assert_sent(&body, &[(&sizes, b"1"), (&sizes, b"-2"), (&["name=\"from\""], b"3")]).await;
}

#[tokio::test]
async fn anything_is_text_or_json() {
    let anything = |value| UploadFileRequest { anything: Some(value), ..upload() };
    assert_sent(&anything(json!("a")), &[(&["name=\"anything\""], b"a")]).await;
    let json = ["name=\"anything\"", "Content-Type: application/json"];
    assert_sent(&anything(json!({"a": 1})), &[(&json, b"{\"a\":1}")]).await;
}

#[tokio::test]
async fn too_many_files_are_rejected() {
    let body = UploadFileRequest { pages: Some(vec![Bytes::new(); 3]), ..upload() };
    let said = rejected(|client| client.upload_file(&body)).await;
    assert!(said.starts_with("/pages: "), "{said}");
}

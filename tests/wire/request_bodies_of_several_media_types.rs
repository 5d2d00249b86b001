//! Bodies: several media types, optional ones, on any method, and those that hold anything.

use request_bodies_of_several_media_types::bytes::Bytes;
use request_bodies_of_several_media_types::types::{CreateNoteMultipart, Note};
use request_bodies_of_several_media_types::{CreateNoteBody, ReplaceNotesBody};

calls_of!(request_bodies_of_several_media_types);

fn note() -> Note {
    Note { text: Some("a \"nöte\"".into()) }
}

const NOTE: &str = r#"{"text":"a \"nöte\""}"#;

/// Asserts how a request begins, and what it carries.
#[track_caller]
fn assert_sent(request: &Request, head: &str, media_type: Option<&str>, body: impl AsRef<[u8]>) {
    assert_eq!(format!("{} {}", request.method, request.target), head);
    assert_eq!(request.header("content-type"), media_type);
    assert_eq!(request.body.escape_ascii().to_string(), body.as_ref().escape_ascii().to_string());
}

#[tokio::test]
async fn json_among_others() {
    let request = sent(204, |client| client.create_note(&note())).await;
    assert_sent(&request, "POST /notes", Some("application/json"), NOTE);
}

#[tokio::test]
async fn multipart_among_others() {
    let body = CreateNoteMultipart { file: Bytes::from_static(b"\0") };
    let request = sent(204, |client| client.create_note(&body)).await;
    let part =
        "Content-Disposition: form-data; name=\"file\"; filename=\"file\"\r\nContent-Type: application/octet-stream";
    let expected = format!("--BOUNDARY\r\n{part}\r\n\r\n\0\r\n--BOUNDARY--\r\n");
    assert_eq!(format!("{} {}", request.method, request.target), "POST /notes");
    assert_eq!(request.multipart(), expected.as_bytes().escape_ascii().to_string());
}

#[tokio::test]
async fn text_among_others() {
    let request = sent(204, |client| client.create_note("ü\n")).await;
    assert_sent(&request, "POST /notes", Some("text/plain"), "ü\n");
}

#[tokio::test]
async fn bytes_among_others() {
    let request = sent(204, |client| client.create_note(b"\xff\0".as_slice())).await;
    assert_sent(&request, "POST /notes", Some("application/octet-stream"), b"\xff\0");
}

#[tokio::test]
async fn a_variant_may_be_named() {
    let request = sent(204, |client| client.create_note(CreateNoteBody::Text(""))).await;
    assert_sent(&request, "POST /notes", Some("text/plain"), "");
}

#[tokio::test]
async fn an_optional_one_of_several() {
    let request = sent(204, |client| client.replace_notes(Some(ReplaceNotesBody::Json(&note())))).await;
    assert_sent(&request, "PUT /notes", Some("application/json"), NOTE);
    let request = sent(204, |client| client.replace_notes(Some("x".into()))).await;
    assert_sent(&request, "PUT /notes", Some("text/plain"), "x");
}

#[tokio::test]
async fn none_of_several_is_told_as_nothing() {
    let request = sent(204, |client| client.replace_notes(None)).await;
    assert_sent(&request, "PUT /notes", None, "");
    assert_eq!(request.header("content-length"), Some("0"));
}

#[tokio::test]
async fn a_json_type_of_another_name() {
    let request = sent(204, |client| client.patch_notes(&Note::default())).await;
    assert_sent(&request, "PATCH /notes", Some("application/merge-patch+json"), "{}");
}

#[tokio::test]
async fn get_with_a_body() {
    let request = sent(204, |client| client.search_notes(Some(&note()))).await;
    assert_sent(&request, "GET /notes", Some("application/json"), NOTE);
}

#[tokio::test]
async fn get_without_its_body() {
    let request = sent(204, |client| client.search_notes(None)).await;
    assert_sent(&request, "GET /notes", None, "");
    assert_eq!(request.header("content-length"), None);
}

#[tokio::test]
async fn delete_with_a_body() {
    let request = sent(204, |client| client.delete_notes(&note())).await;
    assert_sent(&request, "DELETE /notes", Some("application/json"), NOTE);
}

#[tokio::test]
async fn text() {
    let request = sent(204, |client| client.post_text("a&b=\"ü\"")).await;
    assert_sent(&request, "POST /raw", Some("text/plain"), "a&b=\"ü\"");
}

#[tokio::test]
async fn bytes() {
    let request = sent(204, |client| client.put_bytes([0, 255])).await;
    assert_sent(&request, "PUT /raw", Some("application/octet-stream"), [0, 255]);
}

#[tokio::test]
async fn xml_is_bytes() {
    let request = sent(204, |client| client.patch_xml(Some(b"<text>&amp;</text>"))).await;
    assert_sent(&request, "PATCH /raw", Some("application/xml"), "<text>&amp;</text>");
    assert_sent(&sent(204, |client| client.patch_xml(None)).await, "PATCH /raw", None, "");
}

#[tokio::test]
async fn any_media_type_is_bytes() {
    let request = sent(204, |client| client.delete_any("x")).await;
    assert_sent(&request, "DELETE /raw", Some("application/octet-stream"), "x");
}

#[tokio::test]
async fn whose_media_type_may_be_said() {
    let request = sent(204, |client| client.delete_any("x").header("Content-Type", "text/csv")).await;
    assert_sent(&request, "DELETE /raw", Some("text/csv"), "x");
}

#[tokio::test]
async fn a_body_that_can_only_be_empty_needs_no_argument() {
    let request = sent(204, |client| client.post_empty()).await;
    assert_sent(&request, "POST /empty", Some("application/json"), "{}");
}

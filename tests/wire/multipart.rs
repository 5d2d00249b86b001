//! Bodies of the media type `multipart/form-data`.

use multipart::bytes::Bytes;
use multipart::types::{Avatar, Image, Link, Origin, UploadFileRequest};

calls_of!(multipart);

fn upload() -> UploadFileRequest {
    UploadFileRequest::builder().file(Bytes::from_static(b"\xff\0")).build().expect("an upload")
}

/// Returns a part as it is to be sent: the head, line by line, and the content.
fn part(head: &[&str], content: &[u8]) -> Vec<u8> {
    let head = head.join("\r\n");
    [format!("--BOUNDARY\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(), content, b"\r\n"].concat()
}

/// Asserts that a body is sent with the required file, and then these parts.
async fn assert_sent(body: &UploadFileRequest, more: &[Vec<u8>]) {
    let request = sent(204, |client| client.upload_file(body)).await;
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/files"));
    let file = part(&["name=\"file\"; filename=\"file\"", "Content-Type: application/octet-stream"], b"\xff\0");
    let expected = [file, more.concat(), b"--BOUNDARY--\r\n".to_vec()].concat();
    assert_eq!(request.multipart(), expected.escape_ascii().to_string());
}

#[tokio::test]
async fn what_is_absent_is_not_sent() {
    assert_sent(&upload(), &[]).await;
}

#[tokio::test]
async fn of_the_types_of_its_encoding_the_call_chooses() {
    let body = UploadFileRequest { cover: Some(Bytes::from_static(b"\x89PNG")), ..upload() };
    let head = ["name=\"cover\"; filename=\"cover\"", "Content-Type: application/octet-stream"];
    assert_sent(&body, &[part(&head, b"\x89PNG")]).await;
    let request = sent(204, |client| client.upload_file(&body).media_type("cover", "image/png")).await;
    let part = "name=\"cover\"; filename=\"cover\"\r\nContent-Type: image/png\r\n";
    assert!(String::from_utf8_lossy(&request.body).contains(part), "{request:?}");
}

#[tokio::test]
async fn each_file_of_a_list_is_a_part() {
    let body = UploadFileRequest { pages: Some(vec![Bytes::from_static(b"1"), Bytes::new()]), ..upload() };
    let head = ["name=\"pages\"; filename=\"pages\"", "Content-Type: application/octet-stream"];
    assert_sent(&body, &[part(&head, b"1"), part(&head, b"")]).await;
}

#[tokio::test]
async fn an_empty_list_is_no_part() {
    assert_sent(&UploadFileRequest { pages: Some(Vec::new()), tags: Some(Vec::new()), ..upload() }, &[]).await;
}

#[tokio::test]
async fn text_needs_no_type_and_is_not_escaped() {
    let body = UploadFileRequest { title: Some("a&b=\"ü\"\r\n%20".into()), ..upload() };
    assert_sent(&body, &[part(&["name=\"title\""], "a&b=\"ü\"\r\n%20".as_bytes())]).await;
}

#[tokio::test]
async fn text_has_the_type_of_its_encoding() {
    let body = UploadFileRequest { note: Some(String::new()), ..upload() };
    assert_sent(&body, &[part(&["name=\"note\"", "Content-Type: text/markdown"], b"")]).await;
}

#[tokio::test]
async fn each_text_of_a_list_is_a_part() {
    let body = UploadFileRequest { tags: Some(vec!["a".into(), "b,c".into()]), ..upload() };
    assert_sent(&body, &[part(&["name=\"tags\""], b"a"), part(&["name=\"tags\""], b"b,c")]).await;
}

#[tokio::test]
async fn a_style_names_the_parts() {
    let body = UploadFileRequest { link: Some(Link { expires: Some(3) }), ..upload() };
    assert_sent(&body, &[part(&["name=\"link[expires]\""], b"3")]).await;
}

#[tokio::test]
async fn an_object_is_json_of_the_type_of_its_encoding() {
    let body = UploadFileRequest { origin: Some(Origin { city: Some("Köln".into()) }), ..upload() };
    let head = ["name=\"origin\"", "Content-Type: application/vnd.origin+json"];
    assert_sent(&body, &[part(&head, r#"{"city":"Köln"}"#.as_bytes())]).await;
}

#[tokio::test]
async fn a_file_may_be_named() {
    let request = sent(204, |client| client.upload_file(&upload()).file_name("file", "ü \"a\".png")).await;
    assert!(String::from_utf8_lossy(&request.body).contains("name=\"file\"; filename=\"ü %22a%22.png\"\r\n"));
}

#[tokio::test]
async fn no_file_ends_the_body() {
    let first = sent(204, |client| client.upload_file(&upload())).await;
    let end = first.body.split(|byte| *byte == b'\n').rev().nth(1).expect("a last line");
    let file = Bytes::from([b"\r\n", end, b"\n"].concat());
    let body = UploadFileRequest { file, ..upload() };
    let second = sent(204, |client| client.upload_file(&body)).await;
    assert_eq!(second.multipart().matches("BOUNDARY").count(), 2);
}

#[tokio::test]
async fn a_violation_is_not_sent() {
    let body = UploadFileRequest { title: Some("é".repeat(101)), ..upload() };
    let said = rejected(|client| client.upload_file(&body)).await;
    assert!(said.starts_with("/title: "), "{said}");
    sent(204, |client| client.upload_file(&body).skip_validation()).await;
    let body = UploadFileRequest { title: Some("é".repeat(100)), ..upload() };
    sent(204, |client| client.upload_file(&body)).await;
}

#[tokio::test]
async fn of_several_media_types_the_one_that_can_hold_a_file_is_sent() {
    let body =
        Avatar::builder().image(Image(Bytes::from_static(b"\xff"))).alt(None).size(7).build().expect("an avatar");
    let request = sent(204, |client| client.set_avatar(&body)).await;
    assert_eq!((request.method.as_str(), request.target.as_str()), ("PUT", "/avatars"));
    let image = part(&["name=\"image\"; filename=\"image\"", "Content-Type: application/octet-stream"], b"\xff");
    let expected = [image, part(&["name=\"size\""], b"7"), b"--BOUNDARY--\r\n".to_vec()].concat();
    assert_eq!(request.multipart(), expected.escape_ascii().to_string());
}

#[tokio::test]
async fn a_builder_says_all_that_is_wrong() {
    let violations = Avatar::builder().size(101).build().expect_err("violations");
    assert_eq!(violations.len(), 3, "{violations}");
}

#[tokio::test]
async fn where_there_are_no_parts_a_file_is_text() {
    let avatar = |image: &'static [u8]| {
        Avatar::builder().image(Image(Bytes::from_static(image))).alt(Some("a".into())).build().expect("an avatar")
    };
    let body = avatar("ü \"".as_bytes());
    let request = sent(204, |client| client.add_avatar_as_json(&body)).await;
    assert_eq!(request.text(), r#"{"image":"ü \"","alt":"a"}"#);
    let request = sent(204, |client| client.add_avatar_as_form(&body)).await;
    assert_eq!(request.text(), "image=%C3%BC%20%22&alt=a");
    let said = rejected(|client| client.add_avatar_as_json(&avatar(b"\xff"))).await;
    assert!(said.starts_with("the body: a body that is not JSON can't be sent"), "{said}");
}

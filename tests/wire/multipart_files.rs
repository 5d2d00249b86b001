//! What files of multipart bodies are called, and which media types they have.

use multipart_files::bytes::Bytes;
use multipart_files::types::{Meta, MixedRequest, RelatedRequest, UploadDocsRequest};

calls_of!(multipart_files);

fn upload() -> UploadDocsRequest {
    let files = vec![Bytes::from_static(b"1"), Bytes::from_static(b"2")];
    UploadDocsRequest::builder().files(files).build().expect("an upload")
}

/// Returns the heads of the parts, in lines.
fn heads(request: &Request) -> Vec<String> {
    let text = String::from_utf8_lossy(&request.body).into_owned();
    let parts = text.split("\r\n\r\n").filter(|part| part.contains("Content-Disposition"));
    parts.map(|part| part.split_once("Content-Disposition: form-data; ").expect("a head").1.to_owned()).collect()
}

#[tokio::test]
async fn a_list_of_media_types_is_not_what_is_sent() {
    let request = sent(204, |client| client.upload_docs(&upload())).await;
    let file = "name=\"files\"; filename=\"files\"\r\nContent-Type: application/octet-stream";
    assert_eq!(heads(&request), [file, file]);
}

#[tokio::test]
async fn each_file_has_its_own_name_and_media_type() {
    let body = upload();
    let request = sent(204, |client| {
        client
            .upload_docs(&body)
            .file_names("files", ["a.png", "b.jpg"])
            .media_types("files", ["image/png", "image/jpeg"])
    });
    let expected = [
        "name=\"files\"; filename=\"a.png\"\r\nContent-Type: image/png",
        "name=\"files\"; filename=\"b.jpg\"\r\nContent-Type: image/jpeg",
    ];
    assert_eq!(heads(&request.await), expected);
}

#[tokio::test]
async fn a_media_type_may_be_for_all() {
    let body = upload();
    let request = sent(204, |client| client.upload_docs(&body).media_type("files", "image/jpeg; q=1"));
    let file = "name=\"files\"; filename=\"files\"\r\nContent-Type: image/jpeg; q=1";
    assert_eq!(heads(&request.await), [file, file]);
}

#[tokio::test]
async fn what_is_not_allowed_is_rejected() {
    let said = rejected(|client| client.upload_docs(&upload()).media_types("files", ["image/png", "image/gif"])).await;
    assert_eq!(said, "/files/1: image/gif is not one of the allowed media types: image/png, image/jpeg");
    let request = sent(204, |client| client.upload_docs(&upload()).media_type("files", "image/gif").skip_validation());
    assert!(heads(&request.await).iter().all(|head| head.ends_with("image/gif")));
}

#[tokio::test]
async fn a_range_allows_all_that_is_in_it() {
    let body = UploadDocsRequest { files: Vec::new(), cover: Some(Bytes::from_static(b"3")), ..upload() };
    let request = sent(204, |client| client.upload_docs(&body).media_type("cover", "image/webp")).await;
    assert_eq!(heads(&request), ["name=\"cover\"; filename=\"cover\"\r\nContent-Type: image/webp"]);
    rejected(|client| client.upload_docs(&body).media_type("cover", "text/html")).await;
}

#[tokio::test]
async fn what_is_no_media_type_breaks_no_head() {
    for media_type in ["image/png\r\nX-Evil: b", "", "image", "image/", "a b/c", "image/pn\u{e9}"] {
        let call = |client: multipart_files::Client| {
            client.upload_docs(&upload()).media_type("files", media_type).skip_validation()
        };
        assert!(rejected(call).await.contains("is not a media type"), "{media_type}");
    }
}

#[tokio::test]
async fn more_names_than_files_are_rejected() {
    let said = rejected(|client| client.upload_docs(&upload()).file_names("files", ["a", "b", "c"])).await;
    assert_eq!(said, "/files: there are more file names than parts");
    let said = rejected(|client| client.upload_docs(&upload()).media_types("cover", ["image/png"])).await;
    assert_eq!(said, "/cover: there are more media types than parts");
}

#[tokio::test]
async fn fewer_names_than_files_leave_the_rest() {
    let request = sent(204, |client| client.upload_docs(&upload()).file_names("files", vec!["a.png".to_owned()]));
    let files = heads(&request.await);
    assert!(files[0].contains("a.png") && files[1].contains("filename=\"files\""), "{files:?}");
}

#[tokio::test]
async fn text_and_objects_are_sent_as_what_they_are() {
    let meta = Some(Meta { name: Some("n".into()) });
    let body = UploadDocsRequest { files: Vec::new(), note: Some("t".into()), meta, ..upload() };
    let request = sent(204, |client| client.upload_docs(&body)).await;
    assert_eq!(heads(&request), ["name=\"note\"", "name=\"meta\"\r\nContent-Type: application/json"]);
    let request = sent(204, |client| client.upload_docs(&body).media_type("note", "text/markdown")).await;
    assert_eq!(heads(&request)[0], "name=\"note\"\r\nContent-Type: text/markdown");
}

#[tokio::test]
async fn related_parts_have_a_boundary_and_a_root() {
    let body = RelatedRequest {
        file: Some(Bytes::from_static(b"1")),
        ..RelatedRequest::builder().meta(Meta::default()).build().expect("a body")
    };
    let request = sent(204, |client| client.related(&body)).await;
    let media_type = request.header("content-type").expect("a media type").to_owned();
    let boundary =
        media_type.strip_prefix("multipart/related; type=\"application/json\"; boundary=").expect("a boundary");
    assert!(request.body.starts_with(format!("--{}\r\n", boundary.trim_matches('"')).as_bytes()), "{media_type}");
    assert_eq!(
        heads(&request),
        [
            "name=\"meta\"\r\nContent-Type: application/json",
            "name=\"file\"; filename=\"file\"\r\nContent-Type: application/octet-stream"
        ]
    );
}

#[tokio::test]
async fn mixed_parts_have_a_boundary() {
    let request = sent(204, |client| client.mixed(&MixedRequest { meta: Some(Meta::default()) })).await;
    let media_type = request.header("content-type").expect("a media type");
    assert!(media_type.starts_with("multipart/mixed; boundary="), "{media_type}");
}

#[tokio::test]
async fn parts_that_the_user_puts_together_have_their_boundary() {
    let request = sent(204, |client| client.batch("--ab c\r\n\r\na\r\n--ab c--\r\n")).await;
    assert_eq!(request.header("content-type"), Some("multipart/mixed; boundary=\"ab c\""));
    let said = rejected(|client| client.batch("no parts")).await;
    assert_eq!(said, "the body: a body of the type multipart/mixed must begin with `--` and its boundary");
    let given = "multipart/mixed; boundary=x";
    let request = sent(204, |client| client.batch("preamble\r\n--x--").header("content-type", given)).await;
    assert_eq!(request.header("content-type"), Some(given));
}

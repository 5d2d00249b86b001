//! Bodies that are read as they are sent.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use clientwright_runtime::client::auth::{BoxError, Token};
use clientwright_runtime::client::call::Call;
use clientwright_runtime::client::error::{Error, NoDeclaredErrors};
use clientwright_runtime::client::multipart;
use clientwright_runtime::client::operation::Operation;
use clientwright_runtime::client::progress::Progress;
use clientwright_runtime::client::request_body;
use clientwright_runtime::client::upload::Upload;
use clientwright_runtime::client::{Client, Credential, Redirects};
use clientwright_runtime::validation::schema::{Property, Schema, required};
use clientwright_runtime::validation::validate::Validate;
use clientwright_tests::clock::TestClock;
use clientwright_tests::server::{MockResponse, Server};
use clientwright_tests::wire::{DONE, client, client_builder};
use http::Method;
use http_body::{Body, Frame};
use serde::{Deserialize, Serialize};

const PUT: Operation<()> = Operation::new("PUT", "/file").responses(DONE).security(&[&["token"], &[]]);

type Plain = Call<(), NoDeclaredErrors>;

fn put(client: &Client) -> Plain {
    client.call(&PUT).__body(request_body::bytes("text/plain", ""))
}

/// A body of chunks, which may end with an error.
#[derive(Clone, Default)]
struct Chunks {
    chunks: Vec<Result<&'static str, &'static str>>,
    polled: Arc<AtomicUsize>,
}

impl Chunks {
    fn new(chunks: &[&'static str]) -> Self {
        Self { chunks: chunks.iter().rev().map(|chunk| Ok(*chunk)).collect(), ..Self::default() }
    }
}

impl Body for Chunks {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.polled.fetch_add(1, Ordering::SeqCst);
        let chunk = self.chunks.pop();
        Poll::Ready(chunk.map(|chunk| chunk.map(|chunk| Frame::data(chunk.into())).map_err(io::Error::other)))
    }
}

#[tokio::test]
async fn an_upload_replaces_the_body() {
    let server = Server::always(MockResponse::status(200));
    put(&client(&server)).upload(Upload::new(Chunks::new(&["ab", "", "cd"]))).await.expect("a response");
    let request = server.request();
    assert_eq!((request.text(), request.header("content-type")), ("abcd", Some("text/plain")));
    assert_eq!((request.header("transfer-encoding"), request.header("content-length")), (Some("chunked"), None));
}

#[tokio::test]
async fn a_length_is_sent() {
    let server = Server::always(MockResponse::status(200));
    put(&client(&server)).upload(Upload::new(Chunks::new(&["ab", "cd"])).length(4)).await.expect("a response");
    let request = server.request();
    assert_eq!((request.text(), request.header("content-length")), ("abcd", Some("4")));
    assert_eq!(request.header("transfer-encoding"), None);
}

#[tokio::test]
async fn another_length_is_an_error() {
    for length in [3, 5] {
        let server = Server::always(MockResponse::status(200));
        let upload = Upload::new(Chunks::new(&["ab", "cd"])).length(length);
        let error = put(&client(&server)).upload(upload).await.expect_err("an error");
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        assert_eq!(error.attempts(), 1);
    }
}

/// The HTTP client asks for nothing after the last byte of the length.
#[tokio::test]
async fn a_longer_body_is_an_error_wherever_its_chunks_end() {
    for length in [0, 2, 4] {
        let server = Server::always(MockResponse::status(200));
        let upload = Upload::new(Chunks::new(&["ab", "cd", "", "ef"])).length(length);
        let error = put(&client(&server)).upload(upload).await.expect_err("an error");
        assert!(error.to_string().contains("the upload is longer than its length"), "{error}");
    }
    let server = Server::always(MockResponse::status(200));
    put(&client(&server)).upload(Upload::new(Chunks::new(&["", ""])).length(0)).await.expect("a response");
    assert_eq!(server.request().text(), "");
}

#[tokio::test]
async fn lengths_that_no_number_holds_are_no_length() {
    let server = Server::always(MockResponse::status(200));
    let call: Plain = client(&server).call(&PUT).__body(multipart::encode(&form(), &[]));
    let upload = Upload::new(Chunks::new(&["ab"])).length(u64::MAX);
    call.upload_part("file", upload).await.expect_err("it is shorter");
}

#[tokio::test]
async fn only_one_of_two_calls_sends_an_upload() {
    let server = Server::always(MockResponse::status(200));
    let upload = Upload::new(Chunks::new(&["ab", "cd"]));
    let client = client(&server);
    let (one, other) =
        tokio::join!(put(&client).upload(upload.clone()).send(), put(&client).upload(upload.clone()).send());
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    let call = client.call::<_, NoDeclaredErrors>(&PUT).__body(multipart::encode(&form(), &[]));
    let error = call.upload_part("file", upload).await.expect_err("an error");
    assert!(matches!(error, Error::Invalid(_)), "{error}");
}

#[tokio::test]
async fn a_token_that_was_refused_is_not_used_again() {
    let server = Server::always(MockResponse::status(401));
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let source = move || {
        let number = count.fetch_add(1, Ordering::SeqCst);
        async move { Ok::<_, BoxError>(Token::new(format!("token-{number}"))) }
    };
    let client = client_builder().base_url(server.url()).credential("token", Credential::bearer(source)).build();
    let client = client.expect("a client");
    for _ in 0..2 {
        let error = put(&client).upload(Upload::new(Chunks::new(&["ab"]))).await.expect_err("an error");
        assert!(error.to_string().contains("the body can be sent only once"), "{error}");
    }
    assert_eq!((asked.load(Ordering::SeqCst), server.requests().len()), (2, 2));
}

#[tokio::test]
async fn the_last_of_several_uploads_keeps_the_media_type() {
    let server = Server::always(MockResponse::status(200));
    let upload = |text: &'static str| Upload::new(Chunks::new(&[text]));
    put(&client(&server)).upload(upload("a")).upload(upload("b")).await.expect("a response");
    assert_eq!((server.request().text(), server.request().header("content-type")), ("b", Some("text/plain")));
}

#[tokio::test]
async fn a_body_that_fails_is_an_error() {
    let server = Server::always(MockResponse::status(200));
    let mut chunks = Chunks::new(&["ab"]);
    chunks.chunks.insert(0, Err("the disk is gone"));
    let error = put(&client(&server)).upload(Upload::new(chunks)).await.expect_err("an error");
    assert!(error.to_string().contains("the disk is gone"), "{error}");
    assert!(!error.is_retryable() && error.attempts() == 1);
}

#[tokio::test]
async fn a_reader_is_sent() {
    let server = Server::always(MockResponse::status(200));
    let text = "0123456789".repeat(20_000);
    let file = io::Cursor::new(text.clone().into_bytes());
    put(&client(&server)).upload(Upload::from_reader(file)).await.expect("a response");
    assert_eq!(server.request().text(), text);
}

#[tokio::test]
async fn progress_is_told() {
    let server = Server::always(MockResponse::status(200));
    let told: Arc<Mutex<Vec<Progress>>> = Arc::default();
    let list = Arc::clone(&told);
    let upload =
        Upload::new(Chunks::new(&["ab", "c"])).length(3).on_progress(move |at| list.lock().expect("a list").push(at));
    put(&client(&server)).upload(upload).await.expect("a response");
    let told: Vec<(u64, Option<u64>)> = told.lock().expect("a list").iter().map(|at| (at.bytes, at.total)).collect();
    assert_eq!(told, [(2, Some(3)), (3, Some(3))]);
}

#[tokio::test]
async fn an_upload_is_sent_once() {
    let server = Server::always(MockResponse::status(503));
    let error = put(&client(&server)).upload(Upload::new(Chunks::new(&["ab"]))).await.expect_err("an error");
    assert_eq!((error.attempts(), server.requests().len()), (1, 1));
    assert!(error.to_string().ends_with("not retried, since the body can be sent only once"), "{error}");
}

#[tokio::test]
async fn an_upload_is_not_repeated_with_a_new_token() {
    let server = Server::always(MockResponse::status(401));
    let source = || async { Ok::<_, BoxError>(Token::new("a-token")) };
    let client = client_builder().base_url(server.url()).credential("token", Credential::bearer(source)).build();
    let error = put(&client.expect("a client")).upload(Upload::new(Chunks::new(&["ab"]))).await.expect_err("an error");
    assert_eq!((error.status().map(|status| status.as_u16()), server.requests().len()), (Some(401), 1));
}

#[tokio::test]
async fn without_a_connection_nothing_is_read() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let client = client_builder().base_url(format!("http://127.0.0.1:{port}")).clock(TestClock::new(0.0)).build();
    let chunks = Chunks::new(&["ab"]);
    let polled = Arc::clone(&chunks.polled);
    let error = put(&client.expect("a client")).upload(Upload::new(chunks)).await.expect_err("an error");
    assert_eq!((error.attempts(), polled.load(Ordering::SeqCst)), (3, 0));
}

#[tokio::test]
async fn a_redirect_that_asks_for_the_body_again_is_an_error() {
    let server = Server::start(|request| match request.target.as_str() {
        "/file" => MockResponse::status(307).header("location", "/other"),
        _ => MockResponse::status(200),
    });
    let error = put(&client(&server)).upload(Upload::new(Chunks::new(&["ab"]))).await.expect_err("an error");
    assert!(error.to_string().contains("asks for the body once more, which can be sent only once"), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_redirect_to_another_origin_gets_no_upload() {
    let other = Server::always(MockResponse::status(200));
    let server = Server::always(MockResponse::status(307).header("location", &other.url()));
    let client = client_builder().base_url(server.url()).redirects(Redirects::AllWithBodies).build().expect("a client");
    put(&client).upload(Upload::new(Chunks::new(&["ab"]))).await.expect_err("an error");
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn a_redirect_without_the_body_is_followed() {
    let server = Server::start(|request| match request.target.as_str() {
        "/file" => MockResponse::status(303).header("location", "/done"),
        _ => MockResponse::status(200),
    });
    put(&client(&server)).upload(Upload::new(Chunks::new(&["ab"]))).await.expect("a response");
    assert_eq!(server.requests()[1].method, "GET");
}

#[tokio::test]
async fn an_upload_that_was_sent_is_not_sent_empty() {
    let server = Server::always(MockResponse::status(200));
    let upload = Upload::new(Chunks::new(&["ab"]));
    put(&client(&server)).upload(upload.clone()).await.expect("a response");
    let error = put(&client(&server)).upload(upload).await.expect_err("an error");
    assert!(matches!(error, Error::Invalid(_)) && server.requests().len() == 1, "{error}");
}

#[tokio::test]
async fn only_a_call_without_an_upload_can_be_copied() {
    let server = Server::always(MockResponse::status(200));
    let call = put(&client(&server)).header("X-Own", "own");
    let copy = call.try_clone().expect("a copy");
    call.await.expect("a response");
    copy.await.expect("a response");
    assert!(server.requests().iter().all(|request| request.header("x-own") == Some("own")));
    let call = put(&client(&server)).upload(Upload::new(Chunks::default()));
    assert!(call.try_clone().is_none());
    let call = client(&server).call::<_, NoDeclaredErrors>(&PUT).__body(multipart::encode(&form(), &[]));
    assert!(call.try_clone().is_some());
    assert!(call.upload_part("file", Upload::new(Chunks::default())).try_clone().is_none());
}

#[tokio::test]
async fn what_the_document_lacks_takes_an_upload() {
    let server = Server::always(MockResponse::status(200));
    let call = client(&server).undeclared(Method::POST, "/x".to_owned()).upload(Upload::new(Chunks::new(&["ab"])));
    call.header("Content-Type", "image/png").await.expect("a response");
    assert_eq!((server.request().text(), server.request().header("content-type")), ("ab", Some("image/png")));
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Form {
    file: Bytes,
    title: String,
}

impl Validate for Form {
    const PROPERTIES: &'static [Property] = &[required("file", &Schema::ANY), required("title", &Schema::STRING)];
}

fn form() -> Form {
    Form { file: Bytes::new(), title: "t".to_owned() }
}

#[tokio::test]
async fn a_part_is_uploaded() {
    for length in [None, Some(4)] {
        let server = Server::always(MockResponse::status(200));
        let upload = Upload::new(Chunks::new(&["ab", "cd"]));
        let upload = match length {
            Some(length) => upload.length(length),
            None => upload,
        };
        let call: Plain = client(&server).call(&PUT).__body(multipart::encode(&form(), &[]));
        call.upload_part("file", upload).file_name("file", "a.txt").await.expect("a response");
        let request = server.request();
        assert_eq!(
            request.multipart().replace("\\r\\n", "\n").replace("\\\"", "\""),
            "--BOUNDARY\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\n\
             Content-Type: application/octet-stream\n\nabcd\n\
             --BOUNDARY\nContent-Disposition: form-data; name=\"title\"\n\nt\n--BOUNDARY--\n"
        );
        let sent_length = length.map(|_| request.body.len().to_string());
        assert_eq!(request.header("content-length"), sent_length.as_deref());
    }
}

#[tokio::test]
async fn a_part_that_is_not_there_can_not_be_uploaded() {
    let server = Server::always(MockResponse::status(200));
    let call: Plain = client(&server).call(&PUT).__body(multipart::encode(&form(), &[]));
    let call = call.upload_part("flie", Upload::new(Chunks::default())).skip_validation();
    let error = call.await.expect_err("an error");
    assert!(error.to_string().contains("/flie: there is no part to upload"), "{error}");
}

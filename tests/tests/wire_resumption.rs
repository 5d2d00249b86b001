//! Streams that break off, and are resumed.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;
use std::{io, iter, thread};

use clientwright_runtime::client::call::Call;
use clientwright_runtime::client::error::{AnyError, Error, NoDeclaredErrors};
use clientwright_runtime::client::hooks::{CallSummary, ErrorKind, Hook};
use clientwright_runtime::client::operation::{Operation, ResponseSpec, Statuses};
use clientwright_runtime::client::progress::Progress;
use clientwright_runtime::client::stream::{ByteStream, CopyError, EventStream};
use clientwright_runtime::client::{Client, Retry};
use clientwright_tests::clock::TestClock;
use clientwright_tests::server::{MockResponse, Request, Server};
use clientwright_tests::wire::client_builder;
use tokio::io::AsyncWrite;

const EVENTS: Operation<EventStream<String>> = Operation::new("GET", "/events")
    .accept("text/event-stream")
    .responses(&[ResponseSpec::stream(Statuses::Exactly(200), EventStream::of_text)]);

const COMPLETIONS: Operation<EventStream<String>> = Operation::new("POST", "/events")
    .accept("text/event-stream")
    .responses(&[ResponseSpec::stream(Statuses::Exactly(200), EventStream::of_text)]);

const FILE: Operation<ByteStream> =
    Operation::new("GET", "/file").responses(&[ResponseSpec::stream(Statuses::Exactly(200), ByteStream::new)]);

/// Returns a server with these responses, in turn; then it says 500.
fn in_turn(replies: impl IntoIterator<Item = MockResponse>) -> Server {
    let replies = Mutex::new(replies.into_iter().collect::<Vec<_>>().into_iter());
    Server::start(move |_| replies.lock().expect("replies").next().unwrap_or(MockResponse::status(500)))
}

/// Returns a client whose waits take no time, and the clock that remembers them.
fn client(server: &Server) -> (Client, TestClock) {
    let clock = TestClock::new(0.0);
    let builder = client_builder().base_url(server.url()).clock(clock.clone()).retry(Retry::none());
    (builder.build().expect("a client"), clock)
}

fn events(text: &str) -> MockResponse {
    MockResponse::status(200).header("content-type", "text/event-stream").body(text)
}

fn last_ids(server: &Server) -> Vec<Option<String>> {
    let id = |request: &Request| request.header("last-event-id").map(str::to_owned);
    server.requests().iter().map(id).collect()
}

async fn stream<T: 'static>(client: &Client, operation: &'static Operation<T>) -> T {
    let call: Call<T, NoDeclaredErrors> = client.call(operation);
    call.await.expect("a stream")
}

/// Returns the data of all events, and the error that follows.
async fn read(mut stream: EventStream<String>) -> (Vec<String>, Option<AnyError>) {
    let mut found = Vec::new();
    while let Some(event) = stream.next().await {
        match event {
            Ok(event) => found.push(event.data),
            Err(error) => {
                assert!(stream.next().await.is_none(), "nothing follows an error");
                return (found, Some(error));
            }
        }
    }
    (found, None)
}

/// Reads a stream that is resumed, from responses in turn.
async fn resumed(server: &Server) -> (Vec<String>, Option<AnyError>, Vec<Duration>) {
    let (client, clock) = client(server);
    let (found, error) = read(stream(&client, &EVENTS).await.resume(true)).await;
    (found, error, clock.waits())
}

fn status(error: Option<AnyError>) -> Option<u16> {
    error.and_then(|error| error.status()).map(|status| status.as_u16())
}

#[tokio::test]
async fn events_go_on_after_the_last_one() {
    let server = in_turn([
        events("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"),
        events("data: c\n\nid: ä 3\ndata: d\n\n"),
        MockResponse::status(204),
    ]);
    let (found, error, waits) = resumed(&server).await;
    assert_eq!((found.join(" "), error.is_none()), ("a b c d".to_owned(), true));
    assert_eq!(last_ids(&server), [None, Some("2".to_owned()), Some("ä 3".to_owned())]);
    assert_eq!(waits, [Duration::from_secs(3); 2]);
}

#[tokio::test]
async fn a_stream_that_is_not_resumed_ends() {
    let server = in_turn([events("data: a\n\n"), events("data: b\n\n")]);
    let (client, _) = client(&server);
    assert_eq!(read(stream(&client, &EVENTS).await).await.0, ["a"]);
    assert_eq!(read(stream(&client, &EVENTS).await.resume(true).resume(false)).await.0, ["b"]);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn the_server_sets_the_wait() {
    let server = in_turn([
        events("retry: 250\ndata: a\n\n"),
        events("retry: soon\nretry: -1\nretry:\ndata: b\n\n"),
        events("retry: 99999999999999\ndata: c\n\n"),
        MockResponse::status(204),
    ]);
    let (found, _, waits) = resumed(&server).await;
    assert_eq!(found.len(), 3);
    assert_eq!(waits, [Duration::from_millis(250), Duration::from_millis(250), Duration::from_secs(3600)]);
}

#[tokio::test]
async fn an_incomplete_event_leaves_nothing() {
    let server = in_turn([
        events("id: 1\ndata: a\n\nid: 2\ndata: cut").cut_after(28),
        events("data: b\n\n"),
        MockResponse::status(204),
    ]);
    let (found, error, _) = resumed(&server).await;
    assert_eq!((found.join(" "), error.is_none()), ("a b".to_owned(), true));
    assert_eq!(last_ids(&server)[1..], [Some("1".to_owned()), Some("1".to_owned())]);
}

#[tokio::test]
async fn an_id_without_data_counts_and_an_empty_one_resets() {
    let server =
        in_turn([events("id: 1\n\n"), events("id\ndata: a\n\n"), events("data: b\n\n"), MockResponse::status(204)]);
    assert_eq!(resumed(&server).await.0, ["a", "b"]);
    assert_eq!(last_ids(&server), [None, Some("1".to_owned()), None, None]);
}

#[tokio::test]
async fn done_is_the_end() {
    let server = in_turn([events("data: a\n\ndata: [DONE]\n\n")]);
    assert_eq!(resumed(&server).await.0, ["a"]);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn what_may_act_twice_is_not_called_again() {
    let server = in_turn([events("data: a\n\n"), events("data: b\n\n"), MockResponse::status(204)]);
    let (client, _) = client(&server);
    let call: Call<_, NoDeclaredErrors> = client.call(&COMPLETIONS);
    assert_eq!(read(call.await.expect("a stream").resume(true)).await.0, ["a"]);
    assert_eq!(server.requests().len(), 1);
    let call: Call<_, NoDeclaredErrors> = client.call(&COMPLETIONS);
    assert_eq!(read(call.idempotent().await.expect("a stream").resume(true)).await.0, ["b"]);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn an_error_that_lasts_ends_it() {
    let server = in_turn([events("data: a\n\n"), MockResponse::status(404)]);
    let (found, error, _) = resumed(&server).await;
    assert_eq!((found.len(), status(error), server.requests().len()), (1, Some(404), 2));
}

#[tokio::test]
async fn an_error_that_passes_does_not() {
    let server = in_turn([
        events("data: a\n\n"),
        MockResponse::status(503),
        MockResponse::status(429),
        events("data: b\n\n"),
        MockResponse::status(204),
    ]);
    let (found, error, waits) = resumed(&server).await;
    assert_eq!((found.join(" "), error.is_none()), ("a b".to_owned(), true));
    assert_eq!(waits, [3, 6, 12, 3].map(Duration::from_secs));
}

#[tokio::test]
async fn ten_attempts_without_an_event_end_it() {
    let server = Server::always(events(""));
    let (found, error, waits) = resumed(&server).await;
    assert_eq!((found.len(), server.requests().len()), (0, 11));
    assert!(error.expect("an error").to_string().contains("resumed ten times in a row"));
    assert_eq!(waits, [3, 6, 12, 24, 30, 30, 30, 30, 30, 30].map(Duration::from_secs));
    let replies = iter::once(events("data: a\n\n")).chain((0..20).map(|_| MockResponse::status(502)));
    let server = in_turn(replies);
    let (found, error, _) = resumed(&server).await;
    assert_eq!((found.len(), status(error), server.requests().len()), (1, Some(502), 11));
}

#[tokio::test]
async fn a_server_that_is_gone_is_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let server = thread::spawn(move || {
        let (mut connection, _) = listener.accept().expect("a connection");
        let mut head = [0; 1024];
        assert!(connection.read(&mut head).expect("a request") > 0);
        let reply = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: a\n\n";
        connection.write_all(reply).expect("a response");
    });
    let client = client_builder().base_url(url).clock(TestClock::new(0.0)).build().expect("a client");
    let stream = stream(&client, &EVENTS).await.resume(true);
    server.join().expect("the server");
    let (found, error) = read(stream).await;
    assert_eq!(found, ["a"]);
    assert!(matches!(error, Some(Error::Transport { .. })), "{error:?}");
}

#[tokio::test]
async fn another_response_is_an_error() {
    let server = in_turn([events("data: a\n\n"), MockResponse::json(201, "{}")]);
    let (found, error, _) = resumed(&server).await;
    assert_eq!((found.len(), status(error)), (1, Some(201)));
}

#[tokio::test]
async fn a_pause_is_a_break_when_it_is_resumed() {
    let server = in_turn([
        MockResponse::status(200).header("content-type", "text/event-stream").stalls_after("id: 1\ndata: a\n\n"),
        events("data: b\n\n"),
        MockResponse::status(204),
    ]);
    let client =
        client_builder().base_url(server.url()).clock(TestClock::new(0.0)).idle_timeout(Duration::from_millis(50));
    let client = client.build().expect("a client");
    let (found, error) = read(stream(&client, &EVENTS).await.resume(true)).await;
    assert_eq!((found.join(" "), error.is_none()), ("a b".to_owned(), true));
    assert_eq!(last_ids(&server)[1], Some("1".to_owned()));
}

#[tokio::test]
async fn an_id_that_can_not_be_sent_is_an_error() {
    let server = in_turn([events("id: a\u{1}b\ndata: a\n\n")]);
    let (found, error, _) = resumed(&server).await;
    assert_eq!((found.len(), server.requests().len()), (1, 1));
    assert!(matches!(error, Some(Error::Invalid(_))), "{error:?}");
}

const BODY: &str = "0123456789";

fn file(tag: &str) -> MockResponse {
    MockResponse::status(200).header("etag", tag).body(BODY)
}

fn part(from: usize, tag: &str) -> MockResponse {
    let range = format!("bytes {from}-9/10");
    MockResponse::status(206).header("etag", tag).header("content-range", &range).body(&BODY[from..])
}

async fn bytes(server: &Server) -> Result<String, AnyError> {
    let (client, _) = client(server);
    let bytes = stream(&client, &FILE).await.resume(true).bytes().await?;
    Ok(String::from_utf8(bytes.to_vec()).expect("text"))
}

fn ranges(server: &Server) -> Vec<(String, String)> {
    let header = |request: &Request, name| request.header(name).unwrap_or_default().to_owned();
    server.requests().iter().map(|request| (header(request, "range"), header(request, "if-range"))).collect()
}

#[tokio::test]
async fn the_rest_of_a_body_is_requested() {
    let server = in_turn([file("\"v1\"").cut_after(3), part(3, "\"v1\"").cut_after(4), part(7, "\"v1\"")]);
    assert_eq!(bytes(&server).await.expect("the bytes"), BODY);
    let range = |from: &str| (format!("bytes={from}-"), "\"v1\"".to_owned());
    assert_eq!(ranges(&server), [(String::new(), String::new()), range("3"), range("7")]);
}

#[tokio::test]
async fn the_rest_of_another_version_is_an_error() {
    for other in [
        // The server has another version, or no parts.
        file("\"v2\""),
        part(3, "\"v2\""),
        // Another part.
        part(4, "\"v1\""),
        MockResponse::status(206).header("etag", "\"v1\"").body("3456789"),
        MockResponse::status(206).header("content-range", "bytes 3-9/11").body("3456789"),
        MockResponse::status(416),
        MockResponse::status(204),
        // Without a version, and too long.
        MockResponse::status(206).header("content-range", "bytes 3-9/10").body("3456789"),
        MockResponse::status(206).header("etag", "\"v1\"").header("content-range", "bytes 3-9/10").body("3456789XX"),
    ] {
        let server = in_turn([file("\"v1\"").cut_after(3), other]);
        bytes(&server).await.expect_err("an error");
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn without_a_version_a_truncated_body_is_an_error() {
    for reply in [MockResponse::status(200).body(BODY), file("W/\"v1\"")] {
        let server = in_turn([reply.cut_after(3), part(3, "\"v1\"")]);
        let error = bytes(&server).await.expect_err("an error");
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_body_that_never_goes_on_is_an_error() {
    let server = Server::start(|request| match request.header("range") {
        None => file("\"v1\"").cut_after(3),
        Some(_) => part(3, "\"v1\"").cut_after(0),
    });
    bytes(&server).await.expect_err("an error");
    assert_eq!(server.requests().len(), 11);
}

#[tokio::test]
async fn progress_is_told() {
    let server = in_turn([file("\"v1\"").cut_after(3), part(3, "\"v1\"")]);
    let (client, _) = client(&server);
    let told: Arc<Mutex<Vec<Progress>>> = Arc::default();
    let list = Arc::clone(&told);
    let stream = stream(&client, &FILE).await.resume(true);
    stream.on_progress(move |progress| list.lock().expect("a list").push(progress)).bytes().await.expect("the bytes");
    let told = told.lock().expect("a list");
    assert!(told.iter().all(|progress| progress.total == Some(10)));
    assert_eq!(told.iter().map(|progress| progress.bytes).collect::<Vec<_>>(), [3, 10]);
}

/// A writer that takes some bytes at a time, up to a limit.
#[derive(Default)]
struct Writer {
    written: Vec<u8>,
    limit: usize,
    is_flushed: bool,
}

impl AsyncWrite for Writer {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let room = self.limit - self.written.len();
        let taken = bytes.len().min(3).min(room);
        self.written.extend_from_slice(&bytes[..taken]);
        Poll::Ready(Ok(taken))
    }

    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.is_flushed = true;
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_body_is_written_to_a_writer() {
    let server = in_turn([file("\"v1\"").cut_after(4), part(4, "\"v1\"")]);
    let (client, _) = client(&server);
    let mut writer = Writer { limit: 100, ..Writer::default() };
    let copied = stream(&client, &FILE).await.resume(true).copy_to(&mut writer).await.expect("the bytes");
    assert_eq!((copied, writer.written.as_slice(), writer.is_flushed), (10, BODY.as_bytes(), true));
}

#[tokio::test]
async fn a_writer_may_fail() {
    let server = in_turn([file("\"v1\"")]);
    let (client, _) = client(&server);
    let mut writer = Writer { limit: 5, ..Writer::default() };
    let error = stream(&client, &FILE).await.copy_to(&mut writer).await.expect_err("an error");
    assert!(matches!(error, CopyError::Write(_)) && writer.written == b"01234", "{error}");
}

#[tokio::test]
async fn a_body_that_breaks_off_is_written_up_to_there() {
    let server = in_turn([file("\"v1\"").cut_after(4)]);
    let (client, _) = client(&server);
    let mut writer = Writer { limit: 100, ..Writer::default() };
    let error = stream(&client, &FILE).await.copy_to(&mut writer).await.expect_err("an error");
    assert!(matches!(error, CopyError::Read(Error::Transport { .. })) && writer.written == b"0123", "{error}");
}

#[tokio::test]
async fn a_part_may_be_smaller_than_asked_for() {
    let some = |from: usize, to: usize| {
        let range = format!("bytes {from}-{}/10", to - 1);
        MockResponse::status(206).header("etag", "\"v1\"").header("content-range", &range).body(&BODY[from..to])
    };
    let ends_early = MockResponse::raw(
        "HTTP/1.1 206 Partial Content\r\netag: \"v1\"\r\ncontent-range: bytes 5-9/10\r\nconnection: close\r\n\r\n56",
    );
    let server = in_turn([file("\"v1\"").cut_after(3), some(3, 5), ends_early, some(7, 10)]);
    assert_eq!(bytes(&server).await.expect("the bytes"), BODY);
    let ranges: Vec<String> = ranges(&server).into_iter().map(|(range, _)| range).collect();
    assert_eq!(ranges, ["", "bytes=3-", "bytes=5-", "bytes=7-"]);
}

#[tokio::test]
async fn an_operation_may_declare_parts() {
    const PARTS: Operation<ByteStream> = Operation::new("GET", "/file").responses(&[
        ResponseSpec::stream(Statuses::Exactly(200), ByteStream::new),
        ResponseSpec::stream(Statuses::Exactly(206), ByteStream::new),
    ]);
    let server = in_turn([file("\"v1\"").cut_after(3), part(3, "\"v1\"")]);
    let (client, _) = client(&server);
    assert_eq!(stream(&client, &PARTS).await.resume(true).bytes().await.expect("the bytes"), BODY);
}

/// Where a redirect leads, the stream goes on, too, but without credentials.
#[tokio::test]
async fn streams_go_on_where_a_redirect_leads() {
    let other = in_turn([
        file("\"v1\"").cut_after(3),
        part(3, "\"v1\""),
        events("id: 1\ndata: a\n\n"),
        MockResponse::status(204),
    ]);
    let url = other.url();
    let server = Server::start(move |_| MockResponse::status(307).header("location", &format!("{url}/x")));
    let client = client_builder().base_url(server.url()).clock(TestClock::new(0.0)).default_header("X-Own", "own");
    let client = client.build().expect("a client");
    assert_eq!(stream(&client, &FILE).await.resume(true).bytes().await.expect("the bytes"), BODY);
    assert_eq!(read(stream(&client, &EVENTS).await.resume(true)).await.0, ["a"]);
    assert_eq!(last_ids(&other)[3], Some("1".to_owned()));
    assert!(other.requests().iter().all(|request| request.header("x-own").is_none()));
}

#[tokio::test]
async fn what_is_no_stream_of_events_is_an_error_also_later() {
    let html = MockResponse::status(200).header("content-type", "text/html").body("<p>maintenance</p>\n");
    let server = in_turn([events("data: a\n\n"), html, events("data: b\n\n")]);
    let (found, error, _) = resumed(&server).await;
    assert_eq!((found.len(), server.requests().len()), (1, 2));
    assert!(error.expect("an error").to_string().contains("the body holds no server-sent events"));
}

#[tokio::test]
async fn an_event_that_is_too_large_is_the_end() {
    let server = in_turn([events(&format!("data: {}\n\n", "x".repeat(200))), events("data: b\n\n")]);
    let (client, _) = client(&server);
    let call: Call<_, NoDeclaredErrors> = client.call(&EVENTS);
    let (found, error) = read(call.max_body(100).await.expect("a stream").resume(true)).await;
    assert_eq!((found.len(), server.requests().len()), (0, 1));
    assert!(matches!(error, Some(Error::TooLarge { .. })));
}

#[tokio::test]
async fn the_wait_is_that_of_retry_after_at_least() {
    let busy = |seconds: &str| MockResponse::status(503).header("retry-after", seconds);
    let server =
        in_turn([events("retry: 0\ndata: a\n\n"), busy("600"), busy("0"), events("data: b\n\n"), busy("3601")]);
    let (found, error, waits) = resumed(&server).await;
    assert_eq!((found.join(" "), status(error)), ("a b".to_owned(), Some(503)));
    assert_eq!(waits, [100, 600_000, 400, 100].map(Duration::from_millis));
}

/// Each event shares its id with the one before.
#[tokio::test]
async fn a_long_id_is_not_copied_for_each_line() {
    let text = format!("id: {}\n{}data: a\n\n", "x".repeat(4 << 20), "\n".repeat(1 << 20));
    let server = in_turn([events(&text)]);
    let (client, _) = client(&server);
    assert_eq!(read(stream(&client, &EVENTS).await).await.0, ["a"]);
}

#[tokio::test]
async fn hooks_see_how_a_reconnection_ended() {
    struct Calls(Arc<Mutex<Vec<Option<ErrorKind>>>>);

    impl Hook for Calls {
        fn after_call(&self, call: &CallSummary<'_>) {
            self.0.lock().expect("a list").push(call.error);
        }
    }

    let seen: Arc<Mutex<Vec<Option<ErrorKind>>>> = Arc::default();
    let server = in_turn([events("data: a\n\n"), MockResponse::status(404)]);
    let client = client_builder().base_url(server.url()).clock(TestClock::new(0.0)).hook(Calls(Arc::clone(&seen)));
    let client = client.build().expect("a client");
    read(stream(&client, &EVENTS).await.resume(true)).await;
    assert_eq!(*seen.lock().expect("a list"), [None, Some(ErrorKind::Status)]);
}

/// A comment now and then is all that a quiet stream has.
#[tokio::test]
async fn comments_show_that_the_server_is_there() {
    let replies =
        (0..15).map(|_| events(": nothing new\n\n")).chain([events("data: a\n\n"), MockResponse::status(204)]);
    let (found, error, waits) = resumed(&in_turn(replies)).await;
    assert_eq!((found.len(), error.is_none()), (1, true));
    assert!(waits.iter().all(|wait| *wait == Duration::from_secs(3)));
}

#[tokio::test]
async fn a_key_would_bring_the_same_events_again() {
    let server = in_turn([events("data: a\n\n"), events("data: a\n\n")]);
    let (client, _) = client(&server);
    let call: Call<_, NoDeclaredErrors> = client.call(&COMPLETIONS);
    assert_eq!(read(call.idempotency_key("a-key").await.expect("a stream").resume(true)).await.0, ["a"]);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn an_id_of_the_call_is_reset_with_that_of_the_stream() {
    let server =
        in_turn([events("data: a\n\n"), events("id: 7 \ndata: b\n\n"), events("id\n\n"), MockResponse::status(204)]);
    let (client, _) = client(&server);
    let call: Call<_, NoDeclaredErrors> = client.call(&EVENTS);
    read(call.header("Last-Event-ID", "3").await.expect("a stream").resume(true)).await;
    let ids: Vec<_> = ["3", "3", "7"].map(|id| Some(id.to_owned())).into_iter().chain([None]).collect();
    assert_eq!(last_ids(&server), ids);
}

#[tokio::test]
async fn a_body_that_is_whole_needs_no_end() {
    let reply = MockResponse::raw("HTTP/1.1 200 OK\r\netag: \"v1\"\r\ncontent-length: 10\r\n\r\n0123456789");
    assert_eq!(bytes(&in_turn([reply])).await.expect("the bytes"), BODY);
}

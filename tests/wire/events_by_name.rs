//! Server-sent events whose data differs by event.

use std::collections::BTreeMap;

use events_by_name::types::{
    Delta, ListenUnsubscribe, ReadDeltasResponse, Run, Status, Step, Stop, UserConnect, UserMessage,
};
use events_by_name::{Client, Error, EventStream, ListenEvent, WatchJobEvent, WatchRunEvent};

calls_of!(events_by_name);

fn reply(events: &str) -> MockResponse {
    MockResponse::status(200).header("content-type", "text/event-stream").body(events)
}

/// Returns the data of all events; of those that fail, why.
async fn data<T>(mut stream: EventStream<T>) -> Vec<Result<T, String>> {
    let mut found = Vec::new();
    while let Some(item) = stream.next().await {
        found.push(item.map(|event| event.data).map_err(|error| match error {
            Error::Unexpected { reason, .. } => reason.into(),
            other => other.to_string(),
        }));
    }
    found
}

async fn listened(events: &str) -> Vec<Result<ListenEvent, String>> {
    data(receive(reply(events), |client| client.listen()).await.expect("a stream")).await
}

async fn run(events: &str) -> Vec<Result<WatchRunEvent, String>> {
    data(receive(reply(events), |client| client.watch_run()).await.expect("a stream")).await
}

#[tokio::test]
async fn the_name_chooses_the_variant() {
    let events = "event: userconnect\ndata: {\"username\":\"ann\"}\n\n\
                  event: userwhisper\ndata: {\"username\":\"ann\",\"text\":\"hi\"}\n\n";
    let expected = [
        Ok(ListenEvent::Userconnect(UserConnect { username: "ann".to_owned() })),
        Ok(ListenEvent::Usermessage(UserMessage { username: "ann".to_owned(), text: "hi".to_owned() })),
    ];
    assert_eq!(listened(events).await, expected);
}

#[tokio::test]
async fn text_without_a_name_is_known_by_its_value() {
    let expected = [Ok(ListenEvent::Unsubscribe(ListenUnsubscribe::Unsubscribe))];
    assert_eq!(listened("data: [unsubscribe]\n\n").await, expected);
    assert_eq!(listened("event: bye\ndata: [unsubscribe]\n\n").await, expected);
}

#[tokio::test]
async fn what_is_not_declared_is_kept_as_it_came() {
    let found = listened("event: poll\ndata: {\"a\": 1}\n\ndata: hello\ndata: there\n\n").await;
    let unknown = |text: &str| Ok(ListenEvent::Unknown(text.to_owned()));
    assert_eq!(found, [unknown("{\"a\": 1}"), unknown("hello\nthere")]);
}

#[tokio::test]
async fn data_that_is_not_what_its_name_says_is_an_error_and_the_next_event_comes() {
    let found = listened("event: userconnect\ndata: {}\n\nevent: userconnect\ndata: {\"username\":\"b\"}\n\n").await;
    assert_eq!(found[0], Err("the body does not decode: missing field `username`".to_owned()));
    assert_eq!(found[1], Ok(ListenEvent::Userconnect(UserConnect { username: "b".to_owned() })));
}

#[tokio::test]
async fn data_is_checked_on_request() {
    let server = Server::always(reply(
        "event: usermessage\ndata: {\"username\":\"a\",\"text\":\"0123456789\"}\n\nevent: poll\ndata: 1\n\n",
    ));
    let client = Client::builder().base_url(server.url()).check_responses(true).build().expect("a client");
    let found = data(client.listen().await.expect("a stream")).await;
    assert!(found[0].as_ref().is_err_and(|reason| reason.contains("/text")), "{found:?}");
    assert_eq!(found[1], Err("the document does not declare this event".to_owned()));
}

#[tokio::test]
async fn lists_of_lists_are_one_enum() {
    let events = "event: step.created\ndata: {\"name\":\"x\"}\n\nevent: step.log\ndata: {}\n\n\
                  event: step.pulse\ndata:\n\nevent: run.created\ndata: {\"status\":\"queued\"}\n\n\
                  event: done\ndata: [DONE]\n\nevent: step.log\ndata: late\n\n";
    let expected = [
        Ok(WatchRunEvent::StepCreated(Step { name: Some("x".to_owned()), ..Step::default() })),
        Ok(WatchRunEvent::StepLog("{}".to_owned())),
        Ok(WatchRunEvent::StepPulse(String::new())),
        Ok(WatchRunEvent::RunCreated(Run { status: Status::Queued, additional_properties: BTreeMap::new() })),
    ];
    assert_eq!(run(events).await, expected);
}

#[tokio::test]
async fn the_mapping_of_a_discriminator_names_events() {
    let events = "event: started\ndata: {\"at\":5}\n\nevent: failed\ndata: 2026-01-02T03:04:05Z\n\n";
    let found = data(receive(reply(events), |client| client.watch_job()).await.expect("a stream")).await;
    assert!(matches!(&found[0], Ok(WatchJobEvent::Started(started)) if started.at == Some(5)), "{found:?}");
    assert!(matches!(&found[1], Ok(WatchJobEvent::Ended(at)) if at.to_rfc3339() == "2026-01-02T03:04:05+00:00"));
}

#[tokio::test]
async fn data_without_names_is_told_by_its_own_discriminator() {
    let events = "data: {\"type\":\"delta\",\"text\":\"a\"}\n\ndata: {\"type\":\"stop\"}\n\ndata: [DONE]\n\n";
    let found = data(receive(reply(events), |client| client.read_deltas()).await.expect("a stream")).await;
    let expected = [
        Ok(ReadDeltasResponse::Delta(Delta { text: "a".to_owned(), additional_properties: BTreeMap::new() })),
        Ok(ReadDeltasResponse::Stop(Stop::default())),
    ];
    assert_eq!(found, expected);
}

#[tokio::test]
async fn redacted_properties_are_not_shown() {
    let events = "event: userconnect\ndata: {\"username\":\"ann\"}\n\nevent: poll\ndata: {\"a\": 1, \"secret\": \"hunter2\"}\n\n";
    let found = listened(events).await;
    let shown = format!("{found:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(shown.contains("Userconnect(") && shown.contains("\"ann\"") && shown.contains("Unknown("), "{shown}");

    let found = run("event: step.log\ndata: {\"secret\": \"hunter2\"}\n\n").await;
    assert!(!format!("{found:?}").contains("hunter2"), "{found:?}");
    assert_eq!(found, [Ok(WatchRunEvent::StepLog("{\"secret\": \"hunter2\"}".to_owned()))]);
}

//! Optional parameters that the target redacts, and one that may hold properties that it redacts.

use std::collections::BTreeMap;

use redacted_parameters::ListThingsParams;

calls_of!(redacted_parameters);

fn params() -> ListThingsParams {
    ListThingsParams {
        secret: Some("hunter1".to_owned()),
        secret2: Some("hunter2".to_owned()),
        filter: Some(BTreeMap::from(
            [("a", "b"), ("secret", "hunter3")].map(|(name, text)| (name.to_owned(), text.to_owned())),
        )),
        page: Some(1),
    }
}

#[test]
fn they_are_not_shown() {
    let shown = format!("{:?} {:#?}", params(), params());
    assert!(!shown.contains("hunter"), "{shown}");
    assert!(shown.contains("page: Some(1)") && shown.contains("\"a\": \"b\""), "{shown}");
}

#[test]
fn whether_they_are_there_is_shown() {
    assert!(format!("{:?}", params()).contains("secret: Some([redacted])"));
    assert!(format!("{:?}", ListThingsParams::default()).contains("secret: None"));
}

#[tokio::test]
async fn they_are_sent() {
    let server = Server::always(MockResponse::status(204));
    client(&server).list_things().params(params()).await.expect("a response");
    let request = server.request();
    assert_eq!((request.header("secret"), request.header("cookie")), (Some("hunter1"), Some("secret=hunter2")));
}

//! Integers, which from OpenAPI 3.1 on may have a fraction of zero.

use lenient_integers::Nullable;
use lenient_integers::types::{Choice, SetCountsRequest};

calls_of!(lenient_integers);

#[tokio::test]
async fn they_are_read_with_a_fraction_and_sent_without() {
    let json = r#"{"count":1.0,"limit":2e1,"sizes":[3.0,4],"choice":5.0,"level":6.0}"#;
    let body: SetCountsRequest = lenient_integers::serde_json::from_str(json).expect("counts");
    assert_eq!((body.count, &body.limit, &body.choice), (1, &Nullable::Value(20), &Some(Choice::Integer(5))));
    let request = sent(204, |client| client.set_counts(&body)).await;
    assert_eq!(request.text(), r#"{"count":1,"limit":20,"sizes":[3,4],"choice":5,"level":6}"#);
}

#[tokio::test]
async fn a_builder_takes_them() {
    let builder = SetCountsRequest::builder().count(i64::MIN).limit(None).sizes(vec![0]).level(i64::MAX.into());
    let body = builder.choice(Choice::String("1".into())).build().expect("counts");
    let request = sent(204, |client| client.set_counts(&body)).await;
    let expected =
        r#"{"count":-9223372036854775808,"limit":null,"sizes":[0],"choice":"1","level":9223372036854775807}"#;
    assert_eq!(request.text(), expected);
}

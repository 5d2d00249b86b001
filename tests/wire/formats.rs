//! Formats that have types of their own, as they are sent.

use formats::chrono::{DateTime, NaiveDate};
use formats::types::SetFormatsRequest;
use formats::uuid::Uuid;

calls_of!(formats);

fn required() -> SetFormatsRequest {
    let at = DateTime::parse_from_rfc3339("2026-02-03T04:05:06+01:00").expect("a time");
    SetFormatsRequest::builder().id(Uuid::nil()).at(at).build().expect("a value")
}

const REQUIRED: &str = r#""id":"00000000-0000-0000-0000-000000000000""#;
const AT: &str = r#""at":"2026-02-03T04:05:06+01:00""#;

async fn body(body: &SetFormatsRequest) -> String {
    sent(204, |client| client.set_formats(body)).await.text().to_owned()
}

#[tokio::test]
async fn what_is_absent_is_not_sent() {
    assert_eq!(body(&required()).await, format!("{{{REQUIRED},{AT}}}"));
}

#[tokio::test]
async fn each_format() {
    let full = SetFormatsRequest {
        day: NaiveDate::from_ymd_opt(2024, 2, 29),
        data: Some(b"\xfb\xff\xfe".to_vec().into()),
        link: Some("https://example.com/ü".into()),
        mail: Some("a@b.c".into()),
        address: Some("::1".into()),
        small: Some(i32::MIN),
        byte: Some(u8::MAX),
        ratio: Some(0.1),
        other: Some("anything".into()),
        ..required()
    };
    let said = rejected(|client| client.set_formats(&full)).await;
    let places: Vec<_> = said.lines().filter_map(|line| Some(line.split_once(": ")?.0)).collect();
    assert_eq!(places, ["/link", "/address"]);
    let full = SetFormatsRequest { link: Some("https://example.com/%C3%BC".into()), address: None, ..full };
    let expected = r#""data":"+//+","link":"https://example.com/%C3%BC","mail":"a@b.c","small":-2147483648,"byte":255,"ratio":0.1,"other":"anything""#;
    assert_eq!(body(&full).await, format!(r#"{{{REQUIRED},"day":"2024-02-29",{AT},{expected}}}"#));
}

//! Parameters of every type, as they stand in a URL, a header and a cookie.

use std::collections::BTreeMap;

use parameters_of_every_type::ListThingsParams;
use parameters_of_every_type::chrono::{DateTime, FixedOffset, NaiveDate};
use parameters_of_every_type::serde_json::json;
use parameters_of_every_type::types::{Either, Kind, Level, Order};
use parameters_of_every_type::uuid::Uuid;

calls_of!(parameters_of_every_type);

fn time(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("a time")
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, day).expect("a day")
}

/// Asserts what optional parameters become, behind the required one.
async fn assert_query(params: ListThingsParams, query: &str) {
    let request = sent(204, |client| client.list_things(1.0).params(params)).await;
    assert_eq!(request.target, format!("/things?ratio=1.0{query}"));
}

#[tokio::test]
async fn each_type_in_a_path() {
    let time = time("2026-02-03T04:05:06.7+01:30");
    let call =
        |kind| sent(204, move |client| client.get_thing(day(3), time, Uuid::from_u128(0xAB), u64::MAX, false, &kind));
    let start = "/2026-02-03/2026-02-03T04%3A05%3A06.700%2B01%3A30/00000000-0000-0000-0000-0000000000ab";
    assert_eq!(call(Kind::AB).await.target, format!("{start}/18446744073709551615/false/a%2Fb"));
    assert_eq!(call(Kind::CD).await.target, format!("{start}/18446744073709551615/false/c%20d"));
}

#[tokio::test]
async fn a_listed_value_that_is_empty_is_no_segment() {
    let time = time("2026-02-03T04:05:06Z");
    let said = rejected(|client| client.get_thing(day(3), time, Uuid::nil(), 0, true, &Kind::Empty)).await;
    assert_eq!(said, "path parameter \"kind\": is empty, which would change the path");
}

#[tokio::test]
async fn numbers() {
    for (ratio, text) in [(0.1, "0.1"), (-0.0, "-0.0"), (1e300, "1e+300"), (12_345_678.0, "12345678.0")] {
        let request = sent(204, |client| client.list_things(ratio)).await;
        assert_eq!(request.target, format!("/things?ratio={}", text.replace('+', "%2B")));
    }
}

#[tokio::test]
async fn what_is_no_number_is_rejected() {
    for ratio in [f64::NAN, f64::INFINITY] {
        let said = rejected(|client| client.list_things(ratio)).await;
        assert!(said.starts_with("query parameter \"ratio\": "), "{said}");
    }
}

#[tokio::test]
async fn times_and_bytes() {
    let params = ListThingsParams {
        since: Some(time("2026-02-03T04:05:06Z")),
        hash: Some(b"\xfb\xff".as_slice().into()),
        ..Default::default()
    };
    assert_query(params, "&since=2026-02-03T04%3A05%3A06Z&hash=%2B%2F8%3D").await;
}

#[tokio::test]
async fn enums() {
    let params = ListThingsParams {
        kinds: Some(vec![Kind::AB, Kind::CD, Kind::Empty]),
        level: Some(Level::Value2),
        order: Some(Order::Asc),
        ..Default::default()
    };
    assert_query(params, "&kinds=a%2Fb,c%20d,&level=2&order=asc").await;
}

#[tokio::test]
async fn what_is_not_listed_is_rejected() {
    let params = ListThingsParams {
        kinds: Some(vec![Kind::AB, Kind::Unknown("x".into())]),
        level: Some(Level::Unknown(json!(4))),
        order: Some(Order::Unknown(String::new())),
        ..Default::default()
    };
    let said = rejected(|client| client.list_things(1.0).params(params.clone())).await;
    let places: Vec<_> = said.lines().filter_map(|line| Some(line.split_once(": ")?.0)).collect();
    let expected = ["query parameter \"kinds\" at /1", "query parameter \"level\"", "query parameter \"order\""];
    assert_eq!(places, expected);
    let request = sent(204, |client| client.list_things(1.0).params(params).skip_validation()).await;
    assert_eq!(request.target, "/things?ratio=1.0&kinds=a%2Fb,x&level=4&order=");
}

#[tokio::test]
async fn an_empty_list_is_rejected_where_it_must_not_be_empty() {
    let params = ListThingsParams { kinds: Some(Vec::new()), ..Default::default() };
    let said = rejected(|client| client.list_things(1.0).params(params)).await;
    assert!(said.starts_with("query parameter \"kinds\": "), "{said}");
}

#[tokio::test]
async fn unions_maps_and_lists_of_lists() {
    let either = |either| ListThingsParams { either: Some(either), ..Default::default() };
    assert_query(either(Either::Integer(-1)), "&either=-1").await;
    assert_query(either(Either::String("a,b".into())), "&either=a%2Cb").await;
    let labels = BTreeMap::from([("a.b".to_owned(), "c".to_owned()), ("ü".to_owned(), String::new())]);
    let params = ListThingsParams { labels: Some(labels), ..Default::default() };
    assert_query(params, "&labels%5Ba.b%5D=c&labels%5B%C3%BC%5D=").await;
    let params = ListThingsParams { matrix: Some(vec![vec![1, 2], Vec::new()]), ..Default::default() };
    assert_query(params, "&matrix=%5B1%2C2%5D&matrix=%5B%5D").await;
}

#[tokio::test]
async fn names_are_encoded() {
    let params = ListThingsParams { odd_name: Some(vec!["a".into(), "b".into()]), ..Default::default() };
    assert_query(params, "&odd%20name%5B%5D=a&odd%20name%5B%5D=b").await;
}

#[tokio::test]
async fn headers_and_cookies() {
    let params = ListThingsParams {
        x_flag: Some(false),
        x_days: Some(vec![day(3), day(28)]),
        day: Some(day(4)),
        ..Default::default()
    };
    let request = sent(204, |client| client.list_things(1.0).params(params)).await;
    assert_eq!(request.header("x-flag"), Some("false"));
    assert_eq!(request.header("x-days"), Some("2026-02-03,2026-02-28"));
    assert_eq!(request.header("cookie"), Some("day=2026-02-04"));
}

//! Cookies in a style of their own, and parameters that are the whole query.

use parameters_of_3_2::GetByFormParams;
use parameters_of_3_2::types::Query;

calls_of!(parameters_of_3_2);

fn query() -> Query {
    Query { text: Some("a&b=ü".into()), tags: Some(vec!["c".into(), "d e".into()]) }
}

#[tokio::test]
async fn a_cookie_is_sent_as_it_is() {
    let request = sent(204, |client| client.get_by_cookie("a=b/c%20+")).await;
    assert_eq!((request.target.as_str(), request.header("cookie")), ("/cookies", Some("session=a=b/c%20+")));
}

#[tokio::test]
async fn members_of_a_form_are_the_query() {
    let params = GetByFormParams { query: Some(query()) };
    let request = sent(204, |client| client.get_by_form().params(params)).await;
    assert_eq!(request.target, "/form?text=a%26b%3D%C3%BC&tags=c&tags=d%20e");
}

#[tokio::test]
async fn without_members_there_is_no_query() {
    let params = GetByFormParams { query: Some(Query::default()) };
    assert_eq!(sent(204, |client| client.get_by_form().params(params)).await.target, "/form");
    assert_eq!(sent(204, |client| client.get_by_form()).await.target, "/form");
}

#[tokio::test]
async fn json_is_the_query() {
    let request = sent(204, |client| client.get_by_json(&query())).await;
    let json = "%7B%22text%22%3A%22a%26b%3D%C3%BC%22%2C%22tags%22%3A%5B%22c%22%2C%22d%20e%22%5D%7D";
    assert_eq!(request.target, format!("/json?{json}"));
}

#[tokio::test]
async fn json_without_members_is_the_query_too() {
    let request = sent(204, |client| client.get_by_json(&Query::default())).await;
    assert_eq!(request.target, "/json?%7B%7D");
}

#[tokio::test]
async fn a_text_is_the_query() {
    let request = sent(204, |client| client.get_by_json_path("$.a[?@.b == 'ü'&c]")).await;
    assert_eq!(request.target, "/path?%24.a%5B%3F%40.b%20%3D%3D%20%27%C3%BC%27%26c%5D");
}

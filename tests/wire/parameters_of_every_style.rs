//! Parameters in path, query, headers and cookies.

use std::collections::BTreeMap;

use parameters_of_every_style::serde_json::{Value, json};
use parameters_of_every_style::types::{Color, Range, Step, Within};
use parameters_of_every_style::{
    DeleteSharedParams, GetByContentParams, GetByCookieParams, GetByHeaderParams, GetByObjectsParams, GetByQueryParams,
    GetSharedParams,
};

calls_of!(parameters_of_every_style);

const COLOR: Color = Color { r: 100, g: 200, b: -1 };

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

/// Returns the path that parameters become.
async fn path(label: &[&str], matrix: &str) -> String {
    sent(204, |client| client.get_by_path(&COLOR, &texts(label), matrix)).await.target
}

/// Asserts what optional parameters become.
async fn assert_query(params: GetByQueryParams, query: &str) {
    let request = sent(204, |client| client.get_by_query().params(params)).await;
    assert_eq!(request.target, format!("/query{query}"));
}

#[tokio::test]
async fn each_style_of_a_path() {
    assert_eq!(path(&["blue", "black"], "x").await, "/paths/R=100,G=200,B=-1/.blue,black/;matrix=x");
}

#[tokio::test]
async fn no_value_leaves_its_segment() {
    let path = path(&["a/b", "..", "c;d"], "?e#f;g=%2F ü").await;
    assert_eq!(path, "/paths/R=100,G=200,B=-1/.a%2Fb,..,c%3Bd/;matrix=%3Fe%23f%3Bg%3D%252F%20%C3%BC");
}

#[tokio::test]
async fn exploded_paths() {
    let simple = texts(&["a b", "c"]);
    let request = sent(204, |client| client.get_by_exploded_path(&simple, &COLOR, &[1, -2])).await;
    assert_eq!(request.target, "/exploded/a%20b,c/.R=100.G=200.B=-1/;matrix=1;matrix=-2");
}

#[tokio::test]
async fn content_of_a_path_is_one_segment() {
    let filter = Range { gte: Some(1), of: Some(texts(&["/.."])), ..Default::default() };
    let request = sent(204, |client| client.get_by_content(&filter)).await;
    assert_eq!(request.target, "/content/%7B%22gte%22%3A1%2C%22of%22%3A%5B%22%2F..%22%5D%7D");
    assert_eq!(request.header("cookie"), None);
}

#[tokio::test]
async fn content_of_a_cookie_is_json_and_text_is_text() {
    let params =
        GetByContentParams { cookie: Some(Range { lt: Some(2), ..Default::default() }), text: Some("\"a\"&b".into()) };
    let request = sent(204, |client| client.get_by_content(&Range::default()).params(params)).await;
    assert_eq!(request.target, "/content/%7B%7D?text=%22a%22%26b");
    assert_eq!(request.header("cookie"), Some("cookie=%7B%22lt%22%3A2%7D"));
}

#[tokio::test]
async fn objects() {
    let free: BTreeMap<String, Value> =
        BTreeMap::from([("a".to_owned(), json!({"b": ["c", "]"]})), ("d".to_owned(), json!(1.5))]);
    let params = GetByObjectsParams {
        list: Some(COLOR),
        spaces: Some(COLOR),
        free: Some(free),
        x_list: Some(COLOR),
        cookie: Some(COLOR),
    };
    let request = sent(204, |client| client.get_by_objects(&COLOR).params(params)).await;
    let query = "R=100&G=200&B=-1&list=R,100,G,200,B,-1&spaces=R%20100%20G%20200%20B%20-1";
    assert_eq!(
        request.target,
        format!("/objects?{query}&free%5Ba%5D%5Bb%5D%5B0%5D=c&free%5Ba%5D%5Bb%5D%5B1%5D=%5D&free%5Bd%5D=1.5")
    );
    assert_eq!(request.header("x-list"), Some("R,100,G,200,B,-1"));
    assert_eq!(request.header("cookie"), Some("R=100; G=200; B=-1"));
}

#[tokio::test]
async fn an_empty_value_of_a_matrix_is_a_name() {
    assert_eq!(path(&["a"], "").await, "/paths/R=100,G=200,B=-1/.a/;matrix");
}

#[tokio::test]
async fn an_empty_segment_is_rejected() {
    let said = rejected(|client| client.get_by_path(&COLOR, &[], "x").skip_validation()).await;
    assert_eq!(said, "path parameter \"label\": is empty, which would change the path");
}

#[tokio::test]
async fn a_segment_that_is_a_dot_is_rejected() {
    let said = rejected(|client| client.get_by_path(&COLOR, &texts(&[""]), "x").skip_validation()).await;
    assert_eq!(said, "path parameter \"label\": would change the path");
}

#[tokio::test]
async fn absent_parameters_leave_no_question_mark() {
    assert_eq!(sent(204, |client| client.get_by_query()).await.target, "/query");
    assert_query(GetByQueryParams::default(), "").await;
}

#[tokio::test]
async fn form_is_a_pair_an_item() {
    let form = Some(texts(&["a b", "c&d", ""]));
    assert_query(GetByQueryParams { form, ..Default::default() }, "?form=a%20b&form=c%26d&form=").await;
}

#[tokio::test]
async fn form_without_explode_is_one_pair() {
    assert_query(GetByQueryParams { list: Some(vec![1, -2]), ..Default::default() }, "?list=1,-2").await;
}

#[tokio::test]
async fn spaces_and_pipes_are_encoded() {
    let params = |spaces: &[&str], pipes: &[&str]| GetByQueryParams {
        spaces: Some(texts(spaces)),
        pipes: Some(texts(pipes)),
        ..Default::default()
    };
    assert_query(params(&["a", "b|c"], &["d", "e f"]), "?spaces=a%20b%7Cc&pipes=d%7Ce%20f").await;
    let params = params(&["a", "b c"], &["d", "e|f"]);
    let said = rejected(|client| client.get_by_query().params(params).skip_validation()).await;
    let expected = "query parameter \"spaces\" at /1: contains ` `, which separates items here: it would be split\n\
                    query parameter \"pipes\" at /1: contains `|`, which separates items here: it would be split";
    assert_eq!(said, expected);
}

#[tokio::test]
async fn a_deep_object_goes_down_to_its_scalars() {
    let deep = Range { gte: Some(1), of: Some(texts(&["a]", "ü"])), ..Default::default() };
    let query = "?deep%5Bgte%5D=1&deep%5Bof%5D%5B0%5D=a%5D&deep%5Bof%5D%5B1%5D=%C3%BC";
    assert_query(GetByQueryParams { deep: Some(deep), ..Default::default() }, query).await;
    let within = Within { unit: Some("m".into()), steps: Some(vec![Step::default(), Step { size: Some(2) }]) };
    let deep = Range { within: Some(within), ..Default::default() };
    let query = "?deep%5Bwithin%5D%5Bunit%5D=m&deep%5Bwithin%5D%5Bsteps%5D%5B1%5D%5Bsize%5D=2";
    assert_query(GetByQueryParams { deep: Some(deep), ..Default::default() }, query).await;
}

#[tokio::test]
async fn reserved_characters_stay_where_they_are_allowed() {
    let reserved = Some("a/b:c?d=[e]%20#ü".to_owned());
    let query = "?reserved=a/b:c?d=[e]%20%23%C3%BC";
    assert_query(GetByQueryParams { reserved, ..Default::default() }, query).await;
}

#[tokio::test]
async fn content_is_json() {
    let filter = Some(Range { gte: Some(1), of: Some(texts(&["a&b"])), ..Default::default() });
    let query = "?filter=%7B%22gte%22%3A1%2C%22of%22%3A%5B%22a%26b%22%5D%7D";
    assert_query(GetByQueryParams { filter, ..Default::default() }, query).await;
}

#[tokio::test]
async fn content_that_is_empty_is_json_too() {
    assert_query(GetByQueryParams { filter: Some(Range::default()), ..Default::default() }, "?filter=%7B%7D").await;
}

#[tokio::test]
async fn empty_values_are_sent_and_empty_lists_are_not() {
    let params = GetByQueryParams {
        form: Some(Vec::new()),
        list: Some(Vec::new()),
        spaces: Some(Vec::new()),
        deep: Some(Range { of: Some(Vec::new()), ..Default::default() }),
        reserved: Some(String::new()),
        ..Default::default()
    };
    assert_query(params, "?reserved=").await;
}

#[tokio::test]
async fn headers() {
    let params = GetByHeaderParams {
        x_tags: Some(texts(&["a", "b c", "ü"])),
        x_filter: Some(Range { lt: Some(3), ..Default::default() }),
    };
    let request = sent(204, |client| client.get_by_header(&COLOR).params(params)).await;
    assert_eq!(request.target, "/headers");
    assert_eq!(request.header("x-color"), Some("R=100,G=200,B=-1"));
    assert_eq!(request.header("x-tags"), Some("a,b c,ü"));
    assert_eq!(request.header("x-filter"), Some(r#"{"lt":3}"#));
}

#[tokio::test]
async fn absent_headers_are_not_sent() {
    let params = GetByHeaderParams { x_tags: Some(Vec::new()), x_filter: None };
    let request = sent(204, |client| client.get_by_header(&COLOR).params(params)).await;
    assert_eq!((request.header("x-tags"), request.header("x-filter")), (None, None));
}

#[tokio::test]
async fn a_header_does_not_become_two() {
    let params = GetByHeaderParams { x_tags: Some(texts(&["a\r\nX-Evil: b"])), x_filter: None };
    let said = rejected(|client| client.get_by_header(&COLOR).params(params).skip_validation()).await;
    assert_eq!(
        said,
        "header parameter \"X-Tags\": a header can't be sent: it has characters that HTTP does not allow there"
    );
}

#[tokio::test]
async fn cookies() {
    let params = GetByCookieParams { tags: Some(texts(&["a", "b;c"])) };
    let request = sent(204, |client| client.get_by_cookie("x; y=z ü").params(params)).await;
    assert_eq!(request.target, "/cookies");
    assert_eq!(request.header("cookie"), Some("session=x%3B%20y%3Dz%20%C3%BC; tags=a,b%3Bc"));
}

#[tokio::test]
async fn absent_cookies_are_not_sent() {
    let request = sent(204, |client| client.get_by_cookie("")).await;
    assert_eq!(request.header("cookie"), Some("session="));
}

#[tokio::test]
async fn parameters_of_the_path_belong_to_its_operations() {
    let params = GetSharedParams { limit: Some(7), limit2: Some("many".into()) };
    let request = sent(204, |client| client.get_shared("a b").params(params)).await;
    assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/shared/a%20b?limit=7"));
    assert_eq!(request.header("limit"), Some("many"));
}

#[tokio::test]
async fn an_operation_says_more_of_one_of_two_of_a_name() {
    let params = DeleteSharedParams { limit2: Some("many".into()) };
    let request = sent(204, |client| client.delete_shared("é", 10).params(params)).await;
    assert_eq!((request.method.as_str(), request.target.as_str()), ("DELETE", "/shared/%C3%A9?limit=10"));
    assert_eq!(request.header("limit"), Some("many"));
}

#[tokio::test]
async fn and_its_bound_holds() {
    let said = rejected(|client| client.delete_shared("a", 11)).await;
    assert_eq!(said, "query parameter \"limit\": 11 is greater than the maximum 10");
    let request = sent(204, |client| client.delete_shared("a", 11).skip_validation()).await;
    assert_eq!(request.target, "/shared/a?limit=11");
}

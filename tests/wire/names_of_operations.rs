//! Parameters of one name in every place, and names that no argument can have.

use names_of_operations::NewParams;
use names_of_operations::types::{NewRequest, Type};

calls_of!(names_of_operations);

#[tokio::test]
async fn each_argument_goes_where_it_belongs() {
    let server = Server::always(MockResponse::json(200, r#"{"a":"b"}"#));
    let params = NewParams {
        self3: Some("s3".into()),
        body2: Some("b2".into()),
        params2: Some(vec!["p2".into()]),
        filter_name: Some("f1".into()),
        filter_name2: Some("f2".into()),
        filter: Some("f3".into()),
        x2: Some("x".into()),
        value: Some("v".into()),
        plus_1: Some("p1".into()),
        value_1: Some("v1".into()),
        t: Some("t".into()),
    };
    let body = NewRequest { a: Some("c".into()) };
    let call = client(&server).new_("s1", "b1", 1, "c1", "s2", "c2", &Type::A2, "t2", "t3", "u", "_", 0.5, &body);
    assert_eq!(call.params(params).await.expect("a response").a.as_deref(), Some("b"));
    let request = server.request();
    let (path, query) = request.target.split_once('?').expect("a query");
    assert_eq!((request.method.as_str(), path), ("POST", "/a/s1/b1/1/c1"));
    let mut query: Vec<&str> = query.split('&').collect();
    query.sort_unstable();
    let mut expected = [
        "self=s2",
        "Self=s3",
        "body=b2",
        "params=p2",
        "call=c2",
        "type=A",
        "filter%5Bname%5D=f1",
        "filter.name=f2",
        "%24filter=f3",
        "x%C2%B2=x",
        "%E7%94%A8%E6%88%B7=u",
        "=v",
        "%2B1=p1",
        "1=v1",
        "T=t",
        "_=_",
        "f=0.5",
    ];
    expected.sort_unstable();
    assert_eq!(query, expected);
    assert_eq!((request.header("type"), request.header("cookie")), (Some("t2"), Some("type=t3")));
    assert_eq!(request.text(), r#"{"a":"c"}"#);
}

#[tokio::test]
async fn every_method() {
    let server = Server::always(MockResponse::status(204));
    let client = client(&server);
    client.list_all_the_things().await.expect("a response");
    client.list_all_the_things2().await.expect("a response");
    client.list_all_the_things3().await.expect("a response");
    client.delete_b().await.expect("a response");
    client.plus_1().await.expect("a response");
    client.minus_1().await.expect("a response");
    client.value_1().await.expect("a response");
    client.match_().await.expect("a response");
    let methods: Vec<_> = server.requests().into_iter().map(|request| (request.method, request.target)).collect();
    let expected = ["POST", "GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"];
    assert_eq!(methods, expected.map(|method| (method.to_owned(), "/b".to_owned())));
}

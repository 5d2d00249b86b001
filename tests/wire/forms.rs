//! Bodies of the media type `application/x-www-form-urlencoded`, by `encoding` and without it.

use std::collections::BTreeMap;

use forms::types::{Address, CreateChargeRequest, CreateTokenRequest, Item};

calls_of!(forms);

fn charge() -> CreateChargeRequest {
    CreateChargeRequest::builder().amount(1).build().expect("a charge")
}

/// Returns the form that a charge becomes.
async fn form(body: &CreateChargeRequest) -> String {
    sent(204, |client| client.create_charge(body)).await.text().to_owned()
}

#[tokio::test]
async fn method_path_and_media_type() {
    let request = sent(204, |client| client.create_charge(&charge())).await;
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/charges"));
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
}

#[test]
fn without_a_server_a_base_url_is_required() {
    let built = forms::Client::builder().build();
    assert!(matches!(built, Err(forms::BuildError::NoBaseUrl)), "{built:?}");
}

#[tokio::test]
async fn what_is_absent_is_not_sent() {
    assert_eq!(form(&charge()).await, "amount=1");
}

#[tokio::test]
async fn items_of_a_deep_object_have_numbers() {
    let items = vec![Item { price: Some("a b".into()), quantity: Some(2) }, Item { price: None, quantity: Some(-3) }];
    let body = CreateChargeRequest { items: Some(items), ..charge() };
    let expected = "amount=1&items%5B0%5D%5Bprice%5D=a%20b&items%5B0%5D%5Bquantity%5D=2&items%5B1%5D%5Bquantity%5D=-3";
    assert_eq!(form(&body).await, expected);
}

#[tokio::test]
async fn names_and_values_of_a_map_are_encoded() {
    let metadata = BTreeMap::from([("a=b".to_owned(), "c&d".to_owned()), ("é".to_owned(), String::new())]);
    let body = CreateChargeRequest { metadata: Some(metadata), ..charge() };
    let expected = "amount=1&metadata%5Ba%3Db%5D=c%26d&metadata%5B%C3%A9%5D=";
    assert_eq!(form(&body).await, expected);
}

#[tokio::test]
async fn without_explode_a_list_is_divided_by_commas() {
    let body = CreateChargeRequest { expand: Some(vec!["a".into(), "b c".into()]), ..charge() };
    assert_eq!(form(&body).await, "amount=1&expand=a,b%20c");
    let body = CreateChargeRequest { expand: Some(vec!["a".into(), "b,c".into()]), ..charge() };
    let said = rejected(|client| client.create_charge(&body)).await;
    assert_eq!(said, "/expand/1: contains `,`, which separates items here: it would be split");
}

#[tokio::test]
async fn without_encoding_a_list_is_a_pair_an_item() {
    let body = CreateChargeRequest { tags: Some(vec!["a".into(), String::new()]), ..charge() };
    assert_eq!(form(&body).await, "amount=1&tags=a&tags=");
}

#[tokio::test]
async fn empty_lists_and_maps_are_not_sent() {
    let body = CreateChargeRequest {
        items: Some(Vec::new()),
        metadata: Some(BTreeMap::new()),
        expand: Some(Vec::new()),
        tags: Some(Vec::new()),
        ..charge()
    };
    assert_eq!(form(&body).await, "amount=1");
}

#[tokio::test]
async fn reserved_characters_stay_where_they_are_allowed() {
    let body = CreateChargeRequest { return_url: Some("https://a.b/c?d=e+f#=ü".into()), ..charge() };
    assert_eq!(form(&body).await, "amount=1&returnUrl=https://a.b/c?d=e+f%23=%C3%BC");
}

#[tokio::test]
async fn a_property_of_type_json_is_json() {
    let body = CreateChargeRequest { address: Some(Address { city: Some("Köln".into()) }), ..charge() };
    assert_eq!(form(&body).await, "amount=1&address=%7B%22city%22%3A%22K%C3%B6ln%22%7D");
}

#[tokio::test]
async fn a_violation_is_not_sent() {
    let body = CreateChargeRequest { amount: 0, ..charge() };
    assert_eq!(rejected(|client| client.create_charge(&body)).await, "/amount: 0 is less than the minimum 1");
}

#[tokio::test]
async fn unless_validation_is_skipped() {
    let body = CreateChargeRequest { amount: 0, ..charge() };
    let request = sent(204, |client| client.create_charge(&body).skip_validation()).await;
    assert_eq!(request.text(), "amount=0");
}

#[tokio::test]
async fn an_optional_body_that_is_absent_has_no_media_type() {
    let request = sent(204, |client| client.create_token(None)).await;
    assert_eq!((request.header("content-type"), request.text()), (None, ""));
}

#[tokio::test]
async fn an_optional_body_without_values_is_empty() {
    let request = sent(204, |client| client.create_token(Some(&CreateTokenRequest::default()))).await;
    assert_eq!((request.header("content-type"), request.text()), (Some("application/x-www-form-urlencoded"), ""));
}

#[tokio::test]
async fn an_optional_body_is_sent() {
    let body = CreateTokenRequest { scope: Some("read write+".into()) };
    let request = sent(204, |client| client.create_token(Some(&body))).await;
    assert_eq!(request.text(), "scope=read%20write%2B");
}

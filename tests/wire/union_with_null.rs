//! Unions with null.

use union_with_null::Nullable;
use union_with_null::types::{GetThingResponse, Thing};

calls_of!(union_with_null);

async fn thing(body: &str) -> GetThingResponse {
    receive(MockResponse::json(200, body), |client| client.get_thing()).await.expect("a thing")
}

#[tokio::test]
async fn a_value_null_and_nothing_differ() {
    let named = || Nullable::Value(Thing { name: Some("a".into()) });
    let both = thing(r#"{"parent":{"name":"a"},"owner":{"name":"a"}}"#).await;
    assert_eq!(both, GetThingResponse { parent: named(), owner: named() });
    let nulls = thing(r#"{"parent":null,"owner":null}"#).await;
    assert_eq!(nulls, GetThingResponse { parent: Nullable::Null, owner: Nullable::Null });
    assert_eq!(thing("{}").await, GetThingResponse::default());
}

//! A union whose members are told apart by a property.

use discriminated_union::Error;
use discriminated_union::serde_json::json;
use discriminated_union::types::{Cat, Dog, Pet};

calls_of!(discriminated_union);

async fn pet(body: &str) -> Result<Pet, Error<discriminated_union::NoDeclaredErrors>> {
    receive(MockResponse::json(200, body), |client| client.get_pet()).await
}

#[tokio::test]
async fn the_mapping_names_a_member() {
    let cat = pet(r#"{"kind":"feline","lives":9}"#).await.expect("a pet");
    assert_eq!(cat, Pet::Feline(Cat { lives: Some(9), ..Cat::default() }));
    assert_eq!(json!(cat), json!({"kind": "feline", "lives": 9}));
}

#[tokio::test]
async fn else_the_name_of_the_component_does() {
    let dog = pet(r#"{"barks":true,"kind":"Dog"}"#).await.expect("a pet");
    assert_eq!(dog, Pet::Dog(Dog { barks: Some(true), ..Dog::default() }));
    assert_eq!(json!(dog), json!({"kind": "Dog", "barks": true}));
}

#[tokio::test]
async fn another_value_is_kept() {
    let fish = pet(r#"{"kind":"Fish","fins":2}"#).await.expect("a pet");
    assert_eq!(fish, Pet::Unknown(json!({"kind": "Fish", "fins": 2})));
    assert_eq!(json!(fish), json!({"kind": "Fish", "fins": 2}));
}

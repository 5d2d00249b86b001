//! Parents with a discriminator, and children that are composed of them.

use discriminator_inheritance::Validate;
use discriminator_inheritance::serde_json::{from_value, json};
use discriminator_inheritance::types::{Animal, Car, Cat, Dog, SportsCar, Vehicle};

calls_of!(discriminator_inheritance);

#[tokio::test]
async fn a_request_that_names_the_parent_takes_a_child_with_its_tag() {
    let animal: Animal = Dog::builder().name("Rex").barks(true).build().expect("a dog").into();
    let said = receive(MockResponse::json(200, "[]"), |client| client.add_animal(&animal)).await.expect("animals");
    assert!(said.is_empty());
    assert_eq!(json!(animal), json!({"type": "DOG", "name": "Rex", "barks": true}));
}

#[tokio::test]
async fn a_response_tells_which_it_is() {
    let body =
        r#"[{"type":"CAT","lives":9},{"type":"DOG","barks":true,"friends":[{"type":"CAT"}]},{"type":"FISH","fins":2}]"#;
    let animal: Animal = Cat::default().into();
    let animals = receive(MockResponse::json(200, body), |client| client.add_animal(&animal)).await.expect("animals");
    let [Animal::Cat(cat), Animal::Dog(dog), Animal::Unknown(fish)] = animals.as_slice() else { panic!("{animals:?}") };
    assert_eq!((cat.lives, dog.barks), (Some(9), true));
    assert!(matches!(dog.friends.as_deref(), Some([Animal::Cat(_)])));
    assert_eq!(*fish, json!({"type": "FISH", "fins": 2}));
}

#[test]
fn a_child_that_stands_alone_has_its_tag_too() {
    assert_eq!(json!(Cat { lives: Some(9), ..Cat::default() }), json!({"type": "CAT", "lives": 9}));
}

#[test]
fn a_parent_without_a_mapping_is_a_value_itself() {
    let values = [
        json!({"$type": "Vehicle", "wheels": 2}),
        json!({"$type": "Car", "doors": 3}),
        json!({"$type": "SportsCar", "seats": 2}),
    ];
    let read: Vec<Vehicle> = values.iter().map(|value| from_value(value.clone()).expect("a vehicle")).collect();
    assert!(matches!(read.as_slice(), [Vehicle::Vehicle(_), Vehicle::Car(_), Vehicle::SportsCar(_)]), "{read:?}");
    for (vehicle, value) in read.iter().zip(&values) {
        assert_eq!(json!(vehicle), *value);
        assert!(vehicle.validate().is_ok());
    }
    assert_eq!(json!(Vehicle::from(Car::default())), json!({"$type": "Car"}));
    assert_eq!(json!(SportsCar::default()), json!({"$type": "SportsCar"}));
}

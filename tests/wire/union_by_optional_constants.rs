//! Unions whose members are told apart by a property that need not be there.

use union_by_optional_constants::Validate;
use union_by_optional_constants::serde_json::{from_value, json};
use union_by_optional_constants::types::{
    Action, Automation, CancelRun, Cat, DoNothing, Dog, Flag, FlagFast, Pause, Pet, Target, Trigger, TriggerEvent,
};

calls_of!(union_by_optional_constants);

#[tokio::test]
async fn the_value_is_written_though_it_is_optional() {
    let actions: Vec<Action> = vec![DoNothing::default().into(), Pause::default().into(), CancelRun::default().into()];
    let automation = Automation { actions, ..from_value(json!({"actions": []})).expect("an automation") };
    let request = sent(204, |client| client.create_automation(&automation)).await;
    assert_eq!(request.text(), r#"{"actions":[{"type":"do-nothing"},{"type":"pause"},{"type":"cancel-run"}]}"#);
}

#[tokio::test]
async fn a_property_that_is_a_body_by_itself_writes_it_too() {
    let request = sent(204, |client| client.pause(&Pause::default())).await;
    assert_eq!(request.text(), r#"{"type":"pause"}"#);
}

#[test]
fn the_value_chooses_the_member() {
    let action: Action = from_value(json!({"type": "cancel-run"})).expect("an action");
    assert_eq!(action, Action::CancelRun(CancelRun::default()));
}

#[test]
fn without_it_the_first_whose_schema_holds_is_chosen_and_it_is_written() {
    let action: Action = from_value(json!({})).expect("an action");
    assert_eq!(action, Action::DoNothing(DoNothing::default()));
    assert_eq!(json!(action), json!({"type": "do-nothing"}));
}

#[test]
fn it_stays_optional_for_those_who_judge() {
    assert!(Pause::from_json(b"{}").is_ok());
    assert!(Pause::from_json(br#"{"type":"cancel-run"}"#).is_err());
}

#[test]
fn a_value_that_no_member_has_is_kept() {
    let action: Action = from_value(json!({"type": "resume", "a": 1})).expect("an action");
    assert_eq!(action, Action::Unknown(json!({"type": "resume", "a": 1})));
}

#[test]
fn text_with_objects_tells_itself_apart() {
    let text: Trigger = from_value(json!("daily")).expect("a trigger");
    assert_eq!(text, Trigger::String("daily".to_owned()));
    let event: Trigger = TriggerEvent::default().into();
    assert_eq!(json!(event), json!({"kind": "event"}));
    assert!(event.validate().is_ok());
}

#[test]
fn a_member_without_a_constant_is_chosen_by_its_schema() {
    let by_id: Target = from_value(json!({"id": 1})).expect("a target");
    assert_eq!(json!(by_id), json!({"by": "id", "id": 1}));
    let any: Target = from_value(json!({"limit": 3})).expect("a target");
    assert_eq!(json!(any), json!({"limit": 3}));
}

#[test]
fn a_flag_tells_nothing_and_stays_a_field() {
    let flag: Flag = FlagFast { speed: Some(1), ..FlagFast::default() }.into();
    assert_eq!(json!(flag), json!({"speed": 1}));
}

#[tokio::test]
async fn a_discriminator_that_no_member_declares_is_written() {
    let cat: Pet = Cat { lives: Some(9), ..Cat::default() }.into();
    let request = sent(204, |client| client.add_pet(&cat)).await;
    assert_eq!(request.text(), r#"{"species":"cat","lives":9}"#);
    let dog: Pet = Dog::default().into();
    assert_eq!(json!(dog), json!({"species": "Dog"}));
    let again: Pet = from_value(json!({"species": "Dog", "trained": true})).expect("a pet");
    assert_eq!(json!(again), json!({"species": "Dog", "trained": true}));
}

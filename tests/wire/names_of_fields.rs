//! Members whose names are no names of fields: each is sent under its own.

use names_of_fields::Validate;
use names_of_fields::serde_json::{Map, Value, from_str};
use names_of_fields::types::All;

calls_of!(names_of_fields);

/// Returns a value for each member of the schema, another for each.
fn values() -> Map<String, Value> {
    let properties = All::schema().properties.iter().enumerate();
    let value = |(index, property): (usize, &names_of_fields::schema::Property)| {
        let name = property.name.to_owned();
        let value = match name.as_str() {
            "+1" | "-1" | "1" | "_1" => Value::from(index),
            "async" | "await" | "dyn" | "gen" | "try" | "union" | "static" | "raw" | "macro_rules" => Value::Bool(true),
            _ => Value::from(index.to_string()),
        };
        (name, value)
    };
    properties.map(value).chain([("further".to_owned(), Value::from("more"))]).collect()
}

#[tokio::test]
async fn each_member_goes_under_its_name() {
    let values = Value::Object(values());
    let body = All::from_json(values.to_string().as_bytes()).expect("a value");
    let request = sent(204, |client| client.put_a(&body)).await;
    assert_eq!(from_str::<Value>(request.text()).expect("JSON"), values);
}

#[tokio::test]
async fn so_it_does_from_a_builder() {
    let builder = All::builder().self_("1").self2("2").build_("3").value("4").plus_1(5).minus_1(6).builder_("7");
    let body = builder.zero_width("8").имя("9").a2("10").a_b8("11").type4("12").build().expect("a value");
    let request = sent(204, |client| client.put_a(&body)).await;
    let found: Value = from_str(request.text()).expect("JSON");
    let expected = [
        ("self", "1"),
        ("Self", "2"),
        ("build", "3"),
        ("", "4"),
        ("builder", "7"),
        ("zero\u{200d}width", "8"),
        ("имя", "9"),
        ("ａ", "10"),
        ("A_B", "11"),
    ];
    for (name, value) in expected {
        assert_eq!(found.get(name), Some(&Value::from(value)), "{name:?}");
    }
    assert_eq!((found.get("+1"), found.get("-1")), (Some(&Value::from(5)), Some(&Value::from(6))));
}

//! Structs whose fields are the properties in their order: no name is compared, and a verdict is the same as by names.

use clientwright_runtime::validation::schema::{Property, Schema, optional, required};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::support::{broken, holds};

const PROPERTIES: &[Property] = &[
    required("first", &Schema::INTEGER.minimum(0)),
    required("secret", &Schema::STRING).in_requests(),
    optional("third", &Schema::INTEGER.minimum(0)),
    required("last", &Schema::STRING.max_length(2)),
];

/// Fields that are written if they are there.
struct Fields {
    name: &'static str,
    values: [Option<i64>; 4],
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_struct(self.name, 4)?;
        for (name, value) in ["first", "secret", "third", "last"].into_iter().zip(&self.values) {
            match value {
                Some(value) if matches!(name, "secret" | "last") => members.serialize_field(name, &value.to_string()),
                Some(value) => members.serialize_field(name, value),
                None => members.skip_field(name),
            }?;
        }
        members.end()
    }
}

const IN_ORDER: &Schema =
    &Schema::OBJECT.properties(PROPERTIES).struct_name("Fields").additional_properties_false().max_properties(3);

/// Validates by the order, and by the names.
fn faults(values: [Option<i64>; 4]) -> Vec<(String, &'static str)> {
    let by_order = broken(&Fields { name: "Fields", values }, IN_ORDER);
    assert_eq!(by_order, broken(&Fields { name: "Others", values }, IN_ORDER));
    by_order
}

fn fault(pointer: &str, keyword: &'static str) -> (String, &'static str) {
    (pointer.to_owned(), keyword)
}

#[test]
fn all_fields_are_validated() {
    assert_eq!(faults([Some(1), Some(2), None, Some(3)]), []);
    assert_eq!(faults([Some(-1), Some(2), None, Some(333)]), [fault("/first", "minimum"), fault("/last", "maxLength")]);
}

#[test]
fn fields_count_that_are_written() {
    assert_eq!(faults([Some(1), Some(2), Some(3), Some(4)]), [fault("", "maxProperties")]);
}

#[test]
fn a_field_that_is_required_and_left_out_is_missing() {
    assert_eq!(faults([Some(1), None, Some(2), Some(3)]), [fault("", "required")]);
    assert_eq!(
        faults([Some(1), None, Some(-2), Some(333)]),
        [fault("/third", "minimum"), fault("/last", "maxLength"), fault("", "required"),]
    );
    assert_eq!(faults([None, None, None, None]), [fault("", "required"), fault("", "required"), fault("", "required")]);
}

#[test]
fn the_name_of_a_struct_says_nothing_of_another_schema() {
    assert!(!holds(
        &Fields { name: "Fields", values: [Some(1); 4] },
        const { &Schema::OBJECT.additional_properties_false().struct_name("Other") }
    ));
}

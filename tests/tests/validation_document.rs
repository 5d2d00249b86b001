//! Rules that hold for every request body of the document, as the document itself states them.

use infisical_client::types::{
    AttachAwsAuthRequest, AttachJwtAuthJwks, AttachJwtAuthRequest, AttachJwtAuthStatic, AttachKubernetesAuthRequest,
    AttachUniversalAuthRequest, LoginWithAwsAuthRequest, LoginWithJwtAuthRequest, LoginWithKubernetesAuthRequest,
    LoginWithUniversalAuthRequest, UpdateAwsAuthRequest, UpdateJwtAuthJwks, UpdateJwtAuthRequest, UpdateJwtAuthStatic,
    UpdateKubernetesAuthRequest, UpdateUniversalAuthRequest,
};
use infisical_client::{FromJsonError, Validate};
use serde_json::{Map, Value, json};

/// A request body that is an object, or a member of a union of them.
struct Body {
    operation: String,
    schema: Value,
    /// Its members that must be there, with values that are allowed.
    valid: Map<String, Value>,
}

/// What is wrong: pointer, keyword, bound.
type Fault = (String, String, Option<String>);

impl Body {
    fn properties(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.schema["properties"].as_object().expect("properties").iter()
    }

    fn required(&self) -> impl Iterator<Item = &str> {
        self.schema["required"].as_array().into_iter().flatten().map(|name| name.as_str().expect("a name"))
    }

    /// Returns which member of a union it is.
    fn form(&self) -> Option<&str> {
        self.schema["properties"]["configurationType"]["enum"][0].as_str()
    }

    fn faults(&self) -> Vec<Fault> {
        faults(&self.operation, self.form(), &Value::Object(self.valid.clone()))
    }

    /// Reads the body with a member that is set, or without it.
    fn with(&self, member: &str, value: Option<Value>) -> Vec<Fault> {
        let mut body = self.valid.clone();
        match value {
            Some(value) => body.insert(member.to_owned(), value),
            None => body.remove(member),
        };
        faults(&self.operation, self.form(), &Value::Object(body))
    }
}

/// Reads a body; one that is a member of a union, as that member.
fn faults(operation: &str, form: Option<&str>, body: &Value) -> Vec<Fault> {
    match (operation, form) {
        ("attachAwsAuth", None) => read::<AttachAwsAuthRequest>(body),
        ("attachJwtAuth", Some("jwks")) => read::<AttachJwtAuthJwks>(body),
        ("attachJwtAuth", Some("static")) => read::<AttachJwtAuthStatic>(body),
        ("attachKubernetesAuth", None) => read::<AttachKubernetesAuthRequest>(body),
        ("attachUniversalAuth", None) => read::<AttachUniversalAuthRequest>(body),
        ("loginWithAwsAuth", None) => read::<LoginWithAwsAuthRequest>(body),
        ("loginWithJwtAuth", None) => read::<LoginWithJwtAuthRequest>(body),
        ("loginWithKubernetesAuth", None) => read::<LoginWithKubernetesAuthRequest>(body),
        ("loginWithUniversalAuth", None) => read::<LoginWithUniversalAuthRequest>(body),
        ("updateAwsAuth", None) => read::<UpdateAwsAuthRequest>(body),
        ("updateJwtAuth", Some("jwks")) => read::<UpdateJwtAuthJwks>(body),
        ("updateJwtAuth", Some("static")) => read::<UpdateJwtAuthStatic>(body),
        ("updateKubernetesAuth", None) => read::<UpdateKubernetesAuthRequest>(body),
        ("updateUniversalAuth", None) => read::<UpdateUniversalAuthRequest>(body),
        other => panic!("{other:?} is not known here"),
    }
}

fn read<T: Validate>(body: &Value) -> Vec<Fault> {
    match T::from_json(body.to_string().as_bytes()) {
        Ok(value) => {
            value.validate().unwrap_or_else(|violations| panic!("{body}: {violations}"));
            Vec::new()
        }
        Err(FromJsonError::Invalid(violations)) => violations
            .iter()
            .map(|fault| (fault.pointer().to_owned(), fault.keyword().to_owned(), fault.bound().map(ToOwned::to_owned)))
            .collect(),
        Err(other) => panic!("{body}: {other:?}"),
    }
}

/// Returns all request bodies: 10 objects and two unions of two.
fn bodies() -> Vec<Body> {
    let text = include_str!("../../spec/infisical.yaml");
    let document: Value = serde_yaml::from_str(text).expect("YAML");
    let items = document["paths"].as_object().expect("paths").values();
    let operations = items.flat_map(|item| item.as_object().expect("an item").values());
    let bodies: Vec<Body> = operations
        .flat_map(|operation| {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let members = match schema["anyOf"].as_array() {
                Some(members) => members.clone(),
                None => vec![schema.clone()],
            };
            members.into_iter().filter(|schema| !schema.is_null()).map(|schema| body(&operation["operationId"], schema))
        })
        .collect();
    assert_eq!(bodies.len(), 14);
    bodies
}

fn body(operation: &Value, schema: Value) -> Body {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let names = required.iter().map(|name| name.as_str().expect("a name").to_owned());
    let valid = names.map(|name| (name.clone(), allowed(&schema["properties"][name.as_str()]))).collect();
    Body { operation: operation.as_str().expect("an operation").to_owned(), schema, valid }
}

/// Returns a value that a schema of the document allows.
fn allowed(schema: &Value) -> Value {
    if let Some(value) = schema["enum"].get(0) {
        return value.clone();
    }
    match (schema["type"].as_str().expect("a type"), schema["format"].as_str()) {
        ("string", Some("uuid")) => json!("3c6f8a5e-57a1-4a4b-8a55-0a3f6a1b2c3d"),
        ("string", Some("uri")) => json!("https://a.example"),
        ("string", _) => json!("text"),
        ("boolean", _) => json!(true),
        ("array", _) => json!([allowed(&schema["items"])]),
        ("integer" | "number", _) => schema["minimum"].clone(),
        _ if schema["properties"].is_object() => json!({"ipAddress": "::/0"}),
        _ => json!({"claim": "value"}),
    }
}

/// Returns pointers and keywords.
fn kinds(found: &[Fault]) -> Vec<(&str, &str)> {
    found.iter().map(|(pointer, keyword, _)| (pointer.as_str(), keyword.as_str())).collect()
}

#[test]
fn every_body_with_its_required_properties_alone_is_valid() {
    for body in bodies() {
        assert_eq!(body.faults(), [], "{}", body.operation);
    }
}

#[test]
fn every_property_takes_what_its_schema_allows() {
    for body in bodies() {
        for (member, schema) in body.properties() {
            assert_eq!(body.with(member, Some(allowed(schema))), [], "{} {member}", body.operation);
        }
    }
}

#[test]
fn every_required_property_is_missed() {
    for body in bodies() {
        for member in body.required() {
            let expected = [(String::new(), "required".to_owned(), Some(member.to_owned()))];
            assert_eq!(body.with(member, None), expected, "{} {member}", body.operation);
        }
    }
}

#[test]
fn every_body_rejects_a_property_that_it_has_not() {
    for body in bodies() {
        let found = body.with("a/b~c", Some(json!(1)));
        assert_eq!(kinds(&found), [("/a~1b~0c", "additionalProperties")], "{}", body.operation);
    }
}

#[test]
fn null_is_rejected_wherever_the_document_does_not_allow_it() {
    for body in bodies() {
        for (member, schema) in body.properties() {
            let found = body.with(member, Some(Value::Null));
            let pointer = format!("/{member}");
            let expected = if schema["nullable"] == true { vec![] } else { vec![(pointer.as_str(), "type")] };
            assert_eq!(kinds(&found), expected, "{} {member}", body.operation);
        }
    }
}

#[test]
fn every_property_rejects_a_value_of_another_type() {
    for body in bodies() {
        for (member, schema) in body.properties() {
            let other = if schema["type"] == "boolean" { json!("true") } else { json!(false) };
            let found = body.with(member, Some(other));
            assert_eq!(kinds(&found), [(format!("/{member}").as_str(), "type")], "{} {member}", body.operation);
        }
    }
}

#[test]
fn an_integer_is_written_without_a_fraction() {
    for body in bodies() {
        for (member, _) in body.properties().filter(|(_, schema)| schema["type"] == "integer") {
            assert_eq!(body.with(member, Some(json!(40))), [], "{} {member}", body.operation);
            for number in [json!(40.0), json!(40.5)] {
                let found = body.with(member, Some(number));
                assert_eq!(kinds(&found), [(format!("/{member}").as_str(), "type")], "{} {member}", body.operation);
            }
        }
    }
}

#[test]
fn a_union_accepts_each_of_its_variants() {
    for body in bodies().into_iter().filter(|body| body.form().is_some()) {
        let json = Value::Object(body.valid.clone());
        let found = match body.operation.as_str() {
            "attachJwtAuth" => read::<AttachJwtAuthRequest>(&json),
            _ => read::<UpdateJwtAuthRequest>(&json),
        };
        assert_eq!(found, [], "{json}");
    }
}

#[test]
fn every_bound_is_stated_when_it_is_broken() {
    for body in bodies() {
        for (member, schema) in body.properties() {
            for (keyword, outside) in outside(schema) {
                let bound = schema[keyword].to_string();
                let expected = [(format!("/{member}"), keyword.to_owned(), Some(bound))];
                assert_eq!(body.with(member, Some(outside)), expected, "{} {member}", body.operation);
            }
        }
    }
}

/// Returns a value just outside of each bound of a schema.
fn outside(schema: &Value) -> Vec<(&'static str, Value)> {
    let mut outside = Vec::new();
    let size = |keyword: &str| schema[keyword].as_u64().and_then(|size| usize::try_from(size).ok());
    if let Some(least) = size("minLength") {
        outside.push(("minLength", json!("ü".repeat(least - 1))));
    }
    if let Some(most) = size("maxLength") {
        outside.push(("maxLength", json!("ü".repeat(most + 1))));
    }
    if let Some(least) = size("minItems") {
        outside.push(("minItems", json!(vec![allowed(&schema["items"]); least - 1])));
    }
    if let Some(least) = schema["minimum"].as_i64() {
        outside.push(("minimum", json!(least - 1)));
    }
    if let Some(most) = schema["maximum"].as_i64() {
        outside.push(("maximum", json!(most + 1)));
    }
    outside
}

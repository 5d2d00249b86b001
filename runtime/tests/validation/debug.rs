use std::collections::BTreeMap;
use std::fmt;

use clientwright_runtime::validation::debug::write;
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::{REDACTED, exactly};

struct DisplayValue<T>(T);

impl<T: Serialize> fmt::Debug for DisplayValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(&self.0, REDACTED, f)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Login {
    client_id: String,
    client_secret: Option<String>,
    ttl: i64,
    metadata: Value,
}

fn login() -> Login {
    Login {
        client_id: "me".to_owned(),
        client_secret: Some("Hunter2".to_owned()),
        ttl: 5,
        metadata: json!({ "list": [{ "password": { "deep": "Hunter2" } }], "n": null }),
    }
}

#[test]
fn members_have_their_names_in_json_and_secrets_are_hidden_at_any_depth() {
    assert_eq!(
        format!("{:?}", DisplayValue(login())),
        "Login { clientId: \"me\", clientSecret: [redacted], ttl: 5, \
         metadata: {\"list\": [{\"password\": [redacted]}], \"n\": null} }"
    );
}

#[test]
fn the_long_form_has_lines() {
    let shown = format!("{:#?}", DisplayValue(login()));
    assert!(shown.starts_with("Login {\n    clientId: \"me\",\n    clientSecret: [redacted],\n"), "{shown}");
    assert!(shown.contains("                \"password\": [redacted],\n"), "{shown}");
}

#[test]
fn keys_of_maps_are_names() {
    let map = BTreeMap::from([("accessToken", "Hunter2"), ("user", "me")]);
    assert_eq!(format!("{:?}", DisplayValue(map)), "{\"accessToken\": [redacted], \"user\": \"me\"}");
}

#[test]
fn names_of_variants_are_names() {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    enum Method {
        Password(String),
        AccessToken { value: String },
        Key(String, i64),
        None,
    }
    let all = [
        Method::Password("Hunter2".to_owned()),
        Method::AccessToken { value: "Hunter2".to_owned() },
        Method::Key("k".to_owned(), 1),
        Method::None,
    ];
    assert_eq!(
        format!("{:?}", DisplayValue(all)),
        "[password([redacted]), accessToken { value: [redacted] }, key(\"k\", 1), \"none\"]"
    );
}

#[test]
fn texts_are_texts() {
    assert_eq!(format!("{:?}", DisplayValue("{\"a\": 1}\n")), "\"{\\\"a\\\": 1}\\n\"");
}

#[test]
fn scalars_are_shown_as_they_are() {
    let value = json!([true, 1, -2, 1.5, "a", null]);
    assert_eq!(format!("{:?}", DisplayValue(value)), "[true, 1, -2, 1.5, \"a\", null]");
    assert_eq!(format!("{:?}", DisplayValue(exactly("1e400"))), "1e400");
}

#[test]
fn raw_json_is_shown_without_secrets() {
    #[derive(Serialize)]
    #[serde(rename = "$serde_json::private::RawValue")]
    struct Raw {
        #[serde(rename = "$serde_json::private::RawValue")]
        text: &'static str,
    }
    assert_eq!(format!("{:?}", DisplayValue(Raw { text: "{\"password\":\"Hunter2\"}" })), "{\"password\": [redacted]}");
    assert_eq!(format!("{:?}", DisplayValue(Raw { text: "Hunter2" })), "[redacted]");
}

//! Bodies of the media type `application/x-www-form-urlencoded` (OpenAPI 3.0.3 §4.7.14.4).

use bytes::Bytes;

use crate::runtime::client::ambiguous_values;
use crate::runtime::client::request_body::RequestBody;
use crate::runtime::client::style::{Style, StyleEncoder};
use crate::runtime::client::url_path;
use crate::runtime::validation::plain_value::PlainValue;
use crate::runtime::validation::validate::Validate;

/// How a property of a form is encoded (OpenAPI 3.0.3 §4.7.15).
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Field {
    name: &'static str,
    encoder: StyleEncoder,
}

impl Field {
    /// Declares the style of a property.
    pub const fn new(name: &'static str, style: Style, explode: bool) -> Self {
        Self { name, encoder: StyleEncoder { style, explode, encode: url_path::encode } }
    }

    /// Sets `allowReserved`.
    pub const fn allow_reserved(mut self) -> Self {
        self.encoder.encode = url_path::encode_all_but_reserved;
        self
    }
}

/// Encodes a form. Properties without an entry in `fields` are encoded by default.
pub fn encode<B: Validate>(body: &B, fields: &[Field]) -> RequestBody {
    let mut violations = body.validate().err().unwrap_or_default();
    let tree = PlainValue::of(body);
    let members = if let PlainValue::Object(members) = &tree { members.as_slice() } else { &[] };
    for (name, value) in members {
        violations.merge(ambiguous_values::of_property(encoder(name, value, fields), name, value));
    }
    let pairs: Vec<String> = match &tree {
        PlainValue::Object(members) => {
            members.iter().flat_map(|(name, value)| encoded_pairs(name, value, fields)).collect()
        }
        PlainValue::Null => Vec::new(),
        other => vec![url_path::encode(&other.text())],
    };
    RequestBody::new("application/x-www-form-urlencoded", Bytes::from(pairs.join("&")), violations)
}

fn encoded_pairs(name: &str, value: &PlainValue, fields: &[Field]) -> Vec<String> {
    encoder(name, value, fields).encoded_pairs(name, value)
}

fn encoder(name: &str, value: &PlainValue, fields: &[Field]) -> StyleEncoder {
    let declared = fields.iter().find(|field| field.name == name).map(|field| field.encoder);
    declared.unwrap_or_else(|| StyleEncoder::of_property(value))
}

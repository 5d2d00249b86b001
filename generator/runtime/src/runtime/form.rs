//! Bodies of the media type `application/x-www-form-urlencoded` (OpenAPI 3.0.3 §4.7.14.4).

use bytes::Bytes;

use crate::runtime::path;
use crate::runtime::payload::Payload;
use crate::runtime::style::{Manner, Style};
use crate::runtime::tree::Tree;
use crate::runtime::unclear;
use crate::runtime::validate::Validate;

/// How a property of a form is written (OpenAPI 3.0.3 §4.7.15).
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Field {
    name: &'static str,
    manner: Manner,
}

impl Field {
    /// A property that is written in a style.
    pub const fn new(name: &'static str, style: Style, explode: bool) -> Self {
        Self { name, manner: Manner { style, explode, encode: path::encode } }
    }

    /// Sets `allowReserved`.
    pub const fn allow_reserved(mut self) -> Self {
        self.manner.encode = path::encode_all_but_reserved;
        self
    }
}

/// Makes a form. Properties that `fields` lacks are written as they are by default.
pub fn encode<B: Validate>(body: &B, fields: &[Field]) -> Payload {
    let mut violations = body.validate().err().unwrap_or_default();
    let tree = Tree::of(body);
    let members = if let Tree::Members(members) = &tree { members.as_slice() } else { &[] };
    for (name, value) in members {
        violations.merge(unclear::of_property(manner(name, value, fields), name, value));
    }
    let pairs: Vec<String> = match &tree {
        Tree::Members(members) => members.iter().flat_map(|(name, value)| pairs(name, value, fields)).collect(),
        Tree::Null => Vec::new(),
        other => vec![path::encode(&other.text())],
    };
    Payload::new("application/x-www-form-urlencoded", Bytes::from(pairs.join("&")), violations)
}

fn pairs(name: &str, value: &Tree, fields: &[Field]) -> Vec<String> {
    manner(name, value, fields).pairs(name, value)
}

fn manner(name: &str, value: &Tree, fields: &[Field]) -> Manner {
    let declared = fields.iter().find(|field| field.name == name).map(|field| field.manner);
    declared.unwrap_or_else(|| Manner::of_property(value))
}

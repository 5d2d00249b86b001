//! Building the raw tree with either deserializer.
//!
//! `serde_json::Value` silently keeps the last of two equal keys, and that of `serde_yaml` stops at the first
//! duplicate; neither keeps the text of a numeric key. So the tree is built by a custom visitor, which sets flags for
//! problems and leaves their positions to [`super::diagnostics`].

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::number;

/// The cost of a node in addition to the bytes of its text.
const NODE_COST: usize = 16;

/// The minimum budget of a tree.
const MIN_BUDGET: usize = 32 << 20;

/// Problems found while building the tree; their positions are looked up later.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// A key occurs twice in one object.
    pub(super) duplicate_key: Cell<bool>,
    /// A key may be null.
    pub(super) null_key: Cell<bool>,
    /// A number is infinite or NaN.
    pub(super) non_finite: Cell<bool>,
    /// A value has a custom YAML tag.
    pub(super) tag: Cell<bool>,
    /// A key is `<<`.
    pub(super) merge_key: Cell<bool>,
    /// A second document follows the first.
    pub(super) several_documents: Cell<bool>,
    /// Aliases repeat too much of the document.
    pub(super) out_of_budget: Cell<bool>,
}

/// Builds a tree, and sets flags for the problems that it finds.
#[derive(Clone, Copy, Debug)]
pub(super) struct ValueBuilder<'a> {
    findings: &'a Findings,
    node_budget: &'a Cell<usize>,
}

impl<'a> ValueBuilder<'a> {
    /// Creates a builder that fails when the budget is spent; see [`node_budget`].
    pub(super) fn new(findings: &'a Findings, node_budget: &'a Cell<usize>) -> Self {
        Self { findings, node_budget }
    }

    /// Charges the budget for a node with `bytes` of text.
    fn charge<E: Error>(self, bytes: usize) -> Result<(), E> {
        let Some(rest) = self.node_budget.get().checked_sub(bytes + NODE_COST) else {
            self.findings.out_of_budget.set(true);
            return Err(E::custom("aliases repeat too much"));
        };
        self.node_budget.set(rest);
        Ok(())
    }

    fn float(self, value: f64) -> Value {
        Number::from_f64(value).map_or_else(
            || {
                self.findings.non_finite.set(true);
                Value::Null
            },
            Value::Number,
        )
    }

    fn flag_key(self, key: &str) {
        if key == "<<" {
            self.findings.merge_key.set(true);
        } else if is_null(key) {
            self.findings.null_key.set(true);
        }
    }
}

/// Returns the budget of a text of `length` bytes, which only excessive use of aliases exceeds.
pub(super) fn node_budget(length: usize) -> usize {
    length.saturating_mul(NODE_COST).max(MIN_BUDGET)
}

/// Returns whether a plain scalar of this text is null in YAML's core schema (YAML 1.2.2 §10.3.2).
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

impl<'de> DeserializeSeed<'de> for ValueBuilder<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueBuilder<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.charge(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.charge(0)?;
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.charge(0)?;
        Ok(value.into())
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "the tree has no wider number; `Source::literal` has the exact text"
    )]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "the tree has no wider number; `Source::literal` has the exact text"
    )]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.charge(0)?;
        Ok(self.float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.charge(value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.charge(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.charge(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        self.charge(0)?;
        let mut array = Vec::new();
        while let Some(element) = elements.next_element_seed(self)? {
            array.push(element);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.charge(0)?;
        let mut object = Map::new();
        while let Some(key) = members.next_key_seed(KeyBuilder)? {
            self.charge(key.len())?;
            self.flag_key(&key);
            let value = members.next_value_seed(self)?;
            if object.insert(key, value).is_some() {
                self.findings.duplicate_key.set(true);
            }
        }
        match number::arbitrary_precision_number(&object) {
            Some(Ok(number)) => Ok(Value::Number(number)),
            Some(Err(reason)) => Err(A::Error::custom(reason)),
            None => Ok(Value::Object(object)),
        }
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        self.findings.tag.set(true);
        let (_, content) = data.variant::<String>()?;
        content.newtype_variant_seed(self)
    }
}

/// Deserializes a key as its source text, so that `200` and `1.10` stay as written.
struct KeyBuilder;

impl<'de> DeserializeSeed<'de> for KeyBuilder {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyBuilder {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string as key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        Ok(key.to_owned())
    }

    fn visit_string<E: Error>(self, key: String) -> Result<String, E> {
        Ok(key)
    }
}

//! Numbers and JSON that `serde_json` serializes as text, in a struct with one private field.
//!
//! It does so for a `RawValue`, and for numbers with its feature `arbitrary_precision`, which any crate in the dependency tree may turn on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::map_key::MapKey;
use super::reporter::Abort;
use super::{Outcome, Validator};

/// The content of the text.
#[derive(Clone, Copy)]
pub(super) enum RawKind {
    Number,
    Json,
}

impl RawKind {
    /// Returns the kind by the name of the struct; `None` for any other struct.
    pub(super) fn of(name: &'static str) -> Option<Self> {
        match name.strip_prefix("$serde_json::private::")? {
            "Number" => Some(Self::Number),
            "RawValue" => Some(Self::Json),
            _ => None,
        }
    }
}

/// Validates a value that is serialized as text.
pub(super) struct RawText<'a> {
    kind: RawKind,
    validator: Option<Validator<'a>>,
    outcome: Option<Outcome>,
}

impl<'a> RawText<'a> {
    pub(super) const fn new(kind: RawKind, validator: Validator<'a>) -> Self {
        Self { kind, validator: Some(validator), outcome: None }
    }

    /// Validates the text, which is the one field.
    #[inline(never)]
    pub(super) fn validate<T: Serialize + ?Sized>(&mut self, text: &T) -> Result<(), Abort> {
        let mut validator = self.validator.take().ok_or(Abort::Unserializable)?;
        let kind = self.kind;
        self.outcome = Some(text.serialize(MapKey::new(|text| match kind {
            RawKind::Number => validator.number_text(text),
            RawKind::Json => validate_json(text, validator),
        }))?);
        Ok(())
    }

    /// Returns the outcome.
    pub(super) fn finish(&self) -> Result<Outcome, Abort> {
        self.outcome.ok_or(Abort::Unserializable)
    }
}

/// Validates JSON text part by part, so that numbers keep all their digits.
fn validate_json(text: &str, mut validator: Validator<'_>) -> Result<Outcome, Abort> {
    match text.as_bytes().first() {
        Some(b'{') => parsed::<BTreeMap<String, &RawValue>>(text)?.serialize(validator),
        Some(b'[') => parsed::<Vec<&RawValue>>(text)?.serialize(validator),
        Some(b'-' | b'0'..=b'9') => validator.number_text(text),
        _ => parsed::<Value>(text)?.serialize(validator),
    }
}

fn parsed<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Abort> {
    serde_json::from_str(text).map_err(|_| Abort::Unserializable)
}

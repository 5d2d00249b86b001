//! Numbers and JSON texts that `serde_json` hands over as text, in the guise of a struct of one field.
//!
//! Its feature `arbitrary_precision` does so, which anything in a user's dependency tree may turn on, and a `RawValue` does.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::key::Key;
use super::sink::Halt;
use super::{Met, Walker};

/// What the text is.
#[derive(Clone, Copy)]
pub(super) enum Guise {
    Number,
    Json,
}

impl Guise {
    /// Tells by the name of the struct; `None` if it is one like any other.
    pub(super) fn of(name: &'static str) -> Option<Self> {
        match name.strip_prefix("$serde_json::private::")? {
            "Number" => Some(Self::Number),
            "RawValue" => Some(Self::Json),
            _ => None,
        }
    }
}

/// A value that comes as text.
pub(super) struct Verbatim<'a> {
    guise: Guise,
    walker: Option<Walker<'a>>,
    met: Option<Met>,
}

impl<'a> Verbatim<'a> {
    pub(super) const fn new(guise: Guise, walker: Walker<'a>) -> Self {
        Self { guise, walker: Some(walker), met: None }
    }

    /// Judges the text, which is the one field.
    #[inline(never)]
    pub(super) fn judge<T: Serialize + ?Sized>(&mut self, text: &T) -> Result<(), Halt> {
        let mut walker = self.walker.take().ok_or(Halt::Unwritable)?;
        let guise = self.guise;
        self.met = Some(text.serialize(Key::new(|text| match guise {
            Guise::Number => walker.number_text(text),
            Guise::Json => judge_json(text, walker),
        }))?);
        Ok(())
    }

    /// Returns what the text was.
    pub(super) fn finish(&self) -> Result<Met, Halt> {
        self.met.ok_or(Halt::Unwritable)
    }
}

/// Judges JSON part by part, so that numbers keep all their digits.
fn judge_json(text: &str, mut walker: Walker<'_>) -> Result<Met, Halt> {
    match text.as_bytes().first() {
        Some(b'{') => parsed::<BTreeMap<String, &RawValue>>(text)?.serialize(walker),
        Some(b'[') => parsed::<Vec<&RawValue>>(text)?.serialize(walker),
        Some(b'-' | b'0'..=b'9') => walker.number_text(text),
        _ => parsed::<Value>(text)?.serialize(walker),
    }
}

fn parsed<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Halt> {
    serde_json::from_str(text).map_err(|_| Halt::Unwritable)
}

//! JSON text that is examined before it is decoded: to choose the variant of a union, or to keep unknown properties.
//!
//! Each deserializer that a generated type is used with compiles the code of that type once more. So there is one, that of JSON text, and
//! what is buffered stays text. Unions in unions share a copy of the text, with the cached verdicts (see `shared.rs`).

pub(crate) mod context;
mod member;
mod raw_text;
mod shared;

use std::borrow::Cow;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde_json::de::SliceRead;
use serde_json::{Error, Value};

use self::context::{Entered, Found};
pub(super) use self::shared::Part;
use super::decode_failure::DecodeInto;

/// The message for text that is nested too deep; it starts like that of `serde_json`.
const TOO_DEEP: &str = "recursion limit exceeded";

/// The message for a value that is nested too deep for its length, in the form of a standard error of serde.
const TOO_MUCH: &str =
    "invalid value, expected fewer levels of unions and of objects with additional properties in so long a value";

/// Buffered JSON.
#[derive(Clone, Debug)]
pub struct Buffered<'de>(Data<'de>);

#[derive(Clone, Debug)]
enum Data<'de> {
    /// Text without cached verdicts.
    Text(Cow<'de, str>),
    /// A part of a text with cached verdicts.
    Part(Part),
}

impl<'de> Deserialize<'de> for Buffered<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = raw_text::read(deserializer)?;
        match context::find(&text) {
            Found::Part(part) => Ok(part.into()),
            Found::Text => Ok(text.into()),
            Found::TooDeep => Err(D::Error::custom(TOO_DEEP)),
            Found::TooMuch => Err(D::Error::custom(TOO_MUCH)),
        }
    }
}

impl<'de> From<Cow<'de, str>> for Buffered<'de> {
    fn from(text: Cow<'de, str>) -> Self {
        Self(Data::Text(text))
    }
}

impl From<Part> for Buffered<'_> {
    fn from(part: Part) -> Self {
        Self(Data::Part(part))
    }
}

impl Buffered<'_> {
    /// Decodes the value.
    ///
    /// # Errors
    ///
    /// The value does not fit the type.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let mut value = None;
        self.decode_into(&mut value)?;
        value.ok_or_else(|| Error::custom("the value does not decode"))
    }

    /// Decodes the value, and keeps it.
    pub(super) fn decode_into(&self, value: &mut dyn DecodeInto) -> Result<(), Error> {
        let _entered = self.enter();
        value.decode(self.text().as_bytes())
    }

    /// Decodes the value by a function.
    ///
    /// # Errors
    ///
    /// The value does not fit the type.
    pub fn decode_with<T>(
        &self,
        read: impl for<'t> FnOnce(&mut serde_json::Deserializer<SliceRead<'t>>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let _entered = self.enter();
        read(&mut serde_json::Deserializer::from_slice(self.text().as_bytes()))
    }

    fn enter(&self) -> Entered {
        match &self.0 {
            Data::Text(text) => context::enter_checked(text),
            Data::Part(part) => context::enter_part(part),
        }
    }

    /// Returns the JSON text.
    pub(super) fn text(&self) -> &str {
        match &self.0 {
            Data::Text(text) => text,
            Data::Part(part) => part.text(),
        }
    }

    /// Returns the property `name` of an object.
    pub(super) fn get(&self, name: &str) -> Option<Value> {
        match &self.0 {
            Data::Text(text) => member::find(text, name).and_then(|member| serde_json::from_str(member).ok()),
            Data::Part(part) => part.get(name),
        }
    }

    /// Lets the parts of the value share verdicts.
    pub(super) fn share(&self) -> Result<Part, Error> {
        match &self.0 {
            Data::Text(text) => serde_json::from_str(text).map(Part::new),
            Data::Part(part) => Ok(part.clone()),
        }
    }

    /// Returns whether it is `null`.
    pub(super) fn is_null(&self) -> bool {
        self.text() == "null"
    }

    /// Changes the value, and forgets the cached verdicts. A value with a number out of range stays as it is, and does not decode.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Value)) {
        if let Ok(mut value) = serde_json::from_str(self.text()) {
            change(&mut value);
            *self = Self(Data::Text(value.to_string().into()));
        }
    }
}

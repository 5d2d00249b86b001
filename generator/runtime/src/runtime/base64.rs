//! `format: byte`: bytes that stand in JSON as base64 (RFC 4648 §4).

use std::fmt;
use std::ops::Deref;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::schema::Format;

/// Base64 of the standard alphabet, padded.
pub const BYTE: Format = Format { name: "byte", holds: is_base64 };

/// Bytes that are written as base64.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(pub Vec<u8>);

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Base64> for Vec<u8> {
    fn from(bytes: Base64) -> Self {
        bytes.0
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Base64").field(&STANDARD.encode(&self.0)).finish()
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text)
    }
}

/// Reads a string as base64.
struct Text;

impl Visitor<'_> for Text {
    type Value = Base64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string of base64")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Base64, E> {
        // The reason of the decoder shows bytes of the text, which may be secret.
        STANDARD.decode(text).map(Base64).map_err(|_| E::invalid_value(Unexpected::Other("a string"), &self))
    }
}

/// Decodes piece by piece on the stack, to keep nothing.
fn is_base64(text: &str) -> bool {
    const PIECE: usize = 1024;
    let mut pieces = text.as_bytes().chunks(PIECE).peekable();
    let mut decoded = [0; PIECE];
    while let Some(piece) = pieces.next() {
        let ends_early = pieces.peek().is_some() && piece.contains(&b'=');
        if ends_early || STANDARD.decode_slice(piece, &mut decoded).is_err() {
            return false;
        }
    }
    true
}

//! `format: byte`: bytes that JSON has as base64 (RFC 4648 §4).

use std::fmt;
use std::ops::Deref;

use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use base64::engine::{DecodePaddingMode, Engine};
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::validation::schema::Format;

/// Base64 with the standard alphabet and padding.
pub const BYTE: Format = Format { name: "byte", is_valid: is_base64 };

/// Bytes that are serialized as base64.
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

/// Decodes base64 from a string.
struct Text;

impl Visitor<'_> for Text {
    type Value = Base64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a base64 string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Base64, E> {
        // The decoder's error shows bytes of the text, which may be secret.
        let unfit = || E::invalid_value(Unexpected::Other("a string"), &self);
        STANDARD.decode(text).ok().or_else(|| tolerant(text)).map(Base64).ok_or_else(unfit)
    }
}

/// Decodes what some servers send: the URL-safe alphabet, no padding, or several lines. A mix of both alphabets, and bits that encode
/// nothing, are still errors.
#[cold]
fn tolerant(text: &str) -> Option<Vec<u8>> {
    const PADDING: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    const PLAIN: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, PADDING);
    const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, PADDING);
    let joined: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    PLAIN.decode(&joined).or_else(|_| URL_SAFE.decode(&joined)).ok()
}

/// Decodes piece by piece on the stack, and discards the result.
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

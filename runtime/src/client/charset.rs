//! The charset of a body, from `Content-Type` (RFC 9110 §8.3.2) or a byte order mark.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// Decodes text in the charset of `Content-Type`, by default UTF-8. Nothing is replaced: invalid bytes are an error.
pub(super) fn text<'a>(headers: &HeaderMap, body: &'a [u8]) -> Result<Cow<'a, str>, String> {
    match charset(headers) {
        Charset::Utf8 => utf8(body).ok_or_else(|| "the body is not text in UTF-8".to_owned()),
        Charset::Other(encoding) => decode(encoding, body)
            .ok_or_else(|| format!("the body is not text in `{}`, the charset of Content-Type", encoding.name())),
        Charset::Unknown(name) => utf8(body).ok_or_else(|| match name {
            Some(name) => format!("`{name}`, the charset of Content-Type, is unknown"),
            None => "the charset of Content-Type is unknown".to_owned(),
        }),
    }
}

/// Returns JSON as UTF-8, which it should be (RFC 8259 §8.1); else it is decoded from the charset of `Content-Type` or of a byte order
/// mark.
pub(super) fn json<'a>(headers: &HeaderMap, body: &'a [u8]) -> Result<Cow<'a, str>, String> {
    let mark = Encoding::for_bom(body).filter(|(encoding, _)| *encoding != UTF_8);
    let has_other = matches!(charset(headers), Charset::Other(_));
    // Text in an encoding of two bytes, or one with escapes, may be UTF-8 as well: JSON has no control characters.
    let is_plain = |text: &Cow<'_, str>| mark.is_none() && !(has_other && text.contains(['\0', '\u{1b}']));
    match utf8(body).filter(is_plain) {
        Some(text) => Ok(text),
        None => match mark.and_then(|(encoding, _)| decode(encoding, body)) {
            Some(text) => Ok(text),
            None => text(headers, body),
        },
    }
}

fn utf8(body: &[u8]) -> Option<Cow<'_, str>> {
    str::from_utf8(body).ok().map(Cow::Borrowed)
}

fn decode<'a>(encoding: &'static Encoding, body: &'a [u8]) -> Option<Cow<'a, str>> {
    let (encoding, mark) = Encoding::for_bom(body).unwrap_or((encoding, 0));
    encoding.decode_without_bom_handling_and_without_replacement(body.get(mark..)?)
}

enum Charset {
    Utf8,
    Other(&'static Encoding),
    /// The name, if it can be shown.
    Unknown(Option<String>),
}

fn charset(headers: &HeaderMap) -> Charset {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut charsets = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    let Some((_, name)) = charsets.next() else { return Charset::Utf8 };
    let name = name.trim().trim_matches('"');
    match Encoding::for_label(name.as_bytes()) {
        Some(encoding) if encoding == UTF_8 => Charset::Utf8,
        Some(encoding) => Charset::Other(encoding),
        None => Charset::Unknown(token(name)),
    }
}

/// Returns a token of a header, if it is short and harmless enough to be shown.
pub(super) fn token(word: &str) -> Option<String> {
    let is_harmless = |byte: u8| byte.is_ascii_alphanumeric() || b"-+._/*".contains(&byte);
    ((1..=64).contains(&word.len()) && word.bytes().all(is_harmless)).then(|| word.to_ascii_lowercase())
}

//! Writes a [`PlainValue`] as JSON from which its type can be deserialized; bytes, which JSON does not have, in one of two ways.

use super::plain_value::PlainValue;

/// How bytes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BytesAs {
    /// As a string, which may be invalid UTF-8: `serde_json` accepts that for bytes, unless they are buffered.
    String,
    /// As an array of numbers, which takes much more time and memory.
    Array,
}

/// Returns a value as JSON.
pub(super) fn to_json(value: &PlainValue, bytes_as: BytesAs) -> Vec<u8> {
    let mut json = Vec::new();
    write(value, bytes_as, &mut json);
    json
}

/// Returns whether there are bytes in a value.
pub(super) fn has_bytes(value: &PlainValue) -> bool {
    match value {
        PlainValue::Bytes(_) => true,
        PlainValue::Array(items) => items.iter().any(has_bytes),
        PlainValue::Object(members) => members.iter().any(|(_, member)| has_bytes(member)),
        PlainValue::Null | PlainValue::String(_) | PlainValue::Literal(_) => false,
    }
}

fn write(value: &PlainValue, bytes_as: BytesAs, json: &mut Vec<u8>) {
    match value {
        PlainValue::Bytes(bytes) if bytes_as == BytesAs::String => write_string(bytes, json),
        PlainValue::Bytes(bytes) => {
            write_list(*b"[]", bytes, json, |byte, json| json.extend_from_slice(byte.to_string().as_bytes()));
        }
        PlainValue::Array(items) => write_list(*b"[]", items, json, |item, json| write(item, bytes_as, json)),
        PlainValue::Object(members) => write_list(*b"{}", members, json, |(name, member), json| {
            write_string(name.as_bytes(), json);
            json.push(b':');
            write(member, bytes_as, json);
        }),
        PlainValue::String(text) => write_string(text.as_bytes(), json),
        PlainValue::Literal(text) => json.extend_from_slice(text.as_bytes()),
        PlainValue::Null => json.extend_from_slice(b"null"),
    }
}

fn write_list<T>([open, close]: [u8; 2], parts: &[T], json: &mut Vec<u8>, write: impl Fn(&T, &mut Vec<u8>)) {
    json.push(open);
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            json.push(b',');
        }
        write(part, json);
    }
    json.push(close);
}

fn write_string(bytes: &[u8], json: &mut Vec<u8>) {
    json.reserve(bytes.len() + 2);
    json.push(b'"');
    for byte in bytes {
        match byte {
            b'"' | b'\\' => json.extend_from_slice(&[b'\\', *byte]),
            0..0x20 => json.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => json.push(*byte),
        }
    }
    json.push(b'"');
}

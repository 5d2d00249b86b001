//! Formats of strings that need no other crate: `ipv4`, `ipv6`, `email`, `json-pointer`, `relative-json-pointer`, `duration`.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::runtime::schema::Format;

/// An IPv4 address in dotted decimals (RFC 2673 §3.2).
pub const IPV4: Format = Format { name: "ipv4", holds: is_ipv4 };

/// An IPv6 address, without a zone (RFC 4291 §2.2).
pub const IPV6: Format = Format { name: "ipv6", holds: is_ipv6 };

/// A mailbox, without a display name (RFC 5321 §4.1.2).
pub const EMAIL: Format = Format { name: "email", holds: is_email };

/// A JSON pointer, as a string (RFC 6901 §5).
pub const JSON_POINTER: Format = Format { name: "json-pointer", holds: is_json_pointer };

/// Steps up, then a JSON pointer or `#` (draft-bhutton-relative-json-pointer-00 §3).
pub const RELATIVE_JSON_POINTER: Format = Format { name: "relative-json-pointer", holds: is_relative_json_pointer };

/// A duration by designators, `P3DT12H`; the last of its numbers may have a fraction (ISO 8601 §4.4.3.2).
pub const DURATION: Format = Format { name: "duration", holds: is_duration };

fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

/// The longest local part and the longest domain (RFC 5321 §4.5.3.1).
const LONGEST_LOCAL_PART: usize = 64;
const LONGEST_DOMAIN: usize = 255;

/// `sub-domain` of RFC 5321 §4.1.2.
fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

fn is_email(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(local, domain)| is_local_part(local) && is_mail_domain(domain))
}

fn is_local_part(local: &str) -> bool {
    if local.len() > LONGEST_LOCAL_PART {
        return false;
    }
    let quoted = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match quoted {
        Some(content) => is_quoted_content(content),
        None => local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_atom_byte)),
    }
}

/// `atext` of RFC 5322 §3.2.3.
fn is_atom_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

/// `QcontentSMTP` of RFC 5321 §4.1.2: printable ASCII, where `\` and `"` are quoted by a `\`.
fn is_quoted_content(content: &str) -> bool {
    let mut bytes = content.bytes();
    while let Some(byte) = bytes.next() {
        let printable = match byte {
            b'"' => false,
            b'\\' => bytes.next().is_some_and(|quoted| (b' '..=b'~').contains(&quoted)),
            other => (b' '..=b'~').contains(&other),
        };
        if !printable {
            return false;
        }
    }
    true
}

fn is_mail_domain(domain: &str) -> bool {
    let literal = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match literal {
        Some(address) => match address.split_at_checked(5) {
            Some((tag, address)) if tag.eq_ignore_ascii_case("IPv6:") => is_ipv6(address),
            _ => is_ipv4(address),
        },
        None => domain.len() <= LONGEST_DOMAIN && domain.split('.').all(is_label),
    }
}

fn is_json_pointer(text: &str) -> bool {
    let escaped = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    escaped && (text.is_empty() || text.starts_with('/'))
}

fn is_relative_json_pointer(text: &str) -> bool {
    let pointer = text.trim_start_matches(|char: char| char.is_ascii_digit());
    let steps = text.strip_suffix(pointer).unwrap_or_default();
    is_digits(steps) && (steps == "0" || !steps.starts_with('0')) && (pointer == "#" || is_json_pointer(pointer))
}

fn is_duration(text: &str) -> bool {
    let Some(period) = text.strip_prefix('P') else { return false };
    match period.split_once('T') {
        Some((date, time)) => (date.is_empty() || is_run(date, "YMD", false)) && is_run(time, "HMS", true),
        None => is_run(period, "YMD", true) || is_run(period, "W", true),
    }
}

/// Returns whether `text` is a run of numbers, each with one of `designators`, in their order; only the last may have a fraction, where
/// `fraction` allows one.
fn is_run(text: &str, designators: &str, fraction: bool) -> bool {
    let mut rest = text;
    for designator in designators.chars() {
        let Some((number, after)) = rest.split_once(designator) else { continue };
        if !is_number(number, fraction && after.is_empty()) {
            return false;
        }
        rest = after;
    }
    rest.is_empty() && !text.is_empty()
}

fn is_number(text: &str, fraction: bool) -> bool {
    match text.split_once(['.', ',']) {
        Some((whole, part)) => fraction && is_digits(whole) && is_digits(part),
        None => is_digits(text),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

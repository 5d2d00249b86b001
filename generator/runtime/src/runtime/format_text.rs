//! Formats of strings that need no other crate: `ipv4`, `ipv6`, `hostname`, `email`, `json-pointer`, `duration`.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::runtime::schema::Format;

/// An IPv4 address in dotted decimals (RFC 2673 §3.2).
pub const IPV4: Format = Format { name: "ipv4", holds: is_ipv4 };

/// An IPv6 address, without a zone (RFC 4291 §2.2).
pub const IPV6: Format = Format { name: "ipv6", holds: is_ipv6 };

/// A host name of letters, digits and hyphens (RFC 1123 §2.1).
pub const HOSTNAME: Format = Format { name: "hostname", holds: is_hostname };

/// A mailbox, without a display name (RFC 5321 §4.1.2).
pub const EMAIL: Format = Format { name: "email", holds: is_email };

/// A JSON pointer, as a string (RFC 6901 §5).
pub const JSON_POINTER: Format = Format { name: "json-pointer", holds: is_json_pointer };

/// A duration by designators, `P3DT12H`; the last of its numbers may have a fraction (ISO 8601 §4.4.3.2).
pub const DURATION: Format = Format { name: "duration", holds: is_duration };

fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

fn is_hostname(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label)
}

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
        Some(address) => address.strip_prefix("IPv6:").map_or_else(|| is_ipv4(address), is_ipv6),
        None => is_hostname(domain),
    }
}

fn is_json_pointer(text: &str) -> bool {
    let escaped = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    escaped && (text.is_empty() || text.starts_with('/'))
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

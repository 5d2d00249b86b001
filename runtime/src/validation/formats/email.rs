//! `format: email`.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::runtime::validation::schema::Format;

/// A mailbox, without a display name (RFC 5321 §4.1.2).
pub const EMAIL: Format = Format { name: "email", is_valid: is_email };

/// The longest local part and the longest domain (RFC 5321 §4.5.3.1).
const MAX_LOCAL_PART: usize = 64;
const MAX_DOMAIN: usize = 255;

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
    if local.len() > MAX_LOCAL_PART {
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
            Some((prefix, address)) if prefix.eq_ignore_ascii_case("IPv6:") => address.parse::<Ipv6Addr>().is_ok(),
            _ => address.parse::<Ipv4Addr>().is_ok(),
        },
        None => domain.len() <= MAX_DOMAIN && domain.split('.').all(is_label),
    }
}

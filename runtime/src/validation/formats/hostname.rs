//! `format: hostname`, with labels in Punycode.

use crate::runtime::validation::schema::Format;

/// A host name of letters, digits and hyphens (RFC 1123 §2.1); a label that begins with `xn--` is Punycode (RFC 5890 §2.3.2.1).
pub const HOSTNAME: Format = Format { name: "hostname", is_valid: is_hostname };

/// The longest name, without a dot at its end (RFC 1035 §3.1).
const MAX_LENGTH: usize = 253;

fn is_hostname(text: &str) -> bool {
    text.len() <= MAX_LENGTH && text.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
        && (!is_punycode(label) || idna::domain_to_unicode(label).1.is_ok())
}

fn is_punycode(label: &str) -> bool {
    label.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("xn--"))
}

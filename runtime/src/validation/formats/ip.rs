//! `format: ipv4` and `ipv6`.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::runtime::validation::schema::Format;

/// An IPv4 address in dotted decimals (RFC 2673 §3.2).
pub const IPV4: Format = Format { name: "ipv4", is_valid: is_ipv4 };

/// An IPv6 address, without a zone (RFC 4291 §2.2).
pub const IPV6: Format = Format { name: "ipv6", is_valid: is_ipv6 };

fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

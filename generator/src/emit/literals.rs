//! Literals in idiomatic notation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Returns an integer literal with digits in groups of three; empty if the text is not an integer.
pub(super) fn integer(text: &str) -> TokenStream {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    format!("{sign}{}", grouped(digits)).parse().unwrap_or_default()
}

/// Returns an integer literal with a suffix: `404_i64`.
pub(super) fn suffixed(text: &str, r#type: &str) -> TokenStream {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let literal = format!("{sign}{}_{type}", grouped(digits), type = r#type);
    // A method can't be called on a negative literal without parentheses.
    let literal = if sign.is_empty() { literal } else { format!("({literal})") };
    literal.parse().unwrap_or_default()
}

/// Returns a float literal from the text of a JSON number.
pub(super) fn float(text: &str) -> TokenStream {
    let literal = match text.split_once('.') {
        _ if text.contains(['e', 'E']) => text.to_owned(),
        Some((integer, fraction)) => format!("{}.{fraction}", grouped_signed(integer)),
        None => format!("{}.0", grouped_signed(text)),
    };
    literal.parse().unwrap_or_default()
}

/// Returns a literal of a count.
pub(super) fn count(count: usize) -> TokenStream {
    integer(&count.to_string())
}

/// Returns a string literal.
pub(super) fn string(text: &str) -> TokenStream {
    let literal = Literal::string(text);
    quote!(#literal)
}

/// Returns digits in groups of three: `315_360_000`.
pub(super) fn grouped(digits: &str) -> String {
    if digits.len() < 5 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return digits.to_owned();
    }
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

fn grouped_signed(text: &str) -> String {
    text.strip_prefix('-').map_or_else(|| grouped(text), |digits| format!("-{}", grouped(digits)))
}

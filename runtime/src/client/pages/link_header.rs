//! The header `Link` (RFC 8288 §3).

use http::HeaderMap;
use http::header::LINK;

/// Returns the target of the first link with the relation `next`.
pub(super) fn next(headers: &HeaderMap) -> Option<&str> {
    let values = headers.get_all(LINK).iter().filter_map(|value| str::from_utf8(value.as_bytes()).ok());
    values.into_iter().find_map(next_of)
}

/// Returns the target of the first such link of a header.
fn next_of(mut rest: &str) -> Option<&str> {
    // Between links, anything but a target is skipped.
    while let Some((target, parameters)) = rest.split_once('<').and_then(|(_, rest)| rest.split_once('>')) {
        let (parameters, after) = split_unquoted(parameters, ',');
        if is_next(parameters) {
            return Some(target.trim());
        }
        rest = after;
    }
    None
}

/// Returns whether the first parameter `rel` of a link has `next` among its relations; further ones are ignored (§3.3).
fn is_next(mut parameters: &str) -> bool {
    while !parameters.is_empty() {
        let (parameter, after) = split_unquoted(parameters, ';');
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if name.trim().eq_ignore_ascii_case("rel") {
            let relations = value.trim().trim_matches('"');
            return relations.split_ascii_whitespace().any(|relation| relation.eq_ignore_ascii_case("next"));
        }
        parameters = after;
    }
    false
}

/// Splits a text at the first such character that is not in a quoted string (RFC 9110 §5.6.4).
fn split_unquoted(text: &str, separator: char) -> (&str, &str) {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let end = text.char_indices().find(|(_, character)| {
        if is_escaped {
            is_escaped = false;
        } else if is_quoted && *character == '\\' {
            is_escaped = true;
        } else if *character == '"' {
            is_quoted = !is_quoted;
        }
        !is_quoted && *character == separator
    });
    match end {
        Some((end, _)) => text
            .split_at_checked(end)
            .map_or((text, ""), |(before, rest)| (before, rest.strip_prefix(separator).unwrap_or(rest))),
        None => (text, ""),
    }
}

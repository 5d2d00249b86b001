//! Making what a server sent safe to show.

use crate::settings::REDACTED;

/// The most that is shown, in bytes.
pub const SHOWN: usize = 1024;

/// The most that is looked at.
const READ: usize = 64 * 1024;

const HIDDEN: &str = "[redacted]";

/// Names whose values are secret in any API.
const SECRET_NAMES: &[&str] = &["authorization", "cookie", "set-cookie"];

/// Returns text of some bytes, 1 KiB at most, in which no value of a redacted member is seen, and none of `secrets`.
///
/// The bytes need not be JSON, nor whole: members are found by their names, in JSON, in JSON inside of a string, in forms and in headers.
pub fn scrub(bytes: &[u8], secrets: &[&str]) -> String {
    let text = String::from_utf8_lossy(bytes.get(..READ).unwrap_or(bytes));
    let mut text = text.into_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        text = text.replace(secret, HIDDEN);
    }
    for name in REDACTED.iter().chain(SECRET_NAMES) {
        text = hide_values(&text, &name.to_ascii_lowercase());
    }
    shorten(&text, bytes.len())
}

/// Returns whether some bytes mention a redacted member.
pub(super) fn holds_secrets(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    REDACTED.iter().any(|name| text.contains(&name.to_ascii_lowercase()))
}

/// Hides what follows each mention of a name.
fn hide_values(text: &str, name: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut hidden = String::new();
    let mut done = 0;
    for (start, _) in lower.match_indices(name) {
        if start < done {
            continue;
        }
        let after = start + name.len();
        let Some(value) = text.get(after..).and_then(value_offset).map(|offset| after + offset) else { continue };
        let rest = text.get(value..).unwrap_or_default();
        hidden.push_str(text.get(done..value).unwrap_or_default());
        hidden.push_str(HIDDEN);
        done = value + value_length(rest, SECRET_NAMES.contains(&name));
    }
    hidden.push_str(text.get(done..).unwrap_or_default());
    hidden
}

/// Returns how far behind a name its value begins, if what follows is a value: `":`, `\":`, `=` or `: `.
fn value_offset(rest: &str) -> Option<usize> {
    let colon = rest.find([':', '='])?;
    let between = rest.get(..colon)?;
    let quotes_only = between.chars().all(|sign| matches!(sign, '\\' | '"' | '\'') || sign.is_whitespace());
    if !quotes_only {
        return None;
    }
    let value = rest.get(colon + 1..)?;
    Some(colon + 1 + (value.len() - value.trim_start().len()))
}

/// Returns the length of a value: a string with its quotes, a whole array or object, or a word; of what breaks off, all that is left.
fn value_length(value: &str, whole_line: bool) -> usize {
    let escapes = value.len() - value.trim_start_matches('\\').len();
    let opening = value.get(escapes..).and_then(|rest| rest.chars().next());
    match opening {
        Some(quote @ ('"' | '\'')) => string_length(value, escapes, quote),
        Some('{' | '[') => nested_length(value),
        _ if whole_line => value.find(['\n', '\r', '<', '"']).unwrap_or(value.len()),
        _ => value.find(|sign: char| sign.is_whitespace() || "&,;}]<\"\\".contains(sign)).unwrap_or(value.len()),
    }
}

/// A string ends at the quote that is escaped as the first one is.
fn string_length(value: &str, escapes: usize, quote: char) -> usize {
    let begin = escapes + quote.len_utf8();
    let mut run = 0;
    for (index, sign) in value.char_indices().skip_while(|(index, _)| *index < begin) {
        match sign {
            '\\' => run += 1,
            sign if sign == quote && run <= escapes && (run == escapes || run % 2 == 0) => {
                return index + quote.len_utf8();
            }
            _ => run = 0,
        }
        if sign == quote {
            run = 0;
        }
    }
    value.len()
}

fn nested_length(value: &str) -> usize {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (index, sign) in value.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => in_string = !in_string,
            '{' | '[' if !in_string => depth += 1,
            '}' | ']' if !in_string => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index + 1;
                }
            }
            _ => {}
        }
    }
    value.len()
}

/// Cuts a text, and escapes what would break out of its line.
fn shorten(text: &str, length: usize) -> String {
    let mut shown = String::new();
    for sign in text.chars() {
        let piece: String = if sign.is_control() { sign.escape_default().collect() } else { sign.to_string() };
        if shown.len() + piece.len() > SHOWN {
            return format!("{shown}… ({length} bytes)");
        }
        shown.push_str(&piece);
    }
    shown
}

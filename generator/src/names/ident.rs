//! From the words of a document to identifiers of Rust.

use heck::{ToPascalCase, ToSnakeCase};
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization;

/// Returns a type or variant name: `UpdateKubernetesAuthRequest`.
pub fn pascal(text: &str) -> String {
    start(&spoken(text).to_pascal_case(), "Value")
}

/// Returns whether a name may be what [`pascal`] makes, or that with the `_` that a reserved name gets.
pub fn is_pascal(name: &str) -> bool {
    let plain = name.strip_suffix('_').unwrap_or(name);
    // Some letters have no capital.
    let is_small = |letter: char| letter.is_lowercase() && !letter.to_uppercase().eq([letter]);
    !plain.contains('_') && !plain.starts_with(is_small)
}

/// Returns a field, method, argument or module name: `access_token_ttl`.
pub fn snake(text: &str) -> String {
    start(&spoken(text).to_snake_case(), "value_")
}

/// How long the longest keywords are: `abstract`, `continue`, `override`.
const LONGEST_KEYWORD: usize = 8;

/// Returns whether a name is a keyword of Rust's 2024 edition, reserved ones included, or no identifier at all.
pub fn is_keyword(name: &str) -> bool {
    if name.len() > LONGEST_KEYWORD && is_plain(name) {
        return false;
    }
    // `gen` is a keyword since the 2024 edition, of which `syn` knows nothing; and it skips blanks and comments around an identifier.
    name == "gen"
        || name.contains(|sign: char| sign.is_whitespace() || sign == '/')
        || syn::parse_str::<syn::Ident>(name).is_err()
}

/// Returns whether a name is an identifier by sight.
fn is_plain(name: &str) -> bool {
    name.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && name.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'_')
}

/// Identifiers don't begin with a digit, nor are they empty.
fn start(name: &str, prefix: &str) -> String {
    match name.chars().next() {
        Some(first) if is_xid_start(first) => name.to_owned(),
        Some(_) => format!("{prefix}{name}"),
        None => prefix.trim_end_matches('_').to_owned(),
    }
}

/// Returns a text with the symbols in words that would else vanish: all of them where nothing else stands or in a number, and the sign before
/// a word, which is often how to sort (`-created`).
///
/// What Rust takes for the same is written the same (NFKC), and what can't stand in an identifier separates words.
fn spoken(text: &str) -> String {
    let is_plain = text.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'_');
    if is_plain && text.bytes().any(|sign| sign != b'_') {
        return text.to_owned();
    }
    let text: String = text.nfkc().filter(|character| *character != '\'').collect();
    let symbols_only = !text.chars().any(char::is_alphanumeric);
    let signed = text.strip_prefix(['+', '-']).and_then(|rest| rest.chars().next());
    let all = symbols_only || signed.is_some_and(|first| first.is_ascii_digit());
    let first = all || signed.is_some_and(char::is_alphabetic);
    let mut words = String::new();
    for (index, character) in text.chars().enumerate() {
        match symbol(character).filter(|_| if index == 0 { first } else { all }) {
            Some(word) => words.push_str(&format!(" {word} ")),
            None => words.push(if is_xid_continue(character) { character } else { ' ' }),
        }
    }
    words
}

fn symbol(character: char) -> Option<&'static str> {
    Some(match character {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '~' => "tilde",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '&' => "and",
        '|' => "or",
        '%' => "percent",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '?' => "question",
        '^' => "caret",
        '_' => "underscore",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{is_keyword, pascal, snake};

    #[test]
    fn long_names_are_no_keywords_but_may_be_no_identifiers() {
        assert_eq!(
            ["abstract", "override_", "two words", "long-name", "0123456789"].map(is_keyword),
            [true, false, true, true, true]
        );
    }

    #[test]
    fn a_sign_before_a_word_or_a_number_is_spoken() {
        assert_eq!(
            ["-created_at", "+name", "-1", "created-at"].map(pascal),
            ["MinusCreatedAt", "PlusName", "Minus1", "CreatedAt"]
        );
    }

    #[test]
    fn symbols_alone_are_spoken() {
        assert_eq!(["<=", "_", "*"].map(snake), ["less_equal", "underscore", "star"]);
    }
}

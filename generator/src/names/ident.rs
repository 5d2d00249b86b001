//! Conversion of names in a document to Rust identifiers.

use heck::{ToPascalCase, ToSnakeCase};
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization;

/// Returns a type or variant name: `UpdateKubernetesAuthRequest`.
pub fn pascal(text: &str) -> String {
    fix_first_char(&spell_symbols(text).to_pascal_case(), "Value")
}

/// Returns whether [`pascal`] may return a name, without the suffix `_` of reserved names.
pub fn is_pascal(name: &str) -> bool {
    let plain = name.strip_suffix('_').unwrap_or(name);
    // Some letters have no upper case.
    let is_small = |letter: char| letter.is_lowercase() && !letter.to_uppercase().eq([letter]);
    !plain.contains('_') && !plain.starts_with(is_small)
}

/// Returns a field, method, argument or module name: `access_token_ttl`.
pub fn snake(text: &str) -> String {
    fix_first_char(&spell_symbols(text).to_snake_case(), "value_")
}

/// The length of the longest keywords: `abstract`, `continue`, `override`.
const MAX_KEYWORD_LENGTH: usize = 8;

/// Returns whether a name is a keyword of the 2024 edition, including reserved ones, or not an identifier.
pub fn is_keyword(name: &str) -> bool {
    if name.len() > MAX_KEYWORD_LENGTH && is_ascii_ident(name) {
        return false;
    }
    // `syn` does not know the keyword `gen` of the 2024 edition, and skips whitespace and comments around an identifier.
    name == "gen"
        || name.contains(|sign: char| sign.is_whitespace() || sign == '/')
        || syn::parse_str::<syn::Ident>(name).is_err()
}

/// Returns whether a name consists of ASCII letters, digits and underscores, and begins with a letter.
fn is_ascii_ident(name: &str) -> bool {
    name.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && name.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'_')
}

/// Adds a prefix to a name that is empty or begins with a character that can't begin an identifier.
fn fix_first_char(name: &str, prefix: &str) -> String {
    match name.chars().next() {
        Some(first) if is_xid_start(first) => name.to_owned(),
        Some(_) => format!("{prefix}{name}"),
        None => prefix.trim_end_matches('_').to_owned(),
    }
}

/// Replaces symbols by words where they would be lost: all symbols if there is nothing else or in a signed number, and the sign before a
/// word, which is often a sort order (`-created`).
///
/// The text is normalized (NFKC) as Rust does, and other characters that identifiers can't contain become spaces.
fn spell_symbols(text: &str) -> String {
    let is_word = text.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'_');
    if is_word && text.bytes().any(|sign| sign != b'_') {
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

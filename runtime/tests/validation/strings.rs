use clientwright_runtime::validation::schema::{Format, Literal, Schema};

use crate::support::{WORD, broken, holds, lines};

#[test]
fn min_length_counts_characters() {
    const S: &Schema = &Schema::STRING.min_length(3);
    assert!(holds("abc", S) && holds("äöü", S) && holds("😀😀😀", S));
    assert_eq!(lines("ab", S), ["the body: \"ab\" is 2 characters long, shorter than the minimum 3"]);
    assert!(!holds("😀😀", S));
}

#[test]
fn max_length_counts_characters() {
    const S: &Schema = &Schema::STRING.max_length(3);
    assert!(holds("", S) && holds("abc", S) && holds("😀😀😀", S));
    assert_eq!(lines("abcd", S), ["the body: \"abcd\" is 4 characters long, longer than the maximum 3"]);
}

#[test]
fn one_character_is_not_plural() {
    assert!(lines("a", const { &Schema::STRING.min_length(2) })[0].contains("is 1 character long"));
}

#[test]
fn pattern_is_asked() {
    const S: &Schema = &Schema::STRING.pattern(WORD);
    assert!(holds("abc", S));
    assert_eq!(lines("a b", S), ["the body: \"a b\" does not match the pattern ^[a-z]+$"]);
}

#[test]
fn format_is_asked() {
    const S: &Schema = &Schema::STRING.format(Format { name: "even", is_valid: |text| text.len().is_multiple_of(2) });
    assert!(holds("ab", S));
    assert_eq!(lines("abc", S), ["the body: \"abc\" is not of the format even"]);
}

#[test]
fn enum_lists_strings() {
    const S: &Schema = &Schema::STRING.enum_values(&[Literal::String("a"), Literal::String("b\"")]);
    assert!(holds("a", S) && holds("b\"", S));
    assert_eq!(lines("c", S), ["the body: \"c\" is not one of \"a\", \"b\\\"\""]);
}

#[test]
fn all_keywords_of_a_string_are_reported() {
    const S: &Schema = &Schema::STRING.min_length(2).pattern(WORD).enum_values(&[Literal::String("on")]);
    let keywords: Vec<_> = broken("1", S).into_iter().map(|(_, keyword)| keyword).collect();
    assert_eq!(keywords, ["minLength", "pattern", "enum"]);
}

#[test]
fn a_long_string_is_not_echoed() {
    let long = "x".repeat(10_000);
    let line = &lines(&long, const { &Schema::STRING.max_length(9_999) })[0];
    assert!(line.len() < 150, "{line}");
}

#[test]
fn string_keywords_ask_nothing_of_other_types() {
    const S: &Schema = &Schema::ANY.min_length(3).pattern(WORD);
    assert!(holds(&1, S) && holds(&(), S) && holds(&["a"], S));
}

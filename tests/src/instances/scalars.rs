//! Numbers, strings, and values of any type.

use proptest::strategy::{Strategy, ValueTree};
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

use super::random::Random;

/// Texts of formats, and some that just miss them.
const TEXTS: &[(&str, &[&str])] = &[
    (
        "uuid",
        &[
            "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
            "00000000-0000-0000-0000-000000000000",
            "2eb8aa08aa9811eab4aa73b441d16380",
        ],
    ),
    ("date", &["2024-02-29", "1999-12-31", "2023-02-29", "2023-1-1"]),
    (
        "date-time",
        &["2024-02-29T23:59:59Z", "1999-12-31T00:00:00.123+02:00", "2024-01-01 00:00:00Z", "2024-01-01T00:00:00"],
    ),
    ("time", &["12:00:00Z", "23:59:59.5-01:00", "12:00:00", "24:00:00Z"]),
    ("duration", &["P1D", "PT1H30M", "P1Y2M", "P", "1D"]),
    ("email", &["a@example.com", "first.last@sub.example.org", "a@", "@b.c"]),
    ("hostname", &["example.com", "a-b.c", "-a.com", "a..b"]),
    ("ipv4", &["127.0.0.1", "256.0.0.1", "1.2.3"]),
    ("ipv6", &["::1", "2001:db8::1", "1::2::3"]),
    ("uri", &["https://example.com/a?b=c#d", "urn:a:b", "a b", "/relative"]),
    ("uri-reference", &["/relative?x=1", "https://example.com", "a b"]),
    ("byte", &["aGVsbG8=", "", "AAAA", "aGVsbG8", "!!!!"]),
    ("json-pointer", &["/a/0", "", "a", "/~2"]),
    ("regex", &["^a+$", "[a-z]", "(", "a**"]),
];

/// Texts that patterns may match which look around or refer back.
const OF_ODD_PATTERNS: &[&str] = &["passw0rd", "'quoted'", "", "Text 1"];

/// Any value that is no object or array with something in it.
pub fn any(random: &mut Random) -> Value {
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(-3),
        json!(1.5),
        json!(""),
        json!("text"),
        json!([]),
        json!({}),
        json!(["a", 1]),
    ];
    random.pick(&values).cloned().unwrap_or_default()
}

/// Returns an integer about the bounds.
pub fn integer(keywords: &Map<String, Value>, random: &mut Random) -> Value {
    let step = keywords.get("multipleOf").and_then(Value::as_i64).unwrap_or(1);
    let limits: Vec<i64> = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
        .into_iter()
        .filter_map(|name| keywords.get(name).and_then(Value::as_i64))
        .collect();
    let near = random.pick(&limits).copied().unwrap_or_default();
    let offset = i64::try_from(random.below(5)).unwrap_or_default() - 2;
    json!(near.saturating_add(offset) / step * step)
}

/// Returns a number about the bounds.
pub fn number(keywords: &Map<String, Value>, random: &mut Random) -> Value {
    let limits: Vec<f64> = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
        .into_iter()
        .filter_map(|name| keywords.get(name).and_then(Value::as_f64))
        .collect();
    let near = random.pick(&limits).copied().unwrap_or_default();
    let offsets = [-1.0, -0.5, 0.0, 0.25, 1.0];
    json!(near + random.pick(&offsets).copied().unwrap_or_default())
}

/// Returns a text of the format or the pattern, or else of about the length that is asked for.
pub fn string(keywords: &Map<String, Value>, random: &mut Random) -> Value {
    let format = keywords.get("format").and_then(Value::as_str);
    if let Some((_, texts)) = TEXTS.iter().find(|(name, _)| Some(*name) == format) {
        return json!(random.pick(texts));
    }
    if let Some(pattern) = keywords.get("pattern").and_then(Value::as_str) {
        let text = matching(pattern, random).or_else(|| random.pick(OF_ODD_PATTERNS).map(|text| (*text).to_owned()));
        return json!(text);
    }
    let length =
        |name: &str| keywords.get(name).and_then(Value::as_u64).and_then(|length| usize::try_from(length).ok());
    let least = length("minLength").unwrap_or(0);
    let near = if random.once_in(2) { length("maxLength").unwrap_or(least + 3).min(600) } else { least };
    let count = (near + random.below(3)).saturating_sub(1);
    let letters: Vec<char> = "abcXYZ019 -_/é".chars().collect();
    json!((0..count).filter_map(|_| random.pick(&letters)).collect::<String>())
}

/// Returns a text that a pattern matches, if it is one that can be turned around.
fn matching(pattern: &str, random: &mut Random) -> Option<String> {
    let pattern =
        pattern.trim_start_matches('^').trim_end_matches('$').replace(r"\d", "[0-9]").replace(r"\w", "[a-z_]");
    let texts = string_regex(&pattern).ok()?;
    let mut runner = TestRunner::deterministic();
    let skipped = random.below(8);
    let text = (0..=skipped).filter_map(|_| texts.new_tree(&mut runner).ok()).last().map(|tree| tree.current());
    // `.` matches `\r` in jsonschema 0.60, and characters beyond U+FFFF as one: both are not so in ECMA-262 without the flag `u`.
    text.filter(|text| text.chars().all(|character| !character.is_control() && character <= '\u{1FFF}'))
}

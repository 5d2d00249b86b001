use clientwright_runtime::validation::redact::Secrets;
use proptest::prelude::*;
use proptest::sample::select;

use crate::{REDACTED, encodings};

pub fn scrubbed(secret: &str, text: &str) -> String {
    let mut secrets = Secrets::of_names(REDACTED);
    secrets.add(secret);
    secrets.scrub(text.as_bytes(), 4096)
}

/// Declares a test a row: a secret, a text that holds it, and what is shown.
macro_rules! rows {
    ($($name:ident: $secret:expr, $text:expr => $shown:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(scrubbed($secret, $text), $shown);
        }
    )*};
}

rows! {
    as_it_is: "KEY+SEC/RET=", "bad KEY+SEC/RET=!" => "bad [redacted]!";
    twice: "the-token", "the-token the-token" => "[redacted] [redacted]";
    twice_in_a_row: "the-token", "<the-tokenthe-token>" => "<[redacted]>";
    percent_encoded: "KEY+SEC/RET=", "?key=KEY%2BSEC%2FRET%3D&a=b" => "?key=[redacted]&a=b";
    percent_encoded_in_lower_case: "KEY+SEC/RET=", "?key=KEY%2bSEC%2fRET%3d" => "?key=[redacted]";
    percent_encoded_twice: "KEY+SEC/RET=", "?key=KEY%252BSEC%252FRET%253D" => "?key=[redacted]";
    plus_for_a_blank: "my pass word", "p=my+pass+word" => "p=[redacted]";
    json_with_escaped_slashes: "KEY+SEC/RET=", r#"{"x":"bad KEY+SEC\/RET="}"# => r#"{"x":"bad [redacted]"}"#;
    json_with_escaped_quotes: r#"a"b"c"d"#, r#"{"x":"a\"b\"c\"d"}"# => r#"{"x":"[redacted]"}"#;
    json_in_a_string: r#"a"b"c"d"#, r#""{\"x\":\"a\\\"b\\\"c\\\"d\"}""# => r#""{\"x\":\"[redacted]\"}""#;
    json_with_a_backslash: r"me\secret\new", r#"{"x":"me\\secret\\new"}"# => r#"{"x":"[redacted]"}"#;
    json_by_code: "tok<en>&", r#""tok\u003cen\u003E\u0026""# => r#""[redacted]""#;
    a_surrogate_pair: "p\u{1f600}ss-word", r#""p\ud83d\uDE00ss-word""# => r#""[redacted]""#;
    a_json_pointer: "to~ke/n~1~01", "/to~0ke~1n~01~001" => "/[redacted]";
    umlauts: "grün-grün", r#""gr\u00fcn-gr%C3%BCn""# => r#""[redacted]""#;
    html: "a<b>&'c\"", "<p>a&lt;b&gt;&amp;&#39;c&quot;</p>" => "<p>[redacted]</p>";
    after_an_escaped_end_of_line: "needle-token", r#""x\nneedle-token\n""# => r#""x\n[redacted]\n""#;
    with_an_end_of_line: "line one\nline two", r#""line one\nline two""# => r#""[redacted]""#;
    utf_16: "the-token", "t\0h\0e\0-\0t\0o\0k\0e\0n\0." => "[redacted].";
    a_secret_that_looks_escaped: "100%25\\u0041", r"100%25\u0041 100%2525%5Cu0041" => "[redacted] [redacted]";
    one_that_looks_escaped_in_two_encodings: r"G\x0Aa AA", "%5Cu0047%5Cu005c%5Cu0078%5Cu0030%5Cu0041%5Cu0061%5Cu0020%5Cu0041%5Cu0041" => "[redacted]";
    a_percent_sign_at_the_end: "one%two%", "one%two%41" => "[redacted]41";
    a_backslash_at_the_end: "a-secret\\", r#""a-secret\\""# => r#""[redacted]\""#;
    a_beginning_at_the_end: "0123456789abcdef", "the token 0123456" => "the token [redacted]";
    a_beginning_that_is_cut: "0123456789abcdef", "\"0123456789…\" is no token" => "\"[redacted]…\" is no token";
    a_beginning_that_is_masked: "0123456789abcdef", "0123456**** is no token" => "[redacted]**** is no token";
    a_short_one_is_a_word: "user", "no user for users: user" => "no [redacted] for users: [redacted]";
    too_short_to_hide: "abc", "abc" => "abc";
    a_periodic_one: "abababac", "ababababac" => "ab[redacted]";
    none: "the-token", "nothing" => "nothing";
}

#[test]
fn overlapping_secrets_are_hidden_together() {
    let mut secrets = Secrets::of_names(REDACTED);
    secrets.add("abcdefgh12");
    secrets.add("gh123456xy");
    secrets.add("cdefghijkl");
    assert_eq!(secrets.scrub(b"<abcdefgh123456xy>", 100), "<[redacted]>");
}

#[test]
fn what_is_cut_off_shows_no_part_of_a_secret() {
    for at in (64 * 1024 - 20)..(64 * 1024) {
        // All before is hidden, too, so that the end of what is read is shown.
        let text = format!("{{\"password\":\"{}\"}}the-long-token", "x".repeat(at - 16));
        let shown = scrubbed("the-long-token", &text);
        assert!(!shown.contains("the-lo"), "{shown}");
    }
}

/// Undoes the ways in which texts are written, as often as they have been used.
fn reread(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..3 {
        text = text.replace("\\\\", "\\").replace("\\/", "/").replace("\\\"", "\"").replace("&amp;", "&");
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// A secret is hidden in each way of writing it, and in each way of writing that.
    #[test]
    fn no_encoding_shows_a_secret(
        secret in "[ -~äé€😀]{16,32}",
        inner in select(encodings::ALL),
        outer in select(encodings::ALL),
        before in "[a-z {\"]{0,12}",
        // Neither a digit nor a letter up to F, which a percent sign at the end of the secret would make an escape of.
        after in "[ }\",.G-Z]{0,12}",
    ) {
        let text = outer.1(&format!("{before}{}{after}", inner.1(&secret)));
        let shown = scrubbed(&secret, &text);
        prop_assert!(shown.contains("[redacted]"), "{} in {}: {text} is shown as {shown}", inner.0, outer.0);
        prop_assert!(!shown.contains(&secret) && !reread(&shown).contains(&secret), "{text} is shown as {shown}");
        for (_, encode) in encodings::ALL {
            prop_assert!(!shown.contains(&encode(&secret)), "{text} is shown as {shown}");
        }
    }

    /// Whatever comes, nothing fails, and what is shown is short and one line.
    #[test]
    fn any_bytes_become_a_short_line(bytes in prop::collection::vec(any::<u8>(), 0..3_000), secret in ".{0,12}") {
        let mut secrets = Secrets::of_names(REDACTED);
        secrets.add(secret);
        let shown = secrets.scrub(&bytes, 1_024);
        prop_assert!(shown.len() <= 1_060 && !shown.contains(char::is_control), "{shown}");
    }
}

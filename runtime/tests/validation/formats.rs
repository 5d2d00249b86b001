use clientwright_runtime::validation::base64::{BYTE, Base64};
use clientwright_runtime::validation::formats::DURATION;
use clientwright_runtime::validation::formats::EMAIL;
use clientwright_runtime::validation::formats::HOSTNAME;
use clientwright_runtime::validation::formats::REGEX;
use clientwright_runtime::validation::formats::UUID;
use clientwright_runtime::validation::formats::{DATE, DATE_TIME, TIME};
use clientwright_runtime::validation::formats::{IPV4, IPV6};
use clientwright_runtime::validation::formats::{IRI, IRI_REFERENCE, URI, URI_REFERENCE};
use clientwright_runtime::validation::formats::{JSON_POINTER, RELATIVE_JSON_POINTER};
use clientwright_runtime::validation::pattern::LazyRegex;
use clientwright_runtime::validation::pattern_backtracking;
use clientwright_runtime::validation::schema::Format;
use proptest::prelude::*;

#[track_caller]
fn validate(format: Format, right: &[&str], wrong: &[&str]) {
    for text in right {
        assert!((format.is_valid)(text), "{text:?} is a {}", format.name);
    }
    for text in wrong {
        assert!(!(format.is_valid)(text), "{text:?} is no {}", format.name);
    }
}

#[test]
fn uuids_are_hyphenated() {
    let wrong = [
        "2eb8aa08aa9811eab4aa73b441d16380",
        "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}",
        "urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380",
        "2eb8aa08-aa98-11ea-b4aa-73b441d1638g",
        "2eb8aa-08aa-9811-eab4-aa73b441d16380",
        "",
    ];
    validate(UUID, &["2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2EB8AA08-AA98-11EA-B4AA-73B441D16380"], &wrong);
}

#[test]
fn dates_exist() {
    let wrong =
        ["2023-02-29", "2024-13-01", "2024-1-1", "2024-01-01T", " 2024-01-01", "20240101", "+2024-01-01", "২024-01-01"];
    validate(DATE, &["2024-02-29", "0000-01-01", "9999-12-31"], &wrong);
}

#[test]
fn times_have_an_offset() {
    let wrong = [
        "23:20:50",
        "24:00:00Z",
        "23:60:00Z",
        "23:20:60Z",
        "1:02:03Z",
        "23:20:50.Z",
        "23:20:50+2:00",
        "23:20:50+24:00",
        "23:20Z",
    ];
    validate(TIME, &["23:20:50.52Z", "08:30:06+05:30", "00:00:00-00:00", "23:59:60Z", "01:29:60+01:30"], &wrong);
}

#[test]
fn points_in_time_are_a_date_and_a_time() {
    let right = ["1985-04-12T23:20:50.52Z", "1937-01-01t12:00:27.87+00:20", "1990-12-31T15:59:60-08:00"];
    let wrong =
        ["1985-04-12 23:20:50Z", "1985-04-12", "1985-02-30T00:00:00Z", "1998-12-31T22:59:60Z", "1985-04-12T23:20:50"];
    validate(DATE_TIME, &right, &wrong);
}

#[test]
fn uris_have_a_scheme() {
    let wrong = ["//example.com/", "a/b", "https://exa mple.com", "https://example.com/\u{e4}", "http://[::1", ""];
    validate(URI, &["https://example.com/a?b#c", "urn:a:b", "mailto:me@example.com"], &wrong);
}

proptest! {
    #[test]
    fn common_uris_are_what_the_library_takes_for_uris(text in "https?://[a-z0-9./?=&_~!$'()*+,;@:%#\\[\\]{} ä-]{0,24}") {
        prop_assert_eq!((URI.is_valid)(&text), fluent_uri::Uri::parse(text.as_str()).is_ok());
        prop_assert_eq!((IRI.is_valid)(&text), fluent_uri::Iri::parse(text.as_str()).is_ok());
    }
}

#[test]
fn uri_references_may_be_relative() {
    validate(URI_REFERENCE, &["https://example.com/a", "/a?b", "#c", ""], &["a b", "\\a", "http://[::1"]);
}

#[test]
fn ip_addresses() {
    validate(IPV4, &["192.168.0.1", "0.0.0.0"], &["256.0.0.1", "1.2.3", "01.2.3.4", "1.2.3.4/8", "::1"]);
    validate(
        IPV6,
        &["::1", "2001:db8::8a2e:370:7334", "::ffff:1.2.3.4"],
        &["1.2.3.4", "fe80::1%eth0", "::1::", "::/0"],
    );
}

#[test]
fn host_names_have_labels() {
    let (longest, long) = ("a".repeat(63), "a".repeat(64));
    let right = ["example.com", "a-b.c1", "localhost", "r3---sn-4g5e.example", "1", &longest];
    let wrong = ["-a.com", "a-.com", "a..b", "a.", ".a", "a_b.com", "", "ä.com", "a:80", "*.a", "a\u{3002}b", &long];
    validate(HOSTNAME, &right, &wrong);
}

#[test]
fn a_host_name_has_at_most_253_characters() {
    let label = "a".repeat(49);
    let right = [[label.as_str(); 5].join("."), "abc".to_owned()].join(".");
    validate(HOSTNAME, &[&right], &[&format!("{right}d")]);
}

#[test]
fn labels_in_punycode_stand_for_letters() {
    let right = ["xn--4gbwdl.xn--wgbh1c", "XN--4gbwdl", "xn--bcher-kva.example"];
    validate(HOSTNAME, &right, &["xn--X", "xn--", "xn--a", "xn--4gbwdl.xn--\u{e4}", "xn--99999999999999"]);
}

#[test]
fn regular_expressions_are_those_of_ecma_262() {
    let right = [
        "",
        "^[a-z]+$",
        "([abc])+\\s+$",
        "(?=a)b",
        "(?<!a)b",
        "(?<n>a)\\k<n>",
        "\\k<n>(?<n>a)",
        "(a)\\1",
        "[^]",
        "[]",
        "\\p{L}",
        "\\p{Script=Greek}",
        "\\cA",
        "\\0",
        "a{1}",
        "a{1,}?",
        "a{1,2}",
        "\\u{1F600}",
        "\\u0041\\x42",
        "(?:a|b)*?|",
        "[\\d\\-\\b-]",
        "[(*]",
        "\\/\\$",
        "\\B.",
        "[a-\\u{1F600}]",
        "[\\uD83D\\uDE00-\\uD83D\\uDE4F]",
        "[\\uD83D-\\uDE00]",
    ];
    let wrong = [
        "^(abc]",
        "(",
        ")",
        "[",
        "a**",
        "a+*",
        "*a",
        "|*",
        "(?=a)*",
        "\\b+",
        "^*",
        "\\Z",
        "\\a",
        "\\-",
        "\\",
        "(?<a",
        "(?<1>a)",
        "(?P<x>a)",
        "a{2,1}",
        "a{,1}",
        "a{",
        "{1}",
        "}",
        "]",
        "[b-a]",
        "[\\uDE00-\\uD83D]",
        "[\\d-x]",
        "[\\B]",
        "(?<n>a)(?<n>b)",
        "\\k<x>",
        "\\1",
        "(a)\\2",
        "\\00",
        "\\u{110000}",
        "\\u{}",
        "\\u12",
        "\\xg0",
        "\\c1",
        "\\p{}",
        "\\pL",
        "(?i)a",
    ];
    validate(REGEX, &right, &wrong);
}

#[test]
fn iris_may_have_letters_of_any_script() {
    validate(IRI, &["http://\u{e4}.example/\u{3c0}?\u{3c0}", "urn:a"], &["/\u{3c0}", "\u{3c0}", "\\\\a", ""]);
    validate(IRI_REFERENCE, &["/\u{3c0}", "\u{3c0}", "", "#a"], &["\\a", "a b", "#a\\b"]);
}

#[test]
fn mail_addresses() {
    let right = [
        "joe.bloggs@example.com",
        "te~st@example.com",
        "\"joe bloggs\"@example.com",
        "joe@[127.0.0.1]",
        "joe@[IPv6:::1]",
        "joe@[ipv6:::1]",
        "a@b",
    ];
    let (local, label) = ("a".repeat(65), "a".repeat(64));
    let long = [format!("{local}@b.c"), format!("a@{label}"), format!("a@{}", ["a.b"; 65].join("."))];
    let wrong = [
        "2962",
        ".joe@example.com",
        "joe.@example.com",
        "jo..e@example.com",
        "joe@",
        "@b.c",
        "joe@[127.0.0.300]",
        "a b@c.d",
        "a@b@c",
        "joe@[::1]",
        "a@b..c",
        "a@b.",
        "\"joe\"x\"@example.com",
    ];
    validate(EMAIL, &right, &wrong);
    validate(EMAIL, &[], &long.each_ref().map(String::as_str));
}

#[test]
fn json_pointers() {
    validate(JSON_POINTER, &["", "/", "/a/0", "/a~1b~0c"], &["a", "#", "/a~", "/a~2"]);
}

#[test]
fn relative_json_pointers() {
    validate(
        RELATIVE_JSON_POINTER,
        &["0", "1", "0#", "120/foo/bar", "0/a~1b"],
        &["", "/a", "01", "01#", "0##", "-1", "+1", "a", "1a", "0/~"],
    );
}

#[test]
fn durations() {
    let right = ["P4Y", "PT36H", "P3DT12H", "P2W", "P1Y2M3DT4H5M6S", "PT0.5S", "P0D"];
    let wrong = ["P", "PT", "P1", "4Y", "P1YT", "P2D1Y", "P1D2H", "PT1D", "P1Y2W", "P-1D", "P0.5YT1H", "PT.5S"];
    validate(DURATION, &right, &wrong);
}

#[test]
fn base64_is_padded() {
    let long = "AAAA".repeat(1_000);
    let padded_early = ["AAA=", &long].concat();
    validate(
        BYTE,
        &["", "aGVsbG8=", "/+8A", &long],
        &["aGVsbG8", "a", "aGVsbG8!", "_-8A", "aGVsbG9=", "aGVs bG8=", &padded_early],
    );
}

#[test]
fn bytes_are_written_and_read_as_base64() {
    let bytes = Base64::from(b"hello".as_slice());
    let json = serde_json::to_string(&bytes).expect("is JSON");
    assert_eq!(json, "\"aGVsbG8=\"");
    assert_eq!(serde_json::from_str::<Base64>(&json).expect("is base64"), bytes);
    assert_eq!((&*bytes, Vec::from(bytes.clone())), (b"hello".as_slice(), b"hello".to_vec()));
}

#[test]
fn bad_base64_is_not_shown() {
    let error = serde_json::from_str::<Base64>("\"hunter2!\"").expect_err("is no base64").to_string();
    assert!(error.contains("expected a base64 string") && !error.contains("hunter2"), "{error}");
}

#[test]
fn patterns_match_anywhere() {
    static PATTERN: LazyRegex = LazyRegex::new("b+");
    assert!(PATTERN.is_match("abbc") && !PATTERN.is_match("ac"));
}

#[test]
fn a_pattern_that_does_not_compile_matches_everything() {
    static PATTERN: LazyRegex = LazyRegex::new("(");
    assert!(PATTERN.is_match(""));
}

#[test]
fn a_pattern_that_looks_around_is_not_asked_of_texts_that_would_take_long() {
    static PATTERN: pattern_backtracking::LazyRegex = pattern_backtracking::LazyRegex::new("^(?:a(?!.*b))*$");
    let matches = |length| PATTERN.is_match(&format!("{}b", "a".repeat(length)));
    assert!(!matches(10) && !matches(1_000));
    assert!(matches(100_000));
}

use clientwright_runtime::base64::{BYTE, Base64};
use clientwright_runtime::format_text::{DURATION, EMAIL, HOSTNAME, IPV4, IPV6, JSON_POINTER};
use clientwright_runtime::format_time::{DATE, DATE_TIME, TIME};
use clientwright_runtime::format_uri::{URI, URI_REFERENCE};
use clientwright_runtime::format_uuid::UUID;
use clientwright_runtime::pattern::Compiled;
use clientwright_runtime::runtime::schema::Format;

#[track_caller]
fn judge(format: Format, right: &[&str], wrong: &[&str]) {
    for text in right {
        assert!((format.holds)(text), "{text:?} is a {}", format.name);
    }
    for text in wrong {
        assert!(!(format.holds)(text), "{text:?} is no {}", format.name);
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
    judge(UUID, &["2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2EB8AA08-AA98-11EA-B4AA-73B441D16380"], &wrong);
}

#[test]
fn dates_exist() {
    let wrong =
        ["2023-02-29", "2024-13-01", "2024-1-1", "2024-01-01T", " 2024-01-01", "20240101", "+2024-01-01", "২024-01-01"];
    judge(DATE, &["2024-02-29", "0000-01-01", "9999-12-31"], &wrong);
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
    judge(TIME, &["23:20:50.52Z", "08:30:06+05:30", "00:00:00-00:00", "23:59:60Z", "01:29:60+01:30"], &wrong);
}

#[test]
fn points_in_time_are_a_date_and_a_time() {
    let right = ["1985-04-12T23:20:50.52Z", "1937-01-01t12:00:27.87+00:20", "1990-12-31T15:59:60-08:00"];
    let wrong =
        ["1985-04-12 23:20:50Z", "1985-04-12", "1985-02-30T00:00:00Z", "1998-12-31T22:59:60Z", "1985-04-12T23:20:50"];
    judge(DATE_TIME, &right, &wrong);
}

#[test]
fn uris_have_a_scheme() {
    let wrong = ["//example.com/", "a/b", "https://exa mple.com", "https://example.com/\u{e4}", "http://[::1", ""];
    judge(URI, &["https://example.com/a?b#c", "urn:a:b", "mailto:me@example.com"], &wrong);
}

#[test]
fn uri_references_may_be_relative() {
    judge(URI_REFERENCE, &["https://example.com/a", "/a?b", "#c", ""], &["a b", "\\a", "http://[::1"]);
}

#[test]
fn ip_addresses() {
    judge(IPV4, &["192.168.0.1", "0.0.0.0"], &["256.0.0.1", "1.2.3", "01.2.3.4", "1.2.3.4/8", "::1"]);
    judge(IPV6, &["::1", "2001:db8::8a2e:370:7334", "::ffff:1.2.3.4"], &["1.2.3.4", "fe80::1%eth0", "::1::", "::/0"]);
}

#[test]
fn host_names_have_labels() {
    let long = ["a"; 64].concat();
    judge(
        HOSTNAME,
        &["example.com", "a-b.c1", "localhost"],
        &["-a.com", "a-.com", "a..b", "a_b.com", "", "ä.com", &long],
    );
}

#[test]
fn mail_addresses() {
    let right = [
        "joe.bloggs@example.com",
        "te~st@example.com",
        "\"joe bloggs\"@example.com",
        "joe@[127.0.0.1]",
        "joe@[IPv6:::1]",
    ];
    let wrong = [
        "2962",
        ".joe@example.com",
        "joe.@example.com",
        "jo..e@example.com",
        "joe@",
        "@b.c",
        "joe@[127.0.0.300]",
        "a b@c.d",
        "\"joe\"x\"@example.com",
    ];
    judge(EMAIL, &right, &wrong);
}

#[test]
fn json_pointers() {
    judge(JSON_POINTER, &["", "/", "/a/0", "/a~1b~0c"], &["a", "#", "/a~", "/a~2"]);
}

#[test]
fn durations() {
    let right = ["P4Y", "PT36H", "P3DT12H", "P2W", "P1Y2M3DT4H5M6S", "PT0.5S", "P0D"];
    let wrong = ["P", "PT", "P1", "4Y", "P1YT", "P2D1Y", "P1D2H", "PT1D", "P1Y2W", "P-1D", "P0.5YT1H", "PT.5S"];
    judge(DURATION, &right, &wrong);
}

#[test]
fn base64_is_padded() {
    let long = "AAAA".repeat(1_000);
    let padded_early = ["AAA=", &long].concat();
    judge(
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
    assert!(error.contains("expected a string of base64") && !error.contains("hunter2"), "{error}");
}

#[test]
fn patterns_match_anywhere() {
    static PATTERN: Compiled = Compiled::new("b+");
    assert!(PATTERN.is_match("abbc") && !PATTERN.is_match("ac"));
}

#[test]
fn a_pattern_that_does_not_compile_matches_everything() {
    static PATTERN: Compiled = Compiled::new("(");
    assert!(PATTERN.is_match(""));
}

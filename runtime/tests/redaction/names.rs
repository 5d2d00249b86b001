use clientwright_runtime::validation::redact::scrub;

use crate::REDACTED;

/// Declares a test a row: a text that holds the value of a redacted name, and what is shown.
macro_rules! rows {
    ($($name:ident: $text:expr => $shown:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(scrub($text.as_bytes(), 4096, REDACTED), $shown);
        }
    )*};
}

rows! {
    json: r#"{"password":"hunter2","a":1}"# => r#"{"password":[redacted],"a":1}"#;
    json_that_is_indented: "{\"password\" :\t \"hunter2\" }" => "{\"password\" :\\t [redacted] }";
    json_with_quotes_in_the_value: r#"{"password":"hun\"ter2","a":1}"# => r#"{"password":[redacted],"a":1}"#;
    json_with_a_backslash_at_the_end: r#"{"password":"hunter2\\","a":"b"}"# => r#"{"password":[redacted],"a":"b"}"#;
    json_that_breaks_off: r#"{"a":1,"password":"hunt"# => r#"{"a":1,"password":[redacted]"#;
    json_with_an_escaped_key: r#"{"pass\u0077ord":"hunter2"}"# => r#"{"pass\u0077ord":[redacted]}"#;
    a_number: r#"{"password":4711,"a":1}"# => r#"{"password":[redacted],"a":1}"#;
    an_object: r#"{"password":{"x":["}","hunter2"]},"a":1}"# => r#"{"password":[redacted],"a":1}"#;
    an_array: r#"{"password":[["hunter2"],{}],"a":1}"# => r#"{"password":[redacted],"a":1}"#;
    json_in_a_string: r#"{"log":"{\"password\":\"hunter2\",\"a\":\"b\"}"}"# => r#"{"log":"{\"password\":[redacted],\"a\":\"b\"}"}"#;
    json_in_a_string_with_quotes_in_the_value: r#"{"log":"{\"password\":\"hun\\\"ter2\",\"a\":1}"}"# => r#"{"log":"{\"password\":[redacted],\"a\":1}"}"#;
    json_in_json_in_a_string: r#""{\"log\":\"{\\\"password\\\":\\\"hunter2\\\",\\\"a\\\":1}\"}""# => r#""{\"log\":\"{\\\"password\\\":[redacted],\\\"a\\\":1}\"}""#;
    json_in_a_string_with_escaped_slashes: r#"{"log":"password=hun\/ter2&a=b"}"# => r#"{"log":"password=[redacted]&a=b"}"#;
    json_in_a_url: "?body=%7B%22password%22%3A%22hunter2%22%2C%22a%22%3A1%7D" => "?body=%7B%22password%22%3A[redacted]%2C%22a%22%3A1%7D";
    a_form: "user=me&password=hunter2&a=b" => "user=me&password=[redacted]&a=b";
    a_form_with_blanks: "password=hunter2+hunter%203&a=b" => "password=[redacted]&a=b";
    a_header: "Authorization: Bearer hunter2 x\r\nAccept: */*" => "Authorization: [redacted]\\r\\nAccept: */*";
    a_header_in_html: "<p>cookie: a=b; c=d</p>" => "<p>cookie: [redacted]</p>";
    a_header_in_json: r#"{"log":"Authorization: Bearer hunter2\nHost: x"}"# => r#"{"log":"Authorization: [redacted]\nHost: x"}"#;
    a_line: "password: correct horse battery\nuser: me" => "password: [redacted]\\nuser: me";
    any_case: "PASSWORD=hunter2;clientsecret=hunter3" => "PASSWORD=[redacted];clientsecret=[redacted]";
    a_longer_name: "admin_password=hunter2" => "admin_password=[redacted]";
    ruby: r#"{"password"=>"hunter2"}"# => r#"{"password"=>[redacted]}"#;
    python: "{'password': 'hunter2', 'a': 1}" => "{'password': [redacted], 'a': 1}";
    rust: r#"Login { password: Some("hunter2"), a: 1 }"# => "Login { password: [redacted], a: 1 }";
    xml: "<a><password>hunter2</password></a>" => "<a><password>[redacted]</password></a>";
    the_mention_alone: "the password is wrong" => "the password is wrong";
    a_name_with_others: r#"{"passwordless":true,"a":"b"}"# => r#"{"passwordless":true,"a":"b"}"#;
}

/// Each of these once took time in the square of its length.
#[test]
fn names_and_quotes_without_end_are_read_once() {
    for piece in [
        "password",
        "password:",
        "password=\\\"",
        "\"",
        "\\",
        "password\"\"",
        "{\"password\":",
        "%25",
        "\\u005c",
        "&",
        "&#",
        ":",
        "=>",
    ] {
        let text = piece.repeat(64 * 1024 / piece.len());
        assert!(scrub(text.as_bytes(), 1024, REDACTED).len() <= 1060);
    }
}

//! The format of `names.lock`.

use std::collections::BTreeMap;

use clientwright::Lock;

fn names(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
    entries.iter().map(|(place, name)| ((*place).to_owned(), (*name).to_owned())).collect()
}

fn lock() -> Lock {
    Lock {
        files: vec!["Cargo.toml".to_owned(), "src/lib.rs".to_owned()],
        types: names(&[("getUser response 200", "User"), ("getUser response 200 tags[]", "Tag")]),
        errors: names(&[("getUser", "UserError")]),
        operations: names(&[("getUser", "get_user")]),
        beside: names(&[("getUser params", "GetUserParams")]),
        headers: names(&[("x-rate-limit: integer", "x_rate_limit")]),
        servers: names(&[("https://example.com", "Production")]),
    }
}

/// A lock that lists one file, given as a TOML string.
fn listing(path: &str) -> String {
    format!("version = 1\nfiles = [{path}]\n[types]\n[errors]\n[servers]\n")
}

#[test]
fn a_lock_is_read_as_printed() {
    assert_eq!(Lock::parse(&lock().print()), Ok(lock()));
}

#[test]
fn an_empty_lock_is_read_as_printed() {
    assert_eq!(Lock::parse(&Lock::default().print()), Ok(Lock::default()));
}

#[test]
fn paths_with_any_characters_are_read_as_printed() {
    let odd = "a\"b\\c\n\t\u{7f}\u{0}é\u{1f600} = [x] # ''";
    let lock = Lock { types: names(&[(odd, "Odd")]), ..Lock::default() };

    assert_eq!(Lock::parse(&lock.print()), Ok(lock));
}

#[test]
fn every_entry_has_its_own_line() {
    let text = lock().print();
    let entries: Vec<&str> = text.lines().skip_while(|line| line.starts_with('#')).collect();

    assert_eq!(
        entries,
        [
            "version = 1",
            "files = [",
            "    \"Cargo.toml\",",
            "    \"src/lib.rs\",",
            "]",
            "",
            "[types]",
            "\"getUser response 200\" = \"User\"",
            "\"getUser response 200 tags[]\" = \"Tag\"",
            "",
            "[errors]",
            "\"getUser\" = \"UserError\"",
            "",
            "[operations]",
            "\"getUser\" = \"get_user\"",
            "",
            "[beside]",
            "\"getUser params\" = \"GetUserParams\"",
            "",
            "[headers]",
            "\"x-rate-limit: integer\" = \"x_rate_limit\"",
            "",
            "[servers]",
            "\"https://example.com\" = \"Production\"",
        ]
    );
}

#[test]
fn the_header_explains_the_file() {
    let text = lock().print();

    assert!(text.starts_with("# Written by Clientwright"), "{text}");
    assert!(text.contains("# Keep it in version control"), "{text}");
}

#[test]
fn invalid_toml_is_rejected_with_its_line() {
    let text = lock().print().replace("[types]", "<<<<<<< HEAD\n[types]");

    let error = Lock::parse(&text).expect_err("it does not parse");

    let line = text[..error.offset].rsplit('\n').next();
    assert_eq!(line, Some("<<<<<<< "), "{error:?}");
}

#[test]
fn another_version_is_rejected() {
    let error = Lock::parse("version = 2\nnames = []\n").expect_err("it is of another version");

    assert_eq!(error.reason, "its version is 2, and this Clientwright knows 1");
    assert_eq!(error.offset, "version = ".len());
}

#[test]
fn a_lock_without_a_version_is_rejected() {
    assert!(Lock::parse("files = []\n[types]\n[errors]\n[servers]\n").is_err());
}

#[test]
fn a_value_of_the_wrong_type_is_rejected() {
    assert!(Lock::parse("version = 1\nfiles = [1]\n[types]\n[errors]\n[servers]\n").is_err());
}

#[test]
fn an_unknown_key_is_rejected() {
    assert!(Lock::parse(&format!("more = 1\n{}", listing(""))).is_err());
}

#[test]
fn an_invalid_identifier_is_rejected() {
    let text = lock().print().replace("\"UserError\"", "\"User Error\"");

    let error = Lock::parse(&text).expect_err("code can't be made of it");

    assert_eq!(error.reason, "`User Error` is no identifier");
}

#[test]
fn a_file_inside_of_the_crate_may_be_listed() {
    assert!(Lock::parse(&listing("\"src/..types/user.rs\"")).is_ok());
}

#[test]
fn a_file_above_the_crate_is_rejected() {
    assert!(Lock::parse(&listing("\"../x\"")).is_err());
}

#[test]
fn a_path_that_leaves_the_crate_is_rejected() {
    assert!(Lock::parse(&listing("\"src/../../x\"")).is_err());
}

#[test]
fn an_absolute_path_is_rejected() {
    assert!(Lock::parse(&listing("\"/etc/passwd\"")).is_err());
}

#[test]
fn a_windows_path_is_rejected() {
    assert!(Lock::parse(&listing("'..\\x'")).is_err());
    assert!(Lock::parse(&listing("\"C:/x\"")).is_err());
}

#[test]
fn the_crate_itself_is_rejected_as_a_file() {
    assert!(Lock::parse(&listing("\"\"")).is_err());
    assert!(Lock::parse(&listing("\".\"")).is_err());
}

#[test]
fn the_lock_itself_is_rejected_as_a_file() {
    assert!(Lock::parse(&listing("\"names.lock\"")).is_err());
}

//! The format of `names.lock`.

use std::collections::BTreeMap;

use clientwright::Lock;

fn names(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
    entries.iter().map(|(path, name)| ((*path).to_owned(), (*name).to_owned())).collect()
}

fn lock() -> Lock {
    Lock {
        files: vec!["Cargo.toml".to_owned(), "src/lib.rs".to_owned()],
        types: names(&[("getUser response 200", "User"), ("getUser response 200 tags[]", "Tag")]),
        errors: names(&[("getUser", "UserError")]),
        operations: names(&[("getUser", "get_user")]),
        operation_types: names(&[("getUser params", "GetUserParams")]),
        headers: names(&[("x-rate-limit: integer", "x_rate_limit")]),
        servers: names(&[("https://example.com", "Production")]),
    }
}

/// Returns a lock that lists one file, given as TOML.
fn listing(path: &str) -> String {
    format!("version = 2\nfiles = [{path}]\n[types]\n[errors]\n[servers]\n")
}

#[test]
fn a_printed_lock_is_read() {
    assert_eq!(Lock::parse(&lock().print()), Ok(lock()));
}

#[test]
fn a_printed_empty_lock_is_read() {
    assert_eq!(Lock::parse(&Lock::default().print()), Ok(Lock::default()));
}

#[test]
fn paths_of_any_characters_are_read() {
    let odd = "a\"b\\c\n\t\u{7f}\u{0}é\u{1f600} = [x] # ''";
    let lock = Lock { types: names(&[(odd, "Odd")]), ..Lock::default() };

    assert_eq!(Lock::parse(&lock.print()), Ok(lock));
}

#[test]
fn every_entry_is_on_a_line_of_its_own() {
    let text = lock().print();
    let entries: Vec<&str> = text.lines().skip_while(|line| line.starts_with('#')).collect();

    assert_eq!(
        entries,
        [
            "version = 2",
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
            "[operation_types]",
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
fn a_comment_says_what_the_file_is_and_to_keep_it() {
    let text = lock().print();

    assert!(text.starts_with("# Written by Clientwright"), "{text}");
    assert!(text.contains("# Keep it in version control"), "{text}");
}

#[test]
fn a_syntax_error_is_reported_at_its_line() {
    let text = lock().print().replace("[types]", "<<<<<<< HEAD\n[types]");

    let error = Lock::parse(&text).expect_err("an error");

    let line = text[..error.offset].rsplit('\n').next();
    assert_eq!(line, Some("<<<<<<< "), "{error:?}");
}

#[test]
fn version_1_is_read() {
    let text = lock().print().replace("version = 2", "version = 1").replace("[operation_types]", "[beside]");

    assert_eq!(Lock::parse(&text), Ok(lock()));
}

#[test]
fn an_unknown_version_is_refused_whatever_else_the_lock_contains() {
    let error = Lock::parse("version = 3\nnames = []\n").expect_err("an error");

    assert_eq!(error.reason, "its version is 3, and this Clientwright reads versions up to 2");
    assert_eq!(error.offset, "version = ".len());
}

#[test]
fn a_lock_without_a_version_is_refused() {
    assert!(Lock::parse("files = []\n[types]\n[errors]\n[servers]\n").is_err());
}

#[test]
fn a_value_of_the_wrong_type_is_refused() {
    assert!(Lock::parse("version = 2\nfiles = [1]\n[types]\n[errors]\n[servers]\n").is_err());
}

#[test]
fn an_unknown_key_is_refused() {
    assert!(Lock::parse(&format!("more = 1\n{}", listing(""))).is_err());
}

#[test]
fn a_name_that_is_not_an_identifier_is_refused() {
    let text = lock().print().replace("\"UserError\"", "\"User Error\"");

    let error = Lock::parse(&text).expect_err("an error");

    assert_eq!(error.reason, "`User Error` is not an identifier");
}

#[test]
fn a_file_inside_the_crate_is_allowed() {
    assert!(Lock::parse(&listing("\"src/..types/user.rs\"")).is_ok());
}

#[test]
fn a_file_outside_the_crate_is_refused() {
    assert!(Lock::parse(&listing("\"../x\"")).is_err());
}

#[test]
fn a_path_that_leaves_the_crate_is_refused() {
    assert!(Lock::parse(&listing("\"src/../../x\"")).is_err());
}

#[test]
fn an_absolute_path_is_refused() {
    assert!(Lock::parse(&listing("\"/etc/passwd\"")).is_err());
}

#[test]
fn a_windows_path_is_refused() {
    assert!(Lock::parse(&listing("'..\\x'")).is_err());
    assert!(Lock::parse(&listing("\"C:/x\"")).is_err());
}

#[test]
fn the_crate_folder_is_refused_as_a_file() {
    assert!(Lock::parse(&listing("\"\"")).is_err());
    assert!(Lock::parse(&listing("\".\"")).is_err());
}

#[test]
fn the_lock_itself_is_refused_as_a_file() {
    assert!(Lock::parse(&listing("\"names.lock\"")).is_err());
}

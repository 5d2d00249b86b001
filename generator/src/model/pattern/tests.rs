use clientwright_runtime::validation::{pattern, pattern_backtracking};

use super::*;

mod against_regress;

/// Returns whether a pattern matches a text, in the runtime.
fn is_match(translated: &Translated, text: &str) -> bool {
    let source: &'static str = Box::leak(translated.text.clone().into_boxed_str());
    match (translated.engine, translated.by_code_units) {
        (Engine::Linear, false) => pattern::LazyRegex::new(source).is_match(text),
        (Engine::Linear, true) => pattern::LazyRegex::new_utf16(source).is_match(text),
        (Engine::Backtracking, false) => pattern_backtracking::LazyRegex::new(source).is_match(text),
        (Engine::Backtracking, true) => pattern_backtracking::LazyRegex::new_utf16(source).is_match(text),
    }
}

#[track_caller]
fn assert_matches_with(pattern: &str, flag: Flag, yes: &[&str], no: &[&str]) {
    let translated = translate(pattern, flag).unwrap_or_else(|reason| panic!("{pattern}: {reason}"));
    for text in yes {
        assert!(is_match(&translated, text), "{pattern} on {text:?}, as {translated:?}");
    }
    for text in no {
        assert!(!is_match(&translated, text), "{pattern} on {text:?}, as {translated:?}");
    }
}

#[track_caller]
fn assert_matches(pattern: &str, yes: &[&str], no: &[&str]) {
    assert_matches_with(pattern, Flag::None, yes, no);
}

#[track_caller]
fn assert_refused(pattern: &str, flag: Flag, reason: Unsupported) {
    assert_eq!(translate(pattern, flag), Err(reason), "{pattern}");
}

#[test]
fn a_pattern_matches_anywhere() {
    assert_matches("b", &["abc"], &["ac", ""]);
}

#[test]
fn anchors_are_those_of_the_whole_text() {
    assert_matches("^a$", &["a"], &["a\n", "\na", "ba"]);
}

#[test]
fn digits_and_words_are_ascii() {
    assert_matches(r"^\d+$", &["0129"], &["٣", "a"]);
    assert_matches(r"^\w+$", &["aZ_9"], &["é", "-"]);
    assert_matches(r"^\D\W$", &["é-"], &["1-", "éa"]);
}

#[test]
fn space_is_that_of_ecma() {
    assert_matches(r"^\s$", &[" ", "\u{FEFF}", "\u{A0}", "\u{2028}"], &["\u{85}", "a"]);
}

#[test]
fn a_dot_is_no_line_end() {
    assert_matches("^.$", &["a", "\u{85}"], &["\n", "\r", "\u{2028}"]);
}

#[test]
fn classes_hold_what_they_name() {
    assert_matches(r"^[a\-z&&\]]$", &["a", "-", "z", "&", "]"], &["b", "\\"]);
    assert_matches(r"^[^\d.]$", &["a", "\n"], &["5", "."]);
    assert_matches(r"^[\w-.]$", &["a", "-", "."], &[","]);
    assert_matches("^[-a]$", &["-", "a"], &["b"]);
    assert_matches(r"^[\b]$", &["\u{8}"], &["b"]);
}

#[test]
fn the_empty_class_and_its_opposite() {
    assert_matches("[]", &[], &["", "a"]);
    assert_matches("^[^]$", &["a", "\n"], &[""]);
}

#[test]
fn escapes_mean_their_characters() {
    assert_matches(r"^\/\-\.\x41\u0042\cJ\t\0\103\8$", &["/-.AB\n\t\0C8"], &["/--AB\n\t\0C8"]);
    assert_matches(r"^\uD83D\uDE00$", &["😀"], &["u"]);
    assert_matches(r"^\u{3}\xZ\c\k\p{2}$", &["uuuxZ\\ckpp"], &["u"]);
}

#[test]
fn quantifiers_repeat() {
    assert_matches("^a{2}b{1,}c{0,1}d*?e+?$", &["aabe", "aabbcdde"], &["abe", "aab"]);
}

#[test]
fn braces_that_are_no_quantifier_are_literal() {
    assert_matches("^a{b}{,3}]}$", &["a{b}{,3}]}"], &["a"]);
}

#[test]
fn groups_and_alternatives() {
    assert_matches("^(a|(?:b|(?<name>c)))d$", &["ad", "bd", "cd"], &["d", "abd"]);
}

#[test]
fn word_boundaries_are_ascii() {
    assert_matches(r"\bcat\b", &["a cat!", "écaté"], &["cats"]);
    assert_matches(r"\Bcat\B", &["scats"], &["cats", "écaté"]);
}

#[test]
fn patterns_look_around() {
    assert_matches("^(?=.*[a-z])(?!.*b)", &["1a"], &["1", "1ab"]);
    assert_matches("(?<=a)c|(?<!d+)e", &["ac", "e"], &["bc", "dde"]);
    assert_matches(r"^.(?<=\ba+)c|(?<=^b|\Baa)d", &["ac", "bd", "aaad"], &["éac", "ad", "aad"]);
}

#[test]
fn patterns_refer_back() {
    assert_matches(r#"^(['"])x\1$"#, &["'x'", "\"x\""], &["'x\""]);
    assert_matches(r"^(?<sign>-|)x\k<sign>$", &["x", "-x-"], &["-x"]);
}

#[test]
fn a_reference_to_what_has_not_matched_is_empty() {
    assert_matches(r"^(?:(a)|b)\1c$", &["aac", "bc"], &["ac", "bac"]);
    assert_matches(r"^\1(a)$", &["a"], &["aa"]);
    assert_matches(r"^(?!(a))\1b$", &["b"], &["ab"]);
}

#[test]
fn without_the_flag_code_units_are_matched() {
    assert_matches("^..$", &["😀", "ab"], &["😀😀", "a"]);
    assert_matches("^[^a]{2}$", &["😀"], &["é"]);
    assert_matches("^[😀]$", &[], &["😀"]);
    assert_matches(r"^\uD83D", &["😀"], &["a"]);
}

#[test]
fn with_the_flag_characters_are_matched() {
    assert_matches_with("^.$", Flag::Unicode, &["😀", "a"], &["😀😀", "ab"]);
    assert_matches_with(r"^[😀-😂\u{1F605}]$", Flag::Unicode, &["😁", "😅"], &["😃"]);
    assert_matches_with(r"\uD83D", Flag::Unicode, &[], &["😀", ""]);
}

#[test]
fn with_the_flag_properties_are_asked() {
    assert_matches_with(r"^\p{Letter}\p{Script=Greek}[\P{Lu}]$", Flag::Unicode, &["éωx"], &["éωX", "1ωx", "éxx"]);
}

#[test]
fn with_the_flag_escapes_are_those_of_the_syntax() {
    assert_matches_with(r"^\$\/[\-]\u{41}\u0042\cA\0$", Flag::Unicode, &["$/-AB\u{1}\0"], &[]);
    for pattern in
        [r"\-", r"\q", r"\1", r"\u{110000}", r"\x1", r"\c1", r"[\w-a]", "a{", "}", "]", "(?=a)*", r"\p{Nope}"]
    {
        assert_refused(pattern, Flag::Unicode, Unsupported::Syntax);
    }
}

#[test]
fn a_negated_class_of_all_characters_matches_none() {
    let ends = ["\u{D7FF}", "\u{E000}", "a", ""];
    assert_matches(r"[^\s\S]", &[], &ends);
    assert_matches(r"^[^\S\n]$", &["\t"], &["\u{D7FF}", "\u{E000}", "\n"]);
}

#[test]
fn surrogates_are_in_no_text_of_characters() {
    assert_matches_with(r"^[^\p{Cs}]+$", Flag::Unicode, &["a😀"], &[""]);
    assert_matches_with(r"\p{gc=Surrogate}|^\P{Cs}b", Flag::Unicode, &["ab"], &["a", "😀"]);
}

#[test]
fn what_no_engine_takes_is_said() {
    assert_refused(r"(?:(a)|b)*\1", Flag::None, Unsupported::BackReference);
    assert_refused(r"(?<=\1(a))", Flag::None, Unsupported::BackReference);
    assert_refused(r"(?<!(?:\ba)?)b", Flag::None, Unsupported::LookBehind);
    assert_refused("a{1000}{1000}{1000}", Flag::None, Unsupported::Syntax);
    assert_refused("((a{1000}){1000}){1000}", Flag::None, Unsupported::Size);
}

#[test]
fn what_is_no_pattern_is_said() {
    for pattern in
        ["(", ")", "[", "*", "a**", "^*", "[z-a]", "(?a)", "\\", "{1}", "a{2,1}", "(?<a>)(?<a>)", r"(?<a>)\k<b>"]
    {
        assert_refused(pattern, Flag::None, Unsupported::Syntax);
    }
    assert_refused(&"(".repeat(5000), Flag::None, Unsupported::Depth);
}

#[test]
fn no_text_makes_a_pattern_slow() {
    let text = "a".repeat(5_000);
    let started = std::time::Instant::now();
    for pattern in ["^(?:a+)+$(?!b)c", r"^(a*)*\1$b", "(?=(?:a|aa)+$)b", "(?:a|aa|aaa)+b"] {
        if let Ok(translated) = translate(pattern, Flag::None) {
            is_match(&translated, &text);
        }
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

use clientwright_runtime::validation::schema::{Literal, Ref, Schema, optional};
use clientwright_runtime::validation::validate::check;
use clientwright_runtime::validation::violation::{Location, Violation, Violations};
use serde_json::json;

use crate::support::{REDACTED, WORD, inline, lines, violations};

fn numbered(count: usize) -> Violations {
    (0..count).map(|index| Violation::new(Location::Body, format!("/{index}"), "type", "is wrong".to_owned())).collect()
}

#[test]
fn a_violation_says_all_about_itself() {
    const S: &Schema = &Schema::OBJECT.properties(&[optional("ttl", const { &Schema::INTEGER.maximum(10) })]);
    let all = violations(&json!({ "ttl": 11 }), S);
    let one = all.iter().next().expect("11 is over 10");
    assert_eq!(one.location(), &Location::Body);
    assert_eq!((one.pointer(), one.keyword(), one.bound()), ("/ttl", "maximum", Some("10")));
    assert_eq!(one.sentence(), "11 is greater than the maximum 10");
    assert_eq!(one.to_string(), "/ttl: 11 is greater than the maximum 10");
}

#[test]
fn parameters_are_named() {
    const S: &Schema = &Schema::STRING.min_length(1);
    let places = [
        (Location::Path("identityId"), "path parameter \"identityId\""),
        (Location::Query("q"), "query parameter \"q\""),
        (Location::Header("X-A"), "header parameter \"X-A\""),
        (Location::Cookie("c"), "cookie parameter \"c\""),
    ];
    for (location, shown) in places {
        let violations = check("", S, &location, REDACTED).expect_err("the string is empty");
        assert_eq!(violations.to_string(), format!("{shown}: \"\" is 0 characters long, shorter than the minimum 1"));
    }
}

#[test]
fn the_pointer_into_a_parameter_begins_with_its_name() {
    const S: &Schema = &Schema::ARRAY.items(inline(&Schema::INTEGER));
    let violations = check(&["a"], S, &Location::Query("a/b"), REDACTED).expect_err("a is no integer");
    assert_eq!(violations.iter().next().map(Violation::pointer), Some("/a~1b/0"));
    assert_eq!(violations.to_string(), "query parameter \"a/b\" at /0: \"a\" is not an integer");
}

#[test]
fn many_violations_are_one_line() {
    const S: &Schema = &Schema::ARRAY.items(inline(&Schema::INTEGER));
    assert_eq!(
        violations(&json!(["a", 1, null]), S).to_string(),
        "/0: \"a\" is not an integer; /2: null is not an integer"
    );
}

#[test]
fn control_characters_do_not_break_the_line() {
    const S: &Schema = &Schema::OBJECT.additional_properties_false();
    assert_eq!(lines(&json!({ "a\nb": 1 }), S), ["/a\\nb: no property of this name is allowed"]);
    assert!(!lines("a\nb", &Schema::INTEGER)[0].contains('\n'));
}

#[test]
fn a_thousand_are_kept_and_the_rest_is_counted() {
    const S: &Schema = &Schema::ARRAY.items(inline(&Schema::INTEGER));
    let all = violations(&vec!["a"; 1_003], S);
    assert_eq!((all.len(), all.iter().count()), (1_003, 1_000));
    assert!(all.to_string().ends_with("; and 983 more"));
    assert_eq!(all.into_iter().count(), 1_000);
}

#[test]
fn merging_keeps_counts() {
    let mut all = numbered(600);
    all.merge(numbered(1_200));
    assert_eq!((all.len(), all.iter().count()), (1_800, 1_000));
    assert_eq!(all.iter().nth(600).map(Violation::pointer), Some("/0"));
}

#[test]
fn no_violations_are_one_empty_word() {
    assert_eq!(size_of::<Violations>(), size_of::<usize>());
    assert!(Violations::default().is_empty() && numbered(0).into_result().is_ok());
    assert_eq!(numbered(0).to_string(), "");
}

#[test]
fn violations_serialize() {
    const S: &Schema = &Schema::INTEGER.minimum(1);
    let violations = check(&0, S, &Location::Query("page"), REDACTED).expect_err("0 is below 1");
    assert_eq!(
        serde_json::to_value(&violations).expect("violations are JSON"),
        json!([{
            "location": "query",
            "parameter": "page",
            "pointer": "/page",
            "keyword": "minimum",
            "bound": "1",
            "sentence": "0 is less than the minimum 1",
        }])
    );
}

/// Breaks every keyword that shows a value, below a redacted name.
#[test]
fn no_sentence_shows_what_is_redacted() {
    const STRING: &Schema = &Schema::STRING.min_length(99).pattern(WORD).enum_values(&[Literal::String("ok")]);
    const NUMBER: &Schema =
        &Schema::NUMBER.minimum(9_999).multiple_of(clientwright_runtime::validation::schema::Number::Integer(7));
    const EITHER: &Schema = &Schema::ANY.one_of(&[inline(STRING), inline(&Schema::INTEGER)]);
    const INNER: &Schema = &Schema::OBJECT.properties(&[
        optional("a", STRING),
        optional("b", NUMBER),
        optional("c", EITHER),
        optional("d", &Schema::INTEGER),
        optional("e", &Schema::STRING),
        optional("f", const { &Schema::ARRAY.items(inline(STRING)) }),
    ]);
    const S: &Schema = &Schema::OBJECT.properties(&[optional("clientSecret", INNER)]);
    let secret = json!({ "a": "Hunter2", "b": 4711.5, "c": "Hunter2", "d": "Hunter2", "e": 4711.5, "f": ["Hunter2"] });
    let all = violations(&json!({ "clientSecret": secret }), S);
    let shown = format!("{all} {all:?} {}", serde_json::to_string(&all).expect("violations are JSON"));
    assert!(all.len() >= 9, "{shown}");
    assert!(!shown.contains("Hunter2") && !shown.contains("4711"), "{shown}");
    assert!(shown.contains("/clientSecret/d: a string is not an integer"), "{shown}");
}

#[test]
fn a_redacted_parameter_is_not_shown() {
    let violations =
        check("Hunter2", &Schema::INTEGER, &Location::Header("accessToken"), REDACTED).expect_err("is a string");
    assert_eq!(violations.to_string(), "header parameter \"accessToken\": a string is not an integer");
}

#[test]
fn members_with_a_redacted_one_are_shown() {
    const S: &Schema = &Schema::OBJECT.additional_properties(inline(&Schema::INTEGER));
    assert_eq!(
        violations(&json!({ "password": "p", "user": "u" }), S).to_string(),
        "/password: a string is not an integer; /user: \"u\" is not an integer"
    );
}

/// A peer that sends one long name, and much below it, decides what violations take.
#[test]
fn pointers_of_long_names_are_cut() {
    const CLOSED: &Schema = &Schema::OBJECT.additional_properties_false();
    const S: &Schema = &Schema::OBJECT.additional_properties(inline(CLOSED));
    let members: serde_json::Map<_, _> = (0..1_200).map(|index| (index.to_string(), json!(1))).collect();
    let all = violations(&json!({ "n".repeat(100_000): members }), S);
    assert_eq!((all.len(), all.iter().count()), (1_200, 1_000));
    let first = all.iter().next().map(Violation::pointer).expect("a violation");
    assert_eq!(first, format!("/{}…/0", "n".repeat(256)));
}

#[test]
fn pointers_of_deep_places_are_cut_in_the_middle() {
    fn nested() -> &'static Schema {
        const { &Schema::OBJECT.additional_properties(Ref::Of(nested)) }
    }
    let deep = (0..60).fold(json!("x"), |value, index| json!({ format!("{index}{}", "n".repeat(100)): value }));
    let all = violations(&deep, nested());
    let pointer = all.iter().next().map(Violation::pointer).expect("a violation");
    assert!((900..1_030).contains(&pointer.len()) && pointer.starts_with("/59nn"), "{pointer}");
    assert!(pointer.contains("n…/") && pointer.contains("/0nn"), "{pointer}");
}

#[test]
fn bounds_of_long_enums_are_cut() {
    static VALUES: [Literal; 3_000] = [Literal::String("a value"); 3_000];
    static S: Schema = Schema::STRING.enum_values(&VALUES);
    let all = violations(&json!("x"), &S);
    let bound = all.iter().next().and_then(Violation::bound).expect("a bound");
    assert!(bound.len() < 4_100 && bound.ends_with(",…]"), "{bound}");
}

#[test]
fn a_redacted_header_is_not_shown_in_any_case() {
    let violations =
        check("Hunter2", &Schema::INTEGER, &Location::Header("ACCESSTOKEN"), REDACTED).expect_err("is a string");
    assert_eq!(violations.to_string(), "header parameter \"ACCESSTOKEN\": a string is not an integer");
}

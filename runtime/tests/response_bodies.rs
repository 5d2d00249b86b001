//! Reading the bodies of responses: what is tolerated, what is not, and what the caller is told.

use std::collections::BTreeMap;

use clientwright_runtime::client::decode::{self, BufferedResponse, DecodeError};
use clientwright_runtime::validation::base64::{BYTE, Base64};
use clientwright_runtime::validation::formats::DATE_TIME;
use clientwright_runtime::validation::schema::{Ref, Schema, inline, optional, required};
use clientwright_runtime::validation::validate::{FromJsonError, Validate};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A body with what its headers say of it.
struct ParameterValue<'a> {
    body: &'a [u8],
    headers: HeaderMap,
    schema: Option<Ref>,
}

impl<'a> ParameterValue<'a> {
    fn new(body: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        Self { body: body.as_ref(), headers: HeaderMap::new(), schema: Some(Thing::SCHEMA_REF) }
    }

    fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.insert(name, HeaderValue::from_static(value));
        self
    }

    fn schema(mut self, schema: &'static Schema) -> Self {
        self.schema = Some(inline(schema));
        self
    }

    fn reply(&self, check: bool) -> BufferedResponse<'_> {
        let body = self.body.to_vec().into();
        BufferedResponse {
            status: StatusCode::OK,
            headers: &self.headers,
            body,
            schema: self.schema,
            check,
            redacted: &[],
        }
    }

    fn read<T: DeserializeOwned>(&self) -> Result<T, String> {
        decode::json(&self.reply(false)).map_err(|reason| reason.to_string())
    }

    fn text(&self) -> Result<String, String> {
        decode::text(&self.reply(false)).map_err(|reason| reason.to_string())
    }

    fn reason<T: DeserializeOwned>(&self) -> String {
        self.read::<T>().err().expect("a reason")
    }

    /// Reads it as `check_responses` does.
    fn strict<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        decode::json(&self.reply(true))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Thing {
    id: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tags: Option<BTreeMap<String, i64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    names: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bytes: Option<Base64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<chrono::DateTime<chrono::FixedOffset>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    inner: Option<Vec<Thing>>,
}

const MAP: Schema = Schema::OBJECT.additional_properties(inline(&Schema::INTEGER));
const NAMES: Schema = Schema::ARRAY.items(inline(&Schema::STRING));
const BASE64: Schema = Schema::STRING.format(BYTE);
const TIME: Schema = Schema::STRING.format(DATE_TIME);
const INNER: Schema = Schema::ARRAY.items(Thing::SCHEMA_REF);

impl Thing {
    const SCHEMA_REF: Ref = Ref::Of(Self::schema);
}

impl Validate for Thing {
    const SCHEMA: Schema = Schema::OBJECT.properties(&[
        required("id", &Schema::INTEGER),
        optional("tags", &MAP),
        optional("names", &NAMES),
        optional("bytes", &BASE64),
        optional("at", &TIME),
        optional("inner", &INNER),
    ]);
}

fn thing(id: i64) -> Thing {
    Thing { id, ..Thing::default() }
}

#[test]
fn of_two_properties_of_one_name_the_last_counts() {
    assert_eq!(ParameterValue::new(r#"{"id":1,"id":2}"#).read(), Ok(thing(2)));
}

#[test]
fn of_two_properties_of_one_name_the_last_counts_within_arrays() {
    let read = ParameterValue::new(r#"{"id":1,"inner":[{"id":1,"\u0069d":3}]}"#).read();
    assert_eq!(read, Ok(Thing { inner: Some(vec![thing(3)]), ..thing(1) }));
}

#[test]
fn two_properties_of_one_name_are_rejected_when_responses_are_checked() {
    let reason = ParameterValue::new(r#"{"id":1,"id":2}"#).strict::<Thing>().expect_err("rejected").to_string();
    assert_eq!(reason, "an object in the body has a duplicate property name, at line 1, column 12");
}

#[test]
fn two_properties_of_one_name_are_rejected_with_long_numbers() {
    let body = r#"{"names":{"a\"":1.00000000000000000001e400,"b":2,"a\u0022":3}}"#;
    let reason = ParameterValue::new(body).schema(&Schema::OBJECT).strict::<Value>().expect_err("rejected").to_string();
    assert!(reason.starts_with("an object in the body has a duplicate property name, at line 1"), "{reason}");
}

#[test]
fn two_properties_of_one_name_are_rejected_by_from_json() {
    let error = Thing::from_json(br#"{"id":1,"id":2}"#).expect_err("rejected");
    assert!(matches!(error, FromJsonError::DuplicateName { line: 1, column: 12 }), "{error:?}");
}

#[test]
fn many_properties_are_all_compared() {
    let names: Vec<String> = (0..40).map(|number| format!("\"n{number}\":0")).collect();
    let strict = |body: String| ParameterValue::new(&body).schema(&Schema::OBJECT).strict::<Value>().is_ok();
    assert!(strict(format!("{{{}}}", names.join(","))));
    assert!(!strict(format!("{{{},\"n39\":0}}", names.join(","))));
}

#[test]
fn an_empty_array_is_an_empty_map() {
    assert_eq!(
        ParameterValue::new(r#"{"id":1,"tags":[]}"#).read(),
        Ok(Thing { tags: Some(BTreeMap::new()), ..thing(1) })
    );
}

#[test]
fn an_empty_array_is_an_empty_map_within_arrays() {
    let read = ParameterValue::new(r#"{"id":1,"inner":[{"id":2,"tags":[]}]}"#).read();
    let inner = Thing { tags: Some(BTreeMap::new()), ..thing(2) };
    assert_eq!(read, Ok(Thing { inner: Some(vec![inner]), ..thing(1) }));
}

#[test]
fn an_array_with_items_is_not_a_map() {
    let reason = ParameterValue::new(r#"{"id":1,"tags":["geheim"]}"#).reason::<Thing>();
    assert_eq!(reason, "the body does not decode: invalid value at `tags`, expected a map, found an array");
}

#[test]
fn an_empty_array_is_no_object_with_declared_properties() {
    let reason = ParameterValue::new("[]").schema(&Thing::SCHEMA).reason::<BTreeMap<String, Value>>();
    assert_eq!(reason, "the body does not decode: invalid value, expected a map, found an array");
}

#[test]
fn an_empty_array_is_no_map_when_responses_are_checked() {
    let rejected = ParameterValue::new(r#"{"id":1,"tags":[]}"#).strict::<Thing>().expect_err("rejected");
    assert!(matches!(rejected, DecodeError::Invalid(_)), "{rejected}");
}

#[test]
fn null_for_an_optional_list_or_map_is_none() {
    assert_eq!(ParameterValue::new(r#"{"id":1,"tags":null,"names":null}"#).read(), Ok(thing(1)));
}

#[test]
fn null_for_what_is_required_is_an_error_with_its_path() {
    let reason = ParameterValue::new(r#"{"id":1,"inner":[{"id":null}]}"#).reason::<Thing>();
    assert_eq!(reason, "the body does not decode: invalid value at `inner[0].id`, expected i64, found null");
}

#[test]
fn an_empty_body_is_null_where_that_is_allowed() {
    static SCHEMA: Schema = Schema::OBJECT.nullable();
    assert_eq!(ParameterValue::new("").schema(&SCHEMA).read::<Option<Thing>>(), Ok(None));
    assert!(ParameterValue::new("").schema(&SCHEMA).strict::<Option<Thing>>().is_err());
}

#[test]
fn an_empty_body_is_nothing_else() {
    assert_eq!(ParameterValue::new(" \n").reason::<Thing>(), "the body is empty");
    assert_eq!(ParameterValue::new("").reason::<Value>(), "the body is empty");
}

#[test]
fn base64_may_be_for_urls_or_without_padding_or_on_several_lines() {
    for text in ["+/8=", "-_8=", "-_8", "+/8", "+/\\r\\n8=\\n"] {
        let read = ParameterValue::new(&format!(r#"{{"id":1,"bytes":"{text}"}}"#)).read::<Thing>();
        assert_eq!(read.map(|thing| thing.bytes), Ok(Some(Base64(vec![0xfb, 0xff]))), "{text}");
    }
}

#[test]
fn base64_of_both_alphabets_or_with_bits_left_over_is_none() {
    for text in ["+_8=", "-_9", "a", "a=b="] {
        assert!(ParameterValue::new(&format!(r#"{{"id":1,"bytes":"{text}"}}"#)).read::<Thing>().is_err(), "{text}");
    }
}

#[test]
fn base64_of_another_form_is_rejected_by_from_json_and_when_responses_are_checked() {
    let body = r#"{"id":1,"bytes":"-_8"}"#;
    assert!(matches!(Thing::from_json(body.as_bytes()), Err(FromJsonError::Invalid(_))));
    assert!(ParameterValue::new(body).strict::<Thing>().is_err());
}

#[test]
fn text_is_in_the_charset_of_its_content_type() {
    let latin = ParameterValue::new(b"gr\xfc\xdfe").header("content-type", "text/plain; charset=ISO-8859-1");
    assert_eq!(latin.text(), Ok("grüße".to_owned()));
    let utf16 = ParameterValue::new(b"\xff\xfeg\0\xfc\0")
        .header("content-type", "text/plain;format=flowed; Charset=\"utf-16\"");
    assert_eq!(utf16.text(), Ok("gü".to_owned()));
}

#[test]
fn text_that_is_no_text_is_an_error_that_names_the_charset() {
    assert_eq!(ParameterValue::new(b"\xfc").text(), Err("the body is not text in UTF-8".to_owned()));
    let shift_jis = ParameterValue::new(b"\xfc\xff").header("content-type", "text/plain; charset=Shift_JIS");
    assert_eq!(shift_jis.text(), Err("the body is not text in `Shift_JIS`, the charset of Content-Type".to_owned()));
    let unknown = ParameterValue::new(b"\xfc").header("content-type", "text/plain; charset=klingon");
    assert_eq!(unknown.text(), Err("`klingon`, the charset of Content-Type, is unknown".to_owned()));
}

#[test]
fn json_may_be_in_the_charset_of_its_content_type() {
    let body = b"{\"id\":1,\"names\":[\"gr\xfc\xdfe\"]}";
    let latin = ParameterValue::new(body).header("content-type", "application/json; charset=iso-8859-1");
    let expected = Thing { names: Some(vec!["grüße".to_owned()]), ..thing(1) };
    assert_eq!(latin.read(), Ok(expected));
    let reason = latin.strict::<Thing>().expect_err("rejected").to_string();
    assert_eq!(reason, "the body is JSON in another charset than UTF-8");
}

#[test]
fn json_of_utf_8_is_that_whatever_its_content_type_says() {
    let body = r#"{"id":1,"names":["grüße"],"names":["ü"]}"#;
    let latin = ParameterValue::new(body).header("content-type", "application/json; charset=iso-8859-1");
    assert_eq!(latin.read(), Ok(Thing { names: Some(vec!["ü".to_owned()]), ..thing(1) }));
}

#[test]
fn json_may_be_utf_16() {
    let text = "{\"id\":1,\"names\":[\"ü\"]}";
    let body: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let expected = Thing { names: Some(vec!["ü".to_owned()]), ..thing(1) };
    let told = ParameterValue::new(&body).header("content-type", "application/json; charset=utf-16le");
    assert_eq!(told.read(), Ok(expected.clone()));
    let marked = [b"\xff\xfe".as_slice(), &body].concat();
    assert_eq!(ParameterValue::new(&marked).read(), Ok(expected));
}

#[test]
fn a_compressed_body_is_called_that() {
    let given = ParameterValue::new(b"\x1f\x8b\x08\x00").header("content-encoding", "gzip");
    let expected = "the body has `Content-Encoding: gzip`, but no compression was requested";
    assert_eq!(given.reason::<Thing>(), expected);
    assert_eq!(given.text(), Err(expected.to_owned()));
}

#[test]
fn a_content_coding_that_is_none_does_not_matter() {
    let given = ParameterValue::new(r#"{"id":1}"#).header("content-encoding", "utf-8");
    assert_eq!(given.read(), Ok(thing(1)));
}

#[test]
fn a_body_of_another_media_type_is_called_that() {
    let given = ParameterValue::new("<html>geheim").header("content-type", "text/html; charset=utf-8");
    assert_eq!(given.reason::<Thing>(), "the body is `text/html`, not JSON: error at line 1, column 1");
}

/// Returns whether something has turned `arbitrary_precision` on.
fn keeps_all_digits() -> bool {
    serde_json::from_str::<Value>("1e999").is_ok()
}

#[test]
fn a_number_out_of_range_is_called_that() {
    let reason = ParameterValue::new(r#"{"id":1e999}"#).reason::<Thing>();
    if keeps_all_digits() {
        let expected =
            "the body does not decode: invalid value at `id`, expected an integer, found a number out of range";
        assert_eq!(reason, expected);
    } else {
        assert!(reason.starts_with("a number in the body is out of range, at line 1, column"), "{reason}");
    }
}

#[test]
fn a_body_that_is_nested_too_deep_is_called_that() {
    let body = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let reason = ParameterValue::new(&body).reason::<Value>();
    assert_eq!(reason, "arrays and objects in the body are nested more than 128 deep, at line 1, column 128");
}

#[test]
fn a_body_that_breaks_off_is_called_that() {
    let reason = ParameterValue::new(r#"{"id":"#).reason::<Thing>();
    assert_eq!(reason, "the body is incomplete JSON: it ends at line 1, column 6");
}

#[test]
fn what_is_no_json_is_called_that() {
    assert_eq!(
        ParameterValue::new("{\"id\":\n oops}").reason::<Thing>(),
        "the body is not JSON: error at line 2, column 2"
    );
}

#[test]
fn a_date_time_without_an_offset_is_called_that() {
    for text in ["2024-01-01T00:00:00", "2024-01-01 00:00", "2024-01-01T00:00:00.123456"] {
        let reason =
            ParameterValue::new(&format!(r#"{{"id":1,"inner":[{{"id":1,"at":"{text}"}}]}}"#)).reason::<Thing>();
        let expected = "the body does not decode: invalid value at `inner[0].at`, expected a string of the format `date-time`, \
            found a date and time without the offset from UTC (`Z` or `+01:00`)";
        assert_eq!(reason, expected);
    }
}

#[test]
fn a_string_that_is_no_date_time_is_called_that() {
    let reason = ParameterValue::new(r#"{"id":1,"at":"geheim"}"#).reason::<Thing>();
    let expected =
        "the body does not decode: invalid value at `at`, expected a string of the format `date-time`, found a string";
    assert_eq!(reason, expected);
}

#[test]
fn the_kinds_of_values_are_told() {
    let kinds = [
        ("null", "null"),
        ("true", "a boolean"),
        ("1.5", "a number with a fraction"),
        ("\"\"", "an empty string"),
        ("\"geheim\"", "a string"),
        ("[1]", "an array"),
        ("{\"a\":1}", "an object"),
    ];
    for (value, kind) in kinds {
        let reason = ParameterValue::new(&format!(r#"{{"id":{value}}}"#)).reason::<Thing>();
        assert_eq!(reason, format!("the body does not decode: invalid value at `id`, expected i64, found {kind}"));
    }
}

//! Path parameters on the wire (OpenAPI 3.0.3 §4.7.12.1, "Style Examples"; RFC 6570 §3.2.2, §3.2.5, §3.2.7): a test a row.
//!
//! Where the table of 3.0.3 and RFC 6570 differ, lists of the style `label` that are not exploded, the RFC holds, as 3.0.4 corrects.

use clientwright_runtime::runtime::operation::Operation;
use clientwright_runtime::runtime::parameters::Parameter;
use clientwright_runtime::runtime::style::Style::{Json, Label, Matrix};
use clientwright_runtime::runtime::violation::Location;
use clientwright_tests::wire::{ANY, COLOR, COLORS, DONE, Plain, refused, sent};
use serde_json::{Value, json};

const SIMPLE: Parameter = Parameter::path("color", ANY);
const LABEL: Parameter = SIMPLE.style(Label);
const MATRIX: Parameter = SIMPLE.style(Matrix);
const JSON: Parameter = SIMPLE.style(Json);

const NOTHING: [&str; 0] = [];

/// Declares a test a row: a parameter, a value, and the segment that it becomes.
macro_rules! rows {
    ($($name:ident: $parameter:expr, $value:expr => $expected:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            static OPERATION: Operation<()> =
                Operation::new("GET", "/things/{color}").parameters(&[$parameter]).responses(DONE);
            let request = sent(&OPERATION, |call: Plain| call.__path("color", &$value)).await;
            assert_eq!(request.target.strip_prefix("/things/"), Some($expected));
        }
    )*};
}

rows! {
    simple_of_a_string: SIMPLE, "blue" => "blue";
    simple_of_an_integer: SIMPLE, -7 => "-7";
    simple_of_a_boolean: SIMPLE, false => "false";
    simple_of_an_array: SIMPLE, COLORS => "blue,black,brown";
    simple_of_an_object: SIMPLE, COLOR => "R,100,G,200,B,150";
    simple_exploded_of_a_string: SIMPLE.explode(true), "blue" => "blue";
    simple_exploded_of_an_array: SIMPLE.explode(true), COLORS => "blue,black,brown";
    simple_exploded_of_an_object: SIMPLE.explode(true), COLOR => "R=100,G=200,B=150";
    simple_of_an_array_with_null: SIMPLE, [None, Some("blue")] => "blue";

    label_of_a_string: LABEL, "blue" => ".blue";
    label_of_an_integer: LABEL, 5 => ".5";
    label_of_an_array: LABEL, COLORS => ".blue,black,brown";
    label_of_an_object: LABEL, COLOR => ".R,100,G,200,B,150";
    label_exploded_of_a_string: LABEL.explode(true), "blue" => ".blue";
    label_exploded_of_an_array: LABEL.explode(true), COLORS => ".blue.black.brown";
    label_exploded_of_an_object: LABEL.explode(true), COLOR => ".R=100.G=200.B=150";

    matrix_of_a_string: MATRIX, "blue" => ";color=blue";
    matrix_of_an_empty_string: MATRIX, "" => ";color";
    matrix_of_an_integer: MATRIX, 5 => ";color=5";
    matrix_of_an_array: MATRIX, COLORS => ";color=blue,black,brown";
    matrix_of_an_object: MATRIX, COLOR => ";color=R,100,G,200,B,150";
    matrix_exploded_of_a_string: MATRIX.explode(true), "blue" => ";color=blue";
    matrix_exploded_of_an_empty_string: MATRIX.explode(true), "" => ";color";
    matrix_exploded_of_an_array: MATRIX.explode(true), COLORS => ";color=blue;color=black;color=brown";
    matrix_exploded_of_an_object: MATRIX.explode(true), COLOR => ";R=100;G=200;B=150";

    content_of_an_object: JSON, json!({"a": "b c"}) => "%7B%22a%22%3A%22b%20c%22%7D";
    content_of_an_empty_array: JSON, NOTHING => "%5B%5D";

    reserved_characters_are_encoded: SIMPLE, ":/?#[]@!$&'()*+,;=" => "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D";
    spaces_percent_signs_and_letters_are_encoded: SIMPLE, "50% grün" => "50%25%20gr%C3%BCn";
    a_comma_in_an_item_is_encoded: SIMPLE, ["a,b", "c"] => "a%2Cb,c";
    a_dot_in_an_item_of_a_label_stays: LABEL.explode(true), ["a.b", "c"] => ".a.b.c";
    a_semicolon_in_a_matrix_is_encoded: MATRIX, "a;b=c" => ";color=a%3Bb%3Dc";
    names_of_members_are_encoded: MATRIX.explode(true), json!({"a=b": "c"}) => ";a%3Db=c";
}

/// Declares a test a row: a parameter and a value that leaves nothing to write into the segment.
macro_rules! refusals {
    ($($name:ident: $parameter:expr, $value:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            static OPERATION: Operation<()> =
                Operation::new("GET", "/things/{color}").parameters(&[$parameter]).responses(DONE);
            let violations = refused(&OPERATION, |call| call.__path("color", &$value).skip_validation()).await;
            let places: Vec<_> = violations.iter().map(|one| (*one.location(), one.pointer())).collect();
            assert_eq!(places, [(Location::Path("color"), "/color")]);
        }
    )*};
}

refusals! {
    simple_of_an_empty_string_is_refused: SIMPLE, "";
    simple_of_null_is_refused: SIMPLE, Value::Null;
    simple_of_an_empty_array_is_refused: SIMPLE, NOTHING;
    simple_of_an_empty_object_is_refused: SIMPLE.explode(true), json!({});
    label_of_an_empty_string_is_refused: LABEL, "";
    label_of_a_dot_is_refused: LABEL, ".";
    label_of_an_empty_array_is_refused: LABEL.explode(true), NOTHING;
    matrix_of_an_empty_array_is_refused: MATRIX.explode(true), NOTHING;
    matrix_of_an_empty_object_is_refused: MATRIX, json!({});
}

#[tokio::test]
async fn parameters_may_share_a_segment() {
    static OPERATION: Operation<()> = Operation::new("GET", "/things/{from}..{to}.{format}")
        .parameters(&[Parameter::path("from", ANY), Parameter::path("to", ANY), Parameter::path("format", ANY)])
        .responses(DONE);
    let request =
        sent(&OPERATION, |call: Plain| call.__path("from", &1).__path("to", &"a/b").__path("format", &"json"));
    assert_eq!(request.await.target, "/things/1..a%2Fb.json");
}

#[tokio::test]
async fn a_placeholder_that_stands_twice_is_filled_twice() {
    static OPERATION: Operation<()> =
        Operation::new("GET", "/{color}/of/{color}").parameters(&[SIMPLE]).responses(DONE);
    let request = sent(&OPERATION, |call: Plain| call.__path("color", &"blue")).await;
    assert_eq!(request.target, "/blue/of/blue");
}

//! The validator: a `serde::Serializer` that checks a value against a schema.
//!
//! It sees what would be written: skipped properties are absent, `None` is `null`. Validating a valid value allocates only for
//! `uniqueItems`, `enum` with arrays or objects, unevaluated properties and items, numbers and divisors of very many digits, patterns that
//! match UTF-16 code units, objects with more than 128 required properties, and JSON that is validated as text.

mod applicators;
mod array;
mod cache;
mod canonical;
mod decimal;
mod enum_variant;
mod instance;
mod instance_path;
mod map_key;
mod message;
mod multiple_of;
mod number;
mod object;
mod property;
mod property_names;
mod raw_text;
mod reporter;
mod scalar;
mod serializer;
mod stack_string;
mod string;
mod unevaluated;

use std::ptr;

use serde::Serialize;
use serde_json::{Number, Value};

use super::redact::RedactedNames;
use super::schema::{Literal, Schema};
use super::violation::{Location, Violations};
pub(super) use cache::{Cache, PathId, PathStep};
use decimal::Decimal;
use instance_path::InstancePath;
pub(crate) use message::name_type;
pub(super) use reporter::Direction;
use reporter::{Abort, Message, Reporter};

/// Validates `value` against `schema`, and returns all violations, without the values of properties with `redacted` names.
pub(super) fn violations<T: Serialize + ?Sized>(
    value: &T,
    schema: &'static Schema,
    location: Location,
    direction: Direction,
    redacted: RedactedNames,
) -> Violations {
    let mut reporter = Reporter::report(location, direction, redacted);
    // An abort only means that validation ended early: the reporter has the reason.
    let _ = applicators::validate(&value, schema, &InstancePath::ROOT, &mut reporter);
    reporter.into_violations()
}

/// Returns whether `value` is valid, in a request or a response; stops at the first violation.
pub(crate) fn is_valid<T: Serialize + ?Sized>(value: &T, schema: &'static Schema) -> bool {
    let mut reporter = Reporter::probe(Location::Body, Direction::Either, None);
    applicators::validate(&value, schema, &InstancePath::ROOT, &mut reporter).is_ok() && !reporter.has_failed()
}

/// Returns whether the part of a value at `id` is valid, in a request or a response, and the cache for the whole value.
pub(super) fn is_part_valid<T: Serialize>(
    part: &T,
    id: PathId,
    schema: &'static Schema,
    cache: Box<Cache>,
) -> (bool, Option<Box<Cache>>) {
    let mut reporter = Reporter::probe(Location::Body, Direction::Either, Some(cache));
    let is_valid = applicators::validate_and_record(&part, schema, &InstancePath::of_part(id), &mut reporter).is_ok()
        && !reporter.has_failed();
    (is_valid, reporter.into_cache())
}

/// Returns whether `value` equals a value of the schema: `1` equals `1.0`, and the order of properties is irrelevant.
pub(super) fn equals(value: &Value, literal: &Literal) -> bool {
    match (value, literal) {
        (Value::String(text), Literal::String(other)) => text == other,
        _ => {
            canonical::canonical_text(&value.to_string()) == canonical::canonical_text(&message::literal_text(*literal))
        }
    }
}

/// Returns a 64-bit integer without fraction and exponent, if it is written with one.
pub(super) fn plain_integer(number: &Number) -> Option<Number> {
    let text = number.to_string();
    let plain = Decimal::parse(&text).filter(|_| text.contains(['.', 'e', 'E']))?.plain_text()?;
    plain.parse::<i64>().map(Number::from).or_else(|_| plain.parse::<u64>().map(Number::from)).ok()
}

/// The serializer that validates a value against the keywords of one schema that apply to its type.
struct Validator<'a> {
    schema: &'static Schema,
    /// Whether `null` is valid, even if the schema does not allow it.
    allows_null: bool,
    path: &'a InstancePath<'a>,
    reporter: &'a mut Reporter,
}

/// The schema of properties and items that no keyword applies to.
static ANY: Schema = Schema::ANY;

impl Validator<'_> {
    /// Returns whether a property or item need not be visited: its schema allows anything, and the applicators of this schema visit it.
    #[inline]
    fn is_left_to_applicators(&self, schema: &'static Schema) -> bool {
        ptr::eq(schema, &raw const ANY) && self.schema.has_subschemas()
    }

    /// Reports a violation of `keyword`.
    #[cold]
    fn report(&mut self, keyword: &'static str, message: impl FnOnce() -> Message) -> Result<(), Abort> {
        self.reporter.report_at(self.path, keyword, message)
    }
}

/// What was serialized, for the keywords that apply to all types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// A `null` that `nullable` allows, whatever the other keywords are.
    AllowedNull,
    /// A scalar; only the applicators remain.
    Scalar,
    /// An array; `enum` and the applicators remain.
    Array,
    /// An object; `enum` and the applicators remain.
    Object,
}

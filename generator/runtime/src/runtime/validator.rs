//! The one judge: a `serde::Serializer` that walks a value beside its schema.
//!
//! What it meets is what would be written: members that are skipped are absent, `None` is `null`. A valid value costs no allocation but
//! for `uniqueItems`, `enum` with arrays or objects in it, what is left over for `unevaluated…`, numbers and divisors of very many digits, a
//! pattern that tells code units apart, more than 128 members that are asked for, and JSON that is judged as text.

mod applicators;
mod array;
mod cache;
mod canonical;
mod decimal;
mod enum_variant;
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

use super::schema::{Literal, Schema};
use super::violation::{Location, Violations};
pub(super) use cache::{Cache, PathId, PathStep};
use decimal::Decimal;
use instance_path::InstancePath;
pub(super) use message::name_type;
pub(super) use reporter::Direction;
use reporter::{Abort, Message, Reporter};

/// Judges `value` by `schema`, and returns all that it breaks.
pub(super) fn violations<T: Serialize + ?Sized>(
    value: &T,
    schema: &'static Schema,
    location: Location,
    direction: Direction,
) -> Violations {
    let mut reporter = Reporter::report(location, direction);
    // A halt only says that judging ended early: the reason is in the reporter.
    let _ = applicators::validate(value, schema, &InstancePath::ROOT, &mut reporter);
    reporter.into_violations()
}

/// Returns whether `value` satisfies `schema`, whichever way it goes; stops at the first keyword that it breaks.
pub(super) fn is_valid<T: Serialize + ?Sized>(value: &T, schema: &'static Schema) -> bool {
    let mut reporter = Reporter::probe(Location::Body, Direction::Either, None);
    applicators::validate(value, schema, &InstancePath::ROOT, &mut reporter).is_ok() && !reporter.has_failed()
}

/// Returns whether the part of a value at `id` satisfies `schema`, whichever way it goes, and what is known of the whole value then.
pub(super) fn is_part_valid<T: Serialize>(
    part: &T,
    id: PathId,
    schema: &'static Schema,
    cache: Box<Cache>,
) -> (bool, Option<Box<Cache>>) {
    let mut reporter = Reporter::probe(Location::Body, Direction::Either, Some(cache));
    let is_valid = applicators::validate_and_record(part, schema, &InstancePath::of_part(id), &mut reporter).is_ok()
        && !reporter.has_failed();
    (is_valid, reporter.into_cache())
}

/// Returns whether `value` is the value in the schema: `1` equals `1.0`, and the order of members says nothing.
pub(super) fn equals(value: &Value, literal: &Literal) -> bool {
    match (value, literal) {
        (Value::String(text), Literal::String(other)) => text == other,
        _ => canonical::canonical(value) == canonical::canonical_text(&message::literal_text(*literal)),
    }
}

/// Returns a whole number without a fraction and an exponent, if it is written with one and has 64 bits.
pub(super) fn plain_integer(number: &Number) -> Option<Number> {
    let text = number.to_string();
    let plain = Decimal::parse(&text).filter(|_| text.contains(['.', 'e', 'E']))?.plain_text()?;
    plain.parse::<i64>().map(Number::from).or_else(|_| plain.parse::<u64>().map(Number::from)).ok()
}

/// A value before one schema: the serializer that judges it by the keywords of its own type.
struct Validator<'a> {
    schema: &'static Schema,
    /// Whether `null` may pass, even if the schema does not say so.
    allows_null: bool,
    path: &'a InstancePath<'a>,
    reporter: &'a mut Reporter,
}

/// What members and items must satisfy of which nothing is said.
static ANY: Schema = Schema::ANY;

impl Validator<'_> {
    /// Returns whether a member or item need not be looked into: the schema says nothing of it, and others say what there is to say.
    #[inline]
    fn is_left_to_applicators(&self, schema: &'static Schema) -> bool {
        ptr::eq(schema, &raw const ANY) && self.schema.has_subschemas()
    }

    /// Reports that the value breaks `keyword`.
    #[cold]
    fn report(&mut self, keyword: &'static str, message: impl FnOnce() -> Message) -> Result<(), Abort> {
        self.reporter.report_at(self.path, keyword, message)
    }
}

/// Judges one value by any schema, so that what does so often is compiled once for all types of values.
type ValidateFn<'a> = &'a mut dyn FnMut(&'static Schema, &InstancePath<'_>, &mut Reporter) -> Result<(), Abort>;

/// What a walk has outcome, as far as the keywords that apply to any type need to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// A `null` that `nullable` lets pass, whatever else the schema says.
    AllowedNull,
    /// A value that is judged by all but the schemas that its schema is made of.
    Scalar,
    /// An array, which `enum` has not judged yet.
    Array,
    /// An object, which `enum` has not judged yet.
    Object,
}

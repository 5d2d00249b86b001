//! The one judge: a `serde::Serializer` that walks a value beside its schema.
//!
//! What it meets is what would be written: members that are skipped are absent, `None` is `null`. A valid value costs no allocation but
//! for `uniqueItems`, `enum` with arrays or objects in it, what is left over for `unevaluated…`, numbers and divisors of very many digits, a
//! pattern that tells code units apart, more than 128 members that are asked for, and JSON that is judged as text.

mod array;
mod cache;
mod canonical;
mod compose;
mod decimal;
mod division;
mod key;
mod member_names;
mod number;
mod object;
mod place;
mod property;
mod scalar;
mod serializer;
mod show;
mod sink;
mod stack;
mod text;
mod unevaluated;
mod variant;
mod verbatim;

use std::ptr;

use serde::Serialize;
use serde_json::{Number, Value};

use super::schema::{Literal, Schema};
use super::violation::{Location, Violations};
pub(super) use cache::{Cache, PlaceId, Way};
use decimal::Decimal;
use place::Place;
pub(super) use show::name_type;
pub(super) use sink::Direction;
use sink::{Halt, Sink, Words};

/// Judges `value` by `schema`, and returns all that it breaks.
pub(super) fn violations<T: Serialize + ?Sized>(
    value: &T,
    schema: &'static Schema,
    location: Location,
    direction: Direction,
) -> Violations {
    let mut sink = Sink::report(location, direction);
    // A halt only says that judging ended early: the reason is in the sink.
    let _ = compose::judge(value, schema, &Place::ROOT, &mut sink);
    sink.into_violations()
}

/// Returns whether `value` satisfies `schema`, whichever way it goes; stops at the first keyword that it breaks.
pub(super) fn holds<T: Serialize + ?Sized>(value: &T, schema: &'static Schema) -> bool {
    let mut sink = Sink::probe(Location::Body, Direction::Either, None);
    compose::judge(value, schema, &Place::ROOT, &mut sink).is_ok() && !sink.has_failed()
}

/// Returns whether the part of a value at `id` satisfies `schema`, whichever way it goes, and what is known of the whole value then.
pub(super) fn holds_for_part<T: Serialize>(
    part: &T,
    id: PlaceId,
    schema: &'static Schema,
    cache: Box<Cache>,
) -> (bool, Option<Box<Cache>>) {
    let mut sink = Sink::probe(Location::Body, Direction::Either, Some(cache));
    let holds = compose::judge_noted(part, schema, &Place::of_part(id), &mut sink).is_ok() && !sink.has_failed();
    (holds, sink.into_cache())
}

/// Returns whether `value` is the value in the schema: `1` equals `1.0`, and the order of members says nothing.
pub(super) fn equals(value: &Value, literal: &Literal) -> bool {
    match (value, literal) {
        (Value::String(text), Literal::String(other)) => text == other,
        _ => canonical::canonical(value) == canonical::canonical_text(&show::literal_text(*literal)),
    }
}

/// Returns a whole number without a fraction and an exponent, if it is written with one and has 64 bits.
pub(super) fn plain_integer(number: &Number) -> Option<Number> {
    let text = number.to_string();
    let plain = Decimal::parse(&text).filter(|_| text.contains(['.', 'e', 'E']))?.plain_text()?;
    plain.parse::<i64>().map(Number::from).or_else(|_| plain.parse::<u64>().map(Number::from)).ok()
}

/// A value before one schema: the serializer that judges it by the keywords of its own type.
struct Walker<'a> {
    schema: &'static Schema,
    /// Whether `null` may pass, even if the schema does not say so.
    excuses_null: bool,
    place: &'a Place<'a>,
    sink: &'a mut Sink,
}

/// What members and items must satisfy of which nothing is said.
static ANY: Schema = Schema::ANY;

impl Walker<'_> {
    /// Returns whether a member or item need not be looked into: the schema says nothing of it, and others say what there is to say.
    #[inline]
    fn leaves_to_others(&self, schema: &'static Schema) -> bool {
        ptr::eq(schema, &raw const ANY) && self.schema.composes()
    }

    /// Reports that the value breaks `keyword`.
    #[cold]
    fn report(&mut self, keyword: &'static str, words: impl FnOnce() -> Words) -> Result<(), Halt> {
        self.sink.report_at(self.place, keyword, words)
    }
}

/// Judges one value by any schema, so that what does so often is compiled once for all types of values.
type Judge<'a> = &'a mut dyn FnMut(&'static Schema, &Place<'_>, &mut Sink) -> Result<(), Halt>;

/// What a walk has met, as far as the keywords that apply to any type need to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Met {
    /// A `null` that `nullable` lets pass, whatever else the schema says.
    Excused,
    /// A value that is judged by all but the schemas that its schema is made of.
    Scalar,
    /// An array, which `enum` has not judged yet.
    Array,
    /// An object, which `enum` has not judged yet.
    Object,
}

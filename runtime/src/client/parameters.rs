//! Parameters (OpenAPI 3.0.3 §4.7.12).

use serde::Serialize;

use super::ambiguous_values::{self, Ambiguities};
use super::request::pointer;
use super::style::{Style, StyleEncoder};
use super::url_path;
use crate::runtime::validation::plain_value::PlainValue;
use crate::runtime::validation::redact::RedactedNames;
use crate::runtime::validation::schema::{Ref, Schema};
use crate::runtime::validation::validate::check;
use crate::runtime::validation::violation::{Location, Violations};

/// A Parameter Object.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Parameter {
    /// The location and the name.
    pub(super) location: Location,
    /// The schema.
    pub(super) schema: Ref,
    style: Style,
    explode: bool,
    allow_reserved: bool,
    allow_slashes: bool,
}

impl Parameter {
    /// Creates a path parameter.
    pub const fn path(name: &'static str, schema: Ref) -> Self {
        Self::new(Location::Path(name), schema, Style::Simple)
    }

    /// Creates a query parameter.
    pub const fn query(name: &'static str, schema: Ref) -> Self {
        Self::new(Location::Query(name), schema, Style::Form).explode(true)
    }

    /// Creates a header parameter.
    pub const fn header(name: &'static str, schema: Ref) -> Self {
        Self::new(Location::Header(name), schema, Style::Simple)
    }

    /// Creates a cookie parameter.
    pub const fn cookie(name: &'static str, schema: Ref) -> Self {
        Self::new(Location::Cookie(name), schema, Style::Form).explode(true)
    }

    /// Sets `style`, but not `explode`.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Sets `explode`.
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Sets `allowReserved`.
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Keeps slashes in values, for a path parameter that is written as `{+name}`.
    pub const fn allow_slashes(mut self) -> Self {
        self.allow_slashes = true;
        self
    }

    /// Creates a parameter in the default style of its location, for any value.
    pub(super) const fn of(location: Location) -> Self {
        match location {
            Location::Path(name) => Self::path(name, Ref::Inline(&Schema::ANY)),
            Location::Query(name) => Self::query(name, Ref::Inline(&Schema::ANY)),
            Location::Cookie(name) => Self::cookie(name, Ref::Inline(&Schema::ANY)),
            Location::Header(_) | Location::Body => Self::new(location, Ref::Inline(&Schema::ANY), Style::Simple),
        }
    }

    const fn new(location: Location, schema: Ref, style: Style) -> Self {
        Self { location, schema, style, explode: false, allow_reserved: false, allow_slashes: false }
    }

    /// Returns the name in the document.
    pub(super) fn name(&self) -> &'static str {
        self.location.parameter().unwrap_or_default()
    }

    /// Returns the encoded pairs of a value, for a query or a cookie.
    pub(super) fn encoded_pairs(&self, value: &PlainValue) -> Vec<String> {
        self.encoder().encoded_pairs(self.name(), value)
    }

    /// Returns the encoded text of a value, for a path or a header; `null` and empty lists have none.
    pub(super) fn text(&self, value: &PlainValue) -> Option<String> {
        self.encoder().text(self.name(), value)
    }

    /// Returns the ambiguities of a value.
    pub(super) fn ambiguities(&self, value: &PlainValue) -> Ambiguities {
        ambiguous_values::check(self.encoder(), value, self.location, || pointer(self.location))
    }

    /// Returns why a text can't be in the path, if that depends on this parameter alone.
    pub(super) fn refusal(&self, text: &str) -> Option<&'static str> {
        if self.allow_slashes || self.allow_reserved { url_path::refusal(text) } else { None }
    }

    fn encoder(&self) -> StyleEncoder {
        let encode = match self.location {
            Location::Path(_) => match (self.allow_slashes, self.allow_reserved) {
                (false, false) => url_path::encode,
                (false, true) => url_path::encode_reserved_in_segment,
                (true, false) => url_path::encode_segments,
                (true, true) => url_path::encode_reserved_in_segments,
            },
            // Percent-encoding has no meaning in headers.
            Location::Header(_) => str::to_owned,
            Location::Cookie(_) if self.style == Style::Cookie => url_path::encode_cookie,
            _ if self.allow_reserved => url_path::encode_all_but_reserved,
            _ => url_path::encode,
        };
        StyleEncoder { style: self.style, explode: self.explode, encode }
    }
}

/// The optional parameters of an operation.
pub trait Params {
    /// Writes the parameters that are set.
    fn write(&self, parameters: &mut ParameterWriter<'_>);
}

/// Implements [`Params`] for a struct of optional parameters: `params!(ListParams => page.query("page"), trace.header("X-Trace"));`.
#[doc(hidden)]
#[macro_export]
macro_rules! params {
    ($name:ident =>) => {
        impl $crate::runtime::client::parameters::Params for $name {
            #[inline]
            fn write(&self, _: &mut $crate::runtime::client::parameters::ParameterWriter<'_>) {}
        }
    };
    ($name:ident => $($field:ident.$location:ident($parameter:literal)),*) => {
        impl $crate::runtime::client::parameters::Params for $name {
            #[inline]
            fn write(&self, parameters: &mut $crate::runtime::client::parameters::ParameterWriter<'_>) {
                $(parameters.$location($parameter, self.$field.as_ref());)*
            }
        }
    };
}

pub use params;

impl Params for () {
    fn write(&self, _: &mut ParameterWriter<'_>) {}
}

/// Writes parameters to a request.
pub struct ParameterWriter<'a>(&'a mut dyn ParameterSink);

/// A parameter's value without its type, and a function that validates the original.
pub(super) struct ParameterValue<'a> {
    pub(super) value: PlainValue,
    pub(super) check: &'a dyn Fn(&'static Schema, &Location, RedactedNames) -> Result<(), Violations>,
}

/// Calls `take` with a value whose type is erased.
pub(super) fn with_erased<V: Serialize + ?Sized, R>(value: &V, take: impl FnOnce(ParameterValue<'_>) -> R) -> R {
    take(ParameterValue {
        value: PlainValue::of(value),
        check: &|schema, location, redacted| check(value, schema, location, redacted),
    })
}

/// Takes parameters.
pub(super) trait ParameterSink {
    fn parameter(&mut self, location: Location, value: ParameterValue<'_>);
}

impl<'a> ParameterWriter<'a> {
    pub(super) fn new(sink: &'a mut dyn ParameterSink) -> Self {
        Self(sink)
    }

    /// Adds a query parameter.
    pub fn query<V: Serialize>(&mut self, name: &'static str, value: Option<&V>) {
        self.write(value, Location::Query(name));
    }

    /// Adds a header.
    pub fn header<V: Serialize>(&mut self, name: &'static str, value: Option<&V>) {
        self.write(value, Location::Header(name));
    }

    /// Adds a cookie.
    pub fn cookie<V: Serialize>(&mut self, name: &'static str, value: Option<&V>) {
        self.write(value, Location::Cookie(name));
    }

    fn write<V: Serialize>(&mut self, value: Option<&V>, location: Location) {
        if let Some(value) = value {
            with_erased(value, |value| self.0.parameter(location, value));
        }
    }
}

//! Parameters in the query, headers and cookies (OpenAPI 3.0.3 §4.7.12), in the default style of their place.

use serde::Serialize;
use serde_json::Value;

/// Optional parameters of an operation.
pub trait Params {
    /// Writes those that are set.
    fn write(&self, parameters: &mut ParameterWriter<'_>);
}

impl Params for () {
    fn write(&self, _: &mut ParameterWriter<'_>) {}
}

/// Takes parameters for a request.
pub struct ParameterWriter<'a>(&'a mut dyn Sink);

/// What a request does with a parameter.
pub(super) trait Sink {
    fn query(&mut self, name: &'static str, value: Value);
    fn header(&mut self, name: &'static str, value: Value);
    fn cookie(&mut self, name: &'static str, value: Value);
}

impl<'a> ParameterWriter<'a> {
    pub(super) fn new(sink: &'a mut dyn Sink) -> Self {
        Self(sink)
    }

    /// Adds a query parameter.
    pub fn query<V: Serialize>(&mut self, name: &'static str, value: &V) {
        self.0.query(name, plain(value));
    }

    /// Adds a header.
    pub fn header<V: Serialize>(&mut self, name: &'static str, value: &V) {
        self.0.header(name, plain(value));
    }

    /// Adds a cookie.
    pub fn cookie<V: Serialize>(&mut self, name: &'static str, value: &V) {
        self.0.cookie(name, plain(value));
    }
}

/// Returns a value as JSON; what can't be written is `null`, which no schema of a parameter allows.
pub(super) fn plain<V: Serialize + ?Sized>(value: &V) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

/// Returns the text of each item of an array, or of the one value that it is.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(text).collect(),
        value => vec![text(value)],
    }
}

/// Returns the text of a scalar; an object has none but its JSON.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

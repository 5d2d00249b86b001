//! Encodes the values of parameters and form fields as text (OpenAPI 3.0.3 §4.7.12.2, RFC 6570).
//!
//! The specification leaves some cases open; they are encoded as servers commonly decode them: `null` and empty lists are omitted, unless
//! the value is JSON; an array or object within a value is JSON, except that an array in an exploded object of the style `form` repeats its
//! name, and that `deepObject` descends to the scalars: `a[b][c]=v`, `a[0]=v`.

use super::url_path;
use crate::runtime::validation::plain_value::PlainValue;

/// `style`, or the serialization of `content`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a=1`, and lists separated by commas.
    Form,
    /// Lists separated by spaces.
    SpaceDelimited,
    /// Lists separated by `|`.
    PipeDelimited,
    /// `a[b]=1`.
    DeepObject,
    /// The values alone, separated by commas.
    Simple,
    /// The values, each after a dot.
    Label,
    /// `;a=1`.
    Matrix,
    /// The value as JSON text: `content` with a JSON media type.
    Json,
    /// The whole query (OpenAPI 3.2 §4.12.1): an object as a form, or a text.
    Querystring,
    /// The whole query, as JSON text.
    JsonQuerystring,
    /// Like `Form`, but characters that are allowed in a cookie are not encoded (OpenAPI 3.2 §4.12.2.2).
    Cookie,
}

/// Encodes one value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StyleEncoder {
    pub(crate) style: Style,
    pub(crate) explode: bool,
    /// Percent-encodes a text.
    pub(crate) encode: fn(&str) -> String,
}

impl StyleEncoder {
    /// Returns the default encoding of a property of a form: a scalar as text, an array as one pair per item, an object as JSON.
    pub(crate) fn of_property(value: &PlainValue) -> Self {
        let style = if matches!(value, PlainValue::Object(_)) { Style::Json } else { Style::Form };
        Self { style, explode: true, encode: url_path::encode }
    }

    /// Returns the encoded `name=value` pairs of a value, for a query, a cookie or a form.
    pub(crate) fn encoded_pairs(self, name: &str, value: &PlainValue) -> Vec<String> {
        match (self.style, value) {
            (Style::Querystring, PlainValue::String(_) | PlainValue::Literal(_)) => vec![(self.encode)(&value.text())],
            (Style::JsonQuerystring, value) => vec![(self.encode)(&value.json())],
            _ => {
                let named = self.pairs(name, value).into_iter();
                named.map(|(name, text)| format!("{}={text}", url_path::encode(&name))).collect()
            }
        }
    }

    /// Returns the pairs of a value: names, not encoded, each with an encoded text.
    pub(crate) fn pairs(self, name: &str, value: &PlainValue) -> Vec<(String, String)> {
        match (self.style, value) {
            (Style::Json, value) => vec![self.pair(name, &value.json())],
            (_, PlainValue::Null) => Vec::new(),
            (Style::DeepObject, value) => {
                let mut named = Vec::new();
                self.encode_deep_object(name.to_owned(), value, &mut named);
                named
            }
            (_, PlainValue::Array(items)) if self.explode => {
                items.iter().filter_map(|item| self.item(name, item)).collect()
            }
            (Style::Querystring, PlainValue::Object(members)) => {
                members.iter().flat_map(|(key, value)| Self::of_property(value).pairs(key, value)).collect()
            }
            (_, PlainValue::Object(members)) if self.explode => {
                members.iter().flat_map(|(key, value)| self.exploded(key, value)).collect()
            }
            (_, value @ (PlainValue::Array(_) | PlainValue::Object(_))) => {
                let list = self.list(value);
                if list.is_empty() { Vec::new() } else { vec![(name.to_owned(), list.join(&self.divider()))] }
            }
            (_, value) => vec![self.pair(name, &value.text())],
        }
    }

    /// Returns the encoded text of a value, for a path or a header; `null` and empty lists have none.
    pub(crate) fn text(self, name: &str, value: &PlainValue) -> Option<String> {
        if self.style == Style::Json {
            return Some((self.encode)(&value.json()));
        }
        // Most values in paths and headers.
        if let (Style::Simple, PlainValue::String(text)) = (self.style, value) {
            return Some((self.encode)(text));
        }
        let items = self.items(name, value);
        if items.is_empty() {
            return None;
        }
        let exploded = self.explode && matches!(value, PlainValue::Array(_) | PlainValue::Object(_));
        Some(match self.style {
            Style::Label if exploded => format!(".{}", items.join(".")),
            Style::Label => format!(".{}", items.join(",")),
            Style::Matrix if exploded => format!(";{}", items.join(";")),
            Style::Matrix => match items.join(",") {
                empty if empty.is_empty() => format!(";{}", url_path::encode(name)),
                joined => format!(";{}={joined}", url_path::encode(name)),
            },
            _ => items.join(","),
        })
    }

    /// Returns the encoded items of a text, with a name if the style has one.
    fn items(self, name: &str, value: &PlainValue) -> Vec<String> {
        match value {
            PlainValue::Object(members) if self.explode => members
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| self.assigned(key, value))
                .collect(),
            PlainValue::Array(items) if self.explode && self.style == Style::Matrix => {
                items.iter().filter(|item| !item.is_null()).map(|item| self.assigned(name, item)).collect()
            }
            value => self.list(value),
        }
    }

    /// Returns the separator of a list that is one value.
    fn divider(self) -> String {
        match self.style {
            Style::SpaceDelimited => (self.encode)(" "),
            Style::PipeDelimited => (self.encode)("|"),
            _ => ",".to_owned(),
        }
    }

    /// Returns the values of an array, the names and values of an object, or a scalar itself.
    fn list(self, value: &PlainValue) -> Vec<String> {
        match value {
            PlainValue::Null => Vec::new(),
            PlainValue::Array(items) => self.each(items.iter()),
            PlainValue::Object(members) => members
                .iter()
                .filter(|(_, value)| !value.is_null())
                .flat_map(|(key, value)| [(self.encode)(key), (self.encode)(&value.text())])
                .collect(),
            value => self.each(std::iter::once(value)),
        }
    }

    fn each<'a>(self, values: impl Iterator<Item = &'a PlainValue>) -> Vec<String> {
        values.filter(|value| !value.is_null()).map(|value| (self.encode)(&value.text())).collect()
    }

    /// Returns the pairs of a property of an exploded object: an array repeats its name.
    fn exploded(self, name: &str, value: &PlainValue) -> Vec<(String, String)> {
        match value {
            PlainValue::Array(items) => items.iter().filter_map(|item| self.item(name, item)).collect(),
            value => self.item(name, value).into_iter().collect(),
        }
    }

    fn item(self, name: &str, value: &PlainValue) -> Option<(String, String)> {
        (!value.is_null()).then(|| self.pair(name, &value.text()))
    }

    fn pair(self, name: &str, text: &str) -> (String, String) {
        (name.to_owned(), (self.encode)(text))
    }

    fn assigned(self, key: &str, value: &PlainValue) -> String {
        format!("{}={}", (self.encode)(key), (self.encode)(&value.text()))
    }

    fn encode_deep_object(self, name: String, value: &PlainValue, named: &mut Vec<(String, String)>) {
        match value {
            PlainValue::Null => {}
            PlainValue::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.encode_deep_object(format!("{name}[{index}]"), item, named);
                }
            }
            PlainValue::Object(members) => {
                for (key, member) in members {
                    self.encode_deep_object(format!("{name}[{key}]"), member, named);
                }
            }
            value => named.push((name, (self.encode)(&value.text()))),
        }
    }
}

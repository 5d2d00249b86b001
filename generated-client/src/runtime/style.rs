//! How the values of parameters and of form fields become text (OpenAPI 3.0.3 §4.7.12.2, RFC 6570).
//!
//! The specification leaves some cases open; they are written as servers commonly read them: `null` and empty lists are left out, unless
//! the value is JSON; an array or object within a value is JSON, except that an array in an exploded object of the style `form` repeats its
//! name, and that `deepObject` goes down to the last scalar: `a[b][c]=v`, `a[0]=v`.

use super::plain_value::PlainValue;
use super::url_path;

/// `style`, or the serialization that `content` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a=1`, and lists divided by commas.
    Form,
    /// Lists divided by spaces.
    SpaceDelimited,
    /// Lists divided by `|`.
    PipeDelimited,
    /// `a[b]=1`.
    DeepObject,
    /// The values alone, divided by commas.
    Simple,
    /// The values with a dot in front.
    Label,
    /// `;a=1`.
    Matrix,
    /// The value as JSON text: `content` with a JSON media type.
    Json,
    /// The value is the whole query (OpenAPI 3.2 §4.12.1): an object's members as a form, or a text.
    Querystring,
    /// The value is the whole query, as JSON text.
    JsonQuerystring,
    /// As `Form`, but what a cookie can hold is not encoded (OpenAPI 3.2 §4.12.2.2).
    Cookie,
}

/// How one value is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StyleEncoder {
    pub(crate) style: Style,
    pub(crate) explode: bool,
    /// Which characters of a value stand for themselves.
    pub(crate) encode: fn(&str) -> String,
}

impl StyleEncoder {
    /// Returns how a property of a form is written by default: a scalar as text, an array as one pair an item, an object as JSON.
    pub(crate) fn of_property(value: &PlainValue) -> Self {
        let style = if matches!(value, PlainValue::Object(_)) { Style::Json } else { Style::Form };
        Self { style, explode: true, encode: url_path::encode }
    }

    /// Returns the `name=value` pairs that a value becomes in a query, a cookie or a form, encoded.
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

    /// Returns the names that a value is written under, as they are, each with a text, encoded.
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

    /// Returns the text that a value becomes in a path or a header; `null` and empty lists have none.
    pub(crate) fn text(self, name: &str, value: &PlainValue) -> Option<String> {
        if self.style == Style::Json {
            return Some((self.encode)(&value.json()));
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

    /// Returns the pieces of a text, each encoded, with a name where the style writes one.
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

    /// Returns what stands between the values of a list that is written as one value.
    fn divider(self) -> String {
        match self.style {
            Style::SpaceDelimited => (self.encode)(" "),
            Style::PipeDelimited => (self.encode)("|"),
            _ => ",".to_owned(),
        }
    }

    /// Returns the values of an array, or the names and values of an object; of a scalar, itself.
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

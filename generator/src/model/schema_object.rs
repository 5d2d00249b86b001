//! The keywords of a Schema Object (OpenAPI 3.0.3 §4.7.24), independent of their representation in openapiv3.
//!
//! openapiv3 has a type for each kind of schema, and `AnySchema` for mixed keywords. [`Keywords`] unifies them.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties as DeclaredAdditionalProperties, AnySchema, ArrayType, BooleanType, Discriminator,
    IntegerType, NumberType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::schema::{Access, Bound};

/// A schema or a reference.
#[derive(Clone, Copy, Debug)]
pub enum Node<'a> {
    /// `$ref`.
    Reference(&'a str),
    /// A Schema Object.
    Schema(&'a Schema),
}

impl Node<'_> {
    /// Returns whether two nodes are identical, or refer to the same schema.
    pub fn is(self, other: Node<'_>) -> bool {
        match (self, other) {
            (Self::Reference(one), Node::Reference(other)) => one == other,
            (Self::Schema(one), Node::Schema(other)) => std::ptr::eq(one, other),
            _ => false,
        }
    }
}

impl<'a> From<&'a ReferenceOr<Schema>> for Node<'a> {
    fn from(node: &'a ReferenceOr<Schema>) -> Self {
        match node {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }
}

impl<'a> From<&'a ReferenceOr<Box<Schema>>> for Node<'a> {
    fn from(node: &'a ReferenceOr<Box<Schema>>) -> Self {
        match node {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }
}

/// `additionalProperties`.
#[derive(Clone, Copy, Debug, Default)]
pub enum AdditionalProperties<'a> {
    /// The keyword is absent.
    #[default]
    Absent,
    /// `true`.
    Any,
    /// `false`.
    False,
    /// A schema.
    Schema(Node<'a>),
}

/// The keywords of one Schema Object.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a keyword or a mark")]
pub struct Keywords<'a> {
    /// The JSON pointer of the schema in the document.
    pub pointer: &'a str,
    pub title: Option<&'a str>,
    pub description: Option<&'a str>,
    pub deprecated: bool,
    pub nullable: bool,
    /// `readOnly` and `writeOnly`.
    pub access: Access,
    pub default: Option<&'a Value>,
    pub discriminator: Option<&'a Discriminator>,
    pub r#type: Option<&'a str>,
    pub format: Option<String>,
    pub enum_values: Option<Vec<Value>>,
    pub minimum: Option<Bound>,
    pub maximum: Option<Bound>,
    pub multiple_of: Option<String>,
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    pub pattern: Option<&'a str>,
    pub items: Option<Node<'a>>,
    pub min_items: Option<usize>,
    pub max_items: Option<usize>,
    pub unique_items: bool,
    pub properties: Vec<(&'a str, Node<'a>)>,
    pub required: &'a [String],
    pub additional_properties: AdditionalProperties<'a>,
    pub min_properties: Option<usize>,
    pub max_properties: Option<usize>,
    pub all_of: Vec<Node<'a>>,
    pub any_of: Vec<Node<'a>>,
    pub one_of: Vec<Node<'a>>,
    pub not: Option<Node<'a>>,
    /// The extensions, in which `normalize` stores keywords that openapiv3 does not support.
    pub(super) extensions: Option<&'a IndexMap<String, Value>>,
    /// Whether `allOf`, `anyOf` and `oneOf` were removed, so that it is unknown what they evaluate.
    pub(super) is_standalone: bool,
}

impl<'a> Keywords<'a> {
    /// Reads the keywords of `schema`.
    pub fn of(schema: &'a Schema) -> Self {
        let mut keywords = Self::of_data(&schema.schema_data);
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(string)) => keywords.read_string(string),
            SchemaKind::Type(Type::Number(number)) => keywords.read_number(number),
            SchemaKind::Type(Type::Integer(integer)) => keywords.read_integer(integer),
            SchemaKind::Type(Type::Object(object)) => keywords.read_object(object),
            SchemaKind::Type(Type::Array(array)) => keywords.read_array(array),
            SchemaKind::Type(Type::Boolean(boolean)) => keywords.read_boolean(boolean),
            SchemaKind::OneOf { one_of } => keywords.one_of = nodes(one_of),
            SchemaKind::AllOf { all_of } => keywords.all_of = nodes(all_of),
            SchemaKind::AnyOf { any_of } => keywords.any_of = nodes(any_of),
            SchemaKind::Not { not } => keywords.not = Some(Node::from(&**not)),
            SchemaKind::Any(any) => keywords.read_any(any),
        }
        keywords.read_exact(&schema.schema_data.extensions);
        keywords
    }

    /// Returns the value of a keyword that is stored in an extension.
    pub fn extension(&self, keyword: &str) -> Option<&'a Value> {
        if self.is_standalone && ["unevaluatedItems", "unevaluatedProperties"].contains(&keyword) {
            return None;
        }
        // A linear search is faster than building a key, since there are few extensions.
        let is_keyword = |name: &str| name.strip_prefix("x-clientwright-") == Some(keyword);
        self.extensions?.iter().find(|(name, _)| is_keyword(name)).map(|(_, value)| value)
    }

    /// Returns whether the default or examples of the schema violate its format.
    pub fn breaks_format(&self) -> bool {
        self.is_marked("format-mismatch")
    }

    /// Returns whether `normalize` marked the schema.
    pub fn is_marked(&self, mark: &str) -> bool {
        self.extension(mark) == Some(&Value::Bool(true))
    }

    /// Returns whether `required` contains `property`.
    pub fn requires(&self, property: &str) -> bool {
        self.required.iter().any(|name| name == property)
    }

    /// Returns the schemas of `oneOf`, else of `anyOf`.
    pub fn union(&self) -> &[Node<'a>] {
        if self.one_of.is_empty() { &self.any_of } else { &self.one_of }
    }

    /// Returns whether the schema only wraps its `allOf` or union.
    pub fn is_wrapper(&self) -> bool {
        self.r#type.is_none()
            && self.enum_values.is_none()
            && self.properties.is_empty()
            && self.required.is_empty()
            && matches!(self.additional_properties, AdditionalProperties::Absent)
            && self.items.is_none()
            && self.format.is_none()
    }

    /// Returns whether the schema has constraints on a number, a length or a count.
    pub fn has_bounds(&self) -> bool {
        let numbers = [&self.minimum, &self.maximum].into_iter().any(Option::is_some) || self.multiple_of.is_some();
        let counts = [
            self.min_length,
            self.max_length,
            self.min_items,
            self.max_items,
            self.min_properties,
            self.max_properties,
        ];
        numbers || counts.into_iter().any(|count| count.is_some()) || self.pattern.is_some() || self.unique_items
    }

    fn of_data(data: &'a SchemaData) -> Self {
        Self {
            pointer: data.extensions.get("x-clientwright-pointer").and_then(Value::as_str).unwrap_or_default(),
            title: data.title.as_deref(),
            description: data.description.as_deref(),
            deprecated: data.deprecated,
            nullable: data.nullable,
            access: access(data),
            default: data.default.as_ref(),
            discriminator: data.discriminator.as_ref(),
            extensions: Some(&data.extensions),
            ..Self::default()
        }
    }

    fn read_string(&mut self, string: &'a StringType) {
        self.r#type = Some("string");
        self.format = format_name(&string.format);
        self.pattern = string.pattern.as_deref();
        self.min_length = string.min_length;
        self.max_length = string.max_length;
        self.enum_values = values(&string.enumeration);
    }

    fn read_number(&mut self, number: &'a NumberType) {
        self.r#type = Some("number");
        self.format = format_name(&number.format);
        self.minimum = bound(number.minimum, number.exclusive_minimum);
        self.maximum = bound(number.maximum, number.exclusive_maximum);
        self.multiple_of = number.multiple_of.map(decimal);
        self.enum_values = values(&number.enumeration).map(|values| values.into_iter().map(integral).collect());
    }

    fn read_integer(&mut self, integer: &'a IntegerType) {
        self.r#type = Some("integer");
        self.format = format_name(&integer.format);
        self.minimum = bound(integer.minimum, integer.exclusive_minimum);
        self.maximum = bound(integer.maximum, integer.exclusive_maximum);
        self.multiple_of = integer.multiple_of.map(decimal);
        self.enum_values = values(&integer.enumeration);
    }

    fn read_object(&mut self, object: &'a ObjectType) {
        self.r#type = Some("object");
        self.properties = properties(&object.properties);
        self.required = &object.required;
        self.additional_properties = additional_properties(object.additional_properties.as_ref());
        self.min_properties = object.min_properties;
        self.max_properties = object.max_properties;
    }

    fn read_array(&mut self, array: &'a ArrayType) {
        self.r#type = Some("array");
        self.items = array.items.as_ref().map(Node::from);
        self.min_items = array.min_items;
        self.max_items = array.max_items;
        self.unique_items = array.unique_items;
    }

    fn read_boolean(&mut self, boolean: &'a BooleanType) {
        self.r#type = Some("boolean");
        self.enum_values = values(&boolean.enumeration);
    }

    fn read_any(&mut self, any: &'a AnySchema) {
        self.r#type = any.typ.as_deref();
        self.format.clone_from(&any.format);
        self.enum_values = (!any.enumeration.is_empty()).then(|| any.enumeration.clone());
        self.minimum = bound(any.minimum, any.exclusive_minimum == Some(true));
        self.maximum = bound(any.maximum, any.exclusive_maximum == Some(true));
        self.multiple_of = any.multiple_of.map(decimal);
        self.min_length = any.min_length;
        self.max_length = any.max_length;
        self.pattern = any.pattern.as_deref();
        self.items = any.items.as_ref().map(Node::from);
        self.min_items = any.min_items;
        self.max_items = any.max_items;
        self.unique_items = any.unique_items == Some(true);
        self.properties = properties(&any.properties);
        self.required = &any.required;
        self.additional_properties = additional_properties(any.additional_properties.as_ref());
        self.min_properties = any.min_properties;
        self.max_properties = any.max_properties;
        self.all_of = nodes(&any.all_of);
        self.any_of = nodes(&any.any_of);
        self.one_of = nodes(&any.one_of);
        self.not = any.not.as_deref().map(Node::from);
    }

    /// Reads keywords that `normalize` stored in extensions because openapiv3 would round or drop them.
    fn read_exact(&mut self, extensions: &'a IndexMap<String, Value>) {
        let text = |name: &str| extensions.get(name).and_then(Value::as_str);
        let flag = |name: &str| extensions.get(name).and_then(Value::as_bool) == Some(true);
        if let Some(limit) = text("x-clientwright-minimum") {
            let exclusive =
                self.minimum.as_ref().is_some_and(|bound| bound.exclusive) || flag("x-clientwright-exclusiveMinimum");
            self.minimum = Some(Bound { limit: limit.to_owned(), exclusive });
        }
        if let Some(limit) = text("x-clientwright-maximum") {
            let exclusive =
                self.maximum.as_ref().is_some_and(|bound| bound.exclusive) || flag("x-clientwright-exclusiveMaximum");
            self.maximum = Some(Bound { limit: limit.to_owned(), exclusive });
        }
        if let Some(divisor) = text("x-clientwright-multipleOf") {
            self.multiple_of = Some(divisor.to_owned());
        }
        if let Some(values) = extensions.get("x-clientwright-enum").and_then(Value::as_array) {
            self.enum_values = Some(values.clone());
        }
        if flag("x-clientwright-default-null") {
            self.default = Some(&Value::Null);
        }
    }
}

/// Returns `readOnly` or `writeOnly`; both together are ignored.
fn access(data: &SchemaData) -> Access {
    match (data.read_only, data.write_only) {
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        _ => Access::Both,
    }
}

fn nodes(list: &[ReferenceOr<Schema>]) -> Vec<Node<'_>> {
    list.iter().map(Node::from).collect()
}

fn properties(map: &IndexMap<String, ReferenceOr<Box<Schema>>>) -> Vec<(&str, Node<'_>)> {
    map.iter().map(|(name, node)| (name.as_str(), Node::from(node))).collect()
}

fn additional_properties(keyword: Option<&DeclaredAdditionalProperties>) -> AdditionalProperties<'_> {
    match keyword {
        None => AdditionalProperties::Absent,
        Some(DeclaredAdditionalProperties::Any(true)) => AdditionalProperties::Any,
        Some(DeclaredAdditionalProperties::Any(false)) => AdditionalProperties::False,
        Some(DeclaredAdditionalProperties::Schema(node)) => AdditionalProperties::Schema(Node::from(&**node)),
    }
}

fn format_name<T: serde::Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(format) => {
            serde_json::to_value(format).ok().and_then(|name| name.as_str().map(str::to_owned))
        }
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn values<T: Clone + Into<Value>>(enumeration: &[Option<T>]) -> Option<Vec<Value>> {
    (!enumeration.is_empty())
        .then(|| enumeration.iter().map(|value| value.clone().map_or(Value::Null, Into::into)).collect())
}

fn bound<T: Into<Value>>(limit: Option<T>, exclusive: bool) -> Option<Bound> {
    limit.map(|limit| Bound { limit: decimal(limit), exclusive })
}

/// Converts integral floats to integers: openapiv3 reads `enum: [404]` under `type: number` as `404.0`.
fn integral(value: Value) -> Value {
    let text = value.to_string();
    text.strip_suffix(".0").and_then(|digits| digits.parse::<i64>().ok()).map_or(value, Value::from)
}

/// Returns the JSON text of a number, without the fraction `.0` that Rust adds to integral floats.
fn decimal<T: Into<Value>>(number: T) -> String {
    let text = number.into().to_string();
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

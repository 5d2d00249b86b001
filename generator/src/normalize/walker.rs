//! The walk over the raw tree by the tables in `spec`.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::mem;

use serde_json::{Map, Value, json};

use super::describe::{truncated, with_article};
use super::invalid_keywords::EnclosingSchema;
use super::reference::KnownComponents;
use super::spec::schema::SCHEMA;
use super::spec::{FieldDef, IfMissing, Key, ObjectDef, ValueType};
use super::version::Version;
use crate::diagnostic::Diagnostics;
use crate::json::decimal;
use crate::load::{Source, Syntax, pointer};

/// The prefix of the extensions with values that openapiv3 does not support.
const OURS: &str = "x-clientwright-";

/// Whether a value is kept in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disposition {
    /// It is kept.
    Keep,
    /// It is removed; a diagnostic tells why.
    Drop,
}

/// Walks over a raw tree, checks it, and repairs it in place.
pub(super) struct Walker<'a> {
    /// The components that references can refer to.
    pub(super) targets: KnownComponents,
    /// The pointers of schemas with `contentSchema` that were visited so far.
    pub(super) content_schemas: BTreeSet<String>,
    version: Version,
    source: &'a Source,
    diagnostics: &'a mut Diagnostics,
    pointer: String,
    holder: EnclosingSchema,
    has_long_numbers: OnceCell<bool>,
}

impl<'a> Walker<'a> {
    /// Creates a walker for the tree of `source`, with the components `targets`.
    pub(super) fn new(
        source: &'a Source,
        version: Version,
        targets: KnownComponents,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let (pointer, holder) = (String::new(), EnclosingSchema::default());
        let (content_schemas, has_long_numbers) = (BTreeSet::new(), OnceCell::new());
        Self { targets, content_schemas, version, source, diagnostics, pointer, holder, has_long_numbers }
    }

    /// Returns the version of the document.
    pub(super) fn version(&self) -> Version {
        self.version
    }

    /// Returns the pointer of the current value in the original document.
    pub(super) fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns the Schema Object that encloses the current value.
    pub(super) fn holder(&self) -> EnclosingSchema {
        self.holder
    }

    /// Returns whether the current value is written in YAML.
    pub(super) fn is_yaml(&self) -> bool {
        self.source.format_at(&self.pointer) == Syntax::Yaml
    }

    /// Returns whether the document has numbers with more digits than an `f64` keeps.
    pub(super) fn has_long_numbers(&self) -> bool {
        *self.has_long_numbers.get_or_init(|| self.source.texts().any(decimal::has_long_number))
    }

    /// Returns whether the current value is a quoted scalar.
    pub(super) fn is_quoted(&self) -> bool {
        self.source.is_quoted(&self.pointer)
    }

    /// Returns the source text of the current scalar.
    pub(super) fn literal(&self) -> Option<&'a str> {
        self.source.literal(&self.pointer)
    }

    /// Adds an error at the current value.
    pub(super) fn error(&mut self, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.error(code, self.pointer.clone(), message, help);
    }

    /// Adds a warning at the current value.
    pub(super) fn warning(&mut self, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.warning(code, self.pointer.clone(), message, help);
    }

    /// Adds a note at the current value.
    pub(super) fn note(&mut self, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.note(code, self.pointer.clone(), message, help);
    }

    /// Runs `action` with the object key or array index `token` as the current value.
    pub(super) fn at<T>(&mut self, token: &str, action: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        pointer::push(&mut self.pointer, token);
        let result = action(self);
        self.pointer.truncate(length);
        result
    }

    /// Checks the current object against the definition `object`.
    pub(super) fn object(&mut self, object: &'static ObjectDef, members: &mut Map<String, Value>) {
        self.ignore_reserved_extensions(members);
        for rule in object.before {
            rule(self, members);
        }
        let outer = mem::replace(&mut self.holder, EnclosingSchema::of(object, members, &self.pointer));
        let mut dropped = Vec::new();
        let mut renamed = HashMap::new();
        members.retain(|name, value| {
            let (fate, new_name) = self.member(object, name, value);
            if fate == Disposition::Drop {
                dropped.extend((!value.is_null()).then(|| name.clone()));
            } else if let Some(new_name) = new_name {
                renamed.insert(name.clone(), new_name);
            }
            fate == Disposition::Keep
        });
        self.holder = outer;
        if !renamed.is_empty() {
            self.rename(members, &renamed);
        }
        self.handle_missing(object, members, &dropped);
        for rule in object.after {
            rule(self, members);
        }
    }

    /// Checks a value against its expected type.
    pub(super) fn value(&mut self, expected: &'static ValueType, value: &mut Value) -> Disposition {
        match expected {
            ValueType::Anything => Disposition::Keep,
            ValueType::String => self.check_string(value),
            ValueType::Enum(words) => self.check_enum(words, value),
            ValueType::SchemaOrBoolean if value.is_object() => self.reference_or_inline(&SCHEMA, value),
            ValueType::Boolean | ValueType::SchemaOrBoolean => self.check_boolean(value),
            ValueType::Number => self.check_number(value),
            ValueType::NonNegative(side) => self.check_non_negative(*side, value),
            ValueType::Object(object) => self.inline(object, value),
            ValueType::Reference(object) => self.reference_or_inline(object, value),
            ValueType::List(element) => self.list(element, value),
            ValueType::Map(entry) => self.map(entry, value),
        }
    }

    /// Adds the warning that null is ignored.
    pub(super) fn ignore_null(&mut self, expected: &str) -> Disposition {
        self.warning(
            "null-value",
            format!("expected {expected}, found null: it is ignored"),
            "remove it, or provide a value",
        );
        Disposition::Drop
    }

    /// Adds the warning that a value was repaired.
    pub(super) fn repaired(&mut self, expected: &str, found: &Value, replacement: &Value) {
        let (found, replacement) = (truncated(found), truncated(replacement));
        let message = format!("expected {expected}, found {found}: it is read as {replacement}");
        self.warning("wrong-type", message, format!("write {replacement}"));
    }

    fn member(&mut self, object: &'static ObjectDef, name: &str, value: &mut Value) -> (Disposition, Option<String>) {
        if let Some(field) = object.fields(self.version).find(|field| field.name == name) {
            return (self.field(field, name, value), None);
        }
        if name.starts_with("x-") {
            return (Disposition::Keep, None);
        }
        if let Some(pattern) = &object.pattern {
            return self.check_key((pattern.check)(name), &pattern.value_type, name, value);
        }
        if let Some(field) = object.fields(self.version).find(|field| field.name.eq_ignore_ascii_case(name)) {
            return (self.fix_case(field, name, value), Some(field.name.to_owned()));
        }
        self.at(name, |walker| walker.unknown(object, name));
        (Disposition::Drop, None)
    }

    fn field(&mut self, field: &'static FieldDef, name: &str, value: &mut Value) -> Disposition {
        if value.is_null() && field.if_missing != IfMissing::Optional {
            // `handle_missing` reports it.
            return Disposition::Drop;
        }
        self.at(name, |walker| walker.value(&field.value_type, value))
    }

    fn fix_case(&mut self, field: &'static FieldDef, name: &str, value: &mut Value) -> Disposition {
        let message = format!("`{name}` is read as `{}`: field names are case-sensitive", field.name);
        self.at(name, |walker| walker.warning("keyword-case", message, format!("write `{}`", field.name)));
        self.field(field, name, value)
    }

    /// Removes extensions of the document with our prefix, before any rule adds one.
    fn ignore_reserved_extensions(&mut self, members: &mut Map<String, Value>) {
        let reserved: Vec<String> = members.keys().filter(|name| name.starts_with(OURS)).cloned().collect();
        for name in reserved {
            members.shift_remove(&name);
            self.at(&name, |walker| {
                let message = format!("`{name}` is ignored: the prefix `{OURS}` is reserved");
                walker.warning("reserved-extension", message, "give the extension another name");
            });
        }
    }

    fn check_key(
        &mut self,
        key: Key,
        expected: &'static ValueType,
        name: &str,
        value: &mut Value,
    ) -> (Disposition, Option<String>) {
        self.at(name, |walker| match key {
            Key::Valid => (walker.entry(expected, value), None),
            Key::Corrected { name, code, message } => {
                walker.warning(code, message, format!("write `{name}`"));
                (walker.entry(expected, value), Some(name))
            }
            Key::Invalid { code, message, help } => {
                walker.error(code, message, help);
                (Disposition::Drop, None)
            }
        })
    }

    /// Renames members to their corrected names, keeping the order.
    fn rename(&mut self, members: &mut Map<String, Value>, renamed: &HashMap<String, String>) {
        for (name, value) in mem::take(members) {
            let new_name = renamed.get(&name).unwrap_or(&name);
            if members.contains_key(new_name) {
                let message = format!("duplicate key `{new_name}`, in another spelling");
                self.at(&name, |walker| walker.error("duplicate-key", message, "remove one of the two"));
            } else {
                members.insert(new_name.clone(), value);
            }
        }
    }

    /// Adds or reports missing fields; `dropped` ones are already reported.
    fn handle_missing(&mut self, object: &'static ObjectDef, members: &mut Map<String, Value>, dropped: &[String]) {
        for field in object.fields.iter().filter(|field| field.if_missing != IfMissing::Optional) {
            if members.contains_key(field.name) || dropped.iter().any(|name| name == field.name) {
                continue;
            }
            let message = format!("the {} has no field `{}`", object.name, field.name);
            let help = format!("add `{}`", field.name);
            let (value, assumed) = match field.if_missing {
                IfMissing::EmptyString => (Value::String(String::new()), "`\"\"`"),
                IfMissing::EmptyObject => (Value::Object(Map::new()), "`{}`"),
                IfMissing::Optional | IfMissing::Error => {
                    self.error("missing-field", message, help);
                    continue;
                }
            };
            self.warning("missing-field", format!("{message}: {assumed} is assumed"), help);
            members.insert(field.name.to_owned(), value);
        }
    }

    fn reference_or_inline(&mut self, object: &'static ObjectDef, value: &mut Value) -> Disposition {
        match value {
            Value::Object(members) if members.contains_key("$ref") => self.reference(object, members),
            Value::Bool(accepts) if object.component == Some("schemas") => {
                let accepts = *accepts;
                *value = self.boolean_schema(accepts);
                let fate = self.inline(object, value);
                if let (false, Value::Object(members)) = (accepts, value) {
                    members.insert(format!("{OURS}false"), Value::Bool(true));
                }
                fate
            }
            _ => self.inline(object, value),
        }
    }

    /// Returns the Schema Object that accepts everything, or nothing; before 3.1, schemas could not be booleans.
    fn boolean_schema(&mut self, accepts: bool) -> Value {
        let schema = if accepts { json!({}) } else { json!({ "not": {} }) };
        if self.version == Version::V30 {
            let message = format!("expected a Schema Object, found {accepts}: it is read as {schema}");
            self.warning("wrong-type", message, format!("write `{schema}`"));
        }
        schema
    }

    fn inline(&mut self, object: &'static ObjectDef, value: &mut Value) -> Disposition {
        if object.pattern.is_some() {
            self.object_of_array(value);
        }
        self.object_of_empty_array(value);
        self.object_of_text(object, value);
        self.replace_invalid_property_schema(object, value);
        match value {
            Value::Object(members) => {
                self.object(object, members);
                Disposition::Keep
            }
            Value::Null => self.ignore_null(&with_article(object.name)),
            other => self.wrong_type(&with_article(object.name), other),
        }
    }

    /// Checks an entry of a map, whose key has a meaning even if the value is null.
    fn entry(&mut self, expected: &'static ValueType, value: &mut Value) -> Disposition {
        self.fill_null(expected, value);
        self.value(expected, value)
    }

    fn map(&mut self, expected: &'static ValueType, value: &mut Value) -> Disposition {
        self.object_of_array(value);
        self.object_of_name(expected, value);
        let members = match value {
            Value::Object(members) => members,
            Value::Null => return self.ignore_null("an object"),
            other => return self.wrong_type("an object", other),
        };
        members.retain(|name, value| self.at(name, |walker| walker.entry(expected, value)) == Disposition::Keep);
        Disposition::Keep
    }

    fn list(&mut self, expected: &'static ValueType, value: &mut Value) -> Disposition {
        self.array_of_one(expected, value);
        let elements = match value {
            Value::Array(elements) => elements,
            Value::Null => return self.ignore_null("an array"),
            other => return self.wrong_type("an array", other),
        };
        let mut index = 0_usize;
        elements.retain_mut(|element| {
            let fate = self.at(&index.to_string(), |walker| walker.value(expected, element));
            index += 1;
            fate == Disposition::Keep
        });
        Disposition::Keep
    }
}

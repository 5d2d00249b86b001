//! Server-sent events: the schema of their `data` (OpenAPI 3.2 §4.14.4).

use std::collections::{BTreeSet, HashSet};

use serde_json::{Map, Value, json};

use super::inline_refs::follow;
use super::reference::ReferenceTarget;

/// The extension of a media type whose events differ in their data. Its `schema` is then a `oneOf`, and the extension
/// an array of the same length with `{label, events, text}` for each variant.
pub(super) const VARIANTS: &str = "x-clientwright-events";

/// The extension of a string schema with the schema of the value that the string contains.
const CONTENT_SCHEMA: &str = "x-clientwright-contentSchema";

/// The data that ends a stream, by convention; it is not returned to the caller.
const END_OF_STREAM: &str = "[DONE]";

/// The maximum depth of `allOf` to search; deeper ones are recursive.
const MAX_DEPTH: u8 = 16;

/// The data of an event schema.
pub(super) enum Data {
    Text,
    Json(Value),
    Variants(Vec<Variant>),
}

/// The data of the events with certain names.
#[derive(Clone, PartialEq)]
pub(super) struct Variant {
    label: Option<String>,
    events: Vec<String>,
    is_text: bool,
    schema: Value,
}

/// The component schemas of a document, and the strings whose content schema was used as that of data.
pub(super) struct Events<'a> {
    schemas: &'a Map<String, Value>,
    /// The pointers of these strings.
    pub(super) used_content_schemas: BTreeSet<String>,
}

impl<'a> Events<'a> {
    pub(super) fn new(schemas: &'a Map<String, Value>) -> Self {
        Self { schemas, used_content_schemas: BTreeSet::new() }
    }

    /// Returns the data of events with this schema.
    pub(super) fn data(&mut self, event: &Value) -> Data {
        let found = self.resolve(event);
        if self.is_union(&found, &mut HashSet::new()) {
            return self.union_data(event);
        }
        // Many documents give the schema of the data instead of that of the event.
        let Some(data) = self.property(&found, "data", 0) else { return Data::Json(event.clone()) };
        match self.variant(&data) {
            Variant { is_text: true, .. } => Data::Text,
            Variant { schema, .. } => Data::Json(schema),
        }
    }

    fn resolve(&self, schema: &Value) -> Value {
        follow(schema, self.schemas).unwrap_or(schema).clone()
    }

    /// Returns whether a schema is a union of events, or of such unions; `seen` are the enclosing components.
    fn is_union(&self, schema: &Value, seen: &mut HashSet<String>) -> bool {
        variants_of(schema).any(|variant| {
            if component_name(variant).is_some_and(|name| !seen.insert(name)) {
                return false;
            }
            let variant = self.resolve(variant);
            let is_event = ["event", "data"].iter().any(|name| self.property(&variant, name, 0).is_some());
            is_event || self.is_union(&variant, seen)
        })
    }

    fn union_data(&mut self, event: &Value) -> Data {
        let mut variants = Vec::new();
        self.collect(event, &Inherited::default(), &mut HashSet::new(), &mut variants);
        variants.retain(|variant| !is_end_of_stream(variant));
        let variants = merge_same_events(variants);
        match variants.as_slice() {
            [] => Data::Text,
            [Variant { events, is_text, schema, .. }] if events.is_empty() => {
                if *is_text {
                    Data::Text
                } else {
                    Data::Json(schema.clone())
                }
            }
            _ => Data::Variants(variants),
        }
    }

    /// Adds the variants of a union, each component once for the same event names. Variants inherit event names and
    /// data from enclosing schemas.
    fn collect(
        &mut self,
        schema: &Value,
        enclosing: &Inherited,
        seen: &mut HashSet<(String, Vec<String>)>,
        variants: &mut Vec<Variant>,
    ) {
        if component_name(schema).is_some_and(|name| !seen.insert((name, enclosing.events.clone()))) {
            return;
        }
        let found = self.resolve(schema);
        let events =
            self.property(&found, "event", 0).map(|event| string_values(&event)).filter(|events| !events.is_empty());
        let inherited = Inherited {
            events: events.unwrap_or_else(|| enclosing.events.clone()),
            data: self.property(&found, "data", 0).or_else(|| enclosing.data.clone()),
            label: component_name(schema).or_else(|| enclosing.label.clone()),
        };
        if !self.is_union(&found, &mut HashSet::new()) {
            let data = inherited.data.unwrap_or_else(|| json!({"type": "string"}));
            let variant = self.variant(&data);
            let label = inherited.events.first().cloned().or(variant.label).or(inherited.label);
            variants.push(Variant { label, events: inherited.events, ..variant });
            return;
        }
        for variant in variants_of(&found) {
            let events = mapped_events(&found, variant).unwrap_or_else(|| inherited.events.clone());
            self.collect(variant, &Inherited { events, ..inherited.clone() }, seen, variants);
        }
    }

    /// Returns the variant of events whose `data` has this schema.
    fn variant(&mut self, data: &Value) -> Variant {
        let declared = self.resolve(data);
        if let Some(content) = declared.get(CONTENT_SCHEMA) {
            self.used_content_schemas
                .extend(declared.get("x-clientwright-pointer").and_then(Value::as_str).map(str::to_owned));
            return Variant {
                label: component_name(content),
                events: Vec::new(),
                is_text: false,
                schema: content.clone(),
            };
        }
        let values = string_values(&declared);
        let is_text =
            declared.get("type") == Some(&Value::from("string")) || !values.is_empty() || accepts_any(&declared);
        let label = match values.as_slice() {
            [value] => Some(value.clone()),
            _ => component_name(data),
        };
        // A component keeps its type.
        let is_component = component_name(data).is_some();
        let schema = if is_text && !is_component { string(declared) } else { data.clone() };
        Variant { label, events: Vec::new(), is_text, schema }
    }

    /// Returns the schema of a property, which may be declared in `allOf`.
    fn property(&self, schema: &Value, name: &str, depth: u8) -> Option<Value> {
        if let Some(found) = schema.get("properties").and_then(|properties| properties.get(name)) {
            return Some(found.clone());
        }
        let subschemas = schema.get("allOf").and_then(Value::as_array).filter(|_| depth < MAX_DEPTH)?;
        subschemas.iter().find_map(|subschema| self.property(&self.resolve(subschema), name, depth + 1))
    }
}

/// The event names, data and label that a variant inherits from enclosing schemas.
#[derive(Clone, Default)]
struct Inherited {
    events: Vec<String>,
    data: Option<Value>,
    label: Option<String>,
}

impl Variant {
    /// Returns the value of the variant in the extension.
    pub(super) fn to_json(&self) -> Value {
        let label = self.label.as_deref().unwrap_or(if self.is_text { "text" } else { "message" });
        json!({"label": label, "events": self.events, "text": self.is_text})
    }

    /// Returns the schema of the data.
    pub(super) fn schema(&self) -> &Value {
        &self.schema
    }
}

fn variants_of(schema: &Value) -> impl Iterator<Item = &Value> {
    ["oneOf", "anyOf"].iter().filter_map(|keyword| schema.get(keyword)?.as_array()).flatten()
}

/// Merges the JSON variants with the same event names into one with `anyOf`.
fn merge_same_events(variants: Vec<Variant>) -> Vec<Variant> {
    let mut merged: Vec<(Variant, Vec<Value>)> = Vec::new();
    for variant in variants {
        let known =
            merged.iter_mut().find(|(known, _)| known.events == variant.events && !known.is_text && !variant.is_text);
        match known {
            Some((known, schemas)) => {
                known.label = known.events.first().cloned();
                if !schemas.contains(&variant.schema) {
                    schemas.push(variant.schema);
                }
            }
            None => merged.push((variant.clone(), vec![variant.schema])),
        }
    }
    let merged = merged.into_iter().map(|(variant, mut schemas)| {
        let only = if schemas.len() == 1 { schemas.pop() } else { None };
        Variant { schema: only.unwrap_or_else(|| json!({"anyOf": schemas})), ..variant }
    });
    merged.collect()
}

fn is_end_of_stream(variant: &Variant) -> bool {
    variant.is_text && string_values(&variant.schema) == [END_OF_STREAM]
}

/// Returns the values of an `enum` of strings; empty if there are others.
fn string_values(schema: &Value) -> Vec<String> {
    let values = ["enum", "x-clientwright-enum"].iter().find_map(|keyword| schema.get(keyword)?.as_array());
    let strings = values.and_then(|values| values.iter().map(|value| value.as_str().map(str::to_owned)).collect());
    strings.unwrap_or_default()
}

/// Returns the event names that the discriminator `event` of a union maps to a variant.
fn mapped_events(union: &Value, variant: &Value) -> Option<Vec<String>> {
    let discriminator = union.get("discriminator")?;
    if discriminator.get("propertyName")?.as_str()? != "event" {
        return None;
    }
    let name = component_name(variant)?;
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let is_mapped = |target: &Value| {
        target.as_str().is_some_and(|target| target == name || component(target).as_ref() == Some(&name))
    };
    let mapped: Vec<String> =
        mapping.into_iter().flatten().filter(|(_, target)| is_mapped(target)).map(|(event, _)| event.clone()).collect();
    Some(if mapped.is_empty() { vec![name] } else { mapped })
}

fn component_name(schema: &Value) -> Option<String> {
    component(schema.get("$ref")?.as_str()?)
}

fn component(reference: &str) -> Option<String> {
    match ReferenceTarget::of(reference) {
        ReferenceTarget::Component { name, .. } => Some(name),
        ReferenceTarget::Elsewhere => None,
    }
}

/// Returns whether a schema accepts any value.
fn accepts_any(schema: &Value) -> bool {
    let annotations =
        ["title", "description", "example", "examples", "default", "deprecated", "x-clientwright-pointer"];
    schema.as_object().is_some_and(|members| members.keys().all(|name| annotations.contains(&name.as_str())))
}

/// Returns a schema with `type: string` and without `format: binary`, which has no meaning here.
fn string(mut schema: Value) -> Value {
    if let Some(members) = schema.as_object_mut() {
        if members.get("format") == Some(&Value::from("binary")) {
            members.shift_remove("format");
        }
        if let Some(values) = members.shift_remove("x-clientwright-enum") {
            members.insert("enum".to_owned(), values);
        }
        members.insert("type".to_owned(), Value::from("string"));
    }
    schema
}

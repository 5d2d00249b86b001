//! Labels of the variants of unions.

use serde_json::Value;

use super::super::schema_object::{AdditionalProperties, Keywords, Node};
use super::component_name;
use super::discriminator::component_of;

/// Returns the label of each variant: the value of the discriminator, its title, its component's name, or its type. Variants with equal
/// labels get distinguishing ones.
pub(super) fn of_variants(variants: &[Node<'_>], values: &[Vec<Value>]) -> Vec<String> {
    let own: Vec<Option<String>> =
        variants.iter().zip(values).map(|(variant, values)| label(*variant, values)).collect();
    let labels = variants.iter().zip(&own).enumerate().map(|(index, (variant, label))| {
        let alike = variants.iter().zip(&own).enumerate();
        let alike = alike.filter(|(other, (_, others))| *other != index && *others == label);
        let alike: Vec<Keywords<'_>> = alike.map(|(_, (other, _))| keywords(*other)).collect();
        let distinguishing_label =
            if alike.is_empty() { None } else { distinguishing_label(&keywords(*variant), &alike) };
        distinguishing_label.or_else(|| label.clone()).unwrap_or_else(|| format!("member {}", index + 1))
    });
    labels.collect()
}

/// Returns the label of a single variant, if it has a name or a type.
fn label(variant: Node<'_>, values: &[Value]) -> Option<String> {
    if let [Value::String(tag)] = values {
        return Some(tag.clone());
    }
    let keywords = keywords(variant);
    let title = keywords.title.filter(|title| !title.trim().is_empty());
    title.or(component_of(variant)).or(keywords.r#type).map(str::to_owned)
}

/// Returns the keywords of an inline schema.
fn keywords(node: Node<'_>) -> Keywords<'_> {
    match node {
        Node::Schema(schema) => Keywords::of(schema),
        Node::Reference(_) => Keywords::default(),
    }
}

/// Returns a label that distinguishes a variant from others with the same label.
fn distinguishing_label(variant: &Keywords<'_>, others: &[Keywords<'_>]) -> Option<String> {
    if let Some([Value::String(only)]) = variant.enum_values.as_deref() {
        return Some(only.clone());
    }
    match variant.r#type {
        Some("array") => variant.items.map(|items| format!("{} array", of_item(items))),
        Some("object") | None => {
            first_component(variant).or_else(|| property(variant, others)).or_else(|| map(variant))
        }
        Some(_) => variant.format.clone(),
    }
}

fn of_item(item: Node<'_>) -> String {
    if let Node::Reference(reference) = item {
        return component_name(reference).unwrap_or(reference).to_owned();
    }
    let keywords = keywords(item);
    match (label(item, &[]), keywords.items) {
        (Some(label), Some(items)) if label == "array" => format!("{} array", of_item(items)),
        (Some(label), _) => label,
        (None, _) => "any".to_owned(),
    }
}

/// Returns the first component in `allOf`.
fn first_component(variant: &Keywords<'_>) -> Option<String> {
    variant.all_of.iter().find_map(|node| component_of(*node)).map(str::to_owned)
}

/// Returns a label of a property that no other variant has, preferably a required one.
fn property(variant: &Keywords<'_>, others: &[Keywords<'_>]) -> Option<String> {
    let is_own = |name: &&str| !others.iter().any(|other| other.requires(name) || declares(other, name));
    let required = variant.required.iter().map(String::as_str).find(is_own);
    let declared = || variant.properties.iter().map(|(name, _)| *name).find(is_own);
    required.or_else(declared).map(|name| format!("with {name}"))
}

fn declares(keywords: &Keywords<'_>, name: &str) -> bool {
    keywords.properties.iter().any(|(declared, _)| *declared == name)
}

fn map(variant: &Keywords<'_>) -> Option<String> {
    match variant.additional_properties {
        AdditionalProperties::Schema(value) if variant.properties.is_empty() => Some(format!("{} map", of_item(value))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use openapiv3::{ReferenceOr, Schema};
    use serde_json::{Value, json};

    use super::super::super::schema_object::Node;
    use super::of_variants;

    fn labels(variants: Value) -> Vec<String> {
        let variants: Vec<ReferenceOr<Schema>> = serde_json::from_value(variants).expect("schemas");
        let nodes: Vec<Node<'_>> = variants.iter().map(Node::from).collect();
        of_variants(&nodes, &vec![Vec::new(); nodes.len()])
    }

    #[test]
    fn variants_of_different_types_are_labelled_by_type() {
        assert_eq!(labels(json!([{ "type": "string" }, { "type": "array", "items": {} }])), ["string", "array"]);
    }

    #[test]
    fn arrays_are_labelled_by_their_items() {
        let strings = json!({ "type": "array", "items": { "type": "string" } });
        let pets = json!({ "type": "array", "items": { "$ref": "#/components/schemas/Pet" } });
        let nested = json!({ "type": "array", "items": strings });

        assert_eq!(labels(json!([strings, pets, nested])), ["string array", "Pet array", "string array array"]);
    }

    #[test]
    fn objects_are_labelled_by_a_distinct_property() {
        let of = |own: &str| json!({ "type": "object", "required": ["id", own], "properties": { "id": {}, own: {} } });

        assert_eq!(labels(json!([of("url"), of("path")])), ["with url", "with path"]);
    }

    #[test]
    fn strings_are_labelled_by_format() {
        let date = json!({ "type": "string", "format": "date" });

        assert_eq!(labels(json!([date, { "type": "string" }])), ["date", "string"]);
    }

    #[test]
    fn variants_without_distinct_keywords_are_numbered() {
        assert_eq!(labels(json!([{ "minLength": 1 }, { "minLength": 2 }])), ["member 1", "member 2"]);
    }
}

//! What the members of a union are called.

use serde_json::Value;

use super::super::schema_object::{Additional, Keywords, Node};
use super::component_name;
use super::discriminator::component_of;

/// Returns what the document calls each member: the tag that chooses it, its component's name, its title, or what it is; where several are
/// called the same, what is particular to each.
pub(super) fn of_members(members: &[Node<'_>], tags: &[Vec<Value>]) -> Vec<String> {
    let plain: Vec<Option<String>> = members.iter().zip(tags).map(|(member, tags)| label(*member, tags)).collect();
    let labels = members.iter().zip(&plain).enumerate().map(|(index, (member, label))| {
        let alike = members.iter().zip(&plain).enumerate();
        let alike = alike.filter(|(other, (_, others))| *other != index && *others == label);
        let alike: Vec<Keywords<'_>> = alike.map(|(_, (other, _))| keywords(*other)).collect();
        let particular = if alike.is_empty() { None } else { particular(&keywords(*member), &alike) };
        particular.or_else(|| label.clone()).unwrap_or_else(|| format!("member {}", index + 1))
    });
    labels.collect()
}

/// Returns what a member is called by itself; nothing, if it has neither a name nor a type.
fn label(member: Node<'_>, tags: &[Value]) -> Option<String> {
    if let [Value::String(tag)] = tags {
        return Some(tag.clone());
    }
    let keywords = keywords(member);
    let title = keywords.title.filter(|title| !title.trim().is_empty());
    title.or(component_of(member)).or(keywords.r#type).map(str::to_owned)
}

/// Returns the keywords of an inline schema.
fn keywords(node: Node<'_>) -> Keywords<'_> {
    match node {
        Node::Schema(schema) => Keywords::of(schema),
        Node::Reference(_) => Keywords::default(),
    }
}

/// Returns what tells a member from others that are called the same.
fn particular(member: &Keywords<'_>, others: &[Keywords<'_>]) -> Option<String> {
    if let Some([Value::String(only)]) = member.values.as_deref() {
        return Some(only.clone());
    }
    match member.r#type {
        Some("array") => member.items.map(|items| format!("{} array", of_item(items))),
        Some("object") | None => part(member).or_else(|| property(member, others)).or_else(|| map(member)),
        Some(_) => member.format.clone(),
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

/// Returns the first component that a member is composed of.
fn part(member: &Keywords<'_>) -> Option<String> {
    member.all_of.iter().find_map(|node| component_of(*node)).map(str::to_owned)
}

/// Returns a property that no other member has, one that is required if there is one.
fn property(member: &Keywords<'_>, others: &[Keywords<'_>]) -> Option<String> {
    let is_own = |name: &&str| !others.iter().any(|other| other.requires(name) || declares(other, name));
    let required = member.required.iter().map(String::as_str).find(is_own);
    let declared = || member.properties.iter().map(|(name, _)| *name).find(is_own);
    required.or_else(declared).map(|name| format!("with {name}"))
}

fn declares(keywords: &Keywords<'_>, name: &str) -> bool {
    keywords.properties.iter().any(|(declared, _)| *declared == name)
}

fn map(member: &Keywords<'_>) -> Option<String> {
    match member.additional {
        Additional::Schema(value) if member.properties.is_empty() => Some(format!("{} map", of_item(value))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use openapiv3::{ReferenceOr, Schema};
    use serde_json::{Value, json};

    use super::super::super::schema_object::Node;
    use super::of_members;

    fn labels(members: Value) -> Vec<String> {
        let members: Vec<ReferenceOr<Schema>> = serde_json::from_value(members).expect("schemas");
        let nodes: Vec<Node<'_>> = members.iter().map(Node::from).collect();
        of_members(&nodes, &vec![Vec::new(); nodes.len()])
    }

    #[test]
    fn members_of_different_types_are_called_after_them() {
        assert_eq!(labels(json!([{ "type": "string" }, { "type": "array", "items": {} }])), ["string", "array"]);
    }

    #[test]
    fn arrays_are_called_after_what_they_hold() {
        let strings = json!({ "type": "array", "items": { "type": "string" } });
        let pets = json!({ "type": "array", "items": { "$ref": "#/components/schemas/Pet" } });
        let nested = json!({ "type": "array", "items": strings });

        assert_eq!(labels(json!([strings, pets, nested])), ["string array", "Pet array", "string array array"]);
    }

    #[test]
    fn objects_are_called_after_a_property_of_their_own() {
        let of = |own: &str| json!({ "type": "object", "required": ["id", own], "properties": { "id": {}, own: {} } });

        assert_eq!(labels(json!([of("url"), of("path")])), ["with url", "with path"]);
    }

    #[test]
    fn strings_are_called_after_their_format() {
        let date = json!({ "type": "string", "format": "date" });

        assert_eq!(labels(json!([date, { "type": "string" }])), ["date", "string"]);
    }

    #[test]
    fn members_that_have_nothing_particular_are_numbered() {
        assert_eq!(labels(json!([{ "minLength": 1 }, { "minLength": 2 }])), ["member 1", "member 2"]);
    }
}

//! Lowering of assertions, keyword by keyword.

use std::mem;

use super::super::schema::{Bound, EnumSource, JsonType, Property, Schema, SchemaRef};
use super::super::schema_object::{AdditionalProperties, Keywords, Node};
use super::{Lowering, scalars, union};
use crate::format_keyword;

/// The subschemas that were lowered with the shape of a schema, and refer to types instead of repeating them.
#[derive(Default)]
pub(super) struct LoweredSubschemas {
    pub(super) properties: Vec<SchemaRef>,
    pub(super) items: Option<SchemaRef>,
    pub(super) additional_properties: Option<SchemaRef>,
    pub(super) one_of: Vec<SchemaRef>,
    pub(super) any_of: Vec<SchemaRef>,
    /// `propertyName` of the discriminator.
    pub(super) discriminator: Option<String>,
}

impl LoweredSubschemas {
    /// Sets the schemas of the union that `Keywords::union` returns.
    pub(super) fn set_union(&mut self, keywords: &Keywords<'_>, schemas: Vec<SchemaRef>) {
        let lowered = if keywords.one_of.is_empty() { &mut self.any_of } else { &mut self.one_of };
        *lowered = schemas;
    }
}

impl Lowering<'_> {
    /// Returns the assertions of a schema. Those that are not in `subschemas` are lowered without creating types.
    pub(super) fn assertions(&mut self, keywords: &Keywords<'_>, subschemas: LoweredSubschemas) -> Schema {
        if keywords.is_marked("false") {
            return Schema { enum_values: Some(Vec::new()), enum_source: EnumSource::False, ..Schema::default() };
        }
        let format =
            keywords.format.clone().filter(|format| !keywords.breaks_format() && self.formats.is_checked(format));
        let r#type = self.json_type(keywords);
        let integers = format.as_deref().filter(|_| r#type != Some(JsonType::Number)).and_then(format_keyword::range);
        let bound =
            |bound: &Option<Bound>, is_lower| scalars::effective_bound(bound.as_ref(), integers.as_ref(), is_lower);
        let mut schema = Schema {
            r#type,
            nullable: keywords.nullable,
            minimum: bound(&keywords.minimum, true),
            maximum: bound(&keywords.maximum, false),
            multiple_of: keywords.multiple_of.clone(),
            min_length: keywords.min_length,
            max_length: keywords.max_length,
            pattern: self.pattern(keywords),
            format,
            min_items: keywords.min_items,
            max_items: keywords.max_items,
            unique_items: keywords.unique_items,
            additional_properties_false: matches!(keywords.additional_properties, AdditionalProperties::False),
            min_properties: keywords.min_properties,
            max_properties: keywords.max_properties,
            enum_values: keywords.enum_values.clone(),
            enum_source: if keywords.is_marked("const") { EnumSource::Const } else { EnumSource::Enum },
            is_type_list: keywords.is_marked("types") && !keywords.any_of.is_empty(),
            required: required(keywords),
            discriminator: subschemas.discriminator,
            ..Schema::default()
        };
        schema.items = subschemas.items.or_else(|| keywords.items.map(|node| self.schema_only(node)));
        schema.additional_properties =
            subschemas.additional_properties.or_else(|| match keywords.additional_properties {
                AdditionalProperties::Schema(node) => Some(self.schema_only(node)),
                // It asserts nothing, but evaluates all properties. `simplify` drops it if that is irrelevant.
                AdditionalProperties::Any if self.is_3_1_or_later => Some(SchemaRef::Inline(Box::default())),
                _ => None,
            });
        schema.properties = self.properties(keywords, subschemas.properties);
        schema.all_of = self.schemas_only(&keywords.all_of);
        schema.not = keywords.not.map(|node| self.without_implied_types(node));
        schema.any_of = self.or_variant_schemas(subschemas.any_of, &keywords.any_of);
        schema.one_of = self.or_variant_schemas(subschemas.one_of, &keywords.one_of);
        self.relax_one_of(keywords, &mut schema);
        self.keywords_2020(keywords, &mut schema);
        schema
    }

    /// Returns the assertions of a schema without creating types.
    pub(super) fn schema_only(&mut self, node: Node<'_>) -> SchemaRef {
        match node {
            Node::Reference(reference) => match self.component(reference) {
                Some(id) => SchemaRef::Type(id),
                None => SchemaRef::Inline(Box::default()),
            },
            Node::Schema(schema) => {
                let keywords = Keywords::of(schema);
                SchemaRef::Inline(Box::new(self.assertions(&keywords, LoweredSubschemas::default())))
            }
        }
    }

    /// Returns the assertions of a schema that values need not satisfy: types are not inferred from other keywords.
    pub(super) fn without_implied_types(&mut self, node: Node<'_>) -> SchemaRef {
        let outer = mem::replace(&mut self.implies_types, false);
        let schema = self.schema_only(node);
        self.implies_types = outer;
        schema
    }

    fn schemas_only(&mut self, nodes: &[Node<'_>]) -> Vec<SchemaRef> {
        nodes.iter().map(|node| self.schema_only(*node)).collect()
    }

    fn properties(&mut self, keywords: &Keywords<'_>, lowered: Vec<SchemaRef>) -> Vec<Property> {
        let mut lowered = lowered.into_iter();
        let properties = keywords.properties.iter().map(|(name, node)| Property {
            name: (*name).to_owned(),
            schema: lowered.next().unwrap_or_else(|| self.schema_only(*node)),
            required: keywords.requires(name),
            access: self.access(&[*node]),
        });
        properties.collect()
    }

    fn or_variant_schemas(&mut self, lowered: Vec<SchemaRef>, nodes: &[Node<'_>]) -> Vec<SchemaRef> {
        if !lowered.is_empty() && lowered.len() == nodes.len() {
            return lowered;
        }
        nodes.iter().map(|node| self.variant_schema(*node)).collect()
    }

    /// Returns the assertions of a variant of a union. A variant with only `nullable` means `null`.
    pub(super) fn variant_schema(&mut self, node: Node<'_>) -> SchemaRef {
        if union::is_only_nullable(node) {
            return SchemaRef::Inline(Box::new(Schema { r#type: Some(JsonType::Null), ..Schema::default() }));
        }
        self.schema_only(node)
    }

    /// Returns the type of a schema. `properties` and `items` without `type` imply an object and an array.
    fn json_type(&self, keywords: &Keywords<'_>) -> Option<JsonType> {
        match keywords.r#type {
            Some("integer") if self.is_3_1_or_later => Some(JsonType::Integer2020),
            Some(name) => JsonType::parse(name),
            None => scalars::implied_type(keywords).filter(|_| keywords.enum_values.is_none() && self.implies_types),
        }
    }
}

fn required(keywords: &Keywords<'_>) -> Vec<String> {
    let declared = |name: &String| keywords.properties.iter().any(|(property, _)| property == name);
    let mut names: Vec<String> = Vec::new();
    for name in keywords.required.iter().filter(|name| !declared(name)) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

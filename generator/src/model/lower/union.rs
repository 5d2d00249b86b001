//! Unions: `oneOf` and `anyOf`.

use serde_json::Value;

use super::super::schema::{Schema, SchemaRef};
use super::super::schema_object::{Keywords, Node};
use super::super::schema_path::{PathSegment, SchemaPath};
use super::super::types::{Docs, TypeKind, Union, Variant};
use super::assertions::LoweredSubschemas;
use super::intersection::{self, Intersection};
use super::{Lowered, Lowering, TypeShape, docs, variant_labels};

impl<'a> Lowering<'a> {
    /// Returns the shape of a union whose variants are intersected with `base`; `None` if no variant is satisfiable.
    ///
    /// Variants of the same shape are merged.
    pub(super) fn union(
        &mut self,
        union: &Keywords<'a>,
        base: &Intersection<'a>,
        variants: &[Node<'a>],
        path: &SchemaPath,
        subschemas: &mut LoweredSubschemas,
    ) -> Option<TypeShape> {
        self.warn_of_undeclared_discriminator(union, base, variants);
        let discriminator = self.discriminator(union, base, variants);
        subschemas.discriminator.clone_from(&discriminator);
        let mut distinct = DistinctVariants::default();
        let mut schemas = Vec::new();
        let values_of = |node: &Node<'a>| {
            discriminator
                .as_deref()
                .map(|discriminator| self.discriminator_values(union, base, *node, discriminator))
                .unwrap_or_default()
        };
        let values: Vec<Vec<Value>> = variants.iter().map(values_of).collect();
        let labels = variant_labels::of_variants(variants, &values);
        for ((node, values), label) in variants.iter().zip(values).zip(labels) {
            let Some(lowered) = self.lower_variant(base, *node, &path.join(PathSegment::Variant(label.clone()))) else {
                continue;
            };
            schemas.push(lowered.schema.clone());
            let variant = Variant {
                label,
                shape: lowered.shape,
                schema: lowered.schema,
                discriminator_values: values,
                boxed: false,
            };
            distinct.add(variant, node_docs(*node));
        }
        let are_all = variants.len() == union.union().len();
        if base.conjuncts.is_empty() && are_all && variants.iter().zip(union.union()).all(|(one, other)| one.is(*other))
        {
            subschemas.set_union(union, schemas);
        }
        distinct.into_shape(discriminator)
    }

    fn lower_variant(&mut self, base: &Intersection<'a>, node: Node<'a>, path: &SchemaPath) -> Option<Lowered> {
        if base.conjuncts.is_empty() && base.bounds.is_empty() {
            return Some(self.lower(node, path));
        }
        let alone = self.intersection(&[node]);
        let combined = base.intersected_with(alone.clone());
        if alone.implies(base, |_| false) && self.shape_from_bounds(&alone) == self.shape_from_bounds(&combined) {
            return Some(self.lower(node, path));
        }
        let described = self.resolve(node).map(Keywords::of).unwrap_or_default();
        let lowered = self.lower_intersection(&combined, &described, path)?;
        // Bounds outside of the union only affect the shape. They are asserted there.
        let schema = if base.conjuncts.is_empty() { self.variant_schema(node) } else { lowered.schema };
        Some(Lowered { shape: lowered.shape, schema })
    }
}

/// Returns the variants of a union that accept more than `null`, including those of nested inline unions.
pub(super) fn variants<'a>(union: &Keywords<'a>) -> Vec<Node<'a>> {
    let mut found = Vec::new();
    for variant in intersection::non_null_variants(union) {
        match nested_union(variant) {
            Some(nested) => found.extend(variants(&nested)),
            None => found.push(variant),
        }
    }
    found
}

/// The variants of a union with distinct shapes.
#[derive(Default)]
struct DistinctVariants {
    variants: Vec<Variant>,
    docs: Vec<Docs>,
}

impl DistinctVariants {
    fn add(&mut self, variant: Variant, docs: Docs) {
        match self.variants.iter_mut().find(|known| known.shape == variant.shape) {
            Some(known) => merge(known, variant),
            None => {
                self.variants.push(variant);
                self.docs.push(docs);
            }
        }
    }

    fn into_shape(self, discriminator: Option<String>) -> Option<TypeShape> {
        match self.variants.as_slice() {
            [] => None,
            [only] => Some(TypeShape::Unnamed(only.shape.clone())),
            _ => Some(TypeShape::Named(TypeKind::Union(Union { discriminator, variants: self.variants }), self.docs)),
        }
    }
}

/// Merges a variant of the same shape into `known`.
fn merge(known: &mut Variant, other: Variant) {
    known.discriminator_values.extend(other.discriminator_values);
    if known.schema != other.schema {
        let any_of = vec![known.schema.clone(), other.schema];
        known.schema = SchemaRef::Inline(Box::new(Schema { any_of, ..Schema::default() }));
    }
}

fn node_docs(node: Node<'_>) -> Docs {
    match node {
        Node::Schema(schema) => docs(&Keywords::of(schema)),
        // References are documented by their types.
        Node::Reference(_) => Docs::default(),
    }
}

/// Returns the keywords of an inline schema that is only a union without a discriminator.
fn nested_union(node: Node<'_>) -> Option<Keywords<'_>> {
    let Node::Schema(schema) = node else { return None };
    let keywords = Keywords::of(schema);
    let is_one_union = keywords.one_of.is_empty() != keywords.any_of.is_empty();
    let is_union = is_one_union
        && keywords.is_wrapper()
        && keywords.all_of.is_empty()
        && keywords.not.is_none()
        && keywords.discriminator.is_none();
    is_union.then_some(keywords)
}

/// Returns whether a variant accepts only `null`: `enum: [null]`, `type: null`, or only `nullable`.
pub(super) fn is_null(variant: Node<'_>) -> bool {
    let Node::Schema(schema) = variant else { return false };
    let keywords = Keywords::of(schema);
    let only_null = keywords.enum_values.as_ref().is_some_and(|values| values.iter().all(Value::is_null));
    only_null || is_only_nullable(variant) || keywords.r#type == Some("null")
}

/// Returns whether a schema has only `nullable`.
pub(super) fn is_only_nullable(node: Node<'_>) -> bool {
    let Node::Schema(schema) = node else { return false };
    let keywords = Keywords::of(schema);
    keywords.nullable
        && keywords.is_wrapper()
        && !keywords.has_bounds()
        && !intersection::is_composed(&keywords)
        && keywords.not.is_none()
}

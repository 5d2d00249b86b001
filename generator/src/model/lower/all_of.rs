//! Composed schemas: one type for values that satisfy several schemas.

use openapiv3::Schema;

use super::super::schema::{JsonType, Schema as Assertions, SchemaRef};
use super::super::schema_object::{AdditionalProperties, Keywords, Node};
use super::super::schema_path::{PathSegment, SchemaPath};
use super::super::types::{Shape, Struct, TypeKind};
use super::assertions::LoweredSubschemas;
use super::intersection::{Conjunct, Intersection};
use super::{Lowered, Lowering, TypeShape, enums, scalars, union};

/// The maximal number of variants of a union into which properties of the schema around it are merged.
const MAX_VARIANTS: usize = 16;

impl<'a> Lowering<'a> {
    /// Returns the shape of a composed schema.
    ///
    /// Assertions are lowered as they are in the document, so the shape need not be exact.
    pub(super) fn lower_composed(
        &mut self,
        source: &'a Schema,
        keywords: &Keywords<'a>,
        path: &SchemaPath,
        subschemas: &mut LoweredSubschemas,
    ) -> TypeShape {
        let intersection = self.intersection(&[Node::Schema(source)]);
        if let Some(equivalent) = self.single_equivalent(keywords, &intersection) {
            let (shape, schema) = self.wrapped(equivalent, path);
            subschemas.set_union(keywords, self.with_lowered(keywords.union(), equivalent, &schema));
            return self.make_nullable(shape, keywords, path);
        }
        let sources = if intersection.unions.is_empty() { &intersection.conjuncts } else { &intersection.unions };
        let scratch = &mut LoweredSubschemas::default();
        let subschemas = if sources.iter().all(|conjunct| conjunct.is_of(source)) { subschemas } else { scratch };
        match self.intersect(&intersection, keywords, path, subschemas) {
            Some(shape) => self.make_nullable(shape, keywords, path),
            None => self.unsatisfiable(keywords.pointer),
        }
    }

    /// Returns the shape and the assertions of the only schema that a schema at `path` wraps.
    fn wrapped(&mut self, equivalent: Node<'a>, path: &SchemaPath) -> (TypeShape, SchemaRef) {
        match equivalent {
            // A component becomes the type itself, not a wrapper of another type.
            Node::Schema(source) if path.segments.is_empty() => {
                let (keywords, mut subschemas) = (Keywords::of(source), LoweredSubschemas::default());
                let shape = match enums::enum_of_variants(&Intersection::default(), &[equivalent]) {
                    Some((values, docs)) => enums::documented(&values, &docs),
                    None => self.type_shape(source, &keywords, path, &mut subschemas),
                };
                (shape, SchemaRef::Inline(Box::new(self.assertions(&keywords, subschemas))))
            }
            _ => {
                let lowered = self.lower(equivalent, path);
                (TypeShape::Unnamed(lowered.shape), lowered.schema)
            }
        }
    }

    /// Returns the schemas of a union of which one variant has been lowered; empty if that is not a variant.
    fn with_lowered(&mut self, variants: &[Node<'a>], equivalent: Node<'a>, lowered: &SchemaRef) -> Vec<SchemaRef> {
        if !variants.iter().any(|variant| variant.is(equivalent)) {
            return Vec::new();
        }
        variants
            .iter()
            .map(|variant| if variant.is(equivalent) { lowered.clone() } else { self.variant_schema(*variant) })
            .collect()
    }

    /// Returns the shape of an intersection; `None` if it is unsatisfiable.
    pub(super) fn intersect(
        &mut self,
        intersection: &Intersection<'a>,
        keywords: &Keywords<'a>,
        path: &SchemaPath,
        subschemas: &mut LoweredSubschemas,
    ) -> Option<TypeShape> {
        match intersection.unions.as_slice() {
            [] => self.intersect_without_unions(intersection, path, subschemas),
            [union] => {
                let variants = union::variants(&union.keywords);
                let base = self.common_constraints(intersection, &variants);
                if let Some((values, docs)) = enums::enum_of_variants(&base, &variants) {
                    return Some(enums::documented(&values, &docs));
                }
                if base.conjuncts.is_empty() || variants.len() <= MAX_VARIANTS {
                    self.union(&union.keywords, &base, &variants, path, subschemas)
                } else {
                    self.open_struct(intersection, keywords, path)
                }
            }
            _ => self.open_struct(intersection, keywords, path),
        }
    }

    /// Lowers the intersection of `nodes`, such as declarations of a property in several schemas.
    pub(super) fn lower_all(&mut self, nodes: &[Node<'a>], path: &SchemaPath) -> Option<Lowered> {
        let together = Keywords { all_of: nodes.to_vec(), ..Keywords::default() };
        let accepts_null = self.composes_null(&together);
        let intersection = self.intersection(nodes);
        if let Some(equivalent) = self.single_equivalent_of(nodes, &intersection) {
            let lowered = self.lower(equivalent, path);
            return Some(if accepts_null { lowered } else { lowered.strip_null() });
        }
        let described = nodes.iter().find_map(|node| self.resolve(*node)).map(Keywords::of).unwrap_or_default();
        let lowered = self.lower_intersection(&intersection, &described, path)?;
        Some(if accepts_null { lowered.make_nullable() } else { lowered })
    }

    /// Lowers an intersection; `keywords` contain its documentation.
    pub(super) fn lower_intersection(
        &mut self,
        intersection: &Intersection<'a>,
        keywords: &Keywords<'a>,
        path: &SchemaPath,
    ) -> Option<Lowered> {
        let assertions = |lowering: &mut Self| Assertions {
            all_of: lowering.intersection_assertions(intersection),
            ..Assertions::default()
        };
        let lower = |lowering: &mut Self| {
            let shape = lowering.intersect(intersection, keywords, path, &mut LoweredSubschemas::default())?;
            let schema = assertions(lowering);
            Some(lowering.lowered(shape, keywords, schema, path))
        };
        self.with_recursion_guard(intersection, path, lower, |lowering| {
            SchemaRef::Inline(Box::new(assertions(lowering)))
        })
    }

    fn intersect_without_unions(
        &mut self,
        intersection: &Intersection<'a>,
        path: &SchemaPath,
        subschemas: &mut LoweredSubschemas,
    ) -> Option<TypeShape> {
        let Intersection { conjuncts, bounds, .. } = intersection;
        if let [only] = conjuncts.as_slice() {
            let changed = self.shape_from_bounds(intersection).filter(|_| only.keywords.enum_values.is_none());
            return Some(
                changed.map_or_else(|| self.lower_uncomposed(&only.keywords, path, subschemas), TypeShape::Unnamed),
            );
        }
        let asked = scalars::common_type(conjuncts).ok()?;
        if let Some(values) = scalars::common_values(conjuncts, asked) {
            return (!values.is_empty()).then(|| enums::shape(&values));
        }
        Some(match asked {
            Some(JsonType::Object) => return self.merged_object(conjuncts, path),
            Some(JsonType::Array) => TypeShape::Unnamed(self.merged_array(conjuncts, path)),
            Some(JsonType::String) => TypeShape::Unnamed(scalars::common_string(conjuncts, bounds, self.formats)),
            Some(JsonType::Integer | JsonType::Integer2020) => {
                TypeShape::Unnamed(scalars::common_integer(conjuncts, bounds, self.formats))
            }
            Some(JsonType::Number) => TypeShape::Unnamed(scalars::common_number(conjuncts, self.formats)),
            Some(JsonType::Boolean) => TypeShape::Unnamed(Shape::Boolean),
            Some(JsonType::Null) | None => TypeShape::Unnamed(Shape::Any),
        })
    }

    fn merged_array(&mut self, conjuncts: &[Conjunct<'a>], path: &SchemaPath) -> Shape {
        let is_tuple = conjuncts.iter().any(|conjunct| conjunct.keywords.extension("prefixItems").is_some());
        let items: Vec<Node<'a>> = conjuncts.iter().filter_map(|conjunct| conjunct.keywords.items).collect();
        let items = if is_tuple { None } else { self.lower_all(&items, &path.join(PathSegment::Item)) };
        Shape::Array(Box::new(items.map_or(Shape::Any, |items| items.shape)))
    }

    /// Returns a struct with the properties of all conjuncts, or a map if there are none.
    fn merged_object(&mut self, conjuncts: &[Conjunct<'a>], path: &SchemaPath) -> Option<TypeShape> {
        let has_patterns = conjuncts.iter().any(|conjunct| conjunct.keywords.extension("patternProperties").is_some());
        let closed = !has_patterns
            && conjuncts
                .iter()
                .any(|conjunct| matches!(conjunct.keywords.additional_properties, AdditionalProperties::False));
        let additional_properties = match (closed, has_patterns) {
            (true, _) => None,
            (_, true) => Some(Shape::Any),
            _ => self.merged_additional_properties(conjuncts, path),
        };
        let (fields, child_docs) = self.merged_fields(conjuncts, path)?;
        if fields.is_empty() && !closed {
            return Some(TypeShape::Unnamed(Shape::Map(Box::new(additional_properties.unwrap_or(Shape::Any)))));
        }
        Some(TypeShape::Named(
            TypeKind::Struct(Struct { fields, additional_properties, discriminator_fields: Vec::new() }),
            child_docs,
        ))
    }

    fn merged_additional_properties(&mut self, conjuncts: &[Conjunct<'a>], path: &SchemaPath) -> Option<Shape> {
        let additional = conjuncts.iter().map(|conjunct| conjunct.keywords.additional_properties);
        let schemas: Vec<Node<'a>> = additional
            .clone()
            .filter_map(|additional| match additional {
                AdditionalProperties::Schema(node) => Some(node),
                _ => None,
            })
            .collect();
        if !schemas.is_empty() {
            let lowered = self.lower_all(&schemas, &path.join(PathSegment::AdditionalProperty));
            return Some(lowered.map_or(Shape::Any, |lowered| lowered.shape));
        }
        let is_open = additional.into_iter().any(|additional| matches!(additional, AdditionalProperties::Any));
        is_open.then_some(Shape::Any)
    }

    /// Returns the shape of an intersection of several unions, or of a large union with other keywords: a struct of the properties outside of
    /// the unions, with additional properties.
    fn open_struct(
        &mut self,
        intersection: &Intersection<'a>,
        keywords: &Keywords<'a>,
        path: &SchemaPath,
    ) -> Option<TypeShape> {
        let are_objects = intersection
            .conjuncts
            .iter()
            .any(|conjunct| scalars::json_type(&conjunct.keywords) == Some(JsonType::Object))
            || intersection
                .unions
                .iter()
                .any(|union| union::variants(&union.keywords).iter().all(|node| self.is_object(*node)));
        if !are_objects {
            self.diagnostics.note(
                "free-form",
                keywords.pointer,
                "an intersection of several unions has no specific type; any JSON value is accepted and validated",
                "move each union into a separate property",
            );
            return Some(TypeShape::Unnamed(Shape::Any));
        }
        let (fields, child_docs) = self.merged_fields(&intersection.conjuncts, path)?;
        if fields.is_empty() {
            return Some(TypeShape::Unnamed(Shape::Map(Box::new(Shape::Any))));
        }
        let additional_properties = Some(Shape::Any);
        Some(TypeShape::Named(
            TypeKind::Struct(Struct { fields, additional_properties, discriminator_fields: Vec::new() }),
            child_docs,
        ))
    }

    /// Reports that no value satisfies a schema. Its shape is any value, so that responses can be deserialized; requests fail to validate.
    pub(super) fn unsatisfiable(&mut self, pointer: &str) -> TypeShape {
        self.diagnostics.warning(
            "empty-intersection",
            pointer,
            "no value satisfies the schemas of this intersection; any JSON value is accepted, but does not validate",
            "correct the types, values or required properties that contradict each other",
        );
        TypeShape::Unnamed(Shape::Any)
    }
}

impl Lowered {
    fn strip_null(self) -> Self {
        match self.shape {
            Shape::Nullable(shape) => Self { shape: *shape, schema: self.schema },
            shape => Self { shape, schema: self.schema },
        }
    }
}

//! Lowering of Schema Objects to shapes, types and assertions.
//!
//! Each schema has *assertions*, which are exactly those of the document, and a *shape*, the natural type of its values. Constraints change
//! the shape in two cases: bounds that require a `u64`, and constraints on the text of `date-time` and `uuid`, which the usual
//! notation may violate.

mod all_of;
mod assertions;
mod discriminator;
mod enums;
mod intersection;
mod keywords_2020;
mod object;
mod one_of;
mod patterns;
mod recursion_guard;
mod scalars;
mod shape;
mod union;
mod variant_labels;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use openapiv3::{OpenAPI, ReferenceOr};

use super::intern;
use super::schema::{JsonType, Schema, SchemaRef};
use super::schema_object::{Keywords, Node};
use super::schema_path::{PathSegment, SchemaPath, SchemaRoot};
use super::types::{Docs, Shape, Type, TypeId, TypeKind};
use crate::diagnostic::Diagnostics;
use crate::target::Formats;
use assertions::LoweredSubschemas;
use patterns::TranslationCache;
use recursion_guard::RecursionGuard;
pub(super) use shape::Lowered;
use shape::{TypeShape, is_base, nullable_if};

/// The state of lowering.
pub(super) struct Lowering<'a> {
    document: &'a OpenAPI,
    components: BTreeMap<&'a str, TypeId>,
    types: Vec<Type>,
    interned: HashMap<(TypeKind, Schema), Vec<intern::Shared>>,
    recursion_guard: RecursionGuard,
    translations: TranslationCache,
    /// The components in which `format: binary` means bytes.
    pub(super) holding_files: BTreeSet<String>,
    /// Whether `format: binary` means bytes in the current schema.
    holds_files: bool,
    /// Whether the document is OpenAPI 3.1 or later.
    is_3_1_or_later: bool,
    /// Whether `properties` and `items` without `type` imply an object and an array.
    implies_types: bool,
    /// The formats of the target.
    formats: &'a Formats,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl<'a> Lowering<'a> {
    /// Creates a placeholder type for each component, to which references can refer.
    pub(super) fn new(document: &'a OpenAPI, formats: &'a Formats, diagnostics: &'a mut Diagnostics) -> Self {
        let mut names: Vec<&str> = component_schemas(document).map(|(name, _)| name).collect();
        names.sort_unstable();
        let components = names.iter().enumerate().map(|(index, name)| (*name, TypeId(index))).collect();
        let types =
            names.iter().map(|name| placeholder(SchemaPath::new(SchemaRoot::Component((*name).to_owned())))).collect();
        Self {
            document,
            components,
            types,
            interned: HashMap::new(),
            recursion_guard: RecursionGuard::of(names.len() + document.operations().count()),
            translations: TranslationCache::new(),
            holding_files: BTreeSet::new(),
            holds_files: false,
            is_3_1_or_later: super::is_3_1_or_later(document),
            implies_types: true,
            formats,
            diagnostics,
        }
    }

    /// Lowers every component schema.
    pub(super) fn lower_components(&mut self) {
        let document = self.document;
        for (name, node) in component_schemas(document) {
            let Some(&id) = self.components.get(name) else { continue };
            let path = SchemaPath::new(SchemaRoot::Component(name.to_owned()));
            self.holds_files = self.holding_files.contains(name);
            let lowered = match node {
                ReferenceOr::Reference { reference } => self.alias(reference),
                ReferenceOr::Item(schema) => Some(self.named(schema, &path)),
            };
            self.holds_files = false;
            if let (Some(slot), Some(mut lowered)) = (self.types.get_mut(id.0), lowered) {
                lowered.paths.clone_from(&slot.paths);
                *slot = lowered;
            }
        }
    }

    /// Calls `lower` for schemas of a multipart body.
    pub(super) fn with_files<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> T {
        self.holds_files = true;
        let lowered = lower(self);
        self.holds_files = false;
        lowered
    }

    /// Lowers an inline schema to a new type, whatever its shape. A reference has a type already.
    pub(super) fn lower_own(&mut self, node: Node<'a>, path: &SchemaPath) -> Lowered {
        let Node::Schema(schema) = node else { return self.lower(node, path) };
        let own = self.named(schema, path);
        Lowered::of_type(self.push(own))
    }

    /// Lowers a schema. Equal inline schemas may share a type.
    pub(super) fn lower(&mut self, node: Node<'a>, path: &SchemaPath) -> Lowered {
        match node {
            Node::Reference(reference) => match self.component(reference) {
                Some(id) => Lowered::of_type(id),
                None => Lowered::any(),
            },
            Node::Schema(schema) => self.lower_inline(schema, path),
        }
    }

    /// Returns the current types.
    pub(super) fn types(&self) -> &[Type] {
        &self.types
    }

    /// Returns the types, component types first.
    pub(super) fn into_types(self) -> Vec<Type> {
        self.types
    }

    /// Returns the type of a component schema. An unknown one is reported.
    fn component(&mut self, reference: &str) -> Option<TypeId> {
        let id = component_name(reference).and_then(|name| self.components.get(name)).copied();
        if id.is_none() {
            self.diagnostics.error(
                "dangling-reference",
                "",
                format!("`{reference}` names no component schema"),
                "add the schema to components/schemas, or correct the name",
            );
        }
        id
    }

    /// Returns the Schema Object of a node, following references.
    fn resolve(&self, node: Node<'a>) -> Option<&'a openapiv3::Schema> {
        let mut node = node;
        // Chains that are longer than the number of components are cyclic.
        for _ in 0..=self.components.len() {
            match node {
                Node::Schema(schema) => return Some(schema),
                Node::Reference(reference) => {
                    let schemas = &self.document.components.as_ref()?.schemas;
                    node = Node::from(schemas.get(component_name(reference)?)?);
                }
            }
        }
        None
    }

    fn alias(&mut self, reference: &str) -> Option<Type> {
        let id = self.component(reference)?;
        Some(Type {
            paths: Vec::new(),
            kind: TypeKind::Alias(id),
            docs: Docs::default(),
            child_docs: Vec::new(),
            schema: Schema { all_of: vec![SchemaRef::Type(id)], ..Schema::default() },
            in_request: false,
            in_response: false,
        })
    }

    fn named(&mut self, source: &'a openapiv3::Schema, path: &SchemaPath) -> Type {
        let keywords = &Keywords::of(source);
        let mut subschemas = LoweredSubschemas::default();
        let mut shape = self.type_shape(source, keywords, path, &mut subschemas);
        if is_base(keywords) {
            shape.keep_additional_properties();
        }
        let schema = self.assertions(keywords, subschemas);
        let (kind, child_docs, schema) = match shape {
            TypeShape::Named(kind, child_docs) if !schema.nullable => (kind, child_docs, schema),
            TypeShape::Named(kind, child_docs) => {
                let path = path.join(PathSegment::Variant("value".to_owned()));
                let inner = self.type_of(keywords, kind, child_docs, schema, &path);
                let shape = Shape::Nullable(Box::new(Shape::Type(inner)));
                let schema = Schema { nullable: true, all_of: vec![SchemaRef::Type(inner)], ..Schema::default() };
                (TypeKind::Newtype(shape), Vec::new(), schema)
            }
            TypeShape::Unnamed(shape) => (TypeKind::Newtype(nullable_if(schema.nullable, shape)), Vec::new(), schema),
        };
        Type {
            paths: vec![path.clone()],
            kind,
            docs: docs(keywords),
            child_docs,
            schema,
            in_request: false,
            in_response: false,
        }
    }

    fn lower_inline(&mut self, source: &'a openapiv3::Schema, path: &SchemaPath) -> Lowered {
        let keywords = &Keywords::of(source);
        if !intersection::is_composed(keywords) {
            return self.lower_alone(source, keywords, path);
        }
        let intersection = self.intersection(&[Node::Schema(source)]);
        if self.single_equivalent(keywords, &intersection).is_some() {
            return self.lower_alone(source, keywords, path);
        }
        let present = &Keywords { nullable: false, ..keywords.clone() };
        let lower = |lowering: &mut Self| Some(lowering.lower_alone(source, present, path));
        let assertions_only = |lowering: &mut Self| {
            SchemaRef::Inline(Box::new(lowering.assertions(present, LoweredSubschemas::default())))
        };
        let lowered = self.with_recursion_guard(&intersection, path, lower, assertions_only);
        let lowered = lowered.unwrap_or_else(Lowered::any);
        if keywords.nullable { lowered.make_nullable() } else { lowered }
    }

    fn lower_alone(&mut self, source: &'a openapiv3::Schema, keywords: &Keywords<'a>, path: &SchemaPath) -> Lowered {
        let mut subschemas = LoweredSubschemas::default();
        let shape = self.type_shape(source, keywords, path, &mut subschemas);
        let schema = self.assertions(keywords, subschemas);
        self.lowered(shape, keywords, schema, path)
    }

    /// Returns the type of a kind and a schema: an equal type, or else a new one.
    fn type_of(
        &mut self,
        keywords: &Keywords<'a>,
        kind: TypeKind,
        child_docs: Vec<Docs>,
        schema: Schema,
        path: &SchemaPath,
    ) -> TypeId {
        let schema = Schema { nullable: false, ..schema };
        let key = (kind, schema);
        let holder = intern::owner_words(path);
        let mut alike = self.interned.get_mut(&key).into_iter().flatten();
        if let Some(id) = alike.find_map(|shared| shared.may_share_type(&holder).then_some(shared.id)) {
            if let Some(found) = self.types.get_mut(id.0) {
                found.paths.push(path.clone());
            }
            return id;
        }
        let id = self.push(Type {
            paths: vec![path.clone()],
            kind: key.0.clone(),
            docs: docs(keywords),
            child_docs,
            schema: key.1.clone(),
            in_request: false,
            in_response: false,
        });
        self.interned.entry(key).or_default().push(intern::Shared::new(id, holder));
        id
    }

    fn push(&mut self, new: Type) -> TypeId {
        self.types.push(new);
        TypeId(self.types.len() - 1)
    }

    fn type_shape(
        &mut self,
        source: &'a openapiv3::Schema,
        keywords: &Keywords<'a>,
        path: &SchemaPath,
        subschemas: &mut LoweredSubschemas,
    ) -> TypeShape {
        if intersection::is_composed(keywords) {
            self.lower_composed(source, keywords, path, subschemas)
        } else {
            let shape = self.lower_uncomposed(keywords, path, subschemas);
            if keywords.enum_values.is_some() { self.make_nullable(shape, keywords, path) } else { shape }
        }
    }

    /// Returns the shape of a schema that is not composed.
    fn lower_uncomposed(
        &mut self,
        keywords: &Keywords<'a>,
        path: &SchemaPath,
        subschemas: &mut LoweredSubschemas,
    ) -> TypeShape {
        if let Some(values) = &keywords.enum_values {
            return enums::shape(values);
        }
        let format = scalars::effective_format(keywords, self.formats);
        match keywords.r#type.and_then(JsonType::parse) {
            Some(JsonType::String) => TypeShape::Unnamed(match format {
                Some("binary") if self.holds_files => Shape::Binary,
                _ => scalars::string(keywords, self.formats),
            }),
            Some(JsonType::Integer | JsonType::Integer2020) => {
                TypeShape::Unnamed(scalars::integer(keywords, self.formats))
            }
            Some(JsonType::Number) => TypeShape::Unnamed(scalars::number(format, self.formats)),
            Some(JsonType::Boolean) => TypeShape::Unnamed(Shape::Boolean),
            Some(JsonType::Array) => self.array(keywords, path, subschemas),
            Some(JsonType::Object) => self.object(keywords, path, subschemas),
            Some(JsonType::Null) => TypeShape::Unnamed(Shape::Any),
            None => self.untyped(keywords, path, subschemas),
        }
    }

    /// Returns the shape of a schema without `type`, which other keywords may imply.
    fn untyped(&mut self, keywords: &Keywords<'a>, path: &SchemaPath, subschemas: &mut LoweredSubschemas) -> TypeShape {
        match scalars::implied_type(keywords) {
            Some(JsonType::Array) => {
                self.implied_type(keywords, "array", "items");
                self.array(keywords, path, subschemas)
            }
            Some(_) => {
                let keyword = if keywords.properties.is_empty() { "additionalProperties" } else { "properties" };
                self.implied_type(keywords, "object", keyword);
                self.object(keywords, path, subschemas)
            }
            None if self.holds_files && keywords.format.as_deref() == Some("binary") => {
                TypeShape::Unnamed(Shape::Binary)
            }
            None => TypeShape::Unnamed(Shape::Any),
        }
    }

    fn implied_type(&mut self, keywords: &Keywords<'_>, name: &str, keyword: &str) {
        self.diagnostics.note(
            "implied-type",
            keywords.pointer,
            format!("`{keyword}` without `type` is read as `type: {name}`"),
            format!("add `type: {name}`"),
        );
    }

    fn array(&mut self, keywords: &Keywords<'a>, path: &SchemaPath, subschemas: &mut LoweredSubschemas) -> TypeShape {
        let items = keywords.items.filter(|_| keywords.extension("prefixItems").is_none());
        // Tuples and arrays without `items` have items of any type.
        let Some(items) = items else { return TypeShape::Unnamed(Shape::Array(Box::new(Shape::Any))) };
        let items = self.lower(items, &path.join(PathSegment::Item));
        subschemas.items = Some(items.schema);
        TypeShape::Unnamed(Shape::Array(Box::new(items.shape)))
    }
}

/// Returns the name of the component schema in a reference.
pub(super) fn component_name(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/components/schemas/")
}

/// Returns the annotations of a schema.
fn docs(keywords: &Keywords<'_>) -> Docs {
    Docs {
        title: keywords.title.map(str::to_owned),
        description: keywords.description.map(str::to_owned),
        deprecated: keywords.deprecated,
        pointer: keywords.pointer.to_owned(),
    }
}

fn component_schemas(document: &OpenAPI) -> impl Iterator<Item = (&str, &ReferenceOr<openapiv3::Schema>)> {
    let schemas = document.components.iter().flat_map(|components| &components.schemas);
    let mut sorted: Vec<_> = schemas.map(|(name, node)| (name.as_str(), node)).collect();
    sorted.sort_unstable_by_key(|(name, _)| *name);
    sorted.into_iter()
}

fn placeholder(path: SchemaPath) -> Type {
    Type {
        paths: vec![path],
        kind: TypeKind::Newtype(Shape::Any),
        docs: Docs::default(),
        child_docs: Vec::new(),
        schema: Schema::default(),
        in_request: false,
        in_response: false,
    }
}

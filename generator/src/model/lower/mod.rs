//! From Schema Objects to shapes, types and assertions.
//!
//! Two things are made of each schema, side by side: its *assertions*, which say exactly what the document says, and its *form*, which is
//! the natural type for what satisfies them. A constraint changes the form in two cases: bounds that only a `u64` keeps, and those
//! beside `date-time` and `uuid`, whose usual spelling they may refuse.

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
use super::schema_path::{Place, Root, Step};
use super::types::{Docs, Kind, Shape, Type, TypeId};
use crate::diagnostic::Diagnostics;
use crate::target::Formats;
use assertions::Parts;
use patterns::Translations;
use recursion_guard::Circles;
pub(super) use shape::Lowered;
use shape::{Form, is_base, nullable_if};

/// The state of lowering: the types so far, and what shapes they have.
pub(super) struct Lowering<'a> {
    document: &'a OpenAPI,
    components: BTreeMap<&'a str, TypeId>,
    types: Vec<Type>,
    interned: HashMap<(Kind, Schema), Vec<intern::Shared>>,
    circles: Circles,
    translations: Translations,
    /// The components in which `format: binary` stands for bytes.
    pub(super) holding_files: BTreeSet<String>,
    /// Whether it does so in what is being lowered.
    holds_files: bool,
    /// Whether the document is written for OpenAPI 3.1 or later.
    is_later: bool,
    /// Whether `properties` and `items` without `type` ask for an object and an array.
    implies_types: bool,
    /// What the target says of formats.
    formats: &'a Formats,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl<'a> Lowering<'a> {
    /// Begins with a type for each component, so that references find theirs.
    pub(super) fn new(document: &'a OpenAPI, formats: &'a Formats, diagnostics: &'a mut Diagnostics) -> Self {
        let mut names: Vec<&str> = component_schemas(document).map(|(name, _)| name).collect();
        names.sort_unstable();
        let components = names.iter().enumerate().map(|(index, name)| (*name, TypeId(index))).collect();
        let types = names.iter().map(|name| placeholder(Place::new(Root::Component((*name).to_owned())))).collect();
        Self {
            document,
            components,
            types,
            interned: HashMap::new(),
            circles: Circles::of(names.len() + document.operations().count()),
            translations: Translations::new(),
            holding_files: BTreeSet::new(),
            holds_files: false,
            is_later: super::is_later(document),
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
            let place = Place::new(Root::Component(name.to_owned()));
            self.holds_files = self.holding_files.contains(name);
            let lowered = match node {
                ReferenceOr::Reference { reference } => self.alias(reference),
                ReferenceOr::Item(schema) => Some(self.named(schema, &place)),
            };
            self.holds_files = false;
            if let (Some(slot), Some(mut lowered)) = (self.types.get_mut(id.0), lowered) {
                lowered.places.clone_from(&slot.places);
                *slot = lowered;
            }
        }
    }

    /// Lowers what `lower` does as parts of a multipart body.
    pub(super) fn with_files<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> T {
        self.holds_files = true;
        let lowered = lower(self);
        self.holds_files = false;
        lowered
    }

    /// Lowers a schema that gets a type of its own, whatever its form; a reference has one already.
    pub(super) fn lower_own(&mut self, node: Node<'a>, place: &Place) -> Lowered {
        let Node::Schema(schema) = node else { return self.lower(node, place) };
        let own = self.named(schema, place);
        Lowered::of_type(self.push(own))
    }

    /// Lowers a schema; one whose form needs a name shares it with others that are alike.
    pub(super) fn lower(&mut self, node: Node<'a>, place: &Place) -> Lowered {
        match node {
            Node::Reference(reference) => match self.component(reference) {
                Some(id) => Lowered::of_type(id),
                None => Lowered::any(),
            },
            Node::Schema(schema) => self.lower_inline(schema, place),
        }
    }

    /// Returns the types so far.
    pub(super) fn types(&self) -> &[Type] {
        &self.types
    }

    /// Returns the types, component types first.
    pub(super) fn into_types(self) -> Vec<Type> {
        self.types
    }

    /// Returns the type of the component schema that `reference` names; an unknown one is reported.
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

    /// Returns the Schema Object that a node stands for, following references.
    fn resolve(&self, node: Node<'a>) -> Option<&'a openapiv3::Schema> {
        let mut node = node;
        // A chain longer than the components there are goes round in a circle.
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
            places: Vec::new(),
            kind: Kind::Alias(id),
            docs: Docs::default(),
            member_docs: Vec::new(),
            schema: Schema { all_of: vec![SchemaRef::Type(id)], ..Schema::default() },
            sent: false,
            received: false,
        })
    }

    fn named(&mut self, source: &'a openapiv3::Schema, place: &Place) -> Type {
        let keywords = &Keywords::of(source);
        let mut parts = Parts::default();
        let mut form = self.form(source, keywords, place, &mut parts);
        if is_base(keywords) {
            form.keep_rest();
        }
        let schema = self.assertions(keywords, parts);
        let (kind, member_docs, schema) = match form {
            Form::Kind(kind, member_docs) if !schema.nullable => (kind, member_docs, schema),
            Form::Kind(kind, member_docs) => {
                let place = place.step(Step::Member("value".to_owned()));
                let inner = self.type_of(keywords, kind, member_docs, schema, &place);
                let shape = Shape::Nullable(Box::new(Shape::Type(inner)));
                let schema = Schema { nullable: true, all_of: vec![SchemaRef::Type(inner)], ..Schema::default() };
                (Kind::Newtype(shape), Vec::new(), schema)
            }
            Form::Shape(shape) => (Kind::Newtype(nullable_if(schema.nullable, shape)), Vec::new(), schema),
        };
        Type {
            places: vec![place.clone()],
            kind,
            docs: docs(keywords),
            member_docs,
            schema,
            sent: false,
            received: false,
        }
    }

    fn lower_inline(&mut self, source: &'a openapiv3::Schema, place: &Place) -> Lowered {
        let keywords = &Keywords::of(source);
        if !intersection::is_composed(keywords) {
            return self.lower_form(source, keywords, place);
        }
        let whole = self.conjunction(&[Node::Schema(source)]);
        if self.sole(keywords, &whole).is_some() {
            return self.lower_form(source, keywords, place);
        }
        let present = &Keywords { nullable: false, ..keywords.clone() };
        let lower = |lowering: &mut Self| Some(lowering.lower_form(source, present, place));
        let judge = |lowering: &mut Self| SchemaRef::Inline(Box::new(lowering.assertions(present, Parts::default())));
        let lowered = self.guarded(&whole, place, lower, judge);
        let lowered = lowered.unwrap_or_else(Lowered::any);
        if keywords.nullable { lowered.or_null() } else { lowered }
    }

    fn lower_form(&mut self, source: &'a openapiv3::Schema, keywords: &Keywords<'a>, place: &Place) -> Lowered {
        let mut parts = Parts::default();
        let form = self.form(source, keywords, place, &mut parts);
        let schema = self.assertions(keywords, parts);
        self.lowered(form, keywords, schema, place)
    }

    /// Returns the type of a form: one that is there already if it is alike, or else a new one.
    fn type_of(
        &mut self,
        keywords: &Keywords<'a>,
        kind: Kind,
        member_docs: Vec<Docs>,
        schema: Schema,
        place: &Place,
    ) -> TypeId {
        let schema = Schema { nullable: false, ..schema };
        let key = (kind, schema);
        let holder = intern::holder(place);
        let mut alike = self.interned.get_mut(&key).into_iter().flatten();
        if let Some(id) = alike.find_map(|shared| shared.admit(&holder).then_some(shared.id)) {
            if let Some(found) = self.types.get_mut(id.0) {
                found.places.push(place.clone());
            }
            return id;
        }
        let id = self.push(Type {
            places: vec![place.clone()],
            kind: key.0.clone(),
            docs: docs(keywords),
            member_docs,
            schema: key.1.clone(),
            sent: false,
            received: false,
        });
        self.interned.entry(key).or_default().push(intern::Shared::new(id, holder));
        id
    }

    fn push(&mut self, new: Type) -> TypeId {
        self.types.push(new);
        TypeId(self.types.len() - 1)
    }

    fn form(
        &mut self,
        source: &'a openapiv3::Schema,
        keywords: &Keywords<'a>,
        place: &Place,
        parts: &mut Parts,
    ) -> Form {
        if intersection::is_composed(keywords) {
            self.composed(source, keywords, place, parts)
        } else {
            let form = self.simple(keywords, place, parts);
            if keywords.values.is_some() { self.or_null(form, keywords, place) } else { form }
        }
    }

    /// Returns the form of a schema that is not composed of others.
    fn simple(&mut self, keywords: &Keywords<'a>, place: &Place, parts: &mut Parts) -> Form {
        if let Some(values) = &keywords.values {
            return enums::form(values);
        }
        let format = scalars::told_format(keywords, self.formats);
        match keywords.r#type.and_then(JsonType::parse) {
            Some(JsonType::String) => Form::Shape(match format {
                Some("binary") if self.holds_files => Shape::Binary,
                _ => scalars::string(keywords, self.formats),
            }),
            Some(JsonType::Integer | JsonType::Whole) => Form::Shape(scalars::integer(keywords, self.formats)),
            Some(JsonType::Number) => Form::Shape(scalars::number(format, self.formats)),
            Some(JsonType::Boolean) => Form::Shape(Shape::Boolean),
            Some(JsonType::Array) => self.array(keywords, place, parts),
            Some(JsonType::Object) => self.object(keywords, place, parts),
            Some(JsonType::Null) => Form::Shape(Shape::Any),
            None => self.untyped(keywords, place, parts),
        }
    }

    /// A schema without `type` whose other keywords say what it is for.
    fn untyped(&mut self, keywords: &Keywords<'a>, place: &Place, parts: &mut Parts) -> Form {
        match scalars::implied_type(keywords) {
            Some(JsonType::Array) => {
                self.implied_type(keywords, "array", "items");
                self.array(keywords, place, parts)
            }
            Some(_) => {
                let keyword = if keywords.properties.is_empty() { "additionalProperties" } else { "properties" };
                self.implied_type(keywords, "object", keyword);
                self.object(keywords, place, parts)
            }
            None if self.holds_files && keywords.format.as_deref() == Some("binary") => Form::Shape(Shape::Binary),
            None => Form::Shape(Shape::Any),
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

    fn array(&mut self, keywords: &Keywords<'a>, place: &Place, parts: &mut Parts) -> Form {
        let items = keywords.items.filter(|_| keywords.later("prefixItems").is_none());
        // Without a schema for all of them, items may be anything.
        let Some(items) = items else { return Form::Shape(Shape::Array(Box::new(Shape::Any))) };
        let items = self.lower(items, &place.step(Step::Item));
        parts.items = Some(items.schema);
        Form::Shape(Shape::Array(Box::new(items.shape)))
    }
}

/// Returns the name of the component schema that a reference names.
pub(super) fn component_name(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/components/schemas/")
}

/// What a schema says of itself, for people.
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

fn placeholder(place: Place) -> Type {
    Type {
        places: vec![place],
        kind: Kind::Newtype(Shape::Any),
        docs: Docs::default(),
        member_docs: Vec::new(),
        schema: Schema::default(),
        sent: false,
        received: false,
    }
}

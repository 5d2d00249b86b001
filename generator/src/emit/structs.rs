//! Structs of objects.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;

use super::context::{Context, NamedType, ident};
use super::fields::{self, Presence, StructField};
use super::json_scalar;
use super::serde_rename::Style;
use super::symbols::Symbol;
use super::{builders, constraint_docs, default_getters, doc_comment, schemas};
use crate::model::types::Struct;

/// Emits a struct and its implementations.
pub(super) fn emit(context: &Context<'_>, named: NamedType<'_>, object: &Struct) -> TokenStream {
    let fields = fields::fields(context, named, object);
    let layout = Layout::of(context, named, object, &fields);
    let declaration = declaration(context, &layout);
    let serialize = layout.needs_serialize().then(|| serialize(context, &layout));
    let object = layout.property_entries.as_deref().map(|entries| object_macro(context, &layout, entries));
    let needs_deserialize = layout.additional_properties.is_some() && layout.property_entries.is_none();
    let deserialize = needs_deserialize.then(|| deserialize(context, &layout));
    let debug = (layout.is_redacted && !layout.is_open_object()).then(|| super::debug(context, &layout.name));
    let inherent = inherent(context, &layout);
    let builder = builders::emit(context, &layout);
    let validate = layout.property_entries.is_none().then(|| schemas::validate(context, named));
    quote!(#declaration #object #serialize #deserialize #debug #inherent #builder #validate)
}

/// Emits the getters of fields with a default.
fn inherent(context: &Context<'_>, layout: &Layout<'_>) -> Option<TokenStream> {
    let name = &layout.name;
    let items: TokenStream = default_getters::getters(context, layout).into_iter().collect();
    (!items.is_empty()).then(|| quote!(impl #name { #items }))
}

/// A struct, and facts that its emitters share.
pub(super) struct Layout<'a> {
    pub(super) named: NamedType<'a>,
    pub(super) object: &'a Struct,
    pub(super) fields: &'a [StructField<'a>],
    pub(super) name: Ident,
    pub(super) style: Style,
    /// The field of additional properties, and their type.
    pub(super) additional_properties: Option<(Ident, TokenStream)>,
    /// Whether additional properties contain integers that may be serialized as `1.0`.
    additional_accept_integral_floats: bool,
    pub(super) has_default: bool,
    /// Whether `Debug` redacts something.
    pub(super) is_redacted: bool,
    /// The field or value of each property of the schema, if these are all that is serialized.
    property_entries: Option<Vec<TokenStream>>,
}

impl<'a> Layout<'a> {
    fn of(context: &Context<'_>, named: NamedType<'a>, object: &'a Struct, fields: &'a [StructField<'a>]) -> Self {
        let style = Style::of(fields.iter().map(|field| (field.field.name.as_str(), &field.ident)));
        let additional = named.names.additional_properties.as_ref().zip(object.additional_properties.as_ref());
        let redacted = |name: &String| context.target.redact.contains(name);
        Self {
            named,
            object,
            fields,
            name: named.ident(),
            style,
            additional_properties: additional.map(|(name, shape)| (ident(name), context.shape(shape))),
            additional_accept_integral_floats: object
                .additional_properties
                .as_ref()
                .is_some_and(|additional| context.accepts_integral_floats(additional)),
            has_default: named.definition.has_default(),
            is_redacted: object
                .fields
                .iter()
                .any(|field| redacted(&field.name) || context.may_hold_secrets(&field.shape))
                || (object.additional_properties.is_some() && !context.target.redact.is_empty()),
            property_entries: property_entries(context, named, object, fields),
        }
    }

    /// Returns whether the struct needs `#[serde(default)]`. An absent `Option` is `None` anyway.
    fn needs_default(&self) -> bool {
        self.has_default && self.fields.iter().any(StructField::needs_default)
    }

    /// Returns whether `open_object!` implements its traits.
    fn is_open_object(&self) -> bool {
        self.additional_properties.is_some() && self.property_entries.is_some()
    }

    /// Returns whether `Deserialize` is derived. `object!` implements it, unless some properties have no field.
    fn derives_deserialize(&self) -> bool {
        let is_implemented = self.property_entries.is_some() && self.object.discriminator_fields.is_empty();
        self.additional_properties.is_none() && !is_implemented
    }

    /// Returns whether `Serialize` can't be derived.
    fn needs_serialize(&self) -> bool {
        self.property_entries.is_none()
            && (self.additional_properties.is_some() || !self.object.discriminator_fields.is_empty())
    }
}

/// Returns the entry of each property in the macro `object!`: a field, or the value of a discriminator.
fn property_entries(
    context: &Context<'_>,
    named: NamedType<'_>,
    object: &Struct,
    fields: &[StructField<'_>],
) -> Option<Vec<TokenStream>> {
    let properties = &named.definition.schema.properties;
    if properties.is_empty() || properties.len() != fields.len() + object.discriminator_fields.len() {
        return None;
    }
    // A rare case that the macro `open_object!` does not support is written out.
    if object.additional_properties.as_ref().is_some_and(|additional| context.accepts_integral_floats(additional)) {
        return None;
    }
    let entries = properties.iter().map(|property| {
        let field = fields.iter().find(|field| field.field.name == property.name);
        let field = field.filter(|field| field.field.required == property.required);
        let field = field.map(|field| field.ident.to_token_stream());
        let is_literal = |value: &Value| value.is_string() || value.is_boolean() || value.is_u64();
        let discriminator =
            || object.discriminator_fields.iter().find(|known| known.name == property.name && is_literal(&known.value));
        field.or_else(|| discriminator().map(|known| json_scalar(&known.value)))
    });
    entries.collect()
}

/// Emits the macro that implements `Serialize`, `Validate` and `Deserialize`, unless that is derived.
fn object_macro(context: &Context<'_>, layout: &Layout<'_>, entries: &[TokenStream]) -> TokenStream {
    let name = &layout.name;
    let schema = &layout.named.definition.schema;
    let redact = context.redact();
    let rows = schemas::property_entries(context, schema, entries);
    let beyond = schemas::schema_beyond_properties(context, schema).map(|schema| quote!(; #schema));
    let Some((additional, _)) = &layout.additional_properties else {
        let object = context.uses.get(Symbol::ObjectMacro);
        let rows = schema.properties.iter().zip(rows).map(|(property, row)| {
            let field = layout.fields.iter().find(|field| field.field.name == property.name);
            let via = field.filter(|_| !layout.derives_deserialize()).and_then(StructField::via);
            quote!(#row #via)
        });
        return quote!(#object!(#name #redact => #(#rows),* #beyond););
    };
    let (mut discriminators, mut fields) = (Vec::new(), Vec::new());
    for (property, row) in schema.properties.iter().zip(rows) {
        let is_discriminator = layout.object.discriminator_fields.iter().any(|known| known.name == property.name);
        let field = layout.fields.iter().find(|field| field.field.name == property.name);
        let via = field.filter(|field| field.null_is_value()).and_then(StructField::via);
        if is_discriminator { discriminators.push(row) } else { fields.push(quote!(#row #via)) }
    }
    let discriminators = (!discriminators.is_empty()).then(|| quote!({ #(#discriminators),* }));
    let integers = layout.fields.iter().filter(|field| field.accepts_integral_floats).map(|field| &field.field.name);
    let integers: Vec<&String> = integers.collect();
    let integers = (!integers.is_empty()).then(|| quote!(, lenient_integers(#(#integers),*)));
    let open_object = context.uses.get(Symbol::OpenObjectMacro);
    quote!(#open_object!(#name #redact #discriminators with #additional #integers => #(#fields),* #beyond);)
}

fn declaration(context: &Context<'_>, layout: &Layout<'_>) -> TokenStream {
    let name = &layout.name;
    let doc = doc_comment(&constraint_docs::type_docs(context, layout.named.definition));
    let deprecated = layout.named.definition.docs.deprecated.then(|| quote!(#[deprecated]));
    let derives = derives(context, layout);
    let serde = container_attribute(layout);
    let fields = layout.fields.iter().map(|field| {
        // Attributes of serde are only allowed with its derives.
        let is_derived = layout.derives_deserialize();
        field
            .declaration(layout.named.definition, is_derived.then(|| field_attribute(context, layout, field)).flatten())
    });
    let additional = layout.additional_properties.as_ref().map(|(name, values)| {
        let map = context.uses.get(Symbol::BTreeMap);
        quote! {
            /// Additional properties.
            pub #name: #map<String, #values>
        }
    });
    let fields = fields.chain(additional);
    quote! {
        #doc
        #deprecated
        #[derive(#(#derives),*)]
        #serde
        pub struct #name {
            #(#fields),*
        }
    }
}

/// Emits `#[serde(…)]` of a field.
fn field_attribute(context: &Context<'_>, layout: &Layout<'_>, field: &StructField<'_>) -> Option<TokenStream> {
    let is_serialized = layout.property_entries.is_none();
    field.serde_attribute(context, layout.style, layout.needs_default(), is_serialized)
}

fn derives(context: &Context<'_>, layout: &Layout<'_>) -> Vec<TokenStream> {
    let mut derives = vec![quote!(Clone)];
    if !layout.is_redacted && !layout.is_open_object() {
        derives.push(quote!(Debug));
    }
    if layout.has_default {
        derives.push(quote!(Default));
    }
    derives.push(quote!(PartialEq));
    if layout.property_entries.is_none() && !layout.needs_serialize() {
        derives.push(context.uses.get(Symbol::Serialize).to_token_stream());
    }
    if layout.derives_deserialize() {
        derives.push(context.uses.get(Symbol::Deserialize).to_token_stream());
    }
    derives
}

fn container_attribute(layout: &Layout<'_>) -> Option<TokenStream> {
    if !layout.derives_deserialize() {
        return None;
    }
    let default = layout.needs_default().then(|| quote!(default));
    let settings: Vec<TokenStream> = layout.style.setting().into_iter().chain(default).collect();
    (!settings.is_empty()).then(|| quote!(#[serde(#(#settings),*)]))
}

/// Emits `Serialize` for a struct with discriminators or additional properties.
fn serialize(context: &Context<'_>, layout: &Layout<'_>) -> TokenStream {
    let name = &layout.name;
    let [serialize, serializer, object_writer] =
        context.uses.all([Symbol::Serialize, Symbol::Serializer, Symbol::ObjectWriterModule]);
    let discriminators = layout.object.discriminator_fields.iter().map(|field| {
        let (name, value) = (&field.name, json_scalar(&field.value));
        quote!(writer.required(#name, &#value)?;)
    });
    let fields = layout.fields.iter().map(|field| {
        let (ident, name) = (&field.ident, &field.field.name);
        match field.presence {
            Presence::Required => quote!(writer.required(#name, &self.#ident)?;),
            Presence::Optional => quote!(writer.optional(#name, &self.#ident)?;),
            Presence::Nullable => quote!(writer.nullable(#name, &self.#ident)?;),
        }
    });
    let additional = layout
        .additional_properties
        .as_ref()
        .map(|(additional, _)| quote!(writer.additional_properties(&self.#additional)?;));
    quote! {
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut writer = #object_writer::ObjectWriter::begin(serializer)?;
                #(#discriminators)*
                #(#fields)*
                #additional
                writer.end()
            }
        }
    }
}

/// Emits `Deserialize` for a struct with additional properties.
fn deserialize(context: &Context<'_>, layout: &Layout<'_>) -> TokenStream {
    let name = &layout.name;
    let [deserialize, deserializer, object_reader] =
        context.uses.all([Symbol::Deserialize, Symbol::Deserializer, Symbol::ObjectReaderModule]);
    let fields = layout.fields.iter().map(|field| {
        let (ident, name) = (&field.ident, &field.field.name);
        let read = match field.presence {
            Presence::Required => quote!(required),
            Presence::Optional if field.null_is_value() => quote!(present),
            Presence::Optional => quote!(optional),
            Presence::Nullable => quote!(nullable),
        };
        quote!(#ident: properties.#read(#name)?)
    });
    let discriminators = layout.object.discriminator_fields.iter().map(|field| {
        let name = &field.name;
        quote!(properties.skip(#name);)
    });
    let plain = layout.fields.iter().filter(|field| field.accepts_integral_floats).map(|field| {
        let name = &field.field.name;
        quote!(properties.normalize_integers(#name);)
    });
    let integers = layout.additional_accept_integral_floats.then(|| quote!(.with_plain_integers()));
    let additional = layout
        .additional_properties
        .as_ref()
        .map(|(additional, _)| quote!(#additional: properties #integers.additional_properties()?));
    let fields = fields.chain(additional);
    quote! {
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #object_reader::read(deserializer, |mut properties| {
                    #(#discriminators)*
                    #(#plain)*
                    Ok(Self { #(#fields),* })
                })
            }
        }
    }
}

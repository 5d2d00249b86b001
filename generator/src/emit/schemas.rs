//! Schemas as constants, which the runtime validates.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::{Context, NamedType};
use super::symbols::Symbol;
use super::{keywords_2020, literals, scalar_keywords};
use crate::model::schema::{Access, EnumSource, JsonType, Property, Schema, SchemaRef};
use crate::model::types::TypeId;

/// Emits `Validate` for a type. Properties are a separate constant, which is less nested.
pub(super) fn validate(context: &Context<'_>, named: NamedType<'_>) -> TokenStream {
    let name = named.ident();
    let schema = &named.definition.schema;
    let properties = properties(context, schema);
    let properties = (!properties.is_empty()).then(|| {
        let module = context.uses.get(Symbol::SchemaModule);
        quote!(const PROPERTIES: &'static [#module::Property] = &[#(#properties),*];)
    });
    let schema = match properties {
        Some(_) => schema_beyond_properties(context, schema),
        None => Some(inline(context, schema)),
    };
    let schema = schema.map(|schema| {
        let r#type = context.uses.get(Symbol::Schema);
        quote!(const SCHEMA: #r#type = #schema;)
    });
    let redacted = context.redacted().map(|redacted| quote!(const REDACTED: &'static [&'static str] = #redacted;));
    let validate = context.uses.get(Symbol::Validate);
    quote!(impl #validate for #name { #properties #schema #redacted })
}

/// Emits the properties of a schema as entries of `object!`, each with its field or value.
pub(super) fn property_entries(context: &Context<'_>, schema: &Schema, entries: &[TokenStream]) -> Vec<TokenStream> {
    let entries = schema.properties.iter().zip(entries).map(|(property, holder)| {
        let name = (holder.to_string() != property.name).then_some(property.name.as_str());
        let (function, direction) = (property_function(context, property), direction(property));
        match &property.schema {
            SchemaRef::Inline(schema) => {
                let (name, schema) = (name.map(|name| quote!(#name,)), whole_chain(context, schema));
                quote!(#holder: #function(#name #schema) #direction)
            }
            SchemaRef::Type(id) => {
                let r#type = context.type_path(*id);
                quote!(#holder: #function::<#r#type>(#name) #direction)
            }
        }
    });
    entries.collect()
}

/// Emits the properties of a schema.
fn properties(context: &Context<'_>, schema: &Schema) -> Vec<TokenStream> {
    schema.properties.iter().map(|declared| property(context, declared)).collect()
}

/// Emits a schema whose properties are in `PROPERTIES`; `None` for an object without other keywords.
pub(super) fn schema_beyond_properties(context: &Context<'_>, schema: &Schema) -> Option<TokenStream> {
    (!is_plain_object(schema)).then(|| {
        let properties = (!schema.properties.is_empty()).then(|| quote!(Self::PROPERTIES));
        let chain = chain(context, schema, properties);
        let r#type = context.uses.get(Symbol::Schema);
        quote!(#r#type::#chain)
    })
}

/// Returns whether a schema is an object with properties and no other keywords.
fn is_plain_object(schema: &Schema) -> bool {
    let default = Schema { r#type: Some(JsonType::Object), properties: schema.properties.clone(), ..Schema::default() };
    *schema == default
}

/// Emits the schema of an enum, unless it has only `type: string` and `enum`.
pub(super) fn schema_beyond_enum(context: &Context<'_>, schema: &Schema) -> Option<TokenStream> {
    let default =
        Schema { r#type: Some(JsonType::String), enum_values: schema.enum_values.clone(), ..Schema::default() };
    (schema.enum_values.is_none() || *schema != default).then(|| inline(context, schema))
}

/// Emits a reference to a schema.
pub(super) fn reference(context: &Context<'_>, schema: &SchemaRef) -> TokenStream {
    match schema {
        SchemaRef::Inline(schema) => {
            let (function, schema) = (context.uses.get(Symbol::Inline), inline(context, schema));
            quote!(#function(&#schema))
        }
        SchemaRef::Type(id) => match context.type_path(*id) {
            Some(name) => {
                let of = context.uses.get(Symbol::Of);
                quote!(#of::<#name>())
            }
            None => {
                let [function, r#type] = context.uses.all([Symbol::Inline, Symbol::Schema]);
                quote!(#function(&#r#type::ANY))
            }
        },
    }
}

fn inline(context: &Context<'_>, schema: &Schema) -> TokenStream {
    let chain = whole_chain(context, schema);
    let r#type = context.uses.get(Symbol::Schema);
    quote!(#r#type::#chain)
}

/// Emits a schema without the prefix `Schema::`.
fn whole_chain(context: &Context<'_>, schema: &Schema) -> TokenStream {
    let schemas = schema.properties.iter().map(|declared| property(context, declared));
    let properties = (!schema.properties.is_empty()).then(|| quote!(&[#(#schemas),*]));
    null_or(context, schema).unwrap_or_else(|| chain(context, schema, properties))
}

/// Emits `null_or`, if the schema is that of a type or `null`.
fn null_or(context: &Context<'_>, schema: &Schema) -> Option<TokenStream> {
    let [SchemaRef::Type(id)] = schema.all_of.as_slice() else { return None };
    let default = Schema { nullable: true, all_of: schema.all_of.clone(), ..Schema::default() };
    let name = if *schema == default { context.type_path(*id)? } else { return None };
    Some(quote!(null_or::<#name>()))
}

/// Emits the constant of a schema's type, and a call for each other keyword.
fn chain(context: &Context<'_>, schema: &Schema, properties: Option<TokenStream>) -> TokenStream {
    let array = array_item(schema).and_then(|id| context.type_path(id)).map(|name| quote!(array_of::<#name>()));
    let is_array_of = array.is_some();
    let mut chain = array.unwrap_or_else(|| base(schema.r#type));
    scalar_keywords::add(context, schema, &mut chain);
    array_keywords(context, schema, is_array_of, &mut chain);
    if let Some(properties) = properties {
        chain.extend(quote!(.properties(#properties)));
    }
    object_keywords(context, schema, &mut chain);
    if let Some(values) = &schema.enum_values {
        let values = values.iter().map(|value| scalar_keywords::literal(context, value));
        chain.extend(match schema.enum_source {
            EnumSource::Enum => quote!(.enum_values(&[#(#values),*])),
            EnumSource::Const => quote!(.const_value(&[#(#values),*])),
            EnumSource::False => quote!(.false_schema()),
        });
    }
    applicators(context, schema, &mut chain);
    if let Some(keywords) = &schema.keywords_2020 {
        let keywords = keywords_2020::emit(context, keywords);
        chain.extend(quote!(.keywords_2020(&#keywords)));
    }
    if schema.nullable {
        chain.extend(quote!(.nullable()));
    }
    chain
}

/// Returns the type of the items, if the schema is an array with items of a type.
fn array_item(schema: &Schema) -> Option<TypeId> {
    match (schema.r#type, &schema.items) {
        (Some(JsonType::Array), Some(SchemaRef::Type(id))) => Some(*id),
        _ => None,
    }
}

/// Emits the constant of a type.
fn base(json_type: Option<JsonType>) -> TokenStream {
    match json_type {
        None => quote!(ANY),
        Some(JsonType::Array) => quote!(ARRAY),
        Some(JsonType::Boolean) => quote!(BOOLEAN),
        Some(JsonType::Integer) => quote!(INTEGER),
        Some(JsonType::Null) => quote!(NULL),
        Some(JsonType::Number) => quote!(NUMBER),
        Some(JsonType::Object) => quote!(OBJECT),
        Some(JsonType::String) => quote!(STRING),
        Some(JsonType::Integer2020) => quote!(INTEGER_2020),
    }
}

/// Adds a call for each keyword of arrays. If `is_array_of` is set, `array_of` specifies the items.
fn array_keywords(context: &Context<'_>, schema: &Schema, is_array_of: bool, chain: &mut TokenStream) {
    if let Some(items) = schema.items.as_ref().filter(|_| !is_array_of) {
        let items = reference(context, items);
        chain.extend(quote!(.items(#items)));
    }
    if let Some(count) = schema.min_items.filter(|count| *count > 0) {
        let count = literals::count(count);
        chain.extend(quote!(.min_items(#count)));
    }
    if let Some(count) = schema.max_items {
        let count = literals::count(count);
        chain.extend(quote!(.max_items(#count)));
    }
    if schema.unique_items {
        chain.extend(quote!(.unique_items()));
    }
}

fn object_keywords(context: &Context<'_>, schema: &Schema, chain: &mut TokenStream) {
    if !schema.required.is_empty() {
        let names = &schema.required;
        chain.extend(quote!(.required(&[#(#names),*])));
    }
    if schema.additional_properties_false {
        chain.extend(quote!(.additional_properties_false()));
    }
    if let Some(additional) = &schema.additional_properties {
        let additional = reference(context, additional);
        chain.extend(quote!(.additional_properties(#additional)));
    }
    if let Some(count) = schema.min_properties.filter(|count| *count > 0) {
        let count = literals::count(count);
        chain.extend(quote!(.min_properties(#count)));
    }
    if let Some(count) = schema.max_properties {
        let count = literals::count(count);
        chain.extend(quote!(.max_properties(#count)));
    }
}

fn property(context: &Context<'_>, property: &Property) -> TokenStream {
    let (name, function, direction) = (&property.name, property_function(context, property), direction(property));
    match &property.schema {
        SchemaRef::Inline(schema) => {
            let schema = inline(context, schema);
            quote!(#function(#name, &#schema) #direction)
        }
        SchemaRef::Type(id) => {
            let r#type = context.type_path(*id);
            quote!(#function::<#r#type>(#name) #direction)
        }
    }
}

/// Returns the function that creates a property.
fn property_function(context: &Context<'_>, property: &Property) -> Ident {
    context.uses.get(match (property.required, &property.schema) {
        (true, SchemaRef::Inline(_)) => Symbol::RequiredProperty,
        (true, SchemaRef::Type(_)) => Symbol::RequiredPropertyOf,
        (false, SchemaRef::Inline(_)) => Symbol::OptionalProperty,
        (false, SchemaRef::Type(_)) => Symbol::OptionalPropertyOf,
    })
}

/// Emits the direction in which a property is required, if it is only one.
fn direction(property: &Property) -> Option<TokenStream> {
    match property.access {
        Access::ReadOnly if property.required => Some(quote!(.in_responses())),
        Access::WriteOnly if property.required => Some(quote!(.in_requests())),
        _ => None,
    }
}

fn applicators(context: &Context<'_>, schema: &Schema, chain: &mut TokenStream) {
    let (any_of, one_of) = match schema {
        schema if !schema.discriminator_values.is_empty() && schema.one_of.is_empty() => {
            ("any_of_by_discriminator", "one_of")
        }
        schema if !schema.discriminator_values.is_empty() => ("any_of", "one_of_by_discriminator"),
        schema if schema.is_type_list => ("type_list", "one_of"),
        _ => ("any_of", "one_of"),
    };
    let lists = [("all_of", &schema.all_of), (any_of, &schema.any_of), (one_of, &schema.one_of)];
    for (method, schemas) in lists.into_iter().filter(|(_, schemas)| !schemas.is_empty()) {
        let method = Ident::new(method, Span::call_site());
        let schemas = schemas.iter().map(|schema| reference(context, schema));
        chain.extend(quote!(.#method(&[#(#schemas),*])));
    }
    if let Some(property) = &schema.discriminator {
        chain.extend(quote!(.discriminator(#property)));
    }
    if !schema.discriminator_values.is_empty() {
        let values = schema.discriminator_values.iter().map(|values| {
            let values = values.iter().map(|value| scalar_keywords::literal(context, value));
            quote!(&[#(#values),*])
        });
        chain.extend(quote!(.discriminator_values(&[#(#values),*])));
    }
    if let Some(not) = &schema.not {
        let not = reference(context, not);
        chain.extend(quote!(.not(#not)));
    }
}

//! Schemas as statics: what the validator walks.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::{Context, NamedType};
use super::{later, literals, scalar_keywords};
use crate::model::schema::{Access, JsonType, ListedBy, Property, Schema, SchemaRef};

/// Emits the `Validate` of a type. Properties are a constant of their own: there they stand less deep than in the schema.
pub(super) fn validate(context: &Context<'_>, named: NamedType<'_>) -> TokenStream {
    let name = named.ident();
    let schema = &named.definition.schema;
    let properties = properties(context, schema);
    let properties =
        (!properties.is_empty()).then(|| quote!(const PROPERTIES: &'static [schema::Property] = &[#(#properties),*];));
    let schema = match properties {
        Some(_) => beyond_properties(context, schema),
        None => Some(inline(context, schema)),
    };
    let schema = schema.map(|schema| quote!(const SCHEMA: Schema = #schema;));
    quote!(impl Validate for #name { #properties #schema })
}

/// Emits the properties of a schema as rows of `object!`, each with what stands for it in the struct.
pub(super) fn rows(context: &Context<'_>, schema: &Schema, holders: &[TokenStream]) -> Vec<TokenStream> {
    let rows = schema.properties.iter().zip(holders).map(|(property, holder)| {
        let name = (holder.to_string() != property.name).then_some(property.name.as_str());
        let (function, direction) = (property_function(property), direction(property));
        match &property.schema {
            SchemaRef::Inline(schema) => {
                let (name, schema) = (name.map(|name| quote!(#name,)), whole_chain(context, schema));
                quote!(#holder: #function(#name #schema) #direction)
            }
            SchemaRef::Type(id) => {
                let (prefix, r#type) = (context.prefix(), context.named(*id).map(|named| named.ident()));
                quote!(#holder: #function::<#prefix #r#type>(#name) #direction)
            }
        }
    });
    rows.collect()
}

/// Emits the properties of a schema.
fn properties(context: &Context<'_>, schema: &Schema) -> Vec<TokenStream> {
    schema.properties.iter().map(|member| property(context, member)).collect()
}

/// Emits a schema whose properties stand in `PROPERTIES`; nothing for an object of which nothing else is said.
pub(super) fn beyond_properties(context: &Context<'_>, schema: &Schema) -> Option<TokenStream> {
    (!is_plain_object(schema)).then(|| {
        let properties = (!schema.properties.is_empty()).then(|| quote!(Self::PROPERTIES));
        let chain = chain(context, schema, properties);
        quote!(Schema::#chain)
    })
}

/// Returns whether a schema asks for an object with its properties, and for nothing else.
fn is_plain_object(schema: &Schema) -> bool {
    let usual = Schema { r#type: Some(JsonType::Object), properties: schema.properties.clone(), ..Schema::default() };
    *schema == usual
}

/// Emits the schema of listed values, unless it is that of strings and says nothing else.
pub(super) fn beyond_values(context: &Context<'_>, schema: &Schema) -> Option<TokenStream> {
    let usual = Schema { r#type: Some(JsonType::String), values: schema.values.clone(), ..Schema::default() };
    (schema.values.is_none() || *schema != usual).then(|| inline(context, schema))
}

/// Emits a schema in a place where another one may stand.
pub(super) fn reference(context: &Context<'_>, schema: &SchemaRef) -> TokenStream {
    match schema {
        SchemaRef::Inline(schema) => {
            let schema = inline(context, schema);
            quote!(inline(&#schema))
        }
        SchemaRef::Type(id) => match context.named(*id) {
            Some(named) => {
                let (prefix, name) = (context.prefix(), named.ident());
                quote!(of::<#prefix #name>())
            }
            None => quote!(inline(&Schema::ANY)),
        },
    }
}

fn inline(context: &Context<'_>, schema: &Schema) -> TokenStream {
    let chain = whole_chain(context, schema);
    quote!(Schema::#chain)
}

/// Emits a schema, without the type that its constants and functions are of.
fn whole_chain(context: &Context<'_>, schema: &Schema) -> TokenStream {
    let members = schema.properties.iter().map(|member| property(context, member));
    let properties = (!schema.properties.is_empty()).then(|| quote!(&[#(#members),*]));
    null_or(context, schema).unwrap_or_else(|| chain(context, schema, properties))
}

/// Emits the schema of a type's values or `null`, if it is one.
fn null_or(context: &Context<'_>, schema: &Schema) -> Option<TokenStream> {
    let [SchemaRef::Type(id)] = schema.all_of.as_slice() else { return None };
    let usual = Schema { nullable: true, all_of: schema.all_of.clone(), ..Schema::default() };
    let named = context.named(*id).filter(|_| *schema == usual)?;
    let (prefix, name) = (context.prefix(), named.ident());
    Some(quote!(null_or::<#prefix #name>()))
}

/// Emits the constant of a schema's type, and a call for each further keyword.
fn chain(context: &Context<'_>, schema: &Schema, properties: Option<TokenStream>) -> TokenStream {
    let mut chain = array_of(context, schema).unwrap_or_else(|| base(schema.r#type));
    scalar_keywords::add(context, schema, &mut chain);
    array_keywords(context, schema, &mut chain);
    if let Some(properties) = properties {
        chain.extend(quote!(.properties(#properties)));
    }
    object_keywords(context, schema, &mut chain);
    if let Some(values) = &schema.values {
        let values = values.iter().map(scalar_keywords::literal);
        chain.extend(match schema.listed_by {
            ListedBy::Enum => quote!(.enum_values(&[#(#values),*])),
            ListedBy::Const => quote!(.const_value(&[#(#values),*])),
            ListedBy::False => quote!(.false_schema()),
        });
    }
    applicators(context, schema, &mut chain);
    if let Some(keywords) = &schema.later {
        let keywords = later::emit(context, keywords);
        chain.extend(quote!(.keywords_2020(&#keywords)));
    }
    if schema.nullable {
        chain.extend(quote!(.nullable()));
    }
    chain
}

/// Emits the schema of an array with items of a type.
fn array_of(context: &Context<'_>, schema: &Schema) -> Option<TokenStream> {
    let (Some(JsonType::Array), Some(SchemaRef::Type(id))) = (schema.r#type, &schema.items) else { return None };
    let (prefix, name) = (context.prefix(), context.named(*id)?.ident());
    Some(quote!(array_of::<#prefix #name>()))
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
        Some(JsonType::Whole) => quote!(INTEGER_2020),
    }
}

fn array_keywords(context: &Context<'_>, schema: &Schema, chain: &mut TokenStream) {
    if let Some(items) = schema.items.as_ref().filter(|_| array_of(context, schema).is_none()) {
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
    if !schema.also_required.is_empty() {
        let names = &schema.also_required;
        chain.extend(quote!(.required(&[#(#names),*])));
    }
    if schema.closed {
        chain.extend(quote!(.additional_properties_false()));
    }
    if let Some(additional) = &schema.additional {
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
    let (name, function, direction) = (&property.name, property_function(property), direction(property));
    match &property.schema {
        SchemaRef::Inline(schema) => {
            let schema = inline(context, schema);
            quote!(#function(#name, &#schema) #direction)
        }
        SchemaRef::Type(id) => {
            let (prefix, holder) = (context.prefix(), context.named(*id).map(|named| named.ident()));
            quote!(#function::<#prefix #holder>(#name) #direction)
        }
    }
}

/// Returns the function that makes a property.
fn property_function(property: &Property) -> Ident {
    let name = match (property.required, &property.schema) {
        (true, SchemaRef::Inline(_)) => "required",
        (true, SchemaRef::Type(_)) => "required_of",
        (false, SchemaRef::Inline(_)) => "optional",
        (false, SchemaRef::Type(_)) => "optional_of",
    };
    Ident::new(name, Span::call_site())
}

/// Emits where a required property is required, if not everywhere.
fn direction(property: &Property) -> Option<TokenStream> {
    match property.access {
        Access::ReadOnly if property.required => Some(quote!(.in_responses())),
        Access::WriteOnly if property.required => Some(quote!(.in_requests())),
        _ => None,
    }
}

fn applicators(context: &Context<'_>, schema: &Schema, chain: &mut TokenStream) {
    let (any_of, one_of) = match schema {
        schema if !schema.tag_values.is_empty() && schema.one_of.is_empty() => ("any_of_by_discriminator", "one_of"),
        schema if !schema.tag_values.is_empty() => ("any_of", "one_of_by_discriminator"),
        schema if schema.lists_types => ("type_list", "one_of"),
        _ => ("any_of", "one_of"),
    };
    let lists = [("all_of", &schema.all_of), (any_of, &schema.any_of), (one_of, &schema.one_of)];
    for (method, members) in lists.into_iter().filter(|(_, members)| !members.is_empty()) {
        let method = Ident::new(method, Span::call_site());
        let members = members.iter().map(|member| reference(context, member));
        chain.extend(quote!(.#method(&[#(#members),*])));
    }
    if let Some(tag) = &schema.tag {
        chain.extend(quote!(.discriminator(#tag)));
    }
    if !schema.tag_values.is_empty() {
        let values = schema.tag_values.iter().map(|values| {
            let values = values.iter().map(scalar_keywords::literal);
            quote!(&[#(#values),*])
        });
        chain.extend(quote!(.discriminator_values(&[#(#values),*])));
    }
    if let Some(not) = &schema.not {
        let not = reference(context, not);
        chain.extend(quote!(.not(#not)));
    }
}

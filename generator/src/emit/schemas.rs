//! Schemas as statics: what the validator walks.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::Value;

use super::context::{Context, NamedType};
use super::{later, literals};
use crate::model::schema::{Access, Bound, Engine, JsonType, Pattern, Property, Schema, SchemaRef};

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
    number_keywords(schema, &mut chain);
    string_keywords(schema, &mut chain);
    array_keywords(context, schema, &mut chain);
    if let Some(properties) = properties {
        chain.extend(quote!(.properties(#properties)));
    }
    object_keywords(context, schema, &mut chain);
    if let Some(values) = &schema.values {
        let values = values.iter().map(literal);
        chain.extend(quote!(.values(&[#(#values),*])));
    }
    applicators(context, schema, &mut chain);
    if let Some(keywords) = &schema.later {
        let keywords = later::emit(context, keywords);
        chain.extend(quote!(.later(&#keywords)));
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
        Some(JsonType::Whole) => quote!(WHOLE),
    }
}

fn number_keywords(schema: &Schema, chain: &mut TokenStream) {
    if let Some(minimum) = &schema.minimum {
        chain.extend(bound(minimum, &quote!(minimum), &quote!(at_least)));
    }
    if let Some(maximum) = &schema.maximum {
        chain.extend(bound(maximum, &quote!(maximum), &quote!(at_most)));
    }
    if let Some(width) = width(schema) {
        chain.extend(quote!(.#width()));
    }
    if let Some(divisor) = &schema.multiple_of {
        let divisor = number(divisor);
        chain.extend(quote!(.multiple_of(#divisor)));
    }
}

/// Returns the method that sets an integer's format, if it is narrower than what the walk tells by itself.
fn width(schema: &Schema) -> Option<Ident> {
    let is_integer = matches!(schema.r#type, Some(JsonType::Integer | JsonType::Whole));
    let method = match schema.format.as_deref().filter(|_| is_integer)? {
        narrow @ ("int8" | "int16" | "int32" | "uint8" | "uint16" | "uint32" | "uint64") => narrow,
        "uint" => "uint64",
        _ => return None,
    };
    Some(Ident::new(method, Span::call_site()))
}

fn bound(bound: &Bound, method: &TokenStream, including: &TokenStream) -> TokenStream {
    let exclusive = bound.exclusive;
    if bound.limit.parse::<i64>().is_err() {
        if !exclusive {
            let (decimal, limit) = (Ident::new(&format!("{including}_decimal"), Span::call_site()), &bound.limit);
            return quote!(.#decimal(#limit));
        }
        let limit = number(&bound.limit);
        return quote!(.#method(schema::Bound { limit: #limit, exclusive: #exclusive }));
    }
    let limit = literals::integer(&bound.limit);
    if exclusive { quote!(.#method(schema::Bound::excluding(#limit))) } else { quote!(.#including(#limit)) }
}

fn number(text: &str) -> TokenStream {
    if text.parse::<i64>().is_ok() {
        let integer = literals::integer(text);
        quote!(schema::Number::Integer(#integer))
    } else {
        quote!(schema::Number::Decimal(#text))
    }
}

fn string_keywords(schema: &Schema, chain: &mut TokenStream) {
    if let Some(length) = schema.min_length.filter(|length| *length > 0) {
        let length = literals::count(length);
        chain.extend(quote!(.min_length(#length)));
    }
    if let Some(length) = schema.max_length {
        let length = literals::count(length);
        chain.extend(quote!(.max_length(#length)));
    }
    if let Some(pattern) = &schema.pattern {
        let pattern = self::pattern(pattern);
        chain.extend(quote!(.pattern(#pattern)));
    }
    if let Some(format) = schema.format.as_deref().and_then(format) {
        chain.extend(quote!(.format(#format)));
    }
}

/// Emits a regular expression.
pub(super) fn pattern(pattern: &Pattern) -> TokenStream {
    let (source, translated) = (&pattern.source, &pattern.translated);
    let module = match pattern.engine {
        Engine::Linear => quote!(pattern),
        Engine::Backtracking => quote!(pattern_backtracking),
    };
    let new = if pattern.by_code_units { quote!(of_code_units) } else { quote!(new) };
    quote! {
        schema::Pattern {
            source: #source,
            is_match: |text| {
                static PATTERN: #module::Compiled = #module::Compiled::#new(#translated);
                PATTERN.is_match(text)
            },
        }
    }
}

/// Returns the check of a format; one that the runtime does not know is no constraint.
fn format(name: &str) -> Option<TokenStream> {
    Some(match name {
        "byte" => quote!(base64::BYTE),
        "date" => quote!(format_time::DATE),
        "date-time" => quote!(format_time::DATE_TIME),
        "duration" => quote!(format_text::DURATION),
        "email" => quote!(format_text::EMAIL),
        "hostname" => quote!(format_host::HOSTNAME),
        "ipv4" => quote!(format_text::IPV4),
        "ipv6" => quote!(format_text::IPV6),
        "iri" => quote!(format_uri::IRI),
        "iri-reference" => quote!(format_uri::IRI_REFERENCE),
        "json-pointer" => quote!(format_text::JSON_POINTER),
        "regex" => quote!(format_regex::REGEX),
        "relative-json-pointer" => quote!(format_text::RELATIVE_JSON_POINTER),
        "time" => quote!(format_time::TIME),
        "uri" => quote!(format_uri::URI),
        "uri-reference" => quote!(format_uri::URI_REFERENCE),
        "uuid" => quote!(format_uuid::UUID),
        _ => return None,
    })
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
        chain.extend(quote!(.also_required(&[#(#names),*])));
    }
    if schema.closed {
        chain.extend(quote!(.closed()));
    }
    if let Some(additional) = &schema.additional {
        let additional = reference(context, additional);
        chain.extend(quote!(.additional(#additional)));
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
        Access::ReadOnly if property.required => Some(quote!(.when_received())),
        Access::WriteOnly if property.required => Some(quote!(.when_sent())),
        _ => None,
    }
}

fn applicators(context: &Context<'_>, schema: &Schema, chain: &mut TokenStream) {
    let lists = [("all_of", &schema.all_of), ("any_of", &schema.any_of), ("one_of", &schema.one_of)];
    for (method, members) in lists.into_iter().filter(|(_, members)| !members.is_empty()) {
        let method = Ident::new(method, Span::call_site());
        let members = members.iter().map(|member| reference(context, member));
        chain.extend(quote!(.#method(&[#(#members),*])));
    }
    if let Some(tag) = &schema.tag {
        chain.extend(quote!(.tag(#tag)));
    }
    if let Some(not) = &schema.not {
        let not = reference(context, not);
        chain.extend(quote!(.not(#not)));
    }
}

/// Emits a value of `enum`.
pub(super) fn literal(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(schema::Literal::Null),
        Value::Bool(value) => quote!(schema::Literal::Boolean(#value)),
        Value::Number(value) => {
            let value = number(&value.to_string());
            quote!(schema::Literal::Number(#value))
        }
        Value::String(value) => quote!(schema::Literal::String(#value)),
        Value::Array(_) | Value::Object(_) => {
            let json = value.to_string();
            quote!(schema::Literal::Json(#json))
        }
    }
}

//! The keywords of numbers and strings, and the values that `enum` lists.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::Value;

use super::literals;
use crate::model::schema::{Bound, Engine, JsonType, Pattern, Schema};

/// Adds a call for each keyword that is for numbers or strings.
pub(super) fn add(schema: &Schema, chain: &mut TokenStream) {
    number_keywords(schema, chain);
    string_keywords(schema, chain);
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

/// Returns the method that sets an integer's format. Without a type the format counts as well: its integers may be those of a type that
/// stands beside it.
fn width(schema: &Schema) -> Option<Ident> {
    let may_be_integer = matches!(schema.r#type, None | Some(JsonType::Integer | JsonType::Whole));
    let method = match schema.format.as_deref().filter(|_| may_be_integer)? {
        named @ ("int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64") => named,
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

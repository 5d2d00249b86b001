//! The keywords of numbers and strings, and the values of `enum`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::Value;

use super::context::Context;
use super::literals;
use super::uses::Requirement;
use crate::model::schema::{Bound, Engine, JsonType, Pattern, Schema};

/// Adds a call for each keyword of numbers or strings.
pub(super) fn add(context: &Context<'_>, schema: &Schema, chain: &mut TokenStream) {
    number_keywords(schema, chain);
    string_keywords(context, schema, chain);
}

fn number_keywords(schema: &Schema, chain: &mut TokenStream) {
    if let Some(minimum) = &schema.minimum {
        chain.extend(bound(minimum, &quote!(minimum), &quote!(at_least)));
    }
    if let Some(maximum) = &schema.maximum {
        chain.extend(bound(maximum, &quote!(maximum), &quote!(at_most)));
    }
    if let Some(format) = integer_format(schema) {
        chain.extend(quote!(.#format()));
    }
    if let Some(divisor) = &schema.multiple_of {
        let divisor = number(divisor);
        chain.extend(quote!(.multiple_of(#divisor)));
    }
}

/// Returns the method that sets an integer's format. Without `type` the format applies as well, since another schema may set the type.
fn integer_format(schema: &Schema) -> Option<Ident> {
    let may_be_integer = matches!(schema.r#type, None | Some(JsonType::Integer | JsonType::Integer2020));
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

fn string_keywords(context: &Context<'_>, schema: &Schema, chain: &mut TokenStream) {
    if let Some(length) = schema.min_length.filter(|length| *length > 0) {
        let length = literals::count(length);
        chain.extend(quote!(.min_length(#length)));
    }
    if let Some(length) = schema.max_length {
        let length = literals::count(length);
        chain.extend(quote!(.max_length(#length)));
    }
    if let Some(pattern) = &schema.pattern {
        let pattern = self::pattern(context, pattern);
        chain.extend(quote!(.pattern(#pattern)));
    }
    if let Some(format) = schema.format.as_deref().and_then(|name| format(context, name)) {
        chain.extend(quote!(.format(#format)));
    }
}

/// Emits a regular expression.
pub(super) fn pattern(context: &Context<'_>, pattern: &Pattern) -> TokenStream {
    let (source, translated) = (&pattern.source, &pattern.translated);
    let module = context.uses.get(match pattern.engine {
        Engine::Linear => Requirement::Pattern,
        Engine::Backtracking => Requirement::PatternBacktracking,
    });
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

/// Returns the check of a format, if the runtime has one.
fn format(context: &Context<'_>, name: &str) -> Option<TokenStream> {
    let (module, check) = match name {
        "byte" => (Requirement::Base64, "BYTE"),
        "date" => (Requirement::FormatTime, "DATE"),
        "date-time" => (Requirement::FormatTime, "DATE_TIME"),
        "duration" => (Requirement::FormatText, "DURATION"),
        "email" => (Requirement::FormatText, "EMAIL"),
        "hostname" => (Requirement::FormatHost, "HOSTNAME"),
        "ipv4" => (Requirement::FormatText, "IPV4"),
        "ipv6" => (Requirement::FormatText, "IPV6"),
        "iri" => (Requirement::FormatUri, "IRI"),
        "iri-reference" => (Requirement::FormatUri, "IRI_REFERENCE"),
        "json-pointer" => (Requirement::FormatText, "JSON_POINTER"),
        "regex" => (Requirement::FormatRegex, "REGEX"),
        "relative-json-pointer" => (Requirement::FormatText, "RELATIVE_JSON_POINTER"),
        "time" => (Requirement::FormatTime, "TIME"),
        "uri" => (Requirement::FormatUri, "URI"),
        "uri-reference" => (Requirement::FormatUri, "URI_REFERENCE"),
        "uuid" => (Requirement::FormatUuid, "UUID"),
        _ => return None,
    };
    let (module, check) = (context.uses.get(module), Ident::new(check, Span::call_site()));
    Some(quote!(#module::#check))
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

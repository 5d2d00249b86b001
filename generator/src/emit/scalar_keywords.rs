//! The keywords of numbers and strings, and the values of `enum`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::Value;

use super::context::Context;
use super::literals;
use super::symbols::Symbol;
use crate::model::schema::{Bound, Engine, JsonType, Pattern, Schema};

/// Adds a call for each keyword of numbers or strings.
pub(super) fn add(context: &Context<'_>, schema: &Schema, chain: &mut TokenStream) {
    number_keywords(context, schema, chain);
    string_keywords(context, schema, chain);
}

fn number_keywords(context: &Context<'_>, schema: &Schema, chain: &mut TokenStream) {
    if let Some(minimum) = &schema.minimum {
        chain.extend(bound(minimum, "minimum"));
    }
    if let Some(maximum) = &schema.maximum {
        chain.extend(bound(maximum, "maximum"));
    }
    if let Some(format) = integer_format(schema) {
        chain.extend(quote!(.#format()));
    }
    if let Some(divisor) = &schema.multiple_of {
        let divisor = number(context, divisor);
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

/// Emits a call of `minimum`, `exclusive_minimum`, `minimum_decimal` and so on.
fn bound(bound: &Bound, keyword: &str) -> TokenStream {
    let keyword = if bound.exclusive { format!("exclusive_{keyword}") } else { keyword.to_owned() };
    if bound.limit.parse::<i64>().is_err() {
        let (method, limit) = (Ident::new(&format!("{keyword}_decimal"), Span::call_site()), &bound.limit);
        return quote!(.#method(#limit));
    }
    let (method, limit) = (Ident::new(&keyword, Span::call_site()), literals::integer(&bound.limit));
    quote!(.#method(#limit))
}

fn number(context: &Context<'_>, text: &str) -> TokenStream {
    let schema = context.uses.get(Symbol::SchemaModule);
    if text.parse::<i64>().is_ok() {
        let integer = literals::integer(text);
        quote!(#schema::Number::Integer(#integer))
    } else {
        quote!(#schema::Number::Decimal(#text))
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
        Engine::Linear => Symbol::PatternModule,
        Engine::Backtracking => Symbol::PatternBacktrackingModule,
    });
    let new = if pattern.by_code_units { quote!(new_utf16) } else { quote!(new) };
    let schema = context.uses.get(Symbol::SchemaModule);
    quote! {
        #schema::Pattern {
            source: #source,
            is_match: |text| {
                static PATTERN: #module::LazyRegex = #module::LazyRegex::#new(#translated);
                PATTERN.is_match(text)
            },
        }
    }
}

/// Returns the check of a format, if the runtime has one.
fn format(context: &Context<'_>, name: &str) -> Option<TokenStream> {
    let (formats, check) = match name {
        "byte" => (Symbol::Base64Formats, "BYTE"),
        "date" => (Symbol::ChronoFormats, "DATE"),
        "date-time" => (Symbol::ChronoFormats, "DATE_TIME"),
        "duration" => (Symbol::FormatsModule, "DURATION"),
        "email" => (Symbol::FormatsModule, "EMAIL"),
        "hostname" => (Symbol::HostnameFormats, "HOSTNAME"),
        "ipv4" => (Symbol::FormatsModule, "IPV4"),
        "ipv6" => (Symbol::FormatsModule, "IPV6"),
        "iri" => (Symbol::UriFormats, "IRI"),
        "iri-reference" => (Symbol::UriFormats, "IRI_REFERENCE"),
        "json-pointer" => (Symbol::FormatsModule, "JSON_POINTER"),
        "regex" => (Symbol::FormatsModule, "REGEX"),
        "relative-json-pointer" => (Symbol::FormatsModule, "RELATIVE_JSON_POINTER"),
        "time" => (Symbol::ChronoFormats, "TIME"),
        "uri" => (Symbol::UriFormats, "URI"),
        "uri-reference" => (Symbol::UriFormats, "URI_REFERENCE"),
        "uuid" => (Symbol::UuidFormats, "UUID"),
        _ => return None,
    };
    let (formats, check) = (context.uses.get(formats), Ident::new(check, Span::call_site()));
    Some(quote!(#formats::#check))
}

/// Emits a value of `enum`.
pub(super) fn literal(context: &Context<'_>, value: &Value) -> TokenStream {
    let schema = context.uses.get(Symbol::SchemaModule);
    match value {
        Value::Null => quote!(#schema::Literal::Null),
        Value::Bool(value) => quote!(#schema::Literal::Boolean(#value)),
        Value::Number(value) => {
            let value = number(context, &value.to_string());
            quote!(#schema::Literal::Number(#value))
        }
        Value::String(value) => quote!(#schema::Literal::String(#value)),
        Value::Array(_) | Value::Object(_) => {
            let json = value.to_string();
            quote!(#schema::Literal::Json(#json))
        }
    }
}

//! Request bodies: arguments of methods, and enums of bodies with several contents.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::operations::NamedOperation;
use super::parameters::style;
use super::symbols::Symbol;
use super::{doc_comment, markdown};
use crate::model::api::{Body, BodyContent, FormField, PartField, RequestContent};
use crate::names::EnumNames;

/// Emits the argument, unless the body is always empty.
pub(super) fn argument(context: &Context<'_>, named: NamedOperation<'_>) -> Option<TokenStream> {
    let body = named.operation.body.as_ref()?;
    if let Some(names) = &named.names.body {
        let name = ident(&names.name);
        return Some(if body.required { quote!(body: impl Into<#name<'a>>) } else { quote!(body: Option<#name<'_>>) });
    }
    let content = &body.contents.first()?.content;
    Some(match (content, body.required) {
        (BodyContent::Nothing { .. }, _) => return None,
        (BodyContent::Text, true) => quote!(body: impl AsRef<str>),
        (BodyContent::Bytes, true) => quote!(body: impl AsRef<[u8]>),
        (content, true) => {
            let r#type = borrowed(context, content, None);
            quote!(body: #r#type)
        }
        (content, false) => {
            let r#type = borrowed(context, content, None);
            quote!(body: Option<#r#type>)
        }
    })
}

/// Returns the lifetime that the method declares.
pub(super) fn lifetime(named: NamedOperation<'_>) -> Option<TokenStream> {
    let is_required = named.operation.body.as_ref().is_some_and(|body| body.required);
    (named.names.body.is_some() && is_required).then(|| quote!(<'a>))
}

fn borrowed(context: &Context<'_>, content: &BodyContent, lifetime: Option<TokenStream>) -> TokenStream {
    match content {
        BodyContent::Text => quote!(&#lifetime str),
        BodyContent::Bytes | BodyContent::Nothing { .. } => quote!(&#lifetime [u8]),
        BodyContent::Json(shape) | BodyContent::Form(shape, _) | BodyContent::Multipart(shape, _) => {
            let r#type = context.shape(shape);
            quote!(&#lifetime #r#type)
        }
        BodyContent::JsonLines(shape) => {
            let r#type = context.shape(shape);
            quote!(&#lifetime [#r#type])
        }
    }
}

/// Emits the call of the builder method that takes the argument.
pub(super) fn builder_call(context: &Context<'_>, named: NamedOperation<'_>) -> Option<TokenStream> {
    let body = named.operation.body.as_ref()?;
    if let Some(names) = &named.names.body {
        return Some(if body.required {
            quote!(.__body(body.into().payload()))
        } else {
            let name = ident(&names.name);
            quote!(.__optional_body(body.map(#name::payload)))
        });
    }
    let content = body.contents.first()?;
    Some(match (&content.content, body.required) {
        (BodyContent::Nothing { is_sent: false }, _) => return None,
        (BodyContent::Json(_), true) if content.media_type == "application/json" => quote!(.__json(body)),
        (BodyContent::Json(_), false) if content.media_type == "application/json" => quote!(.__optional_json(body)),
        (BodyContent::Text, true) => {
            let (module, media_type) = (context.uses.get(Symbol::RequestBodyModule), sent_media_type(content));
            quote!(.__body(#module::bytes(#media_type, body.as_ref())))
        }
        (BodyContent::Nothing { .. }, _) | (_, true) => {
            let payload = payload(context, content);
            quote!(.__body(#payload))
        }
        (_, false) => {
            let payload = payload(context, content);
            quote!(.__optional_body(body.map(|body| #payload)))
        }
    })
}

fn payload(context: &Context<'_>, content: &RequestContent) -> TokenStream {
    let media_type = sent_media_type(content);
    let (symbol, call) = match &content.content {
        BodyContent::Form(_, fields) => {
            let module = context.uses.get(Symbol::FormUrlencodedModule);
            let fields = fields.iter().map(|declared| field(context, &module, declared));
            (Symbol::FormUrlencodedModule, quote!(encode(body, &[#(#fields),*])))
        }
        BodyContent::Multipart(_, fields) => {
            let module = context.uses.get(Symbol::MultipartModule);
            let fields = fields.iter().map(|declared| part_field(context, &module, declared));
            let encode = match media_type.split(';').next().map(str::trim) {
                Some("multipart/related") => quote!(encode_related),
                Some("multipart/mixed") => quote!(encode_mixed),
                _ => quote!(encode),
            };
            (Symbol::MultipartModule, quote!(#encode(body, &[#(#fields),*])))
        }
        BodyContent::Json(_) => (Symbol::RequestBodyModule, quote!(json(#media_type, body))),
        BodyContent::JsonLines(_) => (Symbol::RequestBodyModule, quote!(json_lines(#media_type, body))),
        BodyContent::Text | BodyContent::Bytes => (Symbol::RequestBodyModule, quote!(bytes(#media_type, body))),
        BodyContent::Nothing { .. } => (Symbol::RequestBodyModule, quote!(bytes(#media_type, "{}"))),
    };
    let module = context.uses.get(symbol);
    quote!(#module::#call)
}

fn field(context: &Context<'_>, module: &Ident, field: &FormField) -> TokenStream {
    let FormField { name, style: declared, explode, allow_reserved } = field;
    let style = style(context, *declared);
    let reserved = allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(#module::Field::new(#name, #style, #explode) #reserved)
}

fn part_field(context: &Context<'_>, module: &Ident, field: &PartField) -> TokenStream {
    match field {
        PartField::OfType { name, media_type } => quote!(#module::Field::of_type(#name, #media_type)),
        PartField::Allowed { name, allowed } => quote!(#module::Field::of_types(#name, &[#(#allowed),*])),
        PartField::OfStyle { name, style: declared, explode } => {
            let style = style(context, *declared);
            quote!(#module::Field::of_style(#name, #style, #explode))
        }
    }
}

/// Returns the media type that is sent, which can't be a range.
fn sent_media_type(content: &RequestContent) -> &str {
    match (&content.content, content.media_type.contains('*')) {
        (_, false) => &content.media_type,
        (BodyContent::Json(_) | BodyContent::Nothing { .. }, true) => "application/json",
        (BodyContent::Text, true) => "text/plain",
        (_, true) => "application/octet-stream",
    }
}

/// Emits the enum of a body with several contents.
pub(super) fn body_enum(context: &Context<'_>, named: NamedOperation<'_>) -> Option<TokenStream> {
    let (names, body) = (named.names.body.as_ref()?, named.operation.body.as_ref()?);
    let name = ident(&names.name);
    let variants = variants(context, body, names);
    let declared = variants.iter().map(|Variant { content, ident, r#type }| {
        let doc = doc_comment(&[format!("Request body as {}.", markdown::code(&content.media_type))]);
        quote!(#doc #ident(#r#type))
    });
    let payloads = variants.iter().map(|Variant { content, ident, .. }| {
        let payload = payload(context, content);
        quote!(Self::#ident(body) => #payload)
    });
    let mut seen = HashSet::new();
    let conversions = variants.iter().filter(|variant| seen.insert(variant.r#type.to_string()));
    let conversions = conversions.map(|Variant { ident, r#type, .. }| {
        quote! {
            impl<'a> From<#r#type> for #name<'a> {
                fn from(body: #r#type) -> Self {
                    Self::#ident(body)
                }
            }
        }
    });
    let doc = format!(" Request body of [`Client::{}`], by media type.", named.names.method);
    let request_body = context.uses.get(Symbol::RequestBody);
    Some(quote! {
        #[doc = #doc]
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        pub enum #name<'a> {
            #(#declared,)*
        }
        impl #name<'_> {
            fn payload(self) -> #request_body {
                match self {
                    #(#payloads,)*
                }
            }
        }
        #(#conversions)*
    })
}

struct Variant<'a> {
    content: &'a RequestContent,
    ident: Ident,
    r#type: TokenStream,
}

fn variants<'a>(context: &Context<'_>, body: &'a Body, names: &EnumNames) -> Vec<Variant<'a>> {
    let contents = body.contents.iter().zip(&names.variants);
    let variant = |(content, name): (&'a RequestContent, _)| Variant {
        content,
        ident: ident(name),
        r#type: borrowed(context, &content.content, Some(quote!('a))),
    };
    contents.map(variant).collect()
}

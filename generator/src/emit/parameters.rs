//! Parameters: arguments of methods, and structs of those that are optional.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::operations::NamedOperation;
use super::symbols::Symbol;
use super::{constraint_docs, doc_comment, schemas};
use crate::model::api::{Location, Parameter, Style};
use crate::model::schema::{JsonType, Schema, SchemaRef};
use crate::model::types::Shape;

/// Emits the definition of a parameter, unless its type implies it.
pub(super) fn definition(context: &Context<'_>, parameter: &Parameter) -> Option<TokenStream> {
    let location = match parameter.location {
        Location::Path => quote!(path),
        Location::Query => quote!(query),
        Location::Header => quote!(header),
        Location::Cookie => quote!(cookie),
    };
    let (default_style, default_explode) = match parameter.location {
        Location::Path | Location::Header => (Style::Simple, false),
        Location::Query | Location::Cookie => (Style::Form, true),
    };
    let style = (parameter.style != default_style).then(|| {
        let style = style(context, parameter.style);
        quote!(.style(#style))
    });
    let explode = (parameter.explode != default_explode && is_compound(&parameter.shape)).then(|| {
        let explode = parameter.explode;
        quote!(.explode(#explode))
    });
    let reserved = parameter.allow_reserved.then(|| quote!(.allow_reserved()));
    let slashes = parameter.allow_slashes.then(|| quote!(.allow_slashes()));
    if type_implies_schema(parameter) && style.is_none() && reserved.is_none() && slashes.is_none() {
        return None;
    }
    let (r#type, name) = (context.uses.get(Symbol::Parameter), &parameter.name);
    let schema = schemas::reference(context, &parameter.schema);
    Some(quote!(#r#type::#location(#name, #schema) #style #explode #reserved #slashes))
}

/// Returns whether no value of a parameter's type can violate its schema.
fn type_implies_schema(parameter: &Parameter) -> bool {
    let SchemaRef::Inline(schema) = &parameter.schema else { return false };
    let is_only =
        |r#type| **schema == Schema { r#type: Some(r#type), format: schema.format.clone(), ..Schema::default() };
    match parameter.shape {
        Shape::Boolean => is_only(JsonType::Boolean),
        Shape::Integer(_) => is_only(JsonType::Integer) || is_only(JsonType::Integer2020),
        Shape::String => is_only(JsonType::String) && schema.format.is_none(),
        _ => false,
    }
}

/// Emits a style.
pub(super) fn style(context: &Context<'_>, style: Style) -> TokenStream {
    let variant = match style {
        Style::Form => quote!(Form),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::DeepObject => quote!(DeepObject),
        Style::Simple => quote!(Simple),
        Style::Label => quote!(Label),
        Style::Matrix => quote!(Matrix),
        Style::Json => quote!(Json),
        Style::Querystring => quote!(Querystring),
        Style::JsonQuerystring => quote!(JsonQuerystring),
        Style::Cookie => quote!(Cookie),
    };
    let r#type = context.uses.get(Symbol::Style);
    quote!(#r#type::#variant)
}

/// Returns whether a shape may be an array or an object, which can be exploded.
fn is_compound(shape: &Shape) -> bool {
    match shape {
        Shape::Nullable(inner) => is_compound(inner),
        Shape::Any | Shape::Array(_) | Shape::Map(_) | Shape::Type(_) => true,
        _ => false,
    }
}

/// Emits the argument of a required parameter.
pub(super) fn argument(context: &Context<'_>, parameter: &Parameter, name: &Ident) -> TokenStream {
    match &parameter.shape {
        Shape::String => quote!(#name: impl AsRef<str>),
        shape if is_copy(shape) => {
            let r#type = context.shape(shape);
            quote!(#name: #r#type)
        }
        Shape::Array(items) => {
            let items = context.shape(items);
            quote!(#name: &[#items])
        }
        shape => {
            let r#type = context.shape(shape);
            quote!(#name: &#r#type)
        }
    }
}

fn is_copy(shape: &Shape) -> bool {
    matches!(shape, Shape::Boolean | Shape::Integer(_) | Shape::Number | Shape::Uuid | Shape::Date | Shape::DateTime)
}

/// Emits the call of the builder method that takes the argument.
pub(super) fn builder_call(parameter: &Parameter, argument: &Ident) -> TokenStream {
    let setter = match parameter.location {
        Location::Path => quote!(__path),
        Location::Query => quote!(__query),
        Location::Header => quote!(__header),
        Location::Cookie => quote!(__cookie),
    };
    let name = &parameter.name;
    let value = match &parameter.shape {
        Shape::String => quote!(#argument.as_ref()),
        shape if is_copy(shape) => quote!(&#argument),
        _ => quote!(#argument),
    };
    quote!(.#setter(#name, #value))
}

/// Emits the struct of an operation's optional parameters.
pub(super) fn params_struct(context: &Context<'_>, named: NamedOperation<'_>) -> Option<TokenStream> {
    let name = ident(named.names.params.as_ref()?);
    let optional: Vec<(&Parameter, Ident)> = named.parameters().filter(|(parameter, _)| !parameter.required).collect();
    let fields = optional.iter().map(|(parameter, name)| {
        let doc = doc_comment(&constraint_docs::parameter_docs(parameter));
        let deprecated = parameter.deprecated.then(|| quote!(#[deprecated]));
        let r#type = context.shape(&parameter.shape);
        quote!(#doc #deprecated pub #name: Option<#r#type>)
    });
    let writes = optional.iter().map(|(parameter, field)| {
        let setter = match parameter.location {
            // Path parameters are always required.
            Location::Path | Location::Query => quote!(query),
            Location::Header => quote!(header),
            Location::Cookie => quote!(cookie),
        };
        let name = &parameter.name;
        quote!(#field.#setter(#name))
    });
    let doc = format!(" Optional parameters of [`Client::{}`].", named.names.method);
    let debug = debug(context, &name, &optional);
    let derive_debug = debug.is_none().then(|| quote!(Debug,));
    let params = context.uses.get(Symbol::ParamsMacro);
    Some(quote! {
        #[doc = #doc]
        #[derive(Clone, #derive_debug Default, PartialEq)]
        pub struct #name {
            #(#fields),*
        }
        #debug
        #params!(#name => #(#writes),*);
    })
}

/// Emits `Debug` for optional parameters, if one of them is redacted or may contain redacted properties.
fn debug(context: &Context<'_>, name: &Ident, optional: &[(&Parameter, Ident)]) -> Option<TokenStream> {
    let is_redacted = |parameter: &Parameter, field: &Ident| {
        let redacts = |name: &String| name.eq_ignore_ascii_case(&parameter.name) || field == name;
        is_credential(parameter) || context.target.redact.iter().any(redacts)
    };
    let is_open = |parameter: &Parameter| context.may_hold_secrets(&parameter.shape);
    if !optional.iter().any(|(parameter, field)| is_redacted(parameter, field) || is_open(parameter)) {
        return None;
    }
    let debug = context.uses.get(Symbol::DebugModule);
    let shown = optional.iter().map(|(parameter, field)| {
        let text = field.to_string();
        let text = text.trim_start_matches("r#");
        match () {
            () if is_redacted(parameter, field) => quote!(.field(#text, &#debug::hidden(self.#field.as_ref()))),
            () if is_open(parameter) => {
                let redacted = context.uses.get(Symbol::Redacted);
                quote!(.field(#text, &#debug::shown(self.#field.as_ref(), #redacted)))
            }
            () => quote!(.field(#text, &self.#field)),
        }
    });
    let type_name = name.to_string();
    Some(quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#type_name)#(#shown)*.finish()
            }
        }
    })
}

/// Returns whether a parameter is a credential, which is always redacted.
fn is_credential(parameter: &Parameter) -> bool {
    let names = ["authorization", "cookie", "proxy-authorization"];
    parameter.location == Location::Header && names.iter().any(|name| name.eq_ignore_ascii_case(&parameter.name))
}

//! Methods that return a field's value or its default.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::fields::{Presence, StructField};
use super::structs::Layout;
use super::symbols::Symbol;
use super::{doc_comment, literals, markdown};
use crate::model::types::{Constant, Shape, TypeId, TypeKind};

/// Emits a method for each optional field that has a default.
pub(super) fn getters(context: &Context<'_>, layout: &Layout<'_>) -> Vec<TokenStream> {
    layout.fields.iter().filter_map(|field| getter(context, field)).collect()
}

fn getter(context: &Context<'_>, field: &StructField<'_>) -> Option<TokenStream> {
    let constant = field.field.constant.as_ref()?;
    let name = &field.ident;
    let getter = Getter::of(context, &field.field.shape, constant);
    let Getter { output, default, present, setup, .. } = &getter;
    let doc = doc(field);
    let deprecated = field.docs.deprecated.then(|| quote!(#[deprecated]));
    let (output, body) = match field.presence {
        Presence::Nullable => {
            let nullable = context.uses.get(Symbol::Nullable);
            let body = quote! {
                match &self.#name {
                    #nullable::Absent => Some(#default),
                    #nullable::Null => None,
                    #nullable::Value(value) => Some(#present),
                }
            };
            (quote!(Option<#output>), body)
        }
        _ => (output.clone(), getter.or_default(&quote!(self.#name))),
    };
    Some(quote! {
        #doc
        #deprecated
        #[inline]
        pub fn #name(&self) -> #output {
            #setup
            #body
        }
    })
}

fn doc(field: &StructField<'_>) -> TokenStream {
    let default = field.field.default.as_ref().map(ToString::to_string).unwrap_or_default();
    let (name, default) = (markdown::code(&field.field.name), markdown::code(&default));
    doc_comment(&[format!("{name}, or its default {default}.")])
}

/// The parts of a getter: scalars are returned by value, other types by reference.
struct Getter {
    output: TokenStream,
    /// The default.
    default: TokenStream,
    /// The expression of a present `value`, which is a reference.
    present: TokenStream,
    /// The statements before the expression.
    setup: Option<TokenStream>,
    /// The method that converts the field to an `Option` of the output.
    access: TokenStream,
}

impl Getter {
    fn of(context: &Context<'_>, shape: &Shape, constant: &Constant) -> Self {
        let r#type = context.shape(shape);
        match (shape, constant) {
            (Shape::Boolean | Shape::Integer(_) | Shape::Number, _) => {
                let default = expression(context, constant);
                Self { output: r#type, default, present: quote!(*value), setup: None, access: quote!() }
            }
            (Shape::Uuid | Shape::Date | Shape::DateTime, _) => Self {
                output: r#type.clone(),
                default: quote!(*DEFAULT),
                present: quote!(*value),
                access: quote!(),
                ..Self::with_static(context, &r#type, constant)
            },
            (Shape::String, Constant::String(text)) => {
                Self { output: quote!(&str), default: literals::string(text), ..Self::constant(quote!(.as_deref())) }
            }
            (Shape::Array(items), Constant::Array(values)) if values.is_empty() => {
                let items = context.shape(items);
                Self { output: quote!(&[#items]), default: quote!(&[]), ..Self::constant(quote!(.as_deref())) }
            }
            (Shape::Array(items), _) => {
                let items = context.shape(items);
                Self {
                    output: quote!(&[#items]),
                    access: quote!(.as_deref()),
                    ..Self::with_static(context, &r#type, constant)
                }
            }
            (_, Constant::Variant(..)) => {
                let default = expression(context, constant);
                Self { output: quote!(&#r#type), default: quote!(&#default), ..Self::constant(quote!(.as_ref())) }
            }
            _ => Self::with_static(context, &r#type, constant),
        }
    }

    /// Returns a getter that returns a reference to a constant, without output and default.
    fn constant(access: TokenStream) -> Self {
        Self { output: quote!(), default: quote!(), present: quote!(value), setup: None, access }
    }

    /// Returns a getter with a static default, which can't be a constant.
    fn with_static(context: &Context<'_>, r#type: &TokenStream, constant: &Constant) -> Self {
        let constructor = constructor(context, constant);
        Self {
            output: quote!(&#r#type),
            default: quote!(&DEFAULT),
            present: quote!(value),
            setup: Some(quote! {
                static DEFAULT: std::sync::LazyLock<#r#type> = std::sync::LazyLock::new(#constructor);
            }),
            access: quote!(.as_ref()),
        }
    }

    /// Emits the value of an `Option`, or the default.
    fn or_default(&self, field: &TokenStream) -> TokenStream {
        let Self { default, access, .. } = self;
        quote!(#field #access.unwrap_or(#default))
    }
}

/// Emits the function that creates a default.
fn constructor(context: &Context<'_>, constant: &Constant) -> TokenStream {
    match constant {
        Constant::Map(entries) if entries.is_empty() => {
            let map = context.uses.get(Symbol::BTreeMap);
            quote!(#map::new)
        }
        Constant::Struct(id, given)
            if given.is_empty() && context.named(*id).is_some_and(|named| named.definition.has_default()) =>
        {
            let name = context.type_path(*id);
            quote!(#name::default)
        }
        _ => {
            let value = expression(context, constant);
            quote!(|| #value)
        }
    }
}

/// Emits a constant as an owned value.
fn expression(context: &Context<'_>, constant: &Constant) -> TokenStream {
    match constant {
        Constant::Boolean(value) => quote!(#value),
        Constant::Integer(text) => literals::integer(text),
        Constant::Number(text) => literals::float(text),
        Constant::String(text) => quote!(#text.to_owned()),
        Constant::Array(values) => {
            let values = values.iter().map(|value| expression(context, value));
            quote!(Vec::from([#(#values),*]))
        }
        // The model has checked that it parses.
        Constant::Text(text) => quote!(#text.parse().unwrap_or_default()),
        Constant::Json(text) => {
            let serde_json = context.uses.get(Symbol::SerdeJsonCrate);
            quote!(#serde_json::from_str(#text).unwrap_or_default())
        }
        Constant::Map(entries) if entries.is_empty() => {
            let map = context.uses.get(Symbol::BTreeMap);
            quote!(#map::new())
        }
        Constant::Map(entries) => {
            let map = context.uses.get(Symbol::BTreeMap);
            let entries = entries.iter().map(|(name, value)| {
                let value = expression(context, value);
                quote!((#name.to_owned(), #value))
            });
            quote!(#map::from([#(#entries),*]))
        }
        Constant::Variant(id, index) => variant(context, *id, *index),
        Constant::Newtype(id, value) => {
            let (name, value) = (context.type_path(*id), expression(context, value));
            quote!(#name(#value))
        }
        Constant::Struct(id, given) => object(context, *id, given),
    }
}

fn variant(context: &Context<'_>, id: TypeId, index: usize) -> TokenStream {
    let (Some(named), Some(name)) = (context.named(id), context.type_path(id)) else { return TokenStream::new() };
    let variant = named.names.children.get(index).map(ident);
    quote!(#name::#variant)
}

fn object(context: &Context<'_>, id: TypeId, given: &[(usize, Constant)]) -> TokenStream {
    let (Some(named), Some(name)) = (context.named(id), context.type_path(id)) else { return TokenStream::new() };
    let TypeKind::Struct(object) = &named.definition.kind else { return TokenStream::new() };
    let fields =
        object.fields.iter().zip(&named.names.children).enumerate().filter_map(|(index, (field, field_name))| {
            let field_name = ident(field_name);
            let value =
                given.iter().find(|(known, _)| *known == index).map(|(_, constant)| expression(context, constant));
            let value = match (value, field.required, field.nullable) {
                // The others come from `..Default::default()`.
                (None, ..) if object.additional_properties.is_some() => return None,
                (Some(value), true, false) => quote!(#value),
                (Some(value), true, true) | (Some(value), false, false) => quote!(Some(#value)),
                (Some(value), false, true) => {
                    let nullable = context.uses.get(Symbol::Nullable);
                    quote!(#nullable::Value(#value))
                }
                (None, _, true) => {
                    let nullable = context.uses.get(Symbol::Nullable);
                    quote!(#nullable::Absent)
                }
                (None, _, false) => quote!(None),
            };
            Some(quote!(#field_name: #value))
        });
    let fields: Vec<TokenStream> = fields.collect();
    match (&object.additional_properties, fields.as_slice()) {
        (None, fields) => quote!(#name { #(#fields),* }),
        (Some(_), []) => quote!(#name::default()),
        (Some(_), fields) => quote!(#name { #(#fields,)* ..Default::default() }),
    }
}

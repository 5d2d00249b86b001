//! Newtypes and aliases of components that are neither objects nor unions.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, NamedType};
use super::symbols::Symbol;
use super::{constraint_docs, doc_comment, schemas};
use crate::model::types::{Shape, TypeId};

/// Emits a newtype.
pub(super) fn emit(context: &Context<'_>, named: NamedType<'_>, shape: &Shape) -> TokenStream {
    let name = named.ident();
    let doc = doc_comment(&constraint_docs::type_docs(context, named.definition));
    let deprecated = named.definition.docs.deprecated.then(|| quote!(#[deprecated]));
    let inner = context.shape(shape);
    let is_redacted = context.may_hold_secrets(shape);
    let derive_debug = (!is_redacted).then(|| quote!(Debug,));
    let debug = is_redacted.then(|| super::debug(context, &name));
    let decode = context.accepts_integral_floats(shape).then(|| {
        let path = format!("{}::deserialize", context.uses.get(Symbol::LenientIntegerModule));
        quote!(#[serde(deserialize_with = #path)])
    });
    let [serialize, deserialize] = context.uses.all([Symbol::Serialize, Symbol::Deserialize]);
    let validate = schemas::validate(context, named);
    quote! {
        #doc
        #deprecated
        #[derive(Clone, #derive_debug PartialEq, #serialize, #deserialize)]
        pub struct #name(#decode pub #inner);

        impl #name {
            /// Returns the value.
            #[inline]
            pub fn into_inner(self) -> #inner {
                self.0
            }
        }
        impl From<#inner> for #name {
            #[inline]
            fn from(value: #inner) -> Self {
                Self(value)
            }
        }
        impl std::ops::Deref for #name {
            type Target = #inner;

            #[inline]
            fn deref(&self) -> &#inner {
                &self.0
            }
        }
        #debug
        #validate
    }
}

/// Emits an alias of a type.
pub(super) fn alias(context: &Context<'_>, named: NamedType<'_>, target: TypeId) -> TokenStream {
    let name = named.ident();
    let target = context.shape(&Shape::Type(target));
    let doc = doc_comment(&constraint_docs::alias_docs(&target.to_string()));
    quote!(#doc pub type #name = #target;)
}

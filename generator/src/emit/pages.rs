//! Pages of operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::operations::NamedOperation;
use super::responses;
use super::symbols::Symbol;
use crate::model::api::{ItemPath, ItemStep, PageParameter, PageSource, Pages, Paging};

/// Emits the implementation of `Paged` for the parameters of an operation, if it has pages.
pub(super) fn emit(context: &Context<'_>, named: NamedOperation<'_>) -> Option<TokenStream> {
    let pages = named.operation.pages.as_ref()?;
    let name = ident(named.names.params.as_ref()?);
    let [paged, paging] = context.uses.all([Symbol::Paged, Symbol::Paging]);
    let (page, item) = (responses::output(context, named), context.shape(&pages.items.item));
    let description = description(context, pages);
    let items = items(context, &pages.items);
    Some(quote! {
        impl #paged for #name {
            type Page = #page;
            type Item = #item;

            const PAGING: &'static #paging = &#paging::#description;

            fn items(page: Self::Page) -> Vec<Self::Item> {
                #items
            }
        }
    })
}

fn description(context: &Context<'_>, pages: &Pages) -> TokenStream {
    let kind = match &pages.paging {
        Paging::Cursor(parameter, next) => {
            let (parameter, next) = (self::parameter(context, parameter), source(context, next));
            quote!(cursor(#parameter, #next))
        }
        Paging::Offset(parameter, first) => {
            let (parameter, first) =
                (self::parameter(context, parameter), super::literals::integer(&first.to_string()));
            quote!(offset(#parameter, #first))
        }
        Paging::PageNumber(parameter, first) => {
            let (parameter, first) =
                (self::parameter(context, parameter), super::literals::integer(&first.to_string()));
            quote!(page_number(#parameter, #first))
        }
        Paging::NextLink(next) => {
            let next = source(context, next);
            quote!(next_link(#next))
        }
    };
    let items =
        Some(&pages.items.pointer).filter(|pointer| !pointer.is_empty()).map(|pointer| quote!(.items(#pointer)));
    let more = pages.more.as_ref().map(|pointer| quote!(.more(#pointer)));
    let page_count = pages.page_count.as_ref().map(|pointer| quote!(.page_count(#pointer)));
    let page_size = pages.page_size.as_ref().map(|(parameter, default)| {
        let parameter = self::parameter(context, parameter);
        let default = match default {
            Some(default) => {
                let default = super::literals::integer(&default.to_string());
                quote!(Some(#default))
            }
            None => quote!(None),
        };
        quote!(.page_size(#parameter, #default))
    });
    quote!(#kind #items #more #page_count #page_size)
}

fn parameter(context: &Context<'_>, parameter: &PageParameter) -> TokenStream {
    let r#type = context.uses.get(Symbol::PageParameter);
    match parameter {
        PageParameter::Query(name) => quote!(#r#type::Query(#name)),
        PageParameter::Header(name) => quote!(#r#type::Header(#name)),
        PageParameter::Body(pointer) => quote!(#r#type::Body(#pointer)),
    }
}

fn source(context: &Context<'_>, source: &PageSource) -> TokenStream {
    let r#type = context.uses.get(Symbol::PageSource);
    match source {
        PageSource::Body(pointer) => quote!(#r#type::Body(#pointer)),
        PageSource::LastItem(pointer) => quote!(#r#type::LastItem(#pointer)),
        PageSource::Header(name) => quote!(#r#type::Header(#name)),
        PageSource::LinkHeader => quote!(#r#type::LinkHeader),
    }
}

/// Emits the way from a page to its items.
fn items(context: &Context<'_>, path: &ItemPath) -> TokenStream {
    let mut value = quote!(page);
    let mut is_option = false;
    let mut steps = path.steps.iter().peekable();
    while let Some(step) = steps.next() {
        value = match (step, is_option) {
            (ItemStep::Option, false) => value,
            (ItemStep::Option, true) => quote!(#value.flatten()),
            (ItemStep::Nullable, false) => quote!(#value.into_option()),
            (ItemStep::Nullable, true) => {
                let nullable = context.uses.get(Symbol::Nullable);
                quote!(#value.and_then(#nullable::into_option))
            }
            (ItemStep::Inner(_), false) => quote!(#value.into_inner()),
            (ItemStep::Inner(id), true) => {
                let newtype = context.type_path(*id);
                quote!(#value.map(#newtype::into_inner))
            }
            (ItemStep::Field(id, index), is_option) => {
                let names = context.names.types.get(id.0).and_then(|names| names.children.get(*index)).map(ident);
                match (is_option, steps.peek()) {
                    (false, _) => quote!(#value.#names),
                    (true, Some(ItemStep::Option)) => {
                        steps.next();
                        quote!(#value.and_then(|value| value.#names))
                    }
                    (true, Some(ItemStep::Nullable)) => {
                        steps.next();
                        quote!(#value.and_then(|value| value.#names.into_option()))
                    }
                    (true, _) => quote!(#value.map(|value| value.#names)),
                }
            }
        };
        is_option |= matches!(step, ItemStep::Option | ItemStep::Nullable);
    }
    if is_option { quote!(#value.unwrap_or_default()) } else { value }
}

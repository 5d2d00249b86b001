//! Lists of values as enums.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::context::{Context, NamedType, ident};
use super::{constraints, doc_comment, docs, json_scalar, scalar_keywords, schemas};
use crate::model::types::{Docs, Values};

/// Emits the enum of a list of values.
pub(super) fn emit(context: &Context<'_>, named: NamedType<'_>, values: &Values) -> TokenStream {
    match values.strings() {
        Some(strings) => strings_enum(context, named, &strings),
        None => mixed_enum(context, named, values),
    }
}

fn variants(named: NamedType<'_>) -> Vec<Ident> {
    named.names.members.iter().map(ident).collect()
}

fn declaration(
    context: &Context<'_>,
    named: NamedType<'_>,
    shown: &[String],
    derives: &TokenStream,
    unknown: &TokenStream,
) -> TokenStream {
    let name = named.ident();
    let doc = doc_comment(&constraints::type_docs(context, named.definition));
    let deprecated = named.definition.docs.deprecated.then(|| quote!(#[deprecated]));
    let variants = variants(named);
    let members = shown.iter().zip(&named.definition.member_docs).zip(&variants).map(|((value, docs), variant)| {
        let doc = doc_comment(&value_docs(value, docs, variant));
        let deprecated = docs.deprecated.then(|| quote!(#[deprecated]));
        quote!(#doc #deprecated #variant)
    });
    quote! {
        #doc
        #deprecated
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#members,)*
            Unknown(#unknown),
        }
    }
}

/// Returns what the document says of a value, or the value itself where its name does not tell it.
fn value_docs(value: &str, docs: &Docs, variant: &Ident) -> Vec<String> {
    let described = constraints::choice_docs(docs);
    let tells = plain(&variant.to_string()) == plain(value);
    let shown = (!tells).then(|| docs::code(value));
    match shown {
        None => described,
        Some(shown) if described.is_empty() => vec![shown],
        Some(shown) => [vec![shown, String::new()], described].concat(),
    }
}

/// Returns what is left of a name without case and separators.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn strings_enum(context: &Context<'_>, named: NamedType<'_>, strings: &[&str]) -> TokenStream {
    let name = named.ident();
    let variants = variants(named);
    let shown: Vec<String> =
        strings.iter().map(|text| format!("{text:?}")).map(|text| text.trim_matches('"').to_owned()).collect();
    let derives = quote!(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash);
    let declaration = declaration(context, named, &shown, &derives, &quote!(String));
    let schema = schemas::beyond_values(context, &named.definition.schema).map(|schema| quote!(; #schema));
    quote! {
        #declaration
        string_enum!(#name => #(#variants(#strings)),* #schema);
    }
}

fn mixed_enum(context: &Context<'_>, named: NamedType<'_>, values: &Values) -> TokenStream {
    let name = named.ident();
    let variants = variants(named);
    let shown: Vec<String> = values.values.iter().map(Value::to_string).collect();
    let derives = quote!(Clone, Debug, PartialEq, Eq, Hash);
    let declaration = declaration(context, named, &shown, &derives, &quote!(serde_json::Value));
    let scalars = values.values.iter().map(json_scalar);
    let literals = values.values.iter().map(scalar_keywords::literal);
    let validate = schemas::validate(context, named);
    quote! {
        #declaration
        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(Self::#variants => #scalars.serialize(serializer),)*
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                const LISTED: &[(schema::Literal, #name)] = &[#((#literals, #name::#variants)),*];
                enum_de::deserialize_literals(deserializer, LISTED, Self::Unknown)
            }
        }
        #validate
    }
}

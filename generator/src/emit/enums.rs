//! Enums of `enum` values.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::context::{Context, NamedType, ident};
use super::symbols::Symbol;
use super::{constraint_docs, doc_comment, json_scalar, markdown, scalar_keywords, schemas};
use crate::model::types::{Docs, EnumValues};

/// Emits the enum of values.
pub(super) fn emit(context: &Context<'_>, named: NamedType<'_>, values: &EnumValues) -> TokenStream {
    match values.strings() {
        Some(strings) => strings_enum(context, named, &strings),
        None => mixed_enum(context, named, values),
    }
}

fn variants(named: NamedType<'_>) -> Vec<Ident> {
    named.names.children.iter().map(ident).collect()
}

fn declaration(
    context: &Context<'_>,
    named: NamedType<'_>,
    shown: &[String],
    derives: &TokenStream,
    unknown: &TokenStream,
) -> TokenStream {
    let name = named.ident();
    let doc = doc_comment(&constraint_docs::type_docs(context, named.definition));
    let deprecated = named.definition.docs.deprecated.then(|| quote!(#[deprecated]));
    let variants = variants(named);
    let definitions = shown.iter().zip(&named.definition.child_docs).zip(&variants).map(|((value, docs), variant)| {
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
            #(#definitions,)*
            Unknown(#unknown),
        }
    }
}

/// Returns the documentation of a value, with the value itself if it differs from the variant's name.
fn value_docs(value: &str, docs: &Docs, variant: &Ident) -> Vec<String> {
    let described = constraint_docs::variant_docs(docs);
    let is_equal = normalized(&variant.to_string()) == normalized(value);
    let shown = (!is_equal).then(|| markdown::code(value));
    match shown {
        None => described,
        Some(shown) if described.is_empty() => vec![shown],
        Some(shown) => [vec![shown, String::new()], described].concat(),
    }
}

/// Returns a name in lower case without separators.
fn normalized(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn strings_enum(context: &Context<'_>, named: NamedType<'_>, strings: &[&str]) -> TokenStream {
    let name = named.ident();
    let variants = variants(named);
    let shown: Vec<String> =
        strings.iter().map(|text| format!("{text:?}")).map(|text| text.trim_matches('"').to_owned()).collect();
    let derives = quote!(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash);
    let declaration = declaration(context, named, &shown, &derives, &quote!(String));
    let schema = schemas::schema_beyond_enum(context, &named.definition.schema).map(|schema| quote!(; #schema));
    let string_enum = context.uses.get(Symbol::StringEnumMacro);
    quote! {
        #declaration
        #string_enum!(#name => #(#variants(#strings)),* #schema);
    }
}

fn mixed_enum(context: &Context<'_>, named: NamedType<'_>, values: &EnumValues) -> TokenStream {
    let name = named.ident();
    let variants = variants(named);
    let shown: Vec<String> = values.values.iter().map(Value::to_string).collect();
    let derives = quote!(Clone, Debug, PartialEq, Eq, Hash);
    let declaration = declaration(context, named, &shown, &derives, &context.json_value());
    let scalars = values.values.iter().map(json_scalar);
    let literals = values.values.iter().map(|value| scalar_keywords::literal(context, value));
    let validate = schemas::validate(context, named);
    let [serialize, serializer] = context.uses.all([Symbol::Serialize, Symbol::Serializer]);
    let [deserialize, deserializer] = context.uses.all([Symbol::Deserialize, Symbol::Deserializer]);
    let [schema, enum_de] = context.uses.all([Symbol::SchemaModule, Symbol::EnumDeModule]);
    quote! {
        #declaration
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(Self::#variants => #scalars.serialize(serializer),)*
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                const LISTED: &[(#schema::Literal, #name)] = &[#((#literals, #name::#variants)),*];
                #enum_de::deserialize_literals(deserializer, LISTED, Self::Unknown)
            }
        }
        #validate
    }
}

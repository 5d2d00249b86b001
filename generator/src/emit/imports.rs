//! `use` declarations of the items of a file.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use super::context::Context;
use crate::model::type_refs;
use crate::model::types::TypeId;
use crate::names::Name;

/// How an imported name is used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    /// As a type or trait.
    Type,
    /// As a function that is called.
    Function,
    /// As a macro. A field may have the same name.
    Macro,
    /// As the first segment of a path.
    Module,
    /// As a string in an attribute of serde.
    SerdeAttribute,
}

/// An importable name: the name, how it is used, and the path to import.
type Importable = (&'static str, Use, &'static str);

/// The importable names in files of types.
const IN_TYPES: &[Importable] = &[
    ("BTreeMap", Use::Type, "std::collections::BTreeMap"),
    ("Builder", Use::Type, "crate::runtime::builder::Builder"),
    ("Deserialize", Use::Type, "serde::Deserialize"),
    ("Deserializer", Use::Type, "serde::Deserializer"),
    ("Nullable", Use::Type, "crate::runtime::nullable::Nullable"),
    ("Schema", Use::Type, "crate::runtime::schema::Schema"),
    ("Serialize", Use::Type, "serde::Serialize"),
    ("Serializer", Use::Type, "serde::Serializer"),
    ("Validate", Use::Type, "crate::runtime::validate::Validate"),
    ("base64", Use::Module, "crate::base64"),
    ("debug", Use::Module, "crate::runtime::debug"),
    ("format_duration", Use::Module, "crate::format_duration"),
    ("format_email", Use::Module, "crate::format_email"),
    ("format_hostname", Use::Module, "crate::format_hostname"),
    ("format_ip", Use::Module, "crate::format_ip"),
    ("format_json_pointer", Use::Module, "crate::format_json_pointer"),
    ("format_regex", Use::Module, "crate::format_regex"),
    ("format_time", Use::Module, "crate::format_time"),
    ("format_uri", Use::Module, "crate::format_uri"),
    ("format_uuid", Use::Module, "crate::format_uuid"),
    ("inline", Use::Function, "crate::runtime::schema::inline"),
    ("enum_de", Use::Module, "crate::runtime::enum_de"),
    ("object", Use::Macro, "crate::runtime::macros::object"),
    ("open_object", Use::Macro, "crate::runtime::macros::open_object"),
    ("of", Use::Function, "crate::runtime::schema::of"),
    ("optional", Use::Function, "crate::runtime::schema::optional"),
    ("pattern", Use::Module, "crate::pattern"),
    ("pattern_backtracking", Use::Module, "crate::pattern_backtracking"),
    ("object_reader::present", Use::SerdeAttribute, "crate::runtime::object_reader"),
    ("optional_of", Use::Function, "crate::runtime::schema::optional_of"),
    ("required", Use::Function, "crate::runtime::schema::required"),
    ("required_of", Use::Function, "crate::runtime::schema::required_of"),
    ("schema", Use::Module, "crate::runtime::schema"),
    ("builder", Use::Macro, "crate::runtime::macros::builder"),
    ("string_enum", Use::Macro, "crate::runtime::macros::string_enum"),
    ("union_enum", Use::Macro, "crate::runtime::macros::union_enum"),
    ("object_reader", Use::Module, "crate::runtime::object_reader"),
    ("lenient_integer", Use::Module, "crate::runtime::lenient_integer"),
    ("lenient_integer::deserialize", Use::SerdeAttribute, "crate::runtime::lenient_integer"),
    ("object_writer", Use::Module, "crate::runtime::object_writer"),
];

/// The importable names in other files.
const IN_OPERATIONS: &[Importable] = &[
    ("BTreeMap", Use::Type, "std::collections::BTreeMap"),
    ("ResponseSpec", Use::Type, "crate::runtime::operation::ResponseSpec"),
    ("Call", Use::Type, "crate::runtime::call::Call"),
    ("Client", Use::Type, "crate::runtime::client::Client"),
    ("ClientBuilder", Use::Type, "crate::runtime::client::ClientBuilder"),
    ("Credential", Use::Type, "crate::runtime::client::Credential"),
    ("ErrorBody", Use::Type, "crate::runtime::error::ErrorBody"),
    ("Exactly", Use::Function, "crate::runtime::operation::Statuses::Exactly"),
    ("EventData", Use::Type, "crate::event_data::EventData"),
    ("EventVariant", Use::Type, "crate::event_data::EventVariant"),
    ("Header", Use::Type, "crate::response_header::Header"),
    ("HeaderError", Use::Type, "crate::response_header::HeaderError"),
    ("Operation", Use::Type, "crate::runtime::operation::Operation"),
    ("Parameter", Use::Type, "crate::runtime::parameters::Parameter"),
    ("RequestBody", Use::Type, "crate::runtime::request_body::RequestBody"),
    ("Schema", Use::Type, "crate::runtime::schema::Schema"),
    ("Statuses", Use::Type, "crate::runtime::operation::Statuses"),
    ("Range", Use::Function, "crate::runtime::operation::Statuses::Range"),
    ("ServerVariable", Use::Type, "crate::runtime::client::ServerVariable"),
    ("Style", Use::Type, "crate::runtime::style::Style"),
    ("NoDeclaredErrors", Use::Type, "crate::runtime::error::NoDeclaredErrors"),
    ("base64", Use::Module, "crate::base64"),
    ("debug", Use::Module, "crate::runtime::debug"),
    ("decode", Use::Module, "crate::runtime::decode"),
    ("form_urlencoded", Use::Module, "crate::form_urlencoded"),
    ("format_duration", Use::Module, "crate::format_duration"),
    ("format_email", Use::Module, "crate::format_email"),
    ("format_hostname", Use::Module, "crate::format_hostname"),
    ("format_ip", Use::Module, "crate::format_ip"),
    ("format_json_pointer", Use::Module, "crate::format_json_pointer"),
    ("format_regex", Use::Module, "crate::format_regex"),
    ("format_time", Use::Module, "crate::format_time"),
    ("format_uri", Use::Module, "crate::format_uri"),
    ("format_uuid", Use::Module, "crate::format_uuid"),
    ("error_enum", Use::Macro, "crate::runtime::macros::error_enum"),
    ("inline", Use::Function, "crate::runtime::schema::inline"),
    ("response_header", Use::Module, "crate::response_header"),
    ("multipart", Use::Module, "crate::multipart"),
    ("of", Use::Function, "crate::runtime::schema::of"),
    ("optional", Use::Function, "crate::runtime::schema::optional"),
    ("optional_of", Use::Function, "crate::runtime::schema::optional_of"),
    ("params", Use::Macro, "crate::runtime::parameters::params"),
    ("pattern", Use::Module, "crate::pattern"),
    ("pattern_backtracking", Use::Module, "crate::pattern_backtracking"),
    ("required", Use::Function, "crate::runtime::schema::required"),
    ("required_of", Use::Function, "crate::runtime::schema::required_of"),
    ("request_body", Use::Module, "crate::runtime::request_body"),
    ("schema", Use::Module, "crate::runtime::schema"),
    ("stream", Use::Module, "crate::stream"),
    ("types", Use::Module, "crate::types"),
];

/// Adds the necessary imports to items.
pub(super) fn with(context: &Context<'_>, items: TokenStream) -> TokenStream {
    let errors = context.names.error_sets.iter();
    let errors = errors.map(|names| (names.name.as_str(), format!("crate::errors::{}", names.name)));
    with_others(items, IN_OPERATIONS, &errors.collect())
}

/// Adds the necessary imports to the items of `errors.rs`.
pub(super) fn in_errors_module(items: TokenStream) -> TokenStream {
    with_others(items, IN_OPERATIONS, &BTreeMap::new())
}

/// Adds the necessary imports to the items of a file of types, including types of other files.
pub(super) fn in_types_module(context: &Context<'_>, module: &Name, items: TokenStream) -> TokenStream {
    let here = context.types().filter(|named| named.names.module == *module);
    let referenced: BTreeSet<TypeId> = here.flat_map(|named| type_refs::referenced(named.definition)).collect();
    let elsewhere = referenced.into_iter().filter_map(|id| context.named(id));
    let elsewhere = elsewhere.filter(|named| named.names.module != *module);
    let others = elsewhere.map(|named| (named.names.name.as_str(), format!("super::{}", named.names.name)));
    with_others(items, IN_TYPES, &others.collect())
}

fn with_others(items: TokenStream, known: &[Importable], others: &BTreeMap<&str, String>) -> TokenStream {
    let names = known.iter().map(|(name, ..)| *name).chain(others.keys().copied()).collect();
    let mut used = BTreeSet::new();
    collect(items.clone(), false, &names, &mut used);
    let uses = |name: &str, how: Use| used.contains(&(name.to_owned(), how));
    let known = known.iter().filter(|(name, how, _)| uses(name, *how)).map(|(_, _, path)| *path);
    let types = others.iter().filter(|(name, _)| uses(name, Use::Type)).map(|(_, path)| path.as_str());
    let imports = declarations(known.chain(types));
    quote!(#imports #items)
}

/// Emits `use` declarations, one for each module.
fn declarations<'a>(paths: impl Iterator<Item = &'a str>) -> TokenStream {
    let mut by_parent: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (parent, name) in paths.filter_map(|path| path.rsplit_once("::")) {
        by_parent.entry(parent).or_default().insert(name);
    }
    let declarations = by_parent.iter().map(|(parent, names)| {
        let names: Vec<&str> = names.iter().copied().collect();
        format!("use {parent}::{{{}}};", names.join(", "))
    });
    declarations.filter_map(|declaration| declaration.parse::<TokenStream>().ok()).collect()
}

/// Collects the uses of names. If `are_variants` is set, the items are variants of an enum.
fn collect(items: TokenStream, are_variants: bool, names: &HashSet<&str>, used: &mut BTreeSet<(String, Use)>) {
    let tokens: Vec<TokenTree> = items.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let before = tokens.get(..index).unwrap_or_default();
                collect(group.stream(), holds_variants(before), names, used);
            }
            TokenTree::Ident(_) if are_variants && begins_variant(tokens.get(..index).unwrap_or_default()) => {}
            TokenTree::Ident(name) => {
                let name = name.to_string();
                if !names.contains(name.as_str()) {
                    continue;
                }
                let (before, after) = tokens.split_at(index);
                for how in how(before, after.get(1..).unwrap_or_default()) {
                    used.insert((name.clone(), *how));
                }
            }
            TokenTree::Literal(literal) if is_function_setting(tokens.get(..index).unwrap_or_default()) => {
                let text = literal.to_string();
                let text = text.trim_matches('"');
                if names.contains(text) {
                    used.insert((text.to_owned(), Use::SerdeAttribute));
                }
            }
            TokenTree::Literal(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// Returns whether the token after `before` is the path of a function in an attribute of serde.
fn is_function_setting(before: &[TokenTree]) -> bool {
    match before {
        [.., TokenTree::Ident(setting), TokenTree::Punct(sign)] => {
            setting == "deserialize_with" && sign.as_char() == '='
        }
        _ => false,
    }
}

/// Returns whether the group after `before` lists variants: `enum Name { … }`, or the macro of an enum.
fn holds_variants(before: &[TokenTree]) -> bool {
    match before {
        [.., TokenTree::Ident(word), TokenTree::Ident(_)] => word == "enum",
        [.., TokenTree::Ident(name), TokenTree::Punct(sign)] => {
            sign.as_char() == '!' && name.to_string().ends_with("_enum")
        }
        _ => false,
    }
}

/// Returns whether the token after `before` is the name of a variant: the first one, or after attributes, a comma or an arrow.
fn begins_variant(before: &[TokenTree]) -> bool {
    match before.last() {
        None | Some(TokenTree::Group(_)) => true,
        Some(TokenTree::Punct(sign)) => [',', '>'].contains(&sign.as_char()),
        Some(_) => false,
    }
}

/// Returns the uses of an identifier between two runs of tokens that require an import.
fn how(before: &[TokenTree], after: &[TokenTree]) -> &'static [Use] {
    let is = |token: Option<&TokenTree>, sign: char| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    let (last, second_last) = (before.last(), before.iter().rev().nth(1));
    let declared = matches!(last, Some(TokenTree::Ident(word)) if word == "fn");
    let inside_path = is(last, ':') && is(second_last, ':');
    if declared || inside_path || is(last, '.') {
        return &[];
    }
    match after {
        [first, ..] if is(Some(first), '!') => &[Use::Macro],
        [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Parenthesis => &[Use::Function, Use::Type],
        [first, second, third, ..] if is(Some(first), ':') && is(Some(second), ':') && is(Some(third), '<') => {
            &[Use::Function, Use::Type]
        }
        [first, second, ..] if is(Some(first), ':') && is(Some(second), ':') => &[Use::Module, Use::Type],
        _ => &[Use::Type],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proc_macro2::TokenStream;
    use quote::quote;

    use super::{IN_OPERATIONS, IN_TYPES, with_others};

    #[test]
    fn a_field_named_like_a_macro_needs_no_import() {
        let fields = quote!(
            pub struct Pet {
                pub object: u8,
            }
        );
        let given = with_others(quote!(#fields open_object!(Pet => object: STRING);), IN_TYPES, &BTreeMap::new());

        let import = quote!(
            use crate::runtime::macros::open_object;
        );
        assert_eq!(braceless(&given), braceless(&quote!(#import #fields open_object!(Pet => object: STRING);)));
    }

    #[test]
    fn a_variant_named_like_a_type_needs_no_import() {
        let items = quote!(
            pub enum Server {
                Client,
                /// Another.
                Header,
            }
        );
        assert_eq!(with_others(items.clone(), IN_OPERATIONS, &BTreeMap::new()).to_string(), items.to_string());
    }

    #[test]
    fn a_variant_in_a_macro_needs_no_import() {
        let given = with_others(
            quote!(union_enum!(Pet => Nullable(u8).discriminator("a"), Builder(u8));),
            IN_TYPES,
            &BTreeMap::new(),
        );

        assert!(!given.to_string().contains("nullable"), "{given}");
        assert!(!given.to_string().contains("builder"), "{given}");
    }

    /// Returns the text of tokens, without the braces of an import of one name.
    fn braceless(tokens: &TokenStream) -> String {
        tokens.to_string().replace("{ open_object }", "open_object")
    }
}

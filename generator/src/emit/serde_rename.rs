//! `rename_all` and `rename` attributes of serde.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The `rename_all` style of a struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// JSON names are equal to field names.
    AsIs,
    /// `#[serde(rename_all = "camelCase")]`.
    CamelCase,
}

impl Style {
    /// Returns the style that needs the fewest `rename` attributes.
    pub(super) fn of<'a>(fields: impl Iterator<Item = (&'a str, &'a Ident)> + Clone) -> Self {
        let renamed = |style: Self| fields.clone().filter(|(name, field)| style.rename(name, field).is_some()).count();
        if renamed(Self::CamelCase) < renamed(Self::AsIs) { Self::CamelCase } else { Self::AsIs }
    }

    /// Returns the JSON name, if the field needs `rename`.
    pub(super) fn rename<'a>(self, name: &'a str, field: &Ident) -> Option<&'a str> {
        let field = field.to_string();
        let given = match self {
            Self::AsIs => field,
            // serde panics if the first character is not a single byte.
            Self::CamelCase if !field.trim_start_matches('_').starts_with(|first: char| first.is_ascii()) => {
                return Some(name);
            }
            Self::CamelCase => camel_case(&field),
        };
        (given != name).then_some(name)
    }

    /// Returns the `rename_all` attribute of the struct.
    pub(super) fn setting(self) -> Option<TokenStream> {
        match self {
            Self::AsIs => None,
            Self::CamelCase => Some(quote!(rename_all = "camelCase")),
        }
    }
}

/// Converts a field name like serde's `camelCase`.
fn camel_case(field: &str) -> String {
    let mut camel = String::new();
    let mut upper = false;
    for character in field.chars() {
        match character {
            '_' => upper = !camel.is_empty(),
            character if upper => {
                camel.push(character.to_ascii_uppercase());
                upper = false;
            }
            character => camel.push(character),
        }
    }
    camel
}

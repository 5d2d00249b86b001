//! Which names serde gives to fields by itself, and which must be spelled out.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// What a struct says of the names of all of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Names in JSON are those of the fields.
    AsIs,
    /// `#[serde(rename_all = "camelCase")]`.
    CamelCase,
}

impl Style {
    /// Chooses the style that leaves the fewest names to spell out.
    pub(super) fn of<'a>(fields: impl Iterator<Item = (&'a str, &'a Ident)> + Clone) -> Self {
        let spelled = |style: Self| fields.clone().filter(|(name, field)| style.rename(name, field).is_some()).count();
        if spelled(Self::CamelCase) < spelled(Self::AsIs) { Self::CamelCase } else { Self::AsIs }
    }

    /// Returns the name in JSON, if it must be spelled out.
    pub(super) fn rename<'a>(self, name: &'a str, field: &Ident) -> Option<&'a str> {
        let field = field.to_string();
        let given = match self {
            Self::AsIs => field,
            // serde takes the first byte for the first letter, and panics where that is more than one.
            Self::CamelCase if !field.trim_start_matches('_').starts_with(|first: char| first.is_ascii()) => {
                return Some(name);
            }
            Self::CamelCase => camel_case(&field),
        };
        (given != name).then_some(name)
    }

    /// Returns the setting of `#[serde(…)]` on the struct.
    pub(super) fn setting(self) -> Option<TokenStream> {
        match self {
            Self::AsIs => None,
            Self::CamelCase => Some(quote!(rename_all = "camelCase")),
        }
    }
}

/// Converts as serde's `camelCase` does: the first letter of each part but the first in upper case.
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

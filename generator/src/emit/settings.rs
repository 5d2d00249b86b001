//! The crate's configuration of the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::symbols::Symbol;
use crate::model::api::ServerVariable;

/// Emits the constants.
pub(super) fn emit(context: &Context<'_>) -> TokenStream {
    let redacted = &context.target.redact;
    let base_url = match context.api.servers.first().filter(|server| server.is_absolute()) {
        Some(server) => {
            let url = &server.url;
            quote!(Some(#url))
        }
        None => quote!(None),
    };
    let r#type = context.uses.get(Symbol::ServerVariable);
    let variables = context.api.server_variables().map(|(server, variable)| {
        let (server, ServerVariable { name, default, values, .. }) = (&server.url, variable);
        quote!(#r#type { server: #server, name: #name, default: #default, values: &[#(#values),*] })
    });
    let security = context.api.security.iter().map(|names| quote!(&[#(#names),*]));
    quote! {
        /// Default base URL.
        pub(crate) const DEFAULT_BASE_URL: Option<&str> = #base_url;

        /// Server variables.
        pub(crate) const SERVER_VARIABLES: &[#r#type] = &[#(#variables),*];

        /// Default security requirements.
        pub(crate) const SECURITY: &[&[&str]] = &[#(#security),*];

        /// Names of properties whose values are redacted.
        pub(crate) const REDACTED: &[&str] = &[#(#redacted),*];
    }
}

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
    let variables = context.api.server_variables().map(|(server, variable)| {
        let (server, ServerVariable { name, default, values, .. }) = (&server.url, variable);
        let r#type = context.uses.get(Symbol::ServerVariable);
        quote!(#r#type { server: #server, name: #name, default: #default, values: &[#(#values),*] })
    });
    let security = context.api.security.iter().map(|names| quote!(&[#(#names),*]));
    let names = (!redacted.is_empty()).then(|| {
        quote! {
            /// Names of properties whose values are never shown.
            pub(crate) const REDACTED: &[&str] = &[#(#redacted),*];
        }
    });
    let redacted = if redacted.is_empty() { quote!(&[]) } else { quote!(REDACTED) };
    let r#type = context.uses.get(Symbol::ApiConfig);
    quote! {
        /// The servers and security requirements of the API.
        pub(crate) static API: #r#type = #r#type {
            base_url: #base_url,
            server_variables: &[#(#variables),*],
            security: &[#(#security),*],
            redacted: #redacted,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
        };

        #names
    }
}

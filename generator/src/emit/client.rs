//! The client and its builder, with the servers and credentials of the API.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::doc_comment;
use super::markdown;
use super::symbols::Symbol;
use crate::model::api::{SecurityKind, SecurityScheme, Server, ServerVariable};
use crate::names::Name;

/// Emits the client and its builder, `Server`, and the methods of the builder that name servers and credentials.
pub(super) fn emit(context: &Context<'_>) -> TokenStream {
    let servers = (!context.api.servers.is_empty()).then(|| servers(context));
    let schemes = context.api.security_schemes.iter().zip(&context.names.security_schemes);
    let credentials: Vec<TokenStream> =
        schemes.map(|(scheme, name)| credential(context, scheme, &ident(name))).collect();
    let settings: Vec<TokenStream> = credentials.into_iter().chain(server_variables(context)).collect();
    let settings = (!settings.is_empty()).then(|| {
        quote! {
            impl ClientBuilder {
                #(#settings)*
            }
        }
    });
    let [client, api] = context.uses.all([Symbol::ClientMacro, Symbol::Api]);
    quote!(#client!(#api); #servers #settings)
}

fn servers(context: &Context<'_>) -> TokenStream {
    let variants: Vec<Ident> = context.names.servers.iter().map(ident).collect();
    let urls: Vec<&str> = context.api.servers.iter().map(|server| server.url.as_str()).collect();
    let docs = context.api.servers.iter().map(|server| {
        let text = markdown::sentence(server.description.as_deref().unwrap_or_default());
        let on = if server.is_absolute() { "" } else { ", on the host of [`ClientBuilder::base_url`]" };
        doc_comment(&[format!("{text} {}{on}", markdown::code(&server.url)).trim_start().to_owned()])
    });
    let has_default = context.api.servers.first().is_some_and(Server::is_absolute);
    let doc = format!(" Servers of the API{}", if has_default { "; the first is the default." } else { "." });
    quote! {
        #[doc = #doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Server {
            #(#docs #variants,)*
        }
        impl Server {
            /// Returns the URL template; server variables are in braces.
            #[inline]
            pub fn url(self) -> &'static str {
                match self {
                    #(Self::#variants => #urls,)*
                }
            }
        }
        impl ClientBuilder {
            /// Sets the server to send requests to.
            #[inline]
            pub fn server(self, server: Server) -> Self {
                Self(self.0.server(server.url()))
            }
        }
    }
}

fn server_variables(context: &Context<'_>) -> Vec<TokenStream> {
    let declared: Vec<&ServerVariable> = context.api.server_variables().map(|(_, variable)| variable).collect();
    let method = |(name, method): (&String, &Name)| {
        let variable = declared.iter().find(|variable| variable.name == *name)?;
        let mut text = format!(
            "Sets the server variable {}; the default is {}.",
            markdown::code(name),
            markdown::code(&variable.default)
        );
        if !variable.values.is_empty() {
            let values: Vec<String> = variable.values.iter().map(|value| markdown::code(value)).collect();
            text.push_str(&format!(" One of {}.", values.join(", ")));
        }
        let described = markdown::sentence(variable.description.as_deref().unwrap_or_default());
        let doc = doc_comment(&paragraphs([text, described]));
        let method = ident(method);
        Some(quote! {
            #doc
            pub fn #method(self, value: impl Into<String>) -> Self {
                Self(self.0.server_variable(#name, value))
            }
        })
    };
    context.names.server_variables.iter().filter_map(method).collect()
}

fn credential(context: &Context<'_>, scheme: &SecurityScheme, method: &Ident) -> TokenStream {
    let name = &scheme.name;
    let described = markdown::sentence(scheme.description.as_deref().unwrap_or_default());
    let how = match &scheme.kind {
        SecurityKind::Bearer => "Authenticates with a bearer token.".to_owned(),
        SecurityKind::OAuth2(url) => format!(
            "Authenticates with a bearer token of OAuth 2. [`ClientCredentials`](crate::auth::ClientCredentials) request it at {}.",
            markdown::code(url)
        ),
        SecurityKind::Http(scheme) => format!(
            "Authenticates with the scheme {} of HTTP: the value follows that name in the header `Authorization`.",
            markdown::code(scheme)
        ),
        SecurityKind::Basic => "Authenticates with a user name and password.".to_owned(),
        SecurityKind::Header(header) => {
            format!("Authenticates with an API key in the header {}.", markdown::code(header))
        }
        SecurityKind::Query(parameter) => {
            format!("Authenticates with an API key in the query parameter {}.", markdown::code(parameter))
        }
        SecurityKind::Cookie(cookie) => {
            format!("Authenticates with an API key in the cookie {}.", markdown::code(cookie))
        }
    };
    let doc = doc_comment(&paragraphs([how, described]));
    let tokens = (scheme.kind != SecurityKind::Basic).then(|| context.uses.get(Symbol::Tokens));
    let (arguments, credential) = match &scheme.kind {
        SecurityKind::Bearer => (quote!(token: impl Into<#tokens>), quote!(bearer(token))),
        SecurityKind::OAuth2(url) => (quote!(token: impl Into<#tokens>), quote!(oauth2(#url, token))),
        SecurityKind::Http(scheme) => (quote!(value: impl Into<#tokens>), quote!(http(#scheme, value))),
        SecurityKind::Basic => {
            (quote!(username: impl Into<String>, password: impl Into<String>), quote!(basic(username, password)))
        }
        SecurityKind::Header(header) => (quote!(key: impl Into<#tokens>), quote!(header(#header, key))),
        SecurityKind::Query(parameter) => (quote!(key: impl Into<#tokens>), quote!(query(#parameter, key))),
        SecurityKind::Cookie(cookie) => (quote!(key: impl Into<#tokens>), quote!(cookie(#cookie, key))),
    };
    let r#type = context.uses.get(Symbol::Credential);
    quote! {
        #doc
        pub fn #method(self, #arguments) -> Self {
            Self(self.0.credential(#name, #r#type::#credential))
        }
    }
}

fn paragraphs(texts: [String; 2]) -> Vec<String> {
    let mut lines = Vec::new();
    for text in texts.into_iter().filter(|text| !text.is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(text);
    }
    lines
}

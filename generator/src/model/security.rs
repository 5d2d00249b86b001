//! Security schemes and requirements (OpenAPI 3.0.3 §4.7.27, §4.7.30).

use http::HeaderName;
use openapiv3::{APIKeyLocation, OpenAPI, SecurityRequirement};

use super::api::{Operation, SecurityKind, SecurityScheme};
use super::operations::{Source, follow};
use super::parameters::is_framing;
use crate::diagnostic::Diagnostics;

/// Returns the supported schemes, sorted by name. Reports unsupported schemes and problems with the requirements of the document.
pub(super) fn schemes(document: &OpenAPI, diagnostics: &mut Diagnostics) -> Vec<SecurityScheme> {
    let mut schemes = Vec::new();
    for name in document.components.iter().flat_map(|components| components.security_schemes.keys()) {
        let Some(scheme) = declared(document, name) else { continue };
        match kind(scheme) {
            Some(kind) => {
                schemes.push(SecurityScheme { name: name.clone(), description: description(scheme), kind });
            }
            None => diagnostics.warning(
                "unsupported-security",
                format!("/components/securitySchemes/{name}"),
                format!("the security scheme `{name}` is not supported"),
                "add the credential to each call with `.header(…)`",
            ),
        }
    }
    alternatives(document, document.security.as_deref().unwrap_or_default(), "", diagnostics);
    schemes.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    schemes
}

/// Returns the alternative requirements of an operation, else those of the document, without empty ones.
pub(super) fn requirements(source: &Source<'_>, diagnostics: &mut Diagnostics) -> Vec<Vec<String>> {
    match (&source.operation.security, &source.document.security) {
        (Some(own), _) => alternatives(source.document, own, &source.pointer, diagnostics),
        // Problems with these are reported once, not for each operation.
        (None, Some(inherited)) => alternatives(source.document, inherited, "", &mut Diagnostics::default()),
        (None, None) => Vec::new(),
    }
}

/// Returns the supported schemes in the requirements of the operation or document at `pointer`.
fn alternatives(
    document: &OpenAPI,
    requirements: &[SecurityRequirement],
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (index, requirement) in requirements.iter().enumerate() {
        let pointer = format!("{pointer}/security/{index}");
        if let Some(unknown) = requirement.keys().find(|name| declared(document, name).is_none()) {
            diagnostics.warning(
                "unknown-security-scheme",
                pointer,
                format!("the requirement is ignored: there is no security scheme `{unknown}`"),
                "add it to components/securitySchemes, or correct the name",
            );
            continue;
        }
        // Credentials of unsupported schemes are added by the user.
        let served = requirement.keys().filter_map(|name| Some((name.as_str(), kind(declared(document, name)?)?)));
        found.extend(split_conflicts(&served.collect::<Vec<_>>(), &pointer, diagnostics));
    }
    found.retain(|names| !names.is_empty());
    found
}

/// Returns schemes as one requirement, or as alternatives if several are sent in the same location.
fn split_conflicts(schemes: &[(&str, SecurityKind)], pointer: &str, diagnostics: &mut Diagnostics) -> Vec<Vec<String>> {
    let locations: Vec<String> = schemes.iter().map(|(_, kind)| location(kind)).collect();
    let conflict = locations.iter().find(|location| locations.iter().filter(|other| other == location).count() > 1);
    let Some(conflict) = conflict else { return vec![schemes.iter().map(|(name, _)| (*name).to_owned()).collect()] };
    diagnostics.warning(
        "conflicting-security",
        pointer,
        format!("several schemes of the requirement are sent in {conflict}; they are read as alternatives"),
        "make each of them a separate requirement",
    );
    let (conflict, others): (Vec<_>, Vec<_>) =
        schemes.iter().zip(&locations).partition(|(_, location)| *location == conflict);
    let others = others.iter().map(|((name, _), _)| (*name).to_owned());
    conflict.iter().map(|((name, _), _)| std::iter::once((*name).to_owned()).chain(others.clone()).collect()).collect()
}

/// Returns where a credential is sent, for messages.
fn location(kind: &SecurityKind) -> String {
    match kind {
        SecurityKind::Bearer | SecurityKind::OAuth2(_) | SecurityKind::Basic | SecurityKind::Http(_) => {
            "the header `authorization`".to_owned()
        }
        SecurityKind::Header(name) => format!("the header `{}`", name.to_ascii_lowercase()),
        SecurityKind::Query(name) => format!("the query parameter `{name}`"),
        SecurityKind::Cookie(name) => format!("the cookie `{name}`"),
    }
}

/// Returns the most common requirements of operations, or the first among equals.
pub(super) fn most_common(operations: &[Operation]) -> Vec<Vec<String>> {
    let mut counts: Vec<(&Vec<Vec<String>>, usize)> = Vec::new();
    for operation in operations {
        match counts.iter_mut().find(|(known, _)| **known == operation.security) {
            Some((_, count)) => *count += 1,
            None => counts.push((&operation.security, 1)),
        }
    }
    // The first of equals: `max_by_key` would give the last.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(usual, _)| usual.clone()).unwrap_or_default()
}

fn declared<'a>(document: &'a OpenAPI, name: &str) -> Option<&'a openapiv3::SecurityScheme> {
    let schemes = &document.components.as_ref()?.security_schemes;
    follow(schemes.get(name)?, "#/components/securitySchemes/", |name| schemes.get(name))
}

/// Returns how the credential of a scheme is sent, or `None` if it is not supported.
fn kind(scheme: &openapiv3::SecurityScheme) -> Option<SecurityKind> {
    match scheme {
        openapiv3::SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
            Some(SecurityKind::Bearer)
        }
        openapiv3::SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
            Some(SecurityKind::Basic)
        }
        // The name of a header and that of an authentication scheme are both a token (RFC 9110 §5.6.2, §11.1).
        openapiv3::SecurityScheme::HTTP { scheme, .. } => {
            HeaderName::try_from(scheme).is_ok().then(|| SecurityKind::Http(scheme.clone()))
        }
        // The token is sent as a bearer token (RFC 6750), however it was obtained.
        openapiv3::SecurityScheme::OAuth2 { flows, .. } => {
            let url =
                flows.client_credentials.as_ref().map(|flow| flow.token_url.clone()).filter(|url| !url.is_empty());
            Some(url.map_or(SecurityKind::Bearer, SecurityKind::OAuth2))
        }
        openapiv3::SecurityScheme::OpenIDConnect { .. } => Some(SecurityKind::Bearer),
        openapiv3::SecurityScheme::APIKey { location, name, .. } => match location {
            APIKeyLocation::Header => {
                let can_be_sent = HeaderName::try_from(name).is_ok() && !is_framing(name);
                can_be_sent.then(|| SecurityKind::Header(name.clone()))
            }
            APIKeyLocation::Query => Some(SecurityKind::Query(name.clone())),
            APIKeyLocation::Cookie => Some(SecurityKind::Cookie(name.clone())),
        },
    }
}

fn description(scheme: &openapiv3::SecurityScheme) -> Option<String> {
    match scheme {
        openapiv3::SecurityScheme::HTTP { description, .. }
        | openapiv3::SecurityScheme::OAuth2 { description, .. }
        | openapiv3::SecurityScheme::OpenIDConnect { description, .. }
        | openapiv3::SecurityScheme::APIKey { description, .. } => description.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::diagnostic::Diagnostics;
    use crate::model::api::SecurityKind;
    use crate::model::{Api, model};
    use crate::target::Target;
    use crate::{load, normalize};

    const SCHEMES: &str = "{b: {type: http, scheme: bearer}, o: {type: oauth2, flows: {}}, g: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.b/t', scopes: {}}}}, i: {type: openIdConnect, \
                           openIdConnectUrl: u}, d: {type: http, scheme: digest}, x: {type: http, scheme: 'a b'}, c: {type: apiKey, in: cookie, name: \
                           n}, h: {type: apiKey, in: header, name: X-H}, w: {type: apiKey, in: header, name: 'X H'}, \
                           r: {$ref: '#/components/securitySchemes/h'}}";

    /// Returns the model of a document with one operation, both with requirements.
    fn modelled(document: &str, operation: &str) -> (Api, Diagnostics) {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\n{document}\npaths: {{/: {{get: {{operationId: o, \
             {operation}responses: {{}}}}}}}}\ncomponents: {{securitySchemes: {SCHEMES}}}\n"
        );
        let mut diagnostics = Diagnostics::default();
        let document = load::parse(Path::new("a.yaml"), text.into_bytes(), &mut diagnostics)
            .and_then(|mut source| normalize::normalize(&mut source, &mut diagnostics));
        let api = model(&document.expect("a document"), &Target::default(), &mut diagnostics);
        (api, diagnostics)
    }

    /// Returns the requirements of an operation.
    fn required(requirements: &str) -> Vec<Vec<String>> {
        let (mut api, _) = modelled("", &format!("security: {requirements}, "));
        api.operations.pop().expect("an operation").security
    }

    /// Returns the codes and pointers of diagnostics, except those of schemes.
    fn problems(diagnostics: &Diagnostics) -> Vec<(&str, &str)> {
        let problems = diagnostics.iter().map(|one| (one.code, one.pointer.as_str()));
        problems.filter(|(_, pointer)| !pointer.starts_with("/components")).collect()
    }

    fn kind(name: &str) -> Option<SecurityKind> {
        let (api, _) = modelled("", "");
        api.security_schemes.into_iter().find(|scheme| scheme.name == name).map(|scheme| scheme.kind)
    }

    #[test]
    fn an_oauth2_token_is_a_bearer_token() {
        assert_eq!(kind("o"), Some(SecurityKind::Bearer));
    }

    #[test]
    fn the_client_credentials_grant_has_a_token_url() {
        assert_eq!(kind("g"), Some(SecurityKind::OAuth2("https://a.b/t".to_owned())));
    }

    #[test]
    fn any_scheme_of_http_is_supported() {
        assert_eq!(kind("d"), Some(SecurityKind::Http("digest".to_owned())));
    }

    #[test]
    fn an_openid_connect_token_is_a_bearer_token() {
        assert_eq!(kind("i"), Some(SecurityKind::Bearer));
    }

    #[test]
    fn an_api_key_may_be_a_cookie() {
        assert_eq!(kind("c"), Some(SecurityKind::Cookie("n".to_owned())));
    }

    #[test]
    fn a_scheme_may_be_a_reference() {
        assert_eq!(kind("r"), Some(SecurityKind::Header("X-H".to_owned())));
    }

    #[test]
    fn an_unsupported_scheme_is_reported() {
        let (_, diagnostics) = modelled("", "");

        let problems: Vec<_> = diagnostics.iter().map(|one| (one.code, one.pointer.as_str())).collect();
        let unsupported = |name| ("unsupported-security", name);
        assert_eq!(problems, ["/components/securitySchemes/x", "/components/securitySchemes/w"].map(unsupported));
    }

    #[test]
    fn requirements_may_combine_schemes_and_be_alternatives() {
        assert_eq!(required("[{b: [], c: []}, {h: []}]"), [vec!["b", "c"], vec!["h"]]);
    }

    #[test]
    fn an_empty_requirement_makes_the_others_optional() {
        assert_eq!(required("[{}, {b: []}]"), [["b"]]);
    }

    #[test]
    fn empty_requirements_override_those_of_the_document() {
        let (api, _) = modelled("security: [{b: []}]", "security: [], ");

        assert!(api.operations.iter().all(|operation| operation.security.is_empty()));
    }

    #[test]
    fn schemes_combined_with_an_unsupported_one_are_required() {
        assert_eq!(required("[{x: [], c: []}]"), [["c"]]);
    }

    #[test]
    fn schemes_in_the_same_header_are_alternatives_with_a_warning() {
        let (api, diagnostics) = modelled("", "security: [{b: [], c: [], o: []}], ");

        assert_eq!(
            api.operations.first().map(|one| one.security.clone()),
            Some(vec![vec!["b".to_owned(), "c".to_owned()], vec!["o".to_owned(), "c".to_owned()],])
        );
        assert_eq!(problems(&diagnostics), [("conflicting-security", "/paths/~1/get/security/0")]);
    }

    #[test]
    fn an_unknown_scheme_of_the_document_is_reported_once() {
        let (_, diagnostics) = modelled("security: [{missing: []}]", "");

        assert_eq!(problems(&diagnostics), [("unknown-security-scheme", "/security/0")]);
    }
}

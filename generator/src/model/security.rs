//! Security schemes and requirements (OpenAPI 3.0.3 §4.7.27, §4.7.30).

use openapiv3::{APIKeyLocation, OpenAPI, ReferenceOr};

use super::api::{Operation, SecurityKind, SecurityScheme};
use super::operations::Source;
use crate::diagnostic::Diagnostics;

/// Reads the schemes that the client can serve, by name; the others are reported.
pub(super) fn schemes(document: &OpenAPI, diagnostics: &mut Diagnostics) -> Vec<SecurityScheme> {
    let mut schemes = Vec::new();
    for (name, node) in document.components.iter().flat_map(|components| &components.security_schemes) {
        let ReferenceOr::Item(scheme) = node else { continue };
        match kind(scheme) {
            Some(kind) => {
                schemes.push(SecurityScheme { name: name.clone(), description: description(scheme), kind });
            }
            None => diagnostics.warning(
                "unsupported-security",
                format!("/components/securitySchemes/{name}"),
                format!("the client can't authenticate by the scheme `{name}`"),
                "add the credential to each call with `.header(…)`",
            ),
        }
    }
    schemes.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    schemes
}

/// Returns the alternatives that an operation asks for: its own, else those of the document; none of them empty.
pub(super) fn requirements(source: &Source<'_>, diagnostics: &mut Diagnostics) -> Vec<Vec<String>> {
    let declared = source.operation.security.as_ref().or(source.document.security.as_ref());
    let mut alternatives = Vec::new();
    for requirement in declared.into_iter().flatten() {
        let names: Vec<String> = requirement.keys().cloned().collect();
        match names.iter().find(|name| !is_declared(source.document, name)) {
            Some(unknown) => diagnostics.warning(
                "unknown-security-scheme",
                format!("{}/security", source.pointer),
                format!("`{}` asks for `{unknown}`, which no security scheme is called", source.id()),
                "add it to components/securitySchemes, or correct the name",
            ),
            None => alternatives.push(names),
        }
    }
    alternatives.retain(|names| !names.is_empty());
    alternatives
}

/// Returns the requirements that most operations have; of those that are as common, the first.
pub(super) fn usual(operations: &[Operation]) -> Vec<Vec<String>> {
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

fn is_declared(document: &OpenAPI, name: &str) -> bool {
    document.components.as_ref().is_some_and(|components| components.security_schemes.contains_key(name))
}

fn kind(scheme: &openapiv3::SecurityScheme) -> Option<SecurityKind> {
    match scheme {
        openapiv3::SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
            Some(SecurityKind::Bearer)
        }
        openapiv3::SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
            Some(SecurityKind::Basic)
        }
        openapiv3::SecurityScheme::HTTP { .. } => None,
        // Whichever way a token was come by, it travels as a bearer token (RFC 6750).
        openapiv3::SecurityScheme::OAuth2 { .. } | openapiv3::SecurityScheme::OpenIDConnect { .. } => {
            Some(SecurityKind::Bearer)
        }
        openapiv3::SecurityScheme::APIKey { location, name, .. } => Some(match location {
            APIKeyLocation::Header => SecurityKind::Header(name.clone()),
            APIKeyLocation::Query => SecurityKind::Query(name.clone()),
            APIKeyLocation::Cookie => SecurityKind::Cookie(name.clone()),
        }),
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

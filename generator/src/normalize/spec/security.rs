//! The objects that say how a caller proves who it is.

use super::{Absence, Expected, Field, Object, filled, newer, optional, required};
use crate::normalize::rules::security_scheme;

/// Arrays of Security Requirement Objects, §4.7.30.
pub(super) const REQUIREMENTS: Expected = Expected::List(&Expected::Map(&Expected::List(&Expected::Text)));

const SCOPES: Field = filled("scopes", Expected::Map(&Expected::Text), Absence::EmptyObject);
const AUTHORIZATION_URL: Field = filled("authorizationUrl", Expected::Text, Absence::EmptyText);
const TOKEN_URL: Field = filled("tokenUrl", Expected::Text, Absence::EmptyText);
const REFRESH_URL: Field = optional("refreshUrl", Expected::Text);

/// §4.7.27.
pub(super) static SECURITY_SCHEME: Object = Object {
    component: Some("securitySchemes"),
    after: &[security_scheme::has_fields_of_its_type, security_scheme::announce_mutual_tls],
    ..Object::new(
        "Security Scheme Object",
        &[
            required("type", Expected::Word(&["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"])),
            optional("description", Expected::Text),
            optional("name", Expected::Text),
            optional("in", Expected::Word(&["query", "header", "cookie"])),
            optional("scheme", Expected::Text),
            optional("bearerFormat", Expected::Text),
            optional("flows", Expected::Object(&OAUTH_FLOWS)),
            optional("openIdConnectUrl", Expected::Text),
            newer("oauth2MetadataUrl", Expected::Text),
            newer("deprecated", Expected::Flag),
        ],
    )
};

/// §4.7.28.
static OAUTH_FLOWS: Object = Object::new(
    "OAuth Flows Object",
    &[
        optional("implicit", Expected::Object(&IMPLICIT)),
        optional("password", Expected::Object(&TOKEN)),
        optional("clientCredentials", Expected::Object(&TOKEN)),
        optional("authorizationCode", Expected::Object(&AUTHORIZATION_CODE)),
        // A token travels in one way, however it was come by.
        newer("deviceAuthorization", Expected::Anything),
    ],
);

/// §4.7.29, for `implicit`.
static IMPLICIT: Object =
    Object::new("OAuth Flow Object", &[AUTHORIZATION_URL, optional("tokenUrl", Expected::Text), REFRESH_URL, SCOPES]);

/// §4.7.29, for `password` and `clientCredentials`.
static TOKEN: Object =
    Object::new("OAuth Flow Object", &[optional("authorizationUrl", Expected::Text), TOKEN_URL, REFRESH_URL, SCOPES]);

/// §4.7.29, for `authorizationCode`.
static AUTHORIZATION_CODE: Object =
    Object::new("OAuth Flow Object", &[AUTHORIZATION_URL, TOKEN_URL, REFRESH_URL, SCOPES]);

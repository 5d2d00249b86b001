//! The objects of security schemes.

use super::{FieldDef, IfMissing, ObjectDef, ValueType, optional, required, required_or, since_3_1};
use crate::normalize::rules::security_scheme;

/// Arrays of Security Requirement Objects, §4.7.30.
pub(super) const REQUIREMENTS: ValueType = ValueType::List(&ValueType::Map(&ValueType::List(&ValueType::String)));

const SCOPES: FieldDef = required_or("scopes", ValueType::Map(&ValueType::String), IfMissing::EmptyObject);
const AUTHORIZATION_URL: FieldDef = required_or("authorizationUrl", ValueType::String, IfMissing::EmptyString);
const TOKEN_URL: FieldDef = required_or("tokenUrl", ValueType::String, IfMissing::EmptyString);
const REFRESH_URL: FieldDef = optional("refreshUrl", ValueType::String);

/// §4.7.27.
pub(super) static SECURITY_SCHEME: ObjectDef = ObjectDef {
    component: Some("securitySchemes"),
    after: &[security_scheme::has_fields_of_its_type, security_scheme::announce_mutual_tls],
    ..ObjectDef::new(
        "Security Scheme Object",
        &[
            required("type", ValueType::Enum(&["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"])),
            optional("description", ValueType::String),
            optional("name", ValueType::String),
            optional("in", ValueType::Enum(&["query", "header", "cookie"])),
            optional("scheme", ValueType::String),
            optional("bearerFormat", ValueType::String),
            optional("flows", ValueType::Object(&OAUTH_FLOWS)),
            optional("openIdConnectUrl", ValueType::String),
            since_3_1("oauth2MetadataUrl", ValueType::String),
            since_3_1("deprecated", ValueType::Boolean),
        ],
    )
};

/// §4.7.28.
static OAUTH_FLOWS: ObjectDef = ObjectDef::new(
    "OAuth Flows Object",
    &[
        optional("implicit", ValueType::Object(&IMPLICIT)),
        optional("password", ValueType::Object(&TOKEN)),
        optional("clientCredentials", ValueType::Object(&TOKEN)),
        optional("authorizationCode", ValueType::Object(&AUTHORIZATION_CODE)),
        // Not checked: requests send a token in the same way for all flows.
        since_3_1("deviceAuthorization", ValueType::Anything),
    ],
);

/// §4.7.29, for `implicit`.
static IMPLICIT: ObjectDef = ObjectDef::new(
    "OAuth Flow Object",
    &[AUTHORIZATION_URL, optional("tokenUrl", ValueType::String), REFRESH_URL, SCOPES],
);

/// §4.7.29, for `password` and `clientCredentials`.
static TOKEN: ObjectDef = ObjectDef::new(
    "OAuth Flow Object",
    &[optional("authorizationUrl", ValueType::String), TOKEN_URL, REFRESH_URL, SCOPES],
);

/// §4.7.29, for `authorizationCode`.
static AUTHORIZATION_CODE: ObjectDef =
    ObjectDef::new("OAuth Flow Object", &[AUTHORIZATION_URL, TOKEN_URL, REFRESH_URL, SCOPES]);

//! The objects of a document outside of its operations: OpenAPI, Info, Server, Components, Paths, Path Item, Tag and
//! others.

use super::operation::{CALLBACK, EXAMPLE, HEADER, LINK, MEDIA_TYPE, OPERATION, PARAMETER, REQUEST_BODY, RESPONSE};
use super::schema::SCHEMA;
use super::security::{REQUIREMENTS, SECURITY_SCHEME};
use super::{IfMissing, KeyPattern, ObjectDef, ValueType, optional, required, required_or, since_3_1};
use crate::normalize::rules::{info_and_paths, key_patterns, path_item, server};
use crate::normalize::schema::pointer::add_pointer;

/// §4.7.1.
pub(in crate::normalize) static OPENAPI: ObjectDef = ObjectDef {
    before: &[info_and_paths::fill_info, info_and_paths::fill_paths],
    ..ObjectDef::new(
        "OpenAPI Object",
        &[
            required("openapi", ValueType::String),
            required("info", ValueType::Object(&INFO)),
            optional("servers", ValueType::List(&ValueType::Object(&SERVER))),
            required_or("paths", ValueType::Object(&PATHS), IfMissing::EmptyObject),
            since_3_1("webhooks", ValueType::Map(&ValueType::Reference(&PATH_ITEM))),
            optional("components", ValueType::Object(&COMPONENTS)),
            optional("security", REQUIREMENTS),
            optional("tags", ValueType::List(&ValueType::Object(&TAG))),
            optional("externalDocs", ValueType::Object(&EXTERNAL_DOCUMENTATION)),
            since_3_1("jsonSchemaDialect", ValueType::String),
            since_3_1("$self", ValueType::String),
        ],
    )
};

/// §4.7.2.
static INFO: ObjectDef = ObjectDef::new(
    "Info Object",
    &[
        required_or("title", ValueType::String, IfMissing::EmptyString),
        since_3_1("summary", ValueType::String),
        optional("description", ValueType::String),
        optional("termsOfService", ValueType::String),
        optional("contact", ValueType::Object(&CONTACT)),
        optional("license", ValueType::Object(&LICENSE)),
        required_or("version", ValueType::String, IfMissing::EmptyString),
    ],
);

/// §4.7.3.
static CONTACT: ObjectDef = ObjectDef::new(
    "Contact Object",
    &[optional("name", ValueType::String), optional("url", ValueType::String), optional("email", ValueType::String)],
);

/// §4.7.4.
static LICENSE: ObjectDef = ObjectDef::new(
    "License Object",
    &[
        required_or("name", ValueType::String, IfMissing::EmptyString),
        since_3_1("identifier", ValueType::String),
        optional("url", ValueType::String),
    ],
);

/// §4.7.5.
pub(super) static SERVER: ObjectDef = ObjectDef {
    after: &[server::declare_variables, server::assume_https],
    ..ObjectDef::new(
        "Server Object",
        &[
            since_3_1("name", ValueType::String),
            required("url", ValueType::String),
            optional("description", ValueType::String),
            optional("variables", ValueType::Map(&ValueType::Object(&SERVER_VARIABLE))),
        ],
    )
};

/// §4.7.6.
static SERVER_VARIABLE: ObjectDef = ObjectDef {
    before: &[server::default_to_first],
    ..ObjectDef::new(
        "Server Variable Object",
        &[
            optional("enum", ValueType::List(&ValueType::String)),
            required_or("default", ValueType::String, IfMissing::EmptyString),
            optional("description", ValueType::String),
        ],
    )
};

/// §4.7.7.
pub(in crate::normalize) static COMPONENTS: ObjectDef = ObjectDef::new(
    "Components Object",
    &[
        optional("schemas", ValueType::Map(&ValueType::Reference(&SCHEMA))),
        optional("responses", ValueType::Map(&ValueType::Reference(&RESPONSE))),
        optional("parameters", ValueType::Map(&ValueType::Reference(&PARAMETER))),
        optional("examples", ValueType::Map(&ValueType::Reference(&EXAMPLE))),
        optional("requestBodies", ValueType::Map(&ValueType::Reference(&REQUEST_BODY))),
        optional("headers", ValueType::Map(&ValueType::Reference(&HEADER))),
        optional("securitySchemes", ValueType::Map(&ValueType::Reference(&SECURITY_SCHEME))),
        optional("links", ValueType::Map(&ValueType::Reference(&LINK))),
        optional("callbacks", ValueType::Map(&ValueType::Reference(&CALLBACK))),
        // Path items are checked where they are referenced.
        since_3_1("pathItems", ValueType::Anything),
        since_3_1("mediaTypes", ValueType::Map(&ValueType::Reference(&MEDIA_TYPE))),
    ],
);

/// §4.7.8.
static PATHS: ObjectDef = ObjectDef {
    pattern: Some(KeyPattern { check: key_patterns::path, value_type: ValueType::Reference(&PATH_ITEM) }),
    ..ObjectDef::new("Paths Object", &[])
};

/// §4.7.9.
pub(in crate::normalize) static PATH_ITEM: ObjectDef = ObjectDef {
    before: &[path_item::refuse_unknown_methods],
    after: &[add_pointer],
    ..ObjectDef::new(
        "Path Item Object",
        &[
            optional("summary", ValueType::String),
            optional("description", ValueType::String),
            optional("get", ValueType::Object(&OPERATION)),
            optional("put", ValueType::Object(&OPERATION)),
            optional("post", ValueType::Object(&OPERATION)),
            optional("delete", ValueType::Object(&OPERATION)),
            optional("options", ValueType::Object(&OPERATION)),
            optional("head", ValueType::Object(&OPERATION)),
            optional("patch", ValueType::Object(&OPERATION)),
            optional("trace", ValueType::Object(&OPERATION)),
            since_3_1("query", ValueType::Object(&OPERATION)),
            since_3_1("additionalOperations", ValueType::Object(&ADDITIONAL_OPERATIONS)),
            optional("servers", ValueType::List(&ValueType::Object(&SERVER))),
            optional("parameters", ValueType::List(&ValueType::Reference(&PARAMETER))),
        ],
    )
};

/// `additionalOperations` of a Path Item Object in OpenAPI 3.2.
static ADDITIONAL_OPERATIONS: ObjectDef = ObjectDef {
    pattern: Some(KeyPattern { check: key_patterns::method, value_type: ValueType::Object(&OPERATION) }),
    ..ObjectDef::new("map of additional operations", &[])
};

/// §4.7.22.
static TAG: ObjectDef = ObjectDef::new(
    "Tag Object",
    &[
        required_or("name", ValueType::String, IfMissing::EmptyString),
        since_3_1("summary", ValueType::String),
        since_3_1("parent", ValueType::String),
        since_3_1("kind", ValueType::String),
        optional("description", ValueType::String),
        optional("externalDocs", ValueType::Object(&EXTERNAL_DOCUMENTATION)),
    ],
);

/// §4.7.11.
pub(super) static EXTERNAL_DOCUMENTATION: ObjectDef = ObjectDef::new(
    "External Documentation Object",
    &[optional("description", ValueType::String), required_or("url", ValueType::String, IfMissing::EmptyString)],
);

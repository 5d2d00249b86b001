//! The objects around the operations: OpenAPI, Info, Server, Components, Paths, Path Item, Tag and theirs.

use super::operation::{CALLBACK, EXAMPLE, HEADER, LINK, MEDIA_TYPE, OPERATION, PARAMETER, REQUEST_BODY, RESPONSE};
use super::schema::SCHEMA;
use super::security::{REQUIREMENTS, SECURITY_SCHEME};
use super::{Absence, Expected, Object, Pattern, filled, newer, optional, required};
use crate::normalize::rules::{info_and_paths, key_patterns, path_item, server};
use crate::normalize::schema::pointer::add_pointer;

/// §4.7.1.
pub(in crate::normalize) static OPENAPI: Object = Object {
    before: &[info_and_paths::fill_info, info_and_paths::fill_paths],
    ..Object::new(
        "OpenAPI Object",
        &[
            required("openapi", Expected::Text),
            required("info", Expected::Object(&INFO)),
            optional("servers", Expected::List(&Expected::Object(&SERVER))),
            filled("paths", Expected::Object(&PATHS), Absence::EmptyObject),
            newer("webhooks", Expected::Map(&Expected::Reference(&PATH_ITEM))),
            optional("components", Expected::Object(&COMPONENTS)),
            optional("security", REQUIREMENTS),
            optional("tags", Expected::List(&Expected::Object(&TAG))),
            optional("externalDocs", Expected::Object(&EXTERNAL_DOCUMENTATION)),
            newer("jsonSchemaDialect", Expected::Text),
            newer("$self", Expected::Text),
        ],
    )
};

/// §4.7.2.
static INFO: Object = Object::new(
    "Info Object",
    &[
        filled("title", Expected::Text, Absence::EmptyText),
        newer("summary", Expected::Text),
        optional("description", Expected::Text),
        optional("termsOfService", Expected::Text),
        optional("contact", Expected::Object(&CONTACT)),
        optional("license", Expected::Object(&LICENSE)),
        filled("version", Expected::Text, Absence::EmptyText),
    ],
);

/// §4.7.3.
static CONTACT: Object = Object::new(
    "Contact Object",
    &[optional("name", Expected::Text), optional("url", Expected::Text), optional("email", Expected::Text)],
);

/// §4.7.4.
static LICENSE: Object = Object::new(
    "License Object",
    &[
        filled("name", Expected::Text, Absence::EmptyText),
        newer("identifier", Expected::Text),
        optional("url", Expected::Text),
    ],
);

/// §4.7.5.
pub(super) static SERVER: Object = Object {
    after: &[server::declare_variables, server::assume_https],
    ..Object::new(
        "Server Object",
        &[
            newer("name", Expected::Text),
            required("url", Expected::Text),
            optional("description", Expected::Text),
            optional("variables", Expected::Map(&Expected::Object(&SERVER_VARIABLE))),
        ],
    )
};

/// §4.7.6.
static SERVER_VARIABLE: Object = Object {
    before: &[server::default_to_first],
    ..Object::new(
        "Server Variable Object",
        &[
            optional("enum", Expected::List(&Expected::Text)),
            filled("default", Expected::Text, Absence::EmptyText),
            optional("description", Expected::Text),
        ],
    )
};

/// §4.7.7.
pub(in crate::normalize) static COMPONENTS: Object = Object::new(
    "Components Object",
    &[
        optional("schemas", Expected::Map(&Expected::Reference(&SCHEMA))),
        optional("responses", Expected::Map(&Expected::Reference(&RESPONSE))),
        optional("parameters", Expected::Map(&Expected::Reference(&PARAMETER))),
        optional("examples", Expected::Map(&Expected::Reference(&EXAMPLE))),
        optional("requestBodies", Expected::Map(&Expected::Reference(&REQUEST_BODY))),
        optional("headers", Expected::Map(&Expected::Reference(&HEADER))),
        optional("securitySchemes", Expected::Map(&Expected::Reference(&SECURITY_SCHEME))),
        optional("links", Expected::Map(&Expected::Reference(&LINK))),
        optional("callbacks", Expected::Map(&Expected::Reference(&CALLBACK))),
        // They are checked where they are referred to.
        newer("pathItems", Expected::Anything),
        newer("mediaTypes", Expected::Map(&Expected::Reference(&MEDIA_TYPE))),
    ],
);

/// §4.7.8.
static PATHS: Object = Object {
    pattern: Some(Pattern { name: key_patterns::path, expected: Expected::Reference(&PATH_ITEM) }),
    ..Object::new("Paths Object", &[])
};

/// §4.7.9.
pub(in crate::normalize) static PATH_ITEM: Object = Object {
    before: &[path_item::refuse_unknown_methods],
    after: &[add_pointer],
    ..Object::new(
        "Path Item Object",
        &[
            optional("summary", Expected::Text),
            optional("description", Expected::Text),
            optional("get", Expected::Object(&OPERATION)),
            optional("put", Expected::Object(&OPERATION)),
            optional("post", Expected::Object(&OPERATION)),
            optional("delete", Expected::Object(&OPERATION)),
            optional("options", Expected::Object(&OPERATION)),
            optional("head", Expected::Object(&OPERATION)),
            optional("patch", Expected::Object(&OPERATION)),
            optional("trace", Expected::Object(&OPERATION)),
            newer("query", Expected::Object(&OPERATION)),
            newer("additionalOperations", Expected::Object(&ADDITIONAL_OPERATIONS)),
            optional("servers", Expected::List(&Expected::Object(&SERVER))),
            optional("parameters", Expected::List(&Expected::Reference(&PARAMETER))),
        ],
    )
};

/// `additionalOperations` of a Path Item Object in OpenAPI 3.2.
static ADDITIONAL_OPERATIONS: Object = Object {
    pattern: Some(Pattern { name: key_patterns::method, expected: Expected::Object(&OPERATION) }),
    ..Object::new("map of additional operations", &[])
};

/// §4.7.22.
static TAG: Object = Object::new(
    "Tag Object",
    &[
        filled("name", Expected::Text, Absence::EmptyText),
        newer("summary", Expected::Text),
        newer("parent", Expected::Text),
        newer("kind", Expected::Text),
        optional("description", Expected::Text),
        optional("externalDocs", Expected::Object(&EXTERNAL_DOCUMENTATION)),
    ],
);

/// §4.7.11.
pub(super) static EXTERNAL_DOCUMENTATION: Object = Object::new(
    "External Documentation Object",
    &[optional("description", Expected::Text), filled("url", Expected::Text, Absence::EmptyText)],
);

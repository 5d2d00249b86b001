//! The objects of an operation: parameters, request bodies, responses and others.

use super::document::{EXTERNAL_DOCUMENTATION, PATH_ITEM, SERVER};
use super::schema::SCHEMA;
use super::security::REQUIREMENTS;
use super::{IfMissing, KeyPattern, ObjectDef, ValueType, optional, required, required_or, since_3_1};
use crate::normalize::rules::{callback, encoding, examples, key_patterns, link, media_type, parameter};
use crate::normalize::schema::pointer::add_pointer;

/// §4.7.10.
pub(super) static OPERATION: ObjectDef = ObjectDef {
    after: &[add_pointer],
    ..ObjectDef::new(
        "Operation Object",
        &[
            optional("tags", ValueType::List(&ValueType::String)),
            optional("summary", ValueType::String),
            optional("description", ValueType::String),
            optional("externalDocs", ValueType::Object(&EXTERNAL_DOCUMENTATION)),
            optional("operationId", ValueType::String),
            optional("parameters", ValueType::List(&ValueType::Reference(&PARAMETER))),
            optional("requestBody", ValueType::Reference(&REQUEST_BODY)),
            required_or("responses", ValueType::Object(&RESPONSES), IfMissing::EmptyObject),
            optional("callbacks", ValueType::Map(&ValueType::Reference(&CALLBACK))),
            optional("deprecated", ValueType::Boolean),
            optional("security", REQUIREMENTS),
            optional("servers", ValueType::List(&ValueType::Object(&SERVER))),
        ],
    )
};

/// §4.7.12.
pub(super) static PARAMETER: ObjectDef = ObjectDef {
    component: Some("parameters"),
    before: &[examples::examples_list_to_map, parameter::style_fits, parameter::path_is_required],
    after: &[
        parameter::has_one_form,
        parameter::mark_querystring,
        parameter::mark_cookie_style,
        parameter::keep_allow_reserved,
    ],
    ..ObjectDef::new(
        "Parameter Object",
        &[
            required("name", ValueType::String),
            required("in", ValueType::Enum(&["query", "header", "path", "cookie", "querystring"])),
            optional("description", ValueType::String),
            optional("required", ValueType::Boolean),
            optional("deprecated", ValueType::Boolean),
            optional("allowEmptyValue", ValueType::Boolean),
            optional("style", ValueType::String),
            optional("explode", ValueType::Boolean),
            optional("allowReserved", ValueType::Boolean),
            optional("schema", ValueType::Reference(&SCHEMA)),
            optional("example", ValueType::Anything),
            optional("examples", ValueType::Map(&ValueType::Reference(&EXAMPLE))),
            optional("content", ValueType::Map(&ValueType::Reference(&MEDIA_TYPE))),
        ],
    )
};

/// §4.7.21: a Parameter Object without `name` and `in`.
pub(super) static HEADER: ObjectDef = ObjectDef {
    component: Some("headers"),
    before: &[examples::examples_list_to_map, parameter::header_style_fits],
    after: &[parameter::has_one_form, parameter::keep_explode],
    ..ObjectDef::new(
        "Header Object",
        &[
            optional("description", ValueType::String),
            optional("required", ValueType::Boolean),
            optional("deprecated", ValueType::Boolean),
            optional("allowEmptyValue", ValueType::Boolean),
            optional("style", ValueType::String),
            optional("explode", ValueType::Boolean),
            optional("allowReserved", ValueType::Boolean),
            optional("schema", ValueType::Reference(&SCHEMA)),
            optional("example", ValueType::Anything),
            optional("examples", ValueType::Map(&ValueType::Reference(&EXAMPLE))),
            optional("content", ValueType::Map(&ValueType::Reference(&MEDIA_TYPE))),
        ],
    )
};

/// §4.7.13.
pub(super) static REQUEST_BODY: ObjectDef = ObjectDef {
    component: Some("requestBodies"),
    ..ObjectDef::new(
        "Request Body Object",
        &[
            optional("description", ValueType::String),
            required("content", ValueType::Map(&ValueType::Reference(&MEDIA_TYPE))),
            optional("required", ValueType::Boolean),
        ],
    )
};

/// §4.7.14.
pub(super) static MEDIA_TYPE: ObjectDef = ObjectDef {
    component: Some("mediaTypes"),
    before: &[examples::examples_list_to_map],
    after: &[media_type::keep_item_schema, media_type::ignore_positional_encoding],
    ..ObjectDef::new(
        "Media Type Object",
        &[
            optional("schema", ValueType::Reference(&SCHEMA)),
            optional("example", ValueType::Anything),
            optional("examples", ValueType::Map(&ValueType::Reference(&EXAMPLE))),
            optional("encoding", ValueType::Map(&ValueType::Object(&ENCODING))),
            since_3_1("itemSchema", ValueType::Reference(&SCHEMA)),
            since_3_1("itemEncoding", ValueType::Object(&ENCODING)),
            since_3_1("prefixEncoding", ValueType::List(&ValueType::Object(&ENCODING))),
        ],
    )
};

/// §4.7.15.
static ENCODING: ObjectDef = ObjectDef {
    before: &[encoding::style_fits],
    after: &[encoding::write_default_of_explode],
    ..ObjectDef::new(
        "Encoding Object",
        &[
            optional("contentType", ValueType::String),
            optional("headers", ValueType::Map(&ValueType::Reference(&HEADER))),
            optional("style", ValueType::String),
            optional("explode", ValueType::Boolean),
            optional("allowReserved", ValueType::Boolean),
        ],
    )
};

/// §4.7.16.
static RESPONSES: ObjectDef = ObjectDef {
    pattern: Some(KeyPattern { check: key_patterns::status, value_type: ValueType::Reference(&RESPONSE) }),
    ..ObjectDef::new("Responses Object", &[optional("default", ValueType::Reference(&RESPONSE))])
};

/// §4.7.17.
pub(super) static RESPONSE: ObjectDef = ObjectDef {
    component: Some("responses"),
    ..ObjectDef::new(
        "Response Object",
        &[
            required_or("description", ValueType::String, IfMissing::EmptyString),
            since_3_1("summary", ValueType::String),
            optional("headers", ValueType::Map(&ValueType::Reference(&HEADER))),
            optional("content", ValueType::Map(&ValueType::Reference(&MEDIA_TYPE))),
            optional("links", ValueType::Map(&ValueType::Reference(&LINK))),
        ],
    )
};

/// §4.7.18.
pub(super) static CALLBACK: ObjectDef = ObjectDef {
    component: Some("callbacks"),
    after: &[callback::remove_extensions],
    pattern: Some(KeyPattern { check: key_patterns::expression, value_type: ValueType::Reference(&PATH_ITEM) }),
    ..ObjectDef::new("Callback Object", &[])
};

/// §4.7.19.
pub(super) static EXAMPLE: ObjectDef = ObjectDef {
    component: Some("examples"),
    ..ObjectDef::new(
        "Example Object",
        &[
            optional("summary", ValueType::String),
            optional("description", ValueType::String),
            optional("value", ValueType::Anything),
            optional("externalValue", ValueType::String),
            since_3_1("dataValue", ValueType::Anything),
            since_3_1("serializedValue", ValueType::String),
        ],
    )
};

/// §4.7.20.
pub(super) static LINK: ObjectDef = ObjectDef {
    component: Some("links"),
    after: &[link::names_one_operation],
    ..ObjectDef::new(
        "Link Object",
        &[
            optional("operationRef", ValueType::String),
            optional("operationId", ValueType::String),
            optional("parameters", ValueType::Map(&ValueType::Anything)),
            optional("requestBody", ValueType::Anything),
            optional("description", ValueType::String),
            optional("server", ValueType::Object(&SERVER)),
        ],
    )
};

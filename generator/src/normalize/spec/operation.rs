//! The objects of an operation: its parameters, its body, its responses and theirs.

use super::document::{EXTERNAL_DOCUMENTATION, PATH_ITEM, SERVER};
use super::schema::SCHEMA;
use super::security::REQUIREMENTS;
use super::{Absence, Expected, Object, Pattern, filled, newer, optional, required};
use crate::normalize::rules::{callbacks, encoding, examples, key_patterns, link, media_type, parameter};
use crate::normalize::schema::pointer::add_pointer;

/// §4.7.10.
pub(super) static OPERATION: Object = Object {
    after: &[add_pointer],
    ..Object::new(
        "Operation Object",
        &[
            optional("tags", Expected::List(&Expected::Text)),
            optional("summary", Expected::Text),
            optional("description", Expected::Text),
            optional("externalDocs", Expected::Object(&EXTERNAL_DOCUMENTATION)),
            optional("operationId", Expected::Text),
            optional("parameters", Expected::List(&Expected::Reference(&PARAMETER))),
            optional("requestBody", Expected::Reference(&REQUEST_BODY)),
            filled("responses", Expected::Object(&RESPONSES), Absence::EmptyObject),
            optional("callbacks", Expected::Map(&Expected::Reference(&CALLBACK))),
            optional("deprecated", Expected::Flag),
            optional("security", REQUIREMENTS),
            optional("servers", Expected::List(&Expected::Object(&SERVER))),
        ],
    )
};

/// §4.7.12.
pub(super) static PARAMETER: Object = Object {
    component: Some("parameters"),
    before: &[examples::name_listed, parameter::style_fits, parameter::path_is_required],
    after: &[
        parameter::has_one_form,
        parameter::mark_querystring,
        parameter::mark_cookie_style,
        parameter::keep_allow_reserved,
    ],
    ..Object::new(
        "Parameter Object",
        &[
            required("name", Expected::Text),
            required("in", Expected::Word(&["query", "header", "path", "cookie", "querystring"])),
            optional("description", Expected::Text),
            optional("required", Expected::Flag),
            optional("deprecated", Expected::Flag),
            optional("allowEmptyValue", Expected::Flag),
            optional("style", Expected::Text),
            optional("explode", Expected::Flag),
            optional("allowReserved", Expected::Flag),
            optional("schema", Expected::Reference(&SCHEMA)),
            optional("example", Expected::Anything),
            optional("examples", Expected::Map(&Expected::Reference(&EXAMPLE))),
            optional("content", Expected::Map(&Expected::Reference(&MEDIA_TYPE))),
        ],
    )
};

/// §4.7.21: a Parameter Object without `name` and `in`.
pub(super) static HEADER: Object = Object {
    component: Some("headers"),
    before: &[examples::name_listed, parameter::header_style_fits],
    after: &[parameter::has_one_form, parameter::keep_explode],
    ..Object::new(
        "Header Object",
        &[
            optional("description", Expected::Text),
            optional("required", Expected::Flag),
            optional("deprecated", Expected::Flag),
            optional("allowEmptyValue", Expected::Flag),
            optional("style", Expected::Text),
            optional("explode", Expected::Flag),
            optional("allowReserved", Expected::Flag),
            optional("schema", Expected::Reference(&SCHEMA)),
            optional("example", Expected::Anything),
            optional("examples", Expected::Map(&Expected::Reference(&EXAMPLE))),
            optional("content", Expected::Map(&Expected::Reference(&MEDIA_TYPE))),
        ],
    )
};

/// §4.7.13.
pub(super) static REQUEST_BODY: Object = Object {
    component: Some("requestBodies"),
    ..Object::new(
        "Request Body Object",
        &[
            optional("description", Expected::Text),
            required("content", Expected::Map(&Expected::Reference(&MEDIA_TYPE))),
            optional("required", Expected::Flag),
        ],
    )
};

/// §4.7.14.
pub(super) static MEDIA_TYPE: Object = Object {
    component: Some("mediaTypes"),
    before: &[examples::name_listed],
    after: &[media_type::keep_item_schema, media_type::leave_out_encoding_by_position],
    ..Object::new(
        "Media Type Object",
        &[
            optional("schema", Expected::Reference(&SCHEMA)),
            optional("example", Expected::Anything),
            optional("examples", Expected::Map(&Expected::Reference(&EXAMPLE))),
            optional("encoding", Expected::Map(&Expected::Object(&ENCODING))),
            newer("itemSchema", Expected::Reference(&SCHEMA)),
            newer("itemEncoding", Expected::Object(&ENCODING)),
            newer("prefixEncoding", Expected::List(&Expected::Object(&ENCODING))),
        ],
    )
};

/// §4.7.15.
static ENCODING: Object = Object {
    before: &[encoding::style_fits],
    after: &[encoding::write_default_of_explode],
    ..Object::new(
        "Encoding Object",
        &[
            optional("contentType", Expected::Text),
            optional("headers", Expected::Map(&Expected::Reference(&HEADER))),
            optional("style", Expected::Text),
            optional("explode", Expected::Flag),
            optional("allowReserved", Expected::Flag),
        ],
    )
};

/// §4.7.16.
static RESPONSES: Object = Object {
    pattern: Some(Pattern { name: key_patterns::status, expected: Expected::Reference(&RESPONSE) }),
    ..Object::new("Responses Object", &[optional("default", Expected::Reference(&RESPONSE))])
};

/// §4.7.17.
pub(super) static RESPONSE: Object = Object {
    component: Some("responses"),
    ..Object::new(
        "Response Object",
        &[
            filled("description", Expected::Text, Absence::EmptyText),
            newer("summary", Expected::Text),
            optional("headers", Expected::Map(&Expected::Reference(&HEADER))),
            optional("content", Expected::Map(&Expected::Reference(&MEDIA_TYPE))),
            optional("links", Expected::Map(&Expected::Reference(&LINK))),
        ],
    )
};

/// §4.7.18.
pub(super) static CALLBACK: Object = Object {
    component: Some("callbacks"),
    after: &[callbacks::leave_out_extensions],
    pattern: Some(Pattern { name: key_patterns::expression, expected: Expected::Reference(&PATH_ITEM) }),
    ..Object::new("Callback Object", &[])
};

/// §4.7.19.
pub(super) static EXAMPLE: Object = Object {
    component: Some("examples"),
    ..Object::new(
        "Example Object",
        &[
            optional("summary", Expected::Text),
            optional("description", Expected::Text),
            optional("value", Expected::Anything),
            optional("externalValue", Expected::Text),
            newer("dataValue", Expected::Anything),
            newer("serializedValue", Expected::Text),
        ],
    )
};

/// §4.7.20.
pub(super) static LINK: Object = Object {
    component: Some("links"),
    after: &[link::names_one_operation],
    ..Object::new(
        "Link Object",
        &[
            optional("operationRef", Expected::Text),
            optional("operationId", Expected::Text),
            optional("parameters", Expected::Map(&Expected::Anything)),
            optional("requestBody", Expected::Anything),
            optional("description", Expected::Text),
            optional("server", Expected::Object(&SERVER)),
        ],
    )
};

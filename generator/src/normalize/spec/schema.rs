//! The Schema Object, the Discriminator Object and the XML Object.

use super::document::EXTERNAL_DOCUMENTATION;
use super::{Expected, Object, Side, newer, optional, required};
use crate::normalize::rules::examples;
use crate::normalize::schema::{
    bounds, const_keyword, content_encoding, contradictions, defaults, discriminator, draft3_required, enum_keyword,
    exclusive, extension_keywords, format_mismatch, id_keywords, number_format, pointer::add_pointer, tuple_items,
    type_aliases, type_arrays,
};

const LEAST: Expected = Expected::Count(Side::Least);
const MOST: Expected = Expected::Count(Side::Most);

/// The types of §4.7.24; null, which 3.1 added, is known to openapiv3 too.
const TYPES: Expected = Expected::Word(&["string", "number", "integer", "boolean", "object", "array", "null"]);

/// §4.7.24.
pub(in crate::normalize) static SCHEMA: Object = Object {
    component: Some("schemas"),
    before: &[
        draft3_required::leave_out,
        examples::list_named,
        discriminator::name_property,
        exclusive::split_numeric,
        tuple_items::take_listed,
        id_keywords::leave_out_dynamic,
        id_keywords::note_base,
        const_keyword::to_enum,
        type_aliases::correct,
        type_arrays::to_one,
        content_encoding::to_format,
        number_format::imply_type,
        enum_keyword::move_to_items,
    ],
    after: &[
        defaults::keep_exact,
        format_mismatch::mark,
        defaults::leave_out_rejected,
        contradictions::report,
        bounds::keep_exact,
        enum_keyword::keep_exact,
        extension_keywords::move_aside,
        add_pointer,
    ],
    ..Object::new(
        "Schema Object",
        &[
            optional("type", TYPES),
            optional("description", Expected::Text),
            optional("properties", Expected::Map(&Expected::Reference(&SCHEMA))),
            optional("required", Expected::List(&Expected::Text)),
            optional("example", Expected::Anything),
            optional("items", Expected::Reference(&SCHEMA)),
            optional("enum", Expected::List(&Expected::Anything)),
            optional("format", Expected::Text),
            optional("nullable", Expected::Flag),
            optional("title", Expected::Text),
            optional("default", Expected::Anything),
            optional("allOf", Expected::List(&Expected::Reference(&SCHEMA))),
            optional("oneOf", Expected::List(&Expected::Reference(&SCHEMA))),
            optional("anyOf", Expected::List(&Expected::Reference(&SCHEMA))),
            optional("not", Expected::Reference(&SCHEMA)),
            optional("additionalProperties", Expected::SchemaOrFlag),
            optional("multipleOf", Expected::Number),
            optional("maximum", Expected::Number),
            optional("exclusiveMaximum", Expected::Flag),
            optional("minimum", Expected::Number),
            optional("exclusiveMinimum", Expected::Flag),
            optional("maxLength", MOST),
            optional("minLength", LEAST),
            optional("pattern", Expected::Text),
            optional("maxItems", MOST),
            optional("minItems", LEAST),
            optional("uniqueItems", Expected::Flag),
            optional("maxProperties", MOST),
            optional("minProperties", LEAST),
            optional("discriminator", Expected::Object(&DISCRIMINATOR)),
            optional("readOnly", Expected::Flag),
            optional("writeOnly", Expected::Flag),
            optional("xml", Expected::Object(&XML)),
            optional("externalDocs", Expected::Object(&EXTERNAL_DOCUMENTATION)),
            optional("deprecated", Expected::Flag),
            newer("$comment", Expected::Text),
            newer("$schema", Expected::Text),
            newer("$anchor", Expected::Text),
            newer("$dynamicAnchor", Expected::Text),
            newer("$recursiveAnchor", Expected::Flag),
            // They are checked where they are referred to.
            newer("$defs", Expected::Anything),
            newer("examples", Expected::List(&Expected::Anything)),
            newer("contentEncoding", Expected::Text),
            newer("contentMediaType", Expected::Text),
            newer("contentSchema", Expected::Reference(&SCHEMA)),
            newer("patternProperties", Expected::Map(&Expected::Reference(&SCHEMA))),
            newer("propertyNames", Expected::Reference(&SCHEMA)),
            newer("dependentRequired", Expected::Map(&Expected::List(&Expected::Text))),
            newer("dependentSchemas", Expected::Map(&Expected::Reference(&SCHEMA))),
            newer("unevaluatedProperties", Expected::Reference(&SCHEMA)),
            newer("prefixItems", Expected::List(&Expected::Reference(&SCHEMA))),
            newer("contains", Expected::Reference(&SCHEMA)),
            newer("minContains", LEAST),
            newer("maxContains", MOST),
            newer("unevaluatedItems", Expected::Reference(&SCHEMA)),
            newer("if", Expected::Reference(&SCHEMA)),
            newer("then", Expected::Reference(&SCHEMA)),
            newer("else", Expected::Reference(&SCHEMA)),
        ],
    )
};

/// §4.7.25.
static DISCRIMINATOR: Object = Object {
    after: &[discriminator::check_mapping, discriminator::leave_out_default],
    ..Object::new(
        "Discriminator Object",
        &[
            required("propertyName", Expected::Text),
            optional("mapping", Expected::Map(&Expected::Text)),
            newer("defaultMapping", Expected::Text),
        ],
    )
};

/// §4.7.26.
static XML: Object = Object::new(
    "XML Object",
    &[
        optional("name", Expected::Text),
        optional("namespace", Expected::Text),
        optional("prefix", Expected::Text),
        optional("attribute", Expected::Flag),
        optional("wrapped", Expected::Flag),
        newer("nodeType", Expected::Text),
    ],
);

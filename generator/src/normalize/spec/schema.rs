//! The Schema Object, the Discriminator Object and the XML Object.

use super::document::EXTERNAL_DOCUMENTATION;
use super::{Limit, ObjectDef, ValueType, optional, required, since_3_1};
use crate::normalize::rules::examples;
use crate::normalize::schema::{
    bounds, const_keyword, content_encoding, contradictions, defaults, discriminator, draft3_required, enum_keyword,
    exclusive, extension_keywords, format_mismatch, id_keywords, number_format, pointer::add_pointer, tuple_items,
    type_aliases, type_arrays,
};

const LEAST: ValueType = ValueType::NonNegative(Limit::Min);
const MOST: ValueType = ValueType::NonNegative(Limit::Max);

/// The types of §4.7.24; openapiv3 also supports null, which OpenAPI 3.1 added.
const TYPES: ValueType = ValueType::Enum(&["string", "number", "integer", "boolean", "object", "array", "null"]);

/// §4.7.24.
pub(in crate::normalize) static SCHEMA: ObjectDef = ObjectDef {
    component: Some("schemas"),
    before: &[
        draft3_required::remove,
        examples::examples_map_to_list,
        discriminator::name_property,
        exclusive::split_numeric,
        tuple_items::items_array_to_any_of,
        id_keywords::ignore_dynamic_references,
        id_keywords::note_base,
        const_keyword::to_enum,
        type_aliases::correct,
        type_arrays::split_type_array,
        content_encoding::to_format,
        number_format::imply_type,
        enum_keyword::move_to_items,
    ],
    after: &[
        defaults::keep_exact,
        format_mismatch::mark,
        defaults::ignore_mismatched_default,
        contradictions::report,
        bounds::keep_exact,
        enum_keyword::keep_exact,
        extension_keywords::stash,
        add_pointer,
    ],
    ..ObjectDef::new(
        "Schema Object",
        &[
            optional("type", TYPES),
            optional("description", ValueType::String),
            optional("properties", ValueType::Map(&ValueType::Reference(&SCHEMA))),
            optional("required", ValueType::List(&ValueType::String)),
            optional("example", ValueType::Anything),
            optional("items", ValueType::Reference(&SCHEMA)),
            optional("enum", ValueType::List(&ValueType::Anything)),
            optional("format", ValueType::String),
            optional("nullable", ValueType::Boolean),
            optional("title", ValueType::String),
            optional("default", ValueType::Anything),
            optional("allOf", ValueType::List(&ValueType::Reference(&SCHEMA))),
            optional("oneOf", ValueType::List(&ValueType::Reference(&SCHEMA))),
            optional("anyOf", ValueType::List(&ValueType::Reference(&SCHEMA))),
            optional("not", ValueType::Reference(&SCHEMA)),
            optional("additionalProperties", ValueType::SchemaOrBoolean),
            optional("multipleOf", ValueType::Number),
            optional("maximum", ValueType::Number),
            optional("exclusiveMaximum", ValueType::Boolean),
            optional("minimum", ValueType::Number),
            optional("exclusiveMinimum", ValueType::Boolean),
            optional("maxLength", MOST),
            optional("minLength", LEAST),
            optional("pattern", ValueType::String),
            optional("maxItems", MOST),
            optional("minItems", LEAST),
            optional("uniqueItems", ValueType::Boolean),
            optional("maxProperties", MOST),
            optional("minProperties", LEAST),
            optional("discriminator", ValueType::Object(&DISCRIMINATOR)),
            optional("readOnly", ValueType::Boolean),
            optional("writeOnly", ValueType::Boolean),
            optional("xml", ValueType::Object(&XML)),
            optional("externalDocs", ValueType::Object(&EXTERNAL_DOCUMENTATION)),
            optional("deprecated", ValueType::Boolean),
            since_3_1("$comment", ValueType::String),
            since_3_1("$schema", ValueType::String),
            since_3_1("$anchor", ValueType::String),
            since_3_1("$dynamicAnchor", ValueType::String),
            since_3_1("$recursiveAnchor", ValueType::Boolean),
            // Definitions are checked where they are referenced.
            since_3_1("$defs", ValueType::Anything),
            since_3_1("examples", ValueType::List(&ValueType::Anything)),
            since_3_1("contentEncoding", ValueType::String),
            since_3_1("contentMediaType", ValueType::String),
            since_3_1("contentSchema", ValueType::Reference(&SCHEMA)),
            since_3_1("patternProperties", ValueType::Map(&ValueType::Reference(&SCHEMA))),
            since_3_1("propertyNames", ValueType::Reference(&SCHEMA)),
            since_3_1("dependentRequired", ValueType::Map(&ValueType::List(&ValueType::String))),
            since_3_1("dependentSchemas", ValueType::Map(&ValueType::Reference(&SCHEMA))),
            since_3_1("unevaluatedProperties", ValueType::Reference(&SCHEMA)),
            since_3_1("prefixItems", ValueType::List(&ValueType::Reference(&SCHEMA))),
            since_3_1("contains", ValueType::Reference(&SCHEMA)),
            since_3_1("minContains", LEAST),
            since_3_1("maxContains", MOST),
            since_3_1("unevaluatedItems", ValueType::Reference(&SCHEMA)),
            since_3_1("if", ValueType::Reference(&SCHEMA)),
            since_3_1("then", ValueType::Reference(&SCHEMA)),
            since_3_1("else", ValueType::Reference(&SCHEMA)),
        ],
    )
};

/// §4.7.25.
static DISCRIMINATOR: ObjectDef = ObjectDef {
    after: &[discriminator::check_mapping, discriminator::ignore_default_mapping],
    ..ObjectDef::new(
        "Discriminator Object",
        &[
            required("propertyName", ValueType::String),
            optional("mapping", ValueType::Map(&ValueType::String)),
            since_3_1("defaultMapping", ValueType::String),
        ],
    )
};

/// §4.7.26.
static XML: ObjectDef = ObjectDef::new(
    "XML Object",
    &[
        optional("name", ValueType::String),
        optional("namespace", ValueType::String),
        optional("prefix", ValueType::String),
        optional("attribute", ValueType::Boolean),
        optional("wrapped", ValueType::Boolean),
        since_3_1("nodeType", ValueType::String),
    ],
);

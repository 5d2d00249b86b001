//! Parameter Objects and Header Objects (OpenAPI 3.0.3 §4.7.12, §4.7.21).

use serde_json::{Map, Value};

use super::super::version::Version;
use super::super::walker::Walker;

/// Marks a cookie with the style of OpenAPI 3.2 that does not encode values, which openapiv3 does not support.
pub(in crate::normalize) fn mark_cookie_style(_walker: &mut Walker<'_>, parameter: &mut Map<String, Value>) {
    if parameter.get("style").and_then(Value::as_str) == Some("cookie") {
        parameter.shift_remove("style");
        parameter.insert("x-clientwright-cookie-style".to_owned(), Value::Bool(true));
    }
}

/// Ignores a `style` that the location of the parameter does not have.
pub(in crate::normalize) fn style_fits(walker: &mut Walker<'_>, parameter: &mut Map<String, Value>) {
    let styles: &[&str] = match parameter.get("in").and_then(Value::as_str) {
        Some("path") => &["matrix", "label", "simple"],
        Some("query") => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Some("header") => &["simple"],
        Some("cookie") if walker.version() == Version::V31 => &["form", "cookie"],
        Some("cookie") => &["form"],
        _ => return,
    };
    ignore_unsupported_style(walker, parameter, styles);
}

/// Ignores a `style` that headers do not have.
pub(in crate::normalize) fn header_style_fits(walker: &mut Walker<'_>, header: &mut Map<String, Value>) {
    ignore_unsupported_style(walker, header, &["simple"]);
}

/// Ignores a `style` that is not one of `styles`.
pub(super) fn ignore_unsupported_style(walker: &mut Walker<'_>, object: &mut Map<String, Value>, styles: &[&str]) {
    let style = match object.get("style") {
        Some(Value::String(style)) if !styles.contains(&style.as_str()) => style.clone(),
        // A number would be repaired to its text later.
        Some(other @ (Value::Number(_) | Value::Bool(_))) => other.to_string(),
        _ => return,
    };
    let message = format!("expected one of {}, found `{style}`: the default is used", styles.join(", "));
    walker.at("style", |walker| walker.warning("wrong-value", message, "correct or remove the style"));
    object.shift_remove("style");
}

/// Makes path parameters required.
pub(in crate::normalize) fn path_is_required(walker: &mut Walker<'_>, parameter: &mut Map<String, Value>) {
    let is_path = parameter.get("in").and_then(Value::as_str) == Some("path");
    if !is_path || parameter.get("required") == Some(&Value::Bool(true)) {
        return;
    }
    let message = "a path parameter must be required: `required: true` is assumed";
    walker.warning("optional-path-parameter", message, "add `required: true`");
    parameter.insert("required".to_owned(), Value::Bool(true));
}

/// Ensures that a parameter has either `schema` or `content`.
pub(in crate::normalize) fn has_one_form(walker: &mut Walker<'_>, parameter: &mut Map<String, Value>) {
    match (parameter.contains_key("schema"), parameter.contains_key("content")) {
        (true, true) => {
            let message = "`content` is ignored: a parameter has either `schema` or `content`";
            walker.at("content", |walker| walker.warning("schema-and-content", message, "remove one of them"));
            parameter.shift_remove("content");
        }
        (false, false) => {
            let message = "the parameter has neither `schema` nor `content`: any value is accepted";
            walker.warning("missing-field", message, "add `schema`");
            parameter.insert("schema".to_owned(), Value::Object(Map::new()));
        }
        _ => {}
    }
}

/// Marks a parameter with the location `querystring` of OpenAPI 3.2, for which openapiv3 has only `query`.
pub(in crate::normalize) fn mark_querystring(walker: &mut Walker<'_>, parameter: &mut Map<String, Value>) {
    if parameter.get("in").and_then(Value::as_str) != Some("querystring") {
        return;
    }
    if walker.version() == Version::V30 {
        let message = "expected one of query, header, path, cookie, found `querystring`";
        walker
            .at("in", |walker| walker.error("wrong-value", message, "write `openapi: 3.2.0`, or correct the location"));
    }
    parameter.insert("in".to_owned(), "query".into());
    parameter.insert("x-clientwright-querystring".to_owned(), Value::Bool(true));
}

/// Moves `allowReserved` of a path parameter to an extension: in OpenAPI 3.2 all locations have it, in openapiv3 only
/// the query. Warns where it has no effect.
pub(in crate::normalize) fn keep_allow_reserved(walker: &mut Walker<'_>, parameter: &mut Map<String, Value>) {
    if parameter.get("allowReserved") != Some(&Value::Bool(true)) {
        return;
    }
    let message = match parameter.get("in").and_then(Value::as_str) {
        Some("path") if walker.version() == Version::V31 => {
            parameter.shift_remove("allowReserved");
            parameter.insert("x-clientwright-allowReserved".to_owned(), Value::Bool(true));
            return;
        }
        Some("path") => "`allowReserved` is ignored: path parameters have it since OpenAPI 3.2",
        Some("cookie") => "`allowReserved` is ignored: the value of a cookie is encoded by its style",
        _ => return,
    };
    walker.at("allowReserved", |walker| walker.warning("unsupported-keyword", message, "remove `allowReserved`"));
    parameter.shift_remove("allowReserved");
}

/// Moves `explode` of a header, which openapiv3 drops, to an extension.
pub(in crate::normalize) fn keep_explode(_walker: &mut Walker<'_>, header: &mut Map<String, Value>) {
    if let Some(explode) = header.shift_remove("explode") {
        header.insert("x-clientwright-explode".to_owned(), explode);
    }
}

//! Parameter Objects (OpenAPI 3.0.3 §4.7.12).

use openapiv3::{Content, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr, Schema};

use super::api::{Location, Parameter, Style};
use super::lower::{Lowered, Lowering};
use super::media_type::{self, MediaKind};
use super::operations::{Source, declared_parameters, in_order};
use super::schema_object::Node;
use super::schema_path::{SchemaPath, SchemaRoot};
use super::types::Shape;

/// Lowers the parameters of an operation.
pub(super) fn lower<'a>(source: &Source<'a>, lowering: &mut Lowering<'a>) -> Vec<Parameter> {
    let mut lowered = Vec::new();
    for declared in declared_parameters(source) {
        let manner = manner(declared);
        let data = declared.parameter_data_ref();
        if manner.location == Location::Header && is_reserved(&data.name) {
            ignored(source, data, lowering);
            continue;
        }
        let (schema, style) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => (Some(schema), manner.style),
            ParameterSchemaOrContent::Content(content) => content_of(content, manner.style),
        };
        warn_of_encoding(source, data, lowering);
        let path =
            SchemaPath::new(SchemaRoot::Parameter { operation: source.id().to_owned(), name: data.name.clone() });
        let default = schema.and_then(|schema| lowering.default_of(Node::from(schema)));
        let (shape, schema) = schema.map_or_else(Lowered::anything, |schema| {
            let lowered = lowering.lower(Node::from(schema), &path);
            (lowered.shape, lowered.schema)
        });
        lowered.push(Parameter {
            name: data.name.clone(),
            location: manner.location,
            required: data.required || manner.location == Location::Path,
            style: newer_style(data, style),
            explode: data.explode.unwrap_or(manner.style == Style::Form),
            allow_reserved: manner.allow_reserved || is_marked(data, "x-clientwright-allowReserved"),
            allow_slashes: is_marked(data, "x-clientwright-slashes"),
            shape: not_null(shape),
            schema,
            default,
            description: data.description.clone(),
            deprecated: data.deprecated == Some(true),
        });
    }
    in_order(source.path, lowered)
}

/// Returns the style of a parameter that OpenAPI 3.2 brought, else its own.
fn newer_style(data: &ParameterData, style: Style) -> Style {
    match style {
        Style::Json if is_marked(data, "x-clientwright-querystring") => Style::JsonQuerystring,
        _ if is_marked(data, "x-clientwright-querystring") => Style::Querystring,
        Style::Form if is_marked(data, "x-clientwright-cookie-style") => Style::Cookie,
        style => style,
    }
}

/// Returns whether `normalize` has marked a parameter by an extension.
fn is_marked(data: &ParameterData, name: &str) -> bool {
    data.extensions.contains_key(name)
}

/// Returns the schema that `content` has, and how its values are written: as JSON, or as text in the style of the place.
pub(super) fn content_of(content: &Content, style: Style) -> (Option<&ReferenceOr<Schema>>, Style) {
    match content.iter().next() {
        Some((name, media)) => {
            let is_json = media_type::kind(name) == MediaKind::Json || name.contains('*');
            (media.schema.as_ref(), if is_json { Style::Json } else { style })
        }
        None => (None, style),
    }
}

fn warn_of_encoding(source: &Source<'_>, data: &ParameterData, lowering: &mut Lowering<'_>) {
    let ParameterSchemaOrContent::Content(content) = &data.format else { return };
    for name in content.values().flat_map(|media| media.encoding.keys()) {
        lowering.diagnostics.warning(
            "unsupported-keyword",
            format!("{}/parameters", source.pointer),
            format!(
                "the `encoding` of `{name}` in the query of `{}` is left out: it is written as by default",
                source.id()
            ),
            "declare a parameter of its own, with `style`",
        );
    }
}

/// Headers that say where a request ends, or how it goes over the connection: only the HTTP client can know.
const FRAMING: &[&str] = &[
    "Connection",
    "Content-Length",
    "Host",
    "HTTP2-Settings",
    "Keep-Alive",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
];

/// Returns whether a header is set by the HTTP client alone. So are the pseudo-header fields of HTTP/2, which begin with a colon.
pub(super) fn is_framing(name: &str) -> bool {
    name.starts_with(':') || FRAMING.iter().any(|framing| name.eq_ignore_ascii_case(framing))
}

/// Returns whether a header is not for parameters to declare (OpenAPI 3.0.3 §4.7.12.1).
fn is_reserved(name: &str) -> bool {
    is_framing(name)
        || ["accept", "authorization", "content-type"].iter().any(|reserved| name.eq_ignore_ascii_case(reserved))
}

fn ignored(source: &Source<'_>, data: &ParameterData, lowering: &mut Lowering<'_>) {
    lowering.diagnostics.note(
        "reserved-header",
        format!("{}/parameters", source.pointer),
        format!("the header `{}` of `{}` is no parameter: the client sets it by itself", data.name, source.id()),
        "remove the parameter; media types and security schemes say what is sent",
    );
}

/// A parameter or header is there or left out; it has no `null`.
pub(super) fn not_null(shape: Shape) -> Shape {
    match shape {
        Shape::Nullable(inner) => *inner,
        shape => shape,
    }
}

/// Where a parameter goes, and how it is written there.
struct Manner {
    location: Location,
    style: Style,
    allow_reserved: bool,
}

fn manner(parameter: &openapiv3::Parameter) -> Manner {
    let (location, style, allow_reserved) = match parameter {
        openapiv3::Parameter::Path { style: PathStyle::Simple, .. } => (Location::Path, Style::Simple, false),
        openapiv3::Parameter::Path { style: PathStyle::Label, .. } => (Location::Path, Style::Label, false),
        openapiv3::Parameter::Path { style: PathStyle::Matrix, .. } => (Location::Path, Style::Matrix, false),
        openapiv3::Parameter::Query { style: declared, allow_reserved, .. } => {
            (Location::Query, style(declared), *allow_reserved)
        }
        openapiv3::Parameter::Header { .. } => (Location::Header, Style::Simple, false),
        openapiv3::Parameter::Cookie { .. } => (Location::Cookie, Style::Form, false),
    };
    Manner { location, style, allow_reserved }
}

/// Reads a style of the query, which those of forms are, too.
pub(super) fn style(declared: &QueryStyle) -> Style {
    match declared {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

#[cfg(test)]
mod tests {
    use super::FRAMING;

    #[test]
    fn the_runtime_refuses_the_same_headers() {
        let text = include_str!("../../runtime/src/runtime/header_rules.rs");
        let (_, list) = text.split_once("const FRAMING: &[&str] = &[").expect("the list");
        let (list, _) = list.split_once(']').expect("its end");
        let names: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
        let own: Vec<String> = FRAMING.iter().map(|name| name.to_ascii_lowercase()).collect();
        assert_eq!(names, own);
    }
}

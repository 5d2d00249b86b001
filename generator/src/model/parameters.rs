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
        let serialization = serialization(declared);
        let data = declared.parameter_data_ref();
        if serialization.location == Location::Header && is_reserved(&data.name) {
            note_reserved(source, data, lowering);
            continue;
        }
        let (schema, style) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => (Some(schema), serialization.style),
            ParameterSchemaOrContent::Content(content) => content_of(content, serialization.style),
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
            location: serialization.location,
            required: data.required || serialization.location == Location::Path,
            style: style_3_2(data, style),
            explode: data.explode.unwrap_or(serialization.style == Style::Form),
            allow_reserved: serialization.allow_reserved || is_marked(data, "x-clientwright-allowReserved"),
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

/// Returns the style of a parameter, including those that OpenAPI 3.2 added.
fn style_3_2(data: &ParameterData, style: Style) -> Style {
    match style {
        Style::Json if is_marked(data, "x-clientwright-querystring") => Style::JsonQuerystring,
        _ if is_marked(data, "x-clientwright-querystring") => Style::Querystring,
        Style::Form if is_marked(data, "x-clientwright-cookie-style") => Style::Cookie,
        style => style,
    }
}

/// Returns whether `normalize` has marked a parameter with an extension.
fn is_marked(data: &ParameterData, name: &str) -> bool {
    data.extensions.contains_key(name)
}

/// Returns the schema of `content` and the style of its values: JSON, or the default style of the location.
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
            format!("the `encoding` of `{name}` in the query of `{}` is ignored: the default is used", source.id()),
            "declare a separate parameter with `style`",
        );
    }
}

/// Headers that frame a request or control the connection, which only the HTTP client can set.
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

/// Returns whether only the HTTP client sets a header. This includes pseudo-header fields of HTTP/2, which begin with a colon.
pub(super) fn is_framing(name: &str) -> bool {
    name.starts_with(':') || FRAMING.iter().any(|framing| name.eq_ignore_ascii_case(framing))
}

/// Returns whether parameters can't declare a header (OpenAPI 3.0.3 §4.7.12.1).
fn is_reserved(name: &str) -> bool {
    is_framing(name)
        || ["accept", "authorization", "content-type"].iter().any(|reserved| name.eq_ignore_ascii_case(reserved))
}

fn note_reserved(source: &Source<'_>, data: &ParameterData, lowering: &mut Lowering<'_>) {
    lowering.diagnostics.note(
        "reserved-header",
        format!("{}/parameters", source.pointer),
        format!("the header parameter `{}` of `{}` is ignored: the client sets it", data.name, source.id()),
        "remove the parameter; media types and security schemes determine the header",
    );
}

/// Removes `null`, which parameters and headers don't have: they are absent instead.
pub(super) fn not_null(shape: Shape) -> Shape {
    match shape {
        Shape::Nullable(inner) => *inner,
        shape => shape,
    }
}

/// The location and serialization of a parameter.
struct Serialization {
    location: Location,
    style: Style,
    allow_reserved: bool,
}

fn serialization(parameter: &openapiv3::Parameter) -> Serialization {
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
    Serialization { location, style, allow_reserved }
}

/// Converts a style of query parameters or forms.
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
    use clientwright_runtime::sources::SOURCES;

    use super::FRAMING;

    #[test]
    fn the_runtime_rejects_the_same_headers() {
        let (_, text) = SOURCES.iter().find(|(path, _)| *path == "client/header_rules.rs").expect("the file");
        let (_, list) = text.split_once("const FRAMING: &[&str] = &[").expect("the list");
        let (list, _) = list.split_once(']').expect("its end");
        let names: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
        let own: Vec<String> = FRAMING.iter().map(|name| name.to_ascii_lowercase()).collect();
        assert_eq!(names, own);
    }
}

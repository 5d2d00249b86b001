//! Parameter Objects (OpenAPI 3.0.3 §4.7.12).

use openapiv3::{ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle};

use super::api::{Location, Parameter};
use super::keywords::Node;
use super::lower::Lowering;
use super::operations::{Source, declared_parameters, in_order};
use super::place::{Place, Root};
use super::types::Shape;

/// Lowers the parameters of an operation.
pub(super) fn lower<'a>(source: &Source<'a>, lowering: &mut Lowering<'a>) -> Vec<Parameter> {
    let mut lowered = Vec::new();
    for declared in declared_parameters(source) {
        let (location, data, plain) = parts(declared);
        if !plain {
            unsupported(source, data, "its style is not supported yet", lowering);
            continue;
        }
        let ParameterSchemaOrContent::Schema(schema) = &data.format else {
            unsupported(source, data, "`content` is not supported yet", lowering);
            continue;
        };
        let place = Place::new(Root::Parameter { operation: source.id().to_owned(), name: data.name.clone() });
        let parameter = lowering.lower(Node::from(schema), &place);
        lowered.push(Parameter {
            name: data.name.clone(),
            location,
            required: data.required || location == Location::Path,
            shape: not_null(parameter.shape),
            schema: parameter.schema,
            description: data.description.clone(),
            deprecated: data.deprecated == Some(true),
        });
    }
    in_order(source.path, lowered)
}

/// A parameter is sent or left out; it has no `null`.
fn not_null(shape: Shape) -> Shape {
    match shape {
        Shape::Nullable(inner) => *inner,
        shape => shape,
    }
}

/// Returns where a parameter goes, what it is, and whether it is written in the plain style of its place.
fn parts(parameter: &openapiv3::Parameter) -> (Location, &ParameterData, bool) {
    match parameter {
        openapiv3::Parameter::Path { parameter_data, style } => {
            (Location::Path, parameter_data, *style == PathStyle::Simple)
        }
        openapiv3::Parameter::Query { parameter_data, style, allow_reserved, .. } => {
            let plain = *style == QueryStyle::Form && parameter_data.explode != Some(false) && !allow_reserved;
            (Location::Query, parameter_data, plain)
        }
        openapiv3::Parameter::Header { parameter_data, .. } => (Location::Header, parameter_data, true),
        openapiv3::Parameter::Cookie { parameter_data, .. } => (Location::Cookie, parameter_data, true),
    }
}

fn unsupported(source: &Source<'_>, data: &ParameterData, why: &str, lowering: &mut Lowering<'_>) {
    lowering.diagnostics.error(
        "unsupported-parameter",
        format!("{}/parameters", source.pointer),
        format!("the parameter `{}` of `{}` can't be sent: {why}", data.name, source.id()),
        "use the default style of its place",
    );
}

//! Examples of operations, which compile.

use heck::ToKebabCase;

use super::context::Context;
use super::operations::NamedOperation;
use crate::model::api::{BodyContent, Output, Parameter, PartField};
use crate::model::types::{Field, Shape, TypeId, TypeKind};
use crate::names::ident::snake;

/// Returns the example of an operation as lines of rustdoc.
///
/// Values that are not simple are arguments of the hidden function around the example.
pub(super) fn lines(context: &Context<'_>, named: NamedOperation<'_>) -> Vec<String> {
    let crate_name = snake(&context.target.name);
    let mut hidden = vec![format!("client: {crate_name}::Client")];
    let mut uses = Vec::new();
    let mut arguments: Vec<String> = Vec::new();
    for (parameter, name) in named.parameters().filter(|(parameter, _)| parameter.required) {
        arguments.push(argument(context, &crate_name, parameter, &name.to_string(), &mut hidden));
    }
    let mut setup = Vec::new();
    if let Some(body) = &named.operation.body {
        let borrowed = match (named.names.body.is_some(), body.contents.first().map(|content| &content.content)) {
            (true, _) => Some(any_body(named, &crate_name, &mut hidden)),
            (_, Some(BodyContent::Text)) => Some("\"…\"".to_owned()),
            (_, Some(BodyContent::Bytes)) => Some("b\"...\"".to_owned()),
            (_, Some(BodyContent::JsonLines(shape))) => {
                hidden.push(format!("body: Vec<{}>", full_type(context, &crate_name, shape)));
                Some("&body".to_owned())
            }
            (_, Some(content @ BodyContent::Multipart(shape, _))) if !files(context, content).is_empty() => {
                hidden.push(format!("body: {}", full_type(context, &crate_name, shape)));
                Some("&body".to_owned())
            }
            (_, content) => content.and_then(BodyContent::shape).map(|shape| {
                setup = body_lines(context, &crate_name, shape, &mut uses, &mut hidden);
                let is_default = setup.is_empty() && !uses.is_empty();
                if is_default { default_body(context, shape) } else { "&body".to_owned() }
            }),
        };
        arguments.extend(borrowed.map(|borrowed| if body.required { borrowed } else { format!("Some({borrowed})") }));
    }
    let call = format!("client.{}({})", named.names.method, arguments.join(", "));
    let content = named.operation.body.as_ref().and_then(|body| body.contents.first()).map(|content| &content.content);
    let files = content.filter(|_| named.names.body.is_none()).map(|content| files(context, content));
    let call = with_files(call, &files.unwrap_or_default());
    let binding = if named.operation.success.output == Output::Nothing { "" } else { "let response = " };
    let mut lines = vec!["```no_run".to_owned()];
    lines.extend(uses);
    lines.push(format!("# async fn example({}) -> Result<(), Box<dyn std::error::Error>> {{", hidden.join(", ")));
    lines.extend(setup);
    lines.extend(
        call.iter().enumerate().map(|(index, line)| if index == 0 { format!("{binding}{line}") } else { line.clone() }),
    );
    lines.extend(["# Ok(()) }".to_owned(), "```".to_owned()]);
    lines
}

/// A property of a multipart body that is sent as files.
struct Files<'a> {
    property: &'a str,
    is_list: bool,
    /// The allowed media types.
    allowed: &'a [String],
}

/// Returns the properties of a multipart body that are sent as files.
fn files<'a>(context: &Context<'a>, content: &'a BodyContent) -> Vec<Files<'a>> {
    let BodyContent::Multipart(Shape::Type(id), parts) = content else { return Vec::new() };
    let Some(TypeKind::Struct(object)) = context.named(*id).map(|named| &named.definition.kind) else {
        return Vec::new();
    };
    let fields = object.fields.iter().filter_map(|field| {
        let is_list = match &field.shape {
            Shape::Binary => false,
            Shape::Array(items) if **items == Shape::Binary => true,
            _ => return None,
        };
        let allowed = parts.iter().find_map(|part| match part {
            PartField::Allowed { name, allowed } if *name == field.name => Some(allowed.as_slice()),
            _ => None,
        });
        Some(Files { property: &field.name, is_list, allowed: allowed.unwrap_or_default() })
    });
    fields.collect()
}

/// Returns the lines of a call with names and media types of its files.
fn with_files(call: String, files: &[Files<'_>]) -> Vec<String> {
    // A list is the best example; otherwise a single file is enough.
    let Some(Files { property, is_list, allowed }) = files.iter().find(|one| one.is_list).or_else(|| files.first())
    else {
        return vec![format!("{call}.await?;")];
    };
    let media_type = allowed.iter().find(|media_type| !media_type.contains('*'));
    let extension = media_type.and_then(|media_type| media_type.split(['/', '+', ';']).nth(1)).unwrap_or("bin");
    let (first, second) = (format!("first.{extension}"), format!("second.{extension}"));
    let mut lines = vec![call];
    lines.push(match is_list {
        true => format!("    .file_names({property:?}, [{first:?}, {second:?}])"),
        false => format!("    .file_name({property:?}, {first:?})"),
    });
    lines.extend(media_type.map(|media_type| match is_list {
        true => format!("    .media_types({property:?}, [{media_type:?}, {media_type:?}])"),
        false => format!("    .media_type({property:?}, {media_type:?})"),
    }));
    lines.push("    .await?;".to_owned());
    lines
}

fn argument(
    context: &Context<'_>,
    crate_name: &str,
    parameter: &Parameter,
    name: &str,
    hidden: &mut Vec<String>,
) -> String {
    match &parameter.shape {
        Shape::String => format!("{:?}", parameter.name.to_kebab_case()),
        Shape::Boolean => "true".to_owned(),
        Shape::Integer(_) => "1".to_owned(),
        Shape::Number => "1.0".to_owned(),
        shape => {
            let name = if name == "client" { "client_value" } else { name };
            let by_value = matches!(shape, Shape::Uuid | Shape::Date | Shape::DateTime);
            hidden.push(format!("{name}: {}", full_type(context, crate_name, shape)));
            if by_value { name.to_owned() } else { format!("&{name}") }
        }
    }
}

fn full_type(context: &Context<'_>, crate_name: &str, shape: &Shape) -> String {
    match shape {
        Shape::Type(id) => match context.named(*id) {
            Some(named) => format!("{crate_name}::types::{}", named.names.name),
            None => "()".to_owned(),
        },
        Shape::Array(items) => format!("Vec<{}>", full_type(context, crate_name, items)),
        Shape::Map(values) => format!("std::collections::BTreeMap<String, {}>", full_type(context, crate_name, values)),
        Shape::Nullable(inner) => format!("Option<{}>", full_type(context, crate_name, inner)),
        Shape::Any => format!("{crate_name}::serde_json::Value"),
        Shape::Binary => format!("{crate_name}::bytes::Bytes"),
        Shape::Byte => format!("{crate_name}::base64::Base64"),
        Shape::Date => format!("{crate_name}::chrono::NaiveDate"),
        Shape::DateTime => format!("{crate_name}::chrono::DateTime<{crate_name}::chrono::FixedOffset>"),
        Shape::Uuid => format!("{crate_name}::uuid::Uuid"),
        // Documentation is compiled with the dependencies of its crate.
        Shape::Boolean | Shape::Custom(_) | Shape::Integer(_) | Shape::Number | Shape::String => {
            context.shape(shape).to_string().replace(' ', "")
        }
    }
}

/// Returns a body of an enum, which is an argument of the hidden function.
fn any_body(named: NamedOperation<'_>, crate_name: &str, hidden: &mut Vec<String>) -> String {
    if let Some(names) = &named.names.body {
        hidden.push(format!("body: {crate_name}::{}<'_>", names.name));
    }
    "body".to_owned()
}

/// Returns the lines that create a body; none if it is `default()` or an argument of the hidden function.
fn body_lines(
    context: &Context<'_>,
    crate_name: &str,
    shape: &Shape,
    uses: &mut Vec<String>,
    hidden: &mut Vec<String>,
) -> Vec<String> {
    let Shape::Type(id) = *shape else {
        hidden.push(format!("body: {}", full_type(context, crate_name, shape)));
        return Vec::new();
    };
    let Some(named) = context.named(id) else { return Vec::new() };
    if named.definition.has_default() {
        uses.push(format!("use {crate_name}::types::{};", named.names.name));
        uses.push(String::new());
        return Vec::new();
    }
    match built(context, id) {
        Some(lines) => {
            uses.push(format!("use {crate_name}::types::{};", named.names.name));
            uses.push(String::new());
            lines
        }
        None => {
            hidden.push(format!("body: {}", full_type(context, crate_name, shape)));
            Vec::new()
        }
    }
}

fn default_body(context: &Context<'_>, shape: &Shape) -> String {
    let name = match *shape {
        Shape::Type(id) => context.named(id).map(|named| named.names.name.as_str()),
        _ => None,
    };
    format!("&{}::default()", name.unwrap_or_default())
}

/// Returns the lines that build a struct whose required fields are simple, or `None`.
fn built(context: &Context<'_>, id: TypeId) -> Option<Vec<String>> {
    let named = context.named(id)?;
    let TypeKind::Struct(object) = &named.definition.kind else { return None };
    let mut lines = vec![format!("let body = {}::builder()", named.names.name)];
    for (field, name) in object.fields.iter().zip(&named.names.children).filter(|(field, _)| field.required) {
        lines.push(format!("    .{name}({})", simple(field)?));
    }
    lines.push("    .build()?;".to_owned());
    Some(lines)
}

fn simple(field: &Field) -> Option<String> {
    let value = match &field.shape {
        Shape::String => "\"…\"",
        Shape::Boolean => "true",
        Shape::Integer(_) => "1",
        Shape::Number => "1.0",
        _ => return None,
    };
    Some(match (&field.shape, field.nullable) {
        (_, false) => value.to_owned(),
        (Shape::String, true) => format!("Some({value}.to_owned())"),
        (_, true) => format!("Some({value})"),
    })
}

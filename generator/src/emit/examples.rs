//! Examples that compile: a call of each operation.

use heck::ToKebabCase;
use quote::quote;

use super::context::{Context, has_default};
use super::operations::NamedOperation;
use crate::model::api::{BodyContent, Output, Parameter};
use crate::model::types::{Field, Kind, Shape, TypeId};
use crate::names::ident::snake;

/// Returns the example of an operation, as lines of rustdoc.
///
/// What can't be shown in a few words is an argument of the hidden function around the example.
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
        let borrowed = match (named.names.body.is_some(), body.forms.first().map(|form| &form.content)) {
            (true, _) => Some(any_body(named, &crate_name, &mut hidden)),
            (_, Some(BodyContent::Text)) => Some("\"…\"".to_owned()),
            (_, Some(BodyContent::Bytes)) => Some("b\"...\"".to_owned()),
            (_, content) => content.and_then(BodyContent::shape).map(|shape| {
                setup = body_lines(context, &crate_name, shape, &mut uses, &mut hidden);
                let is_default = setup.is_empty() && !uses.is_empty();
                if is_default { default_body(context, shape) } else { "&body".to_owned() }
            }),
        };
        arguments.extend(borrowed.map(|borrowed| if body.required { borrowed } else { format!("Some({borrowed})") }));
    }
    let call = format!("client.{}({}).await?;", named.names.method, arguments.join(", "));
    let binding = if named.operation.success.output == Output::Nothing { "" } else { "let answer = " };
    let mut lines = vec!["```no_run".to_owned()];
    lines.extend(uses);
    lines.push(format!("# async fn example({}) -> Result<(), Box<dyn std::error::Error>> {{", hidden.join(", ")));
    lines.extend(setup);
    lines.push(format!("{binding}{call}"));
    lines.extend(["# Ok(()) }".to_owned(), "```".to_owned()]);
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
        Shape::Byte => format!("{crate_name}::Base64"),
        Shape::String => "String".to_owned(),
        // Documentation is compiled with the dependencies of its crate.
        Shape::Custom(_) => context.shape(shape).to_string().replace(' ', ""),
        shape => {
            let r#type = context.shape(shape);
            let text = quote!(#r#type).to_string().replace(' ', "");
            if text.contains("::") {
                format!("{crate_name}::{}", text.replace("<chrono", &format!("<{crate_name}::chrono")))
            } else {
                text
            }
        }
    }
}

/// A body that may be several things is an argument of the hidden function.
fn any_body(named: NamedOperation<'_>, crate_name: &str, hidden: &mut Vec<String>) -> String {
    if let Some(names) = &named.names.body {
        hidden.push(format!("body: {crate_name}::{}<'_>", names.name));
    }
    "body".to_owned()
}

/// Returns the lines that make a body, or none if it is simply `default()`, or an argument of the hidden function.
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
    if has_default(named.definition) {
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
    let Kind::Struct(object) = &named.definition.kind else { return None };
    let mut lines = vec![format!("let body = {}::builder()", named.names.name)];
    for (field, name) in object.fields.iter().zip(&named.names.members).filter(|(field, _)| field.required) {
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

//! The documentation of a method.

use super::context::Context;
use super::wrap::wrap;
use super::{constraint_docs, markdown};
use crate::model::api::{Operation, Statuses};

/// Returns a summary, the method and path template, the rest of the description, the parameters, the response headers, the errors and an example.
pub(super) fn lines(context: &Context<'_>, operation: &Operation, example: &[String]) -> Vec<String> {
    let described = markdown::lines(operation.description.as_deref().unwrap_or_default());
    let (summary, rest) = match operation.summary.as_deref().map(markdown::sentence).filter(|text| !text.is_empty()) {
        // Some documents repeat the summary as the description.
        Some(summary) if described == [summary.as_str()] => (vec![summary], Vec::new()),
        Some(summary) => (vec![summary], described),
        None => markdown::split(described),
    };
    let mut lines =
        if summary.is_empty() { vec![format!("Calls {}.", markdown::code(&operation.id))] } else { summary };
    lines.extend([String::new(), markdown::code(&format!("{} {}", operation.method, operation.path))]);
    section(&mut lines, rest);
    section(&mut lines, pages(operation));
    section(&mut lines, parameters(operation));
    section(&mut lines, headers(context, operation));
    section(&mut lines, errors(operation));
    section(&mut lines, [&["# Examples".to_owned(), String::new()], example].concat());
    lines
}

fn section(lines: &mut Vec<String>, section: Vec<String>) {
    if !section.is_empty() {
        lines.push(String::new());
        lines.extend(section);
    }
}

fn pages(operation: &Operation) -> Vec<String> {
    let text = "The results come in pages: `.items()` and `.pages()` of the call request all of them.";
    if operation.pages.is_some() { vec![text.to_owned()] } else { Vec::new() }
}

fn parameters(operation: &Operation) -> Vec<String> {
    let described = operation.parameters.iter().filter(|parameter| parameter.required);
    let described = described.filter_map(|parameter| {
        let text = markdown::sentence(parameter.description.as_deref().unwrap_or_default());
        // "The limit parameter." adds nothing to the name.
        let is_trivial = text.eq_ignore_ascii_case(&format!("{} parameter.", parameter.name));
        let text = if is_trivial { String::new() } else { text };
        // `#[deprecated]` is not allowed on an argument.
        let deprecated = if parameter.deprecated { "Deprecated." } else { "" };
        let sentences = constraint_docs::parameter_sentences(parameter);
        let text = [deprecated, text.as_str(), sentences.as_str()]
            .into_iter()
            .filter(|sentence| !sentence.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        (!text.is_empty()).then(|| format!("- {}: {text}", markdown::code(&parameter.name)))
    });
    let body = operation.body.as_ref().and_then(|body| body.description.as_deref()).map(markdown::sentence);
    let body = body.filter(|text| !text.is_empty()).map(|text| format!("- `body`: {text}"));
    described.chain(body).collect()
}

fn headers(context: &Context<'_>, operation: &Operation) -> Vec<String> {
    let names = operation.headers.iter().filter_map(|index| context.names.headers.get(*index));
    let links: Vec<String> = names.map(|name| format!("[`{name}`](crate::Headers::{name})")).collect();
    if links.is_empty() { Vec::new() } else { vec![format!("Response headers: {}.", links.join(", "))] }
}

/// Returns the section on errors: a list of the declared error responses.
fn errors(operation: &Operation) -> Vec<String> {
    let items = operation.error_docs.iter().flat_map(|(status, description)| {
        let status = match status {
            Statuses::Default => "any other status code".to_owned(),
            status => markdown::code(&status.to_string()),
        };
        let description = markdown::sentence(description);
        wrap(&if description.is_empty() { format!("- {status}.") } else { format!("- {status}: {description}") })
    });
    let items: Vec<String> = items.collect();
    if items.is_empty() { items } else { [vec!["# Errors".to_owned(), String::new()], items].concat() }
}

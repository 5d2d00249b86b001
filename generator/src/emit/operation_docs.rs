//! The documentation of a method.

use super::context::Context;
use super::{constraints, docs};
use crate::model::api::{Operation, Status};

/// Returns a summary, the method and path as the document writes them, the rest of the description, the headers, the errors and an example.
pub(super) fn lines(context: &Context<'_>, operation: &Operation, example: &[String]) -> Vec<String> {
    let described = docs::lines(operation.description.as_deref().unwrap_or_default());
    let (summary, rest) = match operation.summary.as_deref().map(docs::sentence).filter(|text| !text.is_empty()) {
        // Some documents say the same twice.
        Some(summary) if described == [summary.as_str()] => (vec![summary], Vec::new()),
        Some(summary) => (vec![summary], described),
        None => docs::split(described),
    };
    let mut lines = if summary.is_empty() { vec![format!("Calls {}.", docs::code(&operation.id))] } else { summary };
    lines.extend([String::new(), docs::code(&format!("{} {}", operation.method, operation.path))]);
    section(&mut lines, rest);
    section(&mut lines, parameters(operation));
    section(&mut lines, [headers(context, operation), errors(operation)].concat());
    section(&mut lines, example.to_vec());
    lines
}

fn section(lines: &mut Vec<String>, section: Vec<String>) {
    if !section.is_empty() {
        lines.push(String::new());
        lines.extend(section);
    }
}

fn parameters(operation: &Operation) -> Vec<String> {
    let described = operation.parameters.iter().filter(|parameter| parameter.required);
    let described = described.filter_map(|parameter| {
        let text = docs::sentence(parameter.description.as_deref().unwrap_or_default());
        // Some documents say no more than that a parameter is one.
        let says_nothing = text.eq_ignore_ascii_case(&format!("{} parameter.", parameter.name));
        let text = if says_nothing { String::new() } else { text };
        // An argument can't have the attribute.
        let deprecated = if parameter.deprecated { "Deprecated." } else { "" };
        let sentences = constraints::parameter_sentences(parameter);
        let text = [deprecated, text.as_str(), sentences.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        (!text.is_empty()).then(|| format!("- {}: {text}", docs::code(&parameter.name)))
    });
    let body = operation.body.as_ref().and_then(|body| body.description.as_deref()).map(docs::sentence);
    let body = body.filter(|text| !text.is_empty()).map(|text| format!("- `body`: {text}"));
    described.chain(body).collect()
}

fn headers(context: &Context<'_>, operation: &Operation) -> Vec<String> {
    let names = operation.headers.iter().filter_map(|index| context.names.headers.get(*index));
    let links: Vec<String> = names.map(|name| format!("[`{name}`](crate::Headers::{name})")).collect();
    if links.is_empty() { Vec::new() } else { vec![format!("Headers of the answers: {}.", links.join(", "))] }
}

/// Says in one sentence what an operation fails with, by status.
fn errors(operation: &Operation) -> Vec<String> {
    let items = operation.error_docs.iter().map(|(status, description)| {
        let status = match status {
            Status::Default => "any other status".to_owned(),
            status => status.to_string(),
        };
        let meaning = docs::sentence(description);
        let meaning = meaning.trim_end_matches('.');
        if meaning.is_empty() { status } else { format!("{status} ({meaning})") }
    });
    let items: Vec<String> = items.collect();
    if items.is_empty() { items } else { docs::lines(&format!("Fails with {}.", items.join(", "))) }
}

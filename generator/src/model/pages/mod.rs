//! Operations whose results come in pages, by the target's rules or by extensions of the document.

mod extensions;
mod items;
mod resolve;

use openapiv3::OpenAPI;

pub(super) use self::extensions::of_operation;
use super::api::{Api, Operation, Pages};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use crate::target::{PageKind, PageRule, SelectorEntry};

const HELP: &str = "names that begin with a slash are JSON pointers into the JSON body of the request or response; others are those of \
                    a query or header parameter, or of a response header";

/// A rule of the document for one of its operations.
#[derive(Clone, Debug)]
pub(super) struct DeclaredPages {
    /// The JSON pointer of the extension.
    pointer: String,
    rule: PageRule,
}

/// Finds out which operations have pages. A rule of the target that names the operation is before the document's, and that before rules
/// for any operation.
pub(super) fn resolve(
    api: &mut Api,
    declared: &[Option<DeclaredPages>],
    rules: &[PageRule],
    diagnostics: &mut Diagnostics,
) {
    let mut is_used = vec![false; rules.len()];
    let mut found: Vec<Option<Pages>> = Vec::with_capacity(api.operations.len());
    for (operation, declared) in api.operations.iter().zip(declared) {
        let named =
            rules.iter().find_map(|rule| Some((rule, rule.operations.iter().find(|entry| names(entry, operation))?)));
        found.push(match (named, declared) {
            (Some((rule, entry)), _) => match resolve::pages(api, operation, rule) {
                Ok(pages) => Some(pages),
                Err(problem) => {
                    let message = format!("the pages of `{}` can't be requested: {problem}", operation.id);
                    diagnostics.add(error("unpaged-operation", message, HELP.to_owned(), entry.location()));
                    None
                }
            },
            (None, Some(declared)) => match resolve::pages(api, operation, &declared.rule) {
                Ok(pages) => Some(pages),
                Err(problem) => {
                    extensions::warn(diagnostics, &declared.pointer, &problem);
                    None
                }
            },
            (None, None) => {
                let any = rules.iter().zip(&mut is_used).filter(|(rule, _)| is_for_any(rule, operation));
                let mut fitting = any.filter_map(|(rule, is_used)| {
                    let pages = resolve::pages(api, operation, rule).ok()?;
                    *is_used = true;
                    Some(pages)
                });
                fitting.next()
            }
        });
    }
    for (rule, is_used) in rules.iter().zip(is_used) {
        report_unused(api, rule, is_used, diagnostics);
    }
    for operation in &api.operations {
        let entries = rules.iter().flat_map(|rule| &rule.operations);
        for entry in entries.filter(|entry| names(entry, operation)).skip(1) {
            let message = format!("the pages of `{}` are described twice", operation.id);
            let help = "remove the entry, or the one before it".to_owned();
            diagnostics.add(error("unpaged-operation", message, help, entry.location()));
        }
    }
    for (operation, pages) in api.operations.iter_mut().zip(found) {
        operation.pages = pages;
    }
}

/// Reports a rule that no operation fits, or operations that do not exist.
fn report_unused(api: &Api, rule: &PageRule, is_used: bool, diagnostics: &mut Diagnostics) {
    if rule.operations.is_empty() && !is_used {
        let message = "no operation has the pages that the rule describes".to_owned();
        let help = format!("list `operations` to see what is missing; {HELP}");
        diagnostics.add(error("unpaged-operation", message, help, rule.location()));
    }
    for entry in &rule.operations {
        if !api.operations.iter().any(|operation| names(entry, operation)) {
            let message = format!("there is no operation `{}`", entry.text());
            let help = "correct the entry, or remove it from `[[target.pages]]`; operations are given by `operationId`, or by method and \
                        path: `GET /pets`";
            diagnostics.add(error("unknown-operation", message, help.to_owned(), entry.location()));
        }
    }
}

/// Returns whether a rule is for any operation, such as this one: one that only reads, or takes a cursor or number in its body.
fn is_for_any(rule: &PageRule, operation: &Operation) -> bool {
    let is_in_body = match &rule.kind {
        PageKind::Cursor { parameter, .. } => parameter.starts_with('/'),
        PageKind::Offset(page) | PageKind::PageNumber(page) => page.parameter.starts_with('/'),
        PageKind::NextLink(_) => false,
    };
    rule.operations.is_empty() && (operation.method == "GET" || is_in_body)
}

/// Returns whether an entry is the id of an operation, or its method and path.
fn names(entry: &SelectorEntry, operation: &Operation) -> bool {
    let is_it = |(method, path): (&str, &str)| {
        method.eq_ignore_ascii_case(&operation.method) && path.trim_start() == operation.path
    };
    entry.text() == operation.id || entry.text().split_once(' ').is_some_and(is_it)
}

fn error(code: &'static str, message: String, help: String, location: Option<&Location>) -> Diagnostic {
    Diagnostic { severity: Severity::Error, code, message, pointer: String::new(), help, location: location.cloned() }
}

/// Returns the extension of the document that its operations refer to.
pub(super) fn of_document(document: &OpenAPI) -> Option<&serde_json::Value> {
    document.extensions.get(extensions::FERN)
}

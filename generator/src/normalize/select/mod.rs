//! Removing skipped operations, and the components that only these use.
//!
//! This runs after path items are inlined, and before anything else is checked, so that problems in skipped operations
//! are not reported. References into them still resolve, since the bundle has the original document.

mod components;
mod operations;

use serde_json::Value;

use self::operations::Operation;
use super::bundle::Bundle;
use super::operation_ids::OperationKey;
use crate::diagnostic::{Diagnostic, Severity};
use crate::target::{OperationFilter, Selector, SelectorEntry};

/// The skipped operations.
#[derive(Clone, Debug, Default)]
pub(super) struct SkippedOperations {
    /// Those under `paths`, with their ids.
    pub(super) keys: Vec<OperationKey>,
    /// The number of all skipped operations, including those of webhooks.
    pub(super) count: usize,
}

/// Removes the operations under `paths` and `webhooks` that are skipped, and the components that nothing else uses;
/// returns the skipped operations.
///
/// An entry that matches no operation is an error, with its position in the configuration.
pub(super) fn select(tree: &mut Value, choice: OperationFilter<'_>, bundle: &mut Bundle<'_>) -> SkippedOperations {
    bundle.inline_path_items(tree);
    let operations = operations::list(tree, bundle.version());
    report_unmatched(choice.skip, "skip", &operations, bundle);
    report_unmatched(choice.only, "only", &operations, bundle);
    let skipped: Vec<&Operation> = operations.iter().filter(|operation| !is_included(operation, choice)).collect();
    let used = components::used(tree, bundle);
    operations::remove(tree, &skipped, bundle.version());
    components::remove_unused(tree, &used, bundle);
    let in_paths = skipped.iter().filter(|operation| operation.is_in_paths());
    SkippedOperations { keys: in_paths.map(|operation| operation.key.clone()).collect(), count: skipped.len() }
}

fn is_included(operation: &Operation, OperationFilter { skip, only }: OperationFilter<'_>) -> bool {
    !is_selected(operation, skip) && (only.is_empty() || is_selected(operation, only))
}

fn is_selected(operation: &Operation, selection: &Selector) -> bool {
    selection.operations.iter().any(|entry| operation.is_named(entry.text()))
        || selection.tags.iter().any(|entry| operation.has_tag(entry.text()))
}

fn report_unmatched(selection: &Selector, table: &str, operations: &[Operation], bundle: &mut Bundle<'_>) {
    for entry in &selection.operations {
        if !operations.iter().any(|operation| operation.is_named(entry.text())) {
            let message = format!("there is no operation `{}`", entry.text());
            bundle.add_diagnostic(unmatched(entry, "unknown-operation", message, table));
        }
    }
    for entry in &selection.tags {
        if !operations.iter().any(|operation| operation.has_tag(entry.text())) {
            let message = format!("no operation has the tag `{}`", entry.text());
            bundle.add_diagnostic(unmatched(entry, "unknown-tag", message, table));
        }
    }
}

fn unmatched(entry: &SelectorEntry, code: &'static str, message: String, table: &str) -> Diagnostic {
    let help = "operations are given by `operationId`, or by method and path: `GET /pets`";
    Diagnostic {
        severity: Severity::Error,
        code,
        message,
        pointer: String::new(),
        help: format!("correct the entry, or remove it from `[target.{table}]`; {help}"),
        location: entry.location().cloned(),
    }
}

//! Link Objects (OpenAPI 3.0.3 §4.7.20).

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Checks that a link has either `operationId` or `operationRef`.
pub(in crate::normalize) fn names_one_operation(walker: &mut Walker<'_>, link: &mut Map<String, Value>) {
    match (link.contains_key("operationRef"), link.contains_key("operationId")) {
        (false, false) => {
            walker.error(
                "missing-field",
                "the Link Object has neither `operationId` nor `operationRef`",
                "add `operationId`",
            );
        }
        (true, true) => {
            let message = "`operationRef` is ignored: a link has either `operationId` or `operationRef`";
            walker.at("operationRef", |walker| walker.warning("ambiguous-link", message, "remove one of them"));
            link.shift_remove("operationRef");
        }
        _ => {}
    }
}

//! Parsing the Overlay Object (Overlay 1.0.0 §4.4.1).

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::action::{Action, ActionKind};
use crate::diagnostic::Diagnostics;
use crate::load::pointer;

const FIELDS: &[&str] = &["overlay", "info", "extends", "actions"];
const ACTION_FIELDS: &[&str] = &["target", "description", "update", "remove"];

/// The maximum length of a `JSONPath`: parsing time can grow fast with it.
const MAX_PATH: usize = 1_000;

/// The maximum nesting depth of brackets in a `JSONPath`, for the same reason.
const MAX_BRACKETS: usize = 8;

/// Returns the actions of an overlay; if there is an error, which is added to `diagnostics`, returns none.
pub(super) fn actions<'a>(overlay: &'a Value, diagnostics: &mut Diagnostics) -> Vec<Action<'a>> {
    let mut reader = OverlayReader { diagnostics, is_valid: true };
    let actions = overlay.as_object().map(|overlay| reader.overlay(overlay)).unwrap_or_default();
    if reader.is_valid { actions } else { Vec::new() }
}

struct OverlayReader<'d> {
    diagnostics: &'d mut Diagnostics,
    is_valid: bool,
}

impl OverlayReader<'_> {
    fn overlay<'a>(&mut self, overlay: &'a Map<String, Value>) -> Vec<Action<'a>> {
        match overlay.get("overlay") {
            Some(Value::String(version)) if version.starts_with("1.") => {}
            Some(_) => self.error("/overlay", "the version of the overlay is not supported", "write `overlay: 1.0.0`"),
            None => self.error("", "the overlay has no `overlay` field with its version", "add `overlay: 1.0.0`"),
        }
        if !overlay.get("info").is_some_and(Value::is_object) {
            self.error("/info", "the overlay has no `info`", "add `info` with a `title` and a `version`");
        }
        self.unknown(overlay, FIELDS, "");
        let Some(Value::Array(actions)) = overlay.get("actions").filter(|actions| **actions != Value::Array(vec![]))
        else {
            self.error("/actions", "the overlay has no actions", "list at least one, with `target` and `update`");
            return Vec::new();
        };
        let at = |index: usize| pointer::join("/actions", &index.to_string());
        actions.iter().enumerate().filter_map(|(index, action)| self.action(action, at(index))).collect()
    }

    fn action<'a>(&mut self, action: &'a Value, at: String) -> Option<Action<'a>> {
        let Some(members) = action.as_object() else {
            self.error(
                &at,
                "the action is not an object",
                "write an object with `target`, and `update` or `remove: true`",
            );
            return None;
        };
        self.unknown(members, ACTION_FIELDS, &at);
        let target = self.target(members.get("target"), &at);
        let kind = self.kind(members, &at);
        Some(Action { target: target?, kind: kind?, at })
    }

    fn target(&mut self, target: Option<&Value>, at: &str) -> Option<JsonPath> {
        let Some(Value::String(text)) = target else {
            self.error(at, "the action has no `target`", "add one: a JSONPath such as `$.paths['/pets'].get`");
            return None;
        };
        let at = pointer::join(at, "target");
        if text.len() > MAX_PATH || nesting(text) > MAX_BRACKETS {
            self.error(&at, "the target is too long, or its brackets nest too deeply", "use several actions instead");
            return None;
        }
        match JsonPath::parse(text) {
            Ok(path) => Some(path),
            Err(error) => {
                let message = format!(
                    "the target is not a valid JSONPath: {}, at character {}",
                    error.message(),
                    error.position()
                );
                self.error(&at, &message, "follow RFC 9535: `$.paths['/pets'].get`, with hyphenated names in brackets");
                None
            }
        }
    }

    fn kind<'a>(&mut self, members: &'a Map<String, Value>, at: &str) -> Option<ActionKind<'a>> {
        match (members.get("remove"), members.get("update")) {
            (Some(Value::Bool(true)), _) => Some(ActionKind::Remove),
            (None | Some(Value::Bool(false)), Some(update)) => Some(ActionKind::Update(update)),
            (None | Some(Value::Bool(false)), None) => {
                self.error(at, "the action changes nothing", "add an `update`, or `remove: true`");
                None
            }
            (Some(_), _) => {
                self.error(&pointer::join(at, "remove"), "`remove` must be a boolean", "write `remove: true`");
                None
            }
        }
    }

    fn unknown(&mut self, members: &Map<String, Value>, known: &[&str], at: &str) {
        for name in members.keys().filter(|name| !known.contains(&name.as_str()) && !name.starts_with("x-")) {
            let message = format!("Overlay 1.0 has no field `{name}` here");
            self.error(&pointer::join(at, name), &message, &format!("write one of {}", known.join(", ")));
        }
    }

    fn error(&mut self, at: &str, message: &str, help: &str) {
        self.is_valid = false;
        self.diagnostics.error("bad-overlay", at, message, help);
    }
}

/// Returns the nesting depth of brackets and parentheses, including those in strings.
fn nesting(path: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for c in path.chars() {
        match c {
            '(' | '[' => open += 1,
            ')' | ']' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{actions, nesting};
    use crate::diagnostic::Diagnostics;

    fn is_refused(target: &str) -> bool {
        let action = json!({ "target": target, "remove": true });
        let overlay = json!({ "overlay": "1.0.0", "info": {}, "actions": [action] });
        let mut diagnostics = Diagnostics::default();
        actions(&overlay, &mut diagnostics).is_empty() && diagnostics.has_errors()
    }

    #[test]
    fn a_target_with_too_deeply_nested_brackets_is_rejected() {
        let nested = |depth| format!("$.a[?{}@.b{}]", "(".repeat(depth), ")".repeat(depth));

        assert!(!is_refused(&nested(3)));
        assert!(is_refused(&nested(3_000)));
    }

    #[test]
    fn brackets_side_by_side_do_not_nest() {
        assert_eq!(nesting("$['a']['b'][?@.c == (1)]"), 2);
    }

    #[test]
    fn one_invalid_action_stops_the_others() {
        let (wrong, right) = (json!({ "target": "$" }), json!({ "target": "$.a", "remove": true }));
        let overlay = json!({ "overlay": "1.0.0", "info": {}, "actions": [wrong, right] });

        assert!(actions(&overlay, &mut Diagnostics::default()).is_empty());
    }
}

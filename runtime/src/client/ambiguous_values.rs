//! Values that a server would decode differently: items that contain the separator, and items that get lost.

use super::style::{Style, StyleEncoder};
use crate::runtime::validation::plain_value::PlainValue;
use crate::runtime::validation::violation::{Location, Violation, Violations};

/// A part of a value that the server would decode differently.
#[derive(Debug)]
struct Ambiguity {
    /// The JSON pointer of the part.
    pointer: String,
    sentence: String,
    /// Whether a server that splits before decoding still decodes it correctly.
    is_encoded: bool,
}

/// The ambiguities of a value in its style.
#[derive(Debug, Default)]
pub(crate) struct Ambiguities {
    /// Those that may be sent, if the server is known to decode them.
    pub(crate) invalid: Violations,
    /// Those that no server could decode.
    pub(crate) unsendable: Violations,
}

/// Returns the ambiguities of a value, with `pointer` before their pointers.
pub(crate) fn check(
    encoder: StyleEncoder,
    value: &PlainValue,
    location: Location,
    pointer: impl FnOnce() -> String,
) -> Ambiguities {
    let check = Check { encoder, is_header: matches!(location, Location::Header(_)) };
    let mut found = Vec::new();
    match encoder.style {
        Style::Json | Style::Querystring | Style::JsonQuerystring => {}
        Style::DeepObject => deep("", value, &mut found),
        _ => check.value(value, &mut found),
    }
    let mut ambiguities = Ambiguities::default();
    if found.is_empty() {
        return ambiguities;
    }
    let pointer = pointer();
    for Ambiguity { pointer: step, sentence, is_encoded } in found {
        let violation = Violation::new(location, format!("{pointer}{step}"), "style", sentence);
        if is_encoded { ambiguities.invalid.push(violation) } else { ambiguities.unsendable.push(violation) }
    }
    ambiguities
}

/// Returns the ambiguities of a property of a form.
pub(crate) fn of_property(encoder: StyleEncoder, name: &str, value: &PlainValue) -> Violations {
    let Ambiguities { mut invalid, unsendable } = check(encoder, value, Location::Body, || step(name));
    invalid.merge(unsendable);
    invalid
}

struct Check {
    encoder: StyleEncoder,
    is_header: bool,
}

impl Check {
    fn value(&self, value: &PlainValue, found: &mut Vec<Ambiguity>) {
        match value {
            PlainValue::Array(items) => self.items(items, found),
            PlainValue::Object(members) => self.members(members, found),
            PlainValue::Null => {}
            scalar if self.is_header && has_blank_ends(&scalar.text()) => found.push(ambiguity("", BLANKS, false)),
            _ => {}
        }
    }

    fn items(&self, items: &[PlainValue], found: &mut Vec<Ambiguity>) {
        let is_alone = items.len() == 1 && !self.encoder.explode;
        for (index, item) in items.iter().enumerate() {
            let step = format!("/{index}");
            match item {
                PlainValue::Null => {
                    found.push(ambiguity(&step, "is null, which is omitted: the following items would move up", true));
                }
                item => {
                    let text = item.text();
                    if text.is_empty() && (is_alone || self.loses_empty_items()) {
                        found.push(ambiguity(&step, "is empty, and would be lost", !self.loses_empty_items()));
                    }
                    self.text(&step, &text, "", found);
                }
            }
        }
    }

    fn members(&self, members: &[(String, PlainValue)], found: &mut Vec<Ambiguity>) {
        for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
            let step = step(key);
            let is_named = self.encoder.explode;
            if is_named && !self.writes_pairs() && key.contains('=') && (self.encoder.encode)("=") == "=" {
                found.push(ambiguity(&step, "has a name with `=`, which separates names from values here", false));
            }
            if !(is_named && self.writes_pairs()) {
                self.text(&step, key, "has a name that ", found);
            }
            match value {
                // Each is encoded with the name of the property.
                PlainValue::Array(items) if is_named && self.writes_pairs() => {
                    for (index, _) in items.iter().enumerate().filter(|(_, item)| item.is_null()) {
                        found.push(ambiguity(&format!("{step}/{index}"), "is null, which is omitted here", true));
                    }
                }
                value => {
                    let text = value.text();
                    if text.is_empty() && !is_named && self.loses_empty_items() {
                        found.push(ambiguity(&step, "is empty, and would be lost", false));
                    }
                    self.text(&step, &text, "", found);
                }
            }
        }
    }

    /// Checks the text of an item, a name or a value.
    fn text(&self, step: &str, text: &str, whose: &str, found: &mut Vec<Ambiguity>) {
        let delimiter = self.delimiter();
        let is_encoded = self.is_encoded(delimiter);
        if text.contains(delimiter) && !(is_encoded && self.encoder.explode && self.writes_pairs()) {
            let sentence = format!("{whose}contains `{delimiter}`, which separates items here: it would be split");
            found.push(ambiguity(step, &sentence, is_encoded));
        }
        if self.is_header && has_blank_ends(text) {
            found.push(ambiguity(step, &format!("{whose}{BLANKS}"), false));
        }
    }

    /// Returns whether a value is encoded as pairs: `a=1&b=2`.
    fn writes_pairs(&self) -> bool {
        matches!(self.encoder.style, Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::Cookie)
    }

    /// Returns the separator of items.
    fn delimiter(&self) -> &'static str {
        match (self.encoder.style, self.encoder.explode) {
            (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, true) => "&",
            (Style::SpaceDelimited, false) => " ",
            (Style::PipeDelimited, false) => "|",
            (Style::Label, true) => ".",
            (Style::Matrix | Style::Cookie, true) => ";",
            _ => ",",
        }
    }

    /// Returns whether the delimiter is encoded within an item.
    fn is_encoded(&self, delimiter: &str) -> bool {
        let divides_encoded =
            matches!(self.encoder.style, Style::SpaceDelimited | Style::PipeDelimited) && !self.encoder.explode;
        // Cookies of the style `cookie` are not decoded.
        !divides_encoded && self.encoder.style != Style::Cookie && (self.encoder.encode)(delimiter) != delimiter
    }

    /// Returns whether servers skip empty items: in lists of headers (RFC 9110 §5.6.1.2), and between blanks.
    fn loses_empty_items(&self) -> bool {
        self.is_header || (self.encoder.style == Style::SpaceDelimited && !self.encoder.explode)
    }
}

/// Checks the names and items of a value with the style `deepObject`.
fn deep(at: &str, value: &PlainValue, found: &mut Vec<Ambiguity>) {
    match value {
        PlainValue::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let at = format!("{at}/{index}");
                if item.is_null() {
                    found.push(ambiguity(&at, "is null, which is omitted here", true));
                }
                deep(&at, item, found);
            }
        }
        PlainValue::Object(members) => {
            for (key, value) in members {
                let at = format!("{at}{}", step(key));
                if key.contains(['[', ']']) {
                    found.push(ambiguity(&at, "has a name with brackets, which separate names here", false));
                }
                deep(&at, value, found);
            }
        }
        _ => {}
    }
}

/// The message for blanks at the ends of a header's value, or of an item in it (RFC 9110 §5.5, §5.6.1).
pub(super) const BLANKS: &str = "starts or ends with a blank, which headers lose";

/// Returns whether a text starts or ends with whitespace that HTTP removes.
pub(super) fn has_blank_ends(text: &str) -> bool {
    text.starts_with([' ', '\t']) || text.ends_with([' ', '\t'])
}

fn ambiguity(pointer: &str, sentence: &str, is_encoded: bool) -> Ambiguity {
    Ambiguity { pointer: pointer.to_owned(), sentence: sentence.to_owned(), is_encoded }
}

fn step(key: &str) -> String {
    format!("/{}", key.replace('~', "~0").replace('/', "~1"))
}

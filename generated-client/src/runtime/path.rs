//! Paths from templates (OpenAPI 3.0.3 §4.7.8.2), and text that is safe in a URL.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986 §2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Encodes a text so that it is one value, wherever in a URL it stands.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// A parameter that would leave its segment of the path; with why.
pub(super) struct Escape {
    pub(super) parameter: String,
    pub(super) reason: &'static str,
}

/// Puts values into the placeholders of a template.
///
/// A segment that became empty, `.` or `..` is refused: no encoding protects it, since URL parsers resolve it.
pub(super) fn expand(template: &str, values: &[(&'static str, String)]) -> Result<String, Escape> {
    let mut path = String::new();
    for segment in template.split('/').skip(usize::from(template.starts_with('/'))) {
        path.push('/');
        path.push_str(&expand_segment(segment, values)?);
    }
    Ok(path)
}

fn expand_segment(template: &str, values: &[(&'static str, String)]) -> Result<String, Escape> {
    let mut segment = template.to_owned();
    let mut last = None;
    for (name, value) in values {
        let placeholder = format!("{{{name}}}");
        if template.contains(&placeholder) {
            segment = segment.replace(&placeholder, &encode(value));
            last = Some(*name);
        }
    }
    let reason = match segment.as_str() {
        "" => "is empty, so the path would be another one",
        "." | ".." => "stands for another path, so it can't be sent",
        _ => return Ok(segment),
    };
    match last {
        Some(parameter) => Err(Escape { parameter: parameter.to_owned(), reason }),
        None => Ok(segment),
    }
}

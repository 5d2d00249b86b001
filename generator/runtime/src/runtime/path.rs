//! Paths from templates (OpenAPI 3.0.3 §4.7.8.2), and text that is safe in a URL.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986 §2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What a query can't hold as it is (RFC 3986 §3.4). It is said not to hold `[` and `]` either, but they are reserved characters, and servers
/// read them.
const NOT_IN_QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What the value of a cookie can't hold (RFC 6265 §4.1.1).
const NOT_IN_COOKIE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b',').add(b';').add(b'\\');

/// Encodes a text so that it is one value, wherever in a URL it stands.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Encodes what a query can't hold, and leaves the reserved characters and what is encoded already (RFC 6570 §3.2.3).
pub(crate) fn encode_all_but_reserved(text: &str) -> String {
    let mut encoded = String::new();
    let mut rest = text;
    while let Some(percent) = rest.find('%') {
        let (before, from) = rest.split_at(percent);
        encoded.extend(utf8_percent_encode(before, NOT_IN_QUERY));
        let is_triplet = from.as_bytes().get(1..3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        encoded.push_str(if is_triplet { "%" } else { "%25" });
        rest = from.get(1..).unwrap_or_default();
    }
    encoded.extend(utf8_percent_encode(rest, NOT_IN_QUERY));
    encoded
}

/// Encodes what the value of a cookie can't hold, and nothing else: many servers take the value as it stands.
pub(crate) fn encode_cookie(text: &str) -> String {
    utf8_percent_encode(text, NOT_IN_COOKIE).to_string()
}

/// A parameter that would leave its segment of the path; with why.
pub(super) struct Escape {
    pub(super) parameter: &'static str,
    pub(super) reason: &'static str,
}

/// A path, and the pairs of the query that stand in its template.
pub(super) struct Expanded {
    pub(super) path: String,
    pub(super) query: Option<String>,
}

/// Puts encoded values into the placeholders of a template; what follows a `#` is not for the server.
///
/// A segment that became empty, `.` or `..` is refused: no encoding protects it, since URL parsers resolve it.
pub(super) fn expand(template: &str, values: &[(&'static str, String)]) -> Result<Expanded, Escape> {
    let template = template.split('#').next().unwrap_or_default();
    let (template, query) = template.split_once('?').map_or((template, None), |(path, query)| (path, Some(query)));
    let mut path = String::new();
    for segment in template.split('/').skip(usize::from(template.starts_with('/'))) {
        path.push('/');
        path.push_str(&expand_segment(segment, values)?);
    }
    let query = query.filter(|query| !query.is_empty()).map(|query| fill(query, values).0);
    Ok(Expanded { path, query })
}

fn expand_segment(template: &str, values: &[(&'static str, String)]) -> Result<String, Escape> {
    let (segment, last) = fill(template, values);
    let reason = match segment.as_str() {
        "" => "is empty, so the path would be another one",
        "." | ".." => "stands for another path, so it can't be sent",
        _ => return Ok(segment),
    };
    match last {
        Some(parameter) => Err(Escape { parameter, reason }),
        None => Ok(segment),
    }
}

/// Fills the placeholders of a text; returns the parameter of the last, too.
fn fill(template: &str, values: &[(&'static str, String)]) -> (String, Option<&'static str>) {
    let mut filled = String::new();
    let mut last = None;
    let mut rest = template;
    while let Some((before, (inner, after))) =
        rest.split_once('{').and_then(|(before, from)| Some((before, from.split_once('}')?)))
    {
        filled.push_str(before);
        match values.iter().find(|(name, _)| *name == inner || *name == bare(inner)) {
            Some((name, value)) => {
                filled.push_str(value);
                last = Some(*name);
            }
            None => filled.push_str(&encode(inner)),
        }
        rest = after;
    }
    filled.push_str(rest);
    (filled, last)
}

/// Returns the name in a placeholder that is written as RFC 6570 has it: `{.id}`, `{;id}`, `{id*}`.
fn bare(placeholder: &str) -> &str {
    placeholder.trim_start_matches(['.', ';', '/', '+', '#', '?', '&']).trim_end_matches('*')
}

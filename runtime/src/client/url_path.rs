//! Expands path templates (OpenAPI 3.0.3 §4.7.8.2), and encodes text for URLs.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986 §2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Characters that are not allowed in a query (RFC 3986 §3.4). `[` and `]` are not either, but they are reserved characters, and servers
/// accept them.
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

/// Characters that are not allowed in a path segment (RFC 3986 §3.3), except brackets, which are reserved characters.
const NOT_IN_SEGMENT: &AsciiSet = &NOT_IN_QUERY.add(b'/').add(b'?');

/// Characters that are not allowed in a cookie's value (RFC 6265 §4.1.1).
const NOT_IN_COOKIE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b',').add(b';').add(b'\\');

/// Encodes a text as one value, anywhere in a URL.
pub(crate) fn encode(text: &str) -> String {
    Cow::from(utf8_percent_encode(text, RESERVED)).into_owned()
}

/// Encodes characters that are not allowed in a query; keeps reserved characters and percent-encoded triplets (RFC 6570 §3.2.3).
pub(crate) fn encode_all_but_reserved(text: &str) -> String {
    encode_rest(text, NOT_IN_QUERY)
}

/// Encodes characters that are not allowed in a path segment; keeps other reserved characters and percent-encoded triplets (OpenAPI 3.2
/// §4.12.2).
pub(crate) fn encode_reserved_in_segment(text: &str) -> String {
    encode_rest(text, NOT_IN_SEGMENT)
}

/// Encodes each segment of a text; keeps slashes.
pub(crate) fn encode_segments(text: &str) -> String {
    text.split('/').map(encode).collect::<Vec<_>>().join("/")
}

/// Encodes each segment of a text; keeps slashes, other reserved characters and percent-encoded triplets.
pub(crate) fn encode_reserved_in_segments(text: &str) -> String {
    text.split('/').map(encode_reserved_in_segment).collect::<Vec<_>>().join("/")
}

fn encode_rest(text: &str, set: &'static AsciiSet) -> String {
    let mut encoded = String::new();
    let mut rest = text;
    while let Some(percent) = rest.find('%') {
        let (before, from) = rest.split_at(percent);
        encoded.extend(utf8_percent_encode(before, set));
        let is_triplet = from.as_bytes().get(1..3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        encoded.push_str(if is_triplet { "%" } else { "%25" });
        rest = from.get(1..).unwrap_or_default();
    }
    encoded.extend(utf8_percent_encode(rest, set));
    encoded
}

/// Encodes characters that are not allowed in a cookie's value, and no others: many servers do not decode the value.
pub(crate) fn encode_cookie(text: &str) -> String {
    utf8_percent_encode(text, NOT_IN_COOKIE).to_string()
}

/// A parameter that would change the structure of the path, and why.
pub(super) struct Escape {
    pub(super) parameter: &'static str,
    pub(super) reason: &'static str,
}

/// A path, and the query of its template.
pub(super) struct Expanded {
    pub(super) path: String,
    pub(super) query: Option<String>,
}

/// Expands a path template with encoded values; a fragment is dropped.
///
/// A segment that becomes empty, `.` or `..` is an error: no encoding protects it, since URL parsers resolve it.
pub(super) fn expand(template: &str, values: &[(&'static str, String)]) -> Result<Expanded, Escape> {
    let template = template.split('#').next().unwrap_or_default();
    let (template, query) = template.split_once('?').map_or((template, None), |(path, query)| (path, Some(query)));
    let template = template.strip_prefix('/').unwrap_or(template);
    let (before, segments) = before_parameters(template);
    let length: usize = values.iter().map(|(_, value)| value.len()).sum();
    let mut path = String::with_capacity(template.len() + length + 1);
    if let Some(before) = before {
        path.push('/');
        path.push_str(before);
    }
    for segment in segments.into_iter().flat_map(|segments| segments.split('/')) {
        path.push('/');
        path.push_str(&expand_segment(segment, values)?);
    }
    let query = query.filter(|query| !query.is_empty()).map(|query| fill(query, values).0);
    Ok(Expanded { path, query })
}

/// Encodes a path that is no template, with its query; what is encoded already stays so. A segment that is `.` or `..` is an error, and so is
/// a fragment.
pub(super) fn literal(text: &str) -> Result<Expanded, &'static str> {
    if text.contains('#') {
        return Err("the path has a `#`, which is sent as `%23`");
    }
    let (path, query) = text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)));
    let segments = path.strip_prefix('/').unwrap_or(path).split('/');
    // Many servers read an encoded slash, or a backslash, as a slash.
    let is_dots = |segment: &str| decoded(segment).split(['/', '\\']).any(|part| matches!(part, "." | ".."));
    if segments.clone().any(is_dots) {
        return Err("the path has a segment `.` or `..`, which leads out of it");
    }
    let path: String = segments.flat_map(|segment| ["/".to_owned(), encode_reserved_in_segment(segment)]).collect();
    Ok(Expanded { path, query: query.filter(|query| !query.is_empty()).map(encode_all_but_reserved) })
}

/// Returns the segments without a parameter at the beginning of a template, which are as the document has them, and the others.
fn before_parameters(template: &str) -> (Option<&str>, Option<&str>) {
    let Some(parameter) = template.find('{') else { return (Some(template), None) };
    match template.get(..parameter).and_then(|before| before.rfind('/')) {
        Some(slash) => (template.get(..slash), template.get(slash + 1..)),
        None => (None, Some(template)),
    }
}

fn expand_segment(template: &str, values: &[(&'static str, String)]) -> Result<String, Escape> {
    let (segment, last) = fill(template, values);
    let reason = if segment.contains(['/', '%']) {
        // A slash in it is from a value that keeps slashes.
        segment.split('/').find_map(|segment| reason(&decoded(segment)))
    } else {
        reason(&segment)
    };
    match (last, reason) {
        (Some(parameter), Some(reason)) => Err(Escape { parameter, reason }),
        _ => Ok(segment),
    }
}

fn reason(segment: &str) -> Option<&'static str> {
    match segment {
        "" => Some("is empty, which would change the path"),
        "." | ".." => Some("would change the path"),
        _ => None,
    }
}

fn decoded(segment: &str) -> Cow<'_, str> {
    percent_decode_str(segment).decode_utf8_lossy()
}

/// Returns why the encoded value of a parameter that keeps slashes or reserved characters can't be sent: some of it may be encoded already,
/// and many servers treat an encoded slash or a backslash as a slash.
pub(super) fn refusal(value: &str) -> Option<&'static str> {
    value.split('/').map(decoded).find_map(|segment| {
        let has_slash = segment.contains(['/', '\\']);
        reason(&segment)
            .or(has_slash.then_some("has an encoded slash or a backslash in a segment, which would change the path"))
    })
}

/// Expands the placeholders of a text; returns the parameter of the last one as well.
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

/// Returns the name in a placeholder of RFC 6570: `{.id}`, `{;id}`, `{id*}`.
fn bare(placeholder: &str) -> &str {
    placeholder.trim_start_matches(['.', ';', '/', '+', '#', '?', '&']).trim_end_matches('*')
}

//! Responses Objects (OpenAPI 3.0.3 §4.7.16).

use openapiv3::{Response as ResponseObject, StatusCode};

use super::api::{EventData, Header, Output, Response, ResponseContent, Statuses, Success};
use super::contents::{AcceptedContent, contents, warn_of_unused_schema};
use super::lower::Lowering;
use super::operations::{Source, follow};
use super::response_headers;
use super::schema_path::{SchemaPath, SchemaRoot};
use super::types::Shape;

/// The responses of an operation.
pub(super) struct Responses {
    pub(super) success: Success,
    /// The content for each status.
    pub(super) errors: Vec<(Statuses, ResponseContent)>,
    /// The description of each error status.
    pub(super) error_docs: Vec<(Statuses, String)>,
    pub(super) accept: Vec<String>,
    pub(super) headers: Vec<Header>,
}

/// A lowered Response Object. `contents` is empty if it has no body.
struct Declared {
    status: Statuses,
    description: String,
    contents: Vec<AcceptedContent>,
    headers: Vec<Header>,
}

/// Lowers the responses of an operation.
pub(super) fn lower<'a>(source: &Source<'a>, lowering: &mut Lowering<'a>) -> Responses {
    let statuses: Vec<Statuses> = responses(source).into_iter().map(|(status, _)| status).collect();
    let is_success = success(&statuses);
    let mut declared = declared(source, &is_success, lowering);
    let headers = declared.iter_mut().flat_map(|one| std::mem::take(&mut one.headers)).collect();
    let (success, errors): (Vec<_>, Vec<_>) = declared.into_iter().partition(|one| is_success(one.status));
    let kept = success.iter().flat_map(|one| &one.contents).chain(errors.iter().filter_map(|one| one.contents.first()));
    let accept = accept(kept.flat_map(|offered| &offered.names).map(String::as_str));
    Responses {
        error_docs: errors.iter().map(|one| (one.status, one.description.clone())).collect(),
        errors: errors.into_iter().map(|one| error(source, one, lowering)).collect(),
        success: output(success),
        accept,
        headers,
    }
}

/// Returns which statuses mean success: 2xx, else other statuses below 400, else `default`.
fn success(declared: &[Statuses]) -> impl Fn(Statuses) -> bool + use<> {
    let any = |found: &dyn Fn(Statuses) -> bool| declared.iter().any(|status| found(*status));
    let has_success = any(&Statuses::is_success);
    let has_default = any(&|status| status == Statuses::Default);
    let has_other = any(&Statuses::is_below_400);
    move |status| match status {
        status if has_success => status.is_success(),
        Statuses::Default => !has_other,
        status => status.is_below_400() && (has_other || !has_default),
    }
}

/// Returns the responses of an operation, sorted by status.
fn responses<'a>(source: &Source<'a>) -> Vec<(Statuses, &'a ResponseObject)> {
    let responses = &source.operation.responses;
    let by_status = responses.responses.iter().map(|(status, response)| (status_of(status), response));
    let default = responses.default.iter().map(|response| (Statuses::Default, response));
    let components = source.document.components.as_ref();
    let found = by_status.chain(default).filter_map(|(status, response)| {
        let found = follow(response, "#/components/responses/", |name| components?.responses.get(name))?;
        Some((status, found))
    });
    let mut all: Vec<_> = found.collect();
    all.sort_unstable_by_key(|(status, _)| *status);
    all
}

fn declared<'a>(
    source: &Source<'a>,
    is_success: &impl Fn(Statuses) -> bool,
    lowering: &mut Lowering<'a>,
) -> Vec<Declared> {
    let mut lowered = Vec::new();
    for (status, response) in responses(source) {
        let path = SchemaPath::new(SchemaRoot::Response {
            operation: source.id().to_owned(),
            status: status.to_string(),
            is_success: is_success(status),
        });
        let contents = contents(source, (status, &path), response, lowering);
        let headers = response_headers::lower(source, response, lowering);
        lowered.push(Declared { status, description: response.description.clone(), contents, headers });
    }
    lowered
}

fn status_of(status: &StatusCode) -> Statuses {
    match status {
        StatusCode::Code(code) => Statuses::Exactly(*code),
        StatusCode::Range(digit) => Statuses::Range(u8::try_from(*digit).unwrap_or_default()),
    }
}

/// Returns the status and content of an error response, which is buffered and has the type of its first media type.
fn error(source: &Source<'_>, declared: Declared, lowering: &mut Lowering<'_>) -> (Statuses, ResponseContent) {
    let status = declared.status;
    let mut contents = declared.contents.into_iter();
    let Some(AcceptedContent { names, content }) = contents.next() else { return (status, ResponseContent::Empty) };
    let others: Vec<String> = contents.flat_map(|one| one.names).collect();
    let first = names.first().map(String::as_str).unwrap_or_default();
    if !others.is_empty() {
        note_other_media_types(source, status, first, &others, lowering);
    }
    let content = match content {
        ResponseContent::Events(data) => {
            if data != EventData::Text {
                warn_of_unused_schema(source, status, first, lowering);
            }
            ResponseContent::Bytes
        }
        ResponseContent::JsonLines(shape, _) => {
            if shape != Shape::Any {
                warn_of_unused_schema(source, status, first, lowering);
            }
            ResponseContent::Bytes
        }
        content => content,
    };
    (status, content)
}

fn note_other_media_types(
    source: &Source<'_>,
    status: Statuses,
    first: &str,
    others: &[String],
    lowering: &mut Lowering<'_>,
) {
    lowering.diagnostics.note(
        "other-media-types",
        format!("{}/responses/{status}", source.pointer),
        format!("the error {status} of `{}` is deserialized as {first}, never as {}", source.id(), others.join(", ")),
        "no action needed if they are equivalent; otherwise read the bytes of the error",
    );
}

fn output(declared: Vec<Declared>) -> Success {
    let description = declared.first().map(|one| one.description.clone());
    let mut responses: Vec<Response> = Vec::new();
    for one in declared {
        let first = one.contents.first().map(|offered| &offered.content);
        let several = one.contents.iter().any(|offered| Some(&offered.content) != first);
        if one.contents.is_empty() {
            responses.push(Response { status: one.status, media_type: None, content: ResponseContent::Empty });
        }
        let contents = one.contents.into_iter().take(if several { usize::MAX } else { 1 });
        responses.extend(contents.map(|AcceptedContent { names, content }| Response {
            status: one.status,
            media_type: names.into_iter().next().filter(|_| several),
            content,
        }));
    }
    if responses.is_empty() {
        // Success is possible even if the document declares none.
        responses.push(Response { status: Statuses::Range(2), media_type: None, content: ResponseContent::Empty });
    }
    let output = combine(&responses);
    Success { responses, output, description }
}

fn combine(responses: &[Response]) -> Output {
    let mut contents =
        responses.iter().map(|response| &response.content).filter(|content| **content != ResponseContent::Empty);
    let may_be_empty = responses.iter().any(|response| response.content == ResponseContent::Empty);
    match contents.next() {
        None => Output::Nothing,
        Some(first) if contents.all(|other| other == first) => Output::Same { optional: may_be_empty },
        Some(_) => Output::Several,
    }
}

/// Returns the distinct media types of `Accept`: ranges are last and have a lower quality.
fn accept<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let (mut named, mut ranges): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for name in names {
        let list = if name.contains('*') { &mut ranges } else { &mut named };
        if !list.iter().any(|known| known == name) {
            list.push(name.to_owned());
        }
    }
    let quality = if named.is_empty() { "" } else { ";q=0.8" };
    named.extend(ranges.into_iter().map(|range| format!("{range}{quality}")));
    named
}

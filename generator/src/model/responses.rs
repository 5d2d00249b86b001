//! Responses Objects (OpenAPI 3.0.3 §4.7.16).

use openapiv3::{MediaType, Response, StatusCode};

use super::api::{Answer, Content, Header, Output, Status, Success};
use super::bodies::label;
use super::headers;
use super::keywords::Node;
use super::lower::{Lowered, Lowering};
use super::media_type::{self, Kind};
use super::operations::{Source, follow};
use super::place::{Place, Root, Step};

/// What an operation answers with.
pub(super) struct Responses {
    pub(super) success: Success,
    /// A content a status.
    pub(super) errors: Vec<(Status, Content)>,
    /// What each error status means, as described.
    pub(super) error_docs: Vec<(Status, String)>,
    pub(super) accept: Vec<String>,
    pub(super) headers: Vec<Header>,
}

/// A Response Object, lowered: its media types, each with what it holds; none if it has no body.
struct Declared {
    status: Status,
    description: String,
    contents: Vec<(String, Content)>,
    headers: Vec<Header>,
}

/// Lowers the responses of an operation.
pub(super) fn lower<'a>(source: &Source<'a>, lowering: &mut Lowering<'a>) -> Responses {
    let mut declared = declared(source, lowering);
    let headers = declared.iter_mut().flat_map(|one| std::mem::take(&mut one.headers)).collect();
    let is_success = success(&declared);
    let (success, errors): (Vec<_>, Vec<_>) = declared.into_iter().partition(|one| is_success(one.status));
    let kept = success.iter().flat_map(|one| &one.contents).chain(errors.iter().filter_map(|one| one.contents.first()));
    let accept = accept(kept.map(|(name, _)| name.as_str()));
    Responses {
        error_docs: errors.iter().map(|one| (one.status, one.description.clone())).collect(),
        errors: errors.into_iter().map(|one| error(source, one, lowering)).collect(),
        success: output(success),
        accept,
        headers,
    }
}

/// Returns which statuses mean success: 2xx; where there is none `default`; and where that is missing, too, what is no error.
fn success(declared: &[Declared]) -> impl Fn(Status) -> bool + use<> {
    let any = |found: &dyn Fn(Status) -> bool| declared.iter().any(|one| found(one.status));
    let has_success = any(&Status::is_success);
    let has_default = any(&|status| status == Status::Default);
    let has_other = any(&Status::is_no_error);
    move |status| match status {
        status if has_success => status.is_success(),
        Status::Default => !has_other,
        status => status.is_no_error() && (has_other || !has_default),
    }
}

fn declared<'a>(source: &Source<'a>, lowering: &mut Lowering<'a>) -> Vec<Declared> {
    let responses = &source.operation.responses;
    let by_status = responses.responses.iter().map(|(status, response)| (status_of(status), response));
    let default = responses.default.iter().map(|response| (Status::Default, response));
    let mut all: Vec<_> = by_status.chain(default).collect();
    all.sort_unstable_by_key(|(status, _)| *status);
    let components = source.document.components.as_ref();
    let mut lowered = Vec::new();
    for (status, response) in all {
        let found = follow(response, "#/components/responses/", |name| components?.responses.get(name));
        let Some(response) = found else { continue };
        let contents = contents(source, status, response, lowering);
        let headers = headers::lower(source, response, lowering);
        lowered.push(Declared { status, description: response.description.clone(), contents, headers });
    }
    lowered
}

fn status_of(status: &StatusCode) -> Status {
    match status {
        StatusCode::Code(code) => Status::Exactly(*code),
        StatusCode::Range(digit) => Status::Range(u8::try_from(*digit).unwrap_or_default()),
    }
}

/// Lowers the media types of a response; those that say in another notation what JSON says are left out, since they are never asked for.
fn contents<'a>(
    source: &Source<'a>,
    status: Status,
    response: &'a Response,
    lowering: &mut Lowering<'a>,
) -> Vec<(String, Content)> {
    if has_no_body(source.method, status) {
        note_bodiless(source, status, response, lowering);
        return Vec::new();
    }
    let mut all: Vec<(&str, &MediaType)> =
        response.content.iter().map(|(name, media)| (name.as_str(), media)).collect();
    all.sort_by_key(|(name, _)| media_type::kind(name) != Kind::Json);
    let mut kept: Vec<(&str, &MediaType, Content)> = Vec::new();
    let mut left = Vec::new();
    for (name, media) in all {
        if kept.iter().any(|(known, other, _)| is_another_notation(name, media, (known, other))) {
            left.push(name);
            continue;
        }
        let content = content(source, status, (name, media), kept.is_empty(), lowering);
        if kept.iter().all(|(.., known)| *known != content) || content == Content::Bytes {
            kept.push((name, media, content));
        }
    }
    if let (Some((first, ..)), false) = (kept.first(), left.is_empty()) {
        note_left(source, status, first, &left, lowering);
    }
    kept.into_iter().map(|(name, _, content)| (media_type::essence(name), content)).collect()
}

/// Returns whether HTTP gives such a response no body (RFC 9110 §6.4.1), whatever a document says.
fn has_no_body(method: &str, status: Status) -> bool {
    method == "HEAD" || matches!(status, Status::Exactly(100..=199 | 204 | 205 | 304) | Status::Range(1))
}

fn note_bodiless(source: &Source<'_>, status: Status, response: &Response, lowering: &mut Lowering<'_>) {
    // A HEAD is declared with the content of its GET: that is no fault.
    if response.content.is_empty() || source.method == "HEAD" {
        return;
    }
    lowering.diagnostics.note(
        "bodiless-response",
        format!("{}/responses/{status}/content", source.pointer),
        format!("`{}` declares content for {status}, which HTTP gives no body: it is left out", source.id()),
        "remove `content`, or correct the status",
    );
}

fn is_another_notation(name: &str, media: &MediaType, (known, other): (&str, &MediaType)) -> bool {
    if media_type::kind(known) != Kind::Json {
        return false;
    }
    match media_type::kind(name) {
        Kind::Notation => true,
        Kind::Events | Kind::JsonLines => false,
        _ => media.schema.is_some() && media_type::are_alike(media, other),
    }
}

fn note_left(source: &Source<'_>, status: Status, first: &str, left: &[&str], lowering: &mut Lowering<'_>) {
    lowering.diagnostics.note(
        "other-media-types",
        format!("{}/responses/{status}", source.pointer),
        format!("`{}` is asked for {first}, never for {}", source.id(), left.join(", ")),
        "nothing is to be done: both say the same",
    );
}

fn content<'a>(
    source: &Source<'a>,
    status: Status,
    (name, media): (&str, &'a MediaType),
    is_first: bool,
    lowering: &mut Lowering<'a>,
) -> Content {
    let kind = media_type::kind(name);
    if !matches!(kind, Kind::JsonLines | Kind::Events) && media.extensions.contains_key("x-clientwright-itemSchema") {
        warn_of_items(source, status, name, lowering);
        return Content::Bytes;
    }
    let root = Place::new(Root::Response { operation: source.id().to_owned(), status: status.to_string() });
    let place = if is_first { root } else { root.step(Step::Member(label(name, kind))) };
    let mut lower = |node| {
        let lowered: Lowered = lowering.lower(node, &place);
        (lowered.shape, lowered.schema)
    };
    let node = media.schema.as_ref().map(Node::from);
    match kind {
        Kind::Json | Kind::JsonLines => {
            let (shape, schema) = node.map_or_else(Lowered::anything, lower);
            if kind == Kind::Json { Content::Json(shape, schema) } else { Content::JsonLines(shape, schema) }
        }
        Kind::Events => {
            let data = node.map(&mut lower).filter(|(shape, _)| !matches!(shape, super::types::Shape::String));
            Content::Events(data.filter(|(shape, _)| !matches!(shape, super::types::Shape::Any)))
        }
        Kind::Text => Content::Text,
        Kind::Form | Kind::Multipart | Kind::Notation | Kind::Bytes => Content::Bytes,
    }
}

fn warn_of_items(source: &Source<'_>, status: Status, name: &str, lowering: &mut Lowering<'_>) {
    lowering.diagnostics.warning(
        "unsupported-keyword",
        format!("{}/responses/{status}/content", source.pointer),
        format!("`itemSchema` tells nothing of {name}, which is no stream of JSON values: the answer is bytes"),
        "offer application/jsonl or text/event-stream, or write `schema`",
    );
}

/// An error is read whole, and as one type: that of its first media type.
fn error(source: &Source<'_>, declared: Declared, lowering: &mut Lowering<'_>) -> (Status, Content) {
    let status = declared.status;
    let mut contents = declared.contents.into_iter();
    let Some((first, content)) = contents.next() else { return (status, Content::Empty) };
    let left: Vec<String> = contents.map(|(name, _)| name).collect();
    if !left.is_empty() {
        let left: Vec<&str> = left.iter().map(String::as_str).collect();
        note_left(source, status, &first, &left, lowering);
    }
    let content = match content {
        Content::Events(_) | Content::JsonLines(..) => Content::Bytes,
        content => content,
    };
    (status, content)
}

fn output(declared: Vec<Declared>) -> Success {
    let description = declared.first().map(|one| one.description.clone());
    let mut answers: Vec<Answer> = Vec::new();
    for one in declared {
        let several = one
            .contents
            .iter()
            .skip(1)
            .any(|(_, content)| Some(content) != one.contents.first().map(|(_, first)| first));
        if one.contents.is_empty() {
            answers.push(Answer { status: one.status, media_type: None, content: Content::Empty });
        }
        let contents = one.contents.into_iter().take(if several { usize::MAX } else { 1 });
        answers.extend(contents.map(|(name, content)| Answer {
            status: one.status,
            media_type: several.then_some(name),
            content,
        }));
    }
    if answers.is_empty() {
        // A document that declares no success still means that there is one.
        answers.push(Answer { status: Status::Range(2), media_type: None, content: Content::Empty });
    }
    let output = unite(&answers);
    Success { answers, output, description }
}

fn unite(answers: &[Answer]) -> Output {
    let mut contents = answers.iter().map(|answer| &answer.content).filter(|content| **content != Content::Empty);
    let may_be_empty = answers.iter().any(|answer| answer.content == Content::Empty);
    match contents.next() {
        None => Output::Nothing,
        Some(first) if contents.all(|other| other == first) => Output::Same { optional: may_be_empty },
        Some(_) => Output::Several,
    }
}

/// Returns the media types to ask for, each once.
fn accept<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut accept: Vec<String> = Vec::new();
    for name in names {
        if name == "*/*" {
            return vec![name.to_owned()];
        }
        if !accept.iter().any(|known| known == name) {
            accept.push(name.to_owned());
        }
    }
    accept
}

//! Which of the declared responses was received. It has no type parameters, so that it is compiled only once.

use std::cmp::Reverse;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::operation::{DeclaredResponse, Statuses};

/// The responses that an operation declares, by index.
pub(super) trait DeclaredResponses: Send + Sync {
    fn success(&self, index: usize) -> Option<&'static DeclaredResponse>;

    fn error(&self, index: usize) -> Option<&'static DeclaredResponse>;

    /// Returns whether a success has no body.
    fn is_empty(&self) -> bool;
}

/// The response that was received, with its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Selected {
    Stream(usize),
    Success(usize),
    /// A success that the document declares with another status code, if the body is like that.
    Undeclared(usize),
    /// An error; without an index, the document does not declare it.
    Error(Option<usize>),
}

/// Selects a response by status code and media type.
pub(super) fn selected(
    responses: &dyn DeclaredResponses,
    status: StatusCode,
    headers: &HeaderMap,
    is_checked: bool,
) -> Selected {
    if let Some((index, response)) = success(responses, status, headers) {
        return if response.is_stream { Selected::Stream(index) } else { Selected::Success(index) };
    }
    let error = select(&|index| responses.error(index), status, headers);
    let undeclared = if error.is_none() && !is_checked { undeclared(responses, status, headers) } else { None };
    undeclared.map_or(Selected::Error(error), Selected::Undeclared)
}

/// Returns whether a redirect is declared as a response.
pub(super) fn declares_redirect(responses: &dyn DeclaredResponses) -> bool {
    let is_redirect = |statuses| matches!(statuses, Statuses::Exactly(300..=399) | Statuses::Range(3));
    all(&|index| responses.success(index)).any(|(_, response)| is_redirect(response.statuses))
}

/// Returns the successful response for a status code; `default` counts only for successes.
fn success(
    responses: &dyn DeclaredResponses,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<(usize, &'static DeclaredResponse)> {
    let index = select(&|index| responses.success(index), status, headers)?;
    let response = responses.success(index)?;
    (response.statuses != Statuses::Default || status.is_success()).then_some((index, response))
}

/// Returns the declared success that a response with an undeclared status code may be: the only one.
///
/// `206`, `207`, `208` and `226` mean that the body is something else: a part, several responses, a difference.
fn undeclared(responses: &dyn DeclaredResponses, status: StatusCode, headers: &HeaderMap) -> Option<usize> {
    if !status.is_success() || matches!(status.as_u16(), 206..=208 | 226) {
        return None;
    }
    let only = responses.success(0)?.statuses;
    let Statuses::Exactly(code @ 200..=299) = only else { return None };
    if all(&|index| responses.success(index)).any(|(_, response)| response.statuses != only) {
        return None;
    }
    let index = select(&|index| responses.success(index), StatusCode::from_u16(code).ok()?, headers)?;
    responses.success(index).filter(|response| !response.is_stream).map(|_| index)
}

/// Returns a declared response by its index.
type List<'a> = &'a dyn Fn(usize) -> Option<&'static DeclaredResponse>;

fn all(list: List<'_>) -> impl Iterator<Item = (usize, &'static DeclaredResponse)> {
    (0..).map_while(|index| Some((index, list(index)?)))
}

/// Returns the most specific response for a status code, and among those the one whose media type matches best.
fn select(list: List<'_>, status: StatusCode, headers: &HeaderMap) -> Option<usize> {
    let fitting = || all(list).filter(|(_, response)| response.statuses.contains(status));
    let statuses = fitting().map(|(_, response)| response.statuses).min()?;
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.map(|value| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let scored = fitting().filter(|(_, response)| response.statuses == statuses).map(|(index, response)| {
        // The first of equals.
        (response.media_type_score(media_type.as_deref()), Reverse(index))
    });
    scored.max().map(|(_, Reverse(index))| index)
}

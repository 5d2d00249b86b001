//! Which of the declared responses was received. It has no type parameters, so that it is compiled only once.

use std::cmp::Reverse;
use std::sync::Arc;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::operation::{DeclaredResponse, ResponseSpec, Statuses};

/// The responses that an operation declares.
#[derive(Clone)]
pub(super) struct DeclaredResponses {
    pub(super) successes: Arc<dyn DeclaredList>,
    pub(super) errors: &'static dyn DeclaredList,
    /// Whether a success has no body.
    pub(super) is_empty: bool,
}

/// Responses by index.
pub(super) trait DeclaredList: Send + Sync {
    fn get(&self, index: usize) -> Option<&'static DeclaredResponse>;
}

impl<T> DeclaredList for &'static [ResponseSpec<T>] {
    fn get(&self, index: usize) -> Option<&'static DeclaredResponse> {
        <[_]>::get(self, index).map(|response| &response.declared)
    }
}

impl DeclaredResponses {
    /// Returns whether a success is a stream.
    pub(super) fn has_stream(&self) -> bool {
        all(&*self.successes).any(|(_, response)| response.is_stream)
    }
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
    responses: &DeclaredResponses,
    status: StatusCode,
    headers: &HeaderMap,
    is_checked: bool,
) -> Selected {
    if let Some((index, response)) = success(responses, status, headers) {
        return if response.is_stream { Selected::Stream(index) } else { Selected::Success(index) };
    }
    let error = select(responses.errors, status, headers);
    let undeclared = if error.is_none() && !is_checked { undeclared(responses, status, headers) } else { None };
    undeclared.map_or(Selected::Error(error), Selected::Undeclared)
}

/// Returns whether a redirect is declared as a response.
pub(super) fn declares_redirect(responses: &DeclaredResponses) -> bool {
    let is_redirect = |statuses| matches!(statuses, Statuses::Exactly(300..=399) | Statuses::Range(3));
    all(&*responses.successes).any(|(_, response)| is_redirect(response.statuses))
}

/// Returns the successful response for a status code; `default` counts only for successes.
fn success(
    responses: &DeclaredResponses,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<(usize, &'static DeclaredResponse)> {
    let index = select(&*responses.successes, status, headers)?;
    let response = responses.successes.get(index)?;
    (response.statuses != Statuses::Default || status.is_success()).then_some((index, response))
}

/// Returns the declared success that a response with an undeclared status code may be: the only one.
///
/// `206`, `207`, `208` and `226` mean that the body is something else: a part, several responses, a difference.
fn undeclared(responses: &DeclaredResponses, status: StatusCode, headers: &HeaderMap) -> Option<usize> {
    if !status.is_success() || matches!(status.as_u16(), 206..=208 | 226) {
        return None;
    }
    let only = responses.successes.get(0)?.statuses;
    let Statuses::Exactly(code @ 200..=299) = only else { return None };
    if all(&*responses.successes).any(|(_, response)| response.statuses != only) {
        return None;
    }
    let index = select(&*responses.successes, StatusCode::from_u16(code).ok()?, headers)?;
    responses.successes.get(index).filter(|response| !response.is_stream).map(|_| index)
}

fn all(list: &dyn DeclaredList) -> impl Iterator<Item = (usize, &'static DeclaredResponse)> {
    (0..).map_while(|index| Some((index, list.get(index)?)))
}

/// Returns the most specific response for a status code, and among those the one whose media type matches best.
fn select(list: &dyn DeclaredList, status: StatusCode, headers: &HeaderMap) -> Option<usize> {
    let fitting = || all(list).filter(|(_, response)| response.statuses.contains(status));
    let statuses = fitting().map(|(_, response)| response.statuses).min()?;
    let mut equals = fitting().filter(|(_, response)| response.statuses == statuses);
    if let (Some((only, _)), None) = (equals.next(), equals.next()) {
        return Some(only);
    }
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.map(|value| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let scored = fitting().filter(|(_, response)| response.statuses == statuses).map(|(index, response)| {
        // The first of equals.
        (response.media_type_score(media_type.as_deref()), Reverse(index))
    });
    scored.max().map(|(_, Reverse(index))| index)
}

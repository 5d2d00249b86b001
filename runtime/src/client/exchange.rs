//! Sends requests, and receives responses: the part of a call that is the same for all types.

use std::borrow::Cow;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Version};
use reqwest::Url;
use tokio::time::timeout;

use super::attempts::{Attempts, Next, is_conditional, may_be_repeated};
use super::auth::{SentTokens, authorize};
use super::client_builder::{Client, Settings};
use super::declared_responses::{DeclaredResponses, Selected, declares_redirect, selected};
use super::decode::StreamingResponse;
use super::error::{Error, NoDeclaredErrors};
use super::header_rules::keep_across_origins;
use super::hooks::{Attempt, ErrorKind, Outcome, OutgoingRequest};
use super::http_client::LEFT_ORIGIN;
use super::redirect::{self, Redirects};
use super::request::{Purpose, Request, RequestParts, http_credentials, prepare};
use super::request_body::{BodyContent, Content};
use super::request_context::RequestContext;
use super::response_body::{self, MAX_ERROR_BODY, RawResponse, ReadError};
use super::server_url::is_confidential;
use super::spans::AttemptSpan;
use super::stream_source::StreamSource;
use super::times::{Elapsed, Times};
use super::transport::{Body, FinalUrl, TransportError, TransportRequest};
use super::undeclared;
use crate::runtime::validation::redact::Secrets;
use crate::runtime::validation::violation::Violations;

/// The outcome of a call, not decoded yet.
pub(super) enum Exchanged {
    /// A stream, with the index of the declared response.
    Stream(usize, Box<StreamingResponse>),
    /// A response with its body.
    Whole(Selected, Box<WholeResponse>),
}

impl Exchanged {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Stream(_, response) => response.status,
            Self::Whole(_, response) => response.received.status,
        }
    }

    pub(super) fn headers(&self) -> &HeaderMap {
        match self {
            Self::Stream(_, response) => &response.headers,
            Self::Whole(_, response) => &response.received.headers,
        }
    }

    /// Returns how often the request was sent.
    pub(super) fn attempts(&self) -> u32 {
        match self {
            Self::Stream(_, response) => response.request.attempts,
            Self::Whole(_, response) => response.context.attempts,
        }
    }

    pub(super) fn is_error(&self) -> bool {
        matches!(self, Self::Whole(Selected::Error(_), _))
    }
}

/// A response with its body.
pub(super) struct WholeResponse {
    pub(super) received: RawResponse,
    pub(super) context: RequestContext,
    /// Where it is from, if it is a page.
    pub(super) page: Option<PageUrl>,
    /// Whether it is validated.
    pub(super) is_checked: bool,
}

/// Where a page is from.
pub(super) struct PageUrl {
    pub(super) url: Url,
    /// Whether it is another origin than that of the client, or a redirect led to it from there.
    pub(super) has_left_origin: bool,
}

impl PageUrl {
    pub(super) fn without_fragment(&self) -> String {
        let mut url = self.url.clone();
        url.set_fragment(None);
        url.into()
    }
}

/// The limits of a call.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub(super) times: Times,
    pub(super) max_body: u64,
}

/// Sends a request, follows redirects, and receives the response; after a failure, sends it again as `Retry` says.
pub(super) async fn exchange(
    client: Client,
    responses: DeclaredResponses,
    mut draft: Box<RequestParts>,
) -> Result<Exchanged, Error<NoDeclaredErrors>> {
    let settings = &*client.settings;
    let endpoint = draft.endpoint;
    let secrets = draft.secrets.clone().into_shared();
    let template = draft.target.is_none().then_some(endpoint.path);
    let (method, path) = match &draft.target {
        Some(target) => (Cow::Owned(target.method.to_string()), Cow::Owned(target.shown_path(&draft.secrets))),
        None => (Cow::Borrowed(endpoint.method), Cow::Borrowed(endpoint.path)),
    };
    let mut context = RequestContext::new(method.clone(), path.clone(), secrets);
    let limits = Limits { times: draft.times, max_body: draft.max_body };
    let mut attempts = Attempts::new(settings, &method, &path, &draft);
    let continued = draft.purpose == Purpose::Continuation;
    let single_use = draft.body.as_ref().is_some_and(Content::is_single_use);
    // A stream that breaks off may be continued by the same call.
    let is_repeatable = responses.has_stream() && may_be_repeated(&method, &draft) && !continued && !single_use;
    let repeatable = is_repeatable.then(|| draft.clone());
    let mut violations = if draft.is_validated { mem::take(&mut draft.violations) } else { Violations::default() };
    let request = match prepare(settings, *draft) {
        Ok(request) if violations.is_empty() => request,
        Ok(_) => return Err(Error::Invalid(violations)),
        Err(refused) => {
            violations.merge(refused);
            return Err(Error::Invalid(violations));
        }
    };
    // Building the request is part of the call, and can't be interrupted: if it took too long, nothing is sent.
    if attempts.time_left().is_some_and(|left| left.is_zero()) {
        return Err(context.timeout(Elapsed::Call(limits.times.call)));
    }
    context.is_conditional = is_conditional(&request.headers);
    let mut sent = SentTokens::default();
    loop {
        context.attempts = attempts.begin();
        let begin = settings.clock.now();
        let (left, elapsed) = attempts.next_limit(&limits.times);
        let span = AttemptSpan::new(&method, template, &request.url, context.attempts);
        let attempt = attempt(settings, &responses, &mut context, &request, &mut sent, (left, limits));
        let result = timeout(left, span.around(attempt)).await;
        let result = result.unwrap_or_else(|_| Err(context.timeout(elapsed)));
        let is_spent = request.body.as_ref().is_some_and(BodyContent::is_spent);
        let next = attempts.next(&result, &sent, is_spent);
        let (status, error) = match &result {
            Ok(exchanged) => (Some(exchanged.status()), exchanged.is_error().then_some(ErrorKind::Status)),
            Err(error) => (error.status(), Some(error.kind())),
        };
        span.end(status, error);
        if !settings.hooks.is_empty() {
            let elapsed = settings.clock.now().saturating_duration_since(begin);
            let outcome = Outcome::new(status, error, elapsed, next.wait());
            let attempt = Attempt { number: context.attempts, ..attempts.attempt(status, result_headers(&result)) };
            settings.hooks.iter().for_each(|hook| hook.after_attempt(&attempt, &outcome));
        }
        match next {
            Next::AttemptNow => {}
            Next::AttemptAfter(wait) => {
                drop(result);
                settings.clock.sleep(wait).await;
            }
            Next::End(reason) => {
                return match result {
                    Ok(Exchanged::Whole(selected, mut response)) => {
                        response.context.not_retried = reason;
                        Ok(Exchanged::Whole(selected, response))
                    }
                    Ok(Exchanged::Stream(index, mut stream)) => {
                        let source = |draft| Box::new(StreamSource::new(client.clone(), responses, draft, index));
                        stream.source = repeatable.map(source);
                        Ok(Exchanged::Stream(index, stream))
                    }
                    Err(error) => Err(error.not_retried(reason)),
                };
            }
        }
    }
}

fn result_headers(result: &Result<Exchanged, Error<NoDeclaredErrors>>) -> Option<&HeaderMap> {
    match result {
        Ok(exchanged) => Some(exchanged.headers()),
        Err(error) => error.headers(),
    }
}

async fn attempt(
    settings: &Settings,
    responses: &DeclaredResponses,
    context: &mut RequestContext,
    request: &Request,
    sent: &mut SentTokens,
    (left, limits): (Duration, Limits),
) -> Result<Exchanged, Error<NoDeclaredErrors>> {
    let mut request = authorize(settings, request, context, sent, left).await?;
    if !settings.hooks.is_empty() {
        before_attempt(settings, context, request.to_mut())?;
    }
    let idle = limits.times.idle.of_body();
    let follow = settings.redirects != Redirects::None && !declares_redirect(responses);
    let unread = match send_following_redirects(settings, context, &request, follow, idle).await {
        Ok(unread) => unread,
        Err(Failure::Redirect(received, reason)) => {
            // Another origin may have the tokens already: not once more.
            sent.clear();
            context.is_permanent = true;
            return Err(context.unexpected(*received, reason.into()));
        }
        Err(Failure::Unread(error)) => return Err(context.unread(error)),
    };
    let UnreadResponse { status, headers, version, body, page, refuses_tokens, .. } = unread;
    if !refuses_tokens {
        sent.clear();
    }
    let is_checked = settings.check_responses;
    // A part is one of what is a stream when it is whole, whatever else the document says of parts.
    let is_part = request.purpose == Purpose::Continuation && status == StatusCode::PARTIAL_CONTENT;
    let selected = selected(responses, if is_part { StatusCode::OK } else { status }, &headers, is_checked);
    let declared = match selected {
        Selected::Stream(index) | Selected::Success(index) | Selected::Undeclared(index) => {
            responses.successes.get(index)
        }
        Selected::Error(_) => None,
    };
    let schema = declared.and_then(|declared| declared.schema);
    if let Selected::Stream(index) = selected {
        let (request, max_body, idle) = (context.clone(), limits.max_body, limits.times.idle);
        let stream = StreamingResponse {
            status,
            headers,
            version,
            body,
            request,
            schema,
            check: is_checked,
            max_body,
            idle,
            source: None,
        };
        return Ok(Exchanged::Stream(index, Box::new(stream)));
    }
    let limit = if declared.is_some() { limits.max_body } else { MAX_ERROR_BODY };
    if declared.is_some() && response_body::is_longer(&body, limit) {
        return Err(context.too_large(status, headers, limit));
    }
    let read = response_body::read(body, limit, idle).await;
    let response_body::Body { bytes: body, truncated } = read.map_err(|error| context.unread(error))?;
    if declared.is_some() && truncated {
        return Err(context.too_large(status, headers, limit));
    }
    let selected = match selected {
        Selected::Undeclared(_) if !undeclared::is_like(&body, schema, responses.is_empty) => Selected::Error(None),
        selected => selected,
    };
    let mut received = RawResponse { status, headers, body, truncated };
    if matches!(selected, Selected::Error(_)) {
        received = received.truncate(MAX_ERROR_BODY);
    }
    let response = WholeResponse { received, context: context.clone(), page, is_checked };
    Ok(Exchanged::Whole(selected, Box::new(response)))
}

/// Calls the hooks, which may set headers.
fn before_attempt(
    settings: &Settings,
    context: &mut RequestContext,
    request: &mut Request,
) -> Result<(), Error<NoDeclaredErrors>> {
    let (method, path) = context.operation();
    let host = request.url.host_str().unwrap_or_default();
    let mut outgoing = OutgoingRequest::new(method, path, host, context.attempts, &mut request.headers);
    settings.hooks.iter().for_each(|hook| hook.before_attempt(&mut outgoing));
    let secrets = outgoing.into_secrets();
    if request.has_left_origin {
        keep_across_origins(&mut request.headers);
    }
    if !secrets.is_empty() && !settings.allow_http_credentials && !is_confidential(&request.url) {
        return Err(Error::Invalid(http_credentials()));
    }
    for secret in secrets {
        context.hide(&secret);
        // A server may repeat it without the name of its scheme.
        if let Some((_, value)) = secret.split_once(' ') {
            context.hide(value);
        }
    }
    Ok(())
}

/// Why there is no response to decode.
enum Failure {
    Unread(ReadError),
    /// A redirect that was not followed, with the reason.
    Redirect(Box<RawResponse>, &'static str),
}

/// A response whose body was not read yet.
pub(super) struct UnreadResponse {
    status: StatusCode,
    headers: HeaderMap,
    version: Version,
    body: Body,
    /// Its URL, if the transport has followed a redirect.
    url: Option<Url>,
    page: Option<PageUrl>,
    /// Whether a 401 means that the request was not carried out, since it is about the tokens: it is not from another origin, which got none.
    refuses_tokens: bool,
}

/// Sends a request, and follows redirects.
async fn send_following_redirects(
    settings: &Settings,
    context: &RequestContext,
    request: &Request,
    follow: bool,
    idle: Duration,
) -> Result<UnreadResponse, Failure> {
    let mut followed = 0;
    // A copy is only made to follow a redirect.
    let mut request = Cow::Borrowed(request);
    loop {
        let mut head = send_once(settings, &request, context.secrets()).await.map_err(|mut error| {
            error.is_unsent &= !request.is_carried_out;
            Failure::Unread(ReadError::Transport(error))
        })?;
        let url = head.url.as_ref().unwrap_or(&request.url);
        let has_left = head.url.is_some() && url.origin() != request.url.origin();
        let next =
            if follow && !has_left { redirect::target(head.status, &head.headers, url, &request.method) } else { None };
        let refusal = match next {
            None if has_left => Some(LEFT_ORIGIN),
            None => {
                if matches!(request.purpose, Purpose::Page | Purpose::LinkedPage) {
                    let url = head.url.take().unwrap_or_else(|| request.url.clone());
                    head.page = Some(PageUrl { url, has_left_origin: request.has_left_origin });
                }
                return Ok(head);
            }
            Some(Err(reason)) => Some(reason),
            Some(Ok(_)) if followed == redirect::MAX_REDIRECTS => Some("too many redirects"),
            Some(Ok(next)) => redirect::follow(request.to_mut(), next, settings).err(),
        };
        if let Some(reason) = refusal {
            let UnreadResponse { status, headers, body, .. } = head;
            let response_body::Body { bytes, truncated } =
                response_body::read(body, MAX_ERROR_BODY, idle).await.map_err(Failure::Unread)?;
            let received = RawResponse { status, headers, body: bytes, truncated };
            return Err(Failure::Redirect(Box::new(received), reason));
        }
        followed += 1;
    }
}

async fn send_once(
    settings: &Settings,
    request: &Request,
    secrets: Arc<Secrets>,
) -> Result<UnreadResponse, TransportError> {
    let mut headers = request.headers.clone();
    let body = request.body.as_ref().map(BodyContent::body).unwrap_or_default();
    let is_empty = request.body.as_ref().is_none_or(BodyContent::is_empty);
    // Some servers require `Content-Length: 0` (RFC 9110 §8.6), which hyper omits.
    if is_empty && matches!(request.method, Method::POST | Method::PUT | Method::PATCH) {
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    let sent = TransportRequest {
        method: request.method.clone(),
        url: request.url.clone(),
        headers,
        body,
        path: Arc::clone(&request.path),
        secrets,
    };
    let (mut parts, body) = settings.http.transport.send(sent).await?.into_parts();
    Ok(UnreadResponse {
        status: parts.status,
        headers: parts.headers,
        version: parts.version,
        body,
        url: parts.extensions.remove::<FinalUrl>().map(|FinalUrl(url)| url),
        page: None,
        refuses_tokens: !request.has_left_origin && !request.is_carried_out,
    })
}

//! A call of an operation: the result of its method. Awaiting it sends the request.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ambiguous_values::{Ambiguities, has_blank_ends};
use super::call_future::{BodyFuture, ResponseFuture};
use super::client_builder::Client;
use super::decode;
use super::error::{Error, ErrorBody, NoDeclaredErrors};
use super::operation::{Operation, ResponseSpec, Statuses};
use super::parameters::{ParameterSink, ParameterValue, ParameterWriter, Params, with_erased};
use super::request::{RequestParts, RequestTarget, refused_path, unsendable};
use super::request_body::{self, Content, Part, RequestBody};
use super::retry::Retry;
use super::upload::Upload;
use super::url_path::Escape;
use crate::runtime::validation::redact::Secrets;
use crate::runtime::validation::validate::Validate;
use crate::runtime::validation::violation::{Location, Violations};

/// A request that is ready to be sent; awaiting it sends it.
///
/// The request is validated already: if it is invalid, the call fails before anything is sent, unless [`Call::skip_validation`] is called.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T: 'static, E = NoDeclaredErrors, P = ()> {
    client: Client,
    responses: &'static [ResponseSpec<T>],
    /// Boxed, so that calls are moved quickly.
    pub(crate) draft: Box<RequestParts>,
    yields: PhantomData<fn(P) -> E>,
}

/// A response, with status and headers.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The status code.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: T,
    /// Secrets that `Debug` hides.
    pub(super) secrets: Arc<Secrets>,
}

impl<T: PartialEq> PartialEq for Response<T> {
    fn eq(&self, other: &Self) -> bool {
        self.status == other.status && self.headers == other.headers && self.body == other.body
    }
}

impl<T: Eq> Eq for Response<T> {}

impl<T, E, P> Call<T, E, P> {
    pub(super) fn new(client: Client, operation: Operation<T>) -> Self {
        let draft = RequestParts::boxed(&client, operation.endpoint);
        Self { client, responses: operation.responses, draft, yields: PhantomData }
    }

    /// Sets the timeout of this call: retries, redirects and the response body included. For a stream it ends with the header section.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.times.call = timeout;
        self
    }

    /// Sets the timeout of each attempt, redirects and the response body included. For a stream it ends with the header section.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.draft.times.attempt = timeout;
        self
    }

    /// Sets how long to wait for the next bytes of the response body, also for server-sent events. `Duration::MAX` sets no limit.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.draft.times.idle.of_call = Some(timeout);
        self
    }

    /// Sets when the request is sent again after a failure. The budget is that of the client.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.draft.retry = Some(retry);
        self
    }

    /// Declares that the request may be carried out several times, so that it is sent again after a failure as a GET would be.
    pub fn idempotent(mut self) -> Self {
        self.draft.is_idempotent = true;
        self
    }

    /// Sets the header `Idempotency-Key`, by which the server recognizes a repeated request, so that it is sent again after a failure. The
    /// key must be different for each call.
    pub fn idempotency_key(self, key: impl AsRef<str>) -> Self {
        self.header("Idempotency-Key", key)
    }

    /// Limits the body of a successful response, in bytes, and each line, event and record of a stream. `u64::MAX` sets no limit.
    ///
    /// A longer body is an [`Error::TooLarge`].
    pub fn max_body(mut self, bytes: u64) -> Self {
        self.draft.max_body = bytes;
        self
    }

    /// Sets a header, and replaces one of the same name. A header that can't be sent makes the call fail, and so does one that frames the
    /// request, such as `Host` or `Content-Length`: the HTTP client sets it.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        if let Ok(name) = HeaderName::try_from(name.as_ref()) {
            self.draft.secrets.add_header(&name, value.as_ref());
        }
        self.draft.insert_header(Location::Body, name.as_ref(), value.as_ref());
        self
    }

    /// Adds a query parameter, even one that the document does not declare.
    pub fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.draft.insert_query(name.as_ref(), value.as_ref());
        self
    }

    /// Sends a body that is read as it is sent, instead of that of the arguments, of which the media type remains. Instead of a
    /// multipart body, or of none, it needs a `Content-Type`: see [`Call::header`].
    ///
    /// It is sent once: see [`Upload`]. The timeout includes the time that it takes. The body of the arguments is validated nevertheless.
    pub fn upload(mut self, upload: Upload) -> Self {
        let media_type = match &self.draft.body {
            Some(Content::Whole { media_type, .. }) => Some(*media_type),
            Some(Content::Upload { media_type, .. }) => *media_type,
            _ => None,
        };
        self.draft.body = Some(Content::Upload { media_type, upload });
        self
    }

    /// Returns a copy of the call; `None` if its body can be sent only once.
    pub fn try_clone(&self) -> Option<Self> {
        if self.draft.body.as_ref().is_some_and(Content::is_single_use) {
            return None;
        }
        let (client, draft) = (self.client.clone(), self.draft.clone());
        Some(Self { client, responses: self.responses, draft, yields: PhantomData })
    }

    /// Sends the request even if it violates the schema. What can't be sent at all is still an error.
    pub fn skip_validation(mut self) -> Self {
        self.draft.is_validated = false;
        self
    }

    /// Declares a single success: JSON of the type, with this status code.
    #[doc(hidden)]
    pub fn __json_response<const STATUS: u16>(mut self) -> Self
    where
        T: Validate,
    {
        self.responses = const { &[ResponseSpec::json_of_type(STATUS)] };
        self
    }

    /// Sets a path parameter.
    #[doc(hidden)]
    pub fn __path<V: Serialize + ?Sized>(self, name: &'static str, value: &V) -> Self {
        self.with_parameter(Location::Path(name), value)
    }

    /// Sets a query parameter.
    #[doc(hidden)]
    pub fn __query<V: Serialize + ?Sized>(self, name: &'static str, value: &V) -> Self {
        self.with_parameter(Location::Query(name), value)
    }

    /// Sets a header parameter.
    #[doc(hidden)]
    pub fn __header<V: Serialize + ?Sized>(self, name: &'static str, value: &V) -> Self {
        self.with_parameter(Location::Header(name), value)
    }

    /// Sets a cookie parameter.
    #[doc(hidden)]
    pub fn __cookie<V: Serialize + ?Sized>(self, name: &'static str, value: &V) -> Self {
        self.with_parameter(Location::Cookie(name), value)
    }

    fn with_parameter<V: Serialize + ?Sized>(mut self, location: Location, value: &V) -> Self {
        with_erased(value, |value| self.parameter(location, value));
        self
    }

    /// Sets a JSON body.
    #[doc(hidden)]
    pub fn __json<B: Validate>(self, body: &B) -> Self {
        self.__body(request_body::json("application/json", body))
    }

    /// Sets a JSON body, if there is one.
    #[doc(hidden)]
    pub fn __optional_json<B: Validate>(self, body: Option<&B>) -> Self {
        self.__optional_body(body.map(|body| request_body::json("application/json", body)))
    }

    /// Sets a body.
    #[doc(hidden)]
    pub fn __body(mut self, body: RequestBody) -> Self {
        set_body(&mut self.draft, body);
        self
    }

    /// Sets a body, if there is one.
    #[doc(hidden)]
    pub fn __optional_body(self, body: Option<RequestBody>) -> Self {
        match body {
            Some(body) => self.__body(body),
            None => self,
        }
    }

    pub(super) fn into_parts(self) -> (Client, &'static [ResponseSpec<T>], Box<RequestParts>) {
        (self.client, self.responses, self.draft)
    }

    /// Returns the parts of a multipart body; none of any other.
    pub(crate) fn parts_mut(&mut self) -> &mut [Part] {
        match &mut self.draft.body {
            Some(Content::Parts(parts, _)) => parts,
            _ => &mut [],
        }
    }
}

impl<E, P> Call<(), E, P> {
    /// Declares a single success: this status code, without a body.
    #[doc(hidden)]
    pub fn __empty_response<const STATUS: u16>(mut self) -> Self {
        self.responses = const { &[ResponseSpec::empty(STATUS)] };
        self
    }
}

impl<T, E, P: Params> Call<T, E, P> {
    /// Sets the optional parameters.
    #[allow(clippy::needless_pass_by_value, reason = "parameters are given away, as a literal")]
    pub fn params(mut self, params: P) -> Self {
        params.write(&mut ParameterWriter::new(&mut self));
        self
    }
}

impl<T, E, P> ParameterSink for Call<T, E, P> {
    fn parameter(&mut self, location: Location, value: ParameterValue<'_>) {
        set_parameter(&mut self.draft, location, &value);
    }
}

fn set_body(draft: &mut RequestParts, body: RequestBody) {
    draft.violations.merge(body.violations);
    match body.content {
        Content::Unwritable(part) => draft.unsendable.merge(unsendable(Location::Body, part)),
        content => draft.body = Some(content),
    }
}

/// Sets a parameter. It has no type parameter, so that it is compiled only once.
fn set_parameter(draft: &mut RequestParts, location: Location, value: &ParameterValue<'_>) {
    let parameter = draft.endpoint.parameter(location);
    let redacted = draft.secrets.redacted_names();
    if let Err(found) = (value.check)(parameter.schema.get(), &location, redacted) {
        draft.violations.merge(found);
    }
    if location.is_redacted(redacted) {
        draft.secrets.add_value(&value.value);
    }
    let Ambiguities { invalid, unsendable } = parameter.ambiguities(&value.value);
    draft.violations.merge(invalid);
    draft.unsendable.merge(unsendable);
    match location {
        Location::Path(name) => {
            // Without a value, the path segment is empty, which is an error.
            let text = parameter.text(&value.value).unwrap_or_default();
            if let Some(reason) = parameter.refusal(&text) {
                draft.unsendable.merge(refused_path(&Escape { parameter: name, reason }));
            }
            draft.path.push((name, text));
        }
        Location::Query(_) => draft.query.extend(parameter.encoded_pairs(&value.value)),
        Location::Cookie(_) => draft.cookies.extend(parameter.encoded_pairs(&value.value)),
        Location::Header(name) => {
            // A value with blanks at its ends is reported already.
            if let Some(text) = parameter.text(&value.value).filter(|text| !has_blank_ends(text)) {
                draft.insert_header(location, name, &text);
            }
        }
        Location::Body => {}
    }
}

impl<T: 'static, E: ErrorBody, P> Call<T, E, P> {
    /// Sends the request, and returns the body of the response.
    ///
    /// # Errors
    ///
    /// The request is invalid, and then nothing is sent; it can't be sent, or no response is received in time; or the response has an error status, or a
    /// body that does not decode.
    pub fn send(self) -> BodyFuture<T, E> {
        BodyFuture(self.with_response())
    }

    /// Sends the request, and returns the response with status code and headers.
    pub fn with_response(self) -> ResponseFuture<T, E> {
        ResponseFuture::new(self.client, self.responses, self.draft)
    }
}

impl<T, E: ErrorBody, P> Call<T, E, P> {
    /// Sends the request, and returns the body of any success (2xx) as it was received: for a response that the document does not describe, or
    /// describes wrongly.
    pub fn raw_response(self) -> ResponseFuture<Bytes, E> {
        ResponseFuture::new(self.client, RAW, self.draft)
    }
}

/// The marker of a call of what the document does not declare.
#[derive(Clone, Copy, Debug)]
pub enum UndeclaredRequest {}

/// A call of what the document does not declare; it yields the body of any success (2xx).
pub type UndeclaredCall<T = Bytes> = Call<T, NoDeclaredErrors, UndeclaredRequest>;

/// Any success, as it was received.
const RAW: &[ResponseSpec<Bytes>] = &[ResponseSpec::new(Statuses::Range(2), decode::bytes)];

impl UndeclaredCall {
    pub(super) fn undeclared(client: Client, method: Method, path: String) -> Self {
        let mut call = Self::new(client, Operation::new("", "").accept("application/json, */*;q=0.8").responses(RAW));
        call.draft.target = Some(RequestTarget { method, path });
        call
    }
}

impl<T> UndeclaredCall<T> {
    /// Sets a JSON body.
    pub fn json<B: Serialize + ?Sized>(mut self, body: &B) -> Self {
        let content = match serde_json::to_vec(body) {
            Ok(bytes) => Content::Whole { media_type: "application/json", bytes: bytes.into() },
            Err(_) => Content::Unwritable("a body that is not JSON"),
        };
        set_body(&mut self.draft, RequestBody { content, violations: Violations::default() });
        self
    }

    /// Sets a body of any media type.
    pub fn body(mut self, media_type: impl AsRef<str>, bytes: impl Into<Bytes>) -> Self {
        self.draft.body = Some(Content::Whole { media_type: "application/octet-stream", bytes: bytes.into() });
        self.header("Content-Type", media_type)
    }

    /// Decodes the body of the response as JSON.
    pub fn decode<U: DeserializeOwned>(self) -> UndeclaredCall<U> {
        let responses = const { &[ResponseSpec::new(Statuses::Range(2), decode::json::<U>)] };
        Call { client: self.client, responses, draft: self.draft, yields: PhantomData }
    }
}

impl<T: 'static, E: ErrorBody, P> IntoFuture for Call<T, E, P> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = BodyFuture<T, E>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<T, E, P> fmt::Debug for Call<T, E, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Call");
        match &self.draft.target {
            Some(target) => {
                shown.field("method", &target.method).field("path", &target.shown_path(&self.draft.secrets))
            }
            None => shown.field("method", &self.draft.endpoint.method).field("path", &self.draft.endpoint.path),
        };
        shown.field("violations", &self.draft.violations).finish_non_exhaustive()
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Response");
        shown.field("status", &self.status);
        shown.field("headers", &self.secrets.headers(&self.headers));
        shown.field("body", &self.secrets.debug(&self.body)).finish()
    }
}

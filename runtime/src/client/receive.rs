//! Decodes what was received, by its status code.

use std::marker::PhantomData;

use http::{HeaderMap, StatusCode};

use super::call::Response;
use super::decode::{BufferedResponse, StreamingResponse};
use super::error::{Error, ErrorBody, RequestContext};
use super::exchange::{DeclaredResponses, Exchanged, ReceivedResponse, ResponseKind, UnreadResponse};
use super::operation::{BodyReader, Operation, ResponseSpec, select};
use super::response_body::{MAX_ERROR_BODY, RawResponse};
use super::undeclared;

/// The responses of an operation, and the errors `E`.
pub(super) struct Responses<T: 'static, E> {
    pub(super) operation: Operation<T>,
    pub(super) errors: PhantomData<fn() -> E>,
}

impl<T: 'static, E: ErrorBody> DeclaredResponses for Responses<T, E> {
    fn kind_of(&self, status: StatusCode, headers: &HeaderMap, is_checked: bool) -> ResponseKind {
        match self.operation.success(status, headers) {
            Some(ResponseSpec { read: BodyReader::Streaming(_), .. }) => ResponseKind::Stream,
            Some(_) => ResponseKind::Success,
            None if !is_checked && undeclared::success::<T, E>(&self.operation, status, headers).is_some() => {
                ResponseKind::Success
            }
            None => ResponseKind::Error,
        }
    }

    fn declares_redirect(&self) -> bool {
        self.operation.declares_redirect()
    }
}

/// Decodes what was received.
pub(super) fn decoded<T: 'static, E: ErrorBody>(
    operation: &Operation<T>,
    exchanged: Exchanged,
    is_checked: bool,
) -> Result<Response<T>, Error<E>> {
    let Exchanged { received, context, limits } = exchanged;
    let received = match received {
        ReceivedResponse::Whole(received, _) => received,
        ReceivedResponse::Stream(UnreadResponse { status, headers, response }) => {
            let secrets = context.secrets();
            let Some(ResponseSpec { read: BodyReader::Streaming(take), schema, .. }) =
                operation.success(status, &headers)
            else {
                let (body, truncated) = (bytes::Bytes::new(), true);
                return Err(context.unexpected(RawResponse { status, headers, body, truncated }, NO_STREAM));
            };
            let (max_body, idle) = (limits.max_body, limits.times.idle);
            let (schema, check, request) = (*schema, is_checked, context);
            let incoming = StreamingResponse {
                status,
                headers: headers.clone(),
                response,
                request,
                schema,
                check,
                max_body,
                idle,
            };
            return Ok(Response { status, headers, body: take(incoming), secrets });
        }
    };
    let success = operation.success(received.status, &received.headers);
    if success.is_none()
        && !is_checked
        && let Some(undeclared) = undeclared::success::<T, E>(operation, received.status, &received.headers)
        && let Some(body) = undeclared::read(undeclared, &received)
    {
        return Ok(Response { status: received.status, headers: received.headers, body, secrets: context.secrets() });
    }
    match success {
        Some(success) => succeed(success, &context, received, is_checked),
        None => Err(fail(&context, received.truncate(MAX_ERROR_BODY), is_checked)),
    }
}

const NO_STREAM: &str = "the document declares no stream";

fn succeed<T, E: ErrorBody>(
    success: &ResponseSpec<T>,
    context: &RequestContext,
    received: RawResponse,
    check: bool,
) -> Result<Response<T>, Error<E>> {
    let read = match success.read {
        BodyReader::Buffered(decode) => {
            decode(&BufferedResponse::new(&received, success.schema, check, context.redacted_names()))
        }
        BodyReader::Streaming(_) => Err("the document declares a stream".into()),
    };
    match read {
        Ok(body) => {
            let RawResponse { status, headers, .. } = received;
            Ok(Response { status, headers, body, secrets: context.secrets() })
        }
        Err(reason) => Err(context.unexpected(received, reason)),
    }
}

fn fail<E: ErrorBody>(context: &RequestContext, received: RawResponse, check: bool) -> Error<E> {
    match select(E::RESPONSES, received.status, &received.headers) {
        Some(_) if received.truncated => {
            context.unexpected(received, "the body is longer than 1 MiB, and the rest of it was not read")
        }
        Some(ResponseSpec { read: BodyReader::Buffered(decode), schema, .. }) => {
            match decode(&BufferedResponse::new(&received, *schema, check, context.redacted_names())) {
                Ok(body) => context.api(received, body),
                Err(reason) => context.unexpected(received, reason),
            }
        }
        _ => context.unexpected(received, "the document does not declare this status"),
    }
}

//! Reads a response by its status code, within limits.

use super::call::Response;
use super::client_builder::Settings;
use super::decode::{BufferedResponse, StreamingResponse};
use super::error::{Error, ErrorBody, RequestContext};
use super::operation::{BodyReader, Operation, ResponseSpec, select};
use super::request::UnreadResponse;
use super::response_body::{self, MAX_ERROR_BODY, RawResponse};
use super::undeclared;

/// Reads a response, completely unless it is a stream.
pub(super) async fn receive<T: 'static, E: ErrorBody>(
    settings: &Settings,
    operation: &Operation<T>,
    context: &RequestContext,
    head: UnreadResponse,
    max_body: u64,
) -> Result<Response<T>, Error<E>> {
    let UnreadResponse { status, headers, response } = head;
    let success = operation.success(status, &headers);
    if let Some(ResponseSpec { read: BodyReader::Streaming(take), schema, .. }) = success {
        let (schema, check) = (*schema, settings.check_responses);
        let (headers, context) = (headers.clone(), context.clone());
        let incoming = StreamingResponse { status, headers, response, request: context, schema, check, max_body };
        let (headers, secrets) = (incoming.headers.clone(), incoming.request.secrets());
        return Ok(Response { status, headers, body: take(incoming), secrets });
    }
    let is_checked = settings.check_responses;
    let undeclared =
        (success.is_none() && !is_checked).then(|| undeclared::success::<T, E>(operation, status, &headers));
    let undeclared = undeclared.flatten();
    let may_succeed = success.is_some() || undeclared.is_some();
    let limit = if may_succeed { max_body } else { MAX_ERROR_BODY };
    if may_succeed && response_body::is_longer(&response, limit) {
        return Err(context.too_large(status, headers, limit));
    }
    let read = response_body::read(response, limit).await;
    let response_body::Body { bytes: body, truncated } = read.map_err(|error| context.transport(error))?;
    if may_succeed && truncated {
        return Err(context.too_large(status, headers, limit));
    }
    let received = RawResponse { status, headers, body, truncated };
    if let Some(body) = undeclared.and_then(|response| undeclared::read(response, &received)) {
        return Ok(Response { status, headers: received.headers, body, secrets: context.secrets() });
    }
    match success {
        Some(success) => succeed(success, context, received, is_checked),
        None => Err(fail(context, received.truncate(MAX_ERROR_BODY), is_checked)),
    }
}

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

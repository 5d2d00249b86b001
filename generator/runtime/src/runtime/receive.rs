//! Reading a response by its status, within limits.

use super::body::{self, MAX_ERROR_BODY, Received};
use super::call::Response;
use super::client::Settings;
use super::decode::{Incoming, Reply};
use super::error::{Error, ErrorBody, Exchange};
use super::operation::{Answer, Operation, Read, select};
use super::request::Arrived;
use super::undeclared;

/// Reads a response: all of it, unless it is a stream.
pub(super) async fn receive<T: 'static, E: ErrorBody>(
    settings: &Settings,
    operation: &Operation<T>,
    exchange: &Exchange,
    arrived: Arrived,
    max_body: u64,
) -> Result<Response<T>, Error<E>> {
    let Arrived { status, headers, answer } = arrived;
    let success = operation.success(status, &headers);
    if let Some(Answer { read: Read::Stream(take), schema, .. }) = success {
        let (schema, check) = (*schema, settings.check_responses);
        let (headers, exchange) = (headers.clone(), exchange.clone());
        let incoming = Incoming { status, headers, answer, exchange, schema, check, max_body };
        let (headers, secrets) = (incoming.headers.clone(), incoming.exchange.secrets());
        return Ok(Response { status, headers, body: take(incoming), secrets });
    }
    let is_checked = settings.check_responses;
    let undeclared =
        (success.is_none() && !is_checked).then(|| undeclared::success::<T, E>(operation, status, &headers));
    let undeclared = undeclared.flatten();
    let may_succeed = success.is_some() || undeclared.is_some();
    let limit = if may_succeed { max_body } else { MAX_ERROR_BODY };
    if may_succeed && body::is_longer(&answer, limit) {
        return Err(exchange.too_large(status, headers, limit));
    }
    let read = body::read(answer, limit).await;
    let body::Body { bytes: body, truncated } = read.map_err(|error| exchange.transport(error))?;
    if may_succeed && truncated {
        return Err(exchange.too_large(status, headers, limit));
    }
    let received = Received { status, headers, body, truncated };
    if let Some(body) = undeclared.and_then(|answer| undeclared::read(answer, &received)) {
        return Ok(Response { status, headers: received.headers, body, secrets: exchange.secrets() });
    }
    match success {
        Some(success) => succeed(success, exchange, received, is_checked),
        None => Err(fail(exchange, received.cut(MAX_ERROR_BODY), is_checked)),
    }
}

fn succeed<T, E: ErrorBody>(
    success: &Answer<T>,
    exchange: &Exchange,
    received: Received,
    check: bool,
) -> Result<Response<T>, Error<E>> {
    let read = match success.read {
        Read::Whole(decode) => decode(&Reply::new(&received, success.schema, check)),
        Read::Stream(_) => Err("the document declares a stream".into()),
    };
    match read {
        Ok(body) => {
            let Received { status, headers, .. } = received;
            Ok(Response { status, headers, body, secrets: exchange.secrets() })
        }
        Err(reason) => Err(exchange.unexpected(received, reason)),
    }
}

fn fail<E: ErrorBody>(exchange: &Exchange, received: Received, check: bool) -> Error<E> {
    match select(E::RESPONSES, received.status, &received.headers) {
        Some(_) if received.truncated => {
            exchange.unexpected(received, "the body is longer than 1 MiB, and the rest of it was not read")
        }
        Some(Answer { read: Read::Whole(decode), schema, .. }) => {
            match decode(&Reply::new(&received, *schema, check)) {
                Ok(body) => exchange.api(received, body),
                Err(reason) => exchange.unexpected(received, reason),
            }
        }
        _ => exchange.unexpected(received, "the document does not declare this status"),
    }
}

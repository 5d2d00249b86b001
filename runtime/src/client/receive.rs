//! Decodes what was received.

use std::any::TypeId;
use std::marker::PhantomData;

use bytes::Bytes;

use super::call::Response;
use super::declared_responses::{DeclaredResponses, Selected};
use super::decode::{BufferedResponse, DecodeError};
use super::error::{Error, ErrorBody, NoDeclaredErrors};
use super::exchange::{Exchanged, WholeResponse};
use super::operation::{BodyReader, DeclaredResponse, Operation, ResponseSpec};
use super::response_body::RawResponse;
use crate::runtime::validation::schema::Ref;

const NOT_DECLARED: &str = "the document does not declare this status";
const TOO_LONG: &str = "the body is longer than 1 MiB, and the rest of it was not read";

/// The responses of an operation, and the errors `E`.
pub(super) struct Responses<T: 'static, E> {
    pub(super) operation: Operation<T>,
    pub(super) errors: PhantomData<fn() -> E>,
}

impl<T: 'static, E: ErrorBody> DeclaredResponses for Responses<T, E> {
    fn success(&self, index: usize) -> Option<&'static DeclaredResponse> {
        self.operation.responses.get(index).map(|response| &response.declared)
    }

    fn error(&self, index: usize) -> Option<&'static DeclaredResponse> {
        E::RESPONSES.get(index).map(|response| &response.declared)
    }

    fn is_empty(&self) -> bool {
        TypeId::of::<T>() == TypeId::of::<()>()
    }
}

/// Decodes what was received.
pub(super) fn decoded<T: 'static, E: ErrorBody>(
    operation: &Operation<T>,
    exchanged: Exchanged,
) -> Result<Response<T>, Error<E>> {
    let (selected, response) = match exchanged {
        Exchanged::Whole(selected, response) => (selected, response),
        Exchanged::Stream(index, incoming) => {
            let (status, headers, context) = (incoming.status, incoming.headers.clone(), incoming.request.clone());
            if let Some(ResponseSpec { read: BodyReader::Streaming(take), .. }) = operation.responses.get(index) {
                return Ok(Response { status, headers, body: take(*incoming), secrets: context.secrets() });
            }
            let received = RawResponse { status, headers, body: Bytes::new(), truncated: true };
            return Err(context.unexpected(received, NOT_DECLARED));
        }
    };
    match selected {
        Selected::Stream(index) | Selected::Success(index) | Selected::Undeclared(index) => {
            match decode(operation.responses.get(index), &response) {
                Ok(body) => Ok(response.respond(body)),
                Err(_) if matches!(selected, Selected::Undeclared(_)) => {
                    Err(response.unexpected(NOT_DECLARED.into()).widened())
                }
                Err(reason) => Err(response.unexpected(reason).widened()),
            }
        }
        Selected::Error(Some(_)) if response.received.truncated => Err(response.unexpected(TOO_LONG.into()).widened()),
        Selected::Error(index) => match decode(index.and_then(|index| E::RESPONSES.get(index)), &response) {
            Ok(body) => Err(response.context.api(response.received, body)),
            Err(reason) => Err(response.unexpected(reason).widened()),
        },
    }
}

fn decode<T>(declared: Option<&ResponseSpec<T>>, response: &WholeResponse) -> Result<T, DecodeError> {
    match declared {
        Some(ResponseSpec { declared, read: BodyReader::Buffered(decode) }) => {
            decode(&response.buffered(declared.schema))
        }
        _ => Err(NOT_DECLARED.into()),
    }
}

impl WholeResponse {
    fn buffered(&self, schema: Option<Ref>) -> BufferedResponse<'_> {
        BufferedResponse::new(&self.received, schema, self.is_checked, self.context.redacted_names())
    }

    fn respond<T>(self, body: T) -> Response<T> {
        let secrets = self.context.secrets();
        Response { status: self.received.status, headers: self.received.headers, body, secrets }
    }

    fn unexpected(self, reason: DecodeError) -> Error<NoDeclaredErrors> {
        self.context.unexpected(self.received, reason)
    }
}

//! Decodes what was received. Only [`BodySlot`] and [`decoded`] have type parameters, so that all else is compiled once.

use bytes::Bytes;

use super::call::Response;
use super::declared_responses::Selected;
use super::decode::{BufferedResponse, DecodeError, StreamingResponse};
use super::error::{Error, ErrorBody, NoDeclaredErrors};
use super::exchange::{Exchanged, WholeResponse};
use super::operation::{BodyReader, ResponseSpec};
use super::response_body::RawResponse;
use crate::runtime::validation::schema::Ref;

const NOT_DECLARED: &str = "the document does not declare this status";
const TOO_LONG: &str = "the body is longer than 1 MiB, and the rest of it was not read";

/// A response whose body is not decoded.
enum Undecoded<'a> {
    Whole(&'a WholeResponse),
    Stream(Box<StreamingResponse>),
}

/// Decodes bodies of declared responses, by index, and keeps the value.
trait DecodeBody {
    fn decode(&mut self, index: usize, response: Undecoded<'_>) -> Result<(), DecodeError>;
}

/// A place for the body of one of several responses.
struct BodySlot<T: 'static> {
    responses: &'static [ResponseSpec<T>],
    body: Option<T>,
}

impl<T> DecodeBody for BodySlot<T> {
    fn decode(&mut self, index: usize, response: Undecoded<'_>) -> Result<(), DecodeError> {
        let Some(ResponseSpec { declared, read }) = self.responses.get(index) else { return Err(NOT_DECLARED.into()) };
        match (read, response) {
            (BodyReader::Buffered(decode), Undecoded::Whole(response)) => {
                match decode(&response.buffered(declared.schema)) {
                    Ok(body) => self.body = Some(body),
                    Err(error) => return Err(error),
                }
            }
            (BodyReader::Streaming(take), Undecoded::Stream(response)) => self.body = Some(take(*response)),
            _ => {}
        }
        Ok(())
    }
}

impl<T> BodySlot<T> {
    fn new(responses: &'static [ResponseSpec<T>]) -> Self {
        Self { responses, body: None }
    }
}

/// What was received; one of the slots has the body.
enum Decoded {
    Success(Box<WholeResponse>),
    Error(Box<WholeResponse>),
    Nothing(Error<NoDeclaredErrors>),
}

/// Decodes what was received.
pub(super) fn decoded<T: 'static, E: ErrorBody>(
    responses: &'static [ResponseSpec<T>],
    exchanged: Result<Exchanged, Error<NoDeclaredErrors>>,
) -> Result<Response<T>, Error<E>> {
    let (mut success, mut error) = (BodySlot::new(responses), BodySlot::new(E::RESPONSES));
    let received = receive(exchanged, &mut success, &mut error);
    match (received, success.body, error.body) {
        (Decoded::Success(response), Some(body), _) => Ok(response.with_body(body)),
        (Decoded::Error(response), _, Some(body)) => Err(response.with_error(body)),
        (Decoded::Nothing(error), ..) => Err(error.widened()),
        (Decoded::Success(response) | Decoded::Error(response), ..) => {
            Err(response.unexpected(NOT_DECLARED.into()).widened())
        }
    }
}

/// Decodes what was received into one of the slots, and returns the rest of it.
fn receive(
    exchanged: Result<Exchanged, Error<NoDeclaredErrors>>,
    success: &mut dyn DecodeBody,
    error: &mut dyn DecodeBody,
) -> Decoded {
    let (selected, response) = match exchanged {
        Err(error) => return Decoded::Nothing(error),
        Ok(Exchanged::Whole(selected, response)) => (selected, response),
        Ok(Exchanged::Stream(index, stream)) => {
            let (status, headers, context) = (stream.status, stream.headers.clone(), stream.request.clone());
            let received = RawResponse { status, headers, body: Bytes::new(), truncated: true };
            let response = Box::new(WholeResponse { received, context, page: None, is_checked: stream.check });
            return match success.decode(index, Undecoded::Stream(stream)) {
                Ok(()) => Decoded::Success(response),
                Err(reason) => Decoded::Nothing(response.unexpected(reason)),
            };
        }
    };
    let whole = Undecoded::Whole(&response);
    let result = match selected {
        Selected::Stream(index) | Selected::Success(index) => success.decode(index, whole),
        Selected::Undeclared(index) => success.decode(index, whole).map_err(|_| NOT_DECLARED.into()),
        Selected::Error(Some(_)) if response.received.truncated => Err(TOO_LONG.into()),
        Selected::Error(Some(index)) => error.decode(index, whole),
        Selected::Error(None) => Err(NOT_DECLARED.into()),
    };
    match (result, selected) {
        (Ok(()), Selected::Error(_)) => Decoded::Error(response),
        (Ok(()), _) => Decoded::Success(response),
        (Err(reason), _) => Decoded::Nothing(response.unexpected(reason)),
    }
}

impl WholeResponse {
    fn buffered(&self, schema: Option<Ref>) -> BufferedResponse<'_> {
        BufferedResponse::new(&self.received, schema, self.is_checked, self.context.redacted_names())
    }

    fn with_body<T>(self, body: T) -> Response<T> {
        let secrets = self.context.secrets();
        Response { status: self.received.status, headers: self.received.headers, body, secrets }
    }

    fn with_error<E>(self, body: E) -> Error<E> {
        let RawResponse { status, headers, body: raw, .. } = self.received;
        Error::Api { status, headers: Box::new(headers), body, raw, request: Box::new(self.context) }
    }

    fn unexpected(self, reason: DecodeError) -> Error<NoDeclaredErrors> {
        self.context.unexpected(self.received, reason)
    }
}

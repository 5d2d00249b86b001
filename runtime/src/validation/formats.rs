//! The formats of strings that are checked.

mod duration;
mod email;
#[cfg(feature = "hostname")]
mod hostname;
mod ip;
mod json_pointer;
mod regex;
#[cfg(feature = "chrono")]
mod time;
#[cfg(feature = "uri")]
mod uri;
#[cfg(feature = "uuid")]
mod uuid;

#[cfg(feature = "base64")]
pub use super::base64::BYTE;
pub use duration::DURATION;
pub use email::EMAIL;
#[cfg(feature = "hostname")]
pub use hostname::HOSTNAME;
pub use ip::{IPV4, IPV6};
pub use json_pointer::{JSON_POINTER, RELATIVE_JSON_POINTER};
pub use regex::REGEX;
#[cfg(feature = "chrono")]
pub use time::{DATE, DATE_TIME, TIME};
#[cfg(feature = "uri")]
pub use uri::{IRI, IRI_REFERENCE, URI, URI_REFERENCE};
#[cfg(feature = "uuid")]
pub use uuid::UUID;

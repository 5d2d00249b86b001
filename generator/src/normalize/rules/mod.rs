//! Checks of whole objects, in addition to the types of their fields.

pub(super) mod callback;
pub(super) mod encoding;
pub(super) mod examples;
pub(super) mod info_and_paths;
pub(super) mod key_patterns;
pub(super) mod link;
pub(super) mod media_type;
pub(super) mod parameter;
pub(super) mod path_item;
pub(super) mod security_scheme;
pub(super) mod server;

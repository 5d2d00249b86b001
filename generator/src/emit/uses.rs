//! What a crate carries only if its code uses it: files of the runtime, and crates that types are made of.
//!
//! Emitters name these through [`Uses::get`], which records them. Names that come from the document are never looked at: a property
//! called `stream` brings no streams.

use std::sync::atomic::{AtomicU32, Ordering};

use proc_macro2::{Ident, Span};

/// A module of the runtime that few crates need, or a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Requirement {
    Base64,
    Chrono,
    EventData,
    FormUrlencoded,
    FormatDuration,
    FormatEmail,
    FormatHostname,
    FormatIp,
    FormatJsonPointer,
    FormatRegex,
    FormatTime,
    FormatUri,
    FormatUuid,
    Multipart,
    Pattern,
    PatternBacktracking,
    ResponseHeader,
    Stream,
    Uuid,
}

impl Requirement {
    /// Returns its name, with which paths begin.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Base64 => "base64",
            Self::Chrono => "chrono",
            Self::EventData => "event_data",
            Self::FormUrlencoded => "form_urlencoded",
            Self::FormatDuration => "format_duration",
            Self::FormatEmail => "format_email",
            Self::FormatHostname => "format_hostname",
            Self::FormatIp => "format_ip",
            Self::FormatJsonPointer => "format_json_pointer",
            Self::FormatRegex => "format_regex",
            Self::FormatTime => "format_time",
            Self::FormatUri => "format_uri",
            Self::FormatUuid => "format_uuid",
            Self::Multipart => "multipart",
            Self::Pattern => "pattern",
            Self::PatternBacktracking => "pattern_backtracking",
            Self::ResponseHeader => "response_header",
            Self::Stream => "stream",
            Self::Uuid => "uuid",
        }
    }

    fn bit(self) -> u32 {
        1 << (self as u32)
    }
}

/// What the code of a crate uses, recorded while it is emitted, on all cores.
#[derive(Debug, Default)]
pub struct Uses(AtomicU32);

impl Uses {
    /// Records that code uses `requirement`, and returns its name.
    pub(super) fn get(&self, requirement: Requirement) -> Ident {
        self.0.fetch_or(requirement.bit(), Ordering::Relaxed);
        Ident::new(requirement.name(), Span::call_site())
    }

    /// Returns whether something emitted so far uses `requirement`.
    pub(super) fn has(&self, requirement: Requirement) -> bool {
        self.0.load(Ordering::Relaxed) & requirement.bit() != 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Requirement, Uses};

    #[test]
    fn what_was_named_is_used_and_nothing_else() {
        let uses = Uses::default();
        let names = [uses.get(Requirement::Stream), uses.get(Requirement::Base64)];

        assert_eq!(names.map(|name| name.to_string()), ["stream", "base64"]);
        assert!(uses.has(Requirement::Stream) && uses.has(Requirement::Base64));
        assert!(!uses.has(Requirement::Uuid) && !uses.has(Requirement::Chrono));
    }
}

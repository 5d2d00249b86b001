//! Optional files of the runtime and dependencies, which a crate has only if its code uses them.
//!
//! Emitters name them with [`Uses::get`], which records the use. Names in the document have no effect: a property called `stream` does not
//! add streams.

use std::sync::atomic::{AtomicU32, Ordering};

use proc_macro2::{Ident, Span};

/// An optional module of the runtime, or a dependency.
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
    /// Returns the first segment of its paths.
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

/// The requirements of a crate, which are recorded while its code is emitted.
#[derive(Debug, Default)]
pub struct Uses(AtomicU32);

impl Uses {
    /// Records that code uses `requirement`, and returns its name.
    pub(super) fn get(&self, requirement: Requirement) -> Ident {
        self.0.fetch_or(requirement.bit(), Ordering::Relaxed);
        Ident::new(requirement.name(), Span::call_site())
    }

    /// Returns whether code that was emitted so far uses `requirement`.
    pub(super) fn has(&self, requirement: Requirement) -> bool {
        self.0.load(Ordering::Relaxed) & requirement.bit() != 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Requirement, Uses};

    #[test]
    fn named_requirements_are_recorded() {
        let uses = Uses::default();
        let names = [uses.get(Requirement::Stream), uses.get(Requirement::Base64)];

        assert_eq!(names.map(|name| name.to_string()), ["stream", "base64"]);
        assert!(uses.has(Requirement::Stream) && uses.has(Requirement::Base64));
        assert!(!uses.has(Requirement::Uuid) && !uses.has(Requirement::Chrono));
    }
}

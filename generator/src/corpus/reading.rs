//! Merely reading a document: the floor of what a generator's time can be.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use openapiv3::OpenAPI;
use serde_json::Value;

use super::row::{Reader, Reading};
use crate::deep_stack;
use crate::diagnostic::Diagnostics;
use crate::load::{self, Format};

/// How often a document is read; the fastest time counts.
const READINGS: usize = 3;

/// Reads a document that the stage `load` has accepted, and so is not too deep; making its crate took `whole`.
pub(super) fn read(path: &Path, format: Format, whole: Duration) -> Option<Reading> {
    let direct = fastest(|| typed(path, format)).map(|time| (Reader::Openapiv3, time));
    let load = || fastest(|| load::load(path, &mut Diagnostics::default())).map(|time| (Reader::Load, time));
    let (by, time) = direct.or_else(load)?;
    let times = whole.as_secs_f64() / time.as_secs_f64().max(f64::MIN_POSITIVE);
    Some(Reading { by, milliseconds: milliseconds(time), times })
}

/// Returns a time as fractions of a millisecond, which small documents need.
pub(super) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn fastest<T>(action: impl Fn() -> Option<T>) -> Option<Duration> {
    let mut times = Vec::new();
    for _ in 0..READINGS {
        let begun = Instant::now();
        action()?;
        times.push(begun.elapsed());
    }
    times.into_iter().min()
}

fn typed(path: &Path, format: Format) -> Option<OpenAPI> {
    let text = fs::read_to_string(path).ok()?;
    let text = text.trim_start_matches('\u{feff}');
    let read = || {
        let tree: Value = match format {
            Format::Json => serde_json::from_str(text).ok()?,
            Format::Yaml => serde_yaml::from_str(text).ok()?,
        };
        serde_json::from_value(tree).ok()
    };
    deep_stack::run(read).flatten()
}

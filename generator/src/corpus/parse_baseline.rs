//! The time to parse a document, which is the minimum for any generator.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use openapiv3::OpenAPI;
use serde_json::Value;

use super::record::{ParseBaseline, Parser};
use crate::big_stack;
use crate::diagnostic::Diagnostics;
use crate::load::{self, Syntax};

/// The number of runs, of which the fastest counts.
const RUNS: usize = 3;

/// Measures parsing a document that the stage `load` has accepted, so that it is not too deep; generating its crate took
/// `total`.
pub(super) fn measure(path: &Path, format: Syntax, total: Duration) -> Option<ParseBaseline> {
    let direct = fastest(|| typed(path, format)).map(|time| (Parser::Openapiv3, time));
    let load = || fastest(|| load::load(path, &mut Diagnostics::default())).map(|time| (Parser::Load, time));
    let (by, time) = direct.or_else(load)?;
    let times = total.as_secs_f64() / time.as_secs_f64().max(f64::MIN_POSITIVE);
    Some(ParseBaseline { by, milliseconds: milliseconds(time), times })
}

/// Returns a time in milliseconds with fractions, which small documents need.
pub(super) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn fastest<T>(action: impl Fn() -> Option<T>) -> Option<Duration> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        action()?;
        times.push(begun.elapsed());
    }
    times.into_iter().min()
}

fn typed(path: &Path, format: Syntax) -> Option<OpenAPI> {
    let text = fs::read_to_string(path).ok()?;
    let text = text.trim_start_matches('\u{feff}');
    let read = || {
        let tree: Value = match format {
            Syntax::Json => serde_json::from_str(text).ok()?,
            Syntax::Yaml => serde_yaml::from_str(text).ok()?,
        };
        serde_json::from_value(tree).ok()
    };
    big_stack::run(read).flatten()
}

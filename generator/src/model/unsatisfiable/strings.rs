//! Strings that schemas leave: `minLength`, `maxLength` and `pattern`.

use super::super::pattern::may_match;
use super::super::schema::{Pattern, Schema};
use super::bounds::Counts;
use super::reasons::Reason;

/// Returns why no string that is not listed satisfies all parts; `None` if one may.
pub(super) fn contradiction(parts: &[&Schema]) -> Option<Reason> {
    let lengths = Counts::of(parts, |part| part.min_length, |part| part.max_length);
    if let Some(reason) = lengths.contradiction("minLength", "maxLength") {
        return Some(reason);
    }
    let mut patterns: Vec<&Pattern> = parts.iter().filter_map(|part| part.pattern.as_ref()).collect();
    patterns.dedup();
    if patterns.is_empty() || may_match(&patterns, lengths.least, lengths.most) {
        return None;
    }
    Some(reason(&patterns, &lengths))
}

fn reason(patterns: &[&Pattern], lengths: &Counts) -> Reason {
    if let Some(empty) = patterns.iter().find(|pattern| !may_match(&[pattern], 0, None)) {
        let message = format!("the `pattern` `{}` matches no string", empty.source);
        return Reason { message, help: "correct the pattern" };
    }
    let sources: Vec<String> = patterns.iter().map(|pattern| format!("`{}`", pattern.source)).collect();
    let sources = sources.join(" and ");
    if patterns.len() > 1 && !may_match(patterns, 0, None) {
        let message = format!("no string matches all of the patterns {sources}");
        return Reason { message, help: "correct one of the patterns" };
    }
    let message = format!("no string of {} characters matches {sources}", lengths.text());
    Reason { message, help: "correct the pattern or the lengths" }
}

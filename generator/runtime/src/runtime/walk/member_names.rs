//! What the names of an object's members decide: `patternProperties`, `propertyNames`, `dependentRequired`.

use super::compose::judge;
use super::place::Place;
use super::sink::{Halt, Sink, Words};
use super::{Judge, Walker};
use crate::runtime::schema::{Later, Ref};

/// Judges the member at `place` by every pattern that its name matches; returns whether there is one.
pub(super) fn judge_by_patterns(
    later: &Later,
    name: &str,
    place: &Place<'_>,
    sink: &mut Sink,
    judge: Judge<'_>,
) -> Result<bool, Halt> {
    let mut matches = false;
    for (pattern, schema) in later.pattern_properties {
        if (pattern.is_match)(name) {
            matches = true;
            judge(schema.get(), place, sink)?;
        }
    }
    Ok(matches)
}

/// Judges the name of the member at `place` by `propertyNames`.
pub(super) fn judge_name(schema: Ref, name: &str, place: &Place<'_>, sink: &mut Sink) -> Result<(), Halt> {
    let of_name = place.of_name();
    if sink.finds_nothing(place, |probe| judge(name, schema.get(), &of_name, probe))? {
        return Ok(());
    }
    let violations = sink.outline(|sink| judge(name, schema.get(), &of_name, sink));
    let reason = violations.iter().next().map(|first| format!(": {}", first.sentence())).unwrap_or_default();
    sink.report_at(place, "propertyNames", || Words::new(format!("no member may have this name{reason}")))
}

/// Reports that an object has the member `name` and lacks one that `dependentRequired` asks for then.
#[cold]
pub(super) fn report_dependent(walker: &mut Walker<'_>, name: &str, missing: &'static str) -> Result<(), Halt> {
    walker.report("dependentRequired", || {
        Words::with_bound(missing, format!("the member {missing:?} is missing, which the member {name:?} requires"))
    })
}

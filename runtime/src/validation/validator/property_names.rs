//! Keywords that apply to names: `patternProperties`, `propertyNames`, `dependentRequired`.

use super::Validator;
use super::applicators::validate;
use super::instance::Instance;
use super::instance_path::InstancePath;
use super::reporter::{Abort, Message, Reporter};
use crate::runtime::validation::schema::{Keywords2020, Ref};

/// Validates the property at `path` against every pattern that its name matches; returns whether there is one.
pub(super) fn validate_by_patterns(
    keywords: &Keywords2020,
    name: &str,
    path: &InstancePath<'_>,
    reporter: &mut Reporter,
    value: &dyn Instance,
) -> Result<bool, Abort> {
    let mut matches = false;
    for (pattern, schema) in keywords.pattern_properties {
        if (pattern.is_match)(name) {
            matches = true;
            validate(value, schema.get(), path, reporter)?;
        }
    }
    Ok(matches)
}

/// Validates the name of the property at `path` against `propertyNames`.
pub(super) fn validate_name(
    schema: Ref,
    name: &str,
    path: &InstancePath<'_>,
    reporter: &mut Reporter,
) -> Result<(), Abort> {
    let of_name = path.of_name();
    if reporter.is_valid_silently(path, |probe| validate(&name, schema.get(), &of_name, probe))? {
        return Ok(());
    }
    let violations = reporter.without_explanations(|reporter| validate(&name, schema.get(), &of_name, reporter));
    let reason = violations.iter().next().map(|first| format!(": {}", first.sentence())).unwrap_or_default();
    reporter.report_at(path, "propertyNames", || Message::new(format!("no property may have this name{reason}")))
}

/// Reports that an object has the property `name`, and lacks one that `dependentRequired` requires with it.
#[cold]
pub(super) fn report_dependent(validator: &mut Validator<'_>, name: &str, missing: &'static str) -> Result<(), Abort> {
    validator.report("dependentRequired", || {
        Message::with_bound(
            missing,
            format!("the property {missing:?} is missing, which the property {name:?} requires"),
        )
    })
}

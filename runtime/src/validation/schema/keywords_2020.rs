//! Keywords of JSON Schema 2020-12, which `OpenAPI` 3.1 introduced.

use super::{Pattern, Ref};

/// Keywords of JSON Schema 2020-12 that `OpenAPI` 3.0 does not have. Each that is not set allows any value.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Keywords2020 {
    /// `patternProperties`.
    pub pattern_properties: &'static [(Pattern, Ref)],
    /// `propertyNames`.
    pub property_names: Option<Ref>,
    /// `dependentRequired`: properties, each with those that it requires.
    pub dependent_required: &'static [(&'static str, &'static [&'static str])],
    /// `prefixItems`.
    pub prefix_items: &'static [Ref],
    /// `contains`.
    pub contains: Option<Ref>,
    /// `minContains`.
    pub min_contains: u64,
    /// `maxContains`.
    pub max_contains: u64,
    /// `if` with its `then` and `else`, and `dependentSchemas`, whose condition is that a property is present.
    pub conditions: &'static [Condition],
    /// `unevaluatedProperties`.
    pub unevaluated_properties: Option<Ref>,
    /// `unevaluatedItems`.
    pub unevaluated_items: Option<Ref>,
}

/// `if`, `then` and `else`.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// `if`.
    pub test: Ref,
    /// `then`.
    pub then: Option<Ref>,
    /// `else`.
    pub otherwise: Option<Ref>,
}

impl Condition {
    /// Creates a condition without `then` and `else`.
    pub const fn when(test: Ref) -> Self {
        Self { test, then: None, otherwise: None }
    }

    /// Sets `then`.
    #[must_use]
    pub const fn then(mut self, schema: Ref) -> Self {
        self.then = Some(schema);
        self
    }

    /// Sets `else`.
    #[must_use]
    pub const fn otherwise(mut self, schema: Ref) -> Self {
        self.otherwise = Some(schema);
        self
    }
}

impl Keywords2020 {
    /// Allows any value.
    pub const ANY: Self = Self {
        pattern_properties: &[],
        property_names: None,
        dependent_required: &[],
        prefix_items: &[],
        contains: None,
        min_contains: 1,
        max_contains: u64::MAX,
        conditions: &[],
        unevaluated_properties: None,
        unevaluated_items: None,
    };

    /// Sets `patternProperties`.
    pub const fn pattern_properties(mut self, patterns: &'static [(Pattern, Ref)]) -> Self {
        self.pattern_properties = patterns;
        self
    }

    /// Sets `propertyNames`.
    pub const fn property_names(mut self, schema: Ref) -> Self {
        self.property_names = Some(schema);
        self
    }

    /// Sets `dependentRequired`.
    pub const fn dependent_required(mut self, members: &'static [(&'static str, &'static [&'static str])]) -> Self {
        self.dependent_required = members;
        self
    }

    /// Sets `prefixItems`.
    pub const fn prefix_items(mut self, schemas: &'static [Ref]) -> Self {
        self.prefix_items = schemas;
        self
    }

    /// Sets `contains`.
    pub const fn contains(mut self, schema: Ref) -> Self {
        self.contains = Some(schema);
        self
    }

    /// Sets `minContains`.
    pub const fn min_contains(mut self, count: u64) -> Self {
        self.min_contains = count;
        self
    }

    /// Sets `maxContains`.
    pub const fn max_contains(mut self, count: u64) -> Self {
        self.max_contains = count;
        self
    }

    /// Sets `unevaluatedProperties`.
    pub const fn unevaluated_properties(mut self, schema: Ref) -> Self {
        self.unevaluated_properties = Some(schema);
        self
    }

    /// Sets `unevaluatedItems`.
    pub const fn unevaluated_items(mut self, schema: Ref) -> Self {
        self.unevaluated_items = Some(schema);
        self
    }

    /// Sets `if` with its `then` and `else`, and `dependentSchemas`.
    pub const fn conditions(mut self, conditions: &'static [Condition]) -> Self {
        self.conditions = conditions;
        self
    }
}

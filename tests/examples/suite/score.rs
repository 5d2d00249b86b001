//! The score, by keyword.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

/// A case of the suite, without its data.
pub struct Case {
    group: String,
    keyword: String,
    about: String,
    valid: bool,
}

impl Case {
    /// Reads a case.
    pub fn of(case: &Value) -> Self {
        let text = |name: &str| case.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let valid = case.get("valid").and_then(Value::as_bool).unwrap_or_default();
        Self { group: text("group"), keyword: text("keyword"), about: text("about"), valid }
    }

    fn expected(&self) -> &'static str {
        if self.valid { "valid" } else { "invalid" }
    }
}

/// How many cases of each keyword there are and pass, and what failed.
#[derive(Default)]
pub struct Score {
    keywords: BTreeMap<String, (usize, usize)>,
    failures: Vec<String>,
    /// Cases that pass, but whose types drop additional properties.
    losses: Vec<String>,
}

impl Score {
    /// Compares verdicts with those that the suite gives.
    pub fn of(cases: &[Case], verdicts: &[String]) -> Self {
        let mut score = Self::default();
        let missing = "no verdict".to_owned();
        for (index, case) in cases.iter().enumerate() {
            score.add(case, verdicts.get(index).unwrap_or(&missing));
        }
        score
    }

    fn add(&mut self, case: &Case, verdict: &str) {
        let (all, passed) = self.keywords.entry(case.keyword.clone()).or_default();
        *all += 1;
        let (group, about) = (&case.group, &case.about);
        if verdict.split(',').next() == Some(case.expected()) {
            *passed += 1;
            self.losses.extend((verdict != case.expected()).then(|| format!("{group}: {about}: {verdict}")));
        } else {
            self.failures.push(format!("{group}: {about}: {}, said: {verdict}", case.expected()));
        }
    }

    /// Returns whether of a hundred cases as many pass as `percent` says, or more.
    pub fn is_enough(&self, percent: usize) -> bool {
        let (all, passed) = self.total();
        passed * 100 >= all * percent
    }

    /// Counts all cases, and those that pass.
    fn total(&self) -> (usize, usize) {
        self.keywords.values().fold((0, 0), |(all, passed), of_keyword| (all + of_keyword.0, passed + of_keyword.1))
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for loss in &self.losses {
            writeln!(f, "loses properties: {loss}")?;
        }
        for failure in &self.failures {
            writeln!(f, "fails: {failure}")?;
        }
        for (keyword, (all, passed)) in &self.keywords {
            writeln!(f, "{passed:>4} of {all:>4}  {keyword}")?;
        }
        let (all, passed) = self.total();
        writeln!(f, "{passed:>4} of {all:>4}")
    }
}

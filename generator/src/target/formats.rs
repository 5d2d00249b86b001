//! The table `[target.formats]`: what becomes of values of a `format`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The line that stands for all formats which have none of their own.
const ALL: &str = "*";

/// The type of plain strings.
const PLAIN: &str = "String";

/// What a target says of formats, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Formats {
    settings: BTreeMap<String, Setting>,
}

/// What a target says of a format.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "a format is true, false, the path of a type, or a table of `type` and, if it is of another crate, `dependencies`"
)]
enum Setting {
    /// Whether it is checked.
    Checked(bool),
    /// It counts, and its values are of a type.
    Type(String),
    /// The same, and what the generated crate depends on for that.
    Foreign(Foreign),
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foreign {
    r#type: String,
    /// As in `Cargo.toml`, by name.
    #[serde(default)]
    dependencies: BTreeMap<String, Dependency>,
}

/// A dependency, as TOML.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "toml::Value")]
struct Dependency(String);

impl Formats {
    /// Returns whether values are checked by a format, and of the Rust type that stands for it.
    pub fn is_checked(&self, format: &str) -> bool {
        self.setting(format) != Some(&Setting::Checked(false))
    }

    /// Returns whether values of a format are plain strings, although they are checked.
    pub fn is_string(&self, format: &str) -> bool {
        self.given(format) == Some(PLAIN)
    }

    /// Returns the path of the type that values of a format are given, if it is not the usual one.
    pub fn custom_type(&self, format: &str) -> Option<&str> {
        self.given(format).filter(|path| *path != PLAIN)
    }

    /// Returns what the generated crate depends on for these types, by name, as TOML.
    pub fn dependencies(&self) -> BTreeMap<&str, &str> {
        let foreign = self.settings.values().filter_map(|setting| match setting {
            Setting::Foreign(foreign) => Some(&foreign.dependencies),
            Setting::Checked(_) | Setting::Type(_) => None,
        });
        foreign.flatten().map(|(name, dependency)| (name.as_str(), dependency.0.as_str())).collect()
    }

    /// Iterates over the paths of types that are given.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.settings.values().filter_map(Setting::path)
    }

    fn given(&self, format: &str) -> Option<&str> {
        self.setting(format)?.path()
    }

    fn setting(&self, format: &str) -> Option<&Setting> {
        self.settings.get(format).or_else(|| self.settings.get(ALL))
    }
}

impl Setting {
    fn path(&self) -> Option<&str> {
        match self {
            Self::Checked(_) => None,
            Self::Type(path) => Some(path),
            Self::Foreign(foreign) => Some(&foreign.r#type),
        }
    }
}

impl From<toml::Value> for Dependency {
    fn from(value: toml::Value) -> Self {
        Self(value.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::Formats;

    fn formats(text: &str) -> Formats {
        toml::from_str(text).expect("formats")
    }

    #[test]
    fn a_format_of_which_nothing_is_said_counts() {
        let none = Formats::default();

        assert!(none.is_checked("email") && !none.is_string("email") && none.custom_type("email").is_none());
    }

    #[test]
    fn a_line_of_its_own_comes_before_the_one_for_all() {
        let formats = formats("\"*\" = false\nemail = true");

        assert!(!formats.is_checked("uuid") && formats.is_checked("email"));
    }

    #[test]
    fn a_type_may_bring_dependencies() {
        let formats =
            formats("decimal = { type = 'd::D', dependencies = { d = { version = '1', features = ['x'] } } }");

        assert_eq!(formats.custom_type("decimal"), Some("d::D"));
        assert_eq!(
            formats.dependencies().into_iter().collect::<Vec<_>>(),
            [("d", r#"{ features = ["x"], version = "1" }"#)]
        );
    }

    #[test]
    fn plain_strings_are_no_type_of_their_own() {
        let formats = formats("date = 'String'");

        assert!(formats.is_string("date") && formats.is_checked("date") && formats.custom_type("date").is_none());
    }
}

//! The table `[target.formats]`: the handling of values with a `format`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The key for all formats without their own key.
const ALL: &str = "*";

/// The type of plain strings.
const STRING: &str = "String";

/// The settings of formats, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Formats {
    settings: BTreeMap<String, Setting>,
}

/// The setting of a format.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "a format is true, false, the path of a type, or a table of `type` and, if it is of another crate, `dependencies`"
)]
enum Setting {
    /// Whether it is checked.
    Checked(bool),
    /// It is checked, and its values have a custom type.
    Type(String),
    /// It is checked, and its values have a custom type from a dependency.
    TypeWithDependencies(TypeWithDependencies),
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct TypeWithDependencies {
    r#type: String,
    /// The dependencies by name, as in `Cargo.toml`.
    #[serde(default)]
    dependencies: BTreeMap<String, Dependency>,
}

/// A dependency, as TOML.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "toml::Value")]
struct Dependency(String);

impl Formats {
    /// Returns whether values of a format are checked, and may have a type other than `String`.
    pub fn is_checked(&self, format: &str) -> bool {
        self.setting(format) != Some(&Setting::Checked(false))
    }

    /// Returns whether values of a format have the type `String`, although they are checked.
    pub fn is_string(&self, format: &str) -> bool {
        self.type_path(format) == Some(STRING)
    }

    /// Returns the path of the custom type of a format, if it has one.
    pub fn custom_type(&self, format: &str) -> Option<&str> {
        self.type_path(format).filter(|path| *path != STRING)
    }

    /// Returns the dependencies of custom types by name, as TOML.
    pub fn dependencies(&self) -> BTreeMap<&str, &str> {
        let with_dependencies = self.settings.values().filter_map(|setting| match setting {
            Setting::TypeWithDependencies(with_dependencies) => Some(&with_dependencies.dependencies),
            Setting::Checked(_) | Setting::Type(_) => None,
        });
        with_dependencies.flatten().map(|(name, dependency)| (name.as_str(), dependency.0.as_str())).collect()
    }

    /// Iterates over the paths of custom types.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.settings.values().filter_map(Setting::path)
    }

    fn type_path(&self, format: &str) -> Option<&str> {
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
            Self::TypeWithDependencies(with_dependencies) => Some(&with_dependencies.r#type),
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
    fn a_format_without_a_setting_is_checked() {
        let none = Formats::default();

        assert!(none.is_checked("email") && !none.is_string("email") && none.custom_type("email").is_none());
    }

    #[test]
    fn a_specific_setting_overrides_the_wildcard() {
        let formats = formats("\"*\" = false\nemail = true");

        assert!(!formats.is_checked("uuid") && formats.is_checked("email"));
    }

    #[test]
    fn a_type_may_have_dependencies() {
        let formats =
            formats("decimal = { type = 'd::D', dependencies = { d = { version = '1', features = ['x'] } } }");

        assert_eq!(formats.custom_type("decimal"), Some("d::D"));
        assert_eq!(
            formats.dependencies().into_iter().collect::<Vec<_>>(),
            [("d", r#"{ features = ["x"], version = "1" }"#)]
        );
    }

    #[test]
    fn string_is_not_a_custom_type() {
        let formats = formats("date = 'String'");

        assert!(formats.is_string("date") && formats.is_checked("date") && formats.custom_type("date").is_none());
    }
}

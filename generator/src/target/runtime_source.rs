//! Where the runtime of a crate comes from.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// Where the runtime of a generated crate comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RuntimeSource {
    /// It is copied into the crate.
    #[default]
    Copied,
    /// It is a package in a folder: at first relative to the configuration file, then to the crate.
    Path(PathBuf),
    /// It is a package of the registry, with this version requirement.
    Version(String),
    /// It is a package in a git repository.
    Git {
        /// The URL of the repository.
        url: String,
        /// The revision; else the latest commit of the default branch.
        rev: Option<String>,
    },
}

impl RuntimeSource {
    /// Makes a path relative to the folder of the crate; both are relative to the folder of the configuration file.
    pub(crate) fn relative_to(self, out: &Path, folder: &Path) -> Self {
        match self {
            Self::Path(path) => Self::Path(relative(&folder.join(path), &folder.join(out))),
            other => other,
        }
    }
}

/// Returns the path from a folder to another one, or an absolute path if none leads there.
fn relative(path: &Path, folder: &Path) -> PathBuf {
    let (path, folder) = (absolute(path), absolute(folder));
    let shared = path.components().zip(folder.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return path;
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// Returns an absolute path without `.` and `..`; symbolic links are not resolved.
fn absolute(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    super::without_dots(&absolute)
}

impl<'de> Deserialize<'de> for RuntimeSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SourceVisitor)
    }
}

struct SourceVisitor;

impl<'de> Visitor<'de> for SourceVisitor {
    type Value = RuntimeSource;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`\"copied\"`, `{ path = \"…\" }`, `{ version = \"…\" }` or `{ git = \"…\" }`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<RuntimeSource, E> {
        if text == "copied" {
            return Ok(RuntimeSource::Copied);
        }
        Err(E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RuntimeSource, A::Error> {
        const KEYS: &[&str] = &["path", "version", "git", "rev"];
        let (mut path, mut version, mut git, mut rev) = (None, None, None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "path" => path = Some(map.next_value()?),
                "version" => version = Some(map.next_value()?),
                "git" => git = Some(map.next_value()?),
                "rev" => rev = Some(map.next_value()?),
                other => return Err(A::Error::unknown_field(other, KEYS)),
            }
        }
        match (path, version, git, rev) {
            (Some(path), None, None, None) => Ok(RuntimeSource::Path(path)),
            (None, Some(version), None, None) => Ok(RuntimeSource::Version(version)),
            (None, None, Some(url), rev) => Ok(RuntimeSource::Git { url, rev }),
            _ => Err(A::Error::custom("`runtime` needs one of `path`, `version` and `git`; `rev` belongs to `git`")),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::relative;

    #[test]
    fn a_path_is_relative_to_the_crate() {
        let from =
            |path: &str, out: &str| relative(Path::new(path), Path::new(out)).to_string_lossy().replace('\\', "/");

        assert_eq!(from("generator/runtime", "generated-client"), "../generator/runtime");
        assert_eq!(from("./runtime", "clients/../clients/pets"), "../../runtime");
        assert_eq!(from("pets/runtime", "pets"), "runtime");
        assert_eq!(from("../runtime", "pets"), "../../runtime");
    }
}

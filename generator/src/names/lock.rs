//! `names.lock`: which name each place of a document got, and which files codegen owns.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

/// The version of the format.
const VERSION: u32 = 1;

const HEADER: &str = "\
# Written by Clientwright: the names of this crate's types by the places that hold them, and the files that codegen owns.
# Keep it in version control: without it, types may be renamed when the document changes.
";

/// The names of a crate, by place, and the files that codegen wrote.
///
/// A place is written as the model's `Place` spells it: `updateKubernetesAuth request accessTokenTrustedIps[]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// Paths of files, relative to the crate, with `/`.
    pub files: Vec<String>,
    /// Names of types.
    pub types: BTreeMap<String, String>,
    /// Names of error enums, by operation.
    pub errors: BTreeMap<String, String>,
    /// Names of servers, by URL.
    pub servers: BTreeMap<String, String>,
}

/// A lock, as it stands in its file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    files: Vec<String>,
    types: BTreeMap<String, String>,
    errors: BTreeMap<String, String>,
    servers: BTreeMap<String, String>,
}

impl Lock {
    /// Reads a lock; the error says why it can't be, in one line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let File { version, files, types, errors, servers } =
            toml::from_str(text).map_err(|error| error.message().to_owned())?;
        if version != VERSION {
            return Err(format!("its version is {version}, this Clientwright knows {VERSION}"));
        }
        let lock = Self { files, types, errors, servers };
        match lock.files.iter().find(|path| !stays_inside(path)) {
            Some(path) => Err(format!("it lists `{path}`, which is no path inside of the crate")),
            None => Ok(lock),
        }
    }

    /// Prints the lock; equal locks print the same bytes.
    pub fn print(&self) -> String {
        let mut text = format!("{HEADER}version = {VERSION}\nfiles = [\n");
        for path in &self.files {
            // Writing to a `String` does not fail.
            let _ = writeln!(text, "    {},", quoted(path));
        }
        text.push_str("]\n");
        for (title, names) in [("types", &self.types), ("errors", &self.errors), ("servers", &self.servers)] {
            let _ = writeln!(text, "\n[{title}]");
            for (place, name) in names {
                let _ = writeln!(text, "{} = {}", quoted(place), quoted(name));
            }
        }
        text
    }
}

/// Quotes a text as TOML does a basic string; as a key, it need not be bare.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A lock is a file that anybody may edit; what it lists is deleted when it is no longer produced.
fn stays_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', ':'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

//! `names.lock`: which name each place of a document got, and which files codegen owns.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;
use toml::Spanned;

use super::ident::is_keyword;

/// The name of the file, in the folder of the crate.
pub const LOCK_FILE: &str = "names.lock";

/// The version of the format.
const VERSION: u32 = 1;

const HEADER: &str = "\
# Written by Clientwright: the names of this crate's types and methods by their places in the document, and the files that codegen owns.
# Keep it in version control: without it, types may be renamed when the document changes.
";

/// The names of a crate, by place, and the files that codegen wrote.
///
/// It is kept as TOML: a `version`, an array `files`, and a table for each kind of names, one entry a line.
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
    /// Names of methods, by operation.
    pub operations: BTreeMap<String, String>,
    /// Names of what stands beside an operation: `getPet params`, `getPet body`, `getPet output`.
    pub beside: BTreeMap<String, String>,
    /// Names of the methods that read headers, by the header and what it is read as: `x-rate-limit: integer`.
    pub headers: BTreeMap<String, String>,
    /// Names of servers, by URL.
    pub servers: BTreeMap<String, String>,
}

/// Why a lock can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The reason, in one sentence without a period.
    pub reason: String,
    /// Where in the text it shows, in bytes.
    pub offset: usize,
}

/// A lock, as it stands in its file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<u32>,
    files: Vec<Spanned<String>>,
    types: BTreeMap<String, Spanned<String>>,
    errors: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    operations: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    beside: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    headers: BTreeMap<String, Spanned<String>>,
    servers: BTreeMap<String, Spanned<String>>,
}

/// As much of a lock as every version has.
#[derive(Deserialize)]
struct Versioned {
    version: Spanned<u32>,
}

impl Lock {
    /// Reads a lock. One that lists a file outside of the crate, or a name that is no identifier, is refused: files in it
    /// are deleted, and names emitted.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let file: File = toml::from_str(text).map_err(|error| refused(text, &error))?;
        known_version(&file.version)?;
        let files = file.files.into_iter().map(own_path).collect::<Result<_, _>>()?;
        Ok(Self {
            files,
            types: names(file.types)?,
            errors: names(file.errors)?,
            operations: names(file.operations)?,
            beside: names(file.beside)?,
            headers: names(file.headers)?,
            servers: names(file.servers)?,
        })
    }

    /// Returns whether a line of a lock lists a file, whatever else is wrong with the lock.
    pub(crate) fn line_lists(line: &str, path: &str) -> bool {
        line.trim().strip_suffix(',') == Some(quoted(path).as_str())
    }

    /// Prints the lock; equal locks print the same bytes.
    pub fn print(&self) -> String {
        let mut text = format!("{HEADER}version = {VERSION}\nfiles = [\n");
        for path in &self.files {
            // Writing to a `String` does not fail.
            let _ = writeln!(text, "    {},", quoted(path));
        }
        text.push_str("]\n");
        let tables = [
            ("types", &self.types),
            ("errors", &self.errors),
            ("operations", &self.operations),
            ("beside", &self.beside),
            ("headers", &self.headers),
            ("servers", &self.servers),
        ];
        for (title, names) in tables {
            let _ = writeln!(text, "\n[{title}]");
            for (place, name) in names {
                let _ = writeln!(text, "{} = {}", quoted(place), quoted(name));
            }
        }
        text
    }
}

/// A lock of another version may differ in anything: its version is then the better reason.
fn refused(text: &str, error: &toml::de::Error) -> Unreadable {
    let other = toml::from_str::<Versioned>(text).ok().and_then(|file| known_version(&file.version).err());
    other.unwrap_or_else(|| Unreadable {
        reason: error.message().lines().next().unwrap_or_default().to_owned(),
        offset: error.span().map_or(0, |span| span.start),
    })
}

fn known_version(version: &Spanned<u32>) -> Result<(), Unreadable> {
    if *version.as_ref() == VERSION {
        return Ok(());
    }
    let reason = format!("its version is {}, and this Clientwright knows {VERSION}", version.as_ref());
    Err(Unreadable { reason, offset: version.span().start })
}

/// A lock is a file that anybody may edit; what it lists is deleted when it is no longer produced.
fn own_path(path: Spanned<String>) -> Result<String, Unreadable> {
    let offset = path.span().start;
    let path = path.into_inner();
    let stays_inside = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if stays_inside && path != LOCK_FILE && !path.contains(|sign: char| matches!(sign, '\\' | ':') || sign.is_control())
    {
        return Ok(path);
    }
    Err(Unreadable { reason: format!("`{path}` is no file of the crate that a lock may list"), offset })
}

fn names(names: BTreeMap<String, Spanned<String>>) -> Result<BTreeMap<String, String>, Unreadable> {
    let checked = names.into_iter().map(|(place, name)| {
        let offset = name.span().start;
        let name = name.into_inner();
        if is_keyword(&name) {
            return Err(Unreadable { reason: format!("`{name}` is no identifier"), offset });
        }
        Ok((place, name))
    });
    checked.collect()
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

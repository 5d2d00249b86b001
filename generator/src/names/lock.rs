//! `names.lock`: the names of a crate by their paths in the document, and the files that codegen owns.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;
use toml::Spanned;

use super::ident::is_keyword;

/// The file name, relative to the crate.
pub const LOCK_FILE: &str = "names.lock";

/// The version of the format that is written.
///
/// Version 1, which is still read, called the table `operation_types` `beside`.
const VERSION: u32 = 2;

const HEADER: &str = "\
# Written by Clientwright: the names of this crate's types and methods by their paths in the document, and the files that codegen owns.
# Keep it in version control: without it, types may be renamed when the document changes.
";

/// The names of a crate by path, and the files that codegen wrote.
///
/// The format is TOML: a `version`, an array `files`, and a table for each kind of name, with one entry on each line. Paths of types are
/// displayed `SchemaPath`s: `updateKubernetesAuth request accessTokenTrustedIps[]`.
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
    /// Names of types that belong to an operation: `getPet params`, `getPet body`, `getPet output`.
    pub operation_types: BTreeMap<String, String>,
    /// Names of the methods that read headers, by header and type: `x-rate-limit: integer`.
    pub headers: BTreeMap<String, String>,
    /// Names of servers, by URL.
    pub servers: BTreeMap<String, String>,
}

/// The reason why a lock can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockError {
    /// The reason, in one sentence without a period.
    pub reason: String,
    /// The position in the text, in bytes.
    pub offset: usize,
}

/// The content of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<u32>,
    files: Vec<Spanned<String>>,
    types: BTreeMap<String, Spanned<String>>,
    errors: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    operations: BTreeMap<String, Spanned<String>>,
    /// Called `beside` in version 1.
    #[serde(default, alias = "beside")]
    operation_types: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    headers: BTreeMap<String, Spanned<String>>,
    servers: BTreeMap<String, Spanned<String>>,
}

/// The part of the content that every version has.
#[derive(Deserialize)]
struct Versioned {
    version: Spanned<u32>,
}

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    ///
    /// The text is not a lock, or has a file outside of the crate or a name that is not an identifier, since files are deleted and names
    /// emitted.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let file: File = toml::from_str(text).map_err(|error| parse_error(text, &error))?;
        check_version(&file.version)?;
        let files = file.files.into_iter().map(path_in_crate).collect::<Result<_, _>>()?;
        Ok(Self {
            files,
            types: names(file.types)?,
            errors: names(file.errors)?,
            operations: names(file.operations)?,
            operation_types: names(file.operation_types)?,
            headers: names(file.headers)?,
            servers: names(file.servers)?,
        })
    }

    /// Returns whether a line of a lock lists a file, even if the lock is invalid.
    pub(crate) fn line_lists(line: &str, path: &str) -> bool {
        line.trim().strip_suffix(',') == Some(quoted(path).as_str())
    }

    /// Prints the lock. Equal locks have equal texts.
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
            ("operation_types", &self.operation_types),
            ("headers", &self.headers),
            ("servers", &self.servers),
        ];
        for (title, names) in tables {
            let _ = writeln!(text, "\n[{title}]");
            for (path, name) in names {
                let _ = writeln!(text, "{} = {}", quoted(path), quoted(name));
            }
        }
        text
    }
}

/// Returns the reason why a text does not parse: its version, if that is unknown, since any format may follow from it.
fn parse_error(text: &str, error: &toml::de::Error) -> LockError {
    let other = toml::from_str::<Versioned>(text).ok().and_then(|file| check_version(&file.version).err());
    other.unwrap_or_else(|| LockError {
        reason: error.message().lines().next().unwrap_or_default().to_owned(),
        offset: error.span().map_or(0, |span| span.start),
    })
}

fn check_version(version: &Spanned<u32>) -> Result<(), LockError> {
    if (1..=VERSION).contains(version.as_ref()) {
        return Ok(());
    }
    let reason = format!("its version is {}, and this Clientwright reads versions up to {VERSION}", version.as_ref());
    Err(LockError { reason, offset: version.span().start })
}

/// Checks that a path is inside of the crate: files that are no longer generated are deleted, and anybody may edit a lock.
fn path_in_crate(path: Spanned<String>) -> Result<String, LockError> {
    let offset = path.span().start;
    let path = path.into_inner();
    let stays_inside = path.split('/').all(|segment| !matches!(segment, "" | "." | ".."));
    if stays_inside && path != LOCK_FILE && !path.contains(|sign: char| matches!(sign, '\\' | ':') || sign.is_control())
    {
        return Ok(path);
    }
    Err(LockError { reason: format!("`{path}` is not a file that a lock may list"), offset })
}

fn names(names: BTreeMap<String, Spanned<String>>) -> Result<BTreeMap<String, String>, LockError> {
    let checked = names.into_iter().map(|(path, name)| {
        let offset = name.span().start;
        let name = name.into_inner();
        if is_keyword(&name) {
            return Err(LockError { reason: format!("`{name}` is not an identifier"), offset });
        }
        Ok((path, name))
    });
    checked.collect()
}

/// Returns a text as a basic string of TOML, which may also be a key.
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

//! The Cargo workspace that contains a crate.

use std::fs;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

/// A workspace without the crate as a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingMember {
    /// The path of its `Cargo.toml`.
    pub manifest: PathBuf,
    /// The entry to add to `members`.
    pub member: String,
}

/// Returns the workspace that contains a crate, if it neither has it as a member nor excludes it, so that cargo refuses
/// to build the crate.
pub fn missing_member(out: &Path) -> Option<MissingMember> {
    let out = fs::canonicalize(out).ok()?;
    let (root, workspace) = out.ancestors().skip(1).find_map(|folder| Some((folder, workspace(folder)?)))?;
    let below = out.strip_prefix(root).ok()?;
    let member = below.to_string_lossy().replace('\\', "/");
    let is_excluded = entries(&workspace, "exclude").any(|entry| below.starts_with(trimmed(entry)));
    let is_listed = entries(&workspace, "members").any(|entry| matches(entry, &member));
    (!is_listed && !is_excluded).then(|| MissingMember { manifest: root.join("Cargo.toml"), member })
}

fn workspace(folder: &Path) -> Option<toml::Table> {
    let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml")).ok()?.parse().ok()?;
    manifest.get("workspace")?.as_table().cloned()
}

fn entries<'a>(workspace: &'a toml::Table, key: &str) -> impl Iterator<Item = &'a str> {
    workspace.get(key).and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str)
}

/// Returns whether a pattern in `members` matches; entries of `exclude` are plain paths.
fn matches(entry: &str, member: &str) -> bool {
    let options = MatchOptions { require_literal_separator: true, ..MatchOptions::default() };
    Pattern::new(trimmed(entry)).is_ok_and(|pattern| pattern.matches_with(member, options))
}

fn trimmed(entry: &str) -> &str {
    entry.trim_start_matches("./").trim_end_matches('/')
}

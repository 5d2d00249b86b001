//! Cargo workspaces that a crate is written into.

use std::fs;
use std::path::{Path, PathBuf};

/// A workspace that lacks a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingMember {
    /// Its `Cargo.toml`.
    pub manifest: PathBuf,
    /// The line that is to be added to `members`.
    pub member: String,
}

/// Returns the workspace around a crate, if it neither has it as a member nor excludes it: cargo then refuses to build the crate.
pub fn missing_member(out: &Path) -> Option<MissingMember> {
    let out = fs::canonicalize(out).ok()?;
    for root in out.ancestors().skip(1) {
        let manifest = root.join("Cargo.toml");
        let Ok(text) = fs::read_to_string(&manifest) else { continue };
        let Some(workspace) = workspace(&text) else { continue };
        let member = out.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
        let listed = |key: &str| entries(&workspace, key).iter().any(|entry| matches(entry, &member));
        let excluded = entries(&workspace, "exclude").iter().any(|entry| out.starts_with(root.join(entry)));
        return (!listed("members") && !excluded).then_some(MissingMember { manifest, member });
    }
    None
}

fn workspace(manifest: &str) -> Option<toml::Table> {
    let table: toml::Table = manifest.parse().ok()?;
    table.get("workspace")?.as_table().cloned()
}

fn entries(workspace: &toml::Table, key: &str) -> Vec<String> {
    let list = workspace.get(key).and_then(toml::Value::as_array).into_iter().flatten();
    list.filter_map(|entry| entry.as_str().map(str::to_owned)).collect()
}

fn matches(entry: &str, member: &str) -> bool {
    let entry = entry.trim_start_matches("./").trim_end_matches('/');
    glob::Pattern::new(entry).is_ok_and(|pattern| {
        let options = glob::MatchOptions { require_literal_separator: true, ..glob::MatchOptions::default() };
        pattern.matches_with(member, options)
    })
}

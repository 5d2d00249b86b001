//! The command that updates stale files.

use super::arguments::Codegen;

/// Returns the command that was run, without `--check`, quoted for a shell.
pub(super) fn command(arguments: &Codegen, name: &str) -> String {
    let path = |path: &Option<_>| path.as_ref().map(|path: &std::path::PathBuf| path.display().to_string());
    let options = [
        ("--spec", path(&arguments.spec)),
        ("--out", path(&arguments.out)),
        ("--name", arguments.name.clone()),
        ("--config", path(&arguments.config)),
    ];
    let mut command = format!("{name} codegen");
    for (option, value) in options {
        if let Some(value) = value {
            command.extend([" ", option, " ", &quoted(&value)]);
        }
    }
    command
}

fn quoted(value: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=,".contains(c);
    if !value.is_empty() && value.chars().all(is_plain) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', "'\\''"))
    }
}

//! Determining the targets of a command.

use std::env;
use std::path::{self, Path};

use super::arguments::Codegen;
use crate::config;
use crate::diagnostic::Diagnostics;
use crate::target::Target;

/// Returns the target in the arguments, or else the targets of the nearest configuration file of `folder`.
///
/// Problems are added to `diagnostics`. Returns `None` if there is an error.
pub(super) fn targets(arguments: &Codegen, folder: &Path, diagnostics: &mut Diagnostics) -> Option<Vec<Target>> {
    if let (Some(spec), Some(out)) = (&arguments.spec, &arguments.out) {
        let name = arguments.name.clone().or_else(|| folder_name(out)).unwrap_or_default();
        if let Err(message) = config::check_name(&name) {
            let help = format!("choose a name with --name: {}", config::NAME_HELP);
            diagnostics.error("bad-name", "", message, help);
            return None;
        }
        return Some(vec![Target { spec: spec.clone(), out: out.clone(), name, ..Target::default() }]);
    }
    if let Some(path) = &arguments.config {
        return config::read(path, diagnostics);
    }
    let Some(path) = config::find(folder) else {
        let message = format!("no {} in `{}` or its parent folders", config::FILE, folder.display());
        diagnostics.error("no-config", "", message, "add one, or give a document with --spec and a folder with --out");
        return None;
    };
    // Relative to the current folder, so that the path is short.
    let here = env::current_dir().unwrap_or_default();
    config::read(path.strip_prefix(here).unwrap_or(&path), diagnostics)
}

fn folder_name(out: &Path) -> Option<String> {
    Some(path::absolute(out).ok()?.file_name()?.to_str()?.to_owned())
}

//! The outcome of generating a document.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use clientwright::diagnostic::{Diagnostics, Severity};
use clientwright::generate;
use clientwright::target::Target;

/// The code of a bug in the generator, not of a problem in the document.
const GENERATOR_ERROR: &str = "internal-error";

/// Returns `generated`, `rejected: WHY` or `failed: WHY`.
pub fn of(path: &Path) -> String {
    panic::catch_unwind(AssertUnwindSafe(|| tried(path))).unwrap_or_else(|_| "failed: it panics".to_owned())
}

fn tried(path: &Path) -> String {
    let target = Target { spec: path.to_owned(), name: "mutant".to_owned(), ..Target::default() };
    let mut diagnostics = Diagnostics::default();
    let generated = generate(&target, None, &mut diagnostics);
    if let Some(own) = diagnostics.iter().find(|diagnostic| diagnostic.code == GENERATOR_ERROR) {
        return format!("failed: {} {}", own.code, own.message.replace('\n', " "));
    }
    if let Some(lost) = diagnostics.iter().find(|diagnostic| diagnostic.location.is_none()) {
        return format!("failed: {} at `{}` has no location", lost.code, lost.pointer);
    }
    let Some(generated) = generated else {
        let error = diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
        return error.map_or("failed: no crate and no error".to_owned(), |error| {
            let why = format!("rejected: {} at `{}`: {}", error.code, error.pointer, error.message);
            // A name in the document may have lines, too.
            why.replace('\n', " ")
        });
    };
    match generate(&target, Some(&generated.lock), &mut Diagnostics::default()) {
        Some(again) if again.files == generated.files && again.lock == generated.lock => "generated".to_owned(),
        Some(again) => {
            let differing = generated.files.iter().find(|(path, text)| again.files.get(*path) != Some(*text));
            format!("failed: another crate with its own lock, {}", differing.map_or("names.lock", |(path, _)| path))
        }
        None => "failed: no crate with its own lock".to_owned(),
    }
}

//! Crate names for the documents of a folder.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Returns a unique crate name for each document, derived from its file name.
pub fn crate_names(documents: &[PathBuf]) -> Vec<String> {
    let mut taken = HashSet::new();
    documents.iter().map(|document| claim(&sanitized(document), &mut taken)).collect()
}

/// Returns an unused name; the suffix `-client` avoids the names of dependencies and Rust keywords.
fn claim(name: &str, taken: &mut HashSet<String>) -> String {
    let mut wanted = format!("{name}-client");
    let mut number = 2;
    while !taken.insert(wanted.clone()) {
        wanted = format!("{name}-{number}-client");
        number += 1;
    }
    wanted
}

fn sanitized(document: &Path) -> String {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy();
    let sanitize = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let text: String = stem.chars().map(sanitize).collect();
    let words: Vec<&str> = text.split('-').filter(|word| !word.is_empty()).collect();
    let name = words.join("-");
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { format!("api-{name}") }
}

#[cfg(test)]
mod tests {
    use super::crate_names;
    use crate::config::check_name;

    fn names(documents: &[&str]) -> Vec<String> {
        crate_names(&documents.iter().map(Into::into).collect::<Vec<_>>())
    }

    #[test]
    fn a_crate_is_named_after_its_document() {
        assert_eq!(names(&["corpus/api-with_examples.yaml"]), ["api-with-examples-client"]);
    }

    #[test]
    fn documents_with_the_same_stem_have_different_crates() {
        assert_eq!(names(&["pets.json", "pets.yaml", "Pets.yml"]), ["pets-client", "pets-2-client", "pets-3-client"]);
    }

    #[test]
    fn all_names_are_valid_crate_names() {
        for name in names(&["1.0.yaml", "ü.yaml", "match.yaml", ".yaml", "-.yaml"]) {
            assert_eq!(check_name(&name), Ok(()));
        }
    }
}

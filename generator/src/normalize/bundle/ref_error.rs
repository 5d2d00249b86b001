//! Errors of resolving references.

use super::super::spelling::nearest;

/// An error, to be reported at the reference.
#[derive(Clone, Debug)]
pub(super) struct RefError {
    /// The code of the diagnostic.
    pub(super) code: &'static str,
    /// The problem.
    pub(super) message: String,
    /// The suggested fix.
    pub(super) help: String,
}

impl RefError {
    /// The reference is a URL.
    pub(super) fn remote(reference: &str) -> Self {
        let message = format!("`{reference}` is a URL, and URLs are not fetched");
        let help = "bundle the documents into one, for example with `redocly bundle`, or save the file and refer to it by a relative path";
        Self { code: "external-reference", message, help: help.to_owned() }
    }

    /// The reference is an anchor that `count` schemas of the file have, which is not 1.
    pub(super) fn anchor(path: &str, name: &str, count: usize) -> Self {
        let help = match name.strip_prefix("components/") {
            Some(rest) => format!("did you mean `{path}#/components/{rest}`?"),
            None => "refer to the schema by a JSON pointer: `#/components/schemas/…`".to_owned(),
        };
        if count == 0 {
            let message = format!("`{path}#{name}` does not exist: no schema has the `$anchor` `{name}`");
            return Self { code: "dangling-reference", message, help };
        }
        let message = format!("`{path}#{name}` is ambiguous: {count} schemas have this `$anchor`");
        Self { code: "unsupported-reference", message, help }
    }

    /// Suggests the positions in the file `path` at which the referenced node exists.
    pub(super) fn or_elsewhere(self, path: &str, pointers: &[String]) -> Self {
        let component_reference = |pointer: &String| format!("`{path}#{}`", pointer.replace('%', "%25"));
        let help = match pointers {
            [] => return self,
            [only] => format!("did you mean {}?", component_reference(only)),
            [first, others @ ..] => {
                format!(
                    "it exists in {} other positions: did you mean {}?",
                    1 + others.len(),
                    component_reference(first)
                )
            }
        };
        Self { help, ..self }
    }

    /// Suggests the component schema with the last segment of the reference as its name, if there is one.
    pub(super) fn or_schema(self, reference: &str, is_schema: impl Fn(&str) -> bool) -> Self {
        let name = reference.rsplit('/').next().unwrap_or_default();
        let is_obvious = reference.starts_with("#/components/") || !is_schema(name);
        if is_obvious { self } else { Self { help: format!("did you mean `#/components/schemas/{name}`?"), ..self } }
    }

    /// The referenced file can't be read.
    pub(super) fn unreadable(path: &str, error: &std::io::Error) -> Self {
        let message = format!("{path} can't be read: {error}");
        let help = "correct the path, which is relative to the folder of this file, or add the file";
        Self { code: "unreadable-file", message, help: help.to_owned() }
    }

    /// The referenced node does not exist; `token` is the first missing segment, and `known` are the existing ones.
    pub(super) fn dangling<'a>(reference: &str, token: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let message = format!("`{reference}` does not exist: `{token}` is missing");
        let help = nearest(token, known).map_or_else(
            || format!("add `{token}`, or correct the reference"),
            |near| format!("did you mean `{near}`?"),
        );
        Self { code: "dangling-reference", message, help }
    }

    /// The reference refers to itself.
    pub(super) fn cycle(reference: &str) -> Self {
        let message = format!("`{reference}` refers only to itself");
        Self { code: "reference-cycle", message, help: "replace one of the references by an object".to_owned() }
    }

    /// Inlined references are nested too deeply.
    pub(super) fn too_deep(reference: &str) -> Self {
        let message = format!("`{reference}` is nested too deeply in other referenced objects");
        Self { code: "too-deep", message, help: "remove callbacks that refer to path items with callbacks".to_owned() }
    }

    /// The referenced object is of the wrong kind.
    pub(super) fn misplaced(reference: &str, found: &str, wanted: &str) -> Self {
        let message = format!("expected a reference to the {wanted}, found `{reference}`, which is {found}");
        Self { code: "unsupported-reference", message, help: format!("refer to a {wanted}") }
    }
}

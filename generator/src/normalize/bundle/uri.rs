//! Parsing the URI reference in `$ref` (RFC 3986, RFC 6901).

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// A parsed and decoded reference.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RefUri {
    /// An empty reference.
    Empty,
    /// A reference with a scheme or a host.
    Remote,
    /// The `$anchor` of a schema, with the path of the file as in `Node`.
    Anchor { path: String, name: String },
    /// The path of a file, which is empty for the same file, and a JSON pointer in it.
    Node { path: String, pointer: String },
}

impl RefUri {
    /// Parses `reference`.
    pub(super) fn of(reference: &str) -> Self {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if reference.trim().is_empty() {
            Self::Empty
        } else if has_authority_or_scheme(path) {
            Self::Remote
        } else if !fragment.is_empty() && !fragment.starts_with(['/', '%']) {
            Self::Anchor { path: decoded(path).into_owned(), name: decoded(fragment).into_owned() }
        } else {
            Self::Node { path: decoded(path).into_owned(), pointer: decoded(fragment).into_owned() }
        }
    }
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

fn has_authority_or_scheme(path: &str) -> bool {
    let is_scheme = |text: &str| text.len() > 1 && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    path.starts_with("//") || path.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme))
}

#[cfg(test)]
mod tests {
    use super::RefUri;

    fn node(path: &str, pointer: &str) -> RefUri {
        RefUri::Node { path: path.to_owned(), pointer: pointer.to_owned() }
    }

    #[test]
    fn a_fragment_is_a_pointer_in_the_same_file() {
        assert_eq!(RefUri::of("#/paths/~1a%20b"), node("", "/paths/~1a b"));
        assert_eq!(RefUri::of("#"), node("", ""));
    }

    #[test]
    fn a_path_is_decoded() {
        assert_eq!(RefUri::of("../a%20b.yaml#/c"), node("../a b.yaml", "/c"));
    }

    #[test]
    fn a_scheme_or_a_host_is_remote() {
        for reference in ["https://example.com/a.json#/b", "//example.com/a", "urn:a:b", "file:///a.yaml"] {
            assert_eq!(RefUri::of(reference), RefUri::Remote, "{reference}");
        }
    }

    #[test]
    fn a_fragment_without_a_slash_is_an_anchor() {
        let anchor = |path: &str| RefUri::Anchor { path: path.to_owned(), name: "user".to_owned() };

        assert_eq!(RefUri::of("#user"), anchor(""));
        assert_eq!(RefUri::of("a.yaml#user"), anchor("a.yaml"));
    }
}

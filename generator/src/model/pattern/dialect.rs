//! Patterns as other languages write them, where ECMA-262 would read something that no one means.

use std::borrow::Cow;

/// The flags of a literal that change nothing about which texts match.
const HARMLESS: &[char] = &['g', 'u', 'y'];

/// Returns the pattern that is meant: without the slashes of a literal, and with the anchors that ECMA-262 has.
pub(in crate::model) fn as_ecma(source: &str) -> Cow<'_, str> {
    let inner = within_slashes(source).unwrap_or(source);
    let start = inner.strip_prefix("^").unwrap_or(inner).strip_prefix(r"\A");
    let end = [r"\Z", r"\z"].iter().find_map(|anchor| inner.strip_suffix(anchor)).filter(|rest| !is_escaped(rest));
    match (start, end) {
        (None, None) if inner.len() == source.len() => Cow::Borrowed(source),
        (None, None) => Cow::Owned(inner.to_owned()),
        _ => {
            let body = inner.len() - start.map_or(inner.len(), str::len).min(inner.len());
            let close = end.map_or(inner.len(), str::len);
            let (caret, start) = if start.is_some() { ("^", body) } else { ("", 0) };
            let dollar = if end.is_some() { "$" } else { "" };
            Cow::Owned(format!("{caret}{}{dollar}", inner.get(start..close).unwrap_or_default()))
        }
    }
}

/// Returns the pattern of a literal such as `/^a$/`: between slashes, its anchors could never match.
fn within_slashes(source: &str) -> Option<&str> {
    let (inner, flags) = source.strip_prefix('/')?.rsplit_once('/')?;
    let is_anchored = inner.starts_with('^') || (inner.ends_with('$') && !is_escaped(inner.strip_suffix('$')?));
    (is_anchored && flags.chars().all(|flag| HARMLESS.contains(&flag))).then_some(inner)
}

/// Returns whether what stands behind `text` is escaped by it.
fn is_escaped(text: &str) -> bool {
    text.chars().rev().take_while(|sign| *sign == '\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::as_ecma;

    #[test]
    fn anchors_of_other_languages_are_those_of_ecma() {
        for (source, meant) in
            [(r"\A[a-z]+\z", "^[a-z]+$"), (r"^[-\w]+\Z", r"^[-\w]+$"), (r"^\Aa", "^a"), (r"\Aa", "^a"), (r"\A\Z", "^$")]
        {
            assert_eq!(as_ecma(source), meant, "{source}");
        }
    }

    #[test]
    fn a_literal_is_what_stands_in_it() {
        assert_eq!(as_ecma("/^[a-z]+$/"), "^[a-z]+$");
        assert_eq!(as_ecma("/^a/g"), "^a");
    }

    #[test]
    fn other_patterns_stay() {
        for source in ["^a$", "/a/", "/a/b$", r"a\\Z", "/^a$/i", "", "/", r"/a\$/"] {
            assert_eq!(as_ecma(source), source);
        }
    }
}

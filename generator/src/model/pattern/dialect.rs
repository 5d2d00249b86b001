//! Patterns in the syntax of other languages, which have an unintended meaning in ECMA-262.

use std::borrow::Cow;

/// The delimiters of patterns in PHP, JavaScript and Perl.
const DELIMITERS: &[char] = &['/', '#', '~', '@', '%', '!'];

/// The flags of a literal that don't change the matched texts.
const HARMLESS: &[char] = &['g', 'u', 'y', 'D'];

/// The flags of a literal that change the matched texts.
const SIGNIFICANT: &[char] = &['i', 'm', 's', 'x'];

/// POSIX character classes, and their equivalents in a class.
const CLASSES: &[(&str, &str)] = &[
    ("alnum", "0-9A-Za-z"),
    ("alpha", "A-Za-z"),
    ("blank", r" \t"),
    ("cntrl", r"\x00-\x1F\x7F"),
    ("digit", "0-9"),
    ("graph", "!-~"),
    ("lower", "a-z"),
    ("print", " -~"),
    ("punct", r"!-\/:-@\[-`{-~"),
    ("space", r"\s"),
    ("upper", "A-Z"),
    ("word", r"\w"),
    ("xdigit", "0-9A-Fa-f"),
];

/// Returns the intended pattern in the syntax of ECMA-262, without delimiters, and with its anchors and character classes. Returns `None` if
/// the pattern has significant flags.
pub(in crate::model) fn as_ecma(source: &str) -> Option<Cow<'_, str>> {
    let inner = match within_delimiters(source) {
        Some((_, flags)) if flags.contains(SIGNIFICANT) => return None,
        Some((inner, _)) => inner,
        None => source,
    };
    let anchored = with_anchors(inner);
    let anchored = if inner.len() == source.len() { anchored } else { Cow::Owned(anchored.into_owned()) };
    Some(match without_posix_classes(&anchored) {
        Some(written) => Cow::Owned(written),
        None => anchored,
    })
}

/// Returns a pattern with the anchors of ECMA-262.
fn with_anchors(inner: &str) -> Cow<'_, str> {
    let start = inner.strip_prefix("^").unwrap_or(inner).strip_prefix(r"\A");
    let end = [r"\Z", r"\z"].iter().find_map(|anchor| inner.strip_suffix(anchor)).filter(|rest| !is_escaped(rest));
    if start.is_none() && end.is_none() {
        return Cow::Borrowed(inner);
    }
    let body = inner.len() - start.map_or(inner.len(), str::len).min(inner.len());
    let close = end.map_or(inner.len(), str::len);
    let (caret, start) = if start.is_some() { ("^", body) } else { ("", 0) };
    let dollar = if end.is_some() { "$" } else { "" };
    Cow::Owned(format!("{caret}{}{dollar}", inner.get(start..close).unwrap_or_default()))
}

/// Returns the pattern and the flags of a literal such as `/^a$/`, whose anchors could not match within delimiters. A literal with flags may
/// also be recognized by metacharacters.
fn within_delimiters(source: &str) -> Option<(&str, &str)> {
    let delimiter = source.chars().next().filter(|sign| DELIMITERS.contains(sign))?;
    let (inner, flags) = source.strip_prefix(delimiter)?.rsplit_once(delimiter)?;
    let is_anchored = inner.starts_with('^') || inner.strip_suffix('$').is_some_and(|rest| !is_escaped(rest));
    let is_pattern = || inner.contains(['[', '\\', '(', '+', '*', '|']) && !has_bare(inner, delimiter);
    let are_flags = flags.chars().all(|flag| HARMLESS.contains(&flag) || SIGNIFICANT.contains(&flag));
    (are_flags && (is_anchored || !flags.is_empty() && is_pattern())).then_some((inner, flags))
}

/// Returns whether a pattern contains a character unescaped and outside of classes.
fn has_bare(pattern: &str, sign: char) -> bool {
    let (mut is_in_class, mut is_after_backslash) = (false, false);
    for found in pattern.chars() {
        if std::mem::take(&mut is_after_backslash) {
            continue;
        }
        match found {
            '\\' => is_after_backslash = true,
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            _ if found == sign && !is_in_class => return true,
            _ => {}
        }
    }
    false
}

/// Returns a pattern with POSIX character classes such as `[:alpha:]` replaced; `None` if there are none.
fn without_posix_classes(pattern: &str) -> Option<String> {
    let (mut written, mut rest) = (String::new(), pattern);
    let (mut is_in_class, mut found) = (false, false);
    while let Some(sign) = rest.chars().next() {
        let named = CLASSES.iter().find_map(|(name, signs)| {
            let rest = rest.strip_prefix("[:")?.strip_prefix(name)?.strip_prefix(":]")?;
            Some((*signs, rest))
        });
        if let Some((signs, behind)) = named.filter(|_| is_in_class) {
            written.push_str(signs);
            (rest, found) = (behind, true);
            continue;
        }
        let length = if sign == '\\' { rest.chars().take(2).map(char::len_utf8).sum() } else { sign.len_utf8() };
        let (text, behind) = rest.split_at_checked(length)?;
        written.push_str(text);
        match sign {
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            _ => {}
        }
        rest = behind;
    }
    found.then_some(written)
}

/// Returns whether `text` escapes the character after it.
fn is_escaped(text: &str) -> bool {
    text.chars().rev().take_while(|sign| *sign == '\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::as_ecma;

    #[test]
    fn anchors_of_other_languages_are_converted() {
        for (source, meant) in
            [(r"\A[a-z]+\z", "^[a-z]+$"), (r"^[-\w]+\Z", r"^[-\w]+$"), (r"^\Aa", "^a"), (r"\Aa", "^a"), (r"\A\Z", "^$")]
        {
            assert_eq!(as_ecma(source).as_deref(), Some(meant), "{source}");
        }
    }

    #[test]
    fn delimiters_of_a_literal_are_removed() {
        for (source, meant) in [
            ("/^[a-z]+$/", "^[a-z]+$"),
            ("/^a/g", "^a"),
            ("#^[a-z]+$#u", "^[a-z]+$"),
            ("~^a$~", "^a$"),
            ("/[a-z]+/u", "[a-z]+"),
        ] {
            assert_eq!(as_ecma(source).as_deref(), Some(meant), "{source}");
        }
    }

    #[test]
    fn significant_flags_are_not_supported() {
        for source in ["/^a$/i", "/[a-z]+/i", "#^a$#ui", "/^a$/m"] {
            assert_eq!(as_ecma(source), None, "{source}");
        }
    }

    #[test]
    fn posix_character_classes_are_replaced() {
        for (source, meant) in [
            ("^[[:alpha:]]+$", "^[A-Za-z]+$"),
            ("^[[:alnum:]_-]{1,9}$", "^[0-9A-Za-z_-]{1,9}$"),
            ("^[^[:space:]]$", r"^[^\s]$"),
            (r"^\[[[:digit:]]\]", r"^\[[0-9]\]"),
        ] {
            assert_eq!(as_ecma(source).as_deref(), Some(meant), "{source}");
        }
    }

    #[test]
    fn other_patterns_are_unchanged() {
        for source in
            ["^a$", "/a/", "/a/b$", r"a\\Z", "", "/", r"/a\$/", "#a#", "/users/[0-9]+/i", "[:alpha:]", "^#[0-9a-f]{6}$"]
        {
            assert_eq!(as_ecma(source).as_deref(), Some(source));
        }
    }
}

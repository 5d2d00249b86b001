//! JSON pointers (RFC 6901).

use std::borrow::Cow;

/// Appends the object key or array index `token` to `pointer`.
pub fn push(pointer: &mut String, token: &str) {
    pointer.push('/');
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// Returns `pointer` with the object key or array index `token` appended.
pub fn join(pointer: &str, token: &str) -> String {
    let mut joined = pointer.to_owned();
    push(&mut joined, token);
    joined
}

/// Iterates over the tokens of `pointer`, unescaped; the empty pointer has none.
pub fn tokens(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(unescape)
}

/// Returns `token` without escapes.
pub fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') { token.replace("~1", "/").replace("~0", "~").into() } else { token.into() }
}

#[cfg(test)]
mod tests {
    use super::{join, tokens};

    #[test]
    fn a_slash_and_a_tilde_survive_the_round_trip() {
        let pointer = join(&join("", "a/b~1"), "c");

        assert_eq!(pointer, "/a~1b~01/c");
        assert_eq!(tokens(&pointer).collect::<Vec<_>>(), ["a/b~1", "c"]);
    }

    #[test]
    fn the_empty_pointer_has_no_tokens() {
        assert_eq!(tokens("").count(), 0);
    }
}

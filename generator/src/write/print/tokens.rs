//! Formatting tokens on one line, with the spacing of rustfmt.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// Formats tokens on one line.
pub(super) fn on_one_line(tokens: TokenStream) -> String {
    let mut line = Line::default();
    tokens.into_iter().for_each(|token| line.push(&token));
    line.text
}

#[derive(Default)]
struct Line {
    text: String,
    /// Whether no space precedes the next token.
    close: bool,
    /// Whether the last token was a name or a literal.
    after_word: bool,
    /// Whether the `|` of a closure is open.
    in_closure: bool,
}

impl Line {
    fn push(&mut self, token: &TokenTree) {
        match token {
            TokenTree::Group(group) => self.group(group),
            TokenTree::Punct(punct) => self.punct(punct.as_char(), punct.spacing()),
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                self.space();
                // Writing to a string can't fail.
                let _ = write!(self.text, "{token}");
                (self.close, self.after_word) = (false, true);
            }
        }
    }

    fn space(&mut self) {
        if !self.close && !self.text.is_empty() {
            self.text.push(' ');
        }
    }

    fn group(&mut self, group: &Group) {
        let inner = on_one_line(group.stream());
        let is_call = self.after_word && !self.text.ends_with(['=', ',']);
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace if inner.is_empty() => ("{", "}"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        if group.delimiter() == Delimiter::Brace || !is_call {
            self.space();
        }
        self.text.push_str(open);
        self.text.push_str(&inner);
        self.text.push_str(close);
        // A call may follow a call, and a name an attribute.
        (self.close, self.after_word) = (false, group.delimiter() == Delimiter::Parenthesis);
    }

    fn punct(&mut self, c: char, spacing: Spacing) {
        let (before, after) = match c {
            ':' if spacing == Spacing::Joint || self.text.ends_with(':') => (false, false),
            '.' | '!' | '<' => (false, false),
            ',' | ';' | '?' | ':' | '>' => (false, true),
            '|' if self.in_closure => (false, true),
            '=' if spacing == Spacing::Joint => (true, false),
            '&' | '#' | '\'' | '-' | '|' => (true, false),
            _ => (true, true),
        };
        if c == '|' {
            self.in_closure = !self.in_closure;
        }
        if before {
            self.space();
        }
        self.text.push(c);
        (self.close, self.after_word) = (!after, c == '>' || c == '!');
    }
}

#[cfg(test)]
mod tests {
    use super::on_one_line;

    fn spaced(code: &str) -> String {
        on_one_line(code.parse().expect("tokens"))
    }

    #[test]
    fn calls_and_paths_have_no_spaces() {
        assert_eq!(spaced("a :: b ( c , d ) . e ( )"), "a::b(c, d).e()");
    }

    #[test]
    fn generics_have_no_spaces() {
        assert_eq!(spaced("x : of :: < Vec < Pet > > ( \"a\" )"), "x: of::<Vec<Pet>>(\"a\")");
    }

    #[test]
    fn references_and_arrays_have_no_inner_spaces() {
        assert_eq!(spaced("f ( & [ & A , - 1 ] )"), "f(&[&A, -1])");
    }

    #[test]
    fn closures_and_blocks_have_spaces() {
        assert_eq!(spaced("S { f : | x | { x } }"), "S { f: |x| { x } }");
    }

    #[test]
    fn arrows_have_spaces() {
        assert_eq!(spaced("A=>b ( )"), "A => b()");
    }
}

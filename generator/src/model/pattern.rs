//! `pattern`: regular expressions of ECMA-262 (without the `u` flag, Annex B included, as OpenAPI 3.0 has them), in the syntax of the crate
//! `regex`. Nothing of the text is passed through as it is: what it means is written anew.

use std::fmt;
use std::iter::Peekable;
use std::str::Chars;

use regex::Regex;

/// The deepest nesting of groups.
const DEPTH: usize = 100;

const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Za-z_";
const SPACE: &str = r"\t\n\x0B\x0C\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";
const LINE_END: &str = r"\n\r\u{2028}\u{2029}";

/// Why a pattern can't be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsupported {
    LookAround,
    BackReference,
    NoWordBoundary,
    Surrogate,
    Syntax,
    Depth,
    Size,
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LookAround => "it looks ahead or behind",
            Self::BackReference => "it refers back to a group",
            Self::NoWordBoundary => "it uses `\\B`",
            Self::Surrogate => "it has half of a surrogate pair",
            Self::Syntax => "it is no regular expression",
            Self::Depth => "its groups are nested too deeply",
            Self::Size => "it repeats too much",
        })
    }
}

/// Translates a pattern; the result matches anywhere in a text, as the pattern does.
pub(super) fn translate(source: &str) -> Result<String, Unsupported> {
    let mut translator = Translator { rest: source.chars().peekable(), out: String::new() };
    translator.alternatives(0)?;
    if translator.rest.peek().is_some() {
        return Err(Unsupported::Syntax);
    }
    Regex::new(&translator.out).map(|_| translator.out).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => Unsupported::Size,
        _ => Unsupported::Syntax,
    })
}

struct Translator<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
}

/// An escape, or a character of a class.
enum Atom {
    Character(char),
    /// The inside of a class, and whether it is negated.
    Class(&'static str, bool),
}

impl Translator<'_> {
    fn alternatives(&mut self, depth: usize) -> Result<(), Unsupported> {
        if depth > DEPTH {
            return Err(Unsupported::Depth);
        }
        while let Some(next) = self.rest.peek().copied().filter(|next| *next != ')') {
            self.rest.next();
            let repeats = self.term(next, depth)?;
            if repeats {
                self.quantifier()?;
            }
        }
        Ok(())
    }

    /// Translates what begins with `next`; returns whether it may be repeated.
    fn term(&mut self, next: char, depth: usize) -> Result<bool, Unsupported> {
        match next {
            '|' | '^' | '$' => {
                self.out.push(next);
                return Ok(false);
            }
            '(' => self.group(depth)?,
            '[' => self.class()?,
            '.' => self.push_class(LINE_END, true),
            '\\' if matches!(self.rest.peek(), Some('b')) => {
                self.rest.next();
                self.out.push_str(r"(?-u:\b)");
                return Ok(false);
            }
            '\\' if matches!(self.rest.peek(), Some('B')) => return Err(Unsupported::NoWordBoundary),
            '\\' => match self.escape()? {
                Atom::Character(character) => self.push_literal(character),
                Atom::Class(inside, negated) => self.push_class(inside, negated),
            },
            '*' | '+' | '?' => return Err(Unsupported::Syntax),
            '{' if self.quantifies() => return Err(Unsupported::Syntax),
            literal => self.push_literal(literal),
        }
        Ok(true)
    }

    fn group(&mut self, depth: usize) -> Result<(), Unsupported> {
        if self.rest.next_if_eq(&'?').is_some() {
            match self.rest.next() {
                Some(':') => {}
                Some('=' | '!') => return Err(Unsupported::LookAround),
                Some('<') => match self.rest.peek() {
                    Some('=' | '!') => return Err(Unsupported::LookAround),
                    _ => self.skip_name()?,
                },
                _ => return Err(Unsupported::Syntax),
            }
        }
        self.out.push_str("(?:");
        self.alternatives(depth + 1)?;
        self.rest.next_if_eq(&')').ok_or(Unsupported::Syntax)?;
        self.out.push(')');
        Ok(())
    }

    fn skip_name(&mut self) -> Result<(), Unsupported> {
        loop {
            match self.rest.next() {
                Some('>') => return Ok(()),
                Some(letter) if letter.is_alphanumeric() || letter == '_' || letter == '$' => {}
                _ => return Err(Unsupported::Syntax),
            }
        }
    }

    fn quantifier(&mut self) -> Result<(), Unsupported> {
        match self.rest.peek() {
            Some(sign @ ('*' | '+' | '?')) => {
                self.out.push(*sign);
                self.rest.next();
            }
            Some('{') => match self.bounds() {
                Some(bounds) => self.out.push_str(&bounds),
                None => return Ok(()),
            },
            _ => return Ok(()),
        }
        if self.rest.next_if_eq(&'?').is_some() {
            self.out.push('?');
        }
        match self.rest.peek() {
            Some('*' | '+' | '?') => Err(Unsupported::Syntax),
            _ => Ok(()),
        }
    }

    /// Returns whether a brace that was read begins a quantifier, which then has nothing to repeat.
    fn quantifies(&self) -> bool {
        let text: String = std::iter::once('{').chain(self.rest.clone()).collect();
        Translator { rest: text.chars().peekable(), out: String::new() }.bounds().is_some()
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`; anything else is literal text, and is left.
    fn bounds(&mut self) -> Option<String> {
        let mut ahead = self.rest.clone();
        let mut bounds = String::new();
        loop {
            let sign = ahead.next()?;
            bounds.push(sign);
            match sign {
                '}' => break,
                '{' if bounds.len() == 1 => {}
                ',' | '0'..='9' => {}
                _ => return None,
            }
        }
        let inside = bounds.trim_matches(['{', '}']);
        let (least, most) = inside.split_once(',').unwrap_or((inside, ""));
        if least.is_empty() || most.contains(',') {
            return None;
        }
        self.rest = ahead;
        Some(bounds)
    }

    fn class(&mut self) -> Result<(), Unsupported> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        let mut inside = String::new();
        loop {
            let next = self.rest.next().ok_or(Unsupported::Syntax)?;
            if next == ']' {
                break;
            }
            let first = self.class_atom(next)?;
            let mut ahead = self.rest.clone();
            let range = ahead.next() == Some('-') && ahead.peek().is_some_and(|last| *last != ']');
            if !range {
                push_inside(&mut inside, &first);
                continue;
            }
            self.rest = ahead;
            let next = self.rest.next().ok_or(Unsupported::Syntax)?;
            let last = self.class_atom(next)?;
            push_range(&mut inside, &first, &last)?;
        }
        match (inside.is_empty(), negated) {
            // No character is in the empty class, and any is outside of it.
            (true, _) => self.push_class(r"\s\S", !negated),
            (false, _) => {
                self.out.push_str(if negated { "[^" } else { "[" });
                self.out.push_str(&inside);
                self.out.push(']');
            }
        }
        Ok(())
    }

    fn class_atom(&mut self, next: char) -> Result<Atom, Unsupported> {
        match next {
            '\\' if self.rest.next_if_eq(&'b').is_some() => Ok(Atom::Character('\u{8}')),
            '\\' => self.escape(),
            literal => Ok(Atom::Character(literal)),
        }
    }

    /// Reads what follows a backslash.
    fn escape(&mut self) -> Result<Atom, Unsupported> {
        let escaped = self.rest.next().ok_or(Unsupported::Syntax)?;
        Ok(Atom::Character(match escaped {
            'd' => return Ok(Atom::Class(DIGIT, false)),
            'D' => return Ok(Atom::Class(DIGIT, true)),
            'w' => return Ok(Atom::Class(WORD, false)),
            'W' => return Ok(Atom::Class(WORD, true)),
            's' => return Ok(Atom::Class(SPACE, false)),
            'S' => return Ok(Atom::Class(SPACE, true)),
            't' => '\t',
            'n' => '\n',
            'v' => '\u{B}',
            'f' => '\u{C}',
            'r' => '\r',
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => '\0',
            '0'..='9' | 'k' => return Err(Unsupported::BackReference),
            'x' => self.hexadecimal(2).and_then(char::from_u32).unwrap_or('x'),
            'u' => return self.unicode().map(Atom::Character),
            'c' => self.control(),
            identity => identity,
        }))
    }

    /// Reads a letter behind `\c`; without one, the backslash stands for itself.
    fn control(&mut self) -> char {
        match self.rest.next_if(char::is_ascii_alphabetic) {
            Some(letter) => char::from_u32(u32::from(letter) % 32).unwrap_or(letter),
            None => 'c',
        }
    }

    fn unicode(&mut self) -> Result<char, Unsupported> {
        let Some(first) = self.hexadecimal(4) else { return Ok('u') };
        if let Some(character) = char::from_u32(first) {
            return Ok(character);
        }
        let mut ahead = self.rest.clone();
        if ahead.next() == Some('\\') && ahead.next() == Some('u') {
            self.rest = ahead;
            if let Some(second) = self.hexadecimal(4) {
                let units = [first, second].map(|unit| u16::try_from(unit).unwrap_or_default());
                let pair = char::decode_utf16(units).next().and_then(Result::ok);
                return pair.ok_or(Unsupported::Surrogate);
            }
        }
        Err(Unsupported::Surrogate)
    }

    /// Reads exactly so many digits, or nothing.
    fn hexadecimal(&mut self, digits: usize) -> Option<u32> {
        let mut ahead = self.rest.clone();
        let mut value = 0;
        for _ in 0..digits {
            value = value * 16 + ahead.next()?.to_digit(16)?;
        }
        self.rest = ahead;
        Some(value)
    }

    fn push_literal(&mut self, character: char) {
        self.out.push_str(&regex::escape(&character.to_string()));
    }

    fn push_class(&mut self, inside: &str, negated: bool) {
        self.out.push_str(if negated { "[^" } else { "[" });
        self.out.push_str(inside);
        self.out.push(']');
    }
}

fn push_inside(inside: &mut String, atom: &Atom) {
    match atom {
        Atom::Character(character) => inside.push_str(&code(*character)),
        Atom::Class(class, false) => inside.push_str(class),
        Atom::Class(class, true) => inside.push_str(&format!("[^{class}]")),
    }
}

/// A range of which an end is a class is three characters or classes (Annex B).
fn push_range(inside: &mut String, first: &Atom, last: &Atom) -> Result<(), Unsupported> {
    match (first, last) {
        (Atom::Character(first), Atom::Character(last)) if first > last => return Err(Unsupported::Syntax),
        (Atom::Character(first), Atom::Character(last)) => {
            inside.push_str(&format!("{}-{}", code(*first), code(*last)));
        }
        _ => {
            push_inside(inside, first);
            inside.push_str(&code('-'));
            push_inside(inside, last);
        }
    }
    Ok(())
}

/// Writes a character of a class by its number, so that none means anything else; letters and digits mean themselves.
fn code(character: char) -> String {
    if character.is_ascii_alphanumeric() { character.to_string() } else { format!("\\u{{{:X}}}", u32::from(character)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        let translated = translate(pattern).unwrap_or_else(|reason| panic!("{pattern}: {reason}"));
        Regex::new(&translated).expect("a regular expression").is_match(text)
    }

    fn assert_matches(pattern: &str, yes: &[&str], no: &[&str]) {
        for text in yes {
            assert!(matches(pattern, text), "{pattern} on {text:?}");
        }
        for text in no {
            assert!(!matches(pattern, text), "{pattern} on {text:?}");
        }
    }

    #[test]
    fn a_pattern_matches_anywhere() {
        assert_matches("b", &["abc"], &["ac", ""]);
    }

    #[test]
    fn anchors_are_those_of_the_whole_text() {
        assert_matches("^a$", &["a"], &["a\n", "\na", "ba"]);
    }

    #[test]
    fn digits_and_words_are_ascii() {
        assert_matches(r"^\d+$", &["0129"], &["٣", "a"]);
        assert_matches(r"^\w+$", &["aZ_9"], &["é", "-"]);
        assert_matches(r"^\D\W$", &["é-"], &["1-", "éa"]);
    }

    #[test]
    fn space_is_that_of_ecma() {
        assert_matches(r"^\s$", &[" ", "\u{FEFF}", "\u{A0}", "\u{2028}"], &["\u{85}", "a"]);
    }

    #[test]
    fn a_dot_is_no_line_end() {
        assert_matches("^.$", &["a", "\u{85}"], &["\n", "\r", "\u{2028}"]);
    }

    #[test]
    fn classes_hold_what_they_name() {
        assert_matches(r"^[a\-z&&\]]$", &["a", "-", "z", "&", "]"], &["b", "\\"]);
        assert_matches(r"^[^\d.]$", &["a", "\n"], &["5", "."]);
        assert_matches(r"^[\w-.]$", &["a", "-", "."], &[","]);
        assert_matches("^[-a]$", &["-", "a"], &["b"]);
        assert_matches(r"^[\b]$", &["\u{8}"], &["b"]);
    }

    #[test]
    fn the_empty_class_and_its_opposite() {
        assert_matches("[]", &[], &["", "a"]);
        assert_matches("^[^]$", &["a", "\n"], &[""]);
    }

    #[test]
    fn escapes_mean_their_characters() {
        assert_matches(r"^\/\-\.\x41\u0042\cJ\t\0$", &["/-.AB\n\t\0"], &["/--AB\n\t\0"]);
        assert_matches(r"^\uD83D\uDE00$", &["😀"], &["u"]);
    }

    #[test]
    fn quantifiers_repeat() {
        assert_matches("^a{2}b{1,}c{0,1}d*?e+?$", &["aabe", "aabbcdde"], &["abe", "aab"]);
    }

    #[test]
    fn braces_that_are_no_quantifier_are_literal() {
        assert_matches("^a{b}{,3}]}$", &["a{b}{,3}]}"], &["a"]);
    }

    #[test]
    fn groups_and_alternatives() {
        assert_matches("^(a|(?:b|(?<name>c)))d$", &["ad", "bd", "cd"], &["d", "abd"]);
    }

    #[test]
    fn word_boundaries_are_ascii() {
        assert_matches(r"\bcat\b", &["a cat!", "écaté"], &["cats"]);
    }

    #[test]
    fn what_no_engine_takes_is_said() {
        assert_eq!(translate("(?=a)"), Err(Unsupported::LookAround));
        assert_eq!(translate("(?<!a)b"), Err(Unsupported::LookAround));
        assert_eq!(translate(r"(a)\1"), Err(Unsupported::BackReference));
        assert_eq!(translate(r"\uD83D"), Err(Unsupported::Surrogate));
        assert_eq!(translate("a{1000}{1000}{1000}"), Err(Unsupported::Syntax));
        assert_eq!(translate("((a{1000}){1000}){1000}"), Err(Unsupported::Size));
    }

    #[test]
    fn what_is_no_pattern_is_said() {
        for pattern in ["(", ")", "[", "*", "a**", "[z-a]", "(?a)", "\\"] {
            assert_eq!(translate(pattern), Err(Unsupported::Syntax), "{pattern}");
        }
        assert_eq!(translate(&"(".repeat(5000)), Err(Unsupported::Depth));
    }
}

//! `format: regex`: the syntax of ECMA-262 §22.2.1 with the flag `u`, as JSON Schema 2020-12 §6.4 recommends.
//!
//! The expression is only parsed, not matched.

use crate::runtime::validation::schema::Format;

/// A regular expression.
pub const REGEX: Format = Format { name: "regex", is_valid: |text| Reader::new(text).read().is_some() };

/// An escape, or an element of a character class.
#[derive(Clone, Copy)]
enum Atom {
    Character(u32),
    /// Several characters, which can't bound a range.
    Set,
}

/// A parser with the rest of the expression.
struct Reader<'a> {
    rest: &'a str,
    /// The open groups; whether each is a lookaround.
    open: Vec<bool>,
    /// The number of capturing groups.
    groups: u64,
    /// The highest group that is referenced by its number.
    referred: u64,
    names: Vec<&'a str>,
    referred_names: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    const fn new(text: &'a str) -> Self {
        Self { rest: text, open: Vec::new(), groups: 0, referred: 0, names: Vec::new(), referred_names: Vec::new() }
    }

    fn read(mut self) -> Option<()> {
        let mut may_repeat = false;
        while let Some(next) = self.next() {
            may_repeat = match next {
                '^' | '$' | '|' => false,
                '(' => self.group().map(|()| false)?,
                // A lookaround can't be repeated.
                ')' => !self.open.pop()?,
                '[' => self.class().map(|()| true)?,
                '\\' => self.escape()?,
                '*' | '+' | '?' | '{' if may_repeat => self.quantifier(next).map(|()| false)?,
                '*' | '+' | '?' | '{' | '}' | ']' => return None,
                _ => true,
            };
        }
        let is_known = |name: &&str| self.names.iter().filter(|known| *known == name).count() == 1;
        let all_known = self.names.iter().chain(&self.referred_names).all(is_known);
        (self.open.is_empty() && self.referred <= self.groups && all_known).then_some(())
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next();
        self.rest = chars.as_str();
        next
    }

    fn eat(&mut self, expected: &str) -> bool {
        let rest = self.rest.strip_prefix(expected);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Takes the longest prefix of such characters.
    fn take(&mut self, is_of: fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|next| !is_of(next)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// Parses a group after `(`.
    fn group(&mut self) -> Option<()> {
        let looks = ["?=", "?!", "?<=", "?<!"].into_iter().any(|look| self.eat(look));
        if !looks && !self.eat("?:") {
            if self.eat("?") {
                let name = self.eat("<").then(|| self.name())??;
                self.names.push(name);
            }
            self.groups += 1;
        }
        self.open.push(looks);
        Some(())
    }

    /// Parses the name of a group, and the `>` after it.
    fn name(&mut self) -> Option<&'a str> {
        let name = self.take(|next| next.is_alphanumeric() || matches!(next, '_' | '$'));
        let begins_well = name.chars().next().is_some_and(|first| !first.is_numeric());
        (begins_well && self.eat(">")).then_some(name)
    }

    /// Parses a quantifier after its first character.
    fn quantifier(&mut self, first: char) -> Option<()> {
        if first == '{' {
            let least = self.count()?;
            let most = if self.eat(",") { self.count() } else { Some(least) };
            if !self.eat("}") || most.is_some_and(|most| most < least) {
                return None;
            }
        }
        self.eat("?");
        Some(())
    }

    fn count(&mut self) -> Option<u64> {
        let digits = self.take(|next| next.is_ascii_digit());
        (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
    }

    /// Parses an escape after `\`; returns whether it may be repeated.
    fn escape(&mut self) -> Option<bool> {
        if self.rest.starts_with(|next: char| matches!(next, '1'..='9')) {
            self.referred = self.referred.max(self.count()?);
        } else if self.eat("k") {
            let name = self.eat("<").then(|| self.name())??;
            self.referred_names.push(name);
        } else if self.eat("b") || self.eat("B") {
            return Some(false);
        } else {
            self.character_escape()?;
        }
        Some(true)
    }

    /// Parses an escape of characters.
    fn character_escape(&mut self) -> Option<Atom> {
        let next = self.next()?;
        Some(Atom::Character(match next {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => return Some(Atom::Set),
            'p' | 'P' => return self.property().map(|()| Atom::Set),
            'f' => 0x0c,
            'n' => 0x0a,
            'r' => 0x0d,
            't' => 0x09,
            'v' => 0x0b,
            'c' => u32::from(self.next().filter(char::is_ascii_alphabetic)?) % 32,
            '0' if !self.rest.starts_with(|next: char| next.is_ascii_digit()) => 0,
            'x' => self.hexadecimal(2)?,
            'u' if self.eat("{") => {
                let digits = self.take(|next| next.is_ascii_hexdigit());
                let value = u32::from_str_radix(digits, 16).ok().filter(|value| *value <= 0x0010_FFFF)?;
                self.eat("}").then_some(value)?
            }
            'u' => self.code_units()?,
            _ if r"^$\.*+?()[]{}|/".contains(next) => u32::from(next),
            _ => return None,
        }))
    }

    /// Parses the four digits of a code unit, and the low surrogate that may follow.
    fn code_units(&mut self) -> Option<u32> {
        let unit = self.hexadecimal(4)?;
        let behind = self.rest;
        let is_high = (0xD800..=0xDBFF).contains(&unit);
        let low = (is_high && self.eat(r"\u")).then(|| self.hexadecimal(4)).flatten();
        let Some(low) = low.filter(|low| (0xDC00..=0xDFFF).contains(low)) else {
            self.rest = behind;
            return Some(unit);
        };
        Some(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
    }

    fn hexadecimal(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_number.then(|| u32::from_str_radix(digits, 16).ok())?
    }

    /// Parses `{name}` or `{name=value}`; any property is accepted, since Unicode adds some each year.
    fn property(&mut self) -> Option<()> {
        let is_word = |next: char| next.is_ascii_alphanumeric() || next == '_';
        let is_named = self.eat("{") && !self.take(is_word).is_empty();
        let is_whole = is_named && (!self.eat("=") || !self.take(is_word).is_empty());
        (is_whole && self.eat("}")).then_some(())
    }

    /// Parses a character class after `[`.
    fn class(&mut self) -> Option<()> {
        self.eat("^");
        while !self.eat("]") {
            let first = self.member()?;
            if self.rest.starts_with('-') && !self.rest.starts_with("-]") {
                self.next();
                let last = self.member()?;
                if !matches!((first, last), (Atom::Character(first), Atom::Character(last)) if first <= last) {
                    return None;
                }
            }
        }
        Some(())
    }

    /// Parses an element of a character class.
    fn member(&mut self) -> Option<Atom> {
        Some(Atom::Character(match self.next()? {
            '\\' if self.eat("b") => 0x08,
            '\\' if self.eat("-") => u32::from('-'),
            '\\' => return self.character_escape(),
            other => u32::from(other),
        }))
    }
}

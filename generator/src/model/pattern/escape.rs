//! Escapes (ECMA-262 §22.2.1, Annex B.1.2).

use super::ast::Node;
use super::char_set::{DIGITS, Property, SPACES, Set, WORDS};
use super::parse::Parser;
use super::{Flag, Unsupported};

/// The characters that may be escaped with the flag `u`.
const SYNTAX: &str = r"^$\.*+?()[]{}|/";

/// Letters for control characters.
const CONTROLS: &[(char, u32)] = &[('t', 0x09), ('n', 0x0A), ('v', 0x0B), ('f', 0x0C), ('r', 0x0D)];

impl Parser {
    /// Reads an escape outside of classes.
    pub(super) fn escaped(&mut self) -> Result<Node, Unsupported> {
        self.next();
        if self.eat('b') {
            return Ok(Node::Boundary { negated: false });
        }
        if self.eat('B') {
            return Ok(Node::Boundary { negated: true });
        }
        if let Some(number) = self.back_reference()? {
            return Ok(Node::Back(number));
        }
        self.escaped_set(false).map(Node::Set)
    }

    /// Reads a number or a name of a group.
    fn back_reference(&mut self) -> Result<Option<usize>, Unsupported> {
        if self.peek() == Some('k') && (self.flag == Flag::Unicode || !self.names.is_empty()) {
            self.next();
            if !self.eat('<') {
                return Err(Unsupported::Syntax);
            }
            let name = self.name()?;
            let group = self.names.iter().find(|(known, _)| *known == name);
            return group.map(|(_, number)| Some(*number)).ok_or(Unsupported::Syntax);
        }
        let groups = self.groups;
        let number = self.attempt(|parser| parser.decimal().filter(|number| *number <= groups));
        match number {
            None if self.flag == Flag::Unicode && matches!(self.peek(), Some('1'..='9')) => Err(Unsupported::Syntax),
            number => Ok(number),
        }
    }

    fn decimal(&mut self) -> Option<usize> {
        let mut number: usize = 0;
        while let Some(digit @ 0..=9) = self.peek().and_then(|next| next.to_digit(10)) {
            number = number.saturating_mul(10).saturating_add(usize::try_from(digit).ok()?);
            if number == 0 {
                return None;
            }
            self.next();
        }
        (number > 0).then_some(number)
    }

    /// Reads an escape of characters, after its backslash.
    pub(super) fn escaped_set(&mut self, in_class: bool) -> Result<Set, Unsupported> {
        let except = if in_class { Set::gaps } else { Set::except };
        let set = match self.peek() {
            Some('d') => Set::of(DIGITS),
            Some('D') => except(DIGITS),
            Some('w') => Set::of(WORDS),
            Some('W') => except(WORDS),
            Some('s') => Set::of(SPACES),
            Some('S') => except(SPACES),
            Some('p' | 'P') if self.flag == Flag::Unicode => return self.property().map(Set::having),
            _ => return self.escaped_character(in_class).map(Set::one),
        };
        self.next();
        Ok(set)
    }

    /// Reads `p{Name}` or `p{Name=Value}`.
    fn property(&mut self) -> Result<Property, Unsupported> {
        let negated = self.next() == Some('P');
        let mut name = String::new();
        if !self.eat('{') {
            return Err(Unsupported::Syntax);
        }
        while let Some(next) = self.next() {
            match next {
                '}' => return Ok(Property { name, negated }),
                next if next.is_ascii_alphanumeric() || matches!(next, '_' | '=') => name.push(next),
                _ => break,
            }
        }
        Err(Unsupported::Syntax)
    }

    fn escaped_character(&mut self, in_class: bool) -> Result<u32, Unsupported> {
        let strict = self.flag == Flag::Unicode;
        let Some(escaped) = self.peek() else { return Err(Unsupported::Syntax) };
        if let Some((_, character)) = CONTROLS.iter().find(|(letter, _)| *letter == escaped) {
            self.next();
            return Ok(*character);
        }
        match self.numbered(escaped, in_class) {
            Some(character) => Ok(character),
            None if strict => Err(Unsupported::Syntax),
            // An invalid `\c` is a backslash and a letter.
            None if escaped == 'c' => Ok(u32::from('\\')),
            None => self.next_symbol().ok_or(Unsupported::Syntax),
        }
    }

    /// Reads an escape by a number, and with the flag the others that there are; `None` if it is neither.
    fn numbered(&mut self, escaped: char, in_class: bool) -> Option<u32> {
        let strict = self.flag == Flag::Unicode;
        match escaped {
            'b' if in_class => self.eat('b').then_some(0x08),
            '-' if in_class && strict => self.next_symbol(),
            'x' => self.attempt(|parser| parser.eat('x').then(|| parser.hexadecimal(2)).flatten()),
            'u' => self.attempt(|parser| parser.eat('u').then(|| parser.unicode()).flatten()),
            'c' => self.attempt(|parser| parser.eat('c').then(|| parser.control(in_class)).flatten()),
            '0' if strict => self.attempt(|parser| {
                let is_null = parser.eat('0') && !parser.peek().is_some_and(|next| next.is_ascii_digit());
                is_null.then_some(0)
            }),
            '0'..='7' if !strict => Some(self.octal()),
            syntax if strict && SYNTAX.contains(syntax) => self.next_symbol(),
            _ => None,
        }
    }

    /// Reads what follows `\u`; with the flag, two halves of a surrogate pair are one character.
    fn unicode(&mut self) -> Option<u32> {
        if self.flag == Flag::Unicode && self.eat('{') {
            return self.braced();
        }
        let first = self.hexadecimal(4)?;
        if self.flag == Flag::None || !(0xD800..0xDC00).contains(&first) {
            return Some(first);
        }
        let second = self.attempt(|parser| {
            let second = parser.eat_all("\\u").then(|| parser.hexadecimal(4)).flatten();
            second.filter(|second| (0xDC00..0xE000).contains(second))
        });
        Some(second.map_or(first, |second| 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)))
    }

    /// Reads the digits and the closing brace of `\u{…}`.
    fn braced(&mut self) -> Option<u32> {
        let mut value: Option<u32> = None;
        while let Some(digit) = self.peek().and_then(|next| next.to_digit(16)) {
            value = Some(value.unwrap_or(0) * 16 + digit).filter(|value| *value <= 0x10_FFFF);
            value?;
            self.next();
        }
        value.filter(|_| self.eat('}'))
    }

    /// Reads an exact number of digits.
    fn hexadecimal(&mut self, digits: usize) -> Option<u32> {
        let mut value = 0;
        for _ in 0..digits {
            value = value * 16 + self.next()?.to_digit(16)?;
        }
        Some(value)
    }

    /// Reads the letter after `\c`; without the flag, it may also be a digit or `_` in a class.
    fn control(&mut self, in_class: bool) -> Option<u32> {
        let letter = self.next()?;
        let loose = in_class && self.flag == Flag::None && (letter.is_ascii_digit() || letter == '_');
        (letter.is_ascii_alphabetic() || loose).then_some(u32::from(letter) % 32)
    }

    /// Reads one to three digits, of a number up to `\377`.
    fn octal(&mut self) -> u32 {
        let mut value = 0;
        for _ in 0..3 {
            let digit = self.peek().and_then(|next| next.to_digit(8));
            let Some(longer) = digit.map(|digit| value * 8 + digit).filter(|longer| *longer <= 0o377) else { break };
            value = longer;
            self.next();
        }
        value
    }
}

//! Parsing of patterns: disjunctions, groups and quantifiers (ECMA-262 §22.2.1, Annex B.1.2).

use super::ast::Node;
use super::char_set::{LINE_ENDS, Set};
use super::{Flag, Unsupported};

/// The maximal depth of nested groups.
const DEPTH: usize = 100;

/// Parses a pattern.
pub(super) fn parse(source: &str, flag: Flag) -> Result<Node, Unsupported> {
    let mut parser = Parser::new(source, flag);
    let node = parser.disjunction(0)?;
    if parser.peek().is_some() { Err(Unsupported::Syntax) } else { Ok(node) }
}

/// The state of parsing.
pub(super) struct Parser {
    /// Code points with the flag `u`, else UTF-16 code units.
    symbols: Vec<u32>,
    at: usize,
    pub(super) flag: Flag,
    /// The number of capturing groups.
    pub(super) groups: usize,
    /// The names of groups, with their numbers.
    pub(super) names: Vec<(Vec<u32>, usize)>,
    opened: usize,
}

impl Parser {
    fn new(source: &str, flag: Flag) -> Self {
        let symbols = match flag {
            Flag::None => source.encode_utf16().map(u32::from).collect(),
            Flag::Unicode => source.chars().map(u32::from).collect(),
        };
        let mut parser = Self { symbols, at: 0, flag, groups: 0, names: Vec::new(), opened: 0 };
        parser.find_groups();
        parser
    }

    /// Counts the groups in advance, since the meaning of `\1` depends on their number.
    fn find_groups(&mut self) {
        let mut in_class = false;
        while let Some(next) = self.next() {
            match next {
                '\\' => self.at += 1,
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => self.find_group(),
                _ => {}
            }
        }
        self.at = 0;
    }

    fn find_group(&mut self) {
        if self.peek() != Some('?') {
            self.groups += 1;
        } else if self.eat_all("?<") && !matches!(self.peek(), Some('=' | '!')) {
            self.groups += 1;
            if let Ok(name) = self.name() {
                self.names.push((name, self.groups));
            }
        }
    }

    /// Returns the next symbol. A surrogate is `U+FFFD`, which has no meaning in the grammar.
    pub(super) fn peek(&self) -> Option<char> {
        self.symbols.get(self.at).map(|symbol| char::from_u32(*symbol).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    /// Consumes the next symbol.
    pub(super) fn next_symbol(&mut self) -> Option<u32> {
        let symbol = self.symbols.get(self.at).copied();
        self.at += usize::from(symbol.is_some());
        symbol
    }

    pub(super) fn eat(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        self.at += usize::from(found);
        found
    }

    pub(super) fn eat_all(&mut self, expected: &str) -> bool {
        let start = self.at;
        let found = expected.chars().all(|symbol| self.eat(symbol));
        if !found {
            self.at = start;
        }
        found
    }

    /// Parses something optional, and resets the position if it is absent.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn disjunction(&mut self, depth: usize) -> Result<Node, Unsupported> {
        if depth > DEPTH {
            return Err(Unsupported::Depth);
        }
        let mut alternatives = vec![self.alternative(depth)?];
        while self.eat('|') {
            alternatives.push(self.alternative(depth)?);
        }
        Ok(match alternatives.pop() {
            Some(only) if alternatives.is_empty() => only,
            last => Node::Choice(alternatives.into_iter().chain(last).collect()),
        })
    }

    fn alternative(&mut self, depth: usize) -> Result<Node, Unsupported> {
        let mut terms = Vec::new();
        while self.peek().is_some_and(|next| !matches!(next, '|' | ')')) {
            let term = self.term(depth)?;
            terms.push(self.repeated(term)?);
        }
        Ok(Node::Sequence(terms))
    }

    fn term(&mut self, depth: usize) -> Result<Node, Unsupported> {
        let Some(next) = self.peek() else { return Err(Unsupported::Syntax) };
        match next {
            '^' => Ok(self.taken(Node::Start)),
            '$' => Ok(self.taken(Node::End)),
            '.' => Ok(self.taken(Node::Set(Set::except(LINE_ENDS)))),
            '(' => self.group(depth),
            '[' => self.class(),
            '\\' => self.escaped(),
            '*' | '+' | '?' => Err(Unsupported::Syntax),
            '{' if self.flag == Flag::Unicode || self.attempt(Self::bounds).is_some() => Err(Unsupported::Syntax),
            '}' | ']' if self.flag == Flag::Unicode => Err(Unsupported::Syntax),
            _ => self.next_symbol().map(|symbol| Node::Set(Set::one(symbol))).ok_or(Unsupported::Syntax),
        }
    }

    fn taken(&mut self, node: Node) -> Node {
        self.next();
        node
    }

    fn group(&mut self, depth: usize) -> Result<Node, Unsupported> {
        self.next();
        let look = |behind, negated| move |node| Node::Look { behind, negated, node: Box::new(node) };
        if self.eat_all("?:") {
            self.inside(depth, |node| node)
        } else if self.eat_all("?=") {
            self.inside(depth, look(false, false))
        } else if self.eat_all("?!") {
            self.inside(depth, look(false, true))
        } else if self.eat_all("?<=") {
            self.inside(depth, look(true, false))
        } else if self.eat_all("?<!") {
            self.inside(depth, look(true, true))
        } else {
            self.remembered(depth)
        }
    }

    fn remembered(&mut self, depth: usize) -> Result<Node, Unsupported> {
        if self.eat_all("?<") {
            let name = self.name()?;
            if self.names.iter().filter(|(known, _)| *known == name).count() != 1 {
                return Err(Unsupported::Syntax);
            }
        } else if self.peek() == Some('?') {
            return Err(Unsupported::Syntax);
        }
        self.opened += 1;
        let number = self.opened;
        self.inside(depth, |node| Node::Group(number, Box::new(node)))
    }

    fn inside(&mut self, depth: usize, wrap: impl FnOnce(Node) -> Node) -> Result<Node, Unsupported> {
        let node = self.disjunction(depth + 1)?;
        if self.eat(')') { Ok(wrap(node)) } else { Err(Unsupported::Syntax) }
    }

    /// Parses the name of a group, and the `>` after it.
    pub(super) fn name(&mut self) -> Result<Vec<u32>, Unsupported> {
        let mut name = Vec::new();
        loop {
            match self.next() {
                Some('>') if !name.is_empty() => return Ok(name),
                Some(digit) if digit.is_numeric() && name.is_empty() => return Err(Unsupported::Syntax),
                Some(letter) if letter.is_alphanumeric() || matches!(letter, '_' | '$') => name.push(u32::from(letter)),
                _ => return Err(Unsupported::Syntax),
            }
        }
    }

    fn repeated(&mut self, node: Node) -> Result<Node, Unsupported> {
        let Some((least, most)) = self.quantifier()? else { return Ok(node) };
        let greedy = !self.eat('?');
        if most.is_some_and(|most| most < least) || !self.may_repeat(&node) {
            return Err(Unsupported::Syntax);
        }
        Ok(Node::Repeat { node: Box::new(node), least, most, greedy })
    }

    fn may_repeat(&self, node: &Node) -> bool {
        match node {
            Node::Start | Node::End | Node::Boundary { .. } => false,
            Node::Look { behind, .. } => !behind && self.flag == Flag::None,
            _ => true,
        }
    }

    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>, Unsupported> {
        Ok(Some(match self.peek() {
            Some('*') => self.taken_bounds(0, None),
            Some('+') => self.taken_bounds(1, None),
            Some('?') => self.taken_bounds(0, Some(1)),
            Some('{') => match self.attempt(Self::bounds) {
                Some(bounds) => bounds,
                None if self.flag == Flag::Unicode => return Err(Unsupported::Syntax),
                None => return Ok(None),
            },
            _ => return Ok(None),
        }))
    }

    fn taken_bounds(&mut self, least: u32, most: Option<u32>) -> (u32, Option<u32>) {
        self.next();
        (least, most)
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`.
    fn bounds(&mut self) -> Option<(u32, Option<u32>)> {
        self.eat('{').then_some(())?;
        let least = self.count()?;
        let most = match self.eat(',') {
            true if self.peek() == Some('}') => None,
            true => Some(self.count()?),
            false => Some(least),
        };
        self.eat('}').then_some((least, most))
    }

    fn count(&mut self) -> Option<u32> {
        let mut count: Option<u32> = None;
        while let Some(digit) = self.peek().and_then(|next| next.to_digit(10)) {
            count = Some(count.unwrap_or(0).saturating_mul(10).saturating_add(digit));
            self.next();
        }
        count
    }
}

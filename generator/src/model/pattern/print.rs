//! Printing of patterns in the syntax of an engine.

use std::fmt::Write;

use super::super::schema::Engine;
use super::ast::Node;
use super::char_set::{SURROGATES, Set};
use super::{Flag, Unsupported};

/// The class of word characters.
const WORD: &str = "[0-9A-Z_a-z]";

/// The pattern of the empty text.
const EMPTY: &str = "(?:)";

/// The offset of the characters that represent surrogates in texts of code units.
const SURROGATE_OFFSET: u32 = 0x10_0000;

/// Prints a pattern.
pub(super) fn print(node: &Node, engine: Engine, flag: Flag) -> Result<String, Unsupported> {
    let mut writer = Writer { out: String::new(), engine, flag, opened: Vec::new(), closed: Vec::new() };
    writer.node(node, Surroundings::default())?;
    Ok(writer.out)
}

/// The context of a node.
#[derive(Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "they are independent, and all combinations occur")]
struct Surroundings {
    /// The node is optional.
    optional: bool,
    /// The node is repeated.
    repeats: bool,
    /// The node is optional in a repetition.
    unsteady: bool,
    behind: bool,
}

impl Surroundings {
    fn optional(self) -> Self {
        Self { optional: true, unsteady: self.unsteady || self.repeats, ..self }
    }

    /// Returns the context in a repetition. In ECMA-262, captures are reset in repetitions of nodes that may be empty.
    fn repeated(self, node: &Node, least: u32, most: Option<u32>) -> Self {
        let surroundings = if least == 0 { self.optional() } else { self };
        let unsteady = surroundings.unsteady || node.may_be_empty();
        Self { repeats: surroundings.repeats || most != Some(1), unsteady, ..surroundings }
    }
}

/// A group that a backreference may refer to.
#[derive(Clone, Copy)]
struct Closed {
    number: usize,
    surroundings: Surroundings,
}

struct Writer {
    out: String,
    engine: Engine,
    flag: Flag,
    /// The numbers of the groups in the pattern, in the order of the engine.
    opened: Vec<usize>,
    /// The groups that are complete.
    closed: Vec<Closed>,
}

impl Writer {
    fn node(&mut self, node: &Node, surroundings: Surroundings) -> Result<(), Unsupported> {
        match node {
            Node::Set(set) => self.set(set),
            Node::Start => self.out.push('^'),
            Node::End => self.out.push('$'),
            Node::Boundary { negated } => self.boundary(*negated),
            Node::Sequence(nodes) => nodes.iter().try_for_each(|node| self.node(node, surroundings))?,
            Node::Choice(nodes) => self.choice(nodes, surroundings)?,
            // Repetitions of empty matches are redundant, and optional ones have no effect.
            Node::Repeat { node, least: 0, .. } if node.takes_nothing() => self.out.push_str(EMPTY),
            Node::Repeat { node, .. } if node.takes_nothing() => self.grouped(node, surroundings)?,
            Node::Repeat { node, least, most, greedy } => {
                self.grouped(node, surroundings.repeated(node, *least, *most))?;
                self.quantifier(*least, *most, *greedy);
            }
            Node::Group(number, node) => self.group(*number, node, surroundings)?,
            Node::Look { behind, negated, node } => self.look(*behind, *negated, node, surroundings)?,
            Node::Back(number) => self.back(*number, surroundings)?,
        }
        Ok(())
    }

    fn choice(&mut self, nodes: &[Node], surroundings: Surroundings) -> Result<(), Unsupported> {
        self.out.push_str("(?:");
        for (index, node) in nodes.iter().enumerate() {
            if index > 0 {
                self.out.push('|');
            }
            self.node(node, surroundings.optional())?;
        }
        self.out.push(')');
        Ok(())
    }

    fn grouped(&mut self, node: &Node, surroundings: Surroundings) -> Result<(), Unsupported> {
        if matches!(node, Node::Set(_) | Node::Choice(_)) {
            return self.node(node, surroundings);
        }
        self.out.push_str("(?:");
        self.node(node, surroundings)?;
        self.out.push(')');
        Ok(())
    }

    fn group(&mut self, number: usize, node: &Node, surroundings: Surroundings) -> Result<(), Unsupported> {
        if self.engine == Engine::Linear {
            return self.grouped(node, surroundings);
        }
        self.opened.push(number);
        self.out.push('(');
        self.node(node, surroundings)?;
        self.out.push(')');
        self.closed.push(Closed { number, surroundings });
        Ok(())
    }

    fn look(
        &mut self,
        behind: bool,
        negated: bool,
        node: &Node,
        surroundings: Surroundings,
    ) -> Result<(), Unsupported> {
        self.out.push_str(match (behind, negated) {
            (false, false) => "(?=",
            (false, true) => "(?!",
            (true, false) => "(?<=",
            (true, true) => "(?<!",
        });
        let known = self.closed.len();
        self.node(node, Surroundings { behind: surroundings.behind || behind, ..surroundings })?;
        if behind && !node.is_found_behind() {
            return Err(Unsupported::LookBehind);
        }
        self.out.push(')');
        if negated {
            // Groups in a negative look-surroundings have no captures.
            self.closed.truncate(known);
        }
        Ok(())
    }

    /// Prints a backreference. One to a group that has not matched matches the empty text.
    fn back(&mut self, number: usize, surroundings: Surroundings) -> Result<(), Unsupported> {
        if surroundings.behind {
            return Err(Unsupported::BackReference);
        }
        let Some(closed) = self.closed.iter().find(|closed| closed.number == number).copied() else {
            self.out.push_str(EMPTY);
            return Ok(());
        };
        if closed.surroundings.behind || closed.surroundings.unsteady {
            return Err(Unsupported::BackReference);
        }
        let position = self.opened.iter().position(|known| *known == number).map_or(0, |index| index + 1);
        let written = if closed.surroundings.optional {
            write!(self.out, r"(?({position})\{position}|)")
        } else {
            write!(self.out, r"(?:\{position})")
        };
        written.map_err(|_| Unsupported::Size)
    }

    fn quantifier(&mut self, least: u32, most: Option<u32>, greedy: bool) {
        self.out.push_str(&match (least, most) {
            (0, None) => "*".to_owned(),
            (1, None) => "+".to_owned(),
            (0, Some(1)) => "?".to_owned(),
            (least, None) => format!("{{{least},}}"),
            (least, Some(most)) if least == most => format!("{{{least}}}"),
            (least, Some(most)) => format!("{{{least},{most}}}"),
        });
        if !greedy {
            self.out.push('?');
        }
    }

    /// Prints a word boundary for ASCII words.
    fn boundary(&mut self, negated: bool) {
        self.out.push_str(&match (self.engine, negated) {
            (Engine::Linear, _) => r"(?-u:\b)".to_owned(),
            (Engine::Backtracking, false) => format!("(?:(?<={WORD})(?!{WORD})|(?<!{WORD})(?={WORD}))"),
            (Engine::Backtracking, true) => format!("(?:(?<={WORD})(?={WORD})|(?<!{WORD})(?!{WORD}))"),
        });
    }

    fn set(&mut self, set: &Set) {
        let ranges = self.characters(set);
        let is_empty = ranges.is_empty() && set.properties.is_empty();
        match ranges.as_slice() {
            // The empty set contains no character, and its negation any.
            _ if is_empty && set.negated => self.out.push_str(r"[\s\S]"),
            _ if is_empty => self.out.push_str(r"[^\s\S]"),
            [(first, last)] if first == last && set.properties.is_empty() && !set.negated => {
                self.out.push_str(&if *first == '-' { "-".to_owned() } else { code(*first) });
            }
            _ => self.class(set, &ranges),
        }
    }

    fn class(&mut self, set: &Set, ranges: &[(char, char)]) {
        self.out.push_str(if set.negated { "[^" } else { "[" });
        for (first, last) in ranges {
            self.out.push_str(&code(*first));
            if first < last {
                self.out.push('-');
                self.out.push_str(&code(*last));
            }
        }
        for property in &set.properties {
            self.out.push_str(if property.negated { r"\P{" } else { r"\p{" });
            self.out.push_str(&property.name);
            self.out.push('}');
        }
        self.out.push(']');
    }

    /// Returns the ranges of a set as characters. Surrogates are represented by other characters in texts of code units, and do not occur
    /// otherwise.
    fn characters(&self, set: &Set) -> Vec<(char, char)> {
        let mut found = Vec::new();
        let mut add = |first: u32, last: u32| found.extend(char::from_u32(first).zip(char::from_u32(last)));
        for (first, last) in set.ranges() {
            if first < SURROGATES.0 {
                add(first, last.min(SURROGATES.0 - 1));
            }
            if self.flag == Flag::None && first <= SURROGATES.1 && last >= SURROGATES.0 {
                add(first.max(SURROGATES.0) + SURROGATE_OFFSET, last.min(SURROGATES.1) + SURROGATE_OFFSET);
            }
            if last > SURROGATES.1 {
                add(first.max(SURROGATES.1 + 1), last);
            }
        }
        found.sort_unstable();
        joined(found)
    }
}

/// Joins ranges that only the gap of surrogates separates: regex-syntax, which has no gap, negates two of them to the two characters at its
/// ends.
fn joined(ranges: Vec<(char, char)>) -> Vec<(char, char)> {
    let mut joined: Vec<(char, char)> = Vec::new();
    for (first, last) in ranges {
        match joined.last_mut() {
            Some((_, end)) if *end == '\u{D7FF}' && first == '\u{E000}' => *end = last,
            _ => joined.push((first, last)),
        }
    }
    joined
}

/// Prints a character, escaped by its number unless it has no special meaning.
fn code(character: char) -> String {
    let plain = character.is_ascii_alphanumeric() || " _/:;,@\"'<>=!%".contains(character);
    if plain { character.to_string() } else { format!("\\x{{{:X}}}", u32::from(character)) }
}

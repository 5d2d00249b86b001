//! Writing patterns in the syntax of an engine.

use std::fmt::Write;

use super::super::schema::Engine;
use super::ast::Node;
use super::char_set::{SURROGATES, Set};
use super::{Flag, Unsupported};

/// A character that a word is made of.
const WORD: &str = "[0-9A-Z_a-z]";

/// What matches the empty text.
const EMPTY: &str = "(?:)";

/// What is added to half of a surrogate pair to get the character that stands for it in texts of code units.
const STAND_IN: u32 = 0x10_0000;

/// Writes a pattern.
pub(super) fn write(node: &Node, engine: Engine, flag: Flag) -> Result<String, Unsupported> {
    let mut writer = Writer { out: String::new(), engine, flag, opened: Vec::new(), closed: Vec::new() };
    writer.node(node, Around::default())?;
    Ok(writer.out)
}

/// What stands around a part.
#[derive(Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each says another thing of the place, and all combinations occur")]
struct Around {
    /// The part may be left out.
    optional: bool,
    /// The part is repeated.
    repeats: bool,
    /// The part may be left out of what is repeated.
    unsteady: bool,
    behind: bool,
}

impl Around {
    fn optional(self) -> Self {
        Self { optional: true, unsteady: self.unsteady || self.repeats, ..self }
    }

    /// What may be empty forgets what it matched where ECMA-262 does not let it be repeated.
    fn repeated(self, node: &Node, least: u32, most: Option<u32>) -> Self {
        let around = if least == 0 { self.optional() } else { self };
        let unsteady = around.unsteady || node.may_be_empty();
        Self { repeats: around.repeats || most != Some(1), unsteady, ..around }
    }
}

/// A group that a reference may look for.
#[derive(Clone, Copy)]
struct Closed {
    number: usize,
    around: Around,
}

struct Writer {
    out: String,
    engine: Engine,
    flag: Flag,
    /// The numbers of the groups, as the pattern counts them, in the order of the engine.
    opened: Vec<usize>,
    /// The groups that have matched something, if they have matched.
    closed: Vec<Closed>,
}

impl Writer {
    fn node(&mut self, node: &Node, around: Around) -> Result<(), Unsupported> {
        match node {
            Node::Set(set) => self.set(set),
            Node::Start => self.out.push('^'),
            Node::End => self.out.push('$'),
            Node::Boundary { negated } => self.boundary(*negated),
            Node::Sequence(nodes) => nodes.iter().try_for_each(|node| self.node(node, around))?,
            Node::Choice(nodes) => self.choice(nodes, around)?,
            // Where nothing is taken, a second time adds nothing, and a first that is not asked for does not count.
            Node::Repeat { node, least: 0, .. } if node.takes_nothing() => self.out.push_str(EMPTY),
            Node::Repeat { node, .. } if node.takes_nothing() => self.grouped(node, around)?,
            Node::Repeat { node, least, most, greedy } => {
                self.grouped(node, around.repeated(node, *least, *most))?;
                self.quantifier(*least, *most, *greedy);
            }
            Node::Group(number, node) => self.group(*number, node, around)?,
            Node::Look { behind, negated, node } => self.look(*behind, *negated, node, around)?,
            Node::Back(number) => self.back(*number, around)?,
        }
        Ok(())
    }

    fn choice(&mut self, nodes: &[Node], around: Around) -> Result<(), Unsupported> {
        self.out.push_str("(?:");
        for (index, node) in nodes.iter().enumerate() {
            if index > 0 {
                self.out.push('|');
            }
            self.node(node, around.optional())?;
        }
        self.out.push(')');
        Ok(())
    }

    fn grouped(&mut self, node: &Node, around: Around) -> Result<(), Unsupported> {
        if matches!(node, Node::Set(_) | Node::Choice(_)) {
            return self.node(node, around);
        }
        self.out.push_str("(?:");
        self.node(node, around)?;
        self.out.push(')');
        Ok(())
    }

    fn group(&mut self, number: usize, node: &Node, around: Around) -> Result<(), Unsupported> {
        if self.engine == Engine::Linear {
            return self.grouped(node, around);
        }
        self.opened.push(number);
        self.out.push('(');
        self.node(node, around)?;
        self.out.push(')');
        self.closed.push(Closed { number, around });
        Ok(())
    }

    fn look(&mut self, behind: bool, negated: bool, node: &Node, around: Around) -> Result<(), Unsupported> {
        self.out.push_str(match (behind, negated) {
            (false, false) => "(?=",
            (false, true) => "(?!",
            (true, false) => "(?<=",
            (true, true) => "(?<!",
        });
        let known = self.closed.len();
        self.node(node, Around { behind: around.behind || behind, ..around })?;
        if behind && !node.is_found_behind() {
            return Err(Unsupported::LookBehind);
        }
        self.out.push(')');
        if negated {
            // What did not match has remembered nothing.
            self.closed.truncate(known);
        }
        Ok(())
    }

    /// Writes a reference; one to a group that has matched nothing yet matches the empty text.
    fn back(&mut self, number: usize, around: Around) -> Result<(), Unsupported> {
        if around.behind {
            return Err(Unsupported::BackReference);
        }
        let Some(closed) = self.closed.iter().find(|closed| closed.number == number).copied() else {
            self.out.push_str(EMPTY);
            return Ok(());
        };
        if closed.around.behind || closed.around.unsteady {
            return Err(Unsupported::BackReference);
        }
        let position = self.opened.iter().position(|known| *known == number).map_or(0, |index| index + 1);
        let written = if closed.around.optional {
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

    /// Words are ASCII.
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
            // No character is in the empty set, and any is outside of it.
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

    /// Returns the ranges of a set as characters. Halves of surrogate pairs are in no text of characters; in one of code units, others
    /// stand for them.
    fn characters(&self, set: &Set) -> Vec<(char, char)> {
        let mut found = Vec::new();
        let mut add = |first: u32, last: u32| found.extend(char::from_u32(first).zip(char::from_u32(last)));
        for (first, last) in set.ranges() {
            if first < SURROGATES.0 {
                add(first, last.min(SURROGATES.0 - 1));
            }
            if self.flag == Flag::None && first <= SURROGATES.1 && last >= SURROGATES.0 {
                add(first.max(SURROGATES.0) + STAND_IN, last.min(SURROGATES.1) + STAND_IN);
            }
            if last > SURROGATES.1 {
                add(first.max(SURROGATES.1 + 1), last);
            }
        }
        found
    }
}

/// Writes a character by its number, so that none means anything else; letters and digits mean themselves.
fn code(character: char) -> String {
    let plain = character.is_ascii_alphanumeric() || " _/:;,@\"'<>=!%".contains(character);
    if plain { character.to_string() } else { format!("\\x{{{:X}}}", u32::from(character)) }
}

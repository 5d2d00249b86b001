//! Character classes: `[a-z]` (ECMA-262 §22.2.1, Annex B.1.2).

use super::ast::Node;
use super::char_set::Set;
use super::parse::Parser;
use super::{Flag, Unsupported};

impl Parser {
    /// Reads a class.
    pub(super) fn class(&mut self) -> Result<Node, Unsupported> {
        self.next();
        let mut set = Set::default();
        set.negated = self.eat('^');
        while !self.eat(']') {
            let first = self.class_atom()?;
            if self.takes_hyphen() {
                let last = self.class_atom()?;
                self.add_range(&mut set, first, last)?;
            } else {
                set.extend(first);
            }
        }
        Ok(Node::Set(set))
    }

    /// Consumes a `-`, unless it is the last character of the class.
    fn takes_hyphen(&mut self) -> bool {
        self.attempt(|parser| (parser.eat('-') && parser.peek() != Some(']')).then_some(())).is_some()
    }

    fn class_atom(&mut self) -> Result<Set, Unsupported> {
        if self.eat('\\') {
            return self.escaped_set(true);
        }
        self.next_symbol().map(Set::one).ok_or(Unsupported::Syntax)
    }

    /// Adds a range. Without the flag `u`, a range with a class escape as an end is the two ends and `-`.
    fn add_range(&self, set: &mut Set, first: Set, last: Set) -> Result<(), Unsupported> {
        match (first.single(), last.single()) {
            (Some(first), Some(last)) if first <= last => set.add_range(first, last),
            (Some(_), Some(_)) => return Err(Unsupported::Syntax),
            _ if self.flag == Flag::Unicode => return Err(Unsupported::Syntax),
            _ => {
                set.extend(first);
                set.extend(Set::one(u32::from('-')));
                set.extend(last);
            }
        }
        Ok(())
    }
}

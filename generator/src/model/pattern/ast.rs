//! The syntax tree of patterns.

use super::char_set::Set;

/// A node of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// One character, or code unit, of a set.
    Set(Set),
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`, or `\B`.
    Boundary { negated: bool },
    /// A sequence of nodes.
    Sequence(Vec<Node>),
    /// An alternation.
    Choice(Vec<Node>),
    /// A repetition.
    Repeat { node: Box<Node>, least: u32, most: Option<u32>, greedy: bool },
    /// A capturing group, with its number from 1 on.
    Group(usize, Box<Node>),
    /// A lookahead or lookbehind.
    Look { behind: bool, negated: bool, node: Box<Node> },
    /// A backreference to a group.
    Back(usize),
}

impl Node {
    /// Returns whether the node may match the empty text.
    pub(super) fn may_be_empty(&self) -> bool {
        match self {
            Self::Set(_) => false,
            Self::Start | Self::End | Self::Boundary { .. } | Self::Look { .. } | Self::Back(_) => true,
            Self::Sequence(nodes) => nodes.iter().all(Self::may_be_empty),
            Self::Choice(nodes) => nodes.iter().any(Self::may_be_empty),
            Self::Repeat { node, least, .. } => *least == 0 || node.may_be_empty(),
            Self::Group(_, node) => node.may_be_empty(),
        }
    }

    /// Returns whether the node matches only the empty text.
    pub(super) fn takes_nothing(&self) -> bool {
        match self {
            Self::Set(_) | Self::Back(_) => false,
            Self::Start | Self::End | Self::Boundary { .. } | Self::Look { .. } => true,
            Self::Sequence(nodes) | Self::Choice(nodes) => nodes.iter().all(Self::takes_nothing),
            Self::Repeat { node, most, .. } => *most == Some(0) || node.takes_nothing(),
            Self::Group(_, node) => node.takes_nothing(),
        }
    }

    /// Returns whether matching depends on UTF-16 code units.
    pub(super) fn tells_code_units(&self) -> bool {
        match self {
            Self::Set(set) => set.has_surrogates(),
            Self::Start | Self::End | Self::Boundary { negated: false } => false,
            Self::Boundary { negated: true } | Self::Look { .. } | Self::Back(_) => true,
            Self::Sequence(nodes) | Self::Choice(nodes) => nodes.iter().any(Self::tells_code_units),
            Self::Repeat { node, .. } | Self::Group(_, node) => node.tells_code_units(),
        }
    }

    /// Returns whether a linear engine can match the node.
    pub(super) fn is_regular(&self) -> bool {
        match self {
            Self::Set(_) | Self::Start | Self::End | Self::Boundary { negated: false } => true,
            Self::Boundary { negated: true } | Self::Look { .. } | Self::Back(_) => false,
            Self::Sequence(nodes) | Self::Choice(nodes) => nodes.iter().all(Self::is_regular),
            Self::Repeat { node, .. } | Self::Group(_, node) => node.is_regular(),
        }
    }

    /// Returns whether fancy-regex supports the node in a lookbehind. Since 0.20 it supports all nodes, but is wrong for nodes of variable
    /// length that contain look-arounds.
    pub(super) fn is_found_behind(&self) -> bool {
        match self {
            Self::Choice(nodes) if self.length().is_none() => nodes.iter().all(Self::is_found_in_sequence),
            _ => self.is_found_in_sequence(),
        }
    }

    fn is_found_in_sequence(&self) -> bool {
        let is_found = |node: &Self| !node.looks_around() || node.length().is_some();
        match self {
            Self::Sequence(nodes) => nodes.iter().all(is_found),
            _ => is_found(self),
        }
    }

    fn looks_around(&self) -> bool {
        match self {
            Self::Set(_) | Self::Start | Self::End => false,
            Self::Boundary { .. } | Self::Look { .. } | Self::Back(_) => true,
            Self::Sequence(nodes) | Self::Choice(nodes) => nodes.iter().any(Self::looks_around),
            Self::Repeat { node, .. } | Self::Group(_, node) => node.looks_around(),
        }
    }

    /// Returns the number of characters that the node matches, if it is constant.
    fn length(&self) -> Option<u32> {
        match self {
            Self::Set(_) => Some(1),
            Self::Start | Self::End | Self::Boundary { .. } | Self::Look { .. } => Some(0),
            Self::Sequence(nodes) => nodes.iter().try_fold(0_u32, |sum, node| sum.checked_add(node.length()?)),
            Self::Choice(nodes) => {
                let mut lengths = nodes.iter().map(Self::length);
                let first = lengths.next()??;
                lengths.all(|length| length == Some(first)).then_some(first)
            }
            Self::Repeat { node, .. } if node.takes_nothing() => Some(0),
            Self::Repeat { node, least, most, .. } if *most == Some(*least) => node.length()?.checked_mul(*least),
            Self::Repeat { .. } | Self::Back(_) => None,
            Self::Group(_, node) => node.length(),
        }
    }
}

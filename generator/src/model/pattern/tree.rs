//! What a pattern says.

use super::set::Set;

/// A part of a pattern.
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
    /// One part after another.
    Sequence(Vec<Node>),
    /// Any of several.
    Choice(Vec<Node>),
    /// A part, over and over.
    Repeat { node: Box<Node>, least: u32, most: Option<u32>, greedy: bool },
    /// A group that is remembered, by its number from 1 on.
    Group(usize, Box<Node>),
    /// What stands before or behind a place.
    Look { behind: bool, negated: bool, node: Box<Node> },
    /// What a group has matched.
    Back(usize),
}

impl Node {
    /// Returns whether it may match the empty text.
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

    /// Returns whether it can match nothing but the empty text.
    pub(super) fn takes_nothing(&self) -> bool {
        match self {
            Self::Set(_) | Self::Back(_) => false,
            Self::Start | Self::End | Self::Boundary { .. } | Self::Look { .. } => true,
            Self::Sequence(nodes) | Self::Choice(nodes) => nodes.iter().all(Self::takes_nothing),
            Self::Repeat { node, most, .. } => *most == Some(0) || node.takes_nothing(),
            Self::Group(_, node) => node.takes_nothing(),
        }
    }

    /// Returns whether it matters that a text is one of UTF-16 code units.
    pub(super) fn tells_code_units(&self) -> bool {
        match self {
            Self::Set(set) => set.has_surrogates(),
            Self::Start | Self::End | Self::Boundary { negated: false } => false,
            Self::Boundary { negated: true } | Self::Look { .. } | Self::Back(_) => true,
            Self::Sequence(nodes) | Self::Choice(nodes) => nodes.iter().any(Self::tells_code_units),
            Self::Repeat { node, .. } | Self::Group(_, node) => node.tells_code_units(),
        }
    }

    /// Returns whether an engine without memory can match it.
    pub(super) fn is_regular(&self) -> bool {
        match self {
            Self::Set(_) | Self::Start | Self::End | Self::Boundary { negated: false } => true,
            Self::Boundary { negated: true } | Self::Look { .. } | Self::Back(_) => false,
            Self::Sequence(nodes) | Self::Choice(nodes) => nodes.iter().all(Self::is_regular),
            Self::Repeat { node, .. } | Self::Group(_, node) => node.is_regular(),
        }
    }
}

//! Whether patterns leave any text at all.

use std::collections::HashSet;

use regex_automata::nfa::thompson::{Config, NFA, State, WhichCaptures};
use regex_automata::util::look::Look;
use regex_automata::util::primitives::StateID;

use super::super::schema::{Engine, Pattern};

/// How many bytes an automaton may take.
const LARGEST: usize = 1 << 20;
/// How many steps are tried before it is taken that there is a text.
const MAX_STEPS: usize = 20_000;

/// The continuation bytes of UTF-8.
const CONTINUING: (u8, u8) = (0x80, 0xBF);

/// The state of an automaton; `None` once it has matched.
type AutomatonState = Option<StateID>;

/// A state of the search: what is known about the text so far.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Begun {
    at: Vec<AutomatonState>,
    /// How many characters it has, as far as that matters.
    length: usize,
    is_empty: bool,
    /// Whether an automaton has passed `$`, so that nothing may follow.
    is_ended: bool,
}

/// Returns whether a text of some length may match all patterns.
///
/// Patterns that look around or refer back are left out of account, and so are word boundaries.
pub(in crate::model) fn may_match(patterns: &[&Pattern], least: usize, most: Option<usize>) -> bool {
    if most.is_some_and(|most| least > most) {
        return false;
    }
    let regular = patterns.iter().filter(|pattern| pattern.engine == Engine::Linear && !pattern.by_code_units);
    let automata: Vec<NFA> = regular.filter_map(|pattern| automaton(&pattern.translated)).collect();
    Search { automata: &automata, least, most }.finds()
}

fn automaton(pattern: &str) -> Option<NFA> {
    let config = Config::new().nfa_size_limit(Some(LARGEST)).which_captures(WhichCaptures::None);
    NFA::compiler().configure(config).build(pattern).ok()
}

struct Search<'a> {
    automata: &'a [NFA],
    least: usize,
    most: Option<usize>,
}

impl Search<'_> {
    fn finds(&self) -> bool {
        let at = self.automata.iter().map(|automaton| Some(automaton.start_unanchored())).collect();
        let mut open = vec![Begun { at, length: 0, is_empty: true, is_ended: false }];
        let mut seen: HashSet<Begun> = open.iter().cloned().collect();
        while let Some(begun) = open.pop() {
            if begun.at.iter().all(Option::is_none) && (begun.length >= self.least || !begun.is_ended) {
                // What has matched may go on as it likes.
                return true;
            }
            if seen.len() > MAX_STEPS {
                return true;
            }
            for next in self.following(&begun) {
                if seen.insert(next.clone()) {
                    open.push(next);
                }
            }
        }
        false
    }

    /// Returns what a text may be one step later: an automaton goes on without a character, or all take one.
    fn following(&self, begun: &Begun) -> Vec<Begun> {
        let states = begun.at.iter().zip(self.automata).map(|(at, automaton)| at.map(|at| automaton.state(at)));
        let states: Vec<Option<&State>> = states.collect();
        let idle = states.iter().enumerate().find_map(|(index, state)| Some((index, idle_steps((*state)?)?)));
        match idle {
            Some((index, steps)) => {
                let steps = steps.into_iter().filter(|(look, _)| *look != Some(Look::Start) || begun.is_empty);
                steps.map(|(look, to)| begun.moved(index, to, look == Some(Look::End))).collect()
            }
            None if begun.is_ended => Vec::new(),
            None => self.after_a_byte(begun, &states),
        }
    }

    fn after_a_byte(&self, begun: &Begun, states: &[Option<&State>]) -> Vec<Begun> {
        // Bytes that go on with a character make no other.
        let mut together: Vec<((u8, u8), Vec<AutomatonState>)> =
            vec![((0, 0x7F), Vec::new()), (CONTINUING, Vec::new()), ((0xC0, u8::MAX), Vec::new())];
        for state in states {
            let steps = state.map_or_else(|| vec![((0, u8::MAX), None)], byte_steps);
            let common =
                |((first, last), at): &((u8, u8), Vec<AutomatonState>)| -> Vec<((u8, u8), Vec<AutomatonState>)> {
                    let met = steps.iter().map(|((from, to), next)| ((*first.max(from), *last.min(to)), next));
                    let met = met.filter(|((from, to), _)| from <= to);
                    met.map(|(range, next)| (range, at.iter().chain([next]).copied().collect())).collect()
                };
            together = together.iter().flat_map(common).collect();
        }
        let mut found = Vec::new();
        for ((first, last), at) in together {
            let length = if first >= CONTINUING.0 && last <= CONTINUING.1 { begun.length } else { begun.length + 1 };
            if self.most.is_none_or(|most| length <= most) {
                let length = if self.most.is_none() { length.min(self.least) } else { length };
                found.push(Begun { at, length, is_empty: false, is_ended: false });
            }
        }
        found
    }
}

impl Begun {
    fn moved(&self, index: usize, to: AutomatonState, ends: bool) -> Self {
        let mut moved = self.clone();
        moved.at.iter_mut().skip(index).take(1).for_each(|at| *at = to);
        moved.is_ended |= ends;
        moved
    }
}

/// Returns where a state leads without a byte, and what that depends on; `None` if it takes one.
fn idle_steps(state: &State) -> Option<Vec<(Option<Look>, AutomatonState)>> {
    Some(match state {
        State::ByteRange { .. } | State::Sparse(_) | State::Dense(_) => return None,
        State::Look { look, next } => vec![(Some(*look), Some(*next))],
        // The last is tried first: a text that ends soon is found soon.
        State::Union { alternates } => alternates.iter().map(|next| (None, Some(*next))).collect(),
        State::BinaryUnion { alt1, alt2 } => vec![(None, Some(*alt1)), (None, Some(*alt2))],
        State::Capture { next, .. } => vec![(None, Some(*next))],
        State::Fail => Vec::new(),
        State::Match { .. } => vec![(None, None)],
    })
}

fn byte_steps(state: &State) -> Vec<((u8, u8), AutomatonState)> {
    match state {
        State::ByteRange { trans } => vec![((trans.start, trans.end), Some(trans.next))],
        State::Sparse(sparse) => {
            sparse.transitions.iter().map(|trans| ((trans.start, trans.end), Some(trans.next))).collect()
        }
        State::Dense(dense) => {
            (0..=u8::MAX).filter_map(|byte| Some(((byte, byte), Some(dense.matches_byte(byte)?)))).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Flag, translate};
    use super::may_match;
    use crate::model::schema::Pattern;

    fn pattern(source: &str) -> Pattern {
        let translated = translate(source, Flag::None).expect("a pattern");
        Pattern {
            source: source.to_owned(),
            translated: translated.text,
            engine: translated.engine,
            by_code_units: translated.by_code_units,
        }
    }

    fn may(sources: &[&str], least: usize, most: Option<usize>) -> bool {
        let patterns: Vec<Pattern> = sources.iter().map(|source| pattern(source)).collect();
        may_match(&patterns.iter().collect::<Vec<_>>(), least, most)
    }

    #[test]
    fn what_stands_before_the_beginning_or_behind_the_end_matches_nothing() {
        for source in ["a^b", "$a", "a$b", "[]", "a[]", "(?:a^|b$)c"] {
            assert!(!may(&[source], 0, None), "{source}");
        }
    }

    #[test]
    fn ordinary_patterns_match_something() {
        for source in
            ["", "^", "$", "^$", "a*^b", "^a|b^c", "[^]", r"^\p{2}$", r"^[\w-]{1,64}$", r"^.+\b.$", "^(?:é|ö)+$"]
        {
            assert!(may(&[source], 0, None), "{source}");
        }
    }

    #[test]
    fn lengths_leave_out_texts() {
        assert!(!may(&["^a{2}$"], 3, None));
        assert!(!may(&["a{2}"], 0, Some(1)));
        assert!(!may(&["^é?$"], 2, None));
        assert!(may(&["^é?$"], 1, Some(1)));
        assert!(may(&["^a"], 70_000, None));
    }

    #[test]
    fn patterns_exclude_each_other() {
        assert!(!may(&["^a", "^b"], 0, None));
        assert!(!may(&["^[a-f]+$", "^[0-9]+$"], 0, None));
        assert!(may(&["^a", "b$"], 0, Some(2)));
        assert!(!may(&["^a", "b$"], 0, Some(1)));
    }

    #[test]
    fn nothing_is_told_of_patterns_that_look_around() {
        assert!(may(&["^(?=a)b"], 0, None));
    }
}

//! The text that this thread is decoding, so that buffered text can be found in it.
//!
//! `serde` can't pass anything on to the types within a value, so it goes through a thread-local variable. Text is identified by its
//! address: all that is being decoded is in memory at the same time, so addresses are unique.

use std::cell::RefCell;
use std::rc::Rc;
use std::{mem, slice};

use super::shared::{Part, Shared};

/// The nesting limit of `serde_json`.
const MAX_DEPTH: usize = 128;

/// How much text may be buffered while a value is decoded: these bytes, and this many times the length of the value. Each level of unions
/// and of objects with additional properties buffers all that is below it, so that a hostile value of 16 MiB with 128 levels would take
/// seconds.
const MAX_BUFFERED: usize = 128 * 1024 * 1024;
const MAX_BUFFERED_TIMES: usize = 8;

thread_local! {
    static CURRENT: RefCell<Context> = const { RefCell::new(Context::NONE) };
}

/// The text of a deserializer.
#[derive(Debug)]
struct Context {
    /// The address of the text.
    start: usize,
    len: usize,
    /// Whether the text is known not to be nested too deep.
    is_checked: bool,
    /// Whether a part of text that is not checked was buffered.
    has_buffered: bool,
    /// How many bytes may still be buffered.
    budget: usize,
    /// The text with cached verdicts that contains the text.
    shared: Option<Rc<Shared>>,
}

impl Context {
    /// Of a deserializer that this module does not know, which may buffer anything.
    const NONE: Self =
        Self { start: 0, len: 0, is_checked: false, has_buffered: false, budget: usize::MAX, shared: None };

    /// Makes a text the current one. The text that it is a part of has a budget for both.
    fn enter(text: &[u8], is_checked: bool, shared: Option<Rc<Shared>>) -> Entered {
        CURRENT.with_borrow_mut(|current| {
            let own = || text.len().saturating_mul(MAX_BUFFERED_TIMES).saturating_add(MAX_BUFFERED);
            let budget = if current.is_known() { current.budget } else { own() };
            let entered =
                Self { start: text.as_ptr().addr(), len: text.len(), is_checked, has_buffered: false, budget, shared };
            Entered(mem::replace(current, entered))
        })
    }

    fn is_known(&self) -> bool {
        self.budget < usize::MAX
    }

    fn offset(&self, text: &str) -> Option<usize> {
        let offset = text.as_ptr().addr().checked_sub(self.start)?;
        (offset.checked_add(text.len())? <= self.len).then_some(offset)
    }
}

/// Keeps a text the current one; restores the one before when it is dropped.
#[derive(Debug)]
pub(crate) struct Entered(Context);

impl Drop for Entered {
    fn drop(&mut self) {
        let mut before = mem::replace(&mut self.0, Context::NONE);
        CURRENT.with_borrow_mut(|current| {
            if before.is_known() {
                before.budget = current.budget;
            }
            *current = before;
        });
    }
}

/// Begins decoding a whole text.
pub(crate) fn enter(json: &[u8]) -> Entered {
    Context::enter(json, false, None)
}

/// Begins decoding a buffered text.
pub(super) fn enter_checked(text: &str) -> Entered {
    Context::enter(text.as_bytes(), true, None)
}

/// Begins decoding a part of a shared text.
pub(super) fn enter_part(part: &Part) -> Entered {
    Context::enter(part.text().as_bytes(), true, Some(Rc::clone(part.shared())))
}

/// What is known of a buffered text.
pub(super) enum Found {
    /// It is a part of a shared text.
    Part(Part),
    Text,
    TooDeep,
    /// Too much was buffered already.
    TooMuch,
}

/// Finds a buffered text in the current one.
pub(super) fn find(text: &str) -> Found {
    CURRENT.with_borrow_mut(|current| {
        if current.is_known() {
            match current.budget.checked_sub(text.len()) {
                Some(left) => current.budget = left,
                None => return Found::TooMuch,
            }
        }
        if current.is_checked && current.offset(text).is_some() {
            return current
                .shared
                .as_ref()
                .and_then(|shared| Part::find(shared, text))
                .map_or(Found::Text, Found::Part);
        }
        current.has_buffered = true;
        if is_too_deep(text.as_bytes()) { Found::TooDeep } else { Found::Text }
    })
}

/// Returns the offset of a buffered text in the current one.
pub(crate) fn offset(text: &str) -> Option<usize> {
    CURRENT.with_borrow(|current| current.offset(text))
}

/// Returns whether the current text is nested too deep. A deserializer counts only what is outside of buffered text.
pub(crate) fn is_current_too_deep(json: &[u8]) -> bool {
    CURRENT.with_borrow(|current| current.has_buffered) && is_too_deep(json)
}

/// Returns whether JSON is nested deeper than `serde_json` allows.
fn is_too_deep(json: &[u8]) -> bool {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut bytes = json.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => pass_string(&mut bytes),
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest >= MAX_DEPTH
}

/// Skips the rest of a string.
fn pass_string(bytes: &mut slice::Iter<'_, u8>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => {
                bytes.next();
            }
            _ => {}
        }
    }
}

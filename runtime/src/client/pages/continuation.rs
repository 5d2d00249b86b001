//! Where a page or an item is, to go on there later.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where a page is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Position {
    /// Where the parameters of the call say.
    First,
    /// By the cursor that a response named.
    Cursor(Cursor),
    /// By the number of the page, or of its first item.
    Number(u64),
    /// By the URL that a response named.
    Link(PageLink),
}

/// A URL that a response named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) struct PageLink {
    pub(in super::super) url: String,
    /// Whether another origin named it, which must not choose where credentials are sent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(in super::super) is_foreign: bool,
}

/// A cursor that a response named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor {
    pub(super) text: String,
    /// Whether it was a number in JSON, not a string.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_number: bool,
}

/// Where the pages or items of an earlier call are continued: see [`Pages::continuation`](super::Pages::continuation).
///
/// It may be stored: it serializes. Whoever can read it may learn what the server puts in its cursors and links; `Debug` shows neither.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Continuation {
    pub(super) page: Position,
    /// How many items of the page were returned already.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) skipped: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(skipped: &usize) -> bool {
    *skipped == 0
}

impl fmt::Debug for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Continuation").finish_non_exhaustive()
    }
}

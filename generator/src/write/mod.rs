//! From texts to files: compare them, or write them. Decides nothing of what is in them.

mod apply;
mod difference;
mod format;
mod state;
mod workspace;

pub use apply::{Refused, apply};
pub use difference::difference;
pub(crate) use format::format;
pub use state::{Change, Folder, LOCK_FILE};
pub use workspace::missing_member;

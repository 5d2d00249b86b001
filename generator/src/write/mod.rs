//! From tokens to files: format them, compare them with a folder, write them. Decides nothing of what is in them.

mod apply;
mod changes;
mod difference;
mod folder;
mod format;
mod table;
mod tokens;
mod workspace;

pub use apply::apply;
pub use changes::{Change, Kind, Refused, check};
pub use difference::difference;
pub use folder::Folder;
pub(crate) use format::format;
pub use workspace::{MissingMember, missing_member};

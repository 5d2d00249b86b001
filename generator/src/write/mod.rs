//! The stage `write`: formats tokens, compares files with a folder, and writes them.

mod apply;
mod crate_dir;
mod diff;
mod plan;
mod print;
mod workspace;

pub use apply::apply;
pub use crate_dir::CrateDir;
pub use diff::unified_diff;
pub use plan::{ChangeKind, FileChange, WriteError, check};
pub(crate) use print::{format, texts};
pub use workspace::{MissingMember, missing_member};

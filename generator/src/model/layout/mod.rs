//! The layout of types in memory: which members are boxed, and how deeply types are nested.

mod boxing;
mod depth;
mod size;

pub(super) use boxing::box_cycles;
pub(super) use depth::depth;
pub(super) use size::box_large;

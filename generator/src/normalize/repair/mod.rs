//! Repairs of values whose type is wrong, but whose meaning is obvious.

mod containers;
mod scalars;

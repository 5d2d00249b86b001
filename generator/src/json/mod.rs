//! JSON values: equality and decimal numbers.

pub(crate) mod decimal;
pub(crate) mod equality;

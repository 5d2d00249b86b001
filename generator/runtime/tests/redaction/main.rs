//! No secret in what is shown, however it is written.

mod encodings;
mod lines;
mod names;
mod secrets;

//! The binary `clientwright`.

fn main() {}

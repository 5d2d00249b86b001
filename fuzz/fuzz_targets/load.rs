//! Any bytes are read, or refused with a place.
#![no_main]

use std::path::Path;

use clientwright::diagnostic::Diagnostics;
use clientwright::load;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for name in ["fuzzed.yaml", "fuzzed.json"] {
        let mut diagnostics = Diagnostics::default();
        let source = load::parse(Path::new(name), bytes.to_vec(), &mut diagnostics);
        assert_eq!(source.is_none(), diagnostics.has_errors());
    }
});

//! Any bytes become a crate that parses as Rust, or are refused for a fault of theirs.
#![no_main]

use std::fs;

use clientwright::diagnostic::Diagnostics;
use clientwright::generate;
use clientwright::target::Target;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("fuzzed.yaml");
    fs::write(&spec, bytes).expect("a file");
    let target = Target { spec, name: "fuzzed".to_owned(), ..Target::default() };
    let mut diagnostics = Diagnostics::default();
    let generated = generate(&target, None, &mut diagnostics);
    assert_eq!(generated.is_none(), diagnostics.has_errors());
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.code != "internal-error"), "{diagnostics:#?}");
});

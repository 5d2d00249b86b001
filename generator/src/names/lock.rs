//! `names.lock`: which name each place of a document got, and which files codegen owns.

use std::collections::BTreeMap;

/// The names of a crate, by place, and the files that codegen wrote.
///
/// A place is written as [`crate::names`] spells it: `updateKubernetesAuth request accessTokenTrustedIps[]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// Paths of files, relative to the crate, with `/`.
    pub files: Vec<String>,
    /// Names of types.
    pub types: BTreeMap<String, String>,
    /// Names of error enums, by operation.
    pub errors: BTreeMap<String, String>,
    /// Names of servers, by URL.
    pub servers: BTreeMap<String, String>,
}

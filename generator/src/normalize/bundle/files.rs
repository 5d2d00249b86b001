//! The files of a document, each loaded once.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::super::anchors;
use super::super::spec::ObjectDef;
use super::ref_error::RefError;
use super::uri::RefUri;
use crate::diagnostic::Diagnostics;
use crate::load::{self, FileId, Origin, Source, pointer};

/// The maximum number of references to follow when resolving a pointer, including nested ones.
pub(super) const MAX_HOPS: usize = 64;

/// The files of a document, as they were read.
pub(super) struct Files<'a> {
    /// Gets the texts of the files.
    pub(super) source: &'a mut Source,
    trees: Vec<Value>,
    /// The pointers of schemas by anchor, for each file whose anchors were looked up.
    anchors: HashMap<FileId, HashMap<String, Vec<String>>>,
    opened: HashMap<PathBuf, Opened>,
}

/// The result of opening a file.
#[derive(Clone, Debug)]
enum Opened {
    Loaded(FileId),
    /// It has errors, which are already reported.
    Invalid,
    Unreadable(Arc<io::Error>),
}

/// An error of resolving a reference.
#[derive(Debug)]
pub(super) enum ResolveError {
    /// The reference is invalid.
    RefError(RefError),
    /// The reference refers to an object `found` at `origin` instead of the required kind, which is an error unless it
    /// can be coerced.
    OtherKind { origin: Origin, found: &'static ObjectDef, error: RefError },
    /// The file has errors, which are already reported.
    Reported,
}

impl From<RefError> for ResolveError {
    fn from(error: RefError) -> Self {
        Self::RefError(error)
    }
}

impl<'a> Files<'a> {
    /// Starts with the document of `source`, whose tree is `tree`.
    pub(super) fn new(source: &'a mut Source, tree: Value) -> Self {
        let opened = HashMap::from([(identity(source.path()), Opened::Loaded(0))]);
        Self { source, trees: vec![tree], anchors: HashMap::new(), opened }
    }

    /// Forgets the files with errors, so that these are reported again.
    pub(super) fn forget_invalid(&mut self) {
        self.opened.retain(|_, opened| !matches!(opened, Opened::Invalid));
    }

    /// Returns the node at `origin`.
    pub(super) fn node(&self, origin: &Origin) -> Option<&Value> {
        self.trees.get(origin.file)?.pointer(&origin.pointer)
    }

    /// Returns the folders and the stem of a file, relative to the document; none for the document itself.
    pub(super) fn words(&self, file: FileId) -> Vec<String> {
        if file == 0 {
            return Vec::new();
        }
        let folder = tidy(self.source.path().parent().unwrap_or(Path::new("")));
        let path = self.source.path_of(file);
        let inner = path.strip_prefix(&folder).unwrap_or_else(|_| path.file_name().map_or(path, Path::new));
        let inner = inner.with_extension("");
        inner
            .components()
            .filter(|part| matches!(part, Component::Normal(_)))
            .map(|part| lossy(part.as_ref()))
            .collect()
    }

    /// Resolves `reference`, which is in the file `base`.
    ///
    /// If the pointer leads through another reference, that is followed, as most tools do.
    pub(super) fn find(
        &mut self,
        base: FileId,
        reference: &str,
        diagnostics: &mut Diagnostics,
    ) -> Result<Origin, ResolveError> {
        self.find_within(base, reference, &mut { MAX_HOPS }, diagnostics)
    }

    fn find_within(
        &mut self,
        base: FileId,
        reference: &str,
        hops: &mut usize,
        diagnostics: &mut Diagnostics,
    ) -> Result<Origin, ResolveError> {
        let (path, wanted) = match RefUri::of(reference) {
            RefUri::Node { path, pointer } => (path, pointer),
            RefUri::Remote => return Err(RefError::remote(reference).into()),
            RefUri::Anchor { path, name } => return self.find_anchor(base, &path, &name, diagnostics),
            RefUri::Empty => return Err(RefError::dangling(reference, "", std::iter::empty()).into()),
        };
        let file = if path.is_empty() { base } else { self.open(base, &path, diagnostics)? };
        let mut at = Origin { file, pointer: String::new() };
        for token in pointer::tokens(&wanted) {
            while self.child(&at, &token).is_none() {
                let Some(next) = self.node(&at).and_then(|node| node.get("$ref")?.as_str()).map(str::to_owned) else {
                    let error = RefError::dangling(reference, &token, self.known(&at));
                    let error = error.or_elsewhere(&path, &elsewhere(self.trees.get(file), &wanted));
                    return Err(error.or_schema(reference, |name| self.is_schema(name)).into());
                };
                *hops = hops.checked_sub(1).ok_or_else(|| RefError::cycle(reference))?;
                at = self.find_within(at.file, &next, hops, diagnostics)?;
            }
            pointer::push(&mut at.pointer, &token);
        }
        Ok(at)
    }

    /// Finds the schema of a file with the anchor `name`.
    fn find_anchor(
        &mut self,
        base: FileId,
        path: &str,
        name: &str,
        diagnostics: &mut Diagnostics,
    ) -> Result<Origin, ResolveError> {
        let file = if path.is_empty() { base } else { self.open(base, path, diagnostics)? };
        let anchors =
            self.anchors.entry(file).or_insert_with(|| self.trees.get(file).map(anchors::by_name).unwrap_or_default());
        match anchors.get(name).map(Vec::as_slice).unwrap_or_default() {
            [pointer] => Ok(Origin { file, pointer: pointer.clone() }),
            several => Err(RefError::anchor(path, name, several.len()).into()),
        }
    }

    /// Returns whether the document has a component schema `name`.
    fn is_schema(&self, name: &str) -> bool {
        let schemas = self.trees.first().and_then(|tree| tree.get("components")?.get("schemas"));
        schemas.is_some_and(|schemas| schemas.get(name).is_some())
    }

    fn child(&self, at: &Origin, token: &str) -> Option<&Value> {
        match self.node(at)? {
            Value::Object(members) => members.get(token),
            Value::Array(elements) => elements.get(token.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// Returns the keys of the object at `at`.
    fn known(&self, at: &Origin) -> impl Iterator<Item = &str> {
        self.node(at).and_then(Value::as_object).into_iter().flat_map(|members| members.keys().map(String::as_str))
    }

    fn open(&mut self, base: FileId, path: &str, diagnostics: &mut Diagnostics) -> Result<FileId, ResolveError> {
        let folder = self.source.path_of(base).parent().unwrap_or(Path::new(""));
        let place = tidy(&folder.join(path));
        let identity = identity(&place);
        if !self.opened.contains_key(&identity) {
            let opened = self.load(&place, diagnostics);
            self.opened.insert(identity.clone(), opened);
        }
        match self.opened.get(&identity) {
            Some(Opened::Loaded(file)) => Ok(*file),
            Some(Opened::Unreadable(error)) => {
                let error = RefError::unreadable(&place.to_string_lossy(), error);
                Err(error.or_schema(path, |name| self.is_schema(name)).into())
            }
            Some(Opened::Invalid) | None => Err(ResolveError::Reported),
        }
    }

    fn load(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Opened {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return Opened::Unreadable(Arc::new(error)),
        };
        match load::parse(path, bytes, diagnostics) {
            Some(source) => {
                let (file, tree) = self.source.include(source);
                self.trees.push(tree);
                Opened::Loaded(file)
            }
            None => Opened::Invalid,
        }
    }
}

/// Returns the pointers of subtrees that contain `wanted`: a schema that was copied from another document may refer to
/// its own root.
fn elsewhere(tree: Option<&Value>, wanted: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(tree) = tree.filter(|_| pointer::tokens(wanted).count() > 1) {
        collect_elsewhere(tree, &mut String::new(), wanted, &mut found);
    }
    found
}

fn collect_elsewhere(tree: &Value, at: &mut String, wanted: &str, found: &mut Vec<String>) {
    if tree.pointer(wanted).is_some() {
        found.push(format!("{at}{wanted}"));
    }
    let length = at.len();
    let mut visit = |token: &str, inner: &Value| {
        pointer::push(at, token);
        collect_elsewhere(inner, at, wanted, found);
        at.truncate(length);
    };
    match tree {
        Value::Object(members) => members.iter().for_each(|(name, inner)| visit(name, inner)),
        Value::Array(elements) => {
            elements.iter().enumerate().for_each(|(index, inner)| visit(&index.to_string(), inner));
        }
        _ => {}
    }
}

/// Returns the canonical path of a file.
fn identity(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| tidy(path))
}

/// Returns `path` without `.` and, where possible, without `..`.
fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for part in path.components() {
        let leaves =
            part == Component::ParentDir && matches!(tidied.components().next_back(), Some(Component::Normal(_)));
        if leaves {
            tidied.pop();
        } else if part != Component::CurDir {
            tidied.push(part);
        }
    }
    tidied
}

fn lossy(part: &std::ffi::OsStr) -> String {
    part.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::tidy;

    #[test]
    fn parent_folders_are_resolved() {
        assert_eq!(tidy(Path::new("spec/./schemas/../a.yaml")), Path::new("spec/a.yaml"));
    }

    #[test]
    fn leading_parent_folders_are_kept() {
        assert_eq!(tidy(Path::new("../../a.yaml")), Path::new("../../a.yaml"));
    }
}

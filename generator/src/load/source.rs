//! The source files of a document.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value;

use super::positions::PositionIndex;
use super::source_file::SourceFile;
use super::source_map::SourceMap;
use super::syntax::Syntax;
use crate::diagnostic::Location;

/// A document: its raw tree, and the source files with the positions of all values.
#[derive(Debug)]
pub struct Source {
    /// The raw tree, an object. Members keep their order, keys are strings as written, and merge keys are applied.
    pub tree: Value,
    main: SourceFile,
    included: Vec<SourceFile>,
    subtrees: HashMap<String, Origin>,
    overlays: Vec<SourceFile>,
    overlay_map: SourceMap,
}

/// The index of a file of a document: 0 is the file given by the user, the others follow in the order of inclusion.
pub type FileId = usize;

/// The file and pointer that a value was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// The JSON pointer in that file.
    pub pointer: String,
}

impl Source {
    pub(super) fn new(path: &Path, text: String, format: Syntax) -> Self {
        let main = SourceFile::new(path, text, format);
        Self {
            tree: Value::Null,
            main,
            included: Vec::new(),
            subtrees: HashMap::new(),
            overlays: Vec::new(),
            overlay_map: SourceMap::default(),
        }
    }

    /// Returns the path of the document, as given by the user.
    pub fn path(&self) -> &Path {
        self.main.path()
    }

    /// Returns the syntax of the document.
    pub fn format(&self) -> Syntax {
        self.main.format()
    }

    /// Returns the text of the document, without a byte order mark.
    pub fn text(&self) -> &str {
        self.main.as_str()
    }

    /// Returns line `number`, starting at 1, without its line break.
    pub fn line(&self, number: usize) -> Option<&str> {
        self.text().lines().nth(number.checked_sub(1)?)
    }

    /// Adds the text of another file, and returns its id and tree.
    pub fn include(&mut self, file: Self) -> (FileId, Value) {
        self.included.push(file.main);
        (self.included.len(), file.tree)
    }

    /// Adds the texts of the overlays that changed the tree, with the source locations of the changed subtrees.
    pub(crate) fn overlay(&mut self, overlays: Vec<Self>, overlay_map: SourceMap) {
        self.overlays = overlays.into_iter().map(|overlay| overlay.main).collect();
        self.overlay_map = overlay_map;
    }

    /// Records that the subtree at `pointer` was read from `origin`.
    pub fn map_subtree(&mut self, pointer: String, origin: Origin) {
        self.subtrees.insert(pointer, origin);
    }

    /// Returns the file and pointer that the value at `pointer` of the tree was read from.
    pub fn origin(&self, pointer: &str) -> Origin {
        let mut prefix = if self.subtrees.is_empty() { "" } else { pointer };
        while !prefix.is_empty() {
            if let (Some(origin), Some(rest)) = (self.subtrees.get(prefix), pointer.strip_prefix(prefix)) {
                return Origin { file: origin.file, pointer: format!("{}{rest}", origin.pointer) };
            }
            prefix = prefix.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        Origin { file: 0, pointer: pointer.to_owned() }
    }

    /// Iterates over the texts of all files.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.main).chain(&self.overlays).chain(&self.included).map(SourceFile::as_str)
    }

    /// Returns the path of a file.
    pub fn path_of(&self, file: FileId) -> &Path {
        self.file(file).path()
    }

    /// Returns the syntax of the file that the value at `pointer` was read from.
    pub fn format_at(&self, pointer: &str) -> Syntax {
        self.file_and_pointer(pointer).0.format()
    }

    /// Returns the position of the value at `pointer` for diagnostics: that of its key in an object, else its own.
    ///
    /// If the pointer does not exist, returns the position of the last value on its path; `None` if the text is empty.
    pub fn location_of(&self, pointer: &str) -> Option<Location> {
        let (file, pointer) = self.file_and_pointer(pointer);
        file.location_of(&pointer)
    }

    /// Returns the position as [`Source::location_of`] does, and the pointer in the file of the position. That differs
    /// from the one in the tree in subtrees that come from references or overlays.
    pub fn location_and_pointer_of(&self, pointer: &str) -> Option<(Location, String)> {
        let (file, pointer) = self.file_and_pointer(pointer);
        Some((file.location_of(&pointer)?, pointer))
    }

    /// Returns whether the value at `pointer` is a quoted scalar.
    pub fn is_quoted(&self, pointer: &str) -> bool {
        let (file, pointer) = self.file_and_pointer(pointer);
        file.is_quoted(&pointer)
    }

    /// Returns the position at which the value at `pointer` starts, without its key.
    pub fn value_location_of(&self, pointer: &str) -> Option<Location> {
        let (file, pointer) = self.file_and_pointer(pointer);
        file.value_location_of(&pointer)
    }

    /// Returns the source text of the scalar at `pointer`, without quotes and escapes: `1.10` stays `1.10`.
    pub fn literal(&self, pointer: &str) -> Option<&str> {
        let (file, pointer) = self.file_and_pointer(pointer);
        file.literal(&pointer)
    }

    pub(super) fn positions(&self) -> &PositionIndex {
        self.main.positions()
    }

    /// Returns the file that the value at `pointer` was read from, which may be an overlay, and the pointer in it.
    fn file_and_pointer(&self, pointer: &str) -> (&SourceFile, String) {
        let origin = self.origin(pointer);
        if origin.file != 0 {
            return (self.file(origin.file), origin.pointer);
        }
        let location = self.overlay_map.source_location(&origin.pointer);
        let overlay = location.overlay.and_then(|overlay| self.overlays.get(overlay));
        (overlay.unwrap_or(&self.main), location.pointer)
    }

    fn file(&self, file: FileId) -> &SourceFile {
        file.checked_sub(1).and_then(|index| self.included.get(index)).unwrap_or(&self.main)
    }
}

//! A document as it was read.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value;

use super::format::Format;
use super::source_file::Text;
use super::source_map::Origins;
use super::spans::Outline;
use crate::diagnostic::Location;

/// A document: its raw tree, and where everything in it stands.
#[derive(Debug)]
pub struct Source {
    /// The raw tree; an object. Members keep their order; keys are strings as they were written, merge keys are applied.
    pub tree: Value,
    own: Text,
    included: Vec<Text>,
    mounts: HashMap<String, Origin>,
    overlays: Vec<Text>,
    origins: Origins,
}

/// A file of a document: 0 is the one that the user named, the others follow in the order in which they were included.
pub type FileId = usize;

/// Where a node was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// The JSON pointer in that file.
    pub pointer: String,
}

impl Source {
    pub(super) fn new(path: &Path, text: String, format: Format) -> Self {
        let own = Text::new(path, text, format);
        Self {
            tree: Value::Null,
            own,
            included: Vec::new(),
            mounts: HashMap::new(),
            overlays: Vec::new(),
            origins: Origins::default(),
        }
    }

    /// Returns the file, as the user named it.
    pub fn path(&self) -> &Path {
        self.own.path()
    }

    /// Returns the syntax that the document is written in.
    pub fn format(&self) -> Format {
        self.own.format()
    }

    /// Returns the text of the document, without a byte order mark.
    pub fn text(&self) -> &str {
        self.own.as_str()
    }

    /// Returns line `number`, counted from 1, without its end.
    pub fn line(&self, number: usize) -> Option<&str> {
        self.text().lines().nth(number.checked_sub(1)?)
    }

    /// Takes over the text of another file, and hands back its tree.
    pub fn include(&mut self, file: Self) -> (FileId, Value) {
        self.included.push(file.own);
        (self.included.len(), file.tree)
    }

    /// Takes over the texts of the overlays that changed the tree, and which parts of it stand in which.
    pub(crate) fn overlay(&mut self, overlays: Vec<Self>, origins: Origins) {
        self.overlays = overlays.into_iter().map(|overlay| overlay.own).collect();
        self.origins = origins;
    }

    /// Notes that what stands at `pointer` in the tree was read at `origin`.
    pub fn mount(&mut self, pointer: String, origin: Origin) {
        self.mounts.insert(pointer, origin);
    }

    /// Returns where the node at `pointer` of the tree was read.
    pub fn origin(&self, pointer: &str) -> Origin {
        let mut prefix = if self.mounts.is_empty() { "" } else { pointer };
        while !prefix.is_empty() {
            if let (Some(origin), Some(rest)) = (self.mounts.get(prefix), pointer.strip_prefix(prefix)) {
                return Origin { file: origin.file, pointer: format!("{}{rest}", origin.pointer) };
            }
            prefix = prefix.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        Origin { file: 0, pointer: pointer.to_owned() }
    }

    /// Iterates over the texts of all files.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.own).chain(&self.overlays).chain(&self.included).map(Text::as_str)
    }

    /// Returns the path of a file.
    pub fn path_of(&self, file: FileId) -> &Path {
        self.file(file).path()
    }

    /// Returns the syntax of the file in which the node at `pointer` was read.
    pub fn format_at(&self, pointer: &str) -> Format {
        self.text_of(pointer).0.format()
    }

    /// Returns the place that a diagnostic at `pointer` shows: that of the key, for a member of an object, else that of
    /// the value.
    ///
    /// A pointer that leads nowhere gives the place of the last node that it passes; `None` is for a text without nodes.
    pub fn locate(&self, pointer: &str) -> Option<Location> {
        let (text, pointer) = self.text_of(pointer);
        text.locate(&pointer)
    }

    /// Returns the same with the pointer in the file that it names, which differs from that in the tree where
    /// references and overlays brought something from elsewhere.
    pub fn place(&self, pointer: &str) -> Option<(Location, String)> {
        let (text, pointer) = self.text_of(pointer);
        Some((text.locate(&pointer)?, pointer))
    }

    /// Returns whether a scalar in quotes stands at `pointer`.
    pub fn is_quoted(&self, pointer: &str) -> bool {
        let (text, pointer) = self.text_of(pointer);
        text.is_quoted(&pointer)
    }

    /// Returns the place where the value at `pointer` begins; otherwise like [`Source::locate`].
    pub fn locate_value(&self, pointer: &str) -> Option<Location> {
        let (text, pointer) = self.text_of(pointer);
        text.locate_value(&pointer)
    }

    /// Returns the source text of the scalar at `pointer`, without quotes and escapes: `1.10` stays `1.10`.
    pub fn literal(&self, pointer: &str) -> Option<&str> {
        let (text, pointer) = self.text_of(pointer);
        text.literal(&pointer)
    }

    pub(super) fn outline(&self) -> &Outline {
        self.own.outline()
    }

    /// Returns the text in which the node at `pointer` stands, an overlay's if that put it there, and its pointer in it.
    fn text_of(&self, pointer: &str) -> (&Text, String) {
        let origin = self.origin(pointer);
        if origin.file != 0 {
            return (self.file(origin.file), origin.pointer);
        }
        let read = self.origins.of(&origin.pointer);
        let overlay = read.overlay.and_then(|overlay| self.overlays.get(overlay));
        (overlay.unwrap_or(&self.own), read.pointer)
    }

    fn file(&self, file: FileId) -> &Text {
        file.checked_sub(1).and_then(|index| self.included.get(index)).unwrap_or(&self.own)
    }
}

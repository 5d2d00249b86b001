//! Bundling: turns a document in several files, with references to arbitrary positions, into one tree whose references
//! refer to components.
//!
//! The raw tree is visited by the tables in `spec` before anything else changes it. Referenced objects that are not
//! components of the document are copied to `components` under a new name; where no component can be referenced, such
//! as for path items, they are inlined. [`Source::map_subtree`] records where they were read from.

mod component_aliases;
mod component_names;
mod detect;
mod files;
mod inline;
mod mapping;
mod path_items;
pub(super) mod reachability;
mod ref_coercion;
mod ref_error;
mod ref_visitor;
mod reference;
mod uri;

use std::collections::{HashSet, VecDeque};
use std::mem;

use serde_json::{Map, Value};

use self::component_names::ComponentNames;
use self::files::Files;
use super::spec::ObjectDef;
use super::spec::document::OPENAPI;
use super::version::Version;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{FileId, Origin, Source, pointer};

/// The maps of `components` that openapiv3 has references for.
pub(super) const KINDS: [&str; 9] = [
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
];

/// Returns whether `tree` may have references that [`Bundle::follow`] changes.
pub(super) fn is_needed(tree: &Value) -> bool {
    detect::has_foreign(tree)
}

/// A document whose references are being resolved.
pub(super) struct Bundle<'a> {
    files: Files<'a>,
    names: ComponentNames,
    version: Version,
    diagnostics: &'a mut Diagnostics,
    /// The components to add.
    queue: VecDeque<PendingComponent>,
    unresolved: HashSet<String>,
    /// The objects that are being inlined, each within the previous one.
    expanding: Vec<Origin>,
    pointer: String,
}

/// A node that becomes a component.
struct PendingComponent {
    object: &'static ObjectDef,
    kind: &'static str,
    name: String,
    origin: Origin,
    /// Whether the node at the origin is an `object`; otherwise only the fields that an `object` has are used.
    is_of_kind: bool,
}

impl<'a> Bundle<'a> {
    /// Creates a bundle of `tree`, the tree of `source`. References to the tree are resolved in this state, even if
    /// nodes are removed later.
    pub(super) fn of(
        tree: &mut Value,
        source: &'a mut Source,
        version: Version,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let names = ComponentNames::of(tree, &KINDS);
        let files = Files::new(source, tree.clone());
        let mut bundle = Self {
            files,
            names,
            version,
            diagnostics,
            queue: VecDeque::new(),
            unresolved: HashSet::new(),
            expanding: Vec::new(),
            pointer: String::new(),
        };
        bundle.without_diagnostics(|bundle| bundle.resolve_aliases(tree));
        bundle
    }

    /// Resolves the references of `tree`.
    ///
    /// Returns the pointers of the references that can't be resolved, for which diagnostics are added.
    pub(super) fn follow(mut self, tree: &mut Value) -> HashSet<String> {
        if let Value::Object(members) = tree {
            self.object(&OPENAPI, members);
            self.add_components(members);
        }
        self.unresolved
    }

    /// Returns the version of the document.
    pub(super) fn version(&self) -> Version {
        self.version
    }

    /// Adds a diagnostic.
    pub(super) fn add_diagnostic(&mut self, error: Diagnostic) {
        self.diagnostics.add(error);
    }

    /// Runs `action` without adding diagnostics: references are resolved again, and reported, in [`Self::follow`].
    fn without_diagnostics<T>(&mut self, action: impl FnOnce(&mut Self) -> T) -> T {
        let reported = mem::take(self.diagnostics);
        let result = action(self);
        *self.diagnostics = reported;
        self.files.forget_invalid();
        result
    }

    fn at<T>(&mut self, token: &str, action: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        pointer::push(&mut self.pointer, token);
        let result = action(self);
        self.pointer.truncate(length);
        result
    }

    /// Returns the file of the current node.
    fn file(&self) -> FileId {
        self.files.source.origin(&self.pointer).file
    }

    fn add_components(&mut self, document: &mut Map<String, Value>) {
        while let Some(pending) = self.queue.pop_front() {
            let Some(mut value) = self.files.node(&pending.origin).cloned() else { continue };
            if !pending.is_of_kind {
                self.keep_fields(pending.object, &mut value);
            }
            self.at("components", |bundle| {
                bundle.at(pending.kind, |bundle| {
                    bundle.at(&pending.name, |bundle| {
                        bundle.files.source.map_subtree(bundle.pointer.clone(), pending.origin);
                        bundle.reference_or_inline(pending.object, &mut value);
                    });
                });
            });
            let components = document.entry("components").or_insert_with(|| Value::Object(Map::new()));
            let Some(components) = components.as_object_mut() else { continue };
            let kind = components.entry(pending.kind).or_insert_with(|| Value::Object(Map::new()));
            let Some(kind) = kind.as_object_mut() else { continue };
            kind.insert(pending.name, value);
        }
    }
}

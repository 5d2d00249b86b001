//! From a document in many files, and with references to any place in them, to one tree whose references name components.
//!
//! The raw tree is walked by the tables before anything in it is changed. What a reference names and is no component of
//! the document is copied to `components`, under a name of its own; where no component can stand, a path item for
//! instance, it is put in the place of the reference. [`Source::map_subtree`] keeps where all of it was read.

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

/// The maps of `components` that references of openapiv3 can name.
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

/// A document whose references are followed.
pub(super) struct Bundle<'a> {
    files: Files<'a>,
    names: ComponentNames,
    version: Version,
    diagnostics: &'a mut Diagnostics,
    /// What is to become a component.
    queue: VecDeque<PendingComponent>,
    refused: HashSet<String>,
    /// What is being put in place, each within the one before.
    expanding: Vec<Origin>,
    pointer: String,
}

/// A node that becomes a component.
struct PendingComponent {
    object: &'static ObjectDef,
    kind: &'static str,
    name: String,
    origin: Origin,
    /// Whether what stands at the origin is an `object`; of another, the fields count that an `object` has.
    is_of_kind: bool,
}

impl<'a> Bundle<'a> {
    /// Begins with `tree`, the tree of `source`: what references name in it is what stands there now, even if it is removed
    /// before they are followed.
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
            refused: HashSet::new(),
            expanding: Vec::new(),
            pointer: String::new(),
        };
        bundle.without_diagnostics(|bundle| bundle.resolve_aliases(tree));
        bundle
    }

    /// Follows the references of `tree`.
    ///
    /// Returns the pointers of the references that cannot be followed; why is said in the diagnostics.
    pub(super) fn follow(mut self, tree: &mut Value) -> HashSet<String> {
        if let Value::Object(members) = tree {
            self.object(&OPENAPI, members);
            self.add_components(members);
        }
        self.refused
    }

    /// Returns the version of the document.
    pub(super) fn version(&self) -> Version {
        self.version
    }

    /// Adds a fault.
    pub(super) fn add_diagnostic(&mut self, error: Diagnostic) {
        self.diagnostics.add(error);
    }

    /// Looks at references before it is known which of them will be followed: their faults are reported when they are.
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

    /// Returns the file in which the node that is looked at was read.
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

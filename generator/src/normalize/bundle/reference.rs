//! Resolving references to components.

use serde_json::{Map, Value};

use super::super::describe::with_article;
use super::super::spec::document::OPENAPI;
use super::super::spec::{ObjectDef, ValueType};
use super::super::version::Version;
use super::files::ResolveError;
use super::ref_coercion::{self, ReferenceCoercion};
use super::ref_error::RefError;
use super::{Bundle, PendingComponent, detect};
use crate::load::{Origin, pointer};

impl Bundle<'_> {
    /// Replaces the reference in `members` by one to a component.
    pub(super) fn reference(
        &mut self,
        object: &'static ObjectDef,
        kind: &'static str,
        members: &mut Map<String, Value>,
    ) {
        let Some(reference) = members.get("$ref").and_then(Value::as_str).map(str::to_owned) else { return };
        if reference.trim().is_empty() && kind == "schemas" {
            self.at("$ref", Self::warn_empty);
            members.shift_remove("$ref");
            return self.object(object, members);
        }
        let mut named = self.at("$ref", |bundle| bundle.component(object, kind, &reference));
        if let Err(ResolveError::OtherKind { origin, found, .. }) = &named
            && let Some(coercion) = self.coercion(object, members, found, origin)
        {
            self.at("$ref", |bundle| bundle.warn_about_coercion(&reference, object, found, &coercion));
            match coercion {
                ReferenceCoercion::Schema(schema) => {
                    named = self.at("$ref", |bundle| bundle.component(object, kind, &schema));
                }
                ReferenceCoercion::AnyValue => {
                    members.shift_remove("$ref");
                    return self.object(object, members);
                }
                ReferenceCoercion::Wrapped(schema) => {
                    ref_coercion::wrap(object, members, &schema);
                    return self.object(object, members);
                }
                ReferenceCoercion::Fields(origin) => named = Ok(self.component_from_fields(object, kind, origin)),
            }
        }
        match named {
            Ok(component) => {
                members.insert("$ref".to_owned(), Value::String(component));
            }
            Err(missing) => self.at("$ref", |bundle| {
                bundle.report_for(object, missing);
                bundle.unresolved.insert(bundle.pointer.clone());
            }),
        }
        if kind == "schemas" && self.version == Version::V31 {
            self.object(object, members);
        }
    }

    /// Returns a reference to the component that `reference` refers to, which is created if necessary.
    pub(super) fn component(
        &mut self,
        object: &'static ObjectDef,
        kind: &'static str,
        reference: &str,
    ) -> Result<String, ResolveError> {
        let base = self.file();
        if base == 0 && detect::is_local_component(kind, reference) {
            return Ok(reference.to_owned());
        }
        let origin = self.target(object, reference)?;
        if let Some(name) = own_component(kind, &origin) {
            return Ok(component_reference(kind, &name));
        }
        if let Some(name) = self.names.get(kind, &origin) {
            return Ok(component_reference(kind, name));
        }
        let name = self.names.assign(kind, &origin, self.files.words(origin.file));
        let component = component_reference(kind, &name);
        self.queue.push_back(PendingComponent { object, kind, name, origin, is_of_kind: true });
        Ok(component)
    }

    /// Resolves `reference`, which must refer to an `object`.
    pub(super) fn target(&mut self, object: &'static ObjectDef, reference: &str) -> Result<Origin, ResolveError> {
        let base = self.file();
        let origin = self.files.find(base, reference, self.diagnostics)?;
        let is_schema = object.component == Some("schemas");
        let node = self.files.node(&origin);
        if !node.is_some_and(|node| node.is_object() || (is_schema && node.is_boolean())) {
            return Err(RefError::misplaced(reference, "not an object", object.name).into());
        }
        match self.object_at(&origin) {
            Some(found) if !std::ptr::eq(found, object) => {
                let mut error = RefError::misplaced(reference, &with_article(found.name), object.name);
                if object.component == Some("parameters") && matches!(found.component, Some("schemas" | "headers")) {
                    // With these fields, the reference is coerced to a parameter with this schema.
                    error.help = String::from("add `name` and `in` next to `$ref`");
                }
                Err(ResolveError::OtherKind { origin, found, error })
            }
            _ => Ok(origin),
        }
    }

    /// Reports an error of resolving a reference at the current node.
    pub(super) fn report(&mut self, missing: ResolveError) {
        match missing {
            ResolveError::RefError(RefError { code, message, help })
            | ResolveError::OtherKind { error: RefError { code, message, help }, .. } => {
                self.diagnostics.error(code, self.pointer.clone(), message, help);
            }
            ResolveError::Reported => {}
        }
    }

    /// Reports an error of resolving a reference to an `object`; for objects that don't affect the crate it is a
    /// warning.
    fn report_for(&mut self, object: &ObjectDef, missing: ResolveError) {
        match missing {
            ResolveError::OtherKind { error: RefError { code, message, help }, .. } if object.is_informational() => {
                self.diagnostics.warning(code, self.pointer.clone(), format!("{message}: it is ignored"), help);
            }
            missing => self.report(missing),
        }
    }

    fn warn_empty(&mut self) {
        let message = "the reference is empty: any value is accepted";
        let help = "refer to a schema, or write `{}`";
        self.diagnostics.warning("empty-reference", self.pointer.clone(), message, help);
    }

    /// Returns the type of the object at `origin`, if it is known.
    pub(super) fn object_at(&self, origin: &Origin) -> Option<&'static ObjectDef> {
        let root = Origin { file: origin.file, pointer: String::new() };
        let is_document = self.files.node(&root)?.get("openapi").is_some();
        if !is_document && !origin.pointer.starts_with("/components/") {
            return None;
        }
        let mut found = &ValueType::Object(&OPENAPI);
        for token in pointer::tokens(&origin.pointer) {
            found = match found {
                ValueType::Object(object) | ValueType::Reference(object) => self.expected(object, &token)?,
                ValueType::List(inner) | ValueType::Map(inner) => inner,
                _ => return None,
            };
        }
        match found {
            ValueType::Object(object) | ValueType::Reference(object) => Some(object),
            _ => None,
        }
    }
}

/// Returns the name of the component of the document at `origin`.
pub(super) fn own_component(kind: &str, origin: &Origin) -> Option<String> {
    let mut tokens = pointer::tokens(&origin.pointer);
    let is_component = origin.file == 0 && tokens.next()? == "components" && tokens.next()? == kind;
    let name = tokens.next().filter(|_| is_component)?;
    tokens.next().is_none().then(|| name.into_owned())
}

/// Returns the reference to a component.
pub(super) fn component_reference(kind: &str, name: &str) -> String {
    let name = name.replace('%', "%25");
    format!("#{}", pointer::join(&format!("/components/{kind}"), &name))
}

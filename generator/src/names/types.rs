//! Names of types.

use std::collections::BTreeMap;

use super::errors::reason;
use super::lock::Lock;
use super::scope::{Scope, is_claim_of};
use super::{Name, ident};
use crate::inflection::{common, singular, words};
use crate::model::Api;
use crate::model::api::Statuses;
use crate::model::schema_path::{PathSegment, SchemaPath, SchemaRoot};
use crate::model::types::Type;

/// Names every type: components keep their names, others have the name that most of their paths have in `old_lock`, and new ones are named
/// after their paths.
///
/// Names are claimed in `unrenamed` and written to `new_lock` before `rename` is applied, so that entries of `rename` keep matching.
pub(super) fn claim(api: &Api, old_lock: &Lock, unrenamed: &mut Scope, new_lock: &mut Lock) -> Vec<Name> {
    let keys = keys(&api.types);
    let mut claims = Claims { scope: unrenamed, names: vec![None; api.types.len()] };
    let new = claims.components(&api.types, &keys, old_lock);
    claims.claim_from_lock(&keys, old_lock);
    claims.claim_new(new);
    claims.claim_by_rule(&api.types);
    let mut names = Vec::new();
    for (keys, claimed) in keys.into_iter().zip(claims.names) {
        let name = claimed.unwrap_or_else(|| unrenamed.claim("Type"));
        new_lock.types.extend(keys.into_iter().map(|key| (key, name.as_str().to_owned())));
        names.push(name);
    }
    names
}

/// Returns the keys of each type in the lock: its paths, numbered where several types have the same path.
fn keys(types: &[Type]) -> Vec<Vec<String>> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut key = |path: &SchemaPath| {
        let path = path.to_string();
        let count = counts.entry(path.clone()).or_default();
        *count += 1;
        if *count == 1 { path } else { format!("{path} ({count})") }
    };
    types.iter().map(|named| named.paths.iter().map(&mut key).collect()).collect()
}

/// Returns the most frequent name, or the first in alphabetical order among equals.
pub(super) fn most_frequent<'a>(names: impl Iterator<Item = &'a String>) -> Option<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(name, _)| name.clone())
}

struct Claims<'a> {
    scope: &'a mut Scope,
    names: Vec<Option<Name>>,
}

impl Claims<'_> {
    fn claim(&mut self, index: usize, wanted: &str) {
        let name = self.scope.claim(wanted);
        if let Some(slot) = self.names.get_mut(index) {
            *slot = Some(name);
        }
    }

    fn is_named(&self, index: usize) -> bool {
        self.names.get(index).is_some_and(Option::is_some)
    }

    /// Claims the names of components that are in the lock; returns the others with their names.
    fn components(&mut self, types: &[Type], keys: &[Vec<String>], old_lock: &Lock) -> Vec<(usize, String)> {
        let mut new = Vec::new();
        for (index, (named, keys)) in types.iter().zip(keys).enumerate() {
            let Some(SchemaPath { root: SchemaRoot::Component(name), segments }) = named.paths.first() else {
                continue;
            };
            if !segments.is_empty() {
                continue;
            }
            let wanted = ident::pascal(name);
            match keys.first().and_then(|key| old_lock.types.get(key)) {
                Some(before) if is_claim_of(before, &wanted) && self.scope.is_free(before) => self.claim(index, before),
                _ => new.push((index, wanted)),
            }
        }
        new
    }

    fn claim_new(&mut self, components: Vec<(usize, String)>) {
        for (index, wanted) in components {
            if !self.is_named(index) {
                self.claim(index, &wanted);
            }
        }
    }

    /// Claims the names in the lock. If paths of several types had one name, the type with most of these paths has it.
    fn claim_from_lock(&mut self, keys: &[Vec<String>], old_lock: &Lock) {
        let mut wanted = Vec::new();
        for (index, keys) in keys.iter().enumerate().filter(|(index, _)| !self.is_named(*index)) {
            let before: Vec<&String> = keys.iter().filter_map(|key| old_lock.types.get(key)).collect();
            if let Some(name) = most_frequent(before.iter().copied()) {
                let count = before.iter().filter(|other| ***other == name).count();
                wanted.push((std::cmp::Reverse(count), index, name));
            }
        }
        wanted.sort_unstable();
        for (_, index, name) in wanted {
            if ident::is_pascal(&name) && self.scope.is_free(&name) {
                self.claim(index, &name);
            }
        }
    }

    /// Claims names that are made of the words of the paths. If several types want one name, the type with most paths has it, unless two
    /// have equally many; the others are prefixed with the owner's words, and bodies get the suffix `Body` if that one is taken too.
    fn claim_by_rule(&mut self, types: &[Type]) {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, named) in types.iter().enumerate().filter(|(index, _)| !self.is_named(*index)) {
            groups.entry(ident::pascal(&shared(&named.paths, own_words).join(" "))).or_default().push(index);
        }
        let mut conflicting = Vec::new();
        for (name, mut indices) in groups {
            let count = |index: &usize| types.get(*index).map_or(0, |named| named.paths.len());
            indices.sort_by_key(|index| std::cmp::Reverse(count(index)));
            let leads = match indices.as_slice() {
                [first, second, ..] => count(first) > count(second),
                _ => true,
            };
            let mut indices = indices.into_iter();
            if leads
                && self.scope.is_free(&name)
                && let Some(first) = indices.next()
            {
                self.claim(first, &name);
            }
            conflicting.extend(indices);
        }
        conflicting.sort_unstable();
        for index in conflicting {
            let Some(named) = types.get(index) else { continue };
            let wanted = ident::pascal(&with_owner(&named.paths).join(" "));
            let as_body = format!("{wanted}Body");
            let is_better = !self.scope.is_free(&wanted) && is_body(named) && self.scope.is_free(&as_body);
            self.claim(index, if is_better { &as_body } else { &wanted });
        }
    }
}

/// Returns whether a type is always a whole request or response body, and not a part of one.
fn is_body(named: &Type) -> bool {
    named.paths.iter().all(|path| {
        path.segments.is_empty() && matches!(path.root, SchemaRoot::Request(_) | SchemaRoot::Response { .. })
    })
}

/// Returns the words that all paths have in common, or those of the first path if there are none.
fn shared(paths: &[SchemaPath], name: impl Fn(&SchemaPath) -> Vec<String>) -> Vec<String> {
    let lists: Vec<Vec<String>> = paths.iter().map(name).collect();
    let slices: Vec<&[String]> = lists.iter().map(Vec::as_slice).collect();
    let shared = common(&slices);
    if shared.is_empty() { lists.into_iter().next().unwrap_or_default() } else { shared }
}

fn with_owner(paths: &[SchemaPath]) -> Vec<String> {
    let own = shared(paths, own_words);
    let mut words: Vec<String> = shared(paths, owner_words).into_iter().filter(|word| !own.contains(word)).collect();
    words.extend(own);
    words
}

/// Returns the words of a path: those of its last property, in the singular for items of an array or map, or those of its root.
fn own_words(path: &SchemaPath) -> Vec<String> {
    let Some((last, before)) = path.segments.split_last() else { return root_words(&path.root) };
    let owner = SchemaPath { root: path.root.clone(), segments: before.to_vec() };
    match last {
        PathSegment::Property(name) => words(name),
        PathSegment::Variant(label) => joined(without_direction_suffix(own_words(&owner)), words(label)),
        PathSegment::Item | PathSegment::AdditionalProperty if before.is_empty() => {
            joined(own_words(&owner), vec!["item".to_owned()])
        }
        PathSegment::Item | PathSegment::AdditionalProperty => in_singular(own_words(&owner)),
    }
}

/// Returns the words of the owner of a path.
fn owner_words(path: &SchemaPath) -> Vec<String> {
    let last_name =
        path.segments.iter().rposition(|step| matches!(step, PathSegment::Property(_) | PathSegment::Variant(_)));
    match last_name {
        Some(index) => {
            let segments = path.segments.iter().take(index).cloned().collect();
            without_direction_suffix(own_words(&SchemaPath { root: path.root.clone(), segments }))
        }
        None => path.operation().map(words).unwrap_or_default(),
    }
}

fn root_words(root: &SchemaRoot) -> Vec<String> {
    match root {
        SchemaRoot::Component(name) | SchemaRoot::Parameter { name, .. } | SchemaRoot::Header { name, .. } => {
            words(name)
        }
        SchemaRoot::Request(operation) => joined(words(operation), vec!["request".to_owned()]),
        SchemaRoot::Response { operation, is_success: true, .. } => {
            joined(words(operation), vec!["response".to_owned()])
        }
        SchemaRoot::Response { status, .. } => error_words(status_of(status)),
    }
}

fn error_words(status: Statuses) -> Vec<String> {
    let mut words = words(&reason(status));
    if words.last().is_none_or(|last| last != "error") {
        words.push("error".to_owned());
    }
    words
}

fn status_of(text: &str) -> Statuses {
    match (text.parse(), text.chars().next().and_then(|digit| digit.to_digit(10))) {
        (Ok(code), _) => Statuses::Exactly(code),
        (Err(_), Some(digit)) => Statuses::Range(u8::try_from(digit).unwrap_or_default()),
        (Err(_), None) => Statuses::Default,
    }
}

/// Removes the suffix `request` or `response`.
fn without_direction_suffix(mut words: Vec<String>) -> Vec<String> {
    if words.len() > 1 && words.last().is_some_and(|last| last == "request" || last == "response") {
        words.pop();
    }
    words
}

fn in_singular(mut words: Vec<String>) -> Vec<String> {
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words
}

fn joined(mut one: Vec<String>, other: Vec<String>) -> Vec<String> {
    one.extend(other);
    one
}

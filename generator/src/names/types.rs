//! Names of types.

use std::collections::BTreeMap;

use super::errors::reason;
use super::lock::Lock;
use super::scope::{Scope, is_claim_of};
use super::{Name, ident};
use crate::inflection::{common, singular, words};
use crate::model::Api;
use crate::model::api::Status;
use crate::model::schema_path::{PathSegment, SchemaPath, SchemaRoot};
use crate::model::types::Type;

/// Names every type: components keep their name, others the name that most of their places had in `old`, and what is new is named after
/// the places that hold it.
///
/// Names are claimed in `plain`, and go to `kept`, as they are before `rename` is applied, so that the entries of `rename` keep matching.
pub(super) fn claim(api: &Api, old: &Lock, plain: &mut Scope, kept: &mut Lock) -> Vec<Name> {
    let keys = keys(&api.types);
    let mut claims = Claims { scope: plain, names: vec![None; api.types.len()] };
    let fresh = claims.components(&api.types, &keys, old);
    claims.locked(&keys, old);
    claims.fresh(fresh);
    claims.by_rule(&api.types);
    let mut names = Vec::new();
    for (keys, claimed) in keys.into_iter().zip(claims.names) {
        let name = claimed.unwrap_or_else(|| plain.claim("Type"));
        kept.types.extend(keys.into_iter().map(|key| (key, name.as_str().to_owned())));
        names.push(name);
    }
    names
}

/// Returns the places of each type, as the lock lists them; where a place has several types, they are counted.
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

/// Returns the most frequent of some names, of equals the first by alphabet.
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

    /// Claims the names of components that had them before; returns the others, with their names.
    fn components(&mut self, types: &[Type], keys: &[Vec<String>], old: &Lock) -> Vec<(usize, String)> {
        let mut fresh = Vec::new();
        for (index, (named, keys)) in types.iter().zip(keys).enumerate() {
            let Some(SchemaPath { root: SchemaRoot::Component(name), segments }) = named.paths.first() else {
                continue;
            };
            if !segments.is_empty() {
                continue;
            }
            let wanted = ident::pascal(name);
            match keys.first().and_then(|key| old.types.get(key)) {
                Some(before) if is_claim_of(before, &wanted) && self.scope.is_free(before) => self.claim(index, before),
                _ => fresh.push((index, wanted)),
            }
        }
        fresh
    }

    fn fresh(&mut self, components: Vec<(usize, String)>) {
        for (index, wanted) in components {
            if !self.is_named(index) {
                self.claim(index, &wanted);
            }
        }
    }

    /// A name that two types had places under goes to the one that had more.
    fn locked(&mut self, keys: &[Vec<String>], old: &Lock) {
        let mut wishes = Vec::new();
        for (index, keys) in keys.iter().enumerate().filter(|(index, _)| !self.is_named(*index)) {
            let before: Vec<&String> = keys.iter().filter_map(|key| old.types.get(key)).collect();
            if let Some(name) = most_frequent(before.iter().copied()) {
                let count = before.iter().filter(|other| ***other == name).count();
                wishes.push((std::cmp::Reverse(count), index, name));
            }
        }
        wishes.sort_unstable();
        for (_, index, name) in wishes {
            if ident::is_pascal(&name) && self.scope.is_free(&name) {
                self.claim(index, &name);
            }
        }
    }

    /// Where several types would have the same name, the one with the most places has it, if there is one; the others get the name of
    /// what holds them in front, and bodies `Body` behind, if that is taken, too.
    fn by_rule(&mut self, types: &[Type]) {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, named) in types.iter().enumerate().filter(|(index, _)| !self.is_named(*index)) {
            groups.entry(ident::pascal(&shared(&named.paths, own_words).join(" "))).or_default().push(index);
        }
        let mut clashing = Vec::new();
        for (name, mut members) in groups {
            let count = |index: &usize| types.get(*index).map_or(0, |named| named.paths.len());
            members.sort_by_key(|index| std::cmp::Reverse(count(index)));
            let leads = match members.as_slice() {
                [first, second, ..] => count(first) > count(second),
                _ => true,
            };
            let mut members = members.into_iter();
            if leads
                && self.scope.is_free(&name)
                && let Some(first) = members.next()
            {
                self.claim(first, &name);
            }
            clashing.extend(members);
        }
        clashing.sort_unstable();
        for index in clashing {
            let Some(named) = types.get(index) else { continue };
            let wanted = ident::pascal(&qualified(&named.paths).join(" "));
            let as_body = format!("{wanted}Body");
            let is_better = !self.scope.is_free(&wanted) && is_body(named) && self.scope.is_free(&as_body);
            self.claim(index, if is_better { &as_body } else { &wanted });
        }
    }
}

/// Returns whether a type is the whole body of requests or answers: often a wrapper of the component that has the name it would have.
fn is_body(named: &Type) -> bool {
    named.paths.iter().all(|path| {
        path.segments.is_empty() && matches!(path.root, SchemaRoot::Request(_) | SchemaRoot::Response { .. })
    })
}

/// Returns the words that the names of all places share, or those of the first if they share none.
fn shared(paths: &[SchemaPath], name: impl Fn(&SchemaPath) -> Vec<String>) -> Vec<String> {
    let lists: Vec<Vec<String>> = paths.iter().map(name).collect();
    let slices: Vec<&[String]> = lists.iter().map(Vec::as_slice).collect();
    let shared = common(&slices);
    if shared.is_empty() { lists.into_iter().next().unwrap_or_default() } else { shared }
}

fn qualified(paths: &[SchemaPath]) -> Vec<String> {
    let own = shared(paths, own_words);
    let mut words: Vec<String> = shared(paths, holder_words).into_iter().filter(|word| !own.contains(word)).collect();
    words.extend(own);
    words
}

/// Returns the words of a place: those of the property that holds it, in the singular inside an array or map, or of the body that it is.
fn own_words(path: &SchemaPath) -> Vec<String> {
    let Some((last, before)) = path.segments.split_last() else { return root_words(&path.root) };
    let holder = SchemaPath { root: path.root.clone(), segments: before.to_vec() };
    match last {
        PathSegment::Property(name) => words(name),
        PathSegment::Variant(label) => joined(stem(own_words(&holder)), words(label)),
        PathSegment::Item | PathSegment::AdditionalProperty if before.is_empty() => {
            joined(own_words(&holder), vec!["item".to_owned()])
        }
        PathSegment::Item | PathSegment::AdditionalProperty => in_singular(own_words(&holder)),
    }
}

/// Returns the words of what holds a place.
fn holder_words(path: &SchemaPath) -> Vec<String> {
    let last_name =
        path.segments.iter().rposition(|step| matches!(step, PathSegment::Property(_) | PathSegment::Variant(_)));
    match last_name {
        Some(index) => {
            let segments = path.segments.iter().take(index).cloned().collect();
            stem(own_words(&SchemaPath { root: path.root.clone(), segments }))
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

fn error_words(status: Status) -> Vec<String> {
    let mut words = words(&reason(status));
    if words.last().is_none_or(|last| last != "error") {
        words.push("error".to_owned());
    }
    words
}

fn status_of(text: &str) -> Status {
    match (text.parse(), text.chars().next().and_then(|digit| digit.to_digit(10))) {
        (Ok(code), _) => Status::Exactly(code),
        (Err(_), Some(digit)) => Status::Range(u8::try_from(digit).unwrap_or_default()),
        (Err(_), None) => Status::Default,
    }
}

/// The words of a body without the one that says which way it goes.
fn stem(mut words: Vec<String>) -> Vec<String> {
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

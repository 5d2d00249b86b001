//! Names of methods, their arguments, and the types of operations: parameter structs and enums of bodies, outputs and events.

use std::collections::BTreeMap;

use super::errors::reason;
use super::lock::Lock;
use super::scope::{Scope, is_claim_of};
use super::{EnumNames, Name, OperationNames, ident, modules};
use crate::model::Api;
use crate::model::api::{Operation, Output, Response};

/// The methods of operations, by `operationId`.
pub(super) type Methods<'a> = BTreeMap<&'a str, Name>;

/// The names of types of operations, by their keys in the lock.
pub(super) type OperationTypes = BTreeMap<String, Name>;

/// Names the methods. A name that several methods want goes to the one that has it in `old_lock`, else to the first by `operationId`.
pub(super) fn methods<'a>(api: &'a Api, old_lock: &'a Lock, new_lock: &mut Lock) -> Methods<'a> {
    let mut scope = Scope::of_methods();
    let mut in_order: Vec<WantedName<'_>> =
        api.operations.iter().map(|operation| WantedName::of(operation, old_lock)).collect();
    in_order.sort_unstable_by_key(|wish| (wish.before.is_none(), &wish.operation.id));
    let mut methods = Methods::new();
    for WantedName { operation, wanted, before } in in_order {
        let method = scope.claim(before.unwrap_or(&wanted));
        new_lock.operations.insert(operation.id.clone(), method.as_str().to_owned());
        methods.insert(&operation.id, method);
    }
    methods
}

/// Claims the names in `old_lock` of types of operations that still exist, before any new name is claimed.
pub(super) fn claim_from_lock(
    api: &Api,
    methods: &Methods<'_>,
    old_lock: &Lock,
    unrenamed: &mut Scope,
) -> OperationTypes {
    let mut locked = OperationTypes::new();
    for (key, wanted) in api.operations.iter().flat_map(|operation| operation_types(operation, methods)) {
        let before = old_lock
            .operation_types
            .get(&key)
            .filter(|before| is_claim_of(before, &wanted) && unrenamed.is_free_operation_type(before));
        if let Some(name) = before.map(|before| unrenamed.claim(before)) {
            locked.insert(key, name);
        }
    }
    locked
}

/// Names the types of operations: as in `locked`, or after the method.
pub(super) fn claim(
    api: &Api,
    methods: &Methods<'_>,
    locked: &OperationTypes,
    types: &mut Scope,
    new_lock: &mut Lock,
) -> Vec<OperationNames> {
    let mut names = OperationTypes::new();
    for (key, name) in locked {
        if types.is_free(name.as_str()) {
            names.insert(key.clone(), types.claim(name.as_str()));
        }
    }
    let mut in_order: Vec<&Operation> = api.operations.iter().collect();
    in_order.sort_unstable_by_key(|operation| &operation.id);
    for (key, wanted) in in_order.into_iter().flat_map(|operation| operation_types(operation, methods)) {
        names.entry(key).or_insert_with(|| types.claim_operation_type(&wanted));
    }
    new_lock.operation_types = names.iter().map(|(key, name)| (key.clone(), name.as_str().to_owned())).collect();
    let mut constants = Scope::default();
    let named = |operation: &Operation| {
        let name = |suffix| names.get(&key(operation, suffix)).cloned();
        let method = methods.get(operation.id.as_str())?.clone();
        Some(OperationNames {
            constant: constants.claim(&method.as_str().trim_end_matches('_').to_uppercase()),
            method,
            parameters: parameters(operation),
            params: name(PARAMS),
            body: name(BODY).map(|name| EnumNames { name, variants: body_variants(operation) }),
            output: name(OUTPUT).map(|name| EnumNames { name, variants: output_variants(operation) }),
            events: events(operation, &names),
            module: modules::of_operation(operation),
        })
    };
    api.operations.iter().filter_map(named).collect()
}

/// The types of an operation.
const PARAMS: &str = "params";
const BODY: &str = "body";
const OUTPUT: &str = "output";
const EVENT: &str = "event";

fn key(operation: &Operation, suffix: &str) -> String {
    format!("{} {suffix}", operation.id)
}

/// Returns the keys of the types of an operation, each with the name that it wants.
fn operation_types<'a>(
    operation: &'a Operation,
    methods: &Methods<'_>,
) -> impl Iterator<Item = (String, String)> + use<'a> {
    let stem = methods.get(operation.id.as_str()).map(|method| ident::pascal(method.as_str())).unwrap_or_default();
    let has_several_contents = operation.body.as_ref().is_some_and(|body| body.contents.len() > 1);
    let kinds = [
        (PARAMS, "Params", has_optional(operation) || operation.pages.is_some()),
        (BODY, "Body", has_several_contents),
        (OUTPUT, "Output", operation.success.output == Output::Several),
    ];
    let there = kinds.into_iter().filter(|(.., is_there)| *is_there);
    let events = (0..operation.success.event_variants().len()).map({
        let stem = stem.clone();
        move |index| (event_key(operation, index), format!("{stem}Event"))
    });
    there.map(move |(suffix, ending, _)| (key(operation, suffix), format!("{stem}{ending}"))).chain(events)
}

fn event_key(operation: &Operation, index: usize) -> String {
    let key = key(operation, EVENT);
    if index == 0 { key } else { format!("{key} {}", index + 1) }
}

fn events(operation: &Operation, names: &OperationTypes) -> Vec<EnumNames> {
    let all = operation.success.event_variants().into_iter().enumerate();
    let named = all.filter_map(|(index, variants)| {
        let mut scope = Scope::of_variants();
        let variants = variants.iter().map(|variant| scope.claim(&ident::pascal(&variant.label))).collect();
        Some(EnumNames { name: names.get(&event_key(operation, index))?.clone(), variants })
    });
    named.collect()
}

/// The name that an operation wants.
struct WantedName<'a> {
    operation: &'a Operation,
    wanted: String,
    /// The name in the old lock, if it may result from `wanted`.
    before: Option<&'a str>,
}

impl<'a> WantedName<'a> {
    fn of(operation: &'a Operation, old_lock: &'a Lock) -> Self {
        let wanted = ident::snake(&operation.id);
        let before = old_lock.operations.get(&operation.id).map(String::as_str);
        Self { operation, before: before.filter(|before| is_claim_of(before, &wanted)), wanted }
    }
}

/// Names the methods that set credentials and server variables.
pub(super) fn builder_methods(api: &Api) -> (Vec<Name>, BTreeMap<String, Name>) {
    let mut scope = Scope::of_builder_methods();
    let schemes = api.security_schemes.iter().map(|scheme| scope.claim(&ident::snake(&scheme.name))).collect();
    let mut variables = BTreeMap::new();
    for (_, variable) in api.server_variables() {
        variables.entry(variable.name.clone()).or_insert_with(|| scope.claim(&ident::snake(&variable.name)));
    }
    (schemes, variables)
}

fn body_variants(operation: &Operation) -> Vec<Name> {
    let mut scope = Scope::of_variants();
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    contents.map(|content| scope.claim(&ident::pascal(&media_words(&content.media_type)))).collect()
}

fn output_variants(operation: &Operation) -> Vec<Name> {
    let responses = &operation.success.responses;
    let has_statuses =
        responses.iter().any(|response| Some(response.status) != responses.first().map(|first| first.status));
    let mut scope = Scope::of_variants();
    let variant = |response: &Response| {
        let status = has_statuses.then(|| reason(response.status));
        let media = response.media_type.as_deref().map(media_words);
        ident::pascal(&status.into_iter().chain(media).collect::<Vec<_>>().join(" "))
    };
    responses.iter().map(|response| scope.claim(&variant(response))).collect()
}

/// Returns the usual name of a media type.
fn media_words(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    match essence {
        "application/json" => "json".to_owned(),
        "application/x-www-form-urlencoded" => "form".to_owned(),
        "multipart/form-data" => "multipart".to_owned(),
        "text/plain" => "text".to_owned(),
        "application/octet-stream" | "*/*" => "bytes".to_owned(),
        "text/event-stream" => "events".to_owned(),
        other => other.strip_prefix("application/").unwrap_or(other).to_owned(),
    }
}

fn parameters(operation: &Operation) -> Vec<Name> {
    let mut scope = Scope::of_arguments();
    operation.parameters.iter().map(|parameter| scope.claim(&ident::snake(&parameter.name))).collect()
}

fn has_optional(operation: &Operation) -> bool {
    operation.parameters.iter().any(|parameter| !parameter.required)
}

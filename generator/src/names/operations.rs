//! Names of methods, their arguments, and what stands beside them.

use std::collections::BTreeMap;

use super::errors::reason;
use super::lock::Lock;
use super::scope::{Scope, is_claim_of};
use super::{EnumNames, Name, OperationNames, ident, modules};
use crate::model::Api;
use crate::model::api::{Operation, Output, Response};

/// The methods of operations, by `operationId`.
pub(super) type Methods<'a> = BTreeMap<&'a str, Name>;

/// The names of what stands beside operations that are settled, by the operation and what it is.
pub(super) type Beside = BTreeMap<String, Name>;

/// Names the methods. Where two would have the same name, one that had it in `old` keeps it, else the first by `operationId` has it.
pub(super) fn methods<'a>(api: &'a Api, old: &'a Lock, kept: &mut Lock) -> Methods<'a> {
    let mut scope = Scope::of_methods();
    let mut in_order: Vec<Wish<'_>> = api.operations.iter().map(|operation| Wish::of(operation, old)).collect();
    in_order.sort_unstable_by_key(|wish| (wish.before.is_none(), &wish.operation.id));
    let mut methods = Methods::new();
    for Wish { operation, wanted, before } in in_order {
        let method = scope.claim(before.unwrap_or(&wanted));
        kept.operations.insert(operation.id.clone(), method.as_str().to_owned());
        methods.insert(&operation.id, method);
    }
    methods
}

/// Claims the names in `old` of what still stands beside operations, so that nothing that is new takes them.
pub(super) fn locked(api: &Api, methods: &Methods<'_>, old: &Lock, plain: &mut Scope) -> Beside {
    let mut locked = Beside::new();
    for (key, wanted) in api.operations.iter().flat_map(|operation| beside(operation, methods)) {
        let before = old.beside.get(&key).filter(|before| is_claim_of(before, &wanted) && plain.is_free(before));
        if let Some(name) = before.map(|before| plain.claim(before)) {
            locked.insert(key, name);
        }
    }
    locked
}

/// Names what stands beside the operations: as `locked` has it, or after the method.
pub(super) fn claim(
    api: &Api,
    methods: &Methods<'_>,
    locked: &Beside,
    types: &mut Scope,
    kept: &mut Lock,
) -> Vec<OperationNames> {
    let mut names = Beside::new();
    for (key, name) in locked {
        if types.is_free(name.as_str()) {
            names.insert(key.clone(), types.claim(name.as_str()));
        }
    }
    let mut in_order: Vec<&Operation> = api.operations.iter().collect();
    in_order.sort_unstable_by_key(|operation| &operation.id);
    for (key, wanted) in in_order.into_iter().flat_map(|operation| beside(operation, methods)) {
        names.entry(key).or_insert_with(|| types.claim_beside(&wanted));
    }
    kept.beside = names.iter().map(|(key, name)| (key.clone(), name.as_str().to_owned())).collect();
    let named = |operation: &Operation| {
        let name = |part| names.get(&key(operation, part)).cloned();
        Some(OperationNames {
            method: methods.get(operation.id.as_str())?.clone(),
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

/// What may stand beside an operation.
const PARAMS: &str = "params";
const BODY: &str = "body";
const OUTPUT: &str = "output";
const EVENT: &str = "event";

fn key(operation: &Operation, part: &str) -> String {
    format!("{} {part}", operation.id)
}

/// Returns what stands beside an operation, each with the name that it would have.
fn beside<'a>(operation: &'a Operation, methods: &Methods<'_>) -> impl Iterator<Item = (String, String)> + use<'a> {
    let stem = methods.get(operation.id.as_str()).map(|method| ident::pascal(method.as_str())).unwrap_or_default();
    let has_several_forms = operation.body.as_ref().is_some_and(|body| body.contents.len() > 1);
    let parts = [
        (PARAMS, "Params", has_optional(operation)),
        (BODY, "Body", has_several_forms),
        (OUTPUT, "Output", operation.success.output == Output::Several),
    ];
    let there = parts.into_iter().filter(|(.., is_there)| *is_there);
    let events = (0..operation.success.event_variants().len()).map({
        let stem = stem.clone();
        move |index| (event_key(operation, index), format!("{stem}Event"))
    });
    there.map(move |(part, ending, _)| (key(operation, part), format!("{stem}{ending}"))).chain(events)
}

fn event_key(operation: &Operation, index: usize) -> String {
    let key = key(operation, EVENT);
    if index == 0 { key } else { format!("{key} {}", index + 1) }
}

fn events(operation: &Operation, names: &Beside) -> Vec<EnumNames> {
    let all = operation.success.event_variants().into_iter().enumerate();
    let named = all.filter_map(|(index, variants)| {
        let mut scope = Scope::of_variants();
        let variants = variants.iter().map(|variant| scope.claim(&ident::pascal(&variant.label))).collect();
        Some(EnumNames { name: names.get(&event_key(operation, index))?.clone(), variants })
    });
    named.collect()
}

/// What an operation would be called.
struct Wish<'a> {
    operation: &'a Operation,
    wanted: String,
    /// The name that it had, if the rules may give it to it.
    before: Option<&'a str>,
}

impl<'a> Wish<'a> {
    fn of(operation: &'a Operation, old: &'a Lock) -> Self {
        let wanted = ident::snake(&operation.id);
        let before = old.operations.get(&operation.id).map(String::as_str);
        Self { operation, before: before.filter(|before| is_claim_of(before, &wanted)), wanted }
    }
}

/// Names the methods that set credentials, after their schemes, and those that set variables of servers.
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
    let forms = operation.body.iter().flat_map(|body| &body.contents);
    forms.map(|form| scope.claim(&ident::pascal(&media_words(&form.media_type)))).collect()
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

/// Names a media type by what people call it.
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

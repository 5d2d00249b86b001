//! Names of methods, their arguments, and what stands beside them.

use std::collections::BTreeMap;

use super::errors::reason;
use super::lock::Lock;
use super::scope::{Scope, is_claim_of};
use super::{EnumNames, Name, OperationNames, ident, modules};
use crate::model::Api;
use crate::model::api::{Answer, Operation, Output};

/// Names the operations. Where two would have the same name, one that had it in `old` keeps it, else the first by `operationId` has it.
pub(super) fn claim(api: &Api, old: &Lock, types: &mut Scope, kept: &mut Lock) -> Vec<OperationNames> {
    let mut methods = Scope::of_methods();
    let mut claimed: BTreeMap<&str, OperationNames> = BTreeMap::new();
    let mut in_order: Vec<Wish<'_>> = api.operations.iter().map(|operation| Wish::of(operation, old)).collect();
    in_order.sort_unstable_by_key(|wish| (wish.before.is_none(), &wish.operation.id));
    for Wish { operation, wanted, before } in in_order {
        let method = methods.claim(before.unwrap_or(&wanted));
        kept.operations.insert(operation.id.clone(), method.as_str().to_owned());
        let stem = ident::pascal(method.as_str());
        let names = OperationNames {
            parameters: parameters(operation),
            params: has_optional(operation).then(|| types.claim_beside(&format!("{stem}Params"))),
            body: body(operation, &stem, types),
            output: output(operation, &stem, types),
            module: modules::of_operation(operation),
            method,
        };
        claimed.insert(&operation.id, names);
    }
    api.operations.iter().filter_map(|operation| claimed.remove(operation.id.as_str())).collect()
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

fn body(operation: &Operation, stem: &str, types: &mut Scope) -> Option<EnumNames> {
    let forms = &operation.body.as_ref()?.forms;
    if forms.len() < 2 {
        return None;
    }
    let mut variants = Scope::of_variants();
    let variants = forms.iter().map(|form| variants.claim(&ident::pascal(&media_words(&form.media_type)))).collect();
    Some(EnumNames { name: types.claim_beside(&format!("{stem}Body")), variants })
}

fn output(operation: &Operation, stem: &str, types: &mut Scope) -> Option<EnumNames> {
    if operation.success.output != Output::Several {
        return None;
    }
    let answers = &operation.success.answers;
    let has_statuses = answers.iter().any(|answer| Some(answer.status) != answers.first().map(|first| first.status));
    let mut variants = Scope::of_variants();
    let variant = |answer: &Answer| {
        let status = has_statuses.then(|| reason(answer.status));
        let media = answer.media_type.as_deref().map(media_words);
        ident::pascal(&status.into_iter().chain(media).collect::<Vec<_>>().join(" "))
    };
    let variants = answers.iter().map(|answer| variants.claim(&variant(answer))).collect();
    Some(EnumNames { name: types.claim_beside(&format!("{stem}Output")), variants })
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

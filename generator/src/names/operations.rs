//! Names of methods, their arguments, and what stands beside them.

use std::collections::BTreeMap;

use super::scope::Scope;
use super::{Name, OperationNames, ident, modules};
use crate::model::Api;
use crate::model::api::Operation;

/// Names the operations; where two would have the same name, the first by `operationId` has it.
pub(super) fn claim(api: &Api, types: &mut Scope) -> Vec<OperationNames> {
    let mut methods = Scope::of_methods();
    let mut constants = Scope::default();
    let mut claimed: BTreeMap<&str, OperationNames> = BTreeMap::new();
    let mut in_order: Vec<&Operation> = api.operations.iter().collect();
    in_order.sort_unstable_by(|one, other| one.id.cmp(&other.id));
    for operation in in_order {
        let names = OperationNames {
            method: methods.claim(&ident::snake(&operation.id)),
            constant: constants.claim(&ident::shouty(&operation.id)),
            parameters: parameters(operation),
            params: has_optional(operation).then(|| types.claim(&format!("{}Params", ident::pascal(&operation.id)))),
            module: modules::of_operation(operation),
        };
        claimed.insert(&operation.id, names);
    }
    api.operations.iter().filter_map(|operation| claimed.remove(operation.id.as_str())).collect()
}

/// Names the methods that set credentials, after their schemes.
pub(super) fn security_schemes(api: &Api) -> Vec<Name> {
    let mut scope = Scope::of_builder_methods();
    api.security_schemes.iter().map(|scheme| scope.claim(&ident::snake(&scheme.name))).collect()
}

fn parameters(operation: &Operation) -> Vec<Name> {
    let mut scope = Scope::of_arguments();
    operation.parameters.iter().map(|parameter| scope.claim(&ident::snake(&parameter.name))).collect()
}

fn has_optional(operation: &Operation) -> bool {
    operation.parameters.iter().any(|parameter| !parameter.required)
}

//! Names of the methods that read headers.

use super::lock::Lock;
use super::scope::{Scope, is_claim_of};
use super::{Name, ident};
use crate::model::Api;
use crate::model::api::{Header, Style};
use crate::model::types::{IntegerFormat, Shape};

/// Names the headers: as in `old_lock`, else after the header. Of several types of one header, the one that most operations declare is named
/// first.
///
/// `types` are the names of the types before they are renamed.
pub(super) fn claim(api: &Api, types: &[Name], old_lock: &Lock, new_lock: &mut Lock) -> Vec<Name> {
    let users = |index: usize| api.operations.iter().filter(|operation| operation.headers.contains(&index)).count();
    let mut order: Vec<(usize, &Header)> = api.headers.iter().enumerate().collect();
    order.sort_by_cached_key(|(index, header)| (header.name.to_ascii_lowercase(), std::cmp::Reverse(users(*index))));
    let mut scope = Scope::of_headers();
    let mut claimed: Vec<Option<Name>> = vec![None; api.headers.len()];
    // Names in the lock are claimed first, since a new one might be equal to one of them.
    for is_new in [false, true] {
        for (index, header) in &order {
            let Some(slot @ None) = claimed.get_mut(*index) else { continue };
            let wanted = ident::snake(&header.name);
            let before = old_lock.headers.get(&key(header, types));
            let before = before.filter(|before| is_claim_of(before, &wanted) && scope.is_free(before));
            *slot = before.or(is_new.then_some(&wanted)).map(|wanted| scope.claim(wanted));
        }
    }
    let names: Vec<Name> = claimed.into_iter().flatten().collect();
    let keys = api.headers.iter().map(|header| key(header, types));
    new_lock.headers = keys.zip(&names).map(|(key, name)| (key, name.as_str().to_owned())).collect();
    names
}

/// Returns the key of a header in the lock: its name and its type.
fn key(header: &Header, types: &[Name]) -> String {
    let suffix = match (header.style, header.explode) {
        (Style::Json, _) => " as JSON",
        (_, true) => ", exploded",
        _ => "",
    };
    format!("{}: {}{suffix}", header.name.to_ascii_lowercase(), type_name(&header.shape, types))
}

fn type_name(shape: &Shape, types: &[Name]) -> String {
    match shape {
        Shape::Any => "any".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer(IntegerFormat::Int64) => "integer".to_owned(),
        Shape::Integer(format) => format!("{format:?}").to_ascii_lowercase(),
        Shape::Number => "number".to_owned(),
        Shape::String => "string".to_owned(),
        Shape::Uuid => "uuid".to_owned(),
        Shape::Date => "date".to_owned(),
        Shape::DateTime => "date-time".to_owned(),
        Shape::Byte => "byte".to_owned(),
        Shape::Binary => "binary".to_owned(),
        Shape::Custom(format) => format.clone(),
        Shape::Array(items) => format!("[{}]", type_name(items, types)),
        Shape::Map(values) => format!("{{{}}}", type_name(values, types)),
        Shape::Nullable(inner) => format!("{}?", type_name(inner, types)),
        Shape::Type(id) => types.get(id.0).map(|name| name.as_str().to_owned()).unwrap_or_default(),
    }
}

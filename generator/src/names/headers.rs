//! Names of the methods that read headers.

use super::lock::Lock;
use super::scope::{Scope, is_claim_of};
use super::{Name, ident};
use crate::model::Api;
use crate::model::api::{Header, Style};
use crate::model::types::{IntegerFormat, Shape};

/// Names the headers: as `old` has it; of new ones with one name and several types, the one that most operations declare goes first.
///
/// `types` are the names of the types before they are renamed.
pub(super) fn claim(api: &Api, types: &[Name], old: &Lock, kept: &mut Lock) -> Vec<Name> {
    let users = |index: usize| api.operations.iter().filter(|operation| operation.headers.contains(&index)).count();
    let mut order: Vec<(usize, &Header)> = api.headers.iter().enumerate().collect();
    order.sort_by_cached_key(|(index, header)| (header.name.to_ascii_lowercase(), std::cmp::Reverse(users(*index))));
    let mut scope = Scope::of_headers();
    let mut claimed: Vec<Option<Name>> = vec![None; api.headers.len()];
    // All old names come before the first new one, which might take one of them.
    for is_new in [false, true] {
        for (index, header) in &order {
            let Some(slot @ None) = claimed.get_mut(*index) else { continue };
            let wanted = ident::snake(&header.name);
            let before = old.headers.get(&key(header, types));
            let before = before.filter(|before| is_claim_of(before, &wanted) && scope.is_free(before));
            *slot = before.or(is_new.then_some(&wanted)).map(|wanted| scope.claim(wanted));
        }
    }
    let names: Vec<Name> = claimed.into_iter().flatten().collect();
    let keys = api.headers.iter().map(|header| key(header, types));
    kept.headers = keys.zip(&names).map(|(key, name)| (key, name.as_str().to_owned())).collect();
    names
}

/// Returns what tells a header from others, as the lock has it: its name, and what it is read as.
fn key(header: &Header, types: &[Name]) -> String {
    let notation = match (header.style, header.explode) {
        (Style::Json, _) => " as JSON",
        (_, true) => ", exploded",
        _ => "",
    };
    format!("{}: {}{notation}", header.name.to_ascii_lowercase(), words(&header.shape, types))
}

fn words(shape: &Shape, types: &[Name]) -> String {
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
        Shape::Array(items) => format!("[{}]", words(items, types)),
        Shape::Map(values) => format!("{{{}}}", words(values, types)),
        Shape::Nullable(inner) => format!("{}?", words(inner, types)),
        Shape::Type(id) => types.get(id.0).map(|name| name.as_str().to_owned()).unwrap_or_default(),
    }
}

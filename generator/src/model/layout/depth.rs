//! How deep types hold each other.

use super::super::scc::tarjan;
use super::super::type_refs;
use super::super::types::Type;

/// Returns how many types may hold one another in a row, none of them twice: at most so many as this.
///
/// Types that hold each other in circles count all, since the longest way through them is hard to find.
pub(in crate::model) fn depth(types: &[Type]) -> usize {
    let edges: Vec<Vec<usize>> = types.iter().map(held).collect();
    let numbers = tarjan(&edges);
    let mut members = vec![Vec::new(); types.len()];
    for (index, number) in numbers.iter().enumerate() {
        if let Some(members) = members.get_mut(*number) {
            members.push(index);
        }
    }
    let mut depths: Vec<usize> = Vec::new();
    // A group comes after those that it leads to.
    for members in members {
        let targets = members.iter().filter_map(|member| edges.get(*member)).flatten();
        let below = targets.filter_map(|target| depths.get(*numbers.get(*target)?)).max();
        depths.push(members.len() + below.copied().unwrap_or_default());
    }
    depths.into_iter().max().unwrap_or_default()
}

fn held(holder: &Type) -> Vec<usize> {
    let mut found = Vec::new();
    type_refs::of_kind(&mut holder.kind.clone(), &mut |id| found.push(id.0));
    found
}

#[cfg(test)]
mod tests {
    use super::depth;
    use crate::model::types::{Docs, Shape, Type, TypeId, TypeKind};

    fn holding(target: Option<usize>) -> Type {
        Type {
            paths: Vec::new(),
            kind: TypeKind::Newtype(
                target.map_or(Shape::Any, |target| Shape::Array(Box::new(Shape::Type(TypeId(target))))),
            ),
            docs: Docs::default(),
            child_docs: Vec::new(),
            schema: crate::model::schema::Schema::default(),
            in_request: false,
            in_response: false,
        }
    }

    #[test]
    fn a_chain_is_as_deep_as_it_is_long() {
        assert_eq!(depth(&[holding(Some(1)), holding(Some(2)), holding(None), holding(None)]), 3);
    }

    #[test]
    fn a_circle_is_as_deep_as_it_is_large() {
        assert_eq!(depth(&[holding(Some(1)), holding(Some(2)), holding(Some(1))]), 3);
    }
}

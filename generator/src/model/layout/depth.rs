//! The depth of nested types.

use super::super::scc::tarjan;
use super::super::type_refs;
use super::super::types::Type;

/// Returns an upper bound of the length of the longest path of nested types.
///
/// All types of a cycle count, since the longest path through it is hard to compute.
pub(in crate::model) fn depth(types: &[Type]) -> usize {
    let edges: Vec<Vec<usize>> = types.iter().map(held).collect();
    let numbers = tarjan(&edges);
    let mut components = vec![Vec::new(); types.len()];
    for (index, number) in numbers.iter().enumerate() {
        if let Some(components) = components.get_mut(*number) {
            components.push(index);
        }
    }
    let mut depths: Vec<usize> = Vec::new();
    // A component has a higher number than those that it reaches.
    for components in components {
        let targets = components.iter().filter_map(|index| edges.get(*index)).flatten();
        let below = targets.filter_map(|target| depths.get(*numbers.get(*target)?)).max();
        depths.push(components.len() + below.copied().unwrap_or_default());
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
    fn the_depth_of_a_chain_is_its_length() {
        assert_eq!(depth(&[holding(Some(1)), holding(Some(2)), holding(None), holding(None)]), 3);
    }

    #[test]
    fn the_depth_of_a_cycle_is_its_size() {
        assert_eq!(depth(&[holding(Some(1)), holding(Some(2)), holding(Some(1))]), 3);
    }
}

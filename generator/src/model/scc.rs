//! Strongly connected components of a graph.

/// Returns the number of the strongly connected component of each node.
///
/// This is Tarjan's algorithm with an explicit stack, since a path may be as long as a document.
pub(super) fn tarjan(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut search =
        Search { edges, nodes: vec![Node::default(); edges.len()], path: Vec::new(), count: 0, components: 0 };
    for start in 0..edges.len() {
        search.run(start);
    }
    search.nodes.into_iter().map(|node| node.component.unwrap_or_default()).collect()
}

#[derive(Clone, Copy, Default)]
struct Node {
    /// The order in which it was visited.
    visited: Option<usize>,
    /// The earliest node on the path that it is known to reach.
    lowest: usize,
    component: Option<usize>,
}

struct Search<'a> {
    edges: &'a [Vec<usize>],
    nodes: Vec<Node>,
    /// The visited nodes that have no component yet.
    path: Vec<usize>,
    count: usize,
    components: usize,
}

impl Search<'_> {
    fn run(&mut self, start: usize) {
        let mut open = Vec::new();
        self.enter(start, &mut open);
        while let Some((node, next)) = open.last_mut() {
            let node = *node;
            match self.edges.get(node).and_then(|targets| targets.get(*next)) {
                Some(&target) => {
                    *next += 1;
                    match self.nodes.get(target) {
                        Some(Node { visited: None, .. }) => self.enter(target, &mut open),
                        Some(Node { visited: Some(visited), component: None, .. }) => self.lower(node, *visited),
                        _ => {}
                    }
                }
                None => {
                    open.pop();
                    let lowest = self.leave(node);
                    if let Some((holder, _)) = open.last() {
                        self.lower(*holder, lowest);
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: usize, open: &mut Vec<(usize, usize)>) {
        let Some(found @ Node { visited: None, .. }) = self.nodes.get_mut(node) else { return };
        *found = Node { visited: Some(self.count), lowest: self.count, component: None };
        self.count += 1;
        self.path.push(node);
        open.push((node, 0));
    }

    fn lower(&mut self, node: usize, to: usize) {
        if let Some(found) = self.nodes.get_mut(node) {
            found.lowest = found.lowest.min(to);
        }
    }

    /// Completes the component of which `node` is the root, if it is one, and returns the earliest reachable node.
    fn leave(&mut self, node: usize) -> usize {
        let Some(Node { visited, lowest, .. }) = self.nodes.get(node).copied() else { return usize::MAX };
        if visited == Some(lowest) {
            while let Some(popped) = self.path.pop() {
                if let Some(found) = self.nodes.get_mut(popped) {
                    found.component = Some(self.components);
                }
                if popped == node {
                    break;
                }
            }
            self.components += 1;
        }
        lowest
    }
}

#[cfg(test)]
mod tests {
    use super::tarjan;

    #[test]
    fn nodes_of_a_cycle_are_one_component() {
        let found = tarjan(&[vec![1], vec![2], vec![1, 3], vec![]]);

        assert_eq!(found[1], found[2]);
        assert_ne!(found[0], found[1]);
        assert_ne!(found[3], found[1]);
    }

    #[test]
    fn two_connected_cycles_are_two_components() {
        let found = tarjan(&[vec![1], vec![0, 2], vec![3], vec![2]]);

        assert_eq!(found[0], found[1]);
        assert_eq!(found[2], found[3]);
        assert_ne!(found[0], found[2]);
    }

    #[test]
    fn a_long_chain_does_not_overflow_the_stack() {
        let edges: Vec<Vec<usize>> = (0..200_000).map(|node| vec![node + 1]).collect();

        assert_eq!(tarjan(&edges).len(), 200_000);
    }
}

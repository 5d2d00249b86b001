//! Which nodes of a graph lie on circles together: its strongly connected components.

/// Returns for each node the number of its group; two nodes are in one group if each reaches the other.
///
/// This is Tarjan's algorithm, with a stack of its own, since a chain may be as long as a document.
pub(super) fn tarjan(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut search = Search { edges, nodes: vec![Node::default(); edges.len()], path: Vec::new(), count: 0, groups: 0 };
    for start in 0..edges.len() {
        search.run(start);
    }
    search.nodes.into_iter().map(|node| node.group.unwrap_or_default()).collect()
}

#[derive(Clone, Copy, Default)]
struct Node {
    /// When it was met first.
    met: Option<usize>,
    /// The earliest node on the path that it reaches, as far as is known.
    lowest: usize,
    group: Option<usize>,
}

struct Search<'a> {
    edges: &'a [Vec<usize>],
    nodes: Vec<Node>,
    /// The nodes that have no group yet.
    path: Vec<usize>,
    count: usize,
    groups: usize,
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
                        Some(Node { met: None, .. }) => self.enter(target, &mut open),
                        Some(Node { met: Some(met), group: None, .. }) => self.lower(node, *met),
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
        let Some(found @ Node { met: None, .. }) = self.nodes.get_mut(node) else { return };
        *found = Node { met: Some(self.count), lowest: self.count, group: None };
        self.count += 1;
        self.path.push(node);
        open.push((node, 0));
    }

    fn lower(&mut self, node: usize, to: usize) {
        if let Some(found) = self.nodes.get_mut(node) {
            found.lowest = found.lowest.min(to);
        }
    }

    /// Closes the group that begins at `node`, if one does, and returns the earliest node that is reached.
    fn leave(&mut self, node: usize) -> usize {
        let Some(Node { met, lowest, .. }) = self.nodes.get(node).copied() else { return usize::MAX };
        if met == Some(lowest) {
            while let Some(member) = self.path.pop() {
                if let Some(found) = self.nodes.get_mut(member) {
                    found.group = Some(self.groups);
                }
                if member == node {
                    break;
                }
            }
            self.groups += 1;
        }
        lowest
    }
}

#[cfg(test)]
mod tests {
    use super::tarjan;

    #[test]
    fn nodes_of_a_circle_are_one_group() {
        let found = tarjan(&[vec![1], vec![2], vec![1, 3], vec![]]);

        assert_eq!(found[1], found[2]);
        assert_ne!(found[0], found[1]);
        assert_ne!(found[3], found[1]);
    }

    #[test]
    fn circles_that_only_lead_to_each_other_are_two_groups() {
        let found = tarjan(&[vec![1], vec![0, 2], vec![3], vec![2]]);

        assert_eq!(found[0], found[1]);
        assert_eq!(found[2], found[3]);
        assert_ne!(found[0], found[2]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let edges: Vec<Vec<usize>> = (0..200_000).map(|node| vec![node + 1]).collect();

        assert_eq!(tarjan(&edges).len(), 200_000);
    }
}

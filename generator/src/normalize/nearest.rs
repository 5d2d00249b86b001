//! The known name that a misspelt one was probably meant to be.

/// Returns the candidate that is nearest to `name`, if it is near enough to be suggested.
///
/// Near enough is a third of the letters changed, added, left out, or swapped with their neighbour.
pub(super) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let limit = (length / 3).max(1);
    candidates
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Counts the edits between two names; a swap of neighbours is one, upper and lower case are the same.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.to_ascii_lowercase().chars().collect();
    let right: Vec<char> = right.to_ascii_lowercase().chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, from) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, to) in right.iter().enumerate() {
            let mut cost = at(&above, column) + usize::from(from != to);
            cost = cost.min(at(&above, column + 1) + 1).min(at(&current, column) + 1);
            let swapped = row > 0 && column > 0 && left.get(row - 1) == Some(to) && right.get(column - 1) == Some(from);
            if swapped {
                cost = cost.min(at(&before, column - 1) + 1);
            }
            current.push(cost);
        }
        before = std::mem::replace(&mut above, current);
    }
    at(&above, right.len())
}

fn at(row: &[usize], column: usize) -> usize {
    row.get(column).copied().unwrap_or(usize::MAX / 2)
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn a_swap_is_one_edit() {
        assert_eq!(distance("requierd", "required"), 1);
    }

    #[test]
    fn a_letter_more_and_a_letter_less_are_one_edit_each() {
        assert_eq!(distance("propertys", "property"), 1);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn the_nearest_candidate_is_suggested() {
        assert_eq!(nearest("requierd", ["readOnly", "required"].into_iter()), Some("required"));
    }

    #[test]
    fn a_distant_name_is_not_suggested() {
        assert_eq!(nearest("webhooks", ["paths", "tags"].into_iter()), None);
    }
}

//! Misspelt names: the nearest known name, and pairs of names that likely mean the same.

/// Returns the candidate that is nearest to `name`, if it is near enough to be suggested.
///
/// At most a third of the characters may be changed, added, removed, or swapped with a neighbour.
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

/// Returns the edit distance between two names; a swap of neighbours counts as one edit, and case is ignored.
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

/// Pairs each of `expected` with the index of the one of `actual` that is a misspelling of it.
///
/// Names that differ only by case and punctuation are paired first, then those that differ slightly. A name with
/// several candidates is not paired.
pub(super) fn pair_misspelt<'a>(expected: &[&'a str], actual: &[&str]) -> Vec<(&'a str, usize)> {
    let mut found = unique_pairs(expected, actual, &[], |one, other| normalized(one) == normalized(other));
    let near = unique_pairs(expected, actual, &found, |one, other| nearest(one, [other].into_iter()).is_some());
    found.extend(near);
    found
}

/// Pairs similar names without a partner in `known`, if neither has another candidate.
fn unique_pairs<'a>(
    expected: &[&'a str],
    actual: &[&str],
    known: &[(&str, usize)],
    is_similar: fn(&str, &str) -> bool,
) -> Vec<(&'a str, usize)> {
    let expected = expected.iter().copied().filter(|name| !known.iter().any(|(paired, _)| paired == name));
    let actual = actual.iter().enumerate().filter(|(index, _)| !known.iter().any(|(_, paired)| paired == index));
    let actual: Vec<(usize, &str)> = actual.map(|(index, name)| (index, *name)).collect();
    let similar: Vec<(&str, usize)> = expected
        .flat_map(|name| {
            let partners = actual.iter().filter(move |(_, other)| is_similar(name, other));
            partners.map(move |(index, _)| (name, *index))
        })
        .collect();
    let is_unique = |(name, index): &&(&str, usize)| {
        similar.iter().filter(|(other_name, other)| other_name == name || other == index).count() == 1
    };
    similar.iter().filter(is_unique).copied().collect()
}

fn normalized(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest, pair_misspelt};

    #[test]
    fn a_swap_is_one_edit() {
        assert_eq!(distance("requierd", "required"), 1);
    }

    #[test]
    fn an_insertion_and_a_deletion_are_one_edit_each() {
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

    #[test]
    fn names_with_the_same_letters_are_paired_first() {
        assert_eq!(pair_misspelt(&["user-id"], &["usersId", "user_id"]), [("user-id", 1)]);
    }

    #[test]
    fn similar_names_are_paired() {
        assert_eq!(pair_misspelt(&["identityId"], &["identtyId"]), [("identityId", 0)]);
    }

    #[test]
    fn an_ambiguous_name_is_not_paired() {
        assert_eq!(pair_misspelt(&["id1", "id2"], &["id"]), []);
        assert_eq!(pair_misspelt(&["user_id"], &["userId", "user-id"]), []);
    }

    #[test]
    fn distant_names_are_not_paired() {
        assert_eq!(pair_misspelt(&["id"], &["petId"]), []);
    }
}

//! Pairs of names that were probably meant to be the same.

use super::nearest::nearest;

/// Pairs each of `meant` with the index of the one of `written` that is a misspelling of it.
///
/// Names that differ by case and punctuation alone go first, then those that differ by little. A name that has several
/// partners gets none.
pub(super) fn pairs<'a>(meant: &[&'a str], written: &[&str]) -> Vec<(&'a str, usize)> {
    let mut found = sole_partners(meant, written, &[], |one, other| letters(one) == letters(other));
    let near = sole_partners(meant, written, &found, |one, other| nearest(one, [other].into_iter()).is_some());
    found.extend(near);
    found
}

/// Pairs those names that are alike and have no partner in `known`, if neither has another such partner.
fn sole_partners<'a>(
    meant: &[&'a str],
    written: &[&str],
    known: &[(&str, usize)],
    is_alike: fn(&str, &str) -> bool,
) -> Vec<(&'a str, usize)> {
    let meant = meant.iter().copied().filter(|name| !known.iter().any(|(paired, _)| paired == name));
    let written = written.iter().enumerate().filter(|(index, _)| !known.iter().any(|(_, paired)| paired == index));
    let written: Vec<(usize, &str)> = written.map(|(index, name)| (index, *name)).collect();
    let alike: Vec<(&str, usize)> = meant
        .flat_map(|name| {
            let partners = written.iter().filter(move |(_, other)| is_alike(name, other));
            partners.map(move |(index, _)| (name, *index))
        })
        .collect();
    let is_sole = |(name, index): &&(&str, usize)| {
        alike.iter().filter(|(other_name, other)| other_name == name || other == index).count() == 1
    };
    alike.iter().filter(is_sole).copied().collect()
}

fn letters(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn names_of_the_same_letters_are_paired_first() {
        assert_eq!(pairs(&["user-id"], &["usersId", "user_id"]), [("user-id", 1)]);
    }

    #[test]
    fn names_that_differ_by_little_are_paired() {
        assert_eq!(pairs(&["identityId"], &["identtyId"]), [("identityId", 0)]);
    }

    #[test]
    fn a_name_with_two_partners_gets_none() {
        assert_eq!(pairs(&["id1", "id2"], &["id"]), []);
        assert_eq!(pairs(&["user_id"], &["userId", "user-id"]), []);
    }

    #[test]
    fn distant_names_are_not_paired() {
        assert_eq!(pairs(&["id"], &["petId"]), []);
    }
}

//! Words of names, and their singular forms.

use heck::ToSnakeCase;

/// Function words.
const CONNECTING: &[&str] = &["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"];

/// Nouns that end in `s` and are not plural, or whose plural is the same.
const UNCHANGED: &[&str] = &[
    "alias",
    "atlas",
    "aws",
    "bias",
    "canvas",
    "chaos",
    "dns",
    "gas",
    "gps",
    "https",
    "ios",
    "kubernetes",
    "lens",
    "macos",
    "news",
    "os",
    "rds",
    "rss",
    "sas",
    "series",
    "sms",
    "sns",
    "species",
    "sqs",
    "tls",
    "tss",
];

/// Irregular plurals.
const IRREGULAR: &[(&str, &str)] = &[
    ("aliases", "alias"),
    ("apis", "api"),
    ("children", "child"),
    ("criteria", "criterion"),
    ("indices", "index"),
    ("matrices", "matrix"),
    ("men", "man"),
    ("movies", "movie"),
    ("people", "person"),
    ("pods", "pod"),
    ("vertices", "vertex"),
    ("women", "woman"),
];

/// Splits a name into words in lower case, at separators, changes of case and acronyms. Symbols are dropped.
pub fn words(name: &str) -> Vec<String> {
    let name: String = name.chars().filter(|character| *character != '\'').collect();
    name.to_snake_case().split('_').filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Returns the singular of an English plural. Other words are unchanged.
pub fn singular(word: &str) -> String {
    if let Some((_, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return (*singular).to_owned();
    }
    if UNCHANGED.contains(&word) || ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let sibilant = ["ches", "shes", "sses", "xes", "zzes", "uses"].iter().any(|ending| word.ends_with(ending));
    let stem = if sibilant { word.strip_suffix("es") } else { word.strip_suffix('s') };
    // Words of one or two letters are acronyms.
    stem.filter(|stem| stem.len() > 1).unwrap_or(word).to_owned()
}

/// Returns the words that all lists have in common, in order.
///
/// A connecting word that the word behind it has left goes, too: of `login with kubernetes auth` and `login with aws auth`, `login auth`
/// remains. One that has nothing left before it goes as well.
pub fn common(lists: &[&[String]]) -> Vec<String> {
    let (first, rest) = match lists {
        [] => return Vec::new(),
        [only] => return only.to_vec(),
        [first, rest @ ..] => (first, rest),
    };
    let shared = rest.iter().fold(first.to_vec(), |shared, list| common_subsequence(&shared, list));
    let dangles = |word: &String| {
        CONNECTING.contains(&word.as_str()) && lists.iter().any(|list| !follower_stays(list, word, &shared))
    };
    let kept = shared.iter().filter(|word| !dangles(word)).cloned();
    let mut kept: Vec<String> = kept.collect();
    let leading = kept.iter().take_while(|word| CONNECTING.contains(&word.as_str())).count();
    kept.drain(..leading);
    kept
}

/// Returns whether the word behind another in a list is among those that are shared.
fn follower_stays(list: &[String], word: &String, shared: &[String]) -> bool {
    let position = list.iter().position(|other| other == word);
    let follower = position.and_then(|index| list.get(index + 1));
    follower.is_some_and(|follower| shared.contains(follower))
}

/// The longest common subsequence; of equally long ones, the one that begins first in `one`.
fn common_subsequence(one: &[String], other: &[String]) -> Vec<String> {
    // For each beginning in `one`, last first, and each in `other`: how many words are shared from there on.
    let mut lengths: Vec<Vec<usize>> = vec![vec![0; other.len() + 1]];
    for word in one.iter().rev() {
        let behind = lengths.last().cloned().unwrap_or_default();
        let row = (0..=other.len()).map(|start| {
            let without = behind.get(start).copied().unwrap_or_default();
            position(other, start, word).map_or(without, |at| without.max(1 + behind.get(at + 1).unwrap_or(&0)))
        });
        lengths.push(row.collect());
    }
    let (mut shared, mut start) = (Vec::new(), 0);
    for (word, behind) in one.iter().zip(lengths.iter().rev().skip(1)) {
        let Some(at) = position(other, start, word) else { continue };
        if 1 + behind.get(at + 1).unwrap_or(&0) >= behind.get(start).copied().unwrap_or_default() {
            shared.push(word.clone());
            start = at + 1;
        }
    }
    shared
}

/// Returns where a word stands first, from `start` on.
fn position(list: &[String], start: usize, word: &String) -> Option<usize> {
    Some(start + list.get(start..)?.iter().position(|other| other == word)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Vec<String> {
        words(name)
    }

    fn shared(names: &[&str]) -> String {
        let lists: Vec<Vec<String>> = names.iter().map(|name| of(name)).collect();
        let lists: Vec<&[String]> = lists.iter().map(Vec::as_slice).collect();
        common(&lists).join(" ")
    }

    #[test]
    fn names_are_split_at_case_and_acronyms() {
        assert_eq!(of("accessTokenTTL"), ["access", "token", "ttl"]);
        assert_eq!(of("JWTAuth_config-v2"), ["jwt", "auth", "config", "v2"]);
    }

    #[test]
    fn symbols_are_no_words() {
        assert!(of("+1").contains(&"1".to_owned()));
        assert!(of("+-").is_empty());
    }

    #[test]
    fn plurals_become_singular() {
        let pairs = [
            ("ips", "ip"),
            ("addresses", "address"),
            ("policies", "policy"),
            ("statuses", "status"),
            ("indices", "index"),
            ("children", "child"),
            ("keys", "key"),
            ("boxes", "box"),
            ("branches", "branch"),
            ("types", "type"),
            ("databases", "database"),
        ];
        for (plural, expected) in pairs {
            assert_eq!(singular(plural), expected, "{plural}");
        }
    }

    #[test]
    fn what_is_no_plural_stays() {
        for word in ["status", "aws", "dns", "news", "series", "analysis", "access", "data", "os", "is"] {
            assert_eq!(singular(word), word);
        }
    }

    #[test]
    fn shared_words_keep_their_order() {
        assert_eq!(shared(&["accessTokenTrustedIp", "clientSecretTrustedIp"]), "trusted ip");
    }

    #[test]
    fn a_dangling_connection_is_dropped() {
        assert_eq!(shared(&["loginWithKubernetesAuth", "loginWithAwsAuth"]), "login auth");
        assert_eq!(shared(&["loginWithAwsAuth"]), "login with aws auth");
        assert_eq!(shared(&["list of users", "count of users"]), "users");
    }

    #[test]
    fn long_names_are_compared_at_once() {
        let one: Vec<String> = (0..200).map(|number| format!("a{number}")).collect();
        let mut other = one.clone();
        other.reverse();

        assert_eq!(common(&[&one, &one, &other]), ["a0"]);
    }

    #[test]
    fn nothing_shared_is_nothing() {
        assert_eq!(shared(&["alpha", "beta"]), "");
    }
}

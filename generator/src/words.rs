//! stub
#![allow(missing_docs)]
use heck::ToSnakeCase;
pub fn words(name: &str) -> Vec<String> { name.to_snake_case().split('_').filter(|w| !w.is_empty()).map(str::to_owned).collect() }
pub fn singular(word: &str) -> String { word.strip_suffix('s').unwrap_or(word).to_owned() }
pub fn common(lists: &[&[String]]) -> Vec<String> {
    let Some((first, rest)) = lists.split_first() else { return vec![] };
    first.iter().filter(|w| rest.iter().all(|l| l.contains(w)) && *w != "with").cloned().collect()
}

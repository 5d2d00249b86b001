//! Names of servers.

use super::lock::Lock;
use super::scope::Scope;
use super::{Name, ident};
use crate::inflection::words;
use crate::model::Api;
use crate::model::api::Server;

/// Names the servers: as in `old_lock`, or after the description without the word "server", or after the host.
pub(super) fn claim(api: &Api, old_lock: &Lock, new_lock: &mut Lock) -> Vec<Name> {
    let mut scope = Scope::of_variants();
    let locked = |server: &Server| {
        let before = old_lock.servers.get(&server.url).filter(|name| ident::pascal(name) == **name)?;
        scope.is_free(before).then(|| scope.claim(before))
    };
    // Names in the lock are claimed first, since a new one might be equal to one of them.
    let locked: Vec<Option<Name>> = api.servers.iter().map(locked).collect();
    let mut names = Vec::new();
    for (server, before) in api.servers.iter().zip(locked) {
        let name = before.unwrap_or_else(|| scope.claim(&by_rule(server)));
        // A document may list a URL twice; the lock has the first name.
        new_lock.servers.entry(server.url.clone()).or_insert_with(|| name.as_str().to_owned());
        names.push(name);
    }
    names
}

fn by_rule(server: &Server) -> String {
    let described = server.description.iter().flat_map(|text| words(text));
    let described: Vec<String> = described.filter(|word| word != "server").collect();
    if described.is_empty() { ident::pascal(host(&server.url)) } else { ident::pascal(&described.join(" ")) }
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    if host.is_empty() { "default" } else { host }
}

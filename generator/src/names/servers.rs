//! Names of servers.

use super::lock::Lock;
use super::scope::Scope;
use super::{Name, ident};
use crate::model::Api;
use crate::model::api::Server;
use crate::words::words;

/// Names the servers: as `old` has it, or by the words of the description, the word server aside, or by the host.
pub(super) fn claim(api: &Api, old: &Lock, kept: &mut Lock) -> Vec<Name> {
    let mut scope = Scope::of_variants();
    let mut names = Vec::new();
    for server in &api.servers {
        let fits = |name: &&String| ident::pascal(name) == **name && scope.is_free(name);
        let wanted = old.servers.get(&server.url).filter(fits).cloned();
        let name = scope.claim(&wanted.unwrap_or_else(|| by_rule(server)));
        kept.servers.insert(server.url.clone(), name.as_str().to_owned());
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

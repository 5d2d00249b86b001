//! Names, plain ones and such as no one would choose.

use crate::hostile::HOSTILE;
use crate::random::Random;

/// Names of properties and parameters, as people choose them.
const PLAIN: &[&str] = &[
    "id",
    "name",
    "status",
    "createdAt",
    "updated_at",
    "items",
    "owner",
    "kind",
    "type",
    "value",
    "values",
    "data",
    "metadata",
    "labels",
    "next",
    "parent",
    "children",
    "config",
    "settings",
    "options",
    "url",
    "count",
    "total",
    "page_size",
    "pageToken",
    "message",
    "code",
    "errors",
    "details",
    "address",
    "first-name",
    "X-Request-Id",
    "is_active",
    "enabled",
    "accessToken",
    "password",
    "tags",
    "version",
    "content",
    "text",
    "image",
    "file",
    "result",
    "results",
    "state",
    "mode",
    "target",
    "source",
    "@type",
    "$ref_",
    "filter[name]",
    "_id",
];

/// Suffixes and prefixes that make names clash, or nearly.
const NEIGHBOURS: &[&str] =
    &["Request", "Response", "Error", "Params", "Builder", "2", "_", "Item", "Value", "s", "V1", "-v2", ".v2"];

/// Words of which longer names consist.
const WORDS: &[&str] = &[
    "User", "Account", "Project", "Secret", "Token", "Order", "Invoice", "Node", "Tree", "Event", "Message", "Webhook",
    "Policy", "Role", "Group", "Member", "Image", "Volume", "Network", "Rule", "Filter", "Query", "Search", "Result",
    "Page", "List", "Config", "Option", "Error", "Status", "State", "Job", "Task", "Run", "Report", "Metric", "Alert",
    "Key", "Value", "Schema",
];

/// Where names come from.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// One in so many is hostile; 0 is none.
    pub hostile: usize,
}

impl Names {
    /// Returns a name of a property, parameter, header or the like.
    pub fn member(self, random: &mut Random) -> String {
        let hostile = self.is_hostile(random);
        random.pick(if hostile { HOSTILE } else { PLAIN }).copied().unwrap_or_default().to_owned()
    }

    /// Returns a name of a type, tag or operation.
    pub fn title(self, random: &mut Random) -> String {
        if self.is_hostile(random) {
            let name = random.pick(HOSTILE).copied().unwrap_or_default();
            return if random.one_in(4) { name.to_owned() + neighbour(random) } else { name.to_owned() };
        }
        let mut name = word(random).to_owned();
        if !random.one_in(3) {
            name.push_str(word(random));
        }
        match random.below(8) {
            0 => name + neighbour(random),
            1 => format!("{}.{name}", word(random).to_lowercase()),
            2 => name.to_lowercase(),
            _ => name,
        }
    }

    fn is_hostile(self, random: &mut Random) -> bool {
        self.hostile > 0 && random.one_in(self.hostile)
    }
}

fn word(random: &mut Random) -> &'static str {
    random.pick(WORDS).copied().unwrap_or_default()
}

fn neighbour(random: &mut Random) -> &'static str {
    random.pick(NEIGHBOURS).copied().unwrap_or_default()
}

/// Returns a name that is not among `taken` yet, and adds it.
pub fn fresh(taken: &mut Vec<String>, mut name: impl FnMut() -> String) -> Option<String> {
    let name = (0..20).map(|_| name()).find(|name| !taken.contains(name))?;
    taken.push(name.clone());
    Some(name)
}

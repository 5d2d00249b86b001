//! Base URLs: of the user, or of servers with their variables expanded (OpenAPI 3.0.3 §4.7.5, §4.7.6).

use std::collections::BTreeMap;
use std::fmt;
use std::iter::repeat_n;
use std::net::IpAddr;
use std::ops::Range;

use percent_encoding::percent_decode_str;
use reqwest::Url;

use super::auth::Credential;
use super::client_builder::BuildError;

/// A Server Variable Object (OpenAPI 3.0.3 §4.7.6).
#[derive(Clone, Copy, Debug)]
pub struct ServerVariable {
    /// The URL template of the server.
    pub server: &'static str,
    /// The name.
    pub name: &'static str,
    /// The default value.
    pub default: &'static str,
    /// The allowed values; empty allows any.
    pub values: &'static [&'static str],
}

/// A base URL.
#[derive(Clone)]
pub(super) struct BaseUrl {
    /// Without user name and password, and without a slash at the end of its path.
    pub(super) url: Url,
    /// The user name and password of the URL.
    pub(super) userinfo: Option<Credential>,
    /// Whether nobody on the way can read what is sent: the scheme is `https`, or the host is this machine.
    pub(super) is_confidential: bool,
}

impl BaseUrl {
    /// Parses an http or https URL without query and fragment.
    pub(super) fn parse(text: &str) -> Result<Self, BuildError> {
        // A URL parser reads `http:///a` and `http:a` as `http://a`, so an empty variable would turn the path into the host.
        let after_scheme = text.split_once("://").map(|(_, rest)| rest);
        if after_scheme.is_none_or(|rest| rest.starts_with(['/', '\\'])) {
            return Err(BuildError::BaseUrl);
        }
        let mut url = Url::parse(text).map_err(|_| BuildError::BaseUrl)?;
        if !matches!(url.scheme(), "http" | "https") || url.query().is_some() || url.fragment().is_some() {
            return Err(BuildError::BaseUrl);
        }
        let userinfo = userinfo(&url);
        // Neither fails for a URL that has a host.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        let is_confidential = is_confidential(&url);
        Ok(Self { url, userinfo, is_confidential })
    }

    /// Returns the URL of a path after this one, both encoded, with a query.
    pub(super) fn at(&self, path: &str, query: Option<&str>) -> Url {
        let mut url = self.url.clone();
        match self.url.path() {
            "/" => url.set_path(path),
            base => url.set_path(&[base, path].concat()),
        }
        url.set_query(query);
        url
    }

    /// Resolves the relative URL of a server, which can't leave the origin.
    pub(super) fn join(&self, relative: &str) -> Result<Self, BuildError> {
        let url = self.at("/", None).join(relative).map_err(|_| BuildError::BaseUrl)?;
        if url.origin() != self.url.origin() {
            return Err(BuildError::BaseUrl);
        }
        Ok(Self { userinfo: self.userinfo.clone(), ..Self::parse(url.as_str())? })
    }
}

/// Returns whether nobody on the way to a URL can read what is sent.
pub(super) fn is_confidential(url: &Url) -> bool {
    url.scheme() == "https" || url.host_str().is_some_and(is_loopback)
}

/// Returns whether a host is this machine (RFC 6761 §6.3, RFC 6890 §2.2.2).
fn is_loopback(host: &str) -> bool {
    match host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.url.as_str(), f)
    }
}

fn userinfo(url: &Url) -> Option<Credential> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let is_there = !url.username().is_empty() || url.password().is_some();
    is_there.then(|| Credential::basic(decoded(url.username()), decoded(url.password().unwrap_or_default())))
}

/// Returns whether the URL of a server has no host.
pub(super) fn is_relative(server: &str) -> bool {
    !server.contains("://") && !server.starts_with('{')
}

/// Expands the variables in the URL of a server. A value may only be in the part of the URL that its default is in, and must not move
/// another part.
pub(super) fn expanded(
    server: &str,
    declared: &[ServerVariable],
    given: &BTreeMap<&'static str, String>,
) -> Result<String, BuildError> {
    let variables: Vec<&ServerVariable> = declared.iter().filter(|variable| variable.server == server).collect();
    let value_of = |variable: &ServerVariable| given.get(variable.name).map_or(variable.default, String::as_str);
    let unlisted =
        |variable: &&&ServerVariable| !variable.values.is_empty() && !variable.values.contains(&value_of(variable));
    if let Some(ServerVariable { name, .. }) = variables.iter().find(unlisted) {
        return Err(BuildError::ServerVariable { name });
    }
    // Values that the document lists may change any part.
    let usual_value = |variable: &ServerVariable| {
        if variable.values.is_empty() { variable.default } else { value_of(variable) }
    };
    let usual = Filled::new(server, &variables, usual_value);
    let filled = Filled::new(server, &variables, value_of);
    for changed in variables.iter().filter(|variable| value_of(variable) != usual_value(variable)) {
        let is_changed = |variable: &ServerVariable| variable.name == changed.name;
        let alone =
            Filled::new(server, &variables, |one| if is_changed(one) { value_of(one) } else { usual_value(one) });
        if !alone.keeps_parts_of(&usual) || !filled.keeps_parts_of(&usual) {
            return Err(BuildError::ServerVariableValue { name: changed.name });
        }
    }
    Ok(filled.url)
}

/// A component of a URL, with its delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UrlComponent {
    Scheme,
    UserInfo,
    Host,
    Port,
    Path,
    /// Query or fragment.
    Query,
}

/// An expanded URL of a server.
struct Filled {
    url: String,
    /// The component of each byte.
    parts: Vec<UrlComponent>,
    /// The pieces of the URL, in order: variables, and the text between them.
    pieces: Vec<Piece>,
}

struct Piece {
    range: Range<usize>,
    is_variable: bool,
}

impl Filled {
    fn new<'a>(server: &'a str, variables: &[&ServerVariable], value_of: impl Fn(&ServerVariable) -> &'a str) -> Self {
        let (mut url, mut pieces, mut rest) = (String::new(), Vec::new(), server);
        let mut push = |text: &str, is_variable| {
            let start = url.len();
            url.push_str(text);
            pieces.push(Piece { range: start..url.len(), is_variable });
        };
        while let Some((before, from)) = rest.find('{').map(|brace| rest.split_at(brace)) {
            push(before, false);
            let placeholder = from.strip_prefix('{').and_then(|inner| inner.split_once('}'));
            let known =
                placeholder.and_then(|(name, after)| Some((variables.iter().find(|one| one.name == name)?, after)));
            if let Some((variable, after)) = known {
                push(value_of(variable), true);
                rest = after;
            } else {
                push("{", false);
                rest = from.get(1..).unwrap_or_default();
            }
        }
        push(rest, false);
        Self { parts: parts(&url), url, pieces }
    }

    /// Returns whether every text between variables is in the same component as in `usual`, which is the URL with default and listed values,
    /// and every value in a component that its value there allows.
    fn keeps_parts_of(&self, usual: &Self) -> bool {
        let stays = |(piece, before): (&Piece, &Piece)| {
            let (now, then) = (self.parts_of(piece), usual.parts_of(before));
            if !piece.is_variable {
                return now == then;
            }
            let text = self.url.get(piece.range.clone()).unwrap_or_default();
            let allowed = usual.allowed(&before.range);
            // URL parsers drop some blanks, and decode the host.
            let is_odd = |sign: char| sign.is_control() || sign.is_whitespace() || sign == '\\';
            let is_decoded = now.contains(&UrlComponent::Host) && text.contains('%');
            !text.contains(is_odd) && !is_decoded && now.iter().all(|part| allowed.contains(part))
        };
        let pieces = self.pieces.iter().zip(&usual.pieces);
        pieces.into_iter().all(stays) && self.dot_segments() <= usual.dot_segments()
    }

    fn parts_of(&self, piece: &Piece) -> &[UrlComponent] {
        self.parts.get(piece.range.clone()).unwrap_or_default()
    }

    /// Returns the components that a value may be in, from where its default is.
    fn allowed(&self, range: &Range<usize>) -> Vec<UrlComponent> {
        use UrlComponent::{Host, Path, Port, Scheme};
        let covered = self.parts.get(range.clone()).unwrap_or_default();
        let before = range.start.checked_sub(1).and_then(|index| self.parts.get(index)).copied();
        let after = self.parts.get(range.end).copied();
        let mut allowed = covered.to_vec();
        if covered.is_empty() {
            let last = self.url.get(..range.start).and_then(|text| text.chars().next_back());
            let default = match (before, after) {
                (None, _) => vec![Scheme, Host],
                (Some(Scheme), _) => vec![Host],
                // `https://example.com{base}`, but `https://api.{domain}`.
                (Some(Host), None | Some(Path)) if !matches!(last, Some('.' | '-')) => vec![Path],
                (Some(part), _) => vec![part],
            };
            allowed.extend(default);
        }
        // A value that is the whole host may include the port, and one that is the whole URL the path.
        let is_whole_host = before != Some(Host) && !matches!(after, Some(Host | Port));
        if allowed.contains(&Host) && is_whole_host {
            allowed.push(Port);
            if allowed.contains(&Scheme) {
                allowed.push(Path);
            }
        }
        allowed
    }

    /// Counts the path segments that a URL parser resolves.
    fn dot_segments(&self) -> usize {
        let is_path = |(_, part): &(u8, &UrlComponent)| **part == UrlComponent::Path;
        let path: Vec<u8> = self.url.bytes().zip(&self.parts).filter(is_path).map(|(byte, _)| byte).collect();
        let path = String::from_utf8_lossy(&path).to_ascii_lowercase().replace("%2e", ".");
        path.split(['/', '\\']).filter(|segment| matches!(*segment, "." | "..")).count()
    }
}

/// Returns the component of each byte of a URL, as a URL parser does, also for relative URLs.
fn parts(url: &str) -> Vec<UrlComponent> {
    let find = |from: usize, wanted: &[char]| {
        url.get(from..).and_then(|rest| rest.find(wanted)).map_or(url.len(), |offset| from + offset)
    };
    let first_delimiter = find(0, &['/', '\\', '?', '#']);
    let starts_with_slashes = |from: usize| url.get(from..).is_some_and(|rest| rest.starts_with("//"));
    let scheme = match url.get(..first_delimiter).and_then(|before| before.strip_suffix(':')) {
        Some(_) if starts_with_slashes(first_delimiter) => first_delimiter + 2,
        None if first_delimiter == 0 && starts_with_slashes(0) => 2,
        _ => 0,
    };
    let authority = if scheme == 0 { 0 } else { find(scheme, &['/', '\\', '?', '#']) };
    let within = |from: usize| url.get(from..authority).unwrap_or_default();
    let userinfo = within(scheme).rfind('@').map_or(scheme, |at| scheme + at + 1);
    let bracket = within(userinfo).rfind(']').map_or(userinfo, |bracket| userinfo + bracket);
    let host = within(bracket).find(':').map_or(authority.max(userinfo), |colon| bracket + colon);
    let path = find(authority, &['?', '#']);
    let ends = [
        (UrlComponent::Scheme, scheme),
        (UrlComponent::UserInfo, userinfo),
        (UrlComponent::Host, host),
        (UrlComponent::Port, authority),
        (UrlComponent::Path, path),
        (UrlComponent::Query, url.len()),
    ];
    let mut parts = Vec::with_capacity(url.len());
    for (part, end) in ends {
        parts.extend(repeat_n(part, end.saturating_sub(parts.len())));
    }
    parts
}

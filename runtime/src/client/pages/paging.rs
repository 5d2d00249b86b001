//! How the pages of an operation are requested.

use http::HeaderMap;
use reqwest::Url;

use super::continuation::{Cursor, PageLink, Position};
use super::page_parameter::{PageParameter, scalar};
use super::{json_member, link_header};
use crate::runtime::client::exchange::PageUrl;
use crate::runtime::client::request::RequestParts;

/// How the pages of an operation are requested, and where their items are.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Paging {
    kind: Kind,
    /// The JSON pointer of the items in the body.
    items: &'static str,
    /// The JSON pointer of a boolean: whether there are more pages.
    more: Option<&'static str>,
    /// The JSON pointer of the number of pages.
    page_count: Option<&'static str>,
    /// How many items are asked for, and by default; a page with fewer is the last.
    page_size: Option<(PageParameter, Option<u64>)>,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Cursor(PageParameter, PageSource),
    Offset(PageParameter, u64),
    PageNumber(PageParameter, u64),
    NextLink(PageSource),
}

/// Where a response says which page is next.
#[derive(Clone, Copy, Debug)]
pub enum PageSource {
    /// In the body, at that JSON pointer.
    Body(&'static str),
    /// In the last item of the page, at that JSON pointer.
    LastItem(&'static str),
    /// In the header of that name.
    Header(&'static str),
    /// In the header `Link`, with the relation `next` (RFC 8288).
    LinkHeader,
}

impl Paging {
    /// Requests the next page by a value that the response has: a cursor.
    pub const fn cursor(parameter: PageParameter, next: PageSource) -> Self {
        Self::new(Kind::Cursor(parameter, next))
    }

    /// Requests the next page by the number of items before it; by default, there are as many before the first page.
    pub const fn offset(parameter: PageParameter, first: u64) -> Self {
        Self::new(Kind::Offset(parameter, first))
    }

    /// Requests the next page by its number; by default, that of the first is given.
    pub const fn page_number(parameter: PageParameter, first: u64) -> Self {
        Self::new(Kind::PageNumber(parameter, first))
    }

    /// Requests the next page by a URL that the response has.
    pub const fn next_link(next: PageSource) -> Self {
        Self::new(Kind::NextLink(next))
    }

    const fn new(kind: Kind) -> Self {
        Self { kind, items: "", more: None, page_count: None, page_size: None }
    }

    /// Sets the JSON pointer of the items; by default, the body is their array.
    pub const fn items(mut self, pointer: &'static str) -> Self {
        self.items = pointer;
        self
    }

    /// Sets the JSON pointer of a boolean: whether there are more pages.
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.more = Some(pointer);
        self
    }

    /// Sets the JSON pointer of the number of pages.
    pub const fn page_count(mut self, pointer: &'static str) -> Self {
        self.page_count = Some(pointer);
        self
    }

    /// Sets the parameter for the number of items, and its default: a page with fewer is the last.
    pub const fn page_size(mut self, parameter: PageParameter, default: Option<u64>) -> Self {
        self.page_size = Some((parameter, default));
        self
    }
}

/// A page that was received.
pub(super) struct ReceivedPage<'a> {
    pub(super) headers: &'a HeaderMap,
    /// The body.
    pub(super) json: &'a str,
    pub(super) url: Option<&'a PageUrl>,
    /// The request of the page.
    pub(super) request: &'a RequestParts,
}

const NO_MORE: &str = "the response says that there are more pages, but not where";
const NO_CURSOR: &str = "the cursor of the next page is neither a string nor a number";
const NO_NUMBER: &str = "the number of the page, or of its items, is no integer in the request";
const NO_LINK: &str = "the link to the next page is not a URL";

impl Paging {
    /// Changes a request to that of a page; returns whether it has pages at such a position.
    pub(super) fn request(&self, position: &Position, request: &mut RequestParts) -> bool {
        match (self.kind, position) {
            (_, Position::First) => {}
            (Kind::Cursor(parameter, _), Position::Cursor(cursor)) => {
                parameter.set(request, cursor);
            }
            (Kind::Offset(parameter, _) | Kind::PageNumber(parameter, _), Position::Number(number)) => {
                parameter.set(request, &Cursor { text: number.to_string(), is_number: true });
            }
            (Kind::NextLink(_), Position::Link(link)) => match Url::parse(&link.url) {
                Ok(url) => request.follow_link(url, link.is_foreign),
                Err(_) => return false,
            },
            _ => return false,
        }
        true
    }

    /// Returns what identifies a page, so that it is not requested twice; nothing for numbers, which only grow.
    pub(super) fn identities(&self, position: &Position, page: &ReceivedPage<'_>) -> [Option<String>; 2] {
        match (self.kind, position) {
            (Kind::Cursor(parameter, _), _) => [parameter.get(page.request), None],
            (Kind::NextLink(_), Position::Link(link)) => {
                [Some(link.url.clone()), page.url.map(PageUrl::without_fragment)]
            }
            (Kind::NextLink(_), _) => [page.url.map(PageUrl::without_fragment), None],
            (Kind::Offset(..) | Kind::PageNumber(..), _) => [None, None],
        }
    }

    /// Returns where the page after another one is; `None` if that was the last. An error says why it can't be told.
    pub(super) fn next(&self, page: &ReceivedPage<'_>) -> Result<Option<Position>, &'static str> {
        let member = |pointer| json_member::get(page.json, pointer);
        let more = self.more.and_then(member);
        if more == Some("false") {
            return Ok(None);
        }
        let has_more = more == Some("true");
        match self.kind {
            Kind::Cursor(_, source) => Ok(self.named(source, page, has_more)?.map(Position::Cursor)),
            Kind::NextLink(source) => match self.named(source, page, has_more)? {
                Some(link) => resolved(&link.text, page.url).map(|link| Some(Position::Link(link))),
                None => Ok(None),
            },
            Kind::Offset(parameter, first) => {
                match self.count(page, has_more)? {
                    // It can't be skipped.
                    None if has_more => Err(NO_MORE),
                    None => Ok(None),
                    Some(count) => {
                        Ok(number(parameter, page)?.unwrap_or(first).checked_add(count).map(Position::Number))
                    }
                }
            }
            Kind::PageNumber(parameter, first) => {
                let pages: Option<u64> =
                    self.page_count.and_then(member).and_then(scalar).and_then(|count| count.parse().ok());
                let next = number(parameter, page)?.unwrap_or(first).checked_add(1);
                // What the response says of pages is more certain than what its items may mean.
                let is_there = match pages {
                    Some(pages) => next.is_some_and(|next| next.saturating_sub(first) < pages),
                    None => has_more || self.count(page, has_more)?.is_some(),
                };
                Ok(next.filter(|_| is_there).map(Position::Number))
            }
        }
    }

    /// Returns what a response says of the next page.
    fn named(
        &self,
        source: PageSource,
        page: &ReceivedPage<'_>,
        has_more: bool,
    ) -> Result<Option<Cursor>, &'static str> {
        match self.source(source, page)? {
            None if has_more => Err(NO_MORE),
            next => Ok(next),
        }
    }

    /// Returns the number of items of a page, unless it is the last: it has none, or fewer than asked for without saying that there are more.
    fn count(&self, page: &ReceivedPage<'_>, has_more: bool) -> Result<Option<u64>, &'static str> {
        let count = self.elements(page).count;
        let wanted = match self.page_size {
            Some((parameter, default)) => number(parameter, page)?.or(default),
            None => None,
        };
        let is_last = count == 0 || !has_more && wanted.is_some_and(|wanted| count < wanted);
        Ok((!is_last).then_some(count))
    }

    pub(super) fn elements<'a>(&self, page: &ReceivedPage<'a>) -> json_member::Elements<'a> {
        json_member::get(page.json, self.items).map(json_member::elements).unwrap_or_default()
    }

    /// Returns the value at a place of a response.
    fn source(&self, source: PageSource, page: &ReceivedPage<'_>) -> Result<Option<Cursor>, &'static str> {
        let json = match source {
            PageSource::Body(pointer) => json_member::get(page.json, pointer),
            PageSource::LastItem(pointer) => self.elements(page).last.and_then(|last| json_member::get(last, pointer)),
            PageSource::Header(name) => {
                let Some(value) = page.headers.get(name) else { return Ok(None) };
                let value = str::from_utf8(value.as_bytes()).map_err(|_| NO_CURSOR)?.trim();
                return Ok((!value.is_empty()).then(|| Cursor::of_header(value)));
            }
            PageSource::LinkHeader => return Ok(link_header::next(page.headers).map(Cursor::of_header)),
        };
        match json {
            None | Some("null" | "false" | "\"\"") => Ok(None),
            Some(json) => match scalar(json) {
                Some(text) => Ok(Some(Cursor { text: text.into_owned(), is_number: !json.starts_with('"') })),
                None => Err(NO_CURSOR),
            },
        }
    }
}

impl Cursor {
    fn of_header(text: &str) -> Self {
        Self { text: text.to_owned(), is_number: false }
    }
}

/// Returns a number of the request, if it has one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is an integer in that range")]
fn number(parameter: PageParameter, page: &ReceivedPage<'_>) -> Result<Option<u64>, &'static str> {
    let Some(text) = parameter.get(page.request) else { return Ok(None) };
    if let Ok(number) = text.parse() {
        return Ok(Some(number));
    }
    // A parameter of the type `number` is sent as a float.
    match text.parse::<f64>() {
        Ok(number) if number.fract() == 0.0 && (0.0..MAX_EXACT).contains(&number) => Ok(Some(number as u64)),
        _ => Err(NO_NUMBER),
    }
}

/// Up to here, floats represent all integers.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// Resolves a link against the URL of the page (RFC 3986 §5).
fn resolved(link: &str, page: Option<&PageUrl>) -> Result<PageLink, &'static str> {
    let url = match page {
        Some(page) => page.url.join(link),
        None => Url::parse(link),
    };
    let mut url = url.map_err(|_| NO_LINK)?;
    url.set_fragment(None);
    Ok(PageLink { url: url.into(), is_foreign: page.is_some_and(|page| page.has_left_origin) })
}

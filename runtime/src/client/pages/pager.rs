//! Which page is requested next: the part of [`Pages`](super::Pages) that has no type parameters.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use reqwest::Url;

use super::continuation::{Continuation, Cursor, PageLink, Position};
use super::paging::{Paging, ReceivedPage};
use crate::runtime::client::call_future::ExchangeResult;
use crate::runtime::client::charset;
use crate::runtime::client::client_builder::Client;
use crate::runtime::client::error::{Error, NoDeclaredErrors};
use crate::runtime::client::exchange::{Exchanged, WholeResponse};
use crate::runtime::client::redirect::check_link;
use crate::runtime::client::request::{Link, Purpose, RequestParts, base_url, refused};
use crate::runtime::validation::violation::Location;

/// How many pages are requested at most, unless [`Pages::max_pages`](super::Pages::max_pages) says otherwise.
pub const DEFAULT_MAX_PAGES: u32 = 10_000;

const REPEATED: &str = "the response names a next page that was requested already";
const TOO_MANY: &str = "there are more pages than `max_pages` allows";
const OTHER_OPERATION: &str = "the continuation is that of another operation";

/// The state between pages.
pub(super) struct Pager {
    pub(super) client: Client,
    paging: &'static Paging,
    /// The request of the first page.
    first: Box<RequestParts>,
    /// The request of the page that was requested last.
    request: Box<RequestParts>,
    /// Where that page is.
    last: Position,
    /// How many items of it were returned by an earlier call.
    pub(super) last_skipped: usize,
    next: Next,
    /// How many items of the next page were returned by an earlier call.
    skipped: usize,
    requested: u32,
    pub(super) max_pages: u32,
    /// Hashes of what identifies the pages that were requested. A server may choose long cursors, so these are not kept.
    known: HashSet<u64>,
    hasher: RandomState,
}

/// What follows.
pub(super) enum Next {
    Page(Position),
    /// An error; then nothing, but the call can be continued.
    Error(Box<Error<NoDeclaredErrors>>, Continuation),
    /// Nothing, but the call can be continued at a position: there was an error.
    Stopped(Position),
    End,
}

impl Pager {
    pub(super) fn new(client: Client, paging: &'static Paging, mut draft: Box<RequestParts>) -> Self {
        draft.purpose = Purpose::Page;
        Self {
            client,
            paging,
            request: draft.clone(),
            first: draft,
            last: Position::First,
            last_skipped: 0,
            next: Next::Page(Position::First),
            skipped: 0,
            requested: 0,
            max_pages: DEFAULT_MAX_PAGES,
            known: HashSet::new(),
            hasher: RandomState::new(),
        }
    }

    pub(super) fn resume(&mut self, continuation: Continuation) {
        self.next = Next::Page(continuation.page);
        self.skipped = continuation.skipped;
    }

    /// Returns where the next page is.
    pub(super) fn continuation(&self) -> Option<Continuation> {
        match &self.next {
            Next::Page(page) | Next::Stopped(page) => Some(Continuation { page: page.clone(), skipped: self.skipped }),
            Next::Error(_, continuation) => Some(continuation.clone()),
            Next::End => None,
        }
    }

    /// Returns where the page is that was received last, of which some items were returned.
    pub(super) fn last_page(&self, skipped: usize) -> Continuation {
        Continuation { page: self.last.clone(), skipped }
    }

    /// Returns the request of the next page; `None` if there is none.
    pub(super) fn next_request(&mut self) -> Option<Result<Box<RequestParts>, Error<NoDeclaredErrors>>> {
        let position = match std::mem::replace(&mut self.next, Next::End) {
            Next::Page(position) => position,
            Next::Error(error, continuation) => {
                self.next = Next::Stopped(continuation.page);
                self.skipped = continuation.skipped;
                return Some(Err(*error));
            }
            stopped @ (Next::Stopped(_) | Next::End) => {
                self.next = stopped;
                return None;
            }
        };
        self.request = self.first.clone();
        if !self.paging.request(&position, &mut self.request) {
            return Some(Err(Error::Invalid(refused(Location::Body, OTHER_OPERATION.to_owned()))));
        }
        if position != Position::First {
            // The server would take the page for a repetition of the first.
            self.request.remove_idempotency_key();
        }
        self.last = position.clone();
        // Until it is received, the page is the next one.
        self.next = Next::Page(position);
        self.requested = self.requested.saturating_add(1);
        Some(Ok(self.request.clone()))
    }

    /// Returns what follows a page.
    pub(super) fn next_page(&mut self, exchanged: &ExchangeResult) -> Next {
        let Ok(Exchanged::Whole(_, response)) = exchanged else { return Next::End };
        let received = &response.received;
        // What is not JSON has no next page, but a header may name one.
        let json = charset::json(&received.headers, &received.body).unwrap_or_default();
        let json = json.trim_start_matches('\u{feff}');
        let page =
            ReceivedPage { headers: &received.headers, json, url: response.page.as_ref(), request: &self.request };
        let items = self.paging.elements(&page).count;
        let identities = self.paging.identities(&self.last, &page);
        let next = self.paging.next(&page).and_then(|next| self.checked(next));
        self.known.extend(identities.iter().flatten().map(|identity| self.hasher.hash_one(identity)));
        // Where the page leads is to be asked again, but its items were returned.
        let here = || self.last_page(usize::try_from(items).unwrap_or(usize::MAX));
        match next {
            Err(reason) => Next::error(response, reason, here()),
            Ok(None) => Next::End,
            Ok(Some(Position::Cursor(Cursor { text: next, .. }) | Position::Link(PageLink { url: next, .. })))
                if self.known.contains(&self.hasher.hash_one(&next)) =>
            {
                Next::error(response, REPEATED, here())
            }
            Ok(Some(page)) if self.requested >= self.max_pages => {
                Next::error(response, TOO_MANY, Continuation { page, skipped: 0 })
            }
            Ok(Some(next)) => Next::Page(next),
        }
    }

    /// Checks that a link may be followed.
    fn checked(&self, next: Option<Position>) -> Result<Option<Position>, &'static str> {
        if let Some(Position::Link(PageLink { url, is_foreign })) = &next
            && let Ok(url) = Url::parse(url)
            && let Ok(base_url) = base_url(&self.client.settings, self.request.endpoint.server)
        {
            check_link(&Link { url, is_foreign: *is_foreign }, &base_url.url, &self.client.settings)?;
        }
        Ok(next)
    }

    /// Goes on after a page that was decoded.
    pub(super) fn advance(&mut self, next: Next) {
        self.next = next;
        self.last_skipped = std::mem::take(&mut self.skipped);
    }

    /// Ends after an error; the call can be continued at the page that was requested.
    pub(super) fn end(&mut self) {
        self.next = Next::Stopped(self.last.clone());
    }
}

impl Next {
    fn error(response: &WholeResponse, reason: &'static str, continuation: Continuation) -> Self {
        let error = response.context.unexpected(response.received.clone(), reason.into());
        Self::Error(Box::new(error), continuation)
    }
}

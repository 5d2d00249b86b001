//! Operations whose results come in pages.

mod continuation;
mod json_member;
mod link_header;
mod page_parameter;
mod pager;
mod paging;
#[cfg(feature = "blocking")]
mod waiting;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

pub use self::continuation::Continuation;
pub use self::page_parameter::PageParameter;
pub use self::pager::DEFAULT_MAX_PAGES;
use self::pager::Pager;
pub use self::paging::{PageSource, Paging};
#[cfg(feature = "blocking")]
pub use self::waiting::{WaitingItems, WaitingPages};
use super::call::Call;
use super::call_future::{ExchangeResult, ResponseFuture};
use super::error::{Error, ErrorBody};
use super::operation::ResponseSpec;

/// The parameters of an operation whose results come in pages.
pub trait Paged {
    /// A page: the body of a response.
    type Page: 'static;
    /// An item of a page.
    type Item;
    /// How the next page is requested.
    const PAGING: &'static Paging;

    /// Returns the items of a page.
    fn items(page: Self::Page) -> Vec<Self::Item>;
}

impl<E: ErrorBody, P: Paged> Call<P::Page, E, P> {
    /// Requests page after page: the first with the parameters of this call, each when it is asked for.
    ///
    /// Each is a call of its own, with the timeouts and retries of this one. An idempotency key is sent with the first page only.
    pub fn pages(self) -> Pages<P, E> {
        let (client, responses, draft) = self.into_parts();
        Pages { pager: Pager::new(client, P::PAGING, draft), responses, running: None }
    }

    /// Requests page after page, and yields their items; see [`Call::pages`].
    pub fn items(self) -> Items<P, E> {
        self.pages().items()
    }
}

/// The pages of an operation, which are requested as they are asked for: a stream.
///
/// It ends after the last page, or after an error; then [`Pages::continuation`] is where to go on.
#[must_use = "no page is requested until it is asked for"]
pub struct Pages<P: Paged, E> {
    pager: Pager,
    responses: &'static [ResponseSpec<P::Page>],
    /// The call of the page that is being requested.
    running: Option<ResponseFuture<P::Page, E>>,
}

impl<P: Paged, E: ErrorBody> Pages<P, E> {
    /// Returns the next page; `None` at the end.
    ///
    /// If the future is dropped, the page is still on its way, and the next call of this method waits for it.
    ///
    /// # Errors
    ///
    /// Those of the call; and a response names a page that was requested already, a next link can't be followed, or there are more pages
    /// than [`Pages::max_pages`].
    pub async fn next(&mut self) -> Option<Result<P::Page, Error<E>>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// Yields the items of all pages.
    pub fn items(self) -> Items<P, E> {
        Items { page: Vec::new().into_iter(), taken: 0, left: usize::MAX, pages: self }
    }

    /// Sets how many pages may be requested, but at least one; by default, [`DEFAULT_MAX_PAGES`]. If there are more, an error follows: a server that names
    /// new pages without end is at fault.
    pub fn max_pages(mut self, pages: u32) -> Self {
        self.pager.max_pages = pages;
        self
    }

    /// Begins with another page than the first: where an earlier call with the same parameters has ended.
    pub fn resume(mut self, continuation: Continuation) -> Self {
        self.pager.resume(continuation);
        self.running = None;
        self
    }

    /// Returns where the next page is, to [`resume`](Self::resume) later; `None` after the last page. After an error, it is the page that
    /// was not received, or whose response does not lead to the next one.
    #[must_use]
    pub fn continuation(&self) -> Option<Continuation> {
        self.pager.continuation()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P::Page, Error<E>>>> {
        match self.request() {
            Ok(None) => Poll::Ready(None),
            Err(error) => Poll::Ready(Some(Err(error))),
            Ok(Some(call)) => {
                let exchanged = ready!(call.running.future.as_mut().poll(context));
                Poll::Ready(self.receive(exchanged))
            }
        }
    }

    /// Returns the call of the next page, which is made now, or is running already.
    pub(super) fn request(&mut self) -> Result<Option<&mut ResponseFuture<P::Page, E>>, Error<E>> {
        if self.running.is_none() {
            match self.pager.next_request() {
                None => return Ok(None),
                Some(Ok(draft)) => {
                    self.running = Some(ResponseFuture::new(self.pager.client.clone(), self.responses, draft));
                }
                Some(Err(error)) => return Err(error.widened()),
            }
        }
        Ok(self.running.as_mut())
    }

    /// Decodes a page.
    pub(super) fn receive(&mut self, exchanged: ExchangeResult) -> Option<Result<P::Page, Error<E>>> {
        let mut call = self.running.take()?;
        let next = self.pager.next_page(&exchanged);
        let page = call.finish(exchanged);
        match &page {
            Ok(_) => self.pager.advance(next),
            Err(_) => self.pager.end(),
        }
        Some(page.map(|response| response.body))
    }
}

impl<P: Paged, E: ErrorBody> Stream for Pages<P, E> {
    type Item = Result<P::Page, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<P: Paged, E> fmt::Debug for Pages<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// The items of all pages of an operation, which are requested as they are needed: a stream.
///
/// It ends after the last item, or after an error; then [`Items::continuation`] is where to go on.
#[must_use = "no page is requested until an item is asked for"]
pub struct Items<P: Paged, E> {
    pages: Pages<P, E>,
    /// The items of the last page that were not taken yet.
    page: vec::IntoIter<P::Item>,
    /// How many of that page were taken.
    taken: usize,
    /// How many may still be returned.
    left: usize,
}

impl<P: Paged, E: ErrorBody> Items<P, E> {
    /// Returns the next item; `None` at the end.
    ///
    /// # Errors
    ///
    /// Those of [`Pages::next`].
    pub async fn next(&mut self) -> Option<Result<P::Item, Error<E>>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// Sets how many items are returned at most. Pages without any of them are not requested.
    pub fn max_items(mut self, items: usize) -> Self {
        self.left = items;
        self
    }

    /// Sets how many pages may be requested; see [`Pages::max_pages`].
    pub fn max_pages(mut self, pages: u32) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// Begins with another item than the first: where an earlier call with the same parameters has ended.
    pub fn resume(self, continuation: Continuation) -> Self {
        let Self { pages, left, .. } = self;
        Self { left, ..pages.resume(continuation).items() }
    }

    /// Returns where the next item is, to [`resume`](Self::resume) later; `None` after the last item. After an error, it is as for pages.
    ///
    /// Within a page, it is that page and the number of its items that were returned: it is requested again, and they are skipped.
    #[must_use]
    pub fn continuation(&self) -> Option<Continuation> {
        match self.page.len() {
            0 => self.pages.continuation(),
            _ => Some(self.pages.pager.last_page(self.taken)),
        }
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P::Item, Error<E>>>> {
        while self.left > 0 {
            if let Some(item) = self.next_of_page() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => self.turn_to(page),
            }
        }
        Poll::Ready(None)
    }

    /// Returns the next item of the page that was received last.
    pub(super) fn next_of_page(&mut self) -> Option<P::Item> {
        if self.left == 0 {
            return None;
        }
        let item = self.page.next()?;
        self.left -= 1;
        self.taken += 1;
        Some(item)
    }

    /// Takes the items of a page.
    fn turn_to(&mut self, page: P::Page) {
        let mut items = P::items(page).into_iter();
        // Those that an earlier call has returned.
        self.taken = self.pages.pager.last_skipped.min(items.len());
        items.by_ref().take(self.taken).for_each(drop);
        self.page = items;
    }
}

impl<P: Paged, E: ErrorBody> Stream for Items<P, E>
where
    P::Item: Unpin,
{
    type Item = Result<P::Item, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

impl<P: Paged, E> fmt::Debug for Items<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}

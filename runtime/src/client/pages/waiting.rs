//! Pages and items of programs that are not asynchronous.

use std::fmt;

use super::{Items, Paged, Pages};
use crate::runtime::client::error::{Error, ErrorBody};

/// The pages of an operation, each of which is waited for: an iterator. See [`Pages::wait`].
#[must_use = "no page is requested until it is asked for"]
pub struct WaitingPages<P: Paged, E>(Pages<P, E>);

/// The items of all pages of an operation, which are waited for: an iterator. See [`Items::wait`].
#[must_use = "no page is requested until an item is asked for"]
pub struct WaitingItems<P: Paged, E>(Items<P, E>);

impl<P: Paged, E: ErrorBody> Pages<P, E> {
    /// Returns an iterator that waits for each page, as [`Call::wait`](crate::runtime::client::call::Call::wait) does.
    pub fn wait(self) -> WaitingPages<P, E> {
        WaitingPages(self)
    }

    fn wait_for_page(&mut self) -> Option<Result<P::Page, Error<E>>> {
        match self.request() {
            Ok(call) => {
                let exchanged = call?.running.wait();
                self.receive(exchanged)
            }
            Err(error) => Some(Err(error)),
        }
    }
}

impl<P: Paged, E: ErrorBody> Items<P, E> {
    /// Returns an iterator that waits for each page, as [`Call::wait`](crate::runtime::client::call::Call::wait) does.
    pub fn wait(self) -> WaitingItems<P, E> {
        WaitingItems(self)
    }
}

impl<P: Paged, E: ErrorBody> Iterator for WaitingPages<P, E> {
    type Item = Result<P::Page, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.wait_for_page()
    }
}

impl<P: Paged, E: ErrorBody> Iterator for WaitingItems<P, E> {
    type Item = Result<P::Item, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let items = &mut self.0;
        while items.left > 0 {
            if let Some(item) = items.next_of_page() {
                return Some(Ok(item));
            }
            match items.pages.wait_for_page()? {
                Ok(page) => items.turn_to(page),
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

impl<P: Paged, E> WaitingPages<P, E> {
    /// Returns the pages, to ask for their [`continuation`](Pages::continuation).
    pub fn into_inner(self) -> Pages<P, E> {
        self.0
    }
}

impl<P: Paged, E> WaitingItems<P, E> {
    /// Returns the items, to ask for their [`continuation`](Items::continuation).
    pub fn into_inner(self) -> Items<P, E> {
        self.0
    }
}

impl<P: Paged, E> fmt::Debug for WaitingPages<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitingPages").finish_non_exhaustive()
    }
}

impl<P: Paged, E> fmt::Debug for WaitingItems<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitingItems").finish_non_exhaustive()
    }
}

//! Operations whose results come in pages.

use super::super::types::{Shape, TypeId};

/// How the pages of an operation are requested, and where their items are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    pub paging: Paging,
    pub items: ItemPath,
    /// The JSON pointer of a boolean: whether there are more pages.
    pub more: Option<String>,
    /// The JSON pointer of the number of pages.
    pub page_count: Option<String>,
    /// The parameter for the number of items, with its default, if a page with fewer is the last.
    pub page_size: Option<(PageParameter, Option<u64>)>,
}

/// How the next page is requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paging {
    /// By a value that the response has.
    Cursor(PageParameter, PageSource),
    /// By the number of items before it, and before the first page.
    Offset(PageParameter, u64),
    /// By its number, with that of the first.
    PageNumber(PageParameter, u64),
    /// By a URL that the response has.
    NextLink(PageSource),
}

/// Where a request says which page is asked for: the name of a parameter, or a JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageParameter {
    Query(String),
    Header(String),
    Body(String),
}

/// Where a response says which page is next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageSource {
    /// At a JSON pointer in the body.
    Body(String),
    /// At a JSON pointer in the last item.
    LastItem(String),
    Header(String),
    /// In `Link`, with the relation `next`.
    LinkHeader,
}

/// The way from a page to its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemPath {
    /// The JSON pointer.
    pub pointer: String,
    pub steps: Vec<ItemStep>,
    pub item: Shape,
}

/// A step into the type of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemStep {
    /// To the value of an `Option`.
    Option,
    /// To the value of a `Nullable`.
    Nullable,
    /// To the value of a newtype.
    Inner(TypeId),
    /// To the field of a struct with that index.
    Field(TypeId, usize),
}

//! The tables `[[target.pages]]`: operations whose results come in pages.

use serde::Deserialize;
use toml::Spanned;

use super::operation_filter::SelectorEntry;
use crate::diagnostic::Location;

/// How the pages of some operations are requested.
///
/// Names that begin with a slash are JSON pointers into a body; others name a parameter of the request, or a header of the response.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Spanned<RawPageRule>")]
pub struct PageRule {
    /// Operations by `operationId`, or by method and path; without any, all GETs that have what the rule names, and with a parameter in the
    /// body, all others as well.
    pub operations: Vec<SelectorEntry>,
    /// The JSON pointer of the items; by default, the body if it is an array, or its only array.
    pub items: Option<String>,
    /// How the next page is requested.
    pub kind: PageKind,
    /// The JSON pointer of a boolean: whether there are more pages.
    pub more: Option<String>,
    /// The JSON pointer of the number of pages.
    pub page_count: Option<String>,
    /// The parameter for the number of items, if a page with fewer is the last.
    pub page_size: Option<String>,
    /// The offset in bytes.
    offset: usize,
    location: Option<Location>,
}

/// How the next page is requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// By a value that the response has.
    Cursor {
        /// The parameter for it.
        parameter: String,
        /// Where the response has it.
        next: NextCursor,
    },
    /// By the number of items before it.
    Offset(NumberedPage),
    /// By its number.
    PageNumber(NumberedPage),
    /// By a URL that the response has.
    NextLink(String),
}

/// Where a response has a cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextCursor {
    /// In the body or in a header.
    Response(String),
    /// In the last item of the page, at a JSON pointer.
    LastItem(String),
}

/// A page that is requested by a number.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberedPage {
    /// The parameter for the number.
    pub parameter: String,
    /// The number of the first page; by default, that of the parameter, else 0 for an offset and 1 for a page.
    #[serde(default)]
    pub first: Option<u64>,
}

impl PageRule {
    /// Returns a rule that the document has, for the operation where it stands.
    pub(crate) fn of_document(kind: PageKind) -> Self {
        Self {
            operations: Vec::new(),
            items: None,
            kind,
            more: None,
            page_count: None,
            page_size: None,
            offset: 0,
            location: None,
        }
    }

    /// Returns the location, if the rule comes from a file.
    pub fn location(&self) -> Option<&Location> {
        self.location.as_ref()
    }

    /// Sets the locations of the rule and of its entries; `location` maps a byte offset to a location.
    pub(crate) fn set_locations(&mut self, location: impl Fn(usize) -> Location) {
        self.location = Some(location(self.offset));
        self.operations.iter_mut().for_each(|entry| entry.set_location(&location));
    }
}

/// A rule as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPageRule {
    #[serde(default)]
    operations: Vec<SelectorEntry>,
    items: Option<String>,
    cursor: Option<RawCursor>,
    offset: Option<NumberedPage>,
    page_number: Option<NumberedPage>,
    next_link: Option<String>,
    more: Option<String>,
    page_count: Option<String>,
    page_size: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCursor {
    parameter: String,
    next: Option<String>,
    last_item: Option<String>,
}

impl TryFrom<Spanned<RawPageRule>> for PageRule {
    type Error = &'static str;

    fn try_from(spanned: Spanned<RawPageRule>) -> Result<Self, Self::Error> {
        let offset = spanned.span().start;
        let raw = spanned.into_inner();
        let kind = match (raw.cursor, raw.offset, raw.page_number, raw.next_link) {
            (Some(cursor), None, None, None) => cursor.kind()?,
            (None, Some(offset), None, None) => PageKind::Offset(offset),
            (None, None, Some(number), None) => PageKind::PageNumber(number),
            (None, None, None, Some(link)) => PageKind::NextLink(link),
            _ => return Err("pages have one of `cursor`, `offset`, `page_number` and `next_link`"),
        };
        for pointer in [&raw.items, &raw.more, &raw.page_count].into_iter().flatten() {
            if !pointer.is_empty() && !pointer.starts_with('/') {
                return Err("`items`, `more` and `page_count` are JSON pointers, which begin with a slash");
            }
        }
        if raw.page_count.is_some() && !matches!(kind, PageKind::PageNumber(_)) {
            return Err("`page_count` needs `page_number`");
        }
        if raw.page_size.is_some() && !matches!(kind, PageKind::PageNumber(_) | PageKind::Offset(_)) {
            return Err("`page_size` needs `offset` or `page_number`");
        }
        Ok(Self {
            operations: raw.operations,
            items: raw.items,
            kind,
            more: raw.more,
            page_count: raw.page_count,
            page_size: raw.page_size,
            offset,
            location: None,
        })
    }
}

impl RawCursor {
    fn kind(self) -> Result<PageKind, &'static str> {
        let next = match (self.next, self.last_item) {
            (Some(next), None) => NextCursor::Response(next),
            (None, Some(pointer)) if pointer.is_empty() || pointer.starts_with('/') => NextCursor::LastItem(pointer),
            (None, Some(_)) => return Err("`last_item` is a JSON pointer, which begins with a slash"),
            _ => return Err("a cursor has one of `next` and `last_item`"),
        };
        Ok(PageKind::Cursor { parameter: self.parameter, next })
    }
}

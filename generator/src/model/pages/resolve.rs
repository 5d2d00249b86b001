//! What the names of a rule are in an operation.

use super::super::api::{
    Api, BodyContent, Location, Operation, PageParameter, PageSource, Pages, Paging, Parameter, Style,
};
use super::super::types::Shape;
use super::items;
use crate::target::{NextCursor, NumberedPage, PageKind, PageRule};

/// Returns the pages of an operation by a rule, or what it lacks.
pub(super) fn pages(api: &Api, operation: &Operation, rule: &PageRule) -> Result<Pages, String> {
    let names = Names { api, operation };
    let items = items::path(&api.types, operation, rule.items.as_deref())?;
    let paging = match &rule.kind {
        PageKind::Cursor { parameter, next } => {
            let next = match next {
                NextCursor::Response(name) => names.source(name)?,
                NextCursor::LastItem(pointer) if items::may_have(&api.types, &items.item, pointer) => {
                    PageSource::LastItem(pointer.clone())
                }
                NextCursor::LastItem(pointer) => return Err(format!("its items have nothing at `{pointer}`")),
            };
            Paging::Cursor(names.parameter(parameter)?, next)
        }
        PageKind::Offset(page) => Paging::Offset(names.parameter(&page.parameter)?, names.first(page, 0)),
        PageKind::PageNumber(page) => Paging::PageNumber(names.parameter(&page.parameter)?, names.first(page, 1)),
        PageKind::NextLink(name) => Paging::NextLink(names.source(name)?),
    };
    let page_size = match &rule.page_size {
        Some(name) => Some((names.parameter(name)?, names.default(name))),
        None => None,
    };
    let (more, page_count) = (names.member(rule.more.as_ref())?, names.member(rule.page_count.as_ref())?);
    Ok(Pages { paging, items, more, page_count, page_size })
}

/// The names that an operation knows.
#[derive(Clone, Copy)]
struct Names<'a> {
    api: &'a Api,
    operation: &'a Operation,
}

impl<'a> Names<'a> {
    fn parameter(self, name: &str) -> Result<PageParameter, String> {
        if name.starts_with('/') {
            return match self.operation.body.as_ref().map(|body| body.contents.as_slice()) {
                Some([content]) if matches!(content.content, BodyContent::Json(_)) => {
                    Ok(PageParameter::Body(name.to_owned()))
                }
                _ => Err("its request has no JSON body".to_owned()),
            };
        }
        let parameter = self.declared(name).ok_or_else(|| format!("it has no parameter `{name}`"))?;
        if !self.is_scalar(&parameter.shape) || !matches!(parameter.style, Style::Form | Style::Simple) {
            return Err(format!("the parameter `{name}` is not a single string or number"));
        }
        match parameter.location {
            Location::Query => Ok(PageParameter::Query(parameter.name.clone())),
            Location::Header => Ok(PageParameter::Header(parameter.name.clone())),
            Location::Path | Location::Cookie => {
                Err(format!("the parameter `{name}` is neither of the query nor a header"))
            }
        }
    }

    fn declared(self, name: &str) -> Option<&'a Parameter> {
        self.operation.parameters.iter().find(|parameter| parameter.name == name)
    }

    fn is_scalar(self, shape: &Shape) -> bool {
        use super::super::types::TypeKind;
        match shape {
            Shape::Nullable(inner) => self.is_scalar(inner),
            Shape::Array(_) | Shape::Map(_) | Shape::Boolean | Shape::Any => false,
            Shape::Type(id) => match self.api.types.get(id.0).map(|known| &known.kind) {
                Some(TypeKind::Newtype(inner)) => self.is_scalar(inner),
                Some(TypeKind::Alias(target)) => self.is_scalar(&Shape::Type(*target)),
                Some(TypeKind::Enum(_)) => true,
                _ => false,
            },
            _ => true,
        }
    }

    fn first(self, page: &NumberedPage, usual: u64) -> u64 {
        page.first.or_else(|| self.default(&page.parameter)).unwrap_or(usual)
    }

    fn default(self, parameter: &str) -> Option<u64> {
        self.declared(parameter)?.default.as_ref()?.as_u64()
    }

    fn source(self, name: &str) -> Result<PageSource, String> {
        if name.starts_with('/') {
            self.member(Some(&name.to_owned()))?;
            return Ok(PageSource::Body(name.to_owned()));
        }
        match http::HeaderName::try_from(name) {
            Ok(header) if header == http::header::LINK => Ok(PageSource::LinkHeader),
            Ok(header) => Ok(PageSource::Header(header.as_str().to_owned())),
            Err(_) => Err(format!("`{name}` is neither a JSON pointer nor the name of a header")),
        }
    }

    /// Checks that the response has a member.
    fn member(self, pointer: Option<&String>) -> Result<Option<String>, String> {
        let (page, _) = items::page(self.operation)?;
        match pointer {
            Some(pointer) if !items::may_have(&self.api.types, page, pointer) => {
                Err(format!("its response has nothing at `{pointer}`"))
            }
            pointer => Ok(pointer.cloned()),
        }
    }
}

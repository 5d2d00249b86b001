//! What the names of a rule are in an operation.

use super::super::api::{
    Api, BodyContent, Location, Operation, PageParameter, PageSource, Pages, Paging, Parameter, RequestContent, Style,
};
use super::super::types::Shape;
use super::items::{self, Member};
use crate::target::{NextCursor, NumberedPage, PageKind, PageRule};

/// Returns the pages of an operation by a rule, or what it lacks.
pub(super) fn pages(api: &Api, operation: &Operation, rule: &PageRule) -> Result<Pages, String> {
    let names = Names { api, operation };
    let items = items::path(&api.types, operation, rule.items.as_deref())?;
    let paging = match &rule.kind {
        PageKind::Cursor { parameter, next } => {
            let next = match next {
                NextCursor::Response(name) => names.source(name)?,
                NextCursor::LastItem(pointer) => match items::member(&api.types, &items.item, pointer) {
                    Member::Missing => return Err(format!("its items have nothing at `{pointer}`")),
                    Member::Described(shape) if !items::is_scalar(&api.types, shape) => {
                        return Err(format!("`{pointer}` of its items is not a single string or number"));
                    }
                    Member::Described(_) | Member::Undescribed => PageSource::LastItem(pointer.clone()),
                },
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
    let more = rule.more.as_deref().map(|pointer| names.boolean(pointer)).transpose()?;
    let page_count = rule.page_count.as_deref().map(|pointer| names.scalar(pointer)).transpose()?;
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
            return self.in_body(name);
        }
        let parameter = self.declared(name).ok_or_else(|| format!("it has no parameter `{name}`"))?;
        let is_single = match items::member(&self.api.types, &parameter.shape, "") {
            Member::Described(shape) => items::is_scalar(&self.api.types, shape),
            Member::Undescribed | Member::Missing => false,
        };
        if !is_single || !matches!(parameter.style, Style::Form | Style::Simple) {
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

    /// Returns a member of the body of the request.
    fn in_body(self, pointer: &str) -> Result<PageParameter, String> {
        let none = || "its request has no JSON body".to_owned();
        let body = self.operation.body.as_ref().ok_or_else(none)?;
        let [RequestContent { media_type, content: BodyContent::Json(shape) }] = body.contents.as_slice() else {
            return Err(none());
        };
        if !body.required && media_type != "application/json" {
            return Err(format!("its body may be absent, and is not `application/json` but `{media_type}`"));
        }
        match items::member(&self.api.types, shape, pointer) {
            Member::Missing => Err(format!("its request has nothing at `{pointer}`")),
            Member::Described(shape) if !items::is_scalar(&self.api.types, shape) => {
                Err(format!("`{pointer}` of its request is not a single string or number"))
            }
            Member::Described(_) | Member::Undescribed => Ok(PageParameter::Body(pointer.to_owned())),
        }
    }

    fn declared(self, name: &str) -> Option<&'a Parameter> {
        self.operation.parameters.iter().find(|parameter| parameter.name == name)
    }

    fn first(self, page: &NumberedPage, usual: u64) -> u64 {
        page.first.or_else(|| self.default(&page.parameter)).unwrap_or(usual)
    }

    fn default(self, parameter: &str) -> Option<u64> {
        self.declared(parameter)?.default.as_ref()?.as_u64()
    }

    fn source(self, name: &str) -> Result<PageSource, String> {
        if name.starts_with('/') {
            return self.scalar(name).map(PageSource::Body);
        }
        let Ok(header) = http::HeaderName::try_from(name) else {
            return Err(format!("`{name}` is neither a JSON pointer nor the name of a header"));
        };
        if header == http::header::LINK {
            return Ok(PageSource::LinkHeader);
        }
        // Many documents do not declare the headers of responses, but a property without its slash looks like one.
        let mut declared = self.operation.headers.iter().filter_map(|index| self.api.headers.get(*index));
        if !name.contains('-') && !declared.any(|declared| declared.name.eq_ignore_ascii_case(name)) {
            return Err(format!("its response declares no header `{name}`, and a property would be `/{name}`"));
        }
        Ok(PageSource::Header(header.as_str().to_owned()))
    }

    /// Checks that the response has a string or number at a pointer.
    fn scalar(self, pointer: &str) -> Result<String, String> {
        match self.found(pointer)? {
            Member::Described(shape) if !items::is_scalar(&self.api.types, shape) => {
                Err(format!("`{pointer}` of its response is not a single string or number"))
            }
            _ => Ok(pointer.to_owned()),
        }
    }

    /// Checks that the response has a boolean at a pointer.
    fn boolean(self, pointer: &str) -> Result<String, String> {
        match self.found(pointer)? {
            Member::Described(shape) if *shape != Shape::Boolean => {
                Err(format!("`{pointer}` of its response is not a boolean"))
            }
            _ => Ok(pointer.to_owned()),
        }
    }

    fn found(self, pointer: &str) -> Result<Member<'a>, String> {
        let (page, _) = items::page(self.operation)?;
        match items::member(&self.api.types, page, pointer) {
            Member::Missing => Err(format!("its response has nothing at `{pointer}`")),
            found => Ok(found),
        }
    }
}

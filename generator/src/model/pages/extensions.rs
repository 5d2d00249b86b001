//! Extensions of documents that describe pages: `x-fern-pagination`, `x-speakeasy-pagination` and `x-ms-pageable`.

use openapiv3::Operation;
use serde_json::{Map, Value};

use super::super::api::Parameter;
use super::DeclaredPages;
use crate::diagnostic::Diagnostics;
use crate::load::pointer;
use crate::target::{NextCursor, NumberedPage, PageKind, PageRule};

pub(super) const FERN: &str = "x-fern-pagination";
const SPEAKEASY: &str = "x-speakeasy-pagination";
const MICROSOFT: &str = "x-ms-pageable";

/// Returns the rule of an operation, if it has such an extension. `x-fern-pagination: true` refers to that of the document.
pub(in super::super) fn of_operation(
    operation: &Operation,
    at: &str,
    parameters: &[Parameter],
    of_document: Option<&Value>,
    diagnostics: &mut Diagnostics,
) -> Option<DeclaredPages> {
    let found = [FERN, SPEAKEASY, MICROSOFT]
        .into_iter()
        .find_map(|name| Some((name, operation.extensions.get(name).filter(|value| **value != Value::Bool(false))?)));
    let (name, value) = found?;
    let pointer = pointer::join(at, name);
    let is_known = |name: &str| parameters.iter().any(|parameter| parameter.name == name);
    let rule = match (name, value) {
        (FERN, Value::Bool(true)) => match of_document {
            Some(value) => fern(value, is_known),
            None => Err("the document has no `x-fern-pagination` that it could refer to".to_owned()),
        },
        (FERN, value) => fern(value, is_known),
        (SPEAKEASY, value) => speakeasy(value),
        (_, value) => microsoft(value).transpose()?,
    };
    match rule {
        Ok(rule) => Some(DeclaredPages { pointer, rule }),
        Err(problem) => {
            warn(diagnostics, &pointer, &problem);
            None
        }
    }
}

/// Reports an extension that can't be followed.
pub(super) fn warn(diagnostics: &mut Diagnostics, pointer: &str, problem: &str) {
    let message = format!("the pages of the operation can't be requested as the extension says: {problem}");
    let help = "correct the extension, or list the operation in a `[[target.pages]]` of clientwright.toml";
    diagnostics.warning("unsupported-pagination", pointer, message, help);
}

type Rule = Result<PageRule, String>;

/// `$request.…` is a parameter or a property of the body, `$response.…` a property of the response.
fn fern(value: &Value, is_parameter: impl Fn(&str) -> bool) -> Rule {
    let text = |name| value.get(name).and_then(Value::as_str);
    let response = |name| match text(name) {
        Some(path) => {
            path.strip_prefix("$response").and_then(dotted).map(Some).ok_or_else(|| not_understood(name, path))
        }
        None => Ok(None),
    };
    let request = |name: &str, path: &str| {
        let name = path.strip_prefix("$request.").ok_or_else(|| not_understood(name, path))?;
        let pointer = || name.split('.').fold(String::new(), |at, name| pointer::join(&at, name));
        Ok::<_, String>(if is_parameter(name) { name.to_owned() } else { pointer() })
    };
    let kind = if let Some(cursor) = text("cursor") {
        let next = response("next_cursor")?.ok_or("it has no `next_cursor`")?;
        PageKind::Cursor { parameter: request("cursor", cursor)?, next: NextCursor::Response(next) }
    } else if let Some(offset) = text("offset") {
        let page = NumberedPage { parameter: request("offset", offset)?, first: None };
        // Without `step`, the offset grows by 1: it is the number of a page.
        if text("step").is_some() { PageKind::Offset(page) } else { PageKind::PageNumber(page) }
    } else if let Some(link) = response("next_uri")?.or(response("next_path")?) {
        PageKind::NextLink(link)
    } else {
        return Err("it has none of `cursor`, `offset`, `next_uri` and `next_path`".to_owned());
    };
    let mut rule = PageRule::of_document(kind);
    rule.items = response("results")?;
    rule.more = response("has-next-page")?;
    Ok(rule)
}

fn speakeasy(value: &Value) -> Rule {
    let outputs = value.get("outputs").and_then(Value::as_object);
    let output = |name| {
        let path = outputs.and_then(|outputs| outputs.get(name)).and_then(Value::as_str);
        path.map(|path| json_path(path).ok_or_else(|| not_understood(name, path))).transpose()
    };
    let whole = |name| match output(name)? {
        Some(JsonPath { of_last: None, pointer }) => Ok(Some(pointer)),
        Some(JsonPath { .. }) => Err(format!("`{name}` is in a single item")),
        None => Ok(None),
    };
    let inputs: Vec<&Map<String, Value>> =
        value.get("inputs").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object).collect();
    let input = |wanted: &str| {
        let text = |input: &Map<String, Value>, name| input.get(name).and_then(Value::as_str).map(str::to_owned);
        let input = inputs.iter().find(|input| text(input, "type").as_deref() == Some(wanted))?;
        let name = text(input, "name")?;
        let is_of_body = text(input, "in").as_deref() == Some("requestBody");
        Some(if is_of_body { pointer::join("", &name) } else { name })
    };
    let items = whole("results")?;
    let kind = match value.get("type").and_then(Value::as_str) {
        Some("cursor") => {
            let parameter = input("cursor").ok_or("it has no input of the type `cursor`")?;
            let next = match output("nextCursor")?.ok_or("it has no `nextCursor`")? {
                JsonPath { of_last: None, pointer } => NextCursor::Response(pointer),
                JsonPath { of_last: Some(of), pointer } if items.as_ref().is_none_or(|items| *items == of) => {
                    NextCursor::LastItem(pointer)
                }
                JsonPath { .. } => return Err("`nextCursor` is in an item of another array than `results`".to_owned()),
            };
            PageKind::Cursor { parameter, next }
        }
        Some("offsetLimit") => match (input("page"), input("offset")) {
            (Some(parameter), _) => PageKind::PageNumber(NumberedPage { parameter, first: None }),
            (None, Some(parameter)) => PageKind::Offset(NumberedPage { parameter, first: None }),
            (None, None) => return Err("it has no input of the type `page` or `offset`".to_owned()),
        },
        Some("url") => PageKind::NextLink(whole("nextUrl")?.ok_or("it has no `nextUrl`")?),
        _ => return Err("its `type` is none of `cursor`, `offsetLimit` and `url`".to_owned()),
    };
    let mut rule = PageRule::of_document(kind);
    rule.items = items;
    if matches!(rule.kind, PageKind::PageNumber(_) | PageKind::Offset(_)) {
        rule.page_size = input("limit");
    }
    if matches!(rule.kind, PageKind::PageNumber(_)) {
        rule.page_count = whole("numPages")?;
    }
    Ok(rule)
}

/// Without a link, all items are in one page.
fn microsoft(value: &Value) -> Result<Option<PageRule>, String> {
    let text = |name| value.get(name).and_then(Value::as_str);
    let link = match value.get("nextLinkName") {
        Some(Value::Null) => return Ok(None),
        Some(Value::String(link)) if !link.is_empty() => link,
        _ => return Err("it has no `nextLinkName`".to_owned()),
    };
    let mut rule = PageRule::of_document(PageKind::NextLink(pointer::join("", link)));
    rule.items = Some(pointer::join("", text("itemName").unwrap_or("value")));
    Ok(Some(rule))
}

fn not_understood(name: &str, path: &str) -> String {
    format!("`{name}` is `{path}`, which is not understood")
}

/// Returns the JSON pointer of a path such as `.data.next`.
fn dotted(path: &str) -> Option<String> {
    json_path(&format!("${path}")).filter(|path| path.of_last.is_none()).map(|path| path.pointer)
}

/// A path to one value.
struct JsonPath {
    /// The JSON pointer of the array of whose last element it is a value.
    of_last: Option<String>,
    /// The JSON pointer in the document, or in that element.
    pointer: String,
}

/// Reads the part of `JSONPath` (RFC 9535) that names one value: `$.a['b'][-1].c`.
fn json_path(text: &str) -> Option<JsonPath> {
    let mut rest = text.strip_prefix('$')?;
    let mut path = JsonPath { of_last: None, pointer: String::new() };
    while !rest.is_empty() {
        if let Some(after) = LAST.iter().find_map(|last| rest.strip_prefix(last)) {
            if path.of_last.is_some() {
                return None;
            }
            path.of_last = Some(std::mem::take(&mut path.pointer));
            rest = after;
            continue;
        }
        let (name, after) = if let Some(quoted) = rest.strip_prefix("['") {
            quoted.split_once("']")?
        } else if let Some(quoted) = rest.strip_prefix("[\"") {
            quoted.split_once("\"]")?
        } else {
            let name = rest.strip_prefix('.')?;
            name.split_at_checked(name.find(['.', '[']).unwrap_or(name.len()))?
        };
        if name.is_empty() || name == "*" {
            return None;
        }
        pointer::push(&mut path.pointer, name);
        rest = after;
    }
    Some(path)
}

/// What selects the last element of an array.
const LAST: [&str; 3] = ["[-1]", "[-1:]", "[(@.length-1)]"];

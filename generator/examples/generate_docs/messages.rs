//! Parameters, bodies, responses and headers.

use serde_json::{Value, json};

use crate::builder::{DocumentBuilder, Members, members};
use crate::prose;

const MEDIA_TYPES: &[&str] = &[
    "application/json",
    "application/json",
    "application/json",
    "application/json; charset=utf-8",
    "application/problem+json",
    "application/vnd.api+json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/octet-stream",
    "text/plain",
    "text/plain; charset=utf-8",
    "text/html",
    "text/csv",
    "application/xml",
    "text/event-stream",
    "application/x-ndjson",
    "application/jsonl",
    "image/png",
    "image/*",
    "*/*",
    "application/*",
    "application/merge-patch+json",
    "multipart/mixed",
    "application/pdf",
    "text/*",
    "application/hal+json",
    "application/yaml",
    "application/json-patch+json",
    "audio/*",
];

const STATUSES: &[&str] = &[
    "200", "200", "200", "201", "202", "204", "206", "2XX", "301", "302", "304", "400", "401", "403", "404", "409",
    "418", "422", "429", "499", "500", "503", "599", "3XX", "4XX", "5XX", "default", "default", "100", "101", "1XX",
];

/// Names of headers: tokens, as HTTP has them.
const HEADERS: &[&str] = &[
    "X-Rate-Limit",
    "X-Request-Id",
    "Link",
    "Location",
    "ETag",
    "Retry-After",
    "Content-Type",
    "Content-Length",
    "Set-Cookie",
    "x-self",
    "X-Type",
    "Last-Modified",
    "X_Under",
    "status",
    "headers",
    "x-1",
    "1",
    "Accept",
    "Authorization",
    "If-Match",
    "Prefer",
    "!#$%&'*+-.^_`|~",
];

impl DocumentBuilder {
    /// Returns a parameter of an operation; those of the path are made with it.
    pub fn parameter(&mut self, name: &str, place: &str) -> Value {
        let mut parameter = members(json!({ "name": name, "in": place }));
        if place == "path" || self.one_in(3) {
            parameter.insert("required".to_owned(), json!(true));
        }
        let styles: &[&str] = match place {
            "path" => &["simple", "label", "matrix"],
            "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "header" => &["simple"],
            _ => &["form"],
        };
        if self.one_in(8) {
            parameter.insert("content".to_owned(), json!({ "application/json": { "schema": self.schema(1) } }));
        } else {
            let schema = if self.one_in(2) { Value::Object(self.scalar()) } else { self.schema(2) };
            parameter.insert("schema".to_owned(), schema);
            if self.one_in(3) {
                parameter.insert("style".to_owned(), json!(self.one_of(styles)));
            }
            if self.one_in(3) {
                parameter.insert("explode".to_owned(), json!(self.one_in(2)));
            }
            if place == "query" && self.one_in(10) {
                parameter.insert("allowReserved".to_owned(), json!(true));
            }
        }
        for (name, odds) in [("deprecated", 12), ("allowEmptyValue", 15)] {
            if self.one_in(odds) && (name == "deprecated" || place == "query") {
                parameter.insert(name.to_owned(), json!(true));
            }
        }
        if self.one_in(10) {
            parameter.insert("example".to_owned(), self.any_value());
        }
        self.describe(&mut parameter);
        Value::Object(parameter)
    }

    /// Returns the parameters of an operation that are not in its path.
    pub fn parameters(&mut self) -> Vec<Value> {
        let mut found: Vec<Value> = Vec::new();
        let mut taken: Vec<(String, &str)> = Vec::new();
        for _ in 0..self.below(6) {
            let place = self.one_of(&["query", "query", "query", "query", "header", "cookie"]);
            let name = match place {
                "query" => self.names.member(&mut self.random),
                _ => self.one_of(HEADERS).to_owned(),
            };
            let key = (name.to_lowercase(), place);
            if !taken.contains(&key) {
                taken.push(key);
                found.push(self.parameter(&name, place));
            }
        }
        found
    }

    /// Returns the body of a request.
    pub fn request_body(&mut self) -> Value {
        let mut body = Members::new();
        if !self.one_in(3) {
            body.insert("required".to_owned(), json!(!self.one_in(6)));
        }
        body.insert("content".to_owned(), Value::Object(self.content(true)));
        self.describe(&mut body);
        Value::Object(body)
    }

    fn content(&mut self, is_sent: bool) -> Members {
        let count = [1, 1, 1, 1, 2, 3, 0].get(self.below(if is_sent { 6 } else { 7 })).copied().unwrap_or(1);
        let mut content = Members::new();
        for _ in 0..count {
            let media_type = self.one_of(MEDIA_TYPES);
            let value = self.media_type(media_type);
            content.insert(media_type.to_owned(), value);
        }
        content
    }

    fn media_type(&mut self, name: &str) -> Value {
        let mut value = Members::new();
        if self.one_in(25) {
            return Value::Object(value);
        }
        let is_form = name.contains("form");
        let schema = match name {
            "application/octet-stream" | "image/png" if self.one_in(2) => {
                json!({ "type": "string", "format": "binary" })
            }
            _ if is_form && !self.one_in(6) => Value::Object(self.form()),
            _ => self.schema(1),
        };
        if is_form && self.one_in(2) {
            let names: Vec<String> = schema
                .get("properties")
                .and_then(Value::as_object)
                .map(|found| found.keys().cloned().collect())
                .unwrap_or_default();
            let mut encoding = Members::new();
            for name in names.into_iter().take(2) {
                encoding.insert(name, self.encoding());
            }
            value.insert("encoding".to_owned(), Value::Object(encoding));
        }
        value.insert("schema".to_owned(), schema);
        match self.below(8) {
            0 => drop(value.insert("example".to_owned(), self.any_value())),
            1 => {
                let example = json!({ "summary": prose::line(&mut self.random), "value": self.any_value() });
                value.insert("examples".to_owned(), json!({ "one": example }));
            }
            _ => {}
        }
        Value::Object(value)
    }

    fn form(&mut self) -> Members {
        let mut form = self.object(1);
        if let Some(properties) = form.get_mut("properties").and_then(Value::as_object_mut) {
            let file = json!({ "type": "string", "format": "binary" });
            if self.random.one_in(2) {
                properties.insert("file".to_owned(), file.clone());
            }
            if self.random.one_in(3) {
                properties.insert("files".to_owned(), json!({ "type": "array", "items": file }));
            }
        }
        form
    }

    fn encoding(&mut self) -> Value {
        match self.below(4) {
            0 => {
                json!({ "contentType": self.one_of(&["application/json", "image/png, image/jpeg", "text/plain", "application/octet-stream", "*/*"]) })
            }
            1 => {
                json!({ "style": self.one_of(&["form", "deepObject", "spaceDelimited", "pipeDelimited"]), "explode": self.one_in(2) })
            }
            2 => json!({ "headers": { "X-Custom": { "schema": { "type": "string" } } } }),
            _ => json!({ "allowReserved": true }),
        }
    }

    /// Returns the responses of an operation.
    pub fn responses(&mut self) -> Value {
        let mut responses = Members::new();
        for _ in 0..=self.below(5) {
            let status = self.one_of(STATUSES);
            let response = if self.one_in(8) {
                json!({ "$ref": format!("#/components/responses/{}", self.one_of(&["NotFound", "error", "Ok"])) })
            } else {
                self.response()
            };
            responses.insert(status.to_owned(), response);
        }
        Value::Object(responses)
    }

    /// Returns one response.
    pub fn response(&mut self) -> Value {
        let mut response = members(json!({ "description": prose::text(&mut self.random) }));
        if !self.one_in(4) {
            response.insert("content".to_owned(), Value::Object(self.content(false)));
        }
        if self.one_in(4) {
            let mut headers = Members::new();
            for _ in 0..=self.below(3) {
                let name = self.one_of(HEADERS);
                let header = self.header();
                headers.insert(name.to_owned(), header);
            }
            response.insert("headers".to_owned(), Value::Object(headers));
        }
        if self.one_in(15) {
            response.insert(
                "links".to_owned(),
                json!({ "next": { "operationRef": "#/paths/~1", "description": prose::line(&mut self.random) } }),
            );
        }
        Value::Object(response)
    }

    /// Returns a header.
    pub fn header(&mut self) -> Value {
        let mut header = members(json!({ "schema": self.schema(2) }));
        if self.one_in(3) {
            header.insert("required".to_owned(), json!(true));
        }
        if self.one_in(6) {
            header.insert("explode".to_owned(), json!(true));
        }
        self.describe(&mut header);
        Value::Object(header)
    }
}

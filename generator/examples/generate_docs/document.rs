//! Whole documents.

use serde_json::{Value, json};

use crate::builder::{DocumentBuilder, Members, SchemaKind, members};
use crate::names::{Names, fresh};
use crate::prose;
use crate::random::Random;

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// How large documents are.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// How many component schemas there are at most.
    pub schemas: usize,
    /// How many operations.
    pub operations: usize,
}

/// Returns a document.
pub fn document(mut random: Random, size: Size) -> Value {
    let version = random.pick(&["3.0.0", "3.0.3", "3.0.4", "3.1.0", "3.1.1", "3.2.0"]).copied().unwrap_or_default();
    let hostile = random.pick(&[0, 12, 4, 2]).copied().unwrap_or_default();
    let is_3_1_or_later = !version.starts_with("3.0");
    let mut builder = DocumentBuilder { random, names: Names { hostile }, is_3_1_or_later, components: Vec::new() };
    builder.claim_components(size.schemas);
    let mut document = members(json!({
        "openapi": version,
        "info": { "title": prose::line(&mut builder.random), "version": "1", "description": prose::text(&mut builder.random) },
    }));
    let tags: Vec<String> = (0..4).map(|_| builder.names.title(&mut builder.random)).collect();
    document.insert("paths".to_owned(), Value::Object(builder.paths(size.operations, &tags)));
    if is_3_1_or_later && builder.one_in(3) {
        let hook = builder.operation("hook", &tags);
        document.insert("webhooks".to_owned(), json!({ "new thing": { "post": hook } }));
    }
    if !builder.one_in(4) {
        let servers: Vec<Value> = (0..=builder.below(3)).map(|_| builder.server()).collect();
        document.insert("servers".to_owned(), json!(servers));
    }
    if !builder.one_in(3) {
        document.insert("security".to_owned(), builder.security());
    }
    let mut seen = Vec::new();
    let described: Vec<Value> = tags
        .iter()
        .filter(|tag| fresh(&mut seen, || (*tag).clone()).is_some())
        .map(|tag| json!({ "name": tag, "description": prose::text(&mut builder.random) }))
        .collect();
    document.insert("tags".to_owned(), json!(described));
    document.insert("components".to_owned(), builder.components_object());
    Value::Object(document)
}

impl DocumentBuilder {
    fn claim_components(&mut self, most: usize) {
        let names = self.names;
        let mut taken = Vec::new();
        for _ in 0..3 + self.below(most) {
            let Some(name) = fresh(&mut taken, || names.title(&mut self.random)) else { continue };
            let kind = match self.below(8) {
                0..=3 => SchemaKind::Object,
                4 => SchemaKind::Enum,
                5 => SchemaKind::Union,
                _ => SchemaKind::Other,
            };
            self.components.push((name, kind));
        }
    }

    fn components_object(&mut self) -> Value {
        let mut schemas = Members::new();
        for (name, kind) in self.components.clone() {
            schemas.insert(name, self.component(kind));
        }
        json!({
            "schemas": schemas,
            "responses": { "NotFound": self.response(), "error": self.response(), "Ok": self.response() },
            "securitySchemes": {
                "bearer": { "type": "http", "scheme": "bearer", "description": prose::text(&mut self.random) },
                "basic": { "type": "http", "scheme": "basic" },
                "apiKey": { "type": "apiKey", "in": "header", "name": "X-Api-Key" },
                "queryKey": { "type": "apiKey", "in": "query", "name": self.names.member(&mut self.random) + "k" },
                "cookie": { "type": "apiKey", "in": "cookie", "name": "session" },
                "oauth": { "type": "oauth2", "flows": { "clientCredentials": { "tokenUrl": "https://example.com/token", "scopes": {} } } },
                "openId": { "type": "openIdConnect", "openIdConnectUrl": "https://example.com/.well-known" },
                "digest": { "type": "http", "scheme": "digest" },
            },
        })
    }

    fn security(&mut self) -> Value {
        let schemes = ["bearer", "basic", "apiKey", "queryKey", "cookie", "oauth", "openId", "digest"];
        let mut alternatives: Vec<Members> = Vec::new();
        for _ in 0..self.below(3) {
            let mut requirement = Members::new();
            for _ in 0..self.below(3) {
                requirement.insert(self.one_of(&schemes).to_owned(), json!([]));
            }
            alternatives.push(requirement);
        }
        json!(alternatives)
    }

    fn server(&mut self) -> Value {
        match self.below(4) {
            0 => {
                json!({ "url": "https://{region}.example.com:{port}/{base}", "description": prose::line(&mut self.random), "variables": {
                "region": { "default": "eu", "enum": ["eu", "us", "self"] }, "port": { "default": "443" }, "base": { "default": "v1", "description": prose::text(&mut self.random) } } })
            }
            1 => json!({ "url": self.one_of(&["/", "/v1", "", "https://example.com/", "http://localhost:8080/api"]) }),
            2 => json!({ "url": "https://{type}.example.com", "variables": { "type": { "default": "a" } } }),
            _ => json!({ "url": "https://api.example.com", "description": self.names.title(&mut self.random) }),
        }
    }

    fn paths(&mut self, operations: usize, tags: &[String]) -> Members {
        let mut paths = Members::new();
        let mut ids = Vec::new();
        let mut left = 1 + self.below(operations);
        for number in 0.. {
            if left == 0 {
                break;
            }
            let names = self.names;
            let mut declared: Vec<String> = Vec::new();
            let mut path = format!("/p{number}");
            for _ in 0..self.below(4) {
                let is_fitting =
                    |name: &String| !name.is_empty() && !name.contains(['/', '{', '}', '?', '#', '&', ';']);
                let name = match (0..20).map(|_| names.member(&mut self.random)).find(is_fitting) {
                    Some(name) if self.one_in(2) && !declared.contains(&name) => name,
                    _ => {
                        path.push_str("/things");
                        continue;
                    }
                };
                path.push_str(&format!("/{{{name}}}"));
                declared.push(name);
            }
            let mut item = Members::new();
            if !declared.is_empty() {
                let parameters: Vec<Value> = declared.iter().map(|name| self.parameter(name, "path")).collect();
                item.insert("parameters".to_owned(), json!(parameters));
            }
            for _ in 0..=self.below(3) {
                let method = self.one_of(METHODS);
                if left > 0 && !item.contains_key(method) {
                    left -= 1;
                    let mut operation = self.operation(method, tags);
                    if !self.one_in(8)
                        && let Some(id) = fresh(&mut ids, || names.title(&mut self.random))
                        && let Some(members) = operation.as_object_mut()
                    {
                        members.insert("operationId".to_owned(), json!(id));
                    }
                    item.insert(method.to_owned(), operation);
                }
            }
            paths.insert(path, Value::Object(item));
        }
        paths
    }

    fn operation(&mut self, method: &str, tags: &[String]) -> Value {
        let mut operation = members(json!({ "responses": self.responses(), "parameters": self.parameters() }));
        if !self.one_in(4) {
            operation.insert("tags".to_owned(), json!([self.random.pick(tags)]));
        }
        if matches!(method, "post" | "put" | "patch" | "hook") && !self.one_in(5)
            || self.one_in(12) && method != "trace"
        {
            operation.insert("requestBody".to_owned(), self.request_body());
        }
        if !self.one_in(3) {
            operation.insert("summary".to_owned(), json!(prose::line(&mut self.random)));
        }
        if self.one_in(6) {
            operation.insert("security".to_owned(), self.security());
        }
        if self.one_in(10) {
            operation.insert("deprecated".to_owned(), json!(true));
        }
        if self.one_in(15) {
            operation.insert("servers".to_owned(), json!([self.server()]));
        }
        if self.one_in(15) {
            let received = json!({ "requestBody": self.request_body(), "responses": self.responses() });
            operation
                .insert("callbacks".to_owned(), json!({ "onEvent": { "{$request.body#/url}": { "post": received } } }));
        }
        self.describe(&mut operation);
        Value::Object(operation)
    }
}

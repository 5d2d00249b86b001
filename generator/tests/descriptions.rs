//! Any description becomes documentation that rustdoc neither compiles nor warns about.

use std::collections::BTreeMap;

use clientwright::Generated;
use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag};

/// A document that says `text` wherever prose stands.
fn document(text: &str) -> String {
    let schema = serde_json::json!({
        "title": text, "description": text, "type": "object",
        "properties": { "a": { "type": "string", "maxLength": 3, "default": "x", "description": text } }
    });
    let content = serde_json::json!({ "application/json": { "schema": { "$ref": "#/components/schemas/A" } } });
    let header = serde_json::json!({ "description": text, "schema": { "type": "string" } });
    let parameters = serde_json::json!([
        { "name": "p", "in": "query", "description": text, "required": true, "schema": { "type": "string" } },
        { "name": "q", "in": "query", "description": text, "schema": { "type": "string", "minLength": 1 } }
    ]);
    let operation = |id: &str| {
        serde_json::json!({
            "operationId": id, "description": text, "parameters": parameters,
            "requestBody": { "description": text, "content": content },
            "responses": {
                "200": { "description": text, "headers": { "X-H": header }, "content": content },
                "400": { "description": text, "content": content }
            }
        })
    };
    let mut summed = operation("b");
    summed["summary"] = text.into();
    serde_json::json!({
        "openapi": "3.0.3",
        "info": { "title": text, "version": text, "description": text },
        "servers": [{ "url": "https://{v}.example.com", "description": text, "variables": { "v": { "default": "d", "description": text } } }],
        "paths": { "/a": { "post": operation("a") }, "/b": { "post": summed } },
        "components": {
            "schemas": { "A": schema },
            "securitySchemes": { "key": { "type": "http", "scheme": "bearer", "description": text } }
        },
        "security": [{ "key": [] }]
    })
    .to_string()
    // YAML takes neither as it is.
    .replace('\u{7f}', "\\u007f")
    .replace('\u{85}', "\\u0085")
}

/// Returns the comments of documentation in a file.
fn comments(text: &str) -> Vec<String> {
    let mut comments: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines().map(str::trim_start) {
        match (line.strip_prefix("///").or_else(|| line.strip_prefix("//!")), comments.last_mut()) {
            (Some(line), Some(open)) => open.push(line.strip_prefix(' ').unwrap_or(line)),
            _ => comments.push(Vec::new()),
        }
    }
    comments.into_iter().filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n")).collect()
}

/// Asserts that rustdoc compiles nothing of a comment but our examples, and finds nothing to warn of.
fn assert_quiet(path: &str, comment: &str) {
    let syntax = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let to_item = |link: BrokenLink<'_>| Some((CowStr::from(link.reference.into_string()), "broken".into()));
    let (mut example, mut links, mut code) = (false, 0, false);
    for event in Parser::new_with_broken_link_callback(comment, syntax, Some(to_item)) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => panic!("{path}: indented code in\n{comment}"),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                code = true;
                example = ["no_run", "rust,no_run"].contains(&&*language);
                assert!(example || &*language == "text", "{path}: `{language}` in\n{comment}");
            }
            Event::Text(text) if example => {
                let is_ours = ["made::", "println", "client"].iter().any(|word| text.contains(word))
                    || text
                        .lines()
                        .all(|line| line.trim().is_empty() || line.starts_with(['#', '}', ' ']) || line == "```");
                assert!(is_ours, "{path}: {text:?} is compiled in\n{comment}");
                assert!(!text.contains("PROSE"), "{path}: {text:?} is compiled in\n{comment}");
            }
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => (example, code) = (false, false),
            Event::Start(Tag::Link { dest_url, .. }) => {
                links += 1;
                let is_ours = ["crate::", "`Client::", "`A`"].iter().any(|ours| dest_url.starts_with(ours));
                let leads =
                    is_ours || ["http://", "https://", "mailto:"].iter().any(|scheme| dest_url.starts_with(scheme));
                assert!(leads || dest_url.contains('@'), "{path}: a link to {dest_url:?} in\n{comment}");
            }
            Event::End(pulldown_cmark::TagEnd::Link) => links -= 1,
            // rustdoc tells bare URLs by a host with a dot.
            Event::Text(text) if links == 0 && !code => {
                let mut hosts = text.match_indices("://").filter_map(|(at, sign)| text.get(at + sign.len()..));
                let is_bare = text.contains("http")
                    && hosts.any(|rest| {
                        rest.split('.').nth(1).is_some_and(|top| top.len() > 2) && rest.starts_with("example")
                    });
                assert!(!is_bare, "{path}: a bare URL in {text:?} of\n{comment}");
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                assert!(html.contains("Generated by Clientwright"), "{path}: {html:?} in\n{comment}");
            }
            _ => {}
        }
    }
}

fn check(text: &str) {
    let (generated, diagnostics) = crate::support_generate::generated(&document(text), None);
    let Generated { files, .. } = generated.unwrap_or_else(|| panic!("{text:?}: {diagnostics:?}"));
    let files: BTreeMap<_, _> = files.iter().filter(|(path, _)| !path.starts_with("src/runtime/")).collect();
    for (path, file) in files {
        let without_lines = file.replace(['\n', '\t'], "");
        assert!(!without_lines.contains(char::is_control), "{path} has control characters: {text:?}");
        if path.starts_with("src/") {
            for comment in comments(file) {
                assert_quiet(path, &comment);
            }
        } else if path == "README.md" {
            assert_quiet(path, file);
        } else if path == "Cargo.toml" {
            let manifest: toml::Table = file.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"));
            let description = manifest["package"]["description"].as_str().expect("a description");
            assert!(!description.contains(char::is_control), "{description:?}");
        }
    }
}

#[test]
fn code_in_lists_and_quotes_is_not_a_doctest() {
    let document: serde_json::Value = serde_json::from_str(include_str!("descriptions/list-code.json")).expect("JSON");
    for item in document["paths"].as_object().expect("paths").values() {
        check(item["get"]["description"].as_str().expect("a description"));
    }
}

#[test]
fn control_characters_are_escaped() {
    for sign in ['\0', '\u{1}', '\u{7}', '\u{8}', '\u{b}', '\u{c}', '\u{1b}', '\u{7f}', '\u{85}', '\u{202e}', '\r'] {
        check(&format!("A{sign}B"));
        check(&format!("{sign}\n\n- a{sign}\n\n      code{sign}"));
    }
    check("a\r\nb\rc\n\td\n\n\te\tf");
}

#[test]
fn tags_and_links_of_any_kind_are_quiet() {
    for text in [
        "<script>\nlet x = 1;\n</script>",
        "<pre><code>\nlet x = 1;\n</code></pre>",
        "<!-- comment -->",
        "<details>\n\n    x\n\n</details>",
        "[Pet]",
        "[`Pet`]",
        "[Pet][]",
        "[a][b]\n\n[b]: Pet",
        "[^1]\n\n[^1]: note",
        "- [ ] todo",
        "![x](y)",
        "<a@b.example>",
        "http://example.com",
        "see http://example.com/a_b_c).",
        "~~~\nx\n~~~",
        "```rust\nlet x = 1;",
        "> ```\n> a\nb",
        "1) a\n\n       code",
        "* * *\n\n    code",
        "a\n===\n\n    code",
        "- - - x\n\n          code",
        "> > - a\n> >\n> >       code",
        "|a|b|\n|-|-|\n|`x|y`|z|",
        "\\`a",
        "`` ` ``",
        "a  \nb",
        "    code",
        "\tcode",
        "-\n\n      code",
        "- a\n\n  ~~~~rust\n  x\n  ~~~~",
    ] {
        check(text);
    }
}

const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "- ",
    "* ",
    "1. ",
    "> ",
    "    ",
    "  ",
    "\t",
    "`",
    "```",
    "````",
    "~~~",
    "```rust\n",
    "rust",
    "PROSE",
    "word",
    "<b>",
    "</b>",
    "<br>",
    "<pre>",
    "<li>",
    "<div>",
    "<",
    ">",
    "&lt;",
    "[",
    "]",
    "](",
    "(",
    ")",
    "[a]: b",
    "http://example.com",
    "https://example.org/a_b",
    "|",
    "\n|-|-|\n",
    "# ",
    "## ",
    "---",
    "===",
    "*",
    "**",
    "_",
    "~~",
    "\\",
    "!",
    "![",
    ": ",
    "{",
    "}",
    "a.b. C",
    "é",
    "[^1]",
    "[ ] ",
    "+ ",
    "10) ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_markdown_is_never_compiled(pieces in proptest::collection::vec(select(PIECES), 0..40)) {
        check(&pieces.concat());
    }
}

#[test]
fn control_characters_in_names_are_dropped_from_identifiers_and_escaped_in_strings() {
    for sign in ['\0', '\u{1}', '\n', '\t', '\u{1b}', '\u{7f}', '\u{85}', '\u{202e}'] {
        let name = |word: &str| format!("{word}{sign}{word}");
        let schema = serde_json::json!({
            "type": "object",
            "properties": {
                name("prop"): { "type": "string", "enum": [name("value"), "other"], "default": name("value") },
                name("text"): { "type": "string", "default": name("default"), "pattern": "^a" }
            }
        });
        let content = serde_json::json!({ "application/json": { "schema": schema } });
        let document = serde_json::json!({
            "openapi": "3.0.3",
            "info": { "title": name("title"), "version": name("version") },
            "servers": [{ "url": format!("https://example.com/{}", name("base")) }],
            "paths": { format!("/{}", name("path")): { "post": {
                "operationId": name("operation"), "tags": [name("tag")],
                "parameters": [{ "name": name("query"), "in": "query", "schema": { "type": "string" } }],
                "requestBody": { "content": content },
                "responses": { "200": { "description": "d", "content": content } }
            } } },
            "components": { "securitySchemes": { name("key"): { "type": "apiKey", "in": "query", "name": name("key") } } },
            "security": [{ name("key"): [] }]
        });
        let document = document.to_string().replace('\u{7f}', "\\u007f").replace('\u{85}', "\\u0085");
        let (generated, diagnostics) = crate::support_generate::generated(&document, None);
        let Some(Generated { files, .. }) = generated else { panic!("{sign:?}: {diagnostics:?}") };
        for (path, file) in files {
            assert!(!path.contains(char::is_control), "{path:?}");
            assert!(!file.replace(['\n', '\t'], "").contains(char::is_control), "{path} of {sign:?}");
        }
    }
}

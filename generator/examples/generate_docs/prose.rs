//! Descriptions, with all that Markdown, HTML and rustdoc make something of.

use crate::random::Random;

const PIECES: &[&str] = &[
    "Returns the thing.",
    "The name of the user",
    "One of `a`, `b` or `c`.",
    "See [the docs](https://example.com/docs).",
    "See [foo].",
    "[foo](bar)",
    "[`Client`]",
    "[Self::new]",
    "A list of Option<String> values.",
    "<T>",
    "Vec<u8>",
    "<b>bold</b> <br> <br/>",
    "<p>One<p>Two",
    "<script>alert(1)</script>",
    "<!-- comment",
    "<!-- comment -->",
    "&lt;b&gt; &amp; &nbsp;",
    "*/ end",
    "/* begin",
    "/// doc",
    "//! inner",
    "```\nlet x = 1;\n```",
    "```rust\nlet x: u8 = \"no\";\n```",
    "```json\n{\"a\": 1}\n```",
    "```\nunclosed",
    "~~~\nunclosed",
    "`unclosed",
    "    indented code",
    "\tindented by a tab",
    "# Heading",
    "## Errors",
    "# Panics",
    "Title\n=====",
    "a | b\n--|--\n1 | 2",
    "| a |\n|---|\n| 1 |",
    "- one\n- two\n  - three",
    "1. one\n1) other",
    "* [ ] open\n* [x] done",
    "note[^1]\n\n[^1]: footnote",
    "[^missing]",
    "[link][missing]",
    "[ref]: https://example.com",
    "![image](https://example.com/a.png)",
    "https://example.com/a?b=c&d=e",
    "<https://example.com>",
    "http://[::1]/",
    "mailto:a@example.com",
    "a@example.com",
    "back\\slash \\n \\u{41} \\",
    "\"quoted\" 'quoted'",
    "r#\"raw\"#",
    "{braces} {}",
    "$dollar$ $$x^2$$",
    "50% of #1",
    "line one\nline two\n\n\nline three",
    "trailing spaces   \nnext",
    "carriage\r\nreturn",
    "tab\there",
    "control \u{1} \u{7f} character",
    "\u{feff}bom",
    "\u{202e}right to left",
    "\u{200b}zero width",
    "emoji 🦀 and 日本語",
    "שלום עולם",
    "e\u{301}",
    "***",
    "---",
    "___",
    "> quote\n> more",
    ">no space",
    "~~gone~~",
    "**bold",
    "_under_score_",
    "snake_case_name",
    "a*b*c",
    "1 < 2 > 0",
    "a && b",
    "<details><summary>More</summary>text</details>",
    "<a href=\"https://example.com\">link</a>",
    "<img src=x>",
    "</div>",
    "<unknown-tag>",
    "{{#if}}",
    "{% raw %}",
    "%s",
    "assert!(true);",
    "fn main() {}",
    "```rust,ignore\nx\n```",
    "```compile_fail\nx\n```",
    "[a]: b",
    "[text](<url with spaces>)",
    "[x](javascript:alert)",
    "[crate::types::Foo]",
    "[`Vec<T>`]",
    "[i32]",
    "[0, 1]",
    "[[double]]",
    "[a][b][c]",
    "item!",
    "macro@foo",
    "struct@Bar",
    "<del>",
    "\\[escaped\\]",
    "^caret",
    "Ends with colon:",
    "Deprecated. Use other.",
    "TODO: write",
];

/// Returns a description.
pub fn text(random: &mut Random) -> String {
    match random.below(12) {
        0 => String::new(),
        1 => " \n ".to_owned(),
        2 => "word ".repeat(random.below(200)),
        3 => "long".repeat(random.below(200)),
        _ => {
            let count = 1 + random.below(4);
            let glue = ["\n\n", "\n", " ", "", "\n\n\n\n"];
            let mut text = String::new();
            for _ in 0..count {
                text.push_str(random.pick(PIECES).copied().unwrap_or_default());
                text.push_str(random.pick(&glue).copied().unwrap_or_default());
            }
            text
        }
    }
}

/// Returns a line for summaries and titles.
pub fn line(random: &mut Random) -> String {
    random.pick(PIECES).copied().unwrap_or_default().to_owned()
}

//! Conversion of descriptions (CommonMark) to rustdoc, without warnings of rustdoc or clippy, and without doctests.

use std::collections::VecDeque;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use pulldown_cmark_to_cmark::{Options as Printing, cmark_with_options};

use super::wrap::{without_markers, wrap};
use super::{html, rustdoc};

/// Returns a description as lines of documentation.
pub(super) fn lines(markdown: &str) -> Vec<String> {
    let cleaned = html::as_markdown(without_controls(markdown).trim());
    if is_plain(&cleaned) {
        return wrap(&cleaned);
    }
    let lines = wrap(&printed(&cleaned));
    // Text that the printer breaks is shown verbatim.
    if rustdoc::is_quiet(&lines.join("\n")) { lines } else { wrap(&verbatim(&cleaned)) }
}

/// Normalizes line ends, and escapes other control characters.
fn without_controls(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let line = |line: &str| line.split('\t').map(visible).collect::<Vec<_>>().join("\t");
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Returns a text as a code block.
fn verbatim(text: &str) -> String {
    format!("```text\n{}\n```", text.replace("```", "~~~"))
}

/// Splits the lines of a description after the first paragraph, which is empty if the description begins with another block.
pub(super) fn split(mut lines: Vec<String>) -> (Vec<String>, Vec<String>) {
    if !matches!(Parser::new(&lines.join("\n")).next(), None | Some(Event::Start(Tag::Paragraph))) {
        return (Vec::new(), lines);
    }
    let end = lines.iter().position(String::is_empty).unwrap_or(lines.len());
    let rest = lines.split_off(end);
    (lines, rest.into_iter().skip_while(String::is_empty).collect())
}

/// Returns whether a text is one line without Markdown, as most descriptions are.
fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.chars().all(|sign| sign.is_alphanumeric() || " ,.;:'\"()/?%$".contains(sign))
        && !text.contains("  ")
        && !text.contains("://")
}

/// Returns a text as Markdown that rustdoc parses like CommonMark.
fn printed(cleaned: &str) -> String {
    let syntax = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let printing = Printing { code_block_token_count: 3, increment_ordered_list_bullets: true, ..Printing::default() };
    let mut text = String::new();
    if cmark_with_options(RustdocEvents::new(Parser::new_ext(cleaned, syntax)), &mut text, syntax, printing).is_err() {
        text = verbatim(cleaned);
    }
    without_labels(&text)
}

/// Removes the labels that the printer adds to loose lists, which rustdoc would report as unused definitions.
fn without_labels(text: &str) -> String {
    let mut parts = text.split("[cmark-loose-");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once("]: <>").map_or(part, |(_, behind)| behind.trim_start()));
    }
    plain
}

/// Returns the first sentence of a text on one line, with a capital letter and a period; empty for an empty text.
pub(super) fn sentence(text: &str) -> String {
    let lines = lines(text);
    let mut paragraph: Vec<&str> = Vec::new();
    for line in lines.iter().map(String::as_str).skip_while(|line| without_markers(line).is_empty()) {
        // The first line may be a list item. The next item is another paragraph.
        let words = if paragraph.is_empty() { without_markers(line) } else { line.trim_start_matches([' ', '>']) };
        if words.is_empty() || words.starts_with("```") || (!paragraph.is_empty() && words != without_markers(line)) {
            break;
        }
        paragraph.push(words);
    }
    let paragraph = paragraph.join(" ");
    let inside = rustdoc::inlines(&paragraph);
    let ends = |index: usize| ends_sentence(&paragraph, index) && !inside.iter().any(|range| range.contains(&index));
    let end = paragraph.match_indices(". ").map(|(index, _)| index).find(|index| ends(*index));
    let first = paragraph.get(..end.unwrap_or(paragraph.len())).unwrap_or_default().trim_end_matches(['.', ':', ' ']);
    let mut letters = first.chars();
    let sentence = match letters.next() {
        None => String::new(),
        Some(letter) if first.ends_with(['!', '?']) => letter.to_uppercase().chain(letters).collect(),
        Some(letter) => letter.to_uppercase().chain(letters).chain(['.']).collect(),
    };
    inline(sentence)
}

/// Returns a text such as a title on one line.
pub(super) fn line(text: &str) -> String {
    inline(lines(text).into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Returns a text of one line, as code if joining lines changed its meaning.
fn inline(text: String) -> String {
    if is_plain(&text) || rustdoc::is_quiet(&text) { text } else { code(&text) }
}

/// Returns a text as code.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

/// Escapes characters that Rust does not allow in comments: control characters and bidirectional overrides.
pub(super) fn visible(line: &str) -> String {
    let is_invisible =
        |sign: char| sign.is_control() || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = |sign: char| if is_invisible(sign) { sign.escape_debug().to_string() } else { sign.to_string() };
    line.chars().map(shown).collect()
}

/// Returns whether a period ends a sentence, and not an abbreviation.
fn ends_sentence(text: &str, index: usize) -> bool {
    let before = text.get(..index).unwrap_or_default();
    !["e.g", "i.e", "etc", "vs", "No"].iter().any(|abbreviation| before.ends_with(abbreviation))
}

/// Events without constructs that rustdoc parses differently from CommonMark.
struct RustdocEvents<'a, I> {
    events: I,
    in_code: bool,
    /// The links that are open, and whether each is kept.
    links: Vec<bool>,
    waiting: VecDeque<Event<'a>>,
}

impl<'a, I: Iterator<Item = Event<'a>>> RustdocEvents<'a, I> {
    fn new(events: I) -> Self {
        Self { events, in_code: false, links: Vec::new(), waiting: VecDeque::new() }
    }

    /// Returns the event to print, or `None` to skip it.
    fn safe(&mut self, event: Event<'a>) -> Option<Event<'a>> {
        Some(match event {
            Event::Start(Tag::CodeBlock(_)) => {
                self.in_code = true;
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(CowStr::from("text"))))
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                event
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let kept = is_absolute(&dest_url);
                self.links.push(kept);
                return kept.then(|| opened(link_type, dest_url));
            }
            Event::End(TagEnd::Link) => return self.links.pop().unwrap_or_default().then_some(event),
            // Images are replaced by their text.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
            // Headings would be sections of the item.
            Event::Start(Tag::Heading { .. }) => {
                self.waiting.push_back(Event::Start(Tag::Strong));
                Event::Start(Tag::Paragraph)
            }
            Event::End(TagEnd::Heading(_)) => {
                self.waiting.push_back(Event::End(TagEnd::Paragraph));
                Event::End(TagEnd::Strong)
            }
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Html(html) => {
                self.waiting.extend(linked(html.trim()));
                self.waiting.push_back(Event::SoftBreak);
                return self.waiting.pop_front();
            }
            Event::Text(text) | Event::InlineHtml(text) if !self.in_code && !self.links.contains(&true) => {
                self.waiting.extend(linked(&text));
                return self.waiting.pop_front();
            }
            Event::InlineHtml(html) => Event::Text(html),
            other => other,
        })
    }
}

impl<'a, I: Iterator<Item = Event<'a>>> Iterator for RustdocEvents<'a, I> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(event) = self.waiting.pop_front() {
            return Some(event);
        }
        loop {
            let event = self.events.next()?;
            if let Some(event) = self.safe(event) {
                return Some(event);
            }
        }
    }
}

/// Returns an inline link, since single sentences have no link definitions.
fn opened(link_type: LinkType, dest_url: CowStr<'_>) -> Event<'_> {
    let link_type = match link_type {
        LinkType::Autolink | LinkType::Email => link_type,
        _ => LinkType::Inline,
    };
    Event::Start(Tag::Link { link_type, dest_url, title: "".into(), id: "".into() })
}

pub(super) fn is_absolute(url: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| url.starts_with(scheme))
}

/// Converts bare URLs to links.
fn linked<'a>(text: &str) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    let mut rest = text;
    while let Some(start) = ["http://", "https://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, url) = rest.split_at(start);
        let end = url.find(|sign: char| sign.is_whitespace() || "<>\"'`)]|\\".contains(sign)).unwrap_or(url.len());
        let url = url.get(..end).unwrap_or(url).trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '/']);
        let (_, host) = url.split_once(':').unwrap_or_default();
        events.push(Event::Text(before.to_owned().into()));
        // A scheme alone is not a URL.
        events.extend(if host.is_empty() { vec![Event::Text(url.to_owned().into())] } else { link(url) });
        rest = rest.get(start + url.len()..).unwrap_or_default();
    }
    events.push(Event::Text(rest.to_owned().into()));
    events.retain(|event| !matches!(event, Event::Text(text) if text.is_empty()));
    events
}

fn link<'a>(url: &str) -> Vec<Event<'a>> {
    let url = CowStr::from(url.to_owned());
    let tag = Tag::Link { link_type: LinkType::Autolink, dest_url: url.clone(), title: "".into(), id: "".into() };
    vec![Event::Start(tag), Event::Text(url), Event::End(TagEnd::Link)]
}

#[cfg(test)]
mod tests {
    use super::super::wrap::WIDTH;
    use super::*;

    fn text(markdown: &str) -> String {
        lines(markdown).join("\n")
    }

    #[test]
    fn markdown_is_kept() {
        assert_eq!(
            text("Some *emphasis*, `code` and [a link](https://example.com)."),
            "Some *emphasis*, `code` and [a link](https://example.com)."
        );
    }

    proptest::proptest! {
        #[test]
        fn plain_text_is_printed_unchanged(text in "[aZé][a ,.;:'\"()/?%$9ß]{0,40}") {
            proptest::prop_assume!(is_plain(text.trim()));
            proptest::prop_assert_eq!(printed(text.trim()), text.trim());
        }
    }

    #[test]
    fn a_url_in_a_link_that_is_removed_becomes_a_link() {
        assert_eq!(text("See [https://example.com](./a)."), "See <https://example.com>.");
    }

    #[test]
    fn a_bare_url_becomes_a_link() {
        assert_eq!(text("See https://example.com/a_b?c=d."), "See <https://example.com/a_b?c=d>.");
    }

    #[test]
    fn brackets_that_are_not_links_are_escaped() {
        assert_eq!(text("One of [a, b] or foo[0]"), r"One of \[a, b\] or foo\[0\]");
    }

    #[test]
    fn tags_become_markdown_or_text() {
        assert_eq!(text("a <b>b</b> <code>c</code> <foo>"), r"a **b** `c` \<foo>");
    }

    #[test]
    fn code_is_not_a_doctest() {
        assert_eq!(text("```rust\nlet x = 1;\n```"), "```text\nlet x = 1;\n```");
        assert_eq!(text("a\n\n    indented"), "a\n\n```text\nindented\n```");
    }

    #[test]
    fn an_open_fence_is_closed() {
        assert_eq!(text("```\nopen"), "```text\nopen\n```");
    }

    #[test]
    fn a_fence_inside_a_longer_one_is_code() {
        assert_eq!(text("````\n```json\n1\n````\nend"), "````text\n```json\n1\n````\n\nend");
    }

    #[test]
    fn a_relative_link_loses_its_target() {
        assert_eq!(text("[text](/docs/y)"), "text");
    }

    #[test]
    fn a_reference_link_becomes_inline() {
        let markdown = "The [RFC 3230][1] digest. More.\n\n[1]: https://example.com/rfc";

        assert_eq!(sentence(markdown), "The [RFC 3230](https://example.com/rfc) digest.");
    }

    #[test]
    fn a_list_item_of_html_stays_an_item() {
        assert_eq!(text("- a\n\n  - <c>"), "* a\n\n  * \\<c>");
    }

    #[test]
    fn headings_become_paragraphs() {
        assert_eq!(text("# Title\n\ntext"), "**Title**\n\ntext");
    }

    #[test]
    fn long_lines_are_broken_at_words() {
        let long = "word ".repeat(60);
        let lines = lines(&long);
        assert!(lines.len() > 1 && lines.iter().all(|line| line.chars().count() <= WIDTH), "{lines:?}");
    }

    #[test]
    fn a_sentence_has_a_capital_and_a_period() {
        assert_eq!(sentence("the first one, e.g. this. The second."), "The first one, e.g. this.");
        assert_eq!(sentence(""), "");
        assert_eq!(sentence("really?"), "Really?");
    }
}

//! Markdown as parsed by rustdoc.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};

/// The extensions of CommonMark that rustdoc supports.
const SYNTAX: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// Returns whether rustdoc neither compiles nor warns about a text: it has no code that could be Rust, no HTML, and no intra-doc links.
pub(super) fn is_quiet(text: &str) -> bool {
    // Broken links are intra-doc links.
    let to_item = |link: BrokenLink<'_>| Some((CowStr::from(link.reference.into_string()), CowStr::from("")));
    let mut events = Parser::new_with_broken_link_callback(text, SYNTAX, Some(to_item));
    events.all(|event| match event {
        Event::Start(Tag::CodeBlock(kind)) => matches!(kind, CodeBlockKind::Fenced(language) if *language == *"text"),
        Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => true,
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            super::markdown::is_absolute(&dest_url)
        }
        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock | Tag::FootnoteDefinition(_)) => false,
        _ => true,
    })
}

/// Returns the ranges of code blocks in a text.
pub(super) fn code_blocks(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, SYNTAX).into_offset_iter();
    let blocks = events.filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_))));
    blocks.map(|(_, range)| range).collect()
}

/// Returns the ranges of code, links and emphasis in a text.
pub(super) fn inlines(text: &str) -> Vec<Range<usize>> {
    let is_inline = |event: &Event<'_>| {
        let tag = matches!(event, Event::Start(Tag::Link { .. } | Tag::Emphasis | Tag::Strong | Tag::Strikethrough));
        tag || matches!(event, Event::Code(_))
    };
    let events = Parser::new_ext(text, SYNTAX).into_offset_iter();
    events.filter(|(event, _)| is_inline(event)).map(|(_, range)| range).collect()
}

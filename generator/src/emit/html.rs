//! Conversion of HTML in descriptions to Markdown.

/// The tags that are common in descriptions.
const TAGS: &[(&str, &str)] = &[
    ("<br>", "\n\n"),
    ("<br/>", "\n\n"),
    ("<br />", "\n\n"),
    ("<p>", "\n\n"),
    ("</p>", "\n\n"),
    ("<code>", "`"),
    ("</code>", "`"),
    ("<b>", "**"),
    ("</b>", "**"),
    ("<strong>", "**"),
    ("</strong>", "**"),
    ("<i>", "*"),
    ("</i>", "*"),
    ("<em>", "*"),
    ("</em>", "*"),
    ("<ul>", "\n"),
    ("</ul>", "\n\n"),
    ("<li>", "\n- "),
    ("</li>", ""),
    ("<ol>", "\n"),
    ("</ol>", "\n\n"),
    ("<div>", "\n\n"),
    ("</div>", "\n\n"),
    ("<dl>", "\n\n"),
    ("</dl>", "\n\n"),
    ("<dt>", "\n\n"),
    ("</dt>", "\n\n"),
    ("<dd>", "\n\n"),
    ("</dd>", "\n\n"),
    ("<note>", "\n\n"),
    ("</note>", "\n\n"),
    ("<important>", "\n\n"),
    ("</important>", "\n\n"),
    ("<fullname>", "\n\n"),
    ("</fullname>", "\n\n"),
    ("<span>", ""),
    ("</span>", ""),
];

/// Replaces common tags by Markdown. Other tags are kept.
pub(super) fn as_markdown(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if !text.contains('<') {
        return text;
    }
    // List items begin with their text, not with an empty line.
    let text = text.replace("<li> <p>", "<li>").replace("<li><p>", "<li>");
    with_links(&TAGS.iter().fold(text, |text, (tag, markdown)| text.replace(tag, markdown)))
}

/// Converts each `a` with a target and plain text to a link.
fn with_links(text: &str) -> String {
    let mut done = String::new();
    let mut rest = text;
    while let Some(start) = ["<a ", "<a>"].iter().filter_map(|tag| rest.find(tag)).min() {
        let (before, tag) = rest.split_at(start);
        done.push_str(before);
        if let Some((label, behind)) = tag.strip_prefix("<a>").and_then(|rest| rest.split_once("</a>")) {
            done.push_str(label);
            rest = behind;
        } else if let Some((link, behind)) = link(tag) {
            done.push_str(&link);
            rest = behind;
        } else {
            let (opened, behind) = tag.split_at("<a".len());
            done.push_str(opened);
            rest = behind;
        }
    }
    done + rest
}

/// Returns the link at the start of a text, and the text after it.
fn link(text: &str) -> Option<(String, &str)> {
    let (tag, rest) = text.split_once('>')?;
    let (label, behind) = rest.split_once("</a>")?;
    let (_, value) = tag.split_once("href=")?;
    let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    let target = value.split(quote).nth(1)?.trim();
    let is_plain = !label.trim().is_empty() && !label.contains(['<', '[', ']', '`']) && !label.contains("\n\n");
    let fits = !target.is_empty() && !target.contains(|sign: char| sign.is_whitespace() || "<>()\\".contains(sign));
    (is_plain && fits).then(|| (format!("[{}]({target})", label.trim()), behind))
}

#[cfg(test)]
mod tests {
    use super::as_markdown;

    #[test]
    fn an_anchor_becomes_a_link() {
        let html = "See <a target='_blank' href=\"https://example.com/a\">the docs</a>, or <a href='/b'>ours</a>.";

        assert_eq!(as_markdown(html), "See [the docs](https://example.com/a), or [ours](/b).");
    }

    #[test]
    fn an_anchor_without_a_target_is_its_text() {
        assert_eq!(as_markdown("See <a>GetItem</a> or <a href='/b'>ours</a>."), "See GetItem or [ours](/b).");
    }

    #[test]
    fn an_item_begins_with_its_text() {
        assert_eq!(as_markdown("<ul><li> <p>a</p> </li><li><p>b</p></li></ul>").matches("\n- a").count(), 1);
        assert!(as_markdown("<ul><li><p>b</p></li></ul>").contains("\n- b"));
    }

    #[test]
    fn an_anchor_that_is_not_a_plain_link_is_kept() {
        for html in ["<a name='b'>c</a>", "<a href='x'>", "<a href='x y'>c</a>", "<a href='x'>[c]</a>", "<a href="] {
            assert_eq!(as_markdown(html), html);
        }
    }
}

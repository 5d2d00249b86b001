//! Wrapping of Markdown lines that preserves blocks.

use super::rustdoc;

/// The maximal width of a line, if it has a space to break it at.
pub(super) const WIDTH: usize = 116;

/// Trims and wraps lines, and collapses empty ones.
pub(super) fn wrap(text: &str) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    let code = rustdoc::code_blocks(text);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let in_code = code.iter().any(|block| block.start < at + line.len() && at < block.end);
        at += line.len();
        // clippy rejects tabs in documentation.
        let line = line.trim_end().replace('\t', "    ");
        if line.is_empty() && !in_code && wrapped.last().is_none_or(String::is_empty) {
            continue;
        }
        if in_code || line.trim_start().starts_with('|') || line.chars().count() <= WIDTH {
            wrapped.push(line);
        } else {
            wrapped.extend(broken(&line));
        }
    }
    while wrapped.last().is_some_and(String::is_empty) {
        wrapped.pop();
    }
    wrapped.extend(code.last().and_then(|block| missing_fence(text.get(block.clone())?, text.get(..block.start)?)));
    wrapped
}

/// Returns the missing closing fence of a code block at the end of a text, which the printer omits. `before` is the text before the block.
fn missing_fence(block: &str, before: &str) -> Option<String> {
    let before = before.rsplit('\n').next().unwrap_or_default();
    let signs = block.len() - block.trim_start_matches('`').len();
    let fence = "`".repeat(signs);
    let last = block.trim_end().lines().skip(1).last().unwrap_or_default();
    let is_closed = last.trim_start_matches([' ', '>']) == fence;
    (signs > 0 && !is_closed).then(|| format!("{}{fence}", hanging(&format!("{before}x"))))
}

/// Breaks a line at spaces, but not where the next line would begin a list, a heading or a quote.
fn broken(line: &str) -> Vec<String> {
    let (first, hanging) = (prefix(line), hanging(line));
    let words = line.get(first.len()..).unwrap_or_default();
    let mut lines = Vec::new();
    let mut current = first.to_owned();
    let mut is_empty = true;
    for word in words.split(' ') {
        let plain = word.starts_with(|first: char| first.is_alphabetic());
        let full = current.chars().count() + word.chars().count() >= WIDTH;
        if full && plain && !is_empty {
            lines.push(std::mem::replace(&mut current, hanging.clone()));
        } else if !is_empty {
            current.push(' ');
        }
        is_empty = false;
        current.push_str(word);
    }
    lines.push(current);
    lines
}

/// Removes list and quote markers at the start of a line.
pub(super) fn without_markers(line: &str) -> &str {
    line.get(prefix(line).len()..).unwrap_or_default()
}

/// Returns list and quote markers at the start of a line, with surrounding spaces.
fn prefix(line: &str) -> &str {
    let mut rest = line;
    loop {
        let trimmed = rest.trim_start_matches([' ', '>']);
        let number = trimmed.trim_start_matches(|sign: char| sign.is_ascii_digit());
        let numbered = number.strip_prefix(['.', ')']).filter(|_| number.len() < trimmed.len());
        let behind =
            trimmed.strip_prefix(['*', '-']).or(numbered).filter(|rest| rest.is_empty() || rest.starts_with(' '));
        match behind {
            Some(behind) => rest = behind,
            None => return line.get(..line.len() - trimmed.len()).unwrap_or_default(),
        }
    }
}

/// Returns the prefix of continuation lines of the same block.
fn hanging(line: &str) -> String {
    prefix(line).chars().map(|sign| if sign == '>' { '>' } else { ' ' }).collect()
}

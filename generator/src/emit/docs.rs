//! stub
pub fn lines(markdown: &str) -> Vec<String> { markdown.trim().lines().map(|l| l.trim_end().to_owned()).collect() }
pub fn sentence(text: &str) -> String { let t = text.lines().next().unwrap_or("").trim(); if t.is_empty() { String::new() } else if t.ends_with('.') { t.to_owned() } else { format!("{t}.") } }

//! Formatting of the runtime's macros with a list, `name!(Head => entry, entry; rest);`: prettyplease does not format
//! the content of macros.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Expr, File, Item, ItemMacro, parse_quote};

use super::tokens::on_one_line;

/// The maximum length of a line, without indentation.
const WIDTH: usize = 100;
const INDENT: &str = "    ";

/// Formats a file.
pub(super) fn unparse(mut file: File) -> String {
    let mut text = String::new();
    let mut others =
        File { shebang: None, frontmatter: None, attrs: std::mem::take(&mut file.attrs), items: Vec::new() };
    for item in file.items {
        let table = match &item {
            Item::Macro(item) => ListMacro::of(item),
            _ => None,
        };
        match table {
            Some(table) => {
                text.push_str(&prettyplease::unparse(&others));
                others = File { shebang: None, frontmatter: None, attrs: Vec::new(), items: Vec::new() };
                text.push_str(&table.attributes);
                text.push_str(&table.text());
            }
            None => others.items.push(item),
        }
    }
    text.push_str(&prettyplease::unparse(&others));
    text
}

struct ListMacro {
    /// Its attributes, a line each.
    attributes: String,
    name: String,
    head: String,
    entries: Vec<TokenStream>,
    rest: Option<TokenStream>,
}

impl ListMacro {
    fn of(item: &ItemMacro) -> Option<Self> {
        let tokens: Vec<TokenTree> = item.mac.tokens.clone().into_iter().collect();
        let arrow = tokens.windows(2).position(is_arrow)?;
        let (head, body) = tokens.split_at(arrow);
        let mut parts = body.get(2..)?.split(|token| is_punct(token, ';'));
        let entries = parts.next()?.split(|token| is_punct(token, ','));
        let rest: TokenStream = parts.flatten().cloned().collect();
        let attribute = |attribute: &Attribute| format!("{}\n", on_one_line(attribute.to_token_stream()));
        Some(Self {
            attributes: item.attrs.iter().map(attribute).collect(),
            name: item.mac.path.get_ident()?.to_string(),
            head: on_one_line(head.iter().cloned().collect()),
            entries: entries.filter(|entry| !entry.is_empty()).map(|entry| entry.iter().cloned().collect()).collect(),
            rest: (!rest.is_empty()).then_some(rest),
        })
    }

    fn text(self) -> String {
        let one_a_line = ["union_enum", "error_enum"].contains(&self.name.as_str());
        let entries: Vec<String> = self.entries.into_iter().map(entry).collect();
        let rest = self.rest.map(|rest| expression(rest.clone()).unwrap_or_else(|| on_one_line(rest)));
        let end = rest.as_ref().map(|rest| format!("; {rest}")).unwrap_or_default();
        let line = format!("{}!({} => {}{end});", self.name, self.head, entries.join(", "));
        if line.len() <= WIDTH && !line.contains('\n') {
            return format!("{line}\n");
        }
        let lines = if one_a_line { entries.join(&format!(",\n{INDENT}")) } else { filled(&entries) };
        let end = rest.map(|rest| format!(";\n{INDENT}{rest}")).unwrap_or_default();
        if lines.is_empty() && end.is_empty() {
            return format!("{line}\n");
        }
        format!("{}!({} =>\n{INDENT}{lines}{end}\n);\n", self.name, self.head)
    }
}

fn is_punct(token: &TokenTree, c: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == c)
}

fn is_arrow(pair: &[TokenTree]) -> bool {
    let [TokenTree::Punct(first), TokenTree::Punct(second)] = pair else { return false };
    first.as_char() == '=' && first.spacing() == Spacing::Joint && second.as_char() == '>'
}

/// Formats an entry on one line, or with its expression broken by prettyplease.
fn entry(tokens: TokenStream) -> String {
    let line = on_one_line(tokens.clone());
    if line.len() <= WIDTH {
        return line;
    }
    broken(tokens).unwrap_or(line)
}

/// Formats an entry `field: expression` on several lines.
fn broken(tokens: TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let colon = tokens.iter().position(|token| is_punct(token, ':'))?;
    let (field, broken) = tokens.split_at(colon);
    let broken = expression(broken.get(1..)?.iter().cloned().collect())?;
    let field = on_one_line(field.iter().cloned().collect());
    Some(format!("{field}: {broken}"))
}

/// Formats an expression on one line, or as prettyplease breaks it.
fn expression(tokens: TokenStream) -> Option<String> {
    let line = on_one_line(tokens.clone());
    if line.len() <= WIDTH {
        return Some(line);
    }
    let expression: Expr = syn::parse2(tokens).ok()?;
    let text = prettyplease::unparse(&parse_quote!(const X: X = #expression;));
    let broken = text.trim_end().strip_prefix("const X: X = ")?.strip_suffix(';')?;
    Some(broken.replace('\n', &format!("\n{INDENT}")))
}

/// Puts as many entries on a line as fit; an entry of several lines is on its own.
fn filled(entries: &[String]) -> String {
    let mut text = String::new();
    let mut length = 0;
    for (index, entry) in entries.iter().enumerate() {
        let is_broken = entry.contains('\n');
        if index > 0 && (is_broken || length + entry.len() + 2 > WIDTH) {
            text.push_str(",\n");
            text.push_str(INDENT);
            length = 0;
        } else if index > 0 {
            text.push_str(", ");
        }
        text.push_str(entry);
        length += if is_broken { WIDTH } else { entry.len() + 2 };
    }
    text
}

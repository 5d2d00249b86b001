//! Parsing path templates (OpenAPI 3.0.3 §3.2), including parts of the syntax of URI templates (RFC 6570).

/// A parsed path template.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Template {
    /// The template in OpenAPI's syntax, with only names in braces.
    pub(super) path: String,
    /// The parameters, each name once.
    pub(super) variables: Vec<Variable>,
}

/// A parameter in braces.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) location: ParameterLocation,
    /// The `style` of its operator, if any.
    pub(super) style: Option<&'static str>,
    /// Whether it has the suffix `*`.
    pub(super) explode: bool,
    /// Whether its values may contain slashes: `{+name}`, `{name*}`, `{name=shelves/*}`, `{name:.*}`.
    pub(super) has_slashes: bool,
}

/// The location of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParameterLocation {
    /// In the path, at the position of the braces.
    Path,
    /// In the query: `{?name}`, or `?name={name}`.
    Query,
}

impl Template {
    /// Parses `path`; the error tells what is wrong with its braces.
    pub(super) fn parse(path: &str) -> Result<Self, &'static str> {
        let mut template = Self::default();
        let mut rest = path;
        while let Some(brace) = rest.find(['{', '}']) {
            let (literal, from) = rest.split_at(brace);
            template.path.push_str(literal);
            let Some(inner) = from.strip_prefix('{') else { return Err("has a closing brace without an opening one") };
            let Some((expression, after)) = split_expression(inner) else {
                return Err("has an opening brace without a closing one");
            };
            if template.ends_in_pair(expression) && (after.is_empty() || after.starts_with(['&', '#'])) {
                template.take_pair(expression);
            } else {
                template.expression(expression)?;
            }
            rest = after;
        }
        template.path.push_str(rest);
        template.close_query();
        Ok(template)
    }

    /// Returns whether the template so far ends with `?name=` or `&name=`.
    fn ends_in_pair(&self, name: &str) -> bool {
        let pair = self.path.strip_suffix('=').and_then(|rest| rest.strip_suffix(name));
        pair.is_some_and(|rest| rest.contains('?') && rest.ends_with(['?', '&']))
    }

    /// Removes the pair at the end of the template so far, which becomes a query parameter.
    fn take_pair(&mut self, name: &str) {
        self.path.truncate(self.path.len().saturating_sub(name.len() + 1));
        self.add(Variable {
            name: name.to_owned(),
            location: ParameterLocation::Query,
            style: None,
            explode: false,
            has_slashes: false,
        });
    }

    /// Fixes the separators of a query from which pairs were removed.
    fn close_query(&mut self) {
        let Some((path, query)) = self.path.split_once('?') else { return };
        let (query, fragment) = query.find('#').map_or((query, ""), |at| query.split_at(at));
        let pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
        let mark = if pairs.is_empty() { "" } else { "?" };
        self.path = format!("{path}{mark}{}{fragment}", pairs.join("&"));
    }

    fn add(&mut self, variable: Variable) {
        if !self.variables.iter().any(|known| known.name == variable.name) {
            self.variables.push(variable);
        }
    }

    fn expression(&mut self, expression: &str) -> Result<(), &'static str> {
        let (operator, names) = split_operator(expression);
        // The pattern of a router may contain commas.
        let is_one = expression.contains(['{', '=']);
        let names = if is_one { vec![names] } else { names.split(',').collect::<Vec<_>>() };
        for (index, written) in names.into_iter().enumerate() {
            let name = without_pattern(written);
            let explode = name.ends_with('*');
            let name = name.trim_end_matches(['*', '+']);
            if name.is_empty() || name.contains(['{', '/']) {
                return Err("has braces without a valid name");
            }
            let location =
                if matches!(operator, Some('?' | '&')) { ParameterLocation::Query } else { ParameterLocation::Path };
            if location != ParameterLocation::Query {
                let comma = if index > 0 && style(operator).is_none() { "," } else { "" };
                self.path.push_str(&format!("{comma}{{{name}}}"));
            }
            let has_slashes = location == ParameterLocation::Path
                && style(operator).is_none()
                && (operator == Some('+') || matches_slashes(written.strip_prefix(name).unwrap_or_default()));
            self.add(Variable { name: name.to_owned(), location, style: style(operator), explode, has_slashes });
        }
        Ok(())
    }
}

/// Splits a text at the closing brace; the pattern of a router may contain braces: `id:[0-9]{3}`.
fn split_expression(text: &str) -> Option<(&str, &str)> {
    let has_pattern =
        text.find([':', '{', '}']).is_some_and(|c| text.get(c..).is_some_and(|rest| rest.starts_with(':')));
    let mut open = 1;
    let close = text.char_indices().find(|(_, c)| {
        match c {
            '{' if has_pattern => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        open == 0
    });
    let (expression, rest) = text.split_at(close?.0);
    Some((expression, rest.strip_prefix('}')?))
}

/// Removes the pattern of a router or the prefix length of RFC 6570 after a name, `id` for `id:[0-9]+` and `id:3`, and
/// the pattern of a Google API, `name` for `name=shelves/*`.
fn without_pattern(name: &str) -> &str {
    let name = match name.split_once('=') {
        Some((name, pattern)) if !name.is_empty() && pattern.contains('*') => name,
        _ => name,
    };
    let is_part_of_name =
        |pattern: &str| pattern.starts_with(char::is_alphabetic) && pattern.chars().all(char::is_alphanumeric);
    match name.split_once(':') {
        Some((name, pattern)) if !name.is_empty() && !is_part_of_name(pattern) => name,
        _ => name,
    }
}

/// Returns whether the suffix of a name matches slashes: `*` or `+`, a Google API pattern with several segments or
/// `**`, or a router's pattern for the rest of the path.
fn matches_slashes(suffix: &str) -> bool {
    match suffix.strip_prefix('=') {
        Some(pattern) => pattern.contains('/') || pattern.contains("**"),
        None => matches!(suffix, "*" | "+" | ":.*" | ":.+" | ":*"),
    }
}

/// Splits the operator of an expression (RFC 6570 §2.2) from its names.
fn split_operator(expression: &str) -> (Option<char>, &str) {
    let mut characters = expression.chars();
    match characters.next() {
        Some(operator @ ('+' | '.' | ';' | '?' | '&')) => (Some(operator), characters.as_str()),
        _ => (None, expression),
    }
}

/// Returns the `style` of an operator.
fn style(operator: Option<char>) -> Option<&'static str> {
    match operator {
        Some('.') => Some("label"),
        Some(';') => Some("matrix"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ParameterLocation, Template};

    fn names(path: &str) -> Vec<String> {
        let template = Template::parse(path).expect("a template");
        template.variables.into_iter().map(|variable| variable.name).collect()
    }

    #[test]
    fn a_template_has_its_names_in_order() {
        assert_eq!(names("/a/{b}/c-{d}.{e}/{b}"), ["b", "d", "e"]);
    }

    #[test]
    fn braces_must_match() {
        for path in ["/{a", "/a}", "/{}", "/{a{b}}", "/{a/b}", "/{;}", "/{a,}"] {
            assert!(Template::parse(path).is_err(), "{path}");
        }
    }

    #[test]
    fn an_operator_is_not_part_of_the_name() {
        for path in ["/a/{id*}", "/a/{.id}", "/a/{;id*}", "/a/{+id}"] {
            let template = Template::parse(path).expect("a template");
            assert_eq!((template.path.as_str(), names(path)), ("/a/{id}", vec!["id".to_owned()]), "{path}");
        }
    }

    #[test]
    fn operators_and_asterisks_are_styles() {
        let template = Template::parse("/{.a}/{;b*}/{c*}").expect("a template");

        let styles: Vec<_> = template.variables.iter().map(|variable| (variable.style, variable.explode)).collect();
        assert_eq!(styles, [(Some("label"), false), (Some("matrix"), true), (None, true)]);
    }

    #[test]
    fn a_template_can_allow_slashes() {
        let passes = |path: &str| {
            let template = Template::parse(path).expect("a template");
            template.variables.iter().map(|variable| variable.has_slashes).collect::<Vec<_>>()
        };
        for path in
            ["/{+a}", "/{a*}", "/{a+}", "/{a=b/*}", "/{a=b/*/c/**}", "/{a=**}:verb", "/{a:.*}", "/{a:.+}", "/{a:*}"]
        {
            assert_eq!(passes(path), [true], "{path}");
        }
        for path in ["/{a}", "/{.a*}", "/{;a*}", "/{a=*}", "/{a:[0-9]+}", "/{?a*}", "/{a:b}"] {
            assert_eq!(passes(path), [false], "{path}");
        }
        assert_eq!(passes("/{+a,b}/{c}"), [true, true, false]);
    }

    #[test]
    fn a_query_expression_is_removed_from_the_path() {
        let template = Template::parse("/a{?b,c}").expect("a template");

        assert_eq!(template.path, "/a");
        assert!(template.variables.iter().all(|variable| variable.location == ParameterLocation::Query));
    }

    #[test]
    fn names_of_one_expression_are_adjacent() {
        assert_eq!(Template::parse("/{a,b}").expect("a template").path, "/{a},{b}");
        assert_eq!(Template::parse("/{;a,b}").expect("a template").path, "/{a}{b}");
    }

    #[test]
    fn a_pair_of_a_name_and_itself_is_removed_from_the_path() {
        for (path, expected) in
            [("/a?b={b}", "/a"), ("/a?b={b}&c=1", "/a?c=1"), ("/a?c=1&b={b}#d", "/a?c=1#d"), ("/a?b={b}&e={e}", "/a")]
        {
            let template = Template::parse(path).expect("a template");
            assert_eq!(template.path, expected, "{path}");
            assert!(template.variables.iter().all(|variable| variable.location == ParameterLocation::Query), "{path}");
        }
    }

    #[test]
    fn other_names_in_the_query_are_kept_in_the_path() {
        for path in ["/a?b={c}", "/a?b={b}c", "/a?sb={b}", "/a/b={b}"] {
            let template = Template::parse(path).expect("a template");
            assert_eq!(template.path, path);
            assert!(template.variables.iter().all(|variable| variable.location == ParameterLocation::Path), "{path}");
        }
    }

    #[test]
    fn a_pattern_after_a_name_is_removed() {
        let router = ["/{id:[0-9]+}", r"/{id:\d+}", "/{id:.*}", "/{id:3}", "/{id:[0-9]{1,3}}", "/{id:(a|b/c){2}}"];
        for path in router.into_iter().chain(["/{id=shelves/*}", "/{id=shelves/*/books/**}"]) {
            assert_eq!(Template::parse(path).expect("a template").path, "/{id}", "{path}");
        }
        assert_eq!(Template::parse("/{app:id}").expect("a template").path, "/{app:id}");
    }
}

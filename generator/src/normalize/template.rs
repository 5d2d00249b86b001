//! Path templates (OpenAPI 3.0.3 §3.2), and what is taken from URI templates (RFC 6570) into them.

/// A path template, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Template {
    /// The template as OpenAPI writes it: only names stand in braces.
    pub(super) plain: String,
    /// What stands in braces, each name once.
    pub(super) variables: Vec<Variable>,
}

/// A name in braces.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) place: Place,
    /// The `style` that its operator stands for, if it has one.
    pub(super) style: Option<&'static str>,
    /// Whether it is followed by `*`.
    pub(super) explode: bool,
}

/// Where the value of a variable goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Into the path.
    Path,
    /// Behind a question mark that the template writes: into its query.
    AfterQuestionMark,
    /// Into the query, by an expression such as `{?name}`.
    Query,
}

impl Template {
    /// Takes `path` apart; the error says what is wrong with its braces.
    pub(super) fn parse(path: &str) -> Result<Self, &'static str> {
        let mut template = Self::default();
        let mut rest = path;
        while let Some(brace) = rest.find(['{', '}']) {
            let (literal, from) = rest.split_at(brace);
            template.plain.push_str(literal);
            let Some(inner) = from.strip_prefix('{') else { return Err("closes a brace that is not open") };
            let Some((expression, after)) = inner.split_once('}') else { return Err("leaves a brace open") };
            template.expression(expression)?;
            rest = after;
        }
        template.plain.push_str(rest);
        Ok(template)
    }

    fn expression(&mut self, expression: &str) -> Result<(), &'static str> {
        let (operator, names) = split_operator(expression);
        for (index, name) in names.split(',').enumerate() {
            let explode = name.ends_with('*');
            let name = name.trim_end_matches('*');
            if name.is_empty() || name.contains(['{', '/']) {
                return Err("has braces that hold no name");
            }
            let place = self.place(operator);
            if place != Place::Query {
                let comma = if index > 0 && style(operator).is_none() { "," } else { "" };
                self.plain.push_str(&format!("{comma}{{{name}}}"));
            }
            if !self.variables.iter().any(|known| known.name == name) {
                self.variables.push(Variable { name: name.to_owned(), place, style: style(operator), explode });
            }
        }
        Ok(())
    }

    fn place(&self, operator: Option<char>) -> Place {
        match operator {
            Some('?' | '&') => Place::Query,
            _ if self.plain.contains(['?', '#']) => Place::AfterQuestionMark,
            _ => Place::Path,
        }
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

/// Returns the `style` that an operator stands for.
fn style(operator: Option<char>) -> Option<&'static str> {
    match operator {
        Some('.') => Some("label"),
        Some(';') => Some("matrix"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Template};

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
    fn an_operator_is_no_part_of_the_name() {
        for path in ["/a/{id*}", "/a/{.id}", "/a/{;id*}", "/a/{+id}"] {
            let template = Template::parse(path).expect("a template");
            assert_eq!((template.plain.as_str(), names(path)), ("/a/{id}", vec!["id".to_owned()]), "{path}");
        }
    }

    #[test]
    fn operators_and_asterisks_are_styles() {
        let template = Template::parse("/{.a}/{;b*}/{c*}").expect("a template");

        let styles: Vec<_> = template.variables.iter().map(|variable| (variable.style, variable.explode)).collect();
        assert_eq!(styles, [(Some("label"), false), (Some("matrix"), true), (None, true)]);
    }

    #[test]
    fn an_expression_of_the_query_leaves_the_path() {
        let template = Template::parse("/a{?b,c}").expect("a template");

        assert_eq!(template.plain, "/a");
        assert!(template.variables.iter().all(|variable| variable.place == Place::Query));
    }

    #[test]
    fn names_of_one_expression_stand_side_by_side() {
        assert_eq!(Template::parse("/{a,b}").expect("a template").plain, "/{a},{b}");
        assert_eq!(Template::parse("/{;a,b}").expect("a template").plain, "/{a}{b}");
    }

    #[test]
    fn what_follows_a_question_mark_is_query() {
        let template = Template::parse("/a?b={b}").expect("a template");

        assert_eq!(template.variables.first().map(|variable| variable.place), Some(Place::AfterQuestionMark));
    }
}

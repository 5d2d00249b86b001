//! Path templates (OpenAPI 3.0.3 §3.2).

/// Returns the names of the parameters in `path`, each once; the error says what is wrong with its braces.
pub(super) fn names(path: &str) -> Result<Vec<&str>, &'static str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(brace) = rest.find(['{', '}']) {
        let (_, from) = rest.split_at(brace);
        let Some(inner) = from.strip_prefix('{') else { return Err("closes a brace that is not open") };
        let Some((name, after)) = inner.split_once('}') else { return Err("leaves a brace open") };
        if name.is_empty() || name.contains(['{', '/']) {
            return Err("has braces that hold no name");
        }
        if !names.contains(&name) {
            names.push(name);
        }
        rest = after;
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_template_has_its_names_in_order() {
        assert_eq!(names("/a/{b}/c-{d}.{e}/{b}"), Ok(vec!["b", "d", "e"]));
    }

    #[test]
    fn braces_must_match() {
        for path in ["/{a", "/a}", "/{}", "/{a{b}}", "/{a/b}"] {
            assert!(names(path).is_err(), "{path}");
        }
    }
}

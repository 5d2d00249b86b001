//! Matching the parameters in a path (OpenAPI 3.0.3 §3.2) with the declared ones.

use std::mem;

use serde_json::{Map, Value, json};

use super::operations::operations_of;
use super::parameters::{self, Components, Parameter};
use super::path_conflicts::{self, ResolvedPath};
use super::path_template::{ParameterLocation, Template, Variable};
use super::schema::pointer::pointer_of;
use super::spelling;
use crate::diagnostic::Diagnostics;

/// Matches the parameters in the template of each path with the declared ones.
///
/// Misspelt parameters are renamed, missing ones are declared, unused ones are removed, and URI templates become path
/// templates.
pub(super) fn match_declarations(
    paths: &mut Map<String, Value>,
    components: &Components<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut resolved = Vec::new();
    for (path, item) in mem::take(paths) {
        match item {
            Value::Object(members) if path.starts_with('/') => {
                let mut matcher = PathMatcher { path: &path, item: members, components, diagnostics };
                let Template { path: template, variables } = matcher.path_item();
                let query = variables.into_iter().filter(|variable| variable.location == ParameterLocation::Query);
                let query = query.map(|variable| variable.name).collect();
                let item = matcher.item;
                resolved.push(ResolvedPath { original: path, template, query, item });
            }
            other => {
                paths.insert(path, other);
            }
        }
    }
    path_conflicts::insert(resolved, paths, diagnostics);
}

/// A path whose parameters are being matched.
struct PathMatcher<'a> {
    path: &'a str,
    item: Map<String, Value>,
    components: &'a Components<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl PathMatcher<'_> {
    /// Matches the parameters of the path, and returns its template.
    fn path_item(&mut self) -> Template {
        let at = pointer_of(&self.item).to_owned();
        let path = self.with_braces();
        let template = match Template::parse(&path) {
            Ok(template) => template,
            Err(problem) => {
                let message = format!("the path `{}` {problem}", self.path);
                let help = "write the name of each parameter in one pair of braces";
                self.diagnostics.error("bad-path-template", at, message, help);
                return Template { path: self.path.to_owned(), ..Template::default() };
            }
        };
        self.report_nonstandard_template(&template, &at);
        let mut item = mem::take(&mut self.item);
        let shared = self.match_holder(&mut item, &template, &[]);
        for (_, operation) in operations_of(&mut item) {
            let declared = self.match_holder(operation, &template, &shared);
            self.declare_missing(operation, &template, &[declared, shared.clone()].concat());
        }
        self.item = item;
        template
    }

    /// Returns the path with braces instead of `:name` and `<name>`, the syntax of some routers, if such a parameter is
    /// declared.
    fn with_braces(&mut self) -> String {
        if !self.path.contains([':', '<', '?', '*', ' '])
            && !["{{", "...}"].iter().any(|marker| self.path.contains(marker))
        {
            return self.path.to_owned();
        }
        let mut declared = self.components.list(&self.item);
        for (_, operation) in operations_of(&mut self.item) {
            declared.extend(self.components.list(operation));
        }
        let is_declared = |name: &str| declared.iter().any(|known| known.location == "path" && known.name == name);
        let segments = self.path.split('/').map(|segment| {
            let inner = segment.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
            // A converter may precede the name: `<int:id>`.
            let inner = inner.map(|inner| inner.rsplit_once(':').unwrap_or(("", inner)));
            match inner.or_else(|| Some(("", segment.strip_prefix(':')?))).filter(|(_, name)| is_declared(name)) {
                Some(("path", name)) => format!("{{+{name}}}"),
                Some((_, name)) => format!("{{{name}}}"),
                None => segment.to_owned(),
            }
        });
        let path = segments.collect::<Vec<_>>().join("/");
        let in_path = declared.iter().filter(|known| known.location == "path");
        in_path.fold(path, |path, known| canonical_braces(path, &known.name))
    }

    /// Reports how the path differs from a path template.
    fn report_nonstandard_template(&mut self, template: &Template, at: &str) {
        if template.path != self.path {
            let slashes = template.variables.iter().filter(|variable| variable.has_slashes);
            let slashes = slashes.map(|variable| format!(", and slashes in `{}` are not encoded", variable.name));
            let message = format!(
                "the path `{}` is not an OpenAPI path template: it is read as `{}`{}",
                self.path,
                template.path,
                slashes.collect::<String>()
            );
            let help = "write only names in braces, and set `style` and `explode` of the parameters";
            self.diagnostics.warning("uri-template", at, message, help);
        }
        for (delimiter, code, what) in [
            ('?', "path-with-query", "a query, which is sent before the query parameters"),
            ('#', "path-with-fragment", "a fragment, which is never sent"),
        ] {
            if template.path.contains(delimiter) {
                let message = format!("the path `{}` has {what}", self.path);
                self.diagnostics.note(code, at, message, "no action needed, if this is intended");
            }
        }
    }

    /// Matches the parameters of a path item or an operation; `shared` are those of the path item. Returns the declared
    /// parameters.
    fn match_holder(
        &mut self,
        holder: &mut Map<String, Value>,
        template: &Template,
        shared: &[ParameterKey],
    ) -> Vec<ParameterKey> {
        let declared = self.components.list(holder);
        parameters::refuse_duplicates(&declared, self.diagnostics);
        self.fix_misplaced(holder, template, &declared);
        self.fix_misspelt(holder, template, shared, declared);
        self.remove_unused(holder, template);
        let declared = self.components.list(holder);
        for parameter in &declared {
            let variable = template.variables.iter().find(|variable| is_for(parameter, variable));
            if let Some(variable) =
                variable.filter(|variable| variable.style.is_some() || variable.explode || variable.has_slashes)
            {
                self.components.change(holder, parameter.index, |members| write_style(members, variable));
            }
        }
        declared.into_iter().map(|parameter| (parameter.location, parameter.name)).collect()
    }

    /// Makes path parameters that the template has in the query query parameters.
    fn fix_misplaced(&mut self, holder: &mut Map<String, Value>, template: &Template, declared: &[Parameter]) {
        for Parameter { index, pointer, name, .. } in declared.iter().filter(|parameter| is_unused(parameter, template))
        {
            if !template.variables.iter().any(|variable| variable.name == *name) {
                continue;
            }
            let message =
                format!("`{name}` is in the query of the path `{}`: it is read as a query parameter", self.path);
            self.diagnostics.warning("misplaced-path-parameter", pointer, message, "write `in: query`");
            self.components.change(holder, *index, |members| {
                members.insert("in".to_owned(), "query".into());
                members.shift_remove("style");
            });
        }
    }

    /// Renames path parameters that are not in the template to the names that were probably meant.
    fn fix_misspelt(
        &mut self,
        holder: &mut Map<String, Value>,
        template: &Template,
        shared: &[ParameterKey],
        declared: Vec<Parameter>,
    ) {
        let missing = |variable: &&Variable| {
            let has = |location: &str, name: &str| location == "path" && name == variable.name;
            variable.location != ParameterLocation::Query
                && !declared.iter().any(|parameter| has(&parameter.location, &parameter.name))
                && !shared.iter().any(|(location, name)| has(location, name))
        };
        let missing: Vec<&str> =
            template.variables.iter().filter(missing).map(|variable| variable.name.as_str()).collect();
        let unused: Vec<&Parameter> = declared.iter().filter(|parameter| is_unused(parameter, template)).collect();
        let names: Vec<&str> = unused.iter().map(|parameter| parameter.name.as_str()).collect();
        for (expected, index) in spelling::pair_misspelt(&missing, &names) {
            let Some(parameter) = unused.get(index) else { continue };
            let message =
                format!("the path `{}` has no `{}`: the parameter is read as `{expected}`", self.path, parameter.name);
            let help = format!("write `name: {expected}`");
            self.diagnostics.warning("misspelt-path-parameter", &*parameter.pointer, message, help);
            self.components.change(holder, parameter.index, |members| {
                members.insert("name".to_owned(), expected.into());
            });
        }
    }

    /// Removes path parameters that are not in the template.
    fn remove_unused(&mut self, holder: &mut Map<String, Value>, template: &Template) {
        let declared = self.components.list(holder);
        let unused: Vec<&Parameter> = declared.iter().filter(|parameter| is_unused(parameter, template)).collect();
        for Parameter { name, pointer, .. } in &unused {
            let message = format!("the path `{}` has no `{{{name}}}`: the parameter is ignored", self.path);
            let help = format!("add `{{{name}}}` to the path, or remove the parameter");
            self.diagnostics.warning("unused-path-parameter", pointer, message, help);
        }
        let indices: Vec<usize> = unused.iter().map(|parameter| parameter.index).collect();
        parameters::remove(holder, &indices);
    }

    /// Declares the parameters of the path that the operation does not declare.
    fn declare_missing(&mut self, operation: &mut Map<String, Value>, template: &Template, declared: &[ParameterKey]) {
        for variable in &template.variables {
            let fits =
                |(location, name): &ParameterKey| *name == variable.name && is_location(location, variable.location);
            if !declared.iter().any(fits) {
                self.declare(operation, variable);
            }
        }
    }

    fn declare(&mut self, operation: &mut Map<String, Value>, variable: &Variable) {
        let at = pointer_of(operation).to_owned();
        let name = &variable.name;
        let (code, location, required) = match variable.location {
            ParameterLocation::Query => ("undeclared-query-parameter", "query", false),
            ParameterLocation::Path => ("undeclared-path-parameter", "path", true),
        };
        let message =
            format!("the parameter `{name}` of the path `{}` is not declared: a string is assumed", self.path);
        let help = format!("add a parameter with `name: {name}`, `in: {location}` and `required: {required}`");
        self.diagnostics.warning(code, &*at, message, help);
        let schema = json!({ "type": "string", "x-clientwright-pointer": at });
        let mut parameter = json!({ "name": name, "in": location, "required": required, "schema": schema });
        if let Some(members) = parameter.as_object_mut() {
            write_style(members, variable);
        }
        parameters::add(operation, parameter);
    }
}

/// Returns a path in which the braces of a parameter contain only its name, without a router's marks for optional or
/// typed parameters. A parameter for the rest of the path becomes `{+name}`, as in RFC 6570.
fn canonical_braces(path: String, name: &str) -> String {
    let (canonical, rest) = (format!("{{{name}}}"), format!("{{+{name}}}"));
    let spellings = [format!("{{{canonical}}}"), format!("{{{name}?}}"), format!("{{ {name} }}")];
    let path = spellings.iter().fold(path, |path, spelling| path.replace(spelling, &canonical));
    let spellings = [format!("{{**{name}}}"), format!("{{*{name}}}"), format!("{{{name}...}}")];
    let path = spellings.iter().fold(path, |path, spelling| path.replace(spelling, &rest));
    let typed = path.split_once(&format!("{{{name}:")).and_then(|(before, after)| {
        let (kind, after) = after.split_once('}')?;
        let braces = if kind == "path" { &rest } else { &canonical };
        kind.chars().all(char::is_alphanumeric).then(|| format!("{before}{braces}{after}"))
    });
    typed.unwrap_or(path)
}

/// `in` and `name` of a parameter, which identify it.
type ParameterKey = (String, String);

/// Returns whether parameters with `in: name` have this location.
fn is_location(name: &str, location: ParameterLocation) -> bool {
    match location {
        ParameterLocation::Path => name == "path",
        ParameterLocation::Query => name == "query",
    }
}

fn is_for(parameter: &Parameter, variable: &Variable) -> bool {
    parameter.name == variable.name && is_location(&parameter.location, variable.location)
}

/// Returns whether a path parameter is not in the template.
fn is_unused(parameter: &Parameter, template: &Template) -> bool {
    parameter.location == "path" && !template.variables.iter().any(|variable| is_for(parameter, variable))
}

/// Sets the style of a parameter to that of the template, unless the parameter sets it.
fn write_style(parameter: &mut Map<String, Value>, variable: &Variable) {
    if let Some(style) = variable.style {
        parameter.entry("style").or_insert_with(|| style.into());
    }
    if variable.explode {
        parameter.entry("explode").or_insert(Value::Bool(true));
    }
    if variable.has_slashes {
        parameter.insert("x-clientwright-slashes".to_owned(), Value::Bool(true));
    }
}

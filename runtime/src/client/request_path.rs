//! What the path of a request is made of.

use reqwest::Url;

/// The path of a request.
#[derive(Debug)]
pub(super) struct RequestPath {
    /// The path template of the operation.
    pub(super) template: Option<&'static str>,
    /// The values of its parameters, encoded.
    pub(super) values: Vec<(&'static str, String)>,
    /// The path after that of the base URL, encoded.
    pub(super) text: String,
    /// Whether it is the target of a redirect; then the text is the whole path.
    pub(super) is_redirected: bool,
}

impl RequestPath {
    /// Returns the path of a link to a page: that of an operation, with the values of its parameters, unless it leads to another origin.
    pub(super) fn of_link(
        link: &Url,
        base_url: &Url,
        operation: Option<(&'static str, Vec<(&'static str, String)>)>,
    ) -> Self {
        let Some((template, values)) = operation else { return Self::redirected(link.path()) };
        let text = link.path().strip_prefix(base_url.path().trim_end_matches('/')).unwrap_or(link.path());
        Self { template: Some(template), values, text: text.to_owned(), is_redirected: false }
    }

    /// Returns the path of a redirect's target.
    pub(super) fn redirected(path: &str) -> Self {
        Self { template: None, values: Vec::new(), text: path.to_owned(), is_redirected: true }
    }
}

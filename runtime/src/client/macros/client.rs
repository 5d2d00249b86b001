//! The macro for the client of a crate.

/// Declares `Client` and `ClientBuilder` of an API: `client!(API);`, where `API` is its
/// [`ApiConfig`](crate::runtime::client::api_config::ApiConfig).
#[doc(hidden)]
#[macro_export]
macro_rules! client {
    ($api:expr) => {
        /// A client of the API. Cheap to clone: clones share connections and credentials.
        #[derive(Clone)]
        pub struct Client(pub(crate) $crate::runtime::client::Client);

        impl Client {
            /// Returns a client builder.
            #[inline]
            pub fn builder() -> ClientBuilder {
                ClientBuilder::default()
            }
        }

        impl Client {
            /// Returns a call of what the document does not declare: it has the credentials, headers, retries and limits of this client,
            /// and yields the body of any success (2xx), which [`decode`](crate::UndeclaredCall::decode) reads as JSON.
            ///
            /// The path follows that of the base URL, and may have a query. What can't be sent is percent-encoded.
            #[inline]
            pub fn request(
                &self,
                method: ::http::Method,
                path: impl Into<String>,
            ) -> $crate::runtime::client::call::UndeclaredCall {
                self.0.undeclared(method, path.into())
            }
        }

        impl ::std::fmt::Debug for Client {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }

        /// A builder of a [`Client`].
        #[derive(Clone)]
        #[must_use]
        pub struct ClientBuilder(pub(crate) $crate::runtime::client::ClientBuilder);

        impl Default for ClientBuilder {
            #[inline]
            fn default() -> Self {
                Self($crate::runtime::client::ClientBuilder::new(&$api))
            }
        }

        impl ClientBuilder {
            /// Sets the base URL, with the scheme `http` or `https`; its path is a prefix of those of the operations.
            ///
            /// It replaces every server of the document, also those of single operations; a chosen server that is only a path is resolved
            /// on its host. A user name and password in it are sent as HTTP Basic authentication, unless another credential replaces them.
            pub fn base_url(self, url: impl Into<String>) -> Self {
                Self(self.0.base_url(url))
            }

            /// Configures the `reqwest::Client` that sends requests: proxies, certificates, limits of connections.
            ///
            /// Its settings for redirects and `Referer` are replaced: this client follows redirects itself, so that credentials stay with
            /// their origin. Set headers with [`Self::default_header`]: with `default_headers` of reqwest, which it sends to any origin, no
            /// redirect to another origin is followed. Replaces an earlier `configure_reqwest` or [`Self::http_client`].
            pub fn configure_reqwest(
                self,
                configure: impl FnOnce(::reqwest::ClientBuilder) -> ::reqwest::ClientBuilder,
            ) -> Self {
                Self(self.0.configure_reqwest(configure))
            }

            /// Sends requests through your own `reqwest::Client`, for example a shared one, or through another
            /// [`Transport`](crate::transport::Transport); otherwise prefer [`Self::configure_reqwest`].
            ///
            /// Build a `reqwest::Client` with `redirect(Policy::none())`: this client follows redirects itself, but none to another origin, where the
            /// default headers of the other client would be sent. A client that follows redirects itself can't be protected: reqwest sends
            /// API keys, cookies of calls and other headers to wherever it is redirected, and the URL in `Referer`. A response from another
            /// origin is then an error, but the secrets are exposed.
            pub fn http_client(self, http: impl $crate::runtime::client::transport::Transport + 'static) -> Self {
                Self(self.0.http_client(http))
            }

            /// Sets which redirects are followed; by default, all, without credentials and bodies for other origins: see
            /// [`Redirects`](crate::Redirects).
            #[inline]
            pub fn redirects(self, redirects: $crate::runtime::client::Redirects) -> Self {
                Self(self.0.redirects(redirects))
            }

            /// Sets `User-Agent`; by default, the name and version of this crate.
            pub fn user_agent(self, name: impl Into<String>) -> Self {
                Self(self.0.user_agent(name))
            }

            /// Sets the timeout of calls: retries, redirects and the response body included; by default,
            /// [`DEFAULT_TIMEOUT`](crate::DEFAULT_TIMEOUT). For a stream it ends with the header section.
            #[inline]
            pub fn timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Sets the timeout of each attempt, redirects and the response body included; by default, none. For a stream it ends with the
            /// header section.
            #[inline]
            pub fn attempt_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.attempt_timeout(timeout))
            }

            /// Sets how long to wait for the next bytes of a response body; by default, one minute. Server-sent events have no such limit,
            /// unless the call sets one. `Duration::MAX` sets no limit.
            #[inline]
            pub fn idle_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.idle_timeout(timeout))
            }

            /// Sets how long connecting may take; by default, 5 seconds. Call it before [`Self::configure_reqwest`], which may replace it;
            /// it has no effect on the client of [`Self::http_client`].
            #[inline]
            pub fn connect_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.connect_timeout(timeout))
            }

            /// Sends credentials over `http` to any host. By default, only this machine gets them: anyone on the way can read them.
            #[inline]
            pub fn allow_http_credentials(self) -> Self {
                Self(self.0.allow_http_credentials())
            }

            /// Limits the body of a successful response, in bytes, and each line, event and record of a stream; by default,
            /// [`DEFAULT_MAX_BODY`](crate::DEFAULT_MAX_BODY). `u64::MAX` sets no limit.
            ///
            /// A longer body is an [`Error::TooLarge`](crate::Error::TooLarge). The chunks of a `ByteStream` are not limited, except by
            /// `ByteStream::bytes`, which collects them. Of any other response, 1 MiB of the body is kept.
            #[inline]
            pub fn max_body(self, bytes: u64) -> Self {
                Self(self.0.max_body(bytes))
            }

            /// Sets when requests are sent again after a failure; by default, as in
            /// [`Retry::standard`](crate::Retry::standard).
            #[inline]
            pub fn retry(self, retry: $crate::runtime::client::Retry) -> Self {
                Self(self.0.retry(retry))
            }

            /// Adds a [`Hook`](crate::hooks::Hook), which is called for each attempt and each call, after those that were added before: for
            /// logs, metrics, or the propagation of traces.
            pub fn hook(self, hook: impl $crate::runtime::client::hooks::Hook + 'static) -> Self {
                Self(self.0.hook(hook))
            }

            /// Adds a header to every request, except to other origins after a redirect. A header that frames the request, such as `Host`
            /// or `Content-Length`, makes [`Self::build`] fail: the HTTP client sets it.
            pub fn default_header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
                Self(self.0.default_header(name, value))
            }

            /// Makes a response that violates its schema an error. Off by default: then a response only has to decode.
            #[inline]
            pub fn check_responses(self, check: bool) -> Self {
                Self(self.0.check_responses(check))
            }

            /// Builds the client.
            ///
            /// # Errors
            ///
            /// A setting is invalid, or the HTTP client can't be created.
            #[inline]
            pub fn build(self) -> Result<Client, $crate::runtime::client::BuildError> {
                self.0.build().map(Client)
            }
        }

        impl ::std::fmt::Debug for ClientBuilder {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}

pub use client;

//! Spans without the feature `tracing`.
#![allow(clippy::unused_self, reason = "spans with the feature need it")]

use std::future::Future;

use http::StatusCode;
use reqwest::Url;

use crate::runtime::client::hooks::ErrorKind;

/// The span of a call.
#[derive(Clone, Copy)]
pub(in super::super) struct CallSpan;

impl CallSpan {
    pub(in super::super) const fn new(_: &str, _: Option<&str>) -> Self {
        Self
    }

    pub(in super::super) const fn is_recorded(self) -> bool {
        false
    }

    pub(in super::super) fn around<F: Future>(self, future: F) -> F {
        future
    }

    pub(in super::super) const fn end(self, _: Option<StatusCode>, _: Option<ErrorKind>) {}
}

/// The span of an attempt.
#[derive(Clone, Copy)]
pub(in super::super) struct AttemptSpan;

impl AttemptSpan {
    pub(in super::super) const fn new(_: &str, _: Option<&str>, _: &Url, _: u32) -> Self {
        Self
    }

    pub(in super::super) fn around<F: Future>(self, future: F) -> F {
        future
    }

    pub(in super::super) const fn end(self, _: Option<StatusCode>, _: Option<ErrorKind>) {}
}

//! Constructors for the methods of the Path Item Object (OpenAPI 3.0.3 §4.7.9).

use super::call::Call;
use super::client_builder::Client;
use super::operation::Operation;

macro_rules! methods {
    ($($method:literal: $name:ident;)*) => {
        impl<T> Operation<T> {
            $(
                #[doc = concat!("Creates an operation of `", $method, "` and a path.")]
                pub const fn $name(path: &'static str) -> Self {
                    Self::new($method, path)
                }
            )*
        }

        impl Client {
            $(
                #[doc = concat!("Creates a call of `", $method, "`, as [`Self::request`] does.")]
                pub fn $name<T, E, P>(&self, path: &'static str) -> Call<T, E, P> {
                    self.request($method, path)
                }
            )*
        }
    };
}

methods! {
    "GET": get;
    "PUT": put;
    "POST": post;
    "DELETE": delete;
    "OPTIONS": options;
    "HEAD": head;
    "PATCH": patch;
    "TRACE": trace;
}

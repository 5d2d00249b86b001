//! Constructors for the methods of the Path Item Object (OpenAPI 3.0.3 §4.7.9).

use super::call::Call;
use super::client::Client;
use super::operation::Operation;

macro_rules! methods {
    ($($method:literal: $name:ident, $begin:ident;)*) => {
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
                #[doc = concat!("Creates a call of `", $method, "`, as `__request` does.")]
                #[doc(hidden)]
                pub fn $begin<T, E, P>(&self, path: &'static str) -> Call<T, E, P> {
                    self.__request($method, path)
                }
            )*
        }
    };
}

methods! {
    "GET": get, __get;
    "PUT": put, __put;
    "POST": post, __post;
    "DELETE": delete, __delete;
    "OPTIONS": options, __options;
    "HEAD": head, __head;
    "PATCH": patch, __patch;
    "TRACE": trace, __trace;
}

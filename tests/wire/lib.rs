//! Crates that are generated of `tests/documents/`, as their users call them: what they send, byte for byte, and what
//! they make of responses. `tests/tests/wire.rs` generates the crates, compiles this with them, and runs it.

#![cfg(test)]
#![deny(warnings)]

#[path = "../src/server.rs"]
pub mod server;

/// Declares what the cases of a crate are made of.
macro_rules! calls_of {
    ($name:ident) => {
        use crate::server::{MockResponse, Request, Server};

        /// Returns a client of a server.
        fn client(server: &Server) -> $name::Client {
            $name::Client::builder().base_url(server.url()).build().expect("a client")
        }

        /// Makes a call that succeeds, and returns the request that it becomes.
        #[allow(dead_code, reason = "each document needs some of these")]
        async fn sent<C, T, E>(status: u16, call: impl FnOnce($name::Client) -> C) -> Request
        where
            C: IntoFuture<Output = Result<T, $name::Error<E>>>,
            E: std::fmt::Debug,
        {
            let server = Server::always(MockResponse::status(status));
            call(client(&server)).await.expect("a response");
            server.request()
        }

        /// Makes a call that is to be rejected before anything is sent, and returns what is wrong with it, a violation a line.
        #[allow(dead_code, reason = "each document needs some of these")]
        async fn rejected<C, T, E>(call: impl FnOnce($name::Client) -> C) -> String
        where
            C: IntoFuture<Output = Result<T, $name::Error<E>>>,
            E: std::fmt::Debug,
        {
            let server = Server::always(MockResponse::status(200));
            let Err($name::Error::Invalid(violations)) = call(client(&server)).await else { panic!("it was sent") };
            assert!(server.requests().is_empty(), "a rejected request was sent");
            violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        }

        /// Makes a call, and returns what becomes of a response.
        #[allow(dead_code, reason = "each document needs some of these")]
        async fn receive<C: IntoFuture>(reply: MockResponse, call: impl FnOnce($name::Client) -> C) -> C::Output {
            call(client(&Server::always(reply))).await
        }
    };
}

mod additional_properties;
mod all_of;
mod body_without_schema;
mod components_of_other_types;
mod credentials;
mod defaults;
mod discriminated_union;
mod discriminator_inheritance;
mod enums_of_all_types;
mod errors_by_status;
mod events_by_name;
mod formats;
mod forms;
mod keywords_of_3_1;
mod lenient_integers;
mod media_types;
mod mocks;
mod multipart;
mod multipart_files;
mod multipart_of_3_1;
mod names_of_fields;
mod names_of_operations;
mod names_that_are_taken;
mod nullable_patch_field;
mod optional_parameters;
mod overlapping_one_of;
mod pages;
mod pages_by_rules;
mod parameters_of_3_2;
mod parameters_of_every_style;
mod parameters_of_every_type;
mod path_templates;
mod paths_sent_alike;
mod read_and_write_only;
mod recursive_tree;
mod redacted_parameters;
mod request_bodies;
mod request_bodies_of_several_media_types;
mod response_headers;
mod responses_of_several_media_types;
mod security;
mod sequences;
mod servers;
mod servers_without_a_host;
mod streams;
mod streams_of_items;
mod string_or_enum;
mod tolerated_responses;
mod union_by_constant;
mod union_by_optional_constants;
mod union_with_null;
mod untagged_union;

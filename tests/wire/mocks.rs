//! Mocks of operations whose responses are not one JSON body: what they are given is what is received.

use errors_by_status::types::NotFoundError;
use responses_of_several_media_types::CreateThingOutput;
use responses_of_several_media_types::types::{Made, Thing};
use streams::bytes::Bytes;

/// Declares how clients are made of mocks of a crate.
macro_rules! mocks_of {
    ($name:ident) => {
        pub use $name::testing::{Mock, operations};

        /// Returns a client whose requests a mock responds to.
        pub fn client(mock: Mock) -> $name::Client {
            $name::Client::builder().base_url("https://example.com").http_client(mock).build().expect("a client")
        }
    };
}

mod several {
    pub use responses_of_several_media_types::testing::MockResponse;

    mocks_of!(responses_of_several_media_types);
}

mod streamed {
    pub use streams::testing::MockResponse;

    mocks_of!(streams);
}

mod errors {
    mocks_of!(errors_by_status);
}

fn thing() -> Thing {
    Thing { name: "thïng".into() }
}

/// Declares a test that a call yields the success that its mock is given.
macro_rules! received {
    ($($name:ident: $crate_name:ident $operation:ident($given:expr), $client:ident => $call:expr, $expected:expr;)*) => {
        $(#[tokio::test]
        async fn $name() {
            let mock = $crate_name::Mock::new()
                .on($crate_name::operations::$operation, |_| $crate_name::MockResponse::ok($given));
            let $client = $crate_name::client(mock.clone());
            assert_eq!($call, $expected);
            mock.assert_all_used();
        })*
    };
}

received! {
    the_first_of_several_statuses: several CREATE_THING(CreateThingOutput::Ok(thing())),
        client => client.create_thing().await.expect("a response"), CreateThingOutput::Ok(thing());
    the_second_of_several_statuses: several CREATE_THING(CreateThingOutput::Created(Made { id: 7 })),
        client => client.create_thing().await.expect("a response"), CreateThingOutput::Created(Made { id: 7 });
    a_status_without_a_body: several CREATE_THING(CreateThingOutput::Accepted),
        client => client.create_thing().await.expect("a response"), CreateThingOutput::Accepted;
    a_body_that_may_be_absent: several FIND_THING(Some(thing())),
        client => client.find_thing().await.expect("a response"), Some(thing());
    an_absent_body: several FIND_THING(None), client => client.find_thing().await.expect("a response"), None;
    a_text_that_may_be_absent: several GET_TEXT_OR_NOTHING(Some("ü".to_owned())),
        client => client.get_text_or_nothing().await.expect("a response").as_deref(), Some("ü");
    a_range_of_statuses: several GET_ANY_SUCCESS(thing()),
        client => client.get_any_success().await.expect("a response"), thing();
    the_default: several GET_BY_DEFAULT(thing()),
        client => client.get_by_default().await.expect("a response"), thing();
    a_text: several GET_TEXT("ü".to_owned()), client => client.get_text().await.expect("a response"), "ü";
    nothing: several DELETE_THING(()), client => client.delete_thing().await.expect("a response"), ();
    a_redirect: several LOGIN(()), client => client.login().await.expect("a response"), ();
    bytes: streamed GET_FILE(Bytes::from_static(b"\0\xff")),
        client => client.get_file().await.expect("a stream").bytes().await.expect("bytes"), &b"\0\xff"[..];
    events: streamed WATCH(Bytes::from("data: {\"id\":\"1\"}\n\n")),
        client => client.watch().await.expect("a stream").next().await.expect("an event").expect("an event").data.id, "1";
    json_lines: streamed EXPORT_CHANGES(Bytes::from("{\"id\":\"1\"}\n")),
        client => client.export_changes().await.expect("a stream").next().await.expect("a line").expect("a line").id, "1";
}

/// Declares a test that a call yields the error that its mock is given.
macro_rules! refused {
    ($($name:ident: $given:expr;)*) => {
        $(#[tokio::test]
        async fn $name() {
            let mock = errors::Mock::new().on_error(errors::operations::DELETE_THING, $given);
            let error = errors::client(mock).delete_thing(7).await.expect_err("an error");
            let errors_by_status::Error::Api { body, .. } = error else { panic!("{error:?}") };
            assert_eq!(body, $given);
        })*
    };
}

fn status(code: u16) -> errors_by_status::http::StatusCode {
    code.try_into().expect("a status code")
}

refused! {
    an_error_with_a_body: errors_by_status::DeleteThingError::NotFound(Box::new(NotFoundError { message: "m".into() }));
    an_error_without_a_body: errors_by_status::DeleteThingError::Conflict;
    an_error_of_a_range: errors_by_status::DeleteThingError::ClientError { status: status(418), body: Box::new(vec!["a".into()]) };
    an_error_of_the_default: errors_by_status::DeleteThingError::Default { status: status(500), body: "ü".into() };
}

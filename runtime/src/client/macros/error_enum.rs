//! The macro for enums of declared errors.

/// Implements `ErrorBody` for an enum with a variant for each status: `error_enum!(ApiError => NotFound.json(404, types::NotFound),
/// Gone.empty(410), Teapot.text(418), Other.bytes(500));`.
#[doc(hidden)]
#[macro_export]
macro_rules! error_enum {
    ($name:ident => $($variant:ident.$how:ident($($argument:tt)*)),*) => {
        impl $crate::runtime::client::error::ErrorBody for $name {
            const RESPONSES: &'static [$crate::runtime::client::operation::ResponseSpec<Self>] =
                &[$($crate::runtime::client::macros::error_enum!(@$how $name $variant $($argument)*)),*];
        }
    };
    (@json $name:ident $variant:ident $status:literal, $type:ty) => {
        $crate::runtime::client::macros::error_enum!(@response $status, |response| {
            $crate::runtime::client::decode::boxed_json(response).map($name::$variant)
        })
        .schema($crate::runtime::validation::schema::of::<$type>())
    };
    (@empty $name:ident $variant:ident $status:literal) => {
        $crate::runtime::client::macros::error_enum!(@response $status, |response| {
            $crate::runtime::client::decode::empty(response).map(|()| $name::$variant)
        })
    };
    (@text $name:ident $variant:ident $status:literal) => {
        $crate::runtime::client::macros::error_enum!(@response $status, |response| {
            $crate::runtime::client::decode::text(response).map(|text| $name::$variant(text.into_boxed_str()))
        })
    };
    (@bytes $name:ident $variant:ident $status:literal) => {
        $crate::runtime::client::macros::error_enum!(@response $status, |response| {
            $crate::runtime::client::decode::bytes(response).map(|bytes| $name::$variant(Box::new(bytes)))
        })
    };
    (@response $status:literal, $read:expr) => {
        $crate::runtime::client::operation::ResponseSpec::new($crate::runtime::client::operation::Statuses::Exactly($status), $read)
    };
}

pub use error_enum;

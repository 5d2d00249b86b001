//! The macro for builders.

/// Implements `builder()` for a type, and a setter for each of its fields: `builder!(Pet => name(impl String), tags([String]), kind("type",
/// Kind), owner(nullable Owner));`.
///
/// If the property is not named like the field, its name comes first. `impl` takes anything that converts into the type, `nullable` a
/// `Nullable`, `optional` an `Option`, `boxed` a `Box`, `[T]` a `Vec` and `{T}` a map. `additional` is before the type of additional
/// properties. Properties with a constant value come first: `builder!(Dog { "kind": "dog" } => name(impl String));`.
#[allow(unused_macros, reason = "a document may have no requests with required members")]
macro_rules! builder {
    ($name:ident $({ $($constant:literal: $value:expr),* })? => $($(#[$attribute:meta])* $field:ident($($type:tt)+)),*) => {
        impl $name {
            /// Returns a builder; `build` validates.
            pub fn builder() -> $crate::runtime::builder::Builder<Self> {
                $crate::runtime::builder::Builder::new()$($(.set($constant, $value))*)?
            }
        }

        impl $crate::runtime::builder::Builder<$name> {
            $($crate::runtime::macros::builder!(@setter [$(#[$attribute])*] $field $($type)+);)*
        }
    };
    (@setter [] $field:ident additional $type:ty) => {
        /// Sets additional properties.
        pub fn $field(self, value: ::std::collections::BTreeMap<String, $type>) -> Self {
            value.into_iter().fold(self, |builder, (name, value)| builder.set(&name, value))
        }
    };
    (@setter $attributes:tt $field:ident $name:literal, $($type:tt)+) => {
        $crate::runtime::macros::builder!(@named $attributes $field {$name} $($type)+);
    };
    (@setter $attributes:tt $field:ident $($type:tt)+) => {
        $crate::runtime::macros::builder!(@named $attributes $field {stringify!($field)} $($type)+);
    };
    (@named [$(#[$attribute:meta])*] $field:ident {$($name:tt)+} impl $type:ty) => {
        #[doc = concat!("Sets `", $($name)+, "`.")]
        $(#[$attribute])*
        pub fn $field(self, value: impl Into<$type>) -> Self {
            self.set($($name)+, value.into())
        }
    };
    (@named [$(#[$attribute:meta])*] $field:ident {$($name:tt)+} nullable $($type:tt)+) => {
        #[doc = concat!("Sets `", $($name)+, "`.")]
        $(#[$attribute])*
        pub fn $field(
            self,
            value: impl Into<$crate::runtime::nullable::Nullable<$crate::runtime::macros::builder!(@type $($type)+)>>,
        ) -> Self {
            self.set_nullable($($name)+, value.into())
        }
    };
    (@named [$(#[$attribute:meta])*] $field:ident {$($name:tt)+} $($type:tt)+) => {
        #[doc = concat!("Sets `", $($name)+, "`.")]
        $(#[$attribute])*
        pub fn $field(self, value: $crate::runtime::macros::builder!(@type $($type)+)) -> Self {
            self.set($($name)+, value)
        }
    };
    (@type optional $($type:tt)+) => { Option<$crate::runtime::macros::builder!(@type $($type)+)> };
    (@type boxed $($type:tt)+) => { Box<$crate::runtime::macros::builder!(@type $($type)+)> };
    (@type [$($type:tt)+]) => { Vec<$crate::runtime::macros::builder!(@type $($type)+)> };
    (@type {$($type:tt)+}) => {
        ::std::collections::BTreeMap<String, $crate::runtime::macros::builder!(@type $($type)+)>
    };
    (@type $type:ty) => { $type };
}

#[allow(unused_imports, reason = "a document may have no requests with required members")]
pub(crate) use builder;

//! The macro for builders.

/// Declares the builder of a type, with a setter for each of its fields: `builder!(PetBuilder for Pet => name(impl String), tags([String]),
/// kind("type", Kind), owner(nullable Owner));`.
///
/// If the property is not named like the field, its name comes first. `impl` takes anything that converts into the type, `nullable` a
/// `Nullable`, `optional` an `Option`, `boxed` a `Box`, `[T]` a `Vec` and `{T}` a map. `additional` is before the type of additional
/// properties. Properties with a constant value come first: `builder!(DogBuilder for Dog { "kind": "dog" } => name(impl String));`.
#[doc(hidden)]
#[macro_export]
macro_rules! builder {
    ($builder:ident for $name:ident $({ $($constant:literal: $value:expr),* })? => $($(#[$attribute:meta])* $field:ident($($type:tt)+)),*) => {
        impl $name {
            /// Returns a builder; `build` validates.
            #[inline]
            pub fn builder() -> $builder {
                $builder($crate::runtime::validation::builder::Builder::default()$($(.set($constant, $value))*)?)
            }
        }

        #[doc = concat!("A builder of [`", stringify!($name), "`]; `build` validates.")]
        #[derive(Clone)]
        #[must_use]
        pub struct $builder($crate::runtime::validation::builder::Builder<$name>);

        impl $builder {
            $($crate::runtime::validation::macros::builder!(@setter [$(#[$attribute])*] $field $($type)+);)*

            /// Validates and returns the value.
            ///
            /// # Errors
            ///
            /// Returns all violations of the schema.
            #[inline]
            pub fn build(self) -> Result<$name, $crate::runtime::validation::violation::Violations> {
                self.0.build()
            }
        }

        impl ::std::fmt::Debug for $builder {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
    (@setter [] $field:ident additional $type:ty) => {
        /// Sets additional properties.
        #[inline]
        pub fn $field(self, value: ::std::collections::BTreeMap<String, $type>) -> Self {
            Self(value.into_iter().fold(self.0, |builder, (name, value)| builder.set(&name, value)))
        }
    };
    (@setter $attributes:tt $field:ident $name:literal, $($type:tt)+) => {
        $crate::runtime::validation::macros::builder!(@named $attributes $field {$name} $($type)+);
    };
    (@setter $attributes:tt $field:ident $($type:tt)+) => {
        $crate::runtime::validation::macros::builder!(@named $attributes $field {stringify!($field)} $($type)+);
    };
    (@named [$(#[$attribute:meta])*] $field:ident {$($name:tt)+} impl $type:ty) => {
        #[doc = concat!("Sets `", $($name)+, "`.")]
        $(#[$attribute])*
        #[inline]
        pub fn $field(self, value: impl Into<$type>) -> Self {
            Self(self.0.set($($name)+, value.into()))
        }
    };
    (@named [$(#[$attribute:meta])*] $field:ident {$($name:tt)+} nullable $($type:tt)+) => {
        #[doc = concat!("Sets `", $($name)+, "`.")]
        $(#[$attribute])*
        #[inline]
        pub fn $field(
            self,
            value: impl Into<$crate::runtime::validation::nullable::Nullable<$crate::runtime::validation::macros::builder!(@type $($type)+)>>,
        ) -> Self {
            Self(self.0.set_nullable($($name)+, value.into()))
        }
    };
    (@named [$(#[$attribute:meta])*] $field:ident {$($name:tt)+} $($type:tt)+) => {
        #[doc = concat!("Sets `", $($name)+, "`.")]
        $(#[$attribute])*
        #[inline]
        pub fn $field(self, value: $crate::runtime::validation::macros::builder!(@type $($type)+)) -> Self {
            Self(self.0.set($($name)+, value))
        }
    };
    (@type optional $($type:tt)+) => { Option<$crate::runtime::validation::macros::builder!(@type $($type)+)> };
    (@type boxed $($type:tt)+) => { Box<$crate::runtime::validation::macros::builder!(@type $($type)+)> };
    (@type [$($type:tt)+]) => { Vec<$crate::runtime::validation::macros::builder!(@type $($type)+)> };
    (@type {$($type:tt)+}) => {
        ::std::collections::BTreeMap<String, $crate::runtime::validation::macros::builder!(@type $($type)+)>
    };
    (@type $type:ty) => { $type };
}

pub use builder;

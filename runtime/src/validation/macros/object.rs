//! The macros for structs.

use serde::de::DeserializeOwned;

use crate::runtime::validation::decode_failure::DecodeFailure;
use crate::runtime::validation::nullable::Nullable;
use crate::runtime::validation::object_reader::ObjectReader;

/// Implements `Serialize`, `Deserialize` and `Validate` for a struct, from its properties in their order:
///
/// ```text
/// object!(Dog => name: required(STRING.min_length(1)), type_: optional("type", INTEGER) via integers, owner: optional_of::<Person>());
/// ```
///
/// Before the colon is the field. If the property is not named like the field, its name comes next, then its schema: a constant or function
/// of `Schema`, unless it is that of a type. `via integers` allows integers to be written as `1.0`; `via present` means that `null` is a
/// value of an optional property. A schema with other keywords comes last: `;
/// Schema::OBJECT.properties(Self::PROPERTIES).additional_properties_false()`. `redact` is before a constant of redacted names.
///
/// A field may be a literal, which is always written: `object!(Dog => "dog": required("kind", STRING));`. Then `Deserialize` is derived.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($name:ident $(redact $redacted:ident)? => $($field:ident: $how:ident$(::<$type:ty $(,)?>)?($($property:tt)*)$(.$when:ident())? $(via $read:ident)?),* $(; $schema:expr)?) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::validation::struct_reader::deserialize(deserializer, stringify!($name))
            }
        }

        impl $crate::runtime::validation::struct_reader::ReadStruct for $name {
            fn read<'de, A: ::serde::de::MapAccess<'de>>(properties: A) -> Result<Self, A::Error> {
                let mut fields = ($($crate::runtime::validation::macros::object!(@reader $how $($read)?),)*);
                let ($($field,)*) = &mut fields;
                let declared = <Self as $crate::runtime::validation::validate::Validate>::PROPERTIES;
                $crate::runtime::validation::struct_reader::read_fields(properties, declared, &mut [$($field),*])?;
                // All fields that are left are dropped at once, which takes much less code than one by one.
                match fields {
                    ($($crate::runtime::validation::macros::object!(@read $field $how $($read)?),)*) => Ok(Self { $($field),* }),
                    #[allow(unreachable_patterns, reason = "a struct may have no required field")]
                    _incomplete => Err($crate::runtime::validation::struct_reader::incomplete()),
                }
            }
        }

        $crate::runtime::validation::macros::object!(@traits $name $(redact $redacted)? =>
            $($field: $how$(::<$type>)?($($property)*)$(.$when())?),* $(; $schema)?);
    };
    ($name:ident $($content:tt)*) => { $crate::runtime::validation::macros::object!(@traits $name $($content)*); };

    (@traits $name:ident $(redact $redacted:ident)? => $($field:tt: $how:ident$(::<$type:ty $(,)?>)?($($property:tt)*)$(.$when:ident())?),* $(; $schema:expr)?) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let declared = <Self as $crate::runtime::validation::validate::Validate>::PROPERTIES;
                $crate::runtime::validation::struct_writer::serialize(serializer, stringify!($name), declared, &[
                    $($crate::runtime::validation::macros::object!(@written self $how $field $($property)*)),*
                ])
            }
        }

        impl $crate::runtime::validation::validate::Validate for $name {
            const PROPERTIES: &'static [$crate::runtime::validation::schema::Property] =
                &[$($crate::runtime::validation::macros::object!(@property $how [$($type)?] $field $($property)*)$(.$when())?),*];
            const SCHEMA: $crate::runtime::validation::schema::Schema =
                $crate::runtime::validation::macros::object!(@schema $($schema)?).struct_name(stringify!($name));
            $(const REDACTED: $crate::runtime::validation::redact::RedactedNames = $redacted;)?
        }
    };

    (@reader required) => { $crate::runtime::validation::struct_reader::Required(None) };
    (@reader required_of) => { $crate::runtime::validation::struct_reader::Required(None) };
    (@reader required integers) => { $crate::runtime::validation::struct_reader::RequiredIntegers(None) };
    (@reader required_of integers) => { $crate::runtime::validation::struct_reader::RequiredIntegers(None) };
    (@reader $how:ident) => { $crate::runtime::validation::struct_reader::Optional($crate::runtime::validation::macros::object::MayBeAbsent::ABSENT) };
    (@reader $how:ident integers) => { $crate::runtime::validation::struct_reader::OptionalIntegers($crate::runtime::validation::macros::object::MayBeAbsent::ABSENT) };
    (@reader $how:ident present) => { $crate::runtime::validation::struct_reader::Present(None) };

    (@read $field:ident required) => { $crate::runtime::validation::struct_reader::Required(Some($field)) };
    (@read $field:ident required_of) => { $crate::runtime::validation::struct_reader::Required(Some($field)) };
    (@read $field:ident required integers) => { $crate::runtime::validation::struct_reader::RequiredIntegers(Some($field)) };
    (@read $field:ident required_of integers) => { $crate::runtime::validation::struct_reader::RequiredIntegers(Some($field)) };
    (@read $field:ident $how:ident) => { $crate::runtime::validation::struct_reader::Optional($field) };
    (@read $field:ident $how:ident integers) => { $crate::runtime::validation::struct_reader::OptionalIntegers($field) };
    (@read $field:ident $how:ident present) => { $crate::runtime::validation::struct_reader::Present($field) };

    (@schema) => { $crate::runtime::validation::schema::Schema::OBJECT.properties(Self::PROPERTIES) };
    (@schema $schema:expr) => { $schema };

    (@property $how:ident [$type:ty] $field:ident) => { $how::<$type>(stringify!($field)) };
    (@property $how:ident [$type:ty] $field:tt $name:literal) => { $how::<$type>($name) };
    (@property $how:ident [] $field:tt $name:literal, $($schema:tt)+) => {
        $how($name, &$crate::runtime::validation::schema::Schema::$($schema)+)
    };
    (@property $how:ident [] $field:ident $($schema:tt)+) => {
        $how(stringify!($field), &$crate::runtime::validation::schema::Schema::$($schema)+)
    };

    (@written $object:ident $how:ident $value:literal $($property:tt)*) => { Some(&$value) };
    (@written $object:ident $how:ident $field:ident $name:literal, STRING.format $($schema:tt)*) => {
        $crate::runtime::validation::macros::object!(@formatted $object $how $field)
    };
    (@written $object:ident $how:ident $field:ident STRING.format $($schema:tt)*) => {
        $crate::runtime::validation::macros::object!(@formatted $object $how $field)
    };
    (@written $object:ident $how:ident $field:ident $($property:tt)*) => {
        $crate::runtime::validation::macros::object!(@value $object $how $field (&$object.$field))
    };

    (@formatted $object:ident $how:ident $field:ident) => {
        $crate::runtime::validation::macros::object!(@value $object $how $field (&{
            #[allow(unused_imports, reason = "one of them is found")]
            use $crate::runtime::validation::known_format::{Probe, ViaFormat as _, ViaText as _};
            (&Probe(&$object.$field)).to_serialize()
        }))
    };
    (@value $object:ident required $field:ident ($($value:tt)*)) => { Some($($value)*) };
    (@value $object:ident required_of $field:ident ($($value:tt)*)) => { Some($($value)*) };
    (@value $object:ident $how:ident $field:ident ($($value:tt)*)) => {
        $crate::runtime::validation::struct_writer::unless($crate::runtime::validation::macros::object::MayBeAbsent::is_absent(&$object.$field), $($value)*)
    };
}

pub use object;

/// Implements `Serialize`, `Deserialize`, `Debug` and `Validate` for a struct with additional properties. `Debug` is not derived, since any
/// of these may be redacted.
///
/// ```text
/// open_object!(Dog { "dog": required("kind", STRING) } with others, lenient_integers("age") => name: required(STRING), age: optional(INTEGER));
/// ```
///
/// `redact` is before a constant of redacted names, and `via present` after an optional property of which `null` is a value. Properties with
/// a constant value come first; `with` names the field of the additional ones. `lenient_integers` lists those whose integers may be written as `1.0`.
#[doc(hidden)]
#[macro_export]
macro_rules! open_object {
    ($name:ident $(redact $redacted:ident)? $({ $($value:literal: $constant_how:ident($($constant:tt)*)$(.$constant_when:ident())?),* })? with $rest:ident $(, lenient_integers($($lenient:literal),*))? =>
        $($field:ident: $how:ident$(::<$type:ty $(,)?>)?($($property:tt)*)$(.$when:ident())? $(via $read:ident)?),* $(; $schema:expr)?
    ) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let declared = <Self as $crate::runtime::validation::validate::Validate>::PROPERTIES;
                $crate::runtime::validation::struct_writer::serialize_open(serializer, declared, &[
                    $($(Some(&$value),)*)?
                    $($crate::runtime::validation::macros::object!(@value self $how $field (&self.$field))),*
                ], &self.$rest)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #[inline]
                fn build(mut properties: $crate::runtime::validation::object_reader::ObjectReader<'_>) -> Result<$name, $crate::runtime::validation::object_reader::DecodeFailure> {
                    $($($crate::runtime::validation::macros::open_object!(@skip properties $($constant)*);)*)?
                    $($(properties.normalize_integers($lenient);)*)?
                    let mut fields = ($($crate::runtime::validation::macros::object!(@reader $how $($read)?),)*);
                    let ($($field,)*) = &mut fields;
                    let declared = <$name as $crate::runtime::validation::validate::Validate>::PROPERTIES;
                    $crate::runtime::validation::struct_reader::take_fields(&mut properties, declared, &mut [$($field),*])?;
                    let $rest = properties.additional_properties()?;
                    match fields {
                        ($($crate::runtime::validation::macros::object!(@read $field $how $($read)?),)*) => Ok($name { $($field,)* $rest }),
                        #[allow(unreachable_patterns, reason = "a struct may have no required field")]
                        _incomplete => Err($crate::runtime::validation::object_reader::DecodeFailure::incomplete()),
                    }
                }
                $crate::runtime::validation::object_reader::read(deserializer, build)
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::validation::debug::write(self, <Self as $crate::runtime::validation::validate::Validate>::REDACTED, f)
            }
        }

        impl $crate::runtime::validation::validate::Validate for $name {
            const PROPERTIES: &'static [$crate::runtime::validation::schema::Property] = &[
                $($($crate::runtime::validation::macros::object!(@property $constant_how [] $value $($constant)*)$(.$constant_when())?,)*)?
                $($crate::runtime::validation::macros::object!(@property $how [$($type)?] $field $($property)*)$(.$when())?),*
            ];
            $(const SCHEMA: $crate::runtime::validation::schema::Schema = $schema;)?
            $(const REDACTED: $crate::runtime::validation::redact::RedactedNames = $redacted;)?
        }
    };

    (@skip $properties:ident $name:literal $($schema:tt)*) => { $properties.skip($name) };
}

pub use open_object;

/// The value of an optional property.
pub trait MayBeAbsent: Sized {
    /// The value of an absent property.
    const ABSENT: Self;

    /// Returns whether the property is absent.
    fn is_absent(&self) -> bool;

    /// Takes the property from an object that is being deserialized.
    ///
    /// # Errors
    ///
    /// The property is required and absent, or does not fit the type.
    fn take(&mut self, properties: &mut ObjectReader<'_>, name: &'static str) -> Result<(), DecodeFailure>;
}

impl<T: DeserializeOwned> MayBeAbsent for Option<T> {
    const ABSENT: Self = None;

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn take(&mut self, properties: &mut ObjectReader<'_>, name: &'static str) -> Result<(), DecodeFailure> {
        properties.take_optional(name, self)
    }
}

impl<T: DeserializeOwned> MayBeAbsent for Nullable<T> {
    const ABSENT: Self = Self::Absent;

    #[inline]
    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    fn take(&mut self, properties: &mut ObjectReader<'_>, name: &'static str) -> Result<(), DecodeFailure> {
        properties.nullable(name).map(|value| *self = value)
    }
}

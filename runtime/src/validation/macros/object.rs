//! The macros for structs.

use serde::de::DeserializeOwned;

use crate::runtime::validation::decode_failure::DecodeFailure;
use crate::runtime::validation::nullable::Nullable;
use crate::runtime::validation::object_reader::ObjectReader;

/// Implements `Serialize` and `Validate` for a struct, from its properties in their order:
///
/// ```text
/// object!(Dog =>
///     "dog": required("kind", STRING), name: required(STRING.min_length(1)), type_: optional("type", INTEGER),
///     owner: optional_of::<Person>());
/// ```
///
/// Before the colon is the field, or a literal that is always written. If the property is not named like the field, its name comes next,
/// then its schema: a constant or function of `Schema`, unless it is that of a type. A schema with other keywords comes last: `;
/// Schema::OBJECT.properties(Self::PROPERTIES).additional_properties_false()`. `redact` is before a constant of redacted names.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($name:ident $(redact $redacted:ident)? => $($field:tt: $how:ident$(::<$type:ty $(,)?>)?($($property:tt)*)$(.$when:ident())?),* $(; $schema:expr)?) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let count = 0 $(+ $crate::runtime::validation::macros::object!(@count self $how $field))*;
                #[allow(unused_mut, reason = "an object may have no properties")]
                let mut writer = serializer.serialize_struct(stringify!($name), count)?;
                $($crate::runtime::validation::macros::object!(@write writer self $how $field $($property)*);)*
                ::serde::ser::SerializeStruct::end(writer)
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

    (@count $object:ident $how:ident $value:literal) => { 1 };
    (@count $object:ident required $field:ident) => { 1 };
    (@count $object:ident required_of $field:ident) => { 1 };
    (@count $object:ident $how:ident $field:ident) => {
        usize::from(!$crate::runtime::validation::macros::object::MayBeAbsent::is_absent(&$object.$field))
    };

    (@write $writer:ident $object:ident $how:ident $value:literal $name:literal $($schema:tt)*) => {
        ::serde::ser::SerializeStruct::serialize_field(&mut $writer, $name, &$value)?;
    };
    (@write $writer:ident $object:ident $how:ident $field:ident $name:literal, STRING.format $($schema:tt)*) => {
        $crate::runtime::validation::macros::object!(@formatted $writer $object $how $field {$name});
    };
    (@write $writer:ident $object:ident $how:ident $field:ident STRING.format $($schema:tt)*) => {
        $crate::runtime::validation::macros::object!(@formatted $writer $object $how $field {stringify!($field)});
    };
    (@write $writer:ident $object:ident $how:ident $field:ident $name:literal $($schema:tt)*) => {
        $crate::runtime::validation::macros::object!(@field $writer $object $how $field {$name});
    };
    (@write $writer:ident $object:ident $how:ident $field:ident $($schema:tt)*) => {
        $crate::runtime::validation::macros::object!(@field $writer $object $how $field {stringify!($field)});
    };

    (@formatted $writer:ident $object:ident $how:ident $field:ident $name:block) => {
        $crate::runtime::validation::macros::object!(@value $writer $object $how $field $name (&{
            #[allow(unused_imports, reason = "one of them is found")]
            use $crate::runtime::validation::known_format::{Probe, ViaFormat as _, ViaText as _};
            (&Probe(&$object.$field)).to_serialize()
        }));
    };
    (@field $writer:ident $object:ident $how:ident $field:ident $name:block) => {
        $crate::runtime::validation::macros::object!(@value $writer $object $how $field $name (&$object.$field));
    };
    (@value $writer:ident $object:ident required $field:ident $name:block ($($value:tt)*)) => {
        ::serde::ser::SerializeStruct::serialize_field(&mut $writer, $name, $($value)*)?;
    };
    (@value $writer:ident $object:ident required_of $field:ident $name:block ($($value:tt)*)) => {
        ::serde::ser::SerializeStruct::serialize_field(&mut $writer, $name, $($value)*)?;
    };
    (@value $writer:ident $object:ident $how:ident $field:ident $name:block ($($value:tt)*)) => {
        if $crate::runtime::validation::macros::object::MayBeAbsent::is_absent(&$object.$field) {
            ::serde::ser::SerializeStruct::skip_field(&mut $writer, $name)?;
        } else {
            ::serde::ser::SerializeStruct::serialize_field(&mut $writer, $name, $($value)*)?;
        }
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
/// `redact` is before a constant of redacted names. Properties with a constant value come first; `with` names the field of the additional ones. `lenient_integers` lists those whose integers may be written as `1.0`.
#[doc(hidden)]
#[macro_export]
macro_rules! open_object {
    ($name:ident $(redact $redacted:ident)? $({ $($value:literal: $constant_how:ident($($constant:tt)*)$(.$constant_when:ident())?),* })? with $rest:ident $(, lenient_integers($($lenient:literal),*))? =>
        $($field:ident: $how:ident$(::<$type:ty $(,)?>)?($($property:tt)*)$(.$when:ident())?),* $(; $schema:expr)?
    ) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut writer = $crate::runtime::validation::object_writer::ObjectWriter::begin(serializer)?;
                $($($crate::runtime::validation::macros::open_object!(@constant writer $value $($constant)*);)*)?
                $($crate::runtime::validation::macros::open_object!(@write writer self $how $field $($property)*);)*
                writer.additional_properties(&self.$rest)?;
                writer.end()
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::validation::object_reader::read(deserializer, |mut properties| {
                    $($($crate::runtime::validation::macros::open_object!(@skip properties $($constant)*);)*)?
                    $($(properties.normalize_integers($lenient);)*)?
                    Ok(Self {
                        $($field: $crate::runtime::validation::macros::open_object!(@read properties $how $field $($property)*),)*
                        $rest: properties.additional_properties()?,
                    })
                })
            }
        }

        impl ::std::fmt::Debug for $name {
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

    (@constant $writer:ident $value:literal $name:literal $($schema:tt)*) => { $writer.required($name, &$value)? };
    (@skip $properties:ident $name:literal $($schema:tt)*) => { $properties.skip($name) };

    (@write $writer:ident $object:ident $how:ident $field:ident $name:literal $($schema:tt)*) => {
        $crate::runtime::validation::macros::open_object!(@field $writer $object $how $field {$name})
    };
    (@write $writer:ident $object:ident $how:ident $field:ident $($schema:tt)*) => {
        $crate::runtime::validation::macros::open_object!(@field $writer $object $how $field {stringify!($field)})
    };
    (@field $writer:ident $object:ident required $field:ident $name:block) => { $writer.required($name, &$object.$field)? };
    (@field $writer:ident $object:ident required_of $field:ident $name:block) => { $writer.required($name, &$object.$field)? };
    (@field $writer:ident $object:ident $how:ident $field:ident $name:block) => {
        if !$crate::runtime::validation::macros::object::MayBeAbsent::is_absent(&$object.$field) {
            $writer.required($name, &$object.$field)?;
        }
    };

    (@read $properties:ident $how:ident $field:ident $name:literal $($schema:tt)*) => {
        $crate::runtime::validation::macros::open_object!(@take $properties $how {$name})
    };
    (@read $properties:ident $how:ident $field:ident $($schema:tt)*) => {
        $crate::runtime::validation::macros::open_object!(@take $properties $how {stringify!($field)})
    };
    (@take $properties:ident required $name:block) => { $properties.required($name)? };
    (@take $properties:ident required_of $name:block) => { $properties.required($name)? };
    (@take $properties:ident $how:ident $name:block) => { $crate::runtime::validation::macros::object::MayBeAbsent::take(&mut $properties, $name)? };
}

pub use open_object;

/// The value of an optional property.
pub trait MayBeAbsent: Sized {
    /// Returns whether the property is absent.
    fn is_absent(&self) -> bool;

    /// Takes the property from an object that is being deserialized.
    ///
    /// # Errors
    ///
    /// The property is required and absent, or does not fit the type.
    fn take(properties: &mut ObjectReader<'_>, name: &'static str) -> Result<Self, DecodeFailure>;
}

impl<T: DeserializeOwned> MayBeAbsent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn take(properties: &mut ObjectReader<'_>, name: &'static str) -> Result<Self, DecodeFailure> {
        properties.optional(name)
    }
}

impl<T: DeserializeOwned> MayBeAbsent for Nullable<T> {
    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    fn take(properties: &mut ObjectReader<'_>, name: &'static str) -> Result<Self, DecodeFailure> {
        properties.nullable(name)
    }
}

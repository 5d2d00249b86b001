//! What structs that stand for an object have in common.

use serde::de::{DeserializeOwned, Error};

use super::members::Members;
use super::nullable::Nullable;

/// Implements `Serialize` and `Validate` for a struct, from its properties in their order:
///
/// ```text
/// object!(Dog =>
///     "dog": required("kind", STRING), name: required(STRING.min_length(1)), type_: optional("type", INTEGER),
///     owner: optional_of::<Person>());
/// ```
///
/// Before the colon stands the field, or a literal: a value that is always written. A property that is not called like its field has its
/// name first; then comes its schema, as a constant or function of `Schema`, unless it is that of a type. What the schema says beyond its properties stands at
/// the end: `; Schema::OBJECT.properties(Self::PROPERTIES).closed()`.
#[allow(unused_macros, reason = "a document may have no objects")]
macro_rules! object {
    ($name:ident => $($field:tt: $how:ident$(::<$type:ty $(,)?>)?($($property:tt)*)$(.$when:ident())?),* $(; $schema:expr)?) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let count = 0 $(+ $crate::runtime::object::object!(@count self $how $field))*;
                #[allow(unused_mut, reason = "an object may have no properties")]
                let mut members = serializer.serialize_struct(stringify!($name), count)?;
                $($crate::runtime::object::object!(@write members self $how $field $($property)*);)*
                ::serde::ser::SerializeStruct::end(members)
            }
        }

        impl $crate::runtime::validate::Validate for $name {
            const PROPERTIES: &'static [$crate::runtime::schema::Property] =
                &[$($crate::runtime::object::object!(@property $how [$($type)?] $field $($property)*)$(.$when())?),*];
            const SCHEMA: $crate::runtime::schema::Schema =
                $crate::runtime::object::object!(@schema $($schema)?).fields_of(stringify!($name));
        }
    };

    (@schema) => { $crate::runtime::schema::Schema::OBJECT.properties(Self::PROPERTIES) };
    (@schema $schema:expr) => { $schema };

    (@property $how:ident [$type:ty] $field:ident) => { $how::<$type>(stringify!($field)) };
    (@property $how:ident [$type:ty] $field:tt $name:literal) => { $how::<$type>($name) };
    (@property $how:ident [] $field:tt $name:literal, $($schema:tt)+) => {
        $how($name, &$crate::runtime::schema::Schema::$($schema)+)
    };
    (@property $how:ident [] $field:ident $($schema:tt)+) => {
        $how(stringify!($field), &$crate::runtime::schema::Schema::$($schema)+)
    };

    (@count $object:ident $how:ident $value:literal) => { 1 };
    (@count $object:ident required $field:ident) => { 1 };
    (@count $object:ident required_of $field:ident) => { 1 };
    (@count $object:ident $how:ident $field:ident) => {
        usize::from(!$crate::runtime::object::MayBeAbsent::is_absent(&$object.$field))
    };

    (@write $members:ident $object:ident $how:ident $value:literal $name:literal $($schema:tt)*) => {
        ::serde::ser::SerializeStruct::serialize_field(&mut $members, $name, &$value)?;
    };
    (@write $members:ident $object:ident $how:ident $field:ident $name:literal, STRING.format $($schema:tt)*) => {
        $crate::runtime::object::object!(@formatted $members $object $how $field {$name});
    };
    (@write $members:ident $object:ident $how:ident $field:ident STRING.format $($schema:tt)*) => {
        $crate::runtime::object::object!(@formatted $members $object $how $field {stringify!($field)});
    };
    (@write $members:ident $object:ident $how:ident $field:ident $name:literal $($schema:tt)*) => {
        $crate::runtime::object::object!(@field $members $object $how $field {$name});
    };
    (@write $members:ident $object:ident $how:ident $field:ident $($schema:tt)*) => {
        $crate::runtime::object::object!(@field $members $object $how $field {stringify!($field)});
    };

    (@formatted $members:ident $object:ident $how:ident $field:ident $name:block) => {
        $crate::runtime::object::object!(@value $members $object $how $field $name (&{
            #[allow(unused_imports, reason = "one of them is found")]
            use $crate::runtime::vouched::{ByText as _, ByWord as _, Field};
            (&Field(&$object.$field)).told()
        }));
    };
    (@field $members:ident $object:ident $how:ident $field:ident $name:block) => {
        $crate::runtime::object::object!(@value $members $object $how $field $name (&$object.$field));
    };
    (@value $members:ident $object:ident required $field:ident $name:block ($($value:tt)*)) => {
        ::serde::ser::SerializeStruct::serialize_field(&mut $members, $name, $($value)*)?;
    };
    (@value $members:ident $object:ident required_of $field:ident $name:block ($($value:tt)*)) => {
        ::serde::ser::SerializeStruct::serialize_field(&mut $members, $name, $($value)*)?;
    };
    (@value $members:ident $object:ident $how:ident $field:ident $name:block ($($value:tt)*)) => {
        if $crate::runtime::object::MayBeAbsent::is_absent(&$object.$field) {
            ::serde::ser::SerializeStruct::skip_field(&mut $members, $name)?;
        } else {
            ::serde::ser::SerializeStruct::serialize_field(&mut $members, $name, $($value)*)?;
        }
    };
}

#[allow(unused_imports, reason = "a document may have no objects")]
pub(crate) use object;

/// Does the same for a struct that keeps the members that its schema does not name, and implements `Deserialize` as well, and `Debug`, since
/// any of these members may be one that is redacted:
///
/// ```text
/// open_object!(Dog { "dog": required("kind", STRING) } keeps others, whole("age") => name: required(STRING), age: optional(INTEGER));
/// ```
///
/// Properties that are always written stand in front. `whole` lists those whose integers may be written as `1.0`.
#[allow(unused_macros, reason = "a document may have no such objects")]
macro_rules! open_object {
    ($name:ident $({ $($value:literal: $tag_how:ident($($tag:tt)*)$(.$tag_when:ident())?),* })? keeps $rest:ident $(, whole($($whole:literal),*))? =>
        $($field:ident: $how:ident$(::<$type:ty $(,)?>)?($($property:tt)*)$(.$when:ident())?),* $(; $schema:expr)?
    ) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut members = $crate::runtime::writer::MemberWriter::begin(serializer)?;
                $($($crate::runtime::object::open_object!(@tag members $value $($tag)*);)*)?
                $($crate::runtime::object::open_object!(@write members self $how $field $($property)*);)*
                members.rest(&self.$rest)?;
                members.end()
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut given = $crate::runtime::members::Members::read(deserializer)?;
                $($($crate::runtime::object::open_object!(@skip given $($tag)*);)*)?
                $($(given.write_plainly($whole);)*)?
                Ok(Self {
                    $($field: $crate::runtime::object::open_object!(@read given $how $field $($property)*),)*
                    $rest: given.rest()?,
                })
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::debug::redacted(self, f)
            }
        }

        impl $crate::runtime::validate::Validate for $name {
            const PROPERTIES: &'static [$crate::runtime::schema::Property] = &[
                $($($crate::runtime::object::object!(@property $tag_how [] $value $($tag)*)$(.$tag_when())?,)*)?
                $($crate::runtime::object::object!(@property $how [$($type)?] $field $($property)*)$(.$when())?),*
            ];
            $(const SCHEMA: $crate::runtime::schema::Schema = $schema;)?
        }
    };

    (@tag $members:ident $value:literal $name:literal $($schema:tt)*) => { $members.required($name, &$value)? };
    (@skip $given:ident $name:literal $($schema:tt)*) => { $given.skip($name) };

    (@write $members:ident $object:ident $how:ident $field:ident $name:literal $($schema:tt)*) => {
        $crate::runtime::object::open_object!(@field $members $object $how $field {$name})
    };
    (@write $members:ident $object:ident $how:ident $field:ident $($schema:tt)*) => {
        $crate::runtime::object::open_object!(@field $members $object $how $field {stringify!($field)})
    };
    (@field $members:ident $object:ident required $field:ident $name:block) => { $members.required($name, &$object.$field)? };
    (@field $members:ident $object:ident required_of $field:ident $name:block) => { $members.required($name, &$object.$field)? };
    (@field $members:ident $object:ident $how:ident $field:ident $name:block) => {
        if !$crate::runtime::object::MayBeAbsent::is_absent(&$object.$field) {
            $members.required($name, &$object.$field)?;
        }
    };

    (@read $given:ident $how:ident $field:ident $name:literal $($schema:tt)*) => {
        $crate::runtime::object::open_object!(@take $given $how {$name})
    };
    (@read $given:ident $how:ident $field:ident $($schema:tt)*) => {
        $crate::runtime::object::open_object!(@take $given $how {stringify!($field)})
    };
    (@take $given:ident required $name:block) => { $given.required($name)? };
    (@take $given:ident required_of $name:block) => { $given.required($name)? };
    (@take $given:ident $how:ident $name:block) => { $crate::runtime::object::MayBeAbsent::take(&mut $given, $name)? };
}

#[allow(unused_imports, reason = "a document may have no such objects")]
pub(crate) use open_object;

/// The value of a property that may be left out.
pub trait MayBeAbsent: Sized {
    /// Returns whether it is left out.
    fn is_absent(&self) -> bool;

    /// Takes it from an object that is being decoded.
    fn take<E: Error>(given: &mut Members<E>, name: &'static str) -> Result<Self, E>;
}

impl<T: DeserializeOwned> MayBeAbsent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn take<E: Error>(given: &mut Members<E>, name: &'static str) -> Result<Self, E> {
        given.optional(name)
    }
}

impl<T: DeserializeOwned> MayBeAbsent for Nullable<T> {
    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    fn take<E: Error>(given: &mut Members<E>, name: &'static str) -> Result<Self, E> {
        given.nullable(name)
    }
}

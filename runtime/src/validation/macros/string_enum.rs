//! The macro for enums of strings (JSON Schema `enum`).

/// Implements `as_str`, `Display`, `FromStr`, `Serialize`, `Deserialize` and `Validate` for an enum of strings with a variant
/// `Unknown(String)`: `string_enum!(Color => Red("red"), Blue("blue"));`.
///
/// A schema with other keywords comes last: `string_enum!(Color => Red("red"); Schema::STRING);`.
#[doc(hidden)]
#[macro_export]
macro_rules! string_enum {
    ($name:ident => $($variant:ident($text:literal)),* $(; $schema:expr)?) => {
        impl $name {
            /// Returns the value in JSON.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::validation::enum_de::UnknownVariantError;

            #[inline]
            fn from_str(value: &str) -> Result<Self, Self::Err> {
                match value {
                    $($text => Ok(Self::$variant),)*
                    _ => Err($crate::runtime::validation::enum_de::UnknownVariantError::ERROR),
                }
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::validation::enum_de::deserialize_enum(deserializer, Self::Unknown)
            }
        }

        impl $crate::runtime::validation::validate::Validate for $name {
            const SCHEMA: $crate::runtime::validation::schema::Schema =
                $crate::runtime::validation::macros::string_enum!(@schema [$($text),*] $($schema)?);
        }
    };
    (@schema [$($text:literal),*]) => {
        $crate::runtime::validation::schema::Schema::STRING.enum_values(&[$($crate::runtime::validation::schema::Literal::String($text)),*])
    };
    (@schema [$($text:literal),*] $schema:expr) => { $schema };
}

pub use string_enum;

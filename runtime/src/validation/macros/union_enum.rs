//! The macro for enums of a `oneOf` or `anyOf`.

/// Implements `Serialize`, `Deserialize` and `From` for an enum with a last variant `Unknown(Value)`:
///
/// ```text
/// union_enum!(one_of Pet by "kind" =>
///     Cat(Cat).discriminator("cat", "kitten"),
///     Dog(Dog).boxed().discriminator("dog"),
///     Name(String).schema(inline(&Schema::STRING.min_length(1))));
/// ```
///
/// `by` names the discriminator; `discriminator` lists its values for a variant, `discriminator_literals` those that are not strings.
/// `boxed` means that the variant holds a `Box`; `via` names a function that deserializes the variant instead of `Deserialize`. `schema` is
/// the schema of a variant without a type of its own, which gets no `From`. With `one_of` or `any_of` in front, `Validate` is implemented
/// as well, and `redact` is before a constant of redacted names.
#[doc(hidden)]
#[macro_export]
macro_rules! union_enum {
    ($how:ident $name:ident $(redact $redacted:ident)? $(by $discriminator:literal)? => $($variant:ident($type:ty) $(.$key:ident($($value:tt)*))*),*) => {
        $crate::runtime::validation::macros::union_enum!($name $(by $discriminator)? => $($variant($type) $(.$key($($value)*))*),*);

        impl $crate::runtime::validation::validate::Validate for $name {
            const SCHEMA: $crate::runtime::validation::schema::Schema = $crate::runtime::validation::schema::Schema::ANY.$how(&[
                $($crate::runtime::validation::macros::union_enum!(@schema $type; $(.$key($($value)*))*)),*
            ])$(.discriminator($discriminator))?.discriminator_values(&[
                $($crate::runtime::validation::macros::union_enum!(@discriminator_values $(.$key($($value)*))*)),*
            ]);
            $(const REDACTED: $crate::runtime::validation::redact::RedactedNames = $redacted;)?
        }
    };
    ($name:ident $(by $discriminator:literal)? => $($variant:ident($type:ty) $(.$key:ident($($value:tt)*))*),*) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => value.serialize(serializer),)*
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                const VARIANTS: &[$crate::runtime::validation::union::Variant<$name>] = &[$($crate::runtime::validation::union::Variant {
                    discriminator_values: $crate::runtime::validation::macros::union_enum!(@discriminator_values $(.$key($($value)*))*),
                    schema: $crate::runtime::validation::macros::union_enum!(@schema $type; $(.$key($($value)*))*),
                    decode: |value| {
                        $crate::runtime::validation::macros::union_enum!(@decode value; $(.$key($($value)*))*).map($name::$variant)
                    },
                }),*];
                let discriminator: &[&str] = &[$($discriminator)?];
                $crate::runtime::validation::union::decode(deserializer, discriminator.first().copied(), VARIANTS, Self::Unknown)
            }
        }

        $($crate::runtime::validation::macros::union_enum!(@from $name $variant $type; $(.$key($($value)*))*);)*
    };

    (@discriminator_values) => { &[] };
    (@discriminator_values .discriminator($($text:literal),*) $($rest:tt)*) => { &[$($crate::runtime::validation::schema::Literal::String($text)),*] };
    (@discriminator_values .discriminator_literals($($literal:expr),*) $($rest:tt)*) => { &[$($literal),*] };
    (@discriminator_values .$key:ident($($value:tt)*) $($rest:tt)*) => { $crate::runtime::validation::macros::union_enum!(@discriminator_values $($rest)*) };

    (@schema $type:ty;) => { $crate::runtime::validation::schema::of::<$type>() };
    (@schema $type:ty; .schema($schema:expr) $($rest:tt)*) => { $schema };
    (@schema $type:ty; .$key:ident($($value:tt)*) $($rest:tt)*) => {
        $crate::runtime::validation::macros::union_enum!(@schema $type; $($rest)*)
    };

    (@decode $value:ident;) => { $value.decode() };
    (@decode $value:ident; .via($read:path) $($rest:tt)*) => { $value.decode_with(|deserializer| $read(deserializer)) };
    (@decode $value:ident; .$key:ident($($argument:tt)*) $($rest:tt)*) => {
        $crate::runtime::validation::macros::union_enum!(@decode $value; $($rest)*)
    };

    (@from $name:ident $variant:ident $type:ty;) => {
        impl From<$type> for $name {
            #[inline]
            fn from(value: $type) -> Self {
                Self::$variant(value)
            }
        }
    };
    (@from $name:ident $variant:ident $type:ty; .boxed() $(.discriminator($($text:literal),*))? $(.discriminator_literals($($literal:expr),*))?) => {
        impl From<$type> for $name {
            #[inline]
            fn from(value: $type) -> Self {
                Self::$variant(Box::new(value))
            }
        }
    };
    (@from $name:ident $variant:ident $type:ty; .schema($schema:expr)) => {};
    (@from $name:ident $variant:ident $type:ty; .boxed() .$key:ident($($value:tt)*) $($rest:tt)*) => {
        $crate::runtime::validation::macros::union_enum!(@from $name $variant $type; .$key($($value)*) $($rest)*);
    };
    (@from $name:ident $variant:ident $type:ty; .$key:ident($($value:tt)*) $($rest:tt)*) => {
        $crate::runtime::validation::macros::union_enum!(@from $name $variant $type; $($rest)*);
    };
}

pub use union_enum;

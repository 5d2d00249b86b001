//! Deserializes structs whose properties are all known.
//!
//! Fields are read through trait objects, so code is compiled for each type of a field instead of each field of each struct.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::decode_failure::DecodeFailure;
use super::lenient_integer;
use super::macros::object::MayBeAbsent;
use super::object_reader::ObjectReader;
use super::schema::Property;

/// A struct that is deserialized by [`deserialize`].
pub trait ReadStruct: Sized {
    /// Reads the properties of an object.
    ///
    /// # Errors
    ///
    /// A property is absent but required, or does not fit its type.
    fn read<'de, A: MapAccess<'de>>(properties: A) -> Result<Self, A::Error>;
}

/// Deserializes a struct; errors show its `name`.
///
/// # Errors
///
/// The value is not an object, or does not fit the struct.
pub fn deserialize<'de, T: ReadStruct, D: Deserializer<'de>>(deserializer: D, name: &str) -> Result<T, D::Error> {
    deserializer.deserialize_map(StructVisitor { name, of: PhantomData })
}

struct StructVisitor<'n, T> {
    name: &'n str,
    of: PhantomData<T>,
}

impl<'de, T: ReadStruct> Visitor<'de> for StructVisitor<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        expecting(self.name, f)
    }

    fn visit_map<A: MapAccess<'de>>(self, properties: A) -> Result<T, A::Error> {
        T::read(properties)
    }
}

fn expecting(name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "struct {name}")
}

/// A field that is being deserialized.
pub trait ReadField<'de, A: MapAccess<'de>> {
    /// Reads the value of a property, or leaves it absent if there is no `value`.
    ///
    /// # Errors
    ///
    /// A property is absent but required, or does not fit its type.
    fn read(&mut self, name: &'static str, value: Option<&mut A>) -> Result<(), A::Error>;
}

/// Reads the fields of a struct, each from the declared property of the same index.
///
/// # Errors
///
/// A property is absent but required, duplicate, or does not fit its type.
pub fn read_fields<'de, A: MapAccess<'de>>(
    mut properties: A,
    declared: &'static [Property],
    fields: &mut [&mut dyn ReadField<'de, A>],
) -> Result<(), A::Error> {
    let (mut few, mut many) = ([false; 32], Vec::new());
    let is_read = few.get_mut(..declared.len()).unwrap_or_else(|| {
        many.resize(declared.len(), false);
        &mut many
    });
    let mut next = 0;
    while let Some(found) = properties.next_key_seed(NameIndex { declared, next })? {
        let Some((index, name, field, is_read)) = found.and_then(|index| {
            Some((index, declared.get(index)?.name, fields.get_mut(index)?, is_read.get_mut(index)?))
        }) else {
            properties.next_value::<IgnoredAny>()?;
            continue;
        };
        if *is_read {
            return Err(A::Error::duplicate_field(name));
        }
        field.read(name, Some(&mut properties))?;
        *is_read = true;
        next = index + 1;
    }
    let fields = declared.iter().zip(fields).zip(is_read);
    fields.filter(|(_, is_read)| !**is_read).try_for_each(|((property, field), _)| field.read(property.name, None))
}

/// Deserializes the name of a property to its index; `next` is the index that is likely.
struct NameIndex {
    declared: &'static [Property],
    next: usize,
}

impl<'de> DeserializeSeed<'de> for NameIndex {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for NameIndex {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        if self.declared.get(self.next).is_some_and(|next| next.name == name) {
            return Ok(Some(self.next));
        }
        Ok(self.declared.iter().position(|property| property.name == name))
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Option<usize>, E> {
        Ok(self.declared.iter().position(|property| property.name.as_bytes() == name))
    }
}

/// A field of an object with additional properties.
pub trait TakeField {
    /// Takes the property from the object.
    ///
    /// # Errors
    ///
    /// The property is absent but required, or does not fit the type.
    fn take(&mut self, name: &'static str, properties: &mut ObjectReader<'_>) -> Result<(), DecodeFailure>;
}

/// Takes the fields of a struct from an object. They are the last of the declared properties: those before have constant values.
///
/// # Errors
///
/// A property is absent but required, or does not fit its type.
pub fn take_fields(
    properties: &mut ObjectReader<'_>,
    declared: &'static [Property],
    fields: &mut [&mut dyn TakeField],
) -> Result<(), DecodeFailure> {
    let constant = declared.len().saturating_sub(fields.len());
    declared.iter().skip(constant).zip(fields).try_for_each(|(property, field)| field.take(property.name, properties))
}

/// Keeps a value that was read. The functions of fields have neither `?` nor closures, each of which is compiled for each type once more.
fn keep<T, E>(read: Result<T, E>, field: &mut T) -> Result<(), E> {
    match read {
        Ok(value) => {
            *field = value;
            Ok(())
        }
        Err(error) => Err(error),
    }
}

fn keep_some<T, E>(read: Result<T, E>, field: &mut Option<T>) -> Result<(), E> {
    match read {
        Ok(value) => {
            *field = Some(value);
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// A required property.
#[derive(Debug)]
pub struct Required<T>(pub Option<T>);

impl<'de, T: Deserialize<'de>, A: MapAccess<'de>> ReadField<'de, A> for Required<T> {
    fn read(&mut self, name: &'static str, value: Option<&mut A>) -> Result<(), A::Error> {
        let read = match value {
            Some(value) => value.next_value_seed(PhantomData),
            None => T::deserialize(MissingProperty { name, error: PhantomData }),
        };
        keep_some(read, &mut self.0)
    }
}

impl<T: DeserializeOwned> TakeField for Required<T> {
    fn take(&mut self, name: &'static str, properties: &mut ObjectReader<'_>) -> Result<(), DecodeFailure> {
        properties.take_required(name, &mut self.0)
    }
}

/// An optional property; `T` is an `Option` or a `Nullable`.
#[derive(Debug)]
pub struct Optional<T>(pub T);

impl<'de, T: Deserialize<'de>, A: MapAccess<'de>> ReadField<'de, A> for Optional<T> {
    fn read(&mut self, _: &'static str, value: Option<&mut A>) -> Result<(), A::Error> {
        match value {
            Some(value) => keep(value.next_value_seed(PhantomData), &mut self.0),
            None => Ok(()),
        }
    }
}

impl<T: MayBeAbsent> TakeField for Optional<T> {
    fn take(&mut self, name: &'static str, properties: &mut ObjectReader<'_>) -> Result<(), DecodeFailure> {
        self.0.take(properties, name)
    }
}

/// An optional property whose type has a meaning for `null`.
#[derive(Debug)]
pub struct Present<T>(pub Option<T>);

impl<'de, T: Deserialize<'de>, A: MapAccess<'de>> ReadField<'de, A> for Present<T> {
    fn read(&mut self, _: &'static str, value: Option<&mut A>) -> Result<(), A::Error> {
        match value {
            Some(value) => keep_some(value.next_value_seed(PhantomData), &mut self.0),
            None => Ok(()),
        }
    }
}

impl<T: DeserializeOwned> TakeField for Present<T> {
    fn take(&mut self, name: &'static str, properties: &mut ObjectReader<'_>) -> Result<(), DecodeFailure> {
        properties.take_present(name, &mut self.0)
    }
}

/// A required property with integers that may be written as `1.0`.
#[derive(Debug)]
pub struct RequiredIntegers<T>(pub Option<T>);

impl<'de, T: DeserializeOwned, A: MapAccess<'de>> ReadField<'de, A> for RequiredIntegers<T> {
    fn read(&mut self, name: &'static str, value: Option<&mut A>) -> Result<(), A::Error> {
        match value {
            Some(value) => keep_some(value.next_value_seed(LenientInteger(PhantomData)), &mut self.0),
            None => Err(A::Error::missing_field(name)),
        }
    }
}

/// An optional property with integers that may be written as `1.0`.
#[derive(Debug)]
pub struct OptionalIntegers<T>(pub T);

impl<'de, T: DeserializeOwned, A: MapAccess<'de>> ReadField<'de, A> for OptionalIntegers<T> {
    fn read(&mut self, _: &'static str, value: Option<&mut A>) -> Result<(), A::Error> {
        match value {
            Some(value) => keep(value.next_value_seed(LenientInteger(PhantomData)), &mut self.0),
            None => Ok(()),
        }
    }
}

struct LenientInteger<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for LenientInteger<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        lenient_integer::deserialize(deserializer)
    }
}

/// Deserializes an `Option` as `None`, as derives of serde do; for all other types, the property is missing.
struct MissingProperty<E> {
    name: &'static str,
    error: PhantomData<E>,
}

impl<'de, E: Error> Deserializer<'de> for MissingProperty<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, E> {
        Err(E::missing_field(self.name))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// Returns the error of a struct that lacks a field; [`read_fields`] has set all.
#[cold]
pub fn incomplete<E: Error>() -> E {
    E::custom("a field is not set")
}

//! Arrays, objects, structs and variants, shown part by part.

use std::fmt::{self, Debug, DebugList, DebugMap, DebugStruct, DebugTuple};

use serde::Serialize;
use serde::ser;
use serde_json::Value;

use super::writer::Writer;
use super::{Failed, Hidden, Part, with_member, write};
use crate::runtime::validation::redact::RedactedNames;

/// The items of an array.
pub(super) struct Items<'a, 'f> {
    pub(super) items: DebugList<'a, 'f>,
    pub(super) redacted: RedactedNames,
}

impl ser::SerializeSeq for Items<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        self.items.entry(&Part { value, redacted: self.redacted });
        Ok(())
    }

    fn end(mut self) -> Result<(), Failed> {
        Ok(self.items.finish()?)
    }
}

impl ser::SerializeTuple for Items<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Failed> {
        ser::SerializeSeq::end(self)
    }
}

/// The fields of a tuple struct or variant.
pub(super) struct Positions<'a, 'f> {
    pub(super) fields: DebugTuple<'a, 'f>,
    /// The name of the struct or variant.
    pub(super) name: &'static str,
    pub(super) redacted: RedactedNames,
}

impl ser::SerializeTupleStruct for Positions<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        self.fields.field(&Part { value, redacted: self.redacted });
        Ok(())
    }

    fn end(mut self) -> Result<(), Failed> {
        Ok(self.fields.finish()?)
    }
}

impl ser::SerializeTupleVariant for Positions<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        with_member(self.name, value, self.redacted, |shown| {
            self.fields.field(shown);
        });
        Ok(())
    }

    fn end(mut self) -> Result<(), Failed> {
        Ok(self.fields.finish()?)
    }
}

/// The properties of an object.
pub(super) struct Entries<'a, 'f> {
    pub(super) members: DebugMap<'a, 'f>,
    /// Whether the last key is a redacted name.
    pub(super) is_hidden: bool,
    pub(super) redacted: RedactedNames,
}

impl ser::SerializeMap for Entries<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        let key = format!("{:?}", Part { value: key, redacted: self.redacted });
        self.is_hidden = self.redacted.iter().any(|name| format!("{name:?}") == key);
        self.members.key(&format_args!("{key}"));
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        if self.is_hidden {
            self.members.value(&Hidden)
        } else {
            self.members.value(&Part { value, redacted: self.redacted })
        };
        Ok(())
    }

    fn end(mut self) -> Result<(), Failed> {
        Ok(self.members.finish()?)
    }
}

/// The fields of a struct or of a struct variant.
pub(super) enum Fields<'a, 'f> {
    Named {
        fields: DebugStruct<'a, 'f>,
        /// Whether all are redacted, since the variant has a redacted name.
        is_hidden: bool,
        redacted: RedactedNames,
    },
    /// A number or JSON that `serde_json` serializes as text, in a struct with one private field.
    Raw(Writer<'a, 'f>),
}

impl Fields<'_, '_> {
    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Failed> {
        match self {
            Self::Named { fields, is_hidden: true, .. } => {
                fields.field(name, &Hidden);
            }
            Self::Named { fields, is_hidden: false, redacted } => with_member(name, value, redacted, |shown| {
                fields.field(name, shown);
            }),
            Self::Raw(writer) => write_raw(value, writer)?,
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Failed> {
        match self {
            Self::Named { mut fields, .. } => Ok(fields.finish()?),
            Self::Raw(_) => Ok(()),
        }
    }
}

fn write_raw<T: Serialize + ?Sized>(text: &T, writer: &mut Writer<'_, '_>) -> fmt::Result {
    let Ok(Value::String(text)) = serde_json::to_value(text) else { return Err(fmt::Error) };
    if text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) {
        return writer.f.write_str(&text);
    }
    match serde_json::from_str::<Value>(&text) {
        Ok(value) => write(&value, writer.redacted, writer.f),
        Err(_) => Hidden.fmt(writer.f),
    }
}

impl ser::SerializeStruct for Fields<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Failed> {
        self.field(name, value)
    }

    fn end(self) -> Result<(), Failed> {
        self.finish()
    }
}

impl ser::SerializeStructVariant for Fields<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Failed> {
        self.field(name, value)
    }

    fn end(self) -> Result<(), Failed> {
        self.finish()
    }
}

//! Objects as structs.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;

use super::context::{Context, NamedType, has_default, ident};
use super::fields::{Member, Presence, members};
use super::json_scalar;
use super::serde_names::Style;
use super::{builders, constraints, defaults, doc_comment, schemas};
use crate::model::types::Struct;

/// Emits a struct with all that belongs to it.
pub(super) fn emit(context: &Context<'_>, named: NamedType<'_>, object: &Struct) -> TokenStream {
    let members = members(context, named, object);
    let layout = Layout::of(context, named, object, &members);
    let declaration = declaration(context, &layout);
    let serialize = layout.is_written_by_hand().then(|| serialize(&layout));
    let object = layout.table.as_deref().map(|table| object_macro(context, &layout, table));
    let reads_by_hand = layout.rest.is_some() && layout.table.is_none();
    let deserialize = reads_by_hand.then(|| deserialize(&layout));
    let debug = (layout.hides && !layout.is_open_object()).then(|| super::debug(&layout.name));
    let inherent = inherent(context, &layout);
    let setters = builders::has_builder(&layout).then(|| builders::emit(context, &layout));
    let validate = layout.table.is_none().then(|| schemas::validate(context, named));
    quote!(#declaration #object #serialize #deserialize #debug #inherent #setters #validate)
}

/// Emits the values of fields with a default.
fn inherent(context: &Context<'_>, layout: &Layout<'_>) -> Option<TokenStream> {
    let name = &layout.name;
    let items: TokenStream = defaults::getters(context, layout).into_iter().collect();
    (!items.is_empty()).then(|| quote!(impl #name { #items }))
}

/// A struct with what emitters of its parts need to know.
pub(super) struct Layout<'a> {
    pub(super) named: NamedType<'a>,
    pub(super) object: &'a Struct,
    pub(super) members: &'a [Member<'a>],
    pub(super) name: Ident,
    pub(super) style: Style,
    /// The field that keeps further members, and what they hold.
    pub(super) rest: Option<(Ident, TokenStream)>,
    /// Whether these hold integers that may be written as `1.0`.
    rest_takes_whole_floats: bool,
    pub(super) has_default: bool,
    /// Whether its `Debug` must hide something.
    pub(super) hides: bool,
    /// What stands for each property of the schema, if all of them are written, and nothing else is.
    table: Option<Vec<TokenStream>>,
}

impl<'a> Layout<'a> {
    fn of(context: &Context<'_>, named: NamedType<'a>, object: &'a Struct, members: &'a [Member<'a>]) -> Self {
        let style = Style::of(members.iter().map(|member| (member.field.name.as_str(), &member.ident)));
        let rest = named.names.rest.as_ref().zip(object.rest.as_ref());
        let redacted = |name: &String| context.target.redact.contains(name);
        Self {
            named,
            object,
            members,
            name: named.ident(),
            style,
            rest: rest.map(|(name, shape)| (ident(name), context.shape(shape))),
            rest_takes_whole_floats: object.rest.as_ref().is_some_and(|rest| context.takes_whole_floats(rest)),
            has_default: has_default(named.definition),
            hides: object.fields.iter().any(|field| redacted(&field.name) || context.may_hold_secrets(&field.shape))
                || (object.rest.is_some() && !context.target.redact.is_empty()),
            table: table(context, named, object, members),
        }
    }

    /// Returns whether absent members are those of the default; an absent `Option` is `None` by itself.
    fn needs_default(&self) -> bool {
        self.has_default && self.members.iter().any(Member::needs_default)
    }

    /// Returns whether `open_object!` implements its traits.
    fn is_open_object(&self) -> bool {
        self.rest.is_some() && self.table.is_some()
    }

    /// Returns whether serde can't be told how the struct is written.
    fn is_written_by_hand(&self) -> bool {
        self.table.is_none() && (self.rest.is_some() || !self.object.tags.is_empty())
    }
}

/// Returns what stands for each property in the macro `object!`: a field, or the value of a tag.
fn table(
    context: &Context<'_>,
    named: NamedType<'_>,
    object: &Struct,
    members: &[Member<'_>],
) -> Option<Vec<TokenStream>> {
    let properties = &named.definition.schema.properties;
    if properties.is_empty() || properties.len() != members.len() + object.tags.len() {
        return None;
    }
    // What the macro for objects with further members does not know is rare enough to be written out.
    if let Some(rest) = &object.rest
        && (context.takes_whole_floats(rest) || members.iter().any(Member::keeps_null))
    {
        return None;
    }
    let holders = properties.iter().map(|property| {
        let member = members.iter().find(|member| member.field.name == property.name);
        let member = member.filter(|member| member.field.required == property.required);
        let field = member.map(|member| member.ident.to_token_stream());
        let is_literal = |value: &Value| value.is_string() || value.is_boolean() || value.is_u64();
        let tag = || object.tags.iter().find(|tag| tag.name == property.name && is_literal(&tag.value));
        field.or_else(|| tag().map(|tag| json_scalar(&tag.value)))
    });
    holders.collect()
}

/// Emits what writes the struct and says what its schema is; if it keeps further members, also what reads it.
fn object_macro(context: &Context<'_>, layout: &Layout<'_>, table: &[TokenStream]) -> TokenStream {
    let name = &layout.name;
    let schema = &layout.named.definition.schema;
    let rows = schemas::rows(context, schema, table);
    let beyond = schemas::beyond_properties(context, schema).map(|schema| quote!(; #schema));
    let Some((rest, _)) = &layout.rest else { return quote!(object!(#name => #(#rows),* #beyond);) };
    let (mut tags, mut fields) = (Vec::new(), Vec::new());
    for (property, row) in schema.properties.iter().zip(rows) {
        let is_tag = layout.object.tags.iter().any(|tag| tag.name == property.name);
        if is_tag { tags.push(row) } else { fields.push(row) }
    }
    let tags = (!tags.is_empty()).then(|| quote!({ #(#tags),* }));
    let whole = layout.members.iter().filter(|member| member.takes_whole_floats).map(|member| &member.field.name);
    let whole: Vec<&String> = whole.collect();
    let whole = (!whole.is_empty()).then(|| quote!(, lenient_integers(#(#whole),*)));
    quote!(open_object!(#name #tags with #rest #whole => #(#fields),* #beyond);)
}

fn declaration(context: &Context<'_>, layout: &Layout<'_>) -> TokenStream {
    let name = &layout.name;
    let doc = doc_comment(&constraints::type_docs(context, layout.named.definition));
    let deprecated = layout.named.definition.docs.deprecated.then(|| quote!(#[deprecated]));
    let derives = derives(layout);
    let serde = container_attribute(layout);
    let fields = layout.members.iter().map(|member| {
        // Without a derive of serde, its attributes mean nothing.
        let serde = layout
            .rest
            .is_none()
            .then(|| member.serde_attribute(layout.style, layout.needs_default(), layout.table.is_none()))
            .flatten();
        member.declaration(layout.named.definition, serde)
    });
    let rest = layout.rest.as_ref().map(|(name, values)| {
        quote! {
            /// Members that the schema does not name.
            pub #name: BTreeMap<String, #values>
        }
    });
    let fields = fields.chain(rest);
    quote! {
        #doc
        #deprecated
        #[derive(#(#derives),*)]
        #serde
        pub struct #name {
            #(#fields),*
        }
    }
}

fn derives(layout: &Layout<'_>) -> Vec<TokenStream> {
    let mut derives = vec![quote!(Clone)];
    if !layout.hides && !layout.is_open_object() {
        derives.push(quote!(Debug));
    }
    if layout.has_default {
        derives.push(quote!(Default));
    }
    derives.push(quote!(PartialEq));
    if layout.table.is_none() && !layout.is_written_by_hand() {
        derives.push(quote!(Serialize));
    }
    if layout.rest.is_none() {
        derives.push(quote!(Deserialize));
    }
    derives
}

fn container_attribute(layout: &Layout<'_>) -> Option<TokenStream> {
    if layout.rest.is_some() {
        return None;
    }
    let default = layout.needs_default().then(|| quote!(default));
    let settings: Vec<TokenStream> = layout.style.setting().into_iter().chain(default).collect();
    (!settings.is_empty()).then(|| quote!(#[serde(#(#settings),*)]))
}

/// Emits a `Serialize` for what serde's derive can't write: fixed members, and members that the schema does not name.
fn serialize(layout: &Layout<'_>) -> TokenStream {
    let name = &layout.name;
    let tags = layout.object.tags.iter().map(|tag| {
        let (name, value) = (&tag.name, json_scalar(&tag.value));
        quote!(writer.required(#name, &#value)?;)
    });
    let fields = layout.members.iter().map(|member| {
        let (field, name) = (&member.ident, &member.field.name);
        match member.presence {
            Presence::Required => quote!(writer.required(#name, &self.#field)?;),
            Presence::Optional => quote!(writer.optional(#name, &self.#field)?;),
            Presence::Nullable => quote!(writer.nullable(#name, &self.#field)?;),
        }
    });
    let rest = layout.rest.as_ref().map(|(rest, _)| quote!(writer.additional_properties(&self.#rest)?;));
    quote! {
        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut writer = object_writer::ObjectWriter::begin(serializer)?;
                #(#tags)*
                #(#fields)*
                #rest
                writer.end()
            }
        }
    }
}

/// Emits a `Deserialize` for a struct that keeps further members.
fn deserialize(layout: &Layout<'_>) -> TokenStream {
    let name = &layout.name;
    let fields = layout.members.iter().map(|member| {
        let (field, name) = (&member.ident, &member.field.name);
        let read = match member.presence {
            Presence::Required => quote!(required),
            Presence::Optional if member.keeps_null() => quote!(present),
            Presence::Optional => quote!(optional),
            Presence::Nullable => quote!(nullable),
        };
        quote!(#field: properties.#read(#name)?)
    });
    let tags = layout.object.tags.iter().map(|tag| {
        let name = &tag.name;
        quote!(properties.skip(#name);)
    });
    let plain = layout.members.iter().filter(|member| member.takes_whole_floats).map(|member| {
        let name = &member.field.name;
        quote!(properties.normalize_integers(#name);)
    });
    let whole = layout.rest_takes_whole_floats.then(|| quote!(.with_plain_integers()));
    let rest = layout.rest.as_ref().map(|(rest, _)| quote!(#rest: properties #whole.additional_properties()?));
    let fields = fields.chain(rest);
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut properties = object_reader::ObjectReader::read(deserializer)?;
                #(#tags)*
                #(#plain)*
                Ok(Self { #(#fields),* })
            }
        }
    }
}

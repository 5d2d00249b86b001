//! Schemas in fewer words: what says the same as `nullable`, or as the one schema that it wraps.
//!
//! The validator then walks less, violations name what the reader of the document means, and the crate is shorter.

use std::mem;

use super::api::Api;
use super::schema::{JsonType, Keywords2020, Schema, SchemaRef};
use super::type_refs;
use super::types::{Type, TypeKind};
use super::usage;

/// How many schemas are followed to see whether one takes `null`.
const DEEPEST: usize = 16;

/// What there is to know of an API while its schemas are simplified.
struct Known<'a> {
    types: &'a [Type],
    /// Whether a keyword asks which others have looked at a member or an item; then those that assert nothing count, too.
    counts_looks: bool,
}

/// Simplifies every schema of an API.
pub(super) fn simplify(api: &mut Api) {
    let counts_looks = api.types.iter_mut().any(|found| asks_for_looks(&mut found.schema))
        || parameters(api).any(asks_in_place)
        || usage::contents(api).any(|(_, schema)| asks_in_place(schema));
    let types = api.types.clone();
    let known = Known { types: &types, counts_looks };
    for found in &mut api.types {
        in_schema(&mut found.schema, &known);
        if let TypeKind::Union(union) = &mut found.kind {
            union.variants.iter_mut().for_each(|member| in_place(&mut member.schema, &known));
        }
    }
    parameters(api).for_each(|schema| in_place(schema, &known));
    usage::contents(api).for_each(|(_, schema)| in_place(schema, &known));
}

fn parameters(api: &mut Api) -> impl Iterator<Item = &mut SchemaRef> {
    let parameters = api.operations.iter_mut().flat_map(|operation| &mut operation.parameters);
    parameters.map(|parameter| &mut parameter.schema)
}

/// Simplifies a schema, which then may be no more than a type.
fn in_place(schema: &mut SchemaRef, known: &Known<'_>) {
    let SchemaRef::Inline(inner) = schema else { return };
    in_schema(inner, known);
    if let [only @ SchemaRef::Type(_)] = inner.all_of.as_slice()
        && **inner == (Schema { all_of: vec![only.clone()], ..Schema::default() })
    {
        *schema = only.clone();
    }
}

fn in_schema(schema: &mut Schema, known: &Known<'_>) {
    type_refs::parts(schema).for_each(|part| in_place(part, known));
    take_null_out(schema, known.types);
    if !known.counts_looks {
        absorb(schema, known.types);
        schema.additional_properties.take_if(|additional| additional.is_any());
    }
    unwrap(schema);
}

fn asks_for_looks(schema: &mut Schema) -> bool {
    let asks = |later: &Keywords2020| later.unevaluated_properties.is_some() || later.unevaluated_items.is_some();
    schema.keywords_2020.as_deref().is_some_and(asks) || type_refs::parts(schema).any(asks_in_place)
}

fn asks_in_place(schema: &mut SchemaRef) -> bool {
    match schema {
        SchemaRef::Inline(schema) => asks_for_looks(schema),
        SchemaRef::Type(_) => false,
    }
}

/// Leaves of `anyOf` only `type`, where one member says no more and the others say it, too.
fn absorb(schema: &mut Schema, types: &[Type]) {
    let all = schema.any_of.iter().find_map(|member| match member {
        SchemaRef::Inline(member) => member.r#type.filter(|found| **member == of_type(*found)),
        SchemaRef::Type(_) => None,
    });
    let Some(all) = all else { return };
    let (nullable, is_type_list) = (schema.nullable, schema.is_type_list);
    let choice = Schema { nullable, is_type_list, any_of: schema.any_of.clone(), ..Schema::default() };
    let is_within = |member: &SchemaRef| {
        let member = match member {
            SchemaRef::Inline(member) => Some(&**member),
            SchemaRef::Type(id) => types.get(id.0).map(|found| &found.schema),
        };
        member.is_some_and(|member| member.r#type == Some(all) && !member.nullable)
    };
    if *schema == choice && schema.any_of.iter().all(is_within) {
        *schema = Schema { nullable: schema.nullable, ..of_type(all) };
    }
}

fn of_type(r#type: JsonType) -> Schema {
    Schema { r#type: Some(r#type), ..Schema::default() }
}

/// Turns a member of `anyOf` or `oneOf` that is `null` into `nullable`.
fn take_null_out(schema: &mut Schema, types: &[Type]) {
    let (any_of, one_of) = (mem::take(&mut schema.any_of), mem::take(&mut schema.one_of));
    let (tag, is_type_list) = (schema.discriminator.take(), mem::take(&mut schema.is_type_list));
    let mut discriminator_values = mem::take(&mut schema.discriminator_values);
    let says_no_more = *schema == Schema { nullable: schema.nullable, ..Schema::default() };
    let is_exact = |members: &[SchemaRef]| {
        let nulls = members.iter().filter(|member| is_null(member)).count();
        nulls == 1
            && members.len() > 1
            && members.iter().all(|member| is_null(member) || rejects_null(member, types, DEEPEST))
    };
    let has_null = any_of.iter().any(is_null) && !any_of.iter().all(is_null);
    if !says_no_more || !(one_of.is_empty() && has_null || any_of.is_empty() && is_exact(&one_of)) {
        (schema.any_of, schema.one_of, schema.discriminator) = (any_of, one_of, tag);
        (schema.is_type_list, schema.discriminator_values) = (is_type_list, discriminator_values);
        return;
    }
    let mut were_null = one_of.iter().chain(&any_of).map(is_null).collect::<Vec<_>>().into_iter();
    discriminator_values.retain(|_| !were_null.next().unwrap_or_default());
    let rest = |members: Vec<SchemaRef>| members.into_iter().filter(|member| !is_null(member)).collect::<Vec<_>>();
    schema.nullable = true;
    (schema.any_of, schema.one_of) = (rest(any_of), rest(one_of));
    if schema.any_of.len() + schema.one_of.len() == 1 {
        schema.all_of.append(&mut schema.any_of);
        schema.all_of.append(&mut schema.one_of);
    } else {
        (schema.discriminator, schema.is_type_list, schema.discriminator_values) =
            (tag, is_type_list, discriminator_values);
    }
}

/// Puts what a schema wraps, and says nothing beside, in its place.
fn unwrap(schema: &mut Schema) {
    let [SchemaRef::Inline(inner)] = schema.all_of.as_slice() else { return };
    let wrapper = Schema { nullable: schema.nullable, all_of: schema.all_of.clone(), ..Schema::default() };
    if *schema == wrapper {
        *schema = Schema { nullable: schema.nullable || inner.nullable, ..(**inner).clone() };
    }
}

fn is_null(schema: &SchemaRef) -> bool {
    let SchemaRef::Inline(schema) = schema else { return false };
    **schema == Schema { r#type: Some(JsonType::Null), nullable: schema.nullable, ..Schema::default() }
}

/// Returns whether `null` breaks a schema for certain.
fn rejects_null(schema: &SchemaRef, types: &[Type], depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let schema = match schema {
        SchemaRef::Inline(schema) => &**schema,
        SchemaRef::Type(id) => match types.get(id.0) {
            Some(found) => &found.schema,
            None => return false,
        },
    };
    let all_reject =
        |members: &[SchemaRef]| !members.is_empty() && members.iter().all(|member| rejects_null(member, types, depth));
    let of_another_type = schema.r#type.is_some_and(|found| found != JsonType::Null);
    let one_rejects = schema.all_of.iter().any(|member| rejects_null(member, types, depth));
    !schema.nullable && (of_another_type || one_rejects || all_reject(&schema.any_of) || all_reject(&schema.one_of))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::model::types::TypeId;
    use crate::target::Formats;
    use crate::{load, normalize};

    fn of(r#type: JsonType) -> SchemaRef {
        SchemaRef::Inline(Box::new(Schema { r#type: Some(r#type), ..Schema::default() }))
    }

    fn any() -> SchemaRef {
        SchemaRef::Inline(Box::default())
    }

    fn simplified(mut schema: Schema) -> Schema {
        in_schema(&mut schema, &Known { types: &[], counts_looks: false });
        schema
    }

    #[test]
    fn a_choice_of_a_schema_and_null_is_that_schema_or_null() {
        let found = simplified(Schema { any_of: vec![of(JsonType::String), of(JsonType::Null)], ..Schema::default() });

        assert_eq!(found, Schema { r#type: Some(JsonType::String), nullable: true, ..Schema::default() });
    }

    #[test]
    fn a_choice_of_several_keeps_the_others() {
        let [string, number, null] = [JsonType::String, JsonType::Number, JsonType::Null].map(of);
        let one_of = vec![string.clone(), null, number.clone()];
        let found = simplified(Schema { one_of, ..Schema::default() });

        assert_eq!(found, Schema { nullable: true, one_of: vec![string, number], ..Schema::default() });
    }

    #[test]
    fn a_null_that_another_member_of_one_of_takes_stays() {
        let schema = Schema { one_of: vec![any(), of(JsonType::Null)], ..Schema::default() };

        assert_eq!(simplified(schema.clone()), schema);
    }

    #[test]
    fn a_choice_between_all_strings_and_some_is_all_strings() {
        let enum_values = Some(vec!["a".into()]);
        let some = Schema { r#type: Some(JsonType::String), enum_values, ..Schema::default() };
        let any_of = vec![SchemaRef::Inline(Box::new(some)), of(JsonType::String)];

        assert_eq!(simplified(Schema { any_of, ..Schema::default() }), of_type(JsonType::String));
    }

    #[test]
    fn a_null_beside_other_keywords_stays() {
        let any_of = vec![of(JsonType::String), of(JsonType::Null)];
        let schema = Schema { r#type: Some(JsonType::String), any_of, ..Schema::default() };

        assert_eq!(simplified(schema.clone()), schema);
    }

    #[test]
    fn a_wrapper_is_what_it_wraps() {
        let found = simplified(Schema { all_of: vec![of(JsonType::String)], nullable: true, ..Schema::default() });

        assert_eq!(found, Schema { r#type: Some(JsonType::String), nullable: true, ..Schema::default() });
    }

    #[test]
    fn members_that_may_be_anything_are_not_worth_a_word() {
        let schema = || Schema { additional_properties: Some(any()), ..Schema::default() };
        let mut counted = schema();
        in_schema(&mut counted, &Known { types: &[], counts_looks: true });

        assert_eq!((simplified(schema()), counted), (Schema::default(), schema()));
    }

    #[test]
    fn what_an_answer_asks_of_other_keywords_counts() {
        let text = r##"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
            "paths": {"/a": {"get": {"responses": {"200": {"description": "d", "content": {"application/json":
                {"schema": {"$ref": "#/components/schemas/Open", "unevaluatedProperties": false}}}}}}}},
            "components": {"schemas": {"Open": {"type": "object", "additionalProperties": true}}}}"##;
        let mut diagnostics = Diagnostics::default();
        let document = load::parse(Path::new("a.json"), text.as_bytes().to_vec(), &mut diagnostics)
            .and_then(|mut source| normalize::normalize(&mut source, &mut diagnostics));
        let api = crate::model::model(&document.expect("a document"), &Formats::default(), &mut diagnostics);

        let open = api.types.iter().find(|found| found.docs.pointer.ends_with("/Open")).expect("the component");
        assert_eq!(open.schema.additional_properties, Some(any()));
    }

    #[test]
    fn a_type_in_a_wrapper_is_referred_to() {
        let mut schema =
            SchemaRef::Inline(Box::new(Schema { all_of: vec![SchemaRef::Type(TypeId(0))], ..Schema::default() }));
        in_place(&mut schema, &Known { types: &[], counts_looks: false });

        assert_eq!(schema, SchemaRef::Type(TypeId(0)));
    }
}

//! Simplification of schemas: unions with `null` become `nullable`, and wrappers are replaced by what they wrap.
//!
//! Validation is faster, violations are clearer, and the generated code is shorter.

use std::mem;

use super::api::Api;
use super::schema::{JsonType, Keywords2020, Schema, SchemaRef};
use super::type_refs;
use super::types::{Type, TypeKind};
use super::usage;

/// The number of references that are followed to see whether a schema accepts `null`.
const MAX_DEPTH: usize = 16;

/// The context of simplification.
struct Context<'a> {
    types: &'a [Type],
    /// Whether an `unevaluated…` keyword is used: then keywords that assert nothing are relevant as well.
    uses_unevaluated: bool,
}

/// Simplifies every schema of an API.
pub(super) fn simplify(api: &mut Api) {
    let uses_unevaluated = api.types.iter_mut().any(|found| uses_unevaluated(&mut found.schema))
        || parameters(api).any(ref_uses_unevaluated)
        || usage::contents(api).any(|(_, schema)| ref_uses_unevaluated(schema));
    let types = api.types.clone();
    let context = Context { types: &types, uses_unevaluated };
    for found in &mut api.types {
        simplify_schema(&mut found.schema, &context);
        if let TypeKind::Union(union) = &mut found.kind {
            union.variants.iter_mut().for_each(|member| simplify_ref(&mut member.schema, &context));
        }
    }
    parameters(api).for_each(|schema| simplify_ref(schema, &context));
    usage::contents(api).for_each(|(_, schema)| simplify_ref(schema, &context));
}

fn parameters(api: &mut Api) -> impl Iterator<Item = &mut SchemaRef> {
    let parameters = api.operations.iter_mut().flat_map(|operation| &mut operation.parameters);
    parameters.map(|parameter| &mut parameter.schema)
}

/// Simplifies a schema, which may become a reference to a type.
fn simplify_ref(schema: &mut SchemaRef, context: &Context<'_>) {
    let SchemaRef::Inline(inner) = schema else { return };
    simplify_schema(inner, context);
    if let [only @ SchemaRef::Type(_)] = inner.all_of.as_slice()
        && **inner == (Schema { all_of: vec![only.clone()], ..Schema::default() })
    {
        *schema = only.clone();
    }
}

fn simplify_schema(schema: &mut Schema, context: &Context<'_>) {
    type_refs::subschemas(schema).for_each(|subschema| simplify_ref(subschema, context));
    fold_null_into_nullable(schema, context.types);
    if !context.uses_unevaluated {
        drop_redundant_any_of(schema, context.types);
        schema.additional_properties.take_if(|additional| additional.is_any());
    }
    collapse_single_all_of(schema);
}

fn uses_unevaluated(schema: &mut Schema) -> bool {
    let asks =
        |keywords: &Keywords2020| keywords.unevaluated_properties.is_some() || keywords.unevaluated_items.is_some();
    schema.keywords_2020.as_deref().is_some_and(asks) || type_refs::subschemas(schema).any(ref_uses_unevaluated)
}

fn ref_uses_unevaluated(schema: &mut SchemaRef) -> bool {
    match schema {
        SchemaRef::Inline(schema) => uses_unevaluated(schema),
        SchemaRef::Type(_) => false,
    }
}

/// Replaces `anyOf` by a `type` if one schema asserts only that and all others assert it as well.
fn drop_redundant_any_of(schema: &mut Schema, types: &[Type]) {
    let all = schema.any_of.iter().find_map(|member| match member {
        SchemaRef::Inline(member) => member.r#type.filter(|found| **member == of_type(*found)),
        SchemaRef::Type(_) => None,
    });
    let Some(all) = all else { return };
    let (nullable, is_type_list) = (schema.nullable, schema.is_type_list);
    let union_only = Schema { nullable, is_type_list, any_of: schema.any_of.clone(), ..Schema::default() };
    let is_within = |member: &SchemaRef| {
        let member = match member {
            SchemaRef::Inline(member) => Some(&**member),
            SchemaRef::Type(id) => types.get(id.0).map(|found| &found.schema),
        };
        member.is_some_and(|member| member.r#type == Some(all) && !member.nullable)
    };
    if *schema == union_only && schema.any_of.iter().all(is_within) {
        *schema = Schema { nullable: schema.nullable, ..of_type(all) };
    }
}

fn of_type(r#type: JsonType) -> Schema {
    Schema { r#type: Some(r#type), ..Schema::default() }
}

/// Replaces `null` in `anyOf` or `oneOf` by `nullable`.
fn fold_null_into_nullable(schema: &mut Schema, types: &[Type]) {
    let (any_of, one_of) = (mem::take(&mut schema.any_of), mem::take(&mut schema.one_of));
    let (discriminator, is_type_list) = (schema.discriminator.take(), mem::take(&mut schema.is_type_list));
    let mut discriminator_values = mem::take(&mut schema.discriminator_values);
    let has_no_other_keywords = *schema == Schema { nullable: schema.nullable, ..Schema::default() };
    let is_exact = |schemas: &[SchemaRef]| {
        let nulls = schemas.iter().filter(|member| is_null(member)).count();
        nulls == 1
            && schemas.len() > 1
            && schemas.iter().all(|member| is_null(member) || rejects_null(member, types, MAX_DEPTH))
    };
    let has_null = any_of.iter().any(is_null) && !any_of.iter().all(is_null);
    if !has_no_other_keywords || !(one_of.is_empty() && has_null || any_of.is_empty() && is_exact(&one_of)) {
        (schema.any_of, schema.one_of, schema.discriminator) = (any_of, one_of, discriminator);
        (schema.is_type_list, schema.discriminator_values) = (is_type_list, discriminator_values);
        return;
    }
    let mut were_null = one_of.iter().chain(&any_of).map(is_null).collect::<Vec<_>>().into_iter();
    discriminator_values.retain(|_| !were_null.next().unwrap_or_default());
    let rest = |schemas: Vec<SchemaRef>| schemas.into_iter().filter(|member| !is_null(member)).collect::<Vec<_>>();
    schema.nullable = true;
    (schema.any_of, schema.one_of) = (rest(any_of), rest(one_of));
    if schema.any_of.len() + schema.one_of.len() == 1 {
        schema.all_of.append(&mut schema.any_of);
        schema.all_of.append(&mut schema.one_of);
    } else {
        (schema.discriminator, schema.is_type_list, schema.discriminator_values) =
            (discriminator, is_type_list, discriminator_values);
    }
}

/// Replaces an `allOf` of one schema by that schema, if there are no other keywords.
fn collapse_single_all_of(schema: &mut Schema) {
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

/// Returns whether `null` certainly violates a schema.
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
        |schemas: &[SchemaRef]| !schemas.is_empty() && schemas.iter().all(|member| rejects_null(member, types, depth));
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
    use crate::target::Target;
    use crate::{load, normalize};

    fn of(r#type: JsonType) -> SchemaRef {
        SchemaRef::Inline(Box::new(Schema { r#type: Some(r#type), ..Schema::default() }))
    }

    fn any() -> SchemaRef {
        SchemaRef::Inline(Box::default())
    }

    fn simplified(mut schema: Schema) -> Schema {
        simplify_schema(&mut schema, &Context { types: &[], uses_unevaluated: false });
        schema
    }

    #[test]
    fn a_union_of_a_schema_and_null_is_nullable() {
        let found = simplified(Schema { any_of: vec![of(JsonType::String), of(JsonType::Null)], ..Schema::default() });

        assert_eq!(found, Schema { r#type: Some(JsonType::String), nullable: true, ..Schema::default() });
    }

    #[test]
    fn a_union_of_several_schemas_and_null_keeps_the_others() {
        let [string, number, null] = [JsonType::String, JsonType::Number, JsonType::Null].map(of);
        let one_of = vec![string.clone(), null, number.clone()];
        let found = simplified(Schema { one_of, ..Schema::default() });

        assert_eq!(found, Schema { nullable: true, one_of: vec![string, number], ..Schema::default() });
    }

    #[test]
    fn a_null_that_another_schema_of_one_of_accepts_stays() {
        let schema = Schema { one_of: vec![any(), of(JsonType::Null)], ..Schema::default() };

        assert_eq!(simplified(schema.clone()), schema);
    }

    #[test]
    fn a_union_of_all_strings_and_some_strings_is_all_strings() {
        let enum_values = Some(vec!["a".into()]);
        let some = Schema { r#type: Some(JsonType::String), enum_values, ..Schema::default() };
        let any_of = vec![SchemaRef::Inline(Box::new(some)), of(JsonType::String)];

        assert_eq!(simplified(Schema { any_of, ..Schema::default() }), of_type(JsonType::String));
    }

    #[test]
    fn a_null_with_other_keywords_stays() {
        let any_of = vec![of(JsonType::String), of(JsonType::Null)];
        let schema = Schema { r#type: Some(JsonType::String), any_of, ..Schema::default() };

        assert_eq!(simplified(schema.clone()), schema);
    }

    #[test]
    fn a_wrapper_is_replaced_by_what_it_wraps() {
        let found = simplified(Schema { all_of: vec![of(JsonType::String)], nullable: true, ..Schema::default() });

        assert_eq!(found, Schema { r#type: Some(JsonType::String), nullable: true, ..Schema::default() });
    }

    #[test]
    fn additional_properties_without_assertions_are_dropped() {
        let schema = || Schema { additional_properties: Some(any()), ..Schema::default() };
        let mut counted = schema();
        simplify_schema(&mut counted, &Context { types: &[], uses_unevaluated: true });

        assert_eq!((simplified(schema()), counted), (Schema::default(), schema()));
    }

    #[test]
    fn unevaluated_properties_of_a_response_are_found() {
        let text = r##"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
            "paths": {"/a": {"get": {"responses": {"200": {"description": "d", "content": {"application/json":
                {"schema": {"$ref": "#/components/schemas/Open", "unevaluatedProperties": false}}}}}}}},
            "components": {"schemas": {"Open": {"type": "object", "additionalProperties": true}}}}"##;
        let mut diagnostics = Diagnostics::default();
        let document = load::parse(Path::new("a.json"), text.as_bytes().to_vec(), &mut diagnostics)
            .and_then(|mut source| normalize::normalize(&mut source, &mut diagnostics));
        let api = crate::model::model(&document.expect("a document"), &Target::default(), &mut diagnostics);

        let open = api.types.iter().find(|found| found.docs.pointer.ends_with("/Open")).expect("the component");
        assert_eq!(open.schema.additional_properties, Some(any()));
    }

    #[test]
    fn a_wrapper_of_a_type_becomes_a_reference() {
        let mut schema =
            SchemaRef::Inline(Box::new(Schema { all_of: vec![SchemaRef::Type(TypeId(0))], ..Schema::default() }));
        simplify_ref(&mut schema, &Context { types: &[], uses_unevaluated: false });

        assert_eq!(schema, SchemaRef::Type(TypeId(0)));
    }
}

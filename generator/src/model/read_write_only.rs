//! `readOnly` and `writeOnly`: a property is required in one direction only (OpenAPI 3.0.3 §4.7.24.2).
//!
//! They are annotations in OpenAPI 3.1, with the same effect for a client.

use super::schema::{Access, Property, Schema, SchemaRef};
use super::types::{Field, Type, TypeKind};

/// Makes fields optional that are not in both directions of their type, and restricts `required` to one direction.
pub(super) fn apply(types: &mut [Type]) {
    for found in types {
        let TypeKind::Struct(object) = &mut found.kind else { continue };
        restrict(&mut found.schema, &object.fields);
        for field in &mut object.fields {
            field.required &= match field.access {
                Access::Both => true,
                Access::ReadOnly => found.in_response && !found.in_request,
                Access::WriteOnly => found.in_request && !found.in_response,
            };
        }
    }
}

/// Sets the access of properties in a schema and those in its `allOf` to that of the fields.
fn restrict(schema: &mut Schema, fields: &[Field]) {
    let of_field = |name: &str| fields.iter().find(|field| field.name == name).map(|field| field.access);
    let access = |name: &str| of_field(name).unwrap_or(Access::Both);
    for property in &mut schema.properties {
        // A discriminator is not a field, and keeps its own access.
        property.access = of_field(&property.name).unwrap_or(property.access);
    }
    if !schema.additional_properties_false && schema.additional_properties.as_ref().is_none_or(SchemaRef::is_any) {
        let (restricted, others) = schema.required.drain(..).partition(|name| access(name) != Access::Both);
        schema.required = others;
        schema.properties.extend(Vec::into_iter(restricted).map(|name: String| Property {
            access: access(&name),
            schema: SchemaRef::Inline(Box::default()),
            required: true,
            name,
        }));
    }
    for schema in &mut schema.all_of {
        if let SchemaRef::Inline(schema) = schema {
            restrict(schema, fields);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::diagnostic::Diagnostics;
    use crate::model::model;
    use crate::model::schema::{Access, Schema, SchemaRef};
    use crate::model::types::{Type, TypeKind};
    use crate::target::Target;
    use crate::{load, normalize};

    const S: &str = "{$ref: '#/components/schemas/S'}";

    /// Returns the type of the component `S`, which an operation sends or receives.
    fn modelled(schema: &str, sent: bool, received: bool) -> Type {
        let content = format!("content: {{application/json: {{schema: {S}}}}}");
        let request = if sent { format!("requestBody: {{{content}}}, ") } else { String::new() };
        let response = if received { format!("'200': {{description: d, {content}}}") } else { String::new() };
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{/: {{post: {{operationId: o, {request}responses: \
             {{{response}}}}}}}}}\ncomponents: {{schemas: {{S: {schema}}}}}"
        );
        let mut diagnostics = Diagnostics::default();
        let document = load::parse(Path::new("a.yaml"), text.into_bytes(), &mut diagnostics)
            .and_then(|mut source| normalize::normalize(&mut source, &mut diagnostics));
        let api = model(&document.expect("a document"), &Target::default(), &mut diagnostics);
        api.types.into_iter().next().expect("a type")
    }

    fn is_required(found: &Type) -> bool {
        let TypeKind::Struct(object) = &found.kind else { panic!("{found:?}") };
        object.fields.iter().all(|field| field.required)
    }

    const READ_ONLY: &str = "{type: object, required: [id], properties: {id: {type: string, readOnly: true}}}";
    const WRITE_ONLY: &str = "{type: object, required: [id], properties: {id: {type: string, writeOnly: true}}}";

    #[test]
    fn a_read_only_property_is_required_where_it_is_only_received() {
        assert!(is_required(&modelled(READ_ONLY, false, true)));
    }

    #[test]
    fn a_read_only_property_is_not_required_where_it_is_sent() {
        assert!(!is_required(&modelled(READ_ONLY, true, false)));
    }

    #[test]
    fn a_read_only_property_is_not_required_in_both_directions() {
        assert!(!is_required(&modelled(READ_ONLY, true, true)));
    }

    #[test]
    fn a_write_only_property_is_required_where_it_is_only_sent() {
        assert!(is_required(&modelled(WRITE_ONLY, true, false)));
    }

    #[test]
    fn a_write_only_property_is_not_required_where_it_is_received() {
        assert!(!is_required(&modelled(WRITE_ONLY, false, true)));
    }

    #[test]
    fn required_in_another_schema_of_all_of_has_the_direction_of_the_property() {
        let properties = "{type: object, properties: {id: {type: string, readOnly: true}}}";
        let found = modelled(&format!("{{allOf: [{properties}, {{required: [id]}}]}}"), true, true);

        let schemas = found.schema.all_of.iter().filter_map(|schema| match schema {
            SchemaRef::Inline(schema) => Some(&**schema),
            SchemaRef::Type(_) => None,
        });
        let required: Vec<(bool, Access)> =
            schemas.flat_map(|schema: &Schema| &schema.properties).map(|one| (one.required, one.access)).collect();
        assert_eq!(required, [(false, Access::ReadOnly), (true, Access::ReadOnly)]);
    }
}

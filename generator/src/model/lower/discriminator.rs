//! Discriminators of unions.

use serde_json::Value;

use super::super::schema_object::{Keywords, Node};
use super::intersection::Intersection;
use super::{Lowering, component_name, scalars};
use crate::json::equality::is_same;

impl<'a> Lowering<'a> {
    /// Returns the property that distinguishes the variants: the discriminator, or else a property that each object variant declares with a
    /// distinct constant.
    pub(super) fn discriminator(
        &self,
        union: &Keywords<'a>,
        base: &Intersection<'a>,
        variants: &[Node<'a>],
    ) -> Option<String> {
        if let Some(discriminator) = union.discriminator {
            return Some(discriminator.property_name.clone());
        }
        let variants = variants.iter().map(|variant| base.intersected_with(self.intersection(&[*variant])));
        let objects: Vec<Intersection<'a>> = variants.filter(Intersection::may_be_object).collect();
        let tells = |name: &&str, must_be_there: bool| {
            let mut seen: Vec<Value> = Vec::new();
            objects.iter().all(|variant| match self.declared_values(variant, name).as_deref() {
                Some([value]) if !seen.iter().any(|other| is_same(other, value)) => {
                    seen.push(value.clone());
                    variant.requires(name) || !must_be_there
                }
                _ => false,
            })
        };
        let [first, _, ..] = objects.as_slice() else { return None };
        let required = first.property_names().find(|name| tells(name, true));
        required.or_else(|| first.property_names().find(|name| tells(name, false))).map(str::to_owned)
    }

    /// Warns if no variant declares the property of the discriminator.
    pub(super) fn warn_of_undeclared_discriminator(
        &mut self,
        union: &Keywords<'a>,
        base: &Intersection<'a>,
        variants: &[Node<'a>],
    ) {
        let Some(discriminator) = union.discriminator else { return };
        let name = &discriminator.property_name;
        let may_have = |variant: &Node<'a>| {
            let combined = base.intersected_with(self.intersection(&[*variant]));
            !combined.unions.is_empty() || combined.declarations_of(name).next().is_some()
        };
        if !variants.iter().any(may_have) {
            self.diagnostics.warning(
                "undeclared-discriminator",
                format!("{}/discriminator/propertyName", union.pointer),
                format!(
                    "no variant of the union declares the property `{name}`, which is to tell them alone: it is written as the mapping \
                     or the names of the variants say"
                ),
                "declare the property in each variant, or correct its name",
            );
        }
    }

    /// Returns the values of the discriminator that select a variant: those of its `enum`, else of the mapping, else its component's name.
    ///
    /// Several values of an `enum` are restricted to those of the mapping, since other variants may have them as well.
    pub(super) fn discriminator_values(
        &self,
        union: &Keywords<'a>,
        base: &Intersection<'a>,
        variant: Node<'a>,
        property: &str,
    ) -> Vec<Value> {
        let alone = self.intersection(&[variant]);
        let mut mapped = mapped(union, variant);
        let Some(own) = self.declared_values(&alone, property) else {
            // The name of a component is only a value of an explicit discriminator.
            let name = component_of(variant).filter(|_| union.discriminator.is_some()).map(Value::from);
            return if mapped.is_empty() { name.into_iter().collect() } else { mapped };
        };
        let narrowed = self
            .declared_values(&base.intersected_with(alone), property)
            .filter(|narrowed| !narrowed.is_empty())
            .unwrap_or(own);
        mapped.retain(|value| narrowed.contains(value));
        if mapped.is_empty() { narrowed } else { mapped }
    }

    /// Returns whether a variant allows exactly these values of the property.
    pub(super) fn lists_only(&self, variant: Node<'a>, property: &str, values: &[Value]) -> bool {
        self.declared_values(&self.intersection(&[variant]), property).is_some_and(|own| own == values)
    }

    /// Returns the values of a property, if its declarations have `enum`.
    fn declared_values(&self, variant: &Intersection<'a>, property: &str) -> Option<Vec<Value>> {
        let nodes: Vec<Node<'a>> = variant.declarations_of(property).collect();
        scalars::common_values(&self.intersection(&nodes).conjuncts, None)
    }
}

/// Returns the values that the mapping assigns to a variant.
fn mapped(union: &Keywords<'_>, variant: Node<'_>) -> Vec<Value> {
    let name = component_of(variant);
    let mapping = union.discriminator.iter().flat_map(|discriminator| &discriminator.mapping);
    let mapped = mapping.filter(|(_, target)| Some(component_name(target).unwrap_or(target)) == name);
    mapped.map(|(value, _)| Value::from(value.as_str())).collect()
}

/// Returns the name of the component that a variant refers to, directly or in an `allOf`.
pub(super) fn component_of(variant: Node<'_>) -> Option<&str> {
    match variant {
        Node::Reference(reference) => component_name(reference),
        Node::Schema(schema) => match Keywords::of(schema).all_of.as_slice() {
            [Node::Reference(reference)] => component_name(reference),
            _ => None,
        },
    }
}

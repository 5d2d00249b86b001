//! What tells the members of a union apart.

use serde_json::Value;

use super::super::schema_object::{Keywords, Node};
use super::intersection::Conjunction;
use super::{Lowering, component_name, scalars};
use crate::normalize::equality::is_same;

impl<'a> Lowering<'a> {
    /// Returns the property that tells the members apart: the discriminator, or else one that each member declares with one value of its
    /// own, required or not. A member that no object satisfies tells itself apart.
    pub(super) fn tag(&self, choice: &Keywords<'a>, base: &Conjunction<'a>, members: &[Node<'a>]) -> Option<String> {
        if let Some(discriminator) = choice.discriminator {
            return Some(discriminator.property_name.clone());
        }
        let members = members.iter().map(|member| base.narrowed(self.conjunction(&[*member])));
        let objects: Vec<Conjunction<'a>> = members.filter(Conjunction::may_be_object).collect();
        let tells = |name: &&str, must_be_there: bool| {
            let mut seen: Vec<Value> = Vec::new();
            objects.iter().all(|member| match self.own_tags(member, name).as_deref() {
                Some([value]) if !seen.iter().any(|other| is_same(other, value)) => {
                    seen.push(value.clone());
                    member.requires(name) || !must_be_there
                }
                _ => false,
            })
        };
        let [first, _, ..] = objects.as_slice() else { return None };
        let required = first.property_names().find(|name| tells(name, true));
        required.or_else(|| first.property_names().find(|name| tells(name, false))).map(str::to_owned)
    }

    /// Says of a discriminator that none of the members has its property.
    pub(super) fn warn_of_undeclared_tag(
        &mut self,
        choice: &Keywords<'a>,
        base: &Conjunction<'a>,
        members: &[Node<'a>],
    ) {
        let Some(discriminator) = choice.discriminator else { return };
        let name = &discriminator.property_name;
        let may_have = |member: &Node<'a>| {
            let whole = base.narrowed(self.conjunction(&[*member]));
            !whole.choices.is_empty() || whole.declarations_of(name).next().is_some()
        };
        if !members.iter().any(may_have) {
            self.diagnostics.warning(
                "undeclared-discriminator",
                format!("{}/discriminator/propertyName", choice.pointer),
                format!(
                    "no member of the union declares the property `{name}`, which is to tell them apart: it is written as the mapping \
                     or the names of the members say"
                ),
                "declare the property in each member, or correct its name",
            );
        }
    }

    /// Returns the values of the tag that choose a member: those of its own `enum`, else of the mapping, else its component's name.
    ///
    /// Of an `enum` with several values, which may stand in other members, too, the mapping tells the right ones.
    pub(super) fn tags(
        &self,
        choice: &Keywords<'a>,
        base: &Conjunction<'a>,
        member: Node<'a>,
        tag: &str,
    ) -> Vec<Value> {
        let apart = self.conjunction(&[member]);
        let mut mapped = mapped(choice, member);
        let Some(own) = self.own_tags(&apart, tag) else {
            // Without a discriminator, the names of components are values of no property.
            let name = component_of(member).filter(|_| choice.discriminator.is_some()).map(Value::from);
            return if mapped.is_empty() { name.into_iter().collect() } else { mapped };
        };
        let narrowed = self.own_tags(&base.narrowed(apart), tag).filter(|narrowed| !narrowed.is_empty()).unwrap_or(own);
        mapped.retain(|value| narrowed.contains(value));
        if mapped.is_empty() { narrowed } else { mapped }
    }

    /// Returns whether a member allows these values of the tag alone.
    pub(super) fn lists_only(&self, member: Node<'a>, tag: &str, values: &[Value]) -> bool {
        self.own_tags(&self.conjunction(&[member]), tag).is_some_and(|own| own == values)
    }

    /// Returns the values that a property may have, if the declarations in `member` list them.
    fn own_tags(&self, member: &Conjunction<'a>, tag: &str) -> Option<Vec<Value>> {
        let nodes: Vec<Node<'a>> = member.declarations_of(tag).collect();
        scalars::common_values(&self.conjunction(&nodes).plain, None)
    }
}

/// Returns the values of the tag that the mapping gives to a member.
fn mapped(choice: &Keywords<'_>, member: Node<'_>) -> Vec<Value> {
    let name = component_of(member);
    let mapping = choice.discriminator.iter().flat_map(|discriminator| &discriminator.mapping);
    let mapped = mapping.filter(|(_, target)| Some(component_name(target).unwrap_or(target)) == name);
    mapped.map(|(value, _)| Value::from(value.as_str())).collect()
}

/// Returns the name of the component that a member is, or only wraps.
pub(super) fn component_of(member: Node<'_>) -> Option<&str> {
    match member {
        Node::Reference(reference) => component_name(reference),
        Node::Schema(schema) => match Keywords::of(schema).all_of.as_slice() {
            [Node::Reference(reference)] => component_name(reference),
            _ => None,
        },
    }
}

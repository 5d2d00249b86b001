//! Schemas that are composed of others: one form for values that satisfy all of them at once.

use openapiv3::Schema;

use super::super::schema::{JsonType, Schema as Assertions, SchemaRef};
use super::super::schema_object::{Additional, Keywords, Node};
use super::super::schema_path::{Place, Step};
use super::super::types::{Kind, Shape, Struct};
use super::assertions::Parts;
use super::intersection::{Conjunction, Part};
use super::{Form, Lowered, Lowering, enums, scalars, union};

/// How many members a union may have that repeats properties beside it in each.
const MOST_MEMBERS: usize = 16;

impl<'a> Lowering<'a> {
    /// Returns the form of a schema that is composed of others.
    ///
    /// The assertions stay as the document wrote them, so nothing depends on how much the form tells.
    pub(super) fn composed(
        &mut self,
        source: &'a Schema,
        keywords: &Keywords<'a>,
        place: &Place,
        parts: &mut Parts,
    ) -> Form {
        let whole = self.conjunction(&[Node::Schema(source)]);
        if let Some(sole) = self.sole(keywords, &whole) {
            let (form, schema) = self.wrapped(sole, place);
            parts.set_union(keywords, self.with_sole(keywords.union(), sole, &schema));
            return self.or_null(form, keywords, place);
        }
        let telling = if whole.choices.is_empty() { &whole.plain } else { &whole.choices };
        let scratch = &mut Parts::default();
        let parts = if telling.iter().all(|part| part.is_of(source)) { parts } else { scratch };
        match self.met(&whole, keywords, place, parts) {
            Some(form) => self.or_null(form, keywords, place),
            None => self.nothing(keywords.pointer),
        }
    }

    /// Returns the form and the assertions of the one schema that a schema at `place` wraps.
    fn wrapped(&mut self, sole: Node<'a>, place: &Place) -> (Form, SchemaRef) {
        match sole {
            // What gets a type of its own is that schema, instead of a wrapper around another type.
            Node::Schema(source) if place.path.is_empty() => {
                let (keywords, mut parts) = (Keywords::of(source), Parts::default());
                let form = match enums::of_members(&Conjunction::default(), &[sole]) {
                    Some((values, docs)) => enums::documented(&values, &docs),
                    None => self.form(source, &keywords, place, &mut parts),
                };
                (form, SchemaRef::Inline(Box::new(self.assertions(&keywords, parts))))
            }
            _ => {
                let lowered = self.lower(sole, place);
                (Form::Shape(lowered.shape), lowered.schema)
            }
        }
    }

    /// Returns the schemas of a union one of whose members has been lowered; none if it is no member.
    fn with_sole(&mut self, members: &[Node<'a>], sole: Node<'a>, lowered: &SchemaRef) -> Vec<SchemaRef> {
        if !members.iter().any(|member| member.is(sole)) {
            return Vec::new();
        }
        members.iter().map(|member| if member.is(sole) { lowered.clone() } else { self.choice(*member) }).collect()
    }

    /// Returns the form of what satisfies all parts; `None` if nothing does.
    pub(super) fn met(
        &mut self,
        whole: &Conjunction<'a>,
        keywords: &Keywords<'a>,
        place: &Place,
        parts: &mut Parts,
    ) -> Option<Form> {
        match whole.choices.as_slice() {
            [] => self.plain(whole, place, parts),
            [choice] => {
                let members = union::members(&choice.keywords);
                let base = self.base(whole, &members);
                if let Some((values, docs)) = enums::of_members(&base, &members) {
                    return Some(enums::documented(&values, &docs));
                }
                if base.plain.is_empty() || members.len() <= MOST_MEMBERS {
                    self.union(&choice.keywords, &base, &members, place, parts)
                } else {
                    self.open(whole, keywords, place)
                }
            }
            _ => self.open(whole, keywords, place),
        }
    }

    /// Lowers what satisfies all of `nodes`, the declarations of one thing in several schemas.
    pub(super) fn lower_all(&mut self, nodes: &[Node<'a>], place: &Place) -> Option<Lowered> {
        let together = Keywords { all_of: nodes.to_vec(), ..Keywords::default() };
        let admits_null = self.composes_null(&together);
        let whole = self.conjunction(nodes);
        if let Some(sole) = self.sole_of(nodes, &whole) {
            let lowered = self.lower(sole, place);
            return Some(if admits_null { lowered } else { lowered.without_null() });
        }
        let described = nodes.iter().find_map(|node| self.resolve(*node)).map(Keywords::of).unwrap_or_default();
        let lowered = self.lower_conjunction(&whole, &described, place)?;
        Some(if admits_null { lowered.or_null() } else { lowered })
    }

    /// Lowers what satisfies all parts; `keywords` are those that describe it.
    pub(super) fn lower_conjunction(
        &mut self,
        whole: &Conjunction<'a>,
        keywords: &Keywords<'a>,
        place: &Place,
    ) -> Option<Lowered> {
        let assertions =
            |lowering: &mut Self| Assertions { all_of: lowering.conjoined(whole), ..Assertions::default() };
        let lower = |lowering: &mut Self| {
            let form = lowering.met(whole, keywords, place, &mut Parts::default())?;
            let schema = assertions(lowering);
            Some(lowering.lowered(form, keywords, schema, place))
        };
        self.guarded(whole, place, lower, |lowering| SchemaRef::Inline(Box::new(assertions(lowering))))
    }

    fn plain(&mut self, whole: &Conjunction<'a>, place: &Place, parts: &mut Parts) -> Option<Form> {
        let Conjunction { plain, bounds, .. } = whole;
        if let [only] = plain.as_slice() {
            let changed = self.changed_by_bounds(whole).filter(|_| only.keywords.values.is_none());
            return Some(changed.map_or_else(|| self.simple(&only.keywords, place, parts), Form::Shape));
        }
        let asked = scalars::common_type(plain).ok()?;
        if let Some(values) = scalars::common_values(plain, asked) {
            return (!values.is_empty()).then(|| enums::form(&values));
        }
        Some(match asked {
            Some(JsonType::Object) => return self.merged_object(plain, place),
            Some(JsonType::Array) => Form::Shape(self.merged_array(plain, place)),
            Some(JsonType::String) => Form::Shape(scalars::common_string(plain, bounds, self.formats)),
            Some(JsonType::Integer | JsonType::Whole) => {
                Form::Shape(scalars::common_integer(plain, bounds, self.formats))
            }
            Some(JsonType::Number) => Form::Shape(scalars::common_number(plain, self.formats)),
            Some(JsonType::Boolean) => Form::Shape(Shape::Boolean),
            Some(JsonType::Null) | None => Form::Shape(Shape::Any),
        })
    }

    fn merged_array(&mut self, parts: &[Part<'a>], place: &Place) -> Shape {
        let is_tuple = parts.iter().any(|part| part.keywords.later("prefixItems").is_some());
        let items: Vec<Node<'a>> = parts.iter().filter_map(|part| part.keywords.items).collect();
        let items = if is_tuple { None } else { self.lower_all(&items, &place.step(Step::Item)) };
        Shape::Array(Box::new(items.map_or(Shape::Any, |items| items.shape)))
    }

    /// Returns a struct with the properties of all parts, or a map if there are none.
    fn merged_object(&mut self, parts: &[Part<'a>], place: &Place) -> Option<Form> {
        let has_patterns = parts.iter().any(|part| part.keywords.later("patternProperties").is_some());
        let closed = !has_patterns && parts.iter().any(|part| matches!(part.keywords.additional, Additional::Never));
        let rest = match (closed, has_patterns) {
            (true, _) => None,
            (_, true) => Some(Shape::Any),
            _ => self.merged_rest(parts, place),
        };
        let (fields, member_docs) = self.merged_fields(parts, place)?;
        if fields.is_empty() && !closed {
            return Some(Form::Shape(Shape::Map(Box::new(rest.unwrap_or(Shape::Any)))));
        }
        Some(Form::Kind(Kind::Struct(Struct { fields, rest, tags: Vec::new() }), member_docs))
    }

    fn merged_rest(&mut self, parts: &[Part<'a>], place: &Place) -> Option<Shape> {
        let additional = parts.iter().map(|part| part.keywords.additional);
        let schemas: Vec<Node<'a>> = additional
            .clone()
            .filter_map(|additional| match additional {
                Additional::Schema(node) => Some(node),
                _ => None,
            })
            .collect();
        if !schemas.is_empty() {
            let lowered = self.lower_all(&schemas, &place.step(Step::Value));
            return Some(lowered.map_or(Shape::Any, |lowered| lowered.shape));
        }
        let is_open = additional.into_iter().any(|additional| matches!(additional, Additional::Any));
        is_open.then_some(Shape::Any)
    }

    /// Returns the form of several choices at once, or of one that is too large to repeat what stands beside it: the properties that do not
    /// depend on a choice, and all other members as they are.
    fn open(&mut self, whole: &Conjunction<'a>, keywords: &Keywords<'a>, place: &Place) -> Option<Form> {
        let are_objects = whole.plain.iter().any(|part| scalars::json_type(&part.keywords) == Some(JsonType::Object))
            || whole
                .choices
                .iter()
                .any(|choice| union::members(&choice.keywords).iter().all(|node| self.is_object(*node)));
        if !are_objects {
            self.diagnostics.note(
                "free-form",
                keywords.pointer,
                "several unions at once have no type of their own; any JSON value is taken, and checked",
                "give each union a property of its own",
            );
            return Some(Form::Shape(Shape::Any));
        }
        let (fields, member_docs) = self.merged_fields(&whole.plain, place)?;
        if fields.is_empty() {
            return Some(Form::Shape(Shape::Map(Box::new(Shape::Any))));
        }
        let rest = Some(Shape::Any);
        Some(Form::Kind(Kind::Struct(Struct { fields, rest, tags: Vec::new() }), member_docs))
    }

    /// Reports that no value satisfies a schema; any is taken, since a wrong answer has to be read, and the assertions refuse to send it.
    pub(super) fn nothing(&mut self, pointer: &str) -> Form {
        self.diagnostics.warning(
            "empty-intersection",
            pointer,
            "no value satisfies all that stands here at once; any JSON value is taken, and found wrong when it is checked",
            "correct the types, values or required properties that contradict each other",
        );
        Form::Shape(Shape::Any)
    }
}

impl Lowered {
    fn without_null(self) -> Self {
        match self.shape {
            Shape::Nullable(shape) => Self { shape: *shape, schema: self.schema },
            shape => Self { shape, schema: self.schema },
        }
    }
}

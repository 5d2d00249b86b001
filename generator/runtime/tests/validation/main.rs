//! The validation half of the runtime: schemas, the judge, decoding, and what is shown of values.

mod arrays;
mod composition;
mod data_model;
mod debug;
mod differential;
mod directions;
mod fields;
mod formats;
mod later_arrays;
mod later_conditions;
mod later_objects;
mod long_numbers;
mod members;
mod nullable;
mod numbers;
mod objects;
mod recursion;
mod recursive_unions;
mod scalars;
mod strings;
mod support;
mod unevaluated;
mod unions;
mod validate;
mod violations;
mod whole;

//! The validation half of the runtime: schemas, the validate, decoding, and what is shown of values.

mod arrays;
mod arrays_2020;
mod composition;
mod conditions_2020;
mod data_model;
mod debug;
mod differential;
mod directions;
mod fields;
mod formats;
mod lenient_integers;
mod long_numbers;
mod nullable;
mod numbers;
mod object_reader;
mod objects;
mod objects_2020;
mod recursion;
mod recursive_unions;
mod scalars;
mod strings;
mod support;
mod unevaluated;
mod unions;
mod validate;
mod violations;

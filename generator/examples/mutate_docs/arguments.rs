//! The command line.

use std::path::PathBuf;

const USAGE: &str = "usage: mutate_docs FOLDER COUNT [--seed N] [--keep FOLDER]";

/// The arguments.
#[derive(Debug)]
pub struct Arguments {
    /// The folder of the documents.
    pub documents: PathBuf,
    /// How many mutants there are.
    pub count: usize,
    /// The random seed.
    pub seed: u64,
    /// The folder for mutants that became a crate.
    pub keep: Option<PathBuf>,
    /// For a worker: the first mutant that it tries.
    pub first: Option<usize>,
}

impl Arguments {
    /// Reads the command line.
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let documents = words.next().ok_or(USAGE)?.into();
        let count = number(words.next())?;
        let mut arguments = Self { documents, count, seed: 1, keep: None, first: None };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--seed" => arguments.seed = number(words.next())?,
                "--keep" => arguments.keep = Some(words.next().ok_or(USAGE)?.into()),
                "--worker-from" => arguments.first = Some(number(words.next())?),
                _ => return Err(USAGE.to_owned()),
            }
        }
        Ok(arguments)
    }
}

fn number<T: std::str::FromStr>(word: Option<String>) -> Result<T, String> {
    word.and_then(|word| word.parse().ok()).ok_or_else(|| USAGE.to_owned())
}

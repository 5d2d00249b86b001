//! The command line.

use std::path::PathBuf;

use crate::document::Size;

const USAGE: &str = "usage: generate_docs COUNT [--seed N] [--large] [--keep FOLDER]";

/// The arguments.
#[derive(Debug)]
pub struct Arguments {
    /// How many documents there are.
    pub count: usize,
    /// The random seed.
    pub seed: u64,
    /// How large they are.
    pub size: Size,
    /// The folder for all documents.
    pub keep: Option<PathBuf>,
}

impl Arguments {
    /// Reads the command line.
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let size = Size { schemas: 12, operations: 8 };
        let mut arguments = Self { count: number(words.next())?, seed: 1, size, keep: None };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--seed" => arguments.seed = number(words.next())?,
                "--large" => arguments.size = Size { schemas: 60, operations: 20 },
                "--keep" => arguments.keep = Some(words.next().ok_or(USAGE)?.into()),
                _ => return Err(USAGE.to_owned()),
            }
        }
        Ok(arguments)
    }
}

fn number<T: std::str::FromStr>(word: Option<String>) -> Result<T, String> {
    word.and_then(|word| word.parse().ok()).ok_or_else(|| USAGE.to_owned())
}

//! Supervises workers.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use crate::arguments::Arguments;

/// How long a mutant may take, on a machine that has other things to do.
const LIMIT: Duration = Duration::from_secs(30);

/// The outcomes so far.
#[derive(Default)]
struct Tally {
    outcomes: BTreeMap<String, usize>,
    failures: usize,
    slowest: (Duration, String),
}

/// The mutant that a worker tries.
struct Current {
    number: usize,
    path: String,
    begun: Instant,
}

/// Runs all mutants, and returns whether none failed.
pub fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    if let Some(keep) = &arguments.keep {
        fs::create_dir_all(keep)?;
    }
    let mut tally = Tally::default();
    let mut next = 0;
    while next < arguments.count {
        let mut worker = worker(arguments, next)?;
        next = follow(&mut worker, &mut tally).map_or(arguments.count, |broken| broken + 1);
    }
    let (time, path) = &tally.slowest;
    println!("{:?}; slowest {} ms, {path}; {} failed", tally.outcomes, time.as_millis(), tally.failures);
    Ok(tally.failures == 0)
}

fn worker(arguments: &Arguments, first: usize) -> Result<Child, Box<dyn Error>> {
    let mut command = Command::new(env::current_exe()?);
    command.arg(&arguments.documents).arg(arguments.count.to_string());
    command.args(["--seed", &arguments.seed.to_string(), "--worker-from", &first.to_string()]);
    if let Some(keep) = &arguments.keep {
        command.arg("--keep").arg(keep);
    }
    Ok(command.stdout(Stdio::piped()).spawn()?)
}

/// Follows a worker to its end; `Some` is the mutant that crashed it.
fn follow(worker: &mut Child, tally: &mut Tally) -> Option<usize> {
    let lines = lines(worker);
    let mut current: Option<Current> = None;
    loop {
        match lines.recv_timeout(LIMIT) {
            Ok(line) => match line.strip_prefix("begin ").and_then(|rest| rest.split_once(' ')) {
                Some((number, path)) => {
                    let number = number.parse().unwrap_or(usize::MAX - 1);
                    current = Some(Current { number, path: path.to_owned(), begun: Instant::now() });
                }
                None => tally.record(&line, current.take()),
            },
            Err(ended) => {
                let outcome =
                    if ended == RecvTimeoutError::Timeout { "failed by hanging" } else { "failed by a crash" };
                let _ = worker.kill();
                let is_well = worker.wait().is_ok_and(|status| status.success());
                let broken = current.as_ref().map(|current| current.number);
                if !is_well || broken.is_some() {
                    tally.record(outcome, current);
                }
                return broken;
            }
        }
    }
}

fn lines(worker: &mut Child) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    if let Some(out) = worker.stdout.take() {
        thread::spawn(move || BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    }
    receiver
}

impl Tally {
    fn record(&mut self, outcome: &str, mutant: Option<Current>) {
        let path = mutant.as_ref().map_or("", |mutant| mutant.path.as_str());
        if outcome.starts_with("failed") {
            self.failures += 1;
            println!("{path}: {outcome}");
        }
        let kind = outcome.split([':', ' ']).next().unwrap_or_default();
        *self.outcomes.entry(kind.to_owned()).or_default() += 1;
        if let Some(mutant) = &mutant
            && mutant.begun.elapsed() > self.slowest.0
        {
            self.slowest = (mutant.begun.elapsed(), mutant.path.clone());
        }
    }
}

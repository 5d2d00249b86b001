//! What a call costs beyond reqwest with `serde_json`: an update of Infisical, which both send and receive byte for byte alike.
//!
//! - `serve` prints a URL, and responds until it is killed.
//! - `ours URL N` and `plain URL N` make N calls, one after another; `.ci/measure-call` counts their instructions.
//! - `time URL N` takes the time of N calls of each, in turn, and prints the ratio of each pair.

mod plain;

use std::env;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use infisical_client::types::{TokenReviewMode, TrustedIp, UpdateKubernetesAuthRequest};
use infisical_client::{Client, Nullable};
use plain::BoxError;
use tokio::runtime::{Builder, Runtime};

const IDENTITY: &str = "0d2a1c9e-7a4f-4f0e-9c55-2f4f3c1d8a11";

const RESPONSE: &str = r#"{"identityKubernetesAuth":{"id":"3c6f8a5e-57a1-4a4b-8a55-0a3f6a1b2c3d","identityId":"0d2a1c9e-7a4f-4f0e-9c55-2f4f3c1d8a11","createdAt":"2026-01-02T03:04:05.000Z","updatedAt":"2026-11-21T08:00:00.000Z","accessTokenTTL":3600,"accessTokenMaxTTL":7200,"accessTokenNumUsesLimit":0,"allowedNamespaces":"default","allowedNames":"a,b","allowedAudience":"","caCert":"","gatewayId":null}}"#;

fn main() -> Result<(), BoxError> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments.as_slice() {
        ["serve"] => serve()?,
        ["ours", url, count] => ours(&runtime()?, &client(url)?, count.parse()?)?,
        ["plain", url, count] => plain(&runtime()?, &plain::Client::new(url), count.parse()?)?,
        ["time", url, count] => time(url, count.parse()?)?,
        _ => return Err("see the documentation of this example".into()),
    }
    Ok(())
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

fn client(url: &str) -> Result<Client, BoxError> {
    Ok(Client::builder().base_url(url).bearer_auth("a-token").build()?)
}

fn request() -> UpdateKubernetesAuthRequest {
    UpdateKubernetesAuthRequest {
        kubernetes_host: Nullable::Value("https://kubernetes.example.com".to_owned()),
        token_reviewer_jwt: Nullable::Null,
        token_review_mode: Some(TokenReviewMode::Api),
        access_token_trusted_ips: Some(vec![TrustedIp { ip_address: "10.0.0.0/8".to_owned() }]),
        access_token_ttl: Some(3600),
        ..Default::default()
    }
}

fn ours(runtime: &Runtime, client: &Client, count: usize) -> Result<(), BoxError> {
    let request = request();
    runtime.block_on(async {
        for _ in 0..count {
            client.update_kubernetes_auth(IDENTITY, &request).await?;
        }
        Ok(())
    })
}

fn plain(runtime: &Runtime, client: &plain::Client, count: usize) -> Result<(), BoxError> {
    let request = plain::request();
    runtime.block_on(async {
        for _ in 0..count {
            client.update_kubernetes_auth(IDENTITY, &request).await?;
        }
        Ok(())
    })
}

/// Prints the ratio of each of some runs.
fn time(url: &str, count: usize) -> Result<(), BoxError> {
    const RUNS: usize = 21;
    let (runtime, client, plain_client) = (runtime()?, client(url)?, plain::Client::new(url));
    let mut ratios = Vec::new();
    for _ in 0..RUNS {
        let plain = timed(|| plain(&runtime, &plain_client, count))?;
        let ours = timed(|| ours(&runtime, &client, count))?;
        ratios.push(ours.as_secs_f64() / plain.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    let at = |index: usize| ratios.get(index).copied().unwrap_or_default();
    println!(
        "time: {:.3} of plain (median of {RUNS} runs; quartiles {:.3} to {:.3})",
        at(RUNS / 2),
        at(RUNS / 4),
        at(RUNS * 3 / 4)
    );
    Ok(())
}

fn timed(run: impl FnOnce() -> Result<(), BoxError>) -> Result<Duration, BoxError> {
    let begin = Instant::now();
    run()?;
    Ok(begin.elapsed())
}

fn serve() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    for connection in listener.incoming() {
        let connection = connection?;
        thread::spawn(move || respond(&connection));
    }
    Ok(())
}

/// Responds to each request on a connection.
fn respond(connection: &TcpStream) -> io::Result<()> {
    connection.set_nodelay(true)?;
    let response = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{RESPONSE}",
        RESPONSE.len()
    );
    let (mut reader, mut writer) = (BufReader::new(connection), connection);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
        }
        reader.read_exact(&mut vec![0; length])?;
        writer.write_all(response.as_bytes())?;
    }
}

//! A small HTTP/1.1 server on the loopback interface: it records requests, byte for byte, and sends configured responses.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// A request, as it came.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The request target: path and query, still encoded.
    pub target: String,
    /// The header lines, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// Returns the value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the body of a multipart request as text, its bytes escaped, with `BOUNDARY` in place of its boundary, which is another one each time.
    ///
    /// # Panics
    ///
    /// If the media type has no boundary.
    pub fn multipart(&self) -> String {
        let media_type = self.header("content-type").expect("a media type");
        let boundary = media_type.strip_prefix("multipart/form-data; boundary=").expect("a boundary");
        self.body.escape_ascii().to_string().replace(boundary, "BOUNDARY")
    }

    /// Returns the body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or_default()
    }
}

/// A response.
#[derive(Clone, Debug)]
pub struct MockResponse {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// How many bytes of the body are sent before the connection is closed.
    cut: Option<usize>,
    /// The pieces in which the body is sent, one after another, where it is not sent as a whole.
    chunks: Option<Vec<Vec<u8>>>,
    /// Whether the end of the chunks is not sent.
    stalls: bool,
    /// Bytes that are sent instead, and a piece that is sent after them some number of times.
    raw: Option<(Vec<u8>, Vec<u8>, usize)>,
}

/// Between two pieces of a body, so that they arrive as two.
const PAUSE: Duration = Duration::from_millis(20);

/// Longer than a test takes.
const STALL: Duration = Duration::from_secs(20);

impl MockResponse {
    /// A response with a status and no body.
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), cut: None, chunks: None, stalls: false, raw: None }
    }

    /// A response with a JSON body, valid or not.
    pub fn json(status: u16, body: &str) -> Self {
        Self::status(status).header("content-type", "application/json").body(body)
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl AsRef<[u8]>) -> Self {
        body.as_ref().clone_into(&mut self.body);
        self
    }

    /// Sets a body that is sent in chunks, without `Content-Length`.
    #[must_use]
    pub fn chunks(mut self, chunks: &[impl AsRef<[u8]>]) -> Self {
        self.chunks = Some(chunks.iter().map(|chunk| chunk.as_ref().to_owned()).collect());
        self
    }

    /// Closes the connection after some bytes of the body.
    #[must_use]
    pub fn cut_after(mut self, bytes: usize) -> Self {
        self.cut = Some(bytes);
        self
    }

    /// Sends the beginning of a body, and then nothing for a long time.
    #[must_use]
    pub fn stalls_after(mut self, beginning: &str) -> Self {
        self.chunks = Some(vec![beginning.as_bytes().to_owned()]);
        self.stalls = true;
        self
    }

    /// A response that is sent literally, head included; then the connection is closed.
    pub fn raw(response: impl AsRef<[u8]>) -> Self {
        Self { raw: Some((response.as_ref().to_owned(), Vec::new(), 0)), ..Self::status(200) }
    }

    /// Sends a piece several times after a raw response.
    #[must_use]
    pub fn repeat(mut self, piece: impl AsRef<[u8]>, times: usize) -> Self {
        if let Some(raw) = &mut self.raw {
            (raw.1, raw.2) = (piece.as_ref().to_owned(), times);
        }
        self
    }

    fn write(&self, stream: &mut TcpStream) -> std::io::Result<()> {
        if let Some((response, piece, times)) = &self.raw {
            stream.write_all(response)?;
            return (0..*times).try_for_each(|_| stream.write_all(piece));
        }
        let mut head = format!("HTTP/1.1 {} Status\r\nconnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(chunks) = &self.chunks {
            write_chunks(stream, &head, chunks)?;
            if self.stalls {
                thread::sleep(STALL);
            }
            return stream.write_all(b"0\r\n\r\n");
        }
        if ![101, 204, 304].contains(&self.status) {
            head.push_str(&format!("content-length: {}\r\n", self.body.len()));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes())?;
        let sent = self.cut.unwrap_or(self.body.len()).min(self.body.len());
        stream.write_all(self.body.get(..sent).unwrap_or_default())?;
        stream.flush()
    }
}

/// Writes a body in the chunked coding (RFC 9112 §7.1).
fn write_chunks(stream: &mut TcpStream, head: &str, chunks: &[Vec<u8>]) -> std::io::Result<()> {
    write!(stream, "{head}transfer-encoding: chunked\r\n\r\n")?;
    for chunk in chunks {
        write!(stream, "{:x}\r\n", chunk.len())?;
        stream.write_all(chunk)?;
        stream.write_all(b"\r\n")?;
        stream.flush()?;
        thread::sleep(PAUSE);
    }
    Ok(())
}

/// A server that runs until the process ends.
#[derive(Clone, Debug)]
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Starts a server that sends `response` to every request.
    ///
    /// # Panics
    ///
    /// If no port of the loopback interface can be had.
    pub fn start(response: impl Fn(&Request) -> MockResponse + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
        let address = listener.local_addr().expect("the listener's address");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let server = Self { address, requests: Arc::clone(&requests) };
        let response = Arc::new(response);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (requests, response) = (Arc::clone(&requests), Arc::clone(&response));
                thread::spawn(move || serve(stream, &requests, &*response));
            }
        });
        server
    }

    /// Starts a server that always gives the same response.
    pub fn always(reply: MockResponse) -> Self {
        Self::start(move |_| reply.clone())
    }

    /// Returns the base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns the only request.
    ///
    /// # Panics
    ///
    /// If there was none, or more than one.
    pub fn request(&self) -> Request {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "requests that the server saw");
        requests.into_iter().next().expect("one request")
    }
}

fn serve(mut stream: TcpStream, requests: &Mutex<Vec<Request>>, response: &dyn Fn(&Request) -> MockResponse) {
    if let Some(request) = read(&stream) {
        requests.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
        // The client may have disconnected.
        let _ = response(&request).write(&mut stream);
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let header = |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let body = if header("transfer-encoding") == Some("chunked") {
        read_chunks(&mut reader)?
    } else {
        let mut body = vec![0; header("content-length").and_then(|length| length.parse().ok()).unwrap_or_default()];
        reader.read_exact(&mut body).ok()?;
        body
    };
    Some(Request { method, target, headers, body })
}

/// Reads a body in the chunked coding (RFC 9112 §7.1).
fn read_chunks(reader: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let length = usize::from_str_radix(line.trim(), 16).ok()?;
        let mut chunk = vec![0; length + 2];
        reader.read_exact(&mut chunk).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(chunk.get(..length)?);
    }
}

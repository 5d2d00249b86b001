//! Text without its escapes, so that a secret is found in any encoding.

/// A text in which the escapes of JSON, JSON pointers, URLs, forms, HTML and Rust's `Debug` are decoded, also nested ones, with the origin
/// of each byte.
///
/// It is only for comparison: control characters are dropped, or become the letter of their escape, `+` becomes a blank, and backslashes
/// are dropped. A text and any encoding of it are equal.
pub(super) struct Decoded<'a> {
    text: &'a str,
    bytes: Vec<Byte>,
}

/// A decoded byte.
#[derive(Clone, Copy)]
struct Byte {
    value: u8,
    /// The start in the text, with its escape.
    start: usize,
    /// The number of backslashes that escape it; for a backslash, including itself.
    backslashes: u32,
    /// In how many escapes it is, one within another.
    depth: u16,
}

impl<'a> Decoded<'a> {
    /// Decodes a text, in linear time: a byte that completes an escape removes the bytes of the escape.
    pub(super) fn new(text: &'a str) -> Self {
        let mut decoded = Self { text, bytes: Vec::with_capacity(text.len()) };
        let mut buffer = [0; 4];
        for (start, char) in text.char_indices() {
            for value in char.encode_utf8(&mut buffer).bytes() {
                let backslashes = u32::from(value == b'\\');
                decoded.push(Byte { value, start, backslashes, depth: 0 });
            }
        }
        decoded.bytes.retain(|byte| byte.value != b'\\');
        decoded
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Returns the decoded byte at an index; 0, which no decoded byte is, beyond the end.
    pub(super) fn value(&self, index: usize) -> u8 {
        self.bytes.get(index).map_or(0, |byte| byte.value)
    }

    /// Returns the decoded bytes.
    pub(super) fn values(&self) -> impl DoubleEndedIterator<Item = u8> + '_ {
        self.bytes.iter().map(|byte| byte.value)
    }

    /// Returns how many backslashes escape the byte at an index.
    pub(super) fn backslashes(&self, index: usize) -> u32 {
        self.bytes.get(index).map_or(0, |byte| byte.backslashes)
    }

    /// Returns the start of the byte at an index; beyond the end, the text's length.
    pub(super) fn start(&self, index: usize) -> usize {
        self.bytes.get(index).map_or(self.text.len(), |byte| byte.start)
    }

    /// Returns the original text from the byte at an index on.
    pub(super) fn written(&self, index: usize) -> &'a str {
        self.text.get(self.start(index)..).unwrap_or_default()
    }

    /// Returns the original text.
    pub(super) const fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the first original byte of the byte at an index.
    pub(super) fn written_byte(&self, index: usize) -> u8 {
        self.text.as_bytes().get(self.start(index)).copied().unwrap_or(0)
    }

    /// Returns whether the byte at an index is whitespace, escaped or not.
    pub(super) fn is_space(&self, index: usize) -> bool {
        let is_escaped = self.written_byte(index) == b'\\' && matches!(self.value(index), b'n' | b'r' | b't');
        is_escaped || self.value(index) == b' ' || self.written_byte(index).is_ascii_whitespace()
    }

    fn push(&mut self, byte: Byte) {
        let mut next = Some(byte);
        while let Some(byte) = next.take() {
            let Some(byte) = self.after_backslash(byte) else { return };
            self.bytes.push(byte);
            next = match byte.value {
                b'0' | b'1' if self.follows_tilde() => self.pointer_escape(byte.value),
                value if value.is_ascii_hexdigit() => self.hex_escape(),
                b'}' => self.braced_escape(),
                b';' => self.entity(),
                _ => None,
            };
        }
    }

    /// Returns the byte, and removes the backslash before it; nothing if it is dropped.
    fn after_backslash(&mut self, mut byte: Byte) -> Option<Byte> {
        byte.value = match byte.value {
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            b'\x08' => b'b',
            b'\x0c' => b'f',
            b'+' => b' ',
            value if value.is_ascii_control() => return None,
            value => value,
        };
        while let Some(last) = self.bytes.last_mut().filter(|last| last.value == b'\\') {
            match byte.value {
                b'\\' if last.depth == byte.depth => {
                    last.backslashes = last.backslashes.saturating_add(byte.backslashes);
                    return None;
                }
                // The escape continues.
                b'u' | b'x' | b'\\' | b'%' | b'&' => return Some(byte),
                _ => {
                    (byte.start, byte.backslashes) = (last.start, byte.backslashes.saturating_add(last.backslashes));
                    self.bytes.pop();
                }
            }
        }
        Some(byte)
    }

    /// Returns the last bytes.
    fn tail<const N: usize>(&self) -> Option<&[Byte; N]> {
        self.bytes.last_chunk()
    }

    fn follows_tilde(&self) -> bool {
        self.tail::<2>().is_some_and(|[tilde, _]| tilde.value == b'~')
    }

    /// Decodes `~0` or `~1` at the end, the escapes of a JSON pointer.
    fn pointer_escape(&mut self, digit: u8) -> Option<Byte> {
        let [tilde, _] = *self.tail()?;
        self.replace(2, tilde, u32::from(if digit == b'0' { b'~' } else { b'/' }))
    }

    /// Decodes `%41`, `\x41` or `\u0041` at the end.
    fn hex_escape(&mut self) -> Option<Byte> {
        if let Some([percent, high, low]) = self.tail()
            && percent.value == b'%'
            && let Some(value) = hex(&[*high, *low])
        {
            let (start, depth, value) = (percent.start, percent.depth.saturating_add(1), u8::try_from(value).ok()?);
            self.bytes.truncate(self.bytes.len() - 3);
            return Some(Byte { value, start, backslashes: u32::from(value == b'\\'), depth });
        }
        if let Some([escape, x, digits @ ..]) = self.tail::<4>()
            && (escape.value, x.value) == (b'\\', b'x')
            && let Some(code) = hex(digits)
        {
            return self.replace(4, *escape, code);
        }
        if let Some([escape, u, digits @ ..]) = self.tail::<6>()
            && (escape.value, u.value) == (b'\\', b'u')
            && let Some(code) = hex(digits)
        {
            return self.replace(6, *escape, code);
        }
        None
    }

    /// Decodes `\u{41}` at the end.
    fn braced_escape(&mut self) -> Option<Byte> {
        let window = self.bytes.get(self.bytes.len().saturating_sub(10)..)?;
        let open = window.iter().rposition(|byte| byte.value == b'{')?;
        let digits = window.get(open + 1..window.len() - 1)?;
        let [escape, u] = window.get(..open)?.last_chunk()?;
        if (escape.value, u.value) != (b'\\', b'u') {
            return None;
        }
        let (length, escape, code) = (window.len() - open + 2, *escape, hex(digits)?);
        self.replace(length, escape, code)
    }

    /// Decodes `&amp;` or `&#38;` at the end.
    fn entity(&mut self) -> Option<Byte> {
        let window = self.bytes.get(self.bytes.len().saturating_sub(10)..)?;
        let open = window.iter().rposition(|byte| byte.value == b'&')?;
        let name: Vec<u8> = window.get(open + 1..window.len() - 1)?.iter().map(|byte| byte.value).collect();
        let code = match name.as_slice() {
            b"amp" => u32::from(b'&'),
            b"lt" => u32::from(b'<'),
            b"gt" => u32::from(b'>'),
            b"quot" => u32::from(b'"'),
            b"apos" => u32::from(b'\''),
            [b'#', b'x' | b'X', digits @ ..] => u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?,
            [b'#', digits @ ..] => str::from_utf8(digits).ok()?.parse().ok()?,
            _ => return None,
        };
        let (length, begin) = (window.len() - open, *window.get(open)?);
        self.replace(length, begin, code)
    }

    /// Replaces an escape at the end; returns the character, if it may start or end another escape.
    fn replace(&mut self, length: usize, first: Byte, code: u32) -> Option<Byte> {
        self.bytes.truncate(self.bytes.len().saturating_sub(length));
        let depth = first.depth.saturating_add(1);
        let byte = |value| Byte { value, start: first.start, backslashes: first.backslashes, depth };
        if let Ok(value) = u8::try_from(code)
            && value.is_ascii()
        {
            return Some(byte(value));
        }
        let (code, start) = self.with_high_surrogate(code).unwrap_or((code, first.start));
        let mut buffer = [0; 4];
        match char::from_u32(code) {
            Some(char) => {
                let bytes = char.encode_utf8(&mut buffer).bytes();
                self.bytes.extend(bytes.map(|value| Byte { value, start, backslashes: 0, depth }));
            }
            // A lone surrogate, as UTF-8 would encode it.
            None if code < 0x1_0000 => {
                let bits = |shift: u32| u8::try_from(code >> shift & 0x3f).unwrap_or(0);
                let bytes = [0xe0 | bits(12), 0x80 | bits(6), 0x80 | bits(0)];
                self.bytes.extend(bytes.map(|value| Byte { value, start, backslashes: 0, depth }));
            }
            None => {}
        }
        None
    }

    /// Removes a high surrogate from the end, and returns the character of the pair, with its start.
    fn with_high_surrogate(&mut self, low: u32) -> Option<(u32, usize)> {
        let low = low.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        let [first, second, third] = *self.tail::<3>()?;
        if first.value != 0xed || !(0xa0..0xb0).contains(&second.value) {
            return None;
        }
        let high = u32::from(second.value & 0x0f) << 6 | u32::from(third.value & 0x3f);
        self.bytes.truncate(self.bytes.len() - 3);
        Some((0x1_0000 + (high << 10 | low), first.start))
    }
}

/// Parses up to six hexadecimal digits.
fn hex(digits: &[Byte]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 6 {
        return None;
    }
    digits.iter().try_fold(0, |code, digit| Some(code << 4 | char::from(digit.value).to_digit(16)?))
}

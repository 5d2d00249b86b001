//! Ways in which texts are written inside of others, to hide secrets in and to look for them.

fn each(text: &str, write: impl Fn(&mut String, u8)) -> String {
    text.bytes().fold(String::new(), |mut written, byte| {
        write(&mut written, byte);
        written
    })
}

fn percent(text: &str, digits: fn(u8) -> String, all: bool) -> String {
    each(text, |written, byte| {
        if !all && byte.is_ascii_alphanumeric() {
            written.push(char::from(byte));
        } else {
            *written += &digits(byte);
        }
    })
}

fn json(text: &str) -> String {
    let quoted = serde_json::to_string(text).expect("a string is JSON");
    quoted[1..quoted.len() - 1].to_owned()
}

fn units(text: &str, digits: impl Fn(u16) -> String) -> String {
    text.encode_utf16().map(digits).collect()
}

fn chars(text: &str, write: impl Fn(char) -> String) -> String {
    text.chars().fold(String::new(), |written, char| written + &write(char))
}

/// A name, and how a text is written.
pub type Encoding = (&'static str, fn(&str) -> String);

/// All that are tried.
pub const ALL: &[Encoding] = &[
    ("as it is", str::to_owned),
    ("percent", |text| percent(text, |byte| format!("%{byte:02X}"), false)),
    ("percent, lower case", |text| percent(text, |byte| format!("%{byte:02x}"), false)),
    ("percent, all", |text| percent(text, |byte| format!("%{byte:02X}"), true)),
    ("form", |text| percent(text, |byte| if byte == b' ' { "+".to_owned() } else { format!("%{byte:02X}") }, false)),
    ("JSON", json),
    ("JSON, slashes", |text| json(text).replace('/', "\\/")),
    ("JSON, all", |text| units(text, |unit| format!("\\u{unit:04x}"))),
    ("JSON, all, upper case", |text| units(text, |unit| format!("\\u{unit:04X}"))),
    ("JSON, as Go", |text| json(text).replace('&', "\\u0026").replace('<', "\\u003c").replace('+', "\\u002b")),
    ("Debug", |text| text.escape_debug().to_string()),
    ("Debug, all", |text| chars(text, |char| format!("\\u{{{:x}}}", u32::from(char)))),
    ("bytes", |text| {
        each(text, |written, byte| {
            *written += &if byte.is_ascii() { format!("\\x{byte:02x}") } else { format!("%{byte:02x}") }
        })
    }),
    ("JSON pointer", |text| text.replace('~', "~0").replace('/', "~1")),
    ("HTML", |text| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\'', "&#39;")),
    ("HTML, all", |text| chars(text, |char| format!("&#{};", u32::from(char)))),
    ("HTML, all, hexadecimal", |text| chars(text, |char| format!("&#x{:x};", u32::from(char)))),
];

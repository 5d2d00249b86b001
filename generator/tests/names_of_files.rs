//! File names that are valid on all systems.

/// Names that Windows keeps for devices, as tags may write them.
const DEVICES: &[&str] = &[
    "aux", "AUX", "con", "Con", "nul", "NUL", "prn", "com0", "COM1", "com9", "Lpt0", "lpt3", "LPT9", "com¹", "LPT²",
    "COM³", "aux.", "nul ", "_con_", "con$",
];

#[test]
fn no_file_is_called_like_a_device() {
    for tag in DEVICES {
        let document = serde_json::json!({
            "openapi": "3.0.3",
            "info": { "title": "t", "version": "1" },
            "paths": { "/a": { "get": { "operationId": "a", "tags": [tag], "responses": { "200": {
                "description": "d",
                "content": { "application/json": { "schema": { "type": "object", "properties": { "b": {} } } } }
            } } } } }
        });
        let (generated, diagnostics) = crate::support_generate::generated(&document.to_string(), None);
        let files = generated.unwrap_or_else(|| panic!("{tag}: {diagnostics:?}")).files;

        for path in files.keys() {
            for part in path.split('/') {
                let stem = part.split('.').next().unwrap_or_default().to_lowercase();
                let digit = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt")).unwrap_or_default();
                let is_port = digit.chars().count() == 1
                    && digit.contains(|sign: char| sign.is_ascii_digit() || "¹²³".contains(sign));
                assert!(!is_port && !["aux", "con", "nul", "prn"].contains(&stem.as_str()), "{tag}: {path}");
            }
        }
    }
}

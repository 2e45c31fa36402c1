//! What is sent back.

use serde_json::Value;
use tiny_http::{Header, Response};

use crate::assets::Asset;

/// The same policy as the desktop window's.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self' blob:; \
    object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A status, a body and its headers.
#[derive(Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Headers beside those that every reply carries.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// JSON.
    pub fn json(status: u16, value: &Value) -> Self {
        Self::json_text(status, value.to_string())
    }

    /// JSON that is written already.
    pub fn json_text(status: u16, text: String) -> Self {
        Self::typed(status, "application/json", text.into_bytes())
    }

    /// A word for a developer; people read problems, not these.
    pub fn text(status: u16, text: &str) -> Self {
        Self::typed(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
    }

    /// A file of the UI.
    pub fn asset(asset: Asset) -> Self {
        Self::typed(200, asset.media_type, asset.bytes)
    }

    /// Leads to `/` and leaves the cookie.
    pub fn enter(cookie: String) -> Self {
        Self {
            status: 303,
            headers: vec![("Location", "/".to_owned()), ("Set-Cookie", cookie)],
            body: Vec::new(),
        }
    }

    /// For the server. Nothing is cached: the next build has other files, and answers are personal data.
    pub fn into_response(self) -> Response<std::io::Cursor<Vec<u8>>> {
        // The body is there whole: its length says where it ends, without chunks.
        let mut response =
            Response::from_data(self.body).with_status_code(self.status).with_chunked_threshold(usize::MAX);
        let fixed = [
            ("Content-Security-Policy", POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
        ];
        let own = self.headers.iter().map(|(name, value)| (*name, value.as_str()));
        for (name, value) in fixed.into_iter().chain(own) {
            if let Ok(header) = Header::from_bytes(name, value) {
                response.add_header(header);
            }
        }
        response
    }

    fn typed(status: u16, media_type: &str, body: Vec<u8>) -> Self {
        Self { status, headers: vec![("Content-Type", media_type.to_owned())], body }
    }
}

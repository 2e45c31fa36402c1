//! Around every page: language, time, what a browser may do with it; and around all but the sign-in: who asks, and that a
//! form is one of ours.

use super::texts::Locale;
use super::visit::{self, Visit};
use super::{Fault, Shared};
use crate::db::access;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Form, FromRequest as _, Request};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use std::collections::HashMap;
use std::time::Duration;

pub(super) const COOKIE_SESSION: &str = "cordkeep_session";
const COOKIE_LANGUAGE: &str = "cordkeep_language";
const LANGUAGE_S: u32 = 365 * 86_400;
/// Forms are short.
const BODY_BYTES_MAX: usize = 16 * 1024;
const PATIENCE: Duration = Duration::from_secs(30);

const HEADERS: [(header::HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// What a form sent.
pub(super) type Fields = HashMap<String, String>;

/// A cookie that no script and no other site's page gets.
pub(super) fn cookie(name: &str, value: &str, secure: bool, max_age_s: Option<u32>) -> String {
    let age = max_age_s.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}{secure}")
}

fn sent(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

fn language_asked(request: &Request) -> Option<Locale> {
    let pairs = request.uri().query().unwrap_or_default().split('&');
    pairs.filter_map(|pair| pair.strip_prefix("language=")).find_map(Locale::parse)
}

pub(super) async fn around(page: Shared, mut request: Request, next: Next) -> Response {
    let asked = language_asked(&request);
    let headers = request.headers();
    let kept = || sent(headers, COOKIE_LANGUAGE).and_then(|kept| Locale::parse(&kept));
    let preferred = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let locale = asked.or_else(kept).unwrap_or_else(|| Locale::preferred(preferred.unwrap_or_default()));
    request.extensions_mut().insert(locale);
    let answered = tokio::time::timeout(PATIENCE, next.run(request)).await;
    let mut response = answered.unwrap_or_else(|_| Fault::TooSlow.into_response());
    if let Some(fault) = response.extensions().get::<Fault>() {
        response = visit::fault(locale, *fault);
    }
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Some(asked) = asked {
        let cookie = cookie(COOKIE_LANGUAGE, asked.tag(), page.secure, Some(LANGUAGE_S));
        if let Ok(value) = cookie.parse() {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

/// Lets pass whoever is signed in; what a form sent goes on as [`Fields`].
pub(super) async fn signed_in(page: Shared, mut request: Request, next: Next) -> Response {
    match admit(&page, &mut request).await {
        Ok(true) => next.run(request).await,
        Ok(false) => Redirect::to("/sign-in").into_response(),
        Err(fault) => fault.into_response(),
    }
}

async fn admit(page: &Shared, request: &mut Request) -> Result<bool, Fault> {
    let now_ms = page.centre.clock.now_ms();
    let token = sent(request.headers(), COOKIE_SESSION);
    let Some(session) = token.and_then(|token| page.sessions.find(&token, now_ms)) else { return Ok(false) };
    // A code that was taken back, or has expired, lets nobody go on.
    if access::find_open(&mut *page.db().await?, session.access, now_ms).await?.is_none() {
        page.sessions.end(&session.token);
        return Ok(false);
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let fields = fields(request).await?;
        if fields.get("csrf") != Some(&session.csrf) {
            tracing::warn!(who = session.who, "a form that is not of this session");
            return Err(Fault::NotOurs);
        }
        request.extensions_mut().insert(fields);
    }
    let locale = request.extensions().get::<Locale>().copied().unwrap_or_default();
    request.extensions_mut().insert(Visit { locale, session, now_ms });
    Ok(true)
}

async fn fields(request: &mut Request) -> Result<Fields, Fault> {
    let body = std::mem::replace(request.body_mut(), Body::empty());
    let mut form = Request::new(body);
    *form.method_mut() = Method::POST;
    *form.headers_mut() = request.headers().clone();
    *form.extensions_mut() = request.extensions().clone();
    let Form(fields) = Form::<Fields>::from_request(form, &()).await.map_err(|_| Fault::NotOurs)?;
    Ok(fields)
}

pub(super) const fn body_limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(BODY_BYTES_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; cordkeep_session=t0; b=2"));
        headers.append(header::COOKIE, HeaderValue::from_static("cordkeep_language=en"));
        assert_eq!(sent(&headers, COOKIE_SESSION).as_deref(), Some("t0"));
        assert_eq!(sent(&headers, COOKIE_LANGUAGE).as_deref(), Some("en"));
        assert_eq!(sent(&headers, "session"), None);
    }
}

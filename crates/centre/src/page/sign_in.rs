//! `/sign-in` and `/sign-out`.

use super::guard::{COOKIE_SESSION, cookie};
use super::html::{Html, tag, text, void};
use super::texts::{Locale, fill};
use super::visit::{Visit, small};
use super::{Fault, Shared};
use crate::administration::{access_hash, record};
use crate::db::access;
use crate::db::act::{Act, ActKind, Doer, Way};
use crate::http::Peer;
use axum::extract::{Extension, Form};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use tokio::time::Instant;

#[derive(serde::Deserialize)]
pub(super) struct Typed {
    code: String,
}

pub(super) async fn form(Extension(locale): Extension<Locale>) -> Response {
    show(locale, StatusCode::OK, None)
}

fn show(locale: Locale, status: StatusCode, wrong: Option<String>) -> Response {
    let t = locale.texts();
    let said = wrong.map(|wrong| tag("p", &[("role", "alert")], text(wrong)));
    let field = [
        ("id", "code"),
        ("name", "code"),
        ("autocomplete", "off"),
        ("autocapitalize", "characters"),
        ("spellcheck", "false"),
        ("required", ""),
        ("autofocus", ""),
        ("maxlength", "64"),
        ("aria-describedby", "code-hint"),
    ];
    let form = [
        tag("label", &[("for", "code")], text(&t.access_code)),
        void("input", &field),
        tag("p", &[("id", "code-hint"), ("class", "hint")], text(&t.access_hint)),
        tag("button", &[], text(&t.sign_in)),
    ];
    let form = tag("form", &[("method", "post"), ("action", "/sign-in"), ("class", "card")], form);
    small(locale, status, &t.sign_in, [said.unwrap_or_default(), form].into_iter().collect::<Html>())
}

pub(super) async fn enter(
    page: Shared,
    Extension(locale): Extension<Locale>,
    peer: Option<Extension<Peer>>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let (t, now, now_ms) = (locale.texts(), Instant::now(), page.centre.clock.now_ms());
    let network = peer.map(|Extension(Peer(address))| address.into());
    if let Some(Err(wait)) = network.map(|network| page.sessions.attempt(network, now)) {
        let seconds = wait.as_secs().saturating_add(1);
        let said = fill(&t.sign_in_wait, "count", seconds);
        let response = show(locale, StatusCode::TOO_MANY_REQUESTS, Some(said));
        return Ok(([(header::RETRY_AFTER, seconds.to_string())], response).into_response());
    }
    let mut tx = page.begin().await?;
    let Some(row) = access::find_open(&mut tx, access_hash(&typed.code), now_ms).await? else {
        if let Some(network) = network {
            page.sessions.wrong(network, now);
        }
        tracing::warn!(peer = ?peer.map(|Extension(Peer(address))| address), "a wrong code at the page");
        return Ok(show(locale, StatusCode::FORBIDDEN, Some(t.sign_in_wrong.clone())));
    };
    let doer = Doer { who: row.name.clone(), way: Way::Page };
    record(&mut tx, &*page.centre.random, &doer, &Act::of(ActKind::SignedIn), now_ms).await?;
    tx.commit().await?;
    let session = page.sessions.begin(&*page.centre.random, row.code_hash, row.name, now_ms)?;
    let cookie = cookie(COOKIE_SESSION, &session.token, page.secure, None);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

pub(super) async fn leave(page: Shared, Extension(visit): Extension<Visit>) -> Response {
    page.sessions.end(&visit.session.token);
    let cookie = cookie(COOKIE_SESSION, "", page.secure, Some(0));
    ([(header::SET_COOKIE, cookie)], Redirect::to("/sign-in")).into_response()
}

//! One request of a page: in which language, by whom, and what goes around the page's own content.

use super::fault::Fault;
use super::html::{Html, document, tag, text, void};
use super::session::Session;
use super::texts::{Locale, Texts};
use crate::db::act::{Doer, Way};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

/// A request of somebody who is signed in.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    pub(super) locale: Locale,
    pub(super) session: Session,
    pub(super) now_ms: i64,
}

/// Which page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Stations,
    Codes,
    Capacity,
    Acts,
}

impl Visit {
    pub(super) fn texts(&self) -> &'static Texts {
        self.locale.texts()
    }

    pub(super) fn doer(&self) -> Doer {
        Doer { who: self.session.who.clone(), way: Way::Page }
    }

    /// The hidden field without which nothing is done.
    pub(super) fn csrf(&self) -> Html {
        void("input", &[("type", "hidden"), ("name", "csrf"), ("value", &self.session.csrf)])
    }

    /// A page with the way to the others around it.
    pub(super) fn page(&self, place: Place, title: &str, content: impl Into<Html>) -> Response {
        self.page_with(place, title, Html::default(), content)
    }

    /// The same with more in its head.
    pub(super) fn page_with(
        &self,
        place: Place,
        title: &str,
        head: Html,
        content: impl Into<Html>,
    ) -> Response {
        let t = self.texts();
        let links = [
            (Place::Stations, "/", &t.nav_stations),
            (Place::Codes, "/codes", &t.nav_codes),
            (Place::Capacity, "/capacity", &t.nav_capacity),
            (Place::Acts, "/acts", &t.nav_acts),
        ];
        let links = links.into_iter().map(|(to, href, name)| {
            let current = [("href", href), ("aria-current", "page")];
            let attributes = if to == place { &current[..] } else { &current[..1] };
            tag("a", attributes, text(name))
        });
        let sign_out = tag(
            "form",
            &[("method", "post"), ("action", "/sign-out")],
            [self.csrf(), tag("button", &[("class", "plain")], text(&t.sign_out))],
        );
        let bar = tag(
            "header",
            &[],
            [
                tag("strong", &[], text(&t.title)),
                tag("nav", &[("aria-label", &t.nav)], links.collect::<Html>()),
                tag("span", &[("class", "who")], text(&self.session.who)),
                switch(self.locale),
                sign_out,
            ],
        );
        let main = tag("main", &[], [tag("h1", &[], text(title)), content.into()]);
        whole(self.locale, StatusCode::OK, title, head, [bar, main])
    }
}

/// The link to the same page in the other language.
fn switch(locale: Locale) -> Html {
    let other = locale.other();
    let href = format!("?language={}", other.tag());
    tag("a", &[("class", "language"), ("href", &href), ("lang", other.tag())], text(other.name()))
}

/// A document.
pub(super) fn whole(
    locale: Locale,
    status: StatusCode,
    title: &str,
    head: Html,
    body: impl Into<Html>,
) -> Response {
    let title = format!("{title} · {}", locale.texts().title);
    let head = [
        void("meta", &[("charset", "utf-8")]),
        void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
        tag("title", &[], text(title)),
        void("link", &[("rel", "stylesheet"), ("href", "/page.css")]),
        head,
    ];
    let html = document(locale.tag(), head.into(), body.into());
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// A page for whoever is not signed in, or where nothing can be shown.
pub(super) fn small(locale: Locale, status: StatusCode, title: &str, content: impl Into<Html>) -> Response {
    let bar = tag("header", &[], [tag("strong", &[], text(&locale.texts().title)), switch(locale)]);
    let main = tag("main", &[("class", "small")], [tag("h1", &[], text(title)), content.into()]);
    whole(locale, status, title, Html::default(), [bar, main])
}

/// The page that says why there is no other.
pub(super) fn fault(locale: Locale, fault: Fault) -> Response {
    let t = locale.texts();
    let back = tag("p", &[], tag("a", &[("href", "/")], text(&t.back)));
    let said = tag("p", &[("role", "alert")], text(fault.said(t)));
    small(locale, fault.status(), &t.fault, [said, back])
}
